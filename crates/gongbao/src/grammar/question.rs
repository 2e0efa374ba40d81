//! What stands in front of a question and of its answer: 问：, 问1：, 【问】, 记者：, Q1:, 答：, 【答】, A:.

use super::{number::number_at, sign};

/// The mark at the start of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct QaMark {
    pub(crate) answers: bool,
    /// How long it is, with its sign.
    pub(crate) len: usize,
}

/// Whether a mark may begin with a character.
pub(crate) const fn begins(c: char) -> bool {
    matches!(c, '问' | '答' | '记' | '【' | '[' | '［' | 'Q' | 'A' | 'Ｑ' | 'Ａ')
}

/// `qa-mark = ("问" | "问题" number | "记者" ["问"] | "Q" | "答" | "A") [number] ":" | "【" ("问" | "答") [number] "】" [":"]`, in compact text.
pub(crate) fn qa_mark(line: &str) -> Option<QaMark> {
    let bracketed = line.strip_prefix(['【', '[', '［']);
    let inner = bracketed.unwrap_or(line);
    let (answers, rest) = match inner.chars().next()? {
        c @ ('答' | 'A' | 'Ａ') => (true, &inner[c.len_utf8()..]),
        c @ ('问' | 'Q' | 'Ｑ') => (false, &inner[c.len_utf8()..]),
        '记' if bracketed.is_none() => {
            let rest = inner.strip_prefix("记者")?;
            (false, rest.strip_prefix('问').unwrap_or(rest))
        }
        _ => return None,
    };
    // 问题三：: only what counts is a question by this word.
    let counted = rest.strip_prefix('题').filter(|_| !answers);
    let rest = match counted {
        Some(rest) => number_at(rest).map(|_| rest)?,
        None => rest,
    };
    let rest = number_at(rest).filter(|&(_, len)| len <= 9).map_or(rest, |(_, len)| &rest[len..]);
    let rest = match bracketed {
        Some(_) => {
            let behind = rest.strip_prefix(['】', ']', '］'])?;
            behind.strip_prefix(sign::is_colon).unwrap_or(behind)
        }
        None => rest.strip_prefix(sign::is_colon)?,
    };
    Some(QaMark { answers, len: line.len() - rest.len() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_questions_and_answers() {
        for (line, answers, mark) in [
            ("问：甲？", false, "问："),
            ("问1:甲？", false, "问1:"),
            ("问题一：甲？", false, "问题一："),
            ("【问】甲？", false, "【问】"),
            ("[问2]：甲？", false, "[问2]："),
            ("记者：甲？", false, "记者："),
            ("记者问：甲？", false, "记者问："),
            ("答：甲。", true, "答："),
            ("Q1：甲？", false, "Q1："),
            ("A:甲。", true, "A:"),
            ("【答】甲。", true, "【答】"),
        ] {
            assert_eq!(qa_mark(line), Some(QaMark { answers, len: mark.len() }), "{line}");
        }
        for line in ["问题", "问题：", "答复：", "记录：", "【问题】", "问答录：", "[甲]", "A股：", "A4纸"]
        {
            assert_eq!(qa_mark(line), None, "{line}");
        }
    }
}
