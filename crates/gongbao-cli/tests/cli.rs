//! The command as its users meet it: what each subcommand prints, and the one line for each wrong input.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use predicates::{prelude::*, str::contains};
use serde_json::Value;
use tempfile::TempDir;

const NOTICE: &str = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n一、总体要求\n\
                      保障安全。\n二、重点任务\n(一)加强巡查。各区要加强巡查。\n某市人民政府\n2024年5月6日\n";

/// The command in a directory of its own.
fn gongbao(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gongbao").unwrap();
    command.current_dir(dir).args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// A directory with `a.txt` and `b.txt`, two texts.
fn directory() -> TempDir {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("a.txt"), NOTICE).unwrap();
    fs::write(dir.path().join("b.txt"), NOTICE.replace("防汛", "防火")).unwrap();
    dir
}

/// What the command prints on standard error, all of it, when it ends with 2 and nothing on standard output.
fn refused(dir: &Path, args: &[&str]) -> String {
    let assert = gongbao(dir, args).assert().code(2).stdout("");
    String::from_utf8(assert.get_output().stderr.clone()).unwrap()
}

/// The message for a file of these bytes.
fn refused_bytes(bytes: &[u8]) -> String {
    let dir = TempDir::new().unwrap();
    fs::write(dir.path().join("x.txt"), bytes).unwrap();
    refused(dir.path(), &["parse", "x.txt"])
}

/// The names in a directory.
fn names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap();
    let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

mod parse {
    use super::*;

    #[test]
    fn json_is_one_tree_and_a_line_feed() {
        let dir = directory();
        let assert = gongbao(dir.path(), &["parse", "a.txt"]).assert().success().stderr("");
        let out = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
        assert_eq!(out.matches('\n').count(), 1);
        assert_eq!(serde_json::from_str::<Value>(&out).unwrap()["schema"], "gongbao/1");
    }

    #[test]
    fn standard_input_is_read_when_no_file_or_a_dash_is_given() {
        let dir = directory();
        let file = gongbao(dir.path(), &["parse", "a.txt"]).output().unwrap().stdout;
        for args in [&["parse"][..], &["parse", "-"]] {
            gongbao(dir.path(), args).write_stdin(NOTICE).assert().success().stdout(file.clone());
        }
    }

