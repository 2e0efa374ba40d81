//! Lossless: every character that is not blank lies in one place.

use super::{Check, Violation, follows};
use crate::source::{Span, is_blank};

impl Check<'_> {
    /// Each character that is not blank lies in one piece or in one entry of the furniture.
    pub(super) fn cover(&self) -> Result<(), Violation> {
        let tables = self.tables;
        if let Some(id) =
            self.held.iter().zip(&tables.pieces).position(|(held, piece)| !held && !piece.is_empty())
        {
            return Err(Violation::NoOwner { span: tables.pieces[id] });
        }
        let mut before = Span::default();
        for span in &tables.furniture {
            self.place("furniture", *span)?;
            follows("furniture", &mut before, *span)?;
        }
        let mut places = [&tables.pieces[..], &tables.furniture].concat();
        // What was freed is an empty piece and covers nothing.
        places.retain(|place| !place.is_empty());
        places.sort_unstable();
        let mut before = Span::default();
        for place in places {
            if place.start < before.end {
                return Err(Violation::CoveredTwice { first: before, second: place });
            }
            self.blank(before.end, place.start)?;
            before = place;
        }
        self.blank(before.end, self.source.len() as u32)
    }

    fn blank(&self, from: u32, to: u32) -> Result<(), Violation> {
        let text = Span::new(from, to).of(self.source);
        match text.char_indices().find(|(_, c)| !is_blank(*c)) {
            None => Ok(()),
            Some((at, _)) => {
                Err(Violation::Lost { at: from + at as u32, text: text[at..].chars().take(20).collect() })
            }
        }
    }
}
