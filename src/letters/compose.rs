//! From what was read for a mail to its letter, and to the bytes of its message.

use std::sync::Arc;

use super::account::Waiting;
use super::letter::{Draft, Parties, draw};
use super::matter::{Happening, Matters};
use super::wording::{NAME_CHARS, Wording, cut};
use super::{account, day, digest, event};
use crate::actions::{ActionError, Context};
use crate::db::audit::Entry;
use crate::db::mail::mail_texts::Frozen;
use crate::db::mail::outbox::Mail;
use crate::db::people::persons::{Contact, Person};
use crate::db::people::units::Unit;
use crate::domain::id::ObligationId;
use crate::domain::mail::{MailEnd, MailState};
use crate::domain::period::Week;
use crate::mail::{self, Envelope, Letter};
use crate::views::Brief;

/// A letter with what goes on its envelope.
pub struct Composition {
    /// What it says.
    pub letter: Letter,
    /// The reader's name.
    pub to_name: String,
    /// A coordinator's address, for answers.
    pub reply_to: Option<String>,
    /// The obligation, where it is about one alone.
    pub obligation: Option<ObligationId>,
}

/// What has become of a mail's matter.
pub enum Composed {
    /// There is something to say.
    Letter(Box<Composition>),
    /// There is not: how the mail ends, and why.
    Nothing(MailState, MailEnd),
}

/// What is to be done with a claimed mail.
pub enum Readiness {
    /// Hand it over.
    Send {
        /// The address.
        to: String,
        /// The message.
        raw: Arc<str>,
        /// What is to be frozen first, at the first attempt.
        fresh: Option<Frozen>,
    },
    /// Do not.
    Drop(MailState, String),
}

/// What a mail has to say today.
pub(super) enum Told {
    /// How the plan stands, for the brief of that week; whether one of it has left before.
    Brief(Arc<Brief>, Week, bool),
    /// What somebody did.
    Event(Box<Happening>),
    /// What was done to the reader's account.
    Account(Box<Entry>),
    /// What waits for the reader's consent.
    Consent(Box<Waiting>),
    /// The day's matters.
    Day(Matters),
    /// Nothing: how the mail ends, and why.
    Nothing(MailState, MailEnd),
}

/// Who reads it, and as what.
pub(super) struct Reader {
    /// The person.
    pub person: Person,
    /// The unit of the post it is written to.
    pub unit: Unit,
}

/// What every letter of the day has: the words, and whom to turn to.
pub(super) struct House {
    /// The words.
    pub wording: Wording,
    /// The coordinators.
    pub office: Vec<Contact>,
    /// The security administrators.
    pub secadmins: Vec<Contact>,
    /// Their unit.
    pub office_unit: Option<Unit>,
}

impl House {
    /// The address to which answers go; `None` where no coordinator has one.
    pub(super) fn reply_to(&self) -> Option<&str> {
        self.office.iter().find_map(|contact| contact.email.as_deref())
    }
}

/// The letter of what there is to say.
///
/// # Errors
/// A template that cannot be drawn.
pub(super) fn letter(
    ctx: &Context,
    house: &House,
    mail: &Mail,
    reader: &Reader,
    told: &Told,
) -> Result<Composed, ActionError> {
    let (wording, answers) = (&house.wording, house.reply_to().is_some());
    let (mut draft, obligation): (Draft, Option<ObligationId>) = match told {
        Told::Nothing(state, end) => return Ok(Composed::Nothing(*state, *end)),
        Told::Brief(brief, week, again) => (digest::draft(wording, brief, (*week, *again)), None),
        Told::Event(happening) => {
            let id = happening.matter.item.row.obligation.id;
            (event::draft(wording, happening, answers), Some(id))
        }
        Told::Account(row) => (account::draft(wording, row, &house.secadmins), None),
        Told::Consent(waiting) => (account::waiting_draft(wording, waiting), None),
        Told::Day(matters) => (day::draft(wording, matters, (mail.role, mail.unit_id), answers), matters.only()),
    };
    draft.fit(wording.t);
    let parties = Parties {
        person: &reader.person,
        unit: &reader.unit,
        role: mail.role,
        office: &house.office,
        office_unit: house.office_unit.as_ref(),
    };
    let letter = draw(ctx, wording, &parties, &draft)?;
    let (to_name, reply_to) = (cut(&reader.person.name, NAME_CHARS), house.reply_to().map(str::to_owned));
    Ok(Composed::Letter(Box::new(Composition { letter, to_name, reply_to, obligation })))
}

/// The bytes of a letter's message, to be kept before they are handed over.
///
/// # Errors
/// A sender that cannot be used: no mail's fault.
pub(super) fn freeze(
    ctx: &Context,
    mail: &Mail,
    to: String,
    composition: Composition,
) -> Result<Readiness, ActionError> {
    let Composition { letter, to_name, reply_to, obligation } = composition;
    let envelope = Envelope {
        from: &ctx.settings.mail.from,
        to_name: &to_name,
        to: &to,
        reply_to: reply_to.as_deref(),
        date: ctx.clock.now(),
        message_id: &mail.message_id,
        host: &ctx.settings.server.public_host(),
        obligation,
    };
    Ok(match mail::message(&letter, &envelope) {
        Err(error) if error.is_of_the_sender() => {
            tracing::error!(%error, "mail.from cannot be used");
            return Err(ActionError::Unavailable);
        }
        Err(error) => Readiness::Drop(MailState::Failed, error.to_string()),
        Ok(raw) => {
            let raw: Arc<str> = raw.into();
            let frozen = Frozen {
                to_address: to.clone(),
                subject: letter.subject,
                body_text: letter.text,
                body_html: letter.html,
                raw: Arc::clone(&raw),
            };
            Readiness::Send { to, raw, fresh: Some(frozen) }
        }
    })
}
