//! Every form that has a canonical spelling, written and read back: the rule gives the value that was written.

use alloc::{format, string::String};

use proptest::prelude::*;

use super::{
    appointment, closing, date,
    deadline::period_at,
    doc_number::{parse_doc_number, parse_order_number},
    head,
    marker::{Family, marker_at},
    masthead,
    number::to_han,
    page,
    reference::{Provision, annex_at, provision_at},
};
use crate::model::{Date, DivisionNumber};

/// How the marker of a family is spelled, and how far its numbers go.
fn marker(family: Family, n: u32) -> Option<String> {
    let enclosed =
        |first: char, most: u32| (n <= most).then(|| char::from_u32(first as u32 + n - 1)).flatten();
    Some(match family {
        Family::Part => format!("第{}编", to_han(n)),
        Family::Subpart => format!("第{}分编", to_han(n)),
        Family::Chapter => format!("第{}章", to_han(n)),
        Family::Section => format!("第{}节", to_han(n)),
        Family::Article => format!("第{}条", to_han(n)),
        Family::HanComma => format!("{}、", to_han(n)),
        Family::HanParen => format!("（{}）", to_han(n)),
        Family::ArabicDot => format!("{n}."),
        Family::ArabicParen => format!("（{n}）"),
        Family::ArabicHalfParen => format!("{n}）"),
        Family::Circled => String::from(enclosed('①', 20)?),
        _ => return None,
    })
}

const FAMILIES: [Family; 11] = [
    Family::Part,
    Family::Subpart,
    Family::Chapter,
    Family::Section,
    Family::Article,
    Family::HanComma,
    Family::HanParen,
    Family::ArabicDot,
    Family::ArabicParen,
    Family::ArabicHalfParen,
    Family::Circled,
];

/// A provision as a law cites its own: 第五条之一第二款第（三）项第1目.
fn spelled(provision: &Provision) -> String {
    let mut out = String::new();
    for (number, unit) in [(provision.book, "编"), (provision.chapter, "章"), (provision.section, "节")] {
        out.extend(number.map(|n| format!("第{}{unit}", to_han(n))));
    }
    if let Some(article) = provision.article {
        let sub = Some(article.sub).filter(|&sub| sub > 0);
        out.extend([format!("第{}条", to_han(article.main))]);
        out.extend(sub.map(|sub| format!("之{}", to_han(sub.into()))));
    }
    out.extend(provision.paragraph.map(|n| format!("第{}款", to_han(n))));
    out.extend(provision.item.map(|n| format!("第（{}）项", to_han(n))));
    out.extend(provision.subitem.map(|n| format!("第{n}目")));
    out
}

fn han_year(year: u16) -> String {
    let figures = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    format!("{year}").bytes().map(|b| figures[usize::from(b - b'0')]).collect()
}

prop_compose! {
    fn day()(year in 1949_u16..2100, month in 1_u8..=12, day in 1_u8..=28) -> (u16, u8, u8) {
        (year, month, day)
    }
}

prop_compose! {
    fn provision()(
        parts in prop::array::uniform6(prop::option::of(1_u32..400)),
        article in prop::option::of((1_u32..1300, 0_u16..12)),
    ) -> Provision {
        let [book, chapter, section, paragraph, item, subitem] = parts;
        let article = article.map(|(main, sub)| DivisionNumber { sub, ..DivisionNumber::one(main) });
        Provision { book, chapter, section, article, paragraph, item, subitem }
    }
}

