//! By which days a plan asks for reports, as it stands on the plan.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::db::among::among;
use crate::db::schema::plans;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::PlanId;
use crate::domain::obligation::lamp_days::SINCE_EVER;
use crate::domain::round::{ReportsOn, Round, RoundRule, Rounds};
use crate::domain::typed::UNREADABLE;

/// By which days a plan asks for reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = plans)]
pub struct Rhythm {
    /// 交办 date.
    pub assigned_on: Option<NaiveDate>,
    /// Day of the month by which the monthly report is due.
    pub cutoff_day: i32,
    /// Which month that report is about.
    pub reports_on: ReportsOn,
    /// Cut-offs before this day ask nobody; `None` until it is handed out, or where a program that knows no rounds has handed it out.
    pub reports_from: Option<NaiveDate>,
}

impl Rhythm {
    /// A day that nobody can read is none.
    pub(in crate::db) fn readable(self) -> Self {
        let known = |day: Option<NaiveDate>| day.filter(|day| *day != UNREADABLE);
        Self { assigned_on: known(self.assigned_on), reports_from: known(self.reports_from), ..self }
    }

    /// The rounds of the plan, where these have opened; late reports answer them for so many working days.
    pub fn rounds(&self, late_workdays: u32, opened: impl IntoIterator<Item = Round>) -> Rounds {
        let rule = RoundRule { day: self.cutoff_day, on: self.reports_on, late_workdays };
        Rounds::new(rule, self.reports_from.or(self.assigned_on).unwrap_or(SINCE_EVER), opened)
    }
}

/// Those, by the keys of their plans.
pub(super) fn by_key(all: Vec<(PlanId, Rhythm)>) -> HashMap<PlanId, Rhythm> {
    all.into_iter().map(|(id, rhythm)| (id, rhythm.readable())).collect()
}

/// Those of some plans, by key.
pub fn of(connection: &mut DbConnection, ids: &[PlanId]) -> DbResult<HashMap<PlanId, Rhythm>> {
    let all = plans::table.filter(among(connection, plans::id, ids)).select((plans::id, Rhythm::as_select()));
    Ok(by_key(all.load(connection)?))
}

/// Says from which day on a plan asks for reports.
pub fn set_reports_from(connection: &mut DbConnection, id: PlanId, day: NaiveDate) -> DbResult<()> {
    diesel::update(plans::table.find(id)).set(plans::reports_from.eq(day)).execute(connection)?;
    Ok(())
}
