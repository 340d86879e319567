//! Collecting what was uncertain, mended or missing, and what there was too much of.

use super::bounds::{self, Counted, Thing};
use super::text::Passage;
use duban_domain::draft::{Open, Problem, Span};
use duban_domain::plan::Severity;

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    listed: Vec<Problem>,
    counted: Counted,
    /// Of each severity: how many are listed, how many are not, and where the first of these stands.
    notes: Heap,
    warnings: Heap,
}

/// The problems of a severity.
#[derive(Debug, Default)]
struct Heap {
    listed: usize,
    left_out: usize,
    first: Option<Span>,
}

impl Doubts {
    /// Something was mended or is worth knowing.
    pub(super) fn note(&mut self, at: Passage<'_>, message: impl Into<String>) {
        self.add(Severity::Note, at.span(), message.into(), at.brief());
    }

    /// Something was read in one of several ways.
    pub(super) fn warn(&mut self, at: Passage<'_>, message: impl Into<String>) {
        self.add(Severity::Warning, at.span(), message.into(), at.brief());
    }

    /// Something was read in one of several ways, and who is chased and when depends on it.
    pub(super) fn open(&mut self, at: Passage<'_>, open: Open, message: impl Into<String>) {
        let listed = self.listed.len();
        self.warn(at, message);
        if let Some(problem) = self.listed.get_mut(listed) {
            problem.open = Some(open);
        }
    }

    /// Something was not read.
    pub(super) fn refuse(&mut self, at: Passage<'_>, message: impl Into<String>) {
        self.add(Severity::Error, at.span(), message.into(), at.brief());
    }

    /// Adds a problem whose quote is not the cleaned passage.
    pub(super) fn add(&mut self, severity: Severity, span: Span, message: String, quote: String) {
        let heap = match severity {
            Severity::Error => None,
            Severity::Warning => Some(&mut self.warnings),
            Severity::Note | Severity::Unknown(_) => Some(&mut self.notes),
        };
        if heap.is_none_or(|heap| heap.takes(span)) {
            self.listed.push(Problem { severity, span, message, quote, open: None });
        }
    }

    /// Whether one more of these is read out of the document. The first that is not is said, with its place.
    pub(super) fn allow(&mut self, thing: Thing, at: Passage<'_>) -> bool {
        let (allowed, first) = self.counted.take(thing);
        if first {
            self.refuse(at, format!("{}超过 {} {}，从这里起没有再读", thing.name(), thing.most(), thing.counter()));
        }
        allowed
    }

    /// Whether one more warning is listed.
    pub(super) fn has_room(&self) -> bool {
        self.warnings.listed < bounds::PROBLEMS
    }

    /// What was said so far, in no order.
    pub(super) fn listed(&self) -> &[Problem] {
        &self.listed
    }

    /// Everything in the order of the document.
    pub(super) fn in_order(mut self) -> Vec<Problem> {
        for (severity, heap) in [(Severity::Note, &self.notes), (Severity::Warning, &self.warnings)] {
            let message = format!("还有 {} 处类似的问题没有列出（上限 {} 处）", heap.left_out, bounds::PROBLEMS);
            let more = heap.first.map(|span| Problem { severity, span, message, quote: String::new(), open: None });
            self.listed.extend(more);
        }
        self.listed.sort_by_key(|p| p.span);
        self.listed
    }
}

impl Heap {
    /// Whether there is room for one more.
    fn takes(&mut self, span: Span) -> bool {
        if self.listed < bounds::PROBLEMS {
            self.listed += 1;
            return true;
        }
        self.left_out += 1;
        self.first.get_or_insert(span);
        false
    }
}
