//! A long draft in parts: no more of it on a page than a browser shows at once. An ordinary plan has one part.

use super::draft_fields::DraftMeasureView;
use crate::domain::draft::Span;

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
    pub span: Span,
}

impl Part {
    /// Whether something that starts there stands in it; what stands nowhere is in the first part.
    pub(crate) fn holds(&self, start: i64) -> bool {
        let Span(start, _) = Span::of_columns(start, start);
        (self.span.0..self.span.1).contains(&start) || (start == 0 && self.span.0 == 0)
    }
}

/// What a measure is to the parts: where it starts in the document, and about how many bytes it takes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weight {
    start: Option<usize>,
    bytes: usize,
}

impl From<&DraftMeasureView> for Weight {
    fn from(view: &DraftMeasureView) -> Self {
        let measure = &view.measure;
        let milestones = view.milestones.iter().map(|one| ROW + 4 * one.milestone.deliverable.len());
        let indicators = view.indicators.iter().map(|one| ROW + 3 * one.indicator.quote.len());
        let words = 3 * measure.text.len() + 3 * view.form.fields().map(|field| field.text.len()).sum::<usize>();
        let span = Span::of_columns(measure.span_start, measure.span_end);
        let start = (span.1 > 0).then_some(span.0);
        Weight { start, bytes: MEASURE + words + milestones.chain(indicators).sum::<usize>() }
    }
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
        self.parts.push(Part { measures: (self.first, next), span: Span(self.from, to) });
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
        assert_eq!((ends(|part| part.measures), ends(|part| (part.span.0, part.span.1))), ((0, measures), (0, chars)));
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
