//! A mail that did not arrive is sent once more, an address is written to again, and everybody is told where mail stands still.

use super::*;
use crate::support::smtp::{Fault, SmtpServer};

async fn bounced() -> (TestApp, SmtpServer) {
    let (app, server) = (reminded().await, SmtpServer::start());
    server.fail(&[Fault::NoSuchReader]);
    assert_eq!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").bounced, 1);
    (app, server)
}

async fn coordinator_in_english(app: &TestApp) -> String {
    let browser = app.signed_in(&app.add("Ann", OFFICE, Role::Coordinator)).await;
    browser.text("/mails?lang=en").await
}

#[actix_web::test]
async fn an_address_is_written_to_again_and_what_came_back_is_sent_again() {
    let (app, server) = bounced().await;
    let browser = coordinator(&app).await;
    let list = browser.text("/mails").await;
    let english = coordinator_in_english(&app).await;
    assert!(english.contains("Refused for good (550): 5.1.1"), "{english}");
    assert!(list.contains("已停止发送的邮箱 1 个") && list.contains("5.1.1"), "{list}");
    assert_eq!(list.matches("永久拒收（550）：5.1.1").count(), 2, "of the address and of the mail: {list}");
    let address = first_mail(&list);
    let page = browser.text(&address).await;
    assert!(!page.contains("重新发送</button>") && page.contains("恢复发送</button>"), "{page}");
    assert!(page.contains("邮箱 p97e680547edc@test.example 曾被退信") && page.contains("永久拒收（550）"), "{page}");
    assert!(page.contains("href=\"/mails?suspended=open#suspended\""), "{page}");
    let panel = "<details open>";
    assert!(browser.text("/mails?suspended=open").await.contains(panel) && !list.contains(panel));
    let refused = browser.submit(&address, &format!("{address}/resending"), &[]).await;
    assert_eq!(refused.status(), 409);
    let refused = refused.text().await.expect("a page");
    assert!(refused.contains("点“恢复发送”，再重新发送") && !refused.contains("再次提交"), "{refused}");
    let (_, mail) = address.rsplit_once('/').expect("a key");
    let which = [("address", "p97e680547edc@test.example"), ("mail", mail)];
    let lifted = browser.submit(&address, "/mails/addresses/lifting", &which).await;
    assert_eq!(crate::support::app::location(&lifted), format!("{address}?done=lifted"));
    assert!(browser.text(&address).await.contains("重新发送</button>"));
    let lifted =
        browser.submit("/mails", "/mails/addresses/lifting", &[("address", "p97e680547edc@test.example")]).await;
    assert_eq!(crate::support::app::location(&lifted), "/mails?done=lifted", "once more changes nothing");
    assert!(browser.text("/desk").await.contains("href=\"/mails?state=bounced\">退信 1 封</a>"));
    let again = browser.submit(&address, &format!("{address}/resending"), &[]).await;
    assert_eq!(crate::support::app::location(&again), format!("{address}?done=sent_again"));
    assert!(number_of(&app, "notices WHERE settled_at IS NULL") > 0, "the next rung waits for it again");
    let list = browser.text("/mails").await;
    assert!(list.contains("上次：永久拒收（550）：5.1.1") && list.contains("点此预览"), "{list}");
    assert!(!browser.text("/desk").await.contains("通知未送达"), "somebody has looked after it");
    assert_eq!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").accepted, 1);
    assert_eq!(server.taken().len(), 1);
    let refused = browser.submit("/mails", &format!("{address}/resending"), &[]).await;
    assert_eq!(refused.status(), 409, "it was taken");
    let trail =
        "SELECT verb || ' ' || object AS line FROM audit WHERE verb IN ('resend_mail', 'lift_suspension') ORDER BY id";
    assert_eq!(lines(&app.ctx.db, trail), ["lift_suspension person", "resend_mail mail"]);
}

