//! The questions that users ask of a gazette: whose duty, due when, who cites whom, where does this stand.

use alloc::{
    collections::BTreeMap,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt::{self, Write};

use super::{
    Assignment, AssignmentGroup, Block, Blocks, Cx, Date, Deadline, Division, Document, Gazette, NONE, Slice,
    TargetRef, Text, Unit,
};
use crate::source::Span;

/// A duty of a unit: the clause that gives it, and the part that the unit has in it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Duty<'g> {
    /// The document that gives the duty.
    pub document: Document<'g>,
    /// The clause.
    pub assignment: Assignment<'g>,
    /// Whether the unit leads (牵头).
    pub leads: bool,
}

/// A document, or a part of one, that cites or is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GraphNode {
    /// A document, enclosure or attachment of this parse, by its id.
    Inside {
        /// The id: `doc_1__enc_1`.
        id: String,
    },
    /// A document outside of the text, by its title, else by its number.
    Outside {
        /// The title as cited first, without 《》.
        title: Option<String>,
        /// The document number as cited first.
        number: Option<String>,
    },
}

/// Who cites whom, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct GraphEdge {
    /// The place of the citing document in [`CitationGraph::nodes`].
    pub from: usize,
    /// The place of what it cites there.
    pub to: usize,
    /// Where it is cited, in order.
    pub places: Vec<Span>,
}

/// The citations of a gazette as a graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CitationGraph {
    /// The documents of the parse in order, then whatever else is cited, in the order of the first citation.
    pub nodes: Vec<GraphNode>,
    /// One edge for each pair, in the order of the first citation.
    pub edges: Vec<GraphEdge>,
}

/// The headings above a place.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Breadcrumbs<'g> {
    /// The document, enclosure or attachment.
    pub unit: Unit<'g>,
    /// The divisions, from the outermost to the innermost.
    pub divisions: Vec<Division<'g>>,
}

impl fmt::Display for Breadcrumbs<'_> {
    /// The title and the headings with their markers, parted by ` › `.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.unit.title() {
            Some(title) => write!(f, "{title}")?,
            None => f.write_str(&self.unit.id())?,
        }
        for division in &self.divisions {
            write!(f, " › {}", division.marker())?;
            if let Some(heading) = division.heading() {
                write!(f, "{heading}")?;
            }
        }
        Ok(())
    }
}

