//! What the panel of the confirmation says is still open, and what is not confirmed over.

use super::*;

/// A unit that nobody knows, units that are only proposed, a measure and a date that nobody owes, a paragraph of no measure, and
/// a date that there is not.
const OPEN: &str = "2025年度湿地保护工作计划（虚构样例）\n一、重点任务\n\
    1.开展湿地排查。各设区市于2025年6月底前完成湿地名录编制。（牵头单位：自治区湿地保护站）\n\
    2.修复湿地。南宁市、柳州市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局。责任单位：相关设区市人民政府）\n\
    3.宣传湿地。于2025年10月底前印发宣传材料。\n\
    4.监测湿地。2025年13月底前完成监测。（牵头单位：自治区林业局）\n\
    各设区市于2025年8月底前完成湿地标识牌设置。\n";

async fn open_draft(browser: &Browser<'_>) -> &'static str {
    location(&browser.upload("/plans/import", "湿地.txt", OPEN.as_bytes()).await);
    "/plans/2/review"
}

/// Each point of the panel: its words and its address.
fn points(html: &str) -> Vec<(String, String)> {
    let (_, panel) = html.split_once("id=\"confirm\"").expect("the panel");
    let list = panel.split_once("<ul>").map_or("", |(_, rest)| rest.split("</ul>").next().expect("its end"));
    let point = |item: &str| {
        let (_, rest) = item.split_once("href=\"").expect("a way");
        let (address, rest) = rest.split_once("\">").expect("its end");
        (rest.split("</a>").next().expect("words").to_owned(), address.to_owned())
    };
    list.split("<li>").skip(1).map(point).collect()
}

#[actix_web::test]
async fn the_panel_counts_what_is_open_and_leads_to_the_first_of_each() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = open_draft(&browser).await;
    let (second, third, date) = (measure(&app, "2"), measure(&app, "3"), milestone(&app, "3"));
    let count = |what: &str| number(&app.ctx.db, &format!("SELECT count(*) FROM {what} AND plan_id = 2"));
    let html = browser.text(review).await;
    let found = points(&html);
    let expected = [
        (format!("疑点 {} 项", count("problems WHERE settled_at IS NULL")), "#problems".to_owned()),
        (format!("未归入措施的文字 {} 段", count("leftovers WHERE settled_at IS NULL")), "#leftovers".to_owned()),
        ("名录中没有的单位 1 个".to_owned(), "#units".to_owned()),
        ("没有答复分工建议的措施 1 条".to_owned(), format!("#f-m{second}")),
        ("没有牵头或责任单位的措施 1 条".to_owned(), format!("#f-m{third}")),
        ("没有单位承担的时间节点 1 个".to_owned(), format!("#f-d{date}")),
    ];
    assert_eq!(found, expected, "{html}");
    for (_, address) in &found {
        let place = address.trim_start_matches('#');
        assert!(html.contains(&format!(" id=\"{place}\"")), "{place} is on the page");
    }
    let place = |name: &str| key(&app, &format!("SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '{name}'"));
    let mut form = DraftForm::at(&browser, review).await;
    form.set(&format!("m{third}.lead"), "自治区林业局");
    location(&form.press(&format!("u{}.new", place("自治区湿地保护站"))).await);
    let left: Vec<String> = points(&browser.text(review).await).into_iter().map(|(said, _)| said).collect();
    for gone in ["单位 1 个", "措施 1 条（", "没有牵头", "时间节点"] {
        assert!(!left.iter().any(|said| said.contains(gone)), "{gone}: {left:?}");
    }
    assert!(left.iter().any(|said| said.contains("分工建议的措施 1 条")), "{left:?}");
    // A slip of the year is asked about as long as the draft is open, and so is a date before the plan is handed out.
    for (due, handed_out) in [("2026-09-30", "NULL"), ("2024-12-31", "NULL"), ("2025-10-31", "'2025-11-03'")] {
        let slip = format!(
            "UPDATE milestones SET due = '2025-12-31'; UPDATE milestones SET due = '{due}' WHERE id = {date}; \
             UPDATE plans SET assigned_on = {handed_out} WHERE id = 2"
        );
        execute(&app.ctx.db, &slip);
        let said = points(&browser.text(review).await);
        let asked = ("期限不在计划年度内或早于交办日期 1 处".to_owned(), format!("#f-d{date}"));
        assert!(said.contains(&asked), "{due}: {said:?}");
    }
}

