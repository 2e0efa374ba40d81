//! Who is responsible, as a clause says it: 责任单位:A、B, A、B按职责分工负责, A牵头会同B负责.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    clause::{Mark, Signs},
    duty::{
        DUTIES, before_deed, before_remarks, before_time, cut_and_others, cut_deed, cut_duty, cut_remark,
        deed_behind_duty, is_bare, is_remark, is_time, parts_of_others,
    },
    duty_label::{Label, clause_label, label_at, label_behind, units_label_at, units_or_persons_label_at},
    organ::is_organ,
    sign::{is_colon, is_han},
};
use crate::model::AssignmentMode;

/// A unit in a clause, by its place there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) at: Range<usize>,
    pub(crate) lead: bool,
    /// The group, from 0: groups are parted by ；.
    pub(crate) group: usize,
}

/// The longest clause. A longer bracket is a parenthesis of the author.
const LONGEST_CLAUSE: usize = 3000;
/// The most sentences of a clause, each of which begins with a label.
const MOST_SENTENCES: usize = 4;
/// The longest name of a unit, in bytes.
const LONGEST_UNIT: usize = 150;
/// Whether a text is a clause of responsibility, by its beginning and its end alone; where it begins, and the label if
/// one stands there that is read already.
fn begins(text: &str) -> Option<(usize, Option<(Label, usize)>)> {
    clause_label(text).or_else(|| {
        if DUTIES.of(text).is_none() && before_deed(text).is_none() && !deed_behind_duty(text) {
            return None;
        }
        let refused =
            ["以下", "即", "含", "包括", "其中", "不含", "如", "或", "详见", "指", "注", "见", "简称", "对"]
                .iter()
                .any(|w| text.starts_with(w));
        (!refused).then_some((0, None))
    })
}

/// Reads what stands in a pair of brackets: its units in order, and how they share the duty; `None` where it is no clause.
pub(crate) fn parse_clause(text: &str, members: &mut Vec<Member>) -> Option<AssignmentMode> {
    let text = text.trim_end_matches(['。', '．', '；', ';']);
    if text.len() > LONGEST_CLAUSE || text.len() < 9 {
        return None;
    }
    let text = before_time(before_remarks(text));
    let (from, label) = begins(text)?;
    // Behind that the reader sees it.
    if from > 0 && text.get(..from)?.contains('。') {
        return None;
    }
    Reader::new(text, members).read(from, label)
}

/// Whether a name can stand in a list of organs: 市甲局, 各镇街.
pub(crate) fn is_listed(name: &str) -> bool {
    let some = || ["各", "有关", "相关", "市直", "区直", "县直", "省直"].iter().any(|w| name.starts_with(w));
    is_organ(name) || name.chars().all(is_han) && some()
}

/// Reads a bracket that holds nothing but organs, at least two of them, or a time: (市甲局、市乙局，各区政府).
pub(crate) fn parse_list(text: &str, members: &mut Vec<Member>) -> Option<AssignmentMode> {
    let whole = before_remarks(text);
    // 市甲局，2031年6月底完成: the time says that it is a duty.
    let text = before_time(whole);
    let is_timed = text.len() < whole.len();
    if text.len() > LONGEST_CLAUSE || !is_timed && !text.contains(['、', '，', ',']) {
        return None;
    }
    let mode = Reader::new(text, members).read(0, None)?;
    let all = members.iter().all(|m| text.get(m.at.clone()).is_some_and(is_listed));
    (mode == AssignmentMode::Listed && (is_timed || members.len() > 1) && all).then_some(mode)
}

/// Reads a text that begins with a label, up to the end of the sentence, likewise; gives its length too. A sentence that
/// begins with another label of units goes on with it: 责任单位：甲局。配合单位：乙局。
pub(crate) fn parse_line(text: &str, members: &mut Vec<Member>) -> Option<(AssignmentMode, usize)> {
    let label = units_or_persons_label_at(text)?;
    // 主办单位： stands in the frame of a page and in programmes.
    if text.starts_with("主办") {
        return None;
    }
    let mut end = text.len();
    for (at, stop) in text.match_indices('。').take(MOST_SENTENCES) {
        end = at;
        if units_label_at(&text[at + stop.len()..]).is_none() {
            break;
        }
    }
    let line = text.get(..end).filter(|t| t.len() <= LONGEST_CLAUSE)?;
    Some((Reader::new(line, members).read(0, Some(label))?, end))
}

