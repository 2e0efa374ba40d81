//! Places inside an instrument as other text names them: 第五条第(二)项, 前款, 本办法, 附件2.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::tag,
    character::complete::satisfy,
    combinator::{map_opt, not, opt, peek},
    sequence::delimited,
};

use super::{
    Parsed,
    number::{arabic, arabic_digit, han, is_han_numeral, number},
    prefix,
    sign::{is_close_paren, is_open_paren},
    word::Among,
};
use crate::model::DivisionNumber;

/// A part of an instrument, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// 第一编
    Book(u32),
    /// 第三章
    Chapter(u32),
    /// 第二节
    Section(u32),
    /// 第二十条之一
    Article(DivisionNumber),
    /// 第二款
    Paragraph(u32),
    /// 第(三)项
    Item(u32),
    /// 第1目
    Subitem(u32),
}

/// What 本 or 前 points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 编
    Book,
    /// 章
    Chapter,
    /// 节
    Section,
    /// 条
    Article,
    /// 款
    Paragraph,
    /// 项
    Item,
    /// 目
    Subitem,
}

/// Parts one inside the other: 第五条第二款第(三)项.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Provision {
    pub(crate) book: Option<u32>,
    pub(crate) chapter: Option<u32>,
    pub(crate) section: Option<u32>,
    pub(crate) article: Option<DivisionNumber>,
    pub(crate) paragraph: Option<u32>,
    pub(crate) item: Option<u32>,
    pub(crate) subitem: Option<u32>,
}

impl Provision {
    fn add(&mut self, part: Part) {
        match part {
            Part::Book(n) => self.book = Some(n),
            Part::Chapter(n) => self.chapter = Some(n),
            Part::Section(n) => self.section = Some(n),
            Part::Article(n) => self.article = Some(n),
            Part::Paragraph(n) => self.paragraph = Some(n),
            Part::Item(n) => self.item = Some(n),
            Part::Subitem(n) => self.subitem = Some(n),
        }
    }
}

/// `kind = "条" | "款" | "项" | …`; words that begin with the same character (条件, 项目) are none.
fn kind(text: &str) -> Parsed<'_, Kind> {
    let not_before = |chars: &'static str| not(peek(satisfy(move |c| chars.contains(c))));
    alt((
        (tag("条"), not_before("件例约款线路龙形码文")).map(|_| Kind::Article),
        (tag("款"), not_before("式额")).map(|_| Kind::Paragraph),
        (tag("项"), not_before("目")).map(|_| Kind::Item),
        (tag("目"), not_before("标录的前")).map(|_| Kind::Subitem),
        (tag("章"), not_before("程")).map(|_| Kind::Chapter),
        (tag("节"), not_before("能约课假日点")).map(|_| Kind::Section),
        (tag("编"), not_before("制码号委办")).map(|_| Kind::Book),
    ))
    .parse(text)
}

/// `part = "第" ordinal { ("、" | "和") ordinal } kind [ "之" number ]`, `ordinal = number | "(" number ")"`: of several
/// (第二、三项), which one place names, the first.
fn part(text: &str) -> Parsed<'_, Part> {
    let ordinal =
        |text| alt((number, delimited(satisfy(is_open_paren), number, satisfy(is_close_paren)))).parse(text);
    let (rest, _) = tag("第")(text)?;
    let (mut rest, n) = ordinal(rest)?;
    while let Some(more) = rest.strip_prefix(['、', '和']) {
        let Ok((after, _)) = ordinal(more) else { break };
        rest = after;
    }
    let (rest, kind) = kind(rest)?;
    Ok(match kind {
        Kind::Article => {
            let (rest, sub) = opt((tag("之"), alt((han, arabic))).map(|(_, n)| n)).parse(rest)?;
            let sub = sub.and_then(|n| u16::try_from(n).ok()).unwrap_or(0);
            (rest, Part::Article(DivisionNumber { sub, ..DivisionNumber::one(n) }))
        }
        Kind::Book => (rest, Part::Book(n)),
        Kind::Chapter => (rest, Part::Chapter(n)),
        Kind::Section => (rest, Part::Section(n)),
        Kind::Paragraph => (rest, Part::Paragraph(n)),
        Kind::Item => (rest, Part::Item(n)),
        Kind::Subitem => (rest, Part::Subitem(n)),
    })
}

/// `provision = part { part }`, from the widest to the narrowest.
fn provision(text: &str) -> Parsed<'_, Provision> {
    let (mut rest, first) = part(text)?;
    let mut found = Provision::default();
    found.add(first);
    let mut last = rank(first);
    while let Ok((after, next)) = part(rest) {
        if rank(next) <= last {
            break;
        }
        last = rank(next);
        found.add(next);
        rest = after;
    }
    Ok((rest, found))
}

const fn rank(part: Part) -> u8 {
    match part {
        Part::Book(_) => 0,
        Part::Chapter(_) => 1,
        Part::Section(_) => 2,
        Part::Article(_) => 3,
        Part::Paragraph(_) => 4,
        Part::Item(_) => 5,
        Part::Subitem(_) => 6,
    }
}

