//! Which notices are due on a day: the one function that both the tick and the replay call.

pub mod next;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, Days, NaiveDate};

use super::{Channel, DueNotice, Fired, NoticeKey, Rung, Subject};
use crate::calendar::WorkCalendar;
use crate::id::{ObligationId, PlanId, UnitId};
use crate::obligation::due::has_deadline;
use crate::obligation::escalation::{Effect, PlannedRung, Watched};
use crate::obligation::ladder::{Ladder, ProposalOption};
use crate::period::{Period, Week};
use crate::person::{Post, Role};
use crate::round::{Cadence, Round, Rounds};

/// An active plan as the rules of time see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedPlan {
    /// Its key.
    pub id: PlanId,
    /// 交办 date: nothing is sent before it.
    pub assigned_on: NaiveDate,
    /// Its rounds of reporting.
    pub rounds: Rounds,
    /// Units whose leaders read the weekly brief.
    pub leaders: Vec<UnitId>,
    /// Its obligations, in the order of the plan. Those that stand still may be left out.
    pub obligations: Vec<Watched>,
}

/// A decision that people have to take: what the ladder proposes and nobody is mailed for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueProposal<'l> {
    /// The obligation.
    pub obligation: ObligationId,
    /// Its revision of dates.
    pub due_rev: i32,
    /// The rung, to be recorded as fired.
    pub rung: Rung,
    /// What may be decided, in any order.
    pub options: &'l [ProposalOption],
}

/// The notices that are due on `date` and were not given, in order of their keys. Asking twice with the answers recorded
/// in `fired` gives nothing the second time. Nothing is due on a day off or before the plan's 交办 date.
pub fn due_notices(
    plan: &WatchedPlan,
    fired: &[Fired],
    calendar: &WorkCalendar,
    ladder: &Ladder,
    date: NaiveDate,
) -> Vec<DueNotice> {
    if date < plan.assigned_on || !calendar.is_workday(date) {
        return Vec::new();
    }
    let given = Given::new(fired);
    let mut notices: Vec<DueNotice> = Vec::new();
    for (watched, planned) in rungs_due(plan, &given, calendar, ladder, date) {
        let Effect::Tell(posts) = &planned.effect else { continue };
        notices.extend(posts.iter().map(|post| rung_notice(watched, planned.rung, *post)));
    }
    notices.extend(monthly_notices(plan, &given, calendar, ladder, date));
    notices.extend(digest_notices(plan, &given, calendar, date));
    notices.sort_by_key(|notice| notice.key);
    notices
}

/// The decisions that are due on `date`, under the same rules as [`due_notices`].
pub fn due_proposals<'l>(
    plan: &WatchedPlan,
    fired: &[Fired],
    calendar: &WorkCalendar,
    ladder: &'l Ladder,
    date: NaiveDate,
) -> Vec<DueProposal<'l>> {
    if date < plan.assigned_on {
        return Vec::new();
    }
    let given = Given::new(fired);
    let due = rungs_due(plan, &given, calendar, ladder, date);
    let proposal = |(watched, planned): (&Watched, PlannedRung<'l>)| match planned.effect {
        Effect::Propose(options) => {
            let (obligation, due_rev) = (watched.id, watched.due_rev);
            Some(DueProposal { obligation, due_rev, rung: planned.rung, options })
        }
        Effect::Tell(_) => None,
    };
    due.filter_map(proposal).collect()
}

/// What was given, by subject.
#[derive(Debug, Clone, Default)]
pub struct Given(HashMap<Subject, Vec<Fired>>);

impl Given {
    /// Puts it together.
    pub fn new(fired: &[Fired]) -> Self {
        let mut by_subject: HashMap<Subject, Vec<Fired>> = HashMap::new();
        for fired in fired {
            by_subject.entry(fired.subject).or_default().push(*fired);
        }
        Self(by_subject)
    }

    /// What was given about one subject.
    pub fn of(&self, subject: Subject) -> &[Fired] {
        self.0.get(&subject).map_or(&[], Vec::as_slice)
    }

    fn has(&self, subject: Subject, rung: Rung) -> bool {
        self.of(subject).iter().any(|fired| fired.rung == rung)
    }
}

