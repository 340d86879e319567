//! Titles and texts are corrected, what was missed becomes a measure, and what is none is taken out.

use super::*;

/// A plan with a paragraph that belongs to no measure, a full stop behind a note, and a unit that only guides.
const LEFT: &str = "2025年度湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.开展湿地排查。各设区市于2025年6月底前完成湿地名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）。\n\
    各设区市于2025年8月底前完成湿地标识牌设置。\n\
    2.修复退化湿地。桂林市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局。指导单位：自治区生态环境厅）\n";

async fn left_over(browser: &Browser<'_>) -> &'static str {
    let answer = browser.upload("/plans/import", "湿地.txt", LEFT.as_bytes()).await;
    assert!(location(&answer).starts_with("/plans/2/review"));
    "/plans/2/review"
}

fn leftover(app: &TestApp, words: &str) -> String {
    let found = format!("SELECT CAST(id AS TEXT) AS line FROM leftovers WHERE plan_id = 2 AND quote LIKE '%{words}%'");
    key(app, &found)
}

fn task(app: &TestApp, number: &str) -> String {
    key(app, &format!("SELECT CAST(id AS TEXT) AS line FROM tasks WHERE plan_id = 2 AND number = '{number}'"))
}

#[actix_web::test]
async fn what_was_left_over_becomes_a_measure_with_one_click_and_its_units_and_dates_are_read() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let (left, first) = (leftover(&app, "标识牌"), task(&app, "1"));
    let html = browser.text(review).await;
    assert!(html.contains("（1 段未处理）") && html.contains(&format!("data-marks=\"l{left}")), "{html}");
    assert!(html.contains(&format!("<option value=\"{first}\" selected>")), "the task in front of it: {html}");

    let form = DraftForm::at(&browser, review).await;
    let then = format!("l{left}.measure");
    let made = form.press(&then).await;
    let place = location(&made).split_once("#f-m").expect("the new measure").1.to_owned();
    let due = format!("SELECT CAST(due AS TEXT) AS line FROM milestones WHERE measure_id = {place}");
    assert_eq!(lines(&app.ctx.db, &due), ["2025-08-31"]);
    let order = "SELECT m.number || ' ' || substr(m.text, 1, 4) AS line FROM measures AS m \
        JOIN tasks AS t ON t.id = m.task_id WHERE t.plan_id = 2 ORDER BY t.position, m.number";
    assert_eq!(lines(&app.ctx.db, order), ["1 开展湿地", "2 各设区市", "1 修复退化"]);
    let html = browser.text(review).await;
    assert!(html.contains("（0 段未处理）") && html.contains(&format!("href=\"#f-m{place}\"")), "{html}");
    let twice = DraftForm::at(&browser, review).await.send(&then).await;
    assert_eq!(twice.status(), 422, "it is one already");
    assert_eq!(obligations(&app), 0, "nothing is tracked");
    let open =
        "SELECT message AS line FROM problems WHERE plan_id = 2 AND settled_at IS NULL AND message LIKE '%未列为措施%'";
    assert_eq!(lines(&app.ctx.db, open), [""; 0], "the doubt about these words is answered");
    assert!(html.contains("没有牵头或责任单位的措施 1 条"), "nobody owes the new one yet: {html}");
}

#[actix_web::test]
async fn words_copied_from_the_document_are_a_measure_once_and_no_longer_left_over() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let (left, first) = (leftover(&app, "标识牌"), task(&app, "1"));
    let words = "各设区市于2025年8月底前完成湿地标识牌设置。";
    let add = format!("mn{first}.text");
    location(&DraftForm::at(&browser, review).await.set(&add, words).press("save").await);
    assert!(browser.text(review).await.contains("（0 段未处理）"), "it is decided about");
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!(form.send(&format!("l{left}.measure")).await.status(), 422, "by the button");
    assert_eq!(form.set(&add, words).press("save").await.status(), 422, "by hand");
    let made = "SELECT count(*) FROM measures WHERE text LIKE '%标识牌%'";
    assert_eq!(number(&app.ctx.db, made), 1);
}

#[actix_web::test]
async fn what_is_no_measure_is_ticked_off_and_looked_at_again() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let left = leftover(&app, "标识牌");
    let settled = || number(&app.ctx.db, "SELECT count(*) FROM leftovers WHERE settled_at IS NOT NULL AND plan_id = 2");
    for (then, expected) in [("settle", 1), ("reopen", 0)] {
        location(&DraftForm::at(&browser, review).await.press(&format!("l{left}.{then}")).await);
        assert_eq!(settled(), expected, "{then}");
    }
    location(&DraftForm::at(&browser, review).await.send("leave-all").await);
    assert_eq!(settled(), 1, "all at once");
    let open = "SELECT count(*) FROM problems WHERE plan_id = 2 AND settled_at IS NULL AND message LIKE '%未列为措施%'";
    assert_eq!(number(&app.ctx.db, open), 0, "and so are the doubts about them");
    let foreign = DraftForm::at(&browser, review).await.send("l1.settle").await;
    assert_eq!(foreign.status(), 404, "of another plan");
}

