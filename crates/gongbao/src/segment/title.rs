//! Titles over several lines, and which of them the contents list or a covering title announces.

use alloc::{borrow::Cow, string::String, vec::Vec};
use core::ops::Bound;

use super::{Segmenter, WIDEST_NAME, history::begins_with_day};
use crate::{
    grammar::{
        closing, date, doc_number, number, organ, page, sign, title,
        word::{Words, has_any},
    },
    line::{Chosen, Classified, LineKind},
    model::Leaf,
    source::{Seen, Span, compact, compact_into, trim},
};

/// How many lines a title may take.
const MOST_LINES: usize = 7;

/// The longest title, in bytes without blanks.
const LONGEST: usize = 600;

/// How wide a field of a page is at most that may stand right above a title.
const LONGEST_FIELD: u16 = 16;

/// How many bytes a name has at least that is known as a title because the cover has it.
const SHORTEST_NAMED: usize = 18;

/// How many bytes the word takes at most that says what carries out a law: 办法, 实施细则, 若干规定.
const LONGEST_INSTRUMENT: usize = 18;

/// Words of a remark in brackets that belongs to a title.
const REMARKS: &[&str] =
    &["试行", "暂行", "年", "修订", "草案", "征求意见稿", "全文", "节选", "送审稿", "讨论稿", "摘要", "批）"];

/// What an organ does with another one's paper, on the line above 关于.
const PASSES: Words<'_, '_> = Words::new(&[
    "转发", "批转", "印发", "发布", "公布", "颁布", "实施", "贯彻", "落实", "批准", "同意", "对",
]);

/// How the names of the organs begin that no other name is part of.
const CENTRAL: [&str; 4] = ["国务院", "中共中央", "全国人大", "最高人民"];

const fn is_place(c: char) -> bool {
    matches!(c, '市' | '省' | '县' | '区' | '州' | '旗' | '盟')
}

/// The letters, digits and Han characters of a text, full-width figures as half-width ones.
pub(super) fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_letters(text, &mut out);
    out
}

pub(super) fn push_letters(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let (mut from, mut at) = (0, 0);
    out.reserve(bytes.len());
    // Runs of letters are taken as they are.
    while at < bytes.len() {
        match bytes[at] {
            0xe4..=0xe9 => at += 3,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => at += 1,
            _ => {
                out.push_str(&text[from..at]);
                let Some(c) = text[at..].chars().next() else { break };
                out.extend(letter(c));
                at += c.len_utf8();
                from = at;
            }
        }
    }
    out.push_str(&text[from..at]);
}

pub(super) fn letters_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(letter)
}

fn letter(c: char) -> Option<char> {
    match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        c if c.is_ascii_alphanumeric() || sign::is_han(c) => Some(c),
        _ => None,
    }
}

/// A bit for the first letter of a text; texts that begin alike have the same.
pub(super) fn begin_bit(text: &str) -> u64 {
    letters_of(text).next().map_or(0, |c| 1 << (c as u32 & 63))
}