    #[test]
    fn pretty_is_the_same_tree_indented() {
        let dir = directory();
        let plain = gongbao(dir.path(), &["parse", "a.txt"]).output().unwrap().stdout;
        let pretty = gongbao(dir.path(), &["parse", "--pretty", "a.txt"]).output().unwrap().stdout;
        assert!(pretty.starts_with(b"{\n  \"schema\""));
        let value = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).unwrap();
        assert_eq!(value(&plain), value(&pretty));
    }

    #[test]
    fn jsonl_goes_on_behind_a_file_that_fails() {
        let dir = directory();
        let args = ["parse", "--format", "jsonl", "a.txt", "missing.txt", "b.txt"];
        let assert = gongbao(dir.path(), &args).assert().code(2).stderr("error: missing.txt: no such file\n");
        let out = String::from_utf8(assert.get_output().stdout.clone()).unwrap();
        let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 3);
        assert_eq!((&lines[0]["file"], &lines[0]["schema"]), (&"a.txt".into(), &"gongbao/1".into()));
        let failure = r#"{"file":"missing.txt","error":"missing.txt: no such file"}"#;
        assert_eq!(out.lines().nth(1), Some(failure));
        assert_eq!(lines[2]["file"], "b.txt");
    }

    #[test]
    fn many_files_come_in_their_order_however_many_are_read_at_a_time() {
        let dir = directory();
        let files: Vec<String> = (0..200).map(|n| format!("{n}.txt")).collect();
        for (n, file) in files.iter().enumerate() {
            // Every seventh cannot be read; the others take times of their own.
            let text = if n % 7 == 3 { String::new() } else { NOTICE.repeat(1 + n % 5) };
            fs::write(dir.path().join(file), text).unwrap();
        }
        for command in [&["parse", "-f", "jsonl"][..], &["facts", "-f", "csv"], &["check"], &["outline"]] {
            let run = |jobs: &str| {
                let args: Vec<&str> = command
                    .iter()
                    .chain(&["--jobs", jobs])
                    .copied()
                    .chain(files.iter().map(String::as_str))
                    .collect();
                let output = gongbao(dir.path(), &args).output().unwrap();
                assert_eq!(output.status.code(), Some(2), "{command:?}");
                (output.stdout, output.stderr)
            };
            let alone = run("1");
            assert_eq!(alone, run("4"), "{command:?}");
            if command[0] == "parse" {
                let lines: Vec<Value> = alone
                    .0
                    .split(|&b| b == b'\n')
                    .filter_map(|line| serde_json::from_slice(line).ok())
                    .collect();
                let names: Vec<&str> = lines.iter().map(|line| line["file"].as_str().unwrap()).collect();
                assert_eq!(names, files);
            }
        }
        let message = refused(dir.path(), &["parse", "-f", "jsonl", "--jobs", "0", "a.txt"]);
        assert!(message.contains("'--jobs <N>'"), "{message}");
    }

    #[test]
    fn an_output_file_is_written_whole_and_alone() {
        let dir = directory();
        let printed = gongbao(dir.path(), &["parse", "a.txt"]).output().unwrap().stdout;
        gongbao(dir.path(), &["parse", "a.txt", "-o", "tree.json"]).assert().success().stdout("");
        assert_eq!(fs::read(dir.path().join("tree.json")).unwrap(), printed);
        assert_eq!(names(dir.path()), ["a.txt", "b.txt", "tree.json"]);
    }

    #[test]
    fn an_output_file_stays_as_it_was_when_the_input_fails() {
        let dir = directory();
        fs::write(dir.path().join("tree.json"), "old").unwrap();
        let message = refused(dir.path(), &["parse", "missing.txt", "-o", "tree.json"]);
        assert_eq!(message, "error: missing.txt: no such file\n");
        assert_eq!(fs::read_to_string(dir.path().join("tree.json")).unwrap(), "old");
        assert_eq!(names(dir.path()), ["a.txt", "b.txt", "tree.json"]);
    }

    #[test]
    fn an_output_directory_gets_one_file_for_each_input() {
        let dir = directory();
        let args = ["parse", "--output-dir", "new/out", "a.txt", "missing.txt", "b.txt"];
        gongbao(dir.path(), &args).assert().code(2).stdout("").stderr("error: missing.txt: no such file\n");
        assert_eq!(names(&dir.path().join("new/out")), ["a.json", "b.json"]);
        let printed = gongbao(dir.path(), &["parse", "a.txt"]).output().unwrap().stdout;
        assert_eq!(fs::read(dir.path().join("new/out/a.json")).unwrap(), printed);
    }

    #[test]
    fn the_format_outline_is_what_outline_prints() {
        let dir = directory();
        let printed = gongbao(dir.path(), &["outline", "a.txt"]).output().unwrap().stdout;
        gongbao(dir.path(), &["parse", "--format", "outline", "a.txt"])
            .assert()
            .success()
            .stdout(printed.clone());
        gongbao(dir.path(), &["parse", "-f", "outline", "--output-dir", ".", "a.txt"]).assert().success();
        assert_eq!(fs::read(dir.path().join("a.outline")).unwrap(), printed);
    }

    #[test]
    fn markdown_of_several_texts_is_one_page_behind_the_other() {
        let dir = directory();
        let of = |files: &[&str]| {
            let args = [&["parse", "--format", "markdown"], files].concat();
            let out = gongbao(dir.path(), &args).output().unwrap();
            assert!(out.status.success());
            String::from_utf8(out.stdout).unwrap()
        };
        let [one, other] = [of(&["a.txt"]), of(&["b.txt"])];
        assert!(one.starts_with("# 某市人民政府关于做好防汛工作的通知\n\n某政发〔2024〕3号\n\n"), "{one}");
        assert_eq!(of(&["a.txt", "b.txt"]), format!("{one}\n{other}"));
        gongbao(dir.path(), &["parse", "-f", "markdown", "--output-dir", ".", "a.txt"]).assert().success();
        assert_eq!(fs::read_to_string(dir.path().join("a.md")).unwrap(), one);
    }

    #[test]
    fn every_seed_parses() {
        let dir = TempDir::new().unwrap();
        let mut command = gongbao(&seeds(), &["parse", "--output-dir"]);
        command.arg(dir.path());
        let is_text = |name: &String| Path::new(name).extension().is_some_and(|e| e == "txt");
        let seeds: Vec<_> = names(&seeds()).into_iter().filter(is_text).collect();
        command.args(&seeds).assert().success().stdout("").stderr("");
        assert_eq!(names(dir.path()).len(), seeds.len());
    }
}

mod facts {
    use super::*;

    const FACTS: &str = "某市人民政府关于做好防汛工作的通知\n某政发〔2024〕3号\n各区人民政府:\n\
                         根据《中华人民共和国防洪法》,现通知如下:\n一、总体要求\n2024年6月底前完成排查。\n\
                         某市人民政府\n2024年5月6日\n";