/// Whether what may stand behind 第 begins with a character, likewise; the number of an order begins so too.
pub(crate) const fn begins_provision(c: char) -> bool {
    is_han_numeral(c) || arabic_digit(c).is_some() || is_open_paren(c)
}

/// A provision at the start of a compact text, and its length.
pub(crate) fn provision_at(text: &str) -> Option<(Provision, usize)> {
    if text.starts_with('第') { prefix(provision, text) } else { None }
}

/// How two provisions are put side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Join {
    /// 、, 和, 或者: one more.
    And,
    /// 至, 到, —: all between the two.
    To,
}

/// `join = "、" | "和" | "至" | …`, in front of 第.
pub(crate) fn join_at(text: &str) -> Option<(Join, usize)> {
    fn join(text: &str) -> Parsed<'_, Join> {
        let and = alt((
            tag("以及"),
            tag("或者"),
            tag("、"),
            tag("和"),
            tag("或"),
            tag("及"),
            tag("与"),
            tag("，"),
            tag(","),
        ));
        let to = alt((tag("至"), tag("到"), tag("—"), tag("－"), tag("-"), tag("~")));
        let (rest, join) = alt((and.map(|_| Join::And), to.map(|_| Join::To))).parse(text)?;
        let (rest, _) = peek(tag("第")).parse(rest)?;
        Ok((rest, join))
    }
    // Most texts go on with something else, which the first character shows.
    let may_join = |c| {
        matches!(
            c,
            '以' | '或' | '、' | '和' | '及' | '与' | '，' | ',' | '至' | '到' | '—' | '－' | '-' | '~'
        )
    };
    if text.starts_with(may_join) { prefix(join, text) } else { None }
}

/// What 本 stands in front of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Own<'t> {
    /// The instrument itself, by the word for it: 办法.
    Instrument(&'t str),
    /// A part that the words stand in: 本章.
    Part(Kind),
}

/// The words for an instrument, longest first where one begins another.
const INSTRUMENTS: [&str; 37] = [
    "法",
    "办法",
    "条例",
    "规定",
    "细则",
    "规则",
    "章程",
    "解释",
    "决定书",
    "决定",
    "方案",
    "意见",
    "通知",
    "通告",
    "公告",
    "公报",
    "规划纲要",
    "规划",
    "行动计划",
    "计划",
    "纲要",
    "要点",
    "措施",
    "准则",
    "守则",
    "批复",
    "预案",
    "目录",
    "清单",
    "指南",
    "规范",
    "规程",
    "指引",
    "制度",
    "标准",
    "公约",
    "函",
];

/// Words that stand between 本 and the word for the instrument.
const MODIFIERS: [&str; 10] =
    ["实施", "暂行", "试行", "若干", "管理", "补充", "工作", "行动", "应急", "评价"];

/// The first characters of the kinds, the modifiers and the instruments.
static OWN: Among =
    Among::first_of(&INSTRUMENTS).or(Among::first_of(&MODIFIERS)).or(Among::of("条款项目章节编"));

/// Whether a word that may stand behind 本 begins with a character: the fast test in front of the exact one.
pub(crate) const fn begins_own(c: char) -> bool {
    OWN.passes(c as u32)
}

/// `own = "本" ( { modifier } instrument | kind )`
fn own(text: &str) -> Parsed<'_, Own<'_>> {
    let (start, _) = tag("本")(text)?;
    if let Ok((rest, kind)) = kind(start) {
        return Ok((rest, Own::Part(kind)));
    }
    let (mut rest, mut used) = (start, 0);
    while let Some(after) = MODIFIERS.iter().find_map(|m| rest.strip_prefix(m)).filter(|_| used < 3) {
        rest = after;
        used += 1;
    }
    map_opt(
        |t| {
            let word = INSTRUMENTS.iter().find(|w| rest.starts_with(**w)).copied().unwrap_or("");
            Ok((rest.get(word.len()..).unwrap_or(t), word))
        },
        move |word: &str| (!word.is_empty()).then_some(word),
    )
    .parse(rest)
    .and_then(|(after, word)| {
        // 本法院, 本规划区 and the like are other words.
        let other = match word {
            // 依照本法规定; 本法规 is another word.
            "法" if after.starts_with("规定") && !after.starts_with("规定期") => "",
            "法" => "院人定律规官学治",
            "规划" => "区局处委图",
            "标准" => "化",
            "函" => "数授",
            "规定" | "决定" => "的的",
            _ => "",
        };
        let (_, ()) = not(peek(satisfy(|c| other.contains(c) && c != '的'))).parse(after)?;
        Ok((after, Own::Instrument(start.get(..start.len() - after.len()).unwrap_or(word))))
    })
}