#[actix_web::test]
async fn a_system_sends_again_by_a_call() {
    let (app, server) = bounced().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let path = format!("/mail/{}/resending", api.read("/mail").await["items"][0]["id"]);
    let refused = api.post(&path, &json!({})).await;
    assert_eq!(refused.status, 409, "the address is suspended");
    let said = refused.body["detail"].as_str().expect("words");
    assert!(said.contains("Press “Write to it again”") && said.contains("/mails"), "it says what to do: {said}");
    execute(&app.ctx.db, "DELETE FROM suspended_addresses");
    assert_eq!(api.post(&path, &json!({})).await.status, 204);
    assert_eq!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").accepted, 1);
    assert_eq!(api.post(&path, &json!({})).await.status, 409, "it was taken");
    let liaison = app.api_of("石联络", GUILIN, Role::Liaison).await;
    assert_eq!(liaison.post(&path, &json!({})).await.status, 403);
}

#[actix_web::test]
async fn only_coordinators_send_again() {
    let (app, _server) = bounced().await;
    let address = first_mail(&coordinator(&app).await.text("/mails").await);
    for role in [Role::Liaison, Role::Head, Role::Leader, Role::Sysadmin] {
        let browser = app.signed_in(&app.add(&format!("某{role}"), OFFICE, role)).await;
        let secret = browser.form_secret().await;
        for action in [format!("{address}/resending"), "/mails/addresses/lifting".to_owned()] {
            let answer =
                browser.post(&action, &[("form_secret", &secret), ("address", "p97e680547edc@test.example")]).await;
            assert_eq!(answer.status(), 403, "{role} {action}");
        }
    }
    assert_eq!(number_of(&app, "suspended_addresses"), 1);
}

#[actix_web::test]
async fn a_mail_that_may_have_arrived_is_sent_again_with_the_same_bytes() {
    let (app, server) = (reminded().await, SmtpServer::start());
    server.fail(&[Fault::AfterDot; 3]);
    for at in ["2024-05-17 09:00", "2024-05-17 09:10", "2024-05-17 09:20"] {
        app.set_clock(at);
        deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run");
    }
    let browser = coordinator(&app).await;
    let address = first_mail(&browser.text("/mails?state=failed").await);
    app.set_clock("2024-05-17 09:45");
    browser.submit(&address, &format!("{address}/resending"), &[]).await;
    assert_eq!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").accepted, 1);
    let taken = server.taken();
    assert_eq!(taken.len(), 4);
    assert!(taken.iter().all(|copy| copy == &taken[0]));
}

#[actix_web::test]
async fn supervisor_monitoring_and_desk_are_told_when_no_mail_leaves() {
    let (app, server) = (reminded().await, SmtpServer::start());
    let browser = coordinator(&app).await;
    server.fail_always(Fault::Policy);
    assert!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").no_connection.is_some());
    assert_eq!(browser.text("/readyz").await, "ok\n", "not yet for long");
    app.set_clock("2024-05-17 09:11");
    tick(&app.ctx).expect("a tick");
    let answer = browser.get("/readyz").await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.text().await.expect("a text"), "mail: nothing gets through since 2024-05-17 09:00:00\n");
    let metrics = browser.text("/metrics").await;
    for line in [
        "duban_mail_server_broken 1\n",
        "duban_mail_failing_since_seconds 1715907600\n",
        "duban_mail_last_accepted_seconds 0\n",
    ] {
        assert!(metrics.contains(line), "{line}{metrics}");
    }
    let desk = browser.text("/desk").await;
    assert!(desk.contains("没有一封邮件发得出去") && desk.contains("not by us"), "{desk}");
    server.fail_always(Fault::None);
    assert_eq!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").accepted, 1);
    assert_eq!(browser.text("/readyz").await, "ok\n");
    assert!(browser.text("/metrics").await.contains("duban_mail_server_broken 0\n"));
    assert!(!browser.text("/desk").await.contains("没有一封邮件发得出去"));
}

