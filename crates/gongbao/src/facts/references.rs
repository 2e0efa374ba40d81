//! Places inside the document that its text points to: 本办法, 前款, 第五条第(二)项, 附件2.

use super::{Out, TextAt, kinds::Kinds};
use crate::{
    grammar::reference::{Join, Kind, Own, Provision, annex_at, join_at, own_at, previous_at, provision_at},
    model::{DivisionNumber, Level, ReferenceNode, TargetNode},
    source::Sign,
};

/// Finds the references of a text; what stands behind a 《title》 belongs to the citation.
pub(super) fn find(text: &TextAt<'_>, out: &mut Out<'_>) {
    let mut done = 0;
    for hit in text.scan.hits_of(Kinds::REFERENCE) {
        if hit.at() < done {
            continue;
        }
        done = match hit.sign {
            Sign::Own => own(text, hit.at(), out),
            Sign::Before => previous(text, hit.at(), out),
            Sign::Ordinal => ordinal(text, hit.at(), out),
            Sign::Annex => annex(text, hit.at(), out),
            _ => None,
        }
        .unwrap_or(done);
    }
}

fn last_char(text: &TextAt<'_>, at: usize) -> Option<char> {
    text.before(at).chars().next_back()
}

/// 本办法, 本法第十条, 本条第二款
fn own(text: &TextAt<'_>, at: usize, out: &mut Out<'_>) -> Option<usize> {
    let (own, len) = own_at(text.from(at), last_char(text, at))?;
    let end = at + len;
    let (base, unit) = match own {
        Own::Instrument(word) => {
            let unit = text.index.instrument(text.place.unit, word);
            (unit, if let TargetNode::Unit(unit) = unit { unit } else { text.place.unit })
        }
        Own::Part(kind) => (around(text, kind), text.place.unit),
    };
    if let Some((provision, len)) = provision_at(text.from(end)) {
        let target = below(text, base, unit, provision);
        return Some(series(text, at, end + len, target, provision, unit, out));
    }
    push(text, at, end, base, out);
    Some(end)
}

/// 前款, 前两条, 前项第一目
fn previous(text: &TextAt<'_>, at: usize, out: &mut Out<'_>) -> Option<usize> {
    let ((count, kind), len) = previous_at(text.from(at), last_char(text, at))?;
    let node = match around(text, kind) {
        // A paragraph has no number of its own: the place is the article.
        target if matches!(kind, Kind::Paragraph) => target,
        // Of several, the first; a count larger than there are is an author's slip.
        TargetNode::Node(node) => (0..count.min(8))
            .try_fold(node, |node, _| text.index.previous(node))
            .map_or(TargetNode::Nothing, TargetNode::Node),
        _ => TargetNode::Nothing,
    };
    let end = at + len;
    if let Some((provision, more)) = provision_at(text.from(end)).filter(|(p, _)| p.article.is_none()) {
        let target = below(text, node, text.place.unit, provision);
        push(text, at, end + more, target, out);
        return Some(end + more);
    }
    push(text, at, end, node, out);
    Some(end)
}

/// 第五条第(二)项 that no other instrument's name stands in front of.
fn ordinal(text: &TextAt<'_>, at: usize, out: &mut Out<'_>) -> Option<usize> {
    let (provision, len) = provision_at(text.from(at))?;
    let before = text.before(at);
    let of_other = before.ends_with(['》', '»', '〉', '法', '典', '）', ')', '号'])
        || ["法分则", "法总则", "条例", "规定", "办法", "细则", "规则", "章程", "公约", "协定", "决定"]
            .iter()
            .any(|w| before.ends_with(w))
            && !["依照规定", "按照规定"].iter().any(|w| before.ends_with(w));
    if of_other || text.place.amends {
        // The articles of another instrument, all of a series, are no references.
        return Some(end_of_series(text, at + len));
    }
    let unit = text.place.unit;
    let base = match provision {
        Provision { book: None, chapter: None, section: None, article: None, .. } => {
            around(text, Kind::Article)
        }
        _ => TargetNode::Unit(unit),
    };
    let target = below(text, base, unit, provision);
    Some(series(text, at, at + len, target, provision, unit, out))
}