impl<'a> Segmenter<'a> {
    /// A title that begins at a line: the line behind it and its text. It ends with the name of a 文种 or of an
    /// instrument and is complete.
    pub(super) fn title_run(&self, at: usize) -> Option<(usize, Cow<'a, str>)> {
        let explains = || title::may_explain(self.words(at));
        // Most lines are no title: none of them ends as one does before a line that cannot belong to it.
        let limit = (at + MOST_LINES).min(self.lines.len());
        let candidates = self.lines.get(at..limit)?.iter().take_while(|l| {
            l.is_bare()
                && matches!(
                    l.kind,
                    LineKind::Text | LineKind::RedHead | LineKind::GazetteName | LineKind::Leader
                )
                || l.last == '、'
        });
        let ends = |(l, at): (&Classified, usize)| {
            title::may_end(l.last) && (title::may_end_with(self.words(at)) || explains())
        };
        // 序号 heads the cells of a table.
        if !candidates.zip(at..).any(ends) || self.words(at) == "序号" {
            return None;
        }
        let (mut joined, mut from, mut len) = (Cow::Borrowed(""), at, 0);
        for end in at..limit {
            let line = &self.lines[end];
            if !self.has_form_of_title(end, end == at) {
                return None;
            }
            let words = self.words(end);
            len += words.len();
            if len > LONGEST {
                return None;
            }
            // Lines are joined where a title may end.
            if line.width <= 60 && !words.chars().next_back().is_some_and(title::may_end) {
                continue;
            }
            (from..=end).for_each(|at| joined += self.words(at));
            from = end + 1;
            let done = joined.chars().nth(3).is_some()
                && title::kind_of(&joined).is_some()
                && !title::is_incomplete(&joined);
            if done {
                if (at..=end).any(|line| self.breaks_title(at, line)) {
                    return None;
                }
                let end = self.title_rest(end + 1, &mut joined);
                let end = self.title_tail(end, &mut joined);
                return Some((end, joined));
            }
            if line.width > 60 && !title::is_incomplete(&joined) {
                return None;
            }
        }
        None
    }

    /// Whether a line of a title that begins at `first` can be none, though it has the form. Few titles come so far.
    fn breaks_title(&self, first: usize, at: usize) -> bool {
        let words = self.words(at);
        !self.reads_as_title(at, at == first)
            || at == first + 1 && self.is_name_of_the_page(first)
            || at > first && self.is_of_the_page(at - 1)
            || begins_with_day(words) && (at > first || self.is_history(first))
    }

    /// Whether an organ's name stands apart above a title that names its own organ, or with more than a blank line between:
    /// the name of a page or of a site, or who issues what is below.
    fn is_name_of_the_page(&self, at: usize) -> bool {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        let breaks = Span::new(line.span.end, next.span.start).of(self.source).matches('\n').count();
        let names_its_own =
            || self.words(at + 1).contains("关于") && organ::issuer_part(self.words(at + 1)) > 0;
        // 某办公厅转发某局 and 某府关于某某新区 are the first line of a title.
        let begins_title = || self.words(at).contains("关于") || PASSES.any_in(self.words(at));
        (breaks > 2 || breaks > 1 && names_its_own()) && organ::is_organ(self.words(at)) && !begins_title()
    }

    /// Whether a line above one that begins a title by itself (关于…, 某市某局关于…) can be no part of it: it is no organ,
    /// ends in no place and passes nothing on. It is a button or a label of the page.
    fn is_of_the_page(&self, at: usize) -> bool {
        let (above, own) = (self.words(at), self.words(at + 1));
        let file = self.lines[at].last.is_ascii_alphabetic() && page::is_file_name(above);
        let site = matches!(self.lines[at].last, '网' | '站') && self.lines[at].width <= 20;
        if file || site && !above.contains("关于") {
            return true;
        }
        let about = own.find("关于");
        // No place stands above the State Council: 全国 and 北京市 end a table there.
        let central = CENTRAL.iter().any(|organ| own.starts_with(organ));
        let part = above.ends_with(['、', '和', '及', '与'])
            || !central && above.ends_with(|c: char| is_place(c) || matches!(c, '议' | '会'))
            || PASSES.any_in(above)
            || above.split(['、', '，']).all(|name| organ::is_organ(name) && !name.contains(['-', '—']));
        let Some(about) = about else {
            let begins = central && (organ::is_organ(own) || organ::issuer_part(own) > 0);
            return !part && (begins || self.is_label_above(at));
        };
        if part || about == 0 {
            return !part;
        }
        let issuer = organ::issuer_part(own);
        (1..=about).contains(&issuer)
            && (own.starts_with(['国', '中', '全', '最'])
                || own[..issuer].char_indices().any(|(i, c)| i > 0 && i + 9 <= issuer && is_place(c))
                || organ::is_strong_organ(&own[..issuer]) && self.is_plain_label(at))
    }

