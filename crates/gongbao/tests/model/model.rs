//! What a made gazette is: documents of every sort with all that they may have, drawn by chance.
//!
//! Words are few and plain: what is tried here is what forms do beside and inside each other.

use proptest::{collection::vec, option, prelude::*};

/// Places with an organ, and the letter by which its numbers begin.
pub(crate) const PLACES: [(&str, &str); 4] =
    [("云台市", "云"), ("青河市", "青"), ("白石市", "白"), ("长岭市", "长")];

pub(crate) const TOPICS: [&str; 6] = ["防汛抗旱", "供水保障", "校园安全", "道路养护", "档案管理", "清雪除冰"];

pub(crate) const HEADINGS: [&str; 6] =
    ["总体要求", "重点任务", "强化保障措施", "加强组织领导", "工作安排", "做好宣传引导"];

pub(crate) const SENTENCES: [&str; 6] = [
    "各区要落实巡查制度，及时消除隐患。",
    "有关部门要密切配合，形成工作合力。",
    "各单位要按时报送进展情况。",
    "建立健全联动机制，提高应急处置能力。",
    "切实保障经费投入，规范资金使用管理。",
    "加大检查力度，确保各项任务落到实处。",
];

/// More than forty characters to its full stop: never a heading.
pub(crate) const LONG: &str =
    "各区各有关单位要充分认识做好这项工作的重要意义，结合本地实际细化工作措施并认真组织实施，确保取得实效。";

pub(crate) const POSTS: [&str; 3] = ["市水务局局长", "市财政局局长", "市应急局局长"];

pub(crate) const NAMES: [&str; 6] = ["张文华", "李国强", "王志明", "赵建平", "陈晓东", "刘海燕"];

/// A gazette: a web page's record, or an issue, or neither, and documents.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) front: Front,
    pub(crate) documents: Vec<Document>,
}

impl Model {
    pub(crate) fn has_interpretation(&self) -> bool {
        self.documents.iter().any(|document| matches!(document.sort, Sort::Interpretation { .. }))
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Front {
    Nothing,
    /// The head table of a web page, above its one document.
    Record {
        keywords: usize,
        topic: bool,
        repealed: bool,
    },
    /// Masthead and contents list; the numbers of the issue, its serial numbers, whether a sponsor is named.
    Issue {
        numbers: u32,
        serial: Option<u32>,
        sponsor: bool,
        doc_numbers: bool,
    },
}

#[derive(Debug, Clone)]
pub(crate) struct Document {
    pub(crate) place: usize,
    pub(crate) topic: usize,
    pub(crate) number: u32,
    /// Month and day.
    pub(crate) day: (u32, u32),
    pub(crate) han_date: bool,
    pub(crate) head: Head,
    pub(crate) sort: Sort,
    pub(crate) closing: Closing,
}

/// What stands around the title.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) secrecy: bool,
    pub(crate) urgency: bool,
    pub(crate) signed_off_by: Option<usize>,
    pub(crate) number_above: bool,
    pub(crate) addressees: usize,
}

/// What stands behind the date.
#[allow(clippy::struct_excessive_bools, reason = "each may stand there or not, whatever else does")]
#[derive(Debug, Clone)]
pub(crate) struct Closing {
    pub(crate) note: bool,
    pub(crate) contacts: bool,
    pub(crate) subject_words: usize,
    /// Whether another organ signs below the first.
    pub(crate) joint: bool,
    pub(crate) copied_to: usize,
    pub(crate) printed: bool,
    pub(crate) attachments: Vec<Body>,
}

#[derive(Debug, Clone)]
pub(crate) enum Sort {
    /// One of the kinds that speak for themselves (a word of `KINDS`).
    Plain { kind: usize, body: Body },
    /// A notice that promulgates a plan or a regulation.
    Covering { enclosed: Enclosed },
    /// An order with its signer and the regulation that it makes known.
    Order { signer: usize, parts: Vec<Part> },
    /// Appointments and removals: each the name, the post, whether it is given.
    Appointments(Vec<(usize, usize, bool)>),
    /// Questions and answers about a document.
    Interpretation { answers: Vec<Vec<usize>> },
}

/// Titles, the kinds that they say, and whether addressees go with them.
pub(crate) const KINDS: [(&str, &str, &str, bool); 14] = [
    ("关于做好", "工作的通知", "notice", true),
    ("关于加强", "工作的意见", "opinion", true),
    ("关于表彰", "先进集体的决定", "decision", true),
    ("关于", "检查情况的通报", "circular", true),
    ("关于", "有关事项的公告", "announcement", false),
    ("关于加强", "管理的通告", "public_notice", false),
    ("关于", "项目立项的批复", "reply", true),
    ("关于", "情况的报告", "report", true),
    ("关于增加", "经费的请示", "request", true),
    ("关于商请支持", "工作的函", "letter", true),
    ("关于提请审议", "规划的议案", "proposal", true),
    ("关于", "专题会议纪要", "minutes", false),
    ("关于开展", "行动的决议", "resolution", false),
    ("关于", "情况的公报", "communique", false),
];

#[derive(Debug, Clone)]
pub(crate) enum Enclosed {
    Plan(Body),
    Regulation { history: bool, contents: bool, parts: Vec<Part> },
}

impl Enclosed {
    /// What its title ends with.
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Plan(_) => "实施方案",
            Self::Regulation { .. } => "管理办法",
        }
    }
}

