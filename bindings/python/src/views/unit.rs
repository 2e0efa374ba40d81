//! Documents, what they enclose and what is attached to them.

use pyo3::prelude::*;

use super::views;
use crate::key::{Key, Kind};

/// Classes with all that a document and what it encloses have in common, and with fields of their own.
macro_rules! instruments {
    ($(
        $(#[$doc:meta])*
        $class:ident = $find:ident { $($own:tt)* }
    )+) => {
        views! {$(
            $(#[$doc])*
            $class = $find ["kind", "title"] {
                /// The identifier: `doc_1`, `doc_1__enc_1`.
                id: |it, key| it.id();
                /// The 文种: `notice`, `opinion`, `regulation` …
                kind: |it, key| it.kind().name();
                /// The title, joined over its lines, or `None`.
                title / span: |it, key| it.title();
                /// The document number (发文字号), or `None`.
                doc_number / span: |it, key| it.doc_number();
                /// The issuing organs (发文机关).
                issuers / spans: |it, key| it.issuers().collect::<Vec<_>>();
                /// The addressees (主送机关).
                addressees / spans: |it, key| it.addressees().collect::<Vec<_>>();
                /// The blocks of the body.
                body: |it, key| it.body().map(Key::block).collect::<Vec<_>>();
                /// The titles that 附件说明 announces.
                attachment_list / spans: |it, key| it.attachment_list().collect::<Vec<_>>();
                /// The organs that sign (署名).
                signatories / spans: |it, key| it.signatories().collect::<Vec<_>>();
                /// The persons who sign an order.
                signers: |it, key| Key::list(Kind::Signer, key.a, it.signers().len());
                /// The date of signature (成文日期) in ISO 8601 as far as it is said, or `None`.
                date / span: |it, key| it.date();
                /// The day from which it is in force, in ISO 8601, or `None`.
                effective_on: |it, key| it.effective_on();
                /// Notes (附注), as printed.
                notes / spans: |it, key| it.notes().collect::<Vec<_>>();
                /// Who gets a copy (抄送).
                copied_to / spans: |it, key| it.copied_to().collect::<Vec<_>>();
                /// How it came about (题注).
                history: |it, key| Key::list(Kind::HistoryEntry, key.a, it.history().len());
                /// A contents list (目录) inside it.
                contents: |it, key| Key::list(Kind::Contents, key.a, it.contents().len());
                /// The attachments (附件).
                attachments: |it, key| it.attachments().map(|below| Key::unit(*below)).collect::<Vec<_>>();
                $($own)*
            } + {
                /// It and all that belongs to it as Markdown.
                fn to_markdown(slf: &Bound<'_, Self>) -> PyResult<String> {
                    slf.as_super().get().markdown(slf.py())
                }
            }
        )+}
    };
}

instruments! {
    /// A document (公文).
    Document = document {
        /// The column (栏目), or `None`.
        column / span: |it, key| it.column();
        /// Who prints it (印发机关), or `None`.
        printed_by / span: |it, key| it.printed_by();
        /// When it was printed (印发日期), in ISO 8601, or `None`.
        printed_on / span: |it, key| it.printed_on();
        /// Who signed it off (签发人), or `None`.
        signed_off_by / span: |it, key| it.signed_off_by();
        /// The secrecy mark (密级), or `None`.
        secrecy / span: |it, key| it.secrecy();
        /// The urgency mark (紧急程度), or `None`.
        urgency / span: |it, key| it.urgency();
        /// The subject words (主题词).
        subject_words / spans: |it, key| it.subject_words().collect::<Vec<_>>();
        /// Who answers questions (联系人).
        contacts / spans: |it, key| it.contacts().collect::<Vec<_>>();
        /// What it promulgates or passes on (印发的方案, 转发的报告).
        enclosures: |it, key| it.enclosures().map(|below| Key::unit(*below)).collect::<Vec<_>>();
        /// The documents it cites, each time.
        citations: |it, key| Key::list(Kind::Citation, key.a, it.citations().len());
        /// The places in itself that it refers to.
        references: |it, key| Key::list(Kind::Reference, key.a, it.references().len());
        /// Who is responsible for what.
        assignments: |it, key| Key::list(Kind::Assignment, key.a, it.assignments().len());
        /// The figures to be reached.
        targets: |it, key| Key::list(Kind::Target, key.a, it.targets().len());
        /// What is due by when.
        deadlines: |it, key| Key::list(Kind::Deadline, key.a, it.deadlines().len());
        /// Every date said.
        dates: |it, key| Key::list(Kind::DateMention, key.a, it.dates().len());
        /// The short names it defines.
        terms: |it, key| Key::list(Kind::Term, key.a, it.terms().len());
    }
    /// The instrument that a covering document promulgates or passes on.
    Enclosure = enclosure {}
}

views! {
    /// What stands behind 附件.
    Attachment = attachment ["number", "title"] {
        /// The identifier: `doc_1__att_1`.
        id: |it, key| it.id();
        /// 附件1, where the text counts them, or `None`.
        number / span: |it, key| it.number();
        /// The title, or `None`.
        title / span: |it, key| it.title();
        /// The blocks of the body.
        body: |it, key| it.body().map(Key::block).collect::<Vec<_>>();
    } + {
        /// It as Markdown.
        fn to_markdown(slf: &Bound<'_, Self>) -> PyResult<String> {
            slf.as_super().get().markdown(slf.py())
        }
    }
}
