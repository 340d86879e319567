//! Groups of governments and offices below the cities: 各县（市、区）, 有关单位.

use crate::bodies::GOVERNMENTS;
use crate::registry::{Members, UnitRegistry};
use crate::text::{Passage, Terms};

/// What every city owes is owed by.
const EVERY_CITY: &str = "各设区市";
/// Everywhere: only who knows the region can tell whether that is every city.
pub(super) const EVERYWHERE: &str = "各地";

/// Puts every city in the place of the word for everywhere, in a plan of a region whose parts are cities.
pub(crate) fn as_cities(names: &mut [String], registry: &UnitRegistry) {
    names.iter_mut().filter(|name| **name == EVERYWHERE).for_each(|name| *name = every_city(registry));
}

/// What makes all or some of them.
const WHICH: &[&str] = &["各有关", "各相关", "各", "有关", "相关", "有条件的", "具备条件的", "有任务的"];
/// Whom, longer ones first.
const WHOM: &Terms = &Terms::new(&[
    "市、县（市、区）",
    "县级市（区）",
    "县（市、区）",
    "县（市）区",
    "县（区、市）",
    "市（县、区）",
    "区（县、市）",
    "市、县（区）",
    "市、县",
    "地级及以上市",
    "地级以上市",
    "地级市",
    "省辖市",
    "地州市",
    "市州",
    "县（市）",
    "县（区）",
    "区（县）",
    "市（区）",
    "区县（市）",
    "县市区",
    "旗县市区",
    "旗县区",
    "旗县（市、区）",
    "旗县（区）",
    "旗县",
    "盟（市）",
    "市（盟）",
    "盟市",
    "旗（县）",
    "统筹地区",
    "统筹区",
    "县区",
    "区县",
    "市县",
    "县市（区）",
    "县市",
    "乡镇（街道）",
    "镇（街道）",
    "镇（街）",
    "街道（镇）",
    "街道、乡镇",
    "街道、镇",
    "乡镇、街道",
    "乡（镇）",
    "镇、街道",
    "镇、乡",
    "村（社区）",
    "市（州）",
    "州（市）",
    "州、市",
    "镇街",
    "乡镇",
    "街道",
    "行政村",
    "社区",
    "村",
    "园区",
    "开发区",
    "功能区",
    "园区管委会",
    "开发区管委会",
    "功能区管委会",
    "新区管委会",
    "管委会",
    "成员单位",
    "责任单位",
    "牵头单位",
    "部门",
    "单位",
    "县",
    "区",
    "旗",
    "镇",
]);

/// The group that stands at `at`: its end and its words, without 人民政府.
pub(super) fn at(clause: Passage<'_>, at: usize) -> Option<(usize, String)> {
    let (_, whom) = clause.matches_any(at, WHICH)?;
    let (_, end) = clause.matches_any(whom, WHOM)?;
    let behind = clause.matches_any(end, GOVERNMENTS).map_or(end, |(_, behind)| behind);
    let goes_on = clause.at(behind).is_some_and(|c| "域级划段块属的".contains(c)); // 各区域, 各县级
    (!goes_on).then(|| (behind, clause.cut(at, end).to_string()))
}

/// A group that goes on with the word for all before it: 各区、|功能区|编制.
pub(super) fn bare_at(clause: Passage<'_>, at: usize) -> Option<(usize, String)> {
    const DIRECT: &[&str] = &["省直", "市直", "州直", "县直", "区直", "自治区直"];
    const BODIES: &[&str] =
        &["各有关部门", "有关部门", "各部门", "部门", "各有关单位", "有关单位", "各单位", "单位", "各机关", "机关"];
    let direct = || clause.matches_any(at, DIRECT).and_then(|(_, end)| clause.matches_any(end, BODIES));
    let (_, end) = clause.matches_any(at, WHOM).filter(|(word, _)| word.chars().count() > 1).or_else(direct)?;
    Some((end, clause.cut(at, end).to_string()))
}

/// The words for every city.
pub(super) fn every_city(registry: &UnitRegistry) -> String {
    let all = registry.groups().iter().find(|g| g.members == Members::All);
    all.map_or_else(|| EVERY_CITY.to_owned(), |g| g.phrase.clone())
}
