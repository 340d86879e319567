//! For whom somebody acts who stands for several units: every page says it, and it follows what is opened.

use duban::domain::person::Role;
use reqwest::Method;
use serde_json::json;

use crate::support::app::{Browser, TestApp, form_secret, location};
use crate::support::database::{execute, lines, number};

const GUILIN: &str = "桂林市人民政府";
const LIUZHOU: &str = "柳州市人民政府";
const OFFICE: &str = "自治区生态环境厅";

/// A liaison of two cities; the first in the order of units is Liuzhou.
async fn of_two(app: &TestApp) -> (String, Browser<'_>) {
    let email = app.add("lu", GUILIN, Role::Liaison);
    app.give_post("lu", LIUZHOU, Role::Liaison);
    let browser = app.signed_in(&email).await;
    (email, browser)
}

fn owed(app: &TestApp, unit: &str) -> String {
    let of_unit = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE o.kind = 'standing' AND u.name = '{unit}'"
    );
    lines(&app.ctx.db, &of_unit).remove(0)
}

fn acts_for(html: &str, unit: &str) -> bool {
    html.contains(&format!("代表单位：<strong>{unit}</strong> · 联络员"))
}

#[actix_web::test]
async fn every_page_says_for_whom_one_acts_and_the_switch_what_it_switches_to() {
    let app = TestApp::start().await;
    let (_, lu) = of_two(&app).await;
    for page in ["/my-work", "/plan"] {
        let html = lu.text(page).await;
        assert!(acts_for(&html, LIUZHOU), "{page}: {html}");
        let (_, switch) = html.split_once("切换到：").expect("a switch");
        let switch = switch.split("</form>").next().unwrap_or_default();
        assert!(switch.contains(GUILIN) && !switch.contains(LIUZHOU), "{switch}");
    }
    for (name, role, pages) in [
        ("qin", Role::Coordinator, &["/desk", "/overdue", "/review", "/ledger", "/mails", "/plans/import"][..]),
        ("li", Role::Leader, &["/brief"][..]),
        ("xi", Role::Sysadmin, &["/people"][..]),
        ("an", Role::Secadmin, &["/policy"][..]),
        ("shen", Role::Auditor, &["/audit"][..]),
    ] {
        let browser = app.signed_in(&app.add(name, OFFICE, role)).await;
        for page in pages {
            assert!(browser.text(page).await.contains(&format!("代表单位：<strong>{OFFICE}</strong>")), "{page}");
        }
    }
}

#[actix_web::test]
async fn who_opens_a_matter_of_her_other_unit_acts_for_that_one_there() {
    let app = TestApp::start().await;
    let (_, lu) = of_two(&app).await;
    for unit in [GUILIN, LIUZHOU] {
        let page = format!("/obligations/{}", owed(&app, unit));
        let html = lu.text(&page).await;
        assert!(acts_for(&html, unit) && html.contains("value=\"submit\">报送</button>"), "{unit}: {html}");
        let report = [("version", "1"), ("stage", "in_progress"), ("progress", "有进展"), ("then", "submit")];
        assert_eq!(lu.submit(&page, &format!("{page}/reports"), &report).await.status(), 303, "{unit}");
    }
    let units = "SELECT count(*) FROM audit WHERE verb = 'save_report' AND actor_unit = ";
    for unit in [GUILIN, LIUZHOU] {
        assert_eq!(number(&app.ctx.db, &format!("{units}'{unit}'")), 1, "the trail names {unit}");
    }
    assert!(acts_for(&lu.text("/my-work").await, LIUZHOU), "elsewhere it is as it was");
    let sister = format!("/obligations/{}", owed(&app, "南宁市人民政府"));
    assert!(acts_for(&lu.text(&sister).await, LIUZHOU), "who holds no post there acts as before");
}

#[actix_web::test]
async fn a_call_follows_its_object_too() {
    let app = TestApp::start().await;
    let (email, _) = of_two(&app).await;
    let api = app.api(&email).await;
    for unit in [GUILIN, LIUZHOU] {
        let call = format!("/obligations/{}/acknowledgement", owed(&app, unit));
        assert_eq!(api.post(&call, &json!({"version": 1})).await.status, 200, "{unit}");
    }
}

