//! Whom the sign-in page of a demonstration offers: one of each role, and of the units those that have something to show.

use super::accounts::Account;
use crate::domain::person::Role;

/// Role, and how the unit's name begins; a city with work of every kind, the unit that reviews first.
const OFFERED: [(Role, &str); 8] = [
    (Role::Coordinator, ""),
    (Role::Leader, ""),
    (Role::Liaison, "桂林市"),
    (Role::Head, "桂林市"),
    (Role::Liaison, "自治区发展改革委"),
    (Role::Sysadmin, ""),
    (Role::Secadmin, ""),
    (Role::Auditor, ""),
];

/// The accounts that are offered, of those that there are; the last liaison, who stands for two units, among them.
pub fn offered(accounts: &[Account]) -> Vec<Account> {
    let of = |(role, unit): &(Role, &str)| accounts.iter().find(|one| one.role == *role && one.unit.starts_with(unit));
    let for_two = accounts.iter().rfind(|account| account.role == Role::Liaison);
    let mut offered: Vec<Account> = OFFERED.iter().filter_map(of).cloned().collect();
    let place =
        offered.iter().rposition(|account| account.role == Role::Liaison).map_or(offered.len(), |place| place + 1);
    if let Some(account) = for_two.filter(|account| !offered.contains(account)) {
        offered.insert(place, account.clone());
    }
    offered
}