/// The text of a document, a plan or an attachment.
#[derive(Debug, Clone)]
pub(crate) struct Body {
    pub(crate) opening: Vec<Vec<usize>>,
    /// Which series are used, outermost first (a row of `SCHEMES`).
    pub(crate) scheme: usize,
    pub(crate) divisions: Vec<Division>,
}

/// Series from the outermost to the innermost.
pub(crate) const SCHEMES: [&[Series]; 5] = [
    &[Series::HanComma, Series::HanParen, Series::Dot, Series::Paren, Series::Circled],
    &[Series::HanComma, Series::Dot, Series::Paren],
    &[Series::HanParen, Series::Dot, Series::Paren, Series::Circled],
    &[Series::HanComma, Series::HanParen, Series::Paren],
    &[Series::Dot, Series::Paren, Series::Circled],
];

#[derive(Debug, Clone, Copy)]
pub(crate) enum Series {
    HanComma,
    HanParen,
    Dot,
    Paren,
    Circled,
}

#[derive(Debug, Clone)]
pub(crate) struct Division {
    pub(crate) heading: Heading,
    pub(crate) blocks: Vec<Block>,
    pub(crate) divisions: Vec<Division>,
}

#[derive(Debug, Clone)]
pub(crate) enum Heading {
    Alone(usize),
    /// The first sentence, and those that follow it.
    RunIn(usize, Vec<usize>),
    /// No heading: text with a number.
    None(Vec<usize>),
}

#[derive(Debug, Clone)]
pub(crate) enum Block {
    Paragraph(Vec<usize>),
    Table {
        rows: usize,
        columns: usize,
    },
    Roster {
        members: usize,
    },
    /// A box with numbered parts.
    Box {
        parts: Vec<usize>,
    },
    /// `——` paragraphs.
    Points(Vec<usize>),
}

/// A part (编) of a regulation; one alone has no heading.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) chapters: Vec<Chapter>,
}

/// A chapter; one alone has no heading. Of its sections one alone has none either.
#[derive(Debug, Clone)]
pub(crate) struct Chapter {
    pub(crate) sections: Vec<Vec<Article>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) caption: Option<usize>,
    /// Whether it was put in behind another one: 第五条之一.
    pub(crate) inserted: bool,
    pub(crate) paragraphs: Vec<Vec<usize>>,
    /// Items, each with its number of subitems.
    pub(crate) items: Vec<usize>,
}

fn sentences(most: usize) -> impl Strategy<Value = Vec<usize>> {
    vec(0..SENTENCES.len(), 1..=most)
}

fn block() -> impl Strategy<Value = Block> {
    prop_oneof![
        4 => sentences(3).prop_map(Block::Paragraph),
        1 => (2..5_usize, 3..5_usize).prop_map(|(rows, columns)| Block::Table { rows, columns }),
        1 => (1..4_usize).prop_map(|members| Block::Roster { members }),
        1 => vec(0..HEADINGS.len(), 2..4).prop_map(|parts| Block::Box { parts }),
        1 => vec(0..SENTENCES.len(), 2..4).prop_map(Block::Points),
    ]
}

fn heading() -> impl Strategy<Value = Heading> {
    prop_oneof![
        2 => (0..HEADINGS.len()).prop_map(Heading::Alone),
        2 => (0..HEADINGS.len(), sentences(2)).prop_map(|(h, s)| Heading::RunIn(h, s)),
        1 => vec(0..SENTENCES.len(), 0..2).prop_map(Heading::None),
    ]
}

fn division() -> impl Strategy<Value = Division> {
    let leaf = (heading(), vec(block(), 0..2)).prop_map(|(heading, blocks)| Division {
        heading,
        blocks,
        divisions: Vec::new(),
    });
    leaf.prop_recursive(4, 16, 3, |below| {
        (heading(), vec(block(), 0..2), vec(below, 0..3)).prop_map(|(heading, blocks, divisions)| Division {
            heading,
            blocks,
            divisions,
        })
    })
}

