//! Lines of a founding text after edits as scans, web pages and people make them: the parse is sound; in a whole text
//! with a few edits, what the other lines are changes within the bound that `roles::MOST_CHANGED` states.
#![no_main]

use libfuzzer_sys::arbitrary::{self, Arbitrary};

/// Words that a line may get in front, behind or within.
const WORDS: [&str; 24] = [
    "一、",
    "（一）",
    "1.",
    "（1）",
    "①",
    "第一章 ",
    "第一条 ",
    "附件1",
    "附件：",
    "《",
    "》",
    "（",
    "）",
    "“",
    "”",
    "专栏1 ",
    "责任单位：",
    "牵头单位：",
    "2024年5月6日",
    "某政发〔2024〕3号",
    "某市人民政府",
    "各区人民政府：",
    "\n",
    "\u{3000}",
];

/// A text is short enough for many a second.
const MOST_LINES: u8 = 48;

/// How many edits a whole text gets.
const FEW: usize = 2;

/// Lines of one founding text, and what is done to them.
#[derive(Arbitrary, Debug)]
struct Made {
    /// Whether the rest of the text stands around them.
    whole: bool,
    seed: u8,
    from: u16,
    lines: u8,
    edits: Vec<Edit>,
}

/// One edit; numbers count lines, or characters of a kind in a line, round and round.
#[derive(Arbitrary, Debug)]
enum Edit {
    Cut(u8),
    Join(u8),
    Split(u8, u8),
    Repeat(u8),
    Move(u8, u8),
    DropBracket(u8, u8),
    SwapDigits(u8, u8),
    Insert(u8, u8, u8),
    Append(u8, u8),
    Prepend(u8, u8),
}

libfuzzer_sys::fuzz_target!(|made: Made| {
    if made.whole {
        let edits = made.edits.len().min(FEW);
        let [front, lines, behind] = made.text(edits);
        gongbao_fuzz::check_elsewhere(made.seed(), edits, &[front, lines, behind].concat().join("\n"));
    } else {
        let text = made.text(32)[1].join("\n");
        gongbao_fuzz::check(&text);
        gongbao_fuzz::check_json(&text);
    }
});

impl Made {
    fn seed(&self) -> usize {
        usize::from(self.seed) % gongbao_fuzz::SEEDS.len()
    }

    /// What stands in front of the lines, the lines after so many edits, what stands behind.
    fn text(&self, edits: usize) -> [Vec<String>; 3] {
        let mut lines: Vec<_> = gongbao_fuzz::SEEDS[self.seed()].split('\n').map(str::to_owned).collect();
        let from = usize::from(self.from) % lines.len();
        let to = lines.len().min(from + 1 + usize::from(self.lines % MOST_LINES));
        let behind = lines.split_off(to);
        let mut touched = lines.split_off(from);
        for edit in self.edits.iter().take(edits) {
            if touched.is_empty() {
                break;
            }
            edit.make(&mut touched);
        }
        [lines, touched, behind]
    }
}

impl Edit {
    fn make(&self, lines: &mut Vec<String>) {
        let count = lines.len();
        let at = |n: u8| usize::from(n) % count;
        match *self {
            Self::Cut(n) => drop(lines.remove(at(n))),
            Self::Join(n) if at(n) + 1 < count => {
                let next = lines.remove(at(n) + 1);
                lines[at(n)].push_str(&next);
            }
            Self::Join(_) => {}
            Self::Split(n, c) => {
                let place = place(&lines[at(n)], c, |_| true);
                let rest = lines[at(n)].split_off(place.unwrap_or_default());
                lines.insert(at(n) + 1, rest);
            }
            Self::Repeat(n) => lines.insert(at(n), lines[at(n)].clone()),
            Self::Move(n, to) => {
                let line = lines.remove(at(n));
                lines.insert(at(to).min(lines.len()), line);
            }
            Self::DropBracket(n, c) => {
                if let Some(place) = place(&lines[at(n)], c, |c| "《》〈〉（）()〔〕[]“”".contains(c))
                {
                    lines[at(n)].remove(place);
                }
            }
            Self::SwapDigits(n, c) => {
                let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
                if let Some(place) = place(&lines[at(n)], c, is_digit) {
                    let digit = lines[at(n)].remove(place);
                    let next = lines[at(n)][place..].chars().next().map_or(0, char::len_utf8);
                    lines[at(n)].insert(place + next, digit);
                }
            }
            Self::Insert(n, c, word) => {
                let place = place(&lines[at(n)], c, |_| true).unwrap_or_default();
                lines[at(n)].insert_str(place, WORDS[usize::from(word) % WORDS.len()]);
            }
            Self::Append(n, word) => lines[at(n)].push_str(WORDS[usize::from(word) % WORDS.len()]),
            Self::Prepend(n, word) => lines[at(n)].insert_str(0, WORDS[usize::from(word) % WORDS.len()]),
        }
    }
}

/// The n-th character of a kind, counted round and round.
fn place(line: &str, n: u8, is: impl Fn(char) -> bool) -> Option<usize> {
    let places: Vec<usize> = line.char_indices().filter(|(_, c)| is(*c)).map(|(at, _)| at).collect();
    (!places.is_empty()).then(|| places[usize::from(n) % places.len()])
}
