//! Everybody with their posts, as far as they are looked for, and one of them.

use chrono::NaiveDate;

use crate::actions::{ActionError, Context, consent_is_good};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::people::administrators;
use crate::db::people::approvals::{self, LinkRequest};
use crate::db::people::directory::{self, ListedPost, WantedPeople};
use crate::db::people::persons::{self, Person};
use crate::db::people::posts::{self, DatedPost};
use crate::db::people::sign_in_tries::{self, TriesAt};
use crate::db::people::units::{self, Unit};
use crate::domain::grouped::grouped;
use crate::domain::id::PersonId;
use crate::domain::person::{Absence, Role};
use crate::domain::tries::SLOW_AFTER;

/// What an administrator of accounts looks at.
#[derive(Debug, Default)]
pub struct Accounts {
    /// A page of people in the units' order, with their posts.
    pub people: Vec<(Person, Vec<ListedPost>)>,
    /// How many there are on all pages.
    pub total: Counted,
    /// Behind whom the next page begins; `None` on the last.
    pub next: Option<PersonId>,
    /// Where somebody can have a post.
    pub units: Vec<Unit>,
    /// Whoever is kept out by wrong passwords, or slowed.
    pub blocked: Vec<TriesAt>,
}

/// Reads the accounts that are wanted.
pub fn accounts(ctx: &Context, c: &mut DbConnection, wanted: &WantedPeople) -> Result<Accounts, ActionError> {
    let today = ctx.clock.today();
    let (people, total) = directory::page(c, today, wanted)?;
    let is_full = i64::try_from(people.len()).is_ok_and(|rows| rows == wanted.limit);
    let next = people.last().filter(|_| is_full).map(|last| last.id);
    let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let mut posts = grouped(directory::posts_of(c, today, &ids)?, |post| post.person_id);
    let with_posts = |person: Person| {
        let posts = posts.remove(&person.id).unwrap_or_default();
        (person, posts)
    };
    let people = people.into_iter().map(with_posts).collect();
    let blocked = sign_in_tries::blocked(c, ctx.clock.now(), SLOW_AFTER)?;
    Ok(Accounts { people, total, next, units: units::all(c)?, blocked })
}

/// One person's account.
#[derive(Debug)]
pub struct Account {
    /// The person.
    pub person: Person,
    /// Every post there is or was.
    pub posts: Vec<DatedPost>,
    /// Where else there can be one.
    pub units: Vec<Unit>,
    /// By what the person is kept out.
    pub blocked: Vec<TriesAt>,
    /// Where the last request for a link stands, where the account needs consent.
    pub consent: Option<LinkConsent>,
    /// The local date.
    pub today: NaiveDate,
}

/// Where the last request for a one-time link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkConsent {
    /// Nobody has decided yet.
    Waits,
    /// Nor is there anybody who could.
    NobodyThere(Absence),
    /// It is agreed to, and the link can be made.
    Good,
    /// It was not agreed to.
    Refused,
}

/// Reads one account.
///
/// # Errors
/// [`ActionError::NotFound`] for nobody.
pub fn account(ctx: &Context, c: &mut DbConnection, id: PersonId) -> Result<Account, ActionError> {
    let mut blocked = sign_in_tries::blocked(c, ctx.clock.now(), SLOW_AFTER)?;
    blocked.retain(|tries| tries.person_id == Some(id));
    Ok(Account {
        person: persons::find(c, id)?,
        posts: posts::of_person(c, id)?,
        units: units::all(c)?,
        blocked,
        consent: link_consent(ctx, c, id)?,
        today: ctx.clock.today(),
    })
}

/// Where the last request for an account stands; nothing where it was used or has run out.
fn link_consent(ctx: &Context, c: &mut DbConnection, id: PersonId) -> Result<Option<LinkConsent>, ActionError> {
    let Some(request) = approvals::last_of(c, id)? else { return Ok(None) };
    Ok(match request.decided_at {
        None => match administrators::absence(c, ctx.clock.today(), Role::Secadmin, id)? {
            Some(why) => Some(LinkConsent::NobodyThere(why)),
            None => Some(LinkConsent::Waits),
        },
        Some(_) if request.used_at.is_some() => None,
        Some(_) if !request.agreed => Some(LinkConsent::Refused),
        Some(_) => consent_is_good(ctx, &request).then_some(LinkConsent::Good),
    })
}

/// A request that waits for the security administrator.
#[derive(Debug)]
pub struct WaitingLink {
    /// The request.
    pub request: LinkRequest,
    /// The account's owner.
    pub owner: Person,
    /// The owner's posts, those that wait too.
    pub posts: Vec<ListedPost>,
    /// Who asks.
    pub requested_by: String,
}

/// So many requests are shown at most.
const SHOWN: i64 = 50;

/// What waits for the security administrator, the oldest first, and how many there are.
pub fn waiting_links(ctx: &Context, c: &mut DbConnection) -> Result<(Vec<WaitingLink>, i64), ActionError> {
    let today = ctx.clock.today();
    let waiting = approvals::waiting(c, SHOWN)?;
    let ids: Vec<PersonId> = waiting.iter().map(|(request, _)| request.person_id).collect();
    let mut posts = grouped(directory::posts_of(c, today, &ids)?, |post| post.person_id);
    let mut shown = Vec::with_capacity(waiting.len());
    for (request, owner) in waiting {
        let posts = posts.remove(&request.person_id).unwrap_or_default();
        let requested_by = persons::find(c, request.requested_by)?.name;
        shown.push(WaitingLink { request, owner, posts, requested_by });
    }
    Ok((shown, approvals::count_waiting(c)?))
}
