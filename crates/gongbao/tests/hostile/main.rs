//! Hostile input: no panic, no growth of the stack, nothing lost, and time that grows with the text and no faster.
//!
//! Each family is parsed at 64 kB and at 1 MiB, sixteen times as much; time may grow to twice that. `cargo xtask hostile`
//! goes on to 4 MiB with what is released, and looks at the heap. **Times are only
//! compared with each other, never with a clock on the wall**: CPU time of the thread, the best of a few runs, measured
//! again before a family is called slow.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod families;

use std::{
    fs,
    hint::black_box,
    sync::{Mutex, OnceLock},
    thread,
    time::{Duration, Instant},
};

use families::{COUNTED, FAMILIES, Family};
use gongbao::{Block, Gazette};

const SMALL: usize = 64 << 10;
const MIDDLE: usize = 256 << 10;
const LARGE: usize = 1 << 20;

/// How much longer the large text may take than the small one.
const MOST_GROWTH: f64 = 32.0;

/// A stack on which a recursion that follows the depth of the input would not fit.
const STACK: usize = 256 << 10;

/// The deepest nesting of blocks that there may be.
const DEEPEST: usize = 40;

/// The deepest nesting of blocks.
fn depth(gazette: &Gazette<'_>) -> usize {
    let above = |block: Block<'_>| std::iter::successors(Some(block), |b| b.handle().parent()).count();
    gazette.documents().flat_map(gongbao::Document::walk).map(above).max().unwrap_or(0)
}

/// Parses on a thread with a small stack and looks at what came out.
fn on_a_small_stack(text: String) -> Result<(), String> {
    let look = move || {
        let gazette = gongbao::parse(&text);
        serde_json::to_writer(std::io::sink(), &gazette).map_err(|e| e.to_string())?;
        let depth = depth(&gazette);
        if depth > DEEPEST {
            return Err(format!("{depth} levels"));
        }
        gazette.check_invariants()
    };
    thread::Builder::new().stack_size(STACK).spawn(look).unwrap().join().map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        words.unwrap_or_else(|| "a panic".to_owned())
    })?
}

#[test]
fn nothing_is_lost_nothing_panics_and_nesting_is_bounded() {
    let _alone = ALONE.lock();
    let mut broken = Vec::new();
    for &(name, family) in FAMILIES {
        // What explodes is told by the test below, before it takes all the memory there is.
        let largest = if explodes(family) { SMALL } else { LARGE };
        for size in [1, 200, SMALL, MIDDLE.min(largest), largest] {
            if let Err(violation) = on_a_small_stack(family(size)) {
                broken.push(format!("{name}, {size} bytes: {violation}"));
                break;
            }
        }
    }
    for &(name, count, text) in COUNTED {
        // All of them are for an optimised build.
        let count = if cfg!(debug_assertions) { count / 20 } else { count };
        if let Err(violation) = on_a_small_stack(text(count)) {
            broken.push(format!("{name}, of which {count}: {violation}"));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// One test at a time: the clock is for one alone.
static ALONE: Mutex<()> = Mutex::new(());

/// The CPU time of this thread in nanoseconds, where the system tells it; other processes do not count.
fn cpu_time() -> Option<u64> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    stat.split(' ').next()?.parse().ok()
}

/// A time that runs while this thread does, as far as the system lets us know. The system counts in ticks of some
/// milliseconds.
fn now() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    let start = START.get_or_init(Instant::now);
    cpu_time().unwrap_or_else(|| start.elapsed().as_nanos() as u64)
}

/// The time of some runs.
fn time(runs: usize, text: &str) -> u64 {
    let start = now();
    (0..runs).for_each(|_| drop(black_box(gongbao::parse(black_box(text)))));
    (now() - start).max(1_000_000)
}

/// The best time of some runs, by the clock on the wall.
fn best(runs: usize, text: &str) -> u128 {
    let time = || {
        let start = Instant::now();
        black_box(gongbao::parse(black_box(text)));
        start.elapsed().as_nanos()
    };
    (0..runs).map(|_| time()).min().unwrap()
}

/// Whether four times the text takes much more than four times as long, already far below the large size.
fn explodes(family: Family) -> bool {
    let parses = |text: &str| std::panic::catch_unwind(|| gongbao::parse(text).documents().count()).is_ok();
    let [quarter, small] = [family(SMALL / 4), family(SMALL)];
    if !parses(&small) {
        return false;
    }
    // Once is enough to be let through; what is slow is measured again.
    [1, 3, 9].iter().all(|&runs| {
        let time = best(runs, &small);
        time > 20_000_000 && time > 9 * best(runs, &quarter)
    })
}

/// How many times longer the large text takes than the small one, both measured in turn until that is little enough.
fn growth(family: Family) -> f64 {
    let [small, large] = [family(SMALL), family(LARGE)];
    let times = f64::from(large.len() as u32) / f64::from(small.len() as u32);
    // Long enough for the ticks of the clock.
    let runs = (60_000_000 / best(1, &large).max(1)).clamp(1, 64) as usize;
    let (mut small_time, mut large_time, mut growth) = (u64::MAX, u64::MAX, f64::INFINITY);
    for _ in 0..6 {
        // As much text in small pieces as in one: what disturbs the one disturbs the other.
        small_time = small_time.min(time(runs * 16, &small));
        large_time = large_time.min(time(runs, &large));
        growth = Duration::from_nanos(large_time).div_duration_f64(Duration::from_nanos(small_time)) * 256.0
            / times;
        // Measured once is enough to be let through.
        if growth <= MOST_GROWTH {
            break;
        }
    }
    growth
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    let _alone = ALONE.lock();
    let slow: Vec<_> = FAMILIES
        .iter()
        .filter_map(|&(name, family)| {
            if explodes(family) {
                return Some(format!(
                    "{name}: nine times the time for four times the text, at {SMALL} bytes"
                ));
            }
            let growth = growth(family);
            (growth > MOST_GROWTH)
                .then(|| format!("{name}: {growth:.0} times the time for 16 times the text"))
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}
