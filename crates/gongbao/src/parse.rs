//! The order of the stages.
use crate::{model::*, source::*};
use alloc::sync::Arc;

/// Parses a text. Never fails.
pub fn parse(source: &str) -> Gazette<'_> {
    let mut tables = Tables::default();
    for line in Lines::new(source).all {
        tables.furniture.push(line.span);
    }
    Gazette::from_parts(source, Arc::new(tables))
}
