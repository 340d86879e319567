//! A copy of the trail: what is filtered, for Excel, and written down itself.

use duban::domain::person::Role;

use super::GUILIN;
use crate::support::api::OFFICE;
use crate::support::app::TestApp;
use crate::support::database::{execute, lines};

#[actix_web::test]
async fn a_copy_has_what_is_filtered_and_stands_in_the_trail() {
    let app = TestApp::start().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    let liaison = app.add("wei", GUILIN, Role::Liaison);
    execute(&app.ctx.db, "UPDATE people SET name = '=cmd|calc' WHERE name = 'wei'");
    app.signed_in(&liaison).await;
    let answer = auditor.submit("/audit", "/audit/export", &[("filter", "verb=sign_in&who=calc")]).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/csv; charset=utf-8");
    assert!(
        answer.headers()["content-disposition"].to_str().expect("ASCII").starts_with("attachment; filename=\"audit-")
    );
    let bytes = answer.bytes().await.expect("a file");
    let text = std::str::from_utf8(&bytes).expect("UTF-8");
    assert!(text.starts_with("\u{feff}记录编号,时间,操作人,"), "{text}");
    let rows: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{text}");
    assert!(rows[0].contains(",'=cmd|calc,") && rows[0].contains(",登录,人员,"), "{text}");
    let trail = "SELECT actor || ' ' || detail AS line FROM audit WHERE verb = 'export_trail'";
    assert_eq!(lines(&app.ctx.db, trail), [r#"陆审计 {"filters":{"verb":"sign_in","who":"calc"}}"#]);
    let page = auditor.text("/audit?verb=export_trail").await;
    assert!(page.contains("筛选条件") && page.contains("操作 sign_in，操作人 calc"), "{page}");
}

#[actix_web::test]
async fn a_copy_of_many_rows_has_each_of_them_once_and_says_where_it_ends() {
    let app = TestApp::start_without_plan().await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    execute(
        &app.ctx.db,
        "INSERT INTO audit (at, actor, actor_kind, verb, object, object_id, detail) \
         WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100700) \
         SELECT '2024-05-05 00:00:00', 'console', 'console', 'renew_link', 'person', 100000 + i, 'null' FROM n",
    );
    let copy = |filter: &'static str| {
        let auditor = &auditor;
        async move {
            let answer = auditor.submit("/audit", "/audit/export", &[("filter", filter)]).await;
            answer.text().await.expect("a file")
        }
    };
    let some = copy("verb=renew_link&object=person&id=100700").await;
    assert_eq!(some.lines().count(), 2, "{some}");
    let all = copy("verb=renew_link").await;
    let rows: std::collections::BTreeSet<&str> = all.lines().collect();
    assert_eq!(rows.len(), 1 + 100_000 + 1, "head, rows, and what is cut");
    assert!(all.trim_end().lines().last().expect("an end").contains("只导出前 100000 条"));
}

#[actix_web::test]
async fn nobody_else_takes_a_copy() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("coord", OFFICE, Role::Coordinator)).await;
    assert_eq!(coordinator.submit("/plan", "/audit/export", &[("filter", "")]).await.status(), 403);
    assert_eq!(lines(&app.ctx.db, "SELECT verb AS line FROM audit WHERE verb = 'export_trail'"), Vec::<String>::new());
}
