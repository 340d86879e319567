//! The shape of a plan's tasks: near to what `duban compile` prints, with units resolved.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::db::plan::{measures, plans};
use crate::domain::draft::{TaskNumber, Value};
use crate::domain::plan::{AssignmentRole, Comparator, MilestoneKind};
use crate::domain::subjects::subjects;
use crate::views::{MeasureView, TaskView};
use crate::web::api::schema;
use crate::web::api::when::Unreadable;

/// A numbered task.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Task {
    /// `（二）`.
    pub section: String,
    /// The section's heading.
    pub section_title: String,
    /// `1`; a string where it is no plain number.
    #[schema(schema_with = schema::number)]
    pub number: TaskNumber,
    /// The task's title.
    pub title: String,
    /// One for each responsibility note.
    pub measures: Vec<Measure>,
}

/// A measure with its own responsibility note.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Measure {
    /// Position in the task, from 1.
    pub index: i32,
    /// Its own heading inside the task.
    pub subtitle: Option<String>,
    /// The cleaned text.
    pub text: String,
    /// 牵头单位 as the note has them.
    pub lead: Vec<String>,
    /// 配合单位.
    pub support: Vec<String>,
    /// 责任单位; groups stay groups.
    pub responsible: Vec<String>,
    /// 指导单位: they see the measure and owe nothing.
    pub guide: Vec<String>,
    /// Every unit on the measure by its full name; groups are resolved.
    pub assignments: Vec<Assignment>,
    /// What must be there by when.
    pub milestones: Vec<Milestone>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
}

/// A unit on a measure.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Assignment {
    /// The unit's full name.
    pub unit: String,
    /// As what.
    #[schema(schema_with = schema::assignment_role)]
    pub role: AssignmentRole,
    /// As the note has it.
    pub written_as: String,
}

/// A milestone.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Milestone {
    /// The time phrase as written.
    pub phrase: String,
    /// The date it means; `null` where none is written.
    pub due: Option<NaiveDate>,
    /// What kind of time phrase it is.
    #[schema(schema_with = schema::milestone_kind)]
    pub kind: MilestoneKind,
    /// What must be there.
    pub deliverable: String,
    /// Short city names, 各设区市, 相关设区市, 全区, or the phrase.
    pub owed_by: Vec<String>,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

/// An indicator.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Indicator {
    /// What is measured.
    pub name: String,
    /// How the value binds.
    #[schema(schema_with = schema::comparator)]
    pub op: Comparator,
    /// A number, a range or `null`.
    #[schema(schema_with = schema::value)]
    pub value: Option<Value>,
    /// `%`.
    pub unit: Option<String>,
    /// 力争, 左右, 以上.
    pub qualifier: Option<String>,
    /// 较上年.
    pub baseline: Option<String>,
    /// By when.
    pub due: Option<NaiveDate>,
    /// Whom it covers.
    pub scope: Vec<String>,
    /// The words it was read from.
    pub quote: String,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

impl From<TaskView> for Task {
    fn from(task: TaskView) -> Self {
        let TaskView { section, section_title, number, title, measures, opens_section: _ } = task;
        let number = number.parse().map_or(TaskNumber::Written(number), TaskNumber::Plain);
        Self { section, section_title, number, title, measures: measures.into_iter().map(Measure::from).collect() }
    }
}

impl From<MeasureView> for Measure {
    fn from(view: MeasureView) -> Self {
        let written = |role| view.written(&role).into_iter().map(str::to_owned).collect();
        Self {
            index: view.measure.number,
            lead: written(AssignmentRole::Lead),
            support: written(AssignmentRole::Support),
            responsible: written(AssignmentRole::Responsible),
            guide: written(AssignmentRole::Guide),
            assignments: view
                .assigned
                .into_iter()
                .map(|(role, unit, written_as)| Assignment { unit, role, written_as })
                .collect(),
            milestones: view.milestones.into_iter().map(Milestone::from).collect(),
            indicators: view.indicators.into_iter().map(Indicator::from).collect(),
            subtitle: view.measure.subtitle,
            text: view.measure.text,
        }
    }
}

impl From<measures::Milestone> for Milestone {
    fn from(row: measures::Milestone) -> Self {
        let measures::Milestone { phrase, due, kind, deliverable, .. } = row;
        let mut unreadable = Unreadable::default();
        let due = unreadable.day("due", due);
        Self { phrase, due, kind, deliverable, owed_by: names(&row.owed_by), unreadable: unreadable.names() }
    }
}

impl From<plans::Indicator> for Indicator {
    fn from(row: plans::Indicator) -> Self {
        let value = Value::of_columns(row.value, row.value_to);
        let plans::Indicator { columns, quote, .. } = row;
        let scope = names(&columns.scope);
        let plans::IndicatorColumns { name, op, unit, qualifier, baseline, due, .. } = columns;
        let mut unreadable = Unreadable::default();
        let due = unreadable.day("due", due);
        let unreadable = unreadable.names();
        Self { name, op, value, unit, qualifier, baseline, due, scope, quote, unreadable }
    }
}

/// The names of a stored list; none of an empty one.
fn names(stored: &str) -> Vec<String> {
    subjects(stored).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_with_a_list_in_its_brackets_is_one() {
        assert_eq!(names("各县（市、区）、柳州"), ["各县（市、区）", "柳州"]);
        assert!(names("").is_empty());
    }
}
