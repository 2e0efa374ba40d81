//! The place at the beginning of a unit's name: 天津市合作交流办.

use super::sign::is_han;

/// How many bytes at the beginning of a unit's name are the place whose unit it is: 天津市合作交流办.
pub(crate) fn place_len(unit: &str) -> Option<usize> {
    const SUFFIXES: [&str; 6] = ["特别行政区", "自治区", "自治州", "省", "市", "州"];
    // 市商务局, 各区人民政府: most units name no place.
    let begins_no_place =
        |c| matches!(c, '各' | '本' | '全' | '委' | '局' | '厅' | '市' | '省' | '县' | '区');
    if unit.starts_with(begins_no_place) {
        return None;
    }
    let mut chars = unit.char_indices().skip(2).take(7);
    let (at, suffix) = chars.find_map(|(at, c)| {
        let rest =
            if matches!(c, '特' | '自' | '省' | '市' | '州') { unit.get(at..)? } else { return None };
        SUFFIXES.iter().find(|s| rest.starts_with(**s)).map(|s| (at, *s))
    })?;
    let (stem, rest) = (unit.get(..at)?, unit.get(at + suffix.len()..)?);
    let no_place =
        ["有关", "相关", "设区", "所在", "人民", "国家", "中国"].iter().any(|w| stem.starts_with(w))
            || stem.ends_with(['级', '辖', '区', '县', '省', '市', '乡', '家', '和', '批', '超'])
            || !stem.chars().all(is_han);
    let other_word = suffix == "市" && (rest.starts_with("场") || stem.ends_with("城") && stem.len() > 6);
    (!no_place && !other_word && !rest.is_empty()).then(|| at + suffix.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_units_stand_for() {
        for (unit, scope) in [
            ("天津市合作交流办", Some("天津市")),
            ("甘肃省民航机场集团", Some("甘肃省")),
            ("市市场监管局", None),
            ("各区人民政府", None),
            ("人民银行天津分行", None),
            ("城市管理局", None),
            ("有关市人民政府", None),
        ] {
            assert_eq!(place_len(unit).map(|len| &unit[..len]), scope, "{unit}");
        }
    }
}
