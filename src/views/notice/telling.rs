//! Who was told what about an obligation, and who will be told what next.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::actions::{ActionError, Surroundings};
use crate::db::DbConnection;
use crate::db::notice::notices::{self, Told};
use crate::db::notice::proposals::{self, Proposal};
use crate::db::obligation::obligations::Obligation;
use crate::db::obligation::reports::{self, Report};
use crate::db::people::posts::Holder;
use crate::db::people::units::Unit;
use crate::db::people::{posts, units};
use crate::db::plan::plans;
use crate::domain::notice::due::coming_months;
use crate::domain::notice::{Fired, Rung, Subject};
use crate::domain::obligation::due::has_deadline;
use crate::domain::obligation::escalation::{Effect, PlannedRung, upcoming};
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::period::Period;
use crate::domain::person::{Post, Role};
use crate::domain::plan::PlanState;
use crate::views::obligation::item::Sight;

/// What was told and proposed about an obligation, and what comes next if nobody acts.
#[derive(Debug, Clone, Default)]
pub struct Telling {
    /// What was told, oldest first.
    pub told: Vec<Told>,
    /// What was proposed, oldest first.
    pub proposals: Vec<Proposal>,
    /// What comes next.
    pub coming: Vec<Coming>,
}

/// A rung to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// The day.
    pub on: NaiveDate,
    /// Which rung.
    pub rung: Rung,
    /// Whom it tells; nobody where it is left to people.
    pub to: Vec<ComingPost>,
    /// What people then decide among; nothing where it tells somebody.
    pub options: Vec<ProposalKind>,
}

/// A post that will be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComingPost {
    /// The unit's full name.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// Who holds it today, joined by 、; empty where it is vacant.
    pub holders: String,
}

/// All of it about one obligation; a reader who does not see proposals learns what was decided, and neither what is weighed nor that
/// something will be.
pub fn telling(
    c: &mut DbConnection,
    row: &Obligation,
    sight: &Sight,
    sees_proposals: bool,
) -> Result<Telling, ActionError> {
    let (mut told, mut proposals) = (notices::of(c, &[row.id])?, proposals::of(c, &[row.id])?);
    let months = if has_deadline(row.kind) { Vec::new() } else { notices::of_months(c, row.plan_id, row.unit_id)? };
    let mut coming = coming(c, row, sight, (&fired(&told, &proposals), &months))?;
    let reports = if months.is_empty() { Vec::new() } else { reports::of(c, &[row.id])? };
    told.extend(months.into_iter().filter(|month| asked_for(month, &reports)));
    told.sort_by_key(|told| told.created_at);
    if !sees_proposals {
        coming.retain(|coming| coming.options.is_empty());
        proposals.retain(Proposal::is_decided_upon);
        proposals.iter_mut().for_each(|one| one.reason = None);
    }
    Ok(Telling { told, proposals, coming })
}

/// Whether what was told about a unit's month was about this obligation too: its own report was not in.
fn asked_for(month: &Told, reports: &[Report]) -> bool {
    let Ok(Subject::Month { period, .. }) = month.about.subject() else { return false };
    let of_then = |report: &Report| report.submitted_at.is_some_and(|at| at < month.created_at);
    let voided = |report: &Report| report.voided_at.is_some_and(|at| at < month.created_at);
    let says = |report: &Report| report.period.parse::<Period>().is_ok_and(|said| said >= period);
    !reports.iter().any(|report| of_then(report) && !voided(report) && says(report))
}

fn coming(
    c: &mut DbConnection,
    row: &Obligation,
    sight: &Sight,
    (fired, months): (&[Fired], &[Told]),
) -> Result<Vec<Coming>, ActionError> {
    let plan = plans::find(c, row.plan_id)?;
    let all = units::all(c)?;
    let Some(class) = all.iter().find(|unit| unit.id == row.unit_id).map(|unit| unit.class) else {
        return Ok(Vec::new());
    };
    if plan.state != PlanState::Active {
        return Ok(Vec::new());
    }
    let watched = Surroundings::load(c, &plan, &[row.measure_id])?.watched(row, class);
    let holders = posts::holders(c, sight.today)?;
    let planned = upcoming(&watched, fired, &sight.calendar, &sight.rules.ladder, sight.today);
    let told: Vec<Fired> = months.iter().filter_map(fired_month).collect();
    let rounds = sight.rounds(c, &HashMap::from([(plan.id, plan.rhythm)]))?;
    let Some(own) = rounds.get(&plan.id) else { return Ok(Vec::new()) };
    let reports = coming_months(&watched, &told, (plan.id, own), &sight.calendar, &sight.rules.ladder, sight.today);
    let report = |(rung, on, to): (Rung, NaiveDate, Vec<Post>)| {
        let to = to.into_iter().map(|to| post(to, &all, &holders)).collect();
        Coming { on, rung, to, options: Vec::new() }
    };
    let rungs = planned.iter().map(|planned| in_words(planned, &all, &holders));
    Ok(rungs.chain(reports.into_iter().map(report)).collect())
}

/// What a unit was told about a month, as the rules know it.
fn fired_month(told: &Told) -> Option<Fired> {
    let (subject, rung) = (told.about.subject().ok()?, told.rung()?);
    Some(Fired { subject, due_rev: told.due_rev, rung, on: told.on, settled: told.settled_at.is_some() })
}

fn in_words(planned: &PlannedRung<'_>, units: &[Unit], holders: &[Holder]) -> Coming {
    let (to, options) = match &planned.effect {
        Effect::Tell(posts) => (posts.iter().map(|to| post(*to, units, holders)).collect(), Vec::new()),
        Effect::Propose(options) => (Vec::new(), options.iter().map(|option| option.kind).collect()),
    };
    Coming { on: planned.on, rung: planned.rung, to, options }
}

fn post(post: Post, units: &[Unit], holders: &[Holder]) -> ComingPost {
    let unit = units.iter().find(|unit| unit.id == post.unit).map(|unit| unit.name.clone()).unwrap_or_default();
    let held = holders.iter().filter(|holder| holder.unit_id == post.unit && holder.role == post.role);
    let names: Vec<&str> = held.map(|holder| holder.name.as_str()).collect();
    ComingPost { unit, role: post.role, holders: names.join("、") }
}

/// What the ladder must know of one obligation's past.
fn fired(told: &[Told], proposals: &[Proposal]) -> Vec<Fired> {
    let of_clock = told.iter().filter_map(|told| {
        let (subject, rung) = (Subject::Obligation(told.about.obligation_id?), told.rung()?);
        Some(Fired { subject, due_rev: told.due_rev, rung, on: told.on, settled: told.settled_at.is_some() })
    });
    let of_ladder = proposals.iter().filter(|one| !one.is_by_people());
    let proposed = of_ladder.map(|one| Fired::proposed(one.obligation_id, one.due_rev, &one.rung, one.proposed_on));
    of_clock.chain(proposed).collect()
}
