//! What stands below a title of how the text came about: its history, its author and day.

use alloc::{string::String, vec::Vec};

use super::Segmenter;
use crate::{
    grammar::{date, organ, promulgated::HISTORY_WORDS, sign, word::has_any},
    line::{Classified, LineKind},
    model::{Date, DateNode},
    source::{Span, offset_of, trim},
};

/// What an entry of a history ends with.
const HISTORY_ENDS: [char; 15] =
    ['过', '布', '正', '订', '行', '准', '改', '发', '施', '号', '止', '定', '》', ')', '）'];

/// How many columns a line has at least that the page broke off.
const NARROWEST_PAGE: u16 = 40;

/// By how many columns a full line may be shorter than another, and how many more the blanks around figures may take
/// (2031 年 5 月 4 日), which are not counted.
const SLACK: u16 = 6;
const SLACK_OF_BLANKS: u16 = 8;

/// Over how many lines an entry without brackets goes on at most.
const MOST_LINES_OF_ENTRY: usize = 8;

/// How wide a line is at most that has the whole history of a text, each time it was passed, approved and amended.
const LONGEST_HISTORY: u16 = 600;

/// How many characters stand at most on the line that ends an entry whose decision stands above it.
const LONGEST_REST: u16 = 14;

/// How many lines the organs take at most that sign above a day, and one more.
const MOST_SIGNING: usize = 6;

/// How many characters an author's name has at most.
const LONGEST_BYLINE: u16 = 60;

/// How many bytes the shortest day takes that has a month: 2031年5月.
const SHORTEST_MONTH: usize = "2031年5月".len();

/// Whether a line begins with a day: 2031年5月4日某会议通过, 根据2031年5月4日…, 自2031年7月1日起施行.
pub(super) fn begins_with_day(words: &str) -> bool {
    // Most lines do not, or have no room for one.
    if words.len() < SHORTEST_MONTH || !words.chars().next().is_some_and(may_begin_with_day) {
        return false;
    }
    let inner = words.trim_start_matches(['根', '据']).trim_start_matches(['经', '自']);
    date::date_at(inner).is_some_and(|(_, len)| inner[..len].contains('月'))
}

const fn may_begin_with_day(first: char) -> bool {
    matches!(first, '0'..='9' | '０'..='９' | '一' | '二' | '根' | '据' | '经' | '自')
}

/// Whether an entry of a history can be at its end: no title in it is open.
fn is_ended(words: &str) -> bool {
    let count = |sign: char| words.matches(sign).count();
    // The entry below goes on by it: …批准　根据.
    words.strip_suffix("根据").unwrap_or(words).ends_with(HISTORY_ENDS) && count('《') <= count('》')
}

