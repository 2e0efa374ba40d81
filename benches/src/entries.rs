//! What is measured: gongbao, and what its users would use beside it or instead.

use std::{cell::Cell, hint::black_box};

use aho_corasick::AhoCorasick;
use html5ever::{
    tendril::StrTendril,
    tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use regex::Regex;

use crate::texts::Input;

/// Words that one would search a gazette for.
const KEYWORDS: [&str; 40] = [
    "责任单位",
    "牵头单位",
    "责任部门",
    "配合单位",
    "负责",
    "牵头",
    "通知",
    "意见",
    "办法",
    "规定",
    "决定",
    "方案",
    "规划",
    "计划",
    "细则",
    "条例",
    "附件",
    "附录",
    "印发",
    "公布",
    "施行",
    "废止",
    "修订",
    "以下简称",
    "以上",
    "以下",
    "不低于",
    "不少于",
    "不超过",
    "达到",
    "年底前",
    "月底前",
    "截至",
    "人民政府",
    "办公厅",
    "办公室",
    "委员会",
    "第一条",
    "总体要求",
    "保障措施",
];

/// Patterns as a script over gazettes has them.
pub(crate) const PATTERNS: [&str; 10] = [
    r"《[^》]+》",
    r"[^\s，。、]{1,20}〔\d{4}〕\d+号",
    r"\d{4}年\d{1,2}月\d{1,2}日",
    r"第[一二三四五六七八九十百零〇]+条",
    r"[（(](?:责任|牵头)(?:单位|部门)[:：][^）)]+[）)]",
    r"\d+(?:\.\d+)?[%％]",
    r"以下(?:简称|统称)[“《]?[^”》）)]+",
    r"(?m)^\s*[一二三四五六七八九十]+、",
    r"(?m)^\s*[（(][一二三四五六七八九十]+[）)]",
    r"\d{4}年(?:底|\d{1,2}月底)?前",
];

/// What is measured, by its name in the table.
pub struct Entry {
    /// The name.
    pub name: &'static str,
    run: Box<dyn Fn(&Input) -> usize>,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Entry").field("name", &self.name).finish_non_exhaustive()
    }
}

impl Entry {
    fn over_texts(name: &'static str, f: impl Fn(&str) -> usize + 'static) -> Self {
        let run = move |input: &Input| input.texts.iter().map(|text| f(black_box(text))).sum();
        Self { name, run: Box::new(run) }
    }

    /// Runs it over all texts of the input; the number is what it found, so that nothing is left out.
    pub fn run(&self, input: &Input) -> usize {
        black_box((self.run)(input))
    }
}

/// The whole parse, facts included.
pub const PARSE: &str = "gongbao parse";
/// The parse without the search for facts.
pub const STRUCTURE: &str = "gongbao structure alone";
/// The parse and its JSON.
pub const JSON: &str = "gongbao parse, JSON written";
/// The parse of bytes that are not known to be UTF-8.
pub const BYTES: &str = "gongbao parse of bytes (simdutf8)";
/// The best known fast parser of text with a structure.
pub const PULLDOWN: &str = "pulldown-cmark events";
/// A parser that makes a tree.
pub const COMRAK: &str = "comrak AST";
/// A tokenizer of what gazettes are published in.
pub const HTML5EVER: &str = "html5ever tokens";
/// One search for many words.
pub const AHO_CORASICK: &str = "aho-corasick, 40 keywords";
/// What a script does.
pub const REGEX: &str = "regex, 10 patterns";
/// The standard library's check of the encoding.
pub const FROM_UTF8: &str = "from_utf8";
/// The vectorised check of the encoding.
pub const SIMDUTF8: &str = "simdutf8";
/// All line ends.
pub const LINES: &str = "memchr lines";

/// Everything that is measured, gongbao first.
///
/// # Panics
///
/// If a pattern of this file is wrong.
pub fn all() -> Vec<Entry> {
    let keywords = AhoCorasick::new(KEYWORDS).expect("the keywords are few and short");
    let patterns = PATTERNS.map(|p| Regex::new(p).expect("the patterns are right"));
    vec![
        Entry::over_texts(PARSE, |text| gongbao::parse(text).diagnostics().len()),
        Entry::over_texts(STRUCTURE, |text| gongbao::parse_structure(text).diagnostics().len()),
        Entry::over_texts(JSON, |text| {
            let mut sink = Counter(0);
            // OK because the sink takes everything.
            serde_json::to_writer(&mut sink, &gongbao::parse(text)).expect("the sink takes everything");
            sink.0
        }),
        Entry::over_texts(BYTES, |text| {
            let text = simdutf8::basic::from_utf8(text.as_bytes()).expect("the texts are UTF-8");
            gongbao::parse(text).diagnostics().len()
        }),
        Entry::over_texts(PULLDOWN, |text| pulldown_cmark::Parser::new(text).count()),
        Entry::over_texts(COMRAK, |text| {
            let arena = comrak::Arena::new();
            comrak::parse_document(&arena, text, &comrak::Options::default()).children().count()
        }),
        html5ever(),
        Entry::over_texts(AHO_CORASICK, move |text| keywords.find_iter(text).count()),
        Entry::over_texts(REGEX, move |text| patterns.iter().map(|p| p.find_iter(text).count()).sum()),
        Entry::over_texts(FROM_UTF8, |text| std::str::from_utf8(text.as_bytes()).map_or(0, str::len)),
        Entry::over_texts(SIMDUTF8, |text| simdutf8::basic::from_utf8(text.as_bytes()).map_or(0, str::len)),
        Entry::over_texts(LINES, |text| {
            memchr::memchr_iter(b'\n', text.as_bytes()).fold(0, usize::wrapping_add)
        }),
    ]
}

/// Tokens of the HTML form; speeds are per byte of the text all the same.
fn html5ever() -> Entry {
    let run = |input: &Input| {
        let count = |html: &String| {
            let tokenizer = Tokenizer::new(Tokens(Cell::new(0)), TokenizerOpts::default());
            let queue = BufferQueue::default();
            queue.push_back(StrTendril::from_slice(black_box(html)));
            let _ = tokenizer.feed(&queue);
            tokenizer.end();
            tokenizer.sink.0.get()
        };
        input.html.iter().map(count).sum()
    };
    Entry { name: HTML5EVER, run: Box::new(run) }
}

/// Counts tokens.
struct Tokens(Cell<usize>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        black_box(&token);
        self.0.set(self.0.get() + 1);
        TokenSinkResult::Continue
    }
}

/// Counts bytes and keeps none.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
