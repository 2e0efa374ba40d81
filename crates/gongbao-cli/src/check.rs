//! `gongbao check`: the findings of a parse, each with its line.

use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use gongbao::{Diagnostic, LineIndex, Severity};
use serde::Serialize;

use crate::{
    args::{CheckArgs, CheckFormat},
    error::{Error, Status},
    input::Input,
    many,
    output::Output,
    report,
};

pub(crate) fn run(args: &CheckArgs) -> Result<Status, Error> {
    let mut out = Output::stdout();
    let mut status = Status::Done;
    let mut objects = Vec::new();
    let work = |_: &Path, input: Input| {
        let gazette = gongbao::parse(&input.text);
        let findings = gazette.diagnostics();
        let printed = match args.format {
            CheckFormat::Text => Printed::Text(render(&input, findings)),
            CheckFormat::Json => Printed::Objects(self::objects(&input, findings).collect()),
        };
        Ok((status_of(findings, args.deny.into()), printed))
    };
    many::in_order(&args.inputs, work, |_, result| {
        let found = match result {
            Ok((found, Printed::Text(text))) => {
                out.write_styled(&text)?;
                found
            }
            Ok((found, Printed::Objects(more))) => {
                objects.extend(more);
                found
            }
            Err(error) => report(&error),
        };
        status = status.max(found);
        Ok(())
    })?;
    if args.format == CheckFormat::Json {
        out.write_json(&objects)?;
    }
    out.finish()?;
    Ok(status)
}

/// The findings of a text in the format asked for.
enum Printed {
    Text(String),
    Objects(Vec<Object>),
}

fn status_of(findings: &[Diagnostic], denied: Severity) -> Status {
    if findings.iter().any(|finding| finding.severity() >= denied) { Status::Findings } else { Status::Done }
}

/// Each finding above its source line, and at the end how many there are.
fn render(input: &Input, findings: &[Diagnostic]) -> String {
    let lines = LineIndex::new(&input.text);
    let renderer = Renderer::styled();
    let mut out = String::new();
    for finding in findings {
        out.push_str(&renderer.render(&[snippet(input, &lines, finding)]));
        out.push_str("\n\n");
    }
    let count = |severity| findings.iter().filter(|f| f.severity() == severity).count();
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(count);
    let Input { name, .. } = input;
    let s = |n| if n == 1 { "" } else { "s" };
    let (e, w, n) = (s(errors), s(warnings), s(notes));
    out + &format!("{name}: {errors} error{e}, {warnings} warning{w}, {notes} note{n}\n")
}

/// A finding with the first line of its place. Only that line is handed on, so that the work does not grow with the text.
fn snippet<'a>(input: &'a Input, lines: &LineIndex, finding: &'a Diagnostic) -> annotate_snippets::Group<'a> {
    let text = &input.text;
    let at = (finding.span.start as usize).min(text.len());
    let from = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let line = text[from..].split('\n').next().unwrap_or_default().trim_end_matches('\r');
    let end = (finding.span.end as usize).min(from + line.len()).max(at);
    let level = match finding.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let line_start = lines.line_column(text, finding.span.start).line as usize;
    let snippet = Snippet::source(line)
        .line_start(line_start)
        .path(input.name.as_str())
        .annotation(AnnotationKind::Primary.span(at - from..end - from));
    level.primary_title(finding.to_string()).id(finding.code()).element(snippet)
}

/// A finding in the JSON output.
#[derive(Debug, Serialize)]
struct Object {
    file: String,
    code: &'static str,
    severity: &'static str,
    message: String,
    span: [u32; 2],
    line: u32,
    column: u32,
}

fn objects(input: &Input, findings: &[Diagnostic]) -> impl Iterator<Item = Object> {
    let lines = LineIndex::new(&input.text);
    findings.iter().map(move |finding| {
        let place = lines.line_column(&input.text, finding.span.start);
        Object {
            file: input.name.clone(),
            code: finding.code(),
            severity: finding.severity().name(),
            message: finding.to_string(),
            span: [finding.span.start, finding.span.end],
            line: place.line,
            column: place.column,
        }
    })
}

#[cfg(test)]
mod tests {
    use gongbao::{Finding, Span};

    use super::*;

    fn input(text: &str) -> Input {
        Input { name: "a.txt".to_owned(), text: text.to_owned() }
    }

    fn plain(text: &str, finding: Finding, span: Span) -> String {
        let out = render(&input(text), &[Diagnostic { finding, span }]);
        anstream::adapter::strip_str(&out).to_string()
    }

    #[test]
    fn a_finding_is_shown_under_its_line_with_the_column_in_characters() {
        let text = "一、总体要求\r\n三、保障措施\r\n";
        let out = plain(text, Finding::NumberingGap { expected: 2, found: 3 }, Span::new(20, 26));
        let expected = "\
warning[GB0201]: a number is missing: 3 where 2 was due
 --> a.txt:2:1
  |
2 | 三、保障措施
  | ^^^^

a.txt: 0 errors, 1 warning, 0 notes
";
        assert_eq!(out, expected);
    }

    #[test]
    fn a_place_of_several_lines_is_shown_by_its_first() {
        let out = plain("甲\n乙丙\n丁", Finding::StrayText, Span::new(7, 14));
        assert!(out.contains("--> a.txt:2:2"), "{out}");
        assert!(out.contains("2 | 乙丙\n  |   ^^\n"), "{out}");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}（{}", "文".repeat(3000), "字".repeat(3000));
        let out = plain(&text, Finding::UnmatchedBracket { bracket: '（' }, Span::new(9000, 9003));
        assert!(out.contains("a.txt:1:3001"), "{out}");
        assert!(out.len() < 2000 && out.contains("文（字"), "{out}");
    }

    #[test]
    fn json_says_line_and_column() {
        let finding = Diagnostic { finding: Finding::StrayText, span: Span::new(7, 10) };
        let object = objects(&input("甲\n乙丙\n丁"), &[finding]).next().unwrap();
        let expected = r#"{"file":"a.txt","code":"GB0103","severity":"note","message":"text outside of any document that fits no form","span":[7,10],"line":2,"column":2}"#;
        assert_eq!(serde_json::to_string(&object).unwrap(), expected);
    }

    #[test]
    fn what_is_denied_counts_as_a_finding() {
        let status = |finding, denied| status_of(&[Diagnostic { finding, span: Span::default() }], denied);
        assert_eq!(status(Finding::TooLong, Severity::Error), Status::Findings);
        assert_eq!(status(Finding::EmptyText, Severity::Error), Status::Done);
        assert_eq!(status(Finding::EmptyText, Severity::Warning), Status::Findings);
        assert_eq!(status(Finding::MissingDate, Severity::Warning), Status::Done);
        assert_eq!(status(Finding::MissingDate, Severity::Note), Status::Findings);
    }
}
