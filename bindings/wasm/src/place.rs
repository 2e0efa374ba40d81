//! Places: what a unit or block is and where it stands, without what is below it.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use gongbao::{Block, Blocks, Dated, Document, Gazette, OffsetMap, Span, Text, Unit};
use serde::Serialize;

/// A unit or block. The fields that its kind does not have are left out.
#[derive(Debug, Serialize)]
pub(crate) struct Place {
    r#type: &'static str,
    /// The id of a unit, the eid of a division.
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    /// The title of a unit, table, roster or box; the heading of a division; the question.
    title: Option<String>,
    span: [u32; 2],
}

/// A document with the places of what belongs to it.
#[derive(Debug, Serialize)]
pub(crate) struct Head {
    id: String,
    kind: &'static str,
    title: Option<String>,
    doc_number: Option<String>,
    issuers: Vec<String>,
    date: Option<String>,
    parts: Vec<Place>,
    span: [u32; 2],
}

/// The source with its UTF-16 map.
#[derive(Clone, Copy)]
struct Units<'g> {
    source: &'g str,
    map: &'g OffsetMap,
}

impl Units<'_> {
    fn span(self, span: Span) -> [u32; 2] {
        [self.map.convert(self.source, span.start), self.map.convert(self.source, span.end)]
    }

    /// The first character whose UTF-16 offset is at least `offset`.
    fn byte(self, offset: u32) -> u32 {
        let (mut low, mut high) = (0, self.source.len() as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.map.convert(self.source, middle) < offset { low = middle + 1 } else { high = middle }
        }
        // The bytes inside the character before count it already.
        while !self.source.is_char_boundary(low as usize) {
            low += 1;
        }
        low
    }
}

// Plain loops: each adaptor of an iterator would be compiled once more for every closure it is given.

/// The documents, each with the places of its enclosures and attachments.
pub(crate) fn documents(gazette: &Gazette<'_>, map: &OffsetMap) -> Vec<Head> {
    let units = Units { source: gazette.source(), map };
    let mut heads = Vec::new();
    for document in gazette.documents() {
        heads.push(head(units, document));
    }
    heads
}

/// The unit or division with an id.
pub(crate) fn find(gazette: &Gazette<'_>, map: &OffsetMap, id: &str) -> Option<Place> {
    let units = Units { source: gazette.source(), map };
    // The longest id that begins the one looked for: the unit that holds the division.
    let mut holder: Option<(usize, Unit<'_>)> = None;
    for document in gazette.documents() {
        for unit in document.all_units() {
            let own = unit.id();
            if leads_to(&own, id) && holder.is_none_or(|(length, _)| length < own.len()) {
                holder = Some((own.len(), unit));
            }
        }
    }
    let (length, unit) = holder?;
    if length == id.len() {
        return Some(unit_place(units, unit));
    }
    find_in(unit.body(), id).map(|block| block_place(units, block))
}

/// What stands at an offset, from the document down to the innermost block.
pub(crate) fn at(gazette: &Gazette<'_>, map: &OffsetMap, offset: u32) -> Vec<Place> {
    let units = Units { source: gazette.source(), map };
    let byte = units.byte(offset);
    let mut path = Vec::new();
    for document in gazette.documents() {
        let mut innermost = None;
        for unit in document.all_units() {
            if holds(unit.span(), byte) {
                path.push(unit_place(units, unit));
                innermost = Some(unit);
            }
        }
        let mut below = innermost.map(Unit::body);
        while let Some(block) = below.take().and_then(|blocks| block_at(blocks, byte)) {
            path.push(block_place(units, block));
            below = Some(block.children());
        }
    }
    path
}

fn holds(span: Span, byte: u32) -> bool {
    span.start <= byte && byte < span.end
}

fn block_at(mut blocks: Blocks<'_>, byte: u32) -> Option<Block<'_>> {
    blocks.find(|block| holds(block.span(), byte))
}

fn find_in<'g>(blocks: Blocks<'g>, id: &str) -> Option<Block<'g>> {
    for block in blocks {
        let below = match block {
            Block::Division(division) => {
                let eid = division.eid();
                if eid == id {
                    return Some(block);
                }
                leads_to(&eid, id)
            }
            // A box or an answer adds nothing to the ids of the divisions in it.
            _ => true,
        };
        if below {
            if let Some(found) = find_in(block.children(), id) {
                return Some(found);
            }
        }
    }
    None
}

