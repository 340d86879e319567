//! Which rung of the ladder an obligation has reached, and which is due today (分级督办).
//!
//! Predicates say "not yet done", never "in the last minutes", so that after a downtime what is due still comes: before the
//! date the latest reminder only, after it rung by rung, at most one a working day, each after the one before was settled.

use chrono::NaiveDate;

use super::due::{Duty, clock_runs, has_deadline};
use super::ladder::{AfterRung, Ladder, ProposalOption, Recipient};
use crate::calendar::WorkCalendar;
use crate::id::{ObligationId, UnitId};
use crate::notice::{Fired, Rung, Subject};
use crate::person::{Post, Role};
use crate::unit::UnitClass;

/// An obligation as the ladder sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watched {
    /// Its key.
    pub id: ObligationId,
    /// The unit that owes it.
    pub unit: UnitId,
    /// That unit's class.
    pub class: UnitClass,
    /// The measure's first-listed lead.
    pub lead: Option<UnitId>,
    /// The coordinating unit, where one is known.
    pub coordinating: Option<UnitId>,
    /// Its revision of dates.
    pub due_rev: i32,
    /// The day its dates were set anew; `None` while `due_rev` is 0.
    pub redated_on: Option<NaiveDate>,
    /// Kind, status and dates.
    pub duty: Duty,
}

/// A rung of one obligation's ladder, with its day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRung<'l> {
    /// The rung.
    pub rung: Rung,
    /// The day it is due by itself.
    pub on: NaiveDate,
    /// What it asks for.
    pub effect: Effect<'l>,
}

/// What a rung asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect<'l> {
    /// These posts are told.
    Tell(Vec<Post>),
    /// A person decides among these.
    Propose(&'l [ProposalOption]),
}

impl Watched {
    /// The post a recipient means here; `None` for the lead of a measure, or a coordinating unit, where there is none.
    fn post(&self, recipient: Recipient) -> Option<Post> {
        let (unit, role) = match recipient {
            Recipient::Liaison => (self.unit, Role::Liaison),
            Recipient::Head => (self.unit, Role::Head),
            Recipient::LeadLiaison => (self.lead?, Role::Liaison),
            Recipient::Coordinator => (self.coordinating?, Role::Coordinator),
        };
        Some(Post { unit, role })
    }

    /// The posts that several recipients mean, each once.
    pub fn posts(&self, recipients: &[Recipient]) -> Vec<Post> {
        let mut posts: Vec<Post> = recipients.iter().filter_map(|recipient| self.post(*recipient)).collect();
        posts.sort();
        posts.dedup();
        posts
    }

    /// What this obligation is to a notice.
    pub fn subject(&self) -> Subject {
        Subject::Obligation(self.id)
    }

    /// Every rung of its ladder with its own day, in order, whether past, given or to come; for the page that shows what
    /// will be sent next. A rung whose posts do not exist is left out, and what is owed over the year has none: of that a missed
    /// report is told.
    pub fn planned<'l>(&self, calendar: &WorkCalendar, ladder: &'l Ladder) -> Vec<PlannedRung<'l>> {
        if !has_deadline(self.duty.kind) {
            return Vec::new();
        }
        let mut rungs = self.reminders(calendar, ladder);
        rungs.extend(self.escalations(calendar, ladder));
        rungs
    }

    /// The reminders that are not void: dates set anew were told on that day, so no reminder looks back behind it.
    fn reminders<'l>(&self, calendar: &WorkCalendar, ladder: &'l Ladder) -> Vec<PlannedRung<'l>> {
        let to = self.posts(&ladder.before().to);
        let all = ladder.before().workdays.iter().map(|days| PlannedRung {
            rung: Rung::Before(*days),
            on: calendar.offset_before(self.duty.effective_due, *days),
            effect: Effect::Tell(to.clone()),
        });
        all.filter(|planned| !to.is_empty() && self.redated_on.is_none_or(|redated| planned.on > redated)).collect()
    }

    fn escalations<'l>(&self, calendar: &WorkCalendar, ladder: &'l Ladder) -> Vec<PlannedRung<'l>> {
        let after = ladder.after(self.class);
        let mails = after.rungs.iter().map(|AfterRung { workdays, to, .. }| (*workdays, Effect::Tell(self.posts(to))));
        let proposal = (after.proposals.workdays, Effect::Propose(&after.proposals.options));
        let all = mails.chain([proposal]).map(|(days, effect)| PlannedRung {
            rung: Rung::After(days),
            on: calendar.offset_after(self.duty.effective_due, days),
            effect,
        });
        all.filter(|planned| planned.effect != Effect::Tell(Vec::new())).collect()
    }

    /// The rung that is due on `date`, `fired` being what this obligation was given so far. At most one; none on a day off,
    /// before it was handed out, while the clock stands still, and while the notice before is on its way. A rung of another
    /// version was said on its day and is no more than that: the own ladder neither waits for it nor counts it as climbed.
    pub fn rung_due<'l>(
        &self,
        fired: &[Fired],
        calendar: &WorkCalendar,
        ladder: &'l Ladder,
        date: NaiveDate,
    ) -> Option<PlannedRung<'l>> {
        let given: Vec<&Fired> = fired.iter().filter(|fired| fired.due_rev == self.due_rev).collect();
        let Duty { kind, status, assigned_on, .. } = self.duty;
        let in_play = has_deadline(kind) && clock_runs(status) && date >= assigned_on && calendar.is_workday(date);
        let had_todays = fired.iter().any(|fired| fired.on >= date);
        if !in_play || had_todays || self.waits(fired) {
            return None;
        }
        if date > self.duty.effective_due {
            next_escalation(self.escalations(calendar, ladder), &given, date)
        } else {
            latest_reminder(self.reminders(calendar, ladder), &given, date)
        }
    }
}

