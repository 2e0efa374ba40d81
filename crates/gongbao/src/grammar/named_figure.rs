//! Figures that nothing binds but the name in front of them: 新增托位400个以上, 培育企业10家, 到2031年，利用外资20亿美元.

use core::ops::Range;

use super::{
    goal::{is_share, is_strong, parts_clauses, sentence, tail},
    indicator::{MAKINGS, indicator, making_len},
    sign::last_sign,
    word::{Endings, Words},
};

/// Endings of what is said as a share.
const SHARES: Endings<'_, '_> = Endings::new(&["率", "占比", "比重", "比例", "涨幅", "增幅"]);

/// Units of a stretch of time or of an age, which are mostly conditions.
const STRETCHES: Endings<'_, '_> =
    Endings::new(&["岁", "年", "月", "日", "天", "周", "小时", "分钟", "期", "级"]);

/// How many bytes back a list begins.
const LIST: usize = 240;

/// Whether a figure that nothing but the name in front of it binds can be a target: the fast test in front of the exact one.
pub(super) fn may_be_named(lead: &str, unit: &str, has_after: bool, is_plan: impl Fn() -> bool) -> bool {
    if STRETCHES.of(unit).is_some() {
        return false;
    }
    if has_after || !unit.ends_with('元') && is_plan() {
        return true;
    }
    // Then only what a verb at the beginning of the clause makes, or what the sentence sets as a goal.
    let is_count = !is_share(unit) && !unit.ends_with('元');
    is_count && may_be_made(lead) || !is_count && (begins_with_making(lead) || is_strong(sentence(lead)))
}

/// Whether a verb begins the clause that a text ends in, or the list that goes on with it.
fn may_be_made(lead: &str) -> bool {
    let near = tail(lead, 90);
    let behind = |at: Option<usize>| at.and_then(|at| near.get(at..)).unwrap_or(near);
    let is_end = |c| matches!(c, '，' | '。' | '；' | ',' | ';' | '：' | ':');
    let clause = behind(last_sign(near, is_end));
    // Most figures stand alone.
    let is_listed = || {
        let comma = last_sign(near, |c| matches!(c, '、' | '，' | ','));
        let before = near.get(..near.len() - behind(comma).len()).unwrap_or("");
        tail(before, COUNTED_LEN).bytes().any(|b| b.is_ascii_digit())
    };
    MAKINGS.any_in(clause) || is_listed() && MAKINGS.any_in(list_of(tail(lead, LIST)))
}

/// Whether a verb begins the clause that a text ends in: 完成投资120亿元.
fn begins_with_making(lead: &str) -> bool {
    let near = tail(lead, 60);
    let sign = last_sign(near, |c| parts_clauses(c) || matches!(c, '：' | ':'));
    let clause = sign.and_then(|at| near.get(at..)).unwrap_or(near);
    making_len(clause.trim_start_matches(|c| parts_clauses(c) || matches!(c, '：' | ':'))) > 0
}

/// How many bytes back the figure of the item before stands in a list.
const COUNTED_LEN: usize = "100多家以上".len();

/// The list that a text ends in, from what its first item begins with.
fn list_of(text: &str) -> &str {
    let is_sign = |c| matches!(c, '。' | '；' | ';' | '：' | ':' | '—');
    last_sign(text, is_sign).and_then(|at| text.get(at..)).unwrap_or(text).trim_start_matches(is_sign)
}

/// What it is said of, if it is one.
pub(super) fn named(
    lead: &str,
    unit: &str,
    has_after: bool,
    is_plan: impl Fn() -> bool,
    is_goal: impl Fn() -> bool,
) -> Option<Range<usize>> {
    let place = indicator(lead);
    let name = lead.get(place.clone()).unwrap_or("");
    // 分别达到98%和|96%以上 has its name farther in front.
    if name.len() < 6 || name.ends_with(['和', '及', '与', '的', '近']) || is_listed_figure(name) {
        return None;
    }
    let strong = || is_strong(sentence(lead));
    let is_made = || making_len(name) > 0 || goes_on_making(lead, name);
    let is_named = match has_after {
        // 录取率为98%左右 says how it is.
        _ if lead.ends_with('为') => strong(),
        true if is_share(unit) => SHARES.of(name).is_some() || strong(),
        true => is_made() || name == "城镇新增就业" || strong(),
        false if is_share(unit) && SHARES.of(name).is_some() => is_goal(),
        false if !unit.ends_with('元') && is_plan() && is_goal() => !GRANTS.any_in(name) || is_made(),
        false => {
            is_made() && is_goal() && !(unit.ends_with('元') && GRANTS.any_in(name))
                || strong() && (is_plan() || STRICT.any_in(sentence(lead))) && !GRANTS.any_in(name)
        }
    };
    is_named.then_some(place)
}

/// Words of a sentence that is a list of goals, in a text of any kind.
const STRICT: Words<'_, '_> = Words::new(&["预期目标", "力争", "目标是", "目标为", "主要目标"]);

/// Whether a name is the figure before: 98%以上和|96%以上; 10亿元以上项目 is none.
fn is_listed_figure(name: &str) -> bool {
    // Most names have no figure.
    let parts = name.contains(|c: char| c.is_ascii_digit()).then(|| name.split_once("以上")).flatten();
    parts.is_some_and(|(figure, rest)| {
        figure.contains(|c: char| c.is_ascii_digit()) && rest.len() < "项目".len()
    })
}

/// Words of a name whose figure is what is given or taken, and no goal.
const GRANTS: Words<'_, '_> = Words::new(&[
    "奖",
    "补",
    "资助",
    "给予",
    "罚",
    "费",
    "贷",
    "其中",
    "每家",
    "每个",
    "每人",
    "每户",
    "每名",
    "按",
    "为",
    "共",
    "总投资",
    "拨",
    "扣",
    "较",
    "涉及",
    "现有",
    "剩余",
    "组长",
]);

/// Whether a name goes on with a list that a verb begins: 新建公园8个、|体育场15个, 培育企业10家，|合作社30个.
fn goes_on_making(lead: &str, name: &str) -> bool {
    let before = lead.strip_suffix(name).unwrap_or("");
    let Some(list) = before.strip_suffix(['、', '和', '，', ',']) else { return false };
    if !tail(list, COUNTED_LEN).contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let list = list_of(tail(list, LIST));
    let clause = list.rfind(['，', ',']).and_then(|at| list.get(at..)).unwrap_or(list);
    let begins = |clause: &str| making_len(clause.trim_start_matches(['，', ','])) > 0;
    begins(clause) || before.ends_with(['，', ',']) && begins(list) && !GRANTS.any_in(name)
}
