//! From a row of the outbox to a letter, and whether it is still to be sent.

use super::letter::{Draft, Parties, draw};
use super::matter::{Matters, matters};
use super::wording::Wording;
use super::{day, digest, event};
use crate::actions::{ActionError, Claim, Context};
use crate::db::audit::{self, Entry};
use crate::db::outbox::{self, Carried, Frozen, Mail};
use crate::db::{DbConnection, obligations, people, suspended, units};
use crate::domain::bundle::MailKind;
use crate::domain::mail::{MailEnd, MailState};
use crate::domain::period::Week;
use crate::domain::person::Role;
use crate::mail::{self, Envelope, Letter};
use crate::views::{self, Sight};

/// A letter with what goes on its envelope.
pub struct Composition {
    /// What it says.
    pub letter: Letter,
    /// The reader's name.
    pub to_name: String,
    /// A coordinator's address, for answers.
    pub reply_to: Option<String>,
    /// The obligation, where it is about one alone.
    pub obligation: Option<i64>,
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
        raw: String,
        /// What is to be frozen first, at the first attempt.
        fresh: Option<Frozen>,
    },
    /// Do not.
    Drop(MailState, String),
}

/// Looks again whether a claimed mail is to be sent, and puts it together where its bytes are not frozen yet.
///
/// # Errors
/// A database that does not answer.
pub(super) fn readiness(ctx: &Context, claim: &Claim) -> Result<Readiness, ActionError> {
    let mail = &claim.mail;
    ctx.db.read(|c| {
        let address = match address(c, mail)? {
            Ok(address) => address,
            Err(reason) => return Ok(Readiness::Drop(MailState::Suppressed, reason)),
        };
        let composition = match compose(ctx, c, mail)? {
            Composed::Letter(composition) => composition,
            Composed::Nothing(_, reason) if claim.in_doubt => {
                return Ok(Readiness::Drop(MailState::Failed, MailEnd::Uncertain.with(reason)));
            }
            Composed::Nothing(state, reason) => return Ok(Readiness::Drop(state, reason.to_string())),
        };
        if let (Some(raw), Some(to)) = (&mail.raw, &mail.to_address) {
            return Ok(Readiness::Send { to: to.clone(), raw: raw.clone(), fresh: None });
        }
        Ok(freeze(ctx, mail, address, *composition))
    })
}

fn freeze(ctx: &Context, mail: &Mail, to: String, composition: Composition) -> Readiness {
    let Composition { letter, to_name, reply_to, obligation } = composition;
    let envelope = Envelope {
        from: &ctx.settings.mail.from,
        to_name: &to_name,
        to: &to,
        reply_to: reply_to.as_deref(),
        date: ctx.clock.now(),
        message_id: &mail.message_id,
        host: ctx.settings.server.public_host(),
        obligation,
    };
    match mail::message(&letter, &envelope) {
        Err(error) => Readiness::Drop(MailState::Failed, error.to_string()),
        Ok(raw) => {
            let frozen = Frozen {
                to_address: Some(to.clone()),
                subject: Some(letter.subject),
                body_text: Some(letter.text),
                body_html: Some(letter.html),
                raw: Some(raw.clone()),
            };
            Readiness::Send { to, raw, fresh: Some(frozen) }
        }
    }
}

/// The address to write to, or why there is none.
fn address(c: &mut DbConnection, mail: &Mail) -> Result<Result<String, String>, ActionError> {
    let person = people::find(c, mail.person_id)?;
    if person.disabled_at.is_some() {
        return Ok(Err(MailEnd::PersonDisabled.to_string()));
    }
    let Some(address) = mail.to_address.clone().or(person.email) else {
        return Ok(Err(MailEnd::NoAddress.to_string()));
    };
    let suspended = suspended::reason(c, &address)?;
    Ok(suspended.map_or(Ok(address), |reason| Err(MailEnd::AddressSuspended.with(reason))))
}

/// A mail as it would be sent now, whatever has been decided about its reader.
///
/// # Errors
/// A database that does not answer.
pub fn preview(ctx: &Context, c: &mut DbConnection, mail: &Mail) -> Result<Option<Letter>, ActionError> {
    Ok(match compose(ctx, c, mail)? {
        Composed::Letter(composition) => Some(composition.letter),
        Composed::Nothing(..) => None,
    })
}

