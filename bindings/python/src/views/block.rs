//! The body: divisions, paragraphs, tables, rosters, boxes, questions.

use pyo3::prelude::*;

use super::views;
use crate::{
    key::{Key, Kind},
    out::Value,
};

fn keys(blocks: gongbao::Blocks<'_>) -> Vec<Key> {
    blocks.map(Key::block).collect()
}

views! {
    /// A numbered part of a body: 编, 章, 节, 条, 一、, (一), 1., (1), ①, 项, 目, or a `——` paragraph.
    Division = division ["level", "marker", "heading"] {
        /// `"division"`.
        r#type: |it, key| "division";
        /// What the marker is in its own series: `part`, `chapter`, `section`, `article`, `heading1` … `point`.
        level: |it, key| it.level().name();
        /// A stable identifier, unique in the parse: `doc_1__enc_1__chp_2__art_8`.
        eid: |it, key| it.eid();
        /// The marker as printed: 第八条.
        marker / span: |it, key| it.marker();
        /// The marker's number: `(8,)`; 第二十条之一 is `(20, 1)`; empty where it has none.
        number: |it, key| it.number().to_vec();
        /// The heading without its full stop, or `None`.
        heading / span: |it, key| it.heading();
        /// Whether the text goes on in the paragraph that the heading begins.
        run_in: |it, key| it.run_in();
        /// The blocks below.
        children: |it, key| keys(it.children());
    }
    /// Running text, joined over page breaks.
    Paragraph = paragraph ["text"] {
        /// `"paragraph"`.
        r#type: |it, key| "paragraph";
        /// The text, without the blanks of typesetting.
        text: |it, key| it.text();
        /// The pieces of the source that it is made of.
        spans: |it, key| Value::Pieces(it.text());
        /// No blocks stand below a paragraph.
        children: |it, key| Vec::<Key>::new();
    }
    /// A table.
    Table = table ["title", "columns", "rows"] {
        /// `"table"`.
        r#type: |it, key| "table";
        /// The line above it that names it, or `None`.
        title / span: |it, key| it.title();
        /// The column heads.
        columns / spans: |it, key| it.columns().collect::<Vec<_>>();
        /// The rows, each a tuple of cells; `""` where a merged cell reaches down.
        rows / spans: |it, key| it.rows().collect::<Vec<_>>();
        /// No blocks stand below a table.
        children: |it, key| Vec::<Key>::new();
    }
    /// A list of persons by role, or of appointments by action.
    Roster = roster ["title", "groups"] {
        /// `"roster"`.
        r#type: |it, key| "roster";
        /// The line above it that names it, or `None`.
        title / span: |it, key| it.title();
        /// The groups: 组长, 副组长, 成员; of appointments 任命, 免去.
        groups: |it, key| Key::list(Kind::RosterGroup, key.a, it.groups().len());
        /// No blocks stand below a roster.
        children: |it, key| Vec::<Key>::new();
    }
    /// The members of one role in a roster.
    RosterGroup = group ["role", "members"] {
        /// The role: 组长; of an appointment the action: 任命.
        role / span: |it, key| it.role();
        /// The members.
        members: |it, key| (0..it.members().len() as u32).map(|c| Key { kind: Kind::Member, c, ..key }).collect::<Vec<_>>();
    }
    /// A person in a roster.
    Member = member ["name", "post"] {
        /// The name, or `None`.
        name / span: |it, key| it.name();
        /// The post, or `None`.
        post / span: |it, key| it.post();
    }
    /// A box (专栏): a frame with a label and blocks of its own.
    Box = frame ["label", "title"] {
        /// `"box"`.
        r#type: |it, key| "box";
        /// The label: 专栏1.
        label / span: |it, key| it.label();
        /// The title, or `None`.
        title / span: |it, key| it.title();
        /// The blocks in it.
        children: |it, key| keys(it.children());
    }
    /// A question and its answer.
    QA = qa ["question", "answer"] {
        /// `"qa"`.
        r#type: |it, key| "qa";
        /// What stands before the question: 一、, 问:, or `None`.
        marker / span: |it, key| it.marker();
        /// The question.
        question / span: |it, key| it.question();
        /// What stands before the answer: 答:, or `None`.
        answer_marker / span: |it, key| it.answer_marker();
        /// The blocks of the answer.
        answer: |it, key| keys(it.answer());
        /// The blocks of the answer.
        children: |it, key| keys(it.answer());
    }
}
