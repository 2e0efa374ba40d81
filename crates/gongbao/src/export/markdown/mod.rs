//! Markdown for reading: what a gazette says in the order in which it says it, without the page's furniture.

mod body;
mod page;

use alloc::vec::Vec;
use core::fmt;

use page::Page;

use crate::model::{
    Attachment, Contents, Dated, DocNumber, Gazette, HistoryEntry, Issue, Record, Text, Unit,
};

/// A gazette, or one of its documents, as Markdown: `CommonMark` with the tables of GitHub.
///
/// Titles and headings become headings by their depth, tables pipe tables, rosters lists, boxes (专栏) block quotes; a sign
/// that Markdown would take for its own has a backslash in front. Written by [`core::fmt::Display`], so that it streams
/// into any [`core::fmt::Write`]. Time linear in the text.
///
/// ```
/// use gongbao::Markdown;
/// let text = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n\
///             一、做好准备。请于2024年6月底前完成检查。\n某市人民政府\n2024年5月6日";
/// let gazette = gongbao::parse(text);
/// assert_eq!(
///     Markdown::new(&gazette).to_string(),
///     "# 某市人民政府关于做好防汛工作的通知\n\n某政发〔2024〕3号\n\n各区人民政府：\n\n## 一、做好准备\n\n\
///      请于2024年6月底前完成检查。\n\n某市人民政府\n\n2024年5月6日\n"
/// );
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Markdown<'g>(What<'g>);

#[derive(Debug, Clone, Copy)]
enum What<'g> {
    Gazette(&'g Gazette<'g>),
    Unit(Unit<'g>),
}

impl<'g> Markdown<'g> {
    /// All of a gazette.
    pub fn new(gazette: &'g Gazette<'g>) -> Self {
        Self(What::Gazette(gazette))
    }

    /// A document, enclosure or attachment with all that belongs to it.
    ///
    /// ```
    /// let gazette = gongbao::parse("第一章　总　则\n第一条　为了规范工作，制定本办法。");
    /// let document = gazette.documents().next().unwrap();
    /// let markdown = gongbao::Markdown::of(document).to_string();
    /// assert_eq!(markdown, "# 第一章 总则\n\n**第一条** 为了规范工作，制定本办法。\n");
    /// ```
    pub fn of(unit: impl Into<Unit<'g>>) -> Self {
        Self(What::Unit(unit.into()))
    }
}

impl fmt::Display for Markdown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut page = Page::new(f);
        match self.0 {
            What::Gazette(gazette) => page.gazette(gazette)?,
            What::Unit(unit) => page.unit(unit, 1)?,
        }
        page.end()
    }
}

/// Whether a value has a place of its own; one that was read out of another is printed there.
fn is_printed(text: &Text<'_>) -> bool {
    !text.is_derived()
}

