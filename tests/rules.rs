//! Calendar, ladder and lamp rule are versions in the database: whoever starts or edits makes one, and every process reads what changed.

mod shown;

use std::sync::Barrier;
use std::thread;

use duban::actions::{
    self, ActionError, Actor, Follow, RuleChange, SetRules, compare_lamps, follow_files, relight_stale, seed_rules,
    set_rules,
};
use duban::db::asked_here;
use duban::domain::person::Role;
use duban::domain::rules::RuleKind;

use crate::support::app::{TestApp, begun_with, context};
use crate::support::command::duban;
use crate::support::database::{TestDatabase, execute, lines, number};
use crate::support::office::{OFFICE, Office};

const SHIPPED: &str = include_str!("../seeds/calendar/workdays.csv");

/// The versions there are, in order.
const VERSIONS: &str =
    "SELECT kind || ' ' || CAST(version AS TEXT) || ' ' || origin AS line FROM rule_versions ORDER BY kind, version";

/// So many at once.
const RACERS: usize = 6;

/// What each of several that begin together is answered.
fn together<T: Send>(work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(RACERS);
    thread::scope(|scope| {
        let (start, work) = (&start, &work);
        let racers: Vec<_> = (0..RACERS)
            .map(|racer| {
                scope.spawn(move || {
                    start.wait();
                    work(racer)
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().expect("no panic")).collect()
    })
}

fn lamp(days: u32) -> String {
    format!("yellow_workdays = {days}\nbehind_points = 10\n")
}

fn wish(kind: RuleKind, content: &str) -> SetRules<'_> {
    SetRules { kind, content, source: "试验" }
}

#[test]
fn of_several_that_start_at_once_one_makes_each_version() {
    let database = TestDatabase::new();
    database.migrated();
    let ctx = context(&database, &[]);
    for answer in together(|_| seed_rules(&context(&database, &[]), &Actor::Console, Follow::Settings)) {
        answer.expect("a start");
    }
    let first = ["calendar 1 shipped", "ladder 1 shipped", "lamp 1 settings"];
    assert_eq!(lines(&ctx.db, VERSIONS), first);
    assert_eq!(number(&ctx.db, "SELECT count(*) FROM audit WHERE verb = 'set_rules'"), 3);
    let other = [("DUBAN__PLAN__YELLOW_WORKDAYS", "9")];
    for answer in together(|_| seed_rules(&context(&database, &other), &Actor::Console, Follow::Settings)) {
        answer.expect("a start by other settings");
    }
    assert_eq!(lines(&ctx.db, VERSIONS)[3..], ["lamp 2 settings"]);
    assert_eq!(
        number(&ctx.db, "SELECT count(*) FROM calendar_days") + 3,
        SHIPPED.lines().count(),
        "for older programs"
    );
}

#[test]
fn of_several_who_edit_at_once_each_is_told_what_became_of_it() {
    let database = begun_with("calendar", "2024-03-01", |_| ());
    let ctx = context(&database, &[]);
    let before = ctx.db.read(|c| ctx.rules.read(c)).expect("rules").rev;
    let edited = together(|racer| {
        let content = lamp(20 + racer as u32);
        set_rules(&ctx, &Actor::Console, &wish(RuleKind::Lamp, &content)).map(|set| (set.version, racer as u32 + 20))
    });
    let (mut made, mut refused) = (Vec::new(), 0);
    for answer in edited {
        match answer {
            Ok(set) => made.push(set),
            Err(ActionError::Conflict { reason, .. }) => {
                assert_eq!(reason.key, "rules.meanwhile");
                refused += 1;
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    made.sort_unstable();
    let numbers: Vec<i64> = made.iter().map(|(version, _)| *version).collect();
    assert_eq!(numbers, (2..2 + made.len() as i64).collect::<Vec<_>>(), "a gap or a double");
    assert_eq!(made.len() + refused, RACERS);
    let rules = ctx.db.read(|c| ctx.rules.read(c)).expect("rules");
    assert_eq!(Some(rules.lighting.policy.yellow_workdays), made.last().map(|(_, days)| *days), "the last one counts");
    assert_eq!(rules.rev, before + made.len() as i64);
}

#[test]
fn what_is_kept_is_asked_for_by_one_statement_until_it_is_another() {
    let database = begun_with("calendar", "2024-03-01", |_| ());
    let (here, there) = (context(&database, &[]), context(&database, &[]));
    let read = || {
        let before = asked_here();
        let rules = here.db.read(|c| here.rules.read(c)).expect("rules");
        (rules, asked_here().statements - before.statements)
    };
    let (first, parsing) = read();
    let (again, asked) = read();
    assert!(std::sync::Arc::ptr_eq(&first, &again), "parsed anew though nothing changed");
    assert!(asked < parsing && asked <= 3, "{asked} statements with those that begin and end, {parsing} at first");
    set_rules(&there, &Actor::Console, &wish(RuleKind::Lamp, &lamp(12))).expect("another process has edited");
    let (other, _) = read();
    assert_eq!((first.lighting.policy.yellow_workdays, other.lighting.policy.yellow_workdays), (7, 12));
    execute(&here.db, "UPDATE rule_versions SET content = 'yellow_workdays = 3\nbehind_points = 10' WHERE version = 2");
    assert_eq!(read().0.lighting.policy.yellow_workdays, 3, "what is changed past us is seen too");
}

#[test]
fn a_program_with_another_calendar_replaces_its_own_and_an_older_one_does_not_bring_its_back() {
    let database = begun_with("calendar", "2024-03-01", |_| ());
    let ctx = context(&database, &[]);
    // As a program before this one had it: with fewer days, and then this one starts, and the other once more.
    let older = SHIPPED.lines().take(60).collect::<Vec<_>>().join("\n");
    execute(&ctx.db, &format!("UPDATE rule_versions SET content = '{older}' WHERE kind = 'calendar'"));
    seed_rules(&ctx, &Actor::Console, Follow::Program).expect("a start");
    assert_eq!(lines(&ctx.db, VERSIONS)[..2], ["calendar 1 shipped", "calendar 2 shipped"]);
    execute(&ctx.db, &format!("UPDATE rule_versions SET content = '{older}' WHERE kind = 'calendar' AND version = 2"));
    execute(
        &ctx.db,
        &format!("UPDATE rule_versions SET content = '{SHIPPED}' WHERE kind = 'calendar' AND version = 1"),
    );
    seed_rules(&context(&database, &[]), &Actor::Console, Follow::Settings).expect("an older program starts");
    assert_eq!(number(&ctx.db, "SELECT max(version) FROM rule_versions WHERE kind = 'calendar'"), 2);
    // What somebody has edited stays, whatever is shipped or set, until it is told to follow.
    let edited = format!("{older}\n2024-07-26,CN-GX,off,停电,\n");
    set_rules(&ctx, &Actor::Console, &wish(RuleKind::Calendar, &edited)).expect("an edit");
    set_rules(&ctx, &Actor::Console, &wish(RuleKind::Lamp, &lamp(20))).expect("an edit");
    let other = context(&database, &[("DUBAN__PLAN__YELLOW_WORKDAYS", "9")]);
    seed_rules(&other, &Actor::Console, Follow::Settings).expect("a start");
    assert_eq!(
        lines(&ctx.db, VERSIONS)[2..],
        ["calendar 3 imported", "ladder 1 shipped", "lamp 1 settings", "lamp 2 imported"]
    );
    let set = follow_files(&other, &Actor::Console, RuleKind::Lamp).expect("it follows again");
    let place = "yellow_workdays".to_owned();
    assert_eq!(set.changes, [RuleChange::Value { place, was: Some("20".to_owned()), is: Some("9".to_owned()) }]);
    seed_rules(&context(&database, &[]), &Actor::Console, Follow::Program).expect("a look by other settings");
    assert_eq!(number(&ctx.db, "SELECT max(version) FROM rule_versions WHERE kind = 'lamp'"), 3, "no start");
    seed_rules(&context(&database, &[]), &Actor::Console, Follow::Settings).expect("a start");
    assert_eq!(number(&ctx.db, "SELECT max(version) FROM rule_versions WHERE kind = 'lamp'"), 4);
}

#[test]
fn days_that_stood_in_the_database_before_become_its_first_version() {
    for edited in [false, true] {
        let database = begun_with("calendar", "2024-03-01", |_| ());
        let ctx = context(&database, &[]);
        execute(&ctx.db, "DELETE FROM rule_versions");
        execute(&ctx.db, "DELETE FROM calendar_days WHERE region = 'CN-GX'");
        if edited {
            execute(
                &ctx.db,
                "INSERT INTO calendar_days (date, region, kind, name) VALUES ('2024-06-19', 'CN-GX', 'off', '停电')",
            );
        }
        seed_rules(&ctx, &Actor::Console, Follow::Program).expect("a start");
        let origin = if edited { "calendar 1 stored" } else { "calendar 1 shipped" };
        assert_eq!(lines(&ctx.db, VERSIONS)[0], origin);
        let rules = ctx.db.read(|c| ctx.rules.read(c)).expect("rules");
        assert!(rules.damaged.is_empty(), "{:?}", rules.damaged);
        let works = |day: &str| rules.calendar().is_workday(day.parse().expect("a date"));
        assert_eq!(
            (works("2024-06-19"), works("2024-04-11")),
            (!edited, edited),
            "as it stood, or all that is shipped"
        );
    }
}

#[test]
fn lamps_are_reckoned_anew_in_parts_when_a_rule_is_another() {
    let office = Office::full("2024-03-01");
    office.tick("2024-06-03 09:00");
    assert_eq!(compare_lamps(&office.ctx, false).expect("a comparison"), []);
    set_rules(&office.ctx, &Actor::Console, &wish(RuleKind::Lamp, &lamp(15))).expect("an edit");
    assert!(compare_lamps(&office.ctx, false).expect("a comparison").len() > 100);
    assert_eq!(relight_stale(&office.ctx).expect("reckoned"), number(office.db(), "SELECT count(*) FROM obligations"));
    assert_eq!(compare_lamps(&office.ctx, false).expect("a comparison"), []);
    let ladder = include_str!("../config/escalation.toml").replace("workdays = [10, 5, 1]", "workdays = [12, 5, 1]");
    set_rules(&office.ctx, &Actor::Console, &wish(RuleKind::Ladder, &ladder)).expect("an edit");
    assert_eq!(relight_stale(&office.ctx).expect("reckoned"), 0, "lamps know nothing of the ladder");
    // 30 June is a Sunday: twelve working days before the 28th it is 12 June.
    office.tick("2024-06-12 09:00");
    assert!(number(office.db(), "SELECT count(*) FROM notices WHERE rung = '-12'") > 0, "the ladder in use");
}

#[actix_web::test]
async fn a_version_that_cannot_be_read_is_said_everywhere_and_the_last_good_one_is_used() {
    let app = TestApp::start().await;
    actions::tick(&app.ctx).expect("a tick");
    set_rules(&app.ctx, &Actor::Console, &wish(RuleKind::Lamp, &lamp(12))).expect("an edit");
    set_rules(&app.ctx, &Actor::Console, &wish(RuleKind::Lamp, &lamp(13))).expect("an edit");
    execute(&app.ctx.db, "UPDATE rule_versions SET content = 'yellow_workdays = 400' WHERE version = 3");
    let rules = app.ctx.db.read(|c| app.ctx.rules.read(c)).expect("rules");
    assert_eq!((rules.lighting.policy.yellow_workdays, rules.damaged.len()), (12, 1));
    assert!(actions::tick(&app.ctx).expect("a tick").is_whole());
    let ready = app.browser().text("/readyz").await;
    assert!(
        ready.starts_with("ok\n") && ready.contains("rules: lamp version 3 cannot be read, version 2 is used"),
        "{ready}"
    );
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let desk = coordinator.text("/desk").await;
    assert!(desk.contains("亮灯规则第3版无法读取，暂用第2版") && desk.contains("behind_points"), "{desk}");
    let sysadmin = app.signed_in(&app.add("sys", OFFICE, Role::Sysadmin)).await;
    let system = sysadmin.text("/system").await;
    assert!(system.contains("亮灯规则第3版无法读取") && system.contains("工作日历 第1版 · 程序自带"), "{system}");
    let said = |command: &[&str]| {
        let output = duban(&app.database).args(command).output().expect("the binary starts");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(said(&["check"]).contains("FAIL 规则版本：亮灯规则第3版无法读取"), "{}", said(&["check"]));
    assert!(
        said(&["rules", "show"]).contains("亮灯规则：第 2 版（导入），到期前 12 个工作日"),
        "{}",
        said(&["rules", "show"])
    );
    // With nothing left that can be read the program goes by what it has.
    execute(&app.ctx.db, "UPDATE rule_versions SET content = 'nothing'");
    let rules = app.ctx.db.read(|c| app.ctx.rules.read(c)).expect("rules");
    assert_eq!((rules.lighting.policy.yellow_workdays, rules.damaged.len()), (7, 5));
    assert!(!rules.calendar().is_workday("2024-10-01".parse().expect("a date")));
    assert!(actions::tick(&app.ctx).expect("a tick").is_whole());
}
