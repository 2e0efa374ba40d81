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
    model::{BlockKind, Leaf, MemberNode},
    source::{Span, compact, offset_of, trim, trim_end},
};

/// What every appointment says.
const ACTING: Words<'_, '_> = Words::new(&["任", "免", "聘"]);

/// What parts the appointments on one line.
const SEMICOLONS: [char; 2] = ['；', ';'];

/// How wide a line with several appointments may be.
const WIDEST: u16 = 200;

/// What a line of a list of appointments holds.
enum Appointed {
    /// 任命： above the names: what the action covers, and the action.
    Head(Span, Span),
    /// One person, or several with one post, and the place of the clause.
    Persons(Span, AppointmentForm),
    /// What the person before is given or loses besides: the place of the clause, its action, the post.
    Also(Span, Span, Span),
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
        let mut at = self.at;
        while self.push_appointed(at, taken.is_empty() && above.is_none(), &mut taken) {
            at += 1;
        }
        // A head with nothing below it is text.
        while taken.last().is_some_and(|t| matches!(t, Appointed::Head(..))) {
            taken.pop();
            at -= 1;
        }
        if taken.is_empty() {
            return false;
        }
        let first_group = self.tables.groups.len();
        let mut under_head = above.is_some();
        // The action that goes on over the lines, and whether a clause of its own has come between.
        let (mut role, mut left) = (above, false);
        if above.is_some() {
            self.open_group(above);
        }
        for appointed in taken {
            match appointed {
                Appointed::Head(whole, action) => {
                    (under_head, left) = (true, false);
                    role = Some(self.tables.leaf_of(&[whole], action));
                    self.open_group(role);
                }
                Appointed::Persons(span, form) => {
                    let acts = form.action.1 > form.action.0;
                    if core::mem::take(&mut left) && !acts {
                        let again = role.map(|role| self.tables.derive(role, role.value));
                        self.open_group(again);
                    }
                    self.persons(span, &form, under_head);
                    if acts {
                        role = self.tables.groups.last().and_then(|group| group.role);
                    }
                }
                Appointed::Also(whole, action, post) => {
                    self.also(whole, action, post);
                    left = true;
                }
            }
        }
        self.roster_node(first_group, line.span.hull(self.lines.at(at - 1).span));
        self.at = at;
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

    /// Reads a line that is a head or appoints; the first line of all names its action.
    fn push_appointed(&self, at: usize, first: bool, taken: &mut Vec<Appointed>) -> bool {
        let fits = |l: &&Classified| l.kind == LineKind::Text && l.width <= WIDEST;
        let Some(line) = self.lines.get(at).filter(fits) else { return false };
        if line.width <= 10 {
            let text = line.span.of(self.source);
            let words = compact(text);
            if let Some(action) = appointment::action_head(&words) {
                let end = line.span.start + offset_of(text, action) as u32;
                taken.push(Appointed::Head(line.span, Span::new(line.span.start, end)));
                // Below the head a person must follow at once.
                let followed = self.appointment_at(at + 1).is_some();
                if !followed {
                    taken.pop();
                }
                return followed;
            }
        }
        let before = taken.len();
        let read = match self.appointment_at(at) {
            Some(form) => {
                push_whole(self.source, line.span, form, taken);
                true
            }
            None => self.push_clauses(line, taken),
        };
        let acts = |t: &Appointed| matches!(t, Appointed::Persons(_, f) if f.action.1 > f.action.0);
        let fits = read && (!first || taken.get(before).is_some_and(acts));
        if !fits {
            taken.truncate(before);
        }
        fits
    }

    /// Reads a line that is several appointments and nothing else: 任命甲为某局局长；任命乙为某局副局长。
    fn push_clauses(&self, line: &Classified, taken: &mut Vec<Appointed>) -> bool {
        let text = line.span.of(self.source);
        if line.has_stop() || !begins_action(text) || !text.trim_end_matches(SEMICOLONS).contains(SEMICOLONS)
        {
            return false;
        }
        let mut start = line.span.start;
        for clause in text.split_inclusive(SEMICOLONS) {
            let span = trim(self.source, Span::new(start, start + clause.len() as u32));
            let Some(form) = whole_appointment(span.of(self.source)) else { return false };
            push_whole(self.source, span, form, taken);
            start += clause.len() as u32;
        }
        true
    }

