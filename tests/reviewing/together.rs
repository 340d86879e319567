//! Two coordinators at one draft: nothing is overwritten unseen, and nothing is confirmed that has changed unseen.

use super::*;

#[actix_web::test]
async fn who_was_faster_is_shown_beside_what_was_typed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, mile) = (measure(&app, "1"), milestone(&app, "1"));
    let (lead, due, owed) = (format!("m{first}.lead"), format!("d{mile}.due"), format!("d{mile}.owed_by"));
    let mut late = DraftForm::at(&browser, &review).await;
    let mut early = DraftForm::at(&browser, &review).await;
    early.set(&lead, "自治区生态环境厅").set(&owed, "桂林").set(&format!("d{mile}.deliverable"), "名录");
    location(&early.press("save").await);

    let refused = late.set(&lead, "自治区公安厅").set(&due, "2025-08-31").press("save").await;
    assert_eq!(refused.status(), 409);
    let again = DraftForm::of(&browser, body(refused).await);
    let html = &again.html;
    assert!(
        html.contains("在别处被修改过（他人，或您自己的另一个窗口）") && html.contains("没有保存任何内容"),
        "{html}"
    );
    assert_eq!((again.get(&lead), again.get(&due)), ("自治区公安厅", "2025-08-31"), "what was typed is kept");
    assert!(html.contains("现在保存的是：自治区生态环境厅"), "the other's stands beside it: {html}");
    assert!(!html.contains("现在保存的是：2025-06-30"), "what only one has changed is no matter of two: {html}");
    assert_eq!(again.get(&owed), "桂林", "what was not touched is as the other has left it");
    assert!(html.contains("2 处未保存"), "{html}");
    location(&again.press("save").await);
    let stored =
        format!("SELECT CAST(due AS TEXT) || owed_by || deliverable AS line FROM milestones WHERE id = {mile}");
    assert_eq!(lines(&app.ctx.db, &stored), ["2025-08-31桂林名录"], "both are in it");
    assert_eq!(DraftForm::at(&browser, &review).await.get(&lead), "自治区公安厅");
}

#[actix_web::test]
async fn what_was_typed_where_somebody_has_removed_the_row_is_shown() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let mile = milestone(&app, "2");
    let mut late = DraftForm::at(&browser, &review).await;
    location(&DraftForm::at(&browser, &review).await.press(&format!("d{mile}.remove")).await);
    let refused = late.set(&format!("d{mile}.deliverable"), "两处示范点").press("save").await;
    assert_eq!(refused.status(), 409);
    let html = body(refused).await;
    assert!(html.contains("已在别处被删除") && html.contains("<li>事项：两处示范点</li>"), "{html}");
    assert!(!html.contains("<li>责任主体："), "what was not touched is no loss: {html}");
}

#[actix_web::test]
async fn a_draft_that_has_changed_since_it_was_looked_at_is_not_confirmed() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let mut looked_at = DraftForm::at(&browser, &review).await;
    location(&assign(&browser, &review, &measure(&app, "2"), ["自治区公安厅", "", ""]).await);
    let late = looked_at.set("p.assigned_on", "2025-03-03").press("confirm").await;
    assert_eq!(late.status(), 409);
    let fresh = DraftForm::of(&browser, body(late).await);
    assert!(fresh.html.contains("草稿在您打开本页之后，在别处被修改过"), "{}", fresh.html);
    assert_eq!((fresh.get("p.assigned_on"), obligations(&app)), ("2025-03-03", 0));
    location(&fresh.press("confirm").await);
    assert!(obligations(&app) > 0, "the page that was refused is a fresh one");
}

#[actix_web::test]
async fn a_second_confirmation_is_told_so_on_the_plans_page() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let mut form = DraftForm::at(&browser, &review).await;
    location(&confirm(&browser, &review).await);
    let twice = form.set(&format!("d{}.deliverable", milestone(&app, "2")), "两处示范点").press("confirm").await;
    assert_eq!(twice.status(), 409);
    let html = body(twice).await;
    let (_, alert) = html.split_once("role=\"alert\"").expect("the reason");
    let typed = alert.split("</ul>").next().expect("its end");
    assert!(typed.contains("<li>事项：两处示范点</li>"), "what was typed is shown: {html}");
    assert_eq!(typed.matches("<li>").count(), 1, "and what was not touched is not: {html}");
    assert!(html.contains("已启用，不能再按草稿修改") && html.contains("开展湿地排查"), "{html}");
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
    let id = key(&app, "SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '湿地研究所'");
    let mut form = DraftForm::at(&browser, &review).await;
    assert!(form.has(&format!("u{id}.same_as")), "it is among those to be placed: {}", form.html);
    let early = confirm(&browser, &review).await;
    assert_eq!(early.status(), 422);
    assert!(body(early).await.contains("还有 1 个名录中没有的单位未指明"));
    location(&form.set(&format!("u{id}.same_as"), "自治区林业局").press("save").await);
    location(&confirm(&browser, &review).await);
    let owing = "SELECT u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
        WHERE o.plan_id = 2 AND o.milestone_id IS NOT NULL AND o.due = '2025-09-30'";
    assert_eq!(lines(&app.ctx.db, owing), ["自治区林业局"]);
}
