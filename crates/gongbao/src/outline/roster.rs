//! Rosters: 组 长:甲 市委常委 / 成 员:乙 市教育局局长 / 丙 ….

use alloc::vec::Vec;

use super::Outline;
use crate::{
    grammar::sign,
    line::{Classified, LineKind},
    model::{BlockKind, GroupNode, Leaf, MemberNode, RosterNode, Slice},
    source::{Span, compact, is_blank, is_zero_width, trim_end, trim_start},
};

/// The roles that begin a group.
const ROLES: &[&str] = &[
    "组长",
    "副组长",
    "成员",
    "组员",
    "主任",
    "副主任",
    "委员",
    "总指挥",
    "副总指挥",
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
    "团长",
    "副团长",
    "联络员",
    "主席",
    "副主席",
];

/// What may stand in front of a role: 第一副组长, 执行主任.
const RANKS: [&str; 5] = ["第一", "常务", "执行", "名誉", "轮值"];

/// What a line of a roster holds, each as what it covers and what it is.
enum Entry {
    /// The role takes its colon along.
    Role(Span, Span),
    Person(Person),
}

/// A name and a post, each as what it covers and what it is.
#[derive(Clone, Copy)]
struct Person {
    name: (Span, Span),
    post: Option<(Span, Span)>,
}

impl Outline<'_> {
    /// Reads a roster at the line at hand: a line with a role, and those that follow it in the same form.
    pub(super) fn roster(&mut self, line: &Classified) -> bool {
        if !self.begins_roster(self.at) {
            return false;
        }
        let mut entries: Vec<Entry> = Vec::new();
        let mut at = self.at;
        while let Some(line) = self.lines.get(at) {
            let next = self.lines.get(at + 1);
            if !push_entries(self.source, line, next, &mut entries) {
                break;
            }
            at += 1;
        }
        // A role without anyone below it is text.
        while entries.len() > 1 && entries.last().is_some_and(|e| matches!(e, Entry::Role(..))) {
            entries.pop();
            at -= 1;
        }
        let lines = at - self.at;
        let mut persons = entries.iter().filter_map(Entry::person);
        let (first, second) = (persons.next(), persons.next());
        if second.is_none() && !(lines == 1 && first.is_some_and(|p| p.post.is_some())) {
            return false;
        }
        let span = line.span.hull(self.lines.at(at - 1).span);
        self.add_roster(entries, span);
        self.at = at;
        true
    }

    /// Whether the line at hand begins with a role.
    pub(super) fn begins_roster(&self, at: usize) -> bool {
        let line = self.lines.at(at);
        role_of(self.source, line).is_some()
            || parted_role(self.source, line, self.lines.get(at + 1)).is_some()
    }

    fn add_roster(&mut self, entries: Vec<Entry>, span: Span) {
        let first_group = self.tables.groups.len();
        for entry in entries {
            match entry {
                Entry::Role(whole, value) => {
                    let role = self.tables.leaf_of(&[whole], value);
                    self.open_group(Some(role));
                }
                Entry::Person(person) => {
                    if self.tables.groups.len() == first_group {
                        self.open_group(None);
                    }
                    let name = Some(self.tables.leaf_of(&[person.name.0], person.name.1));
                    let post = person.post.map(|(whole, value)| self.tables.leaf_of(&[whole], value));
                    self.add_member(MemberNode { name, post });
                }
            }
        }
        self.roster_node(first_group, span);
    }

    /// Begins a group of a roster; the members that are added next are its own.
    pub(super) fn open_group(&mut self, role: Option<Leaf>) {
        let next = self.tables.members.len();
        self.tables.groups.push(GroupNode { role, members: Slice::new(next, next) });
    }

    /// Adds a member to the last group.
    pub(super) fn add_member(&mut self, member: MemberNode) {
        self.tables.members.push(member);
        if let Some(group) = self.tables.groups.last_mut() {
            group.members.end += 1;
        }
    }

    /// Makes a roster of the groups from one on.
    pub(super) fn roster_node(&mut self, first_group: usize, span: Span) {
        let groups = Slice::new(first_group, self.tables.groups.len());
        let id = self.tables.rosters.len() as u32;
        self.tables.rosters.push(RosterNode { title: None, groups });
        self.push_node(BlockKind::Roster(id), span);
    }
}

