//! The journeys of a liaison, a head, a coordinator and a leader through the pages, by forms alone.

mod empty;
mod filing;
mod first_day;
mod month;

use duban::db::obligation::ledger::{self, Wanted};
use duban::db::people::units;
use duban::domain::id::ObligationId;
use duban::domain::obligation::{ObligationKind, Status};
use duban::domain::person::Role;

use crate::support::app::{Browser, TestApp};
use crate::support::database::execute;

const GUILIN: &str = "桂林市人民政府";
const OFFICE: &str = "自治区生态环境厅";

/// The obligation of a unit whose deliverable holds these words.
fn owed(app: &TestApp, unit: &str, words: &str) -> ledger::LedgerRow {
    let rows = app.ctx.db.read(|c| {
        let unit_id = units::by_name(c, unit)?.map(|unit| unit.id);
        ledger::rows(c, &Wanted { unit_id, kind: Some(ObligationKind::Dated), ..Wanted::default() })
    });
    rows.expect("rows").into_iter().find(|row| row.obligation.deliverable.contains(words)).expect("the obligation")
}

fn status(app: &TestApp, id: ObligationId) -> Status {
    app.ctx.db.read(|c| duban::db::obligation::obligations::find(c, id)).expect("the obligation").status
}

/// Takes a step on the obligation's page, with the version the page was drawn from.
async fn step(browser: &Browser<'_>, id: ObligationId, step: &str, fields: &[(&str, &str)]) -> reqwest::Response {
    let page = format!("/obligations/{id}");
    let html = browser.text(&page).await;
    let version = html.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("");
    let mut all = vec![("version", version)];
    all.extend_from_slice(fields);
    browser.submit(&page, &format!("{page}/{step}"), &all).await
}

#[actix_web::test]
async fn a_liaison_acknowledges_everything_in_one_go() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;

    assert!(liaison.text("/my-work").await.contains("有 33 项新交办的责任事项"));
    let answer = liaison.submit("/my-work", "/my-work/acknowledgement", &[]).await;
    assert_eq!(answer.headers()["location"], "/my-work?done=acknowledged&n=33");
    assert!(!liaison.text("/my-work").await.contains("项新交办的责任事项"));
    assert_eq!(status(&app, owed(&app, GUILIN, "水泥熟料生产企业").obligation.id), Status::Acknowledged);
}

#[actix_web::test]
async fn a_report_goes_from_the_liaison_to_closure_by_way_of_a_return() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;

    let report = [
        ("stage", "done"),
        ("progress", "改造计划已印发"),
        ("done", "3"),
        ("total", "4"),
        ("problems", "一家企业缓报"),
        ("then", "submit"),
    ];
    assert_eq!(step(&liaison, id, "reports", &report).await.status(), 303);
    assert_eq!(status(&app, id), Status::Submitted);
    assert!(coordinator.text("/review").await.contains("组织辖区内水泥熟料生产企业制定改造计划"));

    let refused = step(&coordinator, id, "return", &[("reason", "缺少企业名单"), ("answer_by", "2201-01-01")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.expect("a page").contains("日期应在 1900 年至 2200 年之间"), "it is a date");
    let refused = step(&coordinator, id, "return", &[("reason", "缺少企业名单"), ("answer_by", "2024-05-01")]).await;
    assert_eq!(refused.status(), 422);
    let page = refused.text().await.expect("a page");
    assert!(page.contains("补充期限 2024-05-01 已过") && page.contains("缺少企业名单"), "what was typed is lost");

    step(&coordinator, id, "return", &[("reason", "缺少企业名单"), ("answer_by", "2024-06-07")]).await;
    assert_eq!(status(&app, id), Status::Returned);
    let work = liaison.text("/my-work").await;
    assert!(work.contains("2024-06-07") && work.contains("原期限 2024-05-31"));
    let page = liaison.text(&format!("/obligations/{id}")).await;
    assert!(page.contains("缺少企业名单") && page.contains("改造计划已印发") && page.contains("75%"));

    step(&liaison, id, "reports", &[("stage", "done"), ("progress", "已补充企业名单"), ("then", "submit")]).await;
    assert_eq!(step(&coordinator, id, "closure", &[("reason", "名单已齐")]).await.status(), 303);
    assert_eq!(status(&app, id), Status::Closed);
    let history = liaison.text(&format!("/obligations/{id}")).await;
    for entry in ["报送审核", "退回补充", "办结"] {
        assert!(history.contains(&format!("<strong>{entry}</strong>")), "the history lacks {entry}");
    }
}

