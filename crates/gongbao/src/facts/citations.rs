//! What a text cites: 《title》(number)第十条, numbers alone.

use core::ops::Range;

use super::{
    Out, Role, TextAt,
    kinds::Kinds,
    scan::Pair,
    terms::{Terms, is_defined_at},
};
use crate::{
    grammar::{
        citation::{
            agency_len, cited_number_at, is_inner_title, is_order_word, is_stage, names_document,
            number_tail_at, opens_year, order_at,
        },
        doc_number::DocNumberForm,
        organ::is_organ,
        reference::{Join, Provision, join_at, provision_at},
    },
    model::{CitationNode, DocNumberNode, Level, NONE, TargetNode},
    source::{Sign, Span},
};

/// A document number in the text: its parts and where it stands.
#[derive(Debug, Clone, Copy)]
struct Number {
    form: DocNumberForm,
    from: usize,
    to: usize,
}

/// Finds the citations of a text.
pub(super) fn find(text: &TextAt<'_>, terms: &Terms, out: &mut Out<'_>) {
    let mut hits = text.scan.hits_of(Kinds::NUMBER).peekable();
    let mut done = 0;
    let mut is_work = false;
    for pair in text.scan.titles {
        while let Some(hit) = hits.next_if(|h| h.at() < pair.open) {
            done = number_alone(text, hit.at(), hit.sign, done, out);
        }
        done = title(text, *pair, terms, &mut is_work, done, out).max(done);
    }
    for hit in hits {
        done = number_alone(text, hit.at(), hit.sign, done, out);
    }
}

/// Reads one 《title》 with what belongs to it; gives the offset behind.
fn title(
    text: &TextAt<'_>,
    pair: Pair,
    terms: &Terms,
    is_work: &mut bool,
    done: usize,
    out: &mut Out<'_>,
) -> usize {
    let inside = pair.inside(text.view.text);
    let behind = pair.end(text.view.text);
    let is_inner = || text.from(pair.open).starts_with('〈');
    if is_defined_at(text, pair.open) || is_inner() && !is_inner_title(inside) {
        return behind;
    }
    let target = match terms.get(inside) {
        Some(unit) => Some(unit).filter(|&u| u != NONE),
        None => text.index.titled(inside),
    };
    // In a series of plays the first alone has the word in front.
    let before = text.before(pair.open);
    let goes_on = *is_work && done > 0 && before.get(done..).is_some_and(|t| matches!(t, "" | "、" | "和"));
    *is_work = target.is_none() && (goes_on || !names_document(inside, before));
    if *is_work {
        return behind;
    }
    let (number, mut end) = number_behind(text, behind);
    let in_front = if number.is_none() { number_in_front(text, pair.open, out) } else { None };
    let printed = number.and_then(|n| text.view.text.get(n.from..n.to));
    let of_another = |&unit: &u32| {
        printed.is_some_and(|printed| text.index.has_other_number(unit, printed)) || is_repealed(text, end)
    };
    let by_number = || text.index.numbered(printed?);
    let target = target.filter(|unit| !of_another(unit)).or_else(by_number);
    let target = target.map_or(TargetNode::Nothing, TargetNode::Unit);
    let span = text.view.span(pair.open, end);
    let node = CitationNode {
        title: Some(text.derive(out.tables, pair.open + pair.open_len, pair.close)),
        doc_number: in_front.as_ref().map_or_else(|| number.map(|n| node_of(text, n, out)), |n| n.doc_number),
        article: None,
        paragraph: None,
        item: None,
        article_to: None,
        target: in_front
            .as_ref()
            .map(|n| n.target)
            .filter(|_| target == TargetNode::Nothing)
            .unwrap_or(target),
        span: in_front.map_or(span, |n| n.span.hull(span)),
    };
    let bracket = end;
    end = articles(text, &node, pair.open, end, out);
    if let Some(number) = number.filter(|n| n.to < bracket) {
        further_numbers(text, &node, number.to..bracket, out);
    }
    end
}

