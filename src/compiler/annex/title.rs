//! What the title of a table says is measured in it.

use super::cell::{FORMS, is_unit, key, without, year};
use crate::text::{Passage, Terms};

/// What the title of a table says is measured in it: 附件2 各县（区）PM2.5目标.
pub(super) fn titled(line: Passage<'_>) -> Option<String> {
    const LENGTH: std::ops::RangeInclusive<usize> = 2..=16;
    const TABLES: &Terms = &Terms::new(&[
        "目标任务分解表",
        "任务分解表",
        "目标分解表",
        "分解表",
        "目标任务",
        "任务表",
        "目标表",
        "一览表",
        "清单",
        "目标",
        "任务",
        "计划",
    ]);
    const PLACES: &Terms = &Terms::new(&[
        "各县（市、区）",
        "各县（区）",
        "各市（州）",
        "各设区市",
        "各县区",
        "各地区",
        "各市县",
        "各区县",
        "各市",
        "各县",
        "各区",
        "各地",
        "分县区",
        "分地区",
        "分市",
    ]);
    let label = line.matches_any(line.start(), &["附件", "附表"]).map(|(_, end)| end);
    let number = |label: usize| {
        let of_number = |c: &&char| c.is_ascii_digit() || "：一二三四五六七八九".contains(**c);
        label + line.from(label).chars().iter().take_while(of_number).count()
    };
    let name = line.from(label.map_or(line.start(), number)).trim(&[' ', '：', '。']);
    let name = behind_year(name).strip_prefix(PLACES).unwrap_or(behind_year(name));
    let name = [TABLES, FORMS].iter().fold(name, |name, words| without(name, words));
    let other = name.contains_any(&["：", "，", "。", "附件", "附表"]) || name.contains_any(PLACES) || is_unit(name);
    let plain = LENGTH.contains(&name.len()) && !other;
    key(name).filter(|_| plain && !TABLES.contains(&name.to_string().as_str()))
}

/// What stands behind the last year: 某市2025年各县区PM2.5目标.
fn behind_year(name: Passage<'_>) -> Passage<'_> {
    let mut years = (name.start()..name.end()).filter_map(|at| year(name.from(at)));
    years.next_back().map_or(name, |(_, end)| name.from(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_title_says_what_is_measured() {
        let read = |written: &str| titled(text_of(written).whole());
        for (written, measured) in [
            ("附件2各县（区）PM2.5目标", "PM2.5"),
            ("附表1各县区造林任务分解表", "造林"),
            ("2025年各市新增就业目标任务", "新增就业"),
            ("各地区优良天数比率", "优良天数比率"),
            ("某市2025年各县区PM2.5年均浓度目标", "PM2.5"),
        ] {
            assert_eq!(read(written).as_deref(), Some(measured), "{written}");
        }
        for written in
            ["附件2", "附表", "单位：亩", "各县（区）2025年目标任务分解表", "某市各县区目标", "为分解任务，制定本表。"]
        {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