#[actix_web::test]
async fn a_report_on_the_way_takes_nothing_off_the_overdue_list_and_what_comes_late_is_yellow() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-05 09:00");
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;

    let on_the_way = [("stage", "mostly_done"), ("progress", "正在印发"), ("then", "submit")];
    let answer = step(&liaison, id, "reports", &on_the_way).await;
    assert_eq!(answer.headers()["location"], format!("/obligations/{id}?done=noted&n=1"));
    assert_eq!(status(&app, id), Status::Acknowledged);
    let list = coordinator.text("/overdue").await;
    assert!(
        list.contains(&format!("/obligations/{id}")) && list.contains("基本完成"),
        "the latest progress on its row"
    );
    let page = liaison.text(&format!("/obligations/{id}")).await;
    assert!(page.contains("lamp-red") && page.contains("正在印发"));

    let done = [("stage", "done"), ("progress", "已印发"), ("then", "submit")];
    step(&liaison, id, "reports", &done).await;
    assert_eq!(status(&app, id), Status::Submitted);
    assert!(!coordinator.text("/overdue").await.contains(&format!("\"/obligations/{id}\"")));
    let page = coordinator.text(&format!("/obligations/{id}")).await;
    assert!(page.contains("lamp-yellow") && page.contains("逾期报送，待审核"));
    assert_eq!(step(&coordinator, id, "closure", &[]).await.status(), 303, "done, and its date is over");
}

#[actix_web::test]
async fn closing_long_before_the_date_or_what_is_not_done_asks_for_a_reason() {
    let app = TestApp::start().await;
    app.set_clock("2024-03-11 09:00");
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;
    step(&liaison, id, "reports", &[("stage", "done"), ("progress", "已印发"), ("then", "submit")]).await;

    let page = coordinator.text(&format!("/obligations/{id}")).await;
    assert!(page.contains("距期限还有 81 天") && page.contains("id=\"close-reason\""), "the field is there");
    let refused = step(&coordinator, id, "closure", &[("reason", " ")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.expect("a page").contains("请写明理由"));
    assert_eq!(status(&app, id), Status::Submitted);

    execute(&app.ctx.db, &format!("UPDATE obligations SET stage = 'mostly_done', due = '2024-03-15' WHERE id = {id}"));
    let page = coordinator.text(&format!("/obligations/{id}")).await;
    assert!(page.contains("最近报送的阶段不是“已完成”"));
    assert_eq!(step(&coordinator, id, "closure", &[]).await.status(), 422);
    assert_eq!(step(&coordinator, id, "closure", &[("reason", "已现场核实")]).await.status(), 303);
    assert!(liaison.text(&format!("/obligations/{id}")).await.contains("已现场核实"), "the reason is in the history");
    execute(
        &app.ctx.db,
        &format!(
            "UPDATE obligations SET status = 'submitted', awaiting = 'coordinator', stage = 'done' WHERE id = {id}"
        ),
    );
    assert!(!coordinator.text(&format!("/obligations/{id}")).await.contains("close-reason"), "done and near its date");
}

#[actix_web::test]
async fn a_page_that_was_overtaken_is_refused_and_nothing_is_lost() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;
    let page = format!("/obligations/{id}");

    let report = [("version", "1"), ("stage", "in_progress"), ("progress", "第一次"), ("then", "save")];
    assert_eq!(liaison.submit(&page, &format!("{page}/reports"), &report).await.status(), 303);
    let again = [("version", "1"), ("stage", "in_progress"), ("progress", "第二次"), ("then", "save")];
    let refused = liaison.submit(&page, &format!("{page}/reports"), &again).await;
    assert_eq!(refused.status(), 409);
    let html = refused.text().await.expect("a page");
    assert!(html.contains("刚在别处更新（他人，或您自己的另一个窗口）") && html.contains("第二次"));
}

#[actix_web::test]
async fn a_city_without_the_plants_claims_and_the_coordinator_decides() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let id = owed(&app, GUILIN, "焦化企业").obligation.id;

    assert_eq!(step(&liaison, id, "not-applicable", &[("reason", " ")]).await.status(), 422);
    step(&liaison, id, "not-applicable", &[("reason", "辖区内无焦化企业")]).await;
    assert_eq!(status(&app, id), Status::Submitted);
    assert_eq!(step(&coordinator, id, "not-applicable/confirmation", &[]).await.status(), 303);
    assert_eq!(status(&app, id), Status::NotApplicable);
    step(&coordinator, id, "reopening", &[("reason", "发现一家半焦企业"), ("answer_by", "")]).await;
    assert_eq!(status(&app, id), Status::Acknowledged);
}

