//! A long draft in parts: no more of it on a page than a browser shows at once. An ordinary plan has one part.

use std::collections::HashMap;

use crate::db::plan::draft_weights;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, PlanId};

/// About so many bytes of fields are on one page.
const BYTES: usize = 500_000;
/// So many characters of the document are.
const CHARS: usize = 60_000;
/// What the forms of a measure, and of a milestone or an indicator, take without their words.
const MEASURE: usize = 6_000;
const ROW: usize = 2_500;

/// A part of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its measures: the first one, and the one behind the last.
    pub measures: (usize, usize),
    /// Where it starts in the document, and where it ends.
    pub span: (usize, usize),
}

impl Part {
    /// Whether something that starts there stands in it.
    pub(crate) fn holds(&self, start: i64) -> bool {
        let (from, to) = self.starts();
        (from..to).contains(&start)
    }

    /// From where to before where what stands in it starts; what stands nowhere is in the first part.
    pub(crate) fn starts(&self) -> (i64, i64) {
        let place = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
        match self.span {
            (0, to) => (i64::MIN, place(to.max(1))),
            (from, to) => (place(from), place(to)),
        }
    }
}

/// What a measure is to the parts: where it starts in the document, and about how many bytes it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    start: Option<usize>,
    bytes: usize,
}

/// A character of Chinese takes so many bytes.
const CHAR: usize = 3;

/// What the measures of a draft take, in the order of the document, with their keys.
pub(crate) fn weights(c: &mut DbConnection, plan_id: PlanId) -> DbResult<(Vec<MeasureId>, Vec<Weight>)> {
    let count = |number: i64| usize::try_from(number).unwrap_or_default();
    let mut hanging: HashMap<MeasureId, usize> = HashMap::new();
    for (rows, row, copies) in [
        (draft_weights::dates(c, plan_id)?, ROW, 2),
        (draft_weights::targets(c, plan_id)?, ROW, 1),
        (draft_weights::names(c, plan_id)?, 0, 1),
    ] {
        for (id, rows, chars) in rows {
            *hanging.entry(id).or_default() += count(rows) * row + count(chars) * copies * CHAR;
        }
    }
    let weight = |(id, start, end, chars): draft_weights::Text| {
        let start = usize::try_from(start).ok().filter(|_| end > 0);
        let bytes = MEASURE + 3 * CHAR * count(chars) + hanging.get(&id).copied().unwrap_or_default();
        (id, Weight { start, bytes })
    };
    Ok(draft_weights::texts(c, plan_id)?.into_iter().map(weight).unzip())
}

/// The parts of a draft, one at least: together they are all measures and the whole document.
pub(crate) fn parts(measures: &[Weight], chars: usize) -> Vec<Part> {
    let mut cutter = Cutter::default();
    let mut bytes = 0;
    for (at, measure) in measures.iter().enumerate() {
        let start = measure.start.unwrap_or_default().max(cutter.from);
        if at > cutter.first && (bytes + measure.bytes > BYTES || start - cutter.from > CHARS) {
            cutter.cut(start.min(cutter.from + CHARS), at);
            bytes = 0;
        }
        cutter.reach(start, at);
        bytes += measure.bytes;
    }
    cutter.reach(chars, measures.len());
    cutter.cut(chars.max(cutter.from), measures.len());
    cutter.parts
}

/// Cuts parts off, one behind the other.
#[derive(Default)]
struct Cutter {
    parts: Vec<Part>,
    from: usize,
    first: usize,
}

impl Cutter {
    /// Ends a part there in the document and before that measure.
    fn cut(&mut self, to: usize, next: usize) {
        self.parts.push(Part { measures: (self.first, next), span: (self.from, to) });
        (self.from, self.first) = (to, next);
    }

    /// Ends parts until that place of the document is no further than one part.
    fn reach(&mut self, place: usize, next: usize) {
        while place.saturating_sub(self.from) > CHARS {
            self.cut(self.from + CHARS, next);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measures(count: usize, apart: usize, bytes: usize) -> Vec<Weight> {
        (0..count).map(|at| Weight { start: Some(at * apart), bytes }).collect()
    }

    /// Every measure and every character stands in one part.
    fn assert_whole(parts: &[Part], measures: usize, chars: usize) {
        let ends = |at: fn(&Part) -> (usize, usize)| (at(&parts[0]).0, at(&parts[parts.len() - 1]).1);
        assert_eq!((ends(|part| part.measures), ends(|part| part.span)), ((0, measures), (0, chars)));
        for pair in parts.windows(2) {
            assert_eq!((pair[0].measures.1, pair[0].span.1), (pair[1].measures.0, pair[1].span.0));
        }
    }

    #[test]
    fn an_ordinary_plan_is_one_part() {
        assert_eq!(parts(&measures(25, 1200, 15_000), 30_000).len(), 1);
        assert_eq!(parts(&[], 0).len(), 1);
    }

    #[test]
    fn a_long_one_is_cut_between_measures_and_nothing_is_left_out() {
        for (count, apart, bytes, chars) in
            [(2_000, 100, 10_000, 200_000), (3, 100_000, 10, 3_000_000), (2_000, 0, 300_000, 10), (0, 0, 0, 200_000)]
        {
            let parts = parts(&measures(count, apart, bytes), chars);
            assert_whole(&parts, count, chars);
            assert!(parts.iter().all(|part| part.span.1 - part.span.0 <= CHARS), "{parts:?}");
            let heavy = |part: &Part| {
                (part.measures.1 - part.measures.0) > 1 && (part.measures.1 - part.measures.0) * bytes > BYTES
            };
            assert!(!parts.iter().any(heavy), "{parts:?}");
        }
    }

    #[test]
    fn a_measure_that_was_typed_stands_behind_the_one_before() {
        let mut all = measures(300, 10, 10_000);
        all[250].start = None;
        assert_whole(&parts(&all, 5_000), 300, 5_000);
    }
}
