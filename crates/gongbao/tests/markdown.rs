//! What is written as Markdown is what a Markdown parser reads: headings by depth, every word, nothing made up.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod support;

use gongbao::{Block, Blocks, Gazette, Markdown, Text, Unit};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::RngSeed};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::Value;
use support::{founding, made, parse};

/// Markdown as others read it: what is switched on here would make something else of a sign that was not escaped.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

/// What a parser reads.
#[derive(Debug, Default)]
struct Reading {
    headings: Vec<(usize, String)>,
    words: String,
    rows: Vec<usize>,
}

/// Reads Markdown, and refuses what the exporter never writes.
fn read(markdown: &str) -> Reading {
    let mut reading = Reading::default();
    let mut heading = None;
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(level)) => {
                reading.headings.push((depth(level), bare(&heading.take().unwrap())));
            }
            Event::Text(words) => {
                if let Some(heading) = &mut heading {
                    heading.push_str(&words);
                }
                reading.words.push_str(&words);
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => reading.rows.push(0),
            Event::Start(Tag::TableCell) => *reading.rows.last_mut().unwrap() += 1,
            Event::Start(
                Tag::Paragraph
                | Tag::Strong
                | Tag::BlockQuote(None)
                | Tag::List(None)
                | Tag::Item
                | Tag::Table(_),
            )
            | Event::End(_)
            | Event::SoftBreak => {}
            other => panic!("{other:?} in {markdown}"),
        }
    }
    reading.words = bare(&reading.words);
    reading
}

fn depth(level: HeadingLevel) -> usize {
    level as usize
}

/// Without blanks, which a line of Markdown may lose at its ends. Markdown has another sign for NUL.
fn bare(text: &str) -> String {
    let is_blank = |c: char| c.is_whitespace() || c == '\u{feff}';
    text.chars().filter(|c| !is_blank(*c)).map(|c| if c == '\0' { '\u{fffd}' } else { c }).collect()
}

/// The headings that a gazette has, with their depths, as far as Markdown has headings.
fn headings(gazette: &Gazette<'_>) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let issue = gazette.issue().and_then(gongbao::Issue::title);
    out.extend(issue.map(|title| (1, bare(&title.to_str()))));
    let depth = out.len() + 1;
    gazette.documents().for_each(|document| headings_of_unit(*document, depth, &mut out));
    out.retain(|(depth, _)| *depth <= 6);
    out
}

fn headings_of_unit(unit: Unit<'_>, depth: usize, out: &mut Vec<(usize, String)>) {
    let number = unit.as_attachment().and_then(gongbao::Attachment::number);
    let title: String = number.into_iter().chain(unit.title()).map(|text| bare(&text.to_str())).collect();
    let has_title = number.is_some() || unit.title().is_some();
    let below = depth + usize::from(has_title);
    out.extend(has_title.then_some((depth, title)));
    headings_of_blocks(unit.body(), below, out);
    let mut units: Vec<Unit<'_>> =
        unit.enclosures().map(|e| *e).chain(unit.attachments().map(|a| *a)).collect();
    units.sort_by_key(|unit| unit.span().start);
    for unit in units {
        headings_of_unit(unit, below, out);
    }
}

fn headings_of_blocks(blocks: Blocks<'_>, depth: usize, out: &mut Vec<(usize, String)>) {
    for block in blocks {
        let own = match block {
            Block::Division(division) => {
                division.heading().map(|heading| format!("{}{}", division.marker(), heading))
            }
            Block::Qa(qa) => {
                Some(format!("{}{}", qa.marker().map(Text::to_str).unwrap_or_default(), qa.question()))
            }
            _ => None,
        };
        let below = depth + usize::from(own.is_some());
        out.extend(own.map(|own| (depth, bare(&own))));
        headings_of_blocks(block.children(), below, out);
    }
}

