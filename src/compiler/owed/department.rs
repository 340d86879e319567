//! A department behind the cities of a list: 梧州市、北海市、自治区民政厅10月底前….

use super::around::BETWEEN;
use super::named::{LAST, NAME, names};
use super::verbs::is_verb_at;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// The department that stands at `at`, behind the cities of a list: its end and its name.
pub(super) fn department_at(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<(usize, String)> {
    let ends = (at + 3..=at + NAME).filter(|end| clause.before(*end).is_some_and(|c| LAST.contains(&c)));
    let closed = |end: &usize| {
        let next = clause.at(*end);
        next.is_none_or(|c| c.is_ascii_digit() || matches!(c, '、' | '和' | '及' | '与'))
            || clause.matches_any(*end, BETWEEN).is_some()
            || is_verb_at(clause, *end)
    };
    let one = |end: usize| {
        let name = clause.cut(at, end);
        let names = names(name, registry, false).filter(|_| !name.contains("、"))?;
        let [name] = <[String; 1]>::try_from(names).ok()?;
        Some((end, name))
    };
    ends.filter(closed).find_map(one)
}
