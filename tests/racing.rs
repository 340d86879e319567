//! What several do at once: the database says who was first, and the others are told so in words.

use std::collections::BTreeMap;
use std::sync::Barrier;
use std::thread;

use diesel::connection::SimpleConnection as _;
use duban::actions::{ActionError, Actor, AddPerson, Context, ImportPlan, add_people, import_plan};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::db::Database;
use duban::domain::person::Role;

use super::support::app::{begun_with, context, guangxi};
use super::support::database::{TestDatabase, lines, number};
use super::support::office::{OFFICE, Office};
use super::support::{address_of, said};

/// So many at once.
const RACERS: usize = 6;

/// What each of several that begin together is answered.
fn together<T: Send>(work: impl Fn(usize) -> Result<T, ActionError> + Sync) -> Vec<Result<T, ActionError>> {
    let start = Barrier::new(RACERS);
    thread::scope(|scope| {
        let racers: Vec<_> = (0..RACERS)
            .map(|racer| {
                let (start, work) = (&start, &work);
                scope.spawn(move || {
                    start.wait();
                    work(racer)
                })
            })
            .collect();
        racers.into_iter().map(|racer| racer.join().expect("no panic")).collect()
    })
}

/// How many succeeded, and what the others were told: the keys of the reasons.
fn outcome<T>(answers: &[Result<T, ActionError>]) -> (usize, BTreeMap<String, usize>) {
    let mut told = BTreeMap::new();
    for error in answers.iter().filter_map(|answer| answer.as_ref().err()) {
        let word = match error {
            ActionError::Conflict { reason, .. } => reason.key.to_owned(),
            other => format!("{other:?}"),
        };
        *told.entry(word).or_insert(0) += 1;
    }
    (answers.iter().filter(|answer| answer.is_ok()).count(), told)
}

/// A database in which the plan is tracked.
fn tracked() -> (TestDatabase, Database) {
    let Office { ctx, database } = Office::empty("2024-03-01");
    (database, ctx.db)
}

fn empty() -> (Context, TestDatabase) {
    let database = begun_with("calendar", "2024-03-01", |_| ());
    (context(&database, &[]), database)
}

#[test]
fn of_texts_of_one_title_that_are_imported_at_once_one_is_a_plan() {
    let (ctx, _database) = empty();
    let registry = UnitRegistry::guangxi().expect("the registry");
    let text = include_str!("../seeds/guangxi-air-2024/plan.txt");
    let answers = together(|racer| {
        let draft = compile(
            &format!("{text}\n{}", "　".repeat(racer) + "附注。"),
            &Options { registry: &registry, year: None },
        );
        let activate_on = Some(ctx.clock.today());
        import_plan(
            &ctx,
            &Actor::Console,
            &ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on },
        )
    });
    let (plans, told) = outcome(&answers);
    assert_eq!(plans, 1, "{told:?}");
    assert!(
        told.keys().all(|key| ["plan.same_as_active", "plan.imported_meanwhile"].contains(&key.as_str())),
        "{told:?}"
    );
    assert_eq!(number(&ctx.db, "SELECT count(*) FROM obligations"), 504);
    assert_eq!(lines(&ctx.db, "SELECT state AS line FROM plans"), ["active"]);
}

#[test]
fn first_imports_of_several_plans_at_once_all_succeed() {
    let (ctx, _database) = empty();
    let registry = UnitRegistry::guangxi().expect("the registry");
    let answers = together(|racer| {
        let mut draft = guangxi(&registry);
        draft.plan.title = format!("第{racer}个工作计划");
        draft.document.text.push_str(&racer.to_string());
        import_plan(
            &ctx,
            &Actor::Console,
            &ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on: None },
        )
    });
    assert_eq!(outcome(&answers), (RACERS, BTreeMap::new()));
    let twice = "SELECT count(*) FROM (SELECT name FROM units GROUP BY name HAVING count(*) > 1) AS twice";
    assert_eq!(number(&ctx.db, twice), 0);
}