/// The number right in front of a title, which was read as one that stands alone and is the title's: 甲发〔2031〕6号《堤防办法》,
/// 甲发〔2031〕6号文件《堤防办法》.
fn number_in_front(text: &TextAt<'_>, open: usize, out: &mut Out<'_>) -> Option<CitationNode> {
    let before = text.before(open);
    let numbered = BETWEEN.iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    let last = out.facts.citations.last().filter(|_| numbered.ends_with('号'))?;
    let end = text.view.span(numbered.len() - '号'.len_utf8(), numbered.len()).end;
    let is_this = last.title.is_none() && last.article.is_none() && last.span.end == end;
    if is_this { out.facts.citations.pop() } else { None }
}

/// What may stand between a number and the title behind it.
const BETWEEN: [&str; 2] = ["文件", "文"];

/// Whether a title follows the number that ends in front of a text.
fn is_in_front_of_title(behind: &str) -> bool {
    BETWEEN.iter().find_map(|word| behind.strip_prefix(word)).unwrap_or(behind).starts_with('《')
}

/// The numbers that follow the first in the bracket behind a title, each a citation at its place: （甲发〔2031〕6号、
/// 甲发〔2031〕7号）.
fn further_numbers(text: &TextAt<'_>, node: &CitationNode, bracket: Range<usize>, out: &mut Out<'_>) {
    let mut at = bracket.start;
    while let Some(rest) = text.view.text.get(at..bracket.end) {
        let Some(join) = rest.chars().next().filter(|c| matches!(c, '、' | '，' | ',' | '；' | ';' | '和'))
        else {
            return;
        };
        let from = at + join.len_utf8();
        let Some((form, len)) = cited_number_at(text.from(from)) else { return };
        at = from + len;
        let number = Number { form, from, to: at };
        let doc_number = Some(node_of(text, number, out));
        let span = text.view.span(from, at);
        out.facts.citations.push(CitationNode { doc_number, span, ..node.clone() });
    }
}

/// The articles behind a title: each is a citation; without any, the title is one. Gives the offset behind.
fn articles(text: &TextAt<'_>, node: &CitationNode, open: usize, end: usize, out: &mut Out<'_>) -> usize {
    let behind = text.from(end);
    let gap = match behind.chars().next() {
        Some('的' | '中' | '规') => {
            ["的", "中的", "中", "规定的"].iter().find(|w| behind.starts_with(**w)).map_or(0, |w| w.len())
        }
        _ => 0,
    };
    // 《条例》（2031年修订）第八条
    let behind_stage = || {
        let stage = text.scan.paren_at(end).filter(|pair| is_stage(pair.inside(text.view.text)))?;
        let at = stage.end(text.view.text);
        Some((provision_at(text.from(at))?, at))
    };
    let first = provision_at(text.from(end + gap)).map(|p| (p, end + gap)).or_else(behind_stage);
    let Some(((mut provision, len), at)) = first else {
        out.facts.citations.push(node.clone());
        return end;
    };
    let (mut from, mut to) = (open, at + len);
    loop {
        let mut last = None;
        let mut next = None;
        while let Some((join, skip)) = join_at(text.from(to)) {
            let Some((found, len)) = provision_at(text.from(to + skip)) else { break };
            let found = inherit(provision, found);
            // A chapter is no place that a citation names: 第七章和第八章 is one citation of the whole.
            if join == Join::And && found.article.is_some() {
                next = Some((found, to + skip, to + skip + len));
                break;
            }
            last = found.article.or(last);
            to += skip + len;
        }
        let cited = CitationNode {
            article: provision.article,
            paragraph: provision.paragraph,
            item: provision.item,
            article_to: last.filter(|_| last != provision.article),
            target: inside_of(text, node.target, provision),
            span: text.view.span(from, to),
            ..node.clone()
        };
        out.facts.citations.push(cited);
        let Some((found, start, behind)) = next else { return to };
        (provision, from, to) = (found, start, behind);
    }
}

