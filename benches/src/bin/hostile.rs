//! Hostile texts, family by family, at four sizes: run by `cargo xtask hostile`.
//!
//! A family fails where time grows faster than it may, where the heap or the stack takes more than it may, or where
//! what always holds does not. Speeds are told and fail nothing: they are another machine's.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints a table")]

#[path = "../../../crates/gongbao/tests/hostile/families.rs"]
#[allow(clippy::unwrap_used, reason = "a text takes everything that is written to it")]
mod families;

use std::{hint::black_box, process::ExitCode, thread, time::Duration};

use cpu_time::ThreadTime;
use families::{COUNTED, FAMILIES};
use gongbao_benches::{heap, texts::MIB};

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

/// The sizes of every family, in bytes.
const SIZES: [usize; 4] = [64 << 10, 256 << 10, MIB, 4 * MIB];

/// How many times as long 1 MiB may take as 64 kB, which is sixteen times as little.
const MOST_GROWTH: f64 = 32.0;

/// The heap that a parse may take at its peak: so many bytes for each byte of the text, and some to begin with.
const MOST_HEAP: usize = 64;
const FIRST_HEAP: usize = 64 << 10;

/// The stack of the thread that parses: a recursion that follows the depth of a text would not fit.
const STACK: usize = 256 << 10;

/// What one family showed.
struct Shown {
    name: &'static str,
    bytes: usize,
    /// Times as long for 1 MiB as for 64 kB, of families that come in sizes.
    growth: Option<f64>,
    /// Millions of bytes a second at the largest size.
    speed: f64,
    /// The peak of the heap, in bytes for each byte of the text, at the size where it is most.
    heap: f64,
    fault: Option<String>,
}

fn main() -> ExitCode {
    // A part of a name chooses families.
    let wanted = std::env::args().nth(1).unwrap_or_default();
    let run = move || -> Vec<Shown> {
        let sized = FAMILIES.iter().filter(|f| f.0.contains(&wanted)).map(|&(name, family)| {
            eprintln!("{name}");
            show(name, &SIZES.map(family))
        });
        let counted = COUNTED.iter().filter(|f| f.0.contains(&wanted)).map(|&(name, count, text)| {
            eprintln!("{name}");
            show(name, &[text(count)])
        });
        sized.chain(counted).collect()
    };
    let spawned = thread::Builder::new().stack_size(STACK).spawn(run);
    // A panic has told what it is about.
    let Ok(Ok(mut shown)) = spawned.map(thread::JoinHandle::join) else { return ExitCode::FAILURE };
    shown.sort_by(|a, b| a.speed.total_cmp(&b.speed));
    println!("{:<42}{:>12}{:>10}{:>12}{:>14}", "slowest first", "bytes", "MB/s", "growth", "heap per byte");
    for Shown { name, bytes, growth, speed, heap, .. } in &shown {
        let growth = growth.map_or_else(String::new, |growth| format!("{growth:.1}"));
        println!("{name:<42}{bytes:>12}{speed:>10.1}{growth:>12}{heap:>14.2}");
    }
    let faults: Vec<_> = shown.iter().filter_map(|s| Some((s.name, s.fault.as_ref()?))).collect();
    for (name, fault) in &faults {
        println!("{name}: {fault}");
    }
    println!(
        "\n{} families; time from 64 kB to 1 MiB may grow {MOST_GROWTH} times, the heap may take {MOST_HEAP} bytes a byte.",
        shown.len()
    );
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Parses the texts of a family, smallest first.
fn show(name: &'static str, texts: &[String]) -> Shown {
    let largest = &texts[texts.len() - 1];
    let mut shown = Shown { name, bytes: largest.len(), growth: None, speed: 0.0, heap: 0.0, fault: None };
    for text in texts {
        if let Err(fault) = holds(text) {
            shown.fault = Some(format!("{} bytes: {fault}", text.len()));
            return shown;
        }
        let taken = heap::measure(|| gongbao::parse(black_box(text)));
        shown.heap = shown.heap.max(ratio(taken.peak, text.len()));
        if taken.peak > FIRST_HEAP + MOST_HEAP * text.len() {
            shown.fault = Some(format!("a heap of {} bytes for {} bytes", taken.peak, text.len()));
        }
    }
    let took = time(1, largest);
    shown.speed = ratio(largest.len(), 1_000_000) / took.as_secs_f64();
    if let [small, _, large, _] = texts {
        let growth = growth(small, large);
        shown.growth = Some(growth);
        if growth > MOST_GROWTH {
            shown.fault = Some(format!("{growth:.1} times the time for 16 times the text"));
        }
    }
    shown
}

/// What always holds, and that the tree can be written.
fn holds(text: &str) -> Result<(), String> {
    let gazette = gongbao::parse(text);
    serde_json::to_writer(std::io::sink(), &gazette).map_err(|error| error.to_string())?;
    gazette.check_invariants()
}

/// The CPU time of some parses.
fn time(runs: u32, text: &str) -> Duration {
    let start = ThreadTime::now();
    (0..runs).for_each(|_| drop(black_box(gongbao::parse(black_box(text)))));
    start.elapsed().max(Duration::from_nanos(1))
}

/// How many times as long 1 MiB takes as 64 kB: as much text in small pieces as in one, measured again before it is
/// called slow, since what else runs on the machine disturbs either.
fn growth(small: &str, large: &str) -> f64 {
    let (mut small_time, mut large_time) = (Duration::MAX, Duration::MAX);
    let mut growth = f64::INFINITY;
    for _ in 0..6 {
        small_time = small_time.min(time(16, small));
        large_time = large_time.min(time(1, large));
        let sizes = ratio(large.len(), small.len());
        growth = large_time.div_duration_f64(small_time) * 16.0 * (16.0 / sizes);
        if growth <= MOST_GROWTH {
            break;
        }
    }
    growth
}

#[allow(clippy::cast_precision_loss, reason = "both are far below 2^52")]
fn ratio(a: usize, b: usize) -> f64 {
    a as f64 / b as f64
}
