//! What is read for several mails at once: one question each, however many mails there are. A mail by itself is a lot of one.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::former_address::former_address;
use super::room::LISTED;
use crate::actions::ActionError;
use crate::db::audit::{self, Entry};
use crate::db::mail::carried::{self, Carried, ToldAs};
use crate::db::mail::outbox::Mail;
use crate::db::mail::{mail_texts, suspended};
use crate::db::obligation::ledger::{self, Phrased};
use crate::db::people::persons::{self, Contact, Person};
use crate::db::people::posts::{self, Had};
use crate::db::{DbConnection, DbError};
use crate::domain::bundle::MailKind;
use crate::domain::grouped::grouped;
use crate::domain::id::{EntryId, MailId, ObligationId, PersonId, UnitId};
use crate::domain::mail::{MailEnd, MailKey};
use crate::domain::notice::Subject;
use crate::domain::obligation::due::{clock_runs, effective_due, is_overdue};
use crate::domain::person::Role;
use crate::domain::trail::On;

/// Of a mail with more notices than this the database chooses what is listed: their obligations are not read with the others'.
const NOTICES: usize = 80;

/// What all mails of a lot need of the database to be put together.
pub(super) struct Lot {
    people: HashMap<PersonId, Person>,
    /// The notices of each mail.
    carried: HashMap<MailId, Vec<Carried>>,
    /// The obligations of those that have not too many.
    rows: HashMap<ObligationId, Phrased>,
    /// Units whose liaisons have been read.
    asked: BTreeSet<UnitId>,
    liaisons: HashMap<UnitId, Contact>,
    /// The rows of the trail that mails tell of.
    events: HashMap<EntryId, Entry>,
}

/// Where some mails may be sent, and what they said when they were first tried.
pub(super) struct Ways {
    had: Vec<Had>,
    told: HashMap<MailId, BTreeSet<ToldAs>>,
    suspended: HashMap<String, String>,
    frozen: HashMap<MailId, String>,
}

impl Lot {
    /// Reads it.
    pub(super) fn read(c: &mut DbConnection, mails: &[&Mail]) -> Result<Self, ActionError> {
        let carried = grouped(carried::carried(c, &ids(mails))?, |notice| notice.mail_id);
        let short = carried.values().filter(|notices| notices.len() <= NOTICES).flatten();
        let about: BTreeSet<ObligationId> = short.filter_map(|notice| notice.about.obligation_id).collect();
        let about: Vec<ObligationId> = about.into_iter().collect();
        let rows = if about.is_empty() { Vec::new() } else { ledger::find_all_phrased(c, &about)? };
        Ok(Self {
            people: persons::find_all(c, &readers(mails))?.into_iter().map(|person| (person.id, person)).collect(),
            carried,
            rows: rows.into_iter().map(|row| (row.0.obligation.id, row)).collect(),
            asked: BTreeSet::new(),
            liaisons: HashMap::new(),
            events: events(c, mails)?,
        })
    }

    fn notices(&self, mail: &Mail) -> &[Carried] {
        self.carried.get(&mail.id).map_or(&[], Vec::as_slice)
    }

    /// Whom a mail tells.
    pub(super) fn reader(&self, mail: &Mail) -> Result<&Person, ActionError> {
        self.people.get(&mail.person_id).ok_or_else(|| DbError::NotFound.into())
    }

    /// The address that a mail was frozen with, or its reader's.
    fn address(&self, mail: &Mail) -> Option<String> {
        // One that tells of a change of address goes to the one before it.
        let former = entry_of(mail).and_then(|entry| former_address(self.events.get(&entry)?));
        former.or_else(|| mail.to_address.clone()).or_else(|| self.people.get(&mail.person_id)?.email.clone())
    }

    /// Whether a mail tells its reader of the own account.
    fn is_of_account(&self, mail: &Mail) -> bool {
        let row = entry_of(mail).and_then(|entry| self.events.get(&entry));
        row.is_some_and(|row| row.on() == On::Person(mail.person_id))
    }

    /// The row of the trail that a mail tells of.
    pub(super) fn event(&self, entry: EntryId) -> Result<Entry, ActionError> {
        self.events.get(&entry).cloned().ok_or_else(|| DbError::NotFound.into())
    }

    /// The obligations that a mail tells of today, by the date that counts; `None` where there are so many that the database has
    /// to choose.
    pub(super) fn told(&self, mail: &Mail, today: NaiveDate) -> Option<Vec<Phrased>> {
        let notices = self.notices(mail);
        if notices.len() > NOTICES {
            return None;
        }
        let told = notices.iter().filter_map(|notice| {
            let (row, _) = self.rows.get(&notice.about.obligation_id?)?;
            tells(notice, row, today).then_some(row.obligation.id)
        });
        let told: BTreeSet<ObligationId> = told.collect();
        if told.len() >= usize::from(LISTED) {
            return None;
        }
        let mut told: Vec<Phrased> = told.iter().filter_map(|id| self.rows.get(id).cloned()).collect();
        told.sort_by_key(|(row, _)| (effective_due(row.obligation.due, row.obligation.answer_by), row.obligation.id));
        Some(told)
    }

    /// Whether a mail tells its reader of what the own unit owes as its liaison, and of something else in another post.
    pub(super) fn is_mixed(&self, mail: &Mail) -> bool {
        let told = || self.notices(mail).iter().map(|notice| notice.told.role);
        told().any(|role| role == Role::Liaison) && told().any(|role| role != Role::Liaison)
    }