fn rungs_due<'a, 'l: 'a>(
    plan: &'a WatchedPlan,
    given: &'a Given,
    calendar: &'a WorkCalendar,
    ladder: &'l Ladder,
    date: NaiveDate,
) -> impl Iterator<Item = (&'a Watched, PlannedRung<'l>)> {
    plan.obligations.iter().filter_map(move |watched| {
        let planned = watched.rung_due(given.of(watched.subject()), calendar, ladder, date)?;
        Some((watched, planned))
    })
}

fn rung_notice(watched: &Watched, rung: Rung, to: Post) -> DueNotice {
    let (subject, due_rev) = (watched.subject(), watched.due_rev);
    let key = NoticeKey { subject, due_rev, rung, to, channel: Channel::Mail };
    DueNotice { key, due: watched.duty.effective_due, obligations: vec![watched.id] }
}

/// What is looked at of what was given about other matters than obligations: the rounds about which something may be said on `date`, and
/// the brief of its week.
pub fn subjects(plan: &WatchedPlan, calendar: &WorkCalendar, date: NaiveDate) -> Vec<Subject> {
    let passed = Cadence::ALL
        .iter()
        .filter_map(|cadence| plan.rounds.last_passed(*cadence, date, calendar).map(|round| (*cadence, round.period)));
    let next = |(cadence, passed): &(Cadence, Period)| Some(plan.rounds.after(*cadence, *passed, calendar)?.period);
    let periods: BTreeSet<Period> = passed.flat_map(|passed| [Some(passed.1), next(&passed)]).flatten().collect();
    let standing = plan.obligations.iter().filter(|one| !has_deadline(one.duty.kind));
    let units: BTreeSet<UnitId> = standing.map(|one| one.unit).collect();
    let months = units
        .iter()
        .flat_map(|unit| periods.iter().map(|period| Subject::Month { plan: plan.id, unit: *unit, period: *period }));
    let brief = (!plan.leaders.is_empty()).then(|| Subject::Digest { plan: plan.id, week: Week::of(date) });
    months.chain(brief).collect()
}

/// One notice for a unit and month: before the cut-off a reminder, after it that the report was missed.
fn monthly_notices(
    plan: &WatchedPlan,
    given: &Given,
    calendar: &WorkCalendar,
    ladder: &Ladder,
    date: NaiveDate,
) -> Vec<DueNotice> {
    let mut notices = Vec::new();
    for ((rung, period, unit), (cut_off, lacking)) in lacking_by_unit(plan, calendar, ladder, date) {
        let subject = Subject::Month { plan: plan.id, unit, period };
        let [first, ..] = lacking[..] else { continue };
        if given.has(subject, rung) {
            continue;
        }
        let obligations: Vec<ObligationId> = lacking.iter().map(|watched| watched.id).collect();
        notices.extend(first.posts(&ladder.monthly().to).into_iter().map(|to| DueNotice {
            key: NoticeKey { subject, due_rev: 0, rung, to, channel: Channel::Mail },
            due: cut_off,
            obligations: obligations.clone(),
        }));
    }
    notices
}

/// The rounds of a cadence about which something may be said on `date`: a reminder from some working days before the cut-off until
/// the cut-off, and what was missed at the last cut-off.
fn monthly_rungs(
    rounds: &Rounds,
    cadence: Cadence,
    calendar: &WorkCalendar,
    ladder: &Ladder,
    date: NaiveDate,
) -> Vec<(Rung, Round)> {
    let Some(missed) = rounds.last_passed(cadence, date, calendar) else { return Vec::new() };
    let next = rounds.after(cadence, missed.period, calendar);
    let remind_on = |round: &Round| calendar.offset_before(round.cut_off, ladder.monthly().remind_workdays);
    let next = next.filter(|next| date >= remind_on(next)).map(|next| (Rung::Monthly, next));
    let rungs = [(Rung::Missed, missed)].into_iter().chain(next);
    rungs.filter(|(_, round)| rounds.asks(round)).collect()
}

