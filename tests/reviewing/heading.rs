//! Title and years of a plan are corrected: what has no year of its own moves with it, and what was done with is not handed out.

use super::*;

/// The year stands only in the day of issue; some dates have a year of their own.
const GUESSED: &str = "湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.开展湿地排查。各设区市于6月底前完成名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）\n\
    2.修复退化湿地。桂林市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局）\n\
    3.建立湿地公园。柳州市于2月底前完成方案编制。（牵头单位：自治区林业局）\n\
    广西壮族自治区林业局\n2025年1月5日\n";

async fn guessed(browser: &Browser<'_>) -> &'static str {
    location(&browser.upload("/plans/import", "湿地.txt", GUESSED.as_bytes()).await);
    "/plans/2/review"
}

fn dues(app: &TestApp) -> Vec<String> {
    let query = "SELECT CAST(due AS TEXT) AS line FROM milestones AS d JOIN measures AS m ON m.id = d.measure_id \
        JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 2 ORDER BY t.position";
    lines(&app.ctx.db, query)
}

fn open_doubts(app: &TestApp) -> usize {
    let about = "SELECT count(*) FROM problems WHERE plan_id = 2 AND settled_at IS NULL AND message LIKE '%年度%'";
    number(&app.ctx.db, about)
}

#[actix_web::test]
async fn dates_without_a_year_move_with_the_plan_and_the_doubt_about_it_is_answered() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = guessed(&browser).await;
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!(
        (form.get("p.title"), form.get("p.year"), open_doubts(&app)),
        ("湿地保护工作计划（虚构样例）", "2025", 1)
    );
    let (_, moving) = form.html.split_once("2 个没有写年份的日期随之移到新的年度").expect("which dates would move");
    let moving = moving.split("</details>").next().expect("their end");
    assert!(moving.contains("2025-06-30") && moving.contains("2025-02-28") && !moving.contains("09-30"), "{moving}");
    // What is typed on the same page is not moved.
    let third = milestone(&app, "3");
    form.set("p.title", "湿地保护年度计划").set("p.year", "2024").set(&format!("d{third}.due"), "2024-03-31");
    let first = milestone(&app, "1");
    form.set(&format!("d{first}.deliverable"), "湿地名录");
    location(&form.press("save").await);
    assert_eq!(dues(&app), ["2024-06-30", "2025-09-30", "2024-03-31"]);
    assert_eq!(open_doubts(&app), 0);
    assert_eq!(lines(&app.ctx.db, "SELECT title || year AS line FROM plans WHERE id = 2"), ["湿地保护年度计划2024"]);
    let trail = "SELECT verb AS line FROM audit WHERE verb IN ('edit_plan', 'redate') ORDER BY id";
    assert_eq!(lines(&app.ctx.db, trail), ["edit_plan", "redate"]);
    let what = format!("SELECT deliverable AS line FROM milestones WHERE id = {first}");
    assert_eq!(lines(&app.ctx.db, &what), ["湿地名录"], "what else was typed in a row that moves is saved too");
}

#[actix_web::test]
async fn what_is_no_year_is_refused_at_its_field() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = guessed(&browser).await;
    for (name, typed, said) in [
        ("p.year", "24", "“24”"),
        ("p.year", "", "请填写年度"),
        ("p.year", "今年", "今年"),
        ("p.last_year", "2024", "止于的年度早于起始的年度"),
        ("p.title", " ", "请写明计划名称"),
        ("p.cutoff_day", "32", "截止日为 1 至 31 日"),
        ("p.cutoff_day", "", "截止日为 1 至 31 日"),
    ] {
        let refused = DraftForm::at(&browser, review).await.set(name, typed).press("save").await;
        assert_eq!(refused.status(), 422, "{name}={typed}");
        let again = DraftForm::of(&browser, body(refused).await);
        assert!(again.html.contains(said), "{name}={typed}: {}", again.html);
        assert_eq!(again.get(name).trim(), typed.trim());
    }
    assert_eq!(dues(&app)[0], "2025-06-30");
}

