//! Which pages stand in whose menu. Rights are checked on the page itself; the menu only spares detours.

use crate::db::people::persons::Post;
use crate::domain::person::Role;

/// Address and catalogue key, in order.
pub(super) fn entries(post: &Post) -> &'static [(&'static str, &'static str)] {
    match post.role {
        Role::Liaison | Role::Head => &[("/my-work", "nav.my_work"), ("/ledger", "nav.ledger"), ("/plan", "nav.plan")],
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
        // Elsewhere they read what their own unit owes.
        Role::Leader if !post.coordinating => {
            &[("/brief", "nav.brief"), ("/ledger", "nav.ledger"), ("/plan", "nav.plan")]
        }
        Role::Leader => {
            &[("/brief", "nav.brief"), ("/overdue", "nav.overdue"), ("/ledger", "nav.ledger"), ("/plan", "nav.plan")]
        }
        Role::Sysadmin => &[("/system", "nav.system"), ("/people", "nav.people")],
        Role::Secadmin => &[("/policy", "nav.policy")],
        Role::Auditor => &[("/audit", "nav.audit")],
        Role::Unknown(_) => &[],
    }
}

/// Whether a post is a coordinator's of a unit that does not coordinate, or not any more: there is no work in it.
pub(super) fn is_idle(post: &Post) -> bool {
    post.role == Role::Coordinator && !post.coordinating
}

/// Whether a post does its work at an address: one of its menu, or what is reached from there. An idle one has no work.
pub(super) fn works_at(post: &Post, path: &str) -> bool {
    // Drafts and plans are reached from where plans are imported.
    let reached = |href: &str| is_below(path, href) || href == "/plans/import" && path.starts_with("/plans/");
    !is_idle(post) && entries(post).iter().any(|(href, _)| reached(href))
}

/// Whether an address is that of a page, or of one that it leads to.
pub(super) fn is_below(path: &str, page: &str) -> bool {
    path.strip_prefix(page).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Where the work of a post begins.
pub(super) fn first_page(post: &Post) -> &'static str {
    entries(post).first().map_or("/sign-in", |(href, _)| href)
}
