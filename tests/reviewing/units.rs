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

/// One unit written in two ways, another that only ends like it, and one that is known.
const TWICE: &str = "2025年度湿地保护工作计划（虚构样例）\n一、重点任务\n\
    1.开展湿地排查。于6月底前完成名录编制。（牵头单位：市发改委。配合单位：市财政局、自治区林业局）\n\
    2.修复湿地。市发展改革委于9月底前完成示范点建设。（牵头单位：市发展改革委。配合单位：市民政局）\n";

async fn written_twice(browser: &Browser<'_>) -> &'static str {
    location(&browser.upload("/plans/import", "湿地.txt", TWICE.as_bytes()).await);
    "/plans/2/review"
}

fn unit(app: &TestApp, name: &str) -> String {
    key(app, &format!("SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '{name}'"))
}

#[actix_web::test]
async fn two_ways_in_which_a_document_writes_a_unit_are_offered_as_one() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = written_twice(&browser).await;
    let (short, long) = (unit(&app, "市发改委"), unit(&app, "市发展改革委"));
    let form = DraftForm::at(&browser, review).await;
    for (one, other) in [(&short, "市发展改革委"), (&long, "市发改委")] {
        let button = format!("value=\"take u{one}.same_as={other}\"");
        assert!(form.html.contains(&button), "{button}: {}", form.html);
    }
    let alike = unit(&app, "市财政局");
    assert!(!form.html.contains(&format!("take u{alike}.same_as=市民政局")), "they only end alike: {}", form.html);
    location(&form.press(&format!("take u{short}.same_as=市发展改革委")).await);
    let leads = "SELECT DISTINCT u.name AS line FROM assignments AS a JOIN units AS u ON u.id = a.unit_id \
        JOIN measures AS m ON m.id = a.measure_id JOIN tasks AS t ON t.id = m.task_id \
        WHERE t.plan_id = 2 AND a.role = 'lead'";
    assert_eq!(lines(&app.ctx.db, leads), ["市发展改革委"]);
    let named = "SELECT count(*) FROM unit_aliases WHERE alias = '市发改委'";
    assert_eq!(number(&app.ctx.db, named), 1, "the next plan knows it by either");
    assert!(DraftForm::at(&browser, review).await.has(&format!("u{long}.same_as")), "it is yet to be placed itself");
}

#[actix_web::test]
async fn a_unit_that_is_added_is_the_one_that_the_draft_calls_by_its_other_name() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = written_twice(&browser).await;
    let mut form = DraftForm::at(&browser, review).await;
    form.set("un.name", "云河市发展和改革委员会").set("un.aliases", "市发改委、市发展改革委");
    location(&form.press("un.add").await);
    let first = measure(&app, "1");
    let form = DraftForm::at(&browser, review).await;
    assert_eq!(form.get(&format!("m{first}.lead")), "云河市发展和改革委员会");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE proposed"), 2, "the other two");
}

#[actix_web::test]
async fn all_units_of_the_page_are_taken_as_new_at_once_but_for_those_that_are_said_to_be_others() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = written_twice(&browser).await;
    let (short, finance) = (unit(&app, "市发改委"), unit(&app, "市财政局"));
    let mut form = DraftForm::at(&browser, review).await;
    form.set(&format!("u{short}.same_as"), "没有这个单位");
    let refused = form.press("new-units").await;
    assert_eq!(refused.status(), 422);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE proposed"), 4, "all or nothing");
    form.set(&format!("u{short}.same_as"), "市发展改革委").set(&format!("u{finance}.class"), "enterprise");
    location(&form.press("new-units").await);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE proposed"), 0);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE name = '市发改委'"), 0);
    let class = "SELECT class AS line FROM units WHERE name = '市财政局'";
    assert_eq!(lines(&app.ctx.db, class), ["enterprise"], "as it was chosen in its row");
}
