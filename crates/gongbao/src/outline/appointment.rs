//! Appointments as rosters: the role is the action, a line that goes on belongs to the action above it.

use alloc::vec::Vec;

use super::Outline;
use crate::{
    grammar::{
        appointment::{self, AppointmentForm},
        sign,
        word::Words,
    },
    line::{Classified, LineKind},
    model::{BlockKind, GroupNode, Leaf, MemberNode, RosterNode, Slice},
    source::{Span, compact, offset_of, trim, trim_end},
};

/// What every appointment says.
const ACTING: Words<'_, '_> = Words::new(&["任", "免", "聘"]);

/// What parts the appointments on one line.
const SEMICOLONS: [char; 2] = ['；', ';'];

/// How wide a line with several appointments may be.
const WIDEST: u16 = 200;

/// A line of a list of appointments.
enum Appointed {
    /// 任命： above the names; where the action ends.
    Head(usize),
    /// One person or, with ；between them, several: each with the place of its clause.
    Persons(Vec<(Span, AppointmentForm)>),
}

impl Outline<'_> {
    /// Reads the appointments at the line at hand; the first names its action, or a line above it does (任命：).
    pub(super) fn appointments(&mut self, line: &Classified) -> bool {
        let too_wide = line.width > 90 && (line.width > WIDEST || !begins_action(line.span.of(self.source)));
        if line.has_stop() || too_wide {
            return false;
        }
        let above = self.action_above();
        if above.is_none() && !ACTING.any_in(line.span.of(self.source)) {
            return false;
        }
        let mut taken: Vec<Appointed> = Vec::new();
        while let Some(next) = self.appointed(self.at + taken.len(), taken.is_empty() && above.is_none()) {
            taken.push(next);
        }
        // A head with nothing below it is text.
        while taken.last().is_some_and(|t| matches!(t, Appointed::Head(..))) {
            taken.pop();
        }
        if taken.is_empty() {
            return false;
        }
        let mut under_head = above.is_some();
        let mut groups: Vec<(Leaf, Vec<MemberNode>)> =
            above.map(|role| (role, Vec::new())).into_iter().collect();
        for (n, appointed) in taken.iter().enumerate() {
            let span = self.lines.at(self.at + n).span;
            match appointed {
                Appointed::Head(action) => {
                    under_head = true;
                    let value = Span::new(span.start, span.start + *action as u32);
                    groups.push((self.tables.leaf_of(&[span], value), Vec::new()));
                }
                Appointed::Persons(clauses) => {
                    for (span, form) in clauses {
                        self.person(*span, form, under_head, &mut groups);
                    }
                }
            }
        }
        self.add_appointments(groups, taken.len());
        true
    }

    /// The action that the text above the line at hand ends with: 一、任命, 研究决定，任命：.
    fn action_above(&self) -> Option<Leaf> {
        let (leaf, whole) = match self.tables.nodes.last()?.kind {
            BlockKind::Paragraph(id) => (*self.tables.paragraphs.get(id as usize)?, false),
            BlockKind::Division(id) => (self.tables.divisions.get(id as usize)?.heading?, true),
            _ => return None,
        };
        let hull = self.tables.hull_of(leaf);
        let text = hull.of(self.source);
        let bare = text.trim_end_matches(sign::is_colon);
        let action = appointment::action_at_end(bare)?;
        // A heading is an action as a whole; a paragraph leads up to it with a colon.
        let leads = if whole { action == bare } else { bare.len() < text.len() };
        let start = hull.start + (bare.len() - action.len()) as u32;
        leads.then(|| self.tables.derive(leaf, Span::new(start, hull.start + bare.len() as u32)))
    }

    /// A line as a head or a person; the first line of all names its action.
    fn appointed(&self, at: usize, first: bool) -> Option<Appointed> {
        let line = self.lines.get(at).filter(|l| l.kind == LineKind::Text && l.width <= WIDEST)?;
        if line.width <= 10 {
            let text = line.span.of(self.source);
            let words = compact(text);
            if let Some(action) = appointment::action_head(&words) {
                // Below the head a person must follow at once.
                self.appointment_at(at + 1)?;
                return Some(Appointed::Head(offset_of(text, action)));
            }
        }
        let clauses = match self.appointment_at(at) {
            Some(form) => alloc::vec![(line.span, form)],
            None => self.appointments_on_a_line(at)?,
        };
        let acts = clauses.first().is_some_and(|(_, form)| form.action.1 > form.action.0);
        (!first || acts).then_some(Appointed::Persons(clauses))
    }

    /// A line that is several appointments and nothing else: 任命甲为某局局长；任命乙为某局副局长。
    fn appointments_on_a_line(&self, at: usize) -> Option<Vec<(Span, AppointmentForm)>> {
        let line = self.lines.get(at).filter(|l| !l.has_stop())?;
        let text = line.span.of(self.source);
        if !begins_action(text) || !text.trim_end_matches(SEMICOLONS).contains(SEMICOLONS) {
            return None;
        }
        let mut start = line.span.start;
        text.split_inclusive(SEMICOLONS)
            .map(|clause| {
                let span = trim(self.source, Span::new(start, start + clause.len() as u32));
                start += clause.len() as u32;
                Some((span, whole_appointment(span.of(self.source))?))
            })
            .collect()
    }

    /// Adds one person to the groups. Under a head the verb of the line connects and is no action.
    fn person(
        &mut self,
        span: Span,
        form: &AppointmentForm,
        under_head: bool,
        groups: &mut Vec<(Leaf, Vec<MemberNode>)>,
    ) {
        let part = |r: (usize, usize)| Span::new(span.start + r.0 as u32, span.start + r.1 as u32);
        let acts_first = form.action.1 > form.action.0 && form.action.1 <= form.name.0;
        let acts_behind = form.action.0 >= form.name.1 && !under_head;
        if acts_first {
            let cover = trim_end(self.source, Span::new(span.start, part(form.name).start));
            let leaf = self.tables.leaf_of(&[cover], part(form.action));
            groups.push((leaf, Vec::new()));
        }
        let name_end = if acts_behind { part(form.action).start } else { part(form.name).end };
        let mut names: Vec<Leaf> = Vec::new();
        let mut start = part(form.name).start;
        let mut pieces = part(form.name).of(self.source).split('、').peekable();
        while let Some(name) = pieces.next() {
            let value = Span::new(start, start + name.len() as u32);
            let next = value.end + '、'.len_utf8() as u32;
            let cover = Span::new(start, if pieces.peek().is_some() { next } else { name_end });
            names.push(self.tables.leaf_of(&[cover], value));
            start = next;
        }
        if acts_behind {
            let connecting = part(form.action);
            let leaf = self.tables.leaf_of(&[connecting], connecting);
            groups.push((leaf, Vec::new()));
        }
        let post_from = if acts_behind { part(form.action).end } else { part(form.name).end };
        let post = self.tables.leaf_of(&[Span::new(post_from, span.end)], part(form.post));
        // A post shared by several has its place at the first.
        let shared = self.tables.derive(post, part(form.post));
        if let Some(group) = groups.last_mut() {
            for (n, name) in names.into_iter().enumerate() {
                let post = if n == 0 { post } else { shared };
                group.1.push(MemberNode { name: Some(name), post: Some(post) });
            }
        }
    }

    fn add_appointments(&mut self, groups: Vec<(Leaf, Vec<MemberNode>)>, lines: usize) {
        let span = self.lines.at(self.at).span.hull(self.lines.at(self.at + lines - 1).span);
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
            self.lines.get(at).filter(|l| l.kind == LineKind::Text && !l.has_stop() && l.width <= 90)?;
        whole_appointment(line.span.of(self.source))
    }
}

/// Whether a text begins with a character that an action does.
fn begins_action(text: &str) -> bool {
    text.starts_with(['任', '免', '聘', '解', '决', '批', '同'])
}

/// A text that is one appointment and nothing else.
fn whole_appointment(text: &str) -> Option<AppointmentForm> {
    let form = appointment::appointment(text)?;
    let rest =
        text[form.post.1..].trim_start_matches("职务").trim_start_matches(['；', ';', '。', '，', ',']);
    let remark = rest.is_empty()
        || rest.starts_with(['(', '（'])
        || ["试用期", "聘期", "任期", "另有任用"].iter().any(|w| rest.starts_with(w));
    remark.then_some(form)
}
