//! Two coordinators at one draft: nothing is overwritten unseen, and nothing is confirmed that has changed unseen.

use super::*;

/// Places every unit that nobody knows as a new one.
async fn place_all(app: &TestApp, browser: &Browser<'_>, review: &str) {
    for unit in lines(&app.ctx.db, "SELECT CAST(id AS TEXT) AS line FROM units WHERE proposed") {
        let new = [("then", "new"), ("same_as", ""), ("class", "department")];
        location(&browser.submit(review, &format!("/plans/2/units/{unit}"), &new).await);
    }
}

#[actix_web::test]
async fn who_was_faster_is_shown_beside_what_was_typed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, mile) = (measure(&app, "1"), milestone(&app, "1"));
    let seen = field(&browser.text(&review).await, &format!("/plans/2/measures/{first}"), "seen");
    location(&assign(&browser, &review, &first, ["自治区生态环境厅", "", ""], None).await);
    let late = assign(&browser, &review, &first, ["自治区公安厅", "", ""], Some(&seen)).await;
    assert_eq!(late.status(), 422);
    let html = body(late).await;
    assert!(html.contains("刚被他人修改") && html.contains(">自治区公安厅</textarea>"), "{html}");
    assert!(html.contains("现在保存的是：自治区生态环境厅"), "the other's: {html}");
    assert!(html.contains(&format!("href=\"#f-m{first}\">转到这一处")), "and where that is: {html}");

    let action = format!("/plans/2/milestones/{mile}");
    let seen = field(&browser.text(&review).await, &action, "seen");
    let mut fields =
        [("due", "2025-07-31"), ("owed_by", "桂林"), ("deliverable", "名录"), ("then", "save"), ("seen", &seen)];
    location(&browser.submit(&review, &action, &fields).await);
    fields[0].1 = "2025-08-31";
    let html = body(browser.submit(&review, &action, &fields).await).await;
    assert!(html.contains("value=\"2025-08-31\"") && html.contains("现在保存的是：2025-07-31"), "{html}");
    assert!(!html.contains("现在保存的是：桂林"), "what is the same is not repeated: {html}");
}

#[actix_web::test]
async fn what_somebody_has_removed_meanwhile_is_said() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let action = format!("/plans/2/milestones/{}", milestone(&app, "2"));
    let seen = field(&browser.text(&review).await, &action, "seen");
    let mut fields = [("due", ""), ("owed_by", ""), ("deliverable", "名录"), ("then", "remove"), ("seen", &seen)];
    location(&browser.submit(&review, &action, &fields).await);
    fields[3].1 = "save";
    let late = browser.submit(&review, &action, &fields).await;
    assert_eq!(late.status(), 404);
    assert!(body(late).await.contains("此处已被他人删除"));
}

#[actix_web::test]
async fn a_draft_that_has_changed_since_it_was_looked_at_is_not_confirmed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let looked_at = field(&browser.text(&review).await, "/plans/2/confirmation", "version");
    location(&assign(&browser, &review, &measure(&app, "2"), ["自治区公安厅", "", ""], None).await);
    let fields = [("assigned_on", "2025-03-03"), ("version", looked_at.as_str())];
    let late = browser.submit(&review, "/plans/2/confirmation", &fields).await;
    assert_eq!(late.status(), 422);
    let html = body(late).await;
    assert!(html.contains("草稿在您打开本页之后又有修改") && html.contains("value=\"2025-03-03\""), "{html}");
    assert_eq!(obligations(&app), 0);
    let fresh = field(&html, "/plans/2/confirmation", "version");
    let fields = [("assigned_on", "2025-03-03"), ("version", fresh.as_str())];
    location(&browser.submit(&review, "/plans/2/confirmation", &fields).await);
    assert!(obligations(&app) > 0, "the page that was refused is a fresh one");
}

#[actix_web::test]
async fn a_second_confirmation_is_told_so_on_the_plans_page() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let secret = browser.form_secret().await;
    location(&confirm(&browser, &review).await);
    let fields = [("form_secret", secret.as_str()), ("assigned_on", "2025-03-03"), ("version", "9")];
    let twice = browser.post("/plans/2/confirmation", &fields).await;
    assert_eq!(twice.status(), 409);
    let html = body(twice).await;
    assert!(html.contains("不是草稿，不能再次启用") && html.contains("开展湿地排查"), "{html}");
    let task = "SELECT CAST(min(id) AS TEXT) AS line FROM tasks WHERE plan_id = 2";
    let fields = [("form_secret", secret.as_str()), ("title", "排查"), ("seen", "")];
    let late = browser.post(&format!("/plans/2/tasks/{}", key(&app, task)), &fields).await;
    assert_eq!(late.status(), 409);
    assert!(body(late).await.contains("已启用，不能再按草稿修改"));
    assert_eq!(location(&browser.get(&review).await), "/plans/2?done=draft_tracked");
    let plan = browser.text("/plans/2?done=draft_tracked").await;
    assert!(plan.contains("不再是草稿") && plan.contains("开展湿地排查"), "{plan}");
}

#[actix_web::test]
async fn a_unit_that_only_owes_a_date_is_placed_before_the_plan_can_be_confirmed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let unit = "INSERT INTO units (name, short_name, class, coordinating, position, proposed, created_at) \
        VALUES ('湿地研究所', '湿地研究所', 'department', FALSE, 10000, TRUE, '2025-01-01 00:00:00'); \
        UPDATE milestones SET owed_by = '湿地研究所' WHERE id = ";
    execute(&app.ctx.db, &format!("{unit}{}", milestone(&app, "2")));
    let html = browser.text(&review).await;
    let id = key(&app, "SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '湿地研究所'");
    let action = format!("/plans/2/units/{id}");
    assert!(html.contains(&format!("action=\"{action}\"")), "it is among those to be placed: {html}");
    let early = confirm(&browser, &review).await;
    assert_eq!(early.status(), 422);
    assert!(body(early).await.contains("还有 1 个名录中没有的单位未指明"));
    let same = [("then", "same"), ("same_as", "自治区林业局"), ("class", "department")];
    location(&browser.submit(&review, &action, &same).await);
    location(&confirm(&browser, &review).await);
    let owing = "SELECT u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
        WHERE o.plan_id = 2 AND o.milestone_id IS NOT NULL AND o.due = '2025-09-30'";
    assert_eq!(lines(&app.ctx.db, owing), ["自治区林业局"]);
}
