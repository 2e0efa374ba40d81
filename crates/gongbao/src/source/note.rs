//! What is noted of each character in the one pass over a text: the only file that says which bytes mean what.

/// A character that can begin or end a fact. Those that can only begin one come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    /// 本
    Own,
    /// 第
    Ordinal,
    /// 前
    Before,
    /// 附
    Annex,
    /// 称
    Named,
    /// 内
    Within,
    /// 年
    Year,
    /// A figure of a number in Arabic figures.
    Digit,
    /// “
    OpenQuote,
    /// ”
    CloseQuote,
    /// " closes what “ opens; two of them are no sign.
    StraightQuote,
    /// ( and （
    OpenParen,
    /// ) and ）
    CloseParen,
    /// 《 and «
    OpenTitle,
    /// 》 and »
    CloseTitle,
    /// 〈
    OpenInner,
    /// 〉
    CloseInner,
}

/// What is noted of a character.
#[derive(Debug, Clone, Copy)]
pub(super) enum Note {
    Nothing,
    Comma,
    Stop,
    /// An enumeration comma or a semicolon.
    List,
    Colon,
    Sign(Sign),
    /// A round bracket that opens.
    Open,
    Close,
    LineEnd,
    Blank,
    /// A character that prints nothing.
    Hidden,
    /// `*` and `&`
    Mark,
    /// A point, which may be a full stop that was read wrong.
    Point,
}

/// How many bytes a character takes that begins with `lead`.
pub(super) fn len_of(lead: u8) -> u8 {
    match lead {
        0..=0x7f => 1,
        0x80..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0.. => 4,
    }
}

/// The note of a character of one byte.
#[inline]
pub(super) fn of_one(byte: u8) -> Note {
    ASCII.get(byte as usize).copied().unwrap_or(Note::Nothing)
}

/// The note of a character of three bytes.
#[inline]
pub(super) fn of_three(lead: u8, second: u8, third: u8) -> Note {
    let in_page = third as usize % PAGE;
    match u16::from_be_bytes([lead, second]) {
        0xe380 => CJK_SIGNS[in_page],
        0xefbc => FULL_WIDTH[in_page],
        0xe280 => PUNCTUATION[in_page],
        _ => other([lead, second, third]),
    }
}

/// A character of one byte.
const fn one(byte: u8) -> Note {
    match byte {
        b'\n' | b'\r' | 0x0b | 0x0c => Note::LineEnd,
        b'\t' | 0x1c..=b' ' => Note::Blank,
        b'0'..=b'9' => Note::Sign(Sign::Digit),
        b'"' => Note::Sign(Sign::StraightQuote),
        b'(' => Note::Open,
        b')' => Note::Close,
        b',' => Note::Comma,
        b';' => Note::List,
        b':' => Note::Colon,
        b'*' | b'&' => Note::Mark,
        b'.' => Note::Point,
        _ => Note::Nothing,
    }
}

/// The note of a character of two bytes.
pub(super) const fn of_two(lead: u8, second: u8) -> Note {
    match (lead, second) {
        (0xc2, 0x85 | 0xa0) => Note::Blank,
        (0xc2, 0xad) => Note::Hidden,
        // « and »
        (0xc2, 0xab) => Note::Sign(Sign::OpenTitle),
        (0xc2, 0xbb) => Note::Sign(Sign::CloseTitle),
        _ => Note::Nothing,
    }
}

/// A character of three bytes.
const fn three(character: [u8; 3]) -> Note {
    match character {
        // ，
        [0xef, 0xbc, 0x8c] => Note::Comma,
        // 。
        [0xe3, 0x80, 0x82] => Note::Stop,
        // 、 ；
        [0xe3, 0x80, 0x81] | [0xef, 0xbc, 0x9b] => Note::List,
        // ： ︰ ∶
        [0xef, 0xbc, 0x9a] | [0xef, 0xb8, 0xb0] | [0xe2, 0x88, 0xb6] => Note::Colon,
        // （ ）
        [0xef, 0xbc, 0x88] => Note::Open,
        [0xef, 0xbc, 0x89] => Note::Close,
        // Figures of full width, 〈 〉, 《 》, “ ”, 本 第 前 附 称 内 年
        [0xef, 0xbc, 0x90..=0x99] => Note::Sign(Sign::Digit),
        [0xe3, 0x80, 0x88] => Note::Sign(Sign::OpenInner),
        [0xe3, 0x80, 0x89] => Note::Sign(Sign::CloseInner),
        [0xe3, 0x80, 0x8a] => Note::Sign(Sign::OpenTitle),
        [0xe3, 0x80, 0x8b] => Note::Sign(Sign::CloseTitle),
        [0xe2, 0x80, 0x9c] => Note::Sign(Sign::OpenQuote),
        [0xe2, 0x80, 0x9d] => Note::Sign(Sign::CloseQuote),
        [0xe6, 0x9c, 0xac] => Note::Sign(Sign::Own),
        [0xe7, 0xac, 0xac] => Note::Sign(Sign::Ordinal),
        [0xe5, 0x89, 0x8d] => Note::Sign(Sign::Before),
        [0xe9, 0x99, 0x84] => Note::Sign(Sign::Annex),
        [0xe7, 0xa7, 0xb0] => Note::Sign(Sign::Named),
        [0xe5, 0x86, 0x85] => Note::Sign(Sign::Within),
        [0xe5, 0xb9, 0xb4] => Note::Sign(Sign::Year),
        // Line and paragraph separator
        [0xe2, 0x80, 0xa8 | 0xa9] => Note::LineEnd,
        [0xe1, 0x9a, 0x80]
        | [0xe2, 0x80, 0x80..=0x8a | 0xaf]
        | [0xe2, 0x81, 0x9f]
        | [0xe3, 0x80, 0x80]
        | [0xef, 0xbb, 0xbf] => Note::Blank,
        [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae]
        | [0xe2, 0x81, 0xa0..=0xa4]
        | [0xee, ..]
        | [0xef, 0x80..=0xa3, _] => Note::Hidden,
        _ => Note::Nothing,
    }
}

/// A character of three bytes that is in none of the pages below.
#[inline(never)] // The pages are looked up in few instructions.
fn other(character: [u8; 3]) -> Note {
    three(character)
}

/// How many characters share their first two bytes of three.
const PAGE: usize = 64;

static ASCII: [Note; 128] = {
    let mut notes = [Note::Nothing; 128];
    let mut byte = 0;
    while byte < 128 {
        notes[byte] = one(byte as u8);
        byte += 1;
    }
    notes
};
static PUNCTUATION: [Note; PAGE] = page(0xe2, 0x80);
static CJK_SIGNS: [Note; PAGE] = page(0xe3, 0x80);
static FULL_WIDTH: [Note; PAGE] = page(0xef, 0xbc);

/// The notes of the characters with these two bytes in front.
const fn page(lead: u8, second: u8) -> [Note; PAGE] {
    let mut notes = [Note::Nothing; PAGE];
    let mut third = 0;
    while third < PAGE {
        notes[third] = three([lead, second, 0x80 + third as u8]);
        third += 1;
    }
    notes
}
