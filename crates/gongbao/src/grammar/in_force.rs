//! The day from which an instrument is in force: 本办法自2023年7月1日起施行.

use super::{
    date,
    number::{is_han_numeral, misread_digit},
    reference::{self, Own},
    sign,
};
use crate::{
    model::Date,
    source::{Span, compact, is_blank, is_zero_width},
};

/// How much of the text in front of a day is read for the sentence that it stands in, in bytes.
const SENTENCE: usize = 270;

/// What an instrument does from a day on.
const VERBS: [&str; 7] = ["施行", "实施", "执行", "生效", "试行", "适用", "施"];

/// How surely a day is the one from which a text itself is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// In a bracket, or behind another day that is said of the instrument.
    Aside,
    /// In a sentence whose subject is not named.
    Said,
    /// In a sentence about 本办法, 本决定.
    Own,
}

/// The day behind 自 and before 起施行. The one that is said of the instrument itself stands before any other, and of
/// these the last. `自…起施行的《…》` is another instrument's, mostly one that is repealed.
///
/// Each 年 and the figures between the ends of `place` are among the places `signs`: no day is written without one of them.
pub(crate) fn in_force_from(source: &str, place: Span, signs: &[u32]) -> Option<Date> {
    let (text, bytes) = (place.of(source), source.as_bytes());
    let mut last = None;
    for &sign in signs {
        let Some(&[figure, next, third, ..]) = bytes.get(sign as usize..) else { break };
        if may_end_day(figure, next, third) {
            last = last.max(said_by(text, (sign - place.start) as usize));
        }
    }
    last.map(|(_, _, day)| day)
}

/// What is said of the day that has a sign, and where it ends.
#[inline(never)] // Few signs come so far; the walk over them is faster without it.
fn said_by(text: &str, sign: usize) -> Option<(Rank, usize, Date)> {
    let end = day_end(text, sign)?;
    said_at(text, end).map(|(rank, day)| (rank, end, day))
}

/// What a byte can be in the 年 or the last figure of a day: as its first byte in the low bits, as the one behind it in the
/// high ones, a bit each for 年, a figure and one of full width.
const PARTS: [u8; 256] = {
    let (mut parts, mut byte) = ([0; 256], 0);
    while byte < parts.len() {
        parts[byte] = match byte as u8 {
            b'0'..=b'9' => 1,
            0xb9 => 2 << 4,
            0xbc => 4 << 4,
            0xef => 4,
            // A blank, some signs, 起
            0..=b' ' | 0xc2..=0xe3 | 0xe8 => 1 << 4,
            0xe5 => 2,
            _ => 0,
        };
        byte += 1;
    }
    parts
};

/// Whether a sign can be a 年 or the last figure of a day: nearly all signs are told by the bytes behind them. Which signs
/// stand in a text is not to be foreseen, so that no branch asks for it.
#[inline]
fn may_end_day(figure: u8, next: u8, third: u8) -> bool {
    let part = PARTS[usize::from(figure)] & PARTS[usize::from(next)] >> 4;
    // Brackets and colons of full width begin as figures do.
    let sign = part & 4 & u8::from(third & 0xf0 != 0x90) << 2;
    part > sign
}

/// Where a day may end that has its 年, or its last figure, at a place: `年 … ("日" | "号")`, `figure "起"`.
fn day_end(text: &str, sign: usize) -> Option<usize> {
    let end = match text.as_bytes().get(sign..)? {
        [b'0'..=b'9', ..] => sign + 1,
        [0xef, 0xbc, 0x90..=0x99, ..] => sign + '０'.len_utf8(),
        // 年
        [0xe5, 0xb9, 0xb4, ..] => return year_end(text, sign + '年'.len_utf8()),
        _ => return None,
    };
    unblanked(text.get(end..)?).starts_with('起').then_some(end)
}

fn year_end(text: &str, from: usize) -> Option<usize> {
    let part = |c: char| {
        c == '月' || misread_digit(c).is_some() || is_han_numeral(c) || is_blank(c) || is_zero_width(c)
    };
    let (at, unit) = text[from..].char_indices().find(|&(_, c)| !part(c))?;
    matches!(unit, '日' | '号').then_some(from + at + unit.len_utf8())
}

/// A text from its first character on that prints something.
fn unblanked(text: &str) -> &str {
    text.trim_start_matches(|c| is_blank(c) || is_zero_width(c))
}

