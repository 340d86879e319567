//! What was done to somebody's account: a one-time link was made for it, its password was changed. There is no such link in it.

use super::letter::Draft;
use super::links;
use super::wording::{NAME_CHARS, Wording, cut};
use crate::clock;
use crate::db::audit::Entry;
use crate::db::mail::outbox::Mail;
use crate::domain::person::ActorKind;
use crate::domain::trail::{On, Verb};

/// Whether a row of the trail is about the account of a mail's reader.
pub(super) fn is_of_reader(mail: &Mail, row: &Entry) -> bool {
    row.on() == On::Person(mail.person_id)
}

/// The letter about a row of the trail.
pub(super) fn draft(wording: &Wording, row: &Entry) -> Draft {
    let t = wording.t;
    let who = match row.actor_kind {
        ActorKind::Person => cut(&row.actor, NAME_CHARS),
        kind => t.word("actor", kind.as_str()),
    };
    let (verb, at) = (t.word("verb", row.verb.as_str()), clock::to_local(row.at).format("%Y-%m-%d %H:%M"));
    let gaps: [(&str, &dyn std::fmt::Display); 3] = [("verb", &verb), ("who", &who), ("at", &at)];
    let opening = if row.verb == Verb::ChangePassword { "mail.account_own" } else { "mail.account_opening" };
    Draft {
        subject: t.fill("mail.account_subject", &gaps),
        opening: t.fill(opening, &gaps),
        advice: vec![t.get("mail.account_advice").to_owned()],
        link: links::account(wording),
        ..Draft::default()
    }
}
