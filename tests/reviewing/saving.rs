//! The page is saved as a whole: whatever button is pressed, nothing that was typed is dropped.

use super::*;

fn due(app: &TestApp, milestone: &str) -> String {
    key(app, &format!("SELECT CAST(due AS TEXT) AS line FROM milestones WHERE id = {milestone}"))
}

#[actix_web::test]
async fn all_that_was_typed_on_the_page_is_saved_by_one_button_with_a_row_in_the_trail_each() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, second, measure) = (milestone(&app, "1"), milestone(&app, "2"), measure(&app, "2"));
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("d{first}.due"), "2025-07-31").set(&format!("d{second}.due"), "2025-10-31");
    form.set(&format!("m{measure}.support"), "自治区科技厅").set(&format!("m{measure}.text"), "桂林市建成示范点。");
    form.set(&format!("dn{measure}.due"), "2025-11-30").set(&format!("dn{measure}.deliverable"), "评估报告");
    let saved = form.press("save").await;
    assert!(location(&saved).contains("done=draft_saved&n=4"), "four rows: {}", location(&saved));
    assert_eq!((due(&app, &first).as_str(), due(&app, &second).as_str()), ("2025-07-31", "2025-10-31"));
    let trail = "SELECT verb AS line FROM audit WHERE verb LIKE '%edit_%' OR verb IN ('assign_units', 'add_milestone') ORDER BY id";
    let verbs = ["edit_measure", "assign_units", "edit_milestone", "edit_milestone", "add_milestone"];
    assert_eq!(lines(&app.ctx.db, trail), verbs);
    let version = || number(&app.ctx.db, "SELECT version FROM plans WHERE id = 2");
    let before = version();
    let again = DraftForm::at(&browser, &review).await.press("save").await;
    assert!(location(&again).contains("done=draft_unchanged"), "{}", location(&again));
    assert_eq!(version(), before, "nobody else's page is an older one for it");
    assert_eq!(lines(&app.ctx.db, trail), verbs, "what was not touched is no change");
}

#[actix_web::test]
async fn whatever_button_is_pressed_what_was_typed_elsewhere_is_saved_with_it() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, second) = (milestone(&app, "1"), milestone(&app, "2"));
    let problem = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 2");
    let unit = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM units WHERE proposed");
    let task = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM tasks WHERE plan_id = 2");
    let buttons =
        [format!("q{problem}.settle"), format!("u{unit}.new"), format!("mn{task}.add"), format!("d{second}.remove")];
    for (day, button) in (1..).zip(buttons) {
        let typed = format!("2025-07-{day:02}");
        let mut form = DraftForm::at(&browser, &review).await;
        form.set(&format!("d{first}.due"), &typed).set("p.assigned_on", "2025-03-03");
        if button.starts_with("mn") {
            form.set(&format!("mn{task}.text"), "开展湿地宣传。（责任单位：自治区林业局）");
        }
        let answer = form.press(&button).await;
        assert!(location(&answer).contains("&assigned_on=2025-03-03"), "the day is kept: {}", location(&answer));
        assert_eq!(due(&app, &first), typed, "{button}");
    }
}

#[actix_web::test]
async fn all_that_is_wrong_is_said_at_once_each_at_its_field_and_nothing_is_stored_or_lost() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let (first, second, measure) = (milestone(&app, "1"), milestone(&app, "2"), measure(&app, "2"));
    let before = app.database.row_counts();
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("d{first}.due"), "2025-07-31").set(&format!("d{second}.due"), "9月底");
    form.set(&format!("d{second}.deliverable"), "").set(&format!("m{measure}.lead"), "某局、某办");
    let refused = form.press("save").await;
    assert_eq!(refused.status(), 422);
    let again = DraftForm::of(&browser, body(refused).await);
    let html = &again.html;
    assert!(html.contains("有 4 处填写有误") && html.contains("4 处未保存"), "{html}");
    for (place, said) in [
        (format!("d{second}-due"), "不是日期"),
        (format!("d{second}-deliverable"), "请写明事项"),
        (format!("m{measure}-lead"), "某局"),
        (format!("m{measure}-lead"), "某办"),
    ] {
        let (_, alert) = html.split_once("role=\"alert\"").expect("the reasons");
        let faults = alert.split("</ul>").next().expect("their end");
        let own = faults.split("<li>").find(|one| one.contains(&format!("href=\"#{place}\"")) && one.contains(said));
        assert!(own.is_some(), "{place}: {faults}");
        assert!(html.contains(&format!("id=\"{place}-fault\"")), "at its field: {place}");
    }
    assert_eq!(again.get(&format!("d{first}.due")), "2025-07-31", "what is right is kept typed");
    assert_eq!(again.get(&format!("d{second}.due")), "9月底");
    assert_eq!(due(&app, &first), "2025-06-30", "and is not stored");
    assert_eq!(app.database.row_counts(), before);
    assert!(html.contains("data-saved=\"2025-06-30\""), "what is not saved is marked: {html}");
}

