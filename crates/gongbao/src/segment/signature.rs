//! The organs that sign a text, and the date beside their names.

use alloc::{borrow::Cow, vec::Vec};

use super::{Segmenter, WIDEST_NAME};
use crate::{
    grammar::{closing, date, marker::Marker, organ, sign, word::Words},
    line::{Chosen, Classified, LineKind},
    model::{Date, DateNode, Leaf, UnitRole},
    source::{Seen, Span, compact, has_blank, is_blank, offset_of, place_in, trim, trim_start},
};

/// How many organs may sign one under the other.
const MOST_SIGNATORIES: usize = 24;

impl<'a> Segmenter<'a> {
    /// Takes the organs that stand at the end of a body: they sign.
    pub(super) fn take_organs(&self, unit: u32, body: &mut Vec<u32>) -> Vec<Span> {
        let (organs, kept) = self.organs_at_the_end(unit, self.chosen(body));
        body.truncate(kept);
        organs
    }

    /// The organs that stand at the end of a body, and how many lines stand above them.
    fn organs_at_the_end(&self, unit: u32, body: Chosen<'_>) -> (Vec<Span>, usize) {
        let (mut organs, mut taken): (Vec<Span>, usize) = (Vec::new(), 0);
        let (mut kept, mut at) = (body.len(), body.len());
        while let Some(line) = at.checked_sub(1).and_then(|i| body.get(i)) {
            at -= 1;
            // The mark of a seal on a line of its own is no name.
            if line.width <= 6 && body.len() - at < MOST_SIGNATORIES && self.is_seal(line) {
                continue;
            }
            let other_end = line.seen.intersects(Seen::ENDS_HAN) && !organ::may_end(line.last);
            if line.kind != LineKind::Text || other_end || !line.is_bare() || taken >= MOST_SIGNATORIES {
                break;
            }
            let mut words = organ_words(self.source, line.span);
            if words.is_empty()
                || !words.iter().all(|w| organ::is_organ(bare_organ(&compact(w.of(self.source)))))
            {
                break;
            }
            let alone = taken == 0 && matches!(words.as_slice(), [one] if self.issues_alone(unit, *one));
            words.append(&mut organs);
            organs = words;
            taken += 1;
            kept = at;
            if alone {
                break;
            }
        }
        (organs, kept)
    }

    /// Whether an organ is the one that the title names: the names above its signature are the end of a list.
    fn issues_alone(&self, unit: u32, name: Span) -> bool {
        let Some(leaf) = self.tables.units[unit as usize].title else { return false };
        let (title, name) = (self.read_compact(leaf), compact(name.of(self.source)));
        title.starts_with(bare_organ(&name)) && self.issuers_len(leaf, &title) == bare_organ(&name).len()
    }

    fn is_seal(&self, line: &Classified) -> bool {
        line.kind == LineKind::Text
            && sign::is_close_paren(line.last)
            && closing::seal_at(&self.compact_line(line)) == Some(0)
    }

    /// Whether a text so far ends with names that sign it, behind a sentence.
    pub(super) fn ends_signed(&self, body: Chosen<'_>) -> bool {
        let signs = |l: &&Classified| self.is_signature(l);
        let signing = body.iter().rev().take(MOST_SIGNATORIES).take_while(signs).count();
        signing > 0 && body.iter().rev().nth(signing).is_some_and(|l| l.ends_sentence(self.source))
    }

    /// Whether a line names organs or a person as those who sign do.
    pub(super) fn is_signature(&self, line: &Classified) -> bool {
        if line.kind != LineKind::Text || !line.is_bare() || line.width > 120 {
            return false;
        }
        let words = organ_words(self.source, line.span);
        !words.is_empty() && words.iter().all(|w| organ::is_organ(bare_organ(&compact(w.of(self.source)))))
            || line.width <= WIDEST_NAME && super::signer::is_signer(self.source, line)
            || self.is_seal(line)
    }

    pub(super) fn sign(&mut self, unit: u32, organs: &[Span]) {
        if organs.is_empty() {
            return;
        }
        let names = self.names_in_title(unit);
        let mut parts = Vec::with_capacity(organs.len());
        match organs {
            [one] => push_parted(self.source, *one, &names, &mut parts),
            _ => with_offices(self.source, organs)
                .into_iter()
                .for_each(|span| push_parted(self.source, span, &names, &mut parts)),
        }
        let leaves: Vec<Leaf> = parts.into_iter().map(|span| self.organ_leaf(unit, span)).collect();
        let list = self.list(leaves);
        self.unit(unit).signatories = list;
    }

