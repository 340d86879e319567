//! A unit's report to a plan for a month: how far it is, who can be telephoned, who was told, and what was said on the telephone.

use super::item::Sight;
use super::turnout::Owing;
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::notice::calls::{self, Call};
use crate::db::notice::notices::{self, Told};
use crate::db::obligation::tally::Within;
use crate::db::people::persons::{self, Contact};
use crate::db::people::units;
use crate::db::plan::plans;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::notice::Subject;
use crate::domain::period::Period;
use crate::domain::plan::choice::Plans;
use crate::domain::round::Round;

/// A unit's report to a plan for a month.
#[derive(Debug, Clone)]
pub struct UnitMonth {
    /// The plan's title.
    pub plan: String,
    /// The unit's full name.
    pub unit: String,
    /// The round that it answers.
    pub round: Round,
    /// Reports in.
    pub reported: i64,
    /// Reports owed.
    pub owed: i64,
    /// Who can be telephoned.
    pub contacts: Vec<Contact>,
    /// Who was told, the oldest first.
    pub told: Vec<Told>,
    /// What was said on the telephone, the oldest first.
    pub calls: Vec<Call>,
}

impl UnitMonth {
    /// Whether everything owed is in.
    pub fn is_complete(&self) -> bool {
        self.reported == self.owed
    }
}

/// How it stands today.
///
/// # Errors
/// [`ActionError::NotFound`] where the unit owes the plan no report for a month that is open.
pub fn unit_month(
    c: &mut DbConnection,
    (plan_id, unit_id, period): (PlanId, UnitId, Period),
    sight: &Sight,
) -> Result<UnitMonth, ActionError> {
    let (plan, unit) = (plans::find(c, plan_id)?, units::find(c, unit_id)?);
    let owing = Owing::load(c, Within { plans: Plans::One(plan_id), unit_id: Some(unit_id) }, sight)?;
    let mut tables = owing.tables(sight).into_iter();
    let (round, by_unit) = tables.find(|(round, _)| round.period == period).ok_or(ActionError::NotFound)?;
    let (reported, owed) = by_unit.get(&unit_id).copied().ok_or(ActionError::NotFound)?;
    let about = Subject::Month { plan: plan_id, unit: unit_id, period };
    let mut told = notices::of_months(c, plan_id, unit_id)?;
    told.retain(|told| told.about.subject() == Ok(about));
    Ok(UnitMonth {
        plan: plan.title,
        unit: unit.name,
        round,
        reported,
        owed,
        contacts: persons::contacts(c, sight.today, Some(&[unit_id]))?,
        told,
        calls: calls::of_month(c, (plan_id, unit_id), period)?,
    })
}
