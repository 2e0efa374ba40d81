//! Names: ids and eids share one namespace.

use alloc::{format, string::String, vec, vec::Vec};

use super::{Check, Violation};
use crate::model::{Block, BlockKind, Cx, Division, DivisionNumber, Level, NONE};

impl Check<'_> {
    /// Ids and eids are unique. Compared by what they are made of; a name is only built where two are equal.
    pub(super) fn names(&self) -> Result<(), Violation> {
        let tables = self.tables;
        let cx = Cx { source: self.source, tables };
        let mut units: Vec<_> =
            tables.units.iter().zip(0_u32..).map(|(u, id)| (u.parent, u.role, u.ordinal, id)).collect();
        units.sort_unstable();
        if let Some(pair) = units
            .windows(2)
            .find(|pair| pair[0].0 == pair[1].0 && pair[0].1 == pair[1].1 && pair[0].2 == pair[1].2)
        {
            let (_, _, ordinal, id) = pair[1];
            return Err(Violation::SameName {
                name: format!("{:?} {ordinal} (unit {id})", tables.units[id as usize].role),
            });
        }
        // The next division above each node, and what a division's own part of the name is made of.
        let mut above = vec![NONE; tables.nodes.len()];
        let mut divisions = Vec::with_capacity(tables.divisions.len());
        for (node, id) in tables.nodes.iter().zip(0_u32..) {
            if node.parent != NONE {
                let parent = &tables.nodes[node.parent as usize];
                let is_division = matches!(parent.kind, BlockKind::Division(_));
                above[id as usize] = if is_division { node.parent } else { above[node.parent as usize] };
            }
            if let BlockKind::Division(at) = node.kind {
                let fields = &tables.divisions[at as usize];
                let (number, occurrence) = match (fields.number.main, fields.occurrence) {
                    (0, occurrence) => (DivisionNumber::one(occurrence), 1),
                    (_, occurrence) => (fields.number, occurrence.max(1)),
                };
                divisions.push((node.unit, above[id as usize], fields.level, number, occurrence, id));
            }
        }
        divisions.sort_unstable();
        let name = |d: &(u32, u32, Level, DivisionNumber, u32, u32)| (d.0, d.1, d.2, d.3, d.4);
        match divisions.windows(2).find(|pair| name(&pair[0]) == name(&pair[1])) {
            None => Ok(()),
            Some(pair) => {
                let block = Block::new(cx, pair[1].5);
                let name = if let Block::Division(d) = block { Division::eid(d) } else { String::new() };
                Err(Violation::SameName { name })
            }
        }
    }
}
