//! The body: divisions, paragraphs, tables, rosters, boxes, questions.

use core::fmt;

use super::page::Page;
use crate::model::{Block, Blocks, Division, Level, Qa, Roster, Table, Text, TextBox};

impl Page<'_> {
    /// Blocks whose headings are of some depth.
    pub(super) fn blocks(&mut self, mut blocks: Blocks<'_>, depth: usize) -> fmt::Result {
        blocks.try_for_each(|block| match block {
            Block::Division(division) => self.division(division, depth),
            Block::Paragraph(paragraph) => {
                self.block()?;
                self.words(paragraph.text())
            }
            Block::Table(table) => self.table(table),
            Block::Roster(roster) => self.roster(roster),
            Block::Box(frame) => self.frame(frame, depth),
            Block::Qa(qa) => self.qa(qa, depth),
        })
    }

    fn division(&mut self, division: Division<'_>, depth: usize) -> fmt::Result {
        let (marker, mut children) = (division.marker(), division.children());
        // A number that ends with a sign needs no blank behind it, a word does.
        let blank = if marker.to_str().ends_with(char::is_alphanumeric) { " " } else { "" };
        if let Some(heading) = division.heading() {
            self.heading(depth, |page| page.joined([marker, heading].into_iter(), blank))?;
            return self.blocks(children, depth + 1);
        }
        if matches!(division.level(), Level::Part | Level::Chapter | Level::Section | Level::Article) {
            self.bold(|page| page.words(marker))?;
        } else {
            self.block()?;
            self.words(marker)?;
        }
        let all = children.clone();
        match children.next() {
            Some(Block::Paragraph(first)) => {
                self.raw(blank)?;
                self.words(first.text())?;
                self.blocks(children, depth)
            }
            _ => self.blocks(all, depth),
        }
    }

    fn titled(&mut self, title: Option<Text<'_>>) -> fmt::Result {
        title.map_or(Ok(()), |title| self.bold(|page| page.words(title)))
    }

    /// Markdown's tables have a head and rows of its width: an empty head where there is none, and as wide as need be.
    fn table(&mut self, table: Table<'_>) -> fmt::Result {
        self.titled(table.title())?;
        let widest = table.rows().map(|row| row.len()).chain([table.columns().len()]).max().unwrap_or(0);
        if widest == 0 {
            return Ok(());
        }
        let empty = || core::iter::repeat(None);
        self.block()?;
        self.row(table.columns().map(Some).chain(empty()).take(widest))?;
        self.line()?;
        self.raw("|")?;
        (0..widest).try_for_each(|_| self.raw(" --- |"))?;
        for row in table.rows() {
            self.line()?;
            self.row(row.into_iter().chain(empty()).take(widest))?;
        }
        Ok(())
    }

    fn roster(&mut self, roster: Roster<'_>) -> fmt::Result {
        self.titled(roster.title())?;
        for group in roster.groups() {
            self.titled(group.role())?;
            for (at, member) in group.members().enumerate() {
                self.item(at == 0)?;
                self.joined(member.name().into_iter().chain(member.post()), " ")?;
            }
        }
        Ok(())
    }

    fn frame(&mut self, frame: TextBox<'_>, depth: usize) -> fmt::Result {
        self.quoted(|page| {
            page.bold(|page| page.joined([frame.label()].into_iter().chain(frame.title()), " "))?;
            page.blocks(frame.children(), depth)
        })
    }

    /// The question is a heading of the answer.
    fn qa(&mut self, qa: Qa<'_>, depth: usize) -> fmt::Result {
        self.heading(depth, |page| page.joined(qa.marker().into_iter().chain([qa.question()]), ""))?;
        let mut answer = qa.answer();
        if let Some(marker) = qa.answer_marker() {
            self.block()?;
            self.words(marker)?;
            let all = answer.clone();
            match answer.next() {
                Some(Block::Paragraph(first)) => self.words(first.text())?,
                _ => answer = all,
            }
        }
        self.blocks(answer, depth + 1)
    }
}
