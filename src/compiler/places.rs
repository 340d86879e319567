//! Cities named in running text, and what only looks like the name of a place.

use super::cursor::Cursor;
use super::registry::UnitRegistry;
use super::text::{Passage, Terms};

/// What stands behind a list of cities; the 市 is often written behind the last only.
const SUFFIXES: &[&str] =
    &["等设区市", "等城市", "等地市", "等市", "等地", "设区市", "两市", "三市", "四市", "五市", "市"];
/// Words that go on after a single city without 市: 桂林于…, 桂林完成….
const VERBS: &Terms = &Terms::new(&["于", "在", "到", "要", "应", "须", "完成", "力争", "负责", "牵头"]);

/// Words that end like the name of a place and are none, wherever one is looked for: 城市管理局, 园区办.
pub(super) const NO_PLACES: &Terms =
    &Terms::new(&["城市", "都市", "园区", "社区", "小区", "地区", "景区", "库区", "灾区", "辖区"]);

/// A list of cities in a passage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cities {
    /// Their short names.
    pub(super) names: Vec<String>,
    /// Where the list ends, its 市 included.
    pub(super) end: usize,
}

/// The cities that are listed at `at`. A single name without 市 is no city: it opens a company's name as
/// well (柳州钢铁…).
pub(super) fn cities_at(passage: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Cities> {
    let mut cursor = Cursor::new(passage, at);
    let mut names = Vec::new();
    let (mut suffixed, mut listed) = (false, 0usize);
    loop {
        let short = longest(cursor, registry)?;
        cursor.eat(&[short]);
        if !names.iter().any(|name| name == short) {
            names.push(short.to_owned());
        }
        listed += 1;
        suffixed |= cursor.eat(SUFFIXES).is_some();
        let mut ahead = cursor;
        if ahead.eat(&["、", "和", "及", "以及"]).is_none() || longest(ahead, registry).is_none() {
            break;
        }
        cursor = ahead;
    }
    let verb = || cursor.peek().is_none() || passage.matches_any(cursor.at(), VERBS).is_some();
    (suffixed || listed > 1 || verb()).then(|| Cities { names, end: cursor.at() })
}

fn longest<'r>(cursor: Cursor<'_>, registry: &'r UnitRegistry) -> Option<&'r str> {
    let first = cursor.peek().filter(|first| registry.may_begin_city(*first))?;
    let here = |short: &&str| short.starts_with(first) && { cursor }.eat(&[*short]).is_some();
    registry.cities().iter().map(|c| c.short.as_str()).filter(here).max_by_key(|short| short.len())
}

/// Every city that a passage names, once, in the order named.
pub(super) fn cities_in(passage: Passage<'_>, registry: &UnitRegistry) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut at = passage.start();
    while at < passage.end() {
        let Some(cities) = cities_at(passage, at, registry) else {
            at += 1;
            continue;
        };
        at = cities.end;
        for name in cities.names {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn named(written: &str) -> Vec<String> {
        cities_in(text_of(written).whole(), &UnitRegistry::guangxi().unwrap())
    }

    #[test]
    fn a_list_of_cities_may_carry_its_suffix_once() {
        assert_eq!(named("推动南宁、防城港市开展试点"), ["南宁", "防城港"]);
        assert_eq!(named("百色和河池等设区市；玉林市、百色市"), ["百色", "河池", "玉林"]);
    }

    #[test]
    fn a_company_that_carries_a_citys_name_is_no_city() {
        assert!(named("支持柳州钢铁公司、桂林机场改造").is_empty());
        assert_eq!(named("桂林于六月底前完成"), ["桂林"]);
    }
}
