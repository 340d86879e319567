//! What was done to somebody's account: a one-time link was made for it, its password or its address was changed. There is no such link
//! in it. And what waits for the consent of a security administrator.

use std::fmt::Display;

use serde_json::Value;

use super::former_address::former_address;
use super::letter::Draft;
use super::links;
use super::wording::{NAME_CHARS, Wording, cut};
use crate::actions::ActionError;
use crate::clock;
use crate::db::DbConnection;
use crate::db::audit::Entry;
use crate::db::mail::outbox::Mail;
use crate::db::people::approvals;
use crate::db::people::persons::{self, Contact, Person};
use crate::domain::person::ActorKind;
use crate::domain::trail::{On, Verb};

/// So many security administrators are named.
const SECADMINS: usize = 3;

/// Whether a row of the trail is about the account of a mail's reader.
pub(super) fn is_of_reader(mail: &Mail, row: &Entry) -> bool {
    row.on() == On::Person(mail.person_id)
}

/// A one-time link that waits for consent.
pub(super) struct Waiting {
    /// The row of the trail that asks for it.
    row: Entry,
    /// Whose account it is.
    owner: Person,
}

/// What waits for the consent that a row of the trail asks for; `None` where it was decided since.
pub(super) fn waiting(c: &mut DbConnection, row: Entry) -> Result<Option<Waiting>, ActionError> {
    let On::Person(person_id) = row.on() else { return Ok(None) };
    let waits = approvals::last_of(c, person_id)?.is_some_and(|last| last.decided_at.is_none());
    if !waits {
        return Ok(None);
    }
    Ok(Some(Waiting { owner: persons::find(c, person_id)?, row }))
}

/// The letter about what waits.
pub(super) fn waiting_draft(wording: &Wording, Waiting { row, owner }: &Waiting) -> Draft {
    let (t, who, name) = (wording.t, who(wording, row), cut(&owner.name, NAME_CHARS));
    let phone = owner.phone.as_deref().map(|phone| cut(phone, NAME_CHARS));
    let phone = phone.unwrap_or_else(|| t.get("mail.consent_no_phone").to_owned());
    let gaps: [(&str, &dyn Display); 4] = [("owner", &name), ("who", &who), ("at", &at(row)), ("phone", &phone)];
    Draft {
        subject: t.fill("mail.consent_subject", &gaps),
        opening: t.fill("mail.consent_opening", &gaps),
        advice: vec![t.fill("mail.consent_phone", &gaps), t.get("mail.consent_advice").to_owned()],
        advice_title: Some(t.get("mail.account_how").to_owned()),
        link: links::policy(wording),
        ..Draft::default()
    }
}

/// The letter about a row of the trail.
pub(super) fn draft(wording: &Wording, row: &Entry, secadmins: &[Contact]) -> Draft {
    let (t, who, verb) = (wording.t, who(wording, row), wording.t.word("verb", row.verb.as_str()));
    let former = former_address(row);
    let address = cut(former.as_deref().unwrap_or_default(), NAME_CHARS);
    let post = given_post(wording, row);
    let gaps: [(&str, &dyn Display); 5] =
        [("verb", &verb), ("who", &who), ("at", &at(row)), ("address", &address), ("post", &post.name)];
    let (subject, opening) = match row.verb {
        _ if former.is_some() => ("mail.address_subject", "mail.address_opening"),
        Verb::ChangePassword => ("mail.account_subject", "mail.account_own"),
        Verb::AddPost | Verb::AddPerson => ("mail.post_subject", post.opening),
        _ => ("mail.account_subject", "mail.account_opening"),
    };
    let mut advice = vec![t.get("mail.account_advice").to_owned()];
    if !secadmins.is_empty() {
        let all: Vec<String> = secadmins.iter().take(SECADMINS).map(|contact| wording.contact(contact)).collect();
        advice.push(t.fill("mail.account_secadmins", &[("who", &all.join(t.list_mark()))]));
    }
    Draft {
        subject: t.fill(subject, &gaps),
        opening: t.fill(opening, &gaps),
        advice,
        advice_title: Some(t.get("mail.account_how").to_owned()),
        link: links::account(wording),
        ..Draft::default()
    }
}

/// A post that somebody was given, as the letter says it.
struct GivenPost {
    name: String,
    opening: &'static str,
}

/// The post that a row of the trail tells of, and what comes with it: consent first, or none who could give it, or a link by hand.
fn given_post(wording: &Wording, row: &Entry) -> GivenPost {
    let detail = serde_json::from_str::<Value>(&row.detail).unwrap_or_default();
    let text = |key: &str| detail.get(key).and_then(Value::as_str).unwrap_or_default();
    let opening = match text("consent") {
        "waits" => "mail.post_waits",
        "nobody" => "mail.post_nobody",
        _ => "mail.post_given",
    };
    let role = wording.t.word("role", text("role"));
    GivenPost { name: format!("{} {role}", cut(text("unit"), NAME_CHARS)), opening }
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