/// What will be told about the reports of one obligation if nobody reports: the next reminder, and that it was missed, each with its
/// day. `fired` is what its unit was told about its months.
pub fn coming_months(
    watched: &Watched,
    fired: &[Fired],
    (plan, rounds): (PlanId, &Rounds),
    calendar: &WorkCalendar,
    ladder: &Ladder,
    from: NaiveDate,
) -> Vec<(Rung, NaiveDate, Vec<Post>)> {
    let given = Given::new(fired);
    let from = calendar.next_workday_on_or_after(from.max(watched.duty.assigned_on));
    let cadence = watched.duty.cadence;
    let Some(missed) = rounds.last_passed(cadence, from, calendar) else { return Vec::new() };
    let mut coming = Vec::new();
    for round in [Some(missed), rounds.after(cadence, missed.period, calendar)].into_iter().flatten() {
        let Round { period, cut_off, .. } = round;
        let remind_on = calendar.offset_before(cut_off, ladder.monthly().remind_workdays).max(from);
        let days = [(Rung::Monthly, remind_on), (Rung::Missed, calendar.offset_after(cut_off, 1).max(from))];
        let subject = Subject::Month { plan, unit: watched.unit, period };
        let is_to_come = |(rung, on): &(Rung, NaiveDate)| {
            (rounds.asks(&round) && watched.duty.lacks(&round))
                && !given.has(subject, *rung)
                && (*rung == Rung::Missed || *on <= cut_off)
        };
        let to = || watched.posts(&ladder.monthly().to);
        coming.extend(days.into_iter().filter(is_to_come).map(|(rung, on)| (rung, on, to())));
    }
    coming
}

/// The obligations that lack the report of a round about which something may be said, in the order of the plan, with its cut-off; no
/// list is empty.
fn lacking_by_unit<'p>(
    plan: &'p WatchedPlan,
    calendar: &WorkCalendar,
    ladder: &Ladder,
    date: NaiveDate,
) -> BTreeMap<(Rung, Period, UnitId), (NaiveDate, Vec<&'p Watched>)> {
    let rungs = |cadence: &Cadence| (*cadence, monthly_rungs(&plan.rounds, *cadence, calendar, ladder, date));
    let of: Vec<(Cadence, Vec<(Rung, Round)>)> = Cadence::ALL.iter().map(rungs).collect();
    let mut lacking: BTreeMap<_, (NaiveDate, Vec<&Watched>)> = BTreeMap::new();
    for watched in plan.obligations.iter().filter(|watched| watched.duty.assigned_on <= date) {
        let own = of.iter().find(|(cadence, _)| *cadence == watched.duty.cadence);
        let own = own.iter().flat_map(|(_, rungs)| rungs).filter(|(_, round)| watched.duty.lacks(round));
        for (rung, round) in own {
            let key = (*rung, round.period, watched.unit);
            lacking.entry(key).or_insert((round.cut_off, Vec::new())).1.push(watched);
        }
    }
    lacking
}

/// The week's brief: on its first working day, or later in the week where that day was missed. A plan handed out in the
/// middle of a week has its first brief in the next.
fn digest_notices(plan: &WatchedPlan, given: &Given, calendar: &WorkCalendar, date: NaiveDate) -> Vec<DueNotice> {
    let subject = Subject::Digest { plan: plan.id, week: Week::of(date) };
    let in_play = first_workday_of_week(calendar, date) >= plan.assigned_on;
    if !in_play || given.has(subject, Rung::Digest) {
        return Vec::new();
    }
    let notice = |unit: &UnitId| DueNotice {
        key: NoticeKey {
            subject,
            due_rev: 0,
            rung: Rung::Digest,
            to: Post { unit: *unit, role: Role::Leader },
            channel: Channel::Mail,
        },
        due: date,
        obligations: Vec::new(),
    };
    plan.leaders.iter().map(notice).collect()
}

fn first_workday_of_week(calendar: &WorkCalendar, date: NaiveDate) -> NaiveDate {
    let monday = date - Days::new(date.weekday().num_days_from_monday().into());
    calendar.next_workday_on_or_after(monday)
}

#[cfg(test)]
mod tests;
