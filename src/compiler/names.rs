//! The names in a list of units: restoring what was left out, correcting slips.

mod members;
mod naming;
mod no_name;
mod opened;
mod slips;

pub(super) use self::naming::Naming;
use super::bounds;
use super::doubt::Doubts;
use super::roles::{self, Role};
use super::text::Passage;

/// Departments of a party committee, which belong to it where they stand behind another: 市委组织部、宣传部.
const PARTY: &[&str] =
    &["组织部", "宣传部", "统战部", "政法委", "网信办", "编办", "台办", "改革办", "老干部局", "机关工委", "党校"];
/// A unit of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The full name: 自治区能源局.
    pub(super) name: String,
    /// The name as written: 能源局.
    pub(super) written: String,
    /// What it does, where a word in brackets behind it says so: 市甲局（牵头）.
    pub(super) role: Option<Role>,
}

/// The units of a list in the order written, each once. A level written once counts for the bare names
/// behind it up to the next comma.
pub(super) fn read(list: Passage<'_>, naming: Naming<'_>, doubts: &mut Doubts) -> Vec<Named> {
    let list = bounded(list, doubts);
    let region = naming.registry.region().prefix.as_str();
    let known = naming.native && list.contains(region);
    let mut units: Vec<Named> = Vec::new();
    for run in members::runs(list) {
        let mut level: Option<&str> = None;
        let mut party = false;
        let run = run.into_iter().filter(|part| !roles::is_manner(*part));
        let parts: Vec<Passage<'_>> = run.flat_map(|part| slips::unglued(part, naming, doubts)).collect();
        for part in parts {
            if part.len() > bounds::NAME {
                doubts.warn(part, "这一段太长，不像单位名称，没有读作单位");
                continue;
            }
            if no_name::is_one(part, doubts) {
                continue;
            }
            let part = no_name::uncounted(part);
            let (part, marked) = slips::unmarked(part, naming, doubts);
            let (part, role) = roles::in_bracket(part).unwrap_or((part, None));
            let role = role.or(marked);
            let part = slips::without_person(slips::unbracketed(part, doubts), doubts);
            let written = slips::closed(part.to_string());
            level = naming.level_of(&written).or(level);
            party |= level.and_then(|level| written.strip_prefix(level)).is_some_and(|rest| rest.starts_with('委'));
            let prefix = level.or(known.then_some(region));
            let of_party = level.filter(|_| party && PARTY.contains(&written.as_str()));
            let in_party = || of_party.map(|level| format!("{level}委{written}"));
            let beside = || beside(units.last(), &written);
            let name = beside().or_else(in_party).unwrap_or_else(|| naming.restored(&written, prefix, level.is_some()));
            let name = naming.canonical(slips::corrected(part, name, doubts));
            if units.iter().all(|u| u.name != name) {
                units.push(Named { name, written, role });
            }
        }
    }
    units
}

/// 某某县委、县政府: the government of the place that the committee before it is of.
fn beside(before: Option<&Named>, written: &str) -> Option<String> {
    let level = written.strip_suffix("人民政府").or_else(|| written.strip_suffix("政府"))?;
    let place = before?.name.strip_suffix('委')?.strip_suffix(level)?;
    let whole = !level.is_empty() && level.chars().count() == 1 && place.chars().count() > 1;
    whole.then(|| format!("{place}{written}"))
}

