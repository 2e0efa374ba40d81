//! What a printed page or a web page puts around a text: page marks, rules, buttons, running lines.

use super::word::{Among, Endings, Words, char_at};

/// `page-mark = sign number sign | "第" number "页" …`: — 5 —, ·12·, - 3 -.
pub(crate) fn is_page_mark(line: &str) -> bool {
    let inner = line.trim_start_matches(is_page_sign);
    let core = inner.trim_end_matches(is_page_sign);
    if core.is_empty() || core.len() > 24 {
        return false;
    }
    let digits = core.chars().all(|c| super::number::arabic_digit(c).is_some());
    if digits && core.chars().count() <= 4 {
        return inner.len() < line.len() && core.len() < inner.len();
    }
    if let Some(rest) = core.strip_prefix("PAGE").or_else(|| core.strip_prefix("Page")) {
        return rest
            .split_once("of")
            .map_or_else(|| is_number(rest), |(page, pages)| is_number(page) && is_number(pages));
    }
    if let Some((page, pages)) = core.split_once('/') {
        // 3/20, 第3页/共20页: of so many.
        let page = page.strip_prefix('第').unwrap_or(page).trim_end_matches('页');
        let pages = pages.strip_prefix('共').unwrap_or(pages).trim_end_matches('页');
        let value = |t: &str| Some(t).filter(|t| is_number(t)).and_then(super::number::arabic_value);
        return matches!((value(page), value(pages)), (Some(page), Some(pages)) if (1..=pages).contains(&page));
    }
    let Some(rest) = core.strip_prefix('第') else { return false };
    let digits_end = rest.find(|c: char| super::number::arabic_digit(c).is_none()).unwrap_or(rest.len());
    let behind = &rest[digits_end..];
    digits_end > 0
        && (behind == "页"
            || ["页共", "页（共", "页(共", "页，共", "页,共"].iter().any(|w| behind.starts_with(w)))
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a line draws a rule: signs only.
pub(crate) fn is_rule(line: &str) -> bool {
    // | --- | :---: | below the heads of a table in Markdown.
    let ruled = line.starts_with('|');
    line.chars().all(|c| is_rule_sign(c) || ruled && super::sign::is_colon(c))
}

/// What stands around the number of a page.
const fn is_page_sign(c: char) -> bool {
    matches!(c, '-' | '—' | '－' | '─' | '·' | '.' | '•' | '–' | '―' | '~' | '～')
}

/// The number of a page at the end of a line and at its beginning, parted from the rest by a blank or a sign: 公报　3,
/// 3　公报, 公报 · 3 ·. Takes the line with its blanks; gives the rest and the number of each.
pub(crate) fn numbers_at_edges(line: &str) -> [Option<(&str, u32)>; 2] {
    let digit = |c: char| super::number::arabic_digit(c).is_some();
    let gap = |c: char| is_page_sign(c) || crate::source::is_blank(c);
    let value = |digits: &str| {
        let fits = (1..=4).contains(&digits.chars().count());
        fits.then(|| super::number::arabic_value(digits)).flatten()
    };
    let body = line.trim_end_matches(gap);
    let head = body.trim_end_matches(digit);
    let behind = value(&body[head.len()..]).filter(|_| head.ends_with(gap));
    let body = line.trim_start_matches(gap);
    let tail = body.trim_start_matches(digit);
    let before = value(&body[..body.len() - tail.len()]).filter(|_| tail.starts_with(gap));
    [
        behind.map(|number| (head.trim_end_matches(gap), number)).filter(|(rest, _)| !rest.is_empty()),
        before.map(|number| (tail.trim_start_matches(gap), number)).filter(|(rest, _)| !rest.is_empty()),
    ]
}

/// Whether a line is a dash alone, which stands for no value in a table of one cell a line.
pub(crate) fn is_empty_cell(line: &str) -> bool {
    matches!(line, "—" | "——" | "－" | "-")
}

/// What a rule is drawn of.
const fn is_rule_sign(c: char) -> bool {
    matches!(
        c,
        '*' | '-' | '—' | '─' | '━' | '_' | '＿' | '=' | '~' | '·' | '…' | '.' | '#' | '|' | '>' | '\u{e000}'
            ..='\u{f8ff}'
    )
}

/// What a page mark or a rule may begin with, signs that print nothing left out.
pub(crate) const MARK_SIGNS: &str = "-—－─·.•–―~～*━_＿=…#|>P第";

/// Whether a page mark or a rule may begin with a character.
pub(crate) const fn begins_mark(c: char) -> bool {
    is_page_sign(c) || is_rule_sign(c) || matches!(c, 'P' | '第')
}

/// Phrases that only the frame of a web page has, wherever they stand in the line, by their first character.
const fn phrases(first: char) -> &'static [&'static str] {
    match first {
        '扫' => &["扫一扫", "扫描二维码"],
        '字' => &["字体:", "字体：", "字号:", "字号："],
        '【' => &[
            "【字体",
            "【字号",
            "【大中小】",
            "【打印",
            "【我要纠错",
            "【阅读全文",
            "【添加收藏",
            "【收藏",
            "【关闭",
            "【返回",
        ],
        '[' => &["[大中小]"],
        '返' => &["返回顶部"],
        '关' => &["关闭本页", "关闭窗口", "关联稿件", "关于我们", "关于本站"],
        '打' => &["打印本页", "打印页面"],
        '分' => &["分享到"],
        '当' => &["当前位置"],
        '首' => &["首页|", "首页>", "首页＞", "首页»", "首页-"],
        '您' => &["您的位置", "您是第", "您现在的位置", "您当前的位置", "您所在的位置"],
        '所' => &["所在位置："],
        '位' => &["位置：首页"],
        '今' => &["今天是"],
        '简' => &["简体版", "简体中文"],
        '繁' => &["繁体版"],
        '版' => &["版权声明", "版权所有"],
        '免' => &["免责声明"],
        'I' => &["ICP备"],
        '备' => &["备案序号"],
        '网' => &["网站地图", "网站帮助", "网站导航", "网站维护", "网站标识码"],
        '浏' => &["浏览次数", "浏览字号"],
        '访' => &["访问量："],
        '点' => &["点击数"],
        '阅' => &["阅读次数"],
        '跳' => &["跳转到"],
        '设' => &["设为首页"],
        '加' => &["加入收藏"],
        'R' => &["RSS"],
        '原' => &["原文链接"],
        '法' => &["法宝引证码"],
        'P' => &["Publicdomain", "ProducedBy"],
        '上' => &["上一篇", "上一条"],
        '下' => &["下一篇", "下一条", "下载附件"],
        '责' => &["责任编辑", "责编:", "责编："],
        'h' => &["http://", "https://"],
        '文' => &["文档附件"],
        '相' => &["相关文档", "相关链接", "相关附件", "相关新闻", "相关阅读"],
        '微' => &["微信二维码"],
        '手' => &["手机二维码", "手机版"],
        '无' => &["无障碍浏览", "无障碍阅读", "无障碍版", "无障碍模式", "无障碍|"],
        '附' => &["附件下载"],
        '信' => &["信息来源"],
        'w' => &["www."],
        '联' => &["联系我们"],
        '隐' => &["隐私声明"],
        '技' => &["技术支持", "技术支持："],
        '主' => &["主办：", "主办:", "主办单位：", "主办单位:", "主管主办"],
        '承' => &["承办：", "承办:"],
        '收' => &["收藏本页", "收藏本站"],
        'C' => &["Copyright"],
        '建' => &["建议使用IE"],
        '编' => &["编辑次数"],
        '最' => &["最近更新"],
        '创' => &["创建者"],
        '保' => &["保护视力色"],
        '视' => &["视力保护"],
        '纠' => &["纠错"],
        '稿' => &["稿源"],
        '政' => &["政务微信"],
        '官' => &["官方微博"],
        _ => &[],
    }
}