#[actix_web::test]
async fn a_measure_is_taken_out_with_a_reason_and_can_be_put_back() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let second = measure(&app, "2");
    let (reason, then) = (format!("m{second}.removal"), format!("m{second}.remove"));
    let mut form = DraftForm::at(&browser, review).await;
    let no_reason = form.press(&then).await;
    assert_eq!(no_reason.status(), 422);
    assert!(body(no_reason).await.contains("请写明理由"));
    form.set(&reason, "与第一项重复");
    let not_pressed = form.press("save").await;
    assert_eq!(not_pressed.status(), 422, "a reason without its button is not dropped");
    let again = DraftForm::of(&browser, body(not_pressed).await);
    assert_eq!(again.get(&reason), "与第一项重复");
    location(&again.press(&then).await);
    for table in ["measures WHERE id", "milestones WHERE measure_id", "assignments WHERE measure_id"] {
        assert_eq!(number(&app.ctx.db, &format!("SELECT count(*) FROM {table} = {second}")), 0, "{table}");
    }
    let trail = "SELECT remark AS line FROM audit WHERE verb = 'remove_measure'";
    assert_eq!(lines(&app.ctx.db, trail), ["与第一项重复"]);
    let html = browser.text(review).await;
    assert!(html.contains("理由：与第一项重复"), "{html}");

    let back = format!("l{}", leftover(&app, "示范点建设"));
    location(&DraftForm::at(&browser, review).await.press(&format!("{back}.reopen")).await);
    location(&DraftForm::at(&browser, review).await.press(&format!("{back}.measure")).await);
    let again = measure(&app, "2");
    let due = format!("SELECT due || ' ' || owed_by AS line FROM milestones WHERE measure_id = {again}");
    assert_eq!(lines(&app.ctx.db, &due), ["2025-09-30 桂林"]);
}

#[actix_web::test]
async fn titles_and_texts_are_corrected_in_place() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let (first, second) = (task(&app, "1"), measure(&app, "2"));
    let (title, subtitle, text) = (format!("t{first}.title"), format!("m{second}.subtitle"), format!("m{second}.text"));
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!(form.set(&title, "").press("save").await.status(), 422);
    form.set(&title, "全面排查湿地").set(&subtitle, "示范点").set(&text, "桂林市建成两处示范点。");
    location(&form.press("save").await);
    assert_eq!(DraftForm::at(&browser, review).await.get(&title), "全面排查湿地");
    let stored = format!("SELECT subtitle || '|' || text AS line FROM measures WHERE id = {second}");
    assert_eq!(lines(&app.ctx.db, &stored), ["示范点|桂林市建成两处示范点。"]);
    let trail = "SELECT verb AS line FROM audit WHERE verb LIKE 'edit_%' ORDER BY id";
    assert_eq!(lines(&app.ctx.db, trail), ["edit_task", "edit_measure"]);
    let foreign = DraftForm::at(&browser, review).await.send("m1.decline").await;
    assert_eq!(foreign.status(), 404, "a measure of another plan");
}

#[actix_web::test]
async fn a_paragraph_that_is_typed_becomes_a_measure_of_its_task() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let new = format!("mn{}", task(&app, "2"));
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!(form.press(&format!("{new}.add")).await.status(), 422, "nothing was typed");
    let text = "自治区财政厅于2025年10月底前下达修复资金。（牵头单位：自治区财政厅）";
    let made = form.set(&format!("{new}.text"), text).press(&format!("{new}.add")).await;
    let id = location(&made).split_once("#f-m").expect("the new measure").1.to_owned();
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!(form.get(&format!("m{id}.lead")), "自治区财政厅");
    assert!(form.html.contains("人工补充，原文中没有"), "{}", form.html);

    location(&form.set(&format!("m{id}.removal"), "写错").press(&format!("m{id}.remove")).await);
    let back = format!("l{}", leftover(&app, "下达修复资金"));
    location(&DraftForm::at(&browser, review).await.press(&format!("{back}.reopen")).await);
    location(&DraftForm::at(&browser, review).await.press(&format!("{back}.measure")).await);
    let nowhere = "SELECT count(*) FROM milestones WHERE due = '2025-10-31' AND span_end = 0";
    assert_eq!(number(&app.ctx.db, nowhere), 1, "put back, it still stands nowhere in the document");
}

#[actix_web::test]
async fn units_that_guide_are_shown_and_owe_nothing() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = left_over(&browser).await;
    let second = measure(&app, "2");
    assert_eq!(DraftForm::at(&browser, review).await.get(&format!("m{second}.guide")), "自治区生态环境厅");
    location(&confirm(&browser, review).await);
    let owing = format!(
        "SELECT u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE o.measure_id = {second} ORDER BY u.name"
    );
    assert!(!lines(&app.ctx.db, &owing).contains(&"自治区生态环境厅".to_owned()), "they owe nothing");
    assert!(browser.text("/plans/2").await.contains("指导单位"), "and stand on the plan's page");
    let one = key(&app, &format!("SELECT CAST(min(id) AS TEXT) AS line FROM obligations WHERE measure_id = {second}"));
    assert!(browser.text(&format!("/obligations/{one}")).await.contains("指导单位"), "and on the measure's");
}
