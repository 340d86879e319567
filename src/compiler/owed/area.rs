//! Areas of several places: 桂北片区（桂林、柳州）, 北部湾经济区各市.

use super::subject::{Kind, Subject};
use crate::places;
use crate::registry::UnitRegistry;
use crate::text::{Passage, Terms, is_ideograph};

/// What the name of such an area ends with.
const AREAS: &Terms = &Terms::new(&[
    "片区",
    "经济区",
    "经济带",
    "城市群",
    "都市圈",
    "流域",
    "沿线",
    "沿海",
    "沿江",
    "沿边",
    "地区",
    "区域",
    "示范区",
    "试验区",
    "城镇群",
    "河段",
    "库区",
    "灌区",
]);
/// All of a kind of places in it.
const WHO: &Terms = &Terms::new(&[
    "各设区市",
    "各地市",
    "各县（市、区）",
    "各市县",
    "各县区",
    "各市",
    "各县",
    "各区",
    "各乡镇",
    "各地",
    "设区市",
]);
/// Its name is not longer.
const LONGEST: usize = 10;

/// The places of an area that stands at `at`: those of its bracket, or its own words where nobody can tell which they are.
pub(super) fn at(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<Subject> {
    let opening = clause.cut(at, (at + LONGEST).min(clause.end()));
    let name = opening.chars().iter().take_while(|c| is_ideograph(**c)).count();
    let ends = (at + 3..=at + name).filter(|end| clause.to(*end).ends_with_any(AREAS));
    ends.into_iter().find_map(|end| in_bracket(clause, (at, end), registry).or_else(|| all(clause, (at, end))))
}

/// 桂北片区（桂林、柳州）.
fn in_bracket(clause: Passage<'_>, (at, end): (usize, usize), registry: &UnitRegistry) -> Option<Subject> {
    let open = clause.matches_any(end, &["（", "("]).map(|(_, open)| open)?;
    let close = (open..clause.end()).find(|at| matches!(clause.at(*at), Some('）' | ')')))?;
    let inner = clause.cut(open, close);
    let inner = inner.strip_prefix(&["包括", "含", "即"]).unwrap_or(inner);
    let cities = places::cities_at(inner, inner.start(), registry).filter(|cities| cities.end == close)?;
    Some(Subject { start: at, end: close + 1, owed: cities.names, kind: Kind::Body })
}

/// 北部湾经济区各市: only who knows the region can tell which they are.
fn all(clause: Passage<'_>, (at, end): (usize, usize)) -> Option<Subject> {
    let within = clause.matches_any(end, &["内", "范围内"]).map_or(end, |(_, end)| end);
    let (_, end) = clause.matches_any(within, WHO)?;
    Some(Subject { start: at, end, owed: vec![clause.cut(at, end).to_string()], kind: Kind::Unsure })
}