/// What the second of two provisions leaves out is what the first has: 第三条第一项、第二项.
fn inherit(first: Provision, second: Provision) -> Provision {
    if second.article.is_some() || second.chapter.is_some() || second.section.is_some() {
        return second;
    }
    let paragraph = second.paragraph.or(first.paragraph.filter(|_| second.item.is_some()));
    Provision { article: first.article, paragraph, ..second }
}

/// The article or item of a unit of this parse.
fn inside_of(text: &TextAt<'_>, target: TargetNode, provision: Provision) -> TargetNode {
    let (TargetNode::Unit(unit), Some(article)) = (target, provision.article) else { return target };
    let Some(node) = text.index.part(unit, Level::Article, article) else { return target };
    let item = provision.item.and_then(|n| text.index.item(node, Level::Item, n));
    TargetNode::Node(item.unwrap_or(node))
}

/// The number behind a title, in brackets or right there; and the offset behind what belongs to the title.
fn number_behind(text: &TextAt<'_>, behind: usize) -> (Option<Number>, usize) {
    // 《甲意见》和甲发〔2031〕6号: another document.
    let joined = text.from(behind).starts_with(['和', '与', '及', '或']);
    if let Some((form, len)) = cited_number_at(text.from(behind)).filter(|_| !joined) {
        return (Some(Number { form, from: behind, to: behind + len }), behind + len);
    }
    let mut at = behind;
    for _ in 0..2 {
        let Some(pair) = text.scan.paren_at(at) else { break };
        let inside = pair.inside(text.view.text);
        if let Some(number) = number_in(text, pair.open + pair.open_len, inside) {
            return (Some(number), pair.end(text.view.text));
        }
        if !is_stage(inside) {
            break;
        }
        at = pair.end(text.view.text);
    }
    (None, behind)
}

/// Whether what stands at an offset says of the titles in front of it that they are no longer in force:
/// `{("、" | "和" | …) 《title》 [bracket]} ["自" … "起"] ["同时" | …] ("废止" | …)`. A text does not repeal itself.
fn is_repealed(text: &TextAt<'_>, end: usize) -> bool {
    let mut at = end;
    for _ in 0..MOST_REPEALED {
        let rest = text.from(at);
        let joined = rest.trim_start_matches(['、', '，', '和', '与', '及', '以']);
        let open = at + rest.len() - joined.len();
        let next = text.scan.titles.partition_point(|pair| pair.open < open);
        let Some(pair) = text.scan.titles.get(next).filter(|pair| pair.open == open) else { break };
        at = number_behind(text, pair.end(text.view.text)).1;
    }
    let rest = text.from(at);
    let since = rest.char_indices().take(REPEAL_WINDOW).find(|&(_, c)| c == '起');
    let said = match since {
        Some((at, sign)) if rest.starts_with(['自', '从']) => {
            rest.get(at + sign.len_utf8()..).unwrap_or("")
        }
        _ => rest,
    };
    let said = ["同时", "予以", "即行", "一并", "相应", "自行"]
        .iter()
        .fold(said, |said, word| said.strip_prefix(word).unwrap_or(said));
    ["废止", "停止执行", "停止施行", "停止使用", "失效", "不再执行"].iter().any(|verb| said.starts_with(verb))
}

/// How many titles one verb repeals at most, as far as is looked.
const MOST_REPEALED: usize = 8;

/// How many characters the day takes at most from which on a text is repealed: 自本办法施行之日起.
const REPEAL_WINDOW: usize = 20;

/// How far into a bracket a number is looked for.
const NUMBER_WINDOW: usize = 150;