impl Entry {
    fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            Self::Role(..) => None,
        }
    }
}

/// The first colon among so many characters at the start of a text.
fn first_colon(text: &str, most: usize) -> Option<(usize, char)> {
    let mut at = 0;
    for _ in 0..most {
        // Nearly every character is a Han one, and no colon.
        if let Some(0xe4..=0xe9) = text.as_bytes().get(at) {
            at += 3;
            continue;
        }
        let c = text.get(at..)?.chars().next()?;
        if sign::is_colon(c) {
            return Some((at, c));
        }
        at += c.len_utf8();
    }
    None
}

/// The role at the start of a line, as the span of its text and the end behind its colon.
fn role_of(source: &str, line: &Classified) -> Option<(Span, u32)> {
    if !line.has_colon() {
        return None;
    }
    let text = line.span.of(source);
    let (at, c) = first_colon(text, 16)?;
    // The last characters of all roles.
    if !text[..at].trim_end_matches(is_blank).ends_with(['长', '员', '任', '挥', '人', '问', '委', '席'])
    {
        return None;
    }
    let role = compact(&text[..at]);
    let value = Span::new(line.span.start, line.span.start + at as u32);
    is_role(&role).then_some((crate::source::trim(source, value), value.end + c.len_utf8() as u32))
}

fn is_role(words: &str) -> bool {
    let role = words.strip_prefix("办公室").unwrap_or(words);
    let ranked = || RANKS.iter().find_map(|rank| role.strip_prefix(rank));
    ROLES.contains(&role) || ranked().is_some_and(|role| ROLES.contains(&role))
}

/// A role without a colon: on a line of its own above a name with its post, or parted from them by a blank.
fn parted_role(source: &str, line: &Classified, next: Option<&Classified>) -> Option<(Span, u32)> {
    if line.width > 60 || line.width < 2 || !is_plain(line) {
        return None;
    }
    let text = line.span.of(source);
    let is_person = |line: &Classified, rest: Span| {
        is_plain(line) && name_and_post(source, rest).is_some_and(|p| p.post.is_some())
    };
    if !text.starts_with(ROLE_BEGINS) {
        return None;
    }
    if line.width <= 8 && is_role(&compact(text)) {
        let headed = next.is_some_and(|n| n.kind == LineKind::Text && is_person(n, n.span));
        return headed.then_some((line.span, line.span.end));
    }
    if !line.has_blanks() {
        return None;
    }
    let ends = text.char_indices().filter(|&(_, c)| is_blank(c)).map(|(at, _)| at).take(12);
    let role = ends.filter(|&at| is_role(&compact(&text[..at]))).last()?;
    let value = Span::new(line.span.start, line.span.start + role as u32);
    let rest = trim_start(source, Span::new(value.end, line.span.end));
    is_person(line, rest).then_some((crate::source::trim(source, value), rest.start))
}

/// What a role can begin with.
const ROLE_BEGINS: [char; 18] = [
    '组', '副', '常', '第', '成', '主', '委', '总', '指', '召', '会', '秘', '顾', '团', '联', '执', '名',
    '轮',
];

/// Whether a line has no sign of a sentence.
fn is_plain(line: &Classified) -> bool {
    !line.has_stop() && !line.has_comma() && !matches!(line.last, '。' | '：' | ':' | '；' | '，')
}

