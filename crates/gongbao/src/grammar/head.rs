//! The head of a document: red head, order head, secrecy, urgency, who signs it off, salutation.

use super::{
    doc_number, organ, sign,
    word::{Words, has_any},
};

/// `red-head = organ ["文件"]`: 天津市招生委员会文件; gives the organ's length in bytes.
pub(crate) fn red_head(line: &str) -> Option<usize> {
    // 某市人民政府公报2031年第3期　市政府文件 is the head of a page.
    let digit = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    let name = line.strip_suffix("文件").filter(|name| !name.contains("关于") && !digit(name))?;
    name.split(['、', '，']).all(organ::is_organ).then_some(name.len())
}

/// An order's head (令), as byte ranges of its compact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct OrderHead {
    /// The length of the organ's name.
    pub(crate) organ: usize,
    /// The length of the title (organ and 令); the number follows it, if there is one.
    pub(crate) title: usize,
    /// Where the number begins and ends; equal where it stands on a line of its own.
    pub(crate) number: (usize, usize),
}

/// `order-head = organ ("令" | "公告" | "通告" | …) [number] | organ number "令"`:
/// 中华人民共和国国务院令第707号, 北京市人民政府第68号令.
pub(crate) fn order_head(line: &str) -> Option<OrderHead> {
    let issues = |name: &str| organ::is_strong_organ(name) || name.ends_with("共和国主席");
    if line.len() > 240 || !line.ends_with(['令', '告', '号', '）', ')']) {
        return None;
    }
    // 2031年3月1日某部令第5号 tells how a rule came about.
    if !has_any(line, &["令", "公告", "通告"]) || super::date::date_at(line).is_some() {
        return None;
    }
    let inner = line.strip_suffix(['）', ')']).unwrap_or(line);
    for word in ["令", "公告", "通告", "命令"] {
        // The number inside: 人民政府第68号令.
        if let Some(head) = inner.strip_suffix(word) {
            if let Some(at) =
                head.rfind('第').filter(|&at| doc_number::parse_order_number(&head[at..]).is_some())
            {
                if issues(&head[..at]) {
                    return Some(OrderHead { organ: at, title: inner.len(), number: (at, head.len()) });
                }
            }
            if inner.len() == line.len() && head.split(['、', '，']).all(issues) {
                return Some(OrderHead {
                    organ: head.len(),
                    title: line.len(),
                    number: (line.len(), line.len()),
                });
            }
        }
        let Some(at) = line.find(word) else { continue };
        let (name, title) = (&line[..at], at + word.len());
        let number = line[title..].trim_start_matches(['（', '(']);
        let start = line.len() - number.len();
        let tail = number.trim_end_matches(['）', ')']);
        let bare = tail.strip_suffix('号').map(|_| tail);
        let is_number = bare.is_some_and(|t| {
            doc_number::parse_order_number(t).is_some()
                || crate::grammar::number::parse_number(t.trim_end_matches('号')).is_some()
        });
        if is_number && name.split(['、', '，']).all(issues) {
            return Some(OrderHead { organ: at, title, number: (start, start + tail.len()) });
        }
    }
    None
}

/// `secrecy = ("绝密" | "机密" | "秘密" | "内部") ["★" …]`
pub(crate) fn is_secrecy(line: &str) -> bool {
    ["绝密", "机密", "秘密"].iter().any(|w| {
        line.strip_prefix(w)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('★') && rest.chars().count() <= 8)
    })
}

/// `urgency = "特急" | "急件" | "加急" | "平急" | "特提" | "急"`
pub(crate) fn is_urgency(line: &str) -> bool {
    matches!(line, "特急" | "急件" | "加急" | "平急" | "特提" | "急" | "特急件")
}

/// `signed-off = "签发人" ":" name`; gives where the name begins.
pub(crate) fn signed_off(line: &str) -> Option<usize> {
    let rest = line.strip_prefix("签发人")?;
    let name = rest.strip_prefix(sign::is_colon)?;
    (1..=12).contains(&name.chars().count()).then_some(line.len() - name.len())
}

/// Words that only an addressee has.
const ADDRESSEE_WORDS: Words<'_, '_> = Words::new(&[
    "各",
    "人民政府",
    "委员会",
    "直属",
    "部门",
    "单位",
    "国务院",
    "机构",
    "公司",
    "企业",
    "学校",
    "厅",
    "局",
    "委员",
    "委",
    "办",
    "院士",
    "院",
    "代表",
    "银行",
    "中心",
    "处",
    "主席",
    "先生",
    "女士",
    "教授",
    "镇",
    "街",
    "县",
    "市",
    "省",
    "区",
    "同志",
    "会",
    "党组",
    "部",
]);

/// Whether a compact line that ends with a colon is the list of addressees (主送机关).
pub(crate) fn is_salutation(line: &str) -> bool {
    let Some(names) = line.strip_suffix(sign::is_colon) else { return false };
    let last_word = names.rsplit(['，', ',', '、', '；', ';']).next().unwrap_or(names);
    let begins = || {
        let words = ["(", "（", "现将", "现就", "根据", "按照", "为", "经", "一、", "兹", "特"];
        words.iter().any(|w| names.starts_with(w))
    };
    let is_short = |text: &str, most: usize| text.len() <= most || text.chars().count() <= most;
    names.chars().nth(1).is_some()
        && is_short(names, 600)
        && !sign::signs_in(names).any(|(_, c)| matches!(c, '。' | '？' | '?' | '“' | '：' | ':'))
        && !begins()
        && !has_any(names, &["如下", "下列", "以下"])
        && (ADDRESSEE_WORDS.any_in(last_word) || names.starts_with('各') || names.contains("人民政府"))
        && is_short(last_word, 40)
        // 省政府决定：, 会议指出： begin a sentence.
        && !ACTS.iter().any(|act| names.ends_with(act))
}

/// What an organ does, behind its name: with a colon that begins a sentence and addresses nobody.
const ACTS: [&str; 12] =
    ["决定", "批准", "同意", "任命", "免去", "指出", "强调", "要求", "认为", "通过", "公告", "命令"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_heads() {
        for (line, title, number) in [
            ("中华人民共和国国务院令第707号", "中华人民共和国国务院令", "第707号"),
            ("北京市人民政府第68号令", "北京市人民政府第68号令", "第68号"),
            ("中华人民共和国国务院令", "中华人民共和国国务院令", ""),
            ("中华人民共和国卫生部令（第75号）", "中华人民共和国卫生部令", "第75号"),
            ("海南省人民政府令188号", "海南省人民政府令", "188号"),
        ] {
            let head = order_head(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((&line[..head.title], &line[head.number.0..head.number.1]), (title, number));
        }
        assert_eq!(order_head("现发布命令"), None);
        assert_eq!(order_head("2031年3月1日某市人民政府令第5号"), None);
    }

    #[test]
    fn salutations() {
        for line in ["各区人民政府,市政府各委、办、局:", "上海市人民政府：", "王超斌委员：", "各有关单位："]
        {
            assert!(is_salutation(line), "{line}");
        }
        for line in [
            "省政府决定：",
            "会议强调：",
            "现将有关事项通知如下：",
            "火灾事故调查组履行下列职责:",
            "主要措施:",
        ] {
            assert!(!is_salutation(line), "{line}");
        }
        assert_eq!(red_head("天津市招生委员会文件"), Some("天津市招生委员会".len()));
    }
}