/// The word between who leads and who helps.
const WITH: &str = "会同";
/// What stands behind the one unit of a list that leads it.
const LEADING: [&str; 2] = ["（牵头）", "(牵头)"];
/// Words that say that each unit does its own part.
const RESPECTIVE: [&str; 2] = ["职责", "各负其责"];

/// What is known at one place of a clause.
struct Reader<'t, 'm> {
    text: &'t str,
    members: &'m mut Vec<Member>,
    group: usize,
    /// The first member whose role the words behind it will say.
    open: usize,
    label: Option<Label>,
    leads: bool,
    joint: bool,
    /// Whether [`RESPECTIVE`] may hold; they stand in any part.
    respective: bool,
}

impl<'t, 'm> Reader<'t, 'm> {
    fn new(text: &'t str, members: &'m mut Vec<Member>) -> Self {
        members.clear();
        Self { text, members, group: 0, open: 0, label: None, leads: false, joint: false, respective: false }
    }

    /// Reads a clause that begins at `from`, with a label if that is read already.
    fn read(mut self, from: usize, mut label: Option<(Label, usize)>) -> Option<AssignmentMode> {
        let (mut start, mut depth, mut parts) = (from, 0_u32, false);
        let (mut at, mut signs) = (from, Signs::default());
        while let Some((mark, sign)) = signs.next(self.text, at) {
            at = sign.end;
            match mark {
                Mark::Open => depth += 1,
                Mark::Close => depth = depth.saturating_sub(1),
                Mark::Comma | Mark::Semicolon if depth > 0 => {}
                Mark::Comma | Mark::Semicolon => {
                    self.part(start..sign.start, parts, label.take(), core::mem::take(&mut signs))?;
                    parts = mark == Mark::Semicolon;
                    start = sign.end;
                }
                // A sentence is no clause; another label may stand behind the stop.
                Mark::Stop if label_at(self.text.get(at..)?).is_none() => return None,
                Mark::Stop => {
                    self.part(start..sign.start, parts, label.take(), core::mem::take(&mut signs))?;
                    parts = true;
                    start = sign.end;
                }
            }
        }
        self.part(start..self.text.len(), parts, label, signs)?;
        self.close(self.label == Some(Label::Lead));
        let mode = match () {
            () if self.joint => AssignmentMode::Joint,
            () if self.leads => AssignmentMode::Lead,
            () if (self.respective || from > 0) && RESPECTIVE.iter().any(|w| self.text.contains(w)) => {
                AssignmentMode::Respective
            }
            () => AssignmentMode::Listed,
        };
        (!self.members.is_empty()).then_some(mode)
    }

    /// One part between two signs; `None` where it shows that this is no clause.
    fn part(
        &mut self,
        at: Range<usize>,
        behind_semicolon: bool,
        label: Option<(Label, usize)>,
        mut signs: Signs,
    ) -> Option<()> {
        if let Some(len) = if signs.colons > 0 { label_behind(self.text.get(at.clone())?) } else { None } {
            let field = at.start..at.start + len;
            let own = u32::from(self.text.get(field.clone())?.contains(is_colon));
            self.part(field.clone(), behind_semicolon, label, Signs { colons: own, ..signs })?;
            return self.part(field.end..at.end, false, None, Signs { colons: signs.colons - own, ..signs });
        }
        let mut start = at.start;
        self.respective |= signs.respective;
        let label = match label {
            None if signs.colons > 0 => self.text.get(at.clone()).and_then(label_at),
            label => label,
        };
        if behind_semicolon {
            let goes_on = matches!(label, Some((Label::Units | Label::Support | Label::Other, _)));
            self.close(self.label == Some(Label::Lead));
            if !goes_on && self.members.last().is_some_and(|m| m.group == self.group) {
                self.group += 1;
            }
        }
        if let Some((label, len)) = label {
            self.close(self.label == Some(Label::Lead));
            self.label = Some(label);
            self.leads |= label == Label::Lead;
            self.joint |= label == Label::Support;
            start += len;
            signs.colons = signs.colons.saturating_sub(1);
        }
        if self.label == Some(Label::Other) {
            return Some(());
        }
        // 会同 may stand in the label itself; then it is looked for behind it.
        let with = match signs.with {
            Some(with) if with < start => self.text.get(start..at.end)?.find(WITH).map(|n| start + n),
            with => with,
        };
        match with {
            Some(with) => {
                self.unit(start..with, true, signs)?;
                self.close(true);
                self.joint = true;
                self.unit(with + WITH.len()..at.end, false, signs)
            }
            None => self.unit(start..at.end, false, signs),
        }
    }

