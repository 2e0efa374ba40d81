//! Writes bodies: numbered parts, articles, tables, rosters, boxes, questions.

use serde_json::{Value, json};

use crate::model::{
    Article, Block, Body, Chapter, Division, Enclosed, HEADINGS, Heading, LONG, NAMES, POSTS, Part, SCHEMES,
    SENTENCES, Series, TOPICS,
};

/// A line, and from which byte on a page break may cut it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) cut_from: Option<usize>,
}

#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) lines: Vec<Line>,
    tables: usize,
    boxes: usize,
}

/// A number in Han figures, below a hundred.
pub(crate) fn han(n: u32) -> String {
    let digit = |n: u32| ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"][n as usize % 10];
    match n {
        0..=9 => digit(n).to_owned(),
        10..=19 => format!("十{}", digit(n)),
        _ => format!("{}十{}", digit(n / 10), digit(n)),
    }
}

fn sentences(which: &[usize]) -> String {
    which.iter().map(|&at| SENTENCES[at]).collect()
}

fn paragraph(text: &str) -> Value {
    json!({"type": "paragraph", "text": text})
}

/// The marker and the heading of a part, chapter or section.
fn head_of(level: &str, n: u32) -> (String, &'static str) {
    let unit = match level {
        "part" => "编",
        "chapter" => "章",
        _ => "节",
    };
    (format!("第{}{unit}", han(n)), HEADINGS[(n as usize - 1) % HEADINGS.len()])
}

/// The headings of a regulation as its own contents list has them.
fn headed(parts: &[Part]) -> Vec<String> {
    fn add<T>(members: &[T], level: &str, out: &mut Vec<String>, below: impl Fn(&T, &mut Vec<String>)) {
        for (member, n) in members.iter().zip(1..) {
            if members.len() > 1 {
                let (marker, heading) = head_of(level, n);
                out.push(format!("{marker}　{heading}"));
            }
            below(member, out);
        }
    }
    let mut out = Vec::new();
    add(parts, "part", &mut out, |part, out| {
        add(&part.chapters, "chapter", out, |chapter: &Chapter, out| {
            add(&chapter.sections, "section", out, |_, _| {});
        });
    });
    out
}

/// An entry of a contents list inside a document.
fn entry(head: &str) -> Value {
    json!({"column": null, "title": head.replace('　', ""), "doc_number": null, "page": null, "document": null})
}

impl Writer {
    pub(crate) fn line(&mut self, text: &str) {
        self.lines.push(Line { text: text.to_owned(), cut_from: None });
    }

    /// A line that begins with what cannot be cut.
    fn flowing(&mut self, begin: &str, text: &str) {
        self.lines.push(Line { text: format!("{begin}{text}"), cut_from: Some(begin.len()) });
    }

    pub(crate) fn paragraph(&mut self, text: &str) -> Value {
        self.flowing("", text);
        paragraph(text)
    }

    pub(crate) fn body(&mut self, body: &Body) -> Value {
        let mut out: Vec<Value> =
            body.opening.iter().map(|which| self.paragraph(&sentences(which))).collect();
        out.extend(self.divisions(&body.divisions, SCHEMES[body.scheme]));
        Value::Array(out)
    }

    fn divisions(&mut self, divisions: &[Division], scheme: &[Series]) -> Vec<Value> {
        let Some((series, below)) = scheme.split_first() else { return Vec::new() };
        let count = divisions.len() as u32;
        let parts = divisions.iter().zip(1..);
        parts.map(|(division, n)| self.division(division, (n, n == count), *series, below)).collect()
    }

    fn division(
        &mut self,
        division: &Division,
        (n, last): (u32, bool),
        series: Series,
        below: &[Series],
    ) -> Value {
        let (marker, level) = match series {
            Series::HanComma => (format!("{}、", han(n)), "heading1"),
            Series::HanParen => (format!("（{}）", han(n)), "heading2"),
            Series::Dot => (format!("{n}."), "heading3"),
            Series::Paren => (format!("（{n}）"), "heading4"),
            Series::Circled => (char::from_u32('①' as u32 + n - 1).unwrap().to_string(), "heading5"),
        };
        let mut children = Vec::new();
        let heading = match &division.heading {
            Heading::Alone(at) => {
                self.line(&format!("{marker}{}", HEADINGS[*at]));
                Some(HEADINGS[*at])
            }
            Heading::RunIn(at, which) => {
                let text = sentences(which);
                self.flowing(&format!("{marker}{}。", HEADINGS[*at]), &text);
                children.push(paragraph(&text));
                Some(HEADINGS[*at])
            }
            Heading::None(which) => {
                let text = format!("{LONG}{}", sentences(which));
                // Up to its first full stop a line behind a marker may be a heading as well.
                self.flowing(&format!("{marker}{LONG}"), &sentences(which));
                children.push(paragraph(&text));
                None
            }
        };
        let divisions = if below.is_empty() { &[][..] } else { &division.divisions };
        for (at, block) in division.blocks.iter().enumerate() {
            let last = at + 1 == division.blocks.len() && divisions.is_empty();
            children.extend(self.block(block, series, last));
        }
        children.extend(self.divisions(divisions, below));
        // A text ends with a sentence, so that what comes behind it is not taken for the rest of it.
        let ends = children.last().is_some_and(|child| child["type"] != "table" && child["type"] != "roster");
        if last && !ends {
            children.push(self.paragraph(SENTENCES[0]));
        }
        json!({
            "type": "division", "level": level, "marker": marker, "number": [n], "heading": heading,
            "run_in": matches!(division.heading, Heading::RunIn(..)), "children": children,
        })
    }

