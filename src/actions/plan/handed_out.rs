//! From when on a plan is tracked (交办日期). A day long ago is often a slip of the hand, and what was missed since then is chased.

use chrono::{Datelike as _, NaiveDate};

use crate::actions::ActionError;
use crate::db::plan::plans::Plan;
use crate::strings::Message;

/// So many days a plan may have been handed out before it is confirmed, and nobody is asked about it.
const RECENT_DAYS: i64 = 31;

/// What there is to say of a day long ago, which is taken where it is confirmed by itself; `None` for one that is taken as it is.
///
/// # Errors
/// [`ActionError::Invalid`] for a day on which the plan was not handed out: long ago and before its first year, or yet to come and
/// behind its last.
pub fn long_ago(plan: &Plan, day: NaiveDate, today: NaiveDate) -> Result<Option<Message>, ActionError> {
    let refused = |key: &'static str, year: i32| {
        Err(ActionError::invalid("assigned_on", Message::new(key).with("day", day).with("year", year)))
    };
    let days = today.signed_duration_since(day).num_days();
    match () {
        () if day > today && day.year() > plan.ends() => refused("draft.day_after_plan", plan.ends()),
        () if days <= RECENT_DAYS => Ok(None),
        () if day.year() < plan.year => refused("draft.day_before_plan", plan.year),
        () => Ok(Some(Message::new("draft.day_long_ago").with("day", day).with("n", days))),
    }
}
