//! Where a view stands: place, text, what is above it and what below.

use gongbao::{Block, Division, Gazette, Span, Text, Unit};
use gongbao_arrow::{reading_of_block, reading_of_unit};

use crate::{
    key::{Key, Kind, OF_ISSUE},
    views::find as lookup,
};

/// How many characters a `repr` shows of a text.
const SHOWN: usize = 30;

fn hull<'g>(texts: impl Iterator<Item = Text<'g>>) -> Option<Span> {
    texts.map(Text::span).reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)))
}

/// The place of a view; `None` for a key that fits nothing.
pub(crate) fn span(g: &Gazette<'_>, key: Key) -> Option<Span> {
    match key.kind {
        Kind::Document | Kind::Enclosure | Kind::Attachment => g.unit(key.a).map(Unit::span),
        Kind::Division | Kind::Paragraph | Kind::Table | Kind::Roster | Kind::Box | Kind::QA => {
            g.block(key.a).map(Block::span)
        }
        Kind::Record => lookup::record(g, key).map(|it| {
            let dates = [it.published_on(), it.written_on(), it.repealed_on()];
            let texts = [it.index_number(), it.publisher(), it.title(), it.topic(), it.number()];
            let dates = dates.into_iter().flatten().map(gongbao::Dated::text);
            hull(texts.into_iter().flatten().chain(dates).chain(it.keywords())).unwrap_or_default()
        }),
        Kind::Issue => lookup::issue(g, key).map(|it| {
            let date = it.published_on().map(gongbao::Dated::text);
            let head = hull([it.title(), it.sponsor(), date].into_iter().flatten());
            let contents = it.contents().map(gongbao::Contents::span);
            head.into_iter()
                .chain(contents)
                .reduce(|a, b| Span::new(a.start.min(b.start), a.end.max(b.end)))
                .unwrap_or_default()
        }),
        Kind::Contents => lookup::contents(g, key).map(gongbao::Contents::span),
        Kind::Signer => {
            lookup::signer(g, key).map(|it| hull(it.post().into_iter().chain(it.name())).unwrap_or_default())
        }
        Kind::HistoryEntry => lookup::history(g, key).map(|it| it.text().span()),
        Kind::RosterGroup => lookup::group(g, key).map(|it| {
            let members = it.members().flat_map(|m| m.post().into_iter().chain(m.name()));
            hull(it.role().into_iter().chain(members)).unwrap_or_default()
        }),
        Kind::Member => {
            lookup::member(g, key).map(|it| hull(it.name().into_iter().chain(it.post())).unwrap_or_default())
        }
        Kind::Citation => lookup::citation(g, key).map(gongbao::Citation::span),
        Kind::Reference => lookup::reference(g, key).map(gongbao::Reference::span),
        Kind::Assignment => lookup::assignment(g, key).map(gongbao::Assignment::span),
        Kind::AssignmentGroup => lookup::assignment_group(g, key)
            .map(|it| hull(it.scope().into_iter().chain(it.lead()).chain(it.units())).unwrap_or_default()),
        Kind::Target => lookup::target(g, key).map(gongbao::Target::span),
        Kind::Deadline => lookup::deadline(g, key).map(gongbao::Deadline::span),
        Kind::DateMention => lookup::date_mention(g, key).map(gongbao::DateMention::span),
        Kind::Term => lookup::term(g, key).map(gongbao::Term::span),
        Kind::Furniture => lookup::furniture(g, key).map(gongbao::Furniture::span),
        Kind::Diagnostic => lookup::diagnostic(g, key).map(|it| it.span),
    }
}

/// How a view reads.
pub(crate) fn reading(g: &Gazette<'_>, key: Key) -> Option<String> {
    if key.is_unit() {
        return g.unit(key.a).map(|unit| reading_of_unit(g, unit));
    }
    if key.is_block() {
        return g.block(key.a).map(|block| reading_of_block(g, block));
    }
    span(g, key).map(|span| g.read(span))
}

pub(crate) fn reading_of_gazette(g: &Gazette<'_>) -> String {
    g.documents().map(|document| reading_of_unit(g, *document)).collect::<Vec<_>>().join("\n")
}

/// What a view belongs to; `None` is the gazette itself.
pub(crate) fn parent(g: &Gazette<'_>, key: Key) -> Option<Key> {
    if key.is_unit() {
        return g.unit(key.a)?.parent().map(Key::unit);
    }
    if key.is_block() {
        let handle = g.block(key.a)?.handle();
        return Some(handle.parent().map_or_else(|| Key::unit(handle.unit()), Key::block));
    }
    match key.kind {
        Kind::Contents if key.a == OF_ISSUE => Some(Key::new(Kind::Issue, 0)),
        Kind::Contents | Kind::Signer | Kind::HistoryEntry => g.unit(key.a).map(Key::unit),
        Kind::RosterGroup => Some(Key::new(Kind::Roster, key.a)),
        Kind::Member => Some(Key { kind: Kind::RosterGroup, c: 0, ..key }),
        Kind::AssignmentGroup => Some(Key { kind: Kind::Assignment, c: 0, ..key }),
        Kind::Record | Kind::Issue | Kind::Furniture | Kind::Diagnostic => None,
        _ => at(g, span(g, key)?.start).or_else(|| g.unit(key.a).map(Key::unit)),
    }
}

fn label(division: Division<'_>) -> String {
    let heading = division.heading().map(Text::to_str).unwrap_or_default();
    format!("{}{heading}", division.marker().to_str())
}