/// Every text of the tree that has a place of its own. Dates and numbers are values made from theirs.
fn printed(node: &Value, out: &mut Vec<String>) {
    let Some(fields) = node.as_object() else {
        node.as_array().into_iter().flatten().for_each(|item| printed(item, out));
        return;
    };
    for (name, value) in fields {
        let is_placed = fields.contains_key(&format!("{name}_span"))
            || fields.contains_key(&format!("{name}_spans"))
            || (name == "text" && fields.contains_key("spans"));
        let is_value = name == "date" || name.ends_with("_on") || name == "doc_number";
        match value {
            Value::String(text) if is_placed && !is_value => out.push(bare(text)),
            Value::Object(number) if name == "doc_number" => out.push(bare(number["text"].as_str().unwrap())),
            Value::Array(items) if is_placed => texts(items, out),
            _ if !["furniture", "diagnostics"].contains(&name.as_str()) => printed(value, out),
            _ => {}
        }
    }
}

fn texts(items: &[Value], out: &mut Vec<String>) {
    for item in items {
        match item {
            Value::Array(cells) => texts(cells, out),
            item => out.extend(item.as_str().map(bare)),
        }
    }
}

/// What is wrong with the Markdown of a text.
fn faults(text: &str) -> Vec<String> {
    let gazette = parse(text);
    let reading = read(&Markdown::new(&gazette).to_string());
    let mut faults = Vec::new();
    let expected = headings(&gazette);
    if reading.headings != expected {
        faults.push(format!("headings {:?} instead of {expected:?}", reading.headings));
    }
    let mut words = Vec::new();
    printed(&serde_json::to_value(&gazette).unwrap(), &mut words);
    faults
        .extend(words.iter().filter(|word| !reading.words.contains(*word)).map(|word| format!("no {word}")));
    // Paragraphs stand in the order of the text.
    let mut from = 0;
    for document in gazette.documents() {
        for unit in document.all_units() {
            for block in unit.body().walk() {
                let Block::Paragraph(paragraph) = block else { continue };
                let words = bare(&paragraph.text().to_str());
                match reading.words[from..].find(&words) {
                    Some(at) => from += at + words.len(),
                    None => faults.push(format!("out of order: {words}")),
                }
            }
        }
    }
    let mut rows = Vec::new();
    for block in gazette.documents().flat_map(gongbao::Document::walk) {
        if let Block::Table(table) = block {
            let widest = table.rows().map(|row| row.len()).chain([table.columns().len()]).max().unwrap();
            rows.extend(std::iter::repeat_n(widest, if widest == 0 { 0 } else { table.rows().len() + 1 }));
        }
    }
    rows.sort_unstable();
    let mut read_rows = reading.rows;
    read_rows.sort_unstable();
    if read_rows != rows {
        faults.push(format!("rows {read_rows:?} instead of {rows:?}"));
    }
    faults
}

#[test]
fn the_markdown_of_every_text_reads_back() {
    for (name, text) in made().into_iter().chain(founding()) {
        assert_eq!(faults(&text), Vec::<String>::new(), "{name}");
    }
}

/// Signs that mean something in Markdown, most of them at the beginning of a line.
const SIGNS: [&str; 26] = [
    "# ", "1. ", "2) ", "- ", "+ ", "* ", "> ", "***", "**", "`", "```", "~~~", "~", "[a](b)", "[ ] ", "![",
    "<b>", "<!--", "|", "$", "\\", "    ", "&amp;", "---", "===", "\0",
];

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1024,
        rng_seed: RngSeed::Fixed(0x67_6f_6e_67),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn signs_of_markdown_are_text(
        lines in vec((select(all_lines()), select(SIGNS.to_vec()), 0..9_usize), 1..30),
    ) {
        let lines = lines.into_iter().map(|(line, sign, place)| match place {
            0 => format!("{sign}{line}"),
            1 => format!("{line}{sign}"),
            2 => {
                let middle = line.char_indices().nth(line.chars().count() / 2).map_or(0, |(at, _)| at);
                format!("{}{sign}{}", &line[..middle], &line[middle..])
            }
            _ => line,
        });
        prop_assert_eq!(faults(&lines.collect::<Vec<_>>().join("\n")), Vec::<String>::new());
    }
}

