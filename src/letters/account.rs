//! What was done to somebody's account: a one-time link was made for it, its password or its address was changed. There is no such link
//! in it. And what waits for the consent of a security administrator.

use std::fmt::Display;

use super::former_address::former_address;
use super::letter::Draft;
use super::links;
use super::wording::{NAME_CHARS, Wording, cut};
use crate::actions::ActionError;
use crate::clock;
use crate::db::DbConnection;
use crate::db::audit::Entry;
use crate::db::mail::outbox::Mail;
use crate::db::people::{link_requests, persons};
use crate::domain::person::ActorKind;
use crate::domain::trail::{On, Verb};

/// Whether a row of the trail is about the account of a mail's reader.
pub(super) fn is_of_reader(mail: &Mail, row: &Entry) -> bool {
    row.on() == On::Person(mail.person_id)
}

/// A one-time link that waits for consent.
pub(super) struct Waiting {
    /// The row of the trail that asks for it.
    row: Entry,
    /// Whose account it is.
    owner: String,
}

/// What waits for the consent that a row of the trail asks for; `None` where it was decided since.
pub(super) fn waiting(c: &mut DbConnection, row: Entry) -> Result<Option<Waiting>, ActionError> {
    let On::Person(person_id) = row.on() else { return Ok(None) };
    let waits = link_requests::last_of(c, person_id)?.is_some_and(|last| last.decided_at.is_none());
    if !waits {
        return Ok(None);
    }
    Ok(Some(Waiting { owner: persons::find(c, person_id)?.name, row }))
}

/// The letter about what waits.
pub(super) fn waiting_draft(wording: &Wording, Waiting { row, owner }: &Waiting) -> Draft {
    let (t, who, owner) = (wording.t, who(wording, row), cut(owner, NAME_CHARS));
    let gaps: [(&str, &dyn Display); 3] = [("owner", &owner), ("who", &who), ("at", &at(row))];
    Draft {
        subject: t.fill("mail.consent_subject", &gaps),
        opening: t.fill("mail.consent_opening", &gaps),
        advice: vec![t.get("mail.consent_advice").to_owned()],
        advice_title: Some(t.get("mail.account_how").to_owned()),
        link: links::policy(wording),
        ..Draft::default()
    }
}

/// The letter about a row of the trail.
pub(super) fn draft(wording: &Wording, row: &Entry) -> Draft {
    let (t, who, verb) = (wording.t, who(wording, row), wording.t.word("verb", row.verb.as_str()));
    let former = former_address(row);
    let address = cut(former.as_deref().unwrap_or_default(), NAME_CHARS);
    let gaps: [(&str, &dyn Display); 4] = [("verb", &verb), ("who", &who), ("at", &at(row)), ("address", &address)];
    let (subject, opening) = match row.verb {
        _ if former.is_some() => ("mail.address_subject", "mail.address_opening"),
        Verb::ChangePassword => ("mail.account_subject", "mail.account_own"),
        _ => ("mail.account_subject", "mail.account_opening"),
    };
    Draft {
        subject: t.fill(subject, &gaps),
        opening: t.fill(opening, &gaps),
        advice: vec![t.get("mail.account_advice").to_owned()],
        advice_title: Some(t.get("mail.account_how").to_owned()),
        link: links::account(wording),
        ..Draft::default()
    }
}

/// Whoever did what a row tells of, as it was called then.
fn who(wording: &Wording, row: &Entry) -> String {
    match row.actor_kind {
        ActorKind::Person => cut(&row.actor, NAME_CHARS),
        kind => wording.t.word("actor", kind.as_str()),
    }
}

/// When that was, on the wall.
fn at(row: &Entry) -> String {
    clock::to_the_minute(row.at)
}
