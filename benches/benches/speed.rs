//! Criterion's view of the same entries, for following one of them over a change; `cargo xtask bench` has the ratios.
#![allow(missing_docs, reason = "criterion's macros make functions without")]

use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use gongbao_benches::{
    entries::{self, Entry},
    texts::{Input, MIB, SEEDS},
};

fn ours() -> impl Iterator<Item = Entry> {
    entries::all().into_iter().filter(|e| e.name.starts_with("gongbao"))
}

/// The five founding texts one after another: ours, then everything that it is compared with.
fn seeds(c: &mut Criterion) {
    let input = Input::seeds();
    let mut group = c.benchmark_group("seeds");
    group.throughput(Throughput::Bytes(input.bytes() as u64));
    for entry in entries::all() {
        group.bench_function(entry.name, |b| b.iter(|| entry.run(&input)));
    }
}

/// Each founding text alone.
fn each(c: &mut Criterion) {
    let mut group = c.benchmark_group("each");
    for (at, text) in SEEDS.into_iter().enumerate() {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(at + 1), |b| b.iter(|| gongbao::parse(text)));
    }
}

/// Long texts of shuffled lines.
fn shuffled(c: &mut Criterion) {
    let mut group = c.benchmark_group("shuffled");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    for (name, mib) in [("1 MiB", 1), ("16 MiB", 16), ("64 MiB", 64)] {
        let input = Input::shuffled(name, mib * MIB);
        group.throughput(Throughput::Bytes(input.bytes() as u64));
        for entry in ours() {
            group.bench_function(BenchmarkId::new(entry.name, name), |b| b.iter(|| entry.run(&input)));
        }
    }
}

criterion_group!(benches, seeds, each, shuffled);
criterion_main!(benches);