    /// The names of the organs that the title names as issuers.
    fn names_in_title(&mut self, unit: u32) -> Vec<Cow<'a, str>> {
        let leaves = self.issuers_of_title(unit);
        leaves.into_iter().map(|leaf| self.read_compact(leaf)).filter(|name| organ::is_organ(name)).collect()
    }

    /// An organ's name; a mark of the seal (盖章) behind it is not part of it.
    fn organ_leaf(&mut self, unit: u32, span: Span) -> Leaf {
        let text = span.of(self.source);
        let words = compact(text);
        let bare = bare_organ(&words);
        let value = Span::new(span.start, span.start + offset_of(text, bare.len()) as u32);
        if !text.contains('\n') {
            return self.leaf(unit, &[trim(self.source, span)], value);
        }
        // A name may go on on the next line.
        let mut from = span.start;
        let pieces: Vec<Span> = text
            .split_inclusive('\n')
            .map(|piece| {
                let own = Span::new(from, from + piece.len() as u32);
                from = own.end;
                trim(self.source, own)
            })
            .collect();
        self.leaf(unit, &pieces, value)
    }

    /// Organs below the date.
    pub(super) fn organs_behind(&mut self, unit: u32) {
        let mut organs = Vec::new();
        while let Some(line) = self.line(self.at).filter(|l| l.kind == LineKind::Text && l.is_bare()) {
            let words = organ_words(self.source, line.span);
            let all = !words.is_empty()
                && words.iter().all(|w| organ::is_strong_organ(&compact(w.of(self.source))));
            if !all || self.title_run(self.at).is_some() && !self.issuer_above_another_title(unit) {
                break;
            }
            organs.extend(words);
            self.at += 1;
        }
        self.sign(unit, &organs);
    }

    /// Whether the line at hand is the organ that the unit's own title names, above a title that is whole without it: it
    /// signs below the date, and what it passes on begins.
    fn issuer_above_another_title(&self, unit: u32) -> bool {
        let own = self.tables.units[unit as usize].title.map(|leaf| self.read_compact(leaf));
        let words = self.words(self.at);
        own.is_some_and(|own| own.starts_with(words) && organ::issuer_part(&own) == words.len())
            && self.title_run(self.at + 1).is_some_and(|(_, title)| {
                !["关于", "印发", "转发", "批转"].iter().any(|begin| title.starts_with(begin))
            })
    }

    /// A text that ends without a date may still end with the organ that signs it.
    pub(super) fn sign_at_the_end(&mut self, unit: u32, body: &mut Vec<u32>, closed: bool) {
        if closed || body.len() < 2 || self.role(unit) == UnitRole::Attachment {
            return;
        }
        if self.signed_by_persons(self.chosen(body)) && self.take_signers_above_organ(unit, body) {
            return;
        }
        if self.communique_signed_in_brackets(unit, body) {
            return;
        }
        let (organs, kept) = self.organs_at_the_end(unit, self.chosen(body));
        let strong = organs.iter().all(|s| organ::is_strong_organ(bare_organ(&compact(s.of(self.source)))));
        let above = self.chosen(body).part(0..kept);
        let settled = above.last().is_some_and(|l| l.ends_sentence(self.source));
        if !organs.is_empty() && organs.len() <= 6 && strong && settled {
            body.truncate(kept);
            self.sign(unit, &organs);
        }
    }

    /// （某县统计局）: the last line of a communiqué of statistics.
    fn communique_signed_in_brackets(&mut self, unit: u32, body: &mut Vec<u32>) -> bool {
        let Some(last) = self.chosen(body).last().copied() else { return false };
        if !(last.kind == LineKind::Text && sign::is_close_paren(last.last) && last.width <= WIDEST_NAME) {
            return false;
        }
        let title = self.tables.units[unit as usize].title.map(|l| self.read_compact(l));
        if !title.is_some_and(|t| t.ends_with("统计公报")) {
            return false;
        }
        let text = last.span.of(self.source);
        let inner = text.trim_matches(|c| is_blank(c) || sign::is_open_paren(c) || sign::is_close_paren(c));
        if !organ::is_strong_organ(&compact(inner)) {
            return false;
        }
        let start = last.span.start + place_in(text, inner) as u32;
        let name = self.leaf(unit, &[last.span], Span::new(start, start + inner.len() as u32));
        self.unit(unit).signatories = self.list(alloc::vec![name]);
        body.pop();
        true
    }

    /// Whether the last lines of a text, behind a sentence, are posts with names.
    fn signed_by_persons(&self, body: Chosen<'_>) -> bool {
        let person = |l: &&Classified| {
            l.kind == LineKind::Text && l.width <= WIDEST_NAME && super::signer::is_signer(self.source, l)
        };
        let signing = body.iter().rev().take(12).take_while(person).count();
        signing > 0 && body.iter().rev().nth(signing).is_some_and(|l| l.ends_sentence(self.source))
    }

    /// 某银行2016年3月31日: signature and date on one line.
    pub(super) fn signed_and_dated(
        &mut self,
        unit: u32,
        document: u32,
        body: &mut Vec<u32>,
        closed: &mut bool,
    ) -> bool {
        let line = self.lines[self.at];
        let Some(unit) = self.signed_unit(unit, document) else { return false };
        if *closed {
            return false;
        }
        let above = self.chosen(body);
        let settled = above.last().is_none_or(|l| l.ends_sentence(self.source))
            || self.ends_signed(above)
            || above.last().is_some_and(|l| l.width <= 42 && closing::is_farewell(l.span.of(self.source)))
            || !self.tables.units[unit as usize].attachment_list.is_empty();
        if !settled && !line.has_blanks() {
            return false;
        }
        let text = line.span.of(self.source);
        let words = compact(text);
        // The rules that a notice passes on may begin with their first article.
        let rules = || {
            let next = self.line(self.at + 1).and_then(Classified::marker);
            settled && next.is_some_and(Marker::begins_first_part)
        };
        let last = self.closes_here() || rules();
        let Some((cut, day)) = date_at_end(&words).filter(|_| last) else { return false };
        let place = line.span.start + offset_of(text, cut) as u32;
        let names = trim(self.source, Span::new(line.span.start, place));
        // Behind a text that lacks its last full stop a blank stands between the name and the day.
        if !settled && !self.source[names.end as usize..].starts_with(is_blank) {
            return false;
        }
        if self.signer_beside_date(unit, names, body) {
            let span = trim_start(self.source, Span::new(place, line.span.end));
            let text = self.leaf(unit, &[span], span);
            self.unit(unit).date = Some(DateNode { text, date: day });
            self.at += 1;
            *closed = true;
            return true;
        }
        let organs = organ_words(self.source, names);
        if organs.is_empty() || !organs.iter().all(|o| organ::is_organ(&compact(o.of(self.source)))) {
            return false;
        }
        // The rows of names above it belong to the same signature.
        let whole = matches!(organs.as_slice(), [one] if self.issues_alone(unit, *one));
        let above = if whole { Vec::new() } else { self.take_organs(unit, body) };
        let organs = [above, organs].concat();
        self.sign(unit, &organs);
        let span = trim_start(self.source, Span::new(place, line.span.end));
        let text = self.leaf(unit, &[span], span);
        self.unit(unit).date = Some(DateNode { text, date: day });
        self.at += 1;
        *closed = true;
        true
    }
}

