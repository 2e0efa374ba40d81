//! Writes a made gazette: its lines, and the tree that they must give.

use serde_json::{Value, json};

use crate::{
    model::{Document, Front, KINDS, Model, NAMES, PLACES, Sort, TOPICS},
    parts::{Line, Writer},
};

/// The column of all documents of an issue.
const COLUMN: &str = "市政府文件";

/// The lines of a gazette, and its tree without places and facts.
pub(crate) fn write(model: &Model) -> (Vec<Line>, Value) {
    let mut writer = Writer::default();
    let documents: Vec<Made<'_>> = model
        .documents
        .iter()
        .enumerate()
        .map(|(at, d)| Made::of(d, at, matches!(model.front, Front::Issue { .. })))
        .collect();
    let (mut record, mut issue) = (Value::Null, Value::Null);
    match &model.front {
        Front::Nothing => {}
        Front::Record { keywords, topic, repealed } => {
            record = write_record(&mut writer, &documents[0], *keywords, *topic, *repealed);
        }
        Front::Issue { numbers, serial, sponsor, doc_numbers } => {
            issue = write_masthead(&mut writer, *numbers, *serial, *sponsor);
            issue["contents"] = write_contents(&mut writer, &documents, *doc_numbers);
            writer.line(&format!("【{COLUMN}】"));
        }
    }
    let column = if issue.is_null() { Value::Null } else { json!(COLUMN) };
    let first_alone = issue.is_null();
    let trees: Vec<Value> = documents
        .iter()
        .enumerate()
        .map(|(at, made)| {
            let mut tree = made.write(&mut writer, first_alone && at == 0);
            tree["column"] = column.clone();
            tree
        })
        .collect();
    (writer.lines, json!({"record": record, "issue": issue, "documents": trees}))
}

fn write_record(writer: &mut Writer, made: &Made<'_>, keywords: usize, topic: bool, repealed: bool) -> Value {
    let keywords = &["值守", "检查", "通报"][..keywords];
    let topic = if topic { "综合政务" } else { "" };
    writer.line(&format!("索引号：11210500-2024-00012　发布机构：{}", made.organ));
    writer.line(&format!("信息名称：{}　主题分类：{topic}", made.title));
    writer.line(&format!("发布日期：2024-12-30　成文日期：{}", made.iso));
    writer.line(&format!(
        "废止日期：{}　文　号：{}",
        if repealed { "2026-01-01" } else { "" },
        made.number.as_deref().unwrap_or_default()
    ));
    writer.line(&format!("关键词：{}", keywords.join("，")));
    let or_null = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
    json!({
        "index_number": "11210500-2024-00012", "publisher": made.organ, "title": made.title, "topic": or_null(topic),
        "published_on": "2024-12-30", "written_on": made.iso, "number": made.number,
        "repealed_on": if repealed { json!("2026-01-01") } else { Value::Null }, "keywords": keywords,
    })
}

fn write_masthead(writer: &mut Writer, numbers: u32, serial: Option<u32>, sponsor: bool) -> Value {
    let place = PLACES[0].0;
    writer.line(&format!("{place}人民政府公报"));
    let numbers: Vec<u32> = (5..5 + numbers).collect();
    let listed = numbers.iter().map(u32::to_string).collect::<Vec<_>>().join("—");
    let total = serial.map_or(String::new(), |serial| format!("（总第{serial}期）"));
    writer.line(&format!("2024年第{listed}期{total}"));
    let sponsor = sponsor.then(|| format!("{place}人民政府办公室"));
    if let Some(sponsor) = &sponsor {
        writer.line(&format!("{sponsor}主办"));
    }
    json!({
        "title": format!("{place}人民政府公报"), "year": 2024, "numbers": numbers,
        "serials": serial.into_iter().collect::<Vec<_>>(), "sponsor": sponsor,
    })
}

fn write_contents(writer: &mut Writer, documents: &[Made<'_>], numbers: bool) -> Value {
    writer.line("目　　录");
    writer.line(&format!("【{COLUMN}】"));
    let entries = documents.iter().enumerate().map(|(at, made)| {
        let number = made.number.as_ref().filter(|_| numbers && !made.is_order());
        let page = 3 * at + 1;
        let shown = number.map_or(String::new(), |number| format!("（{number}）"));
        writer.line(&format!("{}{shown}…………（{page}）", made.title));
        json!({
            "column": COLUMN, "title": made.title, "page": page, "document": at,
            "doc_number": number.map(|_| made.number_tree()),
        })
    });
    entries.collect()
}

/// A document with what is said of it in several places.
struct Made<'m> {
    document: &'m Document,
    /// Whether a contents list announces it.
    announced: bool,
    /// What it is about: 云台市防汛抗旱.
    subject: String,
    organ: String,
    title: String,
    number: Option<String>,
    iso: String,
}

