//! Rosters: 组 长:甲 市委常委 / 成 员:乙 市教育局局长 / 丙 ….

use alloc::vec::Vec;

use super::Outline;
use crate::{
    grammar::sign,
    line::{Classified, LineKind},
    model::{BlockKind, GroupNode, Leaf, MemberNode, RosterNode, Slice},
    source::{Span, compact, is_blank, offset_of, trim_start},
};

/// The roles that begin a group.
const ROLES: &[&str] = &[
    "组长",
    "副组长",
    "常务副组长",
    "第一组长",
    "成员",
    "主任",
    "副主任",
    "常务副主任",
    "委员",
    "总指挥",
    "副总指挥",
    "常务副总指挥",
    "指挥长",
    "副指挥长",
    "召集人",
    "副召集人",
    "会长",
    "副会长",
    "秘书长",
    "副秘书长",
    "主任委员",
    "副主任委员",
    "顾问",
    "总召集人",
    "政委",
    "第一召集人",
    "团长",
    "副团长",
    "联络员",
    "主席",
    "副主席",
];

/// A line of a roster: spans of role, name and post; the role's span takes its colon along.
struct Entry {
    role: Option<(Span, Span)>,
    name: Option<(Span, Span)>,
    post: Option<Span>,
}

impl Outline<'_> {
    /// Reads a roster at the line at hand: a line with a role, and those that follow it in the same form.
    pub(super) fn roster(&mut self) -> bool {
        let line = &self.lines[self.at];
        if line.kind != LineKind::Text || role_of(self.source, line).is_none() {
            return false;
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut at = self.at;
        while let Some(line) = self.lines.get(at) {
            let Some(entry) = entry(self.source, line, entries.is_empty()) else { break };
            entries.push(entry);
            at += 1;
        }
        if entries.iter().filter(|e| e.name.is_some()).count() < 2
            && !(entries.len() == 1 && entries[0].post.is_some())
        {
            return false;
        }
        self.add_roster(&entries, at);
        true
    }

    fn add_roster(&mut self, entries: &[Entry], end: usize) {
        let span = self.lines[self.at].span.hull(self.lines[end - 1].span);
        let mut groups: Vec<(Option<Leaf>, Vec<MemberNode>)> = Vec::new();
        for entry in entries {
            if let Some((whole, value)) = entry.role {
                let role = self.tables.leaf_of(&[whole], value);
                groups.push((Some(role), Vec::new()));
            }
            let name = entry.name.map(|(whole, value)| self.tables.leaf_of(&[whole], value));
            let post = entry.post.map(|span| self.tables.leaf(span));
            if name.is_some() || post.is_some() {
                match groups.last_mut() {
                    Some(group) => group.1.push(MemberNode { name, post }),
                    None => groups.push((None, alloc::vec![MemberNode { name, post }])),
                }
            }
        }
        let start = self.tables.groups.len();
        for (role, members) in groups {
            let from = self.tables.members.len();
            self.tables.members.extend(members);
            let members = Slice::new(from, self.tables.members.len());
            self.tables.groups.push(GroupNode { role, members });
        }
        let groups = Slice::new(start, self.tables.groups.len());
        let id = self.tables.rosters.len() as u32;
        self.tables.rosters.push(RosterNode { title: None, groups });
        self.push_node(BlockKind::Roster(id), span);
        self.at = end;
    }
}

/// The role at the start of a line, as the span of its text and the end behind its colon.
fn role_of(source: &str, line: &Classified) -> Option<(Span, u32)> {
    let text = line.span.of(source);
    let (at, c) = text.char_indices().take(16).find(|&(_, c)| sign::is_colon(c))?;
    // The last characters of all roles.
    if !text[..at].trim_end_matches(is_blank).ends_with(['长', '员', '任', '挥', '人', '问', '委', '席'])
    {
        return None;
    }
    let role = compact(&text[..at]);
    let value = Span::new(line.span.start, line.span.start + at as u32);
    ROLES
        .contains(&role.as_str())
        .then_some((crate::source::trim(source, value), value.end + c.len_utf8() as u32))
}

/// A line as an entry. Behind the first line of a roster a name alone with its post is one too.
fn entry(source: &str, line: &Classified, first: bool) -> Option<Entry> {
    if line.kind != LineKind::Text || line.width > 80 || line.last == '。' {
        return None;
    }
    let role = role_of(source, line);
    if first && role.is_none() {
        return None;
    }
    let from = role.map_or(line.span.start, |(_, end)| end);
    let rest = trim_start(source, Span::new(from, line.span.end));
    let role = role.map(|(value, end)| (Span::new(line.span.start, end), value));
    if rest.is_empty() {
        return Some(Entry { role, name: None, post: None });
    }
    let (name, post) = name_and_post(source, rest)?;
    Some(Entry { role, name: Some((name, name)), post })
}

/// `name = 2*4 han | han blank han`, then a blank and the post.
fn name_and_post(source: &str, rest: Span) -> Option<(Span, Option<Span>)> {
    let text = rest.of(source);
    let words: Vec<&str> = text.split(is_blank).filter(|w| !w.is_empty()).collect();
    let han = |w: &&str| w.chars().all(|c| sign::is_han(c) || c == '·');
    let count = |w: &str| w.chars().count();
    let name_chars = match words.as_slice() {
        [one, two, ..] if count(one) == 1 && count(two) == 1 && han(one) && han(two) => 2,
        [one, ..] if (2..=4).contains(&count(one)) && han(one) => count(one),
        [one, ..] if one.contains('·') && han(one) => count(one),
        _ => return None,
    };
    let compacted = compact(text);
    let bytes: usize = compacted.chars().take(name_chars).map(char::len_utf8).sum();
    let cut = rest.start + offset_of(text, bytes) as u32;
    let post = trim_start(source, Span::new(cut, rest.end));
    let name = Span::new(rest.start, cut);
    if post.is_empty() {
        return Some((name, None));
    }
    let separated =
        source[cut as usize..].starts_with(is_blank) || source[cut as usize..].starts_with(['(', '（']);
    separated.then_some((name, Some(post)))
}