#[actix_web::test]
async fn what_the_compiler_proposes_is_a_suggestion_until_it_is_taken() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let plan = "2025年度湿地保护工作计划（虚构样例）\n一、重点任务\n\
        1.修复退化湿地。南宁市、柳州市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局。责任单位：相关设区市人民政府）\n";
    location(&browser.upload("/plans/import", "湿地.txt", plan.as_bytes()).await);
    let review = "/plans/2/review";
    let (first, mile) = (measure(&app, "1"), milestone(&app, "1"));
    let proposed =
        || number(&app.ctx.db, &format!("SELECT count(*) FROM assignments WHERE measure_id = {first} AND proposed"));
    let responsible = format!("m{first}.responsible");
    let mut form = DraftForm::at(&browser, review).await;
    assert_eq!((form.get(&responsible), proposed()), ("", 2), "it is no value");
    assert!(form.html.contains("可能是指南宁市人民政府、柳州市人民政府"), "{}", form.html);
    location(&form.set(&format!("m{first}.support"), "自治区财政厅（新）").press("save").await);
    assert_eq!(proposed(), 2, "another role is no answer");
    let mut form = DraftForm::at(&browser, review).await;
    location(&form.set(&format!("d{mile}.due"), "2025-10-31").press(&format!("m{first}.adopt")).await);
    let form = DraftForm::at(&browser, review).await;
    assert_eq!((form.get(&responsible), proposed()), ("南宁市人民政府、柳州市人民政府", 0));
    assert_eq!(due(&app, &mile), "2025-10-31", "what was typed is saved with it");
    execute(
        &app.ctx.db,
        &format!("UPDATE assignments SET proposed = TRUE WHERE measure_id = {first} AND role = 'responsible'"),
    );
    let mut form = DraftForm::at(&browser, review).await;
    location(&form.set(&responsible, "桂林市人民政府").press("save").await);
    let on_it = format!(
        "SELECT u.name AS line FROM assignments AS a JOIN units AS u ON u.id = a.unit_id \
        WHERE a.measure_id = {first} AND a.role = 'responsible'"
    );
    assert_eq!(lines(&app.ctx.db, &on_it), ["桂林市人民政府"], "typing other names answers it too");
}

#[actix_web::test]
async fn the_doubts_that_a_page_shows_are_ticked_off_at_one_go_and_what_was_typed_is_saved_with_them() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let second = "INSERT INTO problems (plan_id, position, severity, quote, message, span_start, span_end) \
         SELECT plan_id, position + 100, severity, quote, message, span_start, span_end FROM problems WHERE plan_id = 2";
    execute(&app.ctx.db, second);
    let open = |plan: u8| format!("SELECT count(*) FROM problems WHERE plan_id = {plan} AND settled_at IS NULL");
    execute(&app.ctx.db, "UPDATE problems SET settled_at = NULL");
    let (all, of_other) = (number(&app.ctx.db, &open(2)), number(&app.ctx.db, &open(1)));
    assert!(all > 1 && of_other > 0, "{all} {of_other}");
    let date = milestone(&app, "1");
    let mut form = DraftForm::at(&browser, &review).await;
    form.set(&format!("d{date}.due"), "2025-07-31");
    let first = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 2");
    assert!(location(&form.press("settle-doubts").await).ends_with("#problems"));
    assert_eq!((number(&app.ctx.db, &open(2)), number(&app.ctx.db, &open(1))), (0, of_other));
    let due = format!("SELECT CAST(due AS TEXT) AS line FROM milestones WHERE id = {date}");
    assert_eq!(lines(&app.ctx.db, &due), ["2025-07-31"]);
    // With one left its own button does.
    let form = DraftForm::at(&browser, &review).await;
    assert!(!form.html.contains("settle-doubts"), "nothing is left: {}", form.html);
    location(&form.press(&format!("q{first}.reopen")).await);
    assert!(!browser.text(&review).await.contains("settle-doubts"));
}
