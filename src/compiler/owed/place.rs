//! Places by the look of their names: 桂河县, 市中心城区. The registry knows the cities; of counties and parts of a city
//! no list is needed.

use super::turned;
use crate::places::NO_PLACES;
use crate::region;
use crate::text::{Passage, Terms, is_ideograph};

/// Parts of a city.
const PARTS: &[&str] = &["中心城区", "主城区", "老城区", "城市建成区", "城区", "市区", "市辖区"];
/// What the name of a place ends with.
const ENDS: &[char] = &['县', '市', '区', '旗', '州', '盟', '镇', '乡', '街'];
/// Words that end like the name of a place and are none, besides those that hold everywhere.
const NO_PLACE: &Terms = &Terms::new(&[
    "自治区",
    "灌区",
    "矿区",
    "校区",
    "牧区",
    "厂区",
    "院区",
    "范区",
    "护区",
    "能区",
    "验区",
    "片区",
    "禁区",
    "烧区",
    "燃区",
    "作区",
    "险区",
    "居区",
    "态区",
    "超市",
    "股市",
    "上市",
    "楼市",
    "门市",
    "夜市",
    "集市",
    "区市",
    "地市",
    "县市",
    "各市",
    "本市",
    "全市",
    "各县",
    "本县",
    "全县",
    "各区",
    "全区",
    "本区",
    "该市",
    "该县",
    "该区",
    "设区",
    "分区",
    "战区",
    "街区",
    "疫区",
    "专区",
    "跨区",
    "市县",
    "县区",
    "区县",
    "级市",
    "他市",
    "余市",
    "他县",
    "关市",
    "关县",
    "关区",
    "建区",
    "山区县",
    "口区",
    "聚区",
    "置区",
    "户区",
    "业区",
    "游区",
    "住区",
    "商区",
    "养区",
    "殖区",
    "范镇",
    "范乡",
    "强镇",
    "丽镇",
    "城镇",
    "乡镇",
    "集镇",
    "村镇",
    "小镇",
    "制镇",
    "心镇",
    "点镇",
    "各镇",
    "全镇",
    "县镇",
    "街镇",
    "市镇",
    "镇乡",
    "色镇",
    "城乡",
    "下乡",
    "返乡",
    "家乡",
    "水乡",
    "回乡",
    "他乡",
    "故乡",
    "各乡",
    "全乡",
    "美乡",
    "丽乡",
    "兴乡",
    "入乡",
    "侨乡",
    "之乡",
    "务区",
    "行街",
    "业街",
    "吃街",
    "食街",
    "大街",
    "老街",
    "主街",
    "背街",
    "沿街",
    "临街",
    "镇街",
    "各街",
    "全街",
    "上街",
    "他街",
    "余街",
    "他镇",
    "余镇",
    "余乡",
]);
/// The same, but for names of three characters: 青山区 is a place, 贫困山区 none.
const NO_LONG_PLACE: &[&str] = &["山区", "湖区", "港区", "林区"];
/// Places that only end like words that are none: 江门市 is no 门市.
const NAMED_SO: &Terms =
    &Terms::new(&["江门市", "厦门市", "荆门市", "天门市", "玉门市", "海门市", "韶关市", "新余市", "河口区"]);
/// What does not open the name of a place.
const NO_OPENING: &Terms = &Terms::new(&[
    "改造",
    "整治",
    "新增",
    "提升",
    "优化",
    "拆除",
    "关闭",
    "培育",
    "升级",
    "规范",
    "打造",
    "每个",
    "年内",
    "全年",
    "年底",
    "月底",
    "累计",
    "其中",
    "其他",
    "其余",
    "其它",
    "专业",
    "零工",
    "菜",
    "农贸",
    "除",
    "一",
    "二",
    "两",
    "三",
    "四",
    "五",
    "降尘量",
    "城乡",
    "推进",
    "推动",
    "支持",
    "鼓励",
    "指导",
    "督促",
    "确保",
    "开展",
    "完成",
    "加快",
    "加强",
    "组织",
    "重点",
    "新建",
    "建设",
    "启动",
    "实施",
    "选择",
    "选取",
    "选定",
    "协助",
    "帮助",
    "要求",
    "对",
    "由",
    "在",
    "全国",
    "各",
    "有关",
    "相关",
    "城市",
    "工业",
    "农村",
]);
/// The name of a place has no more characters.
const LONGEST: usize = 5;
/// What is measured in a place has at least so many.
const MEASURED: usize = 2;