    /// What a mail says that is about no single obligation, each once, in the order they were queued.
    pub(super) fn wider(&self, mail: &Mail) -> Vec<Subject> {
        let mut subjects: Vec<Subject> = Vec::new();
        // What a newer version wrote is not ours to tell.
        let known = self.notices(mail).iter().filter_map(|notice| notice.about.subject().ok());
        for subject in known.filter(|subject| subject.obligation().is_none()) {
            if !subjects.contains(&subject) {
                subjects.push(subject);
            }
        }
        subjects
    }

    /// The first liaison of each unit that has one; those of all obligations of the lot are read at once.
    pub(super) fn liaisons(
        &mut self,
        c: &mut DbConnection,
        units: &BTreeSet<UnitId>,
        today: NaiveDate,
    ) -> Result<&HashMap<UnitId, Contact>, ActionError> {
        if !units.is_subset(&self.asked) {
            self.asked.extend(units);
            self.asked.extend(self.rows.values().map(|(row, _)| row.obligation.unit_id));
            let asked: Vec<UnitId> = self.asked.iter().copied().collect();
            for contact in persons::contacts_as(c, today, &[Role::Liaison], Some(&asked))? {
                self.liaisons.entry(contact.unit_id).or_insert(contact);
            }
        }
        Ok(&self.liaisons)
    }
}

/// The row of the trail that a mail is about, where it is about one.
fn entry_of(mail: &Mail) -> Option<EntryId> {
    match (mail.kind, mail.key.parse()) {
        (MailKind::Event, Ok(MailKey::Event { audit, .. })) => Some(audit),
        _ => None,
    }
}

fn events(c: &mut DbConnection, mails: &[&Mail]) -> Result<HashMap<EntryId, Entry>, ActionError> {
    let entries: Vec<EntryId> = mails.iter().filter_map(|mail| entry_of(mail)).collect();
    let rows = if entries.is_empty() { Vec::new() } else { audit::find_all(c, &entries)? };
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// Whether a notice says something of its obligation today: it is the unit's turn under the dates that it was about, and these have
/// passed or it was given before them.
fn tells(notice: &Carried, row: &ledger::LedgerRow, today: NaiveDate) -> bool {
    let owed = &row.obligation;
    let status = owed.clock_status();
    let is_late = is_overdue(owed.kind, status, effective_due(owed.due, owed.answer_by), today);
    notice.due_rev == owed.due_rev && clock_runs(status) && (is_late || !notice.is_behind())
}

impl Ways {
    /// Reads them.
    pub(super) fn read(
        c: &mut DbConnection,
        mails: &[&Mail],
        lot: &Lot,
        today: NaiveDate,
    ) -> Result<Self, ActionError> {
        let as_what = |mail: &Mail| lot.notices(mail).iter().map(|notice| notice.told).collect::<BTreeSet<ToldAs>>();
        let told: HashMap<MailId, BTreeSet<ToldAs>> = mails.iter().map(|mail| (mail.id, as_what(mail))).collect();
        let told_persons = told.values().flatten().filter_map(|told| told.person_id);
        let persons: BTreeSet<PersonId> = readers(mails).into_iter().chain(told_persons).collect();
        let persons: Vec<PersonId> = persons.into_iter().collect();
        let addresses: BTreeSet<String> = mails.iter().filter_map(|mail| lot.address(mail)).collect();
        let addresses: Vec<String> = addresses.into_iter().collect();
        let frozen: Vec<MailId> = mails.iter().filter(|mail| mail.is_frozen()).map(|mail| mail.id).collect();
        Ok(Self {
            had: posts::had_by(c, &persons, today)?,
            told,
            suspended: if addresses.is_empty() { HashMap::new() } else { suspended::reasons(c, &addresses)? },
            frozen: if frozen.is_empty() { HashMap::new() } else { mail_texts::messages(c, &frozen)? },
        })
    }

    /// The address to write to, or why there is none.
    pub(super) fn address(&self, mail: &Mail, lot: &Lot) -> Result<Result<String, String>, ActionError> {
        if lot.reader(mail)?.disabled_at.is_some() {
            return Ok(Err(MailEnd::PersonDisabled.to_string()));
        }
        if self.has_left(mail, lot.is_of_account(mail)) {
            return Ok(Err(MailEnd::PostEnded.to_string()));
        }
        let Some(address) = lot.address(mail) else { return Ok(Err(MailEnd::NoAddress.to_string())) };
        let suspended = self.suspended.get(&address);
        Ok(suspended.map_or(Ok(address), |reason| Err(MailEnd::AddressSuspended.with(reason))))
    }

    /// The bytes of a mail that were frozen before.
    pub(super) fn frozen(&mut self, mail: &Mail) -> Option<String> {
        self.frozen.remove(&mail.id)
    }

    /// Whether whom a mail is written to had the post that it is written to, or one that it carries a notice for, and has none of
    /// them today. What was done to an account is told to whoever waits for consent to a post, too.
    fn has_left(&self, mail: &Mail, is_of_account: bool) -> bool {
        let own = ToldAs { unit_id: mail.unit_id, role: mail.role, person_id: Some(mail.person_id) };
        let told = self.told.get(&mail.id).into_iter().flatten();
        let (mut had, mut holds) = (false, false);
        for told in told.chain([&own]) {
            let is_it = |post: &&Had| {
                (post.unit_id, post.role, Some(post.person_id)) == (told.unit_id, told.role, told.person_id)
            };
            for post in self.had.iter().filter(is_it) {
                let still = if is_of_account { post.is_given } else { post.is_held };
                (had, holds) = (true, holds || still == Some(true));
            }
        }
        had && !holds
    }
}

fn ids(mails: &[&Mail]) -> Vec<MailId> {
    mails.iter().map(|mail| mail.id).collect()
}

fn readers(mails: &[&Mail]) -> Vec<PersonId> {
    mails.iter().map(|mail| mail.person_id).collect()
}
