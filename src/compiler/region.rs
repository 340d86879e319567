//! The region's own word for all of it: 全区, 全省, 全市, 全县.

mod words;

use self::words::{BODIES, LEVELS, MINISTRIES, NO_PLACES};
use super::places;
use super::provinces::PROVINCES;
use super::registry::UnitRegistry;
use super::text::{Passage, Terms, is_ideograph};

/// All of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Whole {
    /// The region's own word for it.
    pub(super) word: &'static str,
    /// Its parts are cities: 各地 are those. In the state they are provinces, in a district or a county none of them has a list.
    pub(super) of_cities: bool,
}

impl Whole {
    /// All of a place on a level.
    fn on((level, word): &(&str, &'static str)) -> Self {
        Self { word, of_cities: matches!(*level, "省" | "自治区") }
    }

    /// All of what has no cities.
    fn without_cities(word: &'static str) -> Self {
        Self { word, of_cities: false }
    }
}

/// Provinces that are no 省.
const CITIES: &[&str] = &["北京", "天津", "上海", "重庆"];
const AUTONOMOUS: &[&str] = &["内蒙古", "广西", "西藏", "宁夏", "新疆"];
/// The words for all of a region.
pub(super) const ALL: &[&str] = &["全区", "全省", "全市", "全县", NATION];
/// The word for the whole state.
const NATION: &str = "全国";
/// Those that may be the name of a place as well: 全州县.
const ALL_OR_NAME: &Terms = &Terms::new(&["全州", "全盟", "全旗", "全镇", "全乡"]);
/// The word for all of a region at `at`, and its end.
pub(super) fn all_at(text: Passage<'_>, at: usize) -> Option<(&'static str, usize)> {
    let place = |end: usize| matches!(text.at(end), Some('县' | '市' | '镇' | '乡' | '区'));
    // 全国文明城市 is the name of something, and nobody.
    let stands = |end: usize| text.at(end).is_none_or(|c| !is_ideograph(c) || matches!(c, '各' | '上'));
    let all = text.matches_any(at, ALL).filter(|(word, end)| *word != NATION || stands(*end));
    all.or_else(|| text.matches_any(at, ALL_OR_NAME).filter(|(_, end)| !place(*end)))
}

/// So much of a text is looked at for its own word.
const OPENING: usize = 20_000;

/// The whole region of a document: the registry's where it is of that region, else what the title names, else by the word that the
/// text itself uses.
pub(super) fn whole(text: Passage<'_>, title: &str, registry: &UnitRegistry, native: bool) -> Whole {
    let own = || LEVELS.iter().find(|(level, _)| registry.region().prefix == *level).map(Whole::on);
    let native = native.then(own).flatten();
    let states = ["国务院", "国家", "全国", "中华人民共和国"];
    let country = || states.iter().chain(MINISTRIES.iter()).any(|start| title.starts_with(start)).then_some(NATION);
    let country = || country().map(Whole::without_cities);
    let body = || of_body(title).map(Whole::without_cities);
    native.or_else(country).or_else(|| titled(title)).or_else(body).unwrap_or_else(|| spoken(text))
}

/// Whether a document is of a place within the region whose departments begin with `prefix`: its title names a city, a county or
/// less, or it names none and most units of its text are of one.
pub(super) fn is_within(text: Passage<'_>, title: &str, prefix: &str) -> bool {
    if let Some(whole) = titled(title) {
        return !whole.of_cities;
    }
    let opening = text.to(text.start() + OPENING);
    let (units, word) = levelled(opening);
    let own = LEVELS.iter().any(|(level, all)| *level == prefix && *all == word);
    !own && units > (opening.start()..opening.end()).filter(|at| opening.matches(*at, prefix).is_some()).count()
}

/// 某某集团2026年…, 某某大学2026年…: a plan of no place.
fn of_body(title: &str) -> Option<&'static str> {
    let goes_on = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '关' | '“' | '年' | '（'));
    let named = |(end, _): &&(&str, &'static str)| {
        title.find(end).is_some_and(|at| at > 0 && title.get(at + end.len()..).is_some_and(goes_on))
    };
    BODIES.iter().find(named).map(|(_, word)| *word)
}

/// 云河市2025年…: the innermost place of those that stand one behind the other.
fn titled(title: &str) -> Option<Whole> {
    let title =
        NO_PLACES.iter().chain(places::NO_PLACES).fold(title.to_owned(), |title, word| title.replace(word, "〇〇"));
    let level = |at: usize| {
        let rest = title.get(at..)?;
        let level = LEVELS.iter().find(|(level, _)| rest.starts_with(level))?;
        let before = title.get(..at)?.chars().next_back()?;
        (!before.is_ascii() && before != '〇').then_some((at, at + level.0.len(), Whole::on(level)))
    };
    let mut places = title.char_indices().filter_map(|(at, _)| level(at));
    let (_, mut end, mut whole) = places.next()?;
    for (start, next, inner) in places {
        let between = title.get(end..start).unwrap_or_default();
        if between.chars().count() > 6
            || between.contains(|c: char| c.is_ascii() || "人民政府关于印发办公厅室年度".contains(c))
        {
            break;
        }
        (end, whole) = (next, inner);
    }
    Some(whole)
}