    /// A block; what takes in whatever follows it is written only where nothing follows.
    fn block(&mut self, block: &Block, series: Series, last: bool) -> Vec<Value> {
        match block {
            Block::Paragraph(which) => vec![self.paragraph(&sentences(which))],
            Block::Table { rows, columns } => vec![self.table(*rows, *columns)],
            Block::Roster { members } => vec![self.roster(*members)],
            Block::Box { parts } if last && matches!(series, Series::HanComma | Series::HanParen) => {
                vec![self.framed(parts)]
            }
            Block::Points(which) if last => which.iter().map(|&at| self.point(SENTENCES[at])).collect(),
            Block::Box { .. } | Block::Points(_) => Vec::new(),
        }
    }

    fn point(&mut self, text: &str) -> Value {
        self.line(&format!("——{text}"));
        json!({
            "type": "division", "level": "point", "marker": "——", "number": [], "heading": null,
            "run_in": false, "children": [paragraph(text)],
        })
    }

    fn table(&mut self, rows: usize, columns: usize) -> Value {
        self.tables += 1;
        let title = format!("表{}　主要指标", self.tables);
        self.line(&title);
        let columns = &["序号", "指标", "单位", "2025年"][..columns];
        for column in columns {
            self.line(column);
        }
        let names = ["堤防达标率", "预警覆盖率", "物资到位率", "设施完好率"];
        let cells = |row: usize| {
            vec![(row + 1).to_string(), names[row].to_owned(), "%".to_owned(), (90 + row).to_string()]
        };
        let rows: Vec<Vec<String>> = (0..rows).map(|row| cells(row)[..columns.len()].to_vec()).collect();
        rows.iter().flatten().for_each(|cell| self.line(cell));
        json!({"type": "table", "title": title.replace('　', ""), "columns": columns, "rows": rows})
    }

    fn roster(&mut self, members: usize) -> Value {
        self.line(&format!("组　长：{}　市长", NAMES[0]));
        self.line(&format!("副组长：{}　副市长", NAMES[1]));
        for at in 0..members {
            let role = if at == 0 { "成　员：" } else { "" };
            self.line(&format!("{role}{}　{}", NAMES[2 + at], POSTS[at]));
        }
        let member = |at: usize| json!({"name": NAMES[2 + at], "post": POSTS[at]});
        json!({"type": "roster", "title": null, "groups": [
            {"role": "组长", "members": [{"name": NAMES[0], "post": "市长"}]},
            {"role": "副组长", "members": [{"name": NAMES[1], "post": "副市长"}]},
            {"role": "成员", "members": (0..members).map(member).collect::<Vec<_>>()},
        ]})
    }

    fn framed(&mut self, parts: &[usize]) -> Value {
        self.boxes += 1;
        let label = format!("专栏{}", self.boxes);
        self.line(&format!("{label}　重点工程"));
        let children: Vec<Value> = parts
            .iter()
            .zip(1..)
            .map(|(&at, n)| {
                let text = SENTENCES[at];
                self.flowing(&format!("{n}.{}。", HEADINGS[at]), text);
                json!({
                    "type": "division", "level": "heading3", "marker": format!("{n}."), "number": [n],
                    "heading": HEADINGS[at], "run_in": true, "children": [paragraph(text)],
                })
            })
            .collect();
        json!({"type": "box", "label": label, "title": "重点工程", "children": children})
    }

    pub(crate) fn enclosed(&mut self, title: &str, enclosed: &Enclosed) -> Value {
        match enclosed {
            Enclosed::Plan(body) => {
                self.line(title);
                json!({"kind": "plan", "title": title, "history": [], "body": self.body(body)})
            }
            Enclosed::Regulation { history, contents, parts } => {
                self.regulation(title, *history, *contents, parts)
            }
        }
    }