/// The names of the fields of a page's head table; two on one line are the page's own.
const FIELDS: [&str; 8] =
    ["发布机构", "发布时间", "文号", "索引号", "公开日期", "发文字号", "成文日期", "生成日期"];

/// The first characters of all [`phrases`] and [`FIELDS`].
const FIRST: &str = "跳免今简繁扫字【[返关打分当首版I备网您所位浏访点阅设加R原法P上下责文相微手无附信w联隐技主承收C建编最创保视纠稿政官发索公成生h";

/// Most lines hold few characters that a phrase or field may begin with, and hardly any with one behind it that may be the
/// second.
static MAY_BEGIN: Among = Among::of(FIRST);
static MAY_BEGIN_SO: Among = {
    let (text, mut pairs, mut at) = (FIRST.as_bytes(), Among::pairs_of(&FIELDS), 0);
    while at < text.len() {
        let (first, len) = char_at(text, at);
        pairs = pairs.or(Among::pairs_of(phrases(first)));
        at += len;
    }
    pairs
};

/// How long a line of a page's frame is at most, in bytes, that is no list with bars.
pub(crate) const LONGEST_PHRASES: usize = 180;

/// Whether a short compact line belongs to the frame of a web page.
pub(crate) fn is_chrome(line: &str) -> bool {
    let is_list = || memchr::memchr(b'|', line.as_bytes()).is_some();
    if line.len() > 360
        || line.len() > LONGEST_PHRASES && !is_list()
        || line.ends_with('。') && !line.contains("扫一扫") && !is_declaration(line)
    {
        return false;
    }
    // Two labels of the record in one line.
    let (mut seen, mut path) = (0_u8, false);
    let mut last = (0, 0);
    let mut next = 0;
    while next < line.len() {
        let at = next;
        // The low bits of a Han character's code point stand in its last two bytes.
        let low = if let Some(&[0xe4..=0xe9, b, c]) = line.as_bytes().get(at..at + 3) {
            next += 3;
            u32::from(b) << 6 | u32::from(c & 0x3f)
        } else {
            let c = line[at..].chars().next().unwrap_or(' ');
            path |= matches!(c, '/' | '>' | '＞' | '»' | '›');
            next += c.len_utf8();
            c as u32
        };
        let (before, first) = core::mem::replace(&mut last, (at, low));
        if MAY_BEGIN_SO.passes_pair(first, low) && MAY_BEGIN.passes(first) {
            let words = &line[before..];
            if words.chars().next().is_some_and(|c| phrases(c).iter().any(|w| words.starts_with(w))) {
                return true;
            }
            if let Some(field) = FIELDS.iter().position(|w| words.starts_with(w)) {
                seen |= 1 << field;
            }
        }
    }
    // 2016年06月25日08:25来源：某网
    if line.starts_with(|c: char| c.is_ascii_digit()) && line.len() <= 120 {
        if let Some((_, len)) = super::date::date_at(line).filter(|_| line.contains("来源")) {
            let time =
                line[len..].trim_start_matches(|c: char| c.is_ascii_digit() || super::sign::is_colon(c));
            return time.starts_with("来源") || time.starts_with("信息来源");
        }
    }
    if path && is_path(line) || is_navigation(line) || is_moment(line) {
        return true;
    }
    seen.count_ones() >= 2 || begins_with_label(line) && line.chars().count() <= 60
}

