//! What the text itself holds, for finding what a citation or reference points to.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::{
    model::{BlockKind, DivisionNumber, DocumentKind, Level, NONE, Node, Tables, TargetNode, UnitRole},
    source::{is_blank, is_zero_width, order_by},
};

/// A numbered part of a unit, in the order in which parts are looked up.
#[derive(Debug, Clone, Copy)]
struct Entry {
    unit: u32,
    level: Level,
    number: DivisionNumber,
    node: u32,
}

impl Entry {
    /// Unit, level and number; parts that have all of them in common stand in the order of the text.
    fn key(&self) -> (u32, u64) {
        // No text has 第一条之二亿; a part that claims so shares its place with others and is not found.
        let sub = u64::from(self.number.sub).min((1 << 28) - 1);
        (self.unit, (self.level as u64) << 60 | u64::from(self.number.main) << 28 | sub)
    }
}

/// A division as far as look-ups need it.
#[derive(Debug, Clone, Copy)]
struct Place {
    level: Level,
    parent: u32,
    /// The division of the same level before it under the same parent.
    previous: u32,
}

/// What the text holds, by name and number. Built once, `O(n log n)` in the number of its parts.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Titles in the form of [`key`], with the unit that has it.
    titles: BTreeMap<String, u32>,
    /// Document numbers, likewise.
    numbers: BTreeMap<String, u32>,
    /// 编, 章, 节, 条 of each unit.
    parts: Vec<Entry>,
    /// 项 and 目 by the node above them: `unit` is that node.
    items: Vec<Entry>,
    /// For each node its place, if it is a division.
    places: Vec<Option<Place>>,
    /// Attachments: the unit they belong to, their number, their own unit.
    attachments: Vec<(u32, u32, u32)>,
    /// For each unit its kind, parent, and the last word of its title.
    units: Vec<UnitFacts>,
}

#[derive(Debug)]
struct UnitFacts {
    kind: DocumentKind,
    role: UnitRole,
    parent: u32,
    end: u32,
    /// The title without brackets at its end, in the form of [`key`].
    title: String,
}

impl Index {
    pub(super) fn new(source: &str, tables: &Tables) -> Self {
        let mut index = Index::default();
        index.add_units(source, tables);
        index.add_divisions(tables);
        index
    }

    fn add_units(&mut self, source: &str, tables: &Tables) {
        let mut weak = Vec::new();
        for (id, unit) in tables.units.iter().enumerate() {
            let id = id as u32;
            let title = unit.title.map(|l| tables.read(source, l)).unwrap_or_default();
            let full = key(&title);
            let bare = String::from(without_stage(&full));
            if !full.is_empty() {
                self.titles.entry(full).or_insert(id);
                // 市人事局关于…的意见 is cited as 关于…的意见 too.
                if let Some(about) = bare.find("关于").filter(|&at| at > 0).and_then(|at| bare.get(at..)) {
                    weak.push((String::from(about), id));
                }
                weak.push((bare.clone(), id));
            }
            if let Some(number) = unit.doc_number {
                self.numbers.entry(key(&tables.read(source, number.text))).or_insert(id);
            }
            if unit.role == UnitRole::Attachment {
                let printed = unit.number.map(|l| tables.read(source, l)).unwrap_or_default();
                let number = first_number(&printed).unwrap_or(unit.ordinal);
                self.attachments.push((unit.parent, number, id));
            }
            let (kind, role, parent, end) = (unit.kind, unit.role, unit.parent, unit.end.max(id + 1));
            self.units.push(UnitFacts { kind, role, parent, end, title: bare });
        }
        for (title, id) in weak {
            self.titles.entry(title).or_insert(id);
        }
        order_by(&mut self.attachments, |&(unit, number, _)| (unit, number.into()));
    }

    fn add_divisions(&mut self, tables: &Tables) {
        self.places.reserve(tables.nodes.len());
        // The last division seen below each node, by level, is the previous one of the next.
        let mut last: BTreeMap<(u32, Level, DivisionNumber), u32> = BTreeMap::new();
        for (id, node) in tables.nodes.iter().enumerate() {
            let place = self.division(id as u32, node, tables, &mut last);
            self.places.push(place);
        }
        for list in [&mut self.parts, &mut self.items] {
            order_by(list, Entry::key);
        }
    }

