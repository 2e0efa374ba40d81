//! The labels in front of those who are responsible: 责任单位：, 牵头部门：, 配合：.

use super::{
    sign::{is_colon, is_han},
    word::Endings,
};

/// What a label in front of units says of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// 牵头单位:
    Lead,
    /// 责任单位:
    Units,
    /// 配合单位:
    Support,
    /// 完成时限: and all else; what follows is no unit.
    Other,
}

/// The longest label, in characters.
const LONGEST_LABEL: usize = 10;

/// As many characters as are looked at of a label, in bytes.
const HEAD: usize = 3 * (LONGEST_LABEL + 1);

/// How many bytes the Han characters take that a text begins with; [`LONGEST_LABEL`] and one more are looked at.
fn han_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    // From U+4E00 to U+9FFF, where nearly all of them are; all are looked at at once, since no one knows where they end.
    let is_sure = |c: &[u8]| match *c {
        [lead, second, ..] => (0xe4b8..=0xe9bf).contains(&u16::from_be_bytes([lead, second])),
        _ => false,
    };
    let head = bytes.first_chunk::<HEAD>();
    let others = head.map_or(1, |head| {
        head.chunks(3)
            .enumerate()
            .fold(!0_u32 << (HEAD / 3), |others, (n, c)| others | u32::from(!is_sure(c)) << n)
    });
    let mut seen = others.trailing_zeros() as usize;
    let mut at = 3 * seen;
    while seen <= LONGEST_LABEL {
        seen += 1;
        at += match bytes.get(at) {
            // From U+4E00 to U+9FFF, where nearly all of them are.
            Some(0xe5..=0xe9) => 3,
            Some(0xe4) if bytes.get(at + 1) >= Some(&0xb8) => 3,
            Some(0xe3 | 0xe4 | 0xf0) => match text.get(at..).and_then(|t| t.chars().next()) {
                Some(c) if is_han(c) => c.len_utf8(),
                _ => break,
            },
            _ => break,
        }
    }
    at
}

/// `label = 1*10han ":"`, where the words end in 单位, 部门 or the like and say what these do.
pub(super) fn label_at(text: &str) -> Option<(Label, usize)> {
    let (words, rest) = text.split_at_checked(han_len(text))?;
    // Nothing else begins a colon.
    let colon = rest.as_bytes().first().filter(|b| matches!(b, b':' | 0xe2 | 0xef));
    let colon = colon.and_then(|_| rest.chars().next()).filter(|&c| is_colon(c))?;
    // A run longer than a label ends at no colon that is looked at.
    if words.is_empty() || words.len() > 3 * LONGEST_LABEL && words.chars().count() > LONGEST_LABEL {
        return None;
    }
    Some((label_of(words), words.len() + colon.len_utf8()))
}

/// Words for a unit that a label ends with.
const ORGANS: Endings<'_, '_> = Endings::new(&["单位", "部门", "处室", "科室", "机构", "主体", "地区"]);

/// The labels without such a word.
const BARE: Endings<'_, '_> = Endings::new(&["牵头", "主办", "配合", "协办", "责任"]);

/// What the words of a label say that its units do: 牵头 before 配合 before 责任.
fn label_of(words: &str) -> Label {
    if ORGANS.of(words).is_none() && BARE.of(words) != Some(words) {
        return Label::Other;
    }
    let (mut lead, mut support, mut units, mut before) = (false, false, false, '\0');
    for c in words.chars() {
        match (before, c) {
            ('牵', '头') | ('主', '责' | '办') => lead = true,
            ('配', '合') | ('协', '办' | '助' | '同') => support = true,
            ('责', '任')
            | ('参', '加' | '与')
            | ('承', '办')
            | ('落', '实')
            | ('实', '施')
            | ('负', '责')
            | ('完', '成') => units = true,
            _ => {}
        }
        before = c;
    }
    match () {
        () if lead => Label::Lead,
        () if support => Label::Support,
        () if units => Label::Units,
        () => Label::Other,
    }
}

/// How far into a bracket a label is looked for, in characters.
const LABEL_WINDOW: usize = 40;

/// Whether words can be the end of a label of units: the fast test in front of [`label_at`].
fn ends_label(words: &str) -> bool {
    ORGANS.of(words).is_some() || BARE.of(words).is_some()
}

