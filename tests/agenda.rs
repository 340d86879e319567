//! The clock looks at what its agenda says, and misses nothing of what the rules have work with; what a day brings leaves in one mail.

use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use chrono::{Days, NaiveDate};
use duban::actions::{Actor, ImportPlan, compare_agenda, import_plan, rehearse_tick, tick};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::db::asked_here;
use duban::delivery::Courier;
use duban::domain::id::PlanId;
use duban::domain::person::Role;
use duban::mail::Transport;

use crate::support::chance::Chance;
use crate::support::command::duban_at;
use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};

const GUILIN: &str = "桂林市人民政府";

/// The second plan: made up, due on the day of the cement plans.
const WATER: &str = "广西2024年水污染防治工作计划\n\n一、重点任务\n\n（一）流域治理\n\n\
    1. 编制治理方案。2024年5月底前，各设区市编制流域治理方案。（自治区生态环境厅牵头，各设区市人民政府负责）\n";

fn hand_out_water(office: &Office) -> PlanId {
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = compile(WATER, &Options { registry: &registry, year: None });
    let activate_on = Some(office.ctx.clock.today());
    let wish = ImportPlan { source_name: "water.txt", file: b"", draft: &draft, registry: &registry, activate_on };
    import_plan(&office.ctx, &Actor::Console, &wish).expect("the plan").plan_id
}

/// Marks all that is tracked as changed: the next tick looks at everything.
fn look_at_everything(office: &Office) {
    execute(office.db(), "UPDATE agenda SET next_on = '1900-01-01', waits_for = NULL");
}

/// Changes something that the rules go by, past every action.
fn meddle(office: &Office, chance: &mut Chance, today: NaiveDate) {
    let one = chance.below(560) + 1;
    let soon = today + Days::new(chance.below(30) as u64);
    let month = soon.format("%Y-%m");
    let statements = [
        format!("UPDATE obligations SET status = 'closed', awaiting = NULL WHERE id % 23 = {}", one % 23),
        format!("UPDATE obligations SET status = 'acknowledged', awaiting = NULL WHERE id % 7 = {}", one % 7),
        format!("UPDATE obligations SET due = '{soon}' WHERE id % 11 = {}", one % 11),
        format!(
            "UPDATE obligations SET answer_by = '{soon}', due_rev = due_rev + 1, redated_on = '{today}' WHERE id % 9 = {}",
            one % 9
        ),
        format!("UPDATE obligations SET reported_period = '{month}' WHERE id % 5 = {}", one % 5),
        format!(
            "UPDATE obligations SET reported_period = NULL, status = 'returned', awaiting = NULL WHERE id % 6 = {}",
            one % 6
        ),
        format!("UPDATE obligations SET cadence = 'quarter' WHERE id % 8 = {}", one % 8),
        format!(
            "UPDATE obligations SET status = 'submitted', awaiting = 'lead', submitted_at = '{today} 01:00:00' WHERE id % 13 = {}",
            one % 13
        ),
        format!("UPDATE units SET class = 'department' WHERE id = {}", one % 14 + 1),
        "UPDATE units SET class = 'city' WHERE class = 'department' AND name LIKE '%市人民政府'".to_owned(),
        format!("DELETE FROM assignments WHERE role = 'lead' AND measure_id = {}", one % 20 + 1),
        format!("UPDATE plans SET cutoff_day = {} WHERE id = 1", one % 28 + 1),
        format!("UPDATE units SET coordinating = NOT coordinating WHERE name = '{OFFICE}'"),
        format!(
            "UPDATE obligations SET unit_id = (SELECT min(id) FROM units WHERE name = '{GUILIN}') WHERE id % 97 = {} AND kind = 'dated' AND NOT EXISTS (SELECT 1 FROM obligations AS o WHERE o.milestone_id = obligations.milestone_id AND o.unit_id = (SELECT min(id) FROM units WHERE name = '{GUILIN}'))",
            one % 97
        ),
        "UPDATE plans SET state = 'closed' WHERE id = 2".to_owned(),
        "UPDATE plans SET state = 'active' WHERE id = 2".to_owned(),
    ];
    execute(office.db(), &statements[chance.below(statements.len())]);
}

