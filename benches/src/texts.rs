//! The bytes that everything is measured on.

/// The founding texts, in order of name.
pub const SEEDS: [&str; 5] = [
    include_str!("../../seeds/benxi-2023-3.txt"),
    include_str!("../../seeds/tianjin-2017-social-investment.txt"),
    include_str!("../../seeds/tianjin-2022-19-20.txt"),
    include_str!("../../seeds/tianjin-2023-21-22.txt"),
    include_str!("../../seeds/tianjin-2024-five-projects.txt"),
];

/// One mebibyte.
pub const MIB: usize = 1 << 20;

/// Texts that are parsed one after another, and the same as HTML for peers that read nothing else.
#[derive(Debug)]
pub struct Input {
    /// What the table calls it.
    pub name: &'static str,
    /// The texts.
    pub texts: Vec<String>,
    /// Each text with its lines as `<p>` elements.
    pub html: Vec<String>,
}

impl Input {
    fn new(name: &'static str, texts: Vec<String>) -> Self {
        let html = texts.iter().map(|text| paragraphs(text)).collect();
        Self { name, texts, html }
    }

    /// The five founding texts.
    pub fn seeds() -> Self {
        Self::new("seeds", SEEDS.map(str::to_owned).to_vec())
    }

    /// At least so many bytes of lines of the founding texts, each time in a new order.
    ///
    /// Texts that only repeat would flatter: a processor learns what comes next.
    pub fn shuffled(name: &'static str, bytes: usize) -> Self {
        Self::new(name, vec![shuffled(bytes)])
    }

    /// The bytes of the texts.
    pub fn bytes(&self) -> usize {
        self.texts.iter().map(String::len).sum()
    }
}

/// At least so many bytes of lines of the founding texts, in an order that is always the same.
pub fn shuffled(bytes: usize) -> String {
    let mut lines: Vec<&str> = SEEDS.iter().flat_map(|text| text.split_inclusive('\n')).collect();
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    let mut out = String::with_capacity(bytes + MIB);
    while out.len() < bytes {
        for last in (1..lines.len()).rev() {
            lines.swap(last, random.below(last + 1));
        }
        for line in &lines {
            out.push_str(line.trim_end_matches('\n'));
            out.push('\n');
        }
    }
    out
}

/// xorshift64*: enough to shuffle with.
#[derive(Debug)]
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 32;
        usize::try_from(high).unwrap_or_default() % end
    }
}

fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        out.push_str("<p>");
        for c in line.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '&' => out.push_str("&amp;"),
                _ => out.push(c),
            }
        }
        out.push_str("</p>\n");
    }
    out
}