    /// Whether a short line of plain words that name no place, no organ and no year stands above one that begins with any of
    /// them: the name of a column of the page (政府规章).
    fn is_label_above(&self, at: usize) -> bool {
        let own = self.words(at + 1);
        let begin = own.char_indices().nth(8).map_or(own, |(end, _)| &own[..end]);
        let named = |own: &str| {
            let place =
                own.char_indices().take(6).any(|(i, c)| i > 3 && matches!(c, '省' | '市' | '县' | '州'));
            let year = own.len() > 7
                && own.as_bytes()[..4].iter().all(u8::is_ascii_digit)
                && own[4..].starts_with('年');
            place
                || year
                || own.starts_with("国务院")
                || begin.contains("自治")
                || organ::issuer_part(own) > 0
                || organ::is_strong_organ(own)
        };
        self.is_plain_label(at) && named(own)
    }

    fn is_plain_label(&self, at: usize) -> bool {
        let above = self.words(at);
        self.lines[at].width <= 20
            && !above.starts_with(['国', '中', '全', '最'])
            && !has_any(above, &["关于", "《", "的"])
            && above.chars().all(|c| sign::is_han(c) || matches!(c, '-' | '－' | '_' | '|'))
            && (!above.chars().any(is_place) || above.contains(['-', '－', '_', '|']))
    }

    /// A document number that a break has cut: 黔府发〔 / 2022〕8号. Gives the line behind it.
    pub(super) fn cut_number(&self, at: usize) -> Option<usize> {
        let line = self.line(at).filter(|l| l.kind == LineKind::Text && l.width <= 24)?;
        // It is cut behind a bracket, a figure or 第.
        if line.seen.intersects(Seen::ENDS_HAN) && line.last != '第' && !number::is_han_numeral(line.last) {
            return None;
        }
        let text = line.span.of(self.source);
        if !has_any(text, &["〔", "［", "﹝", "【"]) && !text.contains('[') {
            return None;
        }
        let joined = [self.words(at), self.words(at + 1)].concat();
        doc_number::parse_doc_number(&joined).is_some().then_some(at + 2)
    }

    /// A title over lines may be cut behind a word that could end it: 关于推进户籍制度 / 改革的意见. It goes on where it
    /// says 关于 without the 文种 that must follow, and the next line or two end with 的 and one.
    fn title_rest(&self, end: usize, joined: &mut Cow<'a, str>) -> usize {
        if !joined.contains("关于") || title::ends_whole(joined) {
            return end;
        }
        let mut rest = String::new();
        for next in end..(end + 2).min(self.lines.len()) {
            let line = &self.lines[next];
            let words = self.words(next);
            let goes_on = line.kind == LineKind::Text
                && line.is_bare()
                && line.width <= WIDEST_NAME
                && !words.contains("关于")
                && title::is_title_line(words);
            if !goes_on {
                return end;
            }
            rest.push_str(words);
            if title::ends_whole(&rest) {
                joined.to_mut().push_str(&rest);
                return next + 1;
            }
        }
        end
    }

    /// A remark on the next line belongs to the title: (试行), (2023—2027年); so does 的通知.
    fn title_tail(&self, end: usize, joined: &mut Cow<'a, str>) -> usize {
        let Some(next) = self.line(end) else { return end };
        if next.kind != LineKind::Text || next.width > 20 {
            return end;
        }
        let mut words = String::from(self.words(end));
        let mut behind = end + 1;
        if words.starts_with(['(', '（'])
            && !words.contains([')', '）'])
            && self.kind(behind) == Some(LineKind::Text)
        {
            words.push_str(self.words(behind));
            behind += 1;
        }
        let remark = words.starts_with(['(', '（'])
            && words.ends_with([')', '）'])
            && (has_any(&words, REMARKS) || title::is_range_of_years(&words))
            && !words.contains('日')
            && !words.contains('月')
            && !words.contains("通过");
        let goes_on = words.starts_with('的') && title::kind_of(&words).is_some();
        // 某省实施《某法》 / 办法
        let carries_out =
            joined.ends_with('》') && has_any(joined, &["实施《", "执行《", "贯彻《", "落实《"]);
        let instrument = || words.len() <= LONGEST_INSTRUMENT && title::kind_of(&words).is_some();
        if remark || goes_on || carries_out && instrument() {
            joined.to_mut().push_str(&words);
            return behind;
        }
        end
    }