fn body() -> impl Strategy<Value = Body> {
    (vec(sentences(2), 1..3), 0..SCHEMES.len(), vec(division(), 0..4))
        .prop_map(|(opening, scheme, divisions)| Body { opening, scheme, divisions })
}

fn parts() -> impl Strategy<Value = Vec<Part>> {
    let items = prop_oneof![2 => Just(Vec::new()), 1 => vec(prop_oneof![Just(0_usize), Just(2)], 2..4)];
    let caption = option::weighted(0.2, 0..TOPICS.len());
    let article = (caption, prop::bool::weighted(0.1), vec(sentences(2), 1..3), items)
        .prop_map(|(caption, inserted, paragraphs, items)| Article { caption, inserted, paragraphs, items })
        .boxed();
    let sections = prop_oneof![3 => Just(1..2_usize), 1 => Just(2..4)];
    let chapter = sections
        .prop_flat_map(move |sections| vec(vec(article.clone(), 1..4), sections))
        .prop_map(|sections| Chapter { sections })
        .boxed();
    let parts = prop_oneof![4 => Just(1..2_usize), 1 => Just(2..3)];
    parts.prop_flat_map(move |parts| {
        vec(vec(chapter.clone(), 1..4).prop_map(|chapters| Part { chapters }), parts)
    })
}

fn sort() -> impl Strategy<Value = Sort> {
    let enclosed =
        prop_oneof![
            body().prop_map(Enclosed::Plan),
            (any::<bool>(), any::<bool>(), parts())
                .prop_map(|(history, contents, parts)| Enclosed::Regulation { history, contents, parts }),
        ];
    prop_oneof![
        4 => (0..KINDS.len(), body()).prop_map(|(kind, body)| Sort::Plain { kind, body }),
        2 => enclosed.prop_map(|enclosed| Sort::Covering { enclosed }),
        1 => (0..NAMES.len(), parts()).prop_map(|(signer, parts)| Sort::Order { signer, parts }),
        1 => vec((0..NAMES.len(), 0..POSTS.len(), any::<bool>()), 1..5).prop_map(Sort::Appointments),
        1 => vec(sentences(2), 2..4).prop_map(|answers| Sort::Interpretation { answers }),
    ]
}

fn document() -> impl Strategy<Value = Document> {
    let head = (
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.1),
        option::weighted(0.1, 0..NAMES.len()),
        any::<bool>(),
        1..4_usize,
    )
        .prop_map(|(secrecy, urgency, signed_off_by, number_above, addressees)| Head {
            secrecy,
            urgency,
            signed_off_by,
            number_above,
            addressees,
        });
    let small =
        (vec(sentences(2), 1..3)).prop_map(|opening| Body { opening, scheme: 0, divisions: Vec::new() });
    let few = || prop::bool::weighted(0.2);
    let closing = (any::<bool>(), few(), 0..4_usize, few(), 0..4_usize, any::<bool>(), vec(small, 0..3))
        .prop_map(|(note, contacts, subject_words, joint, copied_to, printed, attachments)| Closing {
            note,
            contacts,
            subject_words,
            joint,
            copied_to,
            printed,
            attachments,
        });
    let plain = (0..PLACES.len(), 0..TOPICS.len(), 1..200_u32, (1..=12_u32, 1..=28_u32), any::<bool>());
    (plain, head, sort(), closing).prop_map(|((place, topic, number, day, han_date), head, sort, closing)| {
        Document { place, topic, number, day, han_date, head, sort, closing }
    })
}

/// A gazette of one to four documents.
pub(crate) fn model() -> impl Strategy<Value = Model> {
    let record = (0..3_usize, any::<bool>(), any::<bool>(), document()).prop_map(
        |(keywords, topic, repealed, document)| Model {
            front: Front::Record { keywords, topic, repealed },
            documents: vec![document],
        },
    );
    let issue = (1..3_u32, option::of(1..900_u32), any::<bool>(), any::<bool>(), vec(document(), 1..4))
        .prop_map(|(numbers, serial, sponsor, doc_numbers, documents)| Model {
            front: Front::Issue { numbers, serial, sponsor, doc_numbers },
            documents,
        });
    // What has a title and no other head begins a document where a contents list announces it, or nothing is before it.
    let announced = |documents: Vec<Document>| {
        let has_head = |(at, document): &(usize, Document)| {
            *at == 0 || !matches!(document.sort, Sort::Interpretation { .. })
        };
        documents.into_iter().enumerate().filter(has_head).map(|(_, document)| document).collect()
    };
    let bare = vec(document(), 1..4)
        .prop_map(move |documents| Model { front: Front::Nothing, documents: announced(documents) });
    prop_oneof![1 => record, 2 => issue, 2 => bare]
}
