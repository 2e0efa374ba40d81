//! How each form is written: `&str -> value`, one form, one file.
//!
//! Rules read *compact* text (no blanks, see [`crate::source`]) unless they say otherwise, in half- or full-width
//! signs alike. **The combinator library stays in this folder**, behind [`Parsed`].

pub(crate) mod appointment;
pub(crate) mod assignment;
pub(crate) mod attachment;
pub(crate) mod citation;
mod clause;
pub(crate) mod closing;
pub(crate) mod date;
pub(crate) mod deadline;
pub(crate) mod doc_number;
mod duty;
pub(crate) mod duty_label;
pub(crate) mod goal;
pub(crate) mod head;
pub(crate) mod hour;
pub(crate) mod in_force;
pub(crate) mod indicator;
pub(crate) mod marker;
pub(crate) mod masthead;
mod named_figure;
pub(crate) mod number;
pub(crate) mod organ;
pub(crate) mod page;
pub(crate) mod promulgated;
pub(crate) mod question;
pub(crate) mod record;
pub(crate) mod reference;
pub(crate) mod said;
pub(crate) mod sign;
#[cfg(test)]
mod spelled;
pub(crate) mod target;
pub(crate) mod term;
pub(crate) mod title;
pub(crate) mod undated;
pub(crate) mod unit_place;
pub(crate) mod word;

/// What a rule gives: the rest of the text and the value, or nothing. Why a rule does not hold is never asked, so that its
/// error carries nothing.
type Parsed<'a, T> = nom::IResult<&'a str, T, ()>;

/// What a rule gives where it does not hold.
fn fail<'a, T>() -> Parsed<'a, T> {
    Err(nom::Err::Error(()))
}

/// Runs a rule at the start of a text; gives the value and how many bytes it took.
fn prefix<'a, T>(rule: impl FnOnce(&'a str) -> Parsed<'a, T>, text: &'a str) -> Option<(T, usize)> {
    rule(text).ok().map(|(rest, value)| (value, text.len() - rest.len()))
}

/// Runs a rule on a whole text.
fn whole<'a, T>(rule: impl FnOnce(&'a str) -> Parsed<'a, T>, text: &'a str) -> Option<T> {
    match rule(text) {
        Ok(("", value)) => Some(value),
        _ => None,
    }
}
