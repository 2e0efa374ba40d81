//! Sets the lines of a text as they come: indents, blank lines, signs of either width, page breaks, debris.

use proptest::{collection::vec, prelude::*, sample::Index};

use crate::parts::Line;

/// The signs that come half- and full-width.
const WIDTHS: [(char, char); 7] =
    [('(', '（'), (')', '）'), (',', '，'), (':', '：'), (';', '；'), ('?', '？'), ('%', '％')];

/// How a text is set.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typesetting {
    indent: &'static str,
    end: &'static str,
    mark: bool,
    /// Which signs are narrow: all of them, none, or by turns.
    narrow: u8,
    blank_lines: bool,
    blank_end: usize,
    /// Page breaks: in front of which line, with a running head or without.
    breaks: Vec<(Index, bool)>,
    /// Page breaks inside of a text: in which line, behind which character, with a running head or without.
    cuts: Vec<(Index, Index, bool)>,
    /// Where characters stand that print nothing.
    invisible: Vec<(Index, Index)>,
}

pub(crate) fn typesetting() -> impl Strategy<Value = Typesetting> {
    let plain = (
        prop::sample::select(vec!["", "　　", "  ", "    "]),
        prop::sample::select(vec!["\n", "\r\n"]),
        any::<bool>(),
        0..3_u8,
        any::<bool>(),
        0..4_usize,
    );
    let places = (
        vec((any::<Index>(), any::<bool>()), 0..3),
        vec((any::<Index>(), any::<Index>(), any::<bool>()), 0..4),
        vec((any::<Index>(), any::<Index>()), 0..3),
    );
    (plain, places).prop_map(
        |((indent, end, mark, narrow, blank_lines, blank_end), (breaks, cuts, invisible))| Typesetting {
            indent,
            end,
            mark,
            narrow,
            blank_lines,
            blank_end,
            breaks,
            cuts,
            invisible,
        },
    )
}

impl Typesetting {
    /// The text; a running head stands beside page numbers where it is an issue's.
    pub(crate) fn print(&self, lines: &[Line], issue: bool) -> String {
        let mut set: Vec<Vec<String>> = lines
            .iter()
            .map(|line| {
                let indent = if line.cut_from.is_some() { self.indent } else { "" };
                vec![format!("{indent}{}", line.text)]
            })
            .collect();
        let page = |head: bool| {
            let mut page = vec!["— 12 —".to_owned()];
            page.extend((head && issue).then(|| "云台市人民政府公报".to_owned()));
            page
        };
        let flowing: Vec<usize> = (0..lines.len()).filter(|&at| lines[at].cut_from.is_some()).collect();
        if !flowing.is_empty() {
            for (line, place) in &self.invisible {
                let at = *line.get(&flowing);
                let places = cuts(&set[at][0], self.indent.len() + lines[at].cut_from.unwrap_or_default());
                if !places.is_empty() {
                    set[at][0].insert(*place.get(&places), '\u{200b}');
                }
            }
            for (line, place, head) in &self.cuts {
                let at = *line.get(&flowing);
                let places = cuts(&set[at][0], self.indent.len() + lines[at].cut_from.unwrap_or_default());
                if set[at].len() == 1 && !places.is_empty() {
                    let rest = set[at][0].split_off(*place.get(&places));
                    set[at].extend(page(*head));
                    set[at].push(rest);
                }
            }
        }
        for (line, head) in &self.breaks {
            let at = line.index(set.len());
            // Nothing stands above the first line of a text.
            if at > 0 {
                let page = page(*head);
                set[at].splice(0..0, page);
            }
        }
        let end = if self.end.is_empty() { "\n" } else { self.end };
        let between = if self.blank_lines { end.repeat(2) } else { end.to_owned() };
        let text = set.concat().join(&between) + &end.repeat(self.blank_end);
        let mark = if self.mark { "\u{feff}" } else { "" };
        format!("{mark}{}", self.widths(&text))
    }

    fn widths(&self, text: &str) -> String {
        let mut turn = false;
        let set = |c: char| {
            turn = !turn;
            let narrow = self.narrow == 1 || self.narrow == 2 && turn;
            WIDTHS.iter().find(|w| narrow && w.1 == c).map_or(c, |w| w.0)
        };
        text.chars().map(set).collect()
    }
}

/// How many characters stand on a line at least before a page ends in the middle of a sentence.
const LINE: usize = 20;

/// Where a text may be cut: inside a sentence, between characters of words, some way from either end, behind a comma or a
/// full stop, without which a line could as well be a heading.
fn cuts(line: &str, from: usize) -> Vec<usize> {
    let word = |c: char| !"，。；：、？（）《》〔〕—\u{200b} 　".contains(c) && !c.is_ascii();
    let chars: Vec<(usize, char)> = line.char_indices().collect();
    let begins_a_form = |c: char| "一二三四五六七八九十第附表专图目各问答".contains(c);
    (LINE..chars.len().saturating_sub(6))
        .filter(|&at| chars[at].0 >= from + 12 && word(chars[at - 1].1) && word(chars[at].1))
        .filter(|&at| line[from..chars[at].0].contains(['，', '。']))
        .filter(|&at| word(chars[at + 1].1) && word(chars[at - 2].1) && !begins_a_form(chars[at].1))
        .map(|at| chars[at].0)
        .collect()
}

/// Signs in one width.
pub(crate) fn narrow(text: &str) -> String {
    text.chars().map(|c| WIDTHS.iter().find(|w| w.1 == c).map_or(c, |w| w.0)).collect()
}
