//! Dates that share what is done: 一期工程6月底前、二期工程9月底前建成.

use crate::date::DatePhrase;
use crate::parsed::Parsed;

/// What joins them.
const JOINS: &[char] = &['、', '和', '及', '与'];
/// A row is no longer.
const ROW: usize = 12;
/// What stands between two of them is no longer.
const BETWEEN: usize = 40;

/// The last date of the row that a date stands in, which has what is done behind it; the date itself where it stands alone.
pub(super) fn last<'p>(parsed: &'p Parsed<'_>, date: &'p DatePhrase) -> &'p DatePhrase {
    (0..ROW).try_fold(date, |last, _| next(parsed, last).ok_or(last)).unwrap_or_else(|last| last)
}

/// The date behind, where nothing but a mark and its own words stand between.
fn next<'p>(parsed: &'p Parsed<'_>, date: &DatePhrase) -> Option<&'p DatePhrase> {
    let next = parsed.dates.get(parsed.dates.partition_point(|d| d.from < date.to))?;
    let between = parsed.whole.cut(date.to, next.from);
    let first = between.at(between.start())?;
    let same = parsed.clause(date.start).start() == parsed.clause(next.start).start();
    let comma = first == '，' && parsed.clause(next.start).start() == date.to + 1; // 一期6月底前，二期9月底前建成
    let joined = same && JOINS.contains(&first);
    let own = (2..=BETWEEN).contains(&between.len());
    let dealt = next.start > next.from || parsed.whole.from(next.to).strip_prefix(&["分别", "依次"]).is_some();
    let comma = comma && !dealt;
    (own && (joined || comma)).then_some(next)
}

/// Where the words of another date of the same clause begin, at the mark before them: 6月底前完成甲|、乙9月底前完成.
pub(super) fn joined(parsed: &Parsed<'_>, date: &DatePhrase, next: &DatePhrase) -> Option<usize> {
    let between = parsed.whole.cut(date.to, next.from);
    let joins = next.from > date.to + 1 && between.before(next.from).is_some_and(|c| JOINS.contains(&c));
    let mark = between.rfind("、").filter(|at| *at > date.to || between.len() > 1);
    mark.or(joins.then(|| next.from - 1))
}
