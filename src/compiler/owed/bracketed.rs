//! Bodies of a kind with a bracket behind them that leaves some out: 珠三角九市（不含江门市）6月底前….

use super::subject::Subject;
use super::{except, named};
use crate::bodies;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// The subject that stands from the start of a clause to a date.
pub(super) fn before_date(clause: Passage<'_>, date: usize, registry: &UnitRegistry) -> Option<Subject> {
    named::before_date(clause, date, registry).or_else(|| {
        let words = named::words_before(clause, date);
        let open = words.find("（").filter(|_| words.ends_with_any(&["）"]))?;
        let base = named::before_date(clause, open, registry)?;
        let inner = words.cut(open + 1, words.end() - 1).to_string();
        if bodies::is_unit(&inner) {
            return Some(Subject { end: words.end(), ..base }); // 市水利局（市河长办）
        }
        let all = except::in_bracket(base, clause, registry);
        (all.end == words.end()).then_some(all)
    })
}
