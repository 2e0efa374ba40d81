//! The persons who sign: 省长　张　三.

use alloc::vec::Vec;

use super::{Segmenter, WIDEST_NAME};
use crate::{
    grammar::{organ, sign, word::Words},
    line::{Chosen, Classified, LineKind},
    model::{DocumentKind, SignerNode, Slice},
    source::{Span, compact, offset_of, trim, trim_start},
};

/// How many characters the line has at most that names who speaks.
pub(super) const MOST_OF_A_SPEAKER: u16 = 40;

impl Segmenter<'_> {
    /// Takes the persons who sign from the end of an order's body.
    pub(super) fn take_signers(&mut self, unit: u32, body: &mut Vec<u32>) -> bool {
        let kind = self.tables.units[unit as usize].kind;
        if !may_sign(self.source, self.chosen(body)) {
            return false;
        }
        let order = matches!(kind, DocumentKind::Order | DocumentKind::Announcement)
            || is_order_text(self.source, self.chosen(body));
        let mut found: Vec<SignerForm> = Vec::new();
        while found.len() < 12 {
            let rest = self.chosen(body);
            let Some(form) = last_signer(self.source, rest, order) else { break };
            let line = self.lines[body[body.len() - 1] as usize];
            let below_its_post = form.name == Some(line.span);
            found.push(form);
            body.truncate(body.len() - 1 - usize::from(below_its_post));
        }
        if found.is_empty() {
            return false;
        }
        let mut signers: Vec<SignerNode> = Vec::new();
        for form in found.into_iter().rev() {
            let post = self.leaf(unit, &[form.post.0], form.post.1);
            let name = form.name.map(|span| self.leaf(unit, &[span], span));
            signers.push(SignerNode { post: Some(post), name });
        }
        let start = self.tables.signers.len();
        self.tables.signers.extend(signers);
        let range = Slice::new(start, self.tables.signers.len());
        self.unit(unit).signers = range;
        true
    }

    /// Takes the person who signs below the date of an order.
    pub(super) fn signer_behind(&mut self, unit: u32, body: &[u32]) -> bool {
        let line = self.line(self.at).filter(|l| l.kind == LineKind::Text && l.width <= WIDEST_NAME).copied();
        let form = line.filter(|_| self.is_order(unit, body)).and_then(|l| signer(self.source, &l, true));
        let Some(form) = form else { return false };
        self.signs(unit, &form);
        self.at += 1;
        true
    }

    /// Takes post and name out of a span beside the date of an order: 市长　某某　　2024年5月6日.
    pub(super) fn signer_beside_date(&mut self, unit: u32, span: Span, body: &[u32]) -> bool {
        let form = signer_in(self.source, span, true).filter(|form| form.name.is_some());
        let Some(form) = form.filter(|_| self.is_order(unit, body)) else { return false };
        self.signs(unit, &form);
        true
    }

    fn is_order(&self, unit: u32, body: &[u32]) -> bool {
        self.tables.units[unit as usize].kind == DocumentKind::Order
            || is_order_text(self.source, self.chosen(body))
    }

    fn signs(&mut self, unit: u32, form: &SignerForm) {
        let post = self.leaf(unit, &[form.post.0], form.post.1);
        let name = form.name.map(|span| self.leaf(unit, &[span], span));
        let start = self.tables.signers.len();
        self.tables.signers.push(SignerNode { post: Some(post), name });
        self.unit(unit).signers = Slice::new(start, start + 1);
    }

    /// Takes the persons whose names stand above that of the organ, as some orders have it.
    pub(super) fn take_signers_above_organ(&mut self, unit: u32, body: &mut Vec<u32>) -> bool {
        may_sign(self.source, self.chosen(body)) && self.is_order(unit, body) && self.take_signers(unit, body)
    }

    /// Reads post and name of a person from a line, or from two, below a title; how many lines that took.
    pub(super) fn speaker_lines(&mut self, unit: u32, at: usize) -> usize {
        let Some(line) =
            self.line(at).filter(|l| l.kind == LineKind::Text && l.width <= MOST_OF_A_SPEAKER).copied()
        else {
            return 0;
        };
        // The name alone, above the salutation.
        let words = self.words(at);
        let form = signer(self.source, &line, true);
        let posted = form.as_ref().is_some_and(|form| form.name.is_some());
        if !posted && is_person(words) && !organ::is_organ(words) && self.salutation(at + 1).is_some() {
            let name = self.leaf(unit, &[line.span], line.span);
            let start = self.tables.signers.len();
            self.tables.signers.push(SignerNode { post: None, name: Some(name) });
            self.unit(unit).signers = Slice::new(start, start + 1);
            return 1;
        }
        let Some(form) = form else { return 0 };
        let below = self.line(at + 1).filter(|_| form.name.is_none()).map(|l| l.span);
        let below = below.filter(|s| is_person(&compact(s.of(self.source))));
        let Some(name) = form.name.or(below) else { return 0 };
        let post = self.leaf(unit, &[form.post.0], form.post.1);
        let name = self.leaf(unit, &[name], name);
        let start = self.tables.signers.len();
        self.tables.signers.push(SignerNode { post: Some(post), name: Some(name) });
        self.unit(unit).signers = Slice::new(start, start + 1);
        1 + usize::from(below.is_some())
    }
}

