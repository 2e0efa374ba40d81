//! The same parses outside of WebAssembly, for `npm run rate`.
//!
//! For each line that comes in, the files named by the arguments are parsed as often as the line says; the processor time
//! goes out, in microseconds.
#![allow(clippy::print_stdout, reason = "a program that answers on its output")]

use std::{env, error::Error, fs, hint::black_box, io};

use cpu_time::ProcessTime;

fn main() -> Result<(), Box<dyn Error>> {
    let texts: Vec<String> = env::args_os().skip(1).map(fs::read_to_string).collect::<Result<_, _>>()?;
    for line in io::stdin().lines() {
        let times: u32 = line?.trim().parse()?;
        let from = ProcessTime::now();
        for _ in 0..times {
            for text in &texts {
                black_box(gongbao::parse(black_box(text)));
            }
        }
        println!("{}", from.elapsed().as_micros());
    }
    Ok(())
}
