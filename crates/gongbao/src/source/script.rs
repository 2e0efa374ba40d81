//! Which script a text is written in.

use super::{Span, is_blank};

/// How many places of a text are looked at, and how many characters at each: enough to tell, whatever the length.
const PLACES: usize = 24;
const CHARACTERS: usize = 48;

/// How many characters must speak for traditional writing, and which share of the Han characters at least (one in so
/// many). In a text written so it is one in six and more; in any other one only names are.
const FEWEST: u32 = 5;
const SHARE: u32 = 25;

/// Where the first character of traditional writing stands, if a text is written in it: told from places spread evenly
/// over the text, blanks at its ends left out. Most texts show none at the first few of them, and are not looked at any
/// further.
pub(crate) fn traditional_script(text: &str) -> Option<Span> {
    let text = text.trim_end_matches(is_blank);
    let start = text.len() - text.trim_start_matches(is_blank).len();
    let step = ((text.len() - start) / PLACES).max(CHARACTERS * 3);
    let read = |every: usize| {
        let places = (start..text.len()).step_by(step * every).map(|at| Sample::at(text, at, step));
        places.fold(Sample::default(), Sample::and)
    };
    read(4).first?;
    let all = read(1);
    all.first.filter(|_| all.traditional >= FEWEST && all.traditional * SHARE >= all.han)
}

/// What some characters show.
#[derive(Default, Clone, Copy)]
struct Sample {
    han: u32,
    traditional: u32,
    first: Option<Span>,
}

impl Sample {
    /// The characters at a place, fewer where `room` bytes hold fewer.
    fn at(text: &str, at: usize, room: usize) -> Self {
        let mut sample = Self::default();
        let mut from = (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
        let end = text.len().min(at + room);
        for _ in 0..CHARACTERS {
            if from >= end {
                break;
            }
            let Some([a @ 0xe4..=0xe9, b, c]) = text.as_bytes().get(from..).and_then(<[u8]>::first_chunk)
            else {
                from += text[from..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let code = (usize::from(a & 0xf) << 12) | (usize::from(b & 0x3f) << 6) | usize::from(c & 0x3f);
            sample.han += u32::from(code >= FIRST);
            if is_traditional(code) {
                sample.traditional += 1;
                sample.first = sample.first.or(Some(Span::at(from, from + 3)));
            }
            from += 3;
        }
        sample
    }

    fn and(self, later: Self) -> Self {
        Self {
            han: self.han + later.han,
            traditional: self.traditional + later.traditional,
            first: self.first.or(later.first),
        }
    }
}

/// The commonest characters that simplified writing has another one for.
#[rustfmt::skip]
const TRADITIONAL: [char; 99] = [
    '並', '來', '個', '們', '內', '務', '區', '員', '問', '單', '國', '執', '報', '學', '實', '審', '將', '對', '屆', '廣',
    '從', '應', '戶', '據', '於', '時', '書', '會', '東', '條', '業', '標', '機', '檢', '權', '歲', '灣', '為', '無', '營',
    '爲', '現', '環', '產', '當', '發', '稅', '種', '經', '縣', '總', '織', '臺', '與', '舉', '華', '藥', '處', '號', '衛',
    '見', '規', '訂', '計', '設', '許', '該', '說', '請', '證', '議', '護', '變', '財', '費', '資', '車', '辦', '農', '這',
    '進', '過', '選', '還', '鄉', '醫', '鎮', '長', '門', '開', '間', '關', '險', '電', '項', '題', '類', '體', '點',
];

/// The first of the Han characters, and how many there are of them in their plane.
const FIRST: usize = 0x4e00;
const HAN: usize = 0x5200;

/// A bit for each Han character.
const TABLE: [u64; HAN / 64] = {
    let mut table = [0; HAN / 64];
    let mut n = 0;
    while n < TRADITIONAL.len() {
        let at = TRADITIONAL[n] as usize - FIRST;
        table[at / 64] |= 1 << (at % 64);
        n += 1;
    }
    table
};

/// Whether the code point of a Han character is one of [`TRADITIONAL`].
fn is_traditional(code: usize) -> bool {
    let at = code.wrapping_sub(FIRST);
    TABLE.get(at / 64).is_some_and(|bits| bits >> (at % 64) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::*;

    #[test]
    fn only_a_text_in_traditional_characters_is_one() {
        let notice = "某某縣政府公報\n公告「某某條例」修正草案。\n依據：行政程序法第一百五十一條。";
        let first = traditional_script(notice).unwrap();
        assert_eq!(first.of(notice), "縣");
        let simplified = "某省人民政府关于印发某省防汛办法的通知。各市、县人民政府，省政府各部门：";
        assert_eq!(traditional_script(simplified), None);
        // A name in traditional writing in a text that is not.
        let mut names = String::from("會務組為「華東書局」。");
        (0..40).for_each(|_| names.push_str(simplified));
        assert_eq!(traditional_script(&names), None);
        assert_eq!(traditional_script(""), None);
    }

    #[test]
    fn a_long_text_is_read_in_places() {
        let text = "某某條例修正總說明。".repeat(20_000);
        assert!(traditional_script(&text).is_some());
    }

    #[test]
    fn blanks_around_a_text_change_no_answer() {
        // The characters that tell stand at the end of each place that is looked at.
        let part = ["某".repeat(CHARACTERS - 2), "縣國".into(), "某".repeat(152)].concat();
        let text = part.repeat(PLACES);
        for before in ["", "\u{feff}", "\n \u{3000}"] {
            assert!(traditional_script(&[before, &text, "\n\n"].concat()).is_some(), "{before:?}");
        }
    }
}