    fn division(
        &mut self,
        id: u32,
        node: &Node,
        tables: &Tables,
        last: &mut BTreeMap<(u32, Level, DivisionNumber), u32>,
    ) -> Option<Place> {
        let BlockKind::Division(at) = node.kind else { return None };
        let division = tables.divisions.get(at as usize)?;
        let (level, number) = (division.level, division.number);
        // Articles are counted through the whole unit, parts below them under their own.
        let scope = if level == Level::Article { node.unit } else { node.parent };
        let previous = last.insert((scope, level, DivisionNumber::default()), id).unwrap_or(NONE);
        if level <= Level::Article {
            self.parts.push(Entry { unit: node.unit, level, number, node: id });
        } else if matches!(level, Level::Item | Level::Subitem) {
            self.items.push(Entry { unit: node.parent, level, number, node: id });
        }
        Some(Place { level, parent: node.parent, previous })
    }

    fn find(list: &[Entry], unit: u32, level: Level, number: DivisionNumber) -> Option<u32> {
        let wanted = Entry { unit, level, number, node: NONE };
        let at = list.partition_point(|e| e.key() < wanted.key());
        list.get(at).filter(|e| e.key() == wanted.key() && e.number == number).map(|e| e.node)
    }

    /// A part of a unit.
    pub(super) fn part(&self, unit: u32, level: Level, number: DivisionNumber) -> Option<u32> {
        Self::find(&self.parts, unit, level, number)
    }

    /// An item or subitem right below a division.
    pub(super) fn item(&self, node: u32, level: Level, number: u32) -> Option<u32> {
        Self::find(&self.items, node, level, DivisionNumber::one(number))
    }

    /// The level of a division.
    pub(super) fn level(&self, node: u32) -> Option<Level> {
        self.places.get(node as usize).copied().flatten().map(|p| p.level)
    }

    /// The division of a level that holds a division, or is it. `O(depth)`.
    pub(super) fn around(&self, node: u32, level: Level) -> Option<u32> {
        let mut at = node;
        loop {
            let place = (*self.places.get(at as usize)?)?;
            if place.level == level {
                return Some(at);
            }
            at = place.parent;
        }
    }

    /// The division of the same level before a division; 条 are counted through the whole unit.
    pub(super) fn previous(&self, node: u32) -> Option<u32> {
        let previous = (*self.places.get(node as usize)?)?.previous;
        (previous != NONE).then_some(previous)
    }

    /// The kind of a unit.
    pub(super) fn kind(&self, unit: u32) -> Option<DocumentKind> {
        self.units.get(unit as usize).map(|u| u.kind)
    }

    /// The unit that has a title.
    pub(super) fn titled(&self, title: &str) -> Option<u32> {
        let full = key(title);
        self.titles.get(&full).or_else(|| self.titles.get(without_stage(&full))).copied()
    }

    /// The unit that has a document number.
    pub(super) fn numbered(&self, number: &str) -> Option<u32> {
        if self.numbers.is_empty() { None } else { self.numbers.get(&key(number)).copied() }
    }

    /// The attachment with a number (or the only one) of a unit, else of the units above it.
    pub(super) fn attachment(&self, unit: u32, number: Option<u32>) -> Option<u32> {
        let mut owner = unit;
        while owner != NONE {
            let from = self.attachments.partition_point(|&(o, ..)| o < owner);
            let own = self.attachments.get(from..)?;
            let count = own.iter().take(2).take_while(|&&(o, ..)| o == owner).count();
            let found = match number {
                Some(n) => {
                    let at = self.attachments.partition_point(|&(o, m, _)| (o, m) < (owner, n));
                    self.attachments.get(at).filter(|&&(o, m, _)| (o, m) == (owner, n)).map(|a| a.2)
                }
                None if count == 1 => own.first().map(|a| a.2),
                None => None,
            };
            if found.is_some() {
                return found;
            }
            owner = self.units.get(owner as usize)?.parent;
        }
        None
    }

