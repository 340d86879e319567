//! From the notices of a day to rows: a post becomes the persons who hold it, a person gets one mail a day.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveDateTime};

use super::ticked::{Queued, Ticked};
use crate::actions::mail::envelope::{self, Envelope};
use crate::actions::mail::hours::MailHours;
use crate::actions::{ActionError, Context, Tx};
use crate::clock;
use crate::db::mail::mails;
use crate::db::notice::about::About;
use crate::db::notice::notices::{self, NewNotice};
use crate::db::people::posts::Holder;
use crate::domain::bundle::MailKind;
use crate::domain::calendar::WorkCalendar;
use crate::domain::id::{MailId, PersonId, PlanId, UnitId};
use crate::domain::mail::MailKey;
use crate::domain::notice::{Channel, DueNotice, NoticeKey, Subject};
use crate::domain::period::Week;
use crate::domain::person::Post;

/// So many working days a notice looks for a mail that may still carry it.
const PATIENCE: usize = 5;

/// What the notices of a plan's day have in common.
pub(super) struct Round<'a> {
    pub ctx: &'a Context,
    pub plan_id: PlanId,
    pub calendar: &'a WorkCalendar,
    pub hours: &'a MailHours,
    /// The full names of the units that are told.
    pub units: &'a HashMap<UnitId, String>,
    pub rules: &'a str,
}

/// What carries the notices of a person.
#[derive(Debug, Clone, Copy)]
struct Carrier {
    mail: MailId,
    date: NaiveDate,
    new: bool,
}

/// Where a notice goes to.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    person: Option<PersonId>,
    mail: Option<MailId>,
    settled_at: Option<NaiveDateTime>,
}

