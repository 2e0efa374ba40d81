//! Appointments (人事任免): 任命甲为市财政局局长, 免去乙的市教育局局长职务, 丙同志任副市长, 丁不再担任秘书长职务.

use super::sign::is_han;

/// One appointment as byte ranges of its text; several persons may be given one post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct AppointmentForm {
    /// The action (任命, 免去, 任, 不再担任); empty where an action on an earlier line goes on.
    pub(crate) action: (usize, usize),
    /// One name, or several with 、 between them.
    pub(crate) name: (usize, usize),
    pub(crate) post: (usize, usize),
}

/// Words that a post contains.
const POSTS: &[&str] = &[
    "长",
    "主任",
    "书记",
    "委员",
    "秘书",
    "顾问",
    "参事",
    "经理",
    "董事",
    "监事",
    "检察员",
    "审判员",
    "总监",
    "专员",
    "巡视员",
    "调研员",
    "代表",
    "主席",
    "馆员",
    "督学",
    "总师",
    "工程师",
    "会计师",
    "审计师",
    "经济师",
    "统计师",
    "规划师",
    "司令",
    "政委",
    "教官",
];

/// The longest post, in bytes.
const LONGEST: usize = 300;

/// `name = 2*4 han | han blank han`, 同志 and a remark in brackets behind it belong to what connects.
fn name_at(text: &str) -> Option<usize> {
    let mut seen = 0;
    let mut end = 0;
    for (at, c) in text.char_indices() {
        if is_han(c) || c == '·' {
            seen += 1;
            end = at + c.len_utf8();
        } else if !(crate::source::is_blank(c) && seen == 1) {
            break;
        }
        if seen > 12 {
            break;
        }
    }
    // The name ends where a connecting word begins.
    let run = &text[..end];
    let cut = ["同志", "为", "的", "任", "不再"]
        .iter()
        .filter_map(|w| run.find(w))
        .filter(|&i| i > 0)
        .min()
        .unwrap_or(end);
    let count = text[..cut].chars().filter(|&c| is_han(c)).count();
    ((2..=4).contains(&count) || text[..cut].contains('·')).then_some(cut)
}

/// `names = name {"、" name}`: 甲、乙同志任….
fn names_at(text: &str) -> Option<usize> {
    let mut end = name_at(text)?;
    while let Some(rest) = text[end..].strip_prefix('、') {
        end = text.len() - rest.len() + name_at(rest)?;
    }
    Some(end)
}

/// The words that appoint and remove.
const ACTIONS: [&str; 10] =
    ["任命", "免去", "决定任命", "决定免去", "批准任命", "批准免去", "同意任命", "同意免去", "聘任", "解聘"];

/// The action that a text ends with: 市政府研究决定，任命.
pub(crate) fn action_at_end(text: &str) -> Option<&str> {
    let longest = ACTIONS.iter().filter(|w| text.ends_with(**w)).map(|w| w.len()).max()?;
    text.get(text.len() - longest..)
}

/// `action-head = ("任命" | "免去" | …) ["下列同志"] ":"`: a line of its own above the names; gives the action's length.
pub(crate) fn action_head(line: &str) -> Option<usize> {
    let head = line.trim_end_matches(super::sign::is_colon);
    let bare = head.trim_end_matches("下列同志").trim_end_matches("下列人员").trim_end_matches("以下同志");
    (ACTIONS.contains(&bare) || matches!(bare, "任" | "免"))
        .then_some(bare.len())
        .filter(|_| head.len() < line.len() || bare.len() > 3)
}

