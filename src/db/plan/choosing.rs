//! Which plans there are to look at: what a year has, what a unit is named in, what is offered.

use std::collections::HashMap;

use diesel::dsl::exists;
use diesel::prelude::*;

use super::plans::Plan;
use super::rhythm::{Rhythm, by_key};
use crate::db::among::among;
use crate::db::counted::{Counted, counted};
use crate::db::schema::{assignments, measures, obligations, plans, tasks};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{PlanId, UnitId};
use crate::domain::plan::choice::Plans;
use crate::domain::plan::{PlanKind, PlanState};

/// Whether a plan is for a year, or for several of which it is one.
macro_rules! of_year {
    ($year:expr) => {
        crate::db::schema::plans::year.eq($year).or(crate::db::schema::plans::year.lt($year).and(
            crate::db::schema::plans::last_year
                .is_not_null()
                .and(crate::db::schema::plans::last_year.assume_not_null().ge($year)),
        ))
    };
}

/// The newest plans that are no drafts: key and title; of those in which these units owe something, or of all.
pub fn newest(connection: &mut DbConnection, owing: Option<&[UnitId]>, most: i64) -> DbResult<Vec<(PlanId, String)>> {
    let mut query = plans::table
        .filter(plans::state.ne(PlanState::Draft))
        .order(plans::id.desc())
        .limit(most)
        .select((plans::id, plans::title))
        .into_boxed();
    if let Some(units) = owing {
        let owed = obligations::plan_id.eq(plans::id).and(obligations::unit_id.eq_any(units.to_vec()));
        query = query.filter(exists(obligations::table.filter(owed)));
    }
    Ok(query.load(connection)?)
}

/// Which plans a list is of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WantedPlans {
    /// Of these.
    pub meant: Plans,
    /// Whose tasks come from this kind of source.
    pub kind: Option<PlanKind>,
    /// Drafts too.
    pub with_drafts: bool,
    /// In which one of these units owes or does something; `None` for all.
    pub naming: Option<Vec<UnitId>>,
    /// Only those before this one: the newest come first.
    pub before: Option<PlanId>,
    /// So many at most.
    pub most: i64,
}

/// Narrows the plans to those that are wanted, wherever on the list they stand; made anew for each query, since a boxed one cannot be copied.
macro_rules! narrowed {
    ($wanted:expr) => {{
        let mut query = plans::table.into_boxed();
        if !$wanted.with_drafts {
            query = query.filter(plans::state.ne(PlanState::Draft));
        }
        query = match $wanted.meant {
            Plans::All => query,
            Plans::OfYear(year) => query.filter(of_year!(year)),
            Plans::One(id) => query.filter(plans::id.eq(id)),
        };
        if let Some(kind) = $wanted.kind {
            query = query.filter(plans::kind.eq(kind));
        }
        if let Some(units) = &$wanted.naming {
            let owed = obligations::plan_id.eq(plans::id).and(obligations::unit_id.eq_any(units.clone()));
            let assigned = assignments::table
                .inner_join(measures::table.inner_join(tasks::table))
                .filter(tasks::plan_id.eq(plans::id).and(assignments::unit_id.eq_any(units.clone())));
            query = query.filter(exists(obligations::table.filter(owed)).or(exists(assigned)));
        }
        query
    }};
}

/// Whether more than one plan is meant that is no draft.
pub fn are_several(connection: &mut DbConnection, meant: Plans) -> DbResult<bool> {
    let wanted = WantedPlans { meant, ..WantedPlans::default() };
    Ok(narrowed!(wanted).select(plans::id).limit(2).load::<PlanId>(connection)?.len() > 1)
}

/// Plans, the newest first, and how many there are on all pages.
pub fn page(connection: &mut DbConnection, wanted: &WantedPlans) -> DbResult<(Vec<Plan>, Counted)> {
    let total = counted!(connection, narrowed!(wanted), plans::id);
    let mut query = narrowed!(wanted);
    if let Some(id) = wanted.before {
        query = query.filter(plans::id.lt(id));
    }
    let page = query.order(plans::id.desc()).limit(wanted.most).select(Plan::as_select());
    let page: Vec<Plan> = page.load(connection)?;
    Ok((page.into_iter().map(Plan::locked_if_unreadable).collect(), total))
}

/// The title of a plan that is no draft.
pub fn title(connection: &mut DbConnection, id: PlanId) -> DbResult<Option<String>> {
    let one = plans::table.find(id).filter(plans::state.ne(PlanState::Draft)).select(plans::title);
    Ok(one.first(connection).optional()?)
}

/// The newest plans in a state: so many at most.
pub fn in_state(connection: &mut DbConnection, state: PlanState, most: i64) -> DbResult<Vec<Plan>> {
    let all = plans::table.filter(plans::state.eq(state)).order((plans::year.desc(), plans::id.desc())).limit(most);
    let plans: Vec<Plan> = all.select(Plan::as_select()).load(connection)?;
    Ok(plans.into_iter().map(Plan::locked_if_unreadable).collect())
}

/// The keys of all drafts.
pub(crate) fn drafts(connection: &mut DbConnection) -> DbResult<Vec<PlanId>> {
    Ok(plans::table.filter(plans::state.eq(PlanState::Draft)).order(plans::id).select(plans::id).load(connection)?)
}

/// By which days the plans ask for reports that are meant and no drafts, by key.
pub(in crate::db) fn rhythms(connection: &mut DbConnection, meant: Plans) -> DbResult<HashMap<PlanId, Rhythm>> {
    let wanted = WantedPlans { meant, ..WantedPlans::default() };
    Ok(by_key(narrowed!(wanted).select((plans::id, Rhythm::as_select())).load(connection)?))
}

/// The titles of some plans.
pub fn titles(connection: &mut DbConnection, ids: &[PlanId]) -> DbResult<HashMap<PlanId, String>> {
    let titles = plans::table.filter(among(connection, plans::id, ids)).select((plans::id, plans::title));
    Ok(titles.load::<(PlanId, String)>(connection)?.into_iter().collect())
}
