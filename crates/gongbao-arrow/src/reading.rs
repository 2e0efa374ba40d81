//! How a unit or a block reads as plain text: a line for each heading, paragraph and row, without the page's furniture.

use gongbao::{Block, Blocks, Division, Gazette, Qa, Roster, Span, Table, Text, Unit};

/// The text of a document, enclosure or attachment with all that belongs to it.
///
/// ```
/// let gazette = gongbao::parse("关于某事的通知\n某市人民政府:\n一、要求\n(一)甲。乙。");
/// let document = gazette.documents().next().unwrap();
/// assert_eq!(gongbao_arrow::reading_of_unit(&gazette, *document), "关于某事的通知\n一、要求\n(一)甲。乙。");
/// ```
pub fn reading_of_unit<'g>(gazette: &'g Gazette<'g>, unit: Unit<'g>) -> String {
    let mut out = Reading { gazette, text: String::new() };
    out.unit(unit);
    out.text
}

/// The text of a block with all below it.
pub fn reading_of_block<'g>(gazette: &'g Gazette<'g>, block: Block<'g>) -> String {
    let mut out = Reading { gazette, text: String::new() };
    out.block(block);
    out.text
}

struct Reading<'g> {
    gazette: &'g Gazette<'g>,
    text: String,
}

impl<'g> Reading<'g> {
    fn line(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
    }

    fn title(&mut self, title: Option<Text<'g>>) {
        if let Some(title) = title {
            self.line(&title.to_str());
        }
    }

    fn unit(&mut self, unit: Unit<'g>) {
        self.title(unit.title());
        self.blocks(unit.body());
        unit.enclosures().for_each(|below| self.unit(*below));
        unit.attachments().for_each(|below| self.unit(*below));
    }

    fn blocks(&mut self, blocks: Blocks<'g>) {
        blocks.for_each(|block| self.block(block));
    }

    fn block(&mut self, block: Block<'g>) {
        match block {
            Block::Division(division) => self.division(division),
            Block::Paragraph(paragraph) => self.line(&paragraph.text().to_str()),
            Block::Table(table) => self.table(table),
            Block::Roster(roster) => self.roster(roster),
            Block::Box(frame) => {
                let label = Some(frame.label().to_str().into_owned());
                let title = frame.title().map(|t| t.to_str().into_owned());
                self.line(&label.into_iter().chain(title).collect::<Vec<_>>().join(" "));
                self.blocks(frame.children());
            }
            Block::Qa(qa) => self.qa(qa),
            other => self.line(&self.gazette.read(other.span())),
        }
    }

    /// The marker with what follows it on its line: the heading, the first paragraph, or both.
    fn division(&mut self, division: Division<'g>) {
        let mut children = division.children();
        let marker = division.marker().span();
        let mut end = division.heading().map_or(marker, Text::span).end;
        if division.run_in() || division.heading().is_none() {
            let rest = children.clone();
            match children.next() {
                Some(Block::Paragraph(first)) => end = end.max(first.span().end),
                _ => children = rest,
            }
        }
        self.line(&self.gazette.read(Span::new(marker.start, end)));
        self.blocks(children);
    }

    fn table(&mut self, table: Table<'g>) {
        self.title(table.title());
        let columns: Vec<_> = table.columns().map(Text::to_str).collect();
        if !columns.is_empty() {
            self.line(&columns.join("\t"));
        }
        for row in table.rows() {
            let cells: Vec<_> = row.into_iter().map(|c| c.map(Text::to_str).unwrap_or_default()).collect();
            self.line(&cells.join("\t"));
        }
    }

    fn roster(&mut self, roster: Roster<'g>) {
        self.title(roster.title());
        for group in roster.groups() {
            self.title(group.role());
            for member in group.members() {
                let fields: Vec<_> =
                    member.name().into_iter().chain(member.post()).map(Text::to_str).collect();
                self.line(&fields.join("\t"));
            }
        }
    }

    fn qa(&mut self, qa: Qa<'g>) {
        let marker = qa.marker().map(Text::to_str).unwrap_or_default();
        self.line(&format!("{marker}{}", qa.question().to_str()));
        self.title(qa.answer_marker());
        self.blocks(qa.answer());
    }
}
