//! Puts mails together from the rows as they are: one composer a run of a courier. What does not change within seconds is
//! kept for some; what mails are about is read when they are about to leave, for those that leave at once together.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::account;
use super::compose::{Composed, House, Reader, Readiness, Told, freeze, letter};
use super::lot::{Lot, Ways};
use super::matter::{happening, matters};
use super::wording::Wording;
use crate::actions::{ActionError, Claim, Context};
use crate::clock;
use crate::db::DbConnection;
use crate::db::mail::outbox::Mail;
use crate::db::obligation::tally::Within;
use crate::db::obligation::ties;
use crate::db::people::persons;
use crate::db::people::units::{self, Unit};
use crate::domain::bundle::MailKind;
use crate::domain::id::UnitId;
use crate::domain::mail::{MailEnd, MailKey, MailState};
use crate::domain::person::Role;
use crate::domain::plan::choice::Plans;
use crate::domain::trail::Verb;
use crate::mail::Letter;
use crate::views::{self, Brief, Sight};

/// How long the calendar, the coordinators and the names of units are taken as they were read.
const KEPT: Duration = Duration::from_secs(3);

/// How long a brief is: all leaders get the same, and it is counted from the whole plan.
const BRIEF_KEPT: Duration = Duration::from_millis(500);

/// What is left to do of a mail that was looked at with others: nothing is asked of the database any more.
pub type Later<'a> = Box<dyn FnOnce() -> Result<Readiness, ActionError> + Send + 'a>;

/// Puts letters together for all lines of a run at once.
pub trait Composing: Sync {
    /// What is to be done with a claimed mail.
    ///
    /// # Errors
    /// A database that does not answer; a row that cannot be read as a letter.
    fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError>;

    /// The same for several that are to leave at once, in their order: what is to be read for them is read together.
    ///
    /// # Errors
    /// One mail that cannot be read is enough: then each has to be asked about by itself.
    fn look_ahead<'a>(&'a self, claims: &[Arc<Claim>]) -> Result<Vec<Later<'a>>, ActionError> {
        let one = |claim: &Arc<Claim>| -> Later<'a> {
            let claim = Arc::clone(claim);
            Box::new(move || self.readiness(&claim))
        };
        Ok(claims.iter().map(one).collect())
    }
}

impl Composing for Composer {
    fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        Composer::readiness(self, claim)
    }

    fn look_ahead<'a>(&'a self, claims: &[Arc<Claim>]) -> Result<Vec<Later<'a>>, ActionError> {
        let claimed: Vec<&Claim> = claims.iter().map(Arc::as_ref).collect();
        let looked = self.look(&claimed)?.into_iter().zip(claims);
        let later = |(looked, claim): (Looked, &Arc<Claim>)| -> Later<'a> {
            let claim = Arc::clone(claim);
            Box::new(move || self.finish(&claim, looked))
        };
        Ok(looked.map(later).collect())
    }
}

/// Puts mails together; any number of threads may ask at once.
pub struct Composer {
    ctx: Context,
    known: Mutex<Option<Arc<Known>>>,
    brief: Mutex<Briefs>,
}

/// What is kept.
struct Known {
    since: Duration,
    house: House,
    units: HashMap<UnitId, Unit>,
}

/// The brief of a unit, or of everything, and when it was read.
type Briefs = HashMap<Option<UnitId>, (Duration, Arc<Brief>)>;

/// What was read for a claimed mail.
enum Looked {
    /// The bytes that were frozen before, with the address and what there is to say today.
    Open { to: String, found: Box<Found>, frozen: Option<String> },
    /// Why it is not to be sent.
    Closed(String),
}

/// What was read for a mail.
struct Found {
    known: Arc<Known>,
    reader: Reader,
    told: Told,
}

impl Composer {
    /// One that has read nothing yet.
    pub fn new(ctx: &Context) -> Self {
        Self { ctx: ctx.clone(), known: Mutex::default(), brief: Mutex::default() }
    }

