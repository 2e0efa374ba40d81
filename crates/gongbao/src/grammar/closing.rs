//! What stands behind a text: notes, copies, the printer's line, contacts, subject words.

use super::{
    date, organ, sign,
    word::{Words, has_any},
};
use crate::model::Date;

/// A line of the closing, told by how it begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClosingForm {
    /// (此件公开发布)
    Note,
    /// 抄送:
    CopyTo,
    /// 主题词:
    SubjectWords,
    /// 联系人:
    Contact,
    /// ××办公厅 2010年6月8日印发
    Printed,
    /// 共印230份
    PrintRun,
}

/// What a closing line begins with.
pub(crate) const FIRST: &str = "抄分发报主联经电邮传通送(（公信此本共内政是咨解收办监";

/// What it ends with where its beginning does not tell it.
pub(crate) const LAST: &str = "发印制份开";

/// Labels of subject words and of who gets a copy.
const LABELS: Words<'_, '_> = Words::new(&[
    "主题词",
    "抄送机关",
    "抄送单位",
    "抄送",
    "抄报抄送",
    "抄报单位",
    "抄报",
    "分送",
    "发送",
    "抄发",
    "抄致",
    "分发",
    "内部发送",
    "内部抄送",
    "报送",
    "送",
    "报",
    "发",
    "抄",
]);

/// A closing line, told from its compact text.
pub(crate) fn closing_form(line: &str) -> Option<ClosingForm> {
    let first = line.chars().next()?;
    if !FIRST.contains(first) && !line.ends_with(|c| LAST.contains(c)) {
        return None;
    }
    if is_note(line) {
        return Some(ClosingForm::Note);
    }
    let label = LABELS.beginning(line).filter(|label| line[label.len()..].starts_with(sign::is_colon));
    match label {
        Some("主题词") => return Some(ClosingForm::SubjectWords),
        Some(_) => return Some(ClosingForm::CopyTo),
        None => {}
    }
    if is_contact(line) {
        return Some(ClosingForm::Contact);
    }
    if printed_at(line).is_some() {
        return Some(ClosingForm::Printed);
    }
    is_print_run(line.trim_matches(['(', ')', '（', '）'])).then_some(ClosingForm::PrintRun)
}

/// `contact = ["("] ("联系人" | "联系电话" | …) ":" … [")"]`
fn is_contact(line: &str) -> bool {
    let inner = line.strip_prefix(sign::is_open_paren).unwrap_or(line);
    CONTACTS.beginning(inner).is_some_and(|label| inner[label.len()..].starts_with(sign::is_colon))
}

/// `print-run = "共印" … "份" … | ("印数" | "印") [":"] number "份"`
fn is_print_run(line: &str) -> bool {
    if line.starts_with("共印") {
        return line.contains('份');
    }
    let rest = line.strip_prefix('印').and_then(|rest| rest.strip_suffix('份'));
    rest.is_some_and(|rest| {
        let digits = rest.trim_start_matches(['数', '制', ':', '：']);
        !digits.is_empty() && digits.chars().all(|c| super::number::arabic_digit(c).is_some())
    })
}

/// Labels of who can be asked, and where.
const CONTACTS: Words<'_, '_> = Words::new(&[
    "联系人及电话",
    "联系人及联系电话",
    "联系单位及电话",
    "联系单位及联系电话",
    "联系部门及电话",
    "联系科室",
    "联系人",
    "联系单位",
    "联系电话",
    "联系方式",
    "经办人",
    "电话",
    "邮箱",
    "传真",
    "电子邮箱",
    "电子邮件",
    "通讯地址",
    "通信地址",
    "联系地址",
    "联系部门",
    "联系处室",
    "联络人",
    "咨询电话",
    "邮寄地址",
    "收件地址",
    "收件人",
    "办公地址",
    "监督电话",
    "邮编",
    "邮政编码",
    "解读机关",
    "解读单位",
    "解读部门",
    "解读人",
]);

/// Words that make a bracketed line a note (附注).
const NOTE_WORDS: &[&str] = &[
    "此件",
    "公开",
    "发布",
    "此文",
    "本文",
    "删减",
    "不予",
    "发至",
    "登报",
    "印发至",
    "传达",
    "刊登",
    "有效期",
];