#[actix_web::test]
async fn nothing_is_confirmed_while_a_proposal_has_no_answer_and_one_button_takes_them_all() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = open_draft(&browser).await;
    place_all(&app, &browser, review).await;
    let early = confirm(&browser, review).await;
    assert_eq!((early.status().as_u16(), obligations(&app)), (422, 0));
    let early = DraftForm::of(&browser, body(early).await);
    assert!(early.html.contains("还有 1 条措施的建议没有答复"), "{}", early.html);
    let taken = early.press("adopt-all").await;
    assert!(location(&taken).ends_with("#confirm"), "{}", location(&taken));
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM assignments WHERE proposed"), 0);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'adopt_units'"), 1);
    location(&confirm(&browser, review).await);
    let owing = format!("SELECT count(*) FROM obligations WHERE measure_id = {}", measure(&app, "2"));
    assert_eq!(number(&app.ctx.db, &owing), 1 + 2 + 2, "the lead, two cities over the year, and both by their date");
}

#[actix_web::test]
async fn a_draft_is_not_confirmed_over_what_is_saved_with_it() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let (first, second) = (milestone(&app, "1"), milestone(&app, "2"));
    let due = |mile: &str| key(&app, &format!("SELECT CAST(due AS TEXT) AS line FROM milestones WHERE id = {mile}"));
    let mut form = DraftForm::at(&browser, &review).await;
    form.set("p.assigned_on", "2025-03-03").set(&format!("d{first}.due"), "2025-07-15");
    form.set(&format!("d{second}.owed_by"), "没有这个单位");
    let refused = form.press("confirm").await;
    assert_eq!((refused.status().as_u16(), obligations(&app)), (422, 0), "nothing is confirmed over what is wrong");
    let mut again = DraftForm::of(&browser, body(refused).await);
    assert_eq!((again.get(&format!("d{first}.due")), due(&first).as_str()), ("2025-07-15", "2025-06-30"));
    assert!(again.html.contains("本页未保存的修改 2 处"), "{}", again.html);
    assert!(again.html.contains(&format!("href=\"#d{first}-due\"")), "the way to the first: {}", again.html);

    let saved = again.set(&format!("d{second}.owed_by"), "柳州").press("confirm").await;
    let to = location(&saved);
    assert!(to.contains("done=draft_not_confirmed&n=2&assigned_on=2025-03-03") && to.ends_with("#confirm"), "{to}");
    assert_eq!((due(&first).as_str(), obligations(&app)), ("2025-07-15", 0), "it is saved, and looked at first");
    let page = DraftForm::at(&browser, to).await;
    assert!(page.html.contains("已保存 2 处修改，尚未启用"), "{}", page.html);
    assert_eq!(page.get("p.assigned_on"), "2025-03-03");
    assert!(location(&page.press("confirm").await).contains("done=plan_confirmed"));
    let owed = format!("SELECT DISTINCT CAST(due AS TEXT) AS line FROM obligations WHERE milestone_id = {first}");
    assert_eq!(lines(&app.ctx.db, &owed), ["2025-07-15"]);
    let owing = format!(
        "SELECT u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE o.milestone_id = {second}"
    );
    assert_eq!(lines(&app.ctx.db, &owing), ["柳州市人民政府"]);
}

#[actix_web::test]
async fn a_day_that_is_none_is_refused_with_whatever_else_is_wrong() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    for day in ["", "三月", "1999-01-01"] {
        let refused = DraftForm::at(&browser, &review).await.set("p.assigned_on", day).press("confirm").await;
        assert_eq!((refused.status().as_u16(), obligations(&app)), (422, 0), "{day}");
        assert_eq!(DraftForm::of(&browser, body(refused).await).get("p.assigned_on"), day);
    }
}

