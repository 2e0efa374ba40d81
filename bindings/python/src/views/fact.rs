//! The facts taken out of a document.

use pyo3::prelude::*;

use super::views;
use crate::key::{Key, Kind};

views! {
    /// A citation of a document: 《title》(number), a number alone, an article of it.
    Citation = citation ["title", "doc_number", "article"] {
        /// The title without its outer 《》, or `None`.
        title: |it, key| it.title();
        /// The document number, or `None`.
        doc_number: |it, key| it.doc_number();
        /// The article: `(12,)`, 之一: `(20, 1)`, or `None`.
        article: |it, key| it.article().map(gongbao::DivisionNumber::to_vec);
        /// The paragraph of the article (第二款), or `None`.
        paragraph: |it, key| it.paragraph();
        /// The item (第三项), or `None`.
        item: |it, key| it.item();
        /// The last article of a range (第八条至第十条), or `None`.
        article_to: |it, key| it.article_to().map(gongbao::DivisionNumber::to_vec);
        /// The id or eid of what it points to, where that stands in the same parse, or `None`.
        target: |it, key| it.target().map(gongbao::TargetRef::id);
    }
    /// A reference inside the document: 本办法, 前款, 第五条第(二)项, 附件2.
    Reference = reference ["text", "target"] {
        /// The words.
        text: |it, key| it.text();
        /// The id or eid of what it points to, or `None`.
        target: |it, key| it.target().map(gongbao::TargetRef::id);
    }
    /// Who is responsible: (责任单位:A、B), (A牵头,B按职责分工负责).
    Assignment = assignment ["mode", "groups"] {
        /// The clause.
        text: |it, key| it.text();
        /// The groups of units, parted by ；.
        groups: |it, key| (0..it.groups().len() as u32).map(|c| Key { kind: Kind::AssignmentGroup, c, ..key }).collect::<Vec<_>>();
        /// How the units share it: `joint`, `lead`, `respective` or `listed`.
        mode: |it, key| it.mode().name();
        /// The eid of the division that the clause closes, or `None`.
        division: |it, key| it.division().map(gongbao::Division::eid);
    }
    /// Units that act together.
    AssignmentGroup = assignment_group ["scope", "lead", "units"] {
        /// The place that the first unit names for all of the group, or `None`.
        scope: |it, key| it.scope();
        /// Who leads (牵头).
        lead: |it, key| it.lead().collect::<Vec<_>>();
        /// The others.
        units: |it, key| it.units().collect::<Vec<_>>();
    }
    /// A figure to be reached: ≥80岁, 达到45%左右.
    Target = target ["indicator", "comparator", "value", "unit"] {
        /// What the figure is said of, or `None`.
        indicator: |it, key| it.indicator();
        /// How the value binds: `=`, `>=`, `<=`, `<`, `>`, `~`, or `None`.
        comparator: |it, key| it.comparator().map(gongbao::Comparator::name);
        /// The value as printed.
        value: |it, key| it.value();
        /// The unit of measure, or `None`.
        unit: |it, key| it.unit();
        /// By when, in ISO 8601 as far as it is said, or `None`.
        due: |it, key| it.due();
        /// 预期性, 约束性, or `None`.
        nature: |it, key| it.nature();
    }
    /// A time by which something is due: 2024年6月底前.
    Deadline = deadline ["text", "until"] {
        /// The words.
        text: |it, key| it.text();
        /// The last day, or the year, in ISO 8601; `None` for a period without a date (60日内).
        until: |it, key| it.until();
        /// The eid of the division it stands in, or `None`.
        division: |it, key| it.division().map(gongbao::Division::eid);
    }
    /// A date said in the text.
    DateMention = date_mention ["text", "from_", "until"] {
        /// The words.
        text: |it, key| it.text();
        /// Where the time begins, in ISO 8601, or `None`.
        from_: |it, key| it.from();
        /// Where it ends, in ISO 8601, or `None`.
        until: |it, key| it.until();
        /// `by`, `before`, `from`, `during` or `at`.
        relation: |it, key| it.relation().name();
        /// `year`, `half`, `quarter`, `month` or `day`.
        precision: |it, key| it.precision().name();
    }
    /// A short name defined in the text: (以下简称《实施方案》).
    Term = term ["short", "stands_for"] {
        /// The short form.
        short: |it, key| it.short();
        /// What it stands for.
        stands_for: |it, key| it.stands_for();
    }
}