impl Gazette<'_> {
    /// All duties of a unit, in the order of the text.
    ///
    /// A name with its place (天津市教委) and one without (市教委) mean the same unit where the group's scope, or
    /// without a scope the document's issuer, is that place. Time linear in the number of units in all clauses.
    ///
    /// ```
    /// let text = "天津市人民政府办公厅关于做好招生工作的通知\n津政办发〔2024〕1号\n各区人民政府:\n\
    ///             一、落实责任。各校要认真做好招生工作。(市教委牵头,市公安局配合)\n天津市人民政府办公厅\n2024年5月6日";
    /// let gazette = gongbao::parse(text);
    /// let duty = gazette.duties_of("天津市教委").next().unwrap();
    /// assert!(duty.leads);
    /// assert_eq!(gazette.duties_of("市公安局").count(), 1);
    /// assert_eq!(gazette.duties_of("庆阳市教委").count(), 0);
    /// ```
    pub fn duties_of<'q>(&'q self, unit: &'q str) -> impl Iterator<Item = Duty<'q>> {
        self.documents().flat_map(move |document| {
            document.assignments().filter_map(move |assignment| {
                let mut part = None;
                for group in assignment.groups() {
                    let is = |name: Text<'_>| same_unit(&name.to_str(), unit, group, document);
                    if group.lead().any(is) {
                        part = Some(true);
                    } else if part.is_none() && group.units().any(is) {
                        part = Some(false);
                    }
                }
                part.map(|leads| Duty { document, assignment, leads })
            })
        })
    }

    /// Everything whose last day lies before a date, in the order of the text. Time linear in the number of deadlines.
    ///
    /// ```
    /// let text = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n\
    ///             2024年6月底前完成检查，2025年底前完成整改。\n某市人民政府\n2024年5月6日";
    /// let gazette = gongbao::parse(text);
    /// let date = gongbao::Date::day(2024, 7, 1).unwrap();
    /// let due: Vec<_> = gazette.due_before(date).map(|(_, d)| d.text().to_string()).collect();
    /// assert_eq!(due, ["2024年6月底前"]);
    /// ```
    pub fn due_before(&self, date: Date) -> impl Iterator<Item = (Document<'_>, Deadline<'_>)> {
        let limit = date.first_day();
        self.documents().flat_map(move |document| {
            document
                .deadlines()
                .filter(move |d| d.until().is_some_and(|until| until.last_day() < limit))
                .map(move |d| (document, d))
        })
    }

    /// Who cites whom. A citation of an article counts for what holds the article.
    ///
    /// Time `O(c log c)` in the number of citations.
    ///
    /// ```
    /// let text = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n\
    ///             根据《中华人民共和国防洪法》第七条和《中华人民共和国防洪法》的规定，现通知如下。\n某市人民政府\n2024年5月6日";
    /// let gazette = gongbao::parse(text);
    /// let graph = gazette.citation_graph();
    /// assert_eq!((graph.nodes.len(), graph.edges.len()), (2, 1));
    /// assert_eq!(graph.edges[0].places.len(), 2);
    /// ```
    pub fn citation_graph(&self) -> CitationGraph {
        let mut graph = CitationGraph::default();
        let mut ids = BTreeMap::new();
        let mut edges = BTreeMap::new();
        for document in self.documents() {
            let id = document.id();
            ids.insert(id.clone(), graph.nodes.len());
            graph.nodes.push(GraphNode::Inside { id });
        }
        for (from, document) in self.documents().enumerate() {
            for citation in document.citations() {
                let title = citation.title().map(|t| t.to_string());
                let number = citation.doc_number().map(|n| n.text().to_string());
                let (key, node) = if let Some(target) = citation.target() {
                    let id = unit_of(target).id();
                    (id.clone(), GraphNode::Inside { id })
                } else {
                    // No id begins with 《, so titles and ids share the map.
                    let name = title.as_ref().or(number.as_ref()).map_or("", String::as_str);
                    (["《", name].concat(), GraphNode::Outside { title, number })
                };
                let to = *ids.entry(key).or_insert_with(|| {
                    graph.nodes.push(node);
                    graph.nodes.len() - 1
                });
                let at = *edges.entry((from, to)).or_insert_with(|| {
                    graph.edges.push(GraphEdge { from, to, places: Vec::new() });
                    graph.edges.len() - 1
                });
                graph.edges[at].places.push(citation.span());
            }
        }
        graph
    }

    /// The innermost document, enclosure or attachment at a byte of the source. `O(log n)` and the depth.
    ///
    /// ```
    /// let text = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n请做好防汛工作。\n\
    ///             某市人民政府\n2024年5月6日";
    /// let gazette = gongbao::parse(text);
    /// let at = text.find("请做好").unwrap() as u32;
    /// assert_eq!(gazette.unit_at(at).unwrap().id(), "doc_1");
    /// ```
    pub fn unit_at(&self, offset: u32) -> Option<Unit<'_>> {
        let cx = self.cx();
        let units = &cx.tables.units;
        let mut id = units.partition_point(|u| u.span.start <= offset).checked_sub(1)? as u32;
        loop {
            let unit = units.get(id as usize)?;
            if holds(unit.span, offset) {
                return Some(Unit { cx, id });
            }
            id = unit.parent;
        }
    }

    /// The innermost block of a body at a byte of the source. `O(log n)` and the depth.
    ///
    /// ```
    /// let text = "第一条　为了规范工作，制定本办法。\n第二条　本办法自公布之日起施行。";
    /// let gazette = gongbao::parse(text);
    /// let block = gazette.block_at(text.find("自公布").unwrap() as u32).unwrap();
    /// assert_eq!(block.type_name(), "paragraph");
    /// assert_eq!(gazette.breadcrumbs(block.span()).unwrap().divisions.len(), 1);
    /// ```
    pub fn block_at(&self, offset: u32) -> Option<Block<'_>> {
        let unit = self.unit_at(offset)?;
        let cx = unit.cx;
        let body = unit.node().body;
        let nodes = body.of(&cx.tables.nodes);
        let near = nodes.partition_point(|n| n.span.start <= offset).checked_sub(1)?;
        let mut id = body.start + near as u32;
        while id != NONE {
            let node = cx.tables.nodes.get(id as usize)?;
            if holds(node.span, offset) {
                return Some(Block::new(cx, id));
            }
            id = node.parent;
        }
        None
    }

    /// The headings above the beginning of a span. `O(log n)` and the depth.
    ///
    /// ```
    /// let text = "第一章　总则\n第一条　为了规范工作，制定本办法。\n第二条　本办法自公布之日起施行。";
    /// let gazette = gongbao::parse(text);
    /// let at = text.find("制定").unwrap() as u32;
    /// let path = gazette.breadcrumbs(gongbao::Span::new(at, at + 6)).unwrap();
    /// assert_eq!(path.to_string(), "doc_1 › 第一章总则 › 第一条");
    /// ```
    pub fn breadcrumbs(&self, span: Span) -> Option<Breadcrumbs<'_>> {
        let unit = self.unit_at(span.start)?;
        let mut divisions = Vec::new();
        let mut above = self.block_at(span.start);
        while let Some(block) = above {
            if let Block::Division(division) = block {
                divisions.push(division);
            }
            above = block.handle().parent();
        }
        divisions.reverse();
        Some(Breadcrumbs { unit, divisions })
    }

    /// What has an id or eid. Time linear in the number of parts beside the one on each level above it.
    ///
    /// ```
    /// let gazette = gongbao::parse("第一条　为了规范工作，制定本办法。\n第二条　本办法自公布之日起施行。");
    /// let found = gazette.find("doc_1__art_2").unwrap();
    /// assert_eq!(found.id(), "doc_1__art_2");
    /// assert!(gazette.find("doc_1__art_3").is_none());
    /// ```
    pub fn find(&self, id: &str) -> Option<TargetRef<'_>> {
        let cx = self.cx();
        let mut best: Option<Unit<'_>> = None;
        let mut next = 0;
        while let Some(node) = cx.tables.units.get(next as usize) {
            let unit = Unit { cx, id: next };
            let holds_it = begins(id, &unit.id());
            if holds_it {
                best = Some(unit);
            }
            // What lies below another unit is not looked at.
            next = if holds_it { next + 1 } else { node.end.max(next + 1) };
        }
        let unit = best?;
        if unit.id() == id {
            return Some(TargetRef::Unit(unit));
        }
        division_in(cx, unit.node().body, id).map(TargetRef::Division)
    }
}

