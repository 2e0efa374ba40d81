//! What is noted of each character in the one pass over a text: the only file that says which bytes mean what.
//!
//! Nearly all that matter are common ones, of which the same is noted without asking which: [`Common`]. For the others,
//! line ends and blanks among them, more is to do: [`Rare`].

use super::Seen;

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
    /// : of either width, and signs that are printed for it.
    Colon,
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
}

/// A character for which more is to do than to note that it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rare {
    LineEnd,
    Blank,
    /// A character that prints nothing.
    Hidden,
    /// `*` and `&`
    Markup,
    /// A point of half width, which may be a full stop that was read wrong.
    Point,
    Sign(Sign),
    /// It means nothing here.
    Nothing,
}

impl Rare {
    /// What a character that is not [`Common`] means, by its first bytes.
    #[inline]
    pub(super) const fn of(character: [u8; 3]) -> Self {
        match character {
            // Of three bytes: line and paragraph separator
            [b'\n' | b'\r' | 0x0b | 0x0c, ..] | [0xe2, 0x80, 0xa8 | 0xa9] => Self::LineEnd,
            [b'\t' | 0x1c..=b' ', ..]
            | [0xc2, 0x85 | 0xa0, _]
            | [0xe1, 0x9a, 0x80]
            | [0xe2, 0x80, 0x80..=0x8a | 0xaf]
            | [0xe2, 0x81, 0x9f]
            | [0xe3, 0x80, 0x80]
            | [0xef, 0xbb, 0xbf] => Self::Blank,
            [0xc2, 0xad, _]
            | [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae]
            | [0xe2, 0x81, 0xa0..=0xa4]
            | [0xee, ..]
            | [0xef, 0x80..=0xa3, _] => Self::Hidden,
            [b'.', ..] => Self::Point,
            [b'*' | b'&', ..] => Self::Markup,
            // « and »
            [0xc2, 0xab, _] => Self::Sign(Sign::OpenTitle),
            [0xc2, 0xbb, _] => Self::Sign(Sign::CloseTitle),
            _ => Self::Nothing,
        }
    }
}

/// A character of which nothing is noted but that it is there; its place in the tables.
#[derive(Debug, Clone, Copy)]
pub(super) struct Common(u8);

impl Common {
    /// The character that begins with `lead` and the two bytes behind it, if it is one of [`COMMON`].
    #[inline]
    pub(super) const fn of(lead: u8, behind: u16) -> Option<Self> {
        let (place, behind) = place_of(lead, behind);
        if TABLES.behind[place as usize] == behind { Some(Self(place)) } else { None }
    }

    /// What it adds to what stands in its line.
    #[inline]
    pub(super) fn seen(self) -> Seen {
        TABLES.seen[usize::from(self.0)]
    }

    /// As what it counts.
    #[inline]
    pub(super) fn counts(self) -> Counts {
        TABLES.counts[usize::from(self.0)]
    }
}

/// How many of some characters, a thousand at most, are a [`Sign`], a full stop, of one byte, blank, and how many more round
/// brackets open than close: some bits of a number for each, so that one sum counts them all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts(u64);

impl Counts {
    const BITS: u32 = 12;
    pub(super) const SIGN: Self = Self(1);
    const STOP: Self = Self(1 << Self::BITS);
    const NARROW: Self = Self(1 << (2 * Self::BITS));
    pub(super) const BLANK: Self = Self(1 << (3 * Self::BITS));
    /// The highest bits are those of the brackets: one that closes takes away what one that opens has added.
    const OPEN: Self = Self(1 << (4 * Self::BITS));
    const CLOSE: Self = Self(Self::OPEN.0.wrapping_neg());

    pub(super) const fn and(self, others: Self) -> Self {
        Self(self.0.wrapping_add(others.0))
    }

    const fn field(self, number: u32) -> u32 {
        (self.0 >> (number * Self::BITS)) as u32 % (1 << Self::BITS)
    }

    pub(super) const fn signs(self) -> usize {
        self.field(0) as usize
    }

    pub(super) const fn stops(self) -> u32 {
        self.field(1)
    }

    pub(super) const fn narrow(self) -> u32 {
        self.field(2)
    }

    pub(super) const fn blanks(self) -> usize {
        self.field(3) as usize
    }

    pub(super) const fn depth(self) -> i32 {
        ((self.0 >> (4 * Self::BITS)) as i16) as i32
    }