impl Segmenter<'_> {
    /// Whether a line says how the text came about: 2015年4月24日…通过, (…令第2号公布).
    pub(super) fn is_history(&self, at: usize) -> bool {
        self.history_end(at).is_some()
    }

    /// Behind the entry of a history that begins at a line. Of one in brackets, which may go on over lines, only the
    /// first line is looked at.
    pub(super) fn history_end(&self, at: usize) -> Option<usize> {
        let first = self.words(at).chars().next()?;
        if !matches!(first, '(' | '（' | '[' | '［')
            && (!may_begin_with_day(first) || self.words(at).len() < SHORTEST_MONTH)
        {
            return None;
        }
        if !self.is_whole_history(at) {
            return self.wrapped_history(at);
        }
        // 2031年5月4日《某市关于修改某条例的决定》, below it 第一次修正.
        let rest = |line: &&Classified| line.kind == LineKind::Text && line.width <= LONGEST_REST;
        let is_rest = |words: &str| is_ended(words) && has_any(words, HISTORY_WORDS);
        let begun = self.words(at).ends_with('》') && self.line(at + 1).is_some_and(|line| rest(&line));
        let goes_on = begun && is_rest(self.words(at + 1)) && !begins_with_day(self.words(at + 1));
        Some(at + 1 + usize::from(goes_on))
    }

    /// Behind the entry of a history that begins at a line, with the lines over which its bracket goes on.
    pub(super) fn history_end_with_bracket(&self, at: usize) -> Option<usize> {
        let end = self.history_end(at)?;
        let signs = |at: usize, is: fn(char) -> bool| self.words(at).chars().filter(|&c| is(c)).count();
        if signs(at, sign::is_open_paren) <= signs(at, sign::is_close_paren) {
            return Some(end);
        }
        let lines = end..(end + MOST_LINES_OF_ENTRY).min(self.lines.len());
        let closes = |at: &usize| sign::is_close_paren(self.lines[*at].last);
        Some(
            lines
                .take_while(|&at| self.kind(at) == Some(LineKind::Text))
                .find(closes)
                .map_or(end, |at| at + 1),
        )
    }

    fn is_whole_history(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        if line.kind != LineKind::Text
            || line.width > LONGEST_HISTORY
            || line.has_stop() && !line.span.of(self.source).starts_with(['(', '（'])
        {
            return false;
        }
        let words = self.words(at);
        let said = |words: &str| has_any(words, HISTORY_WORDS);
        if let Some(inner) = words.strip_prefix(['[', '［']).and_then(|w| w.strip_suffix([']', '］'])) {
            return said(inner) && date::date_at(inner).is_some_and(|(_, len)| inner[..len].contains('月'));
        }
        if words.starts_with(['(', '（']) {
            // （2024年第6次局长办公会议审议通过） names the session and no day.
            if words.contains("会议") && (words.ends_with("通过）") || words.ends_with("通过)")) {
                return true;
            }
            // A bracket may go on over lines.
            let whole = words.ends_with([')', '）']) || !words.contains([')', '）']);
            let said = said(words) || !words.contains([')', '）']) && self.says_below(at, said);
            let year = words.char_indices().any(|(i, c)| {
                (c.is_numeric() || crate::grammar::number::han_digit(c).is_some())
                    && date::date_at(&words[i..]).is_some_and(|(_, len)| words[i..i + len].contains('月'))
            });
            return whole && said && year;
        }
        // 自2031年7月1日起施行 may stand on a line of its own.
        begins_with_day(words)
            && !line.has_stop()
            && (is_ended(words) && said(words) || self.names_amendment(at, said))
    }

    /// Whether a line below an entry of a history names a day and what amended the text on it: 1999年12月25日 某法修正案.
    fn names_amendment(&self, at: usize, said: impl Fn(&str) -> bool) -> bool {
        let (line, words) = (&self.lines[at], self.words(at));
        let Some(above) = at.checked_sub(1).map(|above| self.words(above)) else { return false };
        line.is_bare()
            && !line.has_comma()
            && (words.ends_with('》') || words.contains("修正案"))
            && begins_with_day(above)
            && (said(above) || above.contains("修正案") || above.ends_with('》'))
    }

    /// Whether the line below one is said to, or both together at the place where the page broke them: …会议通 / 过.
    fn says_below(&self, at: usize, said: impl Fn(&str) -> bool) -> bool {
        let (words, below) = (self.words(at), self.words(at + 1));
        let [last, first] = [words.chars().next_back(), below.chars().next()];
        said(below) || said(&[last, first].into_iter().flatten().collect::<String>())
    }

    /// Behind an entry without brackets that the page broke over lines: every line but the last is full.
    ///
    /// A sentence that begins with a day has a comma or a full stop before it comes to its end.
    pub(super) fn wrapped_history(&self, at: usize) -> Option<usize> {
        let can = |l: &&Classified| l.kind == LineKind::Text && !l.has_stop() && !l.has_comma();
        let first = self.line(at).filter(can)?;
        if first.columns < NARROWEST_PAGE || !begins_with_day(self.words(at)) {
            return None;
        }
        let slack = if first.has_blanks() { SLACK + SLACK_OF_BLANKS } else { SLACK };
        let mut words = String::from(self.words(at));
        for next in at + 1..at + MOST_LINES_OF_ENTRY {
            let line = self.line(next).filter(can)?;
            if line.columns > first.columns + slack || begins_with_day(self.words(next)) {
                return None;
            }
            words.push_str(self.words(next));
            let full = line.columns + slack >= first.columns;
            if is_ended(&words) && !(full && self.goes_on_as_text(next + 1)) {
                return has_any(&words, HISTORY_WORDS).then_some(next + 1);
            }
            if !full {
                return None;
            }
        }
        None
    }

    /// Whether running text stands at a line, none that begins with a day.
    fn goes_on_as_text(&self, at: usize) -> bool {
        self.kind(at) == Some(LineKind::Text) && !begins_with_day(self.words(at))
    }

    pub(super) fn history_line(&mut self, unit: u32) {
        let words = self.words(self.at);
        let inner = words
            .trim_start_matches(['(', '（', '[', '［'])
            .trim_start_matches("根据")
            .trim_start_matches(['经', '自']);
        let day = date::date_at(inner).or_else(|| Self::first_day(inner)).and_then(|(d, _)| d);
        // A bracket may go on over lines; one that begins with a date is an entry of its own.
        let end = self.history_end(self.at).unwrap_or(self.at + 1);
        let mut pieces: Vec<Span> = self.lines[self.at..end].iter().map(|line| line.span).collect();
        self.at = end;
        let mut open = words.matches(['(', '（']).count() > words.matches([')', '）']).count();
        let mut day = day;
        let mut lines = 1;
        while open && lines < 40 && self.kind(self.at) == Some(LineKind::Text) {
            let next = self.lines[self.at];
            let text = next.span.of(self.source);
            open = !text.ends_with([')', '）']);
            let words = self.words(self.at);
            let inner = words.trim_start_matches("根据").trim_start_matches("经");
            // …公布　根据 / 2010年11月29日…修正 and …通过，自 / 2031年3月1日起施行 go on.
            let above = self.words(self.at - 1);
            let above = above.ends_with("根据") || above.ends_with(['自', '于', '，', ',']);
            let begun = date::date_at(inner).filter(|&(_, len)| inner[..len].contains('月') && !above);
            if let Some((own, _)) = begun {
                self.history_entry(unit, &core::mem::take(&mut pieces), day);
                day = own;
            }
            pieces.push(next.span);
            lines += 1;
            self.at += 1;
        }
        self.history_entry(unit, &pieces, day);
    }

    pub(super) fn history_entry(&mut self, unit: u32, pieces: &[Span], day: Option<Date>) {
        if pieces.is_empty() {
            return;
        }
        let value = Span::new(pieces[0].start, pieces[pieces.len() - 1].end);
        let text = self.leaf(unit, pieces, value);
        // The lines of one head follow each other in the table: no other head is read between them.
        let start = self.tables.history.len();
        self.tables.history.push(DateNode { text, date: day });
        let history = &mut self.tables.units[unit as usize].history;
        let first = if history.is_empty() { start } else { history.start as usize };
        *history = crate::model::Slice::new(first, start + 1);
    }

    /// 1990年3月10日，某部: the day of a rule and who issued it, as collections of laws print them below its title.
    pub(super) fn day_and_organ(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        if !line.has_comma() || !line.is_bare() || line.width > 60 || self.unit(unit).date.is_some() {
            return false;
        }
        let text = line.span.of(self.source);
        let words = self.words(self.at);
        let Some((day, len)) = date::date_at(words).filter(|&(_, len)| words[..len].contains('月')) else {
            return false;
        };
        let Some(names) = words[len..].strip_prefix([',', '，']) else { return false };
        if !names.split('、').all(organ::is_strong_organ) {
            return false;
        }
        let place = |at: usize| line.span.start + offset_of(text, at) as u32;
        let cut = place(words.len() - names.len());
        let day_at = Span::new(line.span.start, place(len));
        let leaf = self.leaf(unit, &[Span::new(line.span.start, cut)], day_at);
        self.unit(unit).date = Some(DateNode { text: leaf, date: day });
        let names =
            super::signature::organ_words(self.source, trim(self.source, Span::new(cut, line.span.end)));
        let leaves = names.into_iter().map(|name| self.leaf(unit, &[name], name)).collect();
        self.unit(unit).signatories = self.list(leaves);
        self.at += 1;
        true
    }

    /// Who wrote minutes and when, on one line of their masthead: 某市人民政府办公室　2031年3月1日. On a cover they sign.
    pub(super) fn organ_and_day(&mut self, unit: u32) -> bool {
        if self.head_day.is_some() || self.unit(unit).date.is_some() || !self.is_printer_and_day(self.at) {
            return false;
        }
        let line = self.lines[self.at];
        let Some((cut, day)) = super::signature::date_at_end(self.words(self.at)) else { return false };
        let cut = line.span.start + offset_of(line.span.of(self.source), cut) as u32;
        let organ = trim(self.source, Span::new(line.span.start, cut));
        let name = self.leaf(unit, &[organ], organ);
        let title = self.tables.units[unit as usize].title.map(|title| self.read_compact(title));
        if title.is_none_or(|title| title.ends_with("纪要")) {
            self.red_heads.push(name);
        } else {
            self.unit(unit).signatories = self.list(alloc::vec![name]);
        }
        self.head_day = Some((unit, trim(self.source, Span::new(cut, line.span.end)), day));
        self.at += 1;
        true
    }

    /// A line under the title that names author and date: (市公安局 2004年6月), or an organ alone.
    pub(super) fn byline(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        // No organ's name is so long.
        let round = ['(', '（', ')', '）'];
        let brackets = || text.starts_with(round) || text.ends_with(round);
        if line.width > LONGEST_BYLINE && !line.has_blanks() && !brackets() {
            return false;
        }
        let words = self.compact_line(&line);
        let inner = words.trim_matches(round);
        let bracketed = inner.len() < words.len();
        if bracketed && self.head_day.is_none() {
            if let Some(day) = date::parse_day(inner) {
                self.head_day = Some((unit, line.span, day));
                self.at += 1;
                return true;
            }
        }
        // The organ beside such a day signs; several stand above it, one a line.
        let signs = |at: usize| {
            self.line(at).is_some_and(|l| l.kind == LineKind::Text && l.is_bare())
                && organ::is_organ(self.words(at))
        };
        let end = (self.at..self.at + MOST_SIGNING).find(|&at| !signs(at)).unwrap_or(self.at);
        let below = self.words(end).trim_matches(round);
        let above = self.head_day.is_some_and(|(_, d, _)| d.end <= line.span.start);
        let dated = above || below.len() < self.words(end).len() && date::parse_day(below).is_some();
        let signatories = self.unit(unit).signatories;
        if !bracketed && dated && signatories.is_empty() && end > self.at {
            let end = if above { self.at + 1 } else { end };
            let names: Vec<Span> = self.lines[self.at..end]
                .iter()
                .flat_map(|line| super::signature::organ_words(self.source, line.span))
                .collect();
            let leaves = names.into_iter().map(|span| self.leaf(unit, &[span], span)).collect();
            let list = self.list(leaves);
            self.unit(unit).signatories = list;
            self.at = end;
            return true;
        }
        // Dates are looked for at every place: only where they may matter.
        if !bracketed || inner.len() >= 200 {
            return false;
        }
        let cut = (1..inner.len())
            .filter(|&i| inner.is_char_boundary(i))
            .find(|&i| date::date_at(&inner[i..]).is_some_and(|(_, len)| i + len == inner.len()));
        if let Some(cut) = cut {
            if organ::is_organ(&inner[..cut]) {
                let skip = words.find(inner).unwrap_or(0);
                let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
                let organ = trim(
                    self.source,
                    Span::new(line.span.start + offset_of(text, skip) as u32, place(skip + cut)),
                );
                let day = trim(self.source, Span::new(place(skip + cut), place(skip + inner.len())));
                let name = self.leaf(unit, &[Span::new(line.span.start, organ.end)], organ);
                let when = self.leaf(unit, &[Span::new(day.start, line.span.end)], day);
                let list = self.list(alloc::vec![name]);
                self.unit(unit).signatories = list;
                self.unit(unit).date =
                    Some(DateNode { text: when, date: date::date_at(&inner[cut..]).and_then(|d| d.0) });
                self.at += 1;
                return true;
            }
        }
        false
    }

    /// The first day that a text names: 某部令第5号，2031年3月1日公布.
    pub(super) fn first_day(text: &str) -> Option<(Option<Date>, usize)> {
        let figures = text.char_indices().filter(|(_, c)| c.is_numeric()).map(|(at, _)| &text[at..]);
        figures
            .filter_map(|rest| date::date_at(rest).map(|found| (rest, found)))
            .find_map(|(rest, (day, len))| rest[..len].ends_with('日').then_some((day, len)))
    }
}
