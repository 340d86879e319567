//! Whoever coordinates sees what waits and decides; others are told.

use super::*;
use crate::support::api::OFFICE;

/// What a restore has held is seen in all places where somebody looks, by who may.
#[actix_web::test]
async fn a_held_outbox_is_said_everywhere_and_released_on_its_page() {
    let app = reminded().await;
    let coordinator = app.add("覃调度", OFFICE, Role::Coordinator);
    let before = app.signed_in(&coordinator).await;
    assert_eq!(before.get("/desk").await.status(), 200);
    mark_restored(&app.ctx).expect("a restore");
    assert_eq!(before.get("/desk").await.status(), 303, "what was valid then may have been taken back since");

    let browser = app.signed_in(&coordinator).await;
    let desk = browser.text("/desk").await;
    assert!(desk.contains("发件已暂停，有 3 封邮件等待核对") && desk.contains("href=\"/mails/held\""), "{desk}");
    assert!(browser.text("/mails").await.contains("数据库已从备份恢复，发件暂停"));
    let visitor = app.browser();
    let ready = visitor.text("/readyz").await;
    assert!(ready.starts_with("ok\n") && ready.contains("mail: held since the restore at 2024-05-17 09:00"), "{ready}");
    let metrics = visitor.text("/metrics").await;
    assert!(metrics.contains("\nduban_outbox_held 1\n") && metrics.contains("\nduban_restores 1\n"), "{metrics}");

    let page = browser.text("/mails/held").await;
    assert!(page.contains("备份时待发的邮件 3 封") && !page.contains("恢复后新排入"), "{page}");
    assert!(page.contains("桂林市人民政府") && page.contains("已交出，待确认"), "{page}");
    assert!(page.contains("所属计划：") && page.contains("广西2024年"), "{page}");
    let newest = number(&app.ctx.db, "SELECT max(id) FROM mails").to_string();
    let form = |restored: &'static str, generation: &'static str| {
        [("generation", generation), ("seen", newest.as_str()), ("restored", restored), ("newer", "send")]
    };
    let unchosen = browser.submit("/mails/held", "/mails/held/release", &form("", "1")).await;
    assert_eq!(unchosen.status(), 422);
    let another = browser.submit("/mails/held", "/mails/held/release", &form("send", "0")).await;
    assert_eq!(another.status(), 409, "of another restore");
    let another = another.text().await.expect("a page");
    assert!(another.contains("数据库又恢复过一次") && !another.contains("发件没有暂停"), "{another}");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM instance WHERE held"), 1);

    let released = browser.submit("/mails/held", "/mails/held/release", &form("count_as_sent", "1")).await;
    assert_eq!(crate::support::app::location(&released), "/mails?done=released");
    let list = browser.text("/mails").await;
    assert!(list.contains("恢复数据库后按已发出计") && !list.contains("发件暂停"), "{list}");
    let twice = browser.submit("/mails/held", "/mails/held/release", &form("send", "1")).await;
    assert_eq!(twice.status(), 409);
    assert!(browser.text("/mails/held").await.contains("发件没有暂停"));
    assert!(!visitor.text("/readyz").await.contains("held"));

    let auditor = app.signed_in(&app.add("审计员", OFFICE, Role::Auditor)).await;
    let trail = auditor.text("/audit").await;
    for words in ["从备份恢复数据库", "解除发件暂停", "按已发出计，不再发送"] {
        assert!(trail.contains(words), "{words}: {trail}");
    }
}

#[actix_web::test]
async fn only_who_coordinates_decides_and_the_system_administrator_is_told() {
    let app = reminded().await;
    mark_restored(&app.ctx).expect("a restore");
    let administrator = app.signed_in(&app.add("系统管理员", OFFICE, Role::Sysadmin)).await;
    let system = administrator.text("/system").await;
    assert!(
        system.contains("发件已暂停，有 3 封邮件等待核对") && system.contains("duban restore --release"),
        "{system}"
    );
    let liaison = app.signed_in(&app.add("韦联络", CITIES[0], Role::Liaison)).await;
    let wish = [("generation", "1"), ("seen", "9"), ("restored", "send"), ("newer", "send")];
    for browser in [&administrator, &liaison] {
        assert_eq!(browser.get("/mails/held").await.status(), 403);
        let secret = browser.form_secret().await;
        let fields: Vec<_> = wish.into_iter().chain([("form_secret", secret.as_str())]).collect();
        assert_eq!(browser.post("/mails/held/release", &fields).await.status(), 403);
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM instance WHERE held"), 1);
}
