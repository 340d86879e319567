//! What lamps are told by: the calendar, what the province sets, and the facts of a row.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::clock;
use crate::db::obligation::lamps::Lit;
use crate::db::obligation::obligations::{LampColumns, Obligation};
use crate::domain::calendar::WorkCalendar;
use crate::domain::obligation::due::{Duty, effective_due};
use crate::domain::obligation::lamp::{LampFacts, LampPolicy};
use crate::domain::obligation::lamp_days::{LampDays, rules_rev};
use crate::domain::obligation::{ObligationKind, Status};
use crate::domain::period::Period;
use crate::domain::round::{Cadence, Rounds};

/// What lamps are told by.
#[derive(Debug, Clone)]
pub struct Lighting {
    /// The work calendar of the region.
    pub calendar: Arc<WorkCalendar>,
    /// What the province sets for its lamps.
    pub policy: LampPolicy,
    /// Which rules these are.
    pub(in crate::actions) rev: i64,
}

impl Lighting {
    /// Those of a calendar and of what the province sets for its lamps.
    pub(in crate::actions) fn new(calendar: Arc<WorkCalendar>, policy: LampPolicy) -> Self {
        let rev = rules_rev(policy, &calendar);
        Self { calendar, policy, rev }
    }

    /// What is to be stored of the lamp that those facts make.
    pub(in crate::actions) fn columns(&self, facts: &LampFacts) -> LampColumns {
        LampColumns::new(LampDays::of(facts, self.policy, &self.calendar), self.rev)
    }

    /// What is to be stored of the lamp of a row, by the rounds of its plan.
    pub(in crate::actions) fn of(&self, row: &Lit, rounds: &Rounds) -> LampColumns {
        self.columns(&lamp_facts(&row.obligation, row.rhythm.assigned_on, rounds.clone()))
    }
}

/// What the lamp of an obligation is computed from, by the day its plan was handed out and the rounds of that.
pub fn lamp_facts(obligation: &Obligation, assigned_on: Option<NaiveDate>, rounds: Rounds) -> LampFacts {
    let duty = duty_of_row(obligation, assigned_on);
    let submitted_on = obligation.submitted_at.map(|at| clock::to_local(at).date());
    LampFacts { duty, submitted_on, came_late: obligation.came_late, percent: obligation.percent, rounds }
}

/// What time is judged by for an obligation, by the day its plan was handed out.
pub fn duty_of_row(obligation: &Obligation, assigned_on: Option<NaiveDate>) -> Duty {
    let Obligation { kind, due, answer_by, ref reported_period, cadence, .. } = *obligation;
    let reported = Period::stored(reported_period.as_deref());
    duty_of((kind, obligation.clock_status()), (due, answer_by), (reported, cadence), assigned_on)
}

/// What time is judged by, as it is stored: kind and status (as the clock has it), the due date and that of an answer, the latest month
/// reported on and how often that is asked for, and the day the plan was handed out.
pub fn duty_of(
    (kind, status): (ObligationKind, Status),
    (due, answer_by): (NaiveDate, Option<NaiveDate>),
    (reported, cadence): (Option<Period>, Cadence),
    assigned_on: Option<NaiveDate>,
) -> Duty {
    let effective_due = effective_due(due, answer_by);
    Duty { kind, status, assigned_on: assigned_on.unwrap_or(effective_due), effective_due, reported, cadence }
}
