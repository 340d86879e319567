//! The list of units grows in the review, and later plans know what was added.

use super::*;

#[actix_web::test]
async fn a_unit_that_is_added_is_known_on_the_same_page_and_in_the_next_plan() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let first = measure(&app, "1");
    let mut form = DraftForm::at(&browser, &review).await;
    form.set("un.name", "湿地研究院").set("un.class", "enterprise").set("un.aliases", "湿地院，湿研院");
    location(&form.set(&format!("m{first}.support"), "湿地研究院").press("un.add").await);
    let stored =
        "SELECT class || CASE WHEN proposed THEN ' proposed' ELSE '' END AS line FROM units WHERE name = '湿地研究院'";
    assert_eq!(lines(&app.ctx.db, stored), ["enterprise"]);
    assert_eq!(DraftForm::at(&browser, &review).await.get(&format!("m{first}.support")), "湿地研究院");
    let twice = DraftForm::at(&browser, &review).await.set("un.name", "湿研院").press("save").await;
    assert_eq!(twice.status(), 422);
    assert!(body(twice).await.contains("名录里已经有“湿地研究院”"));

    let next = "2025年度红树林保护工作计划（虚构样例）\n一、重点任务\n1.开展排查。完成名录编制。（牵头单位：湿地院）\n";
    location(&browser.upload("/plans/import", "红树林.txt", next.as_bytes()).await);
    let leads = "SELECT u.name AS line FROM assignments AS a JOIN units AS u ON u.id = a.unit_id \
        JOIN measures AS m ON m.id = a.measure_id JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 3";
    assert_eq!(lines(&app.ctx.db, leads), ["湿地研究院"], "the next mention matches");
}

#[actix_web::test]
async fn what_looks_like_a_known_unit_is_proposed_and_taken_with_a_button() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let plan = "2025年度湿地保护工作计划（虚构样例）\n一、重点任务\n\
        1.开展湿地排查。于6月底前完成名录编制。（牵头单位：自治区生态环境厅局）\n";
    location(&browser.upload("/plans/import", "湿地.txt", plan.as_bytes()).await);
    let (unit, mile) = (key(&app, "SELECT CAST(id AS TEXT) AS line FROM units WHERE proposed"), milestone(&app, "1"));
    let mut form = DraftForm::at(&browser, "/plans/2/review").await;
    assert_eq!(form.get(&format!("u{unit}.same_as")), "");
    form.set(&format!("d{mile}.due"), "2025-07-31");
    location(&form.press(&format!("take u{unit}.same_as=自治区生态环境厅")).await);
    let lead = DraftForm::at(&browser, "/plans/2/review").await;
    assert_eq!(lead.get(&format!("m{}.lead", measure(&app, "1"))), "自治区生态环境厅");
    assert_eq!(lead.get(&format!("d{mile}.due")), "2025-07-31");
}

#[actix_web::test]
async fn a_city_that_is_added_is_meant_by_the_name_of_its_place() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let mile = milestone(&app, "2");
    let mut form = DraftForm::at(&browser, &review).await;
    form.set("un.name", "青山市人民政府").set("un.class", "city");
    location(&form.set(&format!("d{mile}.owed_by"), "青山市人民政府、全市").press("save").await);
    assert_eq!(DraftForm::at(&browser, &review).await.get(&format!("d{mile}.owed_by")), "青山、全市");
}
