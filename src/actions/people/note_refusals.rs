//! What was refused stands in the trail: one row an hour for all of one kind, with how often it was. Nothing of it was done.

use std::fmt::Write as _;

use chrono::NaiveDateTime;
use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, also};
use crate::db::people::refusals;
use crate::domain::id::PersonId;
use crate::domain::source::Asked;
use crate::domain::trail::{On, RefusalReason, Verb};

/// What refusals that are counted together have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RefusalKind {
    /// In which hour, by the wall.
    pub hour: NaiveDateTime,
    /// Who; `None` for whoever is not signed in.
    pub person: Option<PersonId>,
    /// From where and how; `None` where too many sources ask to be told apart.
    pub asked: Option<Asked>,
    /// What was asked for, with gaps for keys but where each object is counted by itself: `POST /obligations/{id}/return`.
    pub wish: String,
    /// Why it was refused.
    pub reason: RefusalReason,
    /// Whose account was tried, where it was locked.
    pub account: Option<PersonId>,
}

/// Refusals of one kind that wait to be written down.
#[derive(Debug, Clone)]
pub struct Refusals {
    /// Which.
    pub kind: RefusalKind,
    /// Who asked.
    pub actor: Actor,
    /// The address that was asked first, without anything secret in it.
    pub address: String,
    /// The status that was answered.
    pub status: u16,
    /// How many.
    pub times: i64,
    /// When the last of them was, in UTC.
    pub last_at: NaiveDateTime,
}

/// Writes refusals down: each in its own hour, however late.
pub fn note_refusals(ctx: &Context, all: &[Refusals]) -> Result<(), ActionError> {
    ctx.write(&Actor::Visitor, |tx| {
        for one in all {
            let key = key(&one.kind);
            if refusals::count(tx.c, &key, one.times, one.last_at)?.is_some() {
                continue;
            }
            let detail = json!({
                "wish": one.kind.wish, "address": one.address, "status": one.status, "why": one.kind.reason,
            });
            let detail = also(detail, "account", one.kind.account.map(PersonId::get));
            let mut own = tx.by(&one.actor, one.kind.asked);
            let entry = own.record(&Trace { detail, ..Trace::new(Verb::Refuse, On::Request) })?;
            refusals::stand_for(tx.c, &key, entry)?;
        }
        Ok(())
    })
}

/// By what refusals of one kind in one hour are known.
fn key(kind: &RefusalKind) -> String {
    let mut key = kind.hour.format("%Y-%m-%dT%H").to_string();
    // Writing to a text cannot fail.
    let _ = match kind.person {
        Some(person) => write!(key, " {person}"),
        None => write!(key, " -"),
    };
    let _ = match kind.asked {
        Some(asked) => write!(key, " {}", asked.source),
        None => write!(key, " -"),
    };
    if let Some(account) = kind.account {
        let _ = write!(key, " account {account}");
    }
    key + " " + kind.reason.as_str() + " " + &kind.wish
}
