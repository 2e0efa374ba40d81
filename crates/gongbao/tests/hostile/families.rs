//! Texts that no one would print, one family a rule that they press on.

use std::fmt::Write;

/// A text of about the given size.
pub(crate) type Family = fn(usize) -> String;

fn repeated(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len())
}

/// Pieces that count up, until the text is large enough.
fn counted(size: usize, mut piece: impl FnMut(&mut String, usize)) -> String {
    let mut out = String::with_capacity(size + 200);
    for n in 1.. {
        piece(&mut out, n);
        if out.len() >= size {
            break;
        }
    }
    out
}

const HEAD: &str = "某市人民政府公报\n2024年第1期\n目录\n";

/// Texts of so many entries, documents or cells.
pub(crate) const COUNTED: &[(&str, usize, Family)] = &[
    ("contents with 100,000 entries", 100_000, |n| {
        (1..=n).fold(HEAD.to_owned(), |out, i| out + &format!("某市关于第{i}号工作的通知…………（{i}）\n"))
    }),
    ("100,000 documents", 100_000, |n| {
        let one = |i: usize| {
            format!(
                "某市人民政府关于防汛的通知\n某政发〔2024〕{i}号\n各区：\n甲。\n某市人民政府\n2024年5月6日\n"
            )
        };
        (1..=n).fold(String::new(), |out, i| out + &one(i))
    }),
    ("a table of a million cells", 1_000_000, |n| {
        let row = |i: usize| format!("{i}\n率\n{i}\n");
        (1..=n / 3).fold("表1 甲\n序号\n指标\n2025年\n".to_owned(), |out, i| out + &row(i))
    }),
];

