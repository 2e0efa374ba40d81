//! The tables, each its columns and its rows.

use gongbao::{Block, Document, Gazette, OffsetMap, Text};

use crate::{
    Batches,
    column::{Kind, Rows},
    context::{Context, joined},
    reading::reading_of_unit,
};

/// Writes rows for each document.
fn each<'g>(
    gazette: &'g Gazette<'g>,
    map: &'g OffsetMap,
    columns: &[(&str, Kind)],
    mut write: impl FnMut(&mut Rows, &mut Context<'g>, Document<'g>),
) -> Batches {
    let mut rows = Rows::new(columns);
    for document in gazette.documents() {
        write(&mut rows, &mut Context::new(gazette, map, document), document);
    }
    rows.finish()
}

/// A count, as large as any that fits 4 GiB of text.
fn count(items: impl Iterator) -> u32 {
    items.count() as u32
}

pub(crate) fn documents<'g>(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Batches {
    let columns = [
        ("kind", Kind::Text),
        ("column", Kind::Text),
        ("agency", Kind::Text),
        ("year", Kind::Integer),
        ("number", Kind::Integer),
        ("addressees", Kind::Text),
        ("signatories", Kind::Text),
        ("effective_on", Kind::Date),
        ("effective_on_precision", Kind::Text),
        ("enclosures", Kind::Integer),
        ("attachments", Kind::Integer),
        ("citations", Kind::Integer),
        ("assignments", Kind::Integer),
        ("targets", Kind::Integer),
        ("deadlines", Kind::Integer),
    ];
    each(gazette, map, &columns, |rows, context, document| {
        let number = document.doc_number();
        let text = |text: Option<Text<'g>>| text.map(Text::to_str);
        context.write(rows, None, &reading_of_unit(gazette, *document), document.span());
        rows.text(Some(document.kind().name()))
            .text(text(document.column()).as_deref())
            .text(text(number.and_then(gongbao::DocNumber::agency)).as_deref())
            .integer(number.and_then(gongbao::DocNumber::year))
            .integer(number.and_then(gongbao::DocNumber::number))
            .text(joined(document.addressees(), "，").as_deref())
            .text(joined(document.signatories(), "、").as_deref())
            .date(document.effective_on())
            .integer(Some(count(document.enclosures())))
            .integer(Some(count(document.attachments())))
            .integer(Some(count(document.citations())))
            .integer(Some(count(document.assignments())))
            .integer(Some(count(document.targets())))
            .integer(Some(count(document.deadlines())))
            .end_row();
    })
}

pub(crate) fn citations<'g>(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Batches {
    let columns = [
        ("division", Kind::Text),
        ("cited_title", Kind::Text),
        ("cited_number", Kind::Text),
        ("article", Kind::Integer),
        ("article_sub", Kind::Integer),
        ("paragraph", Kind::Integer),
        ("item", Kind::Integer),
        ("article_to", Kind::Integer),
        ("target", Kind::Text),
    ];
    each(gazette, map, &columns, |rows, context, document| {
        for citation in document.citations() {
            let place = context.at(citation.span());
            let number = citation.doc_number();
            let article = citation.article();
            context.write(rows, place.path.as_deref(), &gazette.read(citation.span()), citation.span());
            rows.text(place.eid.as_deref())
                .text(citation.title().map(Text::to_str).as_deref())
                .text(number.map(|n| n.text().to_str()).as_deref())
                .integer(article.map(|a| a.main))
                .integer(article.map(|a| u32::from(a.sub)).filter(|&sub| sub > 0))
                .integer(citation.paragraph())
                .integer(citation.item())
                .integer(citation.article_to().map(|a| a.main))
                .text(citation.target().map(gongbao::TargetRef::id).as_deref())
                .end_row();
        }
    })
}

pub(crate) fn assignments<'g>(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Batches {
    let columns = [
        ("division", Kind::Text),
        ("mode", Kind::Text),
        ("group", Kind::Integer),
        ("scope", Kind::Text),
        ("role", Kind::Text),
        ("unit", Kind::Text),
    ];
    each(gazette, map, &columns, |rows, context, document| {
        for assignment in document.assignments() {
            let (text, span) = (assignment.text().to_str(), assignment.span());
            let place = context.in_division(assignment.division(), span);
            for (index, group) in (0_u32..).zip(assignment.groups()) {
                let scope = group.scope().map(Text::to_str);
                let lead = group.lead().map(|unit| ("lead", unit));
                let units = group.units().map(|unit| ("unit", unit));
                for (role, unit) in lead.chain(units) {
                    context.write(rows, place.path.as_deref(), &text, span);
                    rows.text(place.eid.as_deref())
                        .text(Some(assignment.mode().name()))
                        .integer(Some(index))
                        .text(scope.as_deref())
                        .text(Some(role))
                        .text(Some(&unit.to_str()))
                        .end_row();
                }
            }
        }
    })
}

pub(crate) fn deadlines<'g>(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Batches {
    let columns = [("division", Kind::Text), ("until", Kind::Date), ("until_precision", Kind::Text)];
    each(gazette, map, &columns, |rows, context, document| {
        for deadline in document.deadlines() {
            let place = context.in_division(deadline.division(), deadline.span());
            context.write(rows, place.path.as_deref(), &deadline.text().to_str(), deadline.span());
            rows.text(place.eid.as_deref()).until(deadline.until()).end_row();
        }
    })
}

pub(crate) fn targets<'g>(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Batches {
    let columns = [
        ("division", Kind::Text),
        ("indicator", Kind::Text),
        ("comparator", Kind::Text),
        ("value", Kind::Text),
        ("unit", Kind::Text),
        ("due", Kind::Date),
        ("due_precision", Kind::Text),
        ("nature", Kind::Text),
    ];
    each(gazette, map, &columns, |rows, context, document| {
        for target in document.targets() {
            let place = context.at(target.span());
            context.write(rows, place.path.as_deref(), &gazette.read(target.span()), target.span());
            rows.text(place.eid.as_deref())
                .text(target.indicator().map(Text::to_str).as_deref())
                .text(target.comparator().map(gongbao::Comparator::name))
                .text(Some(&target.value().to_str()))
                .text(target.unit().map(Text::to_str).as_deref())
                .until(target.due())
                .text(target.nature().map(Text::to_str).as_deref())
                .end_row();
        }
    })
}

pub(crate) fn paragraphs<'g>(gazette: &'g Gazette<'g>, map: &'g OffsetMap) -> Batches {
    let columns = [
        ("unit", Kind::Text),
        ("division", Kind::Text),
        ("level", Kind::Text),
        ("marker", Kind::Text),
        ("heading", Kind::Text),
    ];
    each(gazette, map, &columns, |rows, context, document| {
        for unit in document.all_units() {
            let id = unit.id();
            for block in unit.body().walk() {
                let Block::Paragraph(paragraph) = block else { continue };
                let place = context.of_block(block);
                let division = match paragraph.parent() {
                    Some(Block::Division(division)) => Some(division),
                    _ => None,
                };
                context.write(rows, place.path.as_deref(), &paragraph.text().to_str(), block.span());
                rows.text(Some(&id))
                    .text(place.eid.as_deref())
                    .text(division.map(|d| d.level().name()))
                    .text(division.map(|d| d.marker().to_str()).as_deref())
                    .text(division.and_then(gongbao::Division::heading).map(Text::to_str).as_deref())
                    .end_row();
            }
        }
    })
}
