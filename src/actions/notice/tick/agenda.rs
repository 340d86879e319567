//! What of a plan is looked at together, and when there is next work with it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use chrono::NaiveDate;

use super::history::{self, Known};
use crate::actions::notice::rulebook::Rules;
use crate::actions::notice::watched_plan::{Rows, watched_plan};
use crate::actions::obligation::rounds_of::rounds_of;
use crate::actions::obligation::take_step::state_of;
use crate::actions::{ActionError, Actor, Context};
use crate::db::DbConnection;
use crate::db::notice::agenda::{self, Due, Entry};
use crate::db::notice::notices;
use crate::db::obligation::clocked;
use crate::db::people::posts;
use crate::db::plan::plans::{self, Plan};
use crate::domain::id::{ObligationId, PlanId, UnitId};
use crate::domain::notice::due::next::{self, ByTime, Matter, Next};
use crate::domain::notice::due::{Given, WatchedPlan, subjects};
use crate::domain::notice::{Fired, Subject};
use crate::domain::obligation::ObligationKind;
use crate::domain::obligation::lamp_days::SINCE_EVER;
use crate::domain::obligation::status::lead_review_expires;

/// So many matters are compared at once.
const CHUNK: i64 = 500;

/// So many plans are asked for at once.
const PLANS: i64 = 100;

/// The rules that people edit count up by this: room for those of the code.
const RULES_OF_CODE: i64 = 1000;

/// By which rules days are reckoned: those that people edit, and those of the code.
pub(super) fn rev(rules: i64) -> i64 {
    rules.saturating_mul(RULES_OF_CODE).saturating_add(next::RULES)
}

/// What is looked at together, with all that the rules must know of it.
pub(super) struct Seen {
    /// The obligations that are due, as far as time matters for them, and all standing ones of the units that are asked about.
    rows: Rows,
    /// The units whose reports are looked at.
    asked: Vec<UnitId>,
    /// What their reports and the plan's brief are known by.
    matters: Vec<Subject>,
    /// The same as the rules see it.
    pub watched: WatchedPlan,
    /// What was given so far.
    pub fired: Vec<Fired>,
    /// Whose history says of the present dates that they went by.
    pub known: Known,
}

impl Seen {
    /// What is due of a plan on a day.
    pub(super) fn load(
        c: &mut DbConnection,
        (ctx, rules): (&Context, &Rules),
        (plan, today): (&Plan, NaiveDate),
        due: &[Due],
    ) -> Result<Self, ActionError> {
        let ids: Vec<ObligationId> = due.iter().filter_map(|due| due.matter.obligation()).collect();
        let mut by_key: BTreeMap<ObligationId, _> =
            clocked::watched(c, plan.id, &ids)?.into_iter().map(|row| (row.0.id, row)).collect();
        let asked = units_asked(due, by_key.values().map(|(row, _)| (row.unit_id, row.kind)));
        if !asked.is_empty() {
            by_key.extend(clocked::standing(c, plan.id, &asked)?.into_iter().map(|row| (row.0.id, row)));
        }
        let rows: Rows = by_key.into_values().collect();
        let is_brief = due.iter().any(|due| due.matter == Matter::Plan);
        let readers = if is_brief { Some(posts::leading(c, today)?) } else { None };
        let rhythms = HashMap::from([(plan.id, plan.rhythm)]);
        let rounds = rounds_of(c, &rhythms, ctx.settings.plan.late_workdays, None)?.remove(&plan.id);
        let watched = watched_plan(c, (plan, rounds.ok_or(ActionError::NotFound)?), &rows, readers)?;
        let matters = subjects(&watched, rules.calendar(), today);
        let known = history::known_overdue(c, &watched, today)?;
        let mut seen = Self { rows, asked, matters, watched, fired: Vec::new(), known };
        seen.look_again(c)?;
        Ok(seen)
    }

    /// Reads anew what was given: more was.
    pub(super) fn look_again(&mut self, c: &mut DbConnection) -> Result<(), ActionError> {
        let ids: Vec<ObligationId> = self.rows.iter().map(|(row, _)| row.id).collect();
        self.fired = notices::fired(c, self.watched.id, &ids, &self.matters)?;
        Ok(())
    }

    /// Whether it would be looked at later than the rules have work with it.
    fn is_late(&self, entry: &Entry, right: &HashMap<Matter, Next>) -> bool {
        let right = right.get(&entry.matter).copied().unwrap_or_default();
        let Some(on) = right.on else { return false };
        let is_on_its_way = |fired: &Fired| {
            let is_its_own = entry.matter.obligation().is_some_and(|id| fired.subject == Subject::Obligation(id));
            is_its_own && !fired.settled && Some(fired.due_rev) == entry.next.waits_for
        };
        let waits_in_vain = || right.waits_for.is_none() && self.fired.iter().any(is_on_its_way);
        entry.next.on.is_none_or(|kept| kept > on) || waits_in_vain()
    }

