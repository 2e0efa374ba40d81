//! What a row says of the document it is from, and of the place in it.

use gongbao::{Block, Date, Division, Document, Gazette, OffsetMap, Span, Text, Unit};

use crate::column::Rows;

/// Between the headings of a path.
const STEP: &str = " / ";

/// A document's common columns, made once for all of its rows.
pub(crate) struct Context<'g> {
    gazette: &'g Gazette<'g>,
    map: &'g OffsetMap,
    document: Document<'g>,
    id: String,
    title: Option<String>,
    number: Option<String>,
    date: Option<Date>,
    issuer: Option<String>,
    /// The nodes of the document by where they begin; made when a fact does not say its division.
    nodes: Option<Vec<(u32, u32)>>,
    /// The last place that a row was from, since many rows are from the same one.
    last: Option<Place>,
}

/// Where in a document a row is from.
#[derive(Clone)]
pub(crate) struct Place {
    division: Option<u32>,
    /// The eid of the division.
    pub(crate) eid: Option<String>,
    pub(crate) path: Option<String>,
}

/// Several texts as one.
pub(crate) fn joined<'g>(texts: impl Iterator<Item = Text<'g>>, between: &str) -> Option<String> {
    let texts: Vec<_> = texts.map(Text::to_str).collect();
    (!texts.is_empty()).then(|| texts.join(between))
}

impl<'g> Context<'g> {
    pub(crate) fn new(gazette: &'g Gazette<'g>, map: &'g OffsetMap, document: Document<'g>) -> Self {
        Self {
            gazette,
            map,
            document,
            id: document.id(),
            title: document.title().map(|t| t.to_str().into_owned()),
            number: document.doc_number().map(|n| n.text().to_str().into_owned()),
            date: document.date().and_then(gongbao::Dated::date),
            issuer: joined(document.issuers(), "、"),
            nodes: None,
            last: None,
        }
    }

    /// Writes the common columns.
    pub(crate) fn write(&self, rows: &mut Rows, path: Option<&str>, text: &str, span: Span) {
        let place = |offset| self.map.convert(self.gazette.source(), offset);
        rows.text(Some(&self.id))
            .text(self.title.as_deref())
            .text(self.number.as_deref())
            .date(self.date)
            .text(self.issuer.as_deref())
            .text(path)
            .text(Some(text))
            .integer(Some(place(span.start)))
            .integer(Some(place(span.end)));
    }

    /// The place of a fact that says its division.
    pub(crate) fn in_division(&mut self, division: Option<Division<'g>>, span: Span) -> Place {
        match division {
            Some(division) => self.of_division(division),
            None => self.at(span),
        }
    }

    /// The place of a fact, found by where it begins.
    pub(crate) fn at(&mut self, span: Span) -> Place {
        let document = self.document;
        let nodes = self.nodes.get_or_insert_with(|| {
            document.walk().map(|block| (block.span().start, block.handle().index())).collect()
        });
        let behind = nodes.partition_point(|&(start, _)| start <= span.start);
        let mut block = behind.checked_sub(1).and_then(|at| self.gazette.block(nodes[at].1));
        while let Some(found) = block {
            let inside = found.span().start <= span.start && span.start < found.span().end;
            match found {
                Block::Division(division) if inside => return self.of_division(division),
                other if inside => return self.of_block(other),
                other => block = other.handle().parent(),
            }
        }
        Place { division: None, eid: None, path: None }
    }

    /// The place of a block: the division above it, or its unit.
    pub(crate) fn of_block(&mut self, block: Block<'g>) -> Place {
        let mut above = block.handle().parent();
        while let Some(found) = above {
            if let Block::Division(division) = found {
                return self.of_division(division);
            }
            above = found.handle().parent();
        }
        Place { division: None, eid: None, path: Self::path(block.handle().unit(), None) }
    }

    fn of_division(&mut self, division: Division<'g>) -> Place {
        let index = Some(division.index());
        match &self.last {
            Some(last) if last.division == index => last.clone(),
            _ => {
                let path = Self::path(division.unit(), Some(division));
                let place = Place { division: index, eid: Some(division.eid()), path };
                self.last = Some(place.clone());
                place
            }
        }
    }

    /// The titles and headings from below the document to a division.
    fn path(unit: Unit<'g>, division: Option<Division<'g>>) -> Option<String> {
        let mut steps = Vec::new();
        let mut above = division;
        while let Some(division) = above {
            let heading = division.heading().map(Text::to_str).unwrap_or_default();
            steps.push(format!("{}{heading}", division.marker().to_str()));
            above = division.division_above();
        }
        let mut unit = Some(unit);
        while let Some(below) = unit {
            if let (Some(title), None) = (below.title(), below.as_document()) {
                steps.push(title.to_str().into_owned());
            }
            unit = below.parent();
        }
        steps.reverse();
        (!steps.is_empty()).then(|| steps.join(STEP))
    }
}