/// The day in front of a place: `day ["零时"] "起" ["正式"] verb`, or `day ["开始"] verb`.
fn said_at(text: &str, day_end: usize) -> Option<(Rank, Date)> {
    let behind = unblanked(&text[day_end..]);
    let hour = ["零时", "0时", "零点"].iter().find_map(|hour| behind.strip_prefix(hour)).unwrap_or(behind);
    let start = unblanked(hour).strip_prefix('起').map(unblanked);
    let begins = start.is_some();
    if !begins && !text[..day_end].ends_with('日') {
        return None;
    }
    let behind = start.unwrap_or_else(|| behind.strip_prefix("开始").unwrap_or(behind));
    let behind = behind.strip_prefix("正式").unwrap_or(behind);
    let verb = VERBS.iter().find(|verb| behind.starts_with(**verb))?;
    let rest = unblanked(&behind[verb.len()..]);
    if rest.starts_with('的') {
        return None;
    }
    let before = compact(tail(&text[..day_end], SENTENCE));
    let (from, day) = before
        .char_indices()
        .rev()
        .take(16)
        .filter_map(|(i, _)| {
            let (day, len) = date::date_at(&before[i..])?;
            (i + len == before.len()).then_some((i, day?))
        })
        .last()?;
    day.parts().2?;
    let before = before[..from].trim_end_matches("公历");
    let sentence = before.rsplit(['。', '；', ';']).next().unwrap_or(before);
    let own = own_end(sentence);
    // 本办法2023年7月1日起施行 needs no 自.
    let tied = before.ends_with(['自', '从', '于', '，', ',']) || own == Some(sentence.len());
    // Without 起, and for what is applied, only the instrument's own sentence speaks of it.
    let sure = begins && *verb != "适用"
        || own.is_some() && (rest.is_empty() || rest.starts_with(['。', '，', ',', '；', ';', '、']));
    if !tied || !sure {
        return None;
    }
    let opened =
        sentence.matches(sign::is_open_paren).count() > sentence.matches(sign::is_close_paren).count();
    let rank = match own {
        _ if opened => Rank::Aside,
        Some(end) if repeals(&sentence[end..]) => Rank::Aside,
        Some(_) => Rank::Own,
        None => Rank::Said,
    };
    Some((rank, day))
}

/// Whether a sentence has said its day already and goes on about another instrument.
fn repeals(rest: &str) -> bool {
    rest.contains("日起") && rest.contains(['《', '原'])
}

/// Where 本办法 ends in a sentence, with a remark behind it.
fn own_end(sentence: &str) -> Option<usize> {
    sentence.match_indices('本').find_map(|(at, _)| {
        let (own, len) = reference::own_at(&sentence[at..], sentence[..at].chars().next_back())?;
        let end = at + len;
        let remark =
            ["（试行）", "(试行)", "（暂行）", "(暂行)"].iter().find(|r| sentence[end..].starts_with(**r));
        matches!(own, Own::Instrument(_)).then_some(end + remark.map_or(0, |r| r.len()))
    })
}

/// The last bytes of a text, cut at a character.
fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::ToString;

    fn found(text: &str) -> Option<Date> {
        let signs: alloc::vec::Vec<u32> = text.char_indices().map(|(at, _)| at as u32).collect();
        in_force_from(text, Span::at(0, text.len()), &signs)
    }

    #[test]
    fn days_from_which_a_text_is_in_force() {
        for (text, day) in [
            ("第九条　本办法自2023年7月1日起施行。", "2023-07-01"),
            ("本办法自2023年7月1日起施行，2010年4月1日起施行的《旧办法》同时废止。", "2023-07-01"),
            (
                "本规定自2023年7月1日起施行。2010年3月1日通过、自2010年4月1日起施行的《旧规定》同时废止。",
                "2023-07-01",
            ),
            ("本办法自2023年7月1日起施行，《旧办法》（自2010年4月1日起施行）同时废止。", "2023-07-01"),
            ("第三条自2024年1月1日起施行，其他条款自2023年7月1日起施行。", "2023-07-01"),
            ("自2010年1月1日起执行原标准。本办法自2023年7月1日起实施。", "2023-07-01"),
            ("本办法自2023年7月1日施行。", "2023-07-01"),
            ("本办法自2023年7月1日开始施行。", "2023-07-01"),
            ("本办法自2023年7月1日零时起施行。", "2023-07-01"),
            ("本公告自2023年7月1日起适用。", "2023-07-01"),
            ("本办法2023年7月1日起施行。", "2023-07-01"),
            ("本办法（试行）于二〇二三年七月一日起正式施行", "2023-07-01"),
            ("现予公布，自2023年7月1日起施行。", "2023-07-01"),
            ("本办法自2023年7月1日起\u{200b}施行。", "2023-07-01"),
            ("本办法自2023.7.1起施行。", "2023-07-01"),
            ("本办法自二〇二三年 七月 一号 起 施行。", "2023-07-01"),
        ] {
            assert_eq!(found(text).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in [
            "自2010年4月1日起施行的《旧办法》同时废止。",
            "自2023年7月1日起适用新的税率。",
            "省政府2023年7月1日实施了检查。",
            "本办法自公布之日起施行。",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
