//! Texts that a parse once broke on, as small as they could be made. Found by fuzzing mutated seeds.
//! Behind them, facts that it once read where there are none.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on panics")]

mod support;

/// What was wrong with the parse of these texts.
const BROKEN: &[(&str, &[&str])] = &[
    ("panicked on a text of one line", &["人民政府", "5月6日"]),
    ("lost the first of two dates", &["函\n一九九六年一月五日\n一九九六年一月五日\n函〔2004〕1号"]),
    ("read a value from outside of its pieces", &["第三章案\u{200b}第一条　列规定报送备案机关备案："]),
    ("gave a unit what the tree does not write", &["6）\n附\n定(发〔2023〕4号)"]),
    (
        "lost the first of two dates",
        &[
            "作的通知\n2024年5月6日\n2024年5月6日",
            "保障办法\n2001-6-0\n2001-6-0",
            "现16 年天津市普通高等学校招生考试工作规定》\n国务院办公厅\n2018年12月26日\n2018年2月6日",
        ],
    ),
    (
        "lost the first of two marks",
        &["秘密\n秘密", "急\n急", "秘密★年\n秘密", "发〔2024〕3号\n签发人：三\n签发人：三"],
    ),
    ("lost the first of two numbers", &["发〔2011〕6号\n通知(发〔2023〕3号)"]),
    ("lost the first of two columns", &["【文件】\n【件】", "*策解读\n*读"]),
    (
        "lost a column without entries",
        &[
            "某市人民政府公报\n2024年第1期\n目录\n【市政府文件】",
            "民政府公报\n某市人民政府办公室主办\n保障安全。\n目　　录\n【市政府文件】\n专栏23号）…………（1）\n（3\n8期",
        ],
    ),
    (
        "read what stands behind 抄送 twice",
        &["生管乐团\n抄送：\n室", "人民政府\n2024年5月6日\n抄送：\n室\n展\n）", "母投靠入\n抄送：\u{2028}室"],
    ),
    ("made a leaf of nothing", &["第三章\n答：\u{ad}"]),
    ("lost the first of two contents lists", &["目录\n）\n目录\n知"]),
    ("made a caption of nothing", &["第一条（）"]),
    ("made a heading of nothing", &["一、。接", "①。；", "、任务\n1.。）", "（二）\n附件2附"]),
    (
        "gave a unit what the tree does not write",
        &[
            "发〔2024〕3号\n2016年4月6日\n作的请示\n签发人：三",
            "2.\n附件\n定(发〔2023〕4号)",
            "二、。\n实施方案\n秘密\n一、",
        ],
    ),
    (
        "freed a text in the middle of another",
        &[
            "作的通知\n2024年5月\u{200b}6日\n2024年5月6日",
            "【\u{200d}件】\n【件】",
            "若干意见\n事局二OO三年)\n事局二OO三年)",
        ],
    ),
];

/// Whether a parse holds together and can be written.
fn holds(text: &str) -> bool {
    let parse = || {
        let gazette = gongbao::parse(text);
        let json = serde_json::to_value(&gazette).unwrap();
        json["schema"] == "gongbao/1" && gazette.check_invariants().is_ok()
    };
    std::panic::catch_unwind(parse).unwrap_or(false)
}

fn listed(list: &[(&str, &[&str])], keep: impl Fn(&str) -> bool) -> String {
    let texts = list.iter().flat_map(|(what, texts)| texts.iter().map(move |text| (what, text)));
    texts
        .filter(|(_, text)| keep(text))
        .flat_map(|(what, text)| [format!("{what}: {text:?}"), "\n".to_owned()])
        .collect()
}

#[test]
fn what_once_broke_holds() {
    assert_eq!(listed(BROKEN, |text| !holds(text)), "", "broken again");
}

#[test]
fn the_texts_of_seeds_hostile_hold() {
    for (name, text) in support::texts(&support::seeds().join("hostile")) {
        assert!(holds(&text), "{name}");
    }
}

/// The indicators of the targets of a text.
fn targets(text: &str) -> Vec<String> {
    let gazette = gongbao::parse(text);
    let mut found = Vec::new();
    for document in gazette.documents() {
        for target in document.targets() {
            found.extend(target.indicator().map(|name| name.to_string()));
        }
    }
    found
}

#[test]
fn what_a_part_looks_back_on_is_no_target() {
    let plan = "某市河道发展规划\n一、发展背景\n堤防达标率达到71.2%，建成泵站8座。\n二、主要目标\n\
                到2031年，堤防达标率达到95%以上，新增绿地40万平方米以上。\n";
    assert_eq!(targets(plan), ["堤防达标率", "绿地"]);
    let communique =
        "某市2030年国民经济和社会发展统计公报\n一、综合\n全年人均收入达到31000元，森林覆盖率达20.5%。\n";
    assert!(targets(communique).is_empty());
}