#[actix_web::test]
async fn a_months_table_is_filed_for_whom_its_page_was_drawn_whatever_was_chosen_since() {
    let app = TestApp::start().await;
    let (_, lu) = of_two(&app).await;
    let html = lu.text("/my-work").await;
    let value = |name: &str| {
        let rest = html.split(&format!("name=\"{name}\" value=\"")).nth(1).expect("a field");
        rest.split('"').next().unwrap_or_default().to_owned()
    };
    let other =
        html.split("<option value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a post").to_owned();
    lu.submit("/my-work", "/post", &[("post", &other)]).await;
    assert!(acts_for(&lu.text("/my-work").await, GUILIN), "chosen in another window");
    let (secret, post, id) = (form_secret(&html).to_owned(), value("post"), value("id"));
    let mut fields = vec![("form_secret", secret.as_str()), ("post", &post), ("id", &id), ("version", "1")];
    fields.extend([("stage", "in_progress"), ("progress", "柳州的进展")]);
    fields.extend(["done", "total", "figures", "problems", "help_needed", "next_steps"].map(|name| (name, "")));
    let preview = lu.request(Method::POST, "/my-work/month").form(&fields).send().await.expect("an answer");
    assert!(acts_for(&preview.text().await.expect("a page"), LIUZHOU));
    let filed = lu.request(Method::POST, "/my-work/month/filing").form(&fields).send().await.expect("an answer");
    let way = location(&filed).to_owned();
    assert_eq!(way, format!("/my-work?done=reported&n=1&post={post}#month"));
    let html = lu.text(way.split('#').next().unwrap_or_default()).await;
    assert!(acts_for(&html, LIUZHOU) && html.contains("1/25"), "{html}");
    let taken = [("form_secret", secret.as_str()), ("post", &post)];
    let answer = lu.request(Method::POST, "/my-work/acknowledgement").form(&taken).send().await.expect("an answer");
    assert!(location(&answer).contains("done=acknowledged"));
    let noted = format!(
        "SELECT count(*) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.status <> 'assigned'"
    );
    assert_eq!(number(&app.ctx.db, &noted), 0, "nothing of the other unit is acknowledged");
    let foreign = [("form_secret", secret.as_str()), ("post", "99999")];
    let answer = lu.request(Method::POST, "/my-work/acknowledgement").form(&foreign).send().await.expect("an answer");
    assert_eq!(answer.status(), 409, "a post she does not hold, or no more: nothing is done for another unit");
    assert!(answer.text().await.expect("a page").contains("您已不再代表"));
}

#[actix_web::test]
async fn a_step_that_only_another_post_may_take_is_refused_with_that_posts_name() {
    let app = TestApp::start().await;
    let email = app.add("lu", OFFICE, Role::Liaison);
    app.give_post("lu", GUILIN, Role::Liaison);
    app.give_post("lu", LIUZHOU, Role::Liaison);
    let lu = app.signed_in(&email).await;
    let of = |unit: &str| {
        lines(
            &app.ctx.db,
            &format!(
                "SELECT CAST(p.id AS TEXT) AS line FROM posts AS p JOIN units AS u ON u.id = p.unit_id WHERE u.name = '{unit}'"
            ),
        )
        .remove(0)
    };
    let led = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         JOIN assignments AS a ON a.measure_id = o.measure_id AND a.role = 'lead' AND a.position = 0 \
         JOIN units AS l ON l.id = a.unit_id WHERE u.name = '{GUILIN}' AND l.name = '{OFFICE}' AND o.kind = 'standing'"
    );
    let page = format!("/obligations/{}", lines(&app.ctx.db, &led).remove(0));
    lu.submit("/plan", "/post", &[("post", &of(OFFICE))]).await;
    let button = |unit: &str| format!("<input type=\"hidden\" name=\"post\" value=\"{}\">", of(unit));
    let refused = |html: &str| html.split("<main").nth(1).expect("a page").to_owned();
    let (report, version) =
        ([("version", "1"), ("stage", "done"), ("progress", "完"), ("then", "submit")], [("version", "1")]);
    for (step, fields) in [("acknowledgement", &version[..]), ("reports", &report[..])] {
        let answer = lu.submit(&page, &format!("{page}/{step}"), fields).await;
        assert_eq!(answer.status(), 403, "{step}");
        let html = refused(&answer.text().await.expect("a page"));
        assert!(html.contains(&format!("您目前以{OFFICE}的联络员登录")), "{step}: {html}");
        assert!(
            html.contains(&button(GUILIN)) && html.contains(&format!("切换到：{GUILIN} · 联络员")),
            "{step}: {html}"
        );
        assert!(!html.contains(&button(LIUZHOU)), "{step}: a post that may not either: {html}");
    }
    lu.submit("/plan", "/post", &[("post", &of(GUILIN))]).await;
    assert_eq!(lu.submit(&page, &format!("{page}/reports"), &report).await.status(), 303);
    let answer = lu.submit(&page, &format!("{page}/acceptance"), &[("version", "2")]).await;
    assert_eq!(answer.status(), 403, "who reports does not review");
    let html = refused(&answer.text().await.expect("a page"));
    assert!(html.contains(&button(OFFICE)) && !html.contains(&button(LIUZHOU)), "{html}");
    let nobody = lu.submit(&page, &format!("{page}/closure"), &[("version", "2")]).await;
    let html = refused(&nobody.text().await.expect("a page"));
    assert!(!html.contains("切换到：") && html.contains("系统管理员调整岗位"), "no post of theirs does that: {html}");
}

#[actix_web::test]
async fn a_coordinator_whose_unit_coordinates_no_more_is_told_why() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    execute(&app.ctx.db, "UPDATE units SET coordinating = FALSE");
    let refused = browser.get("/desk").await;
    assert_eq!(refused.status(), 403);
    let html = refused.text().await.expect("a page");
    assert!(html.contains("所在单位现在不是调度单位") && html.contains("plan.coordinating_unit"), "{html}");
    let html = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await.get("/desk").await.text().await;
    assert!(!html.expect("a page").contains("plan.coordinating_unit"), "to others it says nothing");
}
