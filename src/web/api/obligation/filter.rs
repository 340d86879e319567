//! What a list of obligations is asked for, out of the address.

use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::actions::{ActionError, Actor, in_business, typed, typed_if_any};
use crate::db::DbConnection;
use crate::db::obligation::ledger::{SortedPlace, Wanted};
use crate::db::people::units;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::obligation::sorting::{Sort, Sorting};
use crate::domain::obligation::{Lamp, ObligationKind, Status};
use crate::domain::typed::{Day, SearchWords, UnitName, recognised};
use crate::strings::Message;
use crate::views::{self, Asked};
use crate::web::filter;
use crate::web::obligation::sorted_cursor::SortedCursor;

const DEFAULT_LIMIT: usize = 100;
const MAX_LIMIT: usize = 500;

/// The filters; an empty one is none.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Filters {
    /// Of this plan.
    #[param(value_type = Option<i64>)]
    plan: Option<String>,
    /// Owed by the unit of this full name.
    #[param(example = "桂林市人民政府")]
    unit: Option<String>,
    /// `standing` or `dated`.
    kind: Option<String>,
    /// Due on this day or later.
    #[param(value_type = Option<chrono::NaiveDate>)]
    due_from: Option<String>,
    /// Due on this day or earlier.
    #[param(value_type = Option<chrono::NaiveDate>)]
    due_to: Option<String>,
    /// In this status.
    status: Option<String>,
    /// With this lamp today.
    lamp: Option<String>,
    /// Overdue today, or not.
    #[param(value_type = Option<bool>)]
    overdue: Option<String>,
    /// With these words, as they stand there, in what it says: what must be there, the section, the task with its number (`（二）1`) or the
    /// measure's (`（二）1-3`), the measure's heading and text; or in the names of the unit that owes it. Width and case are no difference.
    #[param(example = "挥发性有机物")]
    q: Option<String>,
    /// `due` (where nothing is said), `unit`, `plan`, `status`, `late`, `lamp`; with a `-` before it the other way round. By lamp only
    /// what can be counted is sorted: 10,000 rows.
    sort: Option<String>,
    /// So many a page: 100, and 500 at most.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 500)]
    limit: Option<String>,
    /// `next` of the page before.
    cursor: Option<String>,
}

impl Filters {
    /// What is asked for.
    ///
    /// # Errors
    /// [`ActionError::Invalid`] with the filter whose value cannot be used.
    pub(crate) fn asked(&self, c: &mut DbConnection, actor: &Actor) -> Result<Asked, ActionError> {
        let wanted = Wanted {
            plans: plan(c, actor, self.plan.as_deref())?.into(),
            unit_id: unit(c, self.unit.as_deref())?,
            kind: read("kind", self.kind.as_deref(), &words(ObligationKind::ALL))?,
            status: read("status", self.status.as_deref(), &words(Status::ALL))?,
            due_from: day("due_from", self.due_from.as_deref())?,
            due_to: day("due_to", self.due_to.as_deref())?,
            ..Wanted::default()
        };
        filter::span(wanted.due_from, wanted.due_to)?;
        let sorting: Sorting =
            read("sort", self.sort.as_deref(), &format!("-?({})", words(Sort::ALL)))?.unwrap_or_default();
        Ok(Asked {
            wanted,
            lamp: read("lamp", self.lamp.as_deref(), &words(Lamp::ALL))?,
            overdue: read("overdue", self.overdue.as_deref(), "true|false")?,
            words: typed_if_any::<SearchWords>("q", self.q.as_deref().unwrap_or_default())?,
            sorting,
            after: self.after(sorting)?,
            limit: limit(self.limit.as_deref())?,
        })
    }

    /// Behind which place the page begins.
    fn after(&self, sorting: Sorting) -> Result<Option<SortedPlace>, ActionError> {
        let given = self.cursor.as_deref();
        let Some(cursor) = read::<SortedCursor>("cursor", given, "`next`")? else { return Ok(None) };
        let other = || bad_value("cursor", given.unwrap_or_default(), &format!("`next`, sort={sorting}"));
        cursor.of(sorting.by).map(Some).ok_or_else(other)
    }
}

/// The key of a plan that the caller may see.
///
/// # Errors
/// [`ActionError::Invalid`] where it is no number, or that of no such plan.
pub(crate) fn plan(c: &mut DbConnection, actor: &Actor, given: Option<&str>) -> Result<Option<PlanId>, ActionError> {
    let Some(id) = read("plan", given, "1, 2, …")? else { return Ok(None) };
    in_business(actor)?;
    filter::there("plan", id, views::plan_seen(c, actor, id))?;
    Ok(Some(id))
}

fn unit(c: &mut DbConnection, given: Option<&str>) -> Result<Option<UnitId>, ActionError> {
    let Some(name) = given.filter(|name| !name.is_empty()) else { return Ok(None) };
    let name: UnitName = typed("unit", name)?;
    let unknown = || ActionError::invalid("unit", Message::new("person.unknown_unit").with("unit", &name));
    Ok(Some(units::by_name(c, name.as_str())?.ok_or_else(unknown)?.id))
}

/// How many rows a page.
///
/// # Errors
/// [`ActionError::Invalid`] where it is no number or too large a one.
pub(crate) fn limit(given: Option<&str>) -> Result<usize, ActionError> {
    let wanted = format!("1–{MAX_LIMIT}");
    match read("limit", given, &wanted)? {
        None => Ok(DEFAULT_LIMIT),
        Some(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
        Some(limit) => Err(bad_value("limit", &limit.to_string(), &wanted)),
    }
}

/// A value of that name, if one is given.
///
/// # Errors
/// [`ActionError::Invalid`] saying what is wanted.
pub(crate) fn read<T: FromStr>(
    field: &'static str,
    given: Option<&str>,
    wanted: &str,
) -> Result<Option<T>, ActionError> {
    match given.filter(|text| !text.is_empty()) {
        None => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| bad_value(field, text, wanted)),
    }
}

/// A date of that name, if one is given.
///
/// # Errors
/// [`ActionError::Invalid`] where it is none, or one of another age.
pub(crate) fn day(field: &'static str, given: Option<&str>) -> Result<Option<NaiveDate>, ActionError> {
    Ok(read::<Day>(field, given, "YYYY-MM-DD, 1900–2200")?.map(Day::date))
}

/// The words of a vocabulary, as a message lists them.
pub(crate) fn words<T: std::fmt::Display>(all: &[T]) -> String {
    all.iter().map(T::to_string).collect::<Vec<_>>().join("|")
}

fn bad_value(field: &'static str, value: &str, wanted: &str) -> ActionError {
    let reason =
        Message::new("api.bad_value").with("field", field).with("value", recognised(value)).with("wanted", wanted);
    ActionError::invalid(field, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_a_hundred_rows_five_hundred_at_most_and_never_none() {
        assert_eq!(limit(None).unwrap(), 100);
        assert_eq!(limit(Some("500")).unwrap(), 500);
        for bad in ["0", "501", "-1", "many"] {
            assert!(matches!(limit(Some(bad)), Err(ActionError::Invalid { field: "limit", .. })), "{bad}");
        }
    }
}