/// Whether a page begins to say in a line what may be done with its texts.
pub(crate) fn is_declaration(line: &str) -> bool {
    line.starts_with("版权声明") || line.starts_with("免责声明")
}

/// Whether a line begins with what a page says of a text: 来源：, 发布时间:.
fn begins_with_label(line: &str) -> bool {
    const LABELS: Words<'_, '_> = Words::new(&[
        "来源",
        "发布时间",
        "发布日期",
        "时间",
        "日期",
        "作者",
        "浏览量",
        "浏览数",
        "浏览",
        "编辑",
        "标签",
        "阅读量",
        "阅读数",
        "阅读",
        "点击量",
        "点击数",
        "点击",
        "下载地址",
        "归档时间",
        "更新日期",
        "更新时间",
        "发表时间",
        "发表日期",
        "访问量",
        "访问次数",
        "人气",
        "信息搜索",
        "投稿邮箱",
        "相关解读",
        "相关政策",
        "相关文件",
        "关联解读",
        "规范性文件登记号",
        "规范性文件编号",
        "登记号",
        "登记编号",
        "统一登记号",
        "统一编号",
        "备案号",
        "全文有效成文日期",
    ]);
    LABELS.beginning(line).is_some_and(|label| line[label.len()..].starts_with([':', '：']))
}

