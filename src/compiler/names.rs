//! The names in a list of units: restoring what was left out, correcting slips.

mod members;

use super::bodies;
use super::bounds;
use super::doubt::Doubts;
use super::provinces::PROVINCES;
use super::registry::UnitRegistry;
use super::roles::{self, Role};
use super::text::Passage;

/// Levels of government whose name stands once before a list: 自治区甲厅、乙局.
const LEVELS: &[&str] = &["自治区", "省", "市", "区", "县", "州"];
/// Words that only look like a name with a level before it.
const NO_LEVELS: &[&str] = &[
    "市场",
    "市政工程",
    "市政公用",
    "市政园林",
    "市政设施",
    "市政管理",
    "区域",
    "省际",
    "州县",
    "市级",
    "县级",
    "区级",
    "省级",
    "县域",
    "市直",
    "县直",
    "区直",
    "省直",
    "市属",
    "区属",
    "省属",
];
/// What shows that a name says its level in another word: 市直机关工委.
const LEVELLED: &[&str] = &[
    "市直", "县直", "区直", "省直", "州直", "市级", "县级", "区级", "省级", "州级", "市属", "区属", "省属", "县属",
    "直属",
];
/// What the name of a body of a level ends with.
const DEPARTMENTS: &[&str] = &[
    "厅",
    "局",
    "委",
    "办",
    "部",
    "署",
    "院",
    "委员会",
    "办公室",
    "残联",
    "妇联",
    "文联",
    "工商联",
    "联合会",
    "红十字会",
    "总工会",
    "科协",
    "贸促会",
    "供销社",
    "中心",
    "中心管委会",
    "支队",
    "总队",
];
/// Bodies whose own level counts for the names behind them, but which get none from the names before: 市服务中心管委会.
const COMMITTEES: &[&str] = &["管委会", "管理委员会", "指挥部"];
/// Departments of a party committee, which belong to it where they stand behind another: 市委组织部、宣传部.
const PARTY: &[&str] =
    &["组织部", "宣传部", "统战部", "政法委", "网信办", "编办", "台办", "改革办", "老干部局", "机关工委", "党校"];
/// What shows that a body has a level, place or owner of its own.
const OWN_LEVEL: &[&str] =
    &["各", "相关", "有关", "国家", "中国", "中央", "全国", "中石", "国网", "人行", "人民银行", "团"];
/// What bodies outside the level's departments end with.
const OUTSIDE: &[&str] = &["公司", "集团", "银行", "海关", "分局", "分行", "支行", "监管分局", "海事局", "铁路局"];
/// Words that end like a place but are none: 城市管理局, 园区办.
const NO_PLACES: &[&str] = &["城市", "园区", "社区", "地区", "灾区", "景区", "辖区", "库区", "山区"];

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