proptest! {
    #[test]
    fn markers(family in prop::sample::select(&FAMILIES[..]), n in 1_u32..999) {
        let Some(text) = marker(family, n) else { return Ok(()) };
        for line in [format!("{text}总则"), format!("{text}　总则"), text.clone()] {
            let read = marker_at(&line).map(|m| (m.family, m.number, m.len as usize));
            prop_assert_eq!(read, Some((family, DivisionNumber::one(n), text.len())), "{}", line);
        }
    }

    #[test]
    fn document_numbers(agency in "[某津云青]{1,6}[政府发函办字]", year in 1949_u16..2100, n: u32) {
        let text = format!("{agency}〔{year}〕{n}号");
        let form = parse_doc_number(&text);
        prop_assert_eq!(
            form.map(|f| (&text[..f.agency], f.year, f.number)),
            Some((agency.as_str(), Some(year), Some(n)))
        );
        for number in [format!("第{n}号"), format!("第{}号", to_han(n))] {
            prop_assert_eq!(parse_order_number(&number).and_then(|f| f.number), Some(n), "{}", number);
            let order = format!("某市人民政府令{number}");
            let title = head::order_head(&order).map(|h| (h.title, h.number));
            prop_assert_eq!(title, Some((order.len() - number.len(), (order.len() - number.len(), order.len()))));
        }
    }

    #[test]
    fn dates((year, month, day) in day()) {
        let date = Date::day(year, month, day);
        prop_assert!(date.is_some());
        let han = format!("{}年{}月{}日", han_year(year), to_han(month.into()), to_han(day.into()));
        for text in [format!("{year}年{month}月{day}日"), format!("{year}-{month:02}-{day:02}"), han] {
            prop_assert_eq!(date::parse_day(&text), Some(date), "{}", text);
            prop_assert_eq!(period_at(&text).map(|(p, len)| (p.until, len)), Some((date, text.len())), "{}", text);
        }
        let printed = format!("某市人民政府办公厅{year}年{month}月{day}日印发");
        prop_assert_eq!(closing::printed_at(&printed).map(|p| (p.organ, p.day)), Some((27, date)));
        prop_assert_eq!(closing::bracketed_day(&format!("（{year}年{month}月{day}日）")), Some(date));
    }

    #[test]
    fn periods(year in 1949_u16..2100, month in 1_u8..=12, later in 1_u16..20) {
        let last = |month| Date::month(year, month).map(Date::last_day);
        let (end, after) = (Date::year(year).map(Date::last_day), Date::year(year + later));
        let quarter = (month - 1) / 3 + 1;
        for (text, until) in [
            (format!("{year}年"), Date::year(year)),
            (format!("{year}年底"), end),
            (format!("{year}年{month}月"), Date::month(year, month)),
            (format!("{year}年{month}月底"), last(month)),
            (format!("{year}年上半年"), Date::month(year, 6)),
            (format!("{year}年第{}季度", to_han(quarter.into())), Date::month(year, quarter * 3)),
            (format!("{year}—{}年", year + later), after),
            (format!("{year}年至{}年", year + later), after),
        ] {
            let read = period_at(&text).map(|(p, len)| (p.until, len));
            prop_assert_eq!(read, Some((until, text.len())), "{}", text);
        }
    }

    #[test]
    fn provisions(provision in provision()) {
        let text = spelled(&provision);
        let read = provision_at(&text);
        if provision == Provision::default() {
            prop_assert_eq!(read, None);
        } else {
            prop_assert_eq!(read, Some((provision, text.len())), "{}", text);
        }
    }

    #[test]
    fn issues(year in 1949_u16..2100, n in 1_u32..400, serial in 1_u32..4000) {
        let numbers = |form: masthead::IssueForm| {
            let of = |list: alloc::vec::Vec<(u32, usize, usize)>| list.into_iter().map(|(n, ..)| n).collect();
            let (numbers, serials): (alloc::vec::Vec<u32>, alloc::vec::Vec<u32>) = (of(form.numbers), of(form.serials));
            (form.year.map(|y| y.0), numbers, serials)
        };
        let one = format!("{year}年第{n}期（总第{serial}期）");
        let two = format!("{year}年第{n}—{}期", n + 1);
        prop_assert_eq!(
            masthead::issue_line(&one).map(numbers),
            Some((Some(year), alloc::vec![n], alloc::vec![serial]))
        );
        prop_assert_eq!(
            masthead::issue_line(&two).map(numbers),
            Some((Some(year), alloc::vec![n, n + 1], alloc::vec![]))
        );
    }

    #[test]
    fn pages(n in 1_u32..999) {
        for mark in [format!("—{n}—"), format!("·{n}·"), format!("第{n}页")] {
            prop_assert!(page::is_page_mark(&mark), "{}", mark);
        }
        let entry = format!("某市某办法……{n}");
        prop_assert_eq!(masthead::leader(&entry).map(|(_, page)| page), Some(n));
        let entry = format!("某市某办法　　{n}");
        prop_assert_eq!(masthead::page_behind(&entry).map(|(_, page)| page), Some(n));
        prop_assert_eq!(annex_at(&format!("附件{n}")).map(|(n, _)| n), Some(Some(n)));
    }

    #[test]
    fn appointments(name in "[张王李赵][文国志建小]{1,2}", post in "市[水务财政教育应急]{2}局(副)?局长") {
        for (text, action) in [
            (format!("任命{name}为{post}"), "任命"),
            (format!("免去{name}的{post}职务"), "免去"),
            (format!("任命{name}同志为{post}。"), "任命"),
        ] {
            let read = appointment::appointment(&text);
            let part = |(from, to): (usize, usize)| &text[from..to];
            prop_assert_eq!(
                read.map(|a| (part(a.action), part(a.name), part(a.post))),
                Some((action, name.as_str(), post.as_str())),
                "{}", text
            );
        }
    }
}