/// Reads a line of a roster: its role, its persons. Behind the first line a name alone with its post is one too.
fn push_entries(
    source: &str,
    line: &Classified,
    next: Option<&Classified>,
    entries: &mut Vec<Entry>,
) -> bool {
    if line.kind != LineKind::Text || line.last == '。' {
        return false;
    }
    let role = role_of(source, line).or_else(|| parted_role(source, line, next));
    // Many may stand behind their role: 成员：甲乙（某局局长）、….
    if role.is_none() && (entries.is_empty() || line.width > 80) {
        return false;
    }
    let before = entries.len();
    let from = role.map_or(line.span.start, |(_, end)| end);
    let rest = trim_start(source, Span::new(from, line.span.end));
    entries.extend(role.map(|(value, end)| Entry::Role(Span::new(line.span.start, end), value)));
    if rest.is_empty() {
        return true;
    }
    if let Some(person) = name_and_post(source, rest).or_else(|| post_and_name(source, rest)) {
        entries.push(Entry::Person(person));
        return true;
    }
    let found = push_several(source, rest, role.is_some(), entries);
    if !found {
        entries.truncate(before);
    }
    found
}

/// What ends a post.
const POST_ENDS: [&str; 14] = [
    "长",
    "主任",
    "书记",
    "委员",
    "主席",
    "经理",
    "总监",
    "专员",
    "调研员",
    "巡视员",
    "总工程师",
    "代表",
    "顾问",
    "参谋",
];

fn is_post(words: &str) -> bool {
    POST_ENDS.iter().any(|w| words.ends_with(w))
}

/// Whether a compact text can be a person's name and no organ's or post's.
fn is_name(words: &str) -> bool {
    let count = words.chars().count();
    let han = words.chars().all(|c| sign::is_han(c) || c == '·');
    let other =
        ['局', '委', '办', '部', '厅', '院', '所', '室', '处', '司', '府', '组', '会', '站', '队', '等'];
    han && ((2..=4).contains(&count) || words.contains('·')) && !words.ends_with(other) && !is_post(words)
}

/// `name = 2*4 han | han blank han`, then a blank and the post.
fn name_and_post(source: &str, rest: Span) -> Option<Person> {
    let text = rest.of(source);
    let mut words = text.split(is_blank).filter(|w| !w.is_empty());
    let (one, two, more) = (words.next()?, words.next(), words.next().is_some());
    let (one, two) = (before_remark(one), two.map(before_remark));
    let han = |w: &str| w.chars().all(|c| sign::is_han(c) || c == '·');
    let count = |w: &str| w.chars().count();
    let is_spaced = |behind: &str| is_name(before_remark(&compact(behind)));
    let name_chars = match two {
        Some(two) if count(one) == 1 && count(two) == 1 && han(one) && han(two) => 2,
        // 市长　李大江: the post stands first.
        Some(two) if !more && is_post(one) && is_name(two) => return None,
        // 市长　李　江
        Some(two) if count(two) == 1 && is_post(one) && text.strip_prefix(one).is_some_and(is_spaced) => {
            return None;
        }
        _ if ((2..=4).contains(&count(one)) || one.contains('·')) && han(one) => count(one),
        _ => return None,
    };
    let mut seen = text.char_indices().filter(|&(_, c)| !is_blank(c) && !is_zero_width(c));
    let cut = seen.nth(name_chars - 1).map_or(rest.end, |(at, c)| rest.start + (at + c.len_utf8()) as u32);
    let remark = remark_len(&source[cut as usize..rest.end as usize]) as u32;
    let post = trim_start(source, Span::new(cut + remark, rest.end));
    let (whole, name) = (Span::new(rest.start, cut + remark), Span::new(rest.start, cut));
    if post.is_empty() {
        return Some(Person { name: (whole, name), post: None });
    }
    let behind = &source[cut as usize..];
    let separated = remark > 0 || behind.starts_with(is_blank) || behind.starts_with(['(', '（']);
    // 甲（市长）、乙（秘书长） are two.
    let one = !post.of(source).starts_with(['(', '（'])
        || !post.of(source).contains('、')
        || !post.of(source).ends_with(['）', ')']);
    (separated && one).then_some(Person { name: (whole, name), post: Some((post, post)) })
}

