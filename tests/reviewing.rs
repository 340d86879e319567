//! A document is uploaded, its draft is corrected beside it, and nothing is tracked before it is confirmed. The documents
//! are made up.

mod counters;
mod doors;
mod indicators;
mod parts;
mod together;
mod words;

use duban::domain::person::Role;
use reqwest::Response;

use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp, location};
use crate::support::database::{execute, lines, number};

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

/// The value of a hidden or visible field of the form with this action.
fn field(html: &str, action: &str, name: &str) -> String {
    let (_, form) = html.split_once(&format!("action=\"{action}\"")).expect("the form");
    let (form, _) = form.split_once("</form>").expect("its end");
    let (_, rest) = form.split_once(&format!("name=\"{name}\"")).expect("the field");
    let text = match rest.strip_prefix(" value=\"") {
        Some(value) => value.split('"').next().expect("its end"),
        None => rest.split_once('>').expect("a text field").1.split("</textarea>").next().expect("its end"),
    };
    text.to_owned()
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

/// Sends the three lists of a measure as the page had them, with these instead.
async fn assign(browser: &Browser<'_>, review: &str, measure: &str, lists: [&str; 3], seen: Option<&str>) -> Response {
    let action = format!("/plans/2/measures/{measure}");
    let html = browser.text(review).await;
    let drawn = field(&html, &action, "seen");
    let [lead, support, responsible] = lists;
    let guide = field(&html, &action, "guide");
    let fields = [
        ("lead", lead),
        ("support", support),
        ("responsible", responsible),
        ("guide", guide.as_str()),
        ("seen", seen.unwrap_or(&drawn)),
    ];
    browser.submit(review, &action, &fields).await
}

async fn confirm(browser: &Browser<'_>, review: &str) -> Response {
    let version = field(&browser.text(review).await, "/plans/2/confirmation", "version");
    browser.submit(review, "/plans/2/confirmation", &[("assigned_on", "2025-03-03"), ("version", &version)]).await
}

async fn body(answer: Response) -> String {
    answer.text().await.expect("a page")
}

#[actix_web::test]
async fn a_document_is_shown_beside_its_draft_and_nothing_is_tracked() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let html = browser.text(&review).await;
    assert!(html.contains("各设区市于2025年6月底前完成湿地名录编制"), "{html}");
    let owed = format!("action=\"/plans/2/milestones/{}\"", milestone(&app, "1"));
    assert!(
        html.contains(&owed) && html.contains("value=\"2025-06-30\"") && html.contains("value=\"各设区市\""),
        "{html}"
    );
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
    let html = browser.text(&review).await;
    let unit = |name: &str| key(&app, &format!("SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '{name}'"));
    let (station, finance) = (unit("自治区湿地保护站"), unit("自治区财政厅"));
    assert!(html.contains(&format!("action=\"/plans/2/units/{station}\"")), "{html}");

    let early = confirm(&browser, &review).await;
    assert_eq!(early.status(), 422);
    let early = body(early).await;
    assert!(early.contains("名录中没有的单位未指明") && early.contains("value=\"2025-03-03\""), "{early}");

    let action = format!("/plans/2/units/{station}");
    let same = |name: &'static str| [("then", "same"), ("same_as", name), ("class", "department")];
    let wrong = browser.submit(&review, &action, &same("自治区林业厅")).await;
    assert_eq!(wrong.status(), 422);
    assert!(body(wrong).await.contains("是否为：自治区林业局"), "the nearest known one is proposed");
    location(&browser.submit(&review, &action, &same("自治区林业局")).await);
    let html = browser.text(&review).await;
    let measure = format!("/plans/2/measures/{}", measure(&app, "2"));
    assert_eq!(field(&html, &measure, "lead"), "自治区林业局");
    assert_eq!(number(&app.ctx.db, &format!("SELECT count(*) FROM units WHERE id = {station}")), 0);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM unit_aliases WHERE alias = '自治区湿地保护站'"), 1);

    for one in [finance, unit("自治区林业局")] {
        if browser.text(&review).await.contains(&format!("/plans/2/units/{one}\"")) {
            let new = [("then", "new"), ("same_as", ""), ("class", "department")];
            location(&browser.submit(&review, &format!("/plans/2/units/{one}"), &new).await);
        }
    }
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
    let refused = assign(&browser, &review, &second, ["自治区生态环境局", "", "各市"], None).await;
    assert_eq!(refused.status(), 422);
    let html = body(refused).await;
    assert!(html.contains("没有名为“自治区生态环境局”的单位，是否为：自治区生态环境厅"), "{html}");
    assert!(html.contains(">自治区生态环境局</textarea>"), "what was typed is kept: {html}");

    location(
        &assign(&browser, &review, &second, ["自治区生态环境厅，湿地办（新）", "", "各设区市人民政府"], None).await,
    );
    let html = browser.text(&review).await;
    let action = format!("/plans/2/measures/{second}");
    assert_eq!(field(&html, &action, "lead"), "自治区生态环境厅、湿地办");
    assert_eq!(field(&html, &action, "responsible"), "各设区市人民政府");
    assert_eq!(number(&app.ctx.db, &format!("SELECT count(*) FROM assignments WHERE measure_id = {second}")), 2 + 14);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'assign_units'"), 1);
}

