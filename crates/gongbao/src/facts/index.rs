//! What the text itself holds, for finding what a citation or reference points to.

use alloc::{string::String, vec, vec::Vec};
use core::cell::Cell;

use super::{
    names::{Firsts, Names, key},
    targets::Outlook,
    view::Scratch,
};
use crate::{
    grammar::word::Words,
    model::{BlockKind, DivisionNumber, DocumentKind, Leaf, Level, NONE, Node, Tables, TargetNode, UnitRole},
    source::{order_by, order_by_text},
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
    /// The division before it under the same parent, or [`NONE`].
    before: u32,
    /// The nearest of those before it that has the same level.
    previous: u32,
}

/// The last division so far of each unit and below each node.
struct Last {
    article: Vec<u32>,
    /// Below no node, then below each.
    below: Vec<u32>,
}

impl Last {
    fn new(tables: &Tables) -> Self {
        Self { article: vec![NONE; tables.units.len()], below: vec![NONE; tables.nodes.len() + 1] }
    }

    /// Articles are counted through the whole unit, parts below them under their own.
    fn of(&mut self, node: &Node, level: Level) -> Option<&mut u32> {
        match level {
            Level::Article => self.article.get_mut(node.unit as usize),
            _ => self.below.get_mut(node.parent.wrapping_add(1) as usize),
        }
    }
}

/// A title by which a unit is cited: a part of the one that it has.
#[derive(Debug, Clone, Copy)]
struct Title {
    unit: u32,
    from: u32,
    to: u32,
    /// Whether it is shortened: another unit may have it in full.
    is_short: bool,
}

/// What the text holds, by name and number. Built once, `O(n log n)` in the number of its parts.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// In the order of their words; of units that share one the first, and whoever has it in full before the others.
    titles: Vec<Title>,
    /// How they begin.
    first: Firsts,
    /// Document numbers, with the unit that has each.
    numbers: Names,
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
    /// What the division that was asked for last speaks of: most that is asked next lies in it too.
    pub(super) outlook: Cell<Option<(u32, Outlook)>>,
}

#[derive(Debug)]
struct UnitFacts {
    kind: DocumentKind,
    /// Whether its title says that it is one of what is to be done.
    of_tasks: bool,
    role: UnitRole,
    parent: u32,
    end: u32,
    /// In the form of [`key`].
    title: String,
    /// How much of it stands before the brackets at its end.
    bare: u32,
    /// Its document number, in the same form.
    number: Option<String>,
}

/// Whether a unit of a kind says what is to be done: a plan, or what its title names a list of tasks.
fn of_tasks(kind: DocumentKind, title: &str) -> bool {
    use DocumentKind::{List, Notice, Opinion, Other, Plan};
    const TASKS: Words<'_, '_> =
        Words::new(&["实事", "目标任务", "任务分", "责任分解", "重点工作", "重点任务", "工作任务"]);
    kind == Plan || matches!(kind, List | Notice | Opinion | Other) && TASKS.any_in(title)
}

impl UnitFacts {
    /// The title without brackets at its end.
    fn bare_title(&self) -> &str {
        self.title.get(..self.bare as usize).unwrap_or("")
    }
}

impl Index {
    pub(super) fn new(source: &str, tables: &Tables, scratch: &mut Scratch<'_>) -> Self {
        let mut index = Index::default();
        index.add_units(source, tables, scratch);
        index.add_divisions(tables);
        index
    }

    fn add_units(&mut self, source: &str, tables: &Tables, scratch: &mut Scratch<'_>) {
        let mut read = |leaf: Leaf| key(scratch.view(source, tables.pieces_of(leaf), leaf.value).text);
        for (id, unit) in tables.units.iter().enumerate() {
            let id = id as u32;
            let title = unit.title.map(&mut read).unwrap_or_default();
            let bare = without_stage(&title);
            let mut add = |from: usize, to: usize, is_short| {
                self.first.add(title.get(from..).unwrap_or(""));
                self.titles.push(Title { unit: id, from: from as u32, to: to as u32, is_short });
            };
            if !title.is_empty() {
                add(0, title.len(), false);
            }
            if bare.len() < title.len() {
                add(0, bare.len(), true);
            }
            // 市人事局关于…的意见 is cited as 关于…的意见 too.
            if let Some((about, _)) = ABOUT.first_in(bare).filter(|&(at, _)| at > 0) {
                add(about, bare.len(), true);
            }
            let bare = bare.len() as u32;
            let number = unit.doc_number.map(|number| read(number.text));
            if let Some(number) = &number {
                self.numbers.add(number.clone(), id);
            }
            if unit.role == UnitRole::Attachment {
                let printed = unit.number.map(|l| tables.read(source, l)).unwrap_or_default();
                let number = first_number(&printed).unwrap_or(unit.ordinal);
                self.attachments.push((unit.parent, number, id));
            }
            let (kind, role, parent, end) = (unit.kind, unit.role, unit.parent, unit.end.max(id + 1));
            let of_tasks = of_tasks(kind, &title);
            self.units.push(UnitFacts { kind, of_tasks, role, parent, end, title, bare, number });
        }
        let units = &self.units;
        order_by_text(&mut self.titles, |t| {
            (words_of(units, t), u64::from(t.is_short) << 32 | u64::from(t.unit))
        });
        order_by(&mut self.attachments, |&(unit, number, _)| (unit, number.into()));
    }

