//! What several tests need: the seeds, and the outline of a parse with one line a node.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]
#![allow(dead_code, reason = "each test uses a part")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use gongbao::{Block, Contents, Gazette, LineIndex, Span, Text, Unit};

/// The directory of the texts.
pub(crate) fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

/// The texts of a directory with their names, in order.
pub(crate) fn texts(dir: &Path) -> Vec<(String, String)> {
    let mut paths: Vec<_> = fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    assert!(!paths.is_empty(), "no texts in {}", dir.display());
    let name = |path: &PathBuf| path.file_stem().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The made texts of `seeds/lines`.
pub(crate) fn made() -> Vec<(String, String)> {
    texts(&seeds().join("lines"))
}

/// The founding texts.
pub(crate) fn founding() -> Vec<(String, String)> {
    texts(&seeds())
}

/// Parses a text and checks what must hold of every result, also where debug assertions are off.
pub(crate) fn parse(text: &str) -> Gazette<'_> {
    let gazette = gongbao::parse(text);
    if let Err(violation) = gazette.check_invariants() {
        panic!("{violation}\nin: {text:.2000?}");
    }
    gazette
}

/// One line a node, with its places: `[12:1-12:9] heading1 一、 总体要求`.
pub(crate) fn outline(gazette: &Gazette<'_>) -> String {
    Outline::write(gazette, true)
}

/// The same without places, furniture and findings: structure and text alone.
pub(crate) fn structure(gazette: &Gazette<'_>) -> String {
    Outline::write(gazette, false)
}

struct Outline<'g> {
    source: &'g str,
    index: LineIndex,
    places: bool,
    out: String,
}

impl<'g> Outline<'g> {
    fn write(gazette: &'g Gazette<'_>, places: bool) -> String {
        let source = gazette.source();
        let mut outline = Outline { source, index: LineIndex::new(source), places, out: String::new() };
        outline.head(gazette);
        for document in gazette.documents() {
            outline.unit(*document, 0);
            for enclosure in document.enclosures() {
                outline.unit(*enclosure, 1);
                enclosure.attachments().for_each(|attachment| outline.unit(*attachment, 2));
            }
            document.attachments().for_each(|attachment| outline.unit(*attachment, 1));
        }
        if places {
            for furniture in gazette.furniture() {
                outline.line(0, Some(furniture.span()), &format!("furniture {:?}", furniture.text()));
            }
            for finding in gazette.diagnostics() {
                let text = format!("{} {}: {finding}", finding.code(), finding.severity().name());
                outline.line(0, Some(finding.span), &text);
            }
        }
        outline.out
    }

    fn line(&mut self, depth: usize, span: Option<Span>, text: &str) {
        self.out.push_str(&"  ".repeat(depth));
        if let (true, Some(span)) = (self.places, span) {
            let [start, end] = [span.start, span.end].map(|at| self.index.line_column(self.source, at));
            let place = format!("[{}:{}-{}:{}] ", start.line, start.column, end.line, end.column);
            self.out.push_str(&place);
        }
        self.out.push_str(text.trim_end());
        self.out.push('\n');
    }

    fn text(&mut self, depth: usize, name: &str, text: Option<Text<'_>>) {
        if let Some(text) = text {
            let derived = if text.is_derived() && self.places { " (read out)" } else { "" };
            self.line(depth, Some(text.span()), &format!("{name} {text}{derived}"));
        }
    }