/// How many characters the name of a place takes at most: 某某朝鲜族自治州.
const LONGEST_PLACE: usize = 8;

const GOVERNMENT: Words<'_, '_> = Words::new(&["人民政府"]);

/// Offices of the party that are broken off from the committee they belong to, which no government's are called.
const PARTY_OFFICES: [&str; 6] =
    ["机构编制委员会", "组织部", "宣传部", "统战部", "统一战线工作部", "政法委员会"];

/// 中共某市委 and 机构编制委员会办公室 on the next line are one name.
fn with_offices(source: &str, organs: &[Span]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(organs.len());
    for &organ in organs {
        let broken = out.last().is_some_and(|last| {
            let (above, own) = (compact(last.of(source)), compact(organ.of(source)));
            above.starts_with("中共")
                && above.ends_with('委')
                && PARTY_OFFICES.iter().any(|office| own.starts_with(office))
                && Span::new(last.end, organ.start).of(source).trim().is_empty()
        });
        match out.last_mut().filter(|_| broken) {
            Some(last) => *last = last.hull(organ),
            None => out.push(organ),
        }
    }
    out
}

/// A name without the mark of a seal.
fn bare_organ(words: &str) -> &str {
    closing::seal_at(words).and_then(|at| words.get(..at)).unwrap_or(words)
}