    fn directory() -> TempDir {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join("a.txt"), FACTS).unwrap();
        dir
    }

    #[test]
    fn the_table_has_no_colours_in_a_pipe_and_is_not_cut() {
        let dir = directory();
        let printed = "a.txt\n某市人民政府关于做好防汛工作的通知 › 一、总体要求\n  6:1  deadline  2024年6月底前 → 2024-06-30\n1 deadline\n";
        gongbao(dir.path(), &["facts", "--kind", "deadlines", "a.txt"]).assert().success().stdout(printed);
    }

    #[test]
    fn csv_has_one_header_for_all_texts_and_a_mark_when_asked() {
        let dir = directory();
        let args = ["facts", "-f", "csv", "-k", "citations,deadlines", "--bom", "a.txt", "a.txt"];
        let out = gongbao(dir.path(), &args).output().unwrap().stdout;
        let out = String::from_utf8(out).unwrap();
        let lines: Vec<_> = out.strip_prefix('\u{feff}').unwrap().split_terminator("\r\n").collect();
        assert!(lines[0].starts_with("file,line,column,kind,document,path,title,"), "{out}");
        assert_eq!(lines.len(), 5, "{out}");
        assert!(lines[1].starts_with(
            "a.txt,4,3,citation,doc_1,某市人民政府关于做好防汛工作的通知,中华人民共和国防洪法,"
        ));
        assert_eq!(lines[1..3], lines[3..5]);
    }

    #[test]
    fn json_is_one_array() {
        let dir = directory();
        let out = gongbao(dir.path(), &["facts", "--format", "json", "a.txt"]).output().unwrap().stdout;
        let value: Value = serde_json::from_slice(&out).unwrap();
        assert!(value.as_array().unwrap().iter().any(|fact| fact["until"] == "2024-06-30"));
    }

    #[test]
    fn a_text_that_cannot_be_read_leaves_no_output() {
        let dir = directory();
        let message = refused(dir.path(), &["facts", "missing.txt", "-f", "csv", "-o", "facts.csv"]);
        assert_eq!(message, "error: missing.txt: no such file\n");
        assert_eq!(names(dir.path()), ["a.txt"]);
        let message = refused(dir.path(), &["facts", "a.txt", "-o", "a.txt"]);
        assert_eq!(message, "error: cannot write a.txt: it is one of the inputs\n");
    }

    #[test]
    fn the_other_texts_are_printed_behind_one_that_cannot_be_read() {
        let dir = directory();
        let assert = gongbao(dir.path(), &["facts", "missing.txt", "a.txt"]).assert().code(2);
        assert.stderr("error: missing.txt: no such file\n").stdout(contains("2024-06-30"));
    }
}

mod outline {
    use super::*;

    #[test]
    fn a_document_is_shown_with_its_head_counts_and_headings() {
        let dir = directory();
        let expected = "\
a.txt
doc_1 notice 某市人民政府关于做好防汛工作的通知
  某政发〔2024〕3号 · 2024-05-06 · 某市人民政府
  3 divisions, 2 paragraphs
  一、 总体要求
  二、 重点任务
    (一) 加强巡查
";
        gongbao(dir.path(), &["outline", "a.txt"]).assert().success().stdout(expected);
        gongbao(dir.path(), &["outline", "--depth", "1", "a.txt"])
            .assert()
            .success()
            .stdout(expected.replace("    (一) 加强巡查\n", ""));
    }

    #[test]
    fn a_file_that_fails_does_not_keep_the_others_from_being_shown() {
        let dir = directory();
        gongbao(dir.path(), &["outline", "missing.txt", "a.txt"])
            .assert()
            .code(2)
            .stdout(contains("a.txt\n"))
            .stderr("error: missing.txt: no such file\n");
    }

    #[test]
    fn colours_are_for_terminals_and_for_those_who_ask() {
        let dir = directory();
        let escape = contains("\u{1b}[");
        gongbao(dir.path(), &["outline", "a.txt"]).assert().stdout(escape.clone().not());
        gongbao(dir.path(), &["outline", "--color", "always", "a.txt"]).assert().stdout(escape.clone());
        let mut forced = gongbao(dir.path(), &["outline", "a.txt"]);
        forced.env("CLICOLOR_FORCE", "1").assert().stdout(escape.clone());
        forced.env("NO_COLOR", "1").arg("--color").arg("never").assert().stdout(escape.not());
    }
}

mod check {
    use super::*;

    #[test]
    fn text_ends_with_a_count_for_each_file() {
        let dir = directory();
        gongbao(dir.path(), &["check", "a.txt", "b.txt"])
            .assert()
            .success()
            .stdout(contains("a.txt: 0 errors, ").and(contains("\nb.txt: 0 errors, ")));
    }