    /// The instrument that 本办法 means in a unit: the one around it whose title ends with the word, or the only
    /// one that a covering document passes on.
    pub(super) fn instrument(&self, unit: u32, word: &str) -> TargetNode {
        let mut at = unit;
        while let Some(found) = self.units.get(at as usize) {
            if found.title.ends_with(word) {
                return TargetNode::Unit(at);
            }
            at = found.parent;
        }
        let Some(own) = self.units.get(unit as usize) else { return TargetNode::Nothing };
        // At most a few enclosures are looked at, so that many references cost no more than one each.
        let below = (unit + 1..own.end).take(8).find(|&id| {
            self.units
                .get(id as usize)
                .is_some_and(|u| u.role == UnitRole::Enclosure && u.title.ends_with(word))
        });
        let owner = if own.role == UnitRole::Attachment { own.parent } else { unit };
        TargetNode::Unit(below.unwrap_or(if owner == NONE { unit } else { owner }))
    }
}

/// The first number in a text.
fn first_number(text: &str) -> Option<u32> {
    let at = text.find(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))?;
    crate::grammar::number::number_at(text.get(at..)?).map(|(n, _)| n)
}

/// A title without the brackets at its end that say how far it has come: (试行), (2023年修订).
fn without_stage(title: &str) -> &str {
    match title.rfind('(') {
        Some(at) if at > 0 && title.ends_with(')') => {
            let inside = title.get(at + 1..title.len() - 1).unwrap_or("");
            let is_stage = crate::grammar::citation::is_stage(inside);
            if is_stage { title.get(..at).unwrap_or(title) } else { title }
        }
        _ => title,
    }
}

/// How many bytes at the start of a title are the same in its key: Han other than 的, and signs of half width.
fn unchanged_len(bytes: &[u8]) -> usize {
    let mut at = 0;
    loop {
        at += match bytes.get(at..).unwrap_or_default() {
            [0xe7, 0x9a, 0x84, ..] => return at,
            [0xe4..=0xe9, ..] => 3,
            [0x21..=0x7e, ..] => 1,
            _ => return at,
        }
    }
}

/// What a character is in a key that so far is `out`; `None` if it is left out.
fn key_char(c: char, out: &str) -> Option<char> {
    Some(match c {
        '的' => return None,
        c if is_blank(c) || is_zero_width(c) => return None,
        '〈' | '《' | '﹤' => '<',
        '〉' | '》' | '﹥' => '>',
        '“' | '”' | '‘' | '’' => '"',
        '—' | '–' | '―' | '‐' | '−' if out.ends_with('-') => return None,
        '—' | '–' | '―' | '‐' | '−' => '-',
        '〔' | '［' | '【' | '﹝' => '[',
        '〕' | '］' | '】' | '﹞' => ']',
        '！'..='～' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c => c,
    })
}

/// A title in the form in which titles are compared: one kind of each sign, no blanks, no 的.
pub(super) fn key(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    let mut rest = title;
    while !rest.is_empty() {
        let (same, tail) = rest.split_at_checked(unchanged_len(rest.as_bytes())).unwrap_or((rest, ""));
        out.push_str(same);
        let mut chars = tail.chars();
        if let Some(c) = chars.next().and_then(|c| key_char(c, &out)) {
            out.push(c);
        }
        rest = chars.as_str();
    }
    let whole = out.strip_prefix('<').and_then(|t| t.strip_suffix('>'));
    match whole.filter(|t| !t.contains(['<', '>'])) {
        Some(inside) => String::from(inside),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_compare_whatever_their_signs() {
        for (a, b) in [
            ("《甲办法（试行）》", "甲办法(试行)"),
            ("关于印发〈甲〉的通知", "关于印发《甲》通知"),
            ("行动计划(2023—2025 年)", "行动计划（2023-2025年）"),
        ] {
            assert_eq!(key(a), key(b));
        }
        assert_eq!(without_stage("甲办法(试行)"), "甲办法");
        assert_eq!(without_stage("计划(2023-2025年)"), "计划(2023-2025年)");
    }
}
