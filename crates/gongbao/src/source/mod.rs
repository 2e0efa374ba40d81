//! The text as it was given: places in it, its lines, and the way from one unit of counting to another.
//!
//! **Knows no gazette.** Everything above asks this layer for characters; nothing here asks back.

mod blank;
mod flags;
mod lines;
mod markup;
mod note;
mod order;
mod position;
mod script;
mod seen;
mod span;

pub(crate) use blank::{
    compact, compact_head, compact_into, has_blank, is_blank, is_zero_width, offset_of, place_in, push_clean,
    trim, trim_end, trim_start,
};
pub(crate) use lines::{Line, Lines, Look, within};
pub(crate) use note::Sign;
pub(crate) use order::{order_by, order_by_text, order_pairs};
pub use position::{LineColumn, LineIndex, OffsetMap, Unit};
pub(crate) use script::traditional_script;
pub(crate) use seen::Seen;
pub use span::Span;