    /// Adds the persons of a clause. Under a head the verb of the line connects and is no action.
    fn persons(&mut self, span: Span, form: &AppointmentForm, under_head: bool) {
        let part = |r: (usize, usize)| Span::new(span.start + r.0 as u32, span.start + r.1 as u32);
        let acts_first = form.action.1 > form.action.0 && form.action.1 <= form.name.0;
        let acts_behind = form.action.0 >= form.name.1 && !under_head;
        if acts_first {
            let cover = trim_end(self.source, Span::new(span.start, part(form.name).start));
            let leaf = self.tables.leaf_of(&[cover], part(form.action));
            self.open_group(Some(leaf));
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
            self.open_group(Some(leaf));
        }
        let post_from = if acts_behind { part(form.action).end } else { part(form.name).end };
        let post = self.tables.leaf_of(&[Span::new(post_from, span.end)], part(form.post));
        // A post shared by several has its place at the first.
        let shared = self.tables.derive(post, part(form.post));
        for (n, name) in names.into_iter().enumerate() {
            let post = if n == 0 { post } else { shared };
            self.add_member(MemberNode { name: Some(name), post: Some(post) });
        }
    }

    /// Adds what the person before is given or loses besides.
    fn also(&mut self, whole: Span, action: Span, post: Span) {
        let name = self.tables.members.last().and_then(|member| member.name);
        let role = self.tables.leaf_of(&[action], action);
        self.open_group(Some(role));
        let post = self.tables.leaf_of(&[Span::new(action.end, whole.end)], post);
        let name = name.map(|name| self.tables.derive(name, name.value));
        self.add_member(MemberNode { name, post: Some(post) });
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

/// Adds the persons of a clause, and what else it says of them.
fn push_whole(source: &str, span: Span, form: AppointmentForm, taken: &mut Vec<Appointed>) {
    let text = span.of(source);
    let besides = behind_post(text, &form);
    let at = span.end - besides.len() as u32;
    let part = |r: (usize, usize)| Span::new(at + r.0 as u32, at + r.1 as u32);
    match appointment::also(besides) {
        Some((action, post)) if !text[form.name.0..form.name.1].contains('、') => {
            taken.push(Appointed::Persons(trim(source, Span::new(span.start, at)), form));
            taken.push(Appointed::Also(Span::new(at, span.end), part(action), part(post)));
        }
        _ => taken.push(Appointed::Persons(span, form)),
    }
}

/// What stands behind the post of an appointment.
fn behind_post<'a>(text: &'a str, form: &AppointmentForm) -> &'a str {
    text[form.post.1..].trim_start_matches("职务").trim_start_matches(['；', ';', '。', '，', ','])
}

/// A text that is one appointment and nothing else.
fn whole_appointment(text: &str) -> Option<AppointmentForm> {
    let form = appointment::appointment(text)?;
    let rest = behind_post(text, &form);
    let ends = |rest: &str| rest.trim_end_matches(['；', ';', '。', '，', ',']).is_empty();
    let besides = || {
        let one = !text[form.name.0..form.name.1].contains('、');
        appointment::also(rest).filter(|_| one).is_some_and(|(_, post)| {
            let tail = rest[post.1..].trim_start_matches("职务");
            ends(tail) || tail.starts_with(['(', '（'])
        })
    };
    let remark = rest.is_empty()
        || rest.starts_with(['(', '（'])
        || ["试用期", "聘期", "任期", "另有任用", "退休", "办理退休", "挂职"]
            .iter()
            .any(|w| rest.starts_with(w))
        || besides();
    remark.then_some(form)
}
