//! What stands between a day and the 前 behind it: 3月15日（星期五）前, 9月30日18:00前, 10日下班前.

/// How many bytes of the words between a day and its 前 say more of it: 3月15日|（星期五）前, 9月30日|18:00前, 31日|24时前.
pub(crate) fn hour_len(behind: &str) -> usize {
    // Nearly everything behind a day begins otherwise.
    if !behind.starts_with(|c: char| matches!(c, '(' | '（' | '上' | '下' | '0'..='9')) {
        return 0;
    }
    let day = week_day(behind);
    let rest = day.or(Some(behind)).and_then(|t| t.strip_prefix("下班").or_else(|| hour(t))).or(day);
    let is_before = |rest: &&str| ["前", "之前", "以前"].iter().any(|w| rest.starts_with(w));
    rest.filter(is_before).map_or(0, |rest| behind.len() - rest.len())
}

/// The longest day in the brackets of 含: （含2024年12月31日）.
const LONGEST_DAY: usize = "2024年12月31日".len();

/// What stands behind `"(" ( ("星期" | "周") day | "含" [day] ) ")"`.
fn week_day(text: &str) -> Option<&str> {
    let inside = text.strip_prefix(['(', '（'])?;
    let week = inside.strip_prefix("星期").or_else(|| inside.strip_prefix('周'));
    let day = week.and_then(|t| t.strip_prefix(['一', '二', '三', '四', '五', '六', '日', '天']));
    if let Some(counted) = inside.strip_prefix('含') {
        let close = counted.find([')', '）']).filter(|&at| at <= LONGEST_DAY)?;
        let is_day = close == 0 || counted[..close].ends_with(['日', '天', '号']);
        return counted.get(close..).filter(|_| is_day)?.strip_prefix([')', '）']);
    }
    day?.strip_prefix([')', '）'])
}

/// What stands behind `["上午" | "下午"] 1*digit ( ":" 2digit | ("时" | "点") [1*digit "分"] )`.
fn hour(text: &str) -> Option<&str> {
    let behind_figures = |t: &'_ str| t.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let text = text.strip_prefix("上午").or_else(|| text.strip_prefix("下午")).unwrap_or(text);
    let hour = text.get(text.len() - behind_figures(text)..).filter(|rest| rest.len() < text.len())?;
    let minutes = hour.strip_prefix([':', '：', '时', '点'])?;
    let rest = minutes.get(minutes.len() - behind_figures(minutes)..)?;
    Some(rest.strip_prefix('分').unwrap_or(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn week_days_and_hours() {
        for (behind, len) in [
            ("（周五）17:00前", 17),
            ("下班前", 6),
            ("（星期五）前报送", 15),
            ("18:00前", 5),
            ("24时前", 5),
            ("下午5时30分前", 15),
            ("（含）前", 9),
            ("（含8月31日）前报送", 18),
            ("（含当日）之前", 15),
        ] {
            assert_eq!(hour_len(behind), len, "{behind}");
        }
        for behind in ["前", "（试行）前", "（含税）前", "18号前", "12:00"] {
            assert_eq!(hour_len(behind), 0, "{behind}");
        }
    }
}