/// `appointment = ["任命" | "免去"] name ["同志"] ("为" | "的" | "任" | "不再担任") post ["职务"]`
pub(crate) fn appointment(text: &str) -> Option<AppointmentForm> {
    let action = ACTIONS.iter().filter(|w| text.starts_with(**w)).map(|w| w.len()).max();
    let from = action.unwrap_or(0);
    let from = from
        + (text[from..].len()
            - text[from..]
                .trim_start_matches(|c| crate::source::is_blank(c) || matches!(c, ':' | '：'))
                .len());
    let name = (from, from + names_at(&text[from..])?);
    let rest = text[name.1..]
        .trim_start_matches(crate::source::is_blank)
        .trim_start_matches("等")
        .trim_start_matches("同志");
    let rest = match rest.strip_prefix(['(', '（']) {
        Some(inner) => inner.split_once([')', '）']).map_or(rest, |(_, r)| r),
        None => rest,
    };
    let connects = ["不再担任", "兼任", "担任", "为", "的", "任"].iter().find(|w| rest.starts_with(**w));
    // 免去某某同志市水务局局长职务: 同志 ends the name.
    let removes = || action.is_some_and(|len| text[..len].ends_with("免去") || text[..len].ends_with("解聘"));
    let connects = match connects {
        None if rest.len() < text.len() - name.1
            && text[name.1..].contains("同志")
            && (removes() || rest.trim_end_matches(['；', ';', '。']).ends_with("职务")) =>
        {
            &""
        }
        found => found?,
    };
    let word = text.len() - rest.len();
    let start = word + connects.len();
    let probation = || ["（试用", "(试用", "（聘", "(聘"].iter().filter_map(|w| text[start..].find(w)).min();
    let end = text[start..].find(['；', ';', '。', '，', ',']).into_iter().chain(probation()).min();
    let end = end.map_or(text.len(), |i| start + i);
    let post = text[start..end].trim_end_matches("职务");
    let fits = post.len() <= LONGEST && POSTS.iter().any(|w| post.contains(w)) && !post.contains(['“', '《']);
    // 的 needs 免去 before it or 职务 behind.
    let removal = *connects != "的" || action.is_some() || text[start..end].ends_with("职务");
    let plain = action.is_some()
        || matches!(*connects, "" | "任" | "不再担任" | "兼任" | "担任")
        || *connects == "的" && removal;
    if !fits || !removal || !(plain || *connects == "为") {
        return None;
    }
    let action = match action {
        Some(len) => (0, len),
        None if matches!(*connects, "" | "为" | "的") => (0, 0),
        None => (word, start),
    };
    Some(AppointmentForm { action, name, post: (start, start + post.len()) })
}

/// `also = ("免去" | "不再担任" | "任命" | …) ["其"] ["为" | "的" | "担任"] post ["职务"]` behind an appointment of the same person, as
/// ranges of the action and the post: …为某局局长，免去其某局副局长职务.
pub(crate) fn also(text: &str) -> Option<((usize, usize), (usize, usize))> {
    let action =
        ACTIONS.iter().chain(&["不再担任"]).filter(|w| text.starts_with(**w)).map(|w| w.len()).max()?;
    let own = text[action..].strip_prefix('其').unwrap_or(&text[action..]);
    let rest = ["担任", "为", "的"].iter().find_map(|w| own.strip_prefix(w)).unwrap_or(own);
    let start = text.len() - rest.len();
    let end = rest.find(['；', ';', '。', '，', ',', '（', '(']).map_or(text.len(), |at| start + at);
    let post = text[start..end].trim_end_matches("职务");
    let fits = post.len() <= LONGEST && POSTS.iter().any(|w| post.contains(w)) && !post.contains(['“', '《']);
    let named = own.len() < text.len() - action || text[..action].ends_with("担任");
    (fits && named).then_some(((0, action), (start, start + post.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn appointments() {
        for (text, action, name, post) in [
            ("任命王小明为市财政局局长；", "任命", "王小明", "市财政局局长"),
            ("免去李 四的市教育局副局长职务。", "免去", "李 四", "市教育局副局长"),
            ("张三同志任市政府副秘书长", "任", "张三", "市政府副秘书长"),
            ("赵六不再担任市审计局局长职务", "不再担任", "赵六", "市审计局局长"),
            ("王小明为市财政局局长；", "", "王小明", "市财政局局长"),
            ("任命王小明、李四为市财政局副局长；", "任命", "王小明、李四", "市财政局副局长"),
            ("张三　任市水务局局长（试用期一年）", "任", "张三", "市水务局局长"),
            ("免去张三同志市水务局局长职务。", "免去", "张三", "市水务局局长"),
        ] {
            let form = appointment(text).unwrap_or_else(|| panic!("{text}"));
            let part = |r: (usize, usize)| &text[r.0..r.1];
            assert_eq!((part(form.action), part(form.name), part(form.post)), (action, name, post));
        }
        let text = "免去其市司法局副局长职务；";
        let (action, post) = also(text).expect("an appointment that goes on");
        assert_eq!((&text[action.0..action.1], &text[post.0..post.1]), ("免去", "市司法局副局长"));
        assert_eq!(also("免去市司法局副局长职务"), None);
        assert_eq!(action_head("任命："), Some(6));
        assert_eq!(action_head("免去下列同志："), Some(6));
        assert_eq!(action_head("任"), None);
        for text in ["任命程序按照规定执行。", "免去费用的企业", "市长任期为五年。"]
        {
            assert_eq!(appointment(text), None, "{text}");
        }
    }
}