/// 附件2
fn annex(text: &TextAt<'_>, at: usize, out: &mut Out<'_>) -> Option<usize> {
    let (number, len) = annex_at(text.from(at))?;
    let target = text.index.attachment(text.place.unit, number).map_or(TargetNode::Nothing, TargetNode::Unit);
    push(text, at, at + len, target, out);
    Some(at + len)
}

/// Adds a provision and those joined to it by 、 or 和; 至 makes one reference of two.
fn series(
    text: &TextAt<'_>,
    from: usize,
    to: usize,
    target: TargetNode,
    provision: Provision,
    unit: u32,
    out: &mut Out<'_>,
) -> usize {
    let (mut from, mut to, mut target, mut provision) = (from, to, target, provision);
    while let Some((join, skip)) = join_at(text.from(to)) {
        let Some((next, len)) = provision_at(text.from(to + skip)) else { break };
        if join == Join::To {
            to += skip + len;
            continue;
        }
        push(text, from, to, target, out);
        let base = match provision.article.filter(|_| next.article.is_none() && next.chapter.is_none()) {
            Some(article) => {
                text.index.part(unit, Level::Article, article).map_or(TargetNode::Nothing, TargetNode::Node)
            }
            None if next.article.is_none() && next.chapter.is_none() => around(text, Kind::Article),
            None => TargetNode::Unit(unit),
        };
        provision = Provision { article: next.article.or(provision.article), ..next };
        target = below(text, base, unit, next);
        (from, to) = (to + skip, to + skip + len);
    }
    push(text, from, to, target, out);
    to
}

fn end_of_series(text: &TextAt<'_>, mut to: usize) -> usize {
    while let Some((_, skip)) = join_at(text.from(to)) {
        let Some((_, len)) = provision_at(text.from(to + skip)) else { break };
        to += skip + len;
    }
    to
}

/// The division of a kind that the text stands in.
fn around(text: &TextAt<'_>, kind: Kind) -> TargetNode {
    let division = text.place.division;
    let find = |level| text.index.around(division, level);
    let found = match kind {
        Kind::Book => find(Level::Part),
        Kind::Chapter => find(Level::Chapter),
        Kind::Section => find(Level::Section),
        // Below a heading without articles, the words point to the numbered part that holds them.
        Kind::Article | Kind::Paragraph => {
            find(Level::Article).or_else(|| text.index.level(division).map(|_| division))
        }
        Kind::Item => find(Level::Item),
        Kind::Subitem => find(Level::Subitem),
    };
    found.map_or(TargetNode::Nothing, TargetNode::Node)
}

/// The narrowest part of `base` that a provision names and the text holds.
fn below(text: &TextAt<'_>, base: TargetNode, unit: u32, provision: Provision) -> TargetNode {
    let whole = DivisionNumber::one;
    let part = |level, number| text.index.part(unit, level, number).map(TargetNode::Node);
    let mut target = base;
    let mut missing = false;
    let wanted = [
        (Level::Part, provision.book.map(whole)),
        (Level::Chapter, provision.chapter.map(whole)),
        (Level::Section, provision.section.map(whole)),
        (Level::Article, provision.article),
    ];
    for (level, number) in wanted {
        if let Some(number) = number {
            target = part(level, number).unwrap_or(target);
            missing = part(level, number).is_none();
        }
    }
    if missing {
        return TargetNode::Nothing;
    }
    for (level, number) in [(Level::Item, provision.item), (Level::Subitem, provision.subitem)] {
        if let (Some(n), TargetNode::Node(node)) = (number, target) {
            target = text.index.item(node, level, n).map_or(target, TargetNode::Node);
        }
    }
    target
}

fn push(text: &TextAt<'_>, from: usize, to: usize, target: TargetNode, out: &mut Out<'_>) {
    let span = text.view.span(from, to);
    let leaf = text.derive(out.tables, from, to);
    out.facts.references.push(ReferenceNode { text: leaf, target, span });
}