    #[test]
    fn json_is_one_array_for_all_files() {
        let dir = directory();
        let out = gongbao(dir.path(), &["check", "--format", "json", "a.txt", "b.txt"]).output().unwrap();
        assert!(out.status.success());
        assert!(serde_json::from_slice::<Value>(&out.stdout).unwrap().is_array());
    }

    #[test]
    fn what_is_denied_ends_with_1() {
        let dir = directory();
        fs::write(dir.path().join("no-gazette.txt"), "[package]\n").unwrap();
        let ends = |args: &[&str]| gongbao(dir.path(), args).output().unwrap().status.code();
        assert_eq!(ends(&["check", "no-gazette.txt"]), Some(0));
        assert_eq!(ends(&["check", "--deny", "warnings", "no-gazette.txt"]), Some(1));
        assert_eq!(ends(&["check", "--deny", "warning", "a.txt"]), Some(0));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_worse_than_findings() {
        let dir = directory();
        let mut command = gongbao(dir.path(), &["check", "a.txt", "missing.txt"]);
        command.assert().code(2).stderr("error: missing.txt: no such file\n");
    }
}

mod help {
    use super::*;

    #[test]
    fn help_names_the_subcommands_and_the_exit_codes() {
        let dir = directory();
        let help = gongbao(dir.path(), &["--help"]).output().unwrap().stdout;
        let help = String::from_utf8(help).unwrap();
        for word in ["parse", "outline", "check", "completions", "Exit codes:", "  2  wrong usage"] {
            assert!(help.contains(word), "{word} in\n{help}");
        }
        for subcommand in ["parse", "outline", "check"] {
            gongbao(dir.path(), &[subcommand, "--help"]).assert().success().stdout(contains("Exit codes:"));
        }
    }

    #[test]
    fn version_is_that_of_the_package() {
        let expected = concat!("gongbao ", env!("CARGO_PKG_VERSION"), "\n");
        gongbao(Path::new("."), &["--version"]).assert().success().stdout(expected);
    }

    #[test]
    fn completions_are_printed_for_every_shell() {
        for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
            gongbao(Path::new("."), &["completions", shell]).assert().success().stdout(contains("outline"));
        }
    }

    #[test]
    fn wrong_usage_ends_with_2() {
        assert!(
            refused(Path::new("."), &["parse", "--format", "xml"]).contains("json, jsonl, outline, markdown")
        );
        assert!(refused(Path::new("."), &["pars"]).contains("'parse'"));
    }
}

mod wrong_input {
    use super::*;

    #[test]
    fn no_such_file() {
        let dir = directory();
        for command in ["parse", "outline", "check"] {
            let mut command = gongbao(dir.path(), &[command, "missing.txt"]);
            command.assert().code(2).stderr("error: missing.txt: no such file\n");
        }
    }

    #[test]
    fn a_directory() {
        let dir = directory();
        fs::create_dir(dir.path().join("d")).unwrap();
        let message = refused(dir.path(), &["parse", "d"]);
        assert_eq!(message, "error: d: is a directory; name the files in it\n");
    }

    #[test]
    fn nothing_in_it() {
        assert_eq!(refused_bytes(b""), "error: x.txt: the file is empty\n");
        assert_eq!(
            refused_bytes(b" \r\n\xe3\x80\x80\n"),
            "error: x.txt: the file holds nothing but blanks\n"
        );
        let mut command = gongbao(Path::new("."), &["parse"]);
        command.write_stdin("").assert().code(2).stderr("error: <stdin>: the file is empty\n");
    }

    #[test]
    fn another_encoding() {
        let gb18030 = b"2023\n\xb9\xd8\xd3\xda\xd3\xa1\xb7\xa2\xb7\xbd\xb0\xb8\xb5\xc4\xcd\xa8\xd6\xaa";
        assert_eq!(
            refused_bytes(gb18030),
            "error: x.txt: not UTF-8 at byte 5 (line 2); \
             it looks like GB18030: convert it, as with iconv -f GB18030 -t UTF-8\n"
        );
    }

    #[test]
    fn no_text_at_all() {
        assert_eq!(refused_bytes(b"%PDF-1.7\n%\xe2\xe3"), "error: x.txt: a PDF; extract its text first\n");
        assert_eq!(
            refused_bytes(b"PK\x03\x04\x14\x00"),
            "error: x.txt: a ZIP archive, as DOCX and OFD files are; extract its text first\n"
        );
        assert_eq!(refused_bytes(b"\x7fELF\x00\x00\x01"), "error: x.txt: a binary file (NUL at byte 4)\n");
    }

