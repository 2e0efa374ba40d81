//! `gongbao outline`: a parse as a tree for reading.

use std::fmt::{self, Write};

use anstyle::{AnsiColor, Style};
use gongbao::{Block, Blocks, Dated, Division, Document, Gazette, Issue, Severity, Text, Unit};

use crate::{
    args::OutlineArgs,
    error::{Error, Status},
    many,
    output::{Output, printable},
    report,
};

const TITLE: Style = Style::new().bold();
const ID: Style = AnsiColor::Cyan.on_default();
const DIM: Style = Style::new().dimmed();

pub(crate) fn run(args: &OutlineArgs) -> Result<Status, Error> {
    let mut out = Output::stdout();
    let mut status = Status::Done;
    many::in_order(
        &args.inputs,
        |_, input| Ok(render(&input.name, &gongbao::parse(&input.text), args.depth)),
        |_, outline| match outline {
            Ok(outline) => out.write_styled(&outline),
            Err(error) => {
                status = report(&error);
                Ok(())
            }
        },
    )?;
    out.finish()?;
    Ok(status)
}

/// The tree, with `depth` levels of headings below a document.
pub(crate) fn render(name: &str, gazette: &Gazette<'_>, depth: Option<usize>) -> String {
    let mut outline = Outline { out: String::new(), depth: depth.unwrap_or(usize::MAX) };
    // OK because writing into a String cannot fail.
    outline.gazette(name, gazette).expect("a String takes any text");
    outline.out
}

struct Outline {
    out: String,
    depth: usize,
}

impl Outline {
    fn gazette(&mut self, name: &str, gazette: &Gazette<'_>) -> fmt::Result {
        writeln!(self.out, "{TITLE}{name}{TITLE:#}")?;
        if let Some(issue) = gazette.issue() {
            self.issue(issue)?;
        }
        for document in gazette.documents() {
            self.unit(*document, 0)?;
        }
        let count = |severity| gazette.diagnostics().iter().filter(|d| d.severity() == severity).count();
        let rest = [
            (gazette.furniture().len(), "piece of furniture", "pieces of furniture"),
            (count(Severity::Error), "error", "errors"),
            (count(Severity::Warning), "warning", "warnings"),
            (count(Severity::Note), "note", "notes"),
        ];
        self.detail(0, counts(&rest))
    }

    fn issue(&mut self, issue: Issue<'_>) -> fmt::Result {
        let join = |numbers: Vec<u32>| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join("–");
        let title = issue.title().map_or_else(|| "(no masthead)".to_owned(), clean);
        write!(self.out, "{TITLE}{title}{TITLE:#}")?;
        if let Some(year) = issue.year() {
            write!(self.out, " {year}年")?;
        }
        if issue.numbers().len() > 0 {
            write!(self.out, "第{}号", join(issue.numbers().collect()))?;
        }
        if issue.serials().len() > 0 {
            write!(self.out, " (总第{}期)", join(issue.serials().collect()))?;
        }
        let contents = counts(&[(issue.contents().len(), "contents entry", "contents entries")]);
        let mut facts: Vec<_> =
            issue.published_on().and_then(Dated::date).map(|d| d.to_string()).into_iter().collect();
        facts.extend(issue.sponsor().map(clean));
        facts.extend(contents);
        writeln!(self.out)?;
        self.detail(0, (!facts.is_empty()).then(|| facts.join(" · ")))
    }

    fn unit(&mut self, unit: Unit<'_>, level: usize) -> fmt::Result {
        let id = unit.id();
        let id = id.rsplit("__").next().unwrap_or_default();
        let title = unit.title().map_or_else(|| "(no title)".to_owned(), clean);
        writeln!(self.out, "{:1$}{ID}{id}{ID:#} {2} {TITLE}{title}{TITLE:#}", "", 2 * level, unit.kind())?;
        let mut facts: Vec<_> = unit.doc_number().map(|n| clean(n.text())).into_iter().collect();
        facts.extend(unit.date().and_then(Dated::date).map(|d| d.to_string()));
        facts.extend(unit.issuers().map(clean));
        self.detail(level + 1, (!facts.is_empty()).then(|| facts.join(" · ")))?;
        self.detail(level + 1, blocks(unit))?;
        if level == 0 {
            self.detail(level + 1, document_facts(unit.document()))?;
        }
        self.blocks(unit.body(), level + 1, 0)?;
        for enclosure in unit.enclosures() {
            self.unit(*enclosure, level + 1)?;
        }
        for attachment in unit.attachments() {
            self.unit(*attachment, level + 1)?;
        }
        Ok(())
    }

