//! Indicators of a draft are corrected, added and taken out in the review.

use super::*;

const TARGETS: &str = "2025年度湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.修复退化湿地。到2025年底，湿地保护率达到60%以上。（牵头单位：自治区林业局。责任单位：各设区市人民政府）\n";

async fn with_targets(browser: &Browser<'_>) -> &'static str {
    location(&browser.upload("/plans/import", "湿地.txt", TARGETS.as_bytes()).await);
    "/plans/2/review"
}

fn stored(app: &TestApp) -> Vec<String> {
    lines(
        &app.ctx.db,
        "SELECT name || ' ' || op || ' ' || coalesce(CAST(CAST(value AS INTEGER) AS TEXT), '') || ' ' || coalesce(unit, '') || ' ' || \
         coalesce(qualifier, '') || ' ' || coalesce(baseline, '') || ' ' || scope AS line \
         FROM indicators WHERE plan_id = 2 ORDER BY position",
    )
}

fn indicator(app: &TestApp) -> String {
    key(app, "SELECT CAST(min(id) AS TEXT) AS line FROM indicators WHERE plan_id = 2")
}

#[actix_web::test]
async fn an_indicator_is_corrected_and_what_was_typed_is_kept() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = with_targets(&browser).await;
    let name = |column: &str| format!("i{}.{column}", indicator(&app));
    let form = DraftForm::at(&browser, review).await;
    assert_eq!((form.get(&name("name")), form.get(&name("value"))), ("湿地保护率", "60"));
    for (column, typed, reason) in [
        ("value", "六十五", "“六十五”不是数值"),
        ("value", "10-7", "“10-7”不是数值"),
        ("value", "1e5", "“1e5”不是数值"),
        ("value", " ", "请填写数值"),
        ("name", " ", "请写明指标名称"),
        ("due", "2025-02-30", "不是日期"),
    ] {
        let mut form = DraftForm::at(&browser, review).await;
        let refused = form.set(&name(column), typed).set(&name("scope"), "某区").press("save").await;
        assert_eq!(refused.status(), 422, "{typed}");
        let again = DraftForm::of(&browser, body(refused).await);
        assert!(again.html.contains(reason), "{typed}: {}", again.html);
        assert_eq!(again.get(&name("scope")), "某区");
    }
    let mut form = DraftForm::at(&browser, review).await;
    form.set(&name("value"), "６５").set(&name("qualifier"), "力争、以上").set(&name("scope"), "南宁，柳州");
    let saved = form.press("save").await;
    assert!(location(&saved).ends_with(&format!("#f-i{}", indicator(&app))));
    assert_eq!(stored(&app), ["湿地保护率 >= 65 % 力争|以上  南宁、柳州"]);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'edit_indicator'"), 1);
    let mut form = DraftForm::at(&browser, review).await;
    assert!(!form.html.contains("目标值是负数"));
    location(&form.set(&name("value"), "-20").press("save").await);
    assert!(DraftForm::at(&browser, review).await.html.contains("目标值是负数"), "a slip of the hand is said");
}

#[actix_web::test]
async fn an_indicator_is_added_and_another_taken_out() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = with_targets(&browser).await;
    let first = measure(&app, "1");
    let new = |column: &str| format!("in{first}.{column}");
    let mut form = DraftForm::at(&browser, review).await;
    let refused = form.set(&new("name"), "修复面积").set(&new("value"), "很多").press(&new("add")).await;
    assert_eq!(refused.status(), 422);
    let mut again = DraftForm::of(&browser, body(refused).await);
    assert_eq!((again.get(&new("name")), again.get(&new("value"))), ("修复面积", "很多"));
    again.set(&new("op"), "up").set(&new("value"), "").set(&new("baseline"), "较上年");
    location(&again.press(&new("add")).await);
    assert_eq!(stored(&app).len(), 2);

    let removed = DraftForm::at(&browser, review).await.press(&format!("i{}.remove", indicator(&app))).await;
    assert!(location(&removed).ends_with(&format!("#f-m{first}")), "its measure is still there");
    assert_eq!(stored(&app), ["修复面积 up    较上年 "]);
    assert_eq!(
        number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb IN ('add_indicator', 'remove_indicator')"),
        2
    );
    let foreign = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM indicators WHERE plan_id = 1");
    let wrong = DraftForm::at(&browser, review).await.send(&format!("i{foreign}.remove")).await;
    assert_eq!(wrong.status(), 404, "an indicator of another plan");
}