/// The titles and headings from the document down to the view.
pub(crate) fn breadcrumbs(g: &Gazette<'_>, key: Key) -> Vec<String> {
    let mut steps = Vec::new();
    let mut next = Some(key);
    while let Some(key) = next {
        match key.kind {
            Kind::Division | Kind::Box | Kind::QA => match g.block(key.a) {
                Some(Block::Division(division)) => steps.push(label(division)),
                Some(Block::Box(frame)) => steps.push(frame.label().to_string()),
                Some(Block::Qa(qa)) => steps.push(qa.question().to_string()),
                _ => {}
            },
            _ if key.is_unit() => {
                steps.extend(g.unit(key.a).and_then(Unit::title).map(|title| title.to_string()));
            }
            _ => {}
        }
        next = parent(g, key);
    }
    steps.reverse();
    steps
}

/// A unit's blocks, then what it encloses and what is attached to it, each before what lies below.
pub(crate) fn walk_unit(unit: Unit<'_>) -> Vec<Key> {
    let mut out = vec![Key::unit(unit)];
    out.extend(unit.body().walk().map(Key::block));
    unit.enclosures().for_each(|below| out.extend(walk_unit(*below)));
    unit.attachments().for_each(|below| out.extend(walk_unit(*below)));
    out
}

/// The view and all below it.
pub(crate) fn walk(g: &Gazette<'_>, key: Key) -> Vec<Key> {
    if key.is_unit() {
        return g.unit(key.a).map(walk_unit).unwrap_or_default();
    }
    let below = key.is_block().then(|| g.block(key.a)).flatten();
    let below = below.into_iter().flat_map(|block| block.children().walk().map(Key::block));
    std::iter::once(key).chain(below).collect()
}

/// What has an id or eid.
pub(crate) fn find(g: &Gazette<'_>, eid: &str) -> Option<Key> {
    let is_below = |above: &str| eid.strip_prefix(above).is_some_and(|rest| rest.starts_with("__"));
    for unit in (0..).map_while(|index| g.unit(index)) {
        let id = unit.id();
        if id == eid {
            return Some(Key::unit(unit));
        }
        let found = if is_below(&id) { find_in(unit.body(), eid) } else { None };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn find_in(blocks: gongbao::Blocks<'_>, eid: &str) -> Option<Key> {
    for block in blocks {
        if let Block::Division(division) = block {
            let own = division.eid();
            if own == eid {
                return Some(Key::block(block));
            }
            if !eid.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with("__")) {
                continue;
            }
        }
        if let Some(found) = find_in(block.children(), eid) {
            return Some(found);
        }
    }
    None
}

/// The innermost unit or block at a byte.
pub(crate) fn at(g: &Gazette<'_>, byte: u32) -> Option<Key> {
    let holds = |span: Span| span.start <= byte && byte < span.end;
    let units = (0..).map_while(|index| g.unit(index)).take_while(|unit| unit.span().start <= byte);
    let unit = units.filter(|unit| holds(unit.span())).last()?;
    let mut found = None;
    let mut blocks = unit.body();
    while let Some(block) = blocks.take_while(|b| b.span().start <= byte).find(|b| holds(b.span())) {
        found = Some(block);
        blocks = block.children();
    }
    Some(found.map_or_else(|| Key::unit(unit), Key::block))
}

/// The issue's name and numbers, with a blank in front; empty where there is none.
pub(crate) fn issue_name(g: &Gazette<'_>) -> String {
    let Some(issue) = g.issue() else { return String::new() };
    let title = issue.title().map(Text::to_str).unwrap_or_default();
    let year = issue.year().map(|year| year.to_string()).unwrap_or_default();
    let numbers: Vec<_> = issue.numbers().map(|n| n.to_string()).collect();
    let words = [title.into_owned(), year, numbers.join("-")];
    let words: Vec<_> = words.into_iter().filter(|w| !w.is_empty()).collect();
    if words.is_empty() { String::new() } else { format!(" {}", words.join(" ")) }
}

/// The `repr` of a view: its class, its id and how it begins.
pub(crate) fn shown(g: &Gazette<'_>, key: Key) -> String {
    let id = match g.block(key.a) {
        _ if key.is_unit() => g.unit(key.a).map(Unit::id),
        Some(Block::Division(division)) if key.kind == Kind::Division => Some(division.eid()),
        _ => None,
    };
    let title = match key.kind {
        Kind::Record => lookup::record(g, key).and_then(gongbao::Record::title),
        _ if key.is_unit() => g.unit(key.a).and_then(Unit::title),
        _ => None,
    };
    let text = match (key.kind, g.block(key.a)) {
        (Kind::Division, Some(Block::Division(division))) if division.heading().is_some() => label(division),
        _ if key.is_unit() || title.is_some() => title.map(|title| title.to_string()).unwrap_or_default(),
        (Kind::Diagnostic, _) => lookup::diagnostic(g, key)
            .map(|it| format!("{} {}: {it}", it.code(), it.severity().name()))
            .unwrap_or_default(),
        // The beginning is enough, and a document is long.
        (Kind::Issue, _) => issue_name(g).trim().to_owned(),
        // What is read of a place leaves furniture out.
        (Kind::Furniture, _) => lookup::furniture(g, key).map(|it| it.text().to_owned()).unwrap_or_default(),
        _ => span(g, key).map(|span| g.read(beginning(g, span))).unwrap_or_default(),
    };
    let mut short: String = text.chars().take(SHOWN).collect();
    if text.chars().nth(SHOWN).is_some() {
        short.push('…');
    }
    let words = [Some(key.kind.name().to_owned()), id, (!short.is_empty()).then_some(short)];
    format!("<{}>", words.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// As much of a place as a `repr` can show, page breaks and blanks reckoned with.
fn beginning(g: &Gazette<'_>, span: Span) -> Span {
    let source = g.source();
    let mut end = span.end.min(span.start.saturating_add(1000)) as usize;
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    Span::new(span.start, end as u32)
}