#[actix_web::test]
async fn a_day_long_ago_is_asked_about_once_and_one_of_another_year_is_refused() {
    let app = TestApp::start().await;
    app.set_clock("2025-05-06 09:00");
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    assert!(!DraftForm::at(&browser, &review).await.has("p.day_meant"), "today is not asked about");
    // Typos of a year or a decade, and a day that the plan does not reach.
    for (day, reason) in [
        ("2000-01-01", "交办日期 2000-01-01 早于计划的首年（2025 年），请改正"),
        ("2024-12-31", "交办日期 2024-12-31 早于计划的首年（2025 年），请改正"),
        ("2026-01-01", "交办日期 2026-01-01 晚于计划的末年（2025 年），请改正"),
    ] {
        let refused = DraftForm::at(&browser, &review).await.set("p.assigned_on", day).press("confirm").await;
        assert_eq!((refused.status().as_u16(), obligations(&app)), (422, 0), "{day}");
        let page = DraftForm::of(&browser, body(refused).await);
        assert!(page.html.contains(reason) && !page.has("p.day_meant"), "{day}: {}", page.html);
        assert_eq!(page.get("p.assigned_on"), day);
    }
    let asked = DraftForm::at(&browser, &review).await.set("p.assigned_on", "2025-04-04").press("confirm").await;
    assert_eq!((asked.status().as_u16(), obligations(&app)), (422, 0));
    let mut page = DraftForm::of(&browser, body(asked).await);
    assert!(
        page.html.contains("交办日期 2025-04-04 是 32 天以前") && page.get("p.day_meant").is_empty(),
        "{}",
        page.html
    );
    // What was ticked for one day is not said of another.
    let other = page.set("p.day_meant", "2025-04-04").set("p.assigned_on", "2025-03-03").press("confirm").await;
    assert_eq!((other.status().as_u16(), obligations(&app)), (422, 0));
    let mut page = DraftForm::of(&browser, body(other).await);
    assert!(
        page.html.contains("交办日期 2025-03-03 是 64 天以前") && page.get("p.day_meant").is_empty(),
        "{}",
        page.html
    );
    assert!(location(&page.set("p.day_meant", "2025-03-03").press("confirm").await).contains("done=plan_confirmed"));
    assert_eq!(lines(&app.ctx.db, "SELECT CAST(assigned_on AS TEXT) AS line FROM plans WHERE id = 2"), ["2025-03-03"]);
}

#[actix_web::test]
async fn a_day_of_the_last_month_is_taken_even_from_the_year_before() {
    let app = TestApp::start().await;
    app.set_clock("2025-01-08 09:00");
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    place_all(&app, &browser, &review).await;
    let taken = DraftForm::at(&browser, &review).await.set("p.assigned_on", "2024-12-30").press("confirm").await;
    assert!(location(&taken).contains("done=plan_confirmed"));
}

#[actix_web::test]
async fn the_dates_that_nobody_owes_are_those_that_nothing_is_made_of() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = open_draft(&browser).await;
    let (third, mile) = (measure(&app, "3"), milestone(&app, "3"));
    // Whom the date names, who is on the measure, and whether it is done with.
    let role = |who: &str, role: &str| {
        format!(
            "INSERT INTO assignments (measure_id, unit_id, role, position, written_as, proposed) \
             SELECT {third}, id, '{role}', 0, name, FALSE FROM units WHERE short_name = '{who}'; "
        )
    };
    let cases = [
        ("全区", String::new(), false, 1),
        ("", String::new(), false, 1),
        ("桂林", String::new(), false, 0),
        ("各设区市", String::new(), false, 0),
        ("各县（市、区）", String::new(), false, 1),
        ("相关设区市", String::new(), false, 1),
        ("相关设区市", role("桂林", "support"), false, 1),
        ("相关设区市", role("桂林", "responsible"), false, 0),
        ("相关设区市", role("自治区林业局", "lead"), false, 1),
        ("全区", role("自治区林业局", "support"), false, 1),
        ("全区", role("自治区林业局", "lead"), false, 0),
        ("某企业", role("自治区林业局", "responsible"), false, 0),
        ("全区", String::new(), true, 0),
    ];
    for (owed_by, on_it, closed, unowed) in cases {
        execute(
            &app.ctx.db,
            &format!(
                "DELETE FROM assignments WHERE measure_id = {third}; {on_it} \
                 UPDATE milestones SET owed_by = '{owed_by}' WHERE id = {mile}; \
                 UPDATE measures SET closed = {closed} WHERE id = {third}"
            ),
        );
        let html = browser.text(review).await;
        let said = points(&html).into_iter().find(|(said, _)| said.contains("没有单位承担的时间节点"));
        assert_eq!(said.is_some(), unowed == 1, "{owed_by} {on_it} {said:?}");
        let (_, made) = html.split_once("、时间节点 ").expect("what it makes");
        let made: usize = made.split(' ').next().and_then(|n| n.parse().ok()).expect("a number");
        // The first measure's date is owed by fourteen cities, the second's by the two that it names.
        assert_eq!(made > 16, unowed == 0 && !closed, "{owed_by} {on_it}: {made}");
    }
}
