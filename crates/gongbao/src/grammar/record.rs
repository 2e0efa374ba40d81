//! The head table of a government web page: 索引号, 发布机构, …, several fields on a line, values on the next.

use alloc::string::String;

use super::sign;
use crate::source::is_blank;

/// A field of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RecordField {
    IndexNumber,
    Publisher,
    Title,
    Topic,
    PublishedOn,
    /// 发文日期: of publication, or of writing where the page says the other as well.
    IssuedOn,
    WrittenOn,
    RepealedOn,
    Number,
    Keywords,
    /// A field that the tree has no name for.
    Other,
}

use RecordField as F;

/// The labels, blanks left out.
const LABELS: &[(&str, F)] = &[
    ("索引号", F::IndexNumber),
    ("索取号", F::IndexNumber),
    ("索引码", F::IndexNumber),
    ("信息索引号", F::IndexNumber),
    ("发布机构", F::Publisher),
    ("发布部门", F::Publisher),
    ("发文机构", F::Publisher),
    ("制发机关", F::Publisher),
    ("制定机关", F::Publisher),
    ("发文机关", F::Publisher),
    ("发布单位", F::Publisher),
    ("发文单位", F::Publisher),
    ("公开主体", F::Publisher),
    ("公开机构", F::Publisher),
    ("信息名称", F::Title),
    ("名称", F::Title),
    ("标题", F::Title),
    ("信息标题", F::Title),
    ("文件标题", F::Title),
    ("公文标题", F::Title),
    ("公文名称", F::Title),
    ("主题分类", F::Topic),
    ("信息分类名称", F::Topic),
    ("信息分类", F::Topic),
    ("分类", F::Topic),
    ("发布日期", F::PublishedOn),
    ("发文日期", F::IssuedOn),
    ("公开日期", F::PublishedOn),
    ("发布时间", F::PublishedOn),
    ("公布日期", F::PublishedOn),
    ("公布时间", F::PublishedOn),
    ("公开时间", F::PublishedOn),
    ("发文时间", F::IssuedOn),
    ("成文日期", F::WrittenOn),
    ("生成日期", F::WrittenOn),
    ("成文时间", F::WrittenOn),
    ("印发日期", F::WrittenOn),
    ("印发时间", F::WrittenOn),
    ("生成时间", F::WrittenOn),
    ("产生日期", F::WrittenOn),
    ("形成日期", F::WrittenOn),
    ("签发日期", F::WrittenOn),
    ("废止日期", F::RepealedOn),
    ("废止时间", F::RepealedOn),
    ("失效日期", F::RepealedOn),
    ("失效时间", F::RepealedOn),
    ("文号", F::Number),
    ("发文字号", F::Number),
    ("发布文号", F::Number),
    ("文件编号", F::Number),
    ("发文文号", F::Number),
    ("文件文号", F::Number),
    ("文件字号", F::Number),
    ("公文字号", F::Number),
    ("关键词", F::Keywords),
    ("关键字", F::Keywords),
    ("主题词", F::Keywords),
    ("主题词分类", F::Topic),
    ("有效性", F::Other),
    ("生效日期", F::Other),
    ("生效时间", F::Other),
    ("施行时间", F::Other),
    ("执行日期", F::Other),
    ("上载日期", F::Other),
    ("有效期限", F::Other),
    ("有效状态", F::Other),
    ("效力状态", F::Other),
    ("公文种类", F::Other),
    ("公文类别", F::Other),
    ("公开类别", F::Other),
    ("公开属性", F::Other),
    ("公开时限", F::Other),
    ("信息类别", F::Topic),
    ("信息来源", F::Other),
    ("实施日期", F::Other),
    ("施行日期", F::Other),
    ("时效性", F::Other),
    ("效力级别", F::Other),
    ("统一登记号", F::Other),
    ("统一编号", F::Other),
    ("组配分类", F::Topic),
    ("公开形式", F::Other),
    ("公开方式", F::Other),
    ("公开范围", F::Other),
    ("公开类型", F::Other),
    ("公开期限", F::Other),
    ("体裁分类", F::Other),
    ("服务对象", F::Other),
    ("信息索引", F::IndexNumber),
    ("内容概述", F::Other),
    ("语种", F::Other),
    ("公开责任部门", F::Other),
    ("法规类别", F::Other),
    ("法规名称", F::Title),
    ("文件名称", F::Title),
    ("颁布部门", F::Publisher),
    ("颁布单位", F::Publisher),
    ("颁布日期", F::PublishedOn),
    ("颁布时间", F::PublishedOn),
    ("实施时间", F::Other),
    ("效力属性", F::Other),
    ("所属类别", F::Other),
    ("文件来源", F::Other),
    ("法规编号", F::Other),
    ("全文", F::Other),
    ("正文", F::Other),
    ("法规全文", F::Other),
    ("法规内容", F::Other),
    ("公开单位", F::Publisher),
    ("信息公开单位", F::Publisher),
    ("印发机关", F::Publisher),
    ("印发单位", F::Publisher),
    ("制发单位", F::Publisher),
    ("制定单位", F::Publisher),
    ("责任部门", F::Other),
    ("信息索取号", F::IndexNumber),
    ("目录号", F::IndexNumber),
    ("主题类别", F::Topic),
    ("所属主题", F::Topic),
    ("分类名称", F::Topic),
    ("信息时间", F::PublishedOn),
    ("制发日期", F::WrittenOn),
    ("发布字号", F::Number),
    ("公文文号", F::Number),
    ("公文体裁", F::Other),
    ("文件类型", F::Other),
    ("体裁", F::Other),
    ("机构分类", F::Other),
    ("效力等级", F::Other),
    ("是否有效", F::Other),
    ("文件状态", F::Other),
    ("公开类型", F::Other),
    ("公开程序", F::Other),
    ("公开目录", F::Other),
    ("载体类型", F::Other),
    ("信息状态", F::Other),
    ("登记号", F::Other),
    ("备注", F::Other),
    ("规范性文件编号", F::Other),
    ("规范性文件登记号", F::Other),
    ("内容摘要", F::Other),
    ("内容简介", F::Other),
    ("信息摘要", F::Other),
    ("有效期", F::Other),
    ("公文目录", F::Topic),
    ("发文标题", F::Title),
    ("发文部门", F::Publisher),
    ("发文内容", F::Other),
    ("法规类型", F::Other),
    ("内容类别", F::Topic),
    ("效力", F::Other),
    ("效力说明", F::Other),
    ("所属机构", F::Publisher),
    ("所属分类", F::Topic),
    ("所属行业", F::Other),
    ("所属区域", F::Other),
    ("专题分类", F::Topic),
    ("文件分类", F::Topic),
    ("文件类别", F::Other),
    ("公文类型", F::Other),
    ("信息生成日期", F::WrittenOn),
    ("信息发布日期", F::PublishedOn),
    ("颁布文号", F::Number),
    ("颁布字号", F::Number),
    ("阅读人次", F::Other),
    ("评论人次", F::Other),
];