impl Block<'_> {
    /// All text of the block and what is below it, one line for each leaf. Time linear in the text.
    ///
    /// ```
    /// let gazette = gongbao::parse("第一条　为了规范工作，制定本办法。\n第二条　本办法自公布之日起施行。");
    /// let article = gazette.documents().next().unwrap().body().next().unwrap();
    /// assert_eq!(article.text(), "第一条\n为了规范工作，制定本办法。");
    /// ```
    pub fn text(self) -> String {
        let mut out = String::new();
        let handle = self.handle();
        let end = handle.cx().tables.nodes.get(handle.index() as usize).map_or(0, |n| n.end);
        let below = Slice { start: handle.index(), end: end.max(handle.index() + 1) };
        for block in Blocks::new(handle.cx(), below).walk() {
            block.own_text(&mut out);
        }
        out
    }

    /// Appends the texts of the block itself.
    fn own_text(self, out: &mut String) {
        let mut add = |text: Option<Text<'_>>| {
            if let Some(text) = text {
                if !out.is_empty() {
                    out.push('\n');
                }
                // Writing to a string cannot fail.
                let _ = write!(out, "{text}");
            }
        };
        match self {
            Block::Paragraph(p) => add(Some(p.text())),
            Block::Division(d) => {
                add(Some(d.marker()));
                add(d.heading());
            }
            Block::Table(t) => {
                add(t.title());
                t.columns().for_each(|c| add(Some(c)));
                t.rows().flatten().for_each(add);
            }
            Block::Roster(r) => {
                add(r.title());
                for group in r.groups() {
                    add(group.role());
                    for member in group.members() {
                        add(member.name());
                        add(member.post());
                    }
                }
            }
            Block::Box(b) => {
                add(Some(b.label()));
                add(b.title());
            }
            Block::Qa(q) => {
                add(q.marker());
                add(Some(q.question()));
                add(q.answer_marker());
            }
        }
    }
}

/// Whether an id names something or what holds it: `doc_1__chp_2` begins `doc_1__chp_2__art_8`, not `doc_1__chp_21`.
fn begins(id: &str, outer: &str) -> bool {
    id.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with("__"))
}

/// The division of an eid among nodes and what is below them.
fn division_in<'g>(cx: Cx<'g>, range: Slice, id: &str) -> Option<Division<'g>> {
    let mut next = range.start;
    while next < range.end {
        let end = cx.tables.nodes.get(next as usize)?.end;
        next = match Block::new(cx, next) {
            Block::Division(division) => {
                let eid = division.eid();
                if eid == id {
                    return Some(division);
                }
                if begins(id, &eid) { next + 1 } else { end.max(next + 1) }
            }
            // A box or an answer has no number of its own.
            _ => next + 1,
        };
    }
    None
}

fn unit_of(target: TargetRef<'_>) -> Unit<'_> {
    match target {
        TargetRef::Unit(unit) => unit,
        TargetRef::Division(division) => division.unit(),
    }
}

const fn holds(span: Span, offset: u32) -> bool {
    span.start <= offset && offset < span.end
}

/// Whether a unit as printed is the one asked for: equal, or equal but for the place that scope or issuer give.
fn same_unit(printed: &str, asked: &str, group: AssignmentGroup<'_>, document: Document<'_>) -> bool {
    if printed == asked {
        return true;
    }
    let (long, short) = if printed.len() > asked.len() { (printed, asked) } else { (asked, printed) };
    let Some(lead) = long.strip_suffix(short).filter(|l| !l.is_empty()) else { return false };
    // 天津 + 市教委: the short name begins with the last character of the place.
    let Some(rank) = short.chars().next().filter(|c| "省市区县州旗盟".contains(*c)) else {
        return false;
    };
    let is_place = |name: &str| name.strip_prefix(lead).is_some_and(|rest| rest.starts_with(rank));
    match group.scope() {
        Some(scope) => is_place(&scope.to_str()),
        None => document.issuers().any(|issuer| is_place(&issuer.to_str())),
    }
}