/// Who signs on the last line of a body, or the last two.
fn last_signer(source: &str, body: Chosen<'_>, order: bool) -> Option<SignerForm> {
    let line = body.last().filter(|l| l.kind == LineKind::Text && l.width <= WIDEST_NAME)?;
    signer(source, line, order).or_else(|| name_below_post(source, body, order))
}

/// Whether the last line of a body is one of a person who signs, if the body is an order.
fn may_sign(source: &str, body: Chosen<'_>) -> bool {
    last_signer(source, body, true).is_some()
}

/// Whether a body promulgates something, as an order does.
fn is_order_text(source: &str, body: Chosen<'_>) -> bool {
    let says = |l: &Classified| {
        let text = l.span.of(source);
        PROMULGATES.any_in(text) || text.contains("通过") && text.contains("施行")
    };
    body.len() <= 12 && body.iter().any(says)
}

/// A signer's line: post (what it covers, its value) and name.
struct SignerForm {
    post: (Span, Span),
    name: Option<Span>,
}

/// What an order says of what it makes known.
const PROMULGATES: Words<'_, '_> =
    Words::new(&["现予", "予以公布", "公布施行", "现发布", "予以发布", "公布自"]);

/// The posts of those who sign orders.
const POSTS: Words<'_, '_> = Words::new(&[
    "总理",
    "主席",
    "省长",
    "市长",
    "州长",
    "县长",
    "区长",
    "部长",
    "局长",
    "行长",
    "主任",
    "署长",
    "院长",
    "会长",
    "厅长",
    "委员长",
    "司令员",
    "政委",
    "检察长",
    "审计长",
    "总监",
    "盟长",
    "旗长",
    "镇长",
    "乡长",
    "书记",
]);

/// Whether a compact text can be a person's name.
pub(super) fn is_person(words: &str) -> bool {
    let count = words.chars().count();
    (2..=4).contains(&count) && words.chars().all(|c| sign::is_han(c) || c == '·')
        || count > 4 && words.contains('·') && count <= 15
}

/// Whether a compact text is a post with a name: 市长某某.
pub(super) fn is_post_and_name(words: &str) -> bool {
    POSTS.first_in(words).is_some_and(|(at, post)| {
        let name = words[at + post.len()..].trim_start_matches(sign::is_colon);
        (at == 0 || organ::is_organ(&words[..at])) && is_person(name) && !organ::is_organ(name)
    })
}

/// Whether a line has the form of one who signs an order.
pub(super) fn is_signer(source: &str, line: &Classified) -> bool {
    signer(source, line, true).is_some()
}

/// A person's name on the last line of an order's text, with the post alone on the line above it.
fn name_below_post(source: &str, body: Chosen<'_>, order: bool) -> Option<SignerForm> {
    let (name, above) = (body.last()?, body.get(body.len().checked_sub(2)?)?);
    if !order || name.width > 15 || above.width > 40 {
        return None;
    }
    let words = compact(name.span.of(source));
    if !is_person(&words) || organ::is_organ(&words) {
        return None;
    }
    let form = signer(source, above, order).filter(|form| form.name.is_none())?;
    Some(SignerForm { post: form.post, name: Some(name.span) })
}

/// `signer = [organ] ["代"] post [":"] name`; in an order the name may be missing (an image).
fn signer(source: &str, line: &Classified, order: bool) -> Option<SignerForm> {
    signer_in(source, line.span, order)
}

fn signer_in(source: &str, span: Span, order: bool) -> Option<SignerForm> {
    let text = span.of(source);
    let words = compact(text);
    let (at, post) = POSTS.first_in(&words)?;
    let before = &words[..at];
    let stem = before.strip_suffix('代').unwrap_or(before).trim_end_matches("副");
    if !stem.is_empty() && !organ::is_organ(stem) && !stem.ends_with(['省', '市', '区', '县', '州', '国'])
    {
        return None;
    }
    let end = at + post.len();
    let rest = words[end..].trim_start_matches(sign::is_colon);
    if !(is_person(rest) && (order || before.is_empty()) || rest.is_empty() && order) || organ::is_organ(rest)
    {
        return None;
    }
    let place = |offset: usize| span.start + offset_of(text, offset) as u32;
    let value = Span::new(span.start, place(end));
    if rest.is_empty() {
        return Some(SignerForm { post: (span, value), name: None });
    }
    let name = trim_start(source, Span::new(place(words.len() - rest.len()), span.end));
    Some(SignerForm {
        post: (
            Span::new(value.start, name.start.min(trim(source, Span::new(value.start, name.start)).end)),
            value,
        ),
        name: Some(name),
    })
}