    fn add_divisions(&mut self, tables: &Tables) {
        self.places.reserve(tables.nodes.len());
        let mut last = Last::new(tables);
        for (id, node) in tables.nodes.iter().enumerate() {
            let place = self.division(id as u32, node, tables, &mut last);
            self.places.push(place);
        }
        for list in [&mut self.parts, &mut self.items] {
            order_by(list, Entry::key);
        }
    }

    fn division(&mut self, id: u32, node: &Node, tables: &Tables, last: &mut Last) -> Option<Place> {
        let BlockKind::Division(at) = node.kind else { return None };
        let division = tables.divisions.get(at as usize)?;
        let (level, number) = (division.level, division.number);
        let before = core::mem::replace(last.of(node, level)?, id);
        let previous = self.sibling(before, level);
        if level <= Level::Article {
            self.parts.push(Entry { unit: node.unit, level, number, node: id });
        } else if matches!(level, Level::Item | Level::Subitem) {
            self.items.push(Entry { unit: node.parent, level, number, node: id });
        }
        Some(Place { level, parent: node.parent, before, previous })
    }

    /// The nearest of a level among some division and those before it. For each level every division is passed once.
    fn sibling(&self, mut division: u32, level: Level) -> u32 {
        while let Some(place) = self.places.get(division as usize).copied().flatten() {
            if place.level == level {
                break;
            }
            division = place.before;
        }
        division
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

    /// Whether a unit says what is to be done.
    pub(super) fn is_of_tasks(&self, unit: u32) -> bool {
        self.units.get(unit as usize).is_some_and(|u| u.of_tasks)
    }

    /// The unit that has a title.
    pub(super) fn titled(&self, title: &str) -> Option<u32> {
        if !self.first.may_hold(title) {
            return None;
        }
        let title = key(title);
        self.with_title(&title).or_else(|| self.with_title(without_stage(&title)))
    }

    fn with_title(&self, title: &str) -> Option<u32> {
        let at = self.titles.partition_point(|t| {
            let words = words_of(&self.units, t);
            (words.len(), words) < (title.len(), title)
        });
        self.titles.get(at).filter(|t| words_of(&self.units, t) == title).map(|t| t.unit)
    }

    /// The unit that has a document number.
    pub(super) fn numbered(&self, number: &str) -> Option<u32> {
        self.numbers.get(number)
    }

    /// Whether a unit and those around it have document numbers, and none of them is this one.
    pub(super) fn has_other_number(&self, unit: u32, printed: &str) -> bool {
        let printed = key(printed);
        let (mut at, mut any) = (unit, false);
        while let Some(found) = self.units.get(at as usize) {
            // An order's number stands alone at its head and behind the organ where it is cited.
            if found.number.as_ref().is_some_and(|own| printed.ends_with(own.as_str())) {
                return false;
            }
            any |= found.number.is_some();
            at = found.parent;
        }
        any
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
            if found.bare_title().ends_with(word) {
                return TargetNode::Unit(at);
            }
            at = found.parent;
        }
        let Some(own) = self.units.get(unit as usize) else { return TargetNode::Nothing };
        // At most a few enclosures are looked at, so that many references cost no more than one each.
        let below = (unit + 1..own.end).take(8).find(|&id| {
            self.units
                .get(id as usize)
                .is_some_and(|u| u.role == UnitRole::Enclosure && u.bare_title().ends_with(word))
        });
        let owner = if own.role == UnitRole::Attachment { own.parent } else { unit };
        TargetNode::Unit(below.unwrap_or(if owner == NONE { unit } else { owner }))
    }
}

/// The words of a title.
fn words_of<'u>(units: &'u [UnitFacts], title: &Title) -> &'u str {
    let whole = units.get(title.unit as usize).map_or("", |unit| &unit.title);
    whole.get(title.from as usize..title.to as usize).unwrap_or("")
}

/// The word between who issues and what is issued.
const ABOUT: Words<'_, '_> = Words::new(&["关于"]);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_part_of_a_title() {
        assert_eq!(without_stage("甲办法(试行)"), "甲办法");
        assert_eq!(without_stage("计划(2023-2025年)"), "计划(2023-2025年)");
    }
}