#[actix_web::test]
async fn by_which_day_reports_are_asked_for_and_how_often_is_said_while_the_draft_is_reviewed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = guessed(&browser).await;
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!((form.get("p.cutoff_day"), form.get("p.reports_on")), ("25", "this_month"));
    let second = measure(&app, "2");
    assert_eq!(form.get("p.plan_kind"), "plan");
    form.set("p.plan_kind", "meeting")
        .set("p.cutoff_day", "5")
        .set("p.reports_on", "last_month")
        .set(&format!("m{second}.cadence"), "quarter");
    location(&form.press("save").await);
    location(&confirm(&browser, review).await);
    let of_plan = "SELECT cutoff_day || ' ' || reports_on || ' ' || kind AS line FROM plans WHERE id = 2";
    assert_eq!(lines(&app.ctx.db, of_plan), ["5 last_month meeting"]);
    let owed = format!(
        "SELECT DISTINCT cadence AS line FROM obligations WHERE plan_id = 2 AND measure_id {} {second} ORDER BY cadence",
        "="
    );
    assert_eq!(lines(&app.ctx.db, &owed), ["quarter"]);
    assert_eq!(lines(&app.ctx.db, &owed.replace(&format!("= {second}"), &format!("<> {second}"))), ["month"]);
    // March 3 is ten working days before March 17: what is due on April 3, before the holiday, is the first.
    assert_eq!(lines(&app.ctx.db, "SELECT CAST(reports_from AS TEXT) AS line FROM plans WHERE id = 2"), ["2025-03-17"]);
    let trail = "SELECT verb AS line FROM audit WHERE verb IN ('edit_plan', 'set_cadence') ORDER BY id";
    assert_eq!(lines(&app.ctx.db, trail), ["edit_plan", "set_cadence"]);
}

#[actix_web::test]
async fn a_date_within_the_years_of_a_plan_for_several_is_not_long_range() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let plan = "湿地保护三年行动计划（2025—2027年）（虚构样例）\n一、重点任务\n\
        1.修复湿地。桂林市于2026年9月底前完成示范点建设，2028年底前完成评估。（牵头单位：自治区林业局）\n";
    location(&browser.upload("/plans/import", "湿地.txt", plan.as_bytes()).await);
    let form = DraftForm::at(&browser, "/plans/2/review").await;
    assert_eq!((form.get("p.year"), form.get("p.last_year")), ("2025", "2027"));
    location(&confirm(&browser, "/plans/2/review").await);
    let rows = "SELECT CAST(due AS TEXT) || CASE WHEN long_range THEN ' later' ELSE '' END AS line FROM obligations \
        WHERE plan_id = 2 ORDER BY due";
    assert_eq!(lines(&app.ctx.db, rows), ["2026-09-30", "2027-12-31", "2028-12-31 later"]);
    let list = browser.text("/plans/import").await;
    assert!(list.contains("2025—2027</td>") && list.contains("任务来源</th>"), "{list}");
    assert!(browser.text("/plans/2").await.contains("2025—2027年度"));
    // What stands already is named with all its years, and led to.
    let again = browser.upload("/plans/import", "湿地.txt", format!("{plan}2.宣传湿地。\n").as_bytes()).await;
    assert_eq!(again.status(), 422);
    let again = body(again).await;
    assert!(
        again.contains("（2025—2027 年，编号 2）已在执行") && again.contains("<a href=\"/plans/2/review\">"),
        "{again}"
    );
}

#[actix_web::test]
async fn how_far_a_measure_is_by_its_table_is_shown_and_what_is_closed_is_not_handed_out() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let ledger = "2025年度湿地保护工作台账（虚构样例）\n\n\
        | 序号 | 任务 | 工作措施 | 牵头单位 | 完成时限 | 状态 | 进展情况 |\n| --- | --- | --- | --- | --- | --- | --- |\n\
        | 1 | 湿地排查 | 完成湿地名录编制 | 自治区林业局 | 6月底前 | 已完成 | 名录已公布 |\n\
        | 2 | 湿地修复 | 完成示范点建设 | 自治区林业局 | 9月底前 | 正在推进 | 已开工2处 |\n";
    location(&browser.upload("/plans/import", "台账.md", ledger.as_bytes()).await);
    let review = "/plans/2/review";
    assert_eq!(DraftForm::at(&browser, review).await.get("p.plan_kind"), "ledger", "its title says so");
    let (first, second) = (measure(&app, "1"), measure(&app, "2"));
    let form = DraftForm::at(&browser, review).await;
    assert_eq!((form.get(&format!("m{first}.chase")), form.get(&format!("m{second}.chase"))), ("closed", "open"));
    for said in ["名录已公布", "已开工2处", "正在推进"] {
        assert!(form.html.contains(said), "{said}: {}", form.html);
    }
    location(&confirm(&browser, review).await);
    let owed = "SELECT DISTINCT CAST(measure_id AS TEXT) AS line FROM obligations WHERE plan_id = 2";
    assert_eq!(lines(&app.ctx.db, owed), [second], "what is closed is chased from nobody");
    let plan = browser.text("/plans/2").await;
    assert!(plan.contains("名录已公布") && plan.contains("已办结，不再交办"), "{plan}");
}
