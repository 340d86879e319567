//! The shape of an obligation, as lists have it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::id::{ObligationId, PlanId};
use crate::domain::obligation::{Awaiting, Lamp, ObligationKind, Stage, Status};
use crate::views::Item;
use crate::web::api::schema;
use crate::web::api::when::Unreadable;

/// An obligation as it stands today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Obligation {
    /// Its key.
    #[schema(value_type = i64)]
    pub id: ObligationId,
    /// The plan's key.
    #[schema(value_type = i64)]
    pub plan: PlanId,
    /// `（二）1`.
    pub task: String,
    /// Position of the measure in the task, from 1.
    pub measure: i32,
    /// `standing` is owed over the year, `dated` by a milestone.
    #[schema(schema_with = schema::kind)]
    pub kind: ObligationKind,
    /// What must be there.
    pub deliverable: String,
    /// The full name of the unit that owes it.
    pub unit: String,
    /// By when, extensions included; `null` where nobody can read it.
    #[schema(required = true)]
    pub due: Option<NaiveDate>,
    /// By when, as the plan says; `null` where nobody can read it.
    #[schema(required = true)]
    pub original_due: Option<NaiveDate>,
    /// The date a return gave for the answer.
    pub answer_by: Option<NaiveDate>,
    /// Where it stands.
    #[schema(schema_with = schema::status)]
    pub status: Status,
    /// Whose turn it is, while submitted.
    #[schema(schema_with = schema::awaiting_or_null)]
    pub awaiting: Option<Awaiting>,
    /// How far the work is; `null` also where the caller does not see reports.
    #[schema(schema_with = schema::stage_or_null)]
    pub stage: Option<Stage>,
    /// Done of total, where a report gave both; `null` also where the caller does not see reports.
    pub percent: Option<i32>,
    /// Computed from status, dates and progress.
    #[schema(schema_with = schema::lamp)]
    pub lamp: Lamp,
    /// Why the lamp shines so: `overdue`, `due_soon`, `late_in_review`, `awaiting_year_end`, …
    #[schema(value_type = String)]
    pub lamp_reason: &'static str,
    /// Calendar days past the date; 0 where it is not overdue.
    pub days_late: u32,
    /// Working days past the date.
    pub workdays_late: u32,
    /// The rung of the ladder that was reached last.
    pub rung: Option<String>,
    /// Grows with every change.
    pub version: i32,
    /// The dates of this that nobody can read, by name: they are `null`, and the obligation is locked.
    pub unreadable: Vec<&'static str>,
}

impl Obligation {
    /// An item, with what its reports say where the reader may see that.
    pub(crate) fn of(item: Item, sees_reports: bool) -> Self {
        let task = item.row.task();
        let row = item.row.obligation;
        let mut unreadable = Unreadable::default();
        Self {
            id: row.id,
            plan: row.plan_id,
            task,
            measure: item.row.measure,
            kind: row.kind,
            deliverable: row.deliverable,
            unit: item.row.unit,
            due: unreadable.day("due", row.due),
            original_due: unreadable.day("original_due", row.original_due),
            answer_by: unreadable.day("answer_by", row.answer_by),
            status: row.status,
            awaiting: row.awaiting,
            stage: row.stage.filter(|_| sees_reports),
            percent: row.percent.filter(|_| sees_reports),
            lamp: item.lamp,
            lamp_reason: item.reason.as_str(),
            days_late: item.late.days,
            workdays_late: item.late.workdays,
            rung: item.rung.map(|rung| rung.to_string()),
            version: row.version,
            unreadable: unreadable.names(),
        }
    }
}