/// The first number in a bracket behind a title: 国办发〔2021〕18号, 国务院令第427号公布, 2016年1月5日教育部令第39号.
fn number_in(text: &TextAt<'_>, from: usize, inside: &str) -> Option<Number> {
    let stop = inside.find(['，', '；', ',', ';', '《', '。']).unwrap_or(inside.len());
    if stop > NUMBER_WINDOW {
        return None;
    }
    let segment = inside.get(..stop)?;
    // （第5号令）: the organ is the one that the sentence speaks of.
    if let Some(((form, true), len)) = order_at(segment) {
        return Some(Number { form, from, to: from + len });
    }
    for (at, c) in segment.char_indices() {
        let rest = segment.get(at..)?;
        let tail = if opens_year(c) { number_tail_at(rest) } else { None };
        if let Some((form, len)) = tail {
            let agency = agency_len(segment.get(..at)?);
            let start = from + at - agency;
            return Some(Number { form: DocNumberForm { agency, ..form }, from: start, to: from + at + len });
        }
        if c == '第' || c.is_numeric() {
            if let Some(number) = order(text, from + at) {
                // 甲部、乙部公告2031年第6号: all that stands in front of the last organ are organs too.
                let others = segment.get(..number.from.checked_sub(from)?).unwrap_or("");
                let is_joint = others.ends_with('、') && others.split_terminator('、').all(is_organ);
                return Some(Number { from: if is_joint { from } else { number.from }, ..number });
            }
        }
    }
    None
}

/// The number of an order whose year or 第 stands at `at`: 国务院令第777号, 第45号公告.
fn order(text: &TextAt<'_>, at: usize) -> Option<Number> {
    let ((form, named_behind), len) = order_at(text.from(at))?;
    let before = text.before(at);
    if !named_behind && !is_order_word(before) {
        return None;
    }
    let agency = agency_len(before);
    let form = DocNumberForm { agency: 0, ..form };
    (agency > 0).then_some(Number { form, from: at - agency, to: at + len })
}

/// Reads a number that stands alone, if one does at this sign; gives the offset behind all that is read.
fn number_alone(text: &TextAt<'_>, at: usize, sign: Sign, done: usize, out: &mut Out<'_>) -> usize {
    if at < done {
        return done;
    }
    let found = match sign {
        Sign::Digit => {
            let before = text.before(at);
            match before.chars().next_back().filter(|&c| opens_year(c)) {
                Some(c) => with_agency(text, at - c.len_utf8()),
                None => order(text, at),
            }
        }
        Sign::Ordinal => order(text, at),
        _ => None,
    };
    let Some(number) = found.filter(|n| n.from >= done) else { return done };
    // A history tells by numbers alone what made the text itself known and changed it.
    if text.place.role == Role::History && !is_in_front_of_title(text.from(number.to)) {
        return done;
    }
    let printed = text.view.text.get(number.from..number.to).unwrap_or("");
    let target = text.index.numbered(printed).map_or(TargetNode::Nothing, TargetNode::Unit);
    let node = CitationNode {
        title: None,
        doc_number: Some(node_of(text, number, out)),
        article: None,
        paragraph: None,
        item: None,
        article_to: None,
        target,
        span: text.view.span(number.from, number.to),
    };
    articles(text, &node, number.from, number.to, out)
}

/// The number whose bracketed year opens at `open`, if an agency stands in front.
fn with_agency(text: &TextAt<'_>, open: usize) -> Option<Number> {
    let (form, len) = number_tail_at(text.from(open))?;
    let agency = agency_len(text.before(open));
    let form = DocNumberForm { agency, ..form };
    (agency > 0).then_some(Number { form, from: open - agency, to: open + len })
}

fn node_of(text: &TextAt<'_>, number: Number, out: &Out<'_>) -> DocNumberNode {
    let Number { form, from, to } = number;
    let agency = if form.agency > 0 { text.view.span(from, from + form.agency) } else { Span::default() };
    DocNumberNode { text: text.derive(out.tables, from, to), agency, year: form.year, number: form.number }
}
