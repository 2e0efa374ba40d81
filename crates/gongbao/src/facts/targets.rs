//! Figures to be reached: rows of indicator tables, and sentences.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Out, TextAt, kinds::Kinds, scan::Hit, view::Scratch};
use crate::{
    grammar::{
        deadline::{Period, period_at, plan_at},
        goal::{Counted, Said, said_at, sets_goal},
        indicator::{counted_len, indicator, made, respective},
        reference::provision_at,
        target::{Figure, is_unit, next_figure, parse_cell},
        word::{Words, has_any},
    },
    model::{BlockKind, Comparator, Date, DocumentKind, Leaf, Slice, TableNode, Tables, TargetFactNode},
    source::Sign,
};

/// Which columns of an indicator table hold what.
#[derive(Debug)]
pub(super) struct Columns {
    indicator: usize,
    values: Vec<(usize, Option<Date>)>,
    unit: Option<usize>,
    nature: Option<usize>,
}

/// Reads the heads of a table; `None` if it is no table of indicators.
pub(super) fn columns(source: &str, table: TableNode, tables: &Tables) -> Option<Columns> {
    let heads: Vec<_> = table.columns.of(&tables.leaves).iter().map(|&l| tables.read(source, l)).collect();
    let is = has_any;
    let place = |words: &[&str]| heads.iter().position(|h| is(h, words));
    let nature = place(&["性质", "属性"]);
    let no_name = ["值", "性质", "属性", "类别", "类型", "单位", "来源", "说明", "解释", "分类"];
    let indicator = heads.iter().position(|h| is(h, &["指标"]) && !is(h, &no_name))?;
    let wanted: Vec<usize> = (0..heads.len()).filter(|&n| is(&heads[n], &["目标"])).collect();
    let years = (0..heads.len()).filter(|&n| {
        n != indicator
            && year_in(&heads[n]).is_some()
            && !is(&heads[n], &["现状", "基期", "基准", "实际", "完成"])
    });
    // Where no head says 目标, the last year is the one to be reached.
    let wanted = if wanted.is_empty() { years.rev().take(1).collect() } else { wanted };
    let values: Vec<_> = wanted.into_iter().map(|n| (n, heads.get(n).and_then(|h| year_in(h)))).collect();
    let unit = heads.iter().position(|h| matches!(&**h, "单位" | "计量单位" | "指标单位"));
    (!values.is_empty()).then_some(Columns { indicator, values, unit, nature })
}

fn year_in(head: &str) -> Option<Date> {
    let at = head.find(|c: char| c.is_ascii_digit())?;
    let rest = head.get(at..)?;
    match period_at(rest) {
        Some((period, _)) => period.until,
        None => rest.get(..4).filter(|_| rest.len() == 4)?.parse().ok().and_then(Date::year),
    }
}

/// Adds the targets of the rows of a table.
pub(super) fn rows(
    source: &str,
    columns: &Columns,
    rows: Slice,
    out: &mut Out<'_>,
    scratch: &mut Scratch<'_>,
) {
    for id in rows.ids() {
        if let Some(&cells) = out.tables.rows.get(id as usize) {
            row(source, columns, cells, out, scratch);
        }
    }
}

fn row(source: &str, columns: &Columns, cells: Slice, out: &mut Out<'_>, scratch: &mut Scratch<'_>) {
    let tables = &*out.tables;
    let cell = |n: usize| cells.of(&tables.cells).get(n).copied().flatten();
    let Some(name) = cell(columns.indicator) else { return };
    let (unit, nature) = (columns.unit.and_then(cell), columns.nature.and_then(cell));
    let view = scratch.view(source, out.tables.pieces_of(name), name.value);
    let part = |range: Range<usize>| out.tables.derive(name, view.span(range.start, range.end));
    let (name, unit) = match unit_in_name(view.text).filter(|_| columns.unit.is_none()) {
        Some((bare, range)) => (part(0..bare), Some(part(range))),
        None => (name, unit),
    };
    for &(n, due) in &columns.values {
        let Some(leaf) = cell(n) else { continue };
        let view = scratch.view(source, out.tables.pieces_of(leaf), leaf.value);
        if view.text.is_empty() || view.text.chars().all(|c| "—-－/～~".contains(c)) {
            continue;
        }
        let span = out.tables.hull_of(name).hull(out.tables.hull_of(leaf));
        let (figure, upper) = parse_cell(view.text);
        for figure in core::iter::once(figure).chain(upper) {
            let part = |range: Range<usize>| out.tables.derive(leaf, view.span(range.start, range.end));
            let fact = TargetFactNode {
                indicator: Some(as_value(name)),
                comparator: figure.comparator,
                value: part(figure.value),
                unit: figure.unit.map(part).or(unit.filter(|_| figure.comparator.is_some()).map(as_value)),
                due,
                nature: nature.map(as_value),
                span,
            };
            out.facts.targets.push(fact);
        }
    }
}