impl Round<'_> {
    /// Stores the notices, each with the mail that carries it. Persons in order: two schedulers take the same locks in
    /// the same order.
    pub(super) fn queue(
        &mut self,
        tx: &mut Tx<'_>,
        due: Vec<DueNotice>,
        holders: &[Holder],
    ) -> Result<Ticked, ActionError> {
        let mut ticked = Ticked::default();
        if !due.is_empty() {
            // Asked once for all mails of the round.
            tx.origin()?;
        }
        let mut by_person: BTreeMap<(PersonId, bool), (&Holder, Vec<DueNotice>)> = BTreeMap::new();
        for notice in due {
            let post = notice.key.to;
            let held: Vec<&Holder> = holders.iter().filter(|holder| holds(holder, post)).collect();
            if held.is_empty() {
                self.by_telephone(tx, &notice, None, &mut ticked)?;
            }
            for holder in held {
                if holder.has_mail {
                    let is_brief = matches!(notice.key.subject, Subject::Digest { .. });
                    let entry = by_person.entry((holder.person_id, is_brief)).or_insert((holder, Vec::new()));
                    entry.1.push(notice.clone());
                } else {
                    self.by_telephone(tx, &notice, Some(holder), &mut ticked)?;
                }
            }
        }
        for (holder, due) in by_person.into_values() {
            match tx.apart(|tx| self.by_mail(tx, holder, &due)) {
                Ok(one) => ticked.add(one),
                Err(error) if error.is_of_one_row() => {
                    tracing::error!(
                        person = %holder.person_id,
                        ?error,
                        "what a person must be told could not be queued"
                    );
                    ticked.passed_over += due.len();
                }
                Err(error) => return Err(error),
            }
        }
        Ok(ticked)
    }

    /// A vacant post, or a person without mail: on the telephone list, and the ladder does not wait.
    fn by_telephone(
        &self,
        tx: &mut Tx<'_>,
        notice: &DueNotice,
        holder: Option<&Holder>,
        ticked: &mut Ticked,
    ) -> Result<(), ActionError> {
        let key = NoticeKey { channel: Channel::Telephone, ..notice.key };
        let way = Way { person: holder.map(|holder| holder.person_id), mail: None, settled_at: Some(tx.now) };
        if self.store(tx, key, way, tx.today)? {
            ticked.notices += 1;
            ticked.by_telephone += 1;
            ticked.queued.push(self.queued(tx.today, None, holder, key.to, 1));
        }
        Ok(())
    }

    fn by_mail(&self, tx: &mut Tx<'_>, holder: &Holder, due: &[DueNotice]) -> Result<Ticked, ActionError> {
        let mut ticked = Ticked::default();
        let kinds = due.iter().map(|notice| MailKind::of(notice.key.rung));
        let Some(kind) = kinds.reduce(MailKind::weightier) else { return Ok(ticked) };
        let Some(first) = due.iter().find(|notice| MailKind::of(notice.key.rung) == kind) else { return Ok(ticked) };
        let Some(carrier) = self.carrier(tx, holder.person_id, kind, first)? else { return Ok(ticked) };
        let way = Way { person: Some(holder.person_id), mail: Some(carrier.mail), settled_at: None };
        let mut new = 0;
        for notice in due {
            new += usize::from(self.store(tx, notice.key, way, carrier.date)?);
        }
        ticked.notices += new;
        ticked.mails += usize::from(carrier.new);
        let queued = self.queued(carrier.date, Some(kind), Some(holder), first.key.to, new);
        ticked.queued.push(Queued { is_new: carrier.new, ..queued });
        Ok(ticked)
    }

    /// The mail of the day, or where that has left already, of the next working day: one mail a person a day. Of briefs
    /// likewise: what comes up after the week's has left goes in one more, on a day of its own.
    fn carrier(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        kind: MailKind,
        first: &DueNotice,
    ) -> Result<Option<Carrier>, ActionError> {
        // The day on which it leaves: what is found after hours goes with what the next morning finds.
        let mut date = clock::to_local(self.hours.leaves_on(tx.today, tx.now)).date();
        for _ in 0..PATIENCE {
            for key in keys(person, kind, date) {
                let not_before = self.hours.leaves_on(date, tx.now);
                let to = first.key.to;
                let envelope = Envelope { key, kind, person, to, date, not_before, at_once: false, sealed: false };
                if let Some(mail) = envelope::queue(self.ctx, tx, &envelope)? {
                    return Ok(Some(Carrier { mail, date, new: true }));
                }
                let Some((mail, had, of)) = mails::by_key(tx.c, &key.to_string())? else { continue };
                if mails::attach(tx.c, mail, had.weightier(kind))? {
                    return Ok(Some(Carrier { mail, date, new: false }));
                }
                if of >= date {
                    break;
                }
            }
            date = self.calendar.add_workdays(date, 1);
        }
        Ok(None)
    }

    fn store(&self, tx: &mut Tx<'_>, key: NoticeKey, way: Way, on: NaiveDate) -> Result<bool, ActionError> {
        let who = way.person.map_or_else(|| "vacant".to_owned(), |person| person.to_string());
        let row = NewNotice {
            key: &format!("{key}/{who}"),
            about: About::new(self.plan_id, key.subject),
            due_rev: key.due_rev,
            rung: &key.rung.to_string(),
            unit_id: key.to.unit,
            role: key.to.role,
            person_id: way.person,
            channel: key.channel,
            mail_id: way.mail,
            fired_on: on,
            settled_at: way.settled_at,
            rules: self.rules,
            created_at: tx.now,
        };
        Ok(notices::insert_if_new(tx.c, &row)?)
    }

    fn queued(
        &self,
        date: NaiveDate,
        kind: Option<MailKind>,
        holder: Option<&Holder>,
        to: Post,
        notices: usize,
    ) -> Queued {
        let unit = self.units.get(&to.unit).cloned().unwrap_or_default();
        let person = holder.map(|holder| holder.name.clone());
        Queued { date, kind, person, unit, role: to.role, notices, is_new: false }
    }
}

/// The mails that may carry a notice on a day, the first one first: of briefs the week's, and one more of the day.
fn keys(person: PersonId, kind: MailKind, date: NaiveDate) -> Vec<MailKey> {
    if kind != MailKind::Digest {
        return vec![MailKey::Day { person, date }];
    }
    let week = Week::of(date);
    [None, Some(date)].map(|again| MailKey::Digest { person, week, again }).to_vec()
}

fn holds(holder: &Holder, post: Post) -> bool {
    holder.unit_id == post.unit && holder.role == post.role
}