/// What a mail says today.
///
/// # Errors
/// A database that does not answer.
pub fn compose(ctx: &Context, c: &mut DbConnection, mail: &Mail) -> Result<Composed, ActionError> {
    let wording = Wording::new(ctx, Sight::load(ctx, c)?);
    let carried = outbox::carried(c, mail.id)?;
    let (draft, obligation) = match mail.kind {
        MailKind::Digest => {
            let brief = views::brief(ctx, c)?;
            if brief.is_empty() {
                return Ok(Composed::Nothing(MailState::Suppressed, MailEnd::NothingToTell));
            }
            (digest::draft(&wording, &brief, week(mail, &brief)), None)
        }
        MailKind::Event => match event_draft(c, mail, &carried, &wording)? {
            Some(draft) => draft,
            None => return Ok(nothing_left()),
        },
        MailKind::Monthly | MailKind::Overdue | MailKind::Reminder => {
            let matters = matters(c, &carried, &wording.sight)?;
            if matters.is_empty() {
                return Ok(nothing_left());
            }
            (day::draft(&wording, &matters, mail.role), matters.only())
        }
    };
    addressed(ctx, c, mail, &wording, (&draft, obligation))
}

fn nothing_left() -> Composed {
    Composed::Nothing(MailState::Cancelled, MailEnd::DoneBefore)
}

/// The letter with its reader, and the coordinators to turn to.
fn addressed(
    ctx: &Context,
    c: &mut DbConnection,
    mail: &Mail,
    wording: &Wording,
    (draft, obligation): (&Draft, Option<i64>),
) -> Result<Composed, ActionError> {
    let coordinating = obligations::office(c)?.coordinating;
    let mut office = people::contacts_as(c, wording.sight.today, &[Role::Coordinator])?;
    office.retain(|contact| contact.unit_id == coordinating);
    let all = units::all(c)?;
    let unit = all.iter().find(|unit| unit.id == mail.unit_id).ok_or(ActionError::NotFound)?;
    let office_unit = all.iter().find(|unit| unit.id == coordinating);
    let person = people::find(c, mail.person_id)?;
    let parties = Parties { person: &person, unit, role: mail.role, office: &office, office_unit };
    let letter = draw(ctx, wording, &parties, draft)?;
    let reply_to = office.into_iter().find_map(|contact| contact.email);
    Ok(Composed::Letter(Box::new(Composition { letter, to_name: person.name, reply_to, obligation })))
}

/// The week of the key `digest/3/2024-W26`; the present one where it cannot be read.
fn week(mail: &Mail, brief: &views::Brief) -> Week {
    let named = mail.key.rsplit('/').next().and_then(|week| week.parse().ok());
    named.unwrap_or_else(|| Week::of(brief.today))
}

type Drafted = (Draft, Option<i64>);

/// The letter about what somebody did, while it is the unit's turn.
fn event_draft(
    c: &mut DbConnection,
    mail: &Mail,
    carried: &[Carried],
    wording: &Wording,
) -> Result<Option<Drafted>, ActionError> {
    let Some(row) = cause(c, mail)? else { return Ok(None) };
    let Some(id) = Some(row.object_id).filter(|_| row.object == "obligation") else { return Ok(None) };
    let subject = format!("obligation/{id}");
    let due_rev = match carried.iter().find(|notice| notice.subject == subject) {
        Some(notice) => notice.due_rev,
        None => obligations::find(c, id)?.due_rev,
    };
    let about = Carried {
        plan_id: 0,
        subject,
        obligation_id: Some(id),
        due_rev,
        rung: String::new(),
        unit_id: mail.unit_id,
        role: mail.role,
    };
    let Matters { late, due, .. } = matters(c, &[about], &wording.sight)?;
    let matter = late.into_iter().chain(due).next();
    Ok(matter.map(|matter| (event::draft(wording, &matter, &row), Some(id))))
}

/// The row of the trail of the key `event/12/3`.
fn cause(c: &mut DbConnection, mail: &Mail) -> Result<Option<Entry>, ActionError> {
    let id = mail.key.split('/').nth(1).and_then(|id| id.parse().ok());
    Ok(id.map(|id| audit::find(c, id)).transpose()?)
}
