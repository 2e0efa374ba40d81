//! Joins what a page cut: whether a line goes on with the paragraph before it.
//!
//! A paragraph is cut where a piece ends without closing punctuation inside an open bracket or a sentence, and the
//! next piece begins as no form could begin. **A heading, an item, a signature or a cell is never swallowed.**

use alloc::vec::Vec;

use crate::{
    grammar::{marker::Family, sign, word::has_any},
    line::{Classified, LineKind},
    source::{Seen, Sign, Span, compact, is_blank},
};

/// How a whole text is set: what its lines tell together.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Setting {
    /// The columns of a full line, where every line is broken at the same width.
    pub(crate) wrapped: Option<u16>,
    first_lines: FirstLines,
    /// Whether an empty line stands between two of them and none inside of one.
    parted: bool,
    /// Whether most of their lines are full: one that ends a sentence as well is more often their middle than their end.
    long: bool,
}

/// How the first lines of paragraphs are set.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum FirstLines {
    /// Like the others.
    #[default]
    Flush,
    /// With an indent.
    Indented,
    /// With an indent that is lost: they are shorter by it.
    Short,
}

/// The widest line that is taken for a line of a printed page, in columns.
const WIDEST_PAGE: usize = 110;

/// The columns of an indent: two Han characters.
const INDENT: u16 = 4;

/// By how many columns a full line may be short: a character that may not begin or end a line moves to the next.
const SLACK: u16 = 4;

/// What stands at the beginning of no paragraph.
const CLOSING_SIGNS: [char; 13] = ['，', ',', '。', '、', '；', ';', '：', '）', ')', '》', '”', '！', '？'];

/// Whether a line ends as a paragraph or an item does.
fn is_closed(line: &Classified) -> bool {
    line.seen.intersects(Seen::ENDS_ITEM)
}

impl Setting {
    /// Looks at all lines once.
    pub(crate) fn of(lines: &[Classified]) -> Self {
        let mut by_width = [0_u32; WIDEST_PAGE + 1];
        // Lines that break off tell the width: where every line is broken at the same one, they are full.
        let (mut broken, mut longer_than) = (0_u32, [0_u32; WIDEST_PAGE + 1]);
        let (mut long, mut prose, mut firsts, mut indented) = (0_u32, 0_u32, 0_u32, 0_u32);
        let mut closed = true;
        for line in lines.iter().filter(|l| matches!(l.kind, LineKind::Text | LineKind::Marked(_))) {
            // How long a line is cannot be foreseen, so that no branch asks for it.
            let (columns, width) = (line.columns as usize, (line.columns as usize).min(WIDEST_PAGE));
            let is_long = u32::from(columns >= 30);
            long += is_long;
            longer_than[width] += is_long;
            let breaks_off = is_long & u32::from(!is_closed(line));
            broken += breaks_off;
            by_width[width] += breaks_off & u32::from(columns <= WIDEST_PAGE);
            let is_prose = u32::from(columns >= 40);
            prose += is_prose;
            firsts += is_prose & u32::from(closed);
            indented += is_prose & u32::from(closed) & u32::from(line.indent >= 2);
            closed = line.seen.intersects(Seen::ENDS_SENTENCE) || line.marker().is_some() && line.is_bare();
        }
        let near = |w: usize| by_width[w.saturating_sub(3)..=w].iter().sum::<u32>();
        // The first lines of paragraphs are shorter by an indent, which may be lost.
        let full = |w: usize| near(w) + near(w.saturating_sub(INDENT as usize));
        // Of several that fit as well the narrowest.
        let best = (34..=WIDEST_PAGE).rev().max_by_key(|&w| full(w)).unwrap_or(0);
        // A page has many full lines and few that are longer.
        let longer: u32 = longer_than[(best + 4).min(WIDEST_PAGE)..].iter().sum();
        let wrapped = broken >= 8 && full(best) * 2 >= broken && longer * 5 <= long && full(best) >= 6;
        // Few lines that begin a paragraph tell nothing: their sentences end with other signs.
        let indented = indented * 2 > firsts && firsts > 2 && firsts * 12 > prose;
        let wrapped = wrapped.then_some(best as u16);
        let first_lines = if indented { FirstLines::Indented } else { FirstLines::Flush };
        let mut setting = Self { wrapped, first_lines, parted: false, long: false };
        if wrapped.is_some() {
            (setting.parted, setting.long) = setting.ends_of_paragraphs(lines);
            if !indented && setting.first_lines_are_short(lines) {
                setting.first_lines = FirstLines::Short;
            }
        }
        setting
    }

