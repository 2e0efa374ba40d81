//! One table of how fast gongbao is beside its peers: run by `cargo xtask bench`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]

use std::{
    env, fs,
    path::Path,
    process::{Command, ExitCode},
};

use gongbao_benches::{
    command,
    entries::{self, Entry},
    heap,
    instructions::{self, Cost},
    rounds::{self, Ratio, Rounds},
    texts::{Input, MIB},
};

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

const HELP: &str = "\
Usage: ratios [--quick]          ratios of speed, heap, growth
       ratios --instructions     what each entry takes per byte on a simulated processor
       ratios --command PATH     the command at PATH beside a Python script
       ratios --guard [--bless]  instructions per byte of a parse against benches/instructions.txt";

/// The committed figure with the compiler it is of, and by how much a parse may become dearer.
const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/instructions.txt");
const COMPILER: &str = "# Compiled by ";
const BAND: f64 = 0.05;
const BAND_OF_ANOTHER_COMPILER: f64 = 0.15;

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let outcome = match args.as_slice() {
        [] => table(false),
        ["--quick"] => table(true),
        ["--instructions"] => all_instructions(),
        ["--command", path] => beside_a_script(path),
        ["--guard"] => guard(),
        ["--guard", "--bless"] => bless(),
        [instructions::REPEAT, times, name] => {
            times.parse().map_err(|_| HELP.to_owned()).and_then(|times| instructions::repeat(times, name))
        }
        _ => Err(HELP.to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

/// A line of the table: `entry` is so many times as fast as `peer`, on the founding texts at least `must` times.
struct Goal {
    entry: &'static str,
    peer: &'static str,
    must: f64,
    aim: f64,
}

const fn goal(entry: &'static str, peer: &'static str, must: f64, aim: f64) -> Goal {
    Goal { entry, peer, must, aim }
}

const GOALS: [Goal; 13] = [
    goal(entries::PARSE, entries::PULLDOWN, 0.5, 0.8),
    goal(entries::STRUCTURE, entries::PULLDOWN, 1.2, 2.0),
    goal(entries::PARSE, entries::AHO_CORASICK, 1.0, 1.5),
    goal(entries::PARSE, entries::REGEX, 6.0, 9.0),
    goal(entries::PARSE, entries::COMRAK, 1.5, 2.0),
    goal(entries::PARSE, entries::HTML5EVER, 0.8, 1.1),
    goal(entries::PARSE, entries::FROM_UTF8, f64::NAN, f64::NAN),
    goal(entries::PARSE, entries::SIMDUTF8, 1.0 / 25.0, 1.0 / 16.0),
    goal(entries::PARSE, entries::LINES, 1.0 / 14.0, 1.0 / 9.0),
    goal(entries::JSON, entries::PULLDOWN, 0.2, 0.35),
    goal(entries::JSON, entries::COMRAK, f64::NAN, f64::NAN),
    goal(entries::JSON, entries::PARSE, 0.25, 0.35),
    goal(entries::BYTES, entries::PARSE, 0.85, 0.95),
];

fn table(quick: bool) -> Result<(), String> {
    let all = entries::all();
    let mut columns =
        vec![(Input::seeds(), if quick { 15 } else { 61 }), (Input::shuffled("1 MiB", MIB), 15)];
    if !quick {
        columns.push((Input::shuffled("16 MiB", 16 * MIB), 5));
        columns.push((Input::shuffled("64 MiB", 64 * MIB), 3));
    }
    let measured: Vec<Rounds> = columns
        .iter()
        .map(|(input, rounds)| {
            eprintln!("{}: {rounds} rounds of {} entries", input.name, all.len());
            rounds::run(&all, input, *rounds)
        })
        .collect();
    println!("How many times as fast (medians of paired rounds, CPU time; quarters in brackets).");
    println!("Seeds: the five founding texts, cold. The others: so much of their lines, shuffled.\n");
    print!("{:<34}{:<30}", "", "as fast as this, times");
    for (input, _) in &columns {
        print!("{:>20}", input.name);
    }
    println!("{:>8}{:>8}", "must", "aim");
    for Goal { entry, peer, must, aim } in GOALS {
        let (a, b) = (index(&all, entry)?, index(&all, peer)?);
        print!("{entry:<34}{peer:<30}");
        for rounds in &measured {
            let Ratio { low, median, high } = rounds.speed_ratio(a, b);
            print!("{:>20}", format!("{} [{}-{}]", number(median), number(low), number(high)));
        }
        println!("{:>8}{:>8}", number(must), number(aim));
    }
    let parse = index(&all, entries::PARSE)?;
    growth(&columns, &measured, &all, parse)?;
    memory(&columns, &all)
}

/// What a person at a terminal waits for.
fn beside_a_script(command: &str) -> Result<(), String> {
    let Ratio { low, median, high } = command::beside_a_script(command)?;
    println!(
        "The command on 64 MiB of shuffled lines, JSON written, takes so much of the time of a Python script with ten\n\
         expressions (whole processes, one at a time; must be at most 0.10): {} [{}-{}]",
        number(median),
        number(low),
        number(high)
    );
    Ok(())
}

/// Speed on long texts beside speed on the founding texts.
fn growth(
    columns: &[(Input, usize)],
    measured: &[Rounds],
    all: &[Entry],
    parse: usize,
) -> Result<(), String> {
    println!(
        "\nSpeed on so much shuffled text, as a part of that on the seeds (must 0.75, aim 0.85 at 64 MiB)\n"
    );
    for entry in [parse, index(all, entries::PULLDOWN)?, index(all, entries::COMRAK)?] {
        print!("{:<34}", all[entry].name);
        let speeds =
            columns.iter().zip(measured).map(|((input, _), m)| bytes(input.bytes()) / m.median(entry));
        let speeds: Vec<_> = speeds.collect();
        for ((input, _), speed) in columns.iter().zip(&speeds).skip(1) {
            print!("{:>10}: {}", input.name, number(speed / speeds[0]));
        }
        println!();
    }
    Ok(())
}

fn memory(columns: &[(Input, usize)], all: &[Entry]) -> Result<(), String> {
    println!("\nHeap (peak must be at most 1.0 byte for each byte of input, aim 0.5)\n");
    println!("{:<34}{:>10}{:>20}{:>20}", "", "", "peak, bytes per byte", "calls per kB");
    for name in [entries::PARSE, entries::JSON, entries::PULLDOWN, entries::COMRAK] {
        let entry = &all[index(all, name)?];
        for (input, _) in columns.iter().filter(|(input, _)| ["seeds", "16 MiB"].contains(&input.name)) {
            let taken = heap::measure(|| entry.run(input));
            // The founding texts are parsed one after another: the peak is that of the largest.
            let largest = input.texts.iter().map(String::len).max().unwrap_or_default();
            let peak = number(bytes(taken.peak) / bytes(largest));
            let calls = number(1000.0 * bytes(taken.calls) / bytes(input.bytes()));
            println!("{name:<34}{:>10}{peak:>20}{calls:>20}", input.name);
        }
    }
    Ok(())
}

fn all_instructions() -> Result<(), String> {
    println!(
        "Per byte of the founding texts, on a simulated processor (must 14 instructions, aim 10 for a parse)\n"
    );
    println!(
        "{:<34}{:>14}{:>14}{:>14}{:>14}{:>14}",
        "", "instructions", "code misses", "data misses", "mispredicted", "cycles, about"
    );
    for entry in entries::all() {
        cost(entry.name, &instructions::simulated(entry.name)?);
    }
    println!("\nOf a parse, by stage; the first run, with all that it fetches for the first time\n");
    for (stage, spent) in instructions::by_stage()? {
        cost(stage, &spent);
    }
    Ok(())
}

fn cost(name: &str, cost: &Cost) {
    let Cost { instructions, code_misses, data_misses, mispredicted } = cost;
    println!(
        "{name:<34}{instructions:>14.2}{code_misses:>14.3}{data_misses:>14.3}{mispredicted:>14.3}{:>14.2}",
        cost.cycles()
    );
}

/// A parse may become cheaper, which is only told, and dearer within the band.
fn guard() -> Result<(), String> {
    let text = fs::read_to_string(COMMITTED).map_err(|e| format!("{COMMITTED}: {e}"))?;
    let committed =
        text.lines().find(|line| !line.starts_with('#')).and_then(|line| line.trim().parse().ok());
    let committed: f64 = committed.ok_or_else(|| format!("{COMMITTED}: no figure in it"))?;
    let compiler = compiler();
    let other =
        text.lines().find_map(|line| line.strip_prefix(COMPILER)).filter(|&blessed| blessed != compiler);
    let band = if other.is_none() { BAND } else { BAND_OF_ANOTHER_COMPILER };
    let now = instructions::per_byte(entries::PARSE)?;
    println!("A parse takes {now:.2} instructions per byte; benches/instructions.txt says {committed:.2}.");
    if let Some(other) = other {
        println!(
            "It says so of {other}, this is {compiler}: up to {} % more are taken for its work.",
            100.0 * band
        );
    }
    let fresh = "`cargo xtask guard --bless` writes the new figure";
    if now > committed * (1.0 + band) {
        return Err(format!("That is more than {} % dearer. Where it is worth that: {fresh}.", 100.0 * band));
    }
    if now < committed * (1.0 - BAND) {
        println!("That is more than {} % cheaper: {fresh}, so that it stays so.", 100.0 * BAND);
    }
    Ok(())
}

fn bless() -> Result<(), String> {
    let now = instructions::per_byte(entries::PARSE)?;
    let text = format!(
        "# Instructions that a whole parse takes per byte of the founding texts; `cargo xtask guard --bless` writes it.\n\
         {COMPILER}{}\n{now:.2}\n",
        compiler()
    );
    println!("A parse takes {now:.2} instructions per byte.");
    fs::write(Path::new(COMMITTED), text).map_err(|e| format!("{COMMITTED}: {e}"))
}

/// The compiler in use: another one makes other instructions of the same code.
fn compiler() -> String {
    let version = Command::new("rustc").arg("--version").output();
    let words = version.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
    words.split(' ').take(2).collect::<Vec<_>>().join(" ").trim().to_owned()
}

fn index(all: &[Entry], name: &str) -> Result<usize, String> {
    all.iter().position(|entry| entry.name == name).ok_or_else(|| format!("no such entry: {name}"))
}

#[allow(clippy::cast_precision_loss, reason = "far below 2^52")]
fn bytes(count: usize) -> f64 {
    count as f64
}

/// Three digits that count.
fn number(n: f64) -> String {
    match n.abs() {
        _ if n.is_nan() => "–".to_owned(),
        a if a >= 100.0 => format!("{n:.0}"),
        a if a >= 10.0 => format!("{n:.1}"),
        a if a >= 0.1 => format!("{n:.2}"),
        _ => format!("{n:.3}"),
    }
}
