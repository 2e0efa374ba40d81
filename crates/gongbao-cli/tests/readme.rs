//! The console blocks of the READMEs: every command in them runs, and prints what stands below it.
//!
//! A line `…` stands for any lines.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

use std::{fs, path::PathBuf};

use assert_cmd::Command;

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

const LEFT_OUT: &str = "…";

/// A command and the lines that stand below it.
struct Example {
    command: String,
    output: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn examples(readme: &str) -> Vec<Example> {
    let blocks = readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let examples: Vec<_> = blocks
        .map(|block| {
            let (command, output) = block.split_once('\n').unwrap();
            let command = command.strip_prefix("$ ").expect("a console block begins with its command");
            Example { command: command.to_owned(), output: output.to_owned() }
        })
        .collect();
    assert!(!examples.is_empty());
    examples
}

fn run(command: &str) -> String {
    let mut words = command.split(' ');
    assert_eq!(words.next(), Some("gongbao"));
    let mut command = Command::cargo_bin("gongbao").unwrap();
    let assert = command.current_dir(root()).args(words).assert().success();
    String::from_utf8(assert.get_output().stdout.clone()).unwrap()
}

/// Where the lines of `shown` part from those of `printed`.
fn difference(shown: &str, printed: &str) -> Option<String> {
    let printed: Vec<_> = printed.lines().collect();
    let (mut at, mut anywhere) = (0, false);
    for line in shown.lines() {
        if line == LEFT_OUT {
            anywhere = true;
            continue;
        }
        let ahead = if anywhere {
            printed[at..].iter().position(|l| *l == line)
        } else {
            (printed.get(at) == Some(&line)).then_some(0)
        };
        let Some(ahead) = ahead else { return Some(format!("behind line {at}: {line}")) };
        (at, anywhere) = (at + ahead + 1, false);
    }
    (at < printed.len() && !anywhere).then(|| format!("line {} is not shown", at + 1))
}

#[test]
fn every_command_runs() {
    for name in READMES {
        for example in examples(&fs::read_to_string(root().join(name)).unwrap()) {
            assert!(!run(&example.command).is_empty(), "{name}: {}", example.command);
        }
    }
}

#[test]
fn every_output_is_as_shown() {
    for name in READMES {
        for Example { command, output } in examples(&fs::read_to_string(root().join(name)).unwrap()) {
            let printed = run(&command);
            if let Some(difference) = difference(&output, &printed) {
                panic!("{name}: {command}: {difference}\n\n{printed}");
            }
        }
    }
}

#[test]
fn lines_left_out_are_found_again_and_nothing_else() {
    let printed = "a\nb\nc\nd\n";
    for shown in ["a\nb\nc\nd\n", "a\n…\nd\n", "…\nb\nc\n…\n", "a\n…\n"] {
        assert_eq!(difference(shown, printed), None, "{shown}");
    }
    for shown in ["a\nb\n", "b\n…\n", "a\n…\nc\n", "a\nc\n…\n", "…\nc\nb\n…\n"] {
        assert!(difference(shown, printed).is_some(), "{shown}");
    }
}
