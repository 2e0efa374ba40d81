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

impl Sign {
    /// The sign at a place of a text where one stands. A list of signs keeps their places alone, which are half of it.
    #[inline]
    pub(crate) fn at(text: &str, at: usize) -> Option<Self> {
        // Its first byte and its last tell a sign; how many it has is not to be foreseen, so that no branch asks for it.
        let (lead, last) = match *text.as_bytes().get(at..)? {
            [lead, second, third, ..] => (lead, [second, third][usize::from(lead >= 0xe0)]),
            [lead, second] => (lead, second),
            [lead] => (lead, 0),
            [] => return None,
        };
        SIGNS[slot_of(lead, last)]
    }

    const fn of(note: Note) -> Option<Self> {
        match note {
            Note::Sign(sign) => Some(sign),
            Note::Open => Some(Self::OpenParen),
            Note::Close => Some(Self::CloseParen),
            _ => None,
        }
    }
}

/// A sign of which a line tells where the first one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Any character that means nothing here; that it has a place like the others saves a branch.
    Nothing,
    Comma,
    Stop,
    /// An enumeration comma or a semicolon.
    List,
    Colon,
    /// `|`
    Bar,
    /// A point of either width: perhaps a full stop that was read wrong.
    Point,
}

impl Mark {
    /// How many there are.
    pub(super) const COUNT: usize = 7;
}

/// What is noted of a character.
#[derive(Debug, Clone, Copy)]
pub(super) enum Note {
    /// Only the first one of its line counts.
    First(Mark),
    Sign(Sign),
    /// A round bracket that opens.
    Open,
    Close,
    LineEnd,
    Blank,
    /// A character that prints nothing.
    Hidden,
    /// `*` and `&`
    Markup,
    /// A point of half width, which may be a full stop that was read wrong.
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
    ASCII.get(byte as usize).copied().unwrap_or(NOTHING)
}

/// The note of a character of three bytes.
#[inline]
pub(super) fn of_three(lead: u8, second: u8, third: u8) -> Note {
    let place = &PLACES[place_of(lead, second)];
    if place.page == [lead, second] {
        NOTES[place.notes as usize % NOTES.len()][third as usize % PAGE]
    } else if lead >= 0xee {
        other([lead, second, third])
    } else {
        NOTHING
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
        b',' => Note::First(Mark::Comma),
        b';' => Note::First(Mark::List),
        b':' => Note::First(Mark::Colon),
        b'|' => Note::First(Mark::Bar),
        b'*' | b'&' => Note::Markup,
        b'.' => Note::Point,
        _ => NOTHING,
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
        _ => NOTHING,
    }
}

/// A character of three bytes.
const fn three(character: [u8; 3]) -> Note {
    match character {
        // ，
        [0xef, 0xbc, 0x8c] => Note::First(Mark::Comma),
        // 。
        [0xe3, 0x80, 0x82] => Note::First(Mark::Stop),
        // ．
        [0xef, 0xbc, 0x8e] => Note::First(Mark::Point),
        // 、 ；
        [0xe3, 0x80, 0x81] | [0xef, 0xbc, 0x9b] => Note::First(Mark::List),
        // ： ︰ ∶
        [0xef, 0xbc, 0x9a] | [0xef, 0xb8, 0xb0] | [0xe2, 0x88, 0xb6] => Note::First(Mark::Colon),
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
        _ => NOTHING,
    }
}

/// A character of three bytes in a page of its own that means one thing: of private use or a form for presentation.
#[inline(never)] // The pages are looked up in few instructions.
fn other(character: [u8; 3]) -> Note {
    three(character)
}

const NOTHING: Note = Note::First(Mark::Nothing);

static ASCII: [Note; 128] = {
    let mut notes = [NOTHING; 128];
    let mut byte = 0;
    while byte < 128 {
        notes[byte] = one(byte as u8);
        byte += 1;
    }
    notes
};

/// How many characters share their first two bytes of three: a page.
const PAGE: usize = 64;

/// The first two bytes of every character in [`three`] but the hidden ones of EE and EF.
const PAGES: [[u8; 2]; 15] = [
    [0xe1, 0x9a],
    [0xe2, 0x80],
    [0xe2, 0x81],
    [0xe2, 0x88],
    [0xe3, 0x80],
    [0xe5, 0x86],
    [0xe5, 0x89],
    [0xe5, 0xb9],
    [0xe6, 0x9c],
    [0xe7, 0xa7],
    [0xe7, 0xac],
    [0xe9, 0x99],
    [0xef, 0xb8],
    [0xef, 0xbb],
    [0xef, 0xbc],
];

/// Where a page is looked for in [`PLACES`]: no two of [`PAGES`] share a place.
const fn place_of(lead: u8, second: u8) -> usize {
    (lead as usize * 15 + second as usize) % PLACES.len()
}

struct Place {
    page: [u8; 2],
    /// Which of [`NOTES`] are the page's.
    notes: u8,
}

static PLACES: [Place; 32] = {
    let mut places = [const { Place { page: [0; 2], notes: 0 } }; 32];
    let mut n = 0;
    while n < PAGES.len() {
        let [lead, second] = PAGES[n];
        let place = &mut places[place_of(lead, second)];
        assert!(place.page[0] == 0, "two pages share a place");
        *place = Place { page: [lead, second], notes: n as u8 };
        n += 1;
    }
    places
};

/// The notes of each page; there are 16, so that any four bits name one.
static NOTES: [[Note; PAGE]; 16] = {
    let mut notes = [[NOTHING; PAGE]; 16];
    let mut n = 0;
    while n < PAGES.len() {
        let mut third = 0;
        while third < PAGE {
            notes[n][third] = three([PAGES[n][0], PAGES[n][1], 0x80 + third as u8]);
            third += 1;
        }
        n += 1;
    }
    notes
};

/// Where a sign stands in [`SIGNS`]: by the first and last of its bytes, or by its only one.
const fn slot_of(lead: u8, last: u8) -> usize {
    let is_long = lead >> 7;
    (lead as usize * SLOT_STEP + (last & is_long.wrapping_neg()) as usize) % SIGNS.len()
}

/// With it no two signs share a place.
const SLOT_STEP: usize = 78;

static SIGNS: [Option<Sign>; 128] = {
    let mut signs = [None; 128];
    let mut n = 0;
    while n < 192 + PAGES.len() * PAGE {
        let last = 0x80 + (n % PAGE) as u8;
        let (note, slot) = if n < 128 {
            (one(n as u8), slot_of(n as u8, 0))
        } else if n < 192 {
            // Of two bytes only those that begin with C2 mean anything.
            (of_two(0xc2, last), slot_of(0xc2, last))
        } else {
            let [lead, second] = PAGES[(n - 192) / PAGE];
            (three([lead, second, last]), slot_of(lead, last))
        };
        if let Some(sign) = Sign::of(note) {
            assert!(signs[slot].is_none(), "two signs share a place");
            signs[slot] = Some(sign);
        }
        n += 1;
    }
    signs
};