    /// Whether an empty line stands behind most sentences that end a line and behind few full lines that break off, and
    /// whether there are many of the latter.
    fn ends_of_paragraphs(self, lines: &[Classified]) -> (bool, bool) {
        let (mut ended, mut ended_parted, mut broken, mut broken_parted) = (0_u32, 0_u32, 0_u32, 0_u32);
        let can = |line: &Classified| matches!(line.kind, LineKind::Text | LineKind::Marked(_));
        let pairs = lines.iter().zip(lines.iter().skip(1));
        for (line, next) in pairs.filter(|(line, next)| can(line) && can(next) && !next.page_before) {
            let parted = u32::from(next.parted);
            if line.seen.intersects(Seen::ENDS_SENTENCE) {
                ended += 1;
                ended_parted += parted;
            } else if !is_closed(line) && self.is_full(line, true) {
                broken += 1;
                broken_parted += parted;
            }
        }
        let apart = ended_parted >= 4 && ended_parted * 4 >= ended * 3 && broken_parted * 10 <= broken;
        (apart, broken >= 3 * ended)
    }

    fn first_lines_are_short(self, lines: &[Classified]) -> bool {
        let (mut short, mut all, mut closed) = (0_u32, 0_u32, false);
        for line in lines.iter().filter(|l| matches!(l.kind, LineKind::Text | LineKind::Marked(_))) {
            if closed && !is_closed(line) && self.is_full(line, true) {
                all += 1;
                short += u32::from(!self.is_full(line, false));
            }
            // A full line that ends a sentence may be the middle of a paragraph.
            closed = is_closed(line) && !self.is_full(line, false);
        }
        short >= 4 && short * 3 > all * 2
    }

    /// Whether a line goes on with the paragraph above it that ends a sentence in a full line: neither an indent nor an
    /// empty line begins another one.
    fn goes_on_behind_a_sentence(self, line: &Classified) -> bool {
        // Empty lines around the end of a page part nothing.
        if self.parted && !line.page_before {
            return !line.parted;
        }
        match self.first_lines {
            FirstLines::Indented => true,
            FirstLines::Short => self.is_full(line, false),
            FirstLines::Flush => self.long,
        }
    }

    /// Whether a line is as long as the page is wide. The first of a paragraph counts with its indent.
    fn is_full(self, line: &Classified, first: bool) -> bool {
        let indent = if first { INDENT } else { 0 };
        self.wrapped.is_some_and(|w| line.columns + indent + SLACK >= w)
    }
}

/// A paragraph while its pieces are being joined.
#[derive(Debug, Clone)]
pub(crate) struct Pieces<'a> {
    pub(crate) spans: Vec<Span>,
    /// The last line that went in.
    last_line: &'a Classified,
    family: Option<Family>,
    /// The signs of all lines; of full stops the last character too.
    pub(crate) seen: Seen,
    width: u32,
    /// Round brackets that are open.
    open: u32,
}

/// What to do with a line behind a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// It begins something of its own.
    No,
    /// It goes on with the paragraph.
    Yes,
    /// It goes on, though both could stand alone.
    Doubtful,
    /// It repeats the end of the paragraph and is furniture.
    Repeats,
}

