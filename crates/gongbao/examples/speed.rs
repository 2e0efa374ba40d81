//! throwaway
fn main() {
    let texts: Vec<String> = std::env::args().skip(1).map(|f| std::fs::read_to_string(f).unwrap()).collect();
    let n: usize = texts.iter().map(String::len).sum();
    for _ in 0..3 {
        let t = std::time::Instant::now();
        let k = 20;
        for _ in 0..k { for x in &texts { std::hint::black_box(gongbao::parse(x)); } }
        println!("{:.1} MB/s", (n * k) as f64 / t.elapsed().as_secs_f64() / 1e6);
    }
}
