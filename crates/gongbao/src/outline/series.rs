//! Series of markers: which number continues what, and which series stands below which.
//!
//! A marker is accepted if it starts a series at one or continues one that is open, also across parents (1. to 23.
//! over all chapters). A gap or a repeat of a strong series is kept and reported; a stray figure is text.

use alloc::vec::Vec;

use super::Open;
use crate::{
    diagnostic::Finding,
    grammar::marker::{Family, Marker},
    line::{Chosen, Classified, LineKind},
    model::DivisionNumber,
    source::is_blank,
};

const FAMILIES: usize = 16;

/// What the markers of a unit tell together.
#[derive(Debug)]
pub(super) struct Series {
    /// The families from the highest to the lowest, as this unit nests them.
    rank: [u8; FAMILIES],
    /// Of each family: how many lines go on behind a full stop, how many stand alone.
    run_in: [(u32, u32); FAMILIES],
    /// The last number of each family.
    last: [DivisionNumber; FAMILIES],
    /// The last numbers outside of the box at hand.
    outside: Option<[DivisionNumber; FAMILIES]>,
    /// The numbers of weak families, to look ahead.
    ahead: Vec<Ahead>,
    /// Whether a line is an answer.
    pub(super) has_answers: bool,
}

/// The number of a weak family: its line, the family, the number.
pub(super) type Ahead = (u32, Family, u32);

/// Where a marker goes.
#[derive(Debug, Clone)]
pub(super) struct Placement {
    /// How many open nodes stay open.
    pub(super) depth: usize,
    pub(super) finding: Option<Finding>,
}

const fn index(family: Family) -> usize {
    family as usize
}

/// Whether a family's markers are so distinct that one alone is believed.
const fn is_strong(family: Family) -> bool {
    matches!(
        family,
        Family::Part
            | Family::Subpart
            | Family::Chapter
            | Family::Section
            | Family::Article
            | Family::HanComma
            | Family::HanParen
    )
}

impl Series {
    /// Looks at all markers of a unit once. What the list held is dropped.
    pub(super) fn of(lines: Chosen<'_>, mut ahead: Vec<Ahead>) -> Self {
        ahead.clear();
        let (mut any, mut has_answers) = (false, false);
        let (mut run_in, mut nesting) = ([(0, 0); FAMILIES], Nesting::new());
        for (at, line) in lines.iter().enumerate() {
            let LineKind::Marked(marker) = line.kind else {
                has_answers |= matches!(line.kind, LineKind::Answer);
                continue;
            };
            any = true;
            nesting.add(at, marker);
            let counts = &mut run_in[index(marker.family)];
            if line.has_stop() {
                counts.0 += 1;
            } else if line.is_bare() {
                counts.1 += 1;
            }
            if !is_strong(marker.family) {
                ahead.push((at as u32, marker.family, marker.number.main));
            }
        }
        let rank = if any { nesting.rank() } else { [0; FAMILIES] };
        Self { rank, run_in, last: [DivisionNumber::default(); FAMILIES], outside: None, ahead, has_answers }
    }

    /// The list, for another unit.
    pub(super) fn into_list(self) -> Vec<Ahead> {
        self.ahead
    }

    /// Whether the headings of a family run in: most of its lines go on behind a full stop.
    pub(super) fn runs_in(&self, family: Family) -> bool {
        let (on, alone) = self.run_in[index(family)];
        on > alone
    }

    /// Whether `lower` nests below `upper`.
    pub(super) fn is_below(&self, lower: Family, upper: Family) -> bool {
        self.rank[index(lower)] > self.rank[index(upper)]
    }

    /// A box counts for itself; the series outside of it wait.
    pub(super) fn enter_box(&mut self) {
        if self.outside.is_none() {
            self.outside = Some(self.last);
        }
        self.last = [DivisionNumber::default(); FAMILIES];
    }

    /// Decides where a marker goes, or that it is text.
    pub(super) fn place(
        &mut self,
        open: &[Open],
        marker: Marker,
        at: usize,
        line: &Classified,
        source: &str,
    ) -> Option<Placement> {
        let family = marker.family;
        if family == Family::Dash {
            return Some(Placement { depth: self.depth_below(open, family), finding: None });
        }
        let boxed = if self.outside.is_some() { last_frame(open) } else { None };
        if let Some(frame) = boxed {
            if self.leaves_box(&open[..frame], marker) {
                self.last = self.outside.take().unwrap_or(self.last);
                return self.place(&open[..frame], marker, at, line, source);
            }
        }
        let floor = boxed.map_or(0, |b| b + 1);
        let same = open.iter().rposition(|o| o.family() == Some(family)).filter(|&i| i >= floor);
        let last = self.last[index(family)];
        let finding = if family.is_decimal() {
            // Its chain has proved it to count.
            odd_in_chain(last.last(), marker.number.last())
        } else {
            self.judge(marker, last, same.is_some(), at, line, source)?
        };
        let depth = same.unwrap_or_else(|| self.depth_below(open, family).max(floor));
        self.accept(family, marker.number);
        Some(Placement { depth, finding })
    }

