//! The replay (提醒试运行): what would be sent if a plan were activated on a day, nothing had fired and nobody acted.
//!
//! Day by day it asks the same [`due_notices`] as the tick, and takes every notice to be handed over on its day. The shape
//! of [`Replay`] is that of `duban replay --format json`.

use crate::id::{ObligationId, UnitId};
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::bundle::{Bundle, MailKind, bundle};
use super::calendar::{Gap, WorkCalendar};
use super::notice::due::{WatchedPlan, due_notices, due_proposals};
use super::notice::{DueNotice, Fired, Rung, Subject};
use super::obligation::Status;
use super::obligation::escalation::Watched;
use super::obligation::ladder::Ladder;
use super::person::Role;

/// A plan and the words for what is in it.
#[derive(Debug, Clone)]
pub struct ReplayPlan {
    /// The plan; its 交办 date, what was reported and what fired do not matter.
    pub watched: WatchedPlan,
    /// Full names of units by key.
    pub units: HashMap<UnitId, String>,
    /// What each obligation is, by key.
    pub labels: HashMap<ObligationId, Label>,
}

/// What an obligation is, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Label {
    /// `（二）1`.
    pub task: String,
    /// The measure's position in its task, from 1.
    pub measure: i32,
    /// What must be there.
    pub deliverable: String,
}

/// What would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Replay {
    /// The first day, on which the plan is activated.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Mails, by date, kind, unit and role.
    pub mails: Vec<ReplayMail>,
    /// How many mails.
    pub count: usize,
    /// What people would have to decide, by date; no mails.
    pub proposals: Vec<ReplayProposal>,
    /// The year of [`Replay::unannounced`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unannounced_year: Option<i32>,
    /// From when on days are counted by a guess, of that time and of the dates that are reminded of in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unannounced: Option<Gap>,
}

/// A mail that would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayMail {
    /// The day.
    pub date: NaiveDate,
    /// What kind of mail.
    pub kind: MailKind,
    /// The post, vacant or not.
    pub to: ReplayPost,
    /// What it is about, soonest first; empty for a digest, which is computed when it is sent.
    pub items: Vec<ReplayItem>,
}

/// A post in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayPost {
    /// The unit's full name.
    pub unit: String,
    /// As what.
    pub role: Role,
}

/// One obligation in a mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayItem {
    /// `（二）1`.
    pub task: String,
    /// The measure's position in its task.
    pub measure: i32,
    /// What must be there.
    pub deliverable: String,
    /// The full name of the unit that owes it.
    pub unit: String,
    /// The effective due date, or the cut-off of a monthly report.
    pub due: NaiveDate,
    /// Why it is mailed.
    pub rung: Rung,
}

/// A decision that would be proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReplayProposal {
    /// The day.
    pub date: NaiveDate,
    /// What it is about.
    #[serde(flatten)]
    pub item: ReplayItem,
    /// What may be decided: 提醒函, 通报.
    pub options: Vec<String>,
}

/// Replays the days from `from` to `to`, both included.
pub fn replay(plan: &ReplayPlan, calendar: &WorkCalendar, ladder: &Ladder, from: NaiveDate, to: NaiveDate) -> Replay {
    let watched = activated_on(&plan.watched, from);
    let words = Words::new(plan);
    let (mut fired, mut mails, mut proposals) = (Vec::new(), Vec::new(), Vec::new());
    for date in from.iter_days().take_while(|date| *date <= to) {
        let notices = due_notices(&watched, &fired, calendar, ladder, date);
        let proposed = due_proposals(&watched, &fired, calendar, ladder, date);
        fired.extend(notices.iter().map(|notice| handed_over(notice, date)));
        for proposal in proposed {
            let (subject, due_rev, rung) = (Subject::Obligation(proposal.obligation), proposal.due_rev, proposal.rung);
            fired.push(Fired { subject, due_rev, rung, on: date, settled: true });
            let options = proposal.options.iter().map(|option| option.label.clone()).collect();
            let item = words.item(proposal.obligation, None, rung);
            proposals.extend(item.map(|item| ReplayProposal { date, item, options }));
        }
        let mut todays: Vec<ReplayMail> = bundle(date, notices).iter().map(|bundle| words.mail(bundle)).collect();
        todays.sort_by(|a, b| mail_order(a).cmp(&mail_order(b)));
        mails.append(&mut todays);
    }
    let last = mails.iter().flat_map(|mail| &mail.items).map(|item| item.due).max();
    let unannounced = calendar.first_unannounced(from, last.map_or(to, |last| last.max(to)));
    let unannounced_year = unannounced.map(|gap| gap.on.year());
    Replay { from, to, count: mails.len(), mails, proposals, unannounced_year, unannounced }
}