#[test]
fn articles_that_an_amending_text_names_are_no_references() {
    let text = "某市人民政府关于修改《某市堤防办法》的决定\n一、第三条第二款修改为：“堤防由水务部门管理。”\n\
                二、删去第五条。\n本决定自2031年1月1日起施行。\n";
    let gazette = gongbao::parse(text);
    let document = gazette.documents().next().unwrap();
    let references: Vec<_> = document.references().map(|r| r.text().to_string()).collect();
    assert_eq!(references, ["本决定"]);
}

/// The units of every assignment, those that lead marked with `!`, the clauses parted by ` / `.
fn units(text: &str) -> String {
    let gazette = gongbao::parse(text);
    let clauses = gazette.documents().flat_map(gongbao::Document::assignments);
    let clause = |fact: gongbao::Assignment<'_>| {
        let mut names = Vec::new();
        for group in fact.groups() {
            names.extend(group.lead().map(|name| format!("{}!", name.to_str())));
            names.extend(group.units().map(|name| name.to_str().into_owned()));
        }
        names.join(" ")
    };
    clauses.map(clause).collect::<Vec<_>>().join(" / ")
}

#[test]
fn units_that_blanks_part_or_that_stand_without_a_word_of_duty() {
    let head = "甲市实施方案\n一、重点任务\n";
    for (item, found) in [
        (
            "（一）开展检查。\n责任单位：市甲局 市乙局  各县（市、区）人民政府",
            "市甲局 市乙局 各县（市、区）人民政府",
        ),
        ("（一）开展检查。（责任单位：市委 宣传部、市甲局 市乙\n局）", "市委宣传部 市甲局 市乙局"),
        ("（一）开展检查。（市甲局、市乙局，各镇街）", "市甲局 市乙局 各镇街"),
        ("（一）开展检查。（责任单位：市甲局，各县人民政府〈管委会〉）", "市甲局 各县人民政府〈管委会〉"),
        ("（一）开展检查。责任单位：市甲局、市乙局。完成时限：6月。", "市甲局 市乙局"),
        ("（一）开展检查。牵头单位：市甲局。配合单位：市乙局、市丙局。", "市甲局! 市乙局 市丙局"),
        ("（一）开展检查。每年一次（不含县）；责任部门:市甲局，各县政府。", "市甲局 各县政府"),
        ("（一）开展检查。责任单位：按要求报送。落实责任：市甲局。", ""),
        ("（一）开展检查。建设单位：市甲局。", ""),
        (
            "（一）开展检查。责任单位：市甲局。再抽查（市乙局负责）。牵头单位：市丙局。",
            "市甲局 / 市乙局 / 市丙局!",
        ),
        ("（一）开展检查。（市甲局）", ""),
        ("（一）开展检查（市甲局、市乙局）。", ""),
        ("（一）开展检查。（市甲局分别负责，年内持续推进）", "市甲局"),
        ("（一）开展检查。（市甲局，2031年6月底完成）", "市甲局"),
        ("（一）开展检查。（由市甲局负总责，各部门分头落实）", "市甲局 各部门"),
        ("（一）开展检查。\n责任单位：市甲局（除标注“分别牵头”外，列第一位为牵头单位，下同）", "市甲局"),
    ] {
        assert_eq!(units(&format!("{head}{item}\n")), found, "{item}");
    }
}

#[test]
fn figures_of_several_names_and_of_a_plan_in_articles() {
    let head = "甲市住房发展规划\n第四章 规划目标\n第八条 总体目标\n";
    for (sentence, found) in [
        ("甲类供应率、乙类完好率分别达到98%和96%以上。", ["甲类供应率", "乙类完好率"]),
        ("新建甲类公园8个、乙类公园15个。", ["甲类公园", "乙类公园"]),
        ("全年新建甲类绿地10万平方米，新增乙类绿地20万平方米。", ["甲类绿地", "乙类绿地"]),
    ] {
        assert_eq!(targets(&format!("{head}{sentence}\n")), found, "{sentence}");
    }
}

/// The targets of a text: what is counted, the sign, the value with its unit, the year.
fn goals(text: &str) -> String {
    let gazette = gongbao::parse(text);
    let mut found = Vec::new();
    for target in gazette.documents().flat_map(gongbao::Document::targets) {
        let read = |text: Option<gongbao::Text<'_>>| text.map(|t| t.to_string()).unwrap_or_default();
        let due = target.due().map(|date| format!(" {date}")).unwrap_or_default();
        let sign = target.comparator().map_or("", gongbao::Comparator::name);
        found.push(format!(
            "{}{sign}{}{}{due}",
            read(target.indicator()),
            target.value(),
            read(target.unit())
        ));
    }
    found.join(" / ")
}