/// How names are read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Naming<'r> {
    /// What is known of the region's units.
    pub(super) registry: &'r UnitRegistry,
    /// Whether the document is of that region; in another, names stay as written.
    pub(super) native: bool,
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
        let parts: Vec<Passage<'_>> = run.into_iter().flat_map(|part| unglued(part, naming, doubts)).collect();
        for part in parts {
            if part.len() > bounds::NAME {
                doubts.warn(part, "这一段太长，不像单位名称，没有读作单位");
                continue;
            }
            let (part, role) = roles::in_bracket(part).unwrap_or((part, None));
            let written = part.to_string();
            level = naming.level_of(&written).or(level);
            party |= level.and_then(|level| written.strip_prefix(level)).is_some_and(|rest| rest.starts_with('委'));
            let prefix = level.or(known.then_some(region));
            let of_party = level.filter(|_| party && PARTY.contains(&written.as_str()));
            let in_party = || of_party.map(|level| format!("{level}委{written}"));
            let beside = || beside(units.last(), &written);
            let name = beside().or_else(in_party).unwrap_or_else(|| naming.restored(&written, prefix, level.is_some()));
            let name = naming.canonical(corrected(part, name, doubts));
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

impl<'r> Naming<'r> {
    /// The level that a name starts with.
    fn level_of(self, name: &str) -> Option<&'r str> {
        let looks_alike = NO_LEVELS.iter().any(|word| name.starts_with(word));
        let region = self.native.then_some(self.registry.region().prefix.as_str());
        let mut levels = region.into_iter().chain(LEVELS.iter().copied()).filter(|level| !level.is_empty());
        let body = is_department(name) || COMMITTEES.iter().any(|end| name.ends_with(end));
        if !body || looks_alike { None } else { levels.find(|level| name.starts_with(level)) }
    }

    /// The name with the level that was left out. Without a level in the same run (`sure`), only a name that
    /// the registry knows gets one.
    fn restored(self, written: &str, prefix: Option<&str>, sure: bool) -> String {
        let Some(prefix) = prefix else { return written.to_owned() };
        let full = format!("{prefix}{written}");
        let known = self.native && self.registry.canonical(written).is_some();
        let bare = self.is_bare(written) && !known;
        if bare && (sure || self.registry.unit(&full).is_some()) { full } else { written.to_owned() }
    }

    fn is_bare(self, name: &str) -> bool {
        let own = OWN_LEVEL.iter().chain(PROVINCES).any(|start| name.starts_with(start));
        let outside = OUTSIDE.iter().any(|end| name.ends_with(end));
        let levelled = LEVELLED.iter().any(|start| name.starts_with(start));
        is_department(name) && !own && !outside && !levelled && !has_place(name) && self.level_of(name).is_none()
    }

    fn canonical(self, name: String) -> String {
        let known = if self.native { self.registry.canonical(&name).map(str::to_owned) } else { None };
        known.unwrap_or(name)
    }
}

fn is_department(name: &str) -> bool {
    let name = bodies::plain(name);
    DEPARTMENTS.iter().any(|end| name.ends_with(end))
}

/// 某某市公安局: a place of at least two characters before its level.
fn has_place(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let place = |at: usize| {
        let head: String = chars.iter().take(at + 1).collect();
        matches!(chars.get(at), Some('市' | '县' | '区')) && !NO_PLACES.iter().any(|word| head.ends_with(word))
    };
    (2..chars.len().saturating_sub(2).min(5)).any(place)
}

/// 市甲局市乙局: two names whose separator is lost.
fn unglued<'t>(part: Passage<'t>, naming: Naming<'_>, doubts: &mut Doubts) -> Vec<Passage<'t>> {
    if part.len() > 2 * bounds::NAME {
        return vec![part];
    }
    let Some(level) = naming.level_of(&part.to_string()) else { return vec![part] };
    let ends = |at: usize| part.before(at).is_some_and(|c| "厅局委办".contains(c));
    let begins = |at: usize| part.matches(at, level).is_some() && naming.level_of(&part.from(at).to_string()).is_some();
    let seam = (part.start() + 3..part.end().saturating_sub(3)).find(|at| ends(*at) && begins(*at));
    let Some(seam) = seam else { return vec![part] };
    doubts.warn(part, format!("两个单位之间疑缺顿号，已分作“{}”和“{}”", part.to(seam), part.from(seam)));
    vec![part.to(seam), part.from(seam)]
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
    use crate::text::text_of;

    fn names(written: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let text = text_of(written);
        let naming = Naming { registry: &registry, native: true };
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
        let (text, naming) = (text_of("省财政厅，各市人民政府"), Naming { registry: &registry, native: false });
        let units = read(text.whole(), naming, &mut Doubts::default());
        assert_eq!(units[1].name, "各市人民政府");
    }

    #[test]
    fn a_lost_separator_is_restored_and_reported() {
        assert_eq!(names("区国资委区住房建设委、区甲局"), ["区国资委", "区住房建设委", "区甲局"]);
    }

    #[test]
    fn a_lost_character_is_restored_and_reported() {
        let registry = UnitRegistry::guangxi().unwrap();
        let (text, mut doubts) = (text_of("各设区人民政府"), Doubts::default());
        let naming = Naming { registry: &registry, native: true };
        assert_eq!(read(text.whole(), naming, &mut doubts)[0].name, "各设区市人民政府");
        assert_eq!(doubts.in_order()[0].quote, "各设区人民政府");
    }
}
