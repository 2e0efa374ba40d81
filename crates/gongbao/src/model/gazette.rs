//! The whole of a parse.

use alloc::{string::String, sync::Arc};
use core::fmt;

use super::{Block, Cx, Document, Issue, Record, Slice, Tables, Unit, UnitRole};
use crate::{
    diagnostic::Diagnostic,
    source::{Span, push_clean},
};

/// A parsed text: what it is, what it holds, and what is doubtful in it.
///
/// Borrows its source; cloning shares the tables.
///
/// ```
/// let text = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n请做好防汛工作。\n\
///             某市人民政府\n2024年5月6日";
/// let gazette = gongbao::parse(text);
/// let document = gazette.documents().next().unwrap();
/// assert_eq!(document.title().unwrap(), "某市人民政府关于做好防汛工作的通知");
/// assert_eq!(document.date().unwrap().date().unwrap().to_string(), "2024-05-06");
/// ```
#[derive(Clone)]
pub struct Gazette<'s> {
    source: &'s str,
    tables: Arc<Tables>,
}

impl<'s> Gazette<'s> {
    /// Puts a source and the tables of its parse together; the two must belong to each other.
    pub fn from_parts(source: &'s str, tables: Arc<Tables>) -> Self {
        Self { source, tables }
    }

    /// The tables, shared: what a binding keeps beside its own copy of the source.
    pub fn tables(&self) -> Arc<Tables> {
        Arc::clone(&self.tables)
    }

    /// The text that was parsed.
    pub fn source(&self) -> &'s str {
        self.source
    }

    pub(crate) fn cx(&self) -> Cx<'_> {
        Cx { source: self.source, tables: &self.tables }
    }

    /// The head table of a government web page (政府信息公开), if there is one.
    pub fn record(&self) -> Option<Record<'_>> {
        self.tables.record.as_ref().map(|node| Record { cx: self.cx(), node })
    }

    /// The issue (期) that the text is, if it says so.
    pub fn issue(&self) -> Option<Issue<'_>> {
        self.tables.issue.as_ref().map(|node| Issue { cx: self.cx(), node })
    }

    /// The documents (公文), in order.
    pub fn documents(&self) -> impl Iterator<Item = Document<'_>> + Clone {
        let units = Slice::new(0, self.tables.units.len());
        super::unit::units_of(self.cx(), units, super::NONE, UnitRole::Document).map(Document)
    }

    /// The unit with an [`index`](Unit::index), for bindings that keep indices instead of handles.
    pub fn unit(&self, index: u32) -> Option<Unit<'_>> {
        ((index as usize) < self.tables.units.len()).then(|| Unit { cx: self.cx(), id: index })
    }

    /// The block whose handle has an `index`, for bindings that keep indices instead of handles.
    pub fn block(&self, index: u32) -> Option<Block<'_>> {
        ((index as usize) < self.tables.nodes.len()).then(|| Block::new(self.cx(), index))
    }

    /// How a place reads: its characters without furniture and without the blanks of typesetting.
    ///
    /// ```
    /// let gazette = gongbao::parse("第一条　略 去 不 提。");
    /// assert_eq!(gazette.read(gongbao::Span::new(12, 19)), "略去");
    /// ```
    pub fn read(&self, span: Span) -> String {
        let furniture = &self.tables.furniture;
        let from = furniture.partition_point(|f| f.end <= span.start);
        let (mut out, mut start) = (String::new(), span.start);
        for hole in furniture[from..].iter().take_while(|f| f.start < span.end) {
            push_clean(Span::new(start, hole.start).of(self.source), &mut out);
            start = hole.end;
        }
        push_clean(Span::new(start, span.end).of(self.source), &mut out);
        out
    }

    /// What belongs to the page and not to a document: running heads, page numbers, buttons, repeated fragments.
    pub fn furniture(&self) -> impl ExactSizeIterator<Item = Furniture<'_>> + Clone {
        let cx = self.cx();
        cx.tables.furniture.iter().map(move |&span| Furniture { cx, span })
    }

    /// What is doubtful, in order of place.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.tables.diagnostics
    }
}

impl fmt::Debug for Gazette<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazette")
            .field("bytes", &self.source.len())
            .field("documents", &self.documents().count())
            .field("diagnostics", &self.tables.diagnostics.len())
            .finish()
    }
}

/// A piece of the page that is no part of a document.
#[derive(Debug, Clone, Copy)]
pub struct Furniture<'g> {
    cx: Cx<'g>,
    span: Span,
}

impl<'g> Furniture<'g> {
    /// Its characters, blanks included.
    pub fn text(self) -> &'g str {
        self.span.of(self.cx.source)
    }

    /// Its place.
    pub fn span(self) -> Span {
        self.span
    }
}

impl Tables {
    /// A text leaf as its characters, for the stages that build the tables.
    pub(crate) fn read<'s>(&self, source: &'s str, leaf: super::Leaf) -> alloc::borrow::Cow<'s, str> {
        leaf.read(source, self.pieces_of(leaf))
    }
}
