//! How names are read: the levels of government that stand once before a list, and what the registry knows.

use crate::bodies;
use crate::places::NO_PLACES;
use crate::provinces::PROVINCES;
use crate::registry::UnitRegistry;
use crate::text::Terms;

/// Levels of government whose name stands once before a list: 自治区甲厅、乙局.
const LEVELS: &[&str] = &["自治区", "省", "市", "区", "县", "州"];
/// Words that only look like a name with a level before it.
const NO_LEVELS: &Terms = &Terms::new(&[
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
]);
/// What shows that a name says its level in another word: 市直机关工委.
const LEVELLED: &Terms = &Terms::new(&[
    "市直", "县直", "区直", "省直", "州直", "市级", "县级", "区级", "省级", "州级", "市属", "区属", "省属", "县属",
    "直属",
]);
/// What the name of a body of a level ends with.
const DEPARTMENTS: &Terms = &Terms::new(&[
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
]);
/// Bodies whose own level counts for the names behind them, but which get none from the names before: 市服务中心管委会.
const COMMITTEES: &[&str] = &["管委会", "管理委员会", "指挥部"];
/// What shows that a body has a level, place or owner of its own.
const OWN_LEVEL: &Terms = &Terms::new(&[
    "各",
    "相关",
    "有关",
    "国家",
    "中国",
    "中央",
    "全国",
    "中石",
    "国网",
    "人行",
    "人民银行",
    "团",
    "兵团",
]);
/// What bodies outside the level's departments end with.
const OUTSIDE: &Terms = &Terms::new(&[
    "公司",
    "集团",
    "银行",
    "海关",
    "分局",
    "分行",
    "支行",
    "监管分局",
    "海事局",
    "铁路局",
    "大学",
    "学院",
]);
/// What ends like a place in the name of a unit and is none, besides 城市, 园区 and their like.
const NO_PLACE: &str = "山区";

/// How names are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming<'r> {
    /// What is known of the region's units.
    pub(crate) registry: &'r UnitRegistry,
    /// Whether the document is of that region; in another, names stay as written.
    pub(crate) native: bool,
    /// The mark behind the names of those who lead, where the document has one.
    pub(crate) mark: Option<char>,
}

impl<'r> Naming<'r> {
    /// By what is known of a region, in a document of it or of another.
    pub(crate) fn new(registry: &'r UnitRegistry, native: bool) -> Self {
        Self { registry, native, mark: None }
    }

    /// The level that a name starts with.
    pub(super) fn level_of(self, name: &str) -> Option<&'r str> {
        let looks_alike = NO_LEVELS.begin(name);
        let region = self.native.then_some(self.registry.region().prefix.as_str());
        let mut levels = region.into_iter().chain(LEVELS.iter().copied()).filter(|level| !level.is_empty());
        let body = is_department(name) || COMMITTEES.iter().any(|end| name.ends_with(end));
        if !body || looks_alike { None } else { levels.find(|level| name.starts_with(level)) }
    }

    /// The name with the level that was left out. Without a level in the same run (`sure`), only a name that
    /// the registry knows gets one.
    pub(super) fn restored(self, written: &str, prefix: Option<&str>, sure: bool) -> String {
        let Some(prefix) = prefix else { return written.to_owned() };
        let full = format!("{prefix}{written}");
        let known = self.native && self.registry.canonical(written).is_some();
        let bare = self.is_bare(written) && !known;
        if bare && (sure || self.registry.unit(&full).is_some()) { full } else { written.to_owned() }
    }

    fn is_bare(self, name: &str) -> bool {
        let own = OWN_LEVEL.begin(name) || PROVINCES.begin(name) || is_of_state(name);
        let outside = OUTSIDE.end(name);
        let levelled = LEVELLED.begin(name);
        is_department(name) && !own && !outside && !levelled && !has_place(name) && self.level_of(name).is_none()
    }

    pub(super) fn canonical(self, name: String) -> String {
        let plain = bodies::without_remark(&name);
        let known = if self.native { self.registry.canonical(plain) } else { None };
        known.unwrap_or(plain).to_owned()
    }
}

fn is_department(name: &str) -> bool {
    let name = bodies::plain(name);
    DEPARTMENTS.end(name)
}

/// 南江金融监管局, 南江证监局: a branch of the state's, called by the place where it is.
fn is_of_state(name: &str) -> bool {
    const BRANCHES: [&str; 5] = ["金融监管局", "金融监管分局", "证监局", "通信管理局", "矿山安监局"];
    let place = BRANCHES.iter().find_map(|branch| name.strip_suffix(branch));
    place.is_some_and(|place| place.chars().count() > 1 && place != "地方")
}

/// 某某市公安局: a place of at least two characters before its level.
fn has_place(name: &str) -> bool {
    let chars: Vec<char> = name.chars().collect();
    let place = |at: usize| {
        let head: String = chars.iter().take(at + 1).collect();
        matches!(chars.get(at), Some('市' | '县' | '区')) && !head.ends_with(NO_PLACE) && !NO_PLACES.end(&head)
    };
    (2..chars.len().saturating_sub(2).min(5)).any(place)
}