    /// One unit with the words of duty behind it.
    fn unit(&mut self, at: Range<usize>, before_others: bool, signs: Signs) -> Option<()> {
        let words = self.text.get(at.clone())?;
        if !signs.by && !signs.others && signs.colons == 0 && at.len() <= LONGEST_UNIT && is_bare(words) {
            self.members.push(Member { at, lead: self.label == Some(Label::Lead), group: self.group });
            return Some(());
        }
        let lead_in = words.strip_prefix("并").or_else(|| words.strip_prefix("以及")).unwrap_or(words);
        // 技工院校内由人力资源社会保障部门负责; 自由贸易试验区 holds no such word.
        let by = if signs.by { lead_in.rsplit_once('由') } else { None };
        let lead_in = match by {
            Some((head, unit)) if !head.ends_with(['自', '理', '事']) => unit,
            _ => lead_in,
        };
        let start = at.end - lead_in.len();
        let (rest, duty) = cut_duty(lead_in);
        // A负责，B落实: the deed of the last part is no part of the name.
        let rest = if duty.found || self.members.is_empty() || at.end < self.text.len() {
            rest
        } else {
            cut_deed(rest)
        };
        let (rest, leads_alone) = match LEADING.iter().find_map(|w| rest.strip_suffix(w)) {
            Some(name) => (name, true),
            None => (rest, false),
        };
        if leads_alone {
            self.close(self.label == Some(Label::Lead));
            self.leads = true;
        }
        let parts = if signs.others { parts_of_others(rest) } else { None };
        let (rest, start) = match parts {
            Some((first, second)) => {
                let at = start..start + first.len();
                self.members.push(Member { at, lead: self.label == Some(Label::Lead), group: self.group });
                (second, start + rest.len() - second.len())
            }
            None => (rest, start),
        };
        let name = if signs.others { cut_and_others(rest) } else { rest };
        let name = cut_remark(name);
        if name.len() > LONGEST_UNIT || signs.colons > 0 && name.contains(is_colon) {
            return None;
        }
        if !name.is_empty() && !is_remark(name) && !is_time(name) {
            let lead = leads_alone || self.label == Some(Label::Lead);
            self.members.push(Member { at: start..start + name.len(), lead, group: self.group });
        }
        if leads_alone {
            self.open = self.members.len();
        }
        self.leads |= duty.leads;
        self.joint |= duty.supports;
        if duty.found && !before_others {
            self.close(duty.leads);
        }
        Some(())
    }