/// Whether words are the name of a place.
pub(super) fn is_place(words: Passage<'_>) -> bool {
    let long = if words.ends_with_any(&["自治县", "自治州", "自治旗"]) { 12 } else { LONGEST };
    let ideographs = || words.chars().iter().all(|c| is_ideograph(*c));
    (3..=long).contains(&words.len())
        && words.before(words.end()).is_some_and(|c| ENDS.contains(&c))
        && ideographs()
        && !words.chars().contains(&'由')
        && (!is_no_place(words) || words.ends_with_any(NAMED_SO))
        && (words.len() == 3 || !words.ends_with_any(NO_LONG_PLACE))
        && !turned::does(words)
        && !words.contains_any(&["建成街", "建成镇", "建成乡", "建成县", "建成市", "新建", "完成", "打造"])
        && words.strip_prefix(NO_OPENING).or_else(|| words.strip_prefix(region::ALL)).is_none()
}

/// Whether words end like the name of a place and are none.
pub(super) fn is_no_place(words: Passage<'_>) -> bool {
    words.ends_with_any(NO_PLACES) || words.ends_with_any(NO_PLACE) || words.ends_with_any(PARTS)
}

/// The place that opens a name: 青山区污水厂. None where it only looks like one.
pub(crate) fn opening(name: Passage<'_>) -> Option<String> {
    let ends = name.start() + 2..=name.end();
    ends.into_iter().map(|end| name.to(end)).find(|head| is_place(*head)).map(|place| place.to_string())
}

/// The places at `at` whose values follow: their end and their names. 桂河县、江北县优良天数比率, 桂河县32.
pub(crate) fn place_at(clause: Passage<'_>, at: usize) -> Option<(usize, Vec<String>)> {
    let (mut names, mut at) = (Vec::new(), at);
    loop {
        let end = one(clause, at)?;
        names.push(clause.cut(at, end).to_string());
        match clause.matches_any(end, &["、", "和"]) {
            Some((_, next)) if one(clause, next).is_some() => at = next,
            Some(_) => return None, // 城区、农村处理率: the names share their end
            None => return Some((end, names)),
        }
    }
}

/// The end of the place that stands at `at`.
pub(super) fn one(clause: Passage<'_>, at: usize) -> Option<usize> {
    let part = |from: usize| clause.matches_any(from, PARTS).map(|(_, end)| end);
    let ends = (at + 3..=at + 12).filter(|end| clause.before(*end).is_some_and(|c| ENDS.contains(&c)));
    let named = || ends.into_iter().find(|end| is_place(clause.cut(at, *end)));
    let city = || clause.matches(at, "市").and_then(part);
    let end = part(at).or_else(city).or_else(named)?;
    let street = clause.before(end) == Some('街') && clause.at(end) == Some('道');
    let end = end + usize::from(street);
    let inner = || (end + 3..=end + 5).find(|to| *to <= clause.end() && is_place(clause.cut(end, *to)));
    let inner = if clause.before(end) == Some('市') { inner() } else { None }; // 某市某区
    let end = part(end).or(inner).unwrap_or(end);
    let rest = clause.from(end);
    let inside = rest.at(end).is_some_and(|next| is_inside(clause.before(end), next));
    let measured = rest.len() >= MEASURED && !inside;
    (measured || rest.is_empty() || clause.matches_any(end, &["、", "和"]).is_some()).then_some(end)
}

/// Whether a word goes on behind what looks like the end of a name: 区域, 市场, 县城, 乡村.
fn is_inside(last: Option<char>, next: char) -> bool {
    let more = match last {
        Some('市') => "场容值价民话销井貌树花",
        Some('县') => "城道",
        Some('镇' | '乡') => "道村化土愁亲情贤贸音",
        Some('街') => "区头面景边巷舞",
        _ => "",
    };
    "域长级、和政委管".contains(next) || more.contains(next)
}
