//! What words look like that name somebody, where no list has them.

use super::place;
use crate::text::{Passage, Terms, is_ideograph};

/// The words are not longer.
pub(super) const LONGEST: usize = 14;
/// What opens the words for all or some of a kind.
const GROUPS: &[&str] = &["各", "其他", "其余", "其它", "有关", "相关", "剩余"];
/// Bodies by names of two characters.
const SHORT: &Terms = &Terms::new(&["高校", "妇联", "残联", "文联", "科协", "工会", "团委", "法院", "党委"]);
/// What ends the words for a body.
const BODIES: &Terms = &Terms::new(&[
    "厅",
    "局",
    "委",
    "办",
    "部",
    "署",
    "处",
    "委员会",
    "联合会",
    "工会",
    "协会",
    "商会",
    "学会",
    "管委会",
    "单位",
    "部门",
    "机构",
    "公司",
    "集团",
    "支队",
    "总队",
    "大队",
    "工作队",
    "专班",
    "工作组",
    "联社",
    "办事处",
    "支行",
    "分行",
    "高校",
    "妇联",
    "残联",
    "法院",
    "检察院",
    "党工委",
    "媒体",
    "银行",
]);
/// What ends the words for places.
pub(super) const PLACES: &[&str] =
    &["县", "市", "区", "旗", "州", "盟", "镇", "乡", "村", "街道", "地方", "地区", "乡镇", "镇街", "县份"];
/// What ends the words for what may as well be built.
const SITES: &Terms =
    &Terms::new(&["中心", "医院", "学校", "中学", "小学", "学院", "大学", "站", "所", "院", "卫生室", "园区", "网点"]);
/// Zones with a name of their own: 杨凌示范区.
const ZONES: &Terms =
    &Terms::new(&["示范区", "开发区", "高新区", "经开区", "度假区", "保税区", "试验区", "合作区", "管理区"]);
/// The same behind a word for all or some of them.
const OF_GROUP: &[&str] =
    &["中小学", "企业", "社区", "片区", "街", "组", "队", "网点", "主体", "业主", "河长", "林长", "）"];
/// What a place or a thing is that somebody does by then: 示范区9月底前建成.
pub(super) const BUILT: &Terms = &Terms::new(&[
    "建成",
    "基本建成",
    "全面建成",
    "开工",
    "竣工",
    "完工",
    "通车",
    "投用",
    "投产",
    "封顶",
    "交付",
    "开园",
    "启用",
    "运营",
    "运行",
    "投入",
    "主体",
    "上线运行",
    "开业",
    "开放",
    "挂牌",
    "揭牌",
    "成立",
    "召开",
    "改造",
    "验收",
    "完成主体",
    "完成装修",
    "完成建设",
    "完成改造",
]);
/// What words hold that tell of a thing, not of somebody.
pub(super) const THINGS: &Terms = &Terms::new(&[
    "完成", "建成", "推进", "推动", "开展", "实施", "改造", "建设", "整治", "治理", "对", "将", "把", "使", "项目",
    "工程", "任务", "部署", "方案", "资金", "清单", "内部", "全部", "局部", "外部", "总部", "东部", "西部", "中部",
    "南部", "北部", "辖区", "按照",
]);
/// What opens words in which somebody is urged or asked.
pub(super) const URGES: &Terms = &Terms::new(&[
    "组织",
    "督促",
    "指导",
    "支持",
    "鼓励",
    "引导",
    "帮助",
    "协调",
    "要求",
    "涉及",
    "会同",
    "联合各",
    "联合有",
    "联合相",
    "配合",
    "报",
    "对",
    "将",
    "推动",
    "协助",
    "通过",
    "按照",
    "由于",
    "确保",
]);
/// What ends words that are those for somebody whatever they tell besides: 建设单位.
pub(super) const SURE: &Terms = &Terms::new(&[
    "单位",
    "部门",
    "专班",
    "工作组",
    "工作队",
    "联合会",
    "机构",
    "河长",
    "林长",
    "路长",
    "护林员",
    "网格员",
    "志愿者",
    "书记",
]);
/// What 各 opens besides the words for all of a kind of bodies.
const NOT_ALL: &Terms = &Terms::new(&[
    "各项",
    "各类",
    "各种",
    "各阶段",
    "各环节",
    "各领域",
    "各处",
    "各条",
    "各批",
    "各标段",
    "各路段",
    "各节点",
    "各个",
    "各方面",
    "各点",
    "各段",
    "各期",
    "各线",
    "各自",
    "各1",
    "各一",
    "各2",
    "各两",
    "各新",
    "各建",
    "各完",
]);

/// Whether words look like those for somebody; a thing that is built is none, unless all of a kind are meant.
pub(super) fn looks(words: Passage<'_>, built: bool) -> bool {
    if SHORT.contains(&words.to_string().as_str()) {
        return true;
    }
    let group = words.strip_prefix(GROUPS).is_some();
    let plain = words.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '（' | '）' | '、'));
    let towns = words.ends_with_any(&["乡镇", "镇街", "地方", "地区"]);
    let place = words.ends_with_any(PLACES) && (towns || !place::is_no_place(words)) && !built;
    let site = words.ends_with_any(SITES) && !built;
    let of_group =
        group && (words.ends_with_any(PLACES) || words.ends_with_any(SITES) || words.ends_with_any(OF_GROUP));
    let all = words.starts_with("各") && words.strip_prefix(NOT_ALL).is_none() && !built; // 各水厂
    let zone = words.len() > 4 && words.ends_with_any(ZONES) && !built;
    let ends = place || zone || site || of_group || all || words.ends_with_any(BODIES) || words.ends_with_any(SURE);
    let short = (3..=LONGEST).contains(&words.len()) && words.strip_prefix(URGES).is_none();
    let turned = words.contains("向") && !words.contains("向阳"); // 分两批向省甲办报送
    short && plain && !turned && ends && (words.ends_with_any(SURE) || !words.contains_any(THINGS))
}
