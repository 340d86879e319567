//! The cells of a table of targets: places, heads of columns, values.

use crate::cursor::Cursor;
use crate::figure::TAILS;
use crate::numeral;
use crate::owed::REGION;
use crate::region;
use crate::registry::UnitRegistry;
use crate::text::{Passage, Terms, is_ideograph};
use crate::unit_of_measure;

/// Words behind the measured thing in the head of a column that are no part of the key.
pub(super) const FORMS: &[&str] = &["年均浓度", "平均浓度", "浓度"];
/// Words that only say that it is a target.
const AIMS: &[&str] =
    &["目标任务", "任务目标", "目标值", "考核值", "奋斗值", "期望值", "计划数", "任务数", "目标", "任务", "指标"];
/// Rows that speak of the region as a whole, with or without a word for all of it in front: 全省平均.
const WHOLE: &[&str] = &["合计", "总计", "平均", "均值"];
/// Heads of the column of places.
const PLACES: &Terms = &Terms::new(&[
    "城市",
    "地区",
    "市",
    "市州",
    "市（州）",
    "市（地、州）",
    "地市",
    "地级市",
    "设区市",
    "各市",
    "市县",
    "县区",
    "县（区）",
    "县（市、区）",
    "县市区",
    "区县",
    "市、县",
    "行政区",
    "行政区划",
    "区域",
    "单位",
    "市（县）",
    "州市",
    "盟市",
    "各地",
    "县市",
    "市（区）",
]);
/// What heads of the column of places are made of, whatever their order: 县（市、区）名称, 乡镇（街道）.
const OF_PLACES: &str = "各省市县区州盟旗乡镇街道办园地所在设级行政域（）、，/名称和及";
/// Words of which such a head has one.
const PLACE_WORDS: &[char] = &['市', '县', '区', '州', '盟', '旗', '乡', '镇', '街'];
/// Heads of the column that says what is measured.
const METRICS: &Terms = &Terms::new(&[
    "指标",
    "指标名称",
    "指标内容",
    "考核指标",
    "主要指标",
    "目标指标",
    "目标名称",
    "项目",
    "项目名称",
    "任务",
    "任务名称",
    "任务内容",
    "工作任务",
    "重点任务",
    "内容",
    "目标",
    "污染物",
    "因子",
]);
/// What the name of a place ends with.
pub(super) const ENDS: &Terms = &Terms::new(&["市", "县", "区", "州", "盟", "旗", "镇", "乡", "街道"]);
/// Words with such an end that are no place.
const NO_PLACES: &[&str] =
    &["城镇", "城乡", "市区", "城区", "郊区", "地区", "林区", "园区", "库区", "灌区", "社区", "景区", "校区"];
/// Heads of columns that hold no targets.
const OTHERS: &Terms = &Terms::new(&[
    "序号",
    "编号",
    "备注",
    "说明",
    "责任",
    "牵头",
    "联系",
    "电话",
    "手机",
    "姓名",
    "职务",
    "现状",
    "实际",
    "基数",
    "基准",
    "基期",
    "基础值",
    "上年",
    "去年",
    "现值",
    "实绩",
    "完成值",
    "完成情况",
    "邮编",
    "单位",
    "邮箱",
    "地址",
]);
/// Marks of an empty cell.
const DASHES: &[char] = &['/', '—', '-', '－', '–', '─', '\\', '…', ' ', '*'];

/// The place that a cell names: the region, a city that is known, or what ends like one.
pub(super) fn place(cell: Passage<'_>, registry: &UnitRegistry) -> Option<String> {
    const LENGTH: std::ops::RangeInclusive<usize> = 2..=12;
    let name = cell.to_string();
    if is_whole(&name) {
        return Some(REGION.to_owned());
    }
    let known = registry.city(&name).map(|city| city.short.clone());
    known.or_else(|| {
        let fits = LENGTH.contains(&cell.len()) && is_place_name(cell);
        fits.then_some(name)
    })
}

/// Whether words are the name of a place by their end.
pub(super) fn is_place_name(cell: Passage<'_>) -> bool {
    let named = cell.chars().iter().all(|c| is_ideograph(*c)) && cell.ends_with_any(ENDS);
    named && !is_place_head(cell) && !NO_PLACES.contains(&cell.to_string().as_str())
}

fn is_whole(name: &str) -> bool {
    let rest = region::ALL.iter().find_map(|all| name.strip_prefix(all));
    rest == Some("") || WHOLE.contains(&rest.unwrap_or(name))
}

/// Whether a cell stands over the column of places.
pub(crate) fn is_place_head(cell: Passage<'_>) -> bool {
    const LONGEST: usize = 12;
    let made_of = || cell.chars().iter().all(|c| OF_PLACES.contains(*c));
    let has = || cell.chars().iter().any(|c| PLACE_WORDS.contains(c));
    PLACES.contains(&cell.to_string().as_str()) || (cell.len() <= LONGEST && made_of() && has())
}