impl<'a> Pieces<'a> {
    /// A paragraph that begins with a line, or with what is left of it behind its marker. What the list held is
    /// dropped.
    pub(crate) fn new(mut spans: Vec<Span>, line: &'a Classified, rest: Span) -> Self {
        spans.clear();
        let mut pieces = Self {
            spans,
            last_line: line,
            family: line.marker().map(|m| m.family),
            seen: Seen::default(),
            width: 0,
            open: 0,
        };
        pieces.push(line, rest);
        pieces
    }

    fn push(&mut self, line: &'a Classified, span: Span) {
        self.spans.push(span);
        self.last_line = line;
        self.seen = self.seen.union(line.seen).and_if(line.seen.intersects(Seen::ENDS_SENTENCE), Seen::STOP);
        self.width += u32::from(line.width);
        self.open = self.open.saturating_sub(line.closes.into()) + u32::from(line.opens);
    }

    /// Adds a line that goes on with the paragraph. A character that the break printed twice is left out.
    pub(crate) fn join(&mut self, source: &str, line: &'a Classified) {
        if let Some(last) = self.spans.last_mut() {
            if prints_twice(source, *last, line.span) {
                let cut = last.of(source).chars().next_back().map_or(0, char::len_utf8) as u32;
                *last = Span::new(last.start, last.end - cut);
            }
        }
        self.push(line, line.span);
    }

    /// Cuts a heading that is stuck to the end of the paragraph; it comes again on a line of its own.
    pub(crate) fn cut_stuck(&mut self, source: &str, heading: &Classified) -> bool {
        let Some(last) = self.spans.last_mut() else { return false };
        if self.last_line.last != heading.last {
            return false;
        }
        let (text, stuck) = (last.of(source), heading.span.of(source));
        if stuck.len() < 12 || text.len() <= stuck.len() || !text.ends_with(stuck) {
            return false;
        }
        let keep = crate::source::trim_end(source, Span::new(last.start, last.end - stuck.len() as u32));
        if keep.is_empty() || !keep.of(source).ends_with(sign::is_full_stop) {
            return false;
        }
        *last = keep;
        true
    }

    /// Whether the paragraph begins with a label as another one may: 副组长：甲局、乙局 / 成　员：….
    fn is_labelled(&self, source: &str) -> bool {
        self.spans.first().is_some_and(|first| sign::opens_field(first.of(source)))
    }

    /// Whether the last line breaks off inside a sentence.
    fn is_unfinished(&self, source: &str, next: &Classified, setting: Setting, run_in: bool) -> bool {
        let line = self.last_line;
        if is_closed(line) || line.ends_sentence(source) {
            return false;
        }
        if matches!(line.last, '，' | ',' | '、' | '（' | '(' | '“' | '《' | '«') {
            return true;
        }
        if line.seen.intersects(Seen::sign(Sign::CloseTitle)) && breaks_off_passing(line.span.of(source)) {
            return true;
        }
        let heading = self.family.is_some() && !self.seen.intersects(Seen::STOP);
        if heading && setting.parted && next.parted && !next.page_before && self.spans.len() == 1 {
            return false;
        }
        if setting.is_full(line, false) || setting.is_full(line, true) && self.begins_full(next, setting) {
            return true;
        }
        if heading {
            run_in && (self.seen.intersects(Seen::COMMA) || self.width > 12)
        } else {
            self.seen.intersects(Seen::STOP)
                || self.seen.intersects(Seen::COMMA) && self.width > 12
                || self.seen.intersects(Seen::LIST) && self.width > 24
        }
    }

    /// Whether the first line of the paragraph is full though an indent shorter than others: it is no heading that
    /// happens to be as long, since the next line is no first one.
    fn begins_full(&self, next: &Classified, setting: Setting) -> bool {
        let prose = self.seen.intersects(Seen::STOP.union(Seen::COMMA).union(Seen::LIST));
        let fresh = setting.is_full(next, true) && !setting.is_full(next, false) && !is_closed(next);
        self.spans.len() == 1 && (prose || !fresh)
    }

