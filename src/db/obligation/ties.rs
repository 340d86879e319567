//! Ties (关系): which units an obligation, a measure, a plan or the office as a whole concerns. Rights are asked of them.

use std::collections::HashMap;

use diesel::prelude::*;

use super::obligations::Obligation;
use crate::db::among::among;
use crate::db::schema::{assignments, measures, tasks, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MeasureId, PlanId, UnitId};
use crate::domain::plan::AssignmentRole;

/// The units an obligation concerns: who may see it and act on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// Who owes; `None` for a measure or a plan.
    pub owner: Option<UnitId>,
    /// 牵头单位 in the order of the note.
    pub leads: Vec<UnitId>,
    /// 责任单位, 配合单位 and 指导单位, and whoever has a role of another version there: they see it and owe nothing.
    pub participants: Vec<UnitId>,
    /// The unit whose coordinators review and close; `None` before one is known.
    pub coordinating: Option<UnitId>,
}

impl Ties {
    fn assign(&mut self, (unit_id, role): (UnitId, AssignmentRole)) {
        match role {
            AssignmentRole::Lead => self.leads.push(unit_id),
            AssignmentRole::Support
            | AssignmentRole::Responsible
            | AssignmentRole::Guide
            | AssignmentRole::Unknown(_) => self.participants.push(unit_id),
        }
    }
}

/// The units an obligation concerns.
pub fn of_obligation(connection: &mut DbConnection, obligation: &Obligation) -> DbResult<Ties> {
    let mut ties = of_measure(connection, obligation.measure_id)?;
    ties.owner = Some(obligation.unit_id);
    Ok(ties)
}

/// The units a measure concerns.
pub fn of_measure(connection: &mut DbConnection, measure_id: MeasureId) -> DbResult<Ties> {
    let assigned: Vec<(UnitId, AssignmentRole)> = assignments::table
        .filter(assignments::measure_id.eq(measure_id))
        .order(assignments::position)
        .select((assignments::unit_id, assignments::role))
        .load(connection)?;
    let mut ties = office(connection)?;
    assigned.into_iter().for_each(|row| ties.assign(row));
    Ok(ties)
}

/// The units that each of some measures concerns: for what a page of a list shows.
pub fn of_measures(connection: &mut DbConnection, measures: &[MeasureId]) -> DbResult<HashMap<MeasureId, Ties>> {
    let assigned: Vec<(MeasureId, UnitId, AssignmentRole)> = assignments::table
        .filter(among(connection, assignments::measure_id, measures))
        .order((assignments::measure_id, assignments::position))
        .select((assignments::measure_id, assignments::unit_id, assignments::role))
        .load(connection)?;
    let office = office(connection)?;
    let mut by_measure = HashMap::new();
    for (measure_id, unit_id, role) in assigned {
        by_measure.entry(measure_id).or_insert_with(|| office.clone()).assign((unit_id, role));
    }
    Ok(by_measure)
}

/// The units a plan concerns: whoever it names takes part.
pub fn of_plan(connection: &mut DbConnection, plan_id: PlanId) -> DbResult<Ties> {
    let participants = assignments::table
        .inner_join(measures::table.inner_join(tasks::table))
        .filter(tasks::plan_id.eq(plan_id))
        .select(assignments::unit_id)
        .distinct()
        .load(connection)?;
    Ok(Ties { participants, ..office(connection)? })
}

/// The ties of the office as a whole: which unit's coordinators run it.
pub fn office(connection: &mut DbConnection) -> DbResult<Ties> {
    let coordinating = units::table.filter(units::coordinating.eq(true)).order(units::id).select(units::id);
    Ok(Ties { coordinating: coordinating.first(connection).optional()?, ..Ties::default() })
}

/// The first-listed lead of each of some measures.
pub fn first_leads(connection: &mut DbConnection, measures: &[MeasureId]) -> DbResult<HashMap<MeasureId, UnitId>> {
    let lead = assignments::role.eq(AssignmentRole::Lead);
    let leads: Vec<(MeasureId, UnitId)> = assignments::table
        .filter(among(connection, assignments::measure_id, measures).and(lead))
        .order((assignments::measure_id, assignments::position.desc()))
        .select((assignments::measure_id, assignments::unit_id))
        .load(connection)?;
    // The last one collected is the first of the note.
    Ok(leads.into_iter().collect())
}
