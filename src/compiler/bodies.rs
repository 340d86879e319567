//! What the name of a unit looks like.

use crate::text::Terms;

/// What names of units end with.
const ENDS: &Terms = &Terms::new(&[
    "厅",
    "局",
    "委",
    "办",
    "部",
    "署",
    "院",
    "委员会",
    "常委会",
    "管委会",
    "监会",
    "总会",
    "协会",
    "工会",
    "商会",
    "学会",
    "联合会",
    "政府",
    "公司",
    "集团",
    "银行",
    "分行",
    "支行",
    "海关",
    "地区",
    "中心",
    "联社",
    "供销社",
    "残联",
    "妇联",
    "文联",
    "科协",
    "工商联",
    "团省委",
    "团市委",
    "办公室",
    "办事处",
    "指挥部",
    "专班",
    "领导小组",
    "防指",
    "法院",
    "检察院",
    "总社",
    "督查室",
    "研究室",
    "政研室",
    "军分区",
    "人武部",
    "调查队",
    "支队",
    "总队",
    "大队",
    "党校",
    "人大",
    "政协",
    "红十字会",
    "侨联",
    "贸促会",
    "消委会",
    "村委会",
    "居委会",
    "日报社",
    "电视台",
    "气象台",
    "地震台",
    "农商行",
]);
/// What the names of groups and places end with, which mean a unit only where a word says so.
const LOOSE: &Terms = &Terms::new(&[
    "部门",
    "单位",
    "大学",
    "学校",
    "机构",
    "企业",
    "园区",
    "乡镇",
    "镇街",
    "街道",
    "开发区",
    "新区",
    "学院",
    "机关",
    "处",
    "站",
    "所",
    "队",
    "林场",
    "农场",
    "馆",
    "公路段",
    "股",
    "科",
    "督导室",
    "教研室",
    "中学",
    "小学",
    "一中",
    "二中",
    "体校",
    "电大",
    "书店",
    "青少年宫",
    "保税区",
    "产业园",
    "科技园",
]);
/// What stands before the departments of a level taken together: 省直有关部门.
const DIRECT: &Terms = &Terms::new(&["省直", "市直", "州直", "县直", "区直", "省级", "市级", "县级", "区级"]);
/// Bodies whose short name is whole.
const SHORT_NAMES: &Terms = &Terms::new(&["残联", "妇联", "文联", "科协", "工会", "团委", "纪委", "法院", "政协"]);
/// Words for all units of a kind.
const GROUPS: &Terms = &Terms::new(&[
    "各省",
    "各市",
    "各县",
    "各区",
    "各地",
    "各级",
    "各设区市",
    "各州",
    "各盟",
    "各旗",
    "各街道",
    "各乡镇",
    "各乡",
    "各镇",
    "各园区",
    "各开发区",
    "各功能区",
    "各村",
    "各社区",
    "各部门",
    "各单位",
    "各有关",
    "各相关",
]);
/// Words for the rest of some places: 其他县区.
const OTHERS: &[&str] = &["其他", "其余"];
/// What the name of such a group ends with.
const PLACES: &Terms = &Terms::new(&["县", "市", "区", "州", "盟", "旗", "乡", "镇", "乡镇", "）"]);
/// What the name of a department or office ends with.
const DEPARTMENTS: &Terms =
    &Terms::new(&["厅", "局", "委", "办", "部", "署", "委员会", "办公室", "政府", "公司", "监会", "总会", "党校"]);
/// Words that show a clause, not a name.
const CLAUSES: &[char] = &['是', '的', '了', '被', '将', '把', '《', '》', '：', '=', '；'];
/// A name is not longer.
const LONGEST: usize = 40;

/// What a government is called behind the name of its place, which may be left out: 各县（市、区）人民政府. Also the second of
/// two bodies that stand under one name: 某某市党委和政府, 某某新区党工委和管委会.
pub(super) const GOVERNMENTS: &[&str] = &["人民政府", "政府", "管委会"];

/// Whether `name` may name a unit or a group of units, where a label or verb says so.
pub(super) fn is_unit(name: &str) -> bool {
    let others = || PLACES.end(name) && OTHERS.iter().any(|start| name.starts_with(start));
    is_body(name) || ((ENDS.end(name) || LOOSE.end(name) || others()) && is_short(name))
}

/// Whether what `name` begins with makes it a group, whatever it ends with: 各县政府兜底.
pub(super) fn is_loose(name: &str) -> bool {
    GROUPS.begin(name) && !ENDS.end(name) && is_short(name)
}