#[actix_web::test]
async fn mails_that_nobody_delivers_are_told_of() {
    let app = reminded().await;
    app.set_clock("2024-05-17 09:11");
    tick(&app.ctx).expect("a tick");
    let answer = app.browser().get("/readyz").await;
    assert_eq!(answer.status(), 503);
    assert_eq!(answer.text().await.expect("a text"), "mail: 1 wait since 2024-05-17 09:00:00, and nobody delivers\n");
    execute(&app.ctx.db, "UPDATE mails SET state = 'handed', owner = 'courier/dead'");
    let answer = app.browser().get("/readyz").await.text().await.expect("a text");
    assert_eq!(answer, "mail: 1 in the hands of a courier that has died\n");
}

#[actix_web::test]
async fn the_desk_leads_to_what_did_not_arrive() {
    let app = reminded_all(&[("韦联络", GUILIN), ("莫联络", "柳州市人民政府"), ("石联络", "南宁市人民政府")]).await;
    let browser = coordinator(&app).await;
    assert!(!browser.text("/desk").await.contains("通知未送达"));
    execute(
        &app.ctx.db,
        "UPDATE mails SET state = 'failed', last_error = 'no', finished_at = '2024-05-17 01:00:00' WHERE id = (SELECT min(id) FROM mails); \
         UPDATE mails SET state = 'expired', last_error = 'no', finished_at = '2024-05-17 01:00:00' WHERE id = (SELECT max(id) FROM mails); \
         INSERT INTO suspended_addresses (address, since, reason) VALUES \
         ('a@x.cn', '2024-05-17 01:00:00', 'permanent error (550): 5.1.1 no'), ('b@x.cn', '2024-05-17 01:00:00', '')",
    );
    let desk = browser.text("/desk").await;
    for link in [
        "href=\"/mails?state=failed\">发送失败 1 封</a>",
        "href=\"/mails?state=expired\">过期未发 1 封</a>",
        "href=\"/mails?suspended=open#suspended\">已停止发送的邮箱 2 个</a>",
    ] {
        assert!(desk.contains("通知未送达") && desk.contains(link), "{desk}");
    }
    assert!(!desk.contains("退信"), "{desk}");
    assert!(browser.text("/mails?state=failed").await.contains("共 1 封"));
}

#[actix_web::test]
async fn a_mail_that_was_never_written_promises_no_preview() {
    let app = reminded().await;
    execute(
        &app.ctx.db,
        "INSERT INTO suspended_addresses (address, since, reason) \
         VALUES ('p97e680547edc@test.example', '2024-05-17 01:00:00', '')",
    );
    assert_eq!(deliver(&app.ctx, &Transport::Capture).expect("a run").suppressed, 1);
    let list = coordinator(&app).await.text("/mails").await;
    assert!(list.contains("不发送") && list.contains("（没有生成内容）") && !list.contains("点此预览"), "{list}");
}

fn number_of(app: &TestApp, table: &str) -> usize {
    crate::support::database::number(&app.ctx.db, &format!("SELECT count(*) FROM {table}"))
}