    /// How many open nodes stand above a family that is not open.
    fn depth_below(&self, open: &[Open], family: Family) -> usize {
        let floor = last_frame(open).map_or(0, |b| b + 1);
        open[floor..]
            .iter()
            .position(|o| o.family().is_some_and(|f| !self.is_below(family, f)))
            .map_or(open.len(), |i| floor + i)
    }

    /// Whether a marker inside a box goes on with a series outside of it rather than with one inside. No box holds chapters
    /// or sections.
    fn leaves_box(&self, outer: &[Open], marker: Marker) -> bool {
        let Some(outside) = self.outside else { return false };
        if marker.family < Family::Article {
            return true;
        }
        let (inner, before) = (self.last[index(marker.family)], outside[index(marker.family)]);
        let mut families = outer.iter().filter_map(|o| o.family());
        let open = families.clone().any(|f| f == marker.family);
        let higher = families.any(|f| self.is_below(f, marker.family) || f == marker.family);
        if continues(inner, marker.number) && !(open && continues(before, marker.number)) {
            return false;
        }
        open && marker.number.main > before.main || higher && marker.number.main == before.main + 1
    }

    fn accept(&mut self, family: Family, number: DivisionNumber) {
        self.last[index(family)] = number;
    }

    /// Whether a number is a member of its series; what is odd about it.
    #[allow(clippy::option_option, reason = "no member; a member; a member and what is odd about it")]
    fn judge(
        &self,
        marker: Marker,
        last: DivisionNumber,
        open: bool,
        at: usize,
        line: &Classified,
        source: &str,
    ) -> Option<Option<Finding>> {
        let number = marker.number;
        if continues(last, number) || number.main == 1 && number.sub == 0 && last.main != 1 {
            return (!self.is_cross_reference(marker, line, source)).then_some(None);
        }
        if number.main == 1 {
            let finding = (open && last.main == 1).then_some(Finding::NumberingRepeat { found: 1 });
            return (!self.is_cross_reference(marker, line, source)).then_some(finding);
        }
        if self.is_cross_reference(marker, line, source) {
            return None;
        }
        let finding = if number <= last {
            Finding::NumberingRepeat { found: number.main }
        } else {
            Finding::NumberingGap { expected: last.main + 1, found: number.main }
        };
        let near = number.main.abs_diff(last.main) <= 3 && last.main > 0;
        let followed = || self.followed(marker.family, at, number.main);
        (is_strong(marker.family) || near || followed()).then_some(Some(finding))
    }

    /// Whether the next marker of the family counts on from this one.
    fn followed(&self, family: Family, at: usize, number: u32) -> bool {
        let from = self.ahead.partition_point(|&(line, _, _)| line <= at as u32);
        self.ahead[from..]
            .iter()
            .take(40)
            .find(|(_, f, _)| *f == family)
            .is_some_and(|&(_, _, n)| n == number + 1)
    }

    /// 第五条第二款规定的… at the start of a line is text unless the number is due and a blank follows.
    fn is_cross_reference(&self, marker: Marker, line: &Classified, source: &str) -> bool {
        if !matches!(marker.family, Family::Article | Family::Chapter | Family::Section | Family::Part) {
            return false;
        }
        let rest = line.span.of(source).get(marker.len as usize..).unwrap_or("").trim_start_matches(is_blank);
        // 第九条修改为:“…”: what a decision does to an article of another text.
        if ["修改为", "改为"].iter().any(|w| rest.starts_with(w)) {
            return true;
        }
        if marker.blank_after {
            return false;
        }
        let refers = [
            "第",
            "规定",
            "所列",
            "所称",
            "、",
            "和第",
            "至第",
            "的规定",
            "的",
            "中",
            "或者第",
            "及",
            "后增加",
            "增加一",
            "删去",
        ];
        let due = continues(self.last[index(marker.family)], marker.number);
        if due {
            return ["第", "规定的", "、第", "和第", "至第"].iter().any(|w| rest.starts_with(w));
        }
        refers.iter().any(|w| rest.starts_with(w))
    }
}

