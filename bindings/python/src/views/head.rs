//! What an issue, a web page and the reading of a text say of themselves.

use pyo3::prelude::*;

use super::views;
use crate::key::{Key, Kind, OF_ISSUE};

views! {
    /// The head table of a government web page (政府信息公开).
    Record = record ["title", "publisher"] {
        /// 索引号, or `None`.
        index_number / span: |it, key| it.index_number();
        /// 发布机构, or `None`.
        publisher / span: |it, key| it.publisher();
        /// 信息名称, or `None`.
        title / span: |it, key| it.title();
        /// 主题分类, or `None`.
        topic / span: |it, key| it.topic();
        /// 发布日期 in ISO 8601, or `None`.
        published_on / span: |it, key| it.published_on();
        /// 成文日期 in ISO 8601, or `None`.
        written_on / span: |it, key| it.written_on();
        /// 废止日期 in ISO 8601, or `None`.
        repealed_on / span: |it, key| it.repealed_on();
        /// 文号, or `None`.
        number / span: |it, key| it.number();
        /// 关键词.
        keywords / spans: |it, key| it.keywords().collect::<Vec<_>>();
    }
    /// An issue (期) of a gazette: masthead and contents list.
    Issue = issue ["title", "year", "numbers"] {
        /// The gazette's name (公报名), or `None`.
        title / span: |it, key| it.title();
        /// The year, or `None`.
        year / span: |it, key| (it.year(), it.year_leaf());
        /// The numbers within the year (期); a double issue has two.
        numbers / spans: |it, key| (it.numbers().collect::<Vec<_>>(), it.number_leaves().collect::<Vec<_>>());
        /// The numbers since the gazette began (总期号).
        serials / spans: |it, key| (it.serials().collect::<Vec<_>>(), it.serial_leaves().collect::<Vec<_>>());
        /// The organ that edits it (主办), or `None`.
        sponsor / span: |it, key| it.sponsor();
        /// The day it came out, in ISO 8601, or `None`.
        published_on / span: |it, key| it.published_on();
        /// The contents list (目录).
        contents: |it, key| Key::list(Kind::Contents, OF_ISSUE, it.contents().len());
    }
    /// An entry of a contents list (目录).
    Contents = contents ["title", "page"] {
        /// The column (栏目) it stands under, or `None`.
        column / span: |it, key| it.column();
        /// The title.
        title / span: |it, key| it.title();
        /// The document number, or `None`.
        doc_number / span: |it, key| it.doc_number();
        /// The page, or `None`.
        page / span: |it, key| (it.page(), it.page_leaf());
        /// The index of the document it announces in `gazette.documents`, or `None`.
        document: |it, key| it.document();
    }
    /// A person who signs: 省长 甲.
    Signer = signer ["post", "name"] {
        /// The post, or `None`.
        post / span: |it, key| it.post();
        /// The name, or `None`.
        name / span: |it, key| it.name();
    }
    /// A line of the history under a title: 2015年4月24日…通过.
    HistoryEntry = history ["date", "text"] {
        /// The date of the line in ISO 8601, or `None`.
        date: |it, key| it.date();
        /// The line.
        text / span: |it, key| it.text();
    }
    /// A piece of the page that is no part of a document.
    Furniture = furniture ["text"] {
        /// Its characters, blanks included.
        text: |it, key| it.text();
    }
    /// What is doubtful in a parse, with its place.
    Diagnostic = diagnostic ["code", "severity", "message"] {
        /// The stable code: `GB0201`.
        code: |it, key| it.code();
        /// `error`, `warning` or `note`.
        severity: |it, key| it.severity().name();
        /// The finding in words.
        message: |it, key| it.to_string();
    }
}