fn all_lines() -> Vec<String> {
    let texts = made().into_iter().chain(founding());
    texts.flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn markdown(text: &str) -> String {
    Markdown::new(&parse(text)).to_string()
}

#[test]
fn a_plan_under_a_notice() {
    let text = "某市人民政府办公厅关于印发防汛工作方案的通知\n某政办发〔2024〕3号\n各区人民政府:\n\
                现将《防汛工作方案》印发给你们，请认真贯彻执行。\n某市人民政府办公厅\n2024年5月6日\n\
                防汛工作方案\n为做好防汛工作，制定本方案。\n一、总体要求\n保障安全。\n二、重点任务\n\
                （一）加强巡查。各区要加强巡查。\n（二）储备物资。各区要储备物资。\n";
    assert_eq!(
        markdown(text),
        "# 某市人民政府办公厅关于印发防汛工作方案的通知\n\n某政办发〔2024〕3号\n\n各区人民政府：\n\n\
         现将《防汛工作方案》印发给你们，请认真贯彻执行。\n\n某市人民政府办公厅\n\n2024年5月6日\n\n\
         ## 防汛工作方案\n\n为做好防汛工作，制定本方案。\n\n### 一、总体要求\n\n保障安全。\n\n### 二、重点任务\n\n\
         #### （一）加强巡查\n\n各区要加强巡查。\n\n#### （二）储备物资\n\n各区要储备物资。\n"
    );
}

#[test]
fn articles_without_headings_are_paragraphs() {
    let text = "第一章　总则\n第一条　为了规范工作，制定本办法。\n第二条　有下列情形之一的，应当报告:\n\
                (一)甲的;\n(二)乙的。\n第三条　本办法自公布之日起施行。";
    assert_eq!(
        markdown(text),
        "# 第一章 总则\n\n**第一条** 为了规范工作，制定本办法。\n\n**第二条** 有下列情形之一的，应当报告:\n\n\
         (一)甲的;\n\n(二)乙的。\n\n**第三条** 本办法自公布之日起施行。\n"
    );
}

#[test]
fn a_box_is_a_quote_and_a_table_has_a_head() {
    let text = "某市防汛规划\n一、重点任务\n（一）修好堤防\n按标准修好堤防。\n专栏1　堤防工程\n1.东河堤防。加固10公里。\n\
                2.西河堤防。加固8公里。\n（二）疏浚河道\n按计划疏浚河道。\n";
    let page = markdown(text);
    let quote = "> **专栏1 堤防工程**\n>\n> #### 1.东河堤防\n>\n> 加固10公里。\n>\n> #### 2.西河堤防\n>\n> 加固8公里。\n\n### （二）";
    assert!(page.contains(quote), "{page}");
    let (_, text) = made().into_iter().find(|(name, _)| name == "table-one-cell-a-line").unwrap();
    let table = "| 序号 | 指标 | 单位 | 2025年 |\n| --- | --- | --- | --- |\n| 1 | 堤防达标率 | % | 90 |\n";
    assert!(markdown(&text).contains(table), "{}", markdown(&text));
}

#[test]
fn signs_at_the_beginning_of_a_list_item_make_no_list_of_it() {
    let text = "某市人民政府关于做好防汛工作的通知\n各区人民政府：\n请认真贯彻执行。\n附件：1. 名单\n2. 3. 方案\n\
                某市人民政府\n2024年5月6日\n";
    assert_eq!(faults(text), Vec::<String>::new());
    let page = markdown("* 乙*丙*\n+ 丁 [x](y) <b> 5~10~元\n");
    assert_eq!(page, "\\*乙\\*丙\\*\n\n\\+丁\\[x\\](y)\\<b>5\\~10\\~元\n");
}

#[test]
fn an_empty_text_is_an_empty_page() {
    assert_eq!(markdown(""), "");
    assert_eq!(markdown("\u{feff}\n\n"), "");
}

#[test]
fn a_writer_that_fails_stops_the_page() {
    struct Full(usize);
    impl std::fmt::Write for Full {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0 = self.0.checked_sub(text.len()).ok_or(std::fmt::Error)?;
            Ok(())
        }
    }
    use std::fmt::Write as _;
    let (_, text) = founding().swap_remove(0);
    let gazette = parse(&text);
    assert!(write!(Full(100), "{}", Markdown::new(&gazette)).is_err());
    assert!(write!(Full(10_000_000), "{}", Markdown::new(&gazette)).is_ok());
}
