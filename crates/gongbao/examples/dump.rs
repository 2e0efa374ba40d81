//! Writes the tree of each text into a directory.
fn main() {
    let mut args = std::env::args().skip(1);
    let out = args.next().unwrap();
    for f in args {
        let text = std::fs::read_to_string(&f).unwrap();
        let g = gongbao::parse(&text);
        let stem = std::path::Path::new(&f).file_stem().unwrap().to_string_lossy().into_owned();
        std::fs::write(format!("{out}/{stem}.json"), serde_json::to_vec(&g).unwrap()).unwrap();
    }
}