/// The province in the title, else the word that stands in the text most often. 全区 is said of a district whose own units are named.
fn spoken(text: Passage<'_>) -> Whole {
    let opening = text.to(text.start() + OPENING);
    let line = opening.find("\n").map_or(opening, |end| opening.to(end));
    if let Some(province) =
        PROVINCES.iter().find(|province| line.starts_with(province) || line.contains(&format!("关于印发{province}")))
    {
        return match () {
            () if CITIES.contains(province) => Whole::without_cities("全市"),
            () if AUTONOMOUS.contains(province) => Whole { word: "全区", of_cities: true },
            () => Whole { word: "全省", of_cities: true },
        };
    }
    let (units, level) = levelled(opening);
    if ministries(opening) > units {
        return Whole::without_cities(NATION);
    }
    let count = |word: &str| (opening.start()..opening.end()).filter(|at| opening.matches(*at, word).is_some()).count();
    let own = ALL.iter().filter(|word| **word != NATION); // 全国前列 is said everywhere
    let most = own.map(|word| (count(word), *word)).rev().max_by_key(|(count, _)| *count);
    let word = most.filter(|(count, _)| *count > 0).map_or(level, |(_, word)| word);
    let district = level == "全区" && units > 0;
    Whole { word, of_cities: word == "全省" || (word == "全区" && !district) }
}

/// How many ministries a text names where a name may begin.
fn ministries(text: Passage<'_>) -> usize {
    let named = |at: &usize| text.matches_any(*at, MINISTRIES).is_some() && begins(text, *at);
    (text.start()..text.end()).filter(named).count()
}

/// Whether a name may begin at `at`.
fn begins(text: Passage<'_>, at: usize) -> bool {
    text.before(at).is_none_or(|c| !is_ideograph(c) || matches!(c, '由' | '和' | '及'))
}

/// How many units of a text stand on the level of most of them, and the word for it: 县甲局, 县乙局.
fn levelled(text: Passage<'_>) -> (usize, &'static str) {
    const NAME: usize = 8;
    const LEVELS: &[(char, &str)] =
        &[('县', "全县"), ('市', "全市"), ('省', "全省"), ('州', "全州"), ('旗', "全旗"), ('区', "全区")];
    let unit = |at: usize| (at + 3..=at + NAME).any(|end| text.before(end).is_some_and(|c| "局委厅办".contains(c)));
    let count = |level: char| {
        let here = (text.start()..text.end()).filter(|at| text.at(*at) == Some(level));
        here.filter(|at| begins(text, *at) && unit(*at)).count()
    };
    let most = LEVELS.iter().map(|(level, word)| (count(*level), *word)).rev().max_by_key(|(count, _)| *count);
    most.filter(|(count, _)| *count > 0).unwrap_or((0, "全区"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_region_has_its_own_word_for_all_of_it() {
        let registry = UnitRegistry::guangxi().unwrap();
        for (title, word) in [
            ("云河市2025年度水环境治理工作计划", "全市"),
            ("云河省人民政府办公厅关于印发云河省2025年计划的通知", "全省"),
            ("桂河县2025年要点", "全县"),
            ("云河市望江区2025年城市管理要点", "全区"),
            ("某某自治州2025年计划", "全州"),
            ("江州市政府办公室关于印发2025年政务公开要点的通知", "全市"),
            ("江州市2025年市政设施建设计划", "全市"),
            ("市政设施2025年建设计划", "全区"),
            ("石桥镇2025年河长制工作方案", "全镇"),
            ("云河市城镇污水处理2025年计划", "全市"),
            ("云河市乡村建设2025年计划", "全市"),
            ("国务院办公厅2025年水利重点工作任务", "全国"),
            ("市场监管2025年要点", "全区"),
            ("塔格地区2025年工作要点", "全地区"),
            ("粤海市2025年“百县千镇万村高质量发展工程”实施方案", "全市"),
            ("关于印发云河市各县区污染防治方案的通知", "全市"),
        ] {
            assert_eq!(whole(text_of("加强管理。").whole(), title, &registry, false).word, word, "{title}");
        }
        let within = |written: &str, title: &str| is_within(text_of(written).whole(), title, "自治区");
        assert!(within("为落实《广西某条例》，制定本方案。", "云河市2026年治水方案"));
        assert!(within("落实广西有关要求。（市甲局牵头，市乙局配合）", "2026年治水方案"));
        assert!(!within("（自治区甲厅牵头，各设区市人民政府负责）", "2026年治水方案"));
        assert_eq!(whole(text_of("甲").whole(), "南宁市2025年计划", &registry, true).word, "全区");
        let of = |title: &str| whole(text_of("加强管理。").whole(), title, &registry, false).word;
        let titles = ["甲集团有限公司2026年方案", "甲大学2026年要点", "甲街道2026年清单", "某建设兵团2026年要点"];
        assert_eq!(titles.map(of), ["全集团", "全校", "全街道", "全兵团"]);
        assert_eq!(of("市场监管2026年要点"), "全区");
        let said = |written: &str| whole(text_of(written).whole(), "", &registry, false).word;
        assert_eq!(said("完成整治。到年底，全县达标。"), "全县");
        assert_eq!(said("江西2025年计划\n加强管理。"), "全省");
        assert_eq!(said("加强管理。"), "全区");
        assert_eq!(said("进入全国前列，全省推广。（财政部牵头，教育部、水利部参与）"), "全国");
        assert_eq!(said("报财政部、水利部备案。（市甲局、市乙局、市丙局负责）"), "全市");
    }
}
