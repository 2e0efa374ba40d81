//! What a text without a title says that it is: 现将…印发给你们, 现批复如下, 制定本办法.

use super::word::Words;
use crate::model::DocumentKind;

use DocumentKind as K;

/// What is said, and the kind that it makes of the text.
const SAID: &[(&str, K)] = &[
    ("印发给你们", K::Notice),
    ("印发你们", K::Notice),
    ("转发给你们", K::Notice),
    ("转发你们", K::Notice),
    ("下发给你们", K::Notice),
    ("现印发", K::Notice),
    ("现予印发", K::Notice),
    ("现转发", K::Notice),
    ("现予转发", K::Notice),
    ("通知如下", K::Notice),
    ("特此通知", K::Notice),
    ("批复如下", K::Reply),
    ("答复如下", K::Reply),
    ("函复如下", K::Letter),
    ("函告如下", K::Letter),
    ("复函如下", K::Letter),
    ("专此函复", K::Letter),
    ("特此函复", K::Letter),
    ("特此函告", K::Letter),
    ("特此批复", K::Reply),
    ("公告如下", K::Announcement),
    ("特此公告", K::Announcement),
    ("通告如下", K::PublicNotice),
    ("特此通告", K::PublicNotice),
    ("通报如下", K::Circular),
    ("报告如下", K::Report),
    ("报告政府工作", K::Report),
    ("政府工作报告", K::Report),
    ("关于政府工作的报告", K::Report),
    ("政府工作的报告", K::Report),
    ("代表大会报告", K::Report),
    ("向大会报告", K::Report),
    ("向大会作", K::Report),
    ("向大会做", K::Report),
    ("作如下报告", K::Report),
    ("做如下报告", K::Report),
    ("请示如下", K::Request),
    ("特此请示", K::Request),
    ("纪要如下", K::Minutes),
    ("决定如下", K::Decision),
    ("作如下决定", K::Decision),
    ("制定本意见", K::Opinion),
    ("制定本实施意见", K::Opinion),
    ("提出如下意见", K::Opinion),
    ("提出以下意见", K::Opinion),
    ("提出如下实施意见", K::Opinion),
    ("提出以下实施意见", K::Opinion),
    ("制定本方案", K::Plan),
    ("制定本实施方案", K::Plan),
    ("制定本行动方案", K::Plan),
    ("制定本计划", K::Plan),
    ("制定本行动计划", K::Plan),
    ("制定本规划", K::Plan),
    ("制定本措施", K::Plan),
    ("制定本预案", K::Plan),
    ("制定本应急预案", K::Plan),
    ("制定本工作方案", K::Plan),
    ("制定本条例", K::Regulation),
    ("制定本办法", K::Regulation),
    ("制定本实施办法", K::Regulation),
    ("制定本规定", K::Regulation),
    ("制定本细则", K::Regulation),
    ("制定本实施细则", K::Regulation),
    ("制定本规则", K::Regulation),
    ("制定本规范", K::Regulation),
    ("制定本规程", K::Regulation),
    ("制定本章程", K::Regulation),
    ("制定本准则", K::Regulation),
];

const WORDS: [&str; SAID.len()] = {
    let (mut words, mut n) = ([""; SAID.len()], 0);
    while n < words.len() {
        words[n] = SAID[n].0;
        n += 1;
    }
    words
};

/// The kind that the beginning of a compact text says it is; the first word of it tells.
pub(crate) fn kind_said(text: &str) -> Option<DocumentKind> {
    const SAYING: Words<'_, '_> = Words::new(&WORDS);
    let (at, word) = SAYING.first_in(text)?;
    // 《政府工作报告》 is another paper.
    if text[..at].ends_with(['《', '〈', '<']) {
        return kind_said(&text[at + word.len()..]);
    }
    SAID.iter().find(|(said, _)| *said == word).map(|&(_, kind)| kind)
}

/// Whether a compact text promulgates something: 现予公布.
pub(crate) fn is_promulgated(text: &str) -> bool {
    super::word::has_any(text, &["现予公布", "现予发布", "现予颁布", "现公布", "现发布"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for (text, kind) in [
            ("现将《某市河道管理办法》印发给你们，请遵照执行。", Some(K::Notice)),
            ("《某局议事规则》已经局务会议通过，现予印发。", Some(K::Notice)),
            ("你公司的申请报告收悉。现批复如下：", Some(K::Reply)),
            ("现在，我代表国务院，向大会作政府工作报告，请予审议。", Some(K::Report)),
            ("现在，我代表市人民政府，向大会报告过去五年政府工作。", Some(K::Report)),
            ("现将《某市治水方案》印发你们，请执行。", Some(K::Notice)),
            ("为了加强管理，制定本办法。", Some(K::Regulation)),
            ("结合我市实际，提出如下实施意见。", Some(K::Opinion)),
            ("全市发展良好。", None),
        ] {
            assert_eq!(kind_said(text), kind, "{text}");
        }
        assert!(is_promulgated("《办法》已经通过，现予公布。") && !is_promulgated("予以公布"));
    }
}
