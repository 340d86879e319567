//! A sentence with what the rules for milestones and indicators ask of it.

use super::bounds;
use super::date::{self, DatePhrase, Dates, Due, Why, Years};
use super::doubt::Doubts;
use super::owed::{self, Subject};
use super::registry::UnitRegistry;
use super::sentence;
use super::text::Passage;

/// A sentence, taken apart once.
#[derive(Debug)]
pub(super) struct Parsed<'t> {
    /// The sentence without its full stop.
    pub(super) whole: Passage<'t>,
    /// What stands between semicolons.
    pub(super) statements: Vec<Passage<'t>>,
    /// What stands between commas.
    pub(super) clauses: Vec<Passage<'t>>,
    /// The binding dates.
    pub(super) dates: Vec<DatePhrase>,
    /// The subjects.
    pub(super) subjects: Vec<Subject>,
}

/// What the reading of a measure depends on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'r> {
    /// What is known of units and cities.
    pub(super) registry: &'r UnitRegistry,
    /// The years of the plan: dates without a year are in the only one.
    pub(super) years: Years,
    /// Who owes where a sentence has no subject.
    pub(super) default_owner: &'r str,
}

impl<'t> Parsed<'t> {
    /// Takes a sentence apart.
    pub(super) fn new(whole: Passage<'t>, context: Context<'_>, doubts: &mut Doubts) -> Self {
        let Dates { binding: mut dates, told } = date::read(whole, context.years);
        told.iter().for_each(|date| say_told(whole, date, doubts));
        if let Some(beyond) = dates.get(bounds::OF_SENTENCE) {
            let message = format!("一句话里的日期超过 {} 个，从这里起没有再读", bounds::OF_SENTENCE);
            doubts.refuse(whole.from(beyond.start), message);
            dates.truncate(bounds::OF_SENTENCE);
        }
        Self::with_dates(whole, dates, context)
    }

    /// Takes a sentence apart whose dates are known.
    pub(super) fn with_dates(whole: Passage<'t>, dates: Vec<DatePhrase>, context: Context<'_>) -> Self {
        let clauses = sentence::clauses(whole);
        let subjects = owed::subjects(&clauses, &dates, context.registry);
        Self { whole, statements: sentence::statements(whole), clauses, dates, subjects }
    }

    /// The statement that `at` stands in.
    pub(super) fn statement(&self, at: usize) -> Passage<'t> {
        holding(&self.statements, at).unwrap_or(self.whole)
    }

    /// The clause that `at` stands in.
    pub(super) fn clause(&self, at: usize) -> Passage<'t> {
        holding(&self.clauses, at).unwrap_or(self.whole)
    }

    /// The last date before `at`: it governs what stands there.
    pub(super) fn date_before(&self, at: usize) -> Option<&DatePhrase> {
        self.dates.iter().rfind(|d| d.end <= at)
    }
}

/// A date that was read, but as no deadline, is said.
pub(super) fn say_told(whole: Passage<'_>, (date, why): &(DatePhrase, Why), doubts: &mut Doubts) {
    let what = match why {
        _ if date.due == Due::Over => "早于计划年度的日期",
        Why::Object => "日期只说明对象",
        Why::PutOff => "日期只说明可以延到何时",
        Why::Done => "日期说的是已经完成的事",
        Why::Replaced => "日期已由另一个代替",
        Why::Forbidden => "日期说的是此前不得做的事",
        Why::Striven => "力争的时间，按确保的时间催办",
    };
    doubts.note(whole.cut(date.start, date.end), format!("{what}，未列为时限，请核对"));
}

fn holding<'t>(parts: &[Passage<'t>], at: usize) -> Option<Passage<'t>> {
    let before = parts.partition_point(|p| p.start() <= at);
    before.checked_sub(1).and_then(|last| parts.get(last)).copied()
}