impl<'m> Made<'m> {
    /// A document; those of an issue that are about the same thing are told apart by their numbers.
    fn of(document: &'m Document, at: usize, announced: bool) -> Self {
        let (place, letter) = PLACES[document.place];
        let organ = format!("{place}人民政府");
        let topic = TOPICS[(document.topic + at) % TOPICS.len()];
        let (month, day) = document.day;
        let (title, number) = match &document.sort {
            Sort::Plain { kind, .. } => {
                let (before, behind, ..) = KINDS[*kind];
                (
                    format!("{organ}{before}{topic}{behind}"),
                    Some(format!("{letter}政发〔2024〕{}号", document.number)),
                )
            }
            Sort::Covering { enclosed } => (
                format!("{organ}关于印发《{place}{topic}{}》的通知", enclosed.word()),
                Some(format!("{letter}政发〔2024〕{}号", document.number)),
            ),
            Sort::Appointments(given) => (
                format!("{organ}关于{}等同志职务任免的通知", NAMES[given[0].0]),
                Some(format!("{letter}政任〔2024〕{}号", document.number)),
            ),
            Sort::Order { .. } => (format!("{organ}令"), Some(format!("第{}号", document.number))),
            Sort::Interpretation { .. } => (format!("《{place}{topic}办法》政策解读"), None),
        };
        let subject = format!("{place}{topic}");
        Self { document, announced, subject, organ, title, number, iso: format!("2024-{month:02}-{day:02}") }
    }

    fn is_order(&self) -> bool {
        matches!(self.document.sort, Sort::Order { .. })
    }

    fn number_tree(&self) -> Value {
        let Some(number) = &self.number else { return Value::Null };
        let agency = number.split_once('〔').map(|(agency, _)| agency);
        json!({
            "text": number, "agency": agency, "year": agency.map(|_| 2024), "number": self.document.number,
        })
    }

    /// Writes it; what may stand above a number stands there only where nothing comes before.
    fn write(&self, writer: &mut Writer, alone: bool) -> Value {
        let document = self.document;
        let mut tree = json!({
            "title": self.title, "doc_number": self.number_tree(), "issuers": [self.organ], "addressees": [],
            "attachment_list": [], "signatories": [], "signers": [], "date": self.iso, "notes": [], "copied_to": [],
            "printed_by": null, "printed_on": null, "history": [], "signed_off_by": null, "secrecy": null,
            "urgency": null, "subject_words": [], "contacts": [], "contents": [], "enclosures": [], "attachments": [],
        });
        match &document.sort {
            Sort::Plain { kind, body } => {
                let (.., name, addressed) = KINDS[*kind];
                tree["kind"] = json!(name);
                self.head(writer, &mut tree, alone, addressed);
                tree["body"] = writer.body(body);
                self.attachment_list(writer, &mut tree);
                self.sign(writer, &mut tree);
                self.closing(writer, &mut tree);
                tree["attachments"] = self.attachments(writer);
            }
            Sort::Covering { enclosed } => {
                tree["kind"] = json!("notice");
                self.head(writer, &mut tree, alone, true);
                let title = self.title.split(['《', '》']).nth(1).unwrap_or_default();
                tree["body"] =
                    json!([writer.paragraph(&format!("现将《{title}》印发给你们，请认真贯彻执行。"))]);
                self.sign(writer, &mut tree);
                self.closing(writer, &mut tree);
                tree["enclosures"] = json!([writer.enclosed(title, enclosed)]);
            }
            Sort::Order { signer, parts } => {
                tree["kind"] = json!("order");
                writer.line(&self.title);
                writer.line(self.number.as_deref().unwrap_or_default());
                let title = format!("{}办法", self.subject);
                tree["body"] = json!([writer.paragraph(&format!(
                    "《{title}》已经2024年1月5日市人民政府第3次常务会议通过，现予公布，自2025年1月1日起施行。"
                ))]);
                tree["effective_on"] = json!("2025-01-01");
                writer.line(&format!("市长　{}", NAMES[*signer]));
                tree["signers"] = json!([{"post": "市长", "name": NAMES[*signer]}]);
                self.date(writer);
                tree["enclosures"] = json!([writer.regulation(&title, false, false, parts)]);
            }
            Sort::Appointments(given) => {
                tree["kind"] = json!("appointment");
                self.head(writer, &mut tree, alone, true);
                tree["body"] = json!([writer.paragraph("经研究，决定："), writer.appointments(given)]);
                self.sign(writer, &mut tree);
                self.closing(writer, &mut tree);
            }
            Sort::Interpretation { answers } => {
                tree["kind"] = json!("interpretation");
                tree["issuers"] = json!([]);
                tree["date"] = Value::Null;
                writer.line(&self.title);
                tree["body"] = writer.answers(answers);
            }
        }
        tree
    }

