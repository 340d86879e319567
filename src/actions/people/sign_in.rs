//! Signing in: an address and a password become a session. In two steps, with the hashing in between: a try is counted
//! as a failure before its password is looked at, and what was right is forgiven afterwards.
//!
//! Five failures from one place lock the account there; from everywhere together they only make strange places wait.
//! Unknown addresses are counted like known ones, so that nobody can ask which exist.

use chrono::{NaiveDateTime, TimeDelta};
use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, also};
use crate::auth::secret;
use crate::clock;
use crate::db::people::known_places;
use crate::db::people::persons::{self, Person};
use crate::db::people::sessions::{self, Session};
use crate::db::people::sign_in_tries::{self, ANYWHERE};
use crate::db::{DbConnection, DbResult};
use crate::domain::browser::Browser;
use crate::domain::id::{PersonId, SessionId};
use crate::domain::person::Role;
use crate::domain::source::Asked;
use crate::domain::trail::{On, Verb};
use crate::domain::tries::{Lock, Queued};
use crate::domain::typed::{EmailAddress, as_compared};
use crate::strings::Message;

/// Who tries: from where, and in which browser.
#[derive(Debug, Clone)]
pub struct Caller {
    from: Asked,
    source: String,
    browser: Option<String>,
    named: Option<Browser>,
}

impl Caller {
    /// A source, and the token that the browser keeps where it is one.
    pub fn new(from: Asked, browser_token: Option<&str>) -> Self {
        let browser = browser_token.map(|token| format!("browser {}", secret::hash_of(token)));
        Self { from, source: from.source.to_string(), browser, named: None }
    }

    /// The same in a browser of that name.
    #[must_use]
    pub fn named(self, named: Option<Browser>) -> Self {
        Self { named, ..self }
    }

    fn places(&self) -> impl Iterator<Item = &str> {
        self.browser.as_deref().into_iter().chain([self.source.as_str()])
    }

    /// Where the failures are counted, and whether the person has signed in there before. A browser that is known is a
    /// place of its own: what its neighbours at the same address do does not lock it.
    fn place(&self, c: &mut DbConnection, person: Option<&Person>) -> DbResult<(&str, bool)> {
        let Some(person) = person else { return Ok((&self.source, false)) };
        let known = known_places::known(c, person.id, &self.places().collect::<Vec<_>>())?;
        let browser = self.browser.as_deref().filter(|browser| known.iter().any(|place| place == browser));
        Ok((browser.unwrap_or(&self.source), !known.is_empty()))
    }

    /// From where and how, for the trail.
    pub(super) fn asked(&self) -> Asked {
        self.from
    }

    /// Remembers that the person was here.
    pub(super) fn become_known(&self, tx: &mut Tx<'_>, person_id: PersonId) -> Result<(), ActionError> {
        for place in self.places() {
            known_places::remember(tx.c, person_id, place, tx.now)?;
        }
        Ok(())
    }
}

/// So much of an address that nobody has stands in the trail: it may be anything.
const TYPED_CHARS: usize = 100;

/// A try that was counted and whose password may be looked at.
pub struct Tried {
    account: String,
    /// The address as it was typed, where it is one: a password that got into the wrong field is kept nowhere.
    typed: Option<EmailAddress>,
    person: Option<Person>,
    caller: Caller,
    place: String,
    failures: i32,
    locks: bool,
}

impl Tried {
    /// What the password is compared with; `None` where nothing is right.
    pub fn password_hash(&self) -> Option<String> {
        self.person.as_ref()?.password_hash.clone()
    }
}

/// Under which name the tries at an address are counted: one, however the address is written.
pub(super) fn account_of(email: &str) -> String {
    secret::hash_of(as_compared(email).unwrap_or_else(|| email.trim().to_lowercase()))
}