    /// Gives all members since the last words of duty their role.
    fn close(&mut self, lead: bool) {
        for member in self.members.iter_mut().skip(self.open) {
            member.lead = lead;
        }
        self.open = self.members.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;
    use core::fmt::Write;

    fn read(text: &str) -> Option<String> {
        let mut members = Vec::new();
        let mode = parse_clause(text, &mut members)?;
        let mut out = String::from(mode.name());
        for m in &members {
            let sign = if m.lead { "!" } else { "" };
            write!(out, " {}{sign}{}", m.group, &text[m.at.clone()]).unwrap();
        }
        Some(out)
    }

    #[test]
    fn clauses_of_every_notation() {
        for (text, found) in [
            ("责任单位:市甲局、市乙委,各区人民政府", "listed 0市甲局 0市乙委 0各区人民政府"),
            ("市甲局、市乙委按照职责分工负责", "respective 0市甲局 0市乙委"),
            ("市甲局、市乙委各负其责负责", "respective 0市甲局 0市乙委"),
            ("市甲局牵头会同市乙委、市丙局等部门负责", "joint 0!市甲局 0市乙委 0市丙局"),
            ("甲局、乙局按照职责分工分别牵头会同丙局等部门负责", "joint 0!甲局 0!乙局 0丙局"),
            ("责任部门:甲处、乙处牵头,相关处室、直属单位配合", "joint 0!甲处 0!乙处 0相关处室 0直属单位"),
            ("责任单位：天津市甲局、市乙委；庆阳市丙局", "listed 0天津市甲局 0市乙委 1庆阳市丙局"),
            ("牵头单位:甲局;责任单位:乙局、丙局", "lead 0!甲局 0乙局 0丙局"),
            ("牵头单位:甲局;配合单位:乙局;完成时限:2024年底", "joint 0!甲局 0乙局"),
            ("药品注册处牵头", "lead 0!药品注册处"),
            ("院校内由甲局、自由贸易试验区管委会负责", "listed 0甲局 0自由贸易试验区管委会"),
            ("市卫生健康委负责", "listed 0市卫生健康委"),
            ("6月底完成，牵头考核单位：市甲局、市乙局", "lead 0!市甲局 0!市乙局"),
            ("甲部牵头，乙部、丙部等按职责分工负责", "lead 0!甲部 0乙部 0丙部"),
            ("责任单位:甲局(乙局)、各县(市、区)政府", "listed 0甲局(乙局) 0各县(市、区)政府"),
            ("责任单位：甲局，各县〔市、区〕政府", "listed 0甲局 0各县〔市、区〕政府"),
            ("责任单位：甲局、乙局，列第一位的为牵头单位，下同", "listed 0甲局 0乙局"),
            ("责任单位：甲局、乙局负责。具体任务均涉及各市人民政府，不再分工，下同", "listed 0甲局 0乙局"),
            ("牵头单位：甲局；责任单位：乙局，以下均需各区落实，不再逐一列出", "lead 0!甲局 0乙局"),
            ("责任单位：甲局。以下措施均需各区、园区落实，不再单独列出", "listed 0甲局"),
            ("甲部、乙部等部门负责，地方各级政府落实", "listed 0甲部 0乙部 0地方各级政府"),
            ("甲局牵头，乙局按职责分工负责，各区政府组织实施", "lead 0!甲局 0乙局 0各区政府"),
            ("甲局、乙局负责，完成时间：2031年3月", "listed 0甲局 0乙局"),
            ("甲局主责，乙局配合", "joint 0!甲局 0乙局"),
            ("责任单位：甲局（牵头）、乙局、丙局", "lead 0!甲局 0乙局 0丙局"),
            ("甲部、乙部负责。列第一位者为牵头单位，下同", "listed 0甲部 0乙部"),
            ("甲局牵头，乙局配合，2031年底前完成", "joint 0!甲局 0乙局"),
            ("2031年底前完成，甲局牵头，乙局配合", "joint 0!甲局 0乙局"),
            ("甲局牵头负责，每年12月底前完成", "lead 0!甲局"),
            ("责任单位：甲局。完成时限：2031年6月底前", "listed 0甲局"),
            ("牵头：甲局，配合：乙局", "joint 0!甲局 0乙局"),
            ("主办单位：甲局；协办单位：乙局", "joint 0!甲局 0乙局"),
            ("甲局负总责，乙局配合", "joint 0甲局 0乙局"),
            ("甲局、乙局按照职能分工负责", "listed 0甲局 0乙局"),
            ("甲局牵头，乙局等部门和各区政府负责", "lead 0!甲局 0乙局 0各区政府"),
            ("各部门按职责分工负责，甲局统筹协调", "respective 0各部门 0甲局"),
            ("责任领导：某某责任单位：市甲局、市乙局完成时限：2031年6月底前", "listed 0市甲局 0市乙局"),
            ("牵头单位：市甲局配合单位：市乙局、市丙局", "joint 0!市甲局 0市乙局 0市丙局"),
            ("甲局、乙局等按职责分工负责；排在第一位的为牵头部门，下同", "respective 0甲局 0乙局"),
            ("责任单位：甲局、各县（市）政府（排在首位的为牵头单位，下同）", "listed 0甲局 0各县（市）政府"),
        ] {
            assert_eq!(read(text).as_deref(), Some(found), "{text}");
        }
    }

    #[test]
    fn what_is_no_clause() {
        for text in [
            "以下简称责任单位",
            "由省国土资源厅约谈主要负责同志",
            "试行",
            "2023—2025年",
            "牵头",
            "注:甲局负责",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        let mut members = Vec::new();
        assert!(parse_list("市甲局、市乙局，各镇街", &mut members).is_some() && members.len() == 3);
        assert!(parse_list("市甲局、各县（市、区）人民政府", &mut members).is_some() && members.len() == 2);
        assert!(
            parse_list("市甲局、市乙局。列首位的为牵头单位，下同", &mut members).is_some()
                && members.len() == 2
        );
        for text in ["市甲局", "见附件1、附件2", "同居住登记", "甲、乙同志", "甲局、乙办法"]
        {
            assert!(parse_list(text, &mut members).is_none(), "{text}");
        }
        let line = |text| parse_line(text, &mut Vec::new());
        assert!(line("责任单位：甲市人民政府。完成时限:6月").is_some());
        assert!(line("主办单位：甲局 备案序号").is_none());
        let both = "责任单位：甲局。配合单位：乙局。完成时限：6月。";
        assert_eq!(line(both).map(|(_, end)| end), both.find("。完成"));
    }
}