    /// The lines of sibling blocks; divisions without headings share one line.
    fn blocks(&mut self, blocks: Blocks<'_>, level: usize, depth: usize) -> fmt::Result {
        if depth >= self.depth {
            return Ok(());
        }
        let mut bare = Vec::new();
        for block in blocks {
            match block {
                Block::Division(division) if !has_headings(block) => {
                    bare.push(division);
                    continue;
                }
                _ => self.bare(&mut bare, level)?,
            }
            if let Some(line) = line(block) {
                writeln!(self.out, "{:1$}{line}", "", 2 * level)?;
                self.blocks(block.children(), level + 1, depth + 1)?;
            }
        }
        self.bare(&mut bare, level)
    }

    fn bare(&mut self, divisions: &mut Vec<Division<'_>>, level: usize) -> fmt::Result {
        let line = match divisions.as_slice() {
            [] => None,
            [one] => Some(clean(one.marker())),
            [first, .., last] => {
                Some(format!("{} … {} ({})", clean(first.marker()), clean(last.marker()), divisions.len()))
            }
        };
        divisions.clear();
        self.detail(level, line)
    }

    fn detail(&mut self, level: usize, line: Option<String>) -> fmt::Result {
        match line {
            Some(line) => writeln!(self.out, "{:1$}{DIM}{line}{DIM:#}", "", 2 * level),
            None => Ok(()),
        }
    }
}

/// Whether a block has a line of its own, or something below it has.
fn has_headings(block: Block<'_>) -> bool {
    match block {
        Block::Division(division) => division.heading().is_some() || block.children().any(has_headings),
        Block::Paragraph(_) => false,
        _ => true,
    }
}

fn line(block: Block<'_>) -> Option<String> {
    let titled = |title: Option<Text<'_>>, what: String| {
        let title = title.map(|t| format!("{} ", clean(t))).unwrap_or_default();
        format!("{title}{DIM}{what}{DIM:#}")
    };
    Some(match block {
        Block::Division(d) => [clean(d.marker()), d.heading().map(clean).unwrap_or_default()].join(" "),
        Block::Table(t) => titled(t.title(), format!("table of {} × {}", t.rows().len(), t.columns().len())),
        Block::Roster(r) => titled(r.title(), {
            let members: usize = r.groups().map(|g| g.members().len()).sum();
            format!("roster of {members}")
        }),
        Block::Box(b) => [clean(b.label()), b.title().map(clean).unwrap_or_default()].join(" "),
        Block::Qa(q) => [q.marker().map(clean).unwrap_or_default(), clean(q.question())].join(" "),
        _ => return None,
    })
}

fn blocks(unit: Unit<'_>) -> Option<String> {
    let count = |kind| unit.body().walk().filter(|block| block.type_name() == kind).count();
    counts(&[
        (count("division"), "division", "divisions"),
        (count("paragraph"), "paragraph", "paragraphs"),
        (count("table"), "table", "tables"),
        (count("roster"), "roster", "rosters"),
        (count("box"), "box", "boxes"),
        (count("qa"), "question", "questions"),
    ])
}

fn document_facts(document: Document<'_>) -> Option<String> {
    counts(&[
        (document.citations().len(), "citation", "citations"),
        (document.references().len(), "reference", "references"),
        (document.assignments().len(), "assignment", "assignments"),
        (document.targets().len(), "target", "targets"),
        (document.deadlines().len(), "deadline", "deadlines"),
        (document.dates().len(), "date", "dates"),
        (document.terms().len(), "term", "terms"),
    ])
}

/// `2 tables, 1 box`: what there is any of.
fn counts(counts: &[(usize, &str, &str)]) -> Option<String> {
    let some = counts.iter().filter(|(n, ..)| *n > 0);
    let words: Vec<_> =
        some.map(|&(n, one, many)| format!("{n} {}", if n == 1 { one } else { many })).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn clean(text: Text<'_>) -> String {
    printable(&text.to_str())
}

#[cfg(test)]
mod tests {
    use super::counts;

    #[test]
    fn counts_leave_out_what_is_not_there() {
        let words = counts(&[(1, "box", "boxes"), (0, "table", "tables"), (2, "date", "dates")]);
        assert_eq!(words.unwrap(), "1 box, 2 dates");
        assert_eq!(counts(&[(0, "table", "tables")]), None);
    }
}
