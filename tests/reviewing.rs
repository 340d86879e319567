//! A document is uploaded, its draft is corrected beside it, and nothing is tracked before it is confirmed. The documents
//! are made up.

mod confirming;
mod counters;
mod doors;
mod guesses;
mod heading;
mod indicators;
mod parts;
mod places;
mod saving;
mod together;
mod units;
mod words;

use duban::domain::person::Role;
use reqwest::Response;

use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp, location};
use crate::support::database::{execute, lines, number};
use crate::support::draft_form::DraftForm;

const PLAN: &str = "2025年度湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.开展湿地排查。各设区市于2025年6月底前完成湿地名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）\n\
    2.修复退化湿地。桂林市于2025年9月底前完成示范点建设。（牵头单位：自治区湿地保护站。配合单位：自治区财政厅）\n";

/// A coordinator at the desk; the Guangxi plan of 2024 is tracked.
async fn coordinator(app: &TestApp) -> Browser<'_> {
    app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await
}

/// Uploads the made-up plan; the address of its review.
async fn uploaded(browser: &Browser<'_>) -> String {
    let answer = browser.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await;
    let to = location(&answer).to_owned();
    assert!(to.starts_with("/plans/2/review"), "{to}");
    "/plans/2/review".to_owned()
}

fn obligations(app: &TestApp) -> usize {
    number(&app.ctx.db, "SELECT count(*) FROM obligations WHERE plan_id = 2")
}

fn key(app: &TestApp, query: &str) -> String {
    lines(&app.ctx.db, query).remove(0)
}

fn measure(app: &TestApp, task: &str) -> String {
    key(
        app,
        &format!(
            "SELECT CAST(m.id AS TEXT) AS line FROM measures AS m JOIN tasks AS t ON t.id = m.task_id \
             WHERE t.plan_id = 2 AND t.number = '{task}'"
        ),
    )
}

fn milestone(app: &TestApp, task: &str) -> String {
    let measure = measure(app, task);
    key(app, &format!("SELECT CAST(id AS TEXT) AS line FROM milestones WHERE measure_id = {measure}"))
}

/// Types the three lists of a measure and saves the page.
async fn assign(browser: &Browser<'_>, review: &str, measure: &str, lists: [&str; 3]) -> Response {
    let mut form = DraftForm::at(browser, review).await;
    for (role, list) in ["lead", "support", "responsible"].into_iter().zip(lists) {
        form.set(&format!("m{measure}.{role}"), list);
    }
    form.press("save").await
}

async fn confirm(browser: &Browser<'_>, review: &str) -> Response {
    DraftForm::at(browser, review).await.set("p.assigned_on", "2025-03-03").press("confirm").await
}

/// Places every unit that nobody knows as a new one.
async fn place_all(app: &TestApp, browser: &Browser<'_>, review: &str) {
    for unit in lines(&app.ctx.db, "SELECT CAST(id AS TEXT) AS line FROM units WHERE proposed") {
        location(&DraftForm::at(browser, review).await.press(&format!("u{unit}.new")).await);
    }
}

async fn body(answer: Response) -> String {
    answer.text().await.expect("a page")
}

#[actix_web::test]
async fn a_document_is_shown_beside_its_draft_and_nothing_is_tracked() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let form = DraftForm::at(&browser, &review).await;
    let html = &form.html;
    assert!(html.contains("各设区市于2025年6月底前完成湿地名录编制"), "{html}");
    let owed = milestone(&app, "1");
    assert_eq!((form.get(&format!("d{owed}.due")), form.get(&format!("d{owed}.owed_by"))), ("2025-06-30", "各设区市"));
    assert!(html.contains("data-marks=\"m") && html.contains("尚未交办"), "{html}");
    assert_eq!(obligations(&app), 0);
    let list = browser.text("/plans/import").await;
    assert!(
        list.contains("待核对的草稿") && list.contains("href=\"/plans/2/review\""),
        "it can be taken up again: {list}"
    );
    assert!(!browser.text("/ledger").await.contains("湿地"), "a draft owes nothing");
}