    /// What a line behind this paragraph is to it. `run_in` says whether headings of this paragraph's series go on
    /// in the line; `then` gives the line after it.
    pub(crate) fn meets(
        &self,
        source: &str,
        line: &Classified,
        then: impl Fn() -> Option<&'a Classified>,
        setting: Setting,
        run_in: bool,
    ) -> Join {
        if !may_continue(source, line, self) {
            return Join::No;
        }
        let text = line.span.of(source);
        let short_end = line.width <= 8 && text.ends_with([')', '）']) && !text.contains(['(', '（']);
        if self.open > 0 && (line.indent < 2 || short_end) {
            return Join::Yes;
        }
        if line.has_colon() && self.open == 0 && sign::opens_field(text) && self.is_labelled(source) {
            return Join::No;
        }
        if line.indent < 2 && cuts_title(source, self.last_line, line) {
            return Join::Yes;
        }
        if short_end && self.spans.last().is_some_and(|s| compact(s.of(source)).ends_with(&*compact(text))) {
            return Join::Repeats;
        }
        if begins_inside(text) && !self.last_line.ends_sentence(source) {
            return Join::Yes;
        }
        let fresh = line.indent >= 2 && setting.first_lines == FirstLines::Indented;
        if fresh
            || line.kind == LineKind::Text
                && text.starts_with(['(', '（'])
                && line.last != '、'
                && self.open == 0
                && is_clause(text)
        {
            return Join::No;
        }
        if text.starts_with(CLOSING_SIGNS) && !self.last_line.ends_sentence(source) {
            return Join::Yes;
        }
        if setting.goes_on_behind_a_sentence(line)
            && line.kind == LineKind::Text
            && setting.is_full(self.last_line, self.last_line.indent >= 2)
            && (sign::is_full_stop(self.last_line.last) || matches!(self.last_line.last, '；' | ';'))
        {
            return Join::Yes;
        }
        if self.is_unfinished(source, line, setting, run_in) {
            let both = line.ends_sentence(source)
                && self.last_line.is_bare()
                && !self.seen.intersects(Seen::STOP)
                && setting.wrapped.is_none();
            return if both { Join::Doubtful } else { Join::Yes };
        }
        let bare = self.last_line.is_bare() && self.width > 8;
        // 五、其他事项 / 无。: a sentence of one word below a heading.
        let says_nothing = || self.family.is_some() && text.starts_with(['无', '略']) && line.width == 2;
        if bare && begins_broken(text) && !says_nothing() {
            return Join::Yes;
        }
        if self.is_cut_heading(source, line, then) {
            return Join::Doubtful;
        }
        Join::No
    }

    /// A heading whose last one or two words stand on the next line: too short for a paragraph, and the numbering
    /// goes on behind it.
    fn is_cut_heading(
        &self,
        source: &str,
        line: &Classified,
        then: impl Fn() -> Option<&'a Classified>,
    ) -> bool {
        self.family.is_some()
            && self.last_line.is_bare()
            && self.spans.len() == 1
            && self.width >= 14
            && line.width <= 4
            && line.is_bare()
            && !line.has_comma()
            && !line.has_list()
            && line.span.of(source).chars().all(sign::is_han)
            && then().is_some_and(|t| t.marker().is_some())
    }
}

/// Whether a 《title》 opens in a line and closes in the next.
fn cuts_title(source: &str, line: &Classified, next: &Classified) -> bool {
    if !line.seen.intersects(Seen::sign(Sign::OpenTitle))
        || !next.seen.intersects(Seen::sign(Sign::CloseTitle))
    {
        return false;
    }
    let (text, behind) = (line.span.of(source), next.span.of(source));
    let opens = text.rfind('《').is_some_and(|at| !text[at..].contains('》'));
    opens && behind.find('》').is_some_and(|at| !behind[..at].contains('《'))
}

/// Whether a line ends inside of the words by which an instrument is made known: 《甲办法》已经2031年5月6日 / 某市人民政府第3次
/// 常务会议通过.
fn breaks_off_passing(text: &str) -> bool {
    let behind = || text.rmatch_indices('》').map(|(at, sign)| &text[at + sign.len()..]);
    let said = ["已", "业经"].iter().find_map(|word| behind().find(|said| said.starts_with(word)));
    said.is_some_and(|said| {
        !has_any(said, &["通过", "批准", "同意", "印发", "公布", "发布", "收悉", "审定", "实施"])
    })
}

