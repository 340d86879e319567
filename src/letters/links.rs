//! Where a reader finds what a mail does not have: pages by their addresses, with the filters in them. All are empty where no
//! address is known that a reader could open: a mail says everything without its links.

use chrono::NaiveDate;

use super::matter::Listed;
use super::wording::{NAME_CHARS, Wording, is_long};
use crate::domain::id::{ObligationId, UnitId};
use crate::domain::person::Role;

/// One obligation's page.
pub(super) fn obligation(wording: &Wording, id: ObligationId) -> String {
    wording.link(&format!("/obligations/{id}"))
}

/// What a unit owes, for its own people.
pub(super) fn own_work(wording: &Wording) -> String {
    wording.link("/my-work")
}

/// The reader's own account.
pub(super) fn account(wording: &Wording) -> String {
    wording.link("/account")
}

/// What waits for the security administrator.
pub(super) fn policy(wording: &Wording) -> String {
    wording.link("/policy")
}

/// The brief.
pub(super) fn brief(wording: &Wording) -> String {
    wording.link("/brief")
}

/// What a unit is late with.
pub(super) fn late_of(wording: &Wording, unit: &str) -> String {
    table(wording, Some(unit), &[("lamp", "red")])
}

/// Who is late with what.
pub(super) fn overdue(wording: &Wording) -> String {
    wording.link("/overdue")
}

/// The page that has all of what is late, or of what is not. Empty where the reader has none: what all units owe is listed for
/// coordinators and leaders alone.
pub(super) fn list(wording: &Wording, (role, unit_id): (Role, UnitId), list: &Listed, is_late: bool) -> String {
    let mut units = list.matters.iter().map(|matter| &matter.item.row.obligation.unit_id);
    let unit = list.matters.first().filter(|_| list.units == 1).map(|matter| matter.item.row.unit.as_str());
    match sees_table(role) {
        true if is_late => table(wording, unit, &[("lamp", "red")]),
        true => due_between(wording, list.dates, unit),
        false if list.units == 1 && units.all(|id| *id == unit_id) => own_work(wording),
        false => String::new(),
    }
}

/// The table of what is due between two days.
pub(super) fn due_between(wording: &Wording, dates: Option<(NaiveDate, NaiveDate)>, unit: Option<&str>) -> String {
    match dates {
        Some((from, to)) => table(wording, unit, &[("due_from", &from.to_string()), ("due_to", &to.to_string())]),
        None => table(wording, unit, &[]),
    }
}

/// The page with the month's reports of a unit, or of all.
pub(super) fn reports(wording: &Wording, role: Role, unit: Option<&str>) -> String {
    if sees_table(role) { table(wording, unit, &[("kind", "standing")]) } else { wording.link("/my-work#month") }
}

fn sees_table(role: Role) -> bool {
    matches!(role, Role::Coordinator | Role::Leader)
}

/// The table of everything with these filters.
fn table(wording: &Wording, unit: Option<&str>, filters: &[(&str, &str)]) -> String {
    let unit = unit.filter(|unit| !is_long(unit, NAME_CHARS));
    let filters: Vec<_> = unit.map(|unit| ("unit", unit)).into_iter().chain(filters.iter().copied()).collect();
    wording.link(&format!("/ledger?{}", serde_html_form::to_string(filters).unwrap_or_default()))
}