/// The list up to as many names as are read.
fn bounded<'t>(list: Passage<'t>, doubts: &mut Doubts) -> Passage<'t> {
    let mut marks =
        list.chars().iter().enumerate().filter(|(_, c)| matches!(c, '、' | '，' | '；' | '。' | ',' | ';' | ' '));
    let Some((last, _)) = marks.nth(bounds::LIST - 1) else { return list };
    let (read, rest) = (list.to(list.start() + last), list.from(list.start() + last + 1));
    if !rest.is_empty() {
        doubts.refuse(rest, format!("一处列了超过 {} 个单位，从这里起没有再读", bounds::LIST));
    }
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    fn names(written: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let text = text_of(written);
        let naming = Naming::new(&registry, true);
        read(text.whole(), naming, &mut Doubts::default()).into_iter().map(|u| u.name).collect()
    }

    #[test]
    fn a_level_written_once_counts_for_the_bare_names_behind_it() {
        assert_eq!(names("省甲厅、乙局、丙委"), ["省甲厅", "省乙局", "省丙委"]);
        assert_eq!(names("自治区民政厅、市场监管局"), ["自治区民政厅", "自治区市场监管局"]);
        assert_eq!(names("市委办公室、市政府办公室"), ["市委办公室", "市政府办公室"]);
        assert_eq!(names("市财政局、市场监管局"), ["市财政局", "市市场监管局"]);
        assert_eq!(names("市财政局、市直机关工委、区级有关部门办"), ["市财政局", "市直机关工委", "区级有关部门办"]);
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
    fn a_name_with_a_place_of_its_own_gets_no_level() {
        assert_eq!(
            names("省甲厅、某某市公安局、城市管理局、残联"),
            ["省甲厅", "某某市公安局", "省城市管理局", "省残联"]
        );
        assert_eq!(names("省委宣传部、文化和旅游厅"), ["省委宣传部", "省文化和旅游厅"]);
        assert_eq!(names("市委组织部、宣传部、人社局"), ["市委组织部", "市委宣传部", "市人社局"]);
        assert_eq!(names("市某某中心管委会、财政局、园区管委会"), ["市某某中心管委会", "市财政局", "园区管委会"]);
        assert_eq!(names("市直园区管委会、财政局"), ["市直园区管委会", "财政局"]);
        assert_eq!(
            names("市甲局（市丙局）、财政局、某某中心管委会"),
            ["市甲局（市丙局）", "市财政局", "市某某中心管委会"]
        );
    }

    #[test]
    fn in_a_document_of_another_region_names_stay_as_written() {
        let registry = UnitRegistry::guangxi().unwrap();
        let (text, naming) = (text_of("省财政厅，各市人民政府"), Naming::new(&registry, false));
        let units = read(text.whole(), naming, &mut Doubts::default());
        assert_eq!(units[1].name, "各市人民政府");
    }

    #[test]
    fn what_stands_for_a_name_or_beside_it_is_none() {
        assert_eq!(names("区甲局（牵头）、各街道（乡镇）、区乙局（配合）"), ["区甲局", "各街道（乡镇）", "区乙局"]);
        assert_eq!(names("各街道办事处（属地责任）、市乙大队（负责人：王某）"), ["各街道办事处", "市乙大队"]);
        assert_eq!(names("平川县6万亩、清水县7万亩、市甲局"), ["平川县", "清水县", "市甲局"]);
        for written in ["同第1项", "同序号2", "同第1", "同3", "乙方", "1、2项", "本单位"] {
            let registry = UnitRegistry::guangxi().unwrap();
            let (text, mut doubts) = (text_of(written), Doubts::default());
            let naming = Naming::new(&registry, true);
            assert_eq!(read(text.whole(), naming, &mut doubts), [], "{written}");
            assert!(!doubts.in_order().is_empty(), "{written}");
        }
    }

    #[test]
    fn a_lost_separator_is_restored_and_reported() {
        assert_eq!(names("区国资委区住房建设委、区甲局"), ["区国资委", "区住房建设委", "区甲局"]);
    }

    #[test]
    fn a_lost_character_is_restored_and_reported() {
        let registry = UnitRegistry::guangxi().unwrap();
        let (text, mut doubts) = (text_of("各设区人民政府"), Doubts::default());
        let naming = Naming::new(&registry, true);
        assert_eq!(read(text.whole(), naming, &mut doubts)[0].name, "各设区市人民政府");
        assert_eq!(doubts.in_order()[0].quote, "各设区人民政府");
    }
}
