//! What stands before the first document: the masthead of an issue.

use alloc::vec::Vec;

use super::Segmenter;
use crate::{
    diagnostic::Finding,
    grammar::{
        date,
        masthead::{self, IssueForm},
        page, title,
    },
    line::LineKind,
    model::{Date, DateNode, IssueNode},
    source::{Span, compact, offset_of, trim},
};

impl Segmenter<'_> {
    /// Reads all that stands before the first document.
    pub(super) fn front(&mut self) {
        self.record();
        self.masthead();
    }

    // ------------------------------------------------------------------ masthead

    /// A masthead: the gazette's name and the issue, in either order, before any text.
    fn masthead(&mut self) {
        let start = self.at;
        let limit = (start + 60).min(self.lines.len());
        let until = (start..limit).find(|&at| self.is_no_front(at)).unwrap_or(limit);
        let named = (start..until).any(|at| {
            self.kind(at) == Some(LineKind::GazetteName) || masthead::names_gazette(self.words(at))
        });
        // What says the issue, names it or heads its contents; a title behind the last of these is a document's.
        let frame: Vec<usize> = (start..until).filter(|&at| self.is_masthead(at)).collect();
        let numbered = frame.iter().any(|&at| self.issue_form(at).is_some());
        let Some(&last) = frame.last().filter(|_| named && numbered || self.lists_documents(start)) else {
            return;
        };
        self.is_issue = true;
        let headed = (start..until).any(|at| self.contents_head(at) > 0);
        let listed = if headed { None } else { self.unheaded_contents(last + 1, until) };
        let mut node = IssueNode::default();
        while self.at < until {
            let line = self.lines[self.at];
            if self.contents_head(self.at) > 0 || listed == Some(self.at) {
                break;
            }
            match line.kind {
                LineKind::Banner | LineKind::RedHead => break,
                LineKind::GazetteName if node.title.is_none() => {
                    let leaf = self.tables.leaf(line.span);
                    node.title = Some(leaf);
                }
                LineKind::Day(day)
                    if node.published_on.is_none()
                        && (headed || self.at > 0 && self.is_masthead(self.at - 1)) =>
                {
                    let leaf = self.tables.leaf(line.span);
                    node.published_on = Some(DateNode { text: leaf, date: day });
                }
                LineKind::Text | LineKind::OrderNumber | LineKind::Issue
                    if self.issue_form(self.at).is_some() =>
                {
                    self.issue_line(&mut node, until);
                }
                LineKind::Text | LineKind::Chrome => {
                    let said = self.masthead_line(&mut node, line.span);
                    if !said && self.at > last && listed.is_none() && self.is_document_title() {
                        break;
                    }
                }
                _ => {}
            }
            self.at += 1;
        }
        let head = self.contents_head(self.at);
        if head > 0 || listed == Some(self.at) {
            self.at += head;
            let name = node.title.map(|leaf| self.read_compact(leaf)).unwrap_or_default();
            node.contents = self.contents_list(&name);
        }
        year_of_publication(self, &mut node);
        self.tables.issue = Some(node);
        self.drop_running_heads();
    }

    /// Whether a text begins with a list of documents: an issue whose masthead was a picture.
    fn lists_documents(&self, start: usize) -> bool {
        let head = (start..start + 4).find(|&at| self.contents_head(at) > 0);
        let listed = |at: &usize| {
            let words = self.words(*at);
            let plain = || {
                let line = self.line(*at)?;
                masthead::page_behind(line.span.of(self.source))
                    .map(|(tail, _)| words.len().saturating_sub(tail))
            };
            let end = masthead::leader(words).map(|(end, _)| end).or_else(plain).unwrap_or(words.len());
            words.contains("关于") && words.get(..end).is_some_and(title::ends_whole)
        };
        head.is_some_and(|head| (head + 1..head + 14).filter(listed).take(2).count() == 2)
    }

    /// Whether the title of a document begins at the line at hand.
    fn is_document_title(&self) -> bool {
        self.title_run(self.at).is_some_and(|(end, _)| self.begins_with_organs(self.at, end))
    }

    /// How many lines the head of a contents list takes: 目录, also one character a line.
    fn contents_head(&self, at: usize) -> usize {
        match self.kind(at) {
            Some(LineKind::ContentsHead) => 1,
            Some(LineKind::Text) if self.words(at) == "目" && self.words(at + 1) == "录" => 2,
            _ => 0,
        }
    }

    /// Whether a line belongs to a masthead by its form.
    fn is_masthead(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(LineKind::GazetteName | LineKind::Issue))
            || self.contents_head(at) > 0
            || self.issue_form(at).is_some()
    }

    /// What a line says of the issue. Beside the gazette's name 2023年第5号 and 2023·5 say it too.
    fn issue_form(&self, at: usize) -> Option<IssueForm> {
        let line = self.line(at).filter(|l| l.width <= 50)?;
        let beside = || {
            let name = |at: usize| self.kind(at) == Some(LineKind::GazetteName);
            let above = at.checked_sub(1).is_some_and(|before| {
                name(before) || page::is_foreign(self.words(before)) && before > 0 && name(before - 1)
            });
            above || name(at + 1)
        };
        match line.kind {
            LineKind::Issue => masthead::issue_line(self.words(at)),
            LineKind::OrderNumber if beside() => {
                masthead::issue_line(self.words(at)).filter(|form| form.year.is_some())
            }
            LineKind::Text if masthead::names_gazette(self.words(at)) => {
                masthead::issue_line(self.words(at)).filter(|form| form.title > 0 && form.year.is_some())
            }
            LineKind::Text if beside() => masthead::short_issue_line(self.words(at)),
            _ => None,
        }
    }

    /// Whether the front certainly ends before a line.
    fn is_no_front(&self, at: usize) -> bool {
        let line = &self.lines[at];
        match line.kind {
            LineKind::DocNumber | LineKind::OrderHead | LineKind::Marked(_) => true,
            LineKind::Text => line.has_stop() || line.width > 150,
            _ => false,
        }
    }

    /// Reads a line that says which issue this is; what an earlier line said already is furniture.
    fn issue_line(&mut self, node: &mut IssueNode, until: usize) {
        let span = self.lines[self.at].span;
        let text = span.of(self.source);
        let Some(form) = self.issue_form(self.at) else { return };
        // A later line of the front that says the same without the name is the masthead proper.
        let again = (self.at + 1..until).any(|at| self.kind(at) == Some(LineKind::Issue));
        if form.title > 0 && again {
            return;
        }
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        let part = |from: usize, to: usize| trim(self.source, Span::new(place(from), place(to)));
        if form.title > 0 && node.title.is_none() {
            node.title = Some(self.tables.leaf(part(0, form.title)));
        }
        if let (Some((year, from, to)), None) = (form.year, node.year) {
            if node.numbers.is_empty() {
                node.year = Some((year, self.tables.leaf(part(from, to))));
            }
        }
        if node.numbers.is_empty() {
            node.numbers =
                form.numbers.iter().map(|&(n, from, to)| (n, self.tables.leaf(part(from, to)))).collect();
        }
        if node.serials.is_empty() {
            node.serials =
                form.serials.iter().map(|&(n, from, to)| (n, self.tables.leaf(part(from, to)))).collect();
        }
    }

    /// 某市人民政府办公厅主办, 2023年11月30日出版, 5月30日出版; `false` for any other line.
    fn masthead_line(&mut self, node: &mut IssueNode, span: Span) -> bool {
        let text = span.of(self.source);
        let words = compact(text);
        let place = |offset: usize| span.start + offset_of(text, offset) as u32;
        if let Some((from, to)) = masthead::sponsor(&words) {
            if node.sponsor.is_none() {
                let value = trim(self.source, Span::new(place(from), place(to)));
                node.sponsor = Some(self.tables.leaf_of(&[span], value));
            }
            return true;
        }
        let Some(day) = words.strip_suffix("出版") else { return false };
        // 5月30日出版 is a day of the year that the line above it names.
        let date = date::parse_day(day).or_else(|| {
            let (year, _) = node.year?;
            date::parse_day(&alloc::format!("{year}年{day}"))
        });
        if let (Some(date), None) = (date, &node.published_on) {
            let leaf = self.tables.leaf_of(&[span], Span::new(span.start, place(day.len())));
            node.published_on = Some(DateNode { text: leaf, date });
        }
        date.is_some()
    }

    /// The sponsor of an issue that names it on its last pages.
    pub(super) fn sponsor_at_the_end(&mut self) {
        if self.tables.issue.as_ref().is_none_or(|issue| issue.sponsor.is_some()) {
            return;
        }
        let from = self.lines.len().saturating_sub(8);
        let found = self.lines[from..].iter().map(|l| l.span).rev().find_map(|span| {
            let text = span.of(self.source);
            let (from, to) = masthead::sponsor(&compact(text))?;
            let place = |offset: usize| span.start + offset_of(text, offset) as u32;
            Some((span, Span::new(place(from), place(to))))
        });
        let Some((span, value)) = found else { return };
        if self.tables.pieces.iter().any(|p| p.start < span.end && span.start < p.end) {
            return;
        }
        // It was no form where it stood.
        self.tables.diagnostics.retain(|d| d.span != span || !matches!(d.finding, Finding::StrayText));
        let leaf = self.tables.leaf_of(&[span], trim(self.source, value));
        if let Some(issue) = &mut self.tables.issue {
            issue.sponsor = Some(leaf);
        }
    }
}

/// An issue whose number stands without a year is of the year in which it was published.
fn year_of_publication(segmenter: &mut Segmenter<'_>, node: &mut IssueNode) {
    let (None, Some(DateNode { text, date: Some(date) })) = (&node.year, &node.published_on) else { return };
    let (year, span) = (Date::parts(*date).0, text.value);
    let end = span.of(segmenter.source).find('年').map_or(span.end, |at| span.start + at as u32 + 3);
    let leaf = segmenter.tables.derive(*text, Span::new(span.start, end));
    node.year = Some((year, leaf));
}
