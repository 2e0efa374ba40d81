//! Hostile input: no panic, no growth of the stack, nothing lost, and time that grows with the text and no faster.
//!
//! Each family is parsed at 64 kB and at 1 MiB, sixteen times as much; time may grow to twice that. **Times are only
//! compared with each other, never with a clock on the wall**: CPU time of the thread, the best of a few runs, measured
//! again before a family is called slow.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod families;

use std::{fs, hint::black_box, thread};

use families::{FAMILIES, Family};
use gongbao::{Block, Gazette};

const SMALL: usize = 64 << 10;
const LARGE: usize = 1 << 20;

/// How much longer the large text may take than the small one.
const MOST_GROWTH: f64 = 32.0;

/// A stack on which a recursion that follows the depth of the input would not fit.
const STACK: usize = 256 << 10;

/// Parses on a thread with a small stack and looks at what came out.
fn on_a_small_stack(text: String) -> Result<(), String> {
    let look = move || {
        let gazette = gongbao::parse(&text);
        black_box(serde_json::to_writer(std::io::sink(), &gazette)).map_err(|e| e.to_string())?;
        gazette.check_invariants()
    };
    thread::Builder::new().stack_size(STACK).spawn(look).unwrap().join().map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        words.unwrap_or_else(|| "a panic".to_owned())
    })?
}

#[test]
fn nothing_is_lost_and_nothing_panics() {
    let mut broken = Vec::new();
    for &(name, family) in FAMILIES {
        // What explodes is told by the test below, before it takes all the memory there is.
        let largest = if explodes(family) { SMALL } else { LARGE };
        for size in [1, 200, SMALL, largest] {
            if let Err(violation) = on_a_small_stack(family(size)) {
                broken.push(format!("{name}, {size} bytes: {violation}"));
                break;
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// The CPU time of this thread in nanoseconds, where the system tells it; other processes do not count.
fn cpu_time() -> Option<u64> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok()
}

/// A time that runs while this thread does, as far as the system lets us know.
fn now() -> u64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    let start = START.get_or_init(std::time::Instant::now);
    cpu_time().unwrap_or_else(|| start.elapsed().as_nanos() as u64)
}

/// The best time of some runs.
fn best(runs: usize, text: &str) -> u64 {
    let time = || {
        let start = now();
        black_box(gongbao::parse(black_box(text)));
        now() - start
    };
    (0..runs).map(|_| time()).min().unwrap()
}

/// Whether four times the text takes much more than four times as long, already far below the large size.
fn explodes(family: Family) -> bool {
    let [quarter, small] = [family(SMALL / 4), family(SMALL)];
    // Once is enough to be let through; what is slow is measured again.
    [1, 3, 9].iter().all(|&runs| {
        let time = best(runs, &small);
        time > 20_000_000 && time > 9 * best(runs, &quarter)
    })
}

/// How many times longer the large text takes. A text that is done in no time is measured against half a millisecond.
fn growth(family: Family, runs: usize) -> f64 {
    let [small, large] = [family(SMALL), family(LARGE)];
    let small_time = best(runs * 4, &small).max(500_000);
    let bytes = large.len() as f64 / small.len() as f64 / 16.0;
    best(runs, &large) as f64 / small_time as f64 / bytes
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    let slow: Vec<_> = FAMILIES
        .iter()
        .filter_map(|&(name, family)| {
            if explodes(family) {
                return Some(format!(
                    "{name}: nine times the time for four times the text, at {SMALL} bytes"
                ));
            }
            let measured = [1, 2, 4].map(|runs| move || growth(family, runs));
            let mut least = f64::INFINITY;
            for measure in measured {
                least = least.min(measure());
                if least <= MOST_GROWTH {
                    return None;
                }
            }
            Some(format!("{name}: {least:.0} times the time for 16 times the text"))
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// The deepest nesting of blocks.
fn depth(gazette: &Gazette<'_>) -> usize {
    let above = |block: Block<'_>| std::iter::successors(Some(block), |b| b.handle().parent()).count();
    gazette.documents().flat_map(gongbao::Document::walk).map(above).max().unwrap_or(0)
}

#[test]
fn nesting_is_bounded() {
    for (name, family) in FAMILIES {
        let text = family(SMALL);
        let depth = depth(&gongbao::parse(&text));
        assert!(depth <= 40, "{name}: {depth} levels");
    }
}
