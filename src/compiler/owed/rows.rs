//! Who stands before a later date of a clause: 甲局3月底前印发、乙局5月底前报送.

use super::{Subject, government_at, named, unsure};
use crate::date::DatePhrase;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// Who stands before a later date of a clause: 甲局3月底前印发、乙局5月底前报送.
pub(super) fn in_rows<'d>(
    clause: Passage<'_>,
    dates: impl Iterator<Item = &'d DatePhrase> + Clone,
    registry: &UnitRegistry,
    before: &[Subject],
) -> Vec<Subject> {
    let pairs = dates.clone().zip(dates.skip(1)).filter(|(one, next)| next.from > one.to);
    let part = |(one, next): (&DatePhrase, &DatePhrase)| {
        let between = clause.cut(one.to, next.from);
        let starts = (between.start()..between.end()).filter(|at| between.at(*at) == Some('、')).map(|at| at + 1);
        let whole = |at: usize| {
            let part = clause.cut(at, next.end);
            let all = || government_at(part, at, registry).filter(|subject| subject.end + 2 >= next.from);
            all().or_else(|| named::before_date(part, next.from, registry))
        };
        let last = between.chars().iter().rposition(|c| *c == '、');
        let last = last.map(|mark| clause.cut(between.start() + mark + 1, next.end));
        starts.into_iter().find_map(whole).or_else(|| last.and_then(|part| unsure::before_date(part, next, before)))
    };
    pairs.filter_map(part).collect()
}
