//! Somebody who is known is added again: a post is added, and what was typed and not taken is said.

use duban::domain::person::Role;

use super::{GUILIN, LIUZHOU, OFFICE, key};
use crate::support::app::{PASSWORD, TestApp};
use crate::support::command::{duban, succeed};
use crate::support::database::lines;

#[actix_web::test]
async fn the_page_says_that_a_post_was_added_and_that_another_telephone_was_not_taken() {
    let app = TestApp::start().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let form = |phone, unit| {
        [("name", "wei"), ("email", "wei@test.example"), ("phone", phone), ("unit", unit), ("role", "liaison")]
    };
    let html = system.submit("/people", "/people", &form("0773-7654321", LIUZHOU)).await.text().await.expect("a page");
    assert!(html.contains("已给wei增加岗位") && html.contains("（0771-1234567）不同，没有更改"), "{html}");
    let html = system
        .submit("/people", "/people", &form("0771-1234567", "南宁市人民政府"))
        .await
        .text()
        .await
        .expect("a page");
    assert!(html.contains("已给wei增加岗位") && !html.contains("没有更改"), "{html}");
    let trail = format!(
        "SELECT verb AS line FROM audit WHERE object = 'person' AND object_id = {} AND verb LIKE 'add%' ORDER BY id",
        key(&app, &email)
    );
    assert_eq!(lines(&app.ctx.db, &trail), ["add_person", "add_post", "add_post"]);
    let mut command = duban(&app.database);
    command.args(["people", "add", "--name", "wei", "--email", &email, "--phone", "0779-1", "--role", "liaison"]);
    let said = succeed(command.args(["--unit", "北海市人民政府"]));
    assert!(said.contains("增加岗位 1 个") && said.contains("没有更改"), "{said}");
}

#[actix_web::test]
async fn a_table_that_makes_somebody_a_coordinator_closes_the_way_in_and_prints_a_new_link() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let liaison = app.signed_in(&email).await;
    let table = format!("姓名,邮箱,电话,单位,角色\nwei,{email},,{OFFICE},调度人员\nwei,{email},,{OFFICE},领导\n");
    std::fs::write(app.database.folder.path().join("people.csv"), table).expect("a file");
    let said = succeed(duban(&app.database).args(["people", "add", "--csv", "people.csv"]));
    assert_eq!(said.matches("/set-password/").count(), 1, "the last link alone is good: {said}");
    assert_eq!(liaison.get("/my-work").await.status(), 303);
    assert_eq!(app.browser().sign_in(&email, PASSWORD).await.status(), 422);
    let (_, rest) = said.split_once("/set-password/").expect("a link");
    let token = rest.split_whitespace().next().expect("a token");
    assert_eq!(app.browser().get(&format!("/set-password/{token}")).await.status(), 200);
}
