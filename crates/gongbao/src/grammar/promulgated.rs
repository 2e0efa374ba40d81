//! What a rule's history says of the paper that made it known: 2010年11月30日某市人民政府令第50号公布, 某府〔1993〕426号.

use super::{date, doc_number, head};
use crate::model::Date;

/// The number of the paper, as byte ranges of the compact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Promulgated {
    pub(crate) number: (usize, usize),
    /// The organ's name in front of an order's number; empty before any other.
    pub(crate) organ: (usize, usize),
    pub(crate) day: Option<Date>,
    /// Where the day stands.
    pub(crate) day_at: (usize, usize),
}

/// What a history line says of a text.
pub(crate) const HISTORY_WORDS: &[&str] = &[
    "通过", "公布", "发布", "修正", "修订", "施行", "批准", "颁布", "印发", "修改", "实施", "令第", "废止",
    "制定",
];

/// What stands behind the number: what was done, an end, or what happened to the text later.
const BEHIND: [&str; 9] = ["公布", "发布", "颁布", "印发", "根据", "）", ")", "，", ","];

/// `promulgated = day ["以"] (order-head | doc-number) ("公布" | "发布" | …)`, or a document number in front of the rest.
///
/// Of several such clauses the first counts; what later changed the text is none.
pub(crate) fn promulgated(text: &str) -> Option<Promulgated> {
    let begin = text.len() - text.trim_start_matches(['(', '（', '[', '［']).len();
    let mut from = begin;
    for (at, sign) in text.char_indices().filter(|&(at, _)| at >= begin) {
        if !matches!(sign, '，' | ',' | '；' | ';' | '过' | '准') {
            continue;
        }
        let clause = &text[from..at];
        if let Some(found) = clause_at(text, from) {
            return Some(found);
        }
        if ["修正", "修订", "修改", "废止"].iter().any(|w| clause.contains(w)) {
            return None;
        }
        from = at + sign.len_utf8();
    }
    clause_at(text, from)
}

fn clause_at(text: &str, from: usize) -> Option<Promulgated> {
    let (day, len) = date::date_at(&text[from..])
        .filter(|&(_, len)| text[from..from + len].ends_with('日'))
        .unwrap_or((None, 0));
    let start = from + len + text[from + len..].strip_prefix('以').map_or(0, |_| '以'.len_utf8());
    let rest = &text[start..];
    let mut end = rest.find('号').filter(|&at| at <= 120)? + '号'.len_utf8();
    if rest[end..].starts_with('令') {
        end += '令'.len_utf8();
    }
    let behind = &rest[end..];
    let named = &rest[..end];
    if !BEHIND.iter().any(|w| behind.starts_with(w)) && date::date_at(behind).is_none() {
        return None;
    }
    let later = date::date_at(behind).filter(|_| day.is_none());
    let (day, day_at) = match later {
        Some((later, len)) => (later, (start + end, start + end + len)),
        None => (day, (from, from + len)),
    };
    if let (Some(form), Some(_)) = (head::order_head(named), day) {
        let president = named[..form.organ].ends_with("主席");
        return (form.number.0 < form.number.1 && !president).then_some(Promulgated {
            number: (start + form.number.0, start + form.number.1),
            organ: (start, start + form.organ),
            day,
            day_at,
        });
    }
    // 某办公厅文件某办发〔2010〕28号发布
    let skip = named.rfind("文件").map_or(0, |at| at + "文件".len());
    doc_number::parse_doc_number(&named[skip..])?;
    Some(Promulgated { number: (start + skip, start + end), organ: (start, start), day, day_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_histories() {
        for (text, number, organ, day) in [
            (
                "（2010年11月30日某市人民政府令第50号公布自2011年1月1日起施行）",
                "第50号",
                "某市人民政府",
                "2010-11-30",
            ),
            ("（2009年11月27日市政府第202号令发布）", "第202号", "市政府", "2009-11-27"),
            (
                "（2012年11月26日某会议通过，2013年1月11日某省人民政府令第191号公布）",
                "第191号",
                "某省人民政府",
                "2013-01-11",
            ),
            ("（2010年4月29日某办公厅文件某办发[2010]28号发布）", "某办发[2010]28号", "", "2010-04-29"),
            ("（某府[1993]426号根据1994年9月8日某府［1994］200号文修正）", "某府[1993]426号", "", ""),
            ("（某政发〔2010〕50号2010年11月30日）", "某政发〔2010〕50号", "", "2010-11-30"),
        ] {
            let found = promulgated(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(&text[found.number.0..found.number.1], number);
            assert_eq!(&text[found.organ.0..found.organ.1], organ);
            assert_eq!(found.day.map(|d| d.to_string()).unwrap_or_default(), day);
        }
        for text in [
            "（2010年11月30日某市第三届人民代表大会常务委员会第5次会议通过）",
            "2001年1月1日中华人民共和国主席令第十四号公布",
            "根据2015年5月30日《关于修改的决定》修正，2016年1月1日某市人民政府令第5号公布",
        ] {
            assert_eq!(promulgated(text), None, "{text}");
        }
    }
}