/// `note = "(" … ")"` that speaks of the paper itself, or 公开方式:主动公开.
fn is_note(line: &str) -> bool {
    let Some(first) = line.chars().next() else { return false };
    let count = || line.chars().count();
    if sign::is_open_paren(first) && line.ends_with([')', '）']) && count() <= 40 {
        return has_any(line, NOTE_WORDS) && date::date_at(&line[first.len_utf8()..]).is_none();
    }
    says_how_public(line) && count() <= 24
        || matches!(
            line,
            "此件公开发布"
                | "此件主动公开"
                | "此件依申请公开"
                | "此件不公开"
                | "此件不予公开"
                | "此件删减后公开"
                | "此件部分公开"
                | "主动公开"
                | "依申请公开"
                | "不予公开"
                | "删减后公开"
                | "此件有删减"
                | "本文有删减"
        )
}

/// `label = [("政府" | "信息" …)] "公开" ("方式" | "属性" | "选项" | …)`: 信息公开类型：主动公开, 公开方式　主动公开.
fn says_how_public(line: &str) -> bool {
    if !line.starts_with(['公', '信', '政', '是']) {
        return false;
    }
    let Some(rest) = ["信息", "政府信息", "政务", "是否"]
        .iter()
        .find_map(|head| line.strip_prefix(head))
        .unwrap_or(line)
        .strip_prefix("公开")
    else {
        return false;
    };
    let kind = ["方式", "属性", "选项", "类别", "类型", "形式", "性质", "程度"];
    kind.iter().any(|kind| rest.starts_with(kind))
        || line.starts_with('是') && rest.starts_with(sign::is_colon)
}

/// `provision = ("本决定" | "本通告" | …) ("自" | "从" | "有效期") … | "此外，对" … "条文" …`: what a document says of itself as a
/// whole behind its items.
pub(crate) fn is_provision_of_the_whole(line: &str) -> bool {
    if line.starts_with('此') {
        let rest = line.strip_prefix("此外").and_then(|rest| rest.strip_prefix(['，', ',']));
        return rest.is_some_and(|rest| rest.starts_with('对') && rest.contains("条文"));
    }
    let own = ["本决定", "本通告", "本公告", "本通知", "本批复", "本决议", "本通报", "本命令", "本令"];
    let rest = line.starts_with('本').then(|| own.iter().find_map(|own| line.strip_prefix(own))).flatten();
    rest.is_some_and(|rest| ["自", "从", "有效期"].iter().any(|w| rest.starts_with(w)))
}

/// `farewell = "特此" act | "此" act | "专此" act | ("妥否" | "当否" | …) … "请" … | "以上" … ("如无不妥" | "妥否" | …) …`: the
/// sentence that ends a letter, a notice or a report and belongs to none of its parts.
pub(crate) fn is_farewell(line: &str) -> bool {
    let whole = line;
    let line = line.strip_suffix(['。', '.', '！']).or_else(|| line.strip_suffix('．')).unwrap_or(line);
    // Only the shortest of them are known without their stop.
    if line.len() == whole.len() && !matches!(line.chars().next(), Some('特' | '专' | '此')) {
        return false;
    }
    let count = line.chars().count();
    let asks = |text: &str| {
        ["如无不妥", "妥否", "当否", "可否", "请审议", "请予审议"].iter().any(|w| text.contains(w))
    };
    match line.chars().next() {
        Some('特') => {
            line.starts_with("特此")
                && count <= 8
                && !line.ends_with("如下")
                && line.chars().all(sign::is_han)
        }
        Some('专') => line.starts_with("专此") && count <= 8 && line.chars().all(sign::is_han),
        Some('此') => matches!(line, "此复" | "此函" | "此令" | "此布" | "此致" | "此告" | "此报"),
        Some('妥' | '当' | '可' | '是') => {
            ["妥否", "当否", "可否", "是否妥当"].iter().any(|w| line.starts_with(w))
                && line.contains('请')
                && count <= 16
        }
        Some('以') => line.starts_with("以上") && asks(line) && count <= 40,
        _ => false,
    }
}

/// What is printed where the seal was.
const SEALS: [&str; 10] =
    ["公章", "盖章", "印章", "章", "印", "代章", "签章", "签字", "加盖公章", "签字盖章"];

/// Where the mark of a seal begins that a compact text ends with, `"(" seal ")"`; at 0 it is all of the text.
pub(crate) fn seal_at(text: &str) -> Option<usize> {
    let inner = text.strip_suffix([')', '）'])?;
    let (at, open) = inner.char_indices().rev().take(5).find(|&(_, c)| sign::is_open_paren(c))?;
    SEALS.contains(&&inner[at + open.len_utf8()..]).then_some(at)
}

/// The day that a compact line in brackets names and nothing else: (2023年5月6日).
#[allow(clippy::option_option, reason = "no day; the figures of a day that no calendar has; a day")]
pub(crate) fn bracketed_day(line: &str) -> Option<Option<Date>> {
    if !line.ends_with(['日', ')', '）']) || line.len() > 60 {
        return None;
    }
    date::parse_day(line.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?)
}

