//! Where a note without brackets ends.

use crate::blank;
use crate::bodies;
use crate::roles::{self, Label};
use crate::sentence::outer_brackets;
use crate::text::Passage;

/// A note without brackets is not longer.
const REACH: usize = 1000;

/// Where a note without brackets ends: at the full stop that no further label follows, or at a blank with other
/// text behind it.
pub(super) fn end(paragraph: Passage<'_>, from: usize) -> usize {
    let rest = paragraph.cut(from, from + REACH);
    let nested = outer_brackets(rest);
    let stops = (rest.start()..rest.end()).filter(|at| rest.at(*at) == Some('。'));
    let inside = |at: &usize| {
        let before = nested.partition_point(|(open, _)| open < at);
        before.checked_sub(1).and_then(|last| nested.get(last)).is_some_and(|(_, close)| at < close)
    };
    let stop = stops.filter(|at| !inside(at)).find(|at| {
        if nested.iter().any(|(open, _)| *open == at + 1) && roles::label_at(paragraph, at + 2).is_some() {
            return true; // 完成时限：6月底前。（牵头单位：市甲局）: the bracket is a note of its own
        }
        let unknown = || roles::unknown_at(paragraph, at + 1).filter(|(label, _)| matches!(label, Label::Units(_)));
        roles::label_at(paragraph, at + 1).or_else(unknown).is_none()
    });
    let list = rest.to(stop.unwrap_or(rest.end()));
    let parted = (list.start()..list.end()).find(|at| !inside(at) && blank::ends_list(list, *at, bodies::is_unit));
    parted.unwrap_or(list.end())
}