/// How many bytes a remark on a person takes that stands right behind the name: （女）, （女，回族）.
fn remark_len(behind: &str) -> usize {
    let Some(rest) = behind.strip_prefix(['(', '（']) else { return 0 };
    let Some((inside, after)) = rest.split_once([')', '）']) else { return 0 };
    let is_remark = inside == "女" || inside.starts_with("女，") || inside.ends_with('族');
    if is_remark && inside.len() <= 30 { behind.len() - after.len() } else { 0 }
}

/// A word up to the remark in it, behind which the post may stand without a blank: 甲乙（女）某局局长.
fn before_remark(word: &str) -> &str {
    let at = word.find(['(', '（']).unwrap_or(word.len());
    if remark_len(&word[at..]) > 0 { &word[..at] } else { word }
}

/// The post in front and the name behind a blank: 市水务局局长　赵大海.
fn post_and_name(source: &str, rest: Span) -> Option<Person> {
    let text = rest.of(source);
    let (at, blank) =
        text.char_indices().rev().find(|&(at, c)| is_blank(c) && is_post(&compact(&text[..at])))?;
    let post = trim_end(source, Span::new(rest.start, rest.start + at as u32));
    let whole = trim_start(source, Span::new(rest.start + (at + blank.len_utf8()) as u32, rest.end));
    let name = Span::new(whole.start, whole.start + before_remark(whole.of(source)).len() as u32);
    // 市委常委、副市长　李大江; what has blanks as well is several.
    let several = post.of(source).contains('、') && post.of(source).contains(is_blank);
    let fits = is_name(&compact(name.of(source))) && !post.of(source).contains(['，', '。']) && !several;
    fits.then_some(Person { name: (whole, name), post: Some((post, post)) })
}

/// `several = person 1*("、" person)`, `person = name ["（" post "）"]`. Without a role only persons with posts are some.
fn push_several(source: &str, rest: Span, is_headed: bool, entries: &mut Vec<Entry>) -> bool {
    let text = rest.of(source);
    let (before, mut start, mut depth) = (entries.len(), 0, 0_u32);
    for (at, c) in text.char_indices().chain([(text.len(), '、')]) {
        if sign::is_open_paren(c) {
            depth += 1;
        } else if sign::is_close_paren(c) {
            depth = depth.saturating_sub(1);
        } else if c == '、' && depth == 0 {
            let whole = Span::new(rest.start + start as u32, rest.start + at as u32);
            let Some(person) = person_in_list(source, whole, at < text.len()) else { return false };
            entries.push(Entry::Person(person));
            start = at + c.len_utf8();
        }
    }
    let has_post = |entry: &Entry| entry.person().is_some_and(|p| p.post.is_some());
    let some = &entries[before..];
    let whole = some.len() > 1 || some.first().is_some_and(has_post);
    whole && (is_headed || some.iter().all(has_post))
}

/// One of several persons; the enumeration comma behind it belongs to it.
fn person_in_list(source: &str, whole: Span, comma: bool) -> Option<Person> {
    let text = whole.of(source);
    let end = whole.end + if comma { '、'.len_utf8() as u32 } else { 0 };
    let open = text.find(['(', '（']);
    let name =
        crate::source::trim(source, Span::new(whole.start, whole.start + open.unwrap_or(text.len()) as u32));
    if !is_name(&compact(name.of(source))) {
        return None;
    }
    let Some(open) = open else {
        return Some(Person { name: (Span::new(name.start, end), name), post: None });
    };
    let bracket = Span::new(whole.start + open as u32, whole.end);
    let inner = bracket.of(source);
    let inside = inner.strip_prefix(['(', '（'])?.trim_end_matches(is_blank).strip_suffix([')', '）'])?;
    let from = bracket.start + inner.chars().next().map_or(0, char::len_utf8) as u32;
    let value = crate::source::trim(source, Span::new(from, from + inside.len() as u32));
    let post = (!value.is_empty()).then_some((Span::new(bracket.start, end), value));
    Some(Person { name: (name, name), post })
}
