//! Boxes (专栏): a label, a title, and the items that follow.

use super::{Opened, Outline};
use crate::{
    grammar::{marker::Family, sign},
    line::{Classified, LineKind, box_label},
    model::{BlockKind, BoxNode, Leaf},
    source::{Span, compact, offset_of, trim_start},
};

impl Outline<'_> {
    /// A box with its label and title; its items follow.
    pub(super) fn boxed(&mut self, line: &Classified) -> bool {
        // A box stands beside what it illustrates: below the division at hand, outside of its items and other boxes.
        let depth = self
            .open
            .iter()
            .position(|o| {
                o.what == Opened::Box || matches!(o.what, Opened::Division(f) if f >= Family::ArabicDot)
            })
            .unwrap_or(self.open.len());
        self.close_to(depth);
        let text = line.span.of(self.source);
        let words = compact(text);
        let label_len = box_label(&words).unwrap_or(words.len());
        let cut = line.span.start + offset_of(text, label_len) as u32;
        let value = Span::new(line.span.start, cut);
        let after = trim_start(self.source, Span::new(cut, line.span.end));
        let colon = after
            .of(self.source)
            .chars()
            .next()
            .filter(|&c| sign::is_colon(c))
            .map_or(0, |c| c.len_utf8() as u32);
        let title_span = trim_start(self.source, Span::new(after.start + colon, line.span.end));
        let label_span = if colon > 0 { Span::new(value.start, after.start + colon) } else { value };
        let label = self.tables.leaf_of(&[label_span], value);
        self.at += 1;
        let title = if title_span.is_empty() { self.box_title() } else { Some(self.tables.leaf(title_span)) };
        let span = title.map_or(line.span, |t| line.span.hull(self.tables.hull_of(t)));
        let id = self.tables.boxes.len() as u32;
        self.tables.boxes.push(BoxNode { label, title });
        let node = self.push_node(BlockKind::Box(id), span);
        self.open_node(node, Opened::Box, false);
        self.series.enter_box();
        true
    }

    fn box_title(&mut self) -> Option<Leaf> {
        let next = self.line(0)?;
        (next.kind == LineKind::Text && next.is_bare() && next.width <= 40).then(|| {
            self.at += 1;
            self.tables.leaf(next.span)
        })
    }
}