    /// The signs alone.
    pub(super) const fn only_signs(self) -> Self {
        Self(self.0 % Self::STOP.0)
    }
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

/// The characters of a sign.
const SIGNS_OF: [(&str, Sign); 18] = [
    ("本", Sign::Own),
    ("第", Sign::Ordinal),
    ("前", Sign::Before),
    ("附", Sign::Annex),
    ("称", Sign::Named),
    ("内", Sign::Within),
    ("年", Sign::Year),
    ("0123456789０１２３４５６７８９", Sign::Digit),
    ("“", Sign::OpenQuote),
    ("”", Sign::CloseQuote),
    ("\"", Sign::StraightQuote),
    ("(（", Sign::OpenParen),
    (")）", Sign::CloseParen),
    ("《", Sign::OpenTitle),
    ("》", Sign::CloseTitle),
    ("〈", Sign::OpenInner),
    ("〉", Sign::CloseInner),
    (":：︰∶", Sign::Colon),
];

/// The common blanks.
const BLANKS: &str = " \u{3000}";

/// Other characters that a line tells of. Those of the last entry mean nothing: letters and signs, and the commonest Han
/// characters that are flagged because their bytes are like those of a sign. Here they are passed over as fast as a sign is
/// noted, and not looked at as [`Rare`] ones.
const COMMON: [(&str, Seen); 7] = [
    (BLANKS, Seen::empty()),
    (",，", Seen::COMMA),
    (";；、", Seen::LIST),
    ("|", Seen::BAR),
    ("．", Seen::POINT),
    ("。", Seen::STOP),
    (
        "!#$%'+-/<=>?@[\\]^_`{}~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz—…〔〕％≥≤＋－公才转际牌维册降",
        Seen::empty(),
    ),
];

/// What is noted of the common characters, by their place.
struct Tables {
    /// The bytes behind the first one; 0 where there are none, and what no text has where the place is free.
    behind: [u16; PLACES],
    seen: [Seen; PLACES],
    counts: [Counts; PLACES],
}

/// One for each character of one byte, and as many for those of three.
const PLACES: usize = 256;

/// The place of a character and its bytes behind the first one. Those of one byte have their own places, those of three
/// bytes share the upper half; place and bytes together tell which character it is.
#[inline]
const fn place_of(lead: u8, behind: u16) -> (u8, u16) {
    let is_wide = ((lead >> 7) as u16).wrapping_neg();
    let behind = behind & is_wide;
    // With these numbers no two of the common ones share a place.
    (lead ^ ((behind as u32 * 401) >> 7) as u8 & 0x7f, behind)
}

impl Tables {
    /// Adds the character that begins at a byte of a text; gives its place and where the next one begins.
    const fn add(&mut self, text: &[u8], at: usize, seen: Seen) -> (usize, usize) {
        let ([lead, second, third], next) = first_of(text, at);
        let (place, behind) = place_of(lead, u16::from_le_bytes([second, third]));
        let place = place as usize;
        assert!(self.behind[place] == FREE, "two characters share a place");
        self.behind[place] = behind;
        self.seen[place] = seen;
        self.counts[place] = if lead < 0x80 { Counts::NARROW } else { Counts(0) };
        (place, next)
    }
}

/// The bytes of the character that begins at a byte of a text, and where the next one begins. It has one or three.
const fn first_of(text: &[u8], at: usize) -> ([u8; 3], usize) {
    if text[at] < 0x80 {
        ([text[at], 0, 0], at + 1)
    } else {
        ([text[at], text[at + 1], text[at + 2]], at + 3)
    }
}

/// No two bytes of a character are this.
const FREE: u16 = u16::MAX;

static TABLES: Tables = {
    let mut tables =
        Tables { behind: [FREE; PLACES], seen: [Seen::empty(); PLACES], counts: [Counts(0); PLACES] };
    let mut n = 0;
    while n < SIGNS_OF.len() {
        let ((text, sign), mut at) = (SIGNS_OF[n], 0);
        while at < text.len() {
            let place;
            (place, at) = tables.add(text.as_bytes(), at, Seen::sign(sign));
            let bracket = match sign {
                Sign::OpenParen => Counts::OPEN,
                Sign::CloseParen => Counts::CLOSE,
                _ => Counts(0),
            };
            tables.counts[place] = tables.counts[place].and(Counts::SIGN).and(bracket);
        }
        n += 1;
    }
    n = 0;
    while n < COMMON.len() {
        let ((text, seen), mut at) = (COMMON[n], 0);
        while at < text.len() {
            let place;
            (place, at) = tables.add(text.as_bytes(), at, seen);
            // Whether one stands before the end shows at the end of the line.
            if seen.contains(Seen::STOP) {
                tables.seen[place] = Seen::empty();
                tables.counts[place] = tables.counts[place].and(Counts::STOP);
            }
            // What is blank does not count as a character.
            if n == 0 {
                tables.counts[place] = Counts::BLANK;
            }
        }
        n += 1;
    }
    tables
};

/// Where a sign stands in [`SIGNS`]: by the first and last of its bytes, or by its only one.
const fn slot_of(lead: u8, last: u8) -> usize {
    let is_long = lead >> 7;
    (lead as usize * SLOT_STEP + (last & is_long.wrapping_neg()) as usize) % SIGNS.len()
}

/// With it no two signs share a place.
const SLOT_STEP: usize = 53;

static SIGNS: [Option<Sign>; 256] = {
    let mut signs = [None; 256];
    // « and » have two bytes.
    signs[slot_of(0xc2, 0xab)] = Some(Sign::OpenTitle);
    signs[slot_of(0xc2, 0xbb)] = Some(Sign::CloseTitle);
    let mut n = 0;
    while n < SIGNS_OF.len() {
        let ((text, sign), mut at) = (SIGNS_OF[n], 0);
        while at < text.len() {
            let ([lead, _, last], next) = first_of(text.as_bytes(), at);
            let slot = slot_of(lead, last);
            assert!(signs[slot].is_none(), "two signs share a place");
            signs[slot] = Some(sign);
            at = next;
        }
        n += 1;
    }
    signs
};
