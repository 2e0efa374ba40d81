//! What an issue and a web page say of themselves.

use super::{Cx, DateNode, Dated, DocNumber, DocNumberNode, Leaf, Slice, Text};
use crate::source::Span;

/// The fields of a [`Record`].
#[derive(Debug, Default, Clone)]
pub(crate) struct RecordNode {
    pub(crate) index_number: Option<Leaf>,
    pub(crate) publisher: Option<Leaf>,
    pub(crate) title: Option<Leaf>,
    pub(crate) topic: Option<Leaf>,
    pub(crate) published_on: Option<DateNode>,
    pub(crate) written_on: Option<DateNode>,
    pub(crate) repealed_on: Option<DateNode>,
    pub(crate) number: Option<Leaf>,
    pub(crate) keywords: Slice,
}

/// The head table of a government web page (政府信息公开目录).
#[derive(Debug, Clone, Copy)]
pub struct Record<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) node: &'g RecordNode,
}

impl<'g> Record<'g> {
    /// 索引号
    pub fn index_number(self) -> Option<Text<'g>> {
        self.node.index_number.map(|l| self.cx.text(l))
    }
    /// 发布机构
    pub fn publisher(self) -> Option<Text<'g>> {
        self.node.publisher.map(|l| self.cx.text(l))
    }
    /// 信息名称, 标题
    pub fn title(self) -> Option<Text<'g>> {
        self.node.title.map(|l| self.cx.text(l))
    }
    /// 主题分类
    pub fn topic(self) -> Option<Text<'g>> {
        self.node.topic.map(|l| self.cx.text(l))
    }
    /// 发布日期
    pub fn published_on(self) -> Option<Dated<'g>> {
        self.node.published_on.map(|d| self.cx.dated(d))
    }
    /// 成文日期
    pub fn written_on(self) -> Option<Dated<'g>> {
        self.node.written_on.map(|d| self.cx.dated(d))
    }
    /// 废止日期
    pub fn repealed_on(self) -> Option<Dated<'g>> {
        self.node.repealed_on.map(|d| self.cx.dated(d))
    }
    /// 文号
    pub fn number(self) -> Option<Text<'g>> {
        self.node.number.map(|l| self.cx.text(l))
    }
    /// 关键词, 主题词
    pub fn keywords(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.cx.texts(self.node.keywords)
    }
}

/// The fields of an [`Issue`].
#[derive(Debug, Default, Clone)]
pub(crate) struct IssueNode {
    pub(crate) title: Option<Leaf>,
    pub(crate) year: Option<(u16, Leaf)>,
    /// The numbers and, one for each, their leaves.
    pub(crate) numbers: alloc::vec::Vec<(u32, Leaf)>,
    pub(crate) serials: alloc::vec::Vec<(u32, Leaf)>,
    pub(crate) sponsor: Option<Leaf>,
    pub(crate) published_on: Option<DateNode>,
    pub(crate) contents: Slice,
}

/// An issue (期) of a gazette: masthead and contents list.
#[derive(Debug, Clone, Copy)]
pub struct Issue<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) node: &'g IssueNode,
}

impl<'g> Issue<'g> {
    /// The gazette's name (公报名).
    pub fn title(self) -> Option<Text<'g>> {
        self.node.title.map(|l| self.cx.text(l))
    }
    /// The year.
    pub fn year(self) -> Option<u16> {
        self.node.year.map(|(year, _)| year)
    }
    /// The numbers within the year (期); a double issue has two.
    pub fn numbers(self) -> impl ExactSizeIterator<Item = u32> + 'g {
        self.node.numbers.iter().map(|&(n, _)| n)
    }
    /// The numbers since the gazette began (总期号).
    pub fn serials(self) -> impl ExactSizeIterator<Item = u32> + 'g {
        self.node.serials.iter().map(|&(n, _)| n)
    }
    /// The organ that edits it (主办).
    pub fn sponsor(self) -> Option<Text<'g>> {
        self.node.sponsor.map(|l| self.cx.text(l))
    }
    /// The day it came out.
    pub fn published_on(self) -> Option<Dated<'g>> {
        self.node.published_on.map(|d| self.cx.dated(d))
    }
    /// The contents list (目录).
    pub fn contents(self) -> impl ExactSizeIterator<Item = Contents<'g>> + Clone {
        contents(self.cx, self.node.contents)
    }
    /// The text that the year was read from.
    pub fn year_leaf(self) -> Option<Text<'g>> {
        self.node.year.map(|(_, l)| self.cx.text(l))
    }
    /// The text that each of the numbers was read from.
    pub fn number_leaves(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.node.numbers.iter().map(move |&(_, l)| self.cx.text(l))
    }
    /// The text that each of the serial numbers was read from.
    pub fn serial_leaves(self) -> impl ExactSizeIterator<Item = Text<'g>> + Clone {
        self.node.serials.iter().map(move |&(_, l)| self.cx.text(l))
    }
}

pub(super) fn contents(cx: Cx<'_>, list: Slice) -> impl ExactSizeIterator<Item = Contents<'_>> + Clone {
    list.of(&cx.tables.contents).iter().map(move |node| Contents { cx, node })
}

/// The fields of a [`Contents`] entry.
#[derive(Debug, Clone)]
pub(crate) struct ContentsNode {
    pub(crate) column: Option<Leaf>,
    pub(crate) title: Leaf,
    pub(crate) doc_number: Option<DocNumberNode>,
    pub(crate) page: Option<(u32, Leaf)>,
    /// The index of the document that the entry announces, or [`super::NONE`].
    pub(crate) document: u32,
    pub(crate) span: Span,
}

/// An entry of a contents list.
#[derive(Debug, Clone, Copy)]
pub struct Contents<'g> {
    pub(super) cx: Cx<'g>,
    pub(super) node: &'g ContentsNode,
}

impl<'g> Contents<'g> {
    /// The column (栏目) it stands under.
    pub fn column(self) -> Option<Text<'g>> {
        self.node.column.map(|l| self.cx.text(l))
    }
    /// The title.
    pub fn title(self) -> Text<'g> {
        self.cx.text(self.node.title)
    }
    /// The document number, where the list has it.
    pub fn doc_number(self) -> Option<DocNumber<'g>> {
        self.node.doc_number.map(|n| self.cx.doc_number(n))
    }
    /// The page.
    pub fn page(self) -> Option<u32> {
        self.node.page.map(|(page, _)| page)
    }
    /// The text that the page was read from.
    pub fn page_leaf(self) -> Option<Text<'g>> {
        self.node.page.map(|(_, l)| self.cx.text(l))
    }
    /// The index of the document it announces.
    pub fn document(self) -> Option<usize> {
        (self.node.document != super::NONE).then_some(self.node.document as usize)
    }
    /// The place of the entry.
    pub fn span(self) -> Span {
        self.node.span
    }
}