    /// When there is next work with what is due and the units that were asked about.
    pub(super) fn next(&self, rules: &Rules, today: NaiveDate, due: &[Due]) -> Vec<(Matter, Next)> {
        let by = (rules.calendar().as_ref(), rules.ladder.as_ref());
        let given = Given::new(&self.fired);
        let by_key: HashMap<ObligationId, usize> =
            self.watched.obligations.iter().enumerate().map(|(at, one)| (one.id, at)).collect();
        let of_obligation = |id: ObligationId| {
            let at = by_key.get(&id).copied();
            let found = at.and_then(|at| Some((self.watched.obligations.get(at)?, self.rows.get(at)?)));
            let Some((watched, (row, _))) = found else { return Next::default() };
            let by_time = ByTime {
                passed_on: lead_review_expires(&state_of(row), by.0),
                overdue_known: self.known.contains(&(id, watched.due_rev)),
            };
            next::of_obligation(watched, given.of(watched.subject()), by_time, by, today)
        };
        let asked = self.asked.iter().map(|unit| Matter::Unit(*unit));
        let all: BTreeSet<Matter> = due.iter().map(|due| due.matter).chain(asked).collect();
        let next = |matter: Matter| match matter {
            Matter::Plan => next::of_plan(&self.watched, &given, by.0, today),
            Matter::Unit(unit) => next::of_unit(&self.watched, unit, &given, by, today),
            Matter::Obligation(_, id) => of_obligation(id),
        };
        all.into_iter().map(|matter| (matter, next(matter))).collect()
    }
}

/// The units whose reports are looked at as well: those whose day has come, and those of which something has changed. A standing
/// obligation is no matter by itself: what is told of it is told of all that its unit owes.
fn units_asked(due: &[Due], rows: impl Iterator<Item = (UnitId, ObligationKind)>) -> Vec<UnitId> {
    let of = |due: &Due| match due.matter {
        Matter::Unit(unit) => Some(unit),
        Matter::Obligation(unit, _) if due.is_changed => Some(unit),
        _ => None,
    };
    let standing = rows.filter(|(_, kind)| *kind == ObligationKind::Standing).map(|(unit, _)| unit);
    let units: BTreeSet<UnitId> = due.iter().filter_map(of).chain(standing).collect();
    units.into_iter().collect()
}

/// Something of a plan that the clock would look at too late.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// The plan.
    pub plan_id: PlanId,
    /// What of it.
    pub matter: Matter,
}

/// `12` for an obligation, `1/7` for a unit of a plan, `1/` for the plan itself.
impl fmt::Display for Late {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.matter {
            Matter::Obligation(_, id) => write!(f, "{id}"),
            Matter::Unit(unit) => write!(f, "{}/{unit}", self.plan_id),
            Matter::Plan => write!(f, "{}/", self.plan_id),
        }
    }
}

/// What the clock would look at too late, by plan: all that is kept is reckoned anew, in parts. Where `mends`, the next tick looks at it.
///
/// # Errors
/// [`ActionError`] where the database cannot be read or written.
pub fn compare_agenda(ctx: &Context, mends: bool) -> Result<Vec<Late>, ActionError> {
    let (mut late, mut last) = (Vec::new(), PlanId::new(0));
    loop {
        let plans = ctx.db.read(|c| agenda::tracked(c, last, PLANS))?;
        let Some(end) = plans.last() else { return Ok(late) };
        last = *end;
        for plan_id in plans {
            let of_plan = late_of(ctx, plan_id)?;
            if mends && !of_plan.is_empty() {
                let changed = Next { on: Some(SINCE_EVER), waits_for: None };
                let changed: Vec<(Matter, Next)> = of_plan.iter().map(|matter| (*matter, changed)).collect();
                ctx.write(&Actor::Console, |tx| Ok(agenda::keep(tx.c, plan_id, 0, &changed)?))?;
            }
            late.extend(of_plan.into_iter().map(|matter| Late { plan_id, matter }));
        }
    }
}

/// What of a plan is kept with a day that is too late, or not at all.
fn late_of(ctx: &Context, plan_id: PlanId) -> Result<Vec<Matter>, ActionError> {
    let mut late = ctx.db.read(|c| agenda::lacking(c, plan_id))?;
    let mut behind = None;
    loop {
        let (entries, found) = ctx.db.read(|c| {
            let rules = ctx.rules.read(c)?;
            let (plan, today) = (plans::find(c, plan_id)?, ctx.clock.today());
            let entries = agenda::behind(c, plan_id, behind, CHUNK)?;
            let due: Vec<Due> = entries.iter().map(|entry| Due { matter: entry.matter, is_changed: false }).collect();
            let seen = Seen::load(c, (ctx, &rules), (&plan, today), &due)?;
            let right: HashMap<Matter, Next> = seen.next(&rules, today, &due).into_iter().collect();
            let is_late = |entry: &&Entry| entry.rules_rev >= rev(rules.rev) && seen.is_late(entry, &right);
            let late: Vec<Matter> = entries.iter().filter(is_late).map(|entry| entry.matter).collect();
            Ok::<_, ActionError>((entries.last().map(|last| last.matter), late))
        })?;
        late.extend(found);
        behind = match entries {
            Some(last) => Some(last),
            None => return Ok(late),
        };
    }
}
