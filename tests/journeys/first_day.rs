//! What pages say to whoever uses them first: where nothing is found, nothing is owed, and what a button does.

use duban::domain::person::Role;

use crate::support::app::{TestApp, location};
use crate::support::database::{execute, number};

const OFFICE: &str = "自治区生态环境厅";
const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn a_search_that_finds_nobody_says_so_and_leads_back_to_all() {
    let app = TestApp::start_without_plan().await;
    let system = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let html = system.text("/people?q=%E7%94%B2%E4%B9%99").await;
    assert!(html.contains("没有找到“甲乙”") && html.contains("<a href=\"/people\">全部人员</a>"), "{html}");
    assert!(!html.contains("还没有人员"), "{html}");
}

#[actix_web::test]
async fn where_nothing_is_owed_there_is_no_share_of_nothing() {
    let app = TestApp::start().await;
    let coordinator = app.add("qin", OFFICE, Role::Coordinator);
    let leader = app.add("ting", OFFICE, Role::Leader);
    let liaison = app.add("wei", GUILIN, Role::Liaison);
    app.set_clock("2025-02-10 09:00");
    for (email, page) in [(coordinator, "/desk"), (leader, "/brief"), (liaison, "/my-work")] {
        let html = app.signed_in(&email).await.text(page).await;
        assert!(!html.contains("0/0"), "{page}: {html}");
        // Where nobody owes a report the leader's page says nothing of one.
        assert_eq!(html.contains("<strong>–</strong>"), page != "/brief", "{page}: {html}");
    }
}

#[actix_web::test]
async fn the_button_under_a_report_promises_no_review_for_work_that_goes_on() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let id = app.first_dated(GUILIN);
    let html = liaison.text(&format!("/obligations/{id}")).await;
    assert!(html.contains("value=\"submit\">报送</button>") && !html.contains("报送审核</button>"), "{html}");
}

#[actix_web::test]
async fn a_span_that_ends_before_it_begins_is_refused_at_its_field_on_page_and_call() {
    let app = TestApp::start().await;
    let email = app.add("qin", OFFICE, Role::Coordinator);
    let answer = app.signed_in(&email).await.get("/ledger?due_from=2024-07-01&due_to=2024-06-01").await;
    assert_eq!(answer.status(), 422);
    let html = answer.text().await.expect("a page");
    let fault = "id=\"due_to-fault\">止于的日期 2024-06-01 早于起始日期 2024-07-01";
    assert!(html.contains(fault) && html.contains("value=\"2024-06-01\" aria-invalid=\"true\""), "{html}");
    let api = app.api(&email).await;
    let refused = api.list("/obligations", &[("due_from", "2024-07-01"), ("due_to", "2024-06-01")]).await;
    assert_eq!((refused.status, refused.body["field"].as_str()), (422, Some("due_to")));
    let day = api.list("/obligations", &[("due_from", "2024-05-31"), ("due_to", "2024-05-31")]).await;
    assert!(day.status == 200 && day.body["total"].as_u64() > Some(0), "one day is a span");
}

#[actix_web::test]
async fn who_reads_for_one_city_chooses_among_the_units_whose_matters_that_shows() {
    let app = TestApp::start().await;
    let options = |html: &str| {
        let (_, rest) = html.split_once("<select id=\"unit\"").expect("a filter");
        rest.split("</select>").next().unwrap_or_default().matches("<option").count() - 1
    };
    let leader = app.signed_in(&app.add("li", GUILIN, Role::Leader)).await.text("/ledger").await;
    assert!(options(&leader) == 1 && leader.contains(&format!("<option value=\"{GUILIN}\">")), "{leader}");
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await.text("/ledger?unit=").await;
    let of_all = app.signed_in(&app.add("ting", OFFICE, Role::Leader)).await.text("/ledger").await;
    assert!(options(&liaison) > 1 && options(&liaison) < options(&of_all), "a liaison sees whom it works with");
    let unit = "SELECT count(DISTINCT o.unit_id) FROM obligations AS o";
    assert!(options(&of_all) >= number(&app.ctx.db, unit));
}

#[actix_web::test]
async fn a_draft_that_waits_stands_on_the_desk_beside_the_plan_that_is_tracked() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await;
    assert!(!coordinator.text("/desk").await.contains("草稿待核对"));
    let plan = "2023年度湿地保护工作计划（虚构样例）\n一、重点任务\n1.编制名录。各设区市于2023年6月底前完成湿地名录编制。（牵头单位：自治区林业局）\n";
    let review = location(&coordinator.upload("/plans/import", "湿地.txt", plan.as_bytes()).await).to_owned();
    let review = review.split('?').next().expect("an address").to_owned();
    let desk = coordinator.text("/desk").await;
    assert!(desk.contains("草稿待核对") && desk.contains(&format!("href=\"{review}\"")), "{desk}");
    // It is of a year that is over: that is said before it is confirmed.
    let html = coordinator.text(&review).await;
    assert!(html.contains("这份计划到 2023 年为止，而现在是 2024 年"), "{html}");
    execute(&app.ctx.db, "UPDATE plans SET last_year = 2024 WHERE state = 'draft'");
    assert!(!coordinator.text(&review).await.contains("年为止，而现在是"), "one of several years goes on");
}
