//! The characters of a leaf as forms are read in them: without blanks, joined over breaks, with a way back.

use alloc::{string::String, vec::Vec};

use crate::{
    model::Slice,
    source::{Lines, Span, is_blank, is_zero_width},
};

/// A place in an ascending list in which one text after the other is looked up, mostly a little farther on.
#[derive(Debug, Default)]
struct Cursor(usize);

impl Cursor {
    /// How many items stand before what is looked for.
    #[inline] // Where the cursor stands right already there is next to nothing to do.
    fn seek<T>(&mut self, list: &[T], is_before: impl Fn(&T) -> bool) -> usize {
        let passes = |at: usize| list.get(at).is_some_and(&is_before);
        if self.0 > 0 && !passes(self.0 - 1) {
            self.0 = 0;
        }
        let mut steps = 0;
        while passes(self.0) {
            self.0 += 1;
            steps += 1;
            if steps == 16 {
                self.0 += list.get(self.0..).unwrap_or_default().partition_point(is_before);
                break;
            }
        }
        self.0
    }
}

/// A run of the view that stands in the source as it is.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// Where the run begins in the view.
    at: u32,
    /// Where it begins in the source.
    source: u32,
}

/// What views are built in, and the views that are kept.
#[derive(Debug)]
pub(super) struct Scratch<'l> {
    /// The texts that are no run of the source.
    joined: String,
    runs: Vec<Run>,
    lines: &'l Lines,
    /// Where the last text stood among the blanks and the signs of the source.
    blanks: Cursor,
    signs: Cursor,
}

/// A view that is kept.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept {
    /// Where its text stands: in the source, or, where there are runs, among those that are joined.
    text: Span,
    runs: Slice,
}

/// A text without blanks, and where its characters stand in the source.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub(super) text: &'a str,
    /// Where it begins in the source, if it is one run.
    start: u32,
    /// None where it stands in the source as it is.
    runs: &'a [Run],
}

impl<'l> Scratch<'l> {
    /// For the texts of the source that the lines are of.
    pub(super) fn new(lines: &'l Lines) -> Self {
        let (blanks, signs) = (Cursor::default(), Cursor::default());
        Self { joined: String::new(), runs: Vec::new(), lines, blanks, signs }
    }

    /// Keeps no view any longer.
    pub(super) fn clear(&mut self) {
        self.joined.clear();
        self.runs.clear();
    }

    /// How many bytes the views take that are no run of the source.
    pub(super) fn joined(&self) -> usize {
        self.joined.len() + size_of_val(self.runs.as_slice())
    }

    /// Whether a character stands in some pieces, or in what breaks them, that can begin or end a fact.
    pub(super) fn has_sign(&mut self, pieces: &[Span], value: Span) -> bool {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return false };
        let (start, end) = (first.start.max(value.start), last.end.min(value.end));
        let next = self.signs.seek(&self.lines.signs, |&at| at < start);
        self.lines.signs.get(next).is_some_and(|&at| at < end)
    }

    /// The signs of the source from the first that can stand in the text of which was asked last whether it has one.
    pub(super) fn signs(&self) -> &'l [u32] {
        self.lines.signs.get(self.signs.0..).unwrap_or_default()
    }

    /// Goes on behind some of these signs, so that they are not looked at again.
    pub(super) fn pass(&mut self, signs: usize) {
        self.signs.0 += signs;
    }

    /// The view of some pieces; what was kept is given up.
    pub(super) fn view<'a>(&'a mut self, source: &'a str, pieces: &[Span], value: Span) -> View<'a> {
        self.clear();
        let kept = self.keep(source, pieces, value);
        self.get(source, kept)
    }

    /// Keeps the view of some pieces. Nothing is copied where it is one piece without blanks.
    pub(super) fn keep(&mut self, source: &str, pieces: &[Span], value: Span) -> Kept {
        let blanks = &self.lines.blanks;
        if let [one] = pieces {
            let piece = one.intersect(value);
            let blank = self.blanks.seek(blanks, |&at| at < piece.start);
            if blanks.get(blank).is_none_or(|&at| at >= piece.end) {
                return Kept { text: piece, runs: Slice::default() };
            }
        }
        let (text, runs) = (self.joined.len(), self.runs.len());
        for piece in pieces {
            self.push(source, piece.intersect(value), text);
        }
        Kept { text: Span::at(text, self.joined.len()), runs: Slice::new(runs, self.runs.len()) }
    }

    /// A view that is kept.
    pub(super) fn get<'a>(&'a self, source: &'a str, kept: Kept) -> View<'a> {
        let runs = kept.runs.of(&self.runs);
        let text = kept.text.of(if runs.is_empty() { source } else { &self.joined });
        View { text, start: kept.text.start, runs }
    }

    /// Adds a piece to the text that begins at `start` among those that are joined.
    fn push(&mut self, source: &str, piece: Span, start: usize) {
        let mut at = piece.start;
        let blanks = &self.lines.blanks[self.blanks.seek(&self.lines.blanks, |&at| at < piece.start)..];
        for blank in blanks.iter().copied().take_while(|&at| at < piece.end).chain([piece.end]) {
            // A blank inside of the last run of blanks.
            if blank < at {
                continue;
            }
            let head = Span::new(at, blank).of(source);
            if !head.is_empty() {
                self.runs.push(Run { at: (self.joined.len() - start) as u32, source: at });
                self.joined.push_str(head);
            }
            let tail = Span::new(blank, piece.end).of(source);
            let after = tail.trim_start_matches(|c| is_blank(c) || is_zero_width(c));
            at = blank + (tail.len() - after.len()) as u32;
        }
    }
}