/// `front-matter = "**" label "**" ":" …`: what a page was taken from, as converters to Markdown write it above the text,
/// whatever its length (an address may be long). The line is one that begins with something strong; its stars are cut.
pub(crate) fn is_front_matter(line: &str) -> bool {
    ["来源", "版本", "更新时间", "发布日期"]
        .iter()
        .any(|label| line.strip_prefix(label).is_some_and(|r| r.starts_with(super::sign::is_colon)))
}

/// The way to a page, written with signs between its steps: 信息公开/政策/规范性文件, 政府文件>市政府文件.
fn is_path(line: &str) -> bool {
    let step = |part: &str| {
        (2..=16).contains(&part.chars().count())
            && part.chars().all(super::sign::is_han)
            && !part.contains("关于")
    };
    let arrow = |c| matches!(c, '>' | '＞' | '»' | '›');
    line.len() <= 180
        && (line.split(arrow).count() > 1 && line.trim_end_matches(arrow).split(arrow).all(step)
            || line.split('/').count() > 2 && line.split('/').all(step))
}

/// What the name of a site ends with.
const SITES: Endings<'_, '_> =
    Endings::new(&["门户网站", "政府信息公开", "信息公开目录", "信息公开平台", "政府网站"]);

/// The steps of the way to a page that are known by name.
const STEPS: [&str; 28] = [
    "首页",
    "网站首页",
    "政务公开",
    "信息公开",
    "政策文件",
    "政策法规",
    "通知公告",
    "规范性文件",
    "行政规范性文件",
    "正文",
    "打印",
    "下载",
    "收藏",
    "分享",
    "关闭",
    "搜索",
    "高级搜索",
    "登录",
    "注册",
    "大中小",
    "T大中小",
    "有效",
    "现行有效",
    "失效",
    "已失效",
    "相关政策",
    "相关解读",
    "相关文件",
];

/// What they end with.
static STEPS_LAST: Among = Endings::new(&STEPS).ends();

/// A step of the way to a page, or the name of the site: 首页, 政务公开, 某市人民政府门户网站.
fn is_navigation(line: &str) -> bool {
    if line.len() > 60 {
        return false;
    }
    // （此页无正文）
    let empty = || line.ends_with(['文', ')', '）']) && line.contains("无正文");
    line.len() <= 36 && empty()
        || SITES.of(line).is_some() && line.chars().all(super::sign::is_han) && !line.contains("关于")
        || STEPS_LAST.passes_end(line) && are_steps(line)
}

/// Whether a compact line is steps that are known by name, one or several buttons in a row: 收藏 打印 关闭.
fn are_steps(mut line: &str) -> bool {
    while let Some(rest) = STEPS.iter().find_map(|step| line.strip_suffix(step)) {
        line = rest;
    }
    line.is_empty()
}

/// `moment = day time`, the moment at which a page was put out: 2023年05月10日 09:12.
fn is_moment(line: &str) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    line.len() <= 40
        && line.starts_with(digit)
        && line.ends_with(digit)
        && line.contains([':', '：'])
        && super::date::date_at(line)
            .is_some_and(|(_, len)| line[len..].chars().all(|c| digit(c) || super::sign::is_colon(c)))
}

