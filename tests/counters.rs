//! Counters in rows that stand at the last number their column takes, by hand or by age: nothing fails over them.

use duban::domain::person::Role;

use crate::support::app::{PASSWORD, TestApp, location};
use crate::support::database::{execute, number};

const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn a_step_after_the_last_version_there_is_is_another_version() {
    let app = TestApp::start().await;
    let wei = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let id = number(
        &app.ctx.db,
        &format!(
            "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}'"
        ),
    );
    let last = i32::MAX.to_string();
    execute(&app.ctx.db, &format!("UPDATE obligations SET version = {last}, due_rev = {last}"));
    let (page, step) = (format!("/obligations/{id}"), format!("/obligations/{id}/acknowledgement"));
    location(&wei.submit(&page, &step, &[("version", &last)]).await);
    assert_eq!(number(&app.ctx.db, &format!("SELECT version FROM obligations WHERE id = {id}")), 0);
    let stale = wei.submit(&page, &step, &[("version", &last)]).await;
    let said = (stale.status().as_u16(), stale.text().await.expect("a page"));
    assert!(said.0 == 409 && said.1.contains("刚在别处更新"), "whoever saw the older one is refused: {said:?}");
    duban::actions::tick(&app.ctx).expect("a tick");
}

#[actix_web::test]
async fn failures_without_number_are_counted_like_others() {
    let app = TestApp::start_with_settings(&[("DUBAN__AUTH__LOCK_AFTER_FAILURES", "2147483647")]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let wrong = || async { app.browser().sign_in(&email, "not-the-passw0rd").await.status().as_u16() };
    assert_eq!(wrong().await, 422);
    execute(&app.ctx.db, "UPDATE sign_in_tries SET failures = 2147483647, blocked_until = NULL");
    assert_eq!(wrong().await, 422);
    execute(&app.ctx.db, "UPDATE sign_in_tries SET blocked_until = NULL");
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 303);
}

/// What counts on in a statement goes through `db/counting.rs`.
#[test]
fn no_statement_counts_on_by_itself() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/db");
    let (mut folders, mut seen) = (vec![std::path::PathBuf::from(folder)], 0);
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a file");
            for line in text.lines().filter(|line| !path.ends_with("counting.rs") && !line.contains("case_when")) {
                let mut words = line.split(' ').zip(line.split(' ').skip(1));
                let counts = |(before, sign): (&str, &str)| {
                    before.rsplit('(').next().is_some_and(|name| name.contains("::")) && matches!(sign, "+" | "-")
                };
                assert!(!words.any(counts), "{}: {line}", path.display());
            }
            seen += text.matches("one_more!").count() + text.matches("another!").count();
        }
    }
    assert!(seen >= 5, "the search has lost its way: {seen}");
}