/// Where the name of an indicator ends and the unit stands that follows it in brackets: 林草覆盖率（%）.
fn unit_in_name(name: &str) -> Option<(usize, Range<usize>)> {
    let inside = name.strip_suffix([')', '）'])?;
    let open = inside.rfind(['(', '（']).filter(|&at| at > 0)?;
    let from = open + inside.get(open..)?.chars().next()?.len_utf8();
    is_unit(inside.get(from..)?).then_some((open, from..inside.len()))
}

fn as_value(leaf: Leaf) -> Leaf {
    Leaf { derived: true, ..leaf }
}

/// Finds the targets that the sentences of a text set.
pub(super) fn find(source: &str, text: &TextAt<'_>, out: &mut Out<'_>) {
    let kind = text.index.kind(text.place.unit);
    let of_plan = text.index.is_of_tasks(text.place.unit);
    let view = |tables: &Tables| outlook(source, text, tables);
    let mut done = 0;
    let mut due = Due::default();
    let mut seen = 0;
    let mut last_name = None;
    for (n, hit) in text.scan.hits.iter().enumerate() {
        if !hit.may_be(Kinds::TARGET) || hit.at() < done {
            continue;
        }
        let of_goals = |wide| match view(out.tables) {
            Outlook::Goals => true,
            Outlook::Ahead => wide,
            _ => false,
        };
        let Some(said) = said_at(text.view.text, hit.at(), of_plan, of_goals) else { continue };
        // What a whole part looks back on has been reached.
        if view(out.tables) == Outlook::Back
            || view(out.tables) == Outlook::Open
                && matches!(kind, Some(DocumentKind::Report | DocumentKind::Circular | DocumentKind::Letter))
                && !sets_goal(text.before(said.start))
        {
            continue;
        }
        // Of the figures between two targets the last that is a date by which something is due counts.
        let between = text.scan.hits.get(seen..n).unwrap_or_default();
        due.look_back(text, between.iter().rev().take_while(|h| h.at() >= done), hit.at());
        seen = n + 1;
        if let Some((figures, end)) = respective_figures(text, &said) {
            done = end;
            let from = figures.first().map_or(end, |(name, _)| name.start);
            add_each(text, figures, (from, end), due.of(text, hit.at()), out);
            continue;
        }
        let last = last_name.take().filter(|_| !text.passes_stop(done, said.start));
        let Some((name, from, to)) = name_of(text, &said, last) else { continue };
        last_name = Some(name.clone());
        done = said.end;
        let (counted, behind) = (said.counted == Counted::Behind && name.start >= said.end, to);
        let span = text.view.span(from, to);
        let name = Some(text.derive(out.tables, name.start, name.end));
        let limit = due.of(text, hit.at());
        for figure in core::iter::once(said.figure).chain(said.upper) {
            let Figure { comparator, value, unit } = figure;
            let unit = unit.map(|u| text.derive(out.tables, u.start, u.end));
            let value = text.derive(out.tables, value.start, value.end);
            let (indicator, due, nature) = (name, limit, None);
            out.facts.targets.push(TargetFactNode { indicator, comparator, value, unit, due, nature, span });
        }
        if counted {
            let (more, end) = counted_after(text, behind);
            done = done.max(end);
            for (name, figure) in more {
                let (from, end) = (figure.value.start, name.end);
                add_each(text, alloc::vec![(name, figure)], (from, end), limit, out);
            }
        }
    }
}

/// What else a verb counts behind the first, and where the last ends: 打造1个园区|、2条产业链和3个平台.
fn counted_after(text: &TextAt<'_>, mut at: usize) -> (Vec<Named>, usize) {
    let mut more = Vec::new();
    while let Some((figure, end)) =
        next_figure(text.view.text, at).filter(|_| !text.from(at).starts_with(['，', ',']))
    {
        let len = counted_len(text.from(end));
        let counts = figure.unit.clone().is_some_and(|u| is_count(text.view.text.get(u).unwrap_or("")));
        if len < "平台".len() || !counts {
            break;
        }
        at = end + len;
        more.push((end..at, Figure { comparator: figure.comparator.or(Some(Comparator::Equal)), ..figure }));
    }
    (more, at)
}

