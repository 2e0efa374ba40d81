//! Prints the outline of a file: its documents with number and date, and their headings by depth.
//!
//! ```sh
//! cargo run -p gongbao --example outline -- seeds/benxi-2023-3.txt
//! ```
#![allow(clippy::print_stdout, reason = "an example shows what it does")]

use std::{env, error::Error, fs};

use gongbao::{Block, Document};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: outline FILE")?;
    let text = fs::read_to_string(&path)?;
    let gazette = gongbao::parse(&text);
    for document in gazette.documents() {
        print!("{}", outline(document));
    }
    Ok(())
}

/// The head of a document in one line, and one line for each heading below it.
fn outline(document: Document<'_>) -> String {
    let title = document.title().map_or_else(|| document.id(), |title| title.to_string());
    let number = document.doc_number().map(|number| number.text().to_string());
    let date = document.date().and_then(gongbao::Dated::date).map(|date| date.to_string());
    let head: Vec<_> = [Some(title), number, date].into_iter().flatten().collect();
    let mut out = head.join(" · ") + "\n";
    for block in document.walk() {
        let Block::Division(division) = block else { continue };
        let Some(heading) = division.heading() else { continue };
        let depth =
            std::iter::successors(block.handle().parent(), |above| above.handle().parent()).count() + 1;
        out.extend(["  ".repeat(depth), division.marker().to_string(), format!(" {heading}\n")]);
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_document_is_shown_with_its_headings() {
        let text = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府：\n一、总体要求\n保障安全。\n\
                    二、重点任务\n（一）加强巡查。各区要加强巡查。\n某市人民政府\n2024年5月6日";
        let gazette = gongbao::parse(text);
        let expected = "某市人民政府关于做好防汛工作的通知 · 某政发〔2024〕3号 · 2024-05-06\n  一、 总体要求\n  \
                        二、 重点任务\n    （一） 加强巡查\n";
        assert_eq!(super::outline(gazette.documents().next().expect("one")), expected);
    }
}
