//! Which plans the pages are about: named in the address (`?plan=3`), remembered in a cookie, or all.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use chrono::NaiveDate;

use super::{filter, menu, query_fault};
use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::people::persons::Post;
use crate::db::plan::choosing;
use crate::domain::id::{PlanId, UnitId};
use crate::domain::person::Role;
use crate::domain::plan::choice::{PlanChoice, Plans};

/// The cookie that remembers the choice.
pub(super) const PLAN_COOKIE: &str = "duban_plan";

/// So many plans are offered on every page; the page of all has the others.
const OFFERED: i64 = 12;

/// Pages that are about the plans that were chosen.
const PAGES: [&str; 7] = ["/desk", "/overdue", "/review", "/ledger", "/brief", "/my-work", "/plan"];

/// What a reader has chosen, and what there is to choose from.
#[derive(Debug, Clone, Default)]
pub(super) struct PlanMenu {
    /// As it stands in addresses.
    pub choice: PlanChoice,
    /// The plans that are meant by it today.
    pub meant: Plans,
    /// The newest plans, and the one that was chosen: key and title.
    pub offered: Vec<(PlanId, String)>,
}

impl PlanMenu {
    /// Whether there is anything to choose.
    pub(super) fn has_several(&self) -> bool {
        self.offered.len() > 1 || self.choice != PlanChoice::All
    }

    /// Whether this is the choice, as it stands in addresses.
    pub(super) fn is(&self, choice: impl std::fmt::Display) -> bool {
        self.choice.to_string() == choice.to_string()
    }
}

/// The choice that the address names; an empty one is none.
///
/// # Errors
/// [`ActionError::Invalid`] where it is no choice, or there are several.
pub(super) fn asked(request: &HttpRequest) -> Result<Option<PlanChoice>, ActionError> {
    let mut pairs = filter::pairs(request).filter(|(name, value)| name == "plan" && !value.is_empty());
    let pair = pairs.next();
    if pairs.next().is_some() {
        return Err(ActionError::invalid("plan", query_fault::twice("plan")));
    }
    pair.map(|(_, value)| value.parse().map_err(|_| filter::bad("plan", &value))).transpose()
}

/// The choice that a page was asked for and shown with.
pub(super) fn to_remember(request: &HttpRequest, status: StatusCode) -> Option<PlanChoice> {
    let shown = concerns(request.path()) && status.is_success();
    asked(request).ok().flatten().filter(|_| shown)
}

/// Whether a page is about the plans that were chosen.
pub(super) fn concerns(path: &str) -> bool {
    PAGES.iter().any(|page| menu::is_below(path, page))
}

/// Whether another choice can be made on a page: on those that are read at their own addresses.
pub(super) fn is_page(path: &str) -> bool {
    PAGES.contains(&path)
}

/// What else stands in an address and stays with another choice: filters, no places of a list.
pub(super) fn kept(request: &HttpRequest) -> Vec<(String, String)> {
    let stays = |name: &str| !["plan", "lang", "done", "n"].contains(&name) && !name.ends_with("after");
    filter::pairs(request).filter(|(name, value)| stays(name) && !value.is_empty()).collect()
}

/// The choice of a request, before it is known whether there is such a plan: as asked for (true), or as remembered; `None` where its page is
/// about no plans.
///
/// # Errors
/// As [`asked`].
pub(super) fn wished(request: &HttpRequest) -> Result<Option<(PlanChoice, bool)>, ActionError> {
    if !concerns(request.path()) {
        return Ok(None);
    }
    if let Some(choice) = asked(request)? {
        return Ok(Some((choice, true)));
    }
    let remembered = request.cookie(PLAN_COOKIE).and_then(|cookie| cookie.value().parse().ok());
    Ok(Some((remembered.unwrap_or_default(), false)))
}

/// What there is to choose from for a post, and what was chosen: a plan that is remembered and no longer there counts as all.
///
/// # Errors
/// [`ActionError::NotFound`] where the address names a plan that is none.
pub(super) fn offer(
    c: &mut DbConnection,
    (wished, is_asked): (PlanChoice, bool),
    (post, posts): (&Post, &[Post]),
    today: NaiveDate,
) -> Result<PlanMenu, ActionError> {
    if matches!(post.role, Role::Sysadmin | Role::Secadmin | Role::Auditor) {
        return Ok(PlanMenu::default());
    }
    let units: Vec<UnitId> = posts.iter().map(|post| post.unit_id).collect();
    let owing = if posts.iter().any(|post| post.coordinating) { None } else { Some(&units[..]) };
    let mut offered = choosing::newest(c, owing, OFFERED)?;
    let mut choice = wished;
    if let PlanChoice::One(id) = wished
        && !offered.iter().any(|(offered, _)| *offered == id)
    {
        match choosing::title(c, id)? {
            Some(title) => offered.push((id, title)),
            None if is_asked => return Err(ActionError::NotFound),
            None => choice = PlanChoice::All,
        }
    }
    Ok(PlanMenu { choice, meant: choice.on(today), offered })
}