    #[test]
    fn too_large() {
        let dir = directory();
        // A file of 4 GiB without any block on the disk.
        fs::File::create(dir.path().join("large.txt")).unwrap().set_len(1 << 32).unwrap();
        let message = refused(dir.path(), &["parse", "large.txt"]);
        assert_eq!(message, "error: large.txt: 4 GiB or larger; split it first\n");
    }

    #[test]
    fn several_trees() {
        let dir = directory();
        let message = refused(dir.path(), &["parse", "a.txt", "b.txt"]);
        assert_eq!(message, "error: 2 inputs make 2 JSON trees; use --format jsonl or --output-dir DIR\n");
    }

    #[test]
    fn options_that_would_do_nothing() {
        let dir = directory();
        let pretty = ["parse", "--pretty", "-f", "jsonl", "a.txt"];
        assert_eq!(refused(dir.path(), &pretty), "error: --pretty goes with --format json alone\n");
        let marked = ["facts", "--bom", "a.txt"];
        assert_eq!(refused(dir.path(), &marked), "error: --bom goes with --format csv alone\n");
    }

    #[test]
    fn two_inputs_of_one_name() {
        let dir = directory();
        fs::create_dir(dir.path().join("d")).unwrap();
        fs::copy(dir.path().join("a.txt"), dir.path().join("d/a.txt")).unwrap();
        let message = refused(dir.path(), &["parse", "--output-dir", "out", "a.txt", "d/a.txt"]);
        assert_eq!(message, "error: a.txt and d/a.txt would both be written to out/a.json\n");
        assert!(!dir.path().join("out").exists());
    }

    #[test]
    fn lines_in_a_directory() {
        let dir = directory();
        let message = refused(dir.path(), &["parse", "-f", "jsonl", "--output-dir", "out", "a.txt"]);
        assert_eq!(
            message,
            "error: --output-dir writes one file for each input; use --format json, outline or markdown with it\n"
        );
    }

    #[test]
    fn a_name_with_a_line_feed_keeps_the_message_on_one_line() {
        let message = refused(Path::new("."), &["parse", "no\nsuch"]);
        assert_eq!(message, "error: no\u{fffd}such: no such file\n");
    }
}

mod wrong_output {
    use super::*;

    #[test]
    fn one_of_the_inputs() {
        let dir = directory();
        let message = refused(dir.path(), &["parse", "a.txt", "-o", "./a.txt"]);
        assert_eq!(message, "error: cannot write ./a.txt: it is one of the inputs\n");
        assert_eq!(fs::read_to_string(dir.path().join("a.txt")).unwrap(), NOTICE);
    }

    #[test]
    #[cfg(unix)]
    fn a_place_that_is_not_there_or_taken() {
        let dir = directory();
        let message = refused(dir.path(), &["parse", "a.txt", "-o", "missing/tree.json"]);
        assert_eq!(message, "error: cannot write missing/tree.json: No such file or directory\n");
        let message = refused(dir.path(), &["parse", "a.txt", "-o", "."]);
        assert_eq!(message, "error: cannot write .: is a directory\n");
        let message = refused(dir.path(), &["parse", "--output-dir", "b.txt", "a.txt"]);
        assert_eq!(message, "error: cannot write b.txt: File exists\n");
    }

    #[test]
    fn a_file_that_must_not_be_changed() {
        let dir = directory();
        let target = dir.path().join("tree.json");
        fs::write(&target, "old").unwrap();
        let mut permissions = target.metadata().unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&target, permissions).unwrap();
        let message = refused(dir.path(), &["parse", "a.txt", "-o", "tree.json"]);
        assert_eq!(message, "error: cannot write tree.json: permission denied\n");
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_device() {
        let dir = directory();
        let expected = "error: cannot write /dev/full: No space left on device\n";
        assert_eq!(refused(dir.path(), &["parse", "a.txt", "-o", "/dev/full"]), expected);
        assert!(Path::new("/dev/full").exists());
    }

    #[test]
    #[cfg(unix)]
    fn a_closed_pipe_ends_quietly() {
        use std::process::{Command, Stdio};
        for args in [
            &["parse", "tianjin-2023-21-22.txt"][..],
            &["facts", "--format", "csv", "tianjin-2023-21-22.txt"],
            &["facts", "tianjin-2023-21-22.txt"],
            &["completions", "bash"],
        ] {
            let mut child = Command::new(assert_cmd::cargo::cargo_bin("gongbao"))
                .current_dir(seeds())
                .args(args)
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()), "{args:?}");
        }
    }
}