#[test]
fn a_post_that_several_give_at_once_stands_once() {
    let office = Office::empty("2024-03-01");
    office.add(OFFICE, Role::Leader, "zhao");
    let wish = AddPerson {
        name: said("zhao"),
        email: Some(said(&address_of("zhao"))),
        phone: None,
        unit: said("桂林市人民政府"),
        role: Role::Liaison,
    };
    let answers =
        together(|_| add_people(&office.ctx, &Actor::Console, std::slice::from_ref(&wish)).map_err(|(_, error)| error));
    let (given, told) = outcome(&answers);
    assert_eq!((given, told), (1, BTreeMap::from([("person.post_held".to_owned(), RACERS - 1)])));
    assert_eq!(number(office.db(), "SELECT count(*) FROM posts WHERE role = 'liaison'"), 1);
}

#[test]
fn a_person_whom_several_add_at_once_is_one() {
    let office = Office::empty("2024-03-01");
    let wish = AddPerson {
        name: said("qian"),
        email: Some(said(&address_of("qian"))),
        phone: None,
        unit: said("桂林市人民政府"),
        role: Role::Liaison,
    };
    let answers =
        together(|_| add_people(&office.ctx, &Actor::Console, std::slice::from_ref(&wish)).map_err(|(_, error)| error));
    let (added, told) = outcome(&answers);
    assert_eq!(added, 1, "{told:?}");
    assert!(told.keys().all(|key| ["person.post_held", "error.duplicate"].contains(&key.as_str())), "{told:?}");
    assert_eq!(number(office.db(), "SELECT count(*) FROM posts WHERE role = 'liaison'"), 1);
}

/// Whether the tables take what a statement writes.
fn is_taken(db: &Database, statement: &str) -> bool {
    db.bare(|c| Ok(c.batch_execute(statement)?)).is_ok()
}

#[test]
fn of_a_series_each_is_owed_once_and_a_part_is_no_second_one_of_its_whole() {
    let (_database, db) = tracked();
    let of_kind = |kind: &str| number(&db, &format!("SELECT min(id) FROM obligations WHERE kind = '{kind}'"));
    for id in [of_kind("standing"), of_kind("dated")] {
        let again = |unit: &str, occurrence: &str, parent: &str| {
            is_taken(
                &db,
                &format!(
                    "INSERT INTO obligations (plan_id, measure_id, milestone_id, unit_id, kind, deliverable, due, original_due, \
                     status, long_range, created_at, occurrence, parent_id) SELECT plan_id, measure_id, milestone_id, {unit}, \
                     kind, deliverable, due, original_due, status, long_range, created_at, {occurrence}, {parent} \
                     FROM obligations WHERE id = {id}"
                ),
            )
        };
        assert!(!again("unit_id", "0", "NULL"), "it is owed");
        assert!(again("unit_id", "1", "NULL") && !again("unit_id", "1", "NULL"), "the first of a series, once");
        assert!(!again("unit_id", "-1", "NULL"));
        let part = again("unit_id", "0", "id");
        assert!(part && !again("unit_id", "0", "id"), "its own part of it, once");
        assert!(!again("unit_id", "0", "9999999"), "a part of nothing");
        let mine = format!("UPDATE obligations SET parent_id = id WHERE id = {id}");
        assert!(!is_taken(&db, &mine), "a part of itself");
    }
    assert!(!is_taken(&db, "UPDATE units SET parent_id = id"), "above itself");
    assert!(is_taken(
        &db,
        "UPDATE units SET parent_id = (SELECT max(id) FROM units) WHERE id = (SELECT min(id) FROM units)"
    ));
}

#[test]
fn what_takes_two_people_is_asked_once_and_decided_by_another() {
    let (_database, db) = tracked();
    let person = "INSERT INTO people (id, name, email, created_at) VALUES (1, '甲', 'a@test.example', '2024-03-01 00:00:00'), \
         (2, '乙', 'b@test.example', '2024-03-01 00:00:00')";
    assert!(is_taken(&db, person));
    let ask = "INSERT INTO approvals (kind, person_id, requested_by, requested_at) VALUES ('link', 1, 1, '2024-03-01 00:00:00')";
    assert!(is_taken(&db, ask) && !is_taken(&db, ask), "it waits already");
    let decide = |by: usize| {
        format!("UPDATE approvals SET decided_by = {by}, decided_at = '2024-03-01 01:00:00', agreed = TRUE")
    };
    assert!(!is_taken(&db, &decide(1)), "whoever asks does not decide");
    assert!(!is_taken(&db, "UPDATE approvals SET decided_by = 2"), "at no time");
    assert!(is_taken(&db, &decide(2)) && is_taken(&db, ask), "decided, and asked anew");
}