    /// Whether the lines of a title in front of the one with 关于 are names of organs; if not, the title begins later
    /// and they are the end of something else.
    pub(super) fn begins_with_organs(&self, at: usize, end: usize) -> bool {
        let Some(about) = (at..end).find(|&i| self.words(i).contains("关于")) else { return true };
        if about == at || organ::issuer_part(self.words(about)) == 0 {
            return true;
        }
        (at..about).all(|i| self.words(i).split('、').all(organ::is_organ))
    }

    /// Whether the lines of a title begin with the signature of the text above it: what is passed on is named by the
    /// last of them alone.
    pub(super) fn is_signed_above(&self, document: u32, body: Chosen<'_>, end: usize, title: &str) -> bool {
        let named = |title: &str| self.is_expected_exactly(document, title) || self.is_quoted(body, title);
        end > self.at + 1
            && !named(title)
            && (self.at + 1..end).take_while(|&at| self.is_signature(&self.lines[at - 1])).any(|from| {
                let rest: String = (from..end).map(|at| self.words(at)).collect();
                named(&rest)
            })
    }

    /// Where a title of any words ends that begins at the line at hand behind a closing: it is the name, letter for letter,
    /// of what the document's title passes on.
    pub(super) fn named_by_its_cover(&self, document: u32) -> Option<usize> {
        let wanted = self.passed_on_by(document)?;
        if wanted.len() < SHORTEST_NAMED || !wanted.starts_with(letters_of(self.words(self.at)).next()?) {
            return None;
        }
        let mut joined = String::new();
        for end in self.at..(self.at + 4).min(self.lines.len()) {
            if self.lines[end].kind != LineKind::Text || !self.lines[end].is_bare() {
                return None;
            }
            push_letters(self.words(end), &mut joined);
            if joined == wanted {
                return Some(end + 1);
            }
            if !wanted.starts_with(&joined) {
                return None;
            }
        }
        None
    }

    /// The letters of what the title of the document at hand passes on.
    pub(super) fn passed_on_by(&self, document: u32) -> Option<&str> {
        let read = || {
            let title = self.read_compact(self.tables.units[document as usize].title?);
            title::passed_on(&title).map(letters)
        };
        self.passed_on.get_or_init(read).as_deref()
    }

    /// Whether a title has the letters of what the document's title passes on.
    fn is_expected_exactly(&self, document: u32, candidate: &str) -> bool {
        self.passed_on_by(document).is_some_and(|inner| inner == letters(candidate))
    }

    /// Whether a line has a form and an end that a line of a title can have.
    fn has_form_of_title(&self, at: usize, first: bool) -> bool {
        let line = &self.lines[at];
        let kind = match line.kind {
            LineKind::Text | LineKind::RedHead | LineKind::Leader => true,
            LineKind::GazetteName => first,
            _ => false,
        };
        // Where no sign stands inside, the last one tells.
        let may_end = || line.has_stop() || line.has_list() || line.has_blanks();
        kind && if may_end() {
            title::is_title_line(self.words(at))
        } else {
            title::may_end_line(line.last, self.words(at).len())
        }
    }

