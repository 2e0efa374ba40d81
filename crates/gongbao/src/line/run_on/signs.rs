//! A text whose paragraphs nothing parts: only numbers that count on, and what a head and a closing look like.

use super::{Cutter, HEAD_BYTES, HEADING_BYTES, marker_near, near};
use crate::{
    grammar::{attachment, date, doc_number, head, marker::Family, organ, sign, title},
    source::compact,
};

impl Cutter<'_> {
    /// Parts the text behind the signs that end a paragraph, where what follows shows that one does.
    pub(super) fn at_signs(&mut self) {
        self.head();
        let text = self.text;
        let (mut at, mut stop) = (self.from, false);
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            let history =
                self.in_head && (c.is_ascii_digit() || sign::is_open_paren(c)) && self.begins_history(at);
            if self.open_titles == 0 && at > self.from && (history || self.begins_heading(at, c)) {
                self.cut(at, at);
            }
            self.read(at, next);
            at = next;
            if self.open_titles > 0 || at == text.len() {
                stop = false;
                continue;
            }
            stop = sign::is_full_stop(c) || stop && matches!(c, '”' | '）' | ')') || self.aside_end == at;
            if stop {
                self.in_head = false;
                if let Some(behind) = self.closing(at) {
                    at = behind;
                    continue;
                }
            }
            let noted = self.in_head && self.open_brackets == 0 && sign::is_close_paren(c);
            let bracketed = || text[self.from..].starts_with(sign::is_open_paren);
            if noted && bracketed() && marker_near(text, self.from).is_none() {
                self.cut(at, at);
                at = self.enclosed(at);
                continue;
            }
            if (stop || matches!(c, '；' | ';') || sign::is_colon(c)) && self.begins_part(at, stop) {
                self.cut(at, at);
            }
        }
    }

    /// Whether a part begins behind the end of a sentence or clause.
    fn begins_part(&self, at: usize, stop: bool) -> bool {
        self.marker(at).is_some_and(|marker| stop || marker.family > Family::Article)
            || stop && self.begins_label(at)
            || stop && {
                let rest = &self.text[at..];
                rest.starts_with("附件")
                    && attachment::label(rest).is_some_and(|l| l.has_colon || l.number.is_some())
            }
    }

    /// Whether a heading ends before a marker, where no sign stands between: 第一章总则第一条….
    fn begins_heading(&self, at: usize, c: char) -> bool {
        let ordinal = c == '第';
        let figure = c.is_ascii_digit() && !self.text[..at].ends_with(|c: char| c.is_ascii_digit());
        if !(ordinal || figure || sign::is_open_paren(c)) {
            return false;
        }
        let Some(marker) = self.marker(at) else { return false };
        let Some(own) = marker_near(self.text, self.from) else {
            // The first article stands behind the title and its history.
            let second = ["第二章", "第二条", "第二节", "第二编"];
            return self.in_head
                && ordinal
                && marker.number.main == 1
                && at - self.from <= 2 * HEAD_BYTES
                && marker.family <= Family::Article
                && second.iter().any(|second| self.text[at..].contains(second));
        };
        !self.has_clause
            && at - self.from <= HEADING_BYTES
            && at - self.from > own.len as usize
            && (ordinal || own.family < marker.family)
    }

    /// Whether the title or an entry of the history ends at a place: …办法2019年11月30日…公布2022年3月24日….
    fn begins_history(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        let day = rest.strip_prefix(sign::is_open_paren).unwrap_or(rest);
        at - self.from <= HEAD_BYTES
            && date::date_at(day).is_some_and(|(date, _)| date.is_some())
            && (self.is_passed(at) || self.from == 0 && is_title(&self.text[..at]))
    }

    /// Parts the head of a text: 关于…的通知某政〔2024〕5号各区人民政府：.
    fn head(&mut self) {
        let near = near(self.text, self.from, HEAD_BYTES);
        let near = near.split('。').next().unwrap_or(near);
        // No title is shorter than eight characters.
        let starts = || near.char_indices().map(|(at, _)| at).skip(8).filter(|&at| is_title(&near[..at]));
        let number = near.match_indices('号').map(|(at, sign)| at + sign.len()).take(3).find_map(|end| {
            let is_number = |&at: &usize| {
                at < end && end - at < 90 && doc_number::parse_doc_number(&compact(&near[at..end])).is_some()
            };
            starts().filter(is_number).last().map(|at| (at, end))
        });
        let from = self.from;
        if let Some((at, end)) = number {
            self.cut(from + at, from + at);
            self.cut(from + end, from + end);
        }
        let behind = number.map_or(0, |number| number.1);
        let Some(colon) = near[behind..].find(sign::is_colon).map(|at| behind + at) else { return };
        let end = colon + near[colon..].chars().next().map_or(0, char::len_utf8);
        let addressed = |at: usize| head::is_salutation(&compact(&near[at..end]));
        let start = if number.is_some() || addressed(0) && starts().all(|at| at > colon) {
            Some(behind)
        } else {
            starts().filter(|&at| at < colon && addressed(at)).last()
        };
        let Some(start) = start.filter(|&start| addressed(start)) else { return };
        if start > behind {
            self.cut(from + start, from + start);
        }
        self.cut(from + end, from + end);
    }

    /// Parts the signature and the day behind a sentence from the text: …。某市水务局2024年5月6日. Where they end.
    fn closing(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let near = &rest.as_bytes()[..rest.len().min(HEADING_BYTES + 60)];
        let day = memchr::memmem::find(near, "日".as_bytes())?;
        let tail = self.text.get(at..at + day)?;
        if tail.contains(|c| sign::is_clause_end(c) && c != '、' || sign::is_full_stop(c)) {
            return None;
        }
        let end = day + '日'.len_utf8();
        let date = tail
            .char_indices()
            .map(|(at, _)| at)
            .find(|&from| date::date_at(&rest[from..end]).is_some_and(|(_, len)| from + len == end))?;
        let last = rest.len() == end;
        // A sentence may begin with a day in figures, hardly with one in Han numerals.
        let alone = date == 0 && (last || rest.starts_with(['一', '二']));
        if !(organ::is_organ(&tail[..date]) || alone) {
            return None;
        }
        self.cut(at, at);
        if date > 0 {
            self.cut(at + date, at + date);
        }
        if !last {
            self.cut(at + end, at + end);
            return Some(self.enclosed(at + end));
        }
        Some(at + end)
    }

    /// Parts the title of what the text passes on from what follows it, where it begins at a place. Where it ends.
    fn enclosed(&mut self, at: usize) -> usize {
        self.in_head = true;
        let title = near(self.text, 0, self.cuts.first().map_or(0, |cut| cut.0).min(HEAD_BYTES));
        let end = at + title::passed_on(title).filter(|t| self.text[at..].starts_with(t)).map_or(0, str::len);
        if end > at {
            self.cut(end, end);
        }
        end
    }
}

/// Whether a text can be a title as a whole: no title inside of it is left open.
fn is_title(text: &str) -> bool {
    title::kind_of(&compact(text)).is_some() && text.matches('《').count() == text.matches('》').count()
}