/// Whether a unit counts things: 个, 家, 万名.
fn is_count(unit: &str) -> bool {
    unit.ends_with(['个', '家', '名', '条', '项', '所', '座', '处', '支', '批', '场', '套', '门', '种', '件'])
}

/// A figure and what it is said of.
type Named = (Range<usize>, Figure);

/// The figures of several indicators, each with what it is said of, and where the last ends: 甲、乙分别达到98%和96%以上.
fn respective_figures(text: &TextAt<'_>, said: &Said) -> Option<(Vec<Named>, usize)> {
    let before = text.before(said.start);
    if said.upper.is_some() || !before.ends_with(['别', '比', '争', '约']) {
        return None;
    }
    let mut figures = alloc::vec![said.figure.clone()];
    let mut end = said.end;
    while let Some((figure, next)) = next_figure(text.view.text, end) {
        let comparator = figure.comparator.or(said.figure.comparator);
        figures.push(Figure { comparator, ..figure });
        end = next;
    }
    let names = if figures.len() > 1 { respective(before, figures.len())? } else { return None };
    Some((names.into_iter().zip(figures).collect(), end))
}

/// Adds the targets that one verb sets for several indicators.
fn add_each(
    text: &TextAt<'_>,
    figures: Vec<Named>,
    (from, end): (usize, usize),
    due: Option<Date>,
    out: &mut Out<'_>,
) {
    let span = text.view.span(from, end);
    for (name, Figure { comparator, value, unit }) in figures {
        let derive = |range: Range<usize>| text.derive(out.tables, range.start, range.end);
        let fact = TargetFactNode {
            indicator: Some(derive(name)),
            comparator,
            value: derive(value),
            unit: unit.map(derive),
            due,
            nature: None,
            span,
        };
        out.facts.targets.push(fact);
    }
}

/// What a figure is said of, and where both together begin and end: the words beside it, or `last`, of which the sentence
/// goes on to speak. A figure of which the sentence does not say what it counts is of no use to anyone.
fn name_of(
    text: &TextAt<'_>,
    said: &Said,
    last: Option<Range<usize>>,
) -> Option<(Range<usize>, usize, usize)> {
    let mut name = if said.counted == Counted::Behind {
        said.end..said.end + counted_len(text.from(said.end))
    } else {
        said.name.clone().unwrap_or_else(|| indicator(text.before(said.start)))
    };
    // 高标准农田建设不少于10亩: nothing follows.
    if name.is_empty() && said.counted == Counted::Behind {
        // 残疾人培训330人次
        let before = Some(indicator(text.before(said.start))).filter(|n| n.len() > "三年".len());
        let words = text.view.text.get(said.start..said.figure.value.start).unwrap_or("");
        let is_noun = matches!(words, "培训" | "建设" | "培养" | "创建");
        name = before.map_or(name, |n| if is_noun { n.start..said.start + words.len() } else { n });
    }
    let words = text.view.text.get(name.clone()).unwrap_or("");
    // 20|亿级项目不少于12个: the other figure counts.
    if said.counted == Counted::Behind
        && name.start >= said.end
        && words.contains(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let is_count = !said.is_amount
        && !["建设", "新", "发"].iter().any(|w| words.starts_with(w))
        && made(words) + "示范村".len() <= words.len();
    if said.counted == Counted::Beside || is_count && said.counted == Counted::InFront {
        name.start += made(words);
    }
    // 第二十三条罚款上限提高到10万元 tells what a rule says now.
    if text.view.text.get(name.clone()).is_some_and(|name| provision_at(name).is_some()) {
        return None;
    }
    if !name.is_empty() {
        let (from, to) = (name.start.min(said.start), name.end.max(said.end));
        return Some((name, from, to));
    }
    // 增长5%，… 其中下降3% go on with a share; what is counted has a name of its own.
    last.filter(|_| said.is_amount).map(|name| (name, said.start, said.end))
}

/// What the part of a document that holds a text speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    /// What has been.
    Back,
    /// What is to be.
    Ahead,
    /// Goals and tasks.
    Goals,
    /// The headings do not say.
    Open,
}