/// Whether an id is another one or begins it.
fn leads_to(own: &str, id: &str) -> bool {
    id.strip_prefix(own).is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
}

fn head(units: Units<'_>, document: Document<'_>) -> Head {
    let (mut issuers, mut parts) = (Vec::new(), Vec::new());
    for issuer in document.issuers() {
        issuers.push(owned(issuer));
    }
    let mut all = document.all_units();
    all.next();
    for unit in all {
        parts.push(unit_place(units, unit));
    }
    Head {
        id: document.id(),
        kind: document.kind().name(),
        title: document.title().map(owned),
        doc_number: document.doc_number().map(|n| owned(n.text())),
        issuers,
        date: document.date().and_then(Dated::date).map(|d| d.to_string()),
        parts,
        span: units.span(document.span()),
    }
}

fn owned(text: Text<'_>) -> String {
    text.to_str().into_owned()
}

fn unit_place(units: Units<'_>, unit: Unit<'_>) -> Place {
    let r#type = match unit.as_document() {
        Some(_) => "document",
        None if unit.as_enclosure().is_some() => "enclosure",
        None => "attachment",
    };
    Place {
        r#type,
        kind: (r#type != "attachment").then(|| unit.kind().name()),
        level: None,
        marker: None,
        title: unit.title().map(owned),
        span: units.span(unit.span()),
        id: Some(unit.id()),
    }
}

fn block_place(units: Units<'_>, block: Block<'_>) -> Place {
    let span = units.span(block.span());
    let (mut id, mut level, mut marker) = (None, None, None);
    let title = match block {
        Block::Division(division) => {
            (id, level) = (Some(division.eid()), Some(division.level().name()));
            marker = Some(division.marker());
            division.heading()
        }
        Block::Table(table) => table.title(),
        Block::Roster(roster) => roster.title(),
        Block::Box(text_box) => {
            marker = Some(text_box.label());
            text_box.title()
        }
        Block::Qa(qa) => {
            marker = qa.marker();
            Some(qa.question())
        }
        _ => None,
    };
    let (marker, title) = (marker.map(owned), title.map(owned));
    Place { r#type: block.type_name(), id, kind: None, level, marker, title, span }
}

#[cfg(test)]
mod tests {
    use gongbao::OffsetUnit;

    use super::*;

    const TEXT: &str = "😀市人民政府办公室关于做好防汛工作的通知\n各区人民政府:\n一、总体要求\n(一)目标。保障安全。\n二、任务\n加强巡查。";

    fn with<T>(look: impl FnOnce(&Gazette<'_>, &OffsetMap) -> T) -> T {
        look(&gongbao::parse(TEXT), &OffsetMap::new(TEXT, OffsetUnit::Utf16))
    }

    #[test]
    fn a_place_is_found_by_its_id_and_by_its_offset() {
        let found = with(|g, m| find(g, m, "doc_1__h1_1__h2_1")).unwrap();
        assert_eq!((found.r#type, found.marker.as_deref()), ("division", Some("(一)")));
        let path = with(|g, m| at(g, m, found.span[0]));
        let ids: Vec<_> = path.iter().map(|p| p.id.as_deref().unwrap_or(p.r#type)).collect();
        assert_eq!(ids, ["doc_1", "doc_1__h1_1", "doc_1__h1_1__h2_1"]);
        let units: Vec<u16> = TEXT.encode_utf16().collect();
        let text = String::from_utf16(&units[found.span[0] as usize..found.span[1] as usize]).unwrap();
        assert_eq!(text, "(一)目标。保障安全。");
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for id in ["", "doc_2", "doc_1__", "doc_1__h1_3", "doc_1__h1_1__h2_1__h3_1"] {
            assert!(with(|g, m| find(g, m, id)).is_none(), "{id}");
        }
        assert!(with(|g, m| at(g, m, u32::MAX)).is_empty());
    }

    #[test]
    fn an_offset_between_the_halves_of_a_pair_is_at_the_next_character() {
        assert_eq!(with(|g, m| at(g, m, 1)).first().map(|p| p.r#type), Some("document"));
    }
}