#[actix_web::test]
async fn unknown_units_are_placed_before_the_plan_can_be_confirmed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let unit = |name: &str| key(&app, &format!("SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '{name}'"));
    let station = unit("自治区湿地保护站");

    let early = confirm(&browser, &review).await;
    assert_eq!(early.status(), 422);
    let early = DraftForm::of(&browser, body(early).await);
    assert!(early.html.contains("名录中没有的单位未指明"), "{}", early.html);
    assert_eq!(early.get("p.assigned_on"), "2025-03-03");

    let same = format!("u{station}.same_as");
    let mut form = DraftForm::at(&browser, &review).await;
    assert_eq!(form.get(&same), "", "what looks like it is only proposed");
    let wrong = form.set(&same, "自治区林业厅").press("save").await;
    assert_eq!(wrong.status(), 422);
    assert!(body(wrong).await.contains("是否为：自治区林业局"), "the nearest known one is proposed");
    location(&form.set(&same, "自治区林业局").press(&format!("u{station}.add")).await);
    let measure = measure(&app, "2");
    assert_eq!(DraftForm::at(&browser, &review).await.get(&format!("m{measure}.lead")), "自治区林业局");
    assert_eq!(number(&app.ctx.db, &format!("SELECT count(*) FROM units WHERE id = {station}")), 0);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM unit_aliases WHERE alias = '自治区湿地保护站'"), 1);

    place_all(&app, &browser, &review).await;
    assert_eq!(
        location(&confirm(&browser, &review).await),
        format!("/desk?done=plan_confirmed&n={}", obligations(&app))
    );
    // Two leads, fourteen cities, fourteen dated ones and Guilin's.
    assert_eq!(obligations(&app), 2 + 14 + 14 + 1);
    assert!(location(&browser.get(&review).await).starts_with("/plans/2?"), "it is no draft any more");
}

#[actix_web::test]
async fn the_units_of_a_measure_are_corrected_in_place() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let second = measure(&app, "2");
    let refused = assign(&browser, &review, &second, ["自治区生态环境局", "", "各局"]).await;
    assert_eq!(refused.status(), 422);
    let html = body(refused).await;
    assert!(html.contains("没有名为“自治区生态环境局”的单位，是否为：自治区生态环境厅"), "{html}");
    assert!(html.contains("没有名为“各局”的单位"), "the other fault too: {html}");
    assert!(html.contains(">自治区生态环境局</textarea>"), "what was typed is kept: {html}");

    let lists = ["自治区生态环境厅，湿地办（新）", "", "各设区市人民政府"];
    location(&assign(&browser, &review, &second, lists).await);
    let form = DraftForm::at(&browser, &review).await;
    assert_eq!(form.get(&format!("m{second}.lead")), "自治区生态环境厅、湿地办");
    assert_eq!(form.get(&format!("m{second}.responsible")), "各设区市人民政府");
    assert_eq!(number(&app.ctx.db, &format!("SELECT count(*) FROM assignments WHERE measure_id = {second}")), 2 + 14);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'assign_units'"), 1);
}

#[actix_web::test]
async fn a_milestone_is_corrected_or_removed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, second) = (milestone(&app, "1"), milestone(&app, "2"));
    for (due, owed_by, what, reason) in [
        ("2025-02-30", "桂林", "湿地名录", "不是日期"),
        ("0025-07-31", "桂林", "湿地名录", "日期应在 2000 年至 2099 年之间"),
        ("2201-01-01", "桂林", "湿地名录", "日期应在 2000 年至 2099 年之间"),
        ("2025-07-31", "桂州", "湿地名录", "没有名为“桂州”的单位"),
        ("2025-07-31", "桂林", " ", "请写明事项"),
    ] {
        let mut form = DraftForm::at(&browser, &review).await;
        form.set(&format!("d{first}.due"), due).set(&format!("d{first}.owed_by"), owed_by);
        let refused = form.set(&format!("d{first}.deliverable"), what).press("save").await;
        assert_eq!(refused.status(), 422, "{reason}");
        let again = DraftForm::of(&browser, body(refused).await);
        assert!(again.html.contains(reason), "{}", again.html);
        assert_eq!(again.get(&format!("d{first}.owed_by")), owed_by);
    }
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("d{first}.due"), "２０２５－０７－３１")
        .set(&format!("d{first}.owed_by"), "桂林市、自治区生态环境厅、全市");
    let saved = form.set(&format!("d{first}.deliverable"), "湿地名录").press("save").await;
    assert!(location(&saved).ends_with(&format!("#f-d{first}")), "back where it was changed");
    location(&DraftForm::at(&browser, &review).await.press(&format!("d{second}.remove")).await);
    let rows = lines(
        &app.ctx.db,
        "SELECT due || ' ' || owed_by || ' ' || deliverable AS line FROM milestones AS d \
         JOIN measures AS m ON m.id = d.measure_id JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 2",
    );
    assert_eq!(rows, ["2025-07-31 桂林、自治区生态环境厅、全市 湿地名录"]);
}

