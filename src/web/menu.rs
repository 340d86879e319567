//! Which pages stand in whose menu. Rights are checked on the page itself; the menu only spares detours.

use crate::domain::person::Role;

/// Address and catalogue key, in order.
pub(super) fn entries(role: Role) -> &'static [(&'static str, &'static str)] {
    match role {
        Role::Liaison | Role::Head => &[("/my-work", "nav.my_work"), ("/plan", "nav.plan")],
        Role::Coordinator => &[
            ("/desk", "nav.desk"),
            ("/overdue", "nav.overdue"),
            ("/review", "nav.review"),
            ("/ledger", "nav.ledger"),
            ("/mails", "nav.outbox"),
            ("/brief", "nav.brief"),
            ("/plan", "nav.plan"),
            ("/plans/import", "nav.import"),
        ],
        Role::Leader => {
            &[("/brief", "nav.brief"), ("/overdue", "nav.overdue"), ("/ledger", "nav.ledger"), ("/plan", "nav.plan")]
        }
        Role::Sysadmin => &[("/people", "nav.people")],
        Role::Secadmin => &[("/policy", "nav.policy")],
        Role::Auditor => &[("/audit", "nav.audit")],
        Role::Unknown(_) => &[],
    }
}

/// Where a role begins.
pub(super) fn first_page(role: Role) -> &'static str {
    entries(role).first().map_or("/sign-in", |(href, _)| href)
}