    /// Whether what a line of the form of a title says can stand in one.
    fn reads_as_title(&self, at: usize, first: bool) -> bool {
        let line = &self.lines[at];
        let words = self.words(at);
        // A row of cells is part of no title.
        let is_row =
            || line.has_tabs() && line.span.of(self.source).contains('\t') && !words.contains("关于");
        let begins = || {
            let first = match words.chars().next() {
                // 你们《关于…的请示》 / 收悉 is the first line of a reply.
                None | Some('(' | '（' | '[' | '［' | '你') => false,
                Some('现' | '兹') => !words.starts_with("现将") && !words.starts_with("兹将"),
                // 为做好某项工作，根据《某法》 / 和有关规定: the first line of a sentence.
                // 本意见自2031年1月1日起执行，原有规定与本意见不一致的按本意见 / 执行.
                Some('为' | '根' | '依' | '按' | '本') => !line.has_comma(),
                Some(_) => !line.has_colon() || !is_field(line, words),
            };
            first && words.contains(sign::is_han)
        };
        (!first || begins()) && !is_dated(line, words) && self.cut_number(at).is_none() && !is_row()
    }

    /// Where a title ends that the contents list announces and that begins at a line.
    pub(super) fn announced_at(&self, at: usize) -> Option<usize> {
        // Most lines are told by their first letter.
        if self.announced_begin == 0 || begin_bit(self.words(at)) & self.announced_begin == 0 {
            return None;
        }
        let mut joined = String::new();
        for end in at..(at + MOST_LINES).min(self.lines.len()) {
            let is_order = |line: usize| matches!(self.lines[line].kind, LineKind::OrderHead);
            if !self.has_form_of_title(end, end == at) && !is_order(end) {
                return None;
            }
            push_letters(self.words(end), &mut joined);
            let first = self.announced_from(&joined)?;
            if first == joined {
                let can = |line: usize| self.reads_as_title(line, line == at) || is_order(line);
                return (at..=end).all(can).then_some(end + 1);
            }
            if !first.starts_with(&joined) {
                return None;
            }
        }
        None
    }

    /// The first announced title that does not stand before some letters: it begins with them if any does.
    fn announced_from(&self, letters: &str) -> Option<&str> {
        let from = (Bound::Included(letters), Bound::Unbounded);
        self.announced.range::<str, _>(from).next().map(|(title, _)| title.as_str())
    }

    /// The contents entry that announces the title of a unit.
    pub(super) fn entry_of(&self, unit: u32) -> Option<u32> {
        if self.announced.is_empty() {
            return None;
        }
        let title = self.title_letters(unit).unwrap_or_default();
        self.entries.get(*self.announced.get(&title)? as usize)?.first().copied()
    }

    /// Whether the lines up to `end` repeat the document's own title.
    pub(super) fn is_own_title(&self, document: u32, end: usize) -> bool {
        let mut joined = String::new();
        (self.at..end).for_each(|at| push_letters(self.words(at), &mut joined));
        self.title_letters(document).is_some_and(|own| own == joined)
    }

    pub(super) fn title_letters(&self, unit: u32) -> Option<String> {
        self.tables.units[unit as usize].title.map(|leaf| self.letters_of(leaf))
    }

    /// The letters of a leaf.
    pub(super) fn letters_of(&self, leaf: Leaf) -> String {
        let mut out = String::with_capacity(leaf.value.len() as usize);
        for piece in self.tables.pieces_of(leaf) {
            push_letters(trim(self.source, piece.intersect(leaf.value)).of(self.source), &mut out);
        }
        out
    }