/// Whether a text begins with a sign that stands behind something.
fn begins_inside(text: &str) -> bool {
    text.starts_with(['，', ',', '、', '。', '；', ';', '：', '）', '》', '”'])
}

/// Whether a text begins as no paragraph could: the end of a word and a stop (料。, 府)).
fn begins_broken(text: &str) -> bool {
    let mut chars = text.chars().filter(|&c| !is_blank(c));
    let first = chars.next().is_some_and(sign::is_han);
    let second = chars.next();
    let stops = |c: char| matches!(c, '。' | '；' | ';' | '）' | ')' | '，' | ',');
    first && second.is_some_and(|c| stops(c) || sign::is_han(c) && chars.next() == Some('。'))
}

/// Whether a line can be the middle of something: it has no form of its own.
fn may_continue(source: &str, line: &Classified, before: &Pieces<'_>) -> bool {
    match line.kind {
        LineKind::Text | LineKind::Leader | LineKind::DocNumber => !line.apart,
        // …，第 / （四）项: the number of a cross-reference.
        LineKind::Marked(_) if before.last_line.last == '第' => true,
        // A cross-reference that a break put at the start of a line: …按照本办法 / 第八条规定的….
        LineKind::Marked(marker) if marker.family == Family::Article => {
            let rest = line.span.of(source).get(marker.len as usize..).unwrap_or("");
            !marker.blank_after
                && !before.last_line.ends_sentence(source)
                && !sign::is_colon(before.last_line.last)
                && rest.starts_with([
                    '第', '规', '所', '、', '和', '至', '的', '，', ',', '之', '或', '及', '中', '或', '与',
                    '（', '(',
                ])
        }
        _ => false,
    }
}

/// Whether a line is nothing but what stands in brackets: a responsibility clause or a remark of its own, and not
/// （含）以上的人员（含）.
fn is_clause(text: &str) -> bool {
    let mut depth = 0_u32;
    text.ends_with([')', '）'])
        && text.chars().all(|c| {
            match c {
                '(' | '（' => depth += 1,
                ')' | '）' => {
                    depth = depth.saturating_sub(1);
                    return true;
                }
                _ => {}
            }
            depth > 0 || is_blank(c)
        })
}

/// Whether a break printed a character twice: 市生 / 生态环境局. The word that the join makes without it stands
/// elsewhere in the text, the word with both does not.
fn prints_twice(source: &str, end: Span, next: Span) -> bool {
    let (before, after) = (end.of(source), next.of(source));
    let mut tail = before.char_indices().rev();
    let (Some((at, last)), Some(first)) = (tail.next(), after.chars().next()) else { return false };
    if last != first || !sign::is_han(last) || is_blank(first) {
        return false;
    }
    // The two characters before the doubled one belong to the word; where there is one, it does.
    let from = tail.next().map_or(at, |(i, _)| i);
    let to = after.char_indices().nth(4).map_or(after.len(), |(i, _)| i);
    let single = [&before[from..at], &after[..to]].concat();
    let double = [&before[from..], &after[..to]].concat();
    // The words around a break stand near each other in a document: looking far would cost too much.
    let near = window(source, end.end as usize, 40_000);
    let finder = |word: &str| memchr::memmem::find(near.as_bytes(), word.as_bytes()).is_some();
    finder(&single) && !finder(&double)
}

/// The text around an offset, cut at characters.
fn window(source: &str, at: usize, reach: usize) -> &str {
    let mut start = at.saturating_sub(reach);
    let mut end = (at + reach).min(source.len());
    while !source.is_char_boundary(start) {
        start -= 1;
    }
    while !source.is_char_boundary(end) {
        end += 1;
    }
    &source[start..end]
}