    fn texts<'t>(&mut self, depth: usize, name: &str, texts: impl Iterator<Item = Text<'t>>) {
        texts.for_each(|text| self.text(depth, name, Some(text)));
    }

    fn dated(&mut self, depth: usize, name: &str, dated: Option<gongbao::Dated<'_>>) {
        if let Some(dated) = dated {
            let date = dated.date().map_or("?".to_owned(), |date| date.to_string());
            self.line(depth, Some(dated.text().span()), &format!("{name} {date}"));
        }
    }

    fn head(&mut self, gazette: &Gazette<'_>) {
        if let Some(record) = gazette.record() {
            self.line(0, None, "record");
            self.text(1, "index_number", record.index_number());
            self.text(1, "publisher", record.publisher());
            self.text(1, "title", record.title());
            self.text(1, "topic", record.topic());
            self.dated(1, "published_on", record.published_on());
            self.dated(1, "written_on", record.written_on());
            self.dated(1, "repealed_on", record.repealed_on());
            self.text(1, "number", record.number());
            self.texts(1, "keyword", record.keywords());
        }
        if let Some(issue) = gazette.issue() {
            let numbers: Vec<_> = issue.numbers().collect();
            let serials: Vec<_> = issue.serials().collect();
            self.line(0, None, &format!("issue {:?} {numbers:?} {serials:?}", issue.year()));
            self.text(1, "title", issue.title());
            self.text(1, "sponsor", issue.sponsor());
            self.dated(1, "published_on", issue.published_on());
            self.contents(1, issue.contents());
        }
    }

    fn contents<'c>(&mut self, depth: usize, entries: impl Iterator<Item = Contents<'c>>) {
        for entry in entries {
            let mut text = format!("entry {}", entry.title());
            for (name, value) in [
                ("column", entry.column().map(|t| t.to_string())),
                ("number", entry.doc_number().map(|n| n.text().to_string())),
                ("page", entry.page().map(|p| p.to_string())),
                ("document", entry.document().map(|d| (d + 1).to_string())),
            ] {
                text.extend(value.map(|value| format!(" | {name} {value}")));
            }
            self.line(depth, Some(entry.span()), &text);
        }
    }

    fn unit(&mut self, unit: Unit<'_>, depth: usize) {
        let title = unit.title().map_or("-".to_owned(), |title| title.to_string());
        self.line(depth, Some(unit.span()), &format!("{} {} {title}", unit.id(), unit.kind()));
        let depth = depth + 1;
        let document = (unit.parent().is_none()).then(|| unit.document());
        if let Some(document) = document {
            self.text(depth, "column", document.column());
            self.text(depth, "secrecy", document.secrecy());
            self.text(depth, "urgency", document.urgency());
            self.text(depth, "signed_off_by", document.signed_off_by());
        }
        self.text(depth, "doc_number", unit.doc_number().map(gongbao::DocNumber::text));
        self.texts(depth, "issuer", unit.issuers());
        for line in unit.history() {
            let date = line.date().map_or("?".to_owned(), |date| date.to_string());
            self.line(depth, Some(line.text().span()), &format!("history {date} {}", line.text()));
        }
        self.contents(depth, unit.contents());
        self.texts(depth, "addressee", unit.addressees());
        unit.body().for_each(|block| self.block(block, depth));
        self.texts(depth, "attachment_list", unit.attachment_list());
        self.texts(depth, "signatory", unit.signatories());
        for signer in unit.signers() {
            self.text(depth, "signer's post", signer.post());
            self.text(depth, "signer", signer.name());
        }
        self.dated(depth, "date", unit.date());
        if let Some(date) = unit.effective_on() {
            self.line(depth, None, &format!("effective_on {date}"));
        }
        self.texts(depth, "note", unit.notes());
        self.texts(depth, "copied_to", unit.copied_to());
        if let Some(document) = document {
            self.text(depth, "printed_by", document.printed_by());
            self.dated(depth, "printed_on", document.printed_on());
            self.texts(depth, "subject_word", document.subject_words());
            self.texts(depth, "contact", document.contacts());
        }
    }

    fn block(&mut self, block: Block<'_>, depth: usize) {
        let text = |text: Option<Text<'_>>| text.map_or("-".to_owned(), |text| text.to_string());
        let line = match block {
            Block::Division(d) => {
                let runs_in = if d.run_in() { " …" } else { "" };
                format!("{} {} {}{runs_in}", d.level(), d.marker(), text(d.heading()))
            }
            Block::Paragraph(p) => {
                let pieces = p.text().spans().len();
                let cut =
                    if pieces > 1 && self.places { format!(" ({pieces} pieces)") } else { String::new() };
                format!("paragraph {}{cut}", p.text())
            }
            Block::Table(t) => {
                let columns: Vec<_> = t.columns().map(|c| c.to_string()).collect();
                format!("table {} | {}", text(t.title()), columns.join(" | "))
            }
            Block::Roster(r) => format!("roster {}", text(r.title())),
            Block::Box(b) => format!("box {} {}", b.label(), text(b.title())),
            Block::Qa(q) => {
                format!("qa {} {} / {}", text(q.marker()), q.question(), text(q.answer_marker()))
            }
            _ => "a block of another kind".to_owned(),
        };
        self.line(depth, Some(block.span()), &line);
        if let Block::Table(table) = block {
            for row in table.rows() {
                let cells: Vec<_> =
                    row.into_iter().map(|c| c.map_or("↑".to_owned(), |c| c.to_string())).collect();
                self.line(depth + 1, None, &format!("row {}", cells.join(" | ")));
            }
        }
        if let Block::Roster(roster) = block {
            for group in roster.groups() {
                self.text(depth + 1, "role", group.role());
                for member in group.members() {
                    let line = format!("member {} | {}", text(member.name()), text(member.post()));
                    self.line(depth + 2, None, &line);
                }
            }
        }
        block.children().for_each(|child| self.block(child, depth + 1));
    }
}