/// Whether a colon stands where that of a label can: the fast test in front of the exact one.
fn may_have_label(text: &str) -> bool {
    let reach = (4 * (LABEL_WINDOW + LONGEST_LABEL + 2)).min(text.len());
    // Nothing else begins a colon.
    memchr::memchr3_iter(b':', 0xe2, 0xef, &text.as_bytes()[..reach]).any(|at| {
        // Inside of another character there is no text to read.
        let (words, rest) = text.split_at_checked(at).unwrap_or_default();
        rest.starts_with(is_colon) && ends_label(words)
    })
}

/// The label of units that a text begins with.
pub(super) fn units_label_at(text: &str) -> Option<(Label, usize)> {
    label_at(text).filter(|&(label, _)| label != Label::Other)
}

/// The label that a text begins with of units, or of persons where one of units follows: 责任领导：某某　责任单位：甲局.
pub(super) fn units_or_persons_label_at(text: &str) -> Option<(Label, usize)> {
    let label = label_at(text)?;
    if label.0 != Label::Other {
        return Some(label);
    }
    if !names_persons(text.get(..label.1)?.trim_end_matches(is_colon)) {
        return None;
    }
    let behind = text.get(label.1..)?;
    units_label_at(behind.get(label_behind(behind)?..)?).map(|_| label)
}

/// Labels that stand behind the last word of another field, a blank between them at most: 责任单位：甲局　完成时限：2031年.
const BEHIND_A_FIELD: Endings<'_, '_> = Endings::new(&[
    "责任单位",
    "责任部门",
    "牵头单位",
    "牵头部门",
    "配合单位",
    "配合部门",
    "协办单位",
    "承办单位",
    "参加单位",
    "参与单位",
    "完成时限",
    "完成时间",
    "责任领导",
    "牵头领导",
    "分管领导",
    "责任人",
]);

/// Where a label begins behind another field.
pub(super) fn label_behind(text: &str) -> Option<usize> {
    let mut colons = text.match_indices(is_colon);
    colons.find_map(|(at, _)| {
        let words = text.get(..at)?;
        Some(at - BEHIND_A_FIELD.of(words)?.len()).filter(|&from| from > 0)
    })
}

/// Whether the words of a label say that persons stand behind it.
fn names_persons(label: &str) -> bool {
    label.ends_with("领导") || label.ends_with("责任人")
}

/// Where the label of units begins whose colon stands at an offset.
pub(crate) fn units_label_before(text: &str, colon: usize) -> Option<usize> {
    let words = text.get(..colon).filter(|words| ends_label(words))?;
    let (mut from, mut seen) = (colon, 0);
    for (at, _) in words.char_indices().rev().take_while(|&(_, c)| is_han(c)) {
        (from, seen) = (at, seen + 1);
        if seen > LONGEST_LABEL {
            return None;
        }
    }
    (label_of(&words[from..]) != Label::Other).then_some(from)
}

/// The label of the clause that a text is, and where it begins: at the start, or behind a sign: (6月底完成,牵头单位:A).
pub(super) fn clause_label(text: &str) -> Option<(usize, Option<(Label, usize)>)> {
    if let Some(label) = units_or_persons_label_at(text) {
        return Some((0, Some(label)));
    }
    if !may_have_label(text) {
        return None;
    }
    let near = text.char_indices().take(LABEL_WINDOW);
    let mut signs = near.filter(|&(_, c)| matches!(c, '，' | ',' | '；' | ';'));
    signs.find_map(|(at, c)| {
        let from = at + c.len_utf8();
        Some((from, Some(units_label_at(text.get(from..)?)?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_what_its_units_do() {
        for (text, label) in [
            ("责任单位：甲局", Some(Label::Units)),
            ("牵头单位:甲局", Some(Label::Lead)),
            ("主责部门：甲局", Some(Label::Lead)),
            ("配合：甲局", Some(Label::Support)),
            ("完成时限：6月", Some(Label::Other)),
            ("责任单位甲局", None),
            ("各级人民政府有关责任单位：甲局", None),
        ] {
            assert_eq!(label_at(text).map(|l| l.0), label, "{text}");
        }
    }

    #[test]
    fn a_label_is_found_from_its_colon() {
        for (text, label) in [
            ("推广甲。责任单位：", Some("责任单位：")),
            ("推广甲；牵头部门:", Some("牵头部门:")),
            ("（6月底前）责任单位：", Some("责任单位：")),
            ("责任：", Some("责任：")),
            ("落实责任：", None),
            ("建设单位：", None),
            ("完成时限：", None),
            ("推广甲的丁戊己庚辛责任单位：", None),
        ] {
            let colon = text.rfind(is_colon).unwrap();
            assert_eq!(units_label_before(text, colon).map(|at| &text[at..]), label, "{text}");
        }
    }
}