#[actix_web::test]
async fn a_milestone_that_was_not_read_is_added() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let second = measure(&app, "2");
    let new = |column: &str| format!("dn{second}.{column}");
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&new("due"), "2025-11-30").set(&new("phrase"), "11月底前").set(&new("owed_by"), "各县");
    let refused = form.set(&new("deliverable"), "修复评估报告").press(&new("add")).await;
    assert_eq!(refused.status(), 422);
    let mut again = DraftForm::of(&browser, body(refused).await);
    assert!(again.html.contains("没有名为“各县”的单位"), "{}", again.html);
    assert_eq!(again.get(&new("deliverable")), "修复评估报告");
    location(&again.set(&new("owed_by"), "各设区市人民政府").press("save").await);
    let rows = lines(
        &app.ctx.db,
        &format!(
            "SELECT due || ' ' || owed_by || ' ' || phrase AS line FROM milestones WHERE measure_id = {second} ORDER BY position"
        ),
    );
    assert_eq!(rows, ["2025-09-30 桂林 于2025年9月底前", "2025-11-30 各设区市 11月底前"]);
    let empty = DraftForm::at(&browser, &review).await.press(&new("add")).await;
    assert_eq!(empty.status(), 422, "a button that adds nothing says what is missing");
    let foreign = key(
        &app,
        "SELECT CAST(min(m.id) AS TEXT) AS line FROM measures AS m JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 1",
    );
    let form = DraftForm::at(&browser, &review).await;
    let wrong = form.send(&format!("m{foreign}.adopt")).await;
    assert_eq!(wrong.status(), 404, "a measure of another plan");
}

#[actix_web::test]
async fn doubts_are_ticked_off() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let problem = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 2");
    let all = number(&app.ctx.db, "SELECT count(*) FROM problems WHERE plan_id = 2");
    location(&DraftForm::at(&browser, &review).await.press(&format!("q{problem}.settle")).await);
    assert!(browser.text(&review).await.contains(&format!("（{} 项未核对）", all - 1)));
    location(&DraftForm::at(&browser, &review).await.press(&format!("q{problem}.reopen")).await);
    assert!(browser.text(&review).await.contains(&format!("（{all} 项未核对）")));
    let foreign = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 1");
    let wrong = DraftForm::at(&browser, &review).await.send(&format!("q{foreign}.settle")).await;
    assert_eq!(wrong.status(), 404, "a doubt about another plan");
}

#[actix_web::test]
async fn a_draft_that_is_thrown_away_leaves_nothing_and_can_be_imported_again() {
    let app = TestApp::start().await;
    let before = app.database.row_counts();
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let again = browser.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await;
    assert_eq!(again.status(), 422);
    assert!(body(again).await.contains("该文件已导入过"));
    assert_eq!(location(&browser.submit(&review, "/plans/2/discard", &[]).await), "/plans/import?done=draft_discarded");
    let after = app.database.row_counts();
    for table in ["plans", "tasks", "measures", "assignments", "milestones", "indicators", "problems", "obligations"] {
        assert_eq!(after.get(table), before.get(table), "{table}");
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE proposed"), 0, "unknown units went with it");
    location(&browser.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await);
}