#[test]
fn whatever_is_changed_by_whomever_the_clock_misses_nothing() {
    let office = Office::full("2024-03-01");
    hand_out_water(&office);
    let mut chance = Chance::new(12);
    let mut today: NaiveDate = "2024-03-01".parse().expect("a date");
    let (mut told, mut overdue, mut passed) = (0, 0, 0);
    for step in 0..36 {
        today = today + Days::new(chance.below(12) as u64);
        for _ in 0..chance.below(4) {
            meddle(&office, &mut chance, today);
        }
        if chance.below(9) == 0 {
            office.announce(&format!("{},CN-GX,off,停电,试\n", today + Days::new(chance.below(20) as u64)));
        }
        let ticked = office.tick(&format!("{today} 10:00"));
        (told, overdue, passed) = (told + ticked.notices, overdue + ticked.became_overdue, passed + ticked.passed_on);
        assert!(ticked.is_whole(), "{step} {today}: {ticked:?}");
        assert_eq!(compare_agenda(&office.ctx, false).expect("a comparison"), [], "{step} {today}");
        let rounds = office.count("rounds");
        look_at_everything(&office);
        let again = tick(&office.ctx).expect("a tick");
        let missed = (again.notices, again.proposals, again.became_overdue, again.passed_on, office.count("rounds"));
        assert_eq!(missed, (0, 0, 0, 0, rounds), "{step} {today}: {:?}", again.queued);
        if chance.below(3) > 0 {
            office.hand_over();
        }
    }
    assert!(told > 100 && overdue > 10 && passed > 0, "{told} {overdue} {passed}");
    assert_eq!(number(office.db(), "SELECT count(*) FROM agenda WHERE next_on = '1900-01-01'"), 0, "all was looked at");
}

#[test]
fn what_was_copied_or_changed_past_the_triggers_is_found_and_mended() {
    let office = Office::full("2024-03-01");
    office.tick("2024-05-20 10:00");
    office.hand_over();
    assert_eq!(compare_agenda(&office.ctx, false).expect("a comparison"), []);
    let cement = office.obligation(GUILIN, "水泥熟料生产企业");
    execute(
        office.db(),
        &format!(
            "UPDATE agenda SET next_on = NULL WHERE obligation_id = {cement}; DELETE FROM agenda WHERE obligation_id = {cement} + 1"
        ),
    );
    let said = |mends| -> Vec<String> {
        compare_agenda(&office.ctx, mends).expect("a comparison").iter().map(ToString::to_string).collect()
    };
    let (one, other) = (cement.get(), cement.get() + 1);
    assert_eq!(said(false), [other.to_string(), one.to_string()]);
    assert_eq!(said(true).len(), 2);
    assert_eq!(said(false), [""; 0]);
    office.tick("2024-06-03 10:00");
    assert_eq!(office.told_of(cement).last().map(String::as_str), Some("2024-06-03 +1 liaison mail"));
}

#[test]
fn a_clock_that_is_set_back_looks_at_everything_anew() {
    let office = Office::full("2024-03-01");
    office.vacate(OFFICE, Role::Leader);
    execute(office.db(), "UPDATE obligations SET status = 'suspended' WHERE kind = 'dated'");
    office.tick("2030-07-01 10:00");
    office.tick("2024-06-20 10:00");
    assert_eq!(
        number(office.db(), "SELECT count(*) FROM notices WHERE rung = 'monthly' AND fired_on = '2024-06-20'"),
        30
    );
}

#[test]
fn an_empty_tick_asks_six_things() {
    let office = Office::full("2024-03-01");
    hand_out_water(&office);
    office.tick("2024-06-14 10:00");
    office.hand_over();
    office.tick("2024-06-14 10:01");
    office.set_clock("2024-06-14 10:02");
    let before = asked_here();
    let ticked = tick(&office.ctx).expect("a tick");
    let asked = asked_here().since(before).statements;
    assert_eq!((ticked.plans, ticked.notices), (0, 0));
    assert!(asked <= 7, "{asked} with its commit");
}

#[test]
fn a_notice_on_its_way_keeps_nobody_busy() {
    let office = Office::full("2024-03-01");
    office.tick("2024-06-03 10:00");
    let late = number(office.db(), "SELECT count(*) FROM agenda WHERE waits_for IS NOT NULL");
    assert!(late > 20, "{late}");
    // Nothing has left for days.
    office.tick("2024-06-05 10:00");
    assert_eq!(office.tick("2024-06-05 10:01").plans, 0, "what waits is looked at in vain");
    office.hand_over();
    assert_eq!(office.tick("2024-06-05 10:02").plans, 1);
    assert!(number(office.db(), "SELECT count(*) FROM notices WHERE rung = '+3'") > 20);
}

