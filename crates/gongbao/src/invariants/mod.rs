//! What must hold of every result: nothing lost, nothing counted twice, places that nest, names that are unique.
//!
//! `parse` runs [`check`] under debug assertions; tests, fuzz targets and whoever wants to be sure call
//! [`Gazette::check_invariants`](crate::Gazette::check_invariants). The tables are walked as the tree is written, from
//! record to facts, so that a leaf which no node holds is found as well as one that two nodes hold. A few passes over
//! text and tables, and the sorting of places and names; no recursion.

mod body;
mod cover;
mod facts;
mod leaf;
mod names;
mod units;
mod violation;

use alloc::{format, string::String, vec, vec::Vec};

pub(crate) use violation::Violation;

use crate::{
    model::{Gazette, NONE, Tables},
    source::Span,
};

/// Looks for what does not hold in the tables of a parse.
pub(crate) fn check(source: &str, tables: &Tables) -> Result<(), Violation> {
    let documents = tables.units.iter().filter(|u| u.parent == NONE).count();
    let mut check =
        Check { source, tables, held: vec![false; tables.pieces.len()], documents: documents as u32 };
    check.head()?;
    check.units()?;
    check.nodes()?;
    check.facts()?;
    check.order_of_findings()?;
    check.cover()?;
    check.names()
}

/// A check while it walks: which pieces have been met.
struct Check<'c> {
    source: &'c str,
    tables: &'c Tables,
    held: Vec<bool>,
    /// How many documents there are.
    documents: u32,
}
/// A node whose children are being read.
struct Above {
    id: u32,
    end: u32,
    span: Span,
    /// The last child.
    before: Span,
}

impl Above {
    fn new(id: u32, end: u32, span: Span) -> Self {
        Self { id, end, span, before: Span { start: span.start, end: span.start } }
    }

    /// A child that names this node as its parent, ends with it at the latest, and stands behind the last one.
    fn takes(
        &mut self,
        what: &'static str,
        id: u32,
        parent: u32,
        end: u32,
        span: Span,
    ) -> Result<(), Violation> {
        if parent != self.id || end <= id || end > self.end {
            return Err(Violation::Broken { what: "a node that is not where its parent says", at: id });
        }
        follows(what, &mut self.before, span)
    }
}

/// A sibling stands behind the one before.
fn follows(what: &'static str, before: &mut Span, span: Span) -> Result<(), Violation> {
    if span.start < before.end {
        return Err(Violation::OutOfOrder { what, span, behind: *before });
    }
    *before = span;
    Ok(())
}

impl Gazette<'_> {
    /// Whether the result is sound in itself: what does not hold, if anything.
    ///
    /// Every parse is; tests and fuzz targets ask. Debug builds ask in every parse.
    ///
    /// # Errors
    ///
    /// The first thing found that does not hold, in words.
    #[doc(hidden)]
    pub fn check_invariants(&self) -> Result<(), String> {
        check(self.source(), self.cx().tables).map_err(|violation| format!("{violation}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnostic::{Diagnostic, Finding},
        model::Slice,
    };

    const TEXT: &str = "某市人民政府关于防汛的通知\n各区人民政府:\n一、总体要求\n保障安全。\n二、任务\n(一)甲。\n(二)乙。\n\
                        某市人民政府\n2024年5月6日";

    /// What is found when the tables of a parse are spoilt.
    fn spoilt(spoil: impl FnOnce(&mut Tables)) -> Violation {
        let gazette = crate::parse(TEXT);
        let shared = gazette.tables();
        drop(gazette);
        let mut tables = alloc::sync::Arc::into_inner(shared).expect("the only owner");
        assert_eq!(check(TEXT, &tables), Ok(()));
        spoil(&mut tables);
        check(TEXT, &tables).expect_err("something that does not hold")
    }

    #[test]
    fn what_does_not_hold_is_found() {
        use Violation as V;
        assert!(matches!(spoilt(|t| t.pieces.push(Span::new(0, 3))), V::NoOwner { .. }));
        assert!(matches!(spoilt(|t| t.pieces[0].end -= 1), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.pieces[0] = Span::new(0, 9999)), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.furniture.push(Span::new(1, 3))), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.furniture.push(Span::new(0, 3))), V::CoveredTwice { .. }));
        assert!(matches!(spoilt(|t| t.units[0].notes = t.units[0].signatories), V::TwoOwners { .. }));
        assert!(matches!(spoilt(|t| t.units[0].span.start += 3), V::Outside { .. }));
        assert!(matches!(spoilt(|t| t.units[0].span.end = 9999), V::NotInText { .. }));
        assert!(matches!(spoilt(|t| t.units[0].signatories = Slice::default()), V::NoOwner { .. }));
        assert!(matches!(spoilt(|t| t.divisions[1].number.main = 1), V::SameName { .. }));
        assert!(matches!(spoilt(|t| t.nodes[0].unit = 7), V::Broken { .. }));
        assert!(matches!(spoilt(|t| t.nodes[0].end += 1), V::Broken { .. } | V::Outside { .. }));
        assert!(matches!(spoilt(|t| t.units[0].body.end -= 1), V::Broken { .. }));
        let late = |start| Diagnostic { finding: Finding::EmptyText, span: Span::new(start, start) };
        assert!(matches!(spoilt(|t| t.diagnostics = vec![late(6), late(3)]), V::OutOfOrder { .. }));
    }

    #[test]
    fn what_is_lost_is_shown() {
        let gazette = crate::parse(TEXT);
        let longer = format!("{TEXT} \n尾");
        let lost = check(&longer, &gazette.tables()).expect_err("a text that is longer than what was parsed");
        assert_eq!(format!("{lost}"), format!("no leaf covers what stands at {}: 尾", TEXT.len() + 2));
    }
}