#[test]
fn goals_of_a_list_of_tasks() {
    let head = "某市2031年十大民生实事\n一、改善民生\n";
    for (sentence, found) in [
        ("打通断头路3条，更新公交车30辆。", "断头路=3条 / 公交车=30辆"),
        ("6月底前开工改造桥梁4座。", "改造桥梁=4座"),
        ("培育“小苗”企业12家，举办25场招聘会。", "“小苗”企业=12家 / 招聘会=25场"),
        ("残疾人培训330人次。", "残疾人培训=330人次"),
        ("打通5条“断头路”。", "“断头路”=5条"),
        ("水质达标率100%，倍差缩小到1.9以内。", "水质达标率=100% / 倍差<=1.9"),
        ("居民收入分别增长8%、9%。", "居民收入=8% / 居民收入=9%"),
        ("新建水闸3座；2032年，新增水闸2座。", "水闸=3座 / 水闸=2座 2032"),
        ("引进20亿级项目不少于12个。", "20亿级项目>=12个"),
        ("贷款额度不超过500万元。", ""),
        ("对产值达到300万元以上的企业，给予补助。", ""),
        ("防洪标准达到20年一遇。", ""),
        ("甲类、乙类排放量分别削减2%和3%，安排甲类项目8项。", "甲类=2% / 乙类排放量=3% / 甲类项目=8项"),
        ("设组长1名、副组长2名。", ""),
    ] {
        assert_eq!(goals(&format!("{head}{sentence}\n")), found, "{sentence}");
    }
    let report =
        "某县政府工作报告\n二、2031年工作安排\n（一）坚定不移抓项目。新建高标准农田5万亩，出栏生猪60万头。\n";
    assert_eq!(goals(report), "高标准农田=5万亩 / 生猪=60万头");
    let review = "某县政府工作报告\n一、2030年工作回顾\n新建高标准农田5万亩，出栏生猪60万头。\n";
    assert_eq!(goals(review), "");
}

/// What a text cites that it does not hold itself: titles, and numbers without one.
fn cited(text: &str) -> Vec<String> {
    let gazette = gongbao::parse(text);
    let others = gazette.documents().flat_map(gongbao::Document::citations).filter(|c| c.target().is_none());
    let name = |c: gongbao::Citation<'_>| {
        let number = c.doc_number().map(|number| number.text().to_string());
        c.title().map_or_else(|| number.unwrap_or_default(), |title| title.to_string())
    };
    others.map(name).collect()
}

#[test]
fn a_text_does_not_repeal_itself() {
    let cover = "某市人民政府关于印发《某市堤防办法》的通知\n某政发〔2031〕6号\n各区人民政府：\n\
                 现将《某市堤防办法》印发给你们。\n某市人民政府\n2031年5月6日\n某市堤防办法\n第一条 为了堤防安全。\n";
    for (sentence, found) in [
        ("《某市堤防办法》自公布之日起施行。", &[][..]),
        ("2021年印发的《某市堤防办法》同时废止。", &["某市堤防办法"]),
        ("《某市堤防办法（试行）》自本办法施行之日起废止。", &["某市堤防办法（试行）"]),
        ("原《某市堤防办法》（某政发〔2021〕3号）的规定继续有效。", &["某市堤防办法"]),
        ("《某市堤防办法》（某政发〔2031〕6号）由市水务局解释。", &[]),
        (
            "《某市堤防办法》（某政令第9号）、《某市闸门细则》（某政发〔2020〕8号）同时废止。",
            &["某市堤防办法", "某市闸门细则"],
        ),
    ] {
        assert_eq!(cited(&format!("{cover}第二条 {sentence}\n")), found, "{sentence}");
    }
}

#[test]
fn numbers_stand_apart_from_the_words_in_front_of_them() {
    let head = "某市人民政府关于做好防汛工作的通知\n某政发〔2031〕6号\n各区人民政府：\n";
    for (sentence, found) in [
        (
            "按照《关于放宽条件的通知》和甲发〔2029〕25号办理。",
            &["关于放宽条件的通知", "甲发〔2029〕25号"][..],
        ),
        ("按照甲办发〔1995〕8号或者甲发〔1995〕9号办理。", &["甲办发〔1995〕8号", "甲发〔1995〕9号"]),
        ("按照省人大豫人法群（1986）8号函办理。", &["豫人法群（1986）8号"]),
        (
            "甲部《关于退耕计划的请示》和发改农经〔2004〕1933号收悉。",
            &["关于退耕计划的请示", "发改农经〔2004〕1933号"],
        ),
    ] {
        assert_eq!(cited(&format!("{head}{sentence}\n")), found, "{sentence}");
    }
}

/// The times that a text says, with the days they run from and to.
fn times(text: &str) -> Vec<String> {
    let gazette = gongbao::parse(text);
    let day = |date: Option<gongbao::Date>| date.map(|d| d.to_string()).unwrap_or_default();
    let dates = gazette.documents().flat_map(gongbao::Document::dates);
    dates.map(|d| format!("{} {}/{}", d.text(), day(d.from()), day(d.until()))).collect()
}

#[test]
fn days_of_one_month_and_days_that_a_bracket_counts_in() {
    let head = "某市教育局关于做好招生工作的通知\n各区教育局：\n";
    for (sentence, found) in [
        ("请于2031年8月31日（含8月31日）前报送。", "2031年8月31日（含8月31日）前 /2031-08-31"),
        ("2031年5月9—15日开展活动。", "2031年5月9—15日 2031-05-09/2031-05-15"),
        ("2031年初中毕业生人数增加。", "2031年 2031/2031"),
    ] {
        assert_eq!(times(&format!("{head}{sentence}\n")), [found], "{sentence}");
    }
}
