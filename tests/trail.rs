//! Who did it: the trail goes by what somebody is, never by a name.

mod asked;
mod exported;
mod plans;
mod refused;

use duban::domain::person::Role;
use serde_json::json;

use crate::support::api::OFFICE;
use crate::support::app::TestApp;
use crate::support::database::{lines, number};

const GUILIN: &str = "桂林市人民政府";

/// The table of the page alone: the head names the reader.
fn rows(page: &str) -> Vec<&str> {
    page.split("<tr>").skip(2).collect()
}

#[actix_web::test]
async fn a_person_may_be_called_scheduler_and_is_not_taken_for_the_system() {
    let app = TestApp::start().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    for name in ["scheduler", "console", "visitor"] {
        let liaison = app.api_of(name, GUILIN, Role::Liaison).await;
        let duty = liaison.obligation(GUILIN, "（二）1", "dated").await;
        let report = json!({"stage": "in_progress", "progress": name, "submit": false, "version": duty["version"]});
        let path = format!("/obligations/{}", duty["id"]);
        let entry = liaison.post(&format!("{path}/reports"), &report).await.body["history"]
            .as_array()
            .and_then(|history| history.last().cloned())
            .expect("a history");
        assert_eq!((&entry["actor"], &entry["actor_kind"]), (&json!(name), &json!("person")));
        let id = number(&app.ctx.db, &format!("SELECT id FROM people WHERE name = '{name}'"));
        assert_eq!(entry["person_id"], id);

        let page = auditor.text("/audit").await;
        let row = *rows(&page).first().expect("a row");
        assert!(row.contains(&format!("{name} ")) && row.contains(&format!("{name}@test.example")), "{row}");
        assert!(row.contains(&format!("编号 {id}")), "{row}");
        for system in ["\"操作人\">系统", "系统命令行", "未登录者"] {
            assert!(!row.contains(system), "{row}");
        }
        let history = app.signed_in(&format!("{name}@test.example")).await.text(&path).await;
        assert!(history.contains(&format!("· {name}")), "the history has another name for {name}");
    }
}

#[actix_web::test]
async fn the_system_is_named_as_such_in_the_trail() {
    let app = TestApp::start().await;
    app.set_clock("2024-07-01");
    duban::actions::tick(&app.ctx).expect("a tick");
    let kinds = lines(&app.ctx.db, "SELECT DISTINCT actor_kind || ' ' || actor AS line FROM audit ORDER BY 1");
    assert_eq!(kinds, ["console console", "scheduler scheduler"]);
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    let page = auditor.text("/audit").await;
    assert!(rows(&page).iter().any(|row| row.contains("data-label=\"操作人\">系统命令行")), "whoever held the console");
}

#[actix_web::test]
async fn two_people_of_one_name_are_told_apart() {
    let app = TestApp::start().await;
    let (first, second) = (app.add("wei", GUILIN, Role::Liaison), app.add("wei2", GUILIN, Role::Liaison));
    crate::support::database::execute(&app.ctx.db, "UPDATE people SET name = '韦国栋' WHERE name LIKE 'wei%'");
    let api = app.api(&first).await;
    let duty = api.obligation(GUILIN, "（二）1", "dated").await;
    let path = format!("/obligations/{}", duty["id"]);
    let acknowledged = api.post(&format!("{path}/acknowledgement"), &json!({"version": duty["version"]})).await.body;
    let page = app.signed_in(&first).await;
    assert!(!page.text(&path).await.contains("编号"), "one alone needs no number");

    let report = json!({"stage": "done", "progress": "已印发", "submit": true, "version": acknowledged["version"]});
    assert_eq!(app.api(&second).await.post(&format!("{path}/reports"), &report).await.status, 200);
    let numbers =
        lines(&app.ctx.db, "SELECT '· 韦国栋 编号 ' || id AS line FROM people WHERE name = '韦国栋' ORDER BY id");
    let history = page.text(&path).await;
    assert!(numbers.len() == 2 && numbers.iter().all(|number| history.contains(number)), "{numbers:?}");

    let trail = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await.text("/audit").await;
    for account in [first, second] {
        assert!(rows(&trail).iter().any(|row| row.contains("韦国栋 ") && row.contains(&account)), "{account}");
    }
}