    /// A line without blanks, all of it.
    pub(super) fn compact_line(&self, line: &Classified) -> Cow<'a, str> {
        let text = line.span.of(self.source);
        if line.has_blanks() { compact(text) } else { Cow::Borrowed(text) }
    }

    pub(super) fn read(&self, leaf: Leaf) -> Cow<'a, str> {
        self.tables.read(self.source, leaf)
    }

    /// The characters of a leaf without blanks.
    pub(super) fn read_compact(&self, leaf: Leaf) -> Cow<'a, str> {
        if let (Some(known), words) = &*self.last_read.borrow() {
            if *known == leaf {
                return words.clone();
            }
        }
        let words = self.compact_leaf(leaf);
        *self.last_read.borrow_mut() = (Some(leaf), words.clone());
        words
    }

    fn compact_leaf(&self, leaf: Leaf) -> Cow<'a, str> {
        let own = |piece: &Span| piece.intersect(leaf.value).of(self.source);
        let words = match self.tables.pieces_of(leaf) {
            [piece] => compact(own(piece)),
            pieces => {
                let mut out = String::with_capacity(leaf.value.len() as usize);
                pieces.iter().map(own).for_each(|text| compact_into(text, text.len(), &mut out));
                Cow::Owned(out)
            }
        };
        // Blanks may stand inside of an entity that stands for one.
        match words {
            Cow::Owned(words) if words.contains('&') => Cow::Owned(compact(&self.read(leaf)).into_owned()),
            words => words,
        }
    }

    /// Whether a title is that of the instrument which the document passes on.
    pub(super) fn is_expected(&self, document: u32, candidate: &str) -> bool {
        let Some(inner) = self.passed_on_by(document) else { return false };
        let wanted = letters(candidate);
        // 印发某市贯彻落实《计划》实施方案的通知: what stands between the verb and 的通知.
        let title = || self.tables.units[document as usize].title.map(|leaf| self.read_compact(leaf));
        let within = || title().is_some_and(|title| letters(&title).contains(&wanted));
        is_alike(inner, &wanted) || wanted.chars().nth(5).is_some() && within()
    }

    /// Whether the document forwards what others wrote (转发, 批转): their paper may have a head of its own.
    pub(super) fn passes_reports_on(&self, document: u32) -> bool {
        let node = &self.tables.units[document as usize];
        let title = node.title.map(|l| self.read(l)).unwrap_or_default();
        let no_enclosure_yet = self.tables.units.len() as u32 == document + 1;
        no_enclosure_yet && ["转发", "批转"].iter().any(|w| title.contains(w))
    }
}

/// Whether a line is what a page says of the paper below it: 办理结果：甲.
fn is_field(line: &Classified, words: &str) -> bool {
    line.width <= LONGEST_FIELD && sign::opens_field(words) && title::kind_of(words).is_none()
}

/// Whether a line is a day in brackets, one whose figure was left open (2024年4月 日), or an organ's name with the day behind
/// it: it stands above or below a title.
fn is_dated(line: &Classified, words: &str) -> bool {
    match line.last {
        ')' | '）' => closing::bracketed_day(words).is_some(),
        '日' if is_day_left_open(words) => true,
        '日' => super::signature::date_at_end(words).map(|(at, _)| &words[..at]).is_some_and(|name| {
            organ::is_organ(name) && !words.contains("关于") || super::signer::is_post_and_name(name)
        }),
        _ => false,
    }
}

/// 2024年4月 日
fn is_day_left_open(words: &str) -> bool {
    let month = words.strip_suffix('日').filter(|w| w.ends_with('月'));
    month.is_some_and(|month| date::date_at(month).is_some_and(|(_, len)| len == month.len()))
}

/// Whether two titles name the same thing: the same letters, or nearly all pairs of neighbours in common.
fn is_alike(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let pairs = |s: &str| -> Vec<(char, char)> {
        let chars: Vec<char> = s.chars().collect();
        chars.windows(2).map(|w| (w[0], w[1])).collect()
    };
    let (first, second) = (pairs(a), pairs(b));
    let (short, long) = if first.len() <= second.len() { (&first, &second) } else { (&second, &first) };
    if short.len() < 4 || short.len() > 200 {
        return false;
    }
    let common = short.iter().filter(|p| long.contains(p)).count();
    common * 10 >= short.len() * 8 && short.len() * 2 >= long.len()
}
