//! A plan as the rules of time see it, put together from the database with a few queries: for the tick, the replay and
//! the page that says what comes next.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use crate::actions::ActionError;
use crate::actions::obligation::lamp_rules::duty_of_row;
use crate::db::DbConnection;
use crate::db::obligation::obligations::Obligation;
use crate::db::obligation::ties;
use crate::db::plan::plans::Plan;
use crate::domain::id::{MeasureId, UnitId};
use crate::domain::notice::due::WatchedPlan;
use crate::domain::obligation::escalation::Watched;
use crate::domain::round::Rounds;
use crate::domain::unit::UnitClass;

/// The obligations of a plan in which time matters, with the class of the unit that owes.
pub(super) type Rows = Vec<(Obligation, UnitClass)>;

/// The plan of those rows, with its rounds; who reads its brief, where that is asked.
pub(super) fn watched_plan(
    c: &mut DbConnection,
    (plan, rounds): (&Plan, Rounds),
    rows: &Rows,
    leading: Option<Vec<UnitId>>,
) -> Result<WatchedPlan, ActionError> {
    let measures: BTreeSet<MeasureId> = rows.iter().map(|(row, _)| row.measure_id).collect();
    let surroundings = Surroundings::load(c, plan, &measures.into_iter().collect::<Vec<_>>())?;
    let readers = |leading| brief_readers(leading, surroundings.coordinating);
    Ok(WatchedPlan {
        id: plan.id,
        assigned_on: surroundings.assigned_on,
        rounds,
        leaders: leading.map(readers).unwrap_or_default(),
        obligations: rows.iter().map(|(row, class)| surroundings.watched(row, *class)).collect(),
    })
}

/// What the ladder must know beside an obligation's own row.
#[derive(Debug, Clone)]
pub struct Surroundings {
    /// 交办 date of the plan.
    pub assigned_on: NaiveDate,
    /// The coordinating unit, where one is known.
    pub coordinating: Option<UnitId>,
    /// The first-listed lead of each of the measures that are looked at.
    pub leads: HashMap<MeasureId, UnitId>,
}

impl Surroundings {
    /// Those of some measures of a plan.
    pub fn load(c: &mut DbConnection, plan: &Plan, measures: &[MeasureId]) -> Result<Self, ActionError> {
        Ok(Self {
            // A plan that was not handed out yet: nothing is due before the end of days.
            assigned_on: plan.rhythm.assigned_on.unwrap_or(NaiveDate::MAX),
            coordinating: ties::office(c)?.coordinating,
            leads: ties::first_leads(c, measures)?,
        })
    }

    /// An obligation as the ladder sees it.
    pub fn watched(&self, row: &Obligation, class: UnitClass) -> Watched {
        Watched {
            id: row.id,
            unit: row.unit_id,
            class,
            lead: self.leads.get(&row.measure_id).copied(),
            coordinating: self.coordinating,
            due_rev: row.due_rev,
            redated_on: row.redated_on,
            duty: duty_of_row(row, Some(self.assigned_on)),
        }
    }
}

/// The units whose leaders read the brief: the coordinating one, also while that post is vacant, and all that have one.
pub fn brief_readers(leading: Vec<UnitId>, coordinating: Option<UnitId>) -> Vec<UnitId> {
    let units: BTreeSet<UnitId> = leading.into_iter().chain(coordinating).collect();
    units.into_iter().collect()
}