fn mail_order(mail: &ReplayMail) -> (&str, &str, &str) {
    (mail.kind.as_str(), &mail.to.unit, mail.to.role.as_str())
}

/// The record of a notice that was handed over on its day.
pub fn handed_over(notice: &DueNotice, on: NaiveDate) -> Fired {
    let key = notice.key;
    Fired { subject: key.subject, due_rev: key.due_rev, rung: key.rung, on, settled: true }
}

/// The plan as it stands on the day it is activated: everything handed out, nothing reported, no date set anew.
pub fn activated_on(plan: &WatchedPlan, date: NaiveDate) -> WatchedPlan {
    let mut plan = WatchedPlan { assigned_on: date, ..plan.clone() };
    for watched in &mut plan.obligations {
        (watched.due_rev, watched.redated_on) = (0, None);
        let duty = &mut watched.duty;
        (duty.status, duty.assigned_on, duty.reported) = (Status::Assigned, date, None);
    }
    plan
}

/// The words of a plan, found by key.
struct Words<'p> {
    plan: &'p ReplayPlan,
    obligations: HashMap<ObligationId, (usize, &'p Watched)>,
}

impl<'p> Words<'p> {
    fn new(plan: &'p ReplayPlan) -> Self {
        let by_key = plan.watched.obligations.iter().enumerate().map(|(place, one)| (one.id, (place, one)));
        Self { plan, obligations: by_key.collect() }
    }

    fn mail(&self, bundle: &Bundle) -> ReplayMail {
        let to = ReplayPost { unit: self.unit(bundle.to.unit), role: bundle.to.role };
        ReplayMail { date: bundle.date, kind: bundle.kind, to, items: self.items(&bundle.notices) }
    }

    /// The items of a mail: soonest first, then in the order of the plan.
    fn items(&self, notices: &[DueNotice]) -> Vec<ReplayItem> {
        let mut items = Vec::new();
        for notice in notices {
            for id in &notice.obligations {
                let place = self.obligations.get(id).map(|(place, _)| *place);
                let item = self.item(*id, Some(notice.due), notice.key.rung);
                items.extend(item.map(|item| (item.due, place, item.rung, item)));
            }
        }
        items.sort_by_key(|(due, place, rung, _)| (*due, *place, *rung));
        items.into_iter().map(|(.., item)| item).collect()
    }

    /// An obligation in words; `None` for one that is not in the plan. Without a date, its own.
    fn item(&self, id: ObligationId, due: Option<NaiveDate>, rung: Rung) -> Option<ReplayItem> {
        let (_, watched) = self.obligations.get(&id)?;
        let Label { task, measure, deliverable } = self.plan.labels.get(&id).cloned().unwrap_or_default();
        let (unit, due) = (self.unit(watched.unit), due.unwrap_or(watched.duty.effective_due));
        Some(ReplayItem { task, measure, deliverable, unit, due, rung })
    }

    /// The unit's full name; its key where the caller gave none.
    fn unit(&self, id: UnitId) -> String {
        self.plan.units.get(&id).cloned().unwrap_or_else(|| id.to_string())
    }
}

#[cfg(test)]
mod tests;
