//! The names in a list of units: splitting it, restoring what was left out, correcting slips.

use super::doubt::Doubts;
use super::registry::UnitRegistry;
use super::sentence::nesting;
use super::text::Passage;

/// What a list may end with that is no unit.
const DUTIES: &[&str] = &[
    "按职责分工分别负责",
    "按职责分工负责",
    "按职责分工落实",
    "按职责分别负责",
    "按职责负责",
    "按职责分工",
    "分工负责",
];
/// Levels of government whose name stands once before a list: 自治区甲厅、乙局.
const LEVELS: &[&str] = &["自治区", "省", "市", "区", "县", "州"];
/// Words that only look like a name with a level before it.
const NO_LEVELS: &[&str] = &["市场", "市政", "区域", "省际", "州县"];
/// What a department's name ends with.
const DEPARTMENTS: &[&str] = &["厅", "局", "委", "办", "部", "署", "院", "委员会", "办公室"];
/// What shows that a body has a level, place or owner of its own.
const OWN_LEVEL: &[&str] = &["各", "相关", "有关", "国家", "中国", "中央", "全国", "中石", "国网", "人行", "团"];
/// What bodies outside the level's departments end with.
const OUTSIDE: &[&str] = &["公司", "集团", "银行", "海关", "分局", "分行", "支行", "监管分局", "海事局", "铁路局"];
/// Provinces, whose short names open the names of bodies with a place of their own.
const PLACES: &[&str] = &[
    "北京",
    "天津",
    "上海",
    "重庆",
    "河北",
    "山西",
    "辽宁",
    "吉林",
    "黑龙江",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "海南",
    "四川",
    "贵州",
    "云南",
    "陕西",
    "甘肃",
    "青海",
    "台湾",
    "内蒙古",
    "广西",
    "西藏",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
];

/// A unit of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The full name: 自治区能源局.
    pub(super) name: String,
    /// The name as written: 能源局.
    pub(super) written: String,
}

/// A list of units, read.
#[derive(Debug, Default)]
pub(super) struct List {
    /// The units in the order written, each once.
    pub(super) units: Vec<Named>,
    /// What else the list says: 按职责负责.
    pub(super) duty: String,
}

/// Reads a list of units. A level written once counts for the bare names behind it up to the next comma.
pub(super) fn read(list: Passage<'_>, registry: &UnitRegistry, doubts: &mut Doubts) -> List {
    let (names, duty) = list.strip_suffix(DUTIES).map_or((list, ""), |(names, duty)| (names, duty));
    let known = list.contains(&registry.region().prefix);
    let mut read = List { units: Vec::new(), duty: duty.to_owned() };
    for run in runs(names) {
        let mut level: Option<String> = None;
        for part in run {
            let written = part.to_string();
            level = level_of(&written, registry).map(str::to_owned).or(level);
            let prefix = level.clone().or_else(|| known.then(|| registry.region().prefix.clone()));
            let sure = level.is_some();
            let name = restored(&written, prefix.as_deref(), sure, registry);
            let name = corrected(part, name, doubts);
            let name = registry.canonical(&name).map_or(name.clone(), str::to_owned);
            if read.units.iter().all(|u| u.name != name) {
                read.units.push(Named { name, written });
            }
        }
    }
    read
}

/// The names of a list, in runs that a comma separates.
fn runs(list: Passage<'_>) -> Vec<Vec<Passage<'_>>> {
    let nested = nesting(list);
    let mut runs = vec![Vec::new()];
    let mut from = list.start();
    let ends = list.chars().iter().copied().map(Some).chain([None]).enumerate();
    for (i, ch) in ends {
        let boundary = matches!(ch, None | Some('、' | '，' | '；' | '。' | ',' | ';' | ' ' | '\t' | '\n'));
        if !boundary || nested.get(i).copied().unwrap_or(false) {
            continue;
        }
        let name = list.cut(from, list.start() + i);
        if let (false, Some(run)) = (name.is_empty(), runs.last_mut()) {
            run.push(name);
        }
        if !matches!(ch, Some('、')) {
            runs.push(Vec::new());
        }
        from = list.start() + i + 1;
    }
    runs
}

/// The level that a name starts with.
fn level_of<'r>(name: &str, registry: &'r UnitRegistry) -> Option<&'r str> {
    let department = DEPARTMENTS.iter().any(|end| name.ends_with(end));
    let looks_alike = NO_LEVELS.iter().any(|word| name.starts_with(word));
    let levels = std::iter::once(registry.region().prefix.as_str()).chain(LEVELS.iter().copied());
    let mut levels = levels.filter(|level| !level.is_empty());
    if !department || looks_alike { None } else { levels.find(|level| name.starts_with(level)) }
}