impl Page<'_> {
    fn gazette(&mut self, gazette: &Gazette<'_>) -> fmt::Result {
        if let Some(record) = gazette.record() {
            self.record(record)?;
        }
        let mut depth = 1;
        if let Some(issue) = gazette.issue() {
            self.issue(issue)?;
            depth += usize::from(issue.title().is_some());
        }
        gazette.documents().try_for_each(|document| self.unit(*document, depth))
    }

    fn record(&mut self, record: Record<'_>) -> fmt::Result {
        self.labelled("索引号", record.index_number())?;
        self.labelled("发布机构", record.publisher())?;
        self.labelled("信息名称", record.title())?;
        self.labelled("主题分类", record.topic())?;
        self.labelled("文号", record.number())?;
        self.labelled("成文日期", record.written_on().map(Dated::text))?;
        self.labelled("发布日期", record.published_on().map(Dated::text))?;
        self.labelled("废止日期", record.repealed_on().map(Dated::text))?;
        self.labelled("关键词", record.keywords())
    }

    fn issue(&mut self, issue: Issue<'_>) -> fmt::Result {
        if let Some(title) = issue.title() {
            self.heading(1, |page| page.words(title))?;
        }
        let (year, numbers, serials) = (issue.year(), issue.numbers(), issue.serials());
        let is_counted = year.is_some() || numbers.len() > 0;
        if is_counted || serials.len() > 0 {
            self.block()?;
        }
        if let Some(year) = year {
            self.words(format_args!("{year}年"))?;
        }
        self.range("第", numbers, "号")?;
        self.range(if is_counted { " 总第" } else { "总第" }, serials, "期")?;
        self.line_of(issue.published_on().map(Dated::text))?;
        self.line_of(issue.sponsor())?;
        self.contents(issue.contents())
    }

    /// 第21、22号.
    fn range(
        &mut self,
        before: &str,
        numbers: impl ExactSizeIterator<Item = u32>,
        behind: &str,
    ) -> fmt::Result {
        if numbers.len() == 0 {
            return Ok(());
        }
        self.raw(before)?;
        for (at, number) in numbers.enumerate() {
            self.words(format_args!("{}{number}", if at == 0 { "" } else { "、" }))?;
        }
        self.raw(behind)
    }

    fn contents<'g>(&mut self, entries: impl ExactSizeIterator<Item = Contents<'g>>) -> fmt::Result {
        if entries.len() > 0 {
            self.bold(|page| page.raw("目录"))?;
        }
        let mut is_first = true;
        for entry in entries {
            if let Some(column) = entry.column().filter(is_printed) {
                self.bold(|page| page.words(column))?;
                is_first = true;
            }
            self.item(is_first)?;
            is_first = false;
            self.words(entry.title())?;
            if let Some(number) = entry.doc_number() {
                self.raw(" (")?;
                self.words(number.text())?;
                self.raw(")")?;
            }
            if let Some(page) = entry.page() {
                self.words(format_args!(" … {page}"))?;
            }
        }
        Ok(())
    }

    /// A unit whose title is a heading of some depth.
    fn unit(&mut self, unit: Unit<'_>, depth: usize) -> fmt::Result {
        let number = unit.as_attachment().and_then(Attachment::number);
        let mut below = depth;
        if number.is_some() || unit.title().is_some() {
            self.heading(depth, |page| page.joined(number.into_iter().chain(unit.title()), " "))?;
            below += 1;
        }
        self.head(unit)?;
        self.blocks(unit.body(), below)?;
        self.closing(unit)?;
        // An annex with an addressee of its own is an enclosure and may stand behind an attachment.
        let mut units: Vec<Unit<'_>> =
            unit.enclosures().map(|e| *e).chain(unit.attachments().map(|a| *a)).collect();
        units.sort_by_key(|unit| unit.span().start);
        units.into_iter().try_for_each(|unit| self.unit(unit, below))
    }

    /// What stands between title and body.
    fn head(&mut self, unit: Unit<'_>) -> fmt::Result {
        if let Some(document) = unit.as_document() {
            self.labelled("栏目", document.column().filter(is_printed))?;
            self.labelled("密级", document.secrecy())?;
            self.labelled("紧急程度", document.urgency())?;
            self.labelled("签发人", document.signed_off_by())?;
        }
        self.lines_of(unit.issuers().filter(is_printed))?;
        self.line_of(unit.doc_number().map(DocNumber::text))?;
        self.lines_of(unit.history().map(HistoryEntry::text))?;
        self.contents(unit.contents())?;
        if unit.addressees().len() > 0 {
            self.block()?;
            self.joined(unit.addressees(), "，")?;
            self.raw("：")?;
        }
        Ok(())
    }

    /// What stands behind the body.
    fn closing(&mut self, unit: Unit<'_>) -> fmt::Result {
        for (at, title) in unit.attachment_list().enumerate() {
            if at == 0 {
                self.bold(|page| page.raw("附件"))?;
            }
            self.item(at == 0)?;
            self.words(title)?;
        }
        self.lines_of(unit.signatories().filter(is_printed))?;
        for signer in unit.signers() {
            self.block()?;
            self.joined(signer.post().into_iter().chain(signer.name()), " ")?;
        }
        self.line_of(unit.date().map(Dated::text).filter(is_printed))?;
        for note in unit.notes() {
            self.line_of(Some(note))?;
        }
        self.labelled("抄送", unit.copied_to())?;
        let Some(document) = unit.as_document() else { return Ok(()) };
        self.labelled("联系人", document.contacts())?;
        self.labelled("主题词", document.subject_words())?;
        self.labelled("印发机关", document.printed_by())?;
        self.labelled("印发日期", document.printed_on().map(Dated::text))
    }

    fn line_of(&mut self, text: Option<Text<'_>>) -> fmt::Result {
        self.lines_of(text.into_iter())
    }

    fn lines_of<'g>(&mut self, mut texts: impl Iterator<Item = Text<'g>>) -> fmt::Result {
        texts.try_for_each(|text| {
            self.block()?;
            self.words(text)
        })
    }

    /// 抄送：甲，乙
    fn labelled<'g>(&mut self, label: &str, texts: impl IntoIterator<Item = Text<'g>>) -> fmt::Result {
        let mut texts = texts.into_iter().peekable();
        if texts.peek().is_none() {
            return Ok(());
        }
        self.block()?;
        self.raw(label)?;
        self.raw("：")?;
        self.joined(texts, "，")
    }
}
