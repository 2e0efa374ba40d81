//! Appointments as rosters: the role is the action, a line that goes on belongs to the action above it.

use alloc::vec::Vec;

use super::Outline;
use crate::{
    grammar::appointment::{self, AppointmentForm},
    line::{Classified, LineKind},
    model::{BlockKind, GroupNode, Leaf, MemberNode, RosterNode, Slice},
    source::{Span, trim_end},
};

impl Outline<'_> {
    /// Reads the appointments at the line at hand; the first names its action.
    pub(super) fn appointments(&mut self) -> bool {
        let line = &self.lines[self.at];
        if line.has_stop || line.width > 90 || !line.span.of(self.source).contains(['任', '免', '聘']) {
            return false;
        }
        let Some(first) = self.appointment_at(self.at).filter(|f| f.action.1 > f.action.0) else {
            return false;
        };
        let mut found = alloc::vec![(self.lines[self.at].span, first)];
        while let Some(form) = self.appointment_at(self.at + found.len()) {
            found.push((self.lines[self.at + found.len()].span, form));
        }
        let mut groups: Vec<(Leaf, Vec<MemberNode>)> = Vec::new();
        for (span, form) in &found {
            let part = |r: (usize, usize)| Span::new(span.start + r.0 as u32, span.start + r.1 as u32);
            let acts_first = form.action.1 > form.action.0 && form.action.1 <= form.name.0;
            let acts_behind = form.action.0 >= form.name.1;
            let connecting = if acts_behind {
                part(form.action)
            } else {
                Span::new(part(form.name).end, part(form.post).start)
            };
            if acts_first {
                let cover = trim_end(self.source, Span::new(span.start, part(form.name).start));
                let leaf = self.tables.leaf_of(&[cover], part(form.action));
                groups.push((leaf, Vec::new()));
            }
            let name_end = if acts_behind { connecting.start } else { part(form.name).end };
            let name = self.tables.leaf_of(&[Span::new(part(form.name).start, name_end)], part(form.name));
            if acts_behind {
                let leaf = self.tables.leaf_of(&[connecting], connecting);
                groups.push((leaf, Vec::new()));
            }
            let post_from = if acts_behind { connecting.end } else { part(form.name).end };
            let post = self.tables.leaf_of(&[Span::new(post_from, span.end)], part(form.post));
            if let Some(group) = groups.last_mut() {
                group.1.push(MemberNode { name: Some(name), post: Some(post) });
            }
        }
        self.add_appointments(groups, found.len());
        true
    }

    fn add_appointments(&mut self, groups: Vec<(Leaf, Vec<MemberNode>)>, lines: usize) {
        let span = self.lines[self.at].span.hull(self.lines[self.at + lines - 1].span);
        let start = self.tables.groups.len();
        for (role, members) in groups {
            let from = self.tables.members.len();
            self.tables.members.extend(members);
            let members = Slice::new(from, self.tables.members.len());
            self.tables.groups.push(GroupNode { role: Some(role), members });
        }
        let groups = Slice::new(start, self.tables.groups.len());
        let id = self.tables.rosters.len() as u32;
        self.tables.rosters.push(RosterNode { title: None, groups });
        self.push_node(BlockKind::Roster(id), span);
        self.at += lines;
    }

    /// A line that is one appointment and nothing else.
    fn appointment_at(&self, at: usize) -> Option<AppointmentForm> {
        let line: &Classified =
            self.lines.get(at).filter(|l| l.kind == LineKind::Text && !l.has_stop && l.width <= 90)?;
        let text = line.span.of(self.source);
        let form = appointment::appointment(text)?;
        let rest =
            text[form.post.1..].trim_start_matches("职务").trim_start_matches(['；', ';', '。', '，', ',']);
        let remark = rest.is_empty() || rest.starts_with("试用期") || rest.starts_with(['(', '（']);
        remark.then_some(form)
    }
}