/// A printer's line as byte ranges of its compact text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PrintedForm {
    /// How long the organ's name is; it stands first. 0 where only the date is printed.
    pub(crate) organ: usize,
    /// Where the date begins and ends.
    pub(crate) date: (usize, usize),
    pub(crate) day: Option<Date>,
}

/// `printed = [organ] date ("印发" | "印" | "印制")`: 重庆市人民政府办公厅2010年6月8日印发.
pub(crate) fn printed_at(line: &str) -> Option<PrintedForm> {
    let body = ["印发", "印制", "翻印", "印", "封发"].iter().find_map(|w| line.strip_suffix(w))?;
    if body.len() > 240 {
        return None;
    }
    let start = (0..body.len())
        .filter(|&at| body.is_char_boundary(at))
        .find(|&at| date::date_at(&body[at..]).is_some_and(|(_, len)| at + len == body.len()))?;
    let (day, _) = date::date_at(&body[start..])?;
    let name = body[..start].trim_end_matches(sign::is_colon);
    (name.is_empty() || organ::is_organ(name)).then_some(PrintedForm {
        organ: name.len(),
        date: (start, body.len()),
        day,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seals_and_days_in_brackets() {
        for (text, at) in [("（公章）", 0), ("某局（盖章）", 6), ("某局(印)", 6)] {
            assert_eq!(seal_at(text), Some(at), "{text}");
        }
        assert_eq!(seal_at("某局（筹）"), None);
        assert!(bracketed_day("（2031年5月6日）").is_some_and(|d| d.is_some()));
        assert_eq!(bracketed_day("（2031年）"), None);
    }

    #[test]
    fn provisions_of_the_whole() {
        for line in
            ["本决定自2031年7月1日起施行。", "本通告自发布之日起施行。", "此外，对条文顺序作相应调整。"]
        {
            assert!(is_provision_of_the_whole(line), "{line}");
        }
        for line in ["本通知所称河道，是指…", "此外，各区要落实责任。", "本市自2031年起执行。", ""]
        {
            assert!(!is_provision_of_the_whole(line), "{line}");
        }
    }

    #[test]
    fn farewells() {
        for line in [
            "特此通知。",
            "特此通知",
            "此告",
            "此复。",
            "专此函达。",
            "妥否，请批示。",
            "以上报告如无不妥，请批转各地执行。",
        ] {
            assert!(is_farewell(line), "{line}");
        }
        for line in [
            "特此通知如下",
            "特此通知：",
            "妥否，请批示",
            "此事由市水务局负责。",
            "当事人应当提供证据。",
            "以上意见由市水务局解释。",
        ] {
            assert!(!is_farewell(line), "{line}");
        }
    }

    #[test]
    fn closing_lines() {
        for (line, form) in [
            ("(此件公开发布)", ClosingForm::Note),
            ("（本文有删减）", ClosingForm::Note),
            ("公开方式：主动公开", ClosingForm::Note),
            ("信息公开类型：主动公开", ClosingForm::Note),
            ("政府信息公开选项：依申请公开", ClosingForm::Note),
            ("是否公开：是", ClosingForm::Note),
            ("依申请公开", ClosingForm::Note),
            ("内部发送：办公厅，条法司。", ClosingForm::CopyTo),
            ("印数：300份", ClosingForm::PrintRun),
            ("（印120份）", ClosingForm::PrintRun),
            ("某市水务局办公室2031年3月2日翻印", ClosingForm::Printed),
            ("咨询电话：12345678", ClosingForm::Contact),
            ("抄送:市委办公厅,市人大常委会办公厅。", ClosingForm::CopyTo),
            ("主题词：城乡建设住房管理", ClosingForm::SubjectWords),
            ("重庆市人民政府办公厅2010年6月8日印发", ClosingForm::Printed),
            ("联系人：流通发展司陈程", ClosingForm::Contact),
            ("（联系人：某某；联系电话：12345678）", ClosingForm::Contact),
            ("送：市委、市人大常委会。", ClosingForm::CopyTo),
            ("(共印230份)", ClosingForm::PrintRun),
        ] {
            assert_eq!(closing_form(line), Some(form), "{line}");
        }
        for line in [
            "(2013年5月28日上海市人民政府令第2号公布)",
            "(一)加强领导",
            "现予公布。",
            "政府信息公开工作由办公室负责",
            "公开招标的项目",
            "印发给你们份",
        ] {
            assert_eq!(closing_form(line), None, "{line}");
        }
    }
}