/// The names in a span: parted by blanks where each part is a name, else the span as one (公 安 部).
pub(super) fn organ_words(source: &str, span: Span) -> Vec<Span> {
    let text = span.of(source);
    let mut words: Vec<Span> = Vec::new();
    let mut from = 0;
    // Word's private characters stand where a wide blank was.
    let separates = |c: char| is_blank(c) || matches!(c, '、' | '\u{e000}'..='\u{f8ff}');
    for (at, c) in sign::signs_in(text).filter(|&(_, c)| separates(c)).chain([(text.len(), ' ')]) {
        if at > from {
            words.push(Span::at(span.start as usize + from, span.start as usize + at));
        }
        from = at + c.len_utf8();
    }
    if words.len() > 1 && !words.iter().all(|w| organ::is_organ(bare_organ(w.of(source)))) {
        return joined_words(source, span, &words);
    }
    words
}

/// Words that make names only together: runs that end where a name is complete.
fn joined_words(source: &str, span: Span, words: &[Span]) -> Vec<Span> {
    let single = words.iter().all(|w| w.of(source).chars().count() <= 2);
    if single || words.len() > 40 {
        return alloc::vec![span];
    }
    let mut out: Vec<Span> = Vec::new();
    let mut open: Option<Span> = None;
    for &word in words {
        let so_far = open.map_or(word, |o| o.hull(word));
        if organ::is_organ(&compact(so_far.of(source))) && so_far.of(source).chars().count() > 3 {
            out.push(so_far);
            open = None;
        } else {
            open = Some(so_far);
        }
    }
    match open {
        Some(_) => alloc::vec![span],
        None => out,
    }
}

/// Adds the names that are printed without a blank between them (财政部国土资源部). Any other span is one name.
fn push_parted(source: &str, span: Span, names: &[Cow<'_, str>], out: &mut Vec<Span>) {
    let text = span.of(source);
    let mut from = span.start;
    if !has_blank(text) {
        for cut in joints(text, names) {
            out.push(Span::new(from, span.start + cut as u32));
            from = span.start + cut as u32;
        }
    }
    out.push(Span::new(from, span.end));
}

/// Where the names in a compact text are joined: where a name of the title ends, or where the same place begins again
/// (天津市人民政府甘肃省人民政府, 某区财政局某区教育局).
pub(super) fn joints(text: &str, names: &[Cow<'_, str>]) -> Vec<usize> {
    let (mut cuts, mut at) = (Vec::new(), 0);
    while let Some(name) = names.iter().filter(|n| text[at..].starts_with(n.as_ref())).max_by_key(|n| n.len())
    {
        at += name.len();
        cuts.push(at);
    }
    if at == text.len() && cuts.len() > 1 {
        cuts.pop();
        return cuts;
    }
    cuts.clear();
    at = 0;
    let government = |rest: &str| GOVERNMENT.first_in(rest).map(|(at, word)| at + word.len());
    let joint = |rest: &str| rest.strip_suffix("人民政府").and_then(government).or_else(|| place_again(rest));
    while let Some(middle) = joint(&text[at..]) {
        at += middle;
        cuts.push(at);
    }
    cuts
}

/// Where the place that a name begins with comes again: 上海市医保局上海市医保办, 中共某市委某市人民政府; the party's
/// centre is followed by the State Council.
fn place_again(text: &str) -> Option<usize> {
    let party = text.strip_prefix("中共");
    if let Some(at) = party.filter(|rest| rest.starts_with("中央")).and_then(|_| text.find("国务院")) {
        return (organ::is_organ(&text[..at]) || &text[..at] == "中共中央").then_some(at);
    }
    let skip = party.map_or(0, |_| "中共".len());
    let end = text[skip..]
        .char_indices()
        .take(LONGEST_PLACE)
        .find(|&(i, c)| i > 0 && matches!(c, '市' | '省' | '区' | '县' | '州'))
        .map(|(i, c)| skip + i + c.len_utf8())?;
    let place = &text[skip..end];
    let (first, bytes) = (place.as_bytes().first_chunk::<3>()?, text.as_bytes());
    let begins = |at: &usize| bytes[*at..].first_chunk() == Some(first);
    let at = (end..text.len()).filter(begins).find(|&at| bytes[at..].starts_with(place.as_bytes()))?;
    (organ::is_organ(&text[..at]) && organ::is_organ(&text[at..])).then_some(at)
}

/// A day at the end of a compact text: where it begins.
pub(super) fn date_at_end(words: &str) -> Option<(usize, Option<Date>)> {
    let from = words.char_indices().rev().take(16).map(|(at, _)| at);
    from.filter(|&at| at > 0)
        .filter_map(|at| {
            let (day, len) = date::date_at(&words[at..])?;
            (at + len == words.len()).then_some((at, day))
        })
        .last()
}
