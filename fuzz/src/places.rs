//! What the bindings show: places counted in other units, and nodes found by their names.

use gongbao::{Block, Gazette, LineIndex, OffsetMap, OffsetUnit};

/// Counts every place of a text in the units of the bindings and asks for every node as they do.
pub fn check_places(text: &str) {
    for unit in [OffsetUnit::CodePoints, OffsetUnit::Utf16] {
        let map = OffsetMap::new(text, unit);
        let mut units = 0;
        for (at, c) in text.char_indices() {
            assert_eq!(map.convert(text, u32::try_from(at).expect("a short text")), units);
            units +=
                if unit == OffsetUnit::Utf16 { u32::try_from(c.len_utf16()).expect("one or two") } else { 1 };
        }
        assert_eq!(map.convert(text, u32::try_from(text.len()).expect("a short text")), units);
    }
    let gazette = gongbao::parse(text);
    let index = LineIndex::new(text);
    let lines = u32::try_from(text.matches('\n').count()).expect("a short text") + 1;
    for piece in gazette.furniture() {
        let [start, end] = [piece.span().start, piece.span().end].map(|at| index.line_column(text, at));
        assert!((1..=lines).contains(&start.line) && start <= end);
    }
    for document in gazette.documents() {
        for unit in document.all_units() {
            assert!(gazette.find(&unit.id()).is_some_and(|found| found.id() == unit.id()), "{}", unit.id());
            assert_eq!(gazette.unit(unit.index()).map(|u| u.id()), Some(unit.id()));
        }
        document.walk().for_each(|block| node(&gazette, block));
    }
    let again = Gazette::from_parts(text, gazette.tables());
    assert_eq!(again.documents().count(), gazette.documents().count());
}

/// A node is where it says, below the one that it names, and is found by its name.
fn node(gazette: &Gazette<'_>, block: Block<'_>) {
    let handle = block.handle();
    assert_eq!(gazette.block(handle.index()).map(Block::span), Some(block.span()));
    if let Some(parent) = handle.parent() {
        assert!(parent.children().any(|child| child.handle().index() == handle.index()));
        assert!(parent.span().contains(block.span()));
    }
    if let Block::Division(division) = block {
        let eid = division.eid();
        assert!(gazette.find(&eid).is_some_and(|found| found.id() == eid), "{eid}");
    }
}
