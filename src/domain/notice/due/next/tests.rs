use super::super::{due_notices, due_proposals};
use super::*;
use crate::id::PlanId;
use crate::obligation::{ObligationKind, Status};
use crate::round::{ReportsOn, RoundRule};
use crate::testing::{Lcg, day, guangxi, ladder, plan, watched};
use crate::unit::UnitClass;

/// So many days are looked through for work.
const DAYS: usize = 430;

fn any_watched(chance: &mut Lcg, id: i64, assigned_on: NaiveDate) -> Watched {
    let due_rev = i32::try_from(chance.below(2)).unwrap();
    let mut one = watched("2024-06-30");
    one.id = ObligationId::new(id);
    one.unit = UnitId::new(10 + i64::try_from(chance.below(3)).unwrap());
    one.class = chance.pick(UnitClass::ALL);
    one.lead = chance.chance(60).then(|| UnitId::new(20));
    one.coordinating = chance.chance(80).then(|| UnitId::new(30));
    one.due_rev = due_rev;
    one.redated_on = (due_rev > 0).then(|| chance.date());
    one.duty.kind =
        chance.pick(&[ObligationKind::Standing, ObligationKind::Dated, ObligationKind::stored("quarterly")]);
    let statuses: Vec<Status> =
        Status::ALL.iter().copied().chain([Status::Assigned, Status::stored("paused")]).collect();
    one.duty.status = chance.pick(&statuses);
    one.duty.assigned_on = assigned_on;
    one.duty.effective_due = chance.date();
    one.duty.reported = chance.chance(60).then(|| Period::of(chance.date()));
    one.duty.cadence = chance.pick(&[Cadence::Month, Cadence::Quarter, Cadence::HalfYear, Cadence::Year]);
    one
}

fn any_fired(chance: &mut Lcg, plan: &WatchedPlan) -> Vec<Fired> {
    let rungs = [
        Rung::Before(10),
        Rung::Before(5),
        Rung::Before(1),
        Rung::After(1),
        Rung::After(3),
        Rung::After(5),
        Rung::After(10),
        Rung::stored("~7"),
    ];
    let count = chance.below(8);
    let mut fired = Vec::new();
    for _ in 0..count {
        let (on, unit) = (chance.date(), UnitId::new(10 + i64::try_from(chance.below(3)).unwrap()));
        let (subject, rung) = match chance.below(4) {
            0 => {
                let period = Period::of(chance.date());
                (Subject::Month { plan: plan.id, unit, period }, chance.pick(&[Rung::Monthly, Rung::Missed]))
            }
            1 => (Subject::Digest { plan: plan.id, week: Week::of(on) }, Rung::Digest),
            _ if plan.obligations.is_empty() => continue,
            _ => {
                let one = &plan.obligations[chance.below(plan.obligations.len() as u64) as usize];
                (one.subject(), chance.pick(&rungs))
            }
        };
        let due_rev = i32::try_from(chance.below(2)).unwrap();
        fired.push(Fired { subject, due_rev, rung, on, settled: chance.chance(70) });
    }
    fired
}

fn any_plan(chance: &mut Lcg, calendar: &WorkCalendar) -> WatchedPlan {
    let assigned_on = chance.date();
    let rule = RoundRule {
        day: i32::try_from(chance.below(31)).unwrap() + 1,
        on: chance.pick(ReportsOn::ALL),
        late_workdays: u32::try_from(chance.below(15)).unwrap(),
    };
    let begins = Rounds::begin(assigned_on, u32::try_from(chance.below(15)).unwrap(), calendar);
    // Some have opened under another calendar.
    let before = if chance.chance(50) { chance.calendar() } else { calendar.clone() };
    let all = Rounds::new(rule, begins, []);
    let opened: Vec<Round> =
        (1..=chance.below(13)).map(|month| all.round(format!("2024-{month:02}").parse().unwrap(), &before)).collect();
    WatchedPlan {
        id: PlanId::new(1),
        assigned_on,
        rounds: Rounds::new(rule, begins, opened),
        leaders: if chance.chance(70) { vec![UnitId::new(30)] } else { Vec::new() },
        obligations: (1..=chance.below(6))
            .map(|id| any_watched(chance, i64::try_from(id).unwrap(), assigned_on))
            .collect(),
    }
}

/// What the rules have work with on a day, if all that was said has arrived.
fn work_on(
    plan: &WatchedPlan,
    fired: &[Fired],
    (calendar, rules): (&WorkCalendar, &Ladder),
    date: NaiveDate,
) -> Vec<Matter> {
    let by_key = |id: &ObligationId| plan.obligations.iter().find(|one| one.id == *id).unwrap();
    let notices = due_notices(plan, fired, calendar, rules, date);
    let told = notices.iter().map(|notice| match notice.key.subject {
        Subject::Obligation(id) => Matter::Obligation(by_key(&id).unit, id),
        Subject::Month { unit, .. } => Matter::Unit(unit),
        Subject::Digest { .. } => Matter::Plan,
    });
    let proposals = due_proposals(plan, fired, calendar, rules, date);
    let proposed = proposals.iter().map(|one| Matter::Obligation(by_key(&one.obligation).unit, one.obligation));
    told.chain(proposed).collect()
}

