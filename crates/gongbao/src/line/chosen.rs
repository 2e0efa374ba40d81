//! Some of the lines of a text: those that one body is made of.

use core::ops::Range;

use super::Classified;

/// Lines of a text by their places, in order. What stands between them (the frame of a page, a list of attachments)
/// belongs to none of them; nothing is copied.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chosen<'a> {
    lines: &'a [Classified],
    places: &'a [u32],
}

impl<'a> Chosen<'a> {
    /// The lines at some places.
    pub(crate) const fn new(lines: &'a [Classified], places: &'a [u32]) -> Self {
        Self { lines, places }
    }

    pub(crate) const fn len(self) -> usize {
        self.places.len()
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.places.is_empty()
    }

    /// A line that is known to be there.
    #[inline]
    pub(crate) fn at(self, at: usize) -> &'a Classified {
        &self.lines[self.places[at] as usize]
    }

    #[inline]
    pub(crate) fn get(self, at: usize) -> Option<&'a Classified> {
        self.lines.get(*self.places.get(at)? as usize)
    }

    pub(crate) fn first(self) -> Option<&'a Classified> {
        self.get(0)
    }

    pub(crate) fn last(self) -> Option<&'a Classified> {
        self.lines.get(*self.places.last()? as usize)
    }

    pub(crate) fn iter(self) -> impl DoubleEndedIterator<Item = &'a Classified> + ExactSizeIterator {
        let Self { lines, places } = self;
        places.iter().map(move |&place| &lines[place as usize])
    }

    /// A part of them.
    pub(crate) fn part(self, range: Range<usize>) -> Self {
        Self { places: self.places.get(range).unwrap_or_default(), ..self }
    }
}
