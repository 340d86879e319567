//! How much is read out of a document at most. Real plans stay far below: the Guangxi plan of 2024 has 25 measures, and no
//! plan among the labelled ones a note with more than eleven units. What is beyond is said, with its place, and its text stays.

use std::collections::BTreeMap;

/// The most paragraphs and lines of tables.
pub(super) const LINES: usize = 20_000;
/// The most headings, and rows of task tables.
pub(super) const HEADINGS: usize = 5_000;
/// The most problems that are listed of each severity, errors apart.
pub(super) const PROBLEMS: usize = 1_000;
/// The most lines that belong to nothing and are listed one by one; behind them, all between two measures is one.
pub(super) const LEFTOVERS: usize = 2_000;
/// The most responsibility notes of one paragraph: no document has more measures.
pub(super) const NOTES: usize = 2_001;
/// The most units of one list.
pub(super) const LIST: usize = 300;
/// The longest name of a unit.
pub(super) const NAME: usize = 80;
/// The most dates, and the most indicators, of one sentence.
pub(super) const OF_SENTENCE: usize = 100;
/// The most milestones, and the most indicators, of one measure.
pub(super) const OF_MEASURE: usize = 100;
/// The longest text of a measure.
pub(super) const TEXT: usize = 20_000;
/// The most columns of a table.
pub(super) const COLUMNS: usize = 200;
/// The most rows of a table that are looked at closely since they may be its head.
pub(super) const HEADS: usize = 500;
/// The longest cell of a table that counts for the rows below it as well.
pub(super) const CELL: usize = 1_000;
/// The most units that take part in everything from some place on.
pub(super) const STANDING: usize = 30;

/// What is read out of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    /// A measure.
    Measure,
    /// A unit, once.
    Unit,
    /// A unit on a measure.
    Assignment,
    /// A time with what must be there by then.
    Milestone,
    /// A figure to be reached.
    Indicator,
    /// A target of a city in the annex.
    Target,
}

impl Thing {
    /// How many are read.
    pub(super) fn most(self) -> usize {
        match self {
            Thing::Measure | Thing::Unit => 2_000,
            Thing::Assignment => 20_000,
            Thing::Milestone | Thing::Indicator => 3_000,
            Thing::Target => 10_000,
        }
    }

    /// What it is called.
    pub(super) fn name(self) -> &'static str {
        match self {
            Thing::Measure => "措施",
            Thing::Unit => "单位",
            Thing::Assignment => "分工",
            Thing::Milestone => "时间节点",
            Thing::Indicator => "指标",
            Thing::Target => "分市目标",
        }
    }

    /// The word that counts it.
    pub(super) fn counter(self) -> &'static str {
        match self {
            Thing::Assignment => "个单位次",
            Thing::Milestone | Thing::Unit => "个",
            Thing::Measure | Thing::Indicator | Thing::Target => "项",
        }
    }
}

/// How many of each were read so far.
#[derive(Debug, Default)]
pub(super) struct Counted(BTreeMap<Thing, usize>);

impl Counted {
    /// Whether one more is read, and whether it is the first that is not.
    pub(super) fn take(&mut self, thing: Thing) -> (bool, bool) {
        let count = self.0.entry(thing).or_default();
        *count = count.saturating_add(1);
        (*count <= thing.most(), *count == thing.most() + 1)
    }
}
