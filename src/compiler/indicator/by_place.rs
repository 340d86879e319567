//! Values place by place: 改造90处（甲县40处、乙县50处）; 其中甲区40辆、乙县30辆; 达标率：甲市95%、其余90%.

use super::scope;
use crate::figure::{self, Figure, Nature};
use crate::owed;
use crate::parsed::Context;
use crate::sentence::{outer_brackets, split_outside};
use crate::text::{Passage, Terms};

/// Words for those who are left.
const OTHERS: &[&str] = &["其他", "其余", "其它"];
/// Words between a place and its figure.
const BETWEEN: &Terms = &Terms::new(&["共计", "合计", "共", "各", "均", "分别", "达到", "达", "完成"]);
/// Words before the first place.
const BEFORE: &[&str] = &["其中", "：", "即", "分别为"];

/// A place with the words around it is no longer.
const HEAD: usize = 20;

/// The value of a place.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    /// Where.
    pub(super) places: Vec<String>,
    /// How much.
    pub(super) figure: Figure,
    /// The words.
    pub(super) quote: Passage<'t>,
    /// 以上 stands behind it.
    pub(super) least: bool,
}

/// The words before a bracket, the values by place in it, and the words behind it.
pub(super) fn in_bracket<'t>(
    clause: Passage<'t>,
    context: Context<'_>,
) -> Option<(Passage<'t>, Vec<Entry<'t>>, Passage<'t>)> {
    let read = |(open, close): (usize, usize)| {
        let inner = clause.cut(open + 1, close);
        let whole = matches!(clause.at(open), Some('（' | '(')) && open > clause.start();
        let found = if whole { entries(inner, context) } else { Vec::new() };
        (!found.is_empty()).then(|| (clause.to(open), found, clause.from(close + 1)))
    };
    outer_brackets(clause).into_iter().find_map(read)
}

/// The values of a clause that has nothing but places with figures.
pub(super) fn row<'t>(clause: Passage<'t>, context: Context<'_>) -> Option<Vec<Entry<'t>>> {
    let opening = clause.to(clause.start() + HEAD);
    if !opening.chars().iter().any(char::is_ascii_digit) {
        return None;
    }
    let found: Option<Vec<Entry<'t>>> =
        split_outside(clause, &['、']).into_iter().map(|part| entry(part, context)).collect();
    found.filter(|found| !found.is_empty())
}

fn entries<'t>(words: Passage<'t>, context: Context<'_>) -> Vec<Entry<'t>> {
    let (mut found, mut open) = (Vec::new(), None::<Passage<'t>>);
    for part in split_outside(words, &['、', '，', '；']) {
        let whole = open.take().map_or(part, |open| open.through(part));
        if part.chars().iter().any(char::is_ascii_digit) {
            found.extend(entry(whole, context).or_else(|| entry(part, context)));
        } else {
            open = Some(whole); // 百色、河池20%
        }
    }
    found
}

/// 甲县40处; a bracket behind it says more of the same.
fn entry<'t>(part: Passage<'t>, context: Context<'_>) -> Option<Entry<'t>> {
    let part = part.strip_prefix(BEFORE).unwrap_or(part);
    let figure = figure::figures(part.to(part.start() + 2 * HEAD)).into_iter().next()?;
    let behind = part.from(figure.end);
    let bracket = || behind.starts_with("（") && behind.ends_with_any(&["）"]);
    let ends = behind.is_empty() || behind.to_string() == "以上" || bracket();
    let mut head = part.to(figure.start);
    while let Some((rest, _)) = head.strip_suffix(BETWEEN) {
        head = rest;
    }
    let counted = matches!(figure.nature, Nature::Count | Nature::Share) || figure.unit.is_some();
    let places = places(head, context).filter(|_| ends && counted)?;
    Some(Entry { places, quote: part.to(figure.end), figure, least: behind.starts_with("以上") })
}

/// The places that words name, where they name nothing else. A city in a list has no 市 of its own.
fn places(head: Passage<'_>, context: Context<'_>) -> Option<Vec<String>> {
    if head.is_empty() {
        return None;
    }
    if let Some(rest) = head.strip_prefix(OTHERS) {
        let whom = rest.is_empty()
            || (rest.len() <= 8 && rest.ends_with_any(&["市", "县", "区", "镇", "乡", "）", "街道", "地"]));
        return whom.then(|| vec![head.to_string()]);
    }
    let city =
        || context.registry.cities().iter().find(|city| head.to_string() == city.short).map(|c| vec![c.short.clone()]);
    let place = || owed::place_at(head, head.start()).filter(|(end, _)| *end == head.end()).map(|(_, places)| places);
    let opening =
        || Some(scope::opening(head, context)).filter(|(rest, _)| rest.is_empty()).and_then(|(_, places)| places);
    city().or_else(place).or_else(opening)
}
