//! The fields of a head: banner, red head, number, order, title, addressees, history, byline.

use alloc::{borrow::Cow, vec::Vec};

use super::Segmenter;
use crate::{
    grammar::{closing, date, doc_number, head, masthead, organ, page, sign, title, word::has_any},
    line::{self, LineKind},
    model::{Date, DateNode, DocNumberNode, DocumentKind, Leaf},
    source::{Span, compact, offset_of, trim, trim_start},
};

/// What a history line says of a text.
const HISTORY_WORDS: &[&str] = &[
    "通过", "公布", "发布", "修正", "修订", "施行", "批准", "颁布", "印发", "修改", "实施", "令第", "废止",
    "制定",
];

/// How many organs may stand under each other in a red head.
pub(super) const MOST_HEAD_ORGANS: usize = 8;

/// How many lines the list of addressees may take.
const MOST_ADDRESSEE_LINES: usize = 12;

impl Segmenter<'_> {
    pub(super) fn banner_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        if let Some((start, end)) = masthead::banner(&words).or_else(|| masthead::contents_column(&words)) {
            let value = Span::new(
                line.span.start + offset_of(text, start) as u32,
                line.span.start + offset_of(text, end) as u32,
            );
            let leaf = self.leaf(unit, &[line.span], trim(self.source, value));
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        } else {
            // Without signs around it: the name of a column of the contents.
            let leaf = self.leaf(unit, &[line.span], line.span);
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        }
        self.at += 1;
    }

    /// 某市人民政府文件: in a gazette the column, above a single document the organ that issues it.
    pub(super) fn red_head_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        if self.is_issue {
            let leaf = self.leaf(unit, &[line.span], line.span);
            self.unit(unit).column = Some(leaf);
            self.banner = Some(leaf);
        } else if self.red_heads.iter().all(|leaf| self.line_above_is(leaf.value)) {
            let text = line.span.of(self.source);
            let organ = head::red_head(&compact(text)).unwrap_or(0);
            let value = Span::new(line.span.start, line.span.start + offset_of(text, organ) as u32);
            // Several organs may stand on the line: 甲局　乙局文件, 甲局、乙局文件.
            let organs = super::signature::organ_words(self.source, value);
            let own = compact(value.of(self.source));
            if organs.len() > 1 {
                for (i, &organ) in organs.iter().enumerate() {
                    let end = organs.get(i + 1).map_or(line.span.end, |next| next.start);
                    let cover = crate::source::trim_end(self.source, Span::new(organ.start, end));
                    let leaf = self.leaf(unit, &[cover], organ);
                    self.red_heads.push(leaf);
                }
            } else if !self.is_in_red_head(&own) {
                let leaf = self.leaf(unit, &[line.span], value);
                self.red_heads.push(leaf);
            }
            let below = self.red_head_organs(self.at + 1);
            let number = matches!(self.kind(below), Some(LineKind::DocNumber | LineKind::SignedOff));
            while number && self.at + 1 < below {
                self.at += 1;
                self.red_head_organ(unit);
            }
        }
        self.at += 1;
    }

    /// Whether a place lies in one of the lines right above the line at hand.
    fn line_above_is(&self, place: Span) -> bool {
        self.lines[self.at.saturating_sub(MOST_HEAD_ORGANS)..self.at].iter().any(|l| l.span.contains(place))
    }

    /// Where the run of lines ends that begins at a line and names an organ each.
    pub(super) fn red_head_organs(&self, at: usize) -> usize {
        (at..at + MOST_HEAD_ORGANS)
            .find(|&a| self.kind(a) != Some(LineKind::Text) || !organ::is_strong_organ(self.words(a)))
            .unwrap_or(at)
    }

    /// Whether the red head names an organ already.
    fn is_in_red_head(&self, name: &str) -> bool {
        let near = self.red_heads.iter().rev().take(MOST_HEAD_ORGANS);
        near.into_iter().any(|&leaf| self.read_compact(leaf) == name)
    }

    /// An organ above or below the line with 文件 in a head of several organs.
    pub(super) fn red_head_organ(&mut self, unit: u32) {
        // 甲局　乙局: two names may stand on the line.
        for span in super::signature::organ_words(self.source, self.lines[self.at].span) {
            if !self.is_in_red_head(&compact(span.of(self.source))) {
                let leaf = self.leaf(unit, &[span], span);
                self.red_heads.push(leaf);
            }
        }
    }

    pub(super) fn signed_off_line(&mut self, unit: u32) {
        self.signed_off(unit, self.lines[self.at].span);
        self.at += 1;
    }

    /// 签发人：某某
    fn signed_off(&mut self, unit: u32, span: Span) {
        let text = span.of(self.source);
        let name = head::signed_off(&compact(text)).unwrap_or(0);
        let value = trim(self.source, Span::new(span.start + offset_of(text, name) as u32, span.end));
        let leaf = self.leaf(unit, &[span], value);
        self.unit(unit).signed_off_by = Some(leaf);
    }

    pub(super) fn number_line(&mut self, unit: u32) {
        let span = self.lines[self.at].span;
        let text = span.of(self.source);
        let node = if let Some(cut) = line::number_signed_off(self.words(self.at)) {
            let cut = span.start + offset_of(text, cut) as u32;
            self.signed_off(unit, trim_start(self.source, Span::new(cut, span.end)));
            self.number_in(unit, trim(self.source, Span::new(span.start, cut)))
        } else {
            self.number_in(unit, span)
        };
        self.unit(unit).doc_number = node;
        self.at += 1;
    }

    /// A document number that takes all of a span, perhaps with brackets around it.
    pub(super) fn number_in(&mut self, unit: u32, span: Span) -> Option<DocNumberNode> {
        let text = span.of(self.source);
        let words = compact(text);
        let bare = line::bare_number(&words);
        let skip = bare.as_ptr() as usize - words.as_ptr() as usize;
        // 甲银行〔2024〕5号令 is the number as a whole.
        let whole = bare;
        let bare = bare.strip_suffix('令').unwrap_or(bare);
        let form = doc_number::parse_doc_number(bare)
            .or_else(|| doc_number::parse_order_number(bare))
            .or_else(|| {
                let number = crate::grammar::number::parse_number(bare.strip_suffix('号')?)?;
                Some(doc_number::DocNumberForm { agency: 0, year: None, number: Some(number) })
            })?;
        let start =
            trim_start(self.source, Span::new(span.start + offset_of(text, skip) as u32, span.end)).start;
        let len = if form.agency > 0 && form.year.is_some() { whole.len() } else { bare.len() };
        let value = Span::new(start, span.start + offset_of(text, skip + len) as u32);
        let agency = Span::new(start, span.start + offset_of(text, skip + form.agency) as u32);
        let agency = if form.agency == 0 { Span::new(start, start) } else { agency };
        let leaf = self.leaf(unit, &[span], value);
        Some(DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// A document number over two pieces.
    pub(super) fn number_of(&mut self, unit: u32, pieces: &[Span; 2]) -> Option<DocNumberNode> {
        let words = pieces.map(|p| compact(p.of(self.source))).concat();
        let form = doc_number::parse_doc_number(&words)?;
        let first = pieces[0];
        let agency =
            Span::new(first.start, first.start + offset_of(first.of(self.source), form.agency) as u32);
        let leaf = self.leaf(unit, pieces, Span::new(first.start, pieces[1].end));
        Some(DocNumberNode { text: leaf, agency, year: form.year, number: form.number })
    }

    /// The head of an order: its name is the title, its number stands behind it or on the next line. From `first` on stand
    /// the organs that issue it together with the one that it names.
    pub(super) fn order_line(&mut self, unit: u32, first: usize) {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let Some(form) = head::order_head(&compact(text)) else {
            self.at += 1;
            return;
        };
        let place = |offset: usize| line.span.start + offset_of(text, offset) as u32;
        let inside = form.number.1 <= form.title && form.number.0 < form.number.1;
        let title =
            if inside { line.span } else { trim(self.source, Span::new(line.span.start, place(form.title))) };
        self.unit(unit).kind = title::kind_of(&compact(title.of(self.source))).unwrap_or(DocumentKind::Order);
        let issuer = trim(self.source, Span::new(line.span.start, place(form.organ)));
        let joint = self.joint_order(self.at);
        let spans = |lines: &[line::Classified]| -> Vec<Span> { lines.iter().map(|l| l.span).collect() };
        let organs_above = spans(&self.lines[first..self.at]);
        let organs_below = joint.map_or_else(Vec::new, |(_, below)| spans(&self.lines[self.at + 1..below]));
        // Below the title of what it promulgates the head names the issuers and is no title.
        let titled = self.unit(unit).title.is_some();
        let (leaf, issuers) = if titled {
            let leaf = self.leaf(unit, &[title], issuer);
            let mut issuers = Vec::new();
            for span in organs_above {
                issuers.push(self.leaf(unit, &[span], span));
            }
            issuers.push(leaf);
            for span in organs_below {
                issuers.push(self.leaf(unit, &[span], span));
            }
            (leaf, issuers)
        } else {
            let pieces = [organs_above.as_slice(), &[title], &organs_below].concat();
            // The title ends with 令; the organs below it are read out of its leaf like those above.
            let leaf = self.leaf(unit, &pieces, Span::new(pieces[0].start, title.end));
            let named: Vec<Span> = [organs_above.as_slice(), &[issuer], &organs_below].concat();
            let issuers = named.into_iter().flat_map(|span| self.organs_in(leaf, span)).collect();
            (leaf, issuers)
        };
        self.unit(unit).issuers = self.list(issuers);
        if !titled {
            self.unit(unit).title = Some(leaf);
        }
        if inside {
            let number = Span::new(place(form.number.0), place(form.number.1));
            let value =
                crate::grammar::number::number_at(compact(number.of(self.source)).trim_start_matches('第'))
                    .map(|n| n.0);
            let text = self.tables.derive(leaf, trim(self.source, number));
            self.unit(unit).doc_number = Some(DocNumberNode {
                text,
                agency: Span::new(number.start, number.start),
                year: None,
                number: value,
            });
        } else if form.number.0 < form.number.1 {
            let rest = trim(self.source, Span::new(title.end, line.span.end));
            let node = self.number_in(unit, rest);
            self.unit(unit).doc_number = node;
        }
        self.at = joint.map_or(self.at + 1, |(_, below)| below);
    }

    /// Where the organs begin and end that issue an order together, one on each line and 令 behind one of them:
    /// 甲部 / 乙总局令 / 丙委员会 above the number.
    pub(super) fn joint_order(&self, at: usize) -> Option<(usize, usize)> {
        if self.kind(at) != Some(LineKind::OrderHead) || !self.words(at).ends_with(['令', '告']) {
            return None;
        }
        let below = self.red_head_organs(at + 1);
        let first = at.saturating_sub(MOST_HEAD_ORGANS);
        let above = (first..at).rev().take_while(|&a| self.red_head_organs(a) > a).last().unwrap_or(at);
        let numbered = matches!(self.kind(below), Some(LineKind::OrderNumber | LineKind::DocNumber));
        (numbered && (above < at || below > at + 1)).then_some((above, below))
    }

    /// The order that promulgates it, in brackets below a title: （某市人民政府令第12号）. Its number and organ are the document's.
    pub(super) fn order_in_brackets(&mut self, unit: u32) -> bool {
        let span = self.lines[self.at].span;
        let found = self.words(self.at).starts_with(['(', '（']) && self.order_in_span(unit, span);
        self.at += usize::from(found);
        found
    }

    /// The same, for the place of the brackets.
    fn order_in_span(&mut self, unit: u32, span: Span) -> bool {
        let text = span.of(self.source);
        let words = compact(text);
        let Some(inner) = words.strip_prefix(['(', '（']).and_then(|w| w.strip_suffix([')', '）'])) else {
            return false;
        };
        let Some(form) = head::order_head(inner).filter(|form| form.number.0 < form.number.1) else {
            return false;
        };
        if self.unit(unit).doc_number.is_some() {
            return false;
        }
        let skip = words.find(inner).unwrap_or(0);
        let place = |offset: usize| span.start + offset_of(text, skip + offset) as u32;
        let value = trim(self.source, Span::new(place(form.number.0), place(form.number.1)));
        let number =
            crate::grammar::number::number_at(inner[form.number.0..form.number.1].trim_start_matches('第'));
        let leaf = self.leaf(unit, &[span], value);
        let agency = Span::new(value.start, value.start);
        self.unit(unit).doc_number =
            Some(DocNumberNode { text: leaf, agency, year: None, number: number.map(|n| n.0) });
        if self.unit(unit).issuers.is_empty() {
            let organ = trim(self.source, Span::new(place(0), place(form.organ)));
            let issuers = self.organs_in(leaf, organ);
            self.unit(unit).issuers = self.list(issuers);
        }
        true
    }

    /// Lines up to `end` as the title; a document number in brackets behind it is its own field.
    pub(super) fn title_lines(&mut self, unit: u32, end: usize) {
        let mut pieces: Vec<Span> = self.lines[self.at..end].iter().map(|l| l.span).collect();
        let number = pieces.last().and_then(|last| self.number_behind(*last));
        if let (Some(number), Some(last)) = (number, pieces.last_mut()) {
            *last = crate::source::trim_end(self.source, Span::new(last.start, number.start));
            if last.is_empty() {
                pieces.pop();
            }
        }
        if pieces.is_empty() {
            self.at = end;
            return;
        }
        let day = pieces.last().filter(|_| number.is_none()).and_then(|last| self.day_behind_title(*last));
        if let (Some((bracket, _)), Some(last)) = (day, pieces.last_mut()) {
            *last = crate::source::trim_end(self.source, Span::new(last.start, bracket.start));
        }
        self.number_before_title(unit, &mut pieces[0]);
        let label = self.label_before_title(pieces[0]);
        let hull = Span::new(pieces[0].start + label, pieces[pieces.len() - 1].end);
        let value = title_in(self.source, hull);
        let leaf = self.leaf(unit, &pieces, value);
        self.unit(unit).title = Some(leaf);
        if let Some(number) = number {
            let node = self.number_in(unit, number);
            if node.is_some() {
                self.unit(unit).doc_number = node;
            } else if !self.order_in_span(unit, number) {
                self.leaf(unit, &[number], number);
            }
        }
        if let Some((bracket, day)) = day {
            if closing::bracketed_day(&compact(bracket.of(self.source))).is_some() {
                self.head_day = Some((bracket, Some(day)));
            } else {
                self.history_entry(unit, &[bracket], Some(day));
            }
        }
        self.at = end;
    }

    /// The bracket behind a title on its last line that begins with a day and says nothing else, or how the text came
    /// about: …的决定（2031年3月1日）, …条例（2031年3月1日…通过）.
    fn day_behind_title(&self, title: Span) -> Option<(Span, Date)> {
        let text = title.of(self.source);
        if !text.ends_with([')', '）']) {
            return None;
        }
        let dated = |&(_, c): &(usize, char)| sign::is_open_paren(c);
        let (at, day) =
            text.char_indices().filter(dated).skip_while(|&(at, _)| at == 0).find_map(|(at, c)| {
                let inner = compact(&text[at + c.len_utf8()..]);
                let (day, len) = date::date_at(&inner)?;
                let whole = inner[..len].ends_with('日');
                let rest = inner[len..].trim_end_matches([')', '）']);
                let said = rest.is_empty() || HISTORY_WORDS.iter().any(|word| rest.ends_with(word));
                Some((at, day.filter(|_| whole && said)?))
            })?;
        Some((Span::new(title.start + at as u32, title.end), day))
    }

    /// Parts a title from the document number that stands on its line in front of it: 某政发〔2024〕5号　某府关于….
    fn number_before_title(&mut self, unit: u32, title: &mut Span) {
        let text = title.of(self.source);
        if self.tables.units[unit as usize].doc_number.is_some() || !text.contains('号') {
            return;
        }
        let words = compact(text);
        let Some((_, len)) = doc_number::doc_number_at(&words) else { return };
        let cut = offset_of(text, len);
        let parted =
            text[cut..].starts_with(crate::source::is_blank) && words[len..].starts_with(sign::is_han);
        if parted && !words[len..].starts_with(['文', '令']) {
            let number = Span::new(title.start, title.start + cut as u32);
            let node = self.number_in(unit, number);
            self.unit(unit).doc_number = node;
            *title = trim_start(self.source, Span::new(number.end, title.end));
        }
    }

    /// How long the label in front of a title is: 标题：某局关于…的通知.
    fn label_before_title(&self, title: Span) -> u32 {
        let text = title.of(self.source);
        if !text.starts_with(['标', '题']) {
            return 0;
        }
        let words = compact(text);
        let label = ["标题", "题目"].iter().find_map(|label| words.strip_prefix(label));
        let rest = label.and_then(|rest| rest.strip_prefix(sign::is_colon)).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else { return 0 };
        let behind = title.start + offset_of(text, words.len() - rest.len()) as u32;
        trim_start(self.source, Span::new(behind, title.end)).start - title.start
    }

    /// A document number in brackets at the end of a span.
    pub(super) fn number_behind(&self, span: Span) -> Option<Span> {
        let text = span.of(self.source);
        if !text.trim_end().ends_with([')', '）']) {
            return None;
        }
        text.char_indices()
            .filter(|&(_, c)| sign::is_open_paren(c))
            .map(|(at, _)| Span::new(span.start + at as u32, span.end))
            .find(|s| {
                let words = compact(s.of(self.source));
                let inner = line::bare_number(&words);
                let order = inner.strip_suffix('令').unwrap_or(inner);
                doc_number::parse_doc_number(order).is_some()
                    || head::order_head(inner).is_some_and(|form| form.number.0 < form.number.1)
                    || order.len() < inner.len() && doc_number::parse_order_number(order).is_some()
            })
    }

    /// Organs named in a part of a leaf, parted by blanks and 、.
    pub(super) fn organs_in(&self, leaf: Leaf, part: Span) -> Vec<Leaf> {
        let mut spans: Vec<Span> = Vec::new();
        for piece in self.tables.pieces_of(leaf) {
            let clipped = trim(self.source, piece.intersect(part));
            if clipped.is_empty() {
                continue;
            }
            let joined = spans.last().is_some_and(|s: &Span| {
                let so_far = compact(s.of(self.source));
                !organ::is_organ(&so_far) && s.end <= clipped.start
            });
            for (i, word) in super::signature::organ_words(self.source, clipped).into_iter().enumerate() {
                if let (0, true, Some(last)) = (i, joined, spans.last_mut()) {
                    *last = last.hull(word);
                } else {
                    spans.push(word);
                }
            }
        }
        spans.into_iter().map(|s| self.tables.derive(leaf, s)).collect()
    }

    // ------------------------------------------------------------------ addressees

    /// Where a list of addressees ends that begins at a line: the line behind its colon.
    pub(super) fn salutation(&self, at: usize) -> Option<usize> {
        let mut joined = Cow::Borrowed("");
        for end in at..(at + MOST_ADDRESSEE_LINES).min(self.lines.len()) {
            let line = &self.lines[end];
            if line.kind != LineKind::Text
                || line.has_stop()
                || sign::is_full_stop(line.last)
                || line.width > 400
            {
                return None;
            }
            joined += self.words(end);
            if sign::is_colon(line.last) {
                // 被检查单位： / 检查人：, the labels of a form.
                let next = self.words(end + 1);
                let label = next.trim_end_matches(sign::is_colon);
                let in_form = line.width <= 12
                    && label.len() < next.len()
                    && label.len() <= 24
                    && label
                        .ends_with(['人', '名', '称', '址', '间', '期', '话', '码', '员', '章', '字', '位']);
                return (!in_form && head::is_salutation(&joined)).then_some(end + 1);
            }
            // A list over several lines is broken where the line is full or at a sign.
            let next_goes_on = self.words(end + 1).starts_with(['，', ',', '、', '；']);
            let list = line.width >= 8 && (line.has_comma() || line.has_list());
            let open = sign::is_clause_end(line.last) || line.width >= 15 || next_goes_on || list;
            let title = || end == at && line.kind == LineKind::Text && title::ends_whole(self.words(at));
            if !open || end > at && line.indent >= 4 || title() {
                return None;
            }
        }
        None
    }

    pub(super) fn addressees(&mut self, unit: u32, end: usize) {
        let pieces: Vec<Span> = self.lines[self.at..end].iter().map(|l| l.span).collect();
        let items = self.split_list(&pieces, |c| matches!(c, '，' | ',' | '；' | ';'), sign::is_colon);
        let leaves: Vec<Leaf> =
            items.into_iter().map(|(cover, value)| self.leaf(unit, &cover, value)).collect();
        let list = self.list(leaves);
        self.unit(unit).addressees = list;
        self.at = end;
    }

    // ------------------------------------------------------------------ history, byline

    /// Whether a line says how the text came about: 2015年4月24日…通过, (…令第2号公布).
    pub(super) fn is_history(&self, at: usize) -> bool {
        let Some(line) = self.line(at) else { return false };
        if line.kind != LineKind::Text
            || line.width > 260
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
            let said = said(words) || !words.contains([')', '）']) && said(self.words(at + 1));
            let year = words.char_indices().any(|(i, c)| {
                (c.is_numeric() || crate::grammar::number::han_digit(c).is_some())
                    && date::date_at(&words[i..]).is_some_and(|(_, len)| words[i..i + len].contains('月'))
            });
            return whole && said && year;
        }
        // 自2031年7月1日起施行 may stand on a line of its own.
        let inner = words.trim_start_matches(['根', '据']).trim_start_matches(['经', '自']);
        let dated = date::date_at(inner).is_some_and(|(_, len)| inner[..len].contains('月'));
        let ends = words.ends_with([
            '过', '布', '正', '订', '行', '准', '改', '发', '施', '号', '止', '定', '》', ')', '）',
        ]);
        dated && ends && said(words) && !line.has_stop()
    }

    pub(super) fn history_line(&mut self, unit: u32) {
        let line = self.lines[self.at];
        let words = self.words(self.at);
        let inner = words
            .trim_start_matches(['(', '（', '[', '［'])
            .trim_start_matches("根据")
            .trim_start_matches(['经', '自']);
        let day = date::date_at(inner).or_else(|| Self::first_day(inner)).and_then(|(d, _)| d);
        // A bracket may go on over lines; one that begins with a date is an entry of its own.
        let mut pieces = alloc::vec![line.span];
        self.at += 1;
        let mut open = words.matches(['(', '（']).count() > words.matches([')', '）']).count();
        let mut day = day;
        let mut lines = 1;
        while open && lines < 40 && self.kind(self.at) == Some(LineKind::Text) {
            let next = self.lines[self.at];
            let text = next.span.of(self.source);
            open = !text.ends_with([')', '）']);
            let words = self.words(self.at);
            let inner = words.trim_start_matches("根据").trim_start_matches("经");
            let begun = date::date_at(inner).filter(|&(_, len)| inner[..len].contains('月'));
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

    /// A line under the title that names author and date: (市公安局 2004年6月), or an organ alone.
    pub(super) fn byline(&mut self, unit: u32) -> bool {
        let line = self.lines[self.at];
        let text = line.span.of(self.source);
        let words = compact(text);
        let inner = words.trim_matches(['(', '（', ')', '）']);
        let bracketed = inner.len() < words.len();
        if bracketed && self.head_day.is_none() {
            if let Some(day) = date::parse_day(inner) {
                self.head_day = Some((line.span, day));
                self.at += 1;
                return true;
            }
        }
        // The organ beside such a day signs.
        let below = self.words(self.at + 1).trim_matches(['(', '（', ')', '）']);
        let dated = self.head_day.is_some_and(|(d, _)| d.end <= line.span.start)
            || below.len() < self.words(self.at + 1).len() && date::parse_day(below).is_some();
        let signatories = self.unit(unit).signatories;
        if !bracketed && dated && signatories.is_empty() && line.is_bare() && organ::is_organ(&words) {
            let leaves = super::signature::organ_words(self.source, line.span)
                .into_iter()
                .map(|span| self.leaf(unit, &[span], span))
                .collect();
            let list = self.list(leaves);
            self.unit(unit).signatories = list;
            self.at += 1;
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
    fn first_day(text: &str) -> Option<(Option<Date>, usize)> {
        let figures = text.char_indices().filter(|(_, c)| c.is_numeric()).map(|(at, _)| &text[at..]);
        figures
            .filter_map(|rest| date::date_at(rest).map(|found| (rest, found)))
            .find_map(|(rest, (day, len))| rest[..len].ends_with('日').then_some((day, len)))
    }

    /// Splits the text of some pieces into items: what each covers (its separator too) and its value.
    pub(super) fn split_list(
        &self,
        pieces: &[Span],
        separates: impl Fn(char) -> bool,
        ends: impl Fn(char) -> bool,
    ) -> Vec<(Vec<Span>, Span)> {
        let mut items: Vec<(Vec<Span>, Span)> = Vec::new();
        let mut cover: Vec<Span> = Vec::new();
        let mut value: Option<Span> = None;
        for piece in pieces.iter().flat_map(|&piece| self.tables.shown(piece)) {
            let text = piece.of(self.source);
            let mut from = piece.start;
            for (at, c) in text.char_indices() {
                let here = piece.start + at as u32;
                let next = here + c.len_utf8() as u32;
                let last = next >= pieces.last().map_or(0, |p| p.end);
                if separates(c) || ends(c) && last {
                    let own = trim(self.source, Span::new(from, here));
                    value = Some(value.map_or(own, |v| v.hull(own)));
                    cover.push(Span::new(own.start.min(here), next));
                    if let Some(v) = value.take().filter(|v| !v.is_empty()) {
                        items.push((core::mem::take(&mut cover), v));
                    } else if let Some(before) = items.last_mut() {
                        before.0.append(&mut cover);
                    }
                    from = next;
                }
            }
            let rest = trim(self.source, Span::new(from, piece.end));
            if !rest.is_empty() {
                value = Some(value.map_or(rest, |v| v.hull(rest)));
                cover.push(rest);
            }
        }
        if let Some(v) = value {
            items.push((cover, v));
        }
        items
    }
}

/// A title without the marks around the whole of it (《某府关于…的通知》) and without the end of a file's name (….pdf).
fn title_in(source: &str, title: Span) -> Span {
    let text = title.of(source);
    if text.ends_with(|c: char| c.is_ascii_alphabetic()) && page::is_file_name(text) {
        let end = text.rfind('.').unwrap_or(text.len());
        return trim(source, Span::new(title.start, title.start + end as u32));
    }
    let inner = text.strip_prefix('《').and_then(|t| t.strip_suffix('》'));
    match inner.filter(|t| t.contains("关于") && !t.contains(['《', '》'])) {
        Some(_) => {
            let sign = '《'.len_utf8() as u32;
            trim(source, Span::new(title.start + sign, title.end - sign))
        }
        None => title,
    }
}
