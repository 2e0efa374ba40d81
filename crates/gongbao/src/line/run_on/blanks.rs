//! A text whose paragraphs are parted by single blanks, as other characters of it are.

use super::{Cutter, HEAD_BYTES, HEADING_BYTES, LABEL_BYTES, ends_sentence, marker_near};
use crate::{
    grammar::{
        attachment, date, doc_number, head,
        marker::{self, Family},
        organ, page,
        promulgated::HISTORY_WORDS,
        record::{self, RecordField},
        sign, title,
    },
    source::{compact, is_blank},
};

impl Cutter<'_> {
    /// Parts the text at those of its runs of blanks that part paragraphs.
    pub(super) fn at_blanks(&mut self, runs: &[(usize, usize)]) {
        let mut token = 0;
        let mut single_before = false;
        for (n, &(end, next)) in runs.iter().enumerate() {
            let stretch = &self.text[token..end];
            self.read(token, end);
            let behind = runs.get(n + 1).map_or(self.text.len(), |run| run.0);
            let single = is_single(stretch);
            // 总 则: the letters of a word are parted.
            let spaced = is_single(&self.text[next..behind]) || single && !single_before && token > self.from;
            let inside = end > self.from && next < self.text.len();
            if inside && (!spaced || self.begins_label(next)) && self.parts_at(end, next, behind) {
                let ends_head = self.ends_head(end);
                self.cut(end, next);
                self.in_head = ends_head;
            }
            (token, single_before) = (next, single);
        }
    }

    /// Whether a head goes on or begins behind the part at hand.
    fn ends_head(&self, end: usize) -> bool {
        let part = &self.text[self.from..end];
        if part.len() > HEADING_BYTES {
            return self.in_head && self.is_passed(end);
        }
        let part = compact(part);
        date::parse_day(&part).is_some()
            || attachment::is_attachment(&part) && !self.has_clause
            || self.in_head && !self.has_clause && marker::marker_at(&part).is_none()
            || self.in_head && self.is_passed(end)
    }

    /// Whether a paragraph ends at `end` and the next one begins at `next`, with blanks between.
    fn parts_at(&self, end: usize, next: usize, behind: usize) -> bool {
        let (part, after) = (&self.text[self.from..end], &self.text[next..]);
        if self.open_titles > 0 {
            return false;
        }
        let last = part.chars().next_back().unwrap_or(' ');
        if ends_sentence(part) || self.aside_end == end {
            return true;
        }
        let marked = self.marker(next).is_some() || self.decimal(next).is_some();
        if self.begins_label(next) {
            return true;
        }
        if self.in_head && part.len() <= HEAD_BYTES {
            let words = compact(part);
            if words.contains("://") || page::is_chrome(&words) {
                return true;
            }
            if let Some((field, len)) = record::label_at(&words) {
                return ends_field(field, &words[len..], after);
            }
        }
        if sign::is_clause_end(last) {
            return ends_clause(part, last, marked);
        }
        // 2024 年, 附件 1, WTO 规则: typesetting puts blanks beside figures and letters.
        let first = after.chars().next().unwrap_or(' ');
        let dated =
            || date::date_at(after).is_some_and(|(date, _)| date.is_some_and(|d| d.parts().2.is_some()));
        let of_one_word =
            last.is_ascii_alphanumeric() && (first.is_ascii_alphanumeric() || sign::is_han(first));
        if of_one_word && !marked || first.is_ascii_digit() && !marked && !dated() {
            return part.len() <= 40 && date::parse_day(&compact(part)).is_some();
        }
        if part.len() > HEADING_BYTES || self.has_clause {
            if is_list_of_organs(part) {
                return true;
            }
            // In a sentence 第三条 behind a blank is a reference.
            let numbered = marked && first != '—' && (first != '第' || self.in_head);
            return numbered || self.in_head && self.is_passed(end);
        }
        // 第一条 为了…: a number alone is no paragraph.
        if marker_near(part, 0).is_some_and(|own| own.len as usize == part.len()) {
            return false;
        }
        if self.in_head {
            // 2024年5月6日 某市第十届人民代表大会常务委员会通过: an entry of a history.
            let passed = || HISTORY_WORDS.iter().any(|word| self.text[next..behind].ends_with(word));
            return !(date::parse_day(&compact(part)).is_some() && passed());
        }
        self.is_decimal_heading(part) || is_heading(part, marked, dated)
    }

    /// Whether a part begins with the decimal that counts here and a heading behind it: 1.2 适用范围.
    fn is_decimal_heading(&self, part: &str) -> bool {
        let own = marker::decimal_at(part).filter(|own| own.family != Family::Decimal);
        own.is_some_and(|own| {
            let number = own.number.to_vec();
            self.decimal.starts_with(&number) && !part[own.len as usize..].trim().is_empty()
        })
    }
}

/// Whether a part that ends with a sign that ends no sentence is a paragraph all the same.
fn ends_clause(part: &str, last: char, marked: bool) -> bool {
    if !sign::is_colon(last) {
        return matches!(last, '；' | ';');
    }
    let label = attachment::label(part).is_some();
    marked && !label
        || part.len() > LABEL_BYTES
        || part.len() <= HEAD_BYTES && head::is_salutation(&compact(part))
}

/// Whether a short part without a sign is a line of its own in front of what follows.
fn is_heading(part: &str, marked: bool, dated: impl Fn() -> bool) -> bool {
    let Some(own) = marker::marker_at(part) else {
        let words = compact(part);
        let bracketed = words.starts_with(sign::is_open_paren) && words.ends_with(sign::is_close_paren);
        return marked
            || bracketed
            || dated()
            || date::parse_day(&words).is_some()
            || organ::is_organ(&words)
            || attachment::is_attachment(&words)
            || title::kind_of(&words).is_some() && words.len() > 18;
    };
    let rest = part[own.len as usize..].trim_start_matches(is_blank);
    let bracketed = rest.starts_with(['（', '(', '【']) && rest.ends_with(['）', ')', '】']);
    !rest.is_empty() && (own.family != Family::Article || bracketed || marked)
}

/// Whether the value of a field of the record ends before a blank, where no other field begins behind it.
fn ends_field(field: RecordField, value: &str, after: &str) -> bool {
    match field {
        // A page that has no keywords leaves the field empty.
        RecordField::Keywords => !value.is_empty() || after.starts_with(sign::is_han) && names_subject(after),
        RecordField::Number => doc_number::parse_doc_number(value).is_some(),
        _ => !value.is_empty(),
    }
}

/// Whether a text is a label and organs behind it: 责任单位：甲局、乙局.
fn is_list_of_organs(text: &str) -> bool {
    if text.len() > HEAD_BYTES {
        return false;
    }
    let Some((label, organs)) = text.split_once(sign::is_colon) else { return false };
    let last = organs.rsplit(['、', '，']).next().unwrap_or(organs);
    label.len() <= LABEL_BYTES
        && !organs.contains(|c| sign::is_full_stop(c) || matches!(c, '；' | ';'))
        && organ::is_organ(&compact(last))
}

/// Whether 关于 stands near the start of a text.
fn names_subject(text: &str) -> bool {
    text.char_indices().take(30).any(|(at, _)| text[at..].starts_with("关于"))
}

/// Whether a text is one character, but for a colon behind it.
fn is_single(text: &str) -> bool {
    let mut chars = text.trim_end_matches(sign::is_colon).chars();
    chars.next().is_some_and(sign::is_han) && chars.next().is_none()
}