/// Whether `name` looks like a unit's even where no word says so.
pub(super) fn is_body(name: &str) -> bool {
    let ends = || ENDS.end(name) && name.chars().count() > 2;
    let every = || name.starts_with('各') && (is_group(name) || name.ends_with("机构"));
    let group = || every() || GROUPS.begin(name) || is_office(name);
    let direct = || DIRECT.begin(name) && is_group(name);
    (ends() || group() || direct() || SHORT_NAMES.contains(&name)) && is_short(name)
}

/// 桂河县, 望江区, 石桥镇: what may be the name of a place, and is not surely one.
pub(super) fn is_place(name: &str) -> bool {
    const NO_PLACES: &[&str] =
        &["全市", "全县", "全区", "城市", "园区", "片区", "库区", "景区", "灌区", "辖区", "小区"];
    let ends = name.ends_with(['县', '区', '市', '旗', '镇', '乡']) || name.ends_with("街道");
    let plain = name.chars().all(crate::text::is_ideograph) && !name.contains(CLAUSES);
    ends && plain && (3..=5).contains(&name.chars().count()) && !NO_PLACES.iter().any(|end| name.ends_with(end))
}

/// 加装电梯30部: a figure with its measure, and no name.
fn is_counted(name: &str) -> bool {
    let mut last = name.chars().rev();
    last.next().is_some_and(|c| matches!(c, '部' | '办' | '处' | '所' | '站'))
        && last.next().is_some_and(|c| c.is_ascii_digit())
}

/// The name without the other one in brackets behind it: 市甲局（市乙局）. 各县（市、区） is whole.
pub(super) fn plain(name: &str) -> &str {
    let name = without_remark(name);
    let bracket = name.find(['（', '〈']).filter(|_| name.ends_with(['）', '〉']) && !name.starts_with('各'));
    bracket.map_or(name, |at| name.get(..at).unwrap_or(name))
}

/// 各区（市、县）政府〈含新区管委会〉, 各区政府（含管委会，下同）: the name without the remark on it.
pub(super) fn without_remark(name: &str) -> &str {
    const PAIRS: &[(char, char)] = &[('（', '）'), ('〔', '〕'), ('〈', '〉')];
    const REMARKS: &[&str] = &["含", "包括", "包含", "以下简称", "简称"];
    let remark = |(open, close): &(char, char)| {
        // What closes it may be gone: it is a mark at the end of a name.
        let (head, inner) = name.strip_suffix(*close).unwrap_or(name).rsplit_once(*open)?;
        let told = REMARKS.iter().any(|word| inner.starts_with(word)) || inner.ends_with("下同");
        (told && !head.is_empty()).then_some(head)
    };
    PAIRS.iter().find_map(remark).unwrap_or(name)
}

/// 厅某某处, 市政府各部门: what belongs to the body whose plan it is.
fn is_office(name: &str) -> bool {
    let inner = name.starts_with(['厅', '局']) && name.ends_with(['处', '科', '室']) && name.chars().count() > 2;
    inner || name.ends_with("政府各部门") || name.ends_with("政府各单位")
}

/// 有关部门, 各单位.
fn is_group(name: &str) -> bool {
    name.ends_with("部门") || name.ends_with("单位")
}

fn is_short(name: &str) -> bool {
    name.chars().count() <= LONGEST && !name.contains(CLAUSES) && !is_counted(name)
}

/// Whether `name` surely is a single body: what 和 joins to another.
pub(super) fn is_department(name: &str) -> bool {
    DEPARTMENTS.end(name) && name.chars().count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_units_are_told_from_other_words() {
        for name in [
            "市财政局",
            "团省委",
            "各县（市、区）",
            "某某银保监分局",
            "省残联",
            "各地区",
            "残联",
            "市直各有关部门",
            "各乡（镇）",
        ] {
            assert!(is_body(name), "{name}");
        }
        for word in ["东部", "加装电梯30部", "建设站点5处", "含食用菌", "业主", "8分", "经营困难的企业", "社会"]
        {
            assert!(!is_body(word), "{word}");
        }
        assert!(is_unit("有关部门") && !is_body("有关部门"));
        assert_eq!([plain("市甲局（市乙局）"), plain("各县（市、区）")], ["市甲局", "各县（市、区）"]);
        for remark in ["〈含新区管委会〉", "（含开发区管委会，下同）", "〔含开发区管委会〕", "（以下简称各区）"]
        {
            assert_eq!(without_remark(&format!("各区（市、县）政府{remark}")), "各区（市、县）政府");
        }
        assert_eq!(without_remark("各县（市、区）"), "各县（市、区）");
    }
}
