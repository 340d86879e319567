//! Who is left out: 除甲市外，其余设区市….

use super::government::government_at;
use super::{named, place};
use crate::date::DatePhrase;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// What ends an exception.
const OUTSIDE: &[&str] = &["之外", "以外", "外"];

/// An exception: where it stops, and whom it leaves out.
#[derive(Debug)]
pub(super) struct Except {
    /// Where the words for the others may begin.
    pub(super) end: usize,
    /// Who is none of them.
    pub(super) names: Vec<String>,
}

/// The exception that a clause opens with. One with a date of its own says what those owe: 除甲县9月底前完成外.
pub(super) fn of(clause: Passage<'_>, date: Option<&DatePhrase>, registry: &UnitRegistry) -> Option<Except> {
    let inner = clause.strip_prefix(&["除了", "除"])?;
    let outside = OUTSIDE.iter().filter_map(|word| inner.find(word).map(|at| (at, at + word.chars().count())));
    let (at, end) = outside.min_by_key(|(at, end)| (*at, usize::MAX - end))?;
    let inner = inner.to(date.map_or(at, |date| date.from.min(at)));
    let city = government_at(inner, inner.start(), registry).filter(|subject| subject.end == inner.end());
    let names = city.map(|subject| subject.owed).or_else(|| named::names(inner, registry, true));
    let other = || place::place_at(inner, inner.start()).map(|(_, names)| names);
    Some(Except { end, names: names.or_else(other)? })
}