/// Whether a cell stands over a column that says what is measured.
pub(super) fn is_metric_head(cell: Passage<'_>) -> bool {
    METRICS.contains(&cell.to_string().as_str())
}

/// Whether a cell is nothing but a unit of measure.
pub(crate) fn is_unit(cell: Passage<'_>) -> bool {
    let bare = cell.trim(&['（', '）', '(', ')']);
    let mut cursor = Cursor::new(bare, bare.start());
    !bare.is_empty() && unit_of_measure::unit(&mut cursor).is_some() && cursor.at() == bare.end()
}

/// Whether a cell stands over a column that holds no targets.
pub(crate) fn is_other_head(cell: Passage<'_>) -> bool {
    cell.contains_any(OTHERS)
}

/// Whether nothing is said in a cell.
pub(crate) fn is_blank(cell: Passage<'_>) -> bool {
    cell.trim(DASHES).is_empty() || matches!(cell.to_string().as_str(), "无" | "不涉及")
}

/// The key of a column by one of its heads: without unit and form of the measurement. None for a bare 2025年目标.
pub(crate) fn key(head: Passage<'_>) -> Option<String> {
    if is_unit(head) {
        return None;
    }
    let bracket = head.find("（").or_else(|| head.find("("));
    let name = bracket.map_or(head, |at| head.to(at));
    let name = year(name).map_or(name, |(_, end)| name.from(end));
    let measured = [AIMS, FORMS].iter().fold(name, |name, words| without(name, words));
    (!measured.is_empty() && !AIMS.contains(&measured.to_string().as_str())).then(|| measured.to_string())
}

/// A name without one of some words that it ends with.
pub(super) fn without<'t>(name: Passage<'t>, words: &[&str]) -> Passage<'t> {
    name.strip_suffix(words).filter(|(rest, _)| !rest.is_empty()).map_or(name, |(rest, _)| rest)
}

/// The year that a head opens with, and where it ends: 2025年, 2025年度.
pub(crate) fn year(head: Passage<'_>) -> Option<(i32, usize)> {
    let mut cursor = Cursor::new(head, head.start());
    let year = numeral::year_in_figures(&mut cursor)?;
    cursor.eat(&["年度", "年"])?;
    Some((year, cursor.at()))
}

/// The number in a cell: 96.4%, ≤28.2, 1,200, 35微克/立方米.
pub(crate) fn number(cell: Passage<'_>) -> Option<f64> {
    let mut cursor = Cursor::new(cell, cell.start());
    cursor.eat(&["≤", "≥", "＜", "＞", "<=", ">=", "<", ">", "=", "不低于", "不高于", "不超过", "不少于", "±"]);
    cursor.eat_while(|c| c == ' ');
    let minus = cursor.eat(&["-", "−", "－"]).is_some();
    if !cursor.peek()?.is_ascii_digit() {
        return None;
    }
    let number = numeral::number(&mut cursor)?;
    cursor.eat_while(|c| c == ' ');
    unit_of_measure::unit(&mut cursor);
    cursor.eat(TAILS);
    (cursor.at() == cell.end() && number.is_finite()).then_some(if minus { -number } else { number })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_value_is_a_number_in_any_dress() {
        let read = |written: &str| number(text_of(written).whole());
        for (written, value) in [
            ("≤28.2", 28.2),
            ("96.4%", 96.4),
            ("1,200", 1200.0),
            ("35微克/立方米", 35.0),
            ("-3.5", -3.5),
            ("≥ 90%以上", 90.0),
        ] {
            assert_eq!(read(written), Some(value), "{written}");
        }
        assert_eq!(read("持续改善"), None);
        assert_eq!(read("3月底"), None);
        assert_eq!(read("/"), None);
    }

    #[test]
    fn a_head_gives_its_key_without_year_and_unit() {
        let read = |written: &str| key(text_of(written).whole());
        assert_eq!(read("PM10浓度（微克/立方米）").as_deref(), Some("PM10"));
        assert_eq!(read("2025年优良天数比率目标").as_deref(), Some("优良天数比率"));
        assert_eq!(read("2025年目标值"), None);
    }

    #[test]
    fn a_place_is_known_or_ends_like_one() {
        let registry = UnitRegistry::guangxi().unwrap();
        let read = |written: &str| place(text_of(written).whole(), &registry);
        assert_eq!(read("玉林市").as_deref(), Some("玉林"));
        assert_eq!(read("某某自治县").as_deref(), Some("某某自治县"));
        assert_eq!(read("全省平均").as_deref(), Some("全区"));
        assert_eq!(read("设区市"), None);
        assert_eq!(read("达标率"), None);
    }
}