/// The last of the open nodes that is a box or an answer.
fn last_frame(open: &[Open]) -> Option<usize> {
    open.iter().rposition(|o| o.family().is_none())
}

/// What is odd about the last figure of a decimal behind that of its series.
fn odd_in_chain(last: u32, next: u32) -> Option<Finding> {
    if next == 1 || next == last + 1 {
        None
    } else if next <= last {
        Some(Finding::NumberingRepeat { found: next })
    } else {
        Some(Finding::NumberingGap { expected: last + 1, found: next })
    }
}

/// Whether `next` is the number behind `last`: 9 behind 8, 20之一 behind 20, 21 behind 20之一.
fn continues(last: DivisionNumber, next: DivisionNumber) -> bool {
    next.main == last.main + 1 && next.sub <= 1 || next.main == last.main && next.sub == last.sub + 1
}

/// Calls a function with each family of a set, by its place.
fn each_of(mut set: u16, mut take: impl FnMut(usize)) {
    while set != 0 {
        take(set.trailing_zeros() as usize);
        set &= set - 1;
    }
}

/// How the families of a unit nest, as far as its markers have shown it.
struct Nesting {
    last: [u32; FAMILIES],
    /// The families whose last number is known, a bit for each, as in the sets below.
    known: u16,
    /// `begun[upper]`: those that began at one while upper stood at its last number.
    begun: [u16; FAMILIES],
    under: [[u32; FAMILIES]; FAMILIES],
    first_seen: [u32; FAMILIES],
    /// `moved[family]`: those that have counted on since family's last number.
    moved: [u16; FAMILIES],
    /// `across[family][other]`: how often family counted on all the same, as what stands below other would not do.
    across: [[u32; FAMILIES]; FAMILIES],
}

impl Nesting {
    const fn new() -> Self {
        Self {
            last: [0; FAMILIES],
            known: 0,
            begun: [0; FAMILIES],
            under: [[0; FAMILIES]; FAMILIES],
            first_seen: [u32::MAX; FAMILIES],
            moved: [0; FAMILIES],
            across: [[0; FAMILIES]; FAMILIES],
        }
    }

    /// Takes note of the marker of the next line.
    fn add(&mut self, at: usize, marker: Marker) {
        let (f, n) = (index(marker.family), marker.number.last());
        let own = 1_u16 << f;
        self.first_seen[f] = self.first_seen[f].min(at as u32);
        if n == 1 {
            self.begun[f] = 0;
            each_of(self.known & !own, |upper| self.begun[upper] |= own);
        } else if n == self.last[f] + 1 {
            each_of(core::mem::take(&mut self.begun[f]), |lower| self.under[f][lower] += 1);
            each_of(self.moved[f], |other| self.across[f][other] += 1);
            for others in &mut self.moved {
                *others |= own;
            }
        }
        self.moved[f] = 0;
        self.last[f] = n;
        self.known = if n > 0 { self.known | own } else { self.known & !own };
    }

    /// Whether a family stands above another: the usual order, unless the text shows the contrary.
    fn is_above(&self, upper: usize, lower: usize) -> bool {
        let (article, comma) = (index(Family::Article), index(Family::HanComma));
        if lower == article && upper == comma || lower == comma && upper == article {
            // 一、 stands above the articles of an interpretation where it comes first.
            let comma_first =
                self.first_seen[comma] < self.first_seen[article] && self.first_seen[article] != u32::MAX;
            return if upper == comma { comma_first } else { !comma_first };
        }
        let natural = upper < lower;
        // 编, 章, 节 and 条 never change places.
        if upper <= article || lower <= article {
            return natural;
        }
        let (yes, no) = (self.under[upper][lower], self.under[lower][upper]);
        if natural {
            no <= yes.max(self.across[upper][lower])
        } else {
            yes > no.max(self.across[lower][upper])
        }
    }

    /// The place of each family in the order in which the unit nests them.
    fn rank(&self) -> [u8; FAMILIES] {
        let mut order: [usize; FAMILIES] = core::array::from_fn(|i| i);
        // A few exchanges of neighbours settle what the text shows; 16 families make at most 120.
        for _ in 0..FAMILIES {
            let mut settled = true;
            for i in 0..FAMILIES - 1 {
                if self.is_above(order[i + 1], order[i]) && !self.is_above(order[i], order[i + 1]) {
                    order.swap(i, i + 1);
                    settled = false;
                }
            }
            if settled {
                break;
            }
        }
        let mut rank = [0; FAMILIES];
        for (place, &family) in order.iter().enumerate() {
            rank[family] = place as u8;
        }
        rank
    }
}