/// Whether a line ends with the name of a file that can be fetched, perhaps with its size: 1.登记表.doc, 登记表.doc(23KB).
pub(crate) fn is_file_name(line: &str) -> bool {
    let size = line.strip_suffix([')', '）']).filter(|l| l.ends_with(['B', 'b', 'K', 'M', '节']));
    let line = size.and_then(|l| l.rfind(['(', '（'])).map_or(line, |open| &line[..open]);
    line.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty()
            && matches!(
                end,
                "doc"
                    | "docx"
                    | "xls"
                    | "xlsx"
                    | "pdf"
                    | "wps"
                    | "et"
                    | "ofd"
                    | "zip"
                    | "rar"
                    | "jpg"
                    | "png"
            )
    })
}

/// Whether a compact line is a page's link to what explains the text or belongs to it: 文字解读：《…办法》解读, 相关文件：.
pub(crate) fn is_link(line: &str) -> bool {
    const LABELS: [&str; 8] =
        ["文字解读", "图片解读", "图文解读", "视频解读", "政策解读", "相关解读", "相关文件", "相关政策"];
    LABELS.iter().any(|l| line.strip_prefix(l).is_some_and(|rest| rest.starts_with(super::sign::is_colon)))
}

/// Whether a compact line says where the site's owner can be found: 地址：某市某路1号.
pub(crate) fn is_address(line: &str) -> bool {
    ["地址", "邮编", "邮政编码", "电话", "传真"]
        .iter()
        .any(|l| line.strip_prefix(l).is_some_and(|rest| rest.starts_with(super::sign::is_colon)))
}

/// Whether a line has letters but no Han character.
pub(crate) fn is_foreign(line: &str) -> bool {
    !line.chars().any(super::sign::is_han) && line.chars().any(|c| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_phrase_is_passed_over() {
        let begins = |c: char| !phrases(c).is_empty() || FIELDS.iter().any(|f| f.starts_with(c));
        assert!(
            ('\0'..='\u{ffff}')
                .filter(|&c| begins(c))
                .all(|c| FIRST.contains(c) && MAY_BEGIN.passes(c as u32))
        );
        let low = |c: char| c as u32;
        let words = ('\0'..='\u{ffff}').flat_map(phrases).chain(&FIELDS).map(|word| word.chars());
        for mut word in words {
            assert!(MAY_BEGIN_SO.passes_pair(low(word.next().unwrap()), low(word.next().unwrap())));
        }
        assert!(!('一'..='龥').all(|c| MAY_BEGIN.passes(c as u32) || MAY_BEGIN_SO.passes_pair(c as u32, 0)));
    }

    #[test]
    fn pages_and_rules() {
        for line in ["-5-", "—１６—", "·12·", "～12～", "第3页", "第3页共9页", "第3页（共9页）", "—PAGE1—"]
        {
            assert!(is_page_mark(line), "{line}");
        }
        let number = |line| numbers_at_edges(line).into_iter().flatten().next();
        for line in ["公报　2023年第5期　3", "3　公报　2023年第5期", "公报　2023年第5期 · 3 ·"]
        {
            assert_eq!(number(line), Some(("公报　2023年第5期", 3)), "{line}");
        }
        assert_eq!((number("公报2023"), number("2023年")), (None, None));
        for line in ["5", "2023", "-3", "第3章"] {
            assert!(!is_page_mark(line), "{line}");
        }
        assert!(is_rule("|---|:---:|") && !is_rule(":"));
        assert!(is_rule("*****") && !is_rule("一"));
        assert!(
            is_chrome("扫一扫在手机打开当前页") && is_chrome("来源：新华社") && !is_chrome("加强信息管理")
        );
        assert!(is_chrome("（此页无正文）") && !is_chrome("本页有正文"));
        assert!(is_chrome("首页") && is_chrome("某市人民政府门户网站") && is_chrome("2023年05月10日09:12"));
        assert!(!is_chrome("加强政务公开") && !is_chrome("2023年05月10日"));
        assert!(is_file_name("登记表.docx(23.5KB)") && !is_file_name("登记表(23KB)"));
        assert!(is_file_name("1.登记表.doc") && !is_file_name("1.登记表") && !is_file_name(".doc"));
        assert!(is_foreign("TIANJINSHI RENMIN") && !is_foreign("5公里"));
    }
}