/// The name with the level that was left out. Without a level in the same run (`sure`), only a name that the
/// registry knows gets one.
fn restored(written: &str, prefix: Option<&str>, sure: bool, registry: &UnitRegistry) -> String {
    let Some(prefix) = prefix else { return written.to_owned() };
    let full = format!("{prefix}{written}");
    let bare = is_bare(written, registry) && registry.canonical(written).is_none();
    if bare && (sure || registry.unit(&full).is_some()) { full } else { written.to_owned() }
}

fn is_bare(name: &str, registry: &UnitRegistry) -> bool {
    let own = OWN_LEVEL.iter().chain(PLACES).any(|start| name.starts_with(start));
    let outside = OUTSIDE.iter().any(|end| name.ends_with(end));
    let department = DEPARTMENTS.iter().any(|end| name.ends_with(end));
    department && !own && !outside && level_of(name, registry).is_none()
}

/// 各设区人民政府 is 各设区市人民政府 with a character lost.
fn corrected(part: Passage<'_>, name: String, doubts: &mut Doubts) -> String {
    let lost = name.find("设区").filter(|at| !name.get(at + "设区".len()..).is_some_and(|rest| rest.starts_with('市')));
    let Some(at) = lost.filter(|_| name.ends_with("政府")) else { return name };
    let (before, after) = name.split_at(at + "设区".len());
    let mended = format!("{before}市{after}");
    doubts.note(part, format!("疑缺“市”字，已读作“{mended}”"));
    mended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    fn names(written: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let text = text_of(written);
        let list = read(text.whole(), &registry, &mut Doubts::default());
        list.units.into_iter().map(|u| u.name).collect()
    }

    #[test]
    fn a_level_written_once_counts_for_the_bare_names_behind_it() {
        assert_eq!(names("省甲厅、乙局、丙委"), ["省甲厅", "省乙局", "省丙委"]);
        assert_eq!(names("自治区民政厅、市场监管局"), ["自治区民政厅", "自治区市场监管局"]);
        assert_eq!(names("市财政局、市场监管局"), ["市财政局", "市市场监管局"]);
    }

    #[test]
    fn bodies_with_a_level_of_their_own_keep_their_names() {
        let written = "自治区民政厅、广西海事局、中国铁路南宁局集团有限公司、国家能源局、各市人民政府、江西银保监局";
        let full = [
            "自治区民政厅",
            "广西海事局",
            "中国铁路南宁局集团有限公司",
            "国家能源局",
            "各设区市人民政府",
            "江西银保监局",
        ];
        assert_eq!(names(written), full);
    }

    #[test]
    fn a_comma_ends_the_level_but_the_registry_knows_its_own() {
        assert_eq!(names("省甲厅，乙局"), ["省甲厅", "乙局"]);
        assert_eq!(names("自治区公安厅，水利厅，某某局"), ["自治区公安厅", "自治区水利厅", "某某局"]);
    }

    #[test]
    fn brackets_hold_a_name_together_and_aliases_become_one_name() {
        assert_eq!(names("市财政局，各县（市、区）政府"), ["市财政局", "各县（市、区）政府"]);
        assert_eq!(names("自治区发改委、自治区发展改革委"), ["自治区发展改革委"]);
    }

    #[test]
    fn a_duty_behind_the_list_is_no_part_of_a_name() {
        let registry = UnitRegistry::guangxi().unwrap();
        let text = text_of("省甲厅、乙厅按职责负责");
        let list = read(text.whole(), &registry, &mut Doubts::default());
        assert_eq!((list.units[1].name.as_str(), list.duty.as_str()), ("省乙厅", "按职责负责"));
    }

    #[test]
    fn a_lost_character_is_restored_and_reported() {
        let registry = UnitRegistry::guangxi().unwrap();
        let (text, mut doubts) = (text_of("各设区人民政府"), Doubts::default());
        assert_eq!(read(text.whole(), &registry, &mut doubts).units[0].name, "各设区市人民政府");
        assert_eq!(doubts.in_order()[0].quote, "各设区人民政府");
    }
}