/// Whether a label may begin with a character.
pub(crate) const fn begins_label(c: char) -> bool {
    matches!(
        c,
        '索' | '发'
            | '制'
            | '信'
            | '名'
            | '标'
            | '主'
            | '分'
            | '公'
            | '成'
            | '生'
            | '印'
            | '废'
            | '失'
            | '文'
            | '关'
            | '有'
            | '实'
            | '施'
            | '所'
            | '全'
            | '正'
            | '时'
            | '效'
            | '统'
            | '组'
            | '产'
            | '形'
            | '签'
            | '执'
            | '上'
            | '体'
            | '服'
            | '内'
            | '语'
            | '法'
            | '颁'
            | '目'
            | '责'
            | '机'
            | '是'
            | '载'
            | '登'
            | '备'
            | '规'
            | '专'
            | '阅'
            | '评'
    )
}

/// The longest label, in characters.
const LONGEST: usize = 8;

/// A label of the record at the start of a compact text, and its length with the colon.
pub(crate) fn label_at(text: &str) -> Option<(RecordField, usize)> {
    let (end, colon) = text.char_indices().take(LONGEST + 1).find(|&(_, c)| sign::is_colon(c))?;
    Some((field_of(&text[..end])?, end + colon.len_utf8()))
}

/// The field that a label names.
fn field_of(label: &str) -> Option<RecordField> {
    let known = || LABELS.iter().find(|(known, _)| *known == label);
    if label.starts_with(begins_label) { known().map(|&(_, field)| field) } else { None }
}

/// A label in brackets at the start of a compact text, as collections of laws and some sites print it (【发布单位】某市人民政府,
/// \[索引号]0099), and its length.
pub(crate) fn label_in_brackets(text: &str) -> Option<(RecordField, usize)> {
    let inner = text.strip_prefix(OPENS_LABEL)?;
    let end = inner.find(['】', ']', '］']).filter(|&at| at <= 24)?;
    let field = label_alone(&inner[..end])?;
    let closes = inner[end..].chars().next().map_or(0, char::len_utf8);
    Some((field, text.len() - inner.len() + end + closes))
}

/// What a label in brackets begins with.
pub(crate) const OPENS_LABEL: [char; 3] = ['【', '[', '［'];

/// A label at the start of a text, blanks in it or not, with a blank or nothing behind it, and its length: 索 引 号　0099.
pub(crate) fn label_before_blank(text: &str) -> Option<(RecordField, usize)> {
    let mut label = String::new();
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if is_blank(c) {
            continue;
        }
        if !sign::is_han(c) || label.len() >= LONGEST * 3 {
            return None;
        }
        label.push(c);
        if chars.peek().is_none_or(|&(_, next)| is_blank(next)) {
            if let Some(field) = field_of(&label) {
                return Some((field, at + c.len_utf8()));
            }
        }
    }
    None
}

/// The field that a compact text is the label of and nothing else, with or without a colon.
pub(crate) fn label_alone(text: &str) -> Option<RecordField> {
    field_of(text.trim_end_matches(sign::is_colon))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_is_found_by_its_first_character() {
        assert!(LABELS.iter().all(|(label, _)| label.starts_with(begins_label)));
        assert!(LABELS.iter().all(|(label, _)| label.chars().count() <= LONGEST));
    }

    #[test]
    fn labels() {
        assert_eq!(label_at("索引号:009275780"), Some((F::IndexNumber, "索引号:".len())));
        assert_eq!(label_at("发文字号：国发〔2019〕5号"), Some((F::Number, "发文字号：".len())));
        assert_eq!(label_at("公开主体：某市水务局"), Some((F::Publisher, "公开主体：".len())));
        assert_eq!(label_at("是否有效：是"), Some((F::Other, "是否有效：".len())));
        assert_eq!(label_at("名称和住所"), None);
        assert_eq!(label_alone("文号"), Some(F::Number));
        assert_eq!(label_alone("文号甲"), None);
        assert_eq!(label_before_blank("索 引 号 0099"), Some((F::IndexNumber, "索 引 号".len())));
        assert_eq!(label_before_blank("有 效 性"), Some((F::Other, "有 效 性".len())));
        assert_eq!(label_before_blank("名称和住所 甲"), None);
        assert_eq!(label_in_brackets("[索引号]0099"), Some((F::IndexNumber, "[索引号]".len())));
    }
}
