//! What is seen of the program from outside: a line for every request, times, slow statements, the ways that statements take.

use std::process::Command;

use duban::domain::person::Role;
use serde_json::Value;

use crate::support::api::OFFICE;
use crate::support::app::TestApp;
use crate::support::database::lines;
use crate::support::log;

mod ways;

/// What a child is told by that it is one.
const ALONE: &str = "DUBAN_TEST_ALONE";

/// Whether a test has a process to itself: log and counters are the process's, and other tests write into them. Where it has none it is
/// run in one, and nothing is left to do.
fn alone(test: &str) -> bool {
    if std::env::var_os(ALONE).is_some() {
        return true;
    }
    let own = std::env::current_exe().expect("the tests");
    let child = Command::new(own).args(["--exact", test]).env(ALONE, "1").output().expect("a process");
    let said = [child.stdout, child.stderr].map(|said| String::from_utf8_lossy(&said).into_owned()).concat();
    assert!(child.status.success() && said.contains("1 passed"), "{said}");
    false
}

/// The line of the log about the request that was answered so.
fn line_of(answer: &reqwest::Response) -> Value {
    let id = answer.headers()["x-request-id"].to_str().expect("a name").to_owned();
    let found = log::since().into_iter().find(|line| line["target"] == "access" && line["id"] == id.as_str());
    found.unwrap_or_else(|| panic!("no line for {id}"))
}

#[actix_web::test]
async fn every_request_has_a_line_with_its_route_and_nothing_that_somebody_typed() {
    if !alone("observed::every_request_has_a_line_with_its_route_and_nothing_that_somebody_typed") {
        return;
    }
    log::keep();
    let app = TestApp::start().await;
    let coordinator = app.add("覃调度", OFFICE, Role::Coordinator);
    let browser = app.signed_in(&coordinator).await;
    let key = lines(&app.ctx.db, "SELECT CAST(id AS TEXT) AS line FROM people").remove(0);
    log::since();
    let line = line_of(&browser.get("/mails?to=韦联络").await);
    assert_eq!((&line["method"], &line["route"], &line["status"]), (&"GET".into(), &"/mails".into(), &200.into()));
    assert_eq!((line["person"].as_str(), line["source"].as_str()), (Some(key.as_str()), Some("127.0.0.1")));
    assert!(line["statements"].as_u64().is_some_and(|n| n > 3) && line["ms"].is_u64(), "{line}");

    let line = line_of(&browser.get("/obligations/17").await);
    assert_eq!(line["route"], "/obligations/{id}");
    let line = line_of(&app.browser().get("/set-password/a-secret-token").await);
    assert_eq!((&line["route"], &line["person"]), (&"/set-password/{token}".into(), &"-".into()));
    let line = line_of(&app.browser().get("/no/such/address").await);
    assert_eq!((&line["route"], &line["status"]), (&"-".into(), &404.into()));
    let line = line_of(&app.browser().sign_in(&coordinator, "wrong").await);
    assert_eq!((&line["method"], &line["route"]), (&"POST".into(), &"/sign-in".into()));
    for typed in ["韦联络", "secret-token", "such", coordinator.as_str()] {
        assert!(!line.to_string().contains(typed));
    }
}

#[actix_web::test]
async fn the_lines_can_be_switched_off() {
    if !alone("observed::the_lines_can_be_switched_off") {
        return;
    }
    log::keep();
    let app = TestApp::start_with_settings(&[("DUBAN__LOG__ACCESS", "false")]).await;
    let answer = app.browser().get("/healthz").await;
    let id = answer.headers()["x-request-id"].to_str().expect("a name");
    assert!(log::since().iter().all(|line| line["id"] != id));
}

#[actix_web::test]
async fn requests_and_statements_are_counted_by_how_long_they_took() {
    if !alone("observed::requests_and_statements_are_counted_by_how_long_they_took") {
        return;
    }
    let app = TestApp::start_without_plan().await;
    let visitor = app.browser();
    for path in ["/healthz", "/sign-in", "/nothing/a", "/nothing/b", "/obligations/1", "/obligations/2"] {
        visitor.get(path).await;
    }
    let metrics = visitor.text("/metrics").await;
    let request = |labels: &str| format!("duban_request_seconds_count{{method=\"GET\",{labels}}}");
    for (labels, count) in [
        ("route=\"/healthz\",status=\"2xx\"", 1),
        ("route=\"-\",status=\"4xx\"", 2),
        ("route=\"/obligations/{id}\",status=\"3xx\"", 2),
    ] {
        assert!(metrics.contains(&format!("{} {count}\n", request(labels))), "{labels}: {metrics}");
    }
    assert!(!metrics.contains("nothing/"), "what somebody types is no label");
    let statements = metrics.lines().find_map(|line| line.strip_prefix("duban_statement_seconds_count "));
    assert!(statements.is_some_and(|n| n.parse::<u64>().is_ok_and(|n| n > 5)), "{metrics}");
    let infinite = "duban_statement_seconds_bucket{le=\"+Inf\"} ";
    assert!(metrics.contains(infinite) && metrics.contains("duban_statements_slow_total 0\n"), "{metrics}");
}

#[actix_web::test]
async fn a_slow_statement_is_named_without_what_was_bound_to_it() {
    if !alone("observed::a_slow_statement_is_named_without_what_was_bound_to_it") {
        return;
    }
    log::keep();
    let app = TestApp::start_with_settings(&[("DUBAN__DATABASE__SLOW_MS", "1")]).await;
    log::since();
    // Long enough on any machine.
    let slow = match app.database.is_postgres() {
        true => "SELECT CAST(pg_sleep(0.01) AS TEXT) || $1 AS line",
        false => {
            "WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < 200000) \
             SELECT count(*) || $1 AS line FROM k"
        }
    };
    let asked = app.ctx.db.read(|c| {
        use diesel::RunQueryDsl as _;
        Ok::<_, duban::db::DbError>(
            diesel::sql_query(slow).bind::<diesel::sql_types::Text, _>("韦某的电话").execute(c).map(drop)?,
        )
    });
    asked.expect("an answer");
    let named: Vec<Value> = log::since().into_iter().filter(|line| line["message"] == "a slow statement").collect();
    assert!(named.iter().any(|line| line["sql"].as_str().is_some_and(|sql| sql.contains("$1 AS line"))), "{named:?}");
    assert!(named.iter().all(|line| line["level"] == "WARN" && !line.to_string().contains("韦某")), "{named:?}");
    assert!(!app.browser().text("/metrics").await.contains("duban_statements_slow_total 0\n"));
}
