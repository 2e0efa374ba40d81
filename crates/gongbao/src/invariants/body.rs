//! Bodies: the trees of their nodes, and what each node holds.

use alloc::{vec, vec::Vec};

use super::{Above, Check, Violation, leaf::Holds};
use crate::{
    model::{BlockKind, NONE},
    source::Span,
};

impl Check<'_> {
    /// The bodies: every node in the body of its unit, children within parents, siblings in order.
    pub(super) fn nodes(&mut self) -> Result<(), Violation> {
        let tables = self.tables;
        let mut in_bodies = 0;
        for (unit, unit_id) in tables.units.iter().zip(0_u32..) {
            Self::range("a body", unit.body, tables.nodes.len())?;
            in_bodies += unit.body.of(&tables.nodes).len();
            let mut open: Vec<Above> = vec![Above::new(NONE, unit.body.end, unit.span)];
            for id in unit.body.ids() {
                let node = &tables.nodes[id as usize];
                while open.len() > 1 && open.last().is_some_and(|above| above.end <= id) {
                    open.pop();
                }
                let Some(above) = open.last_mut() else { continue };
                if node.unit != unit_id {
                    return Err(Violation::Broken { what: "a node in the body of another unit", at: id });
                }
                above.takes("a block", id, node.parent, node.end, node.span)?;
                self.within("a block", node.span, above.span)?;
                self.block(node.kind, node.span, id)?;
                open.push(Above::new(id, node.end, node.span));
            }
        }
        if in_bodies != tables.nodes.len() {
            return Err(Violation::Broken { what: "nodes in no body or in two", at: in_bodies as u32 });
        }
        Ok(())
    }

    fn block(&mut self, kind: BlockKind, whole: Span, id: u32) -> Result<(), Violation> {
        let tables = self.tables;
        let missing = Violation::Broken { what: "a node without its fields", at: id };
        match kind {
            BlockKind::Division(at) => {
                let node = tables.divisions.get(at as usize).ok_or(missing)?;
                self.leaf("a marker", node.marker, Holds::Either, whole)?;
                self.maybe("a heading", node.heading, whole)
            }
            BlockKind::Paragraph(at) => {
                let leaf = *tables.paragraphs.get(at as usize).ok_or(missing)?;
                self.leaf("a paragraph", leaf, Holds::Own, whole)?;
                let hull = tables.hull_of(leaf);
                // A paragraph has no span of its own in the tree: the hull of its pieces stands for it.
                if hull == whole {
                    Ok(())
                } else {
                    Err(Violation::Outside { what: "a paragraph", span: whole, whole: hull })
                }
            }
            BlockKind::Table(at) => {
                let node = tables.tables.get(at as usize).ok_or(missing)?;
                self.maybe("the title of a table", node.title, whole)?;
                self.list("columns of a table", node.columns, whole)?;
                Self::range("rows of a table", node.rows, tables.rows.len())?;
                for row in node.rows.of(&tables.rows) {
                    Self::range("a row of a table", *row, tables.cells.len())?;
                    for cell in row.of(&tables.cells).iter().flatten() {
                        self.leaf("a cell", *cell, Holds::Own, whole)?;
                    }
                }
                Ok(())
            }
            BlockKind::Roster(at) => {
                let node = tables.rosters.get(at as usize).ok_or(missing)?;
                self.maybe("the title of a roster", node.title, whole)?;
                Self::range("groups of a roster", node.groups, tables.groups.len())?;
                for group in node.groups.of(&tables.groups) {
                    self.maybe("a role", group.role, whole)?;
                    Self::range("members of a group", group.members, tables.members.len())?;
                    for member in group.members.of(&tables.members) {
                        self.maybe("the name of a member", member.name, whole)?;
                        self.maybe("the post of a member", member.post, whole)?;
                    }
                }
                Ok(())
            }
            BlockKind::Box(at) => {
                let node = tables.boxes.get(at as usize).ok_or(missing)?;
                self.leaf("the label of a box", node.label, Holds::Either, whole)?;
                self.maybe("the title of a box", node.title, whole)
            }
            BlockKind::Qa(at) => {
                let node = tables.qas.get(at as usize).ok_or(missing)?;
                self.maybe("the marker of a question", node.marker, whole)?;
                self.leaf("a question", node.question, Holds::Either, whole)?;
                self.maybe("the marker of an answer", node.answer_marker, whole)
            }
        }
    }
}