#[actix_web::test]
async fn a_milestone_is_corrected_or_removed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, second) = (milestone(&app, "1"), milestone(&app, "2"));
    let send = async |id: &str, due: &str, owed_by: &str, what: &str, then: &str| {
        let action = format!("/plans/2/milestones/{id}");
        let seen = field(&browser.text(&review).await, &action, "seen");
        let fields =
            [("due", due), ("owed_by", owed_by), ("deliverable", what), ("then", then), ("seen", seen.as_str())];
        browser.submit(&review, &action, &fields).await
    };
    for (due, owed_by, what, reason) in [
        ("2025-02-30", "桂林", "湿地名录", "不是日期"),
        ("0025-07-31", "桂林", "湿地名录", "不是日期"),
        ("2025-07-31", "桂州", "湿地名录", "没有名为“桂州”的单位"),
        ("2025-07-31", "桂林", " ", "请写明事项"),
    ] {
        let refused = send(&first, due, owed_by, what, "save").await;
        assert_eq!(refused.status(), 422, "{reason}");
        let html = body(refused).await;
        assert!(html.contains(reason) && html.contains(&format!("value=\"{owed_by}\"")), "{html}");
    }
    let saved = send(&first, "2025-07-31", "桂林市、自治区生态环境厅", "湿地名录", "save").await;
    assert!(location(&saved).ends_with(&format!("#f-d{first}")), "back where it was changed");
    location(&send(&second, "", "", "", "remove").await);
    let rows = lines(
        &app.ctx.db,
        "SELECT due || ' ' || owed_by || ' ' || deliverable AS line FROM milestones AS d \
         JOIN measures AS m ON m.id = d.measure_id JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 2",
    );
    assert_eq!(rows, ["2025-07-31 桂林、自治区生态环境厅 湿地名录"]);
}

#[actix_web::test]
async fn a_milestone_that_was_not_read_is_added() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let second = measure(&app, "2");
    let action = format!("/plans/2/measures/{second}/milestones");
    let mut fields =
        [("due", "2025-11-30"), ("owed_by", "各县"), ("deliverable", "修复评估报告"), ("phrase", "11月底前")];
    let refused = browser.submit(&review, &action, &fields).await;
    assert_eq!(refused.status(), 422);
    let html = body(refused).await;
    assert!(html.contains("没有名为“各县”的单位") && html.contains(">修复评估报告</textarea>"), "{html}");
    fields[1].1 = "各设区市人民政府";
    location(&browser.submit(&review, &action, &fields).await);
    let rows = lines(
        &app.ctx.db,
        &format!(
            "SELECT due || ' ' || owed_by || ' ' || phrase AS line FROM milestones WHERE measure_id = {second} ORDER BY position"
        ),
    );
    assert_eq!(rows, ["2025-09-30 桂林 于2025年9月底前", "2025-11-30 各设区市 11月底前"]);
    let foreign = key(
        &app,
        "SELECT CAST(min(m.id) AS TEXT) AS line FROM measures AS m JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 1",
    );
    let wrong = browser.submit(&review, &format!("/plans/2/measures/{foreign}/milestones"), &fields).await;
    assert_eq!(wrong.status(), 404, "a measure of another plan");
}

#[actix_web::test]
async fn doubts_are_ticked_off() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let problem = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 2");
    let all = number(&app.ctx.db, "SELECT count(*) FROM problems WHERE plan_id = 2");
    let action = format!("/plans/2/problems/{problem}");
    location(&browser.submit(&review, &action, &[("then", "settle")]).await);
    assert!(browser.text(&review).await.contains(&format!("（{} 项未核对）", all - 1)));
    location(&browser.submit(&review, &action, &[("then", "reopen")]).await);
    assert!(browser.text(&review).await.contains(&format!("（{all} 项未核对）")));
    let foreign = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 1");
    let wrong = browser.submit(&review, &format!("/plans/2/problems/{foreign}"), &[("then", "settle")]).await;
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