/// Lets nothing of a plan be told before somebody says so: a tick that comes to it stands still, for a long time.
fn stand_still(office: &Office, plan: PlanId) {
    let statement = if office.database.is_postgres() {
        format!(
            "CREATE FUNCTION stand_still() RETURNS trigger AS 'BEGIN PERFORM pg_sleep(300); RETURN NEW; END' LANGUAGE plpgsql; \
             CREATE TRIGGER stand_still BEFORE INSERT ON notices FOR EACH ROW WHEN (NEW.plan_id = {plan}) EXECUTE FUNCTION stand_still()"
        )
    } else {
        format!(
            "CREATE TRIGGER stand_still BEFORE INSERT ON notices WHEN NEW.plan_id = {plan} BEGIN \
             SELECT count(*) FROM (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000000000) SELECT i FROM n); END"
        )
    };
    execute(office.db(), &statement);
}

fn go_on(office: &Office) {
    let of = if office.database.is_postgres() { " ON notices" } else { "" };
    execute(office.db(), &format!("DROP TRIGGER stand_still{of}"));
}

/// A tick that is killed when it has done the first plan and not the second.
fn killed_between_plans(office: &Office, now: &str) {
    let mut tick: Child = duban_at(now, &office.database)
        .arg("tick")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the binary starts");
    for _ in 0..3000 {
        if office.count("notices WHERE plan_id = 1") > 0 {
            break;
        }
        thread::sleep(Duration::from_millis(20));
    }
    assert!(office.count("notices WHERE plan_id = 1") > 0, "the first plan was never done");
    tick.kill().expect("a signal");
    tick.wait().expect("its end");
}

#[test]
fn a_killed_round_lets_no_mail_leave_and_the_next_one_finishes_it() {
    let office = Office::empty("2024-03-01");
    office.add(GUILIN, Role::Liaison, "wei");
    let water = hand_out_water(&office);
    stand_still(&office, water);
    killed_between_plans(&office, "2024-06-03 10:00");
    office.set_clock("2024-06-03 10:01");
    let deliver = || Courier::default().deliver(&office.ctx, &Transport::Capture).expect("a run");
    deliver();
    let state = |office: &Office| lines(office.db(), "SELECT state AS line FROM mails");
    assert_eq!(state(&office), ["pending"], "half of a day's mail has left");
    go_on(&office);
    tick(&office.ctx).expect("a tick");
    deliver();
    assert_eq!(state(&office), ["accepted"]);
    let plans = "SELECT DISTINCT CAST(plan_id AS TEXT) AS line FROM notices WHERE mail_id IS NOT NULL ORDER BY 1";
    assert_eq!(lines(office.db(), plans), ["1", water.to_string().as_str()], "one mail about both");
}

#[test]
fn a_dry_run_over_several_plans_says_one_mail_a_person() {
    let office = Office::full("2024-03-01");
    hand_out_water(&office);
    office.set_clock("2024-06-03 07:00");
    let would = rehearse_tick(&office.ctx).expect("a rehearsal");
    let ticked = tick(&office.ctx).expect("a tick");
    assert_eq!((would.mails, would.notices), (ticked.mails, ticked.notices));
    assert_eq!((would.queued, ticked.mails), (ticked.queued, office.count("mails")));
}

#[test]
fn what_joins_a_mail_that_was_sealed_opens_it_until_its_round_is_over() {
    let office = Office::empty("2024-03-01");
    office.add(GUILIN, Role::Liaison, "wei");
    let water = hand_out_water(&office);
    execute(office.db(), &format!("UPDATE plans SET state = 'closed' WHERE id = {water}"));
    office.tick("2024-06-03 07:00");
    assert_eq!(office.count("mails WHERE sealed"), 1, "it waits for the hour alone");
    // The other plan has more for the same person.
    execute(office.db(), &format!("UPDATE plans SET state = 'active' WHERE id = {water}"));
    let trigger = match office.database.is_postgres() {
        true => {
            "CREATE FUNCTION stop() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''stop''; END' LANGUAGE plpgsql; \
                 CREATE TRIGGER stop BEFORE UPDATE ON beats FOR EACH ROW EXECUTE FUNCTION stop()"
        }
        false => "CREATE TRIGGER stop BEFORE UPDATE ON beats BEGIN SELECT RAISE(ABORT, 'stop'); END",
    };
    execute(office.db(), trigger);
    office.set_clock("2024-06-03 10:00");
    assert!(tick(&office.ctx).is_err(), "it dies at its end");
    assert!(office.count("notices WHERE plan_id = 2 AND mail_id IS NOT NULL") > 0);
    assert_eq!(office.count("mails WHERE sealed"), 0, "it might leave without them");
    execute(
        office.db(),
        if office.database.is_postgres() { "DROP TRIGGER stop ON beats" } else { "DROP TRIGGER stop" },
    );
    tick(&office.ctx).expect("a tick");
    assert_eq!(office.count("mails WHERE sealed"), 1);
}