/// 本办法, 本章 at the start of a compact text; `before` is the character in front (基本法, 日本 are none).
pub(crate) fn own_at(text: &str, before: Option<char>) -> Option<(Own<'_>, usize)> {
    let is_other_word = |c| {
        matches!(
            c,
            '基' | '根'
                | '成'
                | '资'
                | '日'
                | '版'
                | '课'
                | '书'
                | '样'
                | '文'
                | '剧'
                | '脚'
                | '原'
                | '标'
                | '读'
                | '副'
                | '抄'
                | '手'
                | '绘'
                | '底'
                | '教'
                | '蓝'
                | '范'
        )
    };
    if before.is_some_and(is_other_word) {
        return None;
    }
    let next = text.strip_prefix('本').and_then(|t| t.chars().next());
    if next.is_some_and(begins_own) { prefix(own, text) } else { None }
}

/// `previous = "前" [number] kind`: 前款, 前两款, 前三项.
fn previous(text: &str) -> Parsed<'_, (u32, Kind)> {
    let (rest, _) = tag("前")(text)?;
    // 前15项业务 counts what follows.
    let (rest, n) = opt(map_opt(number, |n| (n < 10).then_some(n))).parse(rest)?;
    let (rest, kind) = kind(rest)?;
    Ok((rest, (n.unwrap_or(1), kind)))
}

/// 前款 at the start of a compact text; `before` is the character in front (目前, 以前 are none).
pub(crate) fn previous_at(text: &str, before: Option<char>) -> Option<((u32, Kind), usize)> {
    if before.is_some_and(|c| "目以之日面提从先眼事年月底当空生产".contains(c)) {
        return None;
    }
    prefix(previous, text)
}

/// Whether what may stand behind 前 begins with a character.
pub(crate) const fn begins_previous(c: char) -> bool {
    let is_kind = matches!(c, '条' | '款' | '项' | '目' | '章' | '节' | '编');
    is_kind || is_han_numeral(c) || arabic_digit(c).is_some()
}

/// `annex = ("附件" | "附表" | "附录") [number]`
fn annex(text: &str) -> Parsed<'_, Option<u32>> {
    let (rest, _) = alt((tag("附件"), tag("附表"), tag("附录"))).parse(text)?;
    opt(number).parse(rest)
}

/// Whether what stands behind 附 begins with a character.
pub(crate) const fn begins_annex(c: char) -> bool {
    matches!(c, '件' | '表' | '录')
}

/// 附件2 at the start of a compact text; the number where it has one.
pub(crate) fn annex_at(text: &str) -> Option<(Option<u32>, usize)> {
    prefix(annex, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions() {
        let (p, len) = provision_at("第十条第二款第（三）项规定").unwrap();
        assert_eq!((p.article.map(|a| a.main), p.paragraph, p.item), (Some(10), Some(2), Some(3)));
        assert_eq!(len, "第十条第二款第（三）项".len());
        let (p, _) = provision_at("第二十条之一").unwrap();
        assert_eq!(p.article, Some(DivisionNumber { sub: 1, ..DivisionNumber::one(20) }));
        for text in ["第三条件", "第一项目", "第三产业", "第一节课", "第二批", "第条"] {
            assert_eq!(provision_at(text), None, "{text}");
        }
        assert_eq!(join_at("至第十条"), Some((Join::To, 3)));
        assert_eq!(join_at("和第三人"), Some((Join::And, 3)));
        assert_eq!(join_at("和其他"), None);
    }

    #[test]
    fn the_fast_test_lets_every_word_pass() {
        assert!(INSTRUMENTS.iter().chain(&MODIFIERS).all(|w| w.starts_with(begins_own)));
    }

    #[test]
    fn words_for_what_is_near() {
        for (text, word) in [("本办法第八条", "办法"), ("本实施细则", "实施细则"), ("本法所称", "法")]
        {
            assert_eq!(own_at(text, None).map(|o| o.0), Some(Own::Instrument(word)), "{text}");
        }
        for text in ["第十七条第二、三项", "第(二)、(三)项", "第五、六条", "第一、二和四款"]
        {
            assert_eq!(provision_at(text).map(|(_, len)| len), Some(text.len()), "{text}");
        }
        assert_eq!(provision_at("第一、二、三产业"), None);
        assert_eq!(previous_at("前15项业务", None), None);
        assert_eq!(own_at("本章的规定", None).map(|o| o.0), Some(Own::Part(Kind::Chapter)));
        for text in ["本法规定的", "本法的规定"] {
            assert_eq!(own_at(text, None).map(|o| o.0), Some(Own::Instrument("法")), "{text}");
        }
        for text in ["本法院", "本法规", "本法律"] {
            assert_eq!(own_at(text, None), None, "{text}");
        }
        for text in ["本法院", "本市", "本章程", "本标准化"] {
            assert_ne!(own_at(text, None).map(|o| o.0), Some(Own::Part(Kind::Chapter)), "{text}");
        }
        assert_eq!(own_at("本法", Some('基')), None);
        assert_eq!(previous_at("前两款规定", None), Some(((2, Kind::Paragraph), 9)));
        assert_eq!(previous_at("前条件", None), None);
        assert_eq!(previous_at("前项", Some('目')), None);
        assert_eq!(annex_at("附件2）"), Some((Some(2), 7)));
    }
}
