//! The heap that a piece of work takes: an allocator that counts.
#![allow(
    unsafe_code,
    reason = "a global allocator cannot be written without; it hands everything on to the system's"
)]

use std::{
    alloc::{GlobalAlloc, Layout, System},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
};

/// The system's allocator, which counts while [`measure`] runs.
#[derive(Debug)]
pub struct Counting;

static ON: AtomicBool = AtomicBool::new(false);
static NOW: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);
static CALLS: AtomicUsize = AtomicUsize::new(0);

fn grown(bytes: usize) {
    if ON.load(Relaxed) {
        let now = NOW.fetch_add(bytes, Relaxed).wrapping_add(bytes);
        // What was there before and is given back makes `NOW` wrap: that is no peak.
        if now < usize::MAX / 2 {
            PEAK.fetch_max(now, Relaxed);
        }
        CALLS.fetch_add(1, Relaxed);
    }
}

fn shrunk(bytes: usize) {
    if ON.load(Relaxed) {
        NOW.fetch_sub(bytes, Relaxed);
    }
}

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grown(layout.size());
        // SAFETY: the caller's promise is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        grown(layout.size());
        // SAFETY: the caller's promise is the system's.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, old: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // Counted as growth in place, which it is for large pieces: the system moves pages and copies nothing.
        shrunk(layout.size());
        grown(size);
        // SAFETY: the caller's promise is the system's.
        unsafe { System.realloc(old, layout, size) }
    }

    unsafe fn dealloc(&self, old: *mut u8, layout: Layout) {
        shrunk(layout.size());
        // SAFETY: the caller's promise is the system's.
        unsafe { System.dealloc(old, layout) }
    }
}

/// What a piece of work took.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// The most bytes at one time.
    pub peak: usize,
    /// How often memory was asked for.
    pub calls: usize,
}

/// Counts while `work` runs; [`Counting`] must be the global allocator.
pub fn measure<T>(work: impl FnOnce() -> T) -> Taken {
    for counter in [&NOW, &PEAK, &CALLS] {
        counter.store(0, Relaxed);
    }
    ON.store(true, Relaxed);
    let kept = work();
    ON.store(false, Relaxed);
    drop(kept);
    Taken { peak: PEAK.load(Relaxed), calls: CALLS.load(Relaxed) }
}