#[actix_web::test]
async fn the_overdue_list_shows_days_and_telephone_numbers_and_takes_the_call() {
    let app = TestApp::start().await;
    app.add("wei", GUILIN, Role::Liaison);
    app.set_clock("2024-06-05 09:00");
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;

    let call = [("spoke_with", "韦某"), ("phone", "0773-1"), ("answer", "本周五前报送")];
    assert_eq!(step(&coordinator, id, "calls", &call).await.status(), 303);
    let list: String = coordinator.text("/overdue").await.lines().map(str::trim).collect();
    assert!(list.contains("0771-1234567") && list.contains("本周五前报送") && list.contains("没有联络员"));
    assert!(
        list.contains("</span>5</strong></td><td class=\"number\" data-label=\"逾期工作日\">3</td>"),
        "five days, three working days late: {list}"
    );
    let desk = coordinator.text("/desk").await;
    assert!(desk.contains("0/14") && desk.contains("0/16"), "the month's turnout");
}

#[actix_web::test]
async fn everybody_sees_what_the_rights_table_says_and_no_more() {
    let app = TestApp::start().await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;
    let page = format!("/obligations/{id}");
    let cast = [
        ("own", GUILIN, Role::Liaison, 200),
        ("head", GUILIN, Role::Head, 200),
        ("sister", "柳州市人民政府", Role::Liaison, 200),
        ("stranger", "自治区公安厅", Role::Liaison, 404),
        ("leader", OFFICE, Role::Leader, 200),
        ("admin", OFFICE, Role::Sysadmin, 404),
    ];
    for (name, unit, role, expected) in cast {
        let browser = app.signed_in(&app.add(name, unit, role)).await;
        assert_eq!(browser.get(&page).await.status(), expected, "{name}");
        if name != "own" {
            let secret = browser.form_secret().await;
            let fields = [("form_secret", secret.as_str()), ("version", "1")];
            let answer = browser.post(&format!("{page}/acknowledgement"), &fields).await.status().as_u16();
            assert_eq!(answer, if expected == 200 { 403 } else { 404 }, "{name} may not acknowledge");
        }
    }
    let office_pages = [
        ("/desk", Role::Coordinator),
        ("/overdue", Role::Coordinator),
        ("/people", Role::Sysadmin),
        ("/audit", Role::Auditor),
        ("/policy", Role::Secadmin),
    ];
    for (path, role) in office_pages {
        let insider = app.signed_in(&app.add(&format!("in-{}", path.trim_matches('/')), OFFICE, role)).await;
        assert_eq!(insider.get(path).await.status(), 200, "{path}");
        let outsider = app.signed_in("own@test.example").await;
        assert_eq!(outsider.get(path).await.status(), 403, "{path}");
        assert_eq!(app.browser().get(path).await.status(), 303, "{path} leads to sign-in");
    }
}

#[actix_web::test]
async fn numbers_and_titles_are_joined_as_documents_have_them() {
    let app = TestApp::start().await;
    let id = owed(&app, GUILIN, "水泥熟料生产企业").obligation.id;
    let office = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let plan = office.text("/plan").await;
    assert!(plan.contains("<h2>（一）") && !plan.contains("<h2>（一） ") && plan.contains("<h3>1. "), "{plan}");
    let page = office.text(&format!("/obligations/{id}")).await;
    let way = page.split_once(" › ").expect("a way");
    let (section, task) = (way.0.lines().last().unwrap_or_default().trim(), way.1);
    assert!(section.starts_with('（') && !section.contains(['.', ' ']), "{section}");
    assert!(task.starts_with(|c: char| c.is_ascii_digit()) && task.contains(". "), "{task}");
}

#[actix_web::test]
async fn a_person_for_two_units_acts_for_the_one_chosen() {
    let app = TestApp::start().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    app.give_post("wei", "柳州市人民政府", Role::Liaison);
    let liaison = app.signed_in(&email).await;
    let work = liaison.text("/my-work").await;
    assert!(work.contains("代表单位：<strong>柳州市人民政府</strong> · 联络员"), "the first in the order of units");
    let other =
        work.split("<option value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("another post").to_owned();
    liaison.submit("/my-work", "/post", &[("post", &other)]).await;
    assert!(liaison.text("/my-work").await.contains("代表单位：<strong>桂林市人民政府</strong> · 联络员"));
    assert_eq!(liaison.submit("/my-work", "/post", &[("post", "99999")]).await.status(), 404);
}

#[actix_web::test]
async fn an_administrator_adds_and_disables_people() {
    let app = TestApp::start().await;
    let admin = app.signed_in(&app.add("admin", OFFICE, Role::Sysadmin)).await;
    let new = [("name", "莫某"), ("email", "mo@test.example"), ("phone", ""), ("unit", GUILIN), ("role", "liaison")];
    let shown = admin.submit("/people", "/people", &new).await.text().await.expect("a page");
    assert!(shown.contains("/set-password/"), "the link is shown once");
    assert!(!admin.text("/people").await.contains("/set-password/"));
    let bad = [("name", "某某"), ("email", "not an address"), ("phone", ""), ("unit", GUILIN), ("role", "liaison")];
    let refused = admin.submit("/people", "/people", &bad).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.expect("a page").contains("value=\"某某\""), "what was typed is lost");
}