/// Counts a try, or says until when none is looked at.
///
/// # Errors
/// [`ActionError::Invalid`]: locked for that place; [`ActionError::Wait`]: too many failures from everywhere, and when its
/// turn comes.
pub fn begin_sign_in(ctx: &Context, email: &str, caller: &Caller) -> Result<Tried, ActionError> {
    let account = account_of(email);
    // The turn that was given is kept although the answer is a refusal: the step itself succeeds.
    ctx.write(&Actor::Visitor, |tx| {
        let person = persons::by_email(tx.c, email.trim())?;
        let (place, known) = caller.place(tx.c, person.as_ref())?;
        let place = place.to_owned();
        let person_id = person.as_ref().map(|person| person.id);
        let here = sign_in_tries::lock(tx.c, &account, &place, person_id, tx.now)?;
        let here = here.from_one_place(tx.now, lock(ctx)).map_err(locked)?;
        let anywhere = sign_in_tries::lock(tx.c, &account, ANYWHERE, person_id, tx.now)?;
        let turn = if known { None } else { sign_in_tries::turn(tx.c, &account, &place)? };
        let anywhere = match anywhere.from_anywhere(tx.now, known, turn) {
            Ok(anywhere) => anywhere,
            Err(Queued { turn, anywhere }) => {
                sign_in_tries::store(tx.c, &account, ANYWHERE, &anywhere)?;
                sign_in_tries::give_turn(tx.c, (&account, &place), turn, tx.now)?;
                return Ok(Err(ActionError::wait(turn - tx.now, "sign_in.slowed")));
            }
        };
        if turn.is_some() {
            sign_in_tries::take_turn(tx.c, &account, &place)?;
        }
        sign_in_tries::store(tx.c, &account, &place, &here)?;
        sign_in_tries::store(tx.c, &account, ANYWHERE, &anywhere)?;
        let (failures, locks) = (here.failures, here.blocked_until.is_some());
        let typed = EmailAddress::try_from(email.trim()).ok();
        Ok(Ok(Tried { account: account.clone(), typed, person, caller: caller.clone(), place, failures, locks }))
    })?
}

/// The mark of a caller's browser, where whoever has that address has signed in in it before; only looked up.
pub fn known_browser(ctx: &Context, email: &str, caller: &Caller) -> Result<Option<String>, ActionError> {
    let Some(browser) = caller.browser.as_deref() else { return Ok(None) };
    ctx.db.read(|c| {
        let Some(person) = persons::by_email(c, email.trim())? else { return Ok(None) };
        Ok(known_places::known(c, person.id, &[browser])?.pop())
    })
}

/// Opens a session in the person's first post, or writes down that the password was wrong.
///
/// # Errors
/// [`ActionError::Invalid`]: wrong (the same words for an unknown address), or without a post.
pub fn finish_sign_in(ctx: &Context, tried: &Tried, right: bool) -> Result<Session, ActionError> {
    // What was counted is kept although the answer is a refusal: the step itself succeeds.
    ctx.write(&Actor::Visitor, |tx| match still_right(tx, tried, right)? {
        Some(person_id) => open(ctx, tx, tried, person_id),
        None => note_failure(tx, tried).map(|()| Err(wrong(ctx))),
    })?
}

/// Forgives a try whose password was right, of somebody who is signed in already; writes down one that was wrong.
pub(super) fn forgive(ctx: &Context, tried: &Tried, right: bool) -> Result<Result<(), ActionError>, ActionError> {
    // What was counted is kept although the answer is a refusal: the step itself succeeds.
    ctx.write(&Actor::Visitor, |tx| match still_right(tx, tried, right)? {
        Some(_) => {
            sign_in_tries::forget(tx.c, &tried.account, &[&tried.place, ANYWHERE])?;
            Ok(Ok(()))
        }
        None => note_failure(tx, tried).map(|()| Err(wrong(ctx))),
    })
}