#[test]
fn the_day_is_the_first_on_which_the_rules_have_work() {
    let mut chance = Lcg::new(6);
    let (mut found, mut never, mut early) = (0, 0, 0);
    for case in 0..400 {
        let calendar = chance.calendar();
        let plan = any_plan(&mut chance, &calendar);
        let fired = any_fired(&mut chance, &plan);
        let arrived: Vec<Fired> = fired.iter().map(|one| Fired { settled: true, ..*one }).collect();
        let from = chance.date();
        let rules = ladder();
        let mut first = std::collections::BTreeMap::new();
        for date in from.iter_days().take(DAYS) {
            for matter in work_on(&plan, &arrived, (&calendar, &rules), date) {
                first.entry(matter).or_insert(date);
            }
        }
        let known = ByTime { passed_on: None, overdue_known: true };
        let units = plan.obligations.iter().map(|one| Matter::Unit(one.unit));
        let ones = plan.obligations.iter().map(|one| Matter::Obligation(one.unit, one.id));
        for matter in units.chain(ones) {
            let next = match matter {
                Matter::Unit(unit) => of_unit(&plan, unit, &Given::new(&fired), (&calendar, &rules), from),
                Matter::Obligation(_, id) => {
                    let one = plan.obligations.iter().find(|one| one.id == id).unwrap();
                    let own: Vec<Fired> =
                        fired.iter().copied().filter(|fired| fired.subject == one.subject()).collect();
                    of_obligation(one, &own, known, (&calendar, &rules), from)
                }
                Matter::Plan => continue,
            };
            let right = first.get(&matter).copied();
            if right != next.on {
                let before_it = next.on.is_some_and(|on| right.is_none_or(|right| on < right));
                assert!(before_it, "{case} {from} {matter:?}: {:?} for {right:?}\n{plan:?}\n{fired:?}", next.on);
                early += 1;
            }
            found += usize::from(right.is_some());
            never += usize::from(right.is_none());
        }
        // A round that opens is work as well: a plan's day may be earlier than its brief.
        let next = of_plan(&plan, &Given::new(&fired), &calendar, from).on;
        let brief = first.get(&Matter::Plan).copied();
        assert!(brief.is_none_or(|brief| next.is_some_and(|on| on <= brief)), "{case} {from}: {next:?} for {brief:?}");
    }
    assert!(found > 300 && never > 300, "{found} {never}");
    assert!(early * 50 < found + never, "{early} of {} are earlier than they need be", found + never);
}

#[test]
fn a_notice_on_its_way_is_waited_for_and_what_does_not_wait_comes_all_the_same() {
    let one = watched("2024-06-28");
    let on_its_way =
        Fired { subject: one.subject(), due_rev: 0, rung: Rung::Before(1), on: day("2024-06-27"), settled: false };
    let rules = (&guangxi(), &ladder());
    let known = ByTime { overdue_known: true, ..ByTime::default() };
    let next = of_obligation(&one, &[on_its_way], known, rules, day("2024-06-27"));
    assert_eq!(next, Next { on: Some(day("2024-07-01")), waits_for: Some(0) });
    let next = of_obligation(&one, &[on_its_way], ByTime::default(), rules, day("2024-06-27"));
    assert_eq!(next, Next { on: Some(day("2024-06-29")), waits_for: None }, "its history is written on a Saturday too");
    let arrived = Fired { settled: true, ..on_its_way };
    let next = of_obligation(&one, &[arrived], known, rules, day("2024-06-27"));
    assert_eq!(next, Next { on: Some(day("2024-07-01")), waits_for: None });
    let redated = Watched { due_rev: 1, redated_on: Some(day("2024-06-27")), ..one };
    assert_eq!(of_obligation(&redated, &[on_its_way], known, rules, day("2024-06-27")).waits_for, None);
}

#[test]
fn a_silent_lead_and_a_date_that_goes_by_are_work_once() {
    let one = watched("2024-06-28");
    let rules = (&guangxi(), &ladder());
    let of = |by_time| of_obligation(&one, &[], by_time, rules, day("2024-03-04")).on;
    assert_eq!(of(ByTime::default()), Some(day("2024-06-14")), "the first reminder");
    assert_eq!(of(ByTime { passed_on: Some(day("2024-03-11")), overdue_known: false }), Some(day("2024-03-11")));
    let closed = Watched { duty: crate::obligation::due::Duty { status: Status::Closed, ..one.duty }, ..one.clone() };
    assert_eq!(of_obligation(&closed, &[], ByTime::default(), rules, day("2024-03-04")), Next::default());
}

#[test]
fn a_plan_is_looked_at_when_a_round_opens_and_in_the_week_of_a_brief() {
    let (calendar, mut plan) = (guangxi(), plan(Vec::new()));
    let brief = |day_of_week: &str| Fired {
        subject: Subject::Digest { plan: plan.id, week: Week::of(day(day_of_week)) },
        due_rev: 0,
        rung: Rung::Digest,
        on: day(day_of_week),
        settled: true,
    };
    let on =
        |plan: &WatchedPlan, fired: &[Fired], from: &str| of_plan(plan, &Given::new(fired), &calendar, day(from)).on;
    assert_eq!(on(&plan, &[], "2024-06-13"), Some(day("2024-06-13")));
    assert_eq!(on(&plan, &[brief("2024-06-13")], "2024-06-13"), Some(day("2024-06-17")));
    assert_eq!(on(&plan, &[brief("2024-06-24")], "2024-06-26"), Some(day("2024-07-01")), "July opens");
    plan.leaders.clear();
    assert_eq!(on(&plan, &[], "2024-06-13"), Some(day("2024-06-14")), "somebody may lead by then");
}
