//! One plan that fails stops no other, and is named.

use duban::actions::tick;
use duban::domain::id::PlanId;
use duban::domain::person::Role;

use super::{allow_any_date, import};
use crate::support::api::OFFICE;
use crate::support::app::TestApp;
use crate::support::command::duban;
use crate::support::database::{execute, number};

/// Nobody can read since when the plan is tracked.
fn break_a_date(app: &TestApp, plan: PlanId) {
    let date = if app.database.is_postgres() { "infinity" } else { "2024/03/01" };
    allow_any_date(&app.ctx.db);
    execute(&app.ctx.db, &format!("UPDATE plans SET assigned_on = '{date}' WHERE id = {plan}"));
}

#[actix_web::test]
async fn a_plan_that_cannot_be_read_is_named_and_the_others_are_ticked() {
    let app = TestApp::start().await;
    let (first, second) = (PlanId::new(1), import(&app, "湿地", true));
    app.add("韦联络", "桂林市人民政府", Role::Liaison);
    app.add("覃调度", OFFICE, Role::Coordinator);
    break_a_date(&app, first);
    app.set_clock("2024-06-14");
    let ticked = tick(&app.ctx).expect("a tick");
    assert_eq!(ticked.failures.iter().map(|one| one.plan_id).collect::<Vec<_>>(), [first]);
    assert!(number(&app.ctx.db, &format!("SELECT count(*) FROM notices WHERE plan_id = {second}")) > 0);
    let browser = app.browser();
    assert_eq!(
        browser.text("/readyz").await,
        "ok\nscheduler: plans not ticked: 1\ndates that cannot be read: 1: plans 1 assigned_on\n"
    );
    let output =
        duban(&app.database).args(["tick", "--as-of", "2024-06-17 09:00"]).output().expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("计划 1《广西2024年度大气污染防治工作计划》未能检查"), "{said}");
    assert!(String::from_utf8_lossy(&output.stdout).contains("有事项须检查的计划 1"), "the others are not said");
    execute(&app.ctx.db, "UPDATE plans SET assigned_on = '2024-03-01' WHERE id = 1");
    assert!(tick(&app.ctx).expect("a tick").is_whole());
    assert_eq!(browser.text("/readyz").await, "ok\n", "it is well again");
}

#[actix_web::test]
async fn a_person_whose_mail_cannot_be_queued_is_passed_over() {
    let app = TestApp::start().await;
    for (name, city) in [("韦联络", "桂林市人民政府"), ("莫联络", "柳州市人民政府")] {
        app.add(name, city, Role::Liaison);
    }
    let person = number(&app.ctx.db, "SELECT id FROM people WHERE name = '韦联络'");
    let trigger = match app.database.is_postgres() {
        true => format!(
            "CREATE FUNCTION refuse() RETURNS trigger AS 'BEGIN RAISE EXCEPTION ''no''; END' LANGUAGE plpgsql; \
             CREATE TRIGGER refuse BEFORE INSERT ON mails FOR EACH ROW WHEN (NEW.person_id = {person}) EXECUTE FUNCTION refuse()"
        ),
        false => format!(
            "CREATE TRIGGER refuse BEFORE INSERT ON mails WHEN NEW.person_id = {person} BEGIN SELECT RAISE(ABORT, 'no'); END"
        ),
    };
    execute(&app.ctx.db, &trigger);
    app.set_clock("2024-05-17");
    let ticked = tick(&app.ctx).expect("a tick");
    assert!(ticked.failures.is_empty() && ticked.passed_over > 0, "{ticked:?}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM mails"), 1, "the other one has a mail");
    execute(
        &app.ctx.db,
        if app.database.is_postgres() { "DROP TRIGGER refuse ON mails" } else { "DROP TRIGGER refuse" },
    );
    assert_eq!(tick(&app.ctx).expect("a tick").mails, 1, "and the first as soon as it can be");
}