impl View<'_> {
    /// Shows the places of the characters of the view that can begin or end a fact. Of some signs of the source, which begin
    /// with its first, gives how many are behind them then.
    pub(super) fn each_sign(&self, all: &[u32], mut see: impl FnMut(usize)) -> usize {
        let whole = [Run { at: 0, source: self.start }];
        let (mut runs, mut signs) = (if self.runs.is_empty() { &whole } else { self.runs }, all);
        while let ([run, behind @ ..], [first, ..]) = (runs, signs) {
            let end = behind.first().map_or(self.text.len() as u32, |next| next.at);
            let stop = run.source + (end - run.at);
            if *first < run.source {
                // What stands between two runs is no part of the view.
                signs = &signs[signs.partition_point(|&place| place < run.source)..];
            }
            while let Some(&place) = signs.first().filter(|&&place| place < stop) {
                see((run.at + (place - run.source)) as usize);
                signs = &signs[1..];
            }
            runs = behind;
        }
        all.len() - signs.len()
    }

    /// Where blanks part the view between two offsets; a line break is none.
    pub(super) fn blanks<'v>(
        &'v self,
        source: &'v str,
        from: usize,
        to: usize,
    ) -> impl Iterator<Item = usize> {
        let behind = self.runs.partition_point(|run| run.at as usize <= from);
        let runs = self.runs.get(behind..).unwrap_or_default().iter();
        let starts = runs.map(|run| run.at as usize).take_while(move |&at| at < to);
        starts.filter(move |&at| {
            let gap = Span::new(self.source_of(at as u32 - 1) + 1, self.source_of(at as u32)).of(source);
            !gap.contains(['\n', '\r'])
        })
    }

    /// Whether the view is one run of the source.
    pub(super) fn is_whole(&self) -> bool {
        self.runs.len() < 2
    }

    /// The place in the source of a range of the view; the hull, where a break lies inside.
    #[inline]
    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        if self.runs.is_empty() {
            return Span::new(self.start + from as u32, self.start + to as u32);
        }
        if from >= to {
            let at = self.source_of(from as u32);
            return Span::new(at, at);
        }
        // The end is found through the last character inside, since a run may end exactly there.
        Span::new(self.source_of(from as u32), self.source_of(to as u32 - 1) + 1)
    }

    fn source_of(&self, at: u32) -> u32 {
        let run = self.runs.partition_point(|r| r.at <= at).saturating_sub(1);
        self.runs.get(run).map_or(0, |r| r.source + (at - r.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_leads_back_over_blanks_and_breaks() {
        let source = "甲 乙《丙\n12\n丁》 戊";
        let break_at = source.find('\n').unwrap_or(0);
        let tail = source.rfind('\n').map_or(0, |at| at + 1);
        let pieces = [Span::at(0, break_at), Span::at(tail, source.len())];
        let lines = Lines::new(source);
        let mut scratch = Scratch::new(&lines);
        let view = scratch.view(source, &pieces, Span::at(0, source.len()));
        assert_eq!(view.text, "甲乙《丙丁》戊");
        let (from, to) = (view.text.find('《').unwrap(), view.text.find('戊').unwrap());
        assert_eq!(view.span(from, to).of(source), "《丙\n12\n丁》");
        assert_eq!(view.span(0, 6).of(source), "甲 乙");
        // Behind 甲 and behind 》 stands a blank, between 丙 and 丁 a break.
        let parted: Vec<_> = view.blanks(source, 0, view.text.len()).collect();
        assert_eq!(parted, [3, view.text.len() - 3]);
    }
}
