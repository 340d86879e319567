//! 通知记录: every mail, where it stands, and what it says, on the page and in the calls.

use duban::actions::tick;
use duban::delivery::deliver;
use duban::domain::person::Role;
use duban::mail::Transport;
use serde_json::json;

use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp};
use crate::support::database::{execute, lines};
use crate::support::leftovers::Leftover;

mod again;
mod looked_for;

const GUILIN: &str = "桂林市人民政府";

/// Ten working days before 2024-05-31 the liaison of Guilin is reminded of two plans.
async fn reminded() -> TestApp {
    reminded_all(&[("韦联络", GUILIN)]).await
}

/// The same for these liaisons, a mail each.
async fn reminded_all(liaisons: &[(&str, &str)]) -> TestApp {
    let app = TestApp::start().await;
    for (name, unit) in liaisons {
        app.add(name, unit, Role::Liaison);
    }
    execute(&app.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    app.set_clock("2024-05-17 09:00");
    assert_eq!(tick(&app.ctx).expect("a tick").mails, liaisons.len());
    app
}

fn hand_over(app: &TestApp) {
    assert_eq!(deliver(&app.ctx, &Transport::Capture).expect("a run").accepted, 1);
}

async fn coordinator(app: &TestApp) -> Browser<'_> {
    app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await
}

/// The address of the first mail in the list.
fn first_mail(html: &str) -> String {
    let (_, rest) = html.split_once("href=\"/mails/").expect("a mail");
    format!("/mails/{}", rest.split('"').next().expect("its key"))
}

#[actix_web::test]
async fn a_mail_that_waits_can_be_read_before_it_leaves_and_as_it_left_afterwards() {
    let app = reminded().await;
    let browser = coordinator(&app).await;
    let list = browser.text("/mails").await;
    assert!(list.contains("待发送") && list.contains("不早于 2024-05-17 09:00"), "{list}");
    let address = first_mail(&list);
    let before = browser.text(&address).await;
    assert!(before.contains("尚未发出") && before.contains("水泥"), "{before}");

    hand_over(&app);
    let list = browser.text("/mails").await;
    assert!(list.contains("已发出") && list.contains("【到期提醒】桂林市：2 项将到期"), "{list}");
    let after = browser.text(&address).await;
    assert!(!after.contains("尚未发出") && after.contains("p97e680547edc@test.example"), "{after}");
    assert!(after.contains("到期前 10 个工作日"), "why each obligation is in it");
    let stored = lines(&app.ctx.db, "SELECT body_html AS line FROM mail_texts").join("\n");
    assert_eq!(browser.text(&format!("{address}/html")).await.trim_end(), stored.trim_end(), "the bytes that left");
}

#[actix_web::test]
async fn the_frame_of_a_mail_may_do_nothing() {
    let app = reminded().await;
    let browser = coordinator(&app).await;
    let address = first_mail(&browser.text("/mails").await);
    let answer = browser.get(&format!("{address}/html")).await;
    let policy = answer.headers()["content-security-policy"].to_str().expect("a policy");
    assert!(policy.starts_with("sandbox; default-src 'none';"), "{policy}");
    assert!(!policy.contains("script") && !policy.contains("allow-"), "{policy}");
}

#[actix_web::test]
async fn the_list_is_narrowed_by_its_address() {
    let app = reminded().await;
    let browser = coordinator(&app).await;
    let nothing = "没有符合条件的邮件";
    for (query, found) in [
        ("state=pending", true),
        ("state=accepted", false),
        ("kind=reminder", true),
        ("kind=digest", false),
        ("to=韦联", true),
        ("to=桂林", true),
        ("to=test.example", true),
        ("to=TEST.Example", true),
        ("to=test_example", false),
        ("to=%25", false),
        ("to=_", false),
        ("to=%5C", false),
        ("to=柳州", false),
        ("date=2024-05-17", true),
        ("date=2024-05-18", false),
    ] {
        assert_eq!(!browser.text(&format!("/mails?{query}")).await.contains(nothing), found, "{query}");
    }
    let answer = browser.get("/mails?date=2024-02-30").await;
    assert_eq!(answer.status(), 422);
    assert!(answer.text().await.expect("a page").contains("“日期”不能按“2024-02-30”筛选"));
}

#[actix_web::test]
async fn why_a_mail_did_not_leave_is_said_in_the_readers_language() {
    let app = reminded().await;
    execute(&app.ctx.db, "UPDATE obligations SET status = 'closed'");
    assert_eq!(deliver(&app.ctx, &Transport::Capture).expect("a run").cancelled, 1);
    let browser = coordinator(&app).await;
    let list = browser.text("/mails").await;
    assert!(list.contains("已取消") && list.contains("所列事项在发出前均已办理"), "{list}");
    let page = browser.text(&first_mail(&list)).await;
    assert!(page.contains("没有发出，也没有内容可看"), "{page}");
    assert_eq!(browser.get(&format!("{}/html", first_mail(&list))).await.status(), 404);
    assert!(browser.text("/mails?lang=en").await.contains("Everything in it was done before it left"));
}