    /// Looks again whether a claimed mail is to be sent, and puts it together where its bytes are not frozen yet.
    pub fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        let looked = self.look(&[claim])?.pop().ok_or(ActionError::NotFound)?;
        self.finish(claim, looked)
    }

    /// Reads what there is to know of some claimed mails, in their order.
    fn look(&self, claims: &[&Claim]) -> Result<Vec<Looked>, ActionError> {
        let mails: Vec<&Mail> = claims.iter().map(|claim| &claim.mail).collect();
        self.ctx.db.read(|c| {
            c.plan_once()?;
            let mut lot = Lot::read(c, &mails)?;
            let mut ways = Ways::read(c, &mails, &lot, self.ctx.clock.today())?;
            let look = |mail: &&Mail| {
                Ok(match ways.address(mail, &lot)? {
                    Ok(to) => {
                        let frozen = ways.frozen(mail);
                        Looked::Open { to, found: Box::new(self.found(c, mail, &mut lot)?), frozen }
                    }
                    Err(reason) => Looked::Closed(reason),
                })
            };
            mails.iter().map(look).collect()
        })
    }

    /// Puts together what has been read.
    fn finish(&self, claim: &Claim, looked: Looked) -> Result<Readiness, ActionError> {
        let mail = &claim.mail;
        let (to, found, frozen) = match looked {
            Looked::Open { to, found, frozen } => (to, found, frozen),
            Looked::Closed(reason) => return Ok(Readiness::Drop(MailState::Suppressed, reason)),
        };
        if let Told::Nothing(state, end) = found.told {
            return Ok(match claim.in_doubt {
                true => Readiness::Drop(MailState::Failed, MailEnd::Uncertain.with(end)),
                false => Readiness::Drop(state, end.to_string()),
            });
        }
        if let Some(raw) = frozen {
            return Ok(Readiness::Send { to, raw: raw.into(), fresh: None });
        }
        Ok(match self.letter(mail, &found)? {
            Composed::Letter(composition) => freeze(&self.ctx, mail, to, *composition)?,
            Composed::Nothing(state, end) => Readiness::Drop(state, end.to_string()),
        })
    }

    /// What a mail says today, whatever has been decided about its reader.
    pub fn compose(&self, c: &mut DbConnection, mail: &Mail) -> Result<Composed, ActionError> {
        let mut lot = Lot::read(c, &[mail])?;
        let found = self.found(c, mail, &mut lot)?;
        self.letter(mail, &found)
    }

    fn letter(&self, mail: &Mail, found: &Found) -> Result<Composed, ActionError> {
        letter(&self.ctx, &found.known.house, mail, &found.reader, &found.told)
    }

    fn found(&self, c: &mut DbConnection, mail: &Mail, lot: &mut Lot) -> Result<Found, ActionError> {
        let person = lot.reader(mail)?.clone();
        let known = self.known(c)?;
        let unit = match known.units.get(&mail.unit_id) {
            Some(unit) => unit.clone(),
            None => units::find(c, mail.unit_id)?,
        };
        let told = self.told(c, mail, lot, &known.house)?;
        Ok(Found { known, reader: Reader { person, unit }, told })
    }

    fn told(&self, c: &mut DbConnection, mail: &Mail, lot: &mut Lot, house: &House) -> Result<Told, ActionError> {
        let sight = &house.wording.sight;
        let done = || Told::Nothing(MailState::Cancelled, MailEnd::DoneBefore);
        Ok(match (mail.kind, mail.key.parse()) {
            (MailKind::Digest, Ok(MailKey::Digest { week, again, .. })) => {
                let brief = self.brief(c, brief_of(house, mail), sight)?;
                match brief.is_empty() {
                    true => Told::Nothing(MailState::Suppressed, MailEnd::NothingToTell),
                    false => Told::Brief(brief, week, again.is_some()),
                }
            }
            (MailKind::Event, Ok(MailKey::Event { audit, .. })) => {
                let row = lot.event(audit)?;
                match row.verb {
                    _ if account::is_of_reader(mail, &row) => Told::Account(Box::new(row)),
                    Verb::RequestLink => {
                        account::waiting(c, row)?.map_or_else(done, |waiting| Told::Consent(Box::new(waiting)))
                    }
                    _ => happening(c, mail, row, (lot, sight))?.map_or_else(done, |found| Told::Event(Box::new(found))),
                }
            }
            (MailKind::Digest | MailKind::Event, _) => unreadable(mail),
            // Never claimed; whoever looks at it sees that there is nothing that this version could say.
            (MailKind::Unknown(_), _) => Told::Nothing(MailState::Failed, MailEnd::NotComposed),
            (MailKind::Monthly | MailKind::Overdue | MailKind::Reminder, _) => {
                let matters = matters(c, mail, lot, sight)?;
                if matters.is_empty() { done() } else { Told::Day(matters) }
            }
        })
    }

    /// What is kept, read anew after some seconds or on another date.
    fn known(&self, c: &mut DbConnection) -> Result<Arc<Known>, ActionError> {
        let (now, today) = (clock::monotonic(), self.ctx.clock.today());
        let mut kept = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh =
            |known: &&Arc<Known>| now.saturating_sub(known.since) < KEPT && known.house.wording.sight.today == today;
        if let Some(known) = kept.as_ref().filter(is_fresh) {
            return Ok(Arc::clone(known));
        }
        let known = Arc::new(Known::read(&self.ctx, c, now).map_err(shared)?);
        *kept = Some(Arc::clone(&known));
        Ok(known)
    }

    fn brief(&self, c: &mut DbConnection, of: Option<UnitId>, sight: &Sight) -> Result<Arc<Brief>, ActionError> {
        let now = clock::monotonic();
        let mut kept = self.brief.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh = |(since, brief): &&(Duration, Arc<Brief>)| {
            now.saturating_sub(*since) < BRIEF_KEPT && brief.today == sight.today
        };
        if let Some((_, brief)) = kept.get(&of).filter(is_fresh) {
            return Ok(Arc::clone(brief));
        }
        let brief =
            Arc::new(views::brief(&self.ctx, c, Within { plans: Plans::All, unit_id: of }, sight).map_err(shared)?);
        kept.insert(of, (now, Arc::clone(&brief)));
        Ok(brief)
    }
}