#[actix_web::test]
async fn it_is_told_for_a_while_that_a_whole_lot_of_mails_has_failed() {
    let app = reminded_all(&[("韦联络", GUILIN), ("莫联络", "柳州市人民政府")]).await;
    let email = app.add("qin", OFFICE, Role::Coordinator);
    let metric = |mails: usize| format!("duban_mails_last_lot_failed {mails}\n");
    let told = || async {
        tick(&app.ctx).expect("a tick");
        let browser = app.signed_in(&email).await;
        let (ready, metrics) = (browser.get("/readyz").await, browser.text("/metrics").await);
        (ready.status().as_u16(), ready.text().await.expect("a text"), metrics, browser.text("/desk").await)
    };
    let (status, _, metrics, desk) = told().await;
    assert!(status == 200 && metrics.contains(&metric(0)) && !desk.contains("全部发送失败"), "{metrics}");
    execute(
        &app.ctx.db,
        "UPDATE mails SET state = 'failed', last_error = 'no', attempts = 3, finished_at = '2024-05-17 01:00:00'; \
         UPDATE notices SET settled_at = '2024-05-17 01:00:00'",
    );
    app.set_clock("2024-05-17 09:30");
    let (status, said, metrics, desk) = told().await;
    assert_eq!(status, 503);
    assert_eq!(said, "mail: the last 2 failed for good since 2024-05-17 09:00:00, and none was taken after them\n");
    assert!(metrics.contains(&metric(2)) && desk.contains("最近的 2 封邮件全部发送失败"), "{metrics}{desk}");
    for one_was_taken in [
        "UPDATE mails SET state = 'accepted' WHERE id = (SELECT min(id) FROM mails)",
        "UPDATE mails SET state = 'failed', last_error = 'no'; INSERT INTO relay (id, broken, accepted_at) VALUES (1, false, '2024-05-17 01:10:00')",
    ] {
        execute(&app.ctx.db, one_was_taken);
        let (status, said, metrics, desk) = told().await;
        assert!(status == 200 && metrics.contains(&metric(0)) && !desk.contains("全部发送失败"), "{said}");
    }
    execute(&app.ctx.db, "DELETE FROM relay");
    assert_eq!(told().await.0, 503);
    app.set_clock("2024-05-20 09:01");
    execute(&app.ctx.db, "UPDATE mails SET state = 'cancelled', finished_at = created_at WHERE state = 'pending'");
    let (status, said, metrics, _) = told().await;
    assert!(status == 200 && metrics.contains(&metric(0)), "it has aged: {said}");
}

#[actix_web::test]
async fn a_lot_that_was_never_taken_is_given_up_and_told_of() {
    let (app, server) = (reminded().await, SmtpServer::start());
    server.fail(&[Fault::Swallowed; 3]);
    for at in ["2024-05-17 09:00", "2024-05-17 09:10", "2024-05-17 09:20"] {
        app.set_clock(at);
        deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run");
    }
    tick(&app.ctx).expect("a tick");
    app.set_clock("2024-05-17 09:45");
    deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run");
    tick(&app.ctx).expect("a tick");
    let browser = coordinator(&app).await;
    let said = browser.get("/readyz").await.text().await.expect("a text");
    assert!(said.starts_with("mail: the last 1 failed for good since "), "{said}");
    let address = first_mail(&browser.text("/mails?state=failed").await);
    browser.submit(&address, &format!("{address}/resending"), &[]).await;
    assert_eq!(deliver(&app.ctx, &server.transport(&app.ctx)).expect("a run").accepted, 1);
    assert_eq!(browser.text("/readyz").await, "ok\n");
}

#[actix_web::test]
async fn a_mail_that_waits_for_working_hours_leaves_at_once_at_a_coordinators_wish() {
    let app = reminded().await;
    app.add("覃调度", OFFICE, Role::Coordinator);
    app.set_clock("2024-05-18 10:00");
    let browser = app.signed_in(&crate::support::address_of("覃调度")).await;
    let address = first_mail(&browser.text("/mails").await);
    assert_eq!(deliver(&app.ctx, &Transport::Capture).expect("a run").accepted, 0, "it is a Saturday");
    let html = browser.text(&address).await;
    assert!(html.contains("立即发送</button>"), "{html}");
    let sent = browser.submit("/mails", &format!("{address}/resending"), &[]).await;
    assert_eq!(sent.status(), 303);
    let again = browser.submit("/mails", &format!("{address}/resending"), &[]).await;
    assert_eq!(again.status(), 409, "it is on its way");
    hand_over(&app);
    let trail = lines(&app.ctx.db, "SELECT detail AS line FROM audit WHERE verb = 'resend_mail'");
    assert!(trail.len() == 1 && trail[0].contains("\"at_once\":true"), "{trail:?}");
}