/// What the division speaks of in which a text stands.
fn outlook(source: &str, text: &TextAt<'_>, tables: &Tables) -> Outlook {
    let (division, known) = (text.place.division, &text.index.outlook);
    match known.get() {
        Some((at, outlook)) if at == division => outlook,
        _ => {
            let outlook = outlook_of(source, division, tables);
            known.set(Some((division, outlook)));
            outlook
        }
    }
}

/// Reads it from the headings above, the nearest that says it first. `O(depth)`.
fn outlook_of(source: &str, division: u32, tables: &Tables) -> Outlook {
    let mut at = division;
    while let Some(node) = tables.nodes.get(at as usize) {
        if let BlockKind::Division(n) = node.kind {
            let heading = tables.divisions.get(n as usize).and_then(|d| d.heading);
            let words = heading.map(|leaf| tables.read(source, leaf)).unwrap_or_default();
            match outlooks_in(&words) {
                [Some(outlook), None, None] | [None, Some(outlook), None] | [None, _, Some(outlook)] => {
                    return outlook;
                }
                _ => {}
            }
        }
        at = node.parent;
    }
    Outlook::Open
}

/// What the words of a heading say: that it looks back, ahead, and at goals.
fn outlooks_in(heading: &str) -> [Option<Outlook>; 3] {
    const WORDS: Words<'_, '_> = Words::new(&[
        "背景",
        "形势",
        "面临",
        "存在问题",
        "存在的问题",
        "回顾",
        "取得的",
        "主要成效",
        "主要成就",
        "发展成就",
        "工作进展",
        "主要进展",
        "进展情况",
        "现状",
        "发展基础",
        "完成情况",
        "重点工作",
        "工作安排",
        "建议",
        "打算",
        "部署",
        "展望",
        "工作要求",
        "措施",
        "目标",
        "任务",
    ]);
    let (mut found, mut rest) = ([None; 3], heading);
    while let Some((at, word)) = WORDS.first_in(rest) {
        match word {
            "目标" | "任务" => found[2] = Some(Outlook::Goals),
            "重点工作" | "工作安排" | "建议" | "打算" | "部署" | "展望" | "工作要求" | "措施" =>
            {
                found[1] = Some(Outlook::Ahead);
            }
            _ => found[0] = Some(Outlook::Back),
        }
        rest = rest.get(at + word.len()..).unwrap_or("");
    }
    found
}

/// How far from its figure the date stands by which it is due, in bytes.
const FARTHEST: usize = 900;

/// The date in the same sentence by which a figure is due: 到2025年,…达到90%.
#[derive(Default)]
struct Due {
    date: Option<Date>,
    at: usize,
}

impl Due {
    /// Looks for a date among figures, the nearest first.
    fn look_back<'h>(&mut self, text: &TextAt<'_>, figures: impl Iterator<Item = &'h Hit>, at: usize) {
        for hit in figures.take_while(|h| at - h.at() < FARTHEST) {
            let may_be = matches!(hit.sign, Sign::Digit | Sign::OpenQuote | Sign::StraightQuote);
            if may_be && hit.may_be(Kinds::DATE) && self.see(text, hit.at()) {
                return;
            }
        }
    }

    /// Takes the date at `at`, if one by which something is due stands there.
    fn see(&mut self, text: &TextAt<'_>, at: usize) -> bool {
        let before = text.before(at);
        let found = match text.from(at) {
            _ if before.ends_with('前') => None,
            quoted if quoted.starts_with(['“', '"']) => {
                plan_at(quoted).filter(|(plan, _)| !plan.is_stretch())
            }
            rest => period_at(rest),
        };
        let due = |len| before.ends_with(['到', '至']) || text.from(at + len).starts_with('前');
        // 2031年，实施项目30个: the year that the sentence begins with.
        let is_year = |period: &Period, len: usize| {
            period.is_year()
                && !text.before(at + len).ends_with('度')
                && (before.is_empty() || before.ends_with(['。', '；', '，', ';', ',', '：', ':']))
        };
        let found = found.filter(|(period, len)| due(*len) || is_year(period, *len));
        let Some((period, _)) = found else { return false };
        self.date = period.until;
        self.at = at;
        true
    }

    fn of(&self, text: &TextAt<'_>, at: usize) -> Option<Date> {
        let between = text.view.text.get(self.at..at)?;
        // Beyond a full stop another sentence begins; a very long sentence is a list.
        (self.date.is_some() && between.len() < FARTHEST && !between.contains('。')).then_some(self.date)?
    }
}
