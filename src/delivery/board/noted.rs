//! What an attempt says of the server, and what there is to write down of it.

use std::sync::Arc;

use chrono::NaiveDateTime;

use crate::actions::{Came, Claim, Note, What};
use crate::db::mail::outbox::Mail;
use crate::delivery::delivered::Delivered;
use crate::domain::breaker::Sign;
use crate::domain::mail::MailState;
use crate::mail::Outcome;

/// What an outcome says of the server: nothing, where this mail failed before and others have been taken since.
pub(super) fn sign(mail: &Mail, outcome: &Outcome, server_took_one_at: Option<NaiveDateTime>) -> Sign {
    let since = match outcome {
        Outcome::Refused(_) | Outcome::BadAddress(_) => mail.struck_at,
        Outcome::Unwelcome(_) => mail.struck_at.or(mail.first_tried_at),
        Outcome::Broken(_) if mail.attempts > 1 => mail.first_tried_at,
        _ => None,
    };
    let is_the_mails_own = since.zip(server_took_one_at).is_some_and(|(since, took)| took >= since);
    if is_the_mails_own { Sign::Nothing } else { outcome.sign() }
}

/// What there is to write down of an attempt, by when the server took a mail last; why it failed is said of the run.
pub(super) fn note_of(
    done: &mut Delivered,
    server_took_one_at: Option<NaiveDateTime>,
    (claim, mut came): (Arc<Claim>, Came),
) -> Note {
    if let Outcome::NoConnection(reason) = came.outcome {
        done.no_connection.get_or_insert_with(|| reason.clone());
        return Note { claim, what: What::Back { reason, steps_back: false } };
    }
    if came.outcome != Outcome::Accepted {
        tracing::warn!(mail = %claim.mail.id, outcome = ?came.outcome, "a mail did not get through");
    }
    done.last_reason = came.outcome.reason().map(str::to_owned).or(done.last_reason.take());
    came.server_took_one_at = server_took_one_at;
    Note { claim, what: What::Came(came) }
}

/// Whether what is written down of a mail may change what is to be done with others: nothing is sent to an address that is none.
pub(super) fn may_change_others(what: &What) -> bool {
    matches!(what, What::Came(Came { outcome: Outcome::BadAddress(_), .. }))
}

/// Whether a mail is counted, and as what, where that is not where it stands afterwards.
pub(super) fn counted_as(what: &What) -> Option<Option<MailState>> {
    match what {
        What::Back { .. } | What::Handing(_) => None,
        What::Came(Came { outcome: Outcome::Doubt(_), .. }) => Some(Some(MailState::Handed)),
        _ => Some(None),
    }
}