/// The families by name.
pub(crate) const FAMILIES: &[(&str, Family)] = &[
    ("titles never closed", |n| repeated("《", n)),
    ("titles never closed, on lines", |n| repeated("《甲\n", n)),
    ("brackets nested", |n| repeated("（", n / 2) + &repeated("）", n / 2)),
    ("brackets never closed", |n| repeated("(", n)),
    ("brackets closed only", |n| repeated("）", n)),
    ("brackets open on lines", |n| repeated("甲（乙\n", n)),
    ("quotes never closed", |n| repeated("“甲", n)),
    ("headings", |n| repeated("一、\n", n)),
    ("headings with text", |n| repeated("一、甲。\n", n)),
    ("headings on one line", |n| repeated("一、", n)),
    // Texts that lost their line ends.
    ("run on: markers between blanks", |n| repeated("一、甲。 ", n)),
    ("run on: markers between nothing", |n| repeated("一、甲。二、乙。", n)),
    ("run on: letters between blanks", |n| format!("甲。 乙。 丙。 {}", repeated("字 ", n))),
    ("run on: a clause that never ends", |n| format!("甲。 乙。 丙。 ，{}", repeated("字词 ", n))),
    ("run on: numerals between blanks", |n| format!("甲。 乙。 丙。 {}", repeated("一 二", n))),
    ("run on: first articles", |n| repeated("第一条", n) + "。"),
    ("run on: articles that count", |n| {
        counted(n, |out, i| write!(out, "第{i}条 甲。").expect("a string takes all"))
    }),
    ("run on: brackets closed behind a sentence", |n| format!("甲。{}", repeated("）", n))),
    ("run on: brackets closed between blanks", |n| format!("甲。 乙。 丙。 {}", repeated("）） ", n))),
    ("run on: days", |n| format!("甲。{}", repeated("二〇二四年五月六日", n))),
    ("run on: days behind sentences", |n| repeated("甲。某市水务局2024年5月6日", n)),
    ("run on: figures in a head", |n| format!("{}。", repeated("1甲", n))),
    ("run on: brackets in a head", |n| format!("{}。", repeated("（1甲", n))),
    ("run on: numbers in a head", |n| format!("{}。", repeated("关于甲的通知某政发〔2024〕1号", n))),
    ("run on: labels", |n| format!("甲。 乙。 丙。 {}", repeated("抄送： ", n))),
    ("numbering as deep as it goes", |n| {
        counted(n, |out, i| {
            let markers =
                ["第一编 ", "第一章 ", "第一节 ", "第一条 ", "一、", "（一）", "1.", "（1）", "①", "——"];
            // Down to the last level and up again, each time a level less far.
            let (round, at) = (i / markers.len() % markers.len(), i % markers.len());
            writeln!(out, "{}甲", markers[at.max(round)]).unwrap();
        })
    }),
    ("headings that count", |n| counted(n, |out, i| writeln!(out, "{i}. 甲。").unwrap())),
    ("articles begun", |n| repeated("第一", n)),
    ("articles on lines", |n| repeated("第一条 甲。\n", n)),
    ("articles that count", |n| counted(n, |out, i| writeln!(out, "第{i}条 甲。").unwrap())),
    ("articles of articles", |n| repeated("第一条之", n)),
    ("digits", |n| repeated("1", n)),
    ("digits with points", |n| repeated("1.", n)),
    ("digits on lines", |n| repeated("1\n", n)),
    ("han digits", |n| repeated("一百", n)),
    ("dot leaders", |n| repeated("…", n)),
    ("dot leaders on lines", |n| repeated("甲……1\n", n)),
    ("one line without end", |n| repeated("甲乙丙丁，", n)),
    ("one sentence a line", |n| repeated("各区要加强巡查。\n", n)),
    ("lines that break off", |n| repeated("各区要加强巡查，\n", n)),
    ("lines of one character", |n| repeated("甲\n", n)),
    ("only line feeds", |n| repeated("\n", n)),
    ("only returns", |n| repeated("\r", n)),
    ("only blanks", |n| repeated(" ", n)),
    ("only wide blanks", |n| repeated("\u{3000}", n)),
    ("only zero-width characters", |n| repeated("\u{200b}", n)),
    ("a letter between zero-width characters", |n| repeated("甲\u{200b}", n)),
    ("a letter between blanks", |n| repeated("甲 ", n)),
    ("form feeds", |n| repeated("甲\u{c}", n)),
    ("forms in turn", |n| repeated("第一章 甲\n第一条 乙\n一、丙\n（一）丁\n1.戊\n（1）己\n①庚\n", n)),
    ("forms in turn, backwards", |n| {
        repeated("①庚\n（1）己\n1.戊\n（一）丁\n一、丙\n第一条 乙\n第一章 甲\n", n)
    }),
    ("new series inside series", |n| {
        counted(n, |out, i| {
            let marker =
                ["一、", "（一）", "1.", "（1）", "①", "——", "第一条 ", "第一章 ", "1、", "一是"][i % 10];
            writeln!(out, "{marker}甲").unwrap();
        })
    }),
    ("boxes in boxes", |n| repeated("专栏1 甲\n1.乙\n", n)),
    ("duties", |n| repeated("甲负责)", n)),
    ("duties in brackets", |n| repeated("（甲负责）", n)),
    ("duties on lines", |n| repeated("（甲负责）\n", n)),
    ("labels of duties", |n| repeated("责任单位：", n)),
    ("labels of duties on lines", |n| repeated("责任单位：甲、乙\n", n)),
    ("titles and short names", |n| repeated("《甲》（以下简称《乙》）", n)),
    ("numbers of documents", |n| repeated("某政发〔2024〕3号", n)),
    ("numbers of documents on lines", |n| repeated("某政发〔2024〕3号\n", n)),
    ("brackets of years", |n| repeated("〔", n)),
    ("dates", |n| repeated("2024年5月6日", n)),
    ("dates on lines", |n| repeated("2024年5月6日\n", n)),
    ("references", |n| repeated("本办法第一条第二款、", n)),
    ("figures", |n| repeated("达到10%以上，", n)),
    ("contents of many entries", |n| {
        let entries = counted(n, |out, i| writeln!(out, "某市关于第{i}号工作的通知…………（{i}）").unwrap());
        format!("{HEAD}{entries}")
    }),
    ("contents of one entry again and again", |n| {
        format!("{HEAD}{}", repeated("某市人民政府关于防汛的通知…………（1）\n", n))
    }),
    ("contents with their documents", |n| {
        let entries = counted(n / 2, |out, i| writeln!(out, "某市关于第{i}号工作的通知…………（{i}）").unwrap());
        let titles = counted(n / 2, |out, i| {
            writeln!(out, "某市关于第{i}号工作的通知\n各区：\n甲。\n某市人民政府\n2024年5月6日").unwrap();
        });
        format!("{HEAD}{entries}{titles}")
    }),
    ("contents with what their orders promulgate", |n| {
        let list = counted(n / 4, |out, i| {
            let _ = writeln!(out, "某市第{i}号地块管理办法…………（{i}）");
        });
        let orders = (1..=list.lines().count()).fold(String::new(), |out, i| {
            let rule = format!("某市第{i}号地块管理办法");
            out + &format!("某市人民政府令\n第{i}号\n《{rule}》已经通过，现予公布。\n2024年5月6日\n{rule}\n第一条　甲。\n")
        });
        [HEAD, &list, &orders].concat()
    }),
    ("brackets behind an entry of the contents", |n| format!("{HEAD}甲的通知{}第5号）\n", repeated("（", n))),
    ("columns of contents", |n| format!("{HEAD}{}", repeated("【市政府文件】\n", n))),
    ("columns", |n| repeated("【市政府文件】\n", n)),
    ("many documents", |n| {
        counted(n, |out, i| {
            let text = "某市人民政府关于防汛的通知\n某政发〔2024〕";
            writeln!(out, "{text}{i}号\n各区：\n甲。\n某市人民政府\n2024年5月6日").unwrap();
        })
    }),
    ("many enclosures", |n| {
        let one = "某市防汛办法\n第一条 为了防汛，制定本办法。\n第二条 本办法自2024年6月1日起施行。\n";
        format!(
            "某市人民政府关于印发防汛办法的通知\n各区：\n现印发给你们。\n某市人民政府\n2024年5月6日\n{}",
            repeated(one, n)
        )
    }),
    ("many attachments", |n| {
        let attachments = counted(n, |out, i| writeln!(out, "附件{i}\n防汛清单\n甲。").unwrap());
        format!("某市人民政府关于防汛的通知\n各区：\n甲。\n某市人民政府\n2024年5月6日\n{attachments}")
    }),
    ("a list of many attachments", |n| {
        let list = counted(n, |out, i| writeln!(out, "{i}.防汛清单").unwrap());
        format!("某市人民政府关于防汛的通知\n各区：\n甲。\n附件：{list}某市人民政府\n2024年5月6日\n")
    }),
    ("attachments announced", |n| repeated("附件：\n", n)),
    ("red heads of many organs", |n| {
        let heads = counted(n, |out, i| writeln!(out, "某{i}市人民政府文件\n某{i}市财政局").unwrap());
        format!("某省\n{heads}")
    }),
    ("a table of many cells", |n| {
        format!(
            "表1 甲\n序号\n指标\n2025年\n{}",
            counted(n, |out, i| {
                writeln!(out, "{i}\n率\n{i}").unwrap();
            })
        )
    }),
    ("a table of equal cells", |n| format!("表1 甲\n序号\n指标\n{}", repeated("1\n率\n", n))),
    ("many tables", |n| repeated("表1 甲\n序号\n指标\n1\n率\n2\n度\n", n)),
    ("a roster of many members", |n| {
        format!("组 长：甲 市长\n成 员：{}", repeated("张 三 市水务局局长\n", n))
    }),
    ("roles", |n| repeated("组长：", n)),
    ("roles on lines", |n| repeated("组 长：\n", n)),
    ("appointments", |n| repeated("任命张三为市水务局局长；\n", n)),
    ("questions", |n| repeated("问：甲？\n答：乙。\n", n)),
    ("questions without answers", |n| repeated("问：甲？\n", n)),
    ("questions on one line", |n| repeated("问：", n)),
    ("organs", |n| repeated("某市人民政府\n", n)),
    ("organs on one line", |n| repeated("某市人民政府 ", n)),
    ("addressees", |n| format!("某市人民政府关于防汛的通知\n{}：\n甲。", repeated("各区人民政府，", n))),
    ("a title without end", |n| repeated("某市人民政府关于", n)),
    ("a title over many lines", |n| repeated("某市人民政府关于\n", n) + "防汛的通知\n"),
    ("passing on of passing on", |n| repeated("关于转发", n) + "的通知\n"),
    ("signers", |n| repeated("省长 张三\n", n)),
    ("copies", |n| repeated("抄送：市委办公室，\n", n)),
    ("notes", |n| repeated("（此件公开发布）\n", n)),
    ("labels of a head table", |n| repeated("索引号：甲 ", n)),
    ("labels of a head table on lines", |n| repeated("索引号：甲\n", n)),
    ("history", |n| format!("某市防汛办法\n（{}）\n", repeated("2015年4月24日通过 ", n))),
    ("history on lines", |n| format!("某市防汛办法\n{}", repeated("2015年4月24日通过\n", n))),
    ("page numbers", |n| repeated("— 1 —\n", n)),
    ("running heads", |n| repeated("甲乙丙\n— 1 —\n某市人民政府公报\n", n)),
    ("repeated fragments", |n| repeated("（责任单位：甲）\n甲）\n", n)),
    ("dashes", |n| repeated("——", n)),
    ("points", |n| repeated("——甲。乙。\n", n)),
    ("colons", |n| repeated("：", n)),
    ("latin words", |n| repeated("a ", n)),
    ("combining marks", |n| repeated("\u{301}", n)),
    ("beyond the basic plane", |n| repeated("😀\n", n)),
    ("nul", |n| repeated("\0", n)),
];