/// Its key alone says which week or which act it tells of: where that cannot be read there is nothing to put together.
fn unreadable(mail: &Mail) -> Told {
    tracing::error!(mail = %mail.id, kind = %mail.kind, key = %mail.key, "the key of a mail cannot be read");
    Told::Nothing(MailState::Failed, MailEnd::NotComposed)
}

/// What all mails have in common and cannot be read is no mail's own fault.
fn shared(error: ActionError) -> ActionError {
    match error {
        ActionError::Failed(_) | ActionError::NotFound => {
            tracing::error!(?error, "what every mail needs could not be read");
            ActionError::Unavailable
        }
        other => other,
    }
}

impl Known {
    fn read(ctx: &Context, c: &mut DbConnection, since: Duration) -> Result<Self, ActionError> {
        let wording = Wording::new(ctx, Sight::load(ctx, c)?);
        let units: HashMap<UnitId, Unit> = units::all(c)?.into_iter().map(|unit| (unit.id, unit)).collect();
        let coordinating = ties::office(c)?.coordinating;
        let whom = [Role::Coordinator, Role::Secadmin];
        let all = persons::contacts_as(c, wording.sight.today, &whom, None)?;
        let (secadmins, coordinators): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.role == Role::Secadmin);
        let office = coordinators.into_iter().filter(|one| Some(one.unit_id) == coordinating).collect();
        let office_unit = coordinating.and_then(|unit| units.get(&unit)).cloned();
        Ok(Self { since, house: House { wording, office, secadmins, office_unit }, units })
    }
}

/// Of which unit the reader's brief is: `None` where that unit runs the plan, and the brief is that of all.
fn brief_of(house: &House, mail: &Mail) -> Option<UnitId> {
    let office = house.office_unit.as_ref().map(|unit| unit.id);
    Some(mail.unit_id).filter(|unit_id| office != Some(*unit_id))
}

/// A mail as it would be sent now; `None` where there is nothing left to say.
pub(super) fn preview(ctx: &Context, c: &mut DbConnection, mail: &Mail) -> Result<Option<Letter>, ActionError> {
    Ok(match Composer::new(ctx).compose(c, mail)? {
        Composed::Letter(composition) => Some(composition.letter),
        Composed::Nothing(..) => None,
    })
}