#[actix_web::test]
async fn the_outbox_is_for_coordinators_alone() {
    let app = reminded().await;
    let address = first_mail(&coordinator(&app).await.text("/mails").await);
    for role in [Role::Liaison, Role::Head, Role::Leader, Role::Sysadmin, Role::Auditor] {
        let browser = app.signed_in(&app.add(&format!("某{role}"), OFFICE, role)).await;
        for path in ["/mails".to_owned(), address.clone(), format!("{address}/html")] {
            assert_eq!(browser.get(&path).await.status(), 403, "{role} {path}");
        }
    }
    let liaison = app.api_of("石联络", GUILIN, Role::Liaison).await;
    assert_eq!(liaison.get("/mail").await.status, 403);
    assert_eq!(app.browser().get("/mails").await.status(), 303, "sign in first");
}

#[actix_web::test]
async fn the_calls_list_mails_by_obligation_reader_and_state_in_pages() {
    let app = reminded_all(&[("韦联络", GUILIN), ("莫联络", "柳州市人民政府")]).await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let all = api.read("/mail").await;
    assert_eq!((&all["total"], &all["next"]), (&json!(2), &json!(null)));
    let mail = &all["items"][1];
    assert_eq!(
        (&mail["kind"], &mail["state"], &mail["date"], &mail["subject"]),
        (&json!("reminder"), &json!("pending"), &json!("2024-05-17"), &json!(null))
    );
    let to = json!({"unit": GUILIN, "role": "liaison", "name": "韦联络", "address": "p97e680547edc@test.example"});
    assert_eq!(mail["to"], to);
    let about = mail["obligations"].as_array().expect("obligations");
    assert_eq!(about.len(), 2);
    for (query, total) in [
        (format!("obligation={}", about[0]), 1),
        ("to=p83ab80547edc@".to_owned(), 1),
        ("state=accepted".to_owned(), 0),
        ("state=pending".to_owned(), 2),
    ] {
        assert_eq!(api.read(&format!("/mail?{query}")).await["total"], json!(total), "{query}");
    }
    let first = api.read("/mail?limit=1").await;
    assert_eq!(first["total"], json!(2));
    let second = api.read(&format!("/mail?limit=1&cursor={}", first["next"].as_str().expect("a cursor"))).await;
    assert_eq!((&second["items"][0]["id"], &second["next"]), (&mail["id"], &json!(null)));
    assert_eq!(api.get("/mail?state=lost").await.status, 422);
    assert_eq!(api.get("/mail/999999").await.status, 404);

    let preview = api.read(&format!("/mail/{}", mail["id"])).await;
    assert_eq!(preview["frozen"], json!(false));
    assert!(preview["subject"].as_str().expect("a subject").starts_with("【到期提醒】桂林市"), "{preview}");
    assert!(preview["text"].as_str().expect("a text").contains("2024年5月31日（周五）"), "{preview}");
}

#[actix_web::test]
async fn the_overdue_list_says_which_mails_were_sent() {
    let app = reminded().await;
    hand_over(&app);
    app.set_clock("2024-06-03 09:00");
    tick(&app.ctx).expect("a tick");
    hand_over(&app);
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let overdue = api.read("/overdue").await;
    let guilin =
        overdue["items"].as_array().expect("units").iter().find(|unit| unit["unit"] == GUILIN).expect("Guilin");
    let mails = guilin["items"][0]["mails"].as_array().expect("mails");
    let told: Vec<String> =
        mails.iter().map(|mail| format!("{} {} {}", mail["date"], mail["rung"], mail["outcome"])).collect();
    assert_eq!(told, ["\"2024-05-17\" \"-10\" \"sent\"", "\"2024-06-03\" \"+1\" \"sent\""]);
    assert_eq!(mails[0]["name"], json!("韦联络"));
}

#[actix_web::test]
async fn a_monitoring_system_reads_counts_and_nothing_else() {
    let app = reminded().await;
    let before = app.browser().text("/metrics").await;
    assert!(
        before.contains("duban_mails{state=\"pending\"} 1\n") && before.contains("duban_mails_due 1\n"),
        "{before}"
    );
    assert!(
        before.contains("duban_ticks_total 1\n") && before.contains("duban_last_tick_seconds 1715907600\n"),
        "{before}"
    );
    hand_over(&app);
    let after = app.browser().text("/metrics").await;
    assert!(after.contains("duban_mails{state=\"accepted\"} 1\n") && after.contains("duban_mails_due 0\n"), "{after}");
    assert!(!after.contains("韦") && !after.contains('@'), "{after}");
}

#[actix_web::test]
async fn a_mail_that_cannot_be_put_together_fails_by_itself_and_says_why() {
    let app = reminded_all(&[("韦联络", GUILIN), ("莫联络", "南宁市人民政府")]).await;
    app.database.may_leave(Leftover::UncomposedMail);
    // What somebody did, of which there is no trace.
    execute(&app.ctx.db, "UPDATE mails SET kind = 'event', key = 'event/999999/1' WHERE id = 1");
    let done = deliver(&app.ctx, &Transport::Capture).expect("the round goes on");
    assert_eq!((done.accepted, done.failed), (1, 1), "{done:?}");
    let states = lines(&app.ctx.db, "SELECT state || ' ' || attempts AS line FROM mails ORDER BY id");
    assert_eq!(states, ["failed 0", "accepted 1"]);
    assert_eq!(lines(&app.ctx.db, "SELECT 'x' AS line FROM notices WHERE settled_at IS NULL"), [""; 0]);
    let browser = coordinator(&app).await;
    let list = browser.text("/mails?state=failed").await;
    assert!(list.contains("邮件内容无法生成"), "{list}");
    assert!(browser.text("/mails/1").await.contains("邮件内容无法生成"));
}