/// Whose password was right and still is: it may have been changed, or the account disabled, while it was compared.
fn still_right(tx: &mut Tx<'_>, tried: &Tried, right: bool) -> Result<Option<PersonId>, ActionError> {
    let Some(person) = tried.person.as_ref().filter(|_| right) else { return Ok(None) };
    let now = persons::hold(tx.c, person.id)?;
    let same = now.disabled_at.is_none() && now.password_hash == person.password_hash;
    Ok(same.then_some(now.id))
}

fn lock(ctx: &Context) -> Lock {
    let rules = &ctx.settings.auth;
    Lock { after: rules.lock_after_failures, lasts: TimeDelta::minutes(rules.lock_minutes) }
}

fn locked(until: NaiveDateTime) -> ActionError {
    let time = clock::to_local(until).format("%H:%M");
    ActionError::invalid("password", Message::new("sign_in.locked").with("time", time))
}

fn wrong(ctx: &Context) -> ActionError {
    let rules = &ctx.settings.auth;
    let reason = Message::new("sign_in.wrong").with("n", rules.lock_after_failures).with("minutes", rules.lock_minutes);
    ActionError::invalid("password", reason)
}

fn open(
    ctx: &Context,
    tx: &mut Tx<'_>,
    tried: &Tried,
    person_id: PersonId,
) -> Result<Result<Session, ActionError>, ActionError> {
    sign_in_tries::forget(tx.c, &tried.account, &[&tried.place, ANYWHERE])?;
    let posts = persons::posts_on(tx.c, tx.today, Some(person_id))?;
    let Some(post) = first_post(&posts) else { return Ok(Err(no_post(&posts))) };
    let (_, random) = secret::token().map_err(|_| ActionError::Unavailable)?;
    let session = Session {
        id: SessionId::stored(&random),
        person_id,
        post_id: post.id,
        created_at: tx.now,
        last_seen_at: tx.now,
        expires_at: tx.now + TimeDelta::hours(ctx.settings.auth.session_hours),
        ended_at: None,
        source: Some(tried.caller.source.clone()),
        browser: tried.caller.named.as_ref().map(Browser::to_string),
    };
    sessions::insert(tx.c, &session)?;
    tried.caller.become_known(tx, person_id)?;
    let (person, post) = (persons::find(tx.c, person_id)?, post.clone());
    let recognised = Actor::Person { person, post, posts };
    tx.by(&recognised, Some(tried.caller.from)).trace(&Trace::new(Verb::SignIn, On::Person(person_id)))?;
    Ok(Ok(session))
}

/// The post that a session begins in: the first in the order of units, and a coordinator's of a unit that coordinates nothing only
/// where there is no other.
fn first_post(posts: &[persons::Post]) -> Option<&persons::Post> {
    let idle = |post: &persons::Post| post.role == Role::Coordinator && !post.coordinating;
    posts.iter().filter(|post| post.role.is_known()).min_by_key(|post| idle(post))
}

/// Nobody signs in without a post, nor in one whose rights are not known here.
fn no_post(held: &[persons::Post]) -> ActionError {
    let reason = match held.first() {
        Some(post) => Message::new("sign_in.unknown_post").with("role", post.role),
        None => Message::new("sign_in.no_post"),
    };
    ActionError::invalid("email", reason)
}

/// Strangers cannot flood the trail: what the gate refuses and what is locked never comes here.
fn note_failure(tx: &mut Tx<'_>, tried: &Tried) -> Result<(), ActionError> {
    let verb = if tried.locks { Verb::LockAccount } else { Verb::FailSignIn };
    let on = tried.person.as_ref().map_or(On::UnknownAddress, |person| On::Person(person.id));
    let typed = tried.typed.as_ref().filter(|_| tried.person.is_none());
    let typed = typed.map(|typed| typed.as_str().chars().take(TYPED_CHARS).collect::<String>());
    let detail = also(json!({"failures": tried.failures}), "typed", typed);
    tx.by(&Actor::Visitor, Some(tried.caller.from)).trace(&Trace { detail, ..Trace::new(verb, on) })
}
