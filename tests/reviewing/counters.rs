//! Counters of a draft that stand at the last number their column takes.

use super::*;

#[actix_web::test]
async fn a_draft_whose_numbers_are_at_their_end_is_corrected_like_others() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let last = i32::MAX;
    execute(
        &app.ctx.db,
        &format!(
            "UPDATE plans SET version = {last}; \
             UPDATE measures SET number = {last} WHERE task_id IN (SELECT id FROM tasks WHERE plan_id = 2); \
             UPDATE milestones SET position = {last} WHERE measure_id IN (SELECT m.id FROM measures AS m \
             JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 2)"
        ),
    );
    let (first, second) = (measure(&app, "1"), measure(&app, "2"));
    let task = key(&app, "SELECT CAST(id AS TEXT) AS line FROM tasks WHERE plan_id = 2 AND number = '2'");
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("dn{second}.due"), "2025-11-30").set(&format!("dn{second}.deliverable"), "评估报告");
    form.set(&format!("in{first}.name"), "修复面积").set(&format!("in{first}.value"), "5");
    location(&form.press("save").await);
    execute(&app.ctx.db, &format!("UPDATE indicators SET position = {last} WHERE plan_id = 2"));
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("in{first}.name"), "修复面积").set(&format!("in{first}.value"), "6");
    location(&form.press(&format!("in{first}.add")).await);
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("mn{task}.text"), "开展湿地宣传。（责任单位：自治区林业局）");
    location(&form.press("save").await);
    let numbers = format!("SELECT CAST(number AS TEXT) AS line FROM measures WHERE task_id = {task} ORDER BY number");
    assert_eq!(lines(&app.ctx.db, &numbers), ["1", "2"]);
    assert_eq!(number(&app.ctx.db, "SELECT version FROM plans WHERE id = 2"), 2, "each save is another version");
}