impl Watched {
    /// The first day from `from` on on which [`Watched::rung_due`] has a rung, if nobody acts and all that was said arrives.
    pub fn next_rung_on(
        &self,
        fired: &[Fired],
        calendar: &WorkCalendar,
        ladder: &Ladder,
        from: NaiveDate,
    ) -> Option<NaiveDate> {
        let Duty { kind, status, assigned_on, effective_due, .. } = self.duty;
        if !has_deadline(kind) || !clock_runs(status) {
            return None;
        }
        let behind = fired.iter().filter_map(|fired| fired.on.succ_opt()).max();
        let from = behind.into_iter().fold(from.max(assigned_on), NaiveDate::max);
        let given: Vec<&Fired> = fired.iter().filter(|fired| fired.due_rev == self.due_rev).collect();
        let on = |planned: PlannedRung<'_>, from: NaiveDate| calendar.next_workday_on_or_after(from.max(planned.on));
        if from <= effective_due {
            let nearest = given.iter().filter_map(|fired| days_before(fired.rung)).min().unwrap_or(u32::MAX);
            let mut reminders = self.reminders(calendar, ladder).into_iter();
            let next = reminders.find(|planned| days_before(planned.rung).is_some_and(|days| days < nearest));
            let next = next.map(|planned| on(planned, from)).filter(|day| *day <= effective_due);
            if next.is_some() {
                return next;
            }
        }
        let reached = highest(given.iter().map(|fired| fired.rung));
        let next = self.escalations(calendar, ladder).into_iter().find(|planned| days_after(planned.rung) > reached)?;
        Some(on(next, from.max(effective_due.succ_opt()?)))
    }

    /// Whether the ladder waits for a notice that is on its way: [`Watched::rung_due`] has nothing before that has arrived.
    pub fn waits(&self, fired: &[Fired]) -> bool {
        fired.iter().any(|fired| fired.due_rev == self.due_rev && !fired.settled && fired.rung.is_known())
    }
}

/// The latest reminder whose day has come, unless it or a later one was given.
fn latest_reminder<'l>(ladder: Vec<PlannedRung<'l>>, given: &[&Fired], date: NaiveDate) -> Option<PlannedRung<'l>> {
    let nearest = given.iter().filter_map(|fired| days_before(fired.rung)).min();
    let latest = ladder.into_iter().rfind(|planned| planned.on <= date)?;
    let is_new = days_before(latest.rung) < Some(nearest.unwrap_or(u32::MAX));
    is_new.then_some(latest)
}

/// The first rung above the highest one given, if its day has come.
fn next_escalation<'l>(ladder: Vec<PlannedRung<'l>>, given: &[&Fired], date: NaiveDate) -> Option<PlannedRung<'l>> {
    let reached = highest(given.iter().map(|fired| fired.rung));
    let next = ladder.into_iter().find(|planned| days_after(planned.rung) > reached)?;
    (next.on <= date).then_some(next)
}

fn highest(rungs: impl Iterator<Item = Rung>) -> Option<u32> {
    rungs.filter_map(days_after).max()
}

fn days_before(rung: Rung) -> Option<u32> {
    if let Rung::Before(days) = rung { Some(days) } else { None }
}

fn days_after(rung: Rung) -> Option<u32> {
    if let Rung::After(days) = rung { Some(days) } else { None }
}

/// What will be sent from `from` on if nobody acts and every notice is handed over on its day: rungs with the days they
/// really come, after what is missed is caught up with. The first one's day is the row's `next_rung_on`.
pub fn upcoming<'l>(
    watched: &Watched,
    fired: &[Fired],
    calendar: &WorkCalendar,
    ladder: &'l Ladder,
    from: NaiveDate,
) -> Vec<PlannedRung<'l>> {
    let all = watched.planned(calendar, ladder);
    let last = all.iter().map(|planned| planned.on).max().unwrap_or(from).max(from).max(watched.duty.assigned_on);
    let end = calendar.add_workdays(last, i32::try_from(all.len()).unwrap_or(i32::MAX));
    let settled = fired.iter().map(|fired| Fired { settled: true, ..*fired });
    let mut fired: Vec<Fired> = settled.collect();
    let mut coming = Vec::new();
    for date in from.iter_days().take_while(|date| *date <= end) {
        let Some(planned) = watched.rung_due(&fired, calendar, ladder, date) else { continue };
        let (subject, due_rev, rung) = (watched.subject(), watched.due_rev, planned.rung);
        fired.push(Fired { subject, due_rev, rung, on: date, settled: true });
        coming.push(PlannedRung { on: date, ..planned });
    }
    coming
}

#[cfg(test)]
mod tests;