    pub(crate) fn regulation(&mut self, title: &str, history: bool, contents: bool, parts: &[Part]) -> Value {
        self.line(title);
        let passed = "（2015年4月24日市人民政府第3次常务会议通过）";
        if history {
            self.line(passed);
        }
        let history = if history { json!([{"text": passed, "date": "2015-04-24"}]) } else { json!([]) };
        let heads = headed(parts);
        let listed = contents && heads.len() > 2;
        if listed {
            self.line("目　　录");
            for head in &heads {
                self.line(head);
            }
        }
        let contents: Vec<Value> = heads.iter().filter(|_| listed).map(|head| entry(head)).collect();
        let mut number = (0, 0);
        let body = self.level(parts, "part", |writer, part| {
            writer.level(&part.chapters, "chapter", |writer, chapter| {
                writer.level(&chapter.sections, "section", |writer, articles| {
                    let written = articles.iter().map(|article| {
                        // The first article is none that was put in.
                        number = if article.inserted && number.0 > 0 {
                            (number.0, number.1 + 1)
                        } else {
                            (number.0 + 1, 0)
                        };
                        writer.article(article, number)
                    });
                    written.collect()
                })
            })
        });
        json!({"kind": "regulation", "title": title, "history": history, "contents": contents, "body": body})
    }

    /// The members of a level with their headings; one alone has none.
    fn level<T>(
        &mut self,
        members: &[T],
        level: &str,
        mut below: impl FnMut(&mut Self, &T) -> Vec<Value>,
    ) -> Vec<Value> {
        if let [one] = members {
            return below(self, one);
        }
        let written = members.iter().zip(1..).map(|(member, n)| {
            let (marker, heading) = head_of(level, n);
            self.line(&format!("{marker}　{heading}"));
            let children = below(self, member);
            json!({
                "type": "division", "level": level, "marker": marker, "number": [n], "heading": heading,
                "run_in": false, "children": children,
            })
        });
        written.collect()
    }

    pub(crate) fn appointments(&mut self, given: &[(usize, usize, bool)]) -> Value {
        let groups = given.iter().enumerate().map(|(at, &(name, post, appointed))| {
            let (name, post) = (NAMES[name], POSTS[post]);
            let end = if at + 1 == given.len() { "。" } else { "；" };
            if appointed {
                self.line(&format!("任命{name}为{post}{end}"));
            } else {
                self.line(&format!("免去{name}的{post}职务{end}"));
            }
            let role = if appointed { "任命" } else { "免去" };
            json!({"role": role, "members": [{"name": name, "post": post}]})
        });
        json!({"type": "roster", "title": null, "groups": groups.collect::<Vec<_>>()})
    }

    fn article(&mut self, article: &Article, (main, inserted): (u32, u32)) -> Value {
        let behind = if inserted > 0 { format!("之{}", han(inserted)) } else { String::new() };
        let marker = format!("第{}条{behind}", han(main));
        let number = if inserted > 0 { json!([main, inserted]) } else { json!([main]) };
        let caption = article.caption.map(|at| TOPICS[at]);
        let shown = caption.map_or(String::new(), |caption| format!("（{caption}）"));
        let mut begin = format!("{marker}{shown}　");
        let mut children = Vec::new();
        for which in &article.paragraphs {
            let text = sentences(which);
            // Up to its first full stop a line behind a marker may be a heading as well.
            let first = if begin.is_empty() { "" } else { SENTENCES[which[0]] };
            self.flowing(&format!("{}{first}", std::mem::take(&mut begin)), &text[first.len()..]);
            children.push(paragraph(&text));
        }
        if !article.items.is_empty() {
            children.push(self.paragraph("有关部门应当做好下列工作："));
        }
        for (at, &subitems) in article.items.iter().enumerate() {
            let last = at + 1 == article.items.len();
            children.push(self.item(at as u32 + 1, subitems, last));
        }
        json!({
            "type": "division", "level": "article", "marker": marker, "number": number, "heading": caption,
            "run_in": false, "children": children,
        })
    }

    fn item(&mut self, n: u32, subitems: usize, last: bool) -> Value {
        let end = |last| if last { "。" } else { "；" };
        let marker = format!("（{}）", han(n));
        let words = if subitems > 0 {
            "日常巡查，包括：".to_owned()
        } else {
            format!("日常值守{}", end(last))
        };
        self.line(&format!("{marker}{words}"));
        let mut children = vec![paragraph(&words)];
        for at in 1..=subitems {
            let words = format!("重点部位巡查{}", end(last && at == subitems));
            self.line(&format!("{at}.{words}"));
            children.push(json!({
                "type": "division", "level": "subitem", "marker": format!("{at}."), "number": [at], "heading": null,
                "run_in": false, "children": [paragraph(&words)],
            }));
        }
        json!({
            "type": "division", "level": "item", "marker": marker, "number": [n], "heading": null, "run_in": false,
            "children": children,
        })
    }

    pub(crate) fn answers(&mut self, answers: &[Vec<usize>]) -> Value {
        let questions = ["为什么要制定《办法》？", "《办法》的适用范围是什么？", "《办法》何时施行？"];
        let written = answers.iter().enumerate().map(|(at, which)| {
            let marker = format!("{}、", han(at as u32 + 1));
            self.line(&format!("{marker}{}", questions[at]));
            let text = sentences(which);
            self.flowing("答：", &text);
            json!({
                "type": "qa", "marker": marker, "question": questions[at], "answer_marker": "答：",
                "answer": [paragraph(&text)],
            })
        });
        written.collect()
    }
}
