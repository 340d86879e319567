//! Indicators of a draft are corrected, added and taken out in the review.

use super::*;

const TARGETS: &str = "2025年度湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.修复退化湿地。到2025年底，湿地保护率达到60%以上。（牵头单位：自治区林业局。责任单位：各设区市人民政府）\n";

async fn with_targets(browser: &Browser<'_>) -> &'static str {
    location(&browser.upload("/plans/import", "湿地.txt", TARGETS.as_bytes()).await);
    "/plans/2/review"
}

/// The fields of a form, with the last ones in the place of the first of the same name.
fn fields<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let all = [
        ("name", "湿地保护率"),
        ("op", ">="),
        ("value", "65"),
        ("unit", "%"),
        ("qualifier", "力争、以上"),
        ("baseline", ""),
        ("due", "2025-12-31"),
        ("scope", "全区"),
    ];
    let typed = |(name, value)| changed.iter().find(|(other, _)| *other == name).copied().unwrap_or((name, value));
    all.into_iter().map(typed).collect()
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
    let action = format!("/plans/2/indicators/{}", indicator(&app));
    let html = browser.text(review).await;
    assert_eq!(field(&html, &action, "name"), "湿地保护率");
    assert_eq!(field(&html, &action, "value"), "60");
    let seen = field(&html, &action, "seen");
    let send = async |changed: &[(&str, &str)]| {
        let mut form = fields(changed);
        form.extend([("seen", seen.as_str()), ("then", "save")]);
        browser.submit(review, &action, &form).await
    };
    for (name, typed, reason) in [
        ("value", "六十五", "“六十五”不是数值"),
        ("value", "10-7", "“10-7”不是数值"),
        ("value", " ", "请填写数值"),
        ("name", " ", "请写明指标名称"),
        ("due", "2025-02-30", "不是日期"),
    ] {
        let refused = send(&[(name, typed), ("scope", "某区")]).await;
        assert_eq!(refused.status(), 422, "{typed}");
        let html = body(refused).await;
        assert!(html.contains(reason) && html.contains("value=\"某区\""), "{typed}: {html}");
    }
    let saved = send(&[("scope", "南宁，柳州")]).await;
    assert!(location(&saved).ends_with(&format!("#f-i{}", indicator(&app))));
    assert_eq!(stored(&app), ["湿地保护率 >= 65 % 力争|以上  南宁、柳州"]);
    let late = send(&[]).await;
    assert_eq!(late.status(), 422);
    assert!(body(late).await.contains("刚被他人修改"), "what was seen is no longer so");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'edit_indicator'"), 1);
}

#[actix_web::test]
async fn an_indicator_is_added_and_another_taken_out() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = with_targets(&browser).await;
    let first = measure(&app, "1");
    let action = format!("/plans/2/measures/{first}/indicators");
    let refused = browser.submit(review, &action, &fields(&[("name", "修复面积"), ("value", "很多")])).await;
    assert_eq!(refused.status(), 422);
    let html = body(refused).await;
    assert_eq!((field(&html, &action, "name").as_str(), field(&html, &action, "value").as_str()), ("修复面积", "很多"));
    let added = fields(&[("name", "修复面积"), ("op", "up"), ("value", ""), ("unit", ""), ("baseline", "较上年")]);
    location(&browser.submit(review, &action, &added).await);
    assert_eq!(stored(&app).len(), 2);

    let action = format!("/plans/2/indicators/{}", indicator(&app));
    let seen = field(&browser.text(review).await, &action, "seen");
    let mut form = fields(&[]);
    form.extend([("seen", seen.as_str()), ("then", "remove")]);
    location(&browser.submit(review, &action, &form).await);
    assert_eq!(stored(&app), ["修复面积 up   力争|以上 较上年 全区"]);
    assert_eq!(
        number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb IN ('add_indicator', 'remove_indicator')"),
        2
    );
    let foreign = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM indicators WHERE plan_id = 1");
    let wrong = browser.submit(review, &format!("/plans/2/indicators/{foreign}"), &form).await;
    assert_eq!(wrong.status(), 404, "an indicator of another plan");
}
