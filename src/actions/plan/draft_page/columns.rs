//! What a row of the page shows of what is stored: its columns, each as the text that its field has in it. Whoever draws the page
//! and whoever saves it ask here, so that a field that was not touched is never a change.

use chrono::NaiveDate;

use super::super::unit_names::units_as_text;
use super::row::DraftRow;
use crate::db::people::units::Unit;
use crate::db::plan::draft_measures::{Assigned, Task};
use crate::db::plan::leftovers::Leftover;
use crate::db::plan::measures::{Measure, Milestone};
use crate::db::plan::plans::{Indicator, Plan};
use crate::domain::places::group;
use crate::domain::plan::{AssignmentRole, Comparator};
use crate::domain::typed::UNREADABLE;
use crate::domain::unit::UnitClass;

/// The columns of a row with their texts.
pub type Columns = Vec<(&'static str, String)>;

/// Title, years and kind of the plan, and by which days it asks for reports.
pub fn plan_columns(plan: &Plan) -> Columns {
    vec![
        ("title", plan.title.clone()),
        ("year", plan.year.to_string()),
        ("last_year", plan.last_year.map(|year| year.to_string()).unwrap_or_default()),
        ("plan_kind", plan.kind.to_string()),
        ("cutoff_day", plan.rhythm.cutoff_day.to_string()),
        ("reports_on", plan.rhythm.reports_on.to_string()),
    ]
}

/// The title of a task.
pub fn task_columns(task: &Task) -> Columns {
    vec![("title", task.title.clone())]
}

/// Whether a measure is still to be done: as its table says, or as the coordinator does.
pub(in crate::actions::plan) const CHASED: [&str; 2] = ["open", "closed"];

/// The words of a measure, how often it is reported on, its units by role, and the reason for which it is to be taken out, which is
/// never stored; where a table told how far it is, whether it is done with.
pub fn measure_columns(measure: &Measure, assigned: &[Assigned]) -> Columns {
    let words = [
        ("subtitle", measure.subtitle.clone().unwrap_or_default()),
        ("text", measure.text.clone()),
        ("cadence", measure.cadence.to_string()),
        ("removal", String::new()),
    ];
    let units = AssignmentRole::ALL.iter().map(|role| (role.as_str(), units_as_text(assigned, *role)));
    let closed = CHASED.get(usize::from(measure.closed)).map(|word| ("chase", (*word).to_owned()));
    words.into_iter().chain(units).chain(closed.filter(|_| !measure.progress.is_empty())).collect()
}

/// A date as people type it; nothing for one that nobody can read: whoever types another one mends it.
fn day(due: Option<NaiveDate>) -> String {
    due.filter(|due| *due != UNREADABLE).map(|due| due.to_string()).unwrap_or_default()
}

/// By when, who and what.
pub fn milestone_columns(milestone: &Milestone) -> Columns {
    vec![
        ("due", day(milestone.due)),
        ("owed_by", milestone.owed_by.clone()),
        ("deliverable", milestone.deliverable.clone()),
    ]
}

/// What is measured and which figure it must reach.
pub fn indicator_columns(indicator: &Indicator) -> Columns {
    let word = |text: &Option<String>| text.clone().unwrap_or_default();
    vec![
        ("name", indicator.name.clone()),
        ("op", indicator.op.to_string()),
        ("value", indicator.value_as_text()),
        ("unit", word(&indicator.unit)),
        ("qualifier", word(&indicator.qualifier).replace('|', "、")),
        ("baseline", word(&indicator.baseline)),
        ("due", day(indicator.due)),
        ("scope", indicator.scope.clone()),
    ]
}

/// Which unit an unknown one is, or which a word for many governments means: nothing is stored of that; and of which class.
pub fn unit_columns(unit: &Unit) -> Columns {
    let which = if group(&unit.name).is_some() { "members" } else { "same_as" };
    vec![(which, String::new()), ("class", unit.class.to_string())]
}

/// The task whose measure a stretch of the document may be.
pub fn leftover_columns(leftover: &Leftover) -> Columns {
    vec![("task", leftover.task_id.map(|task| task.to_string()).unwrap_or_default())]
}

/// The columns of a row that is not there yet.
pub fn blank_columns(row: DraftRow) -> Columns {
    let columns: &[&'static str] = match row {
        DraftRow::NewMilestone(_) => &["due", "owed_by", "deliverable", "phrase"],
        DraftRow::NewIndicator(_) => &["name", "op", "value", "unit", "qualifier", "baseline", "due", "scope"],
        DraftRow::NewMeasure(_) => &["text"],
        DraftRow::NewUnit => &["name", "class", "aliases"],
        _ => &[],
    };
    let first = |column: &str| match column {
        "op" => Comparator::AtLeast.to_string(),
        "class" => UnitClass::Department.to_string(),
        _ => String::new(),
    };
    columns.iter().map(|column| (*column, first(column))).collect()
}