    fn head(&self, writer: &mut Writer, tree: &mut Value, alone: bool, addressed: bool) {
        let head = &self.document.head;
        if alone && head.secrecy {
            writer.line("秘密★1年");
            tree["secrecy"] = json!("秘密★1年");
        }
        if alone && head.urgency {
            writer.line("特急");
            tree["urgency"] = json!("特急");
        }
        let number = self.number.as_deref().unwrap_or_default();
        let signed_off = head.signed_off_by.filter(|_| alone);
        let above = self.number_above(alone, addressed);
        if above {
            writer.line(number);
        }
        if let Some(name) = signed_off {
            writer.line(&format!("签发人：{}", NAMES[name]));
            tree["signed_off_by"] = json!(NAMES[name]);
        }
        writer.line(&self.title);
        if !above {
            writer.line(number);
        }
        if addressed {
            let addressees = &["各区人民政府", "市政府各部门", "各有关单位"][..head.addressees];
            writer.line(&format!("{}：", addressees.join("，")));
            tree["addressees"] = json!(addressees);
        }
    }

    /// Whether the number stands above the title. Behind a text that has no closing of its own, without a contents list
    /// and without addressees below, a number alone would be too little for a document to begin.
    fn number_above(&self, alone: bool, addressed: bool) -> bool {
        let head = &self.document.head;
        head.number_above && (addressed || alone || self.announced) || alone && head.signed_off_by.is_some()
    }

    fn sign(&self, writer: &mut Writer, tree: &mut Value) {
        writer.line(&self.organ);
        tree["signatories"] = json!([self.organ]);
        if self.document.closing.joint {
            let (place, _) = PLACES[(self.document.place + 1) % PLACES.len()];
            let other = format!("{place}人民政府");
            writer.line(&other);
            tree["signatories"] = json!([self.organ, other]);
        }
        self.date(writer);
    }

    fn date(&self, writer: &mut Writer) {
        let (month, day) = self.document.day;
        if self.document.han_date {
            let [month, day] = [month, day].map(crate::parts::han);
            writer.line(&format!("二〇二四年{month}月{day}日"));
        } else {
            writer.line(&format!("2024年{month}月{day}日"));
        }
    }

    fn closing(&self, writer: &mut Writer, tree: &mut Value) {
        let closing = &self.document.closing;
        if closing.note {
            writer.line("（此件公开发布）");
            tree["notes"] = json!(["（此件公开发布）"]);
        }
        if closing.contacts {
            let contact = format!("（联系人：{}；联系电话：23450000）", NAMES[0]);
            writer.line(&contact);
            tree["contacts"] = json!([contact]);
        }
        if closing.subject_words > 0 {
            let words = &["水务", "检查", "通知"][..closing.subject_words];
            writer.line(&format!("主题词：{}", words.join("　")));
            tree["subject_words"] = json!(words);
        }
        if closing.copied_to > 0 {
            let copied_to = &["市委办公室", "市人大常委会办公室", "市政协办公室"][..closing.copied_to];
            writer.line(&format!("抄送：{}。", copied_to.join("，")));
            tree["copied_to"] = json!(copied_to);
        }
        if closing.printed {
            writer.line(&format!("{}办公室　2024年12月30日印发", self.organ));
            tree["printed_by"] = json!(format!("{}办公室", self.organ));
            tree["printed_on"] = json!("2024-12-30");
        }
    }

    fn attachment_titles(&self) -> Vec<String> {
        let titles = self.document.closing.attachments.iter().zip(["工作任务清单", "应急物资目录"]);
        titles.map(|(_, title)| format!("{}{title}", self.subject)).collect()
    }

    fn attachment_list(&self, writer: &mut Writer, tree: &mut Value) {
        let titles = self.attachment_titles();
        match titles.as_slice() {
            [] => {}
            [one] => writer.line(&format!("附件：{one}")),
            several => {
                for (at, title) in several.iter().enumerate() {
                    writer.line(&format!("{}{}.{title}", if at == 0 { "附件：" } else { "　　　" }, at + 1));
                }
            }
        }
        tree["attachment_list"] = json!(titles);
    }

    fn attachments(&self, writer: &mut Writer) -> Value {
        let titles = self.attachment_titles();
        let one = titles.len() == 1;
        let written =
            titles.iter().zip(&self.document.closing.attachments).enumerate().map(|(at, (title, body))| {
                let number = if one { "附件".to_owned() } else { format!("附件{}", at + 1) };
                writer.line(&number);
                writer.line(title);
                // 附件 alone has no number.
                let number = (!one).then_some(number);
                json!({"number": number, "title": title, "body": writer.body(body)})
            });
        written.collect()
    }
}
