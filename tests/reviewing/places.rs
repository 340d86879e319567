//! The plan of a city or county: the governments below it are units of a class of their own, and a word for all of them is said to
//! mean those that the coordinator names.

use super::*;

const CITY: &str = "云河市2025年度水环境治理工作计划（虚构样例）\n一、重点任务\n\
    1.整治排污口。各县（市、区）于2025年6月底前完成排查。（牵头单位：市生态环境局。责任单位：各县（市、区）人民政府）\n\
    2.改造管网。桂河县于2025年9月底前改造管网10公里。（牵头单位：市住建局。责任单位：桂河县人民政府、各县区政府）\n";

async fn city_plan(browser: &Browser<'_>) -> &'static str {
    location(&browser.upload("/plans/import", "水.txt", CITY.as_bytes()).await);
    "/plans/1/review"
}

fn unit(app: &TestApp, name: &str) -> String {
    key(app, &format!("SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '{name}'"))
}

fn owing(app: &TestApp, date: &str) -> Vec<String> {
    let query = format!(
        "SELECT u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE o.milestone_id IS NOT NULL AND o.due = '{date}' ORDER BY u.name"
    );
    lines(&app.ctx.db, &query)
}

#[actix_web::test]
async fn what_stands_for_all_counties_is_put_down_to_those_that_are_named_and_each_owes_for_itself() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    let review = city_plan(&browser).await;
    let foreign = "SELECT count(*) FROM units WHERE name = '南宁市人民政府'";
    assert_eq!(number(&app.ctx.db, foreign), 0, "another region's cities are none of this plan's");
    let classes = "SELECT name || ' ' || class AS line FROM units WHERE proposed ORDER BY name";
    let proposed = lines(&app.ctx.db, classes);
    for one in ["各县（市、区） county", "各县区 county", "桂河县人民政府 county", "市生态环境局 department"]
    {
        assert!(proposed.contains(&one.to_owned()), "{one}: {proposed:?}");
    }
    let group = unit(&app, "各县（市、区）");
    let members = format!("u{group}.members");
    let mut form = DraftForm::at(&browser, review).await;
    let empty = form.press(&format!("u{group}.add")).await;
    assert_eq!(empty.status(), 422);
    assert!(body(empty).await.contains("请写明是哪些单位"));
    location(&form.set(&members, "桂河县、望江区，桂平市\n高新区管委会").press("save").await);
    let places = "SELECT name || ' ' || short_name || ' ' || class AS line FROM units \
        WHERE class = 'county' AND NOT proposed ORDER BY name";
    let expected = [
        "望江区人民政府 望江区 county",
        "桂平市人民政府 桂平市 county",
        "桂河县人民政府 桂河县 county",
        "高新区管委会 高新区 county",
    ];
    let mut found = lines(&app.ctx.db, places);
    found.sort();
    assert_eq!(found, expected, "the one that the plan names is the same");

    // The other way to write it is offered the same list.
    let (mut form, other) = (DraftForm::at(&browser, review).await, unit(&app, "各县区"));
    assert!(!form.has(&members), "the first one is gone");
    let known = form.html.split_once("名录中已有的：").expect("what is known").1.trim_start();
    let known = known.split('\n').next().expect("a line").trim().to_owned();
    location(&form.press(&format!("take u{other}.members={known}")).await);
    form = DraftForm::at(&browser, review).await;
    let second = key(&app, "SELECT CAST(max(id) AS TEXT) AS line FROM measures");
    assert_eq!(form.get(&format!("m{second}.responsible")), "桂河县人民政府、各县区政府");
    place_every(&app, &browser, review).await;
    location(&confirm(&browser, review).await);
    assert_eq!(owing(&app, "2025-06-30").len(), 4);
    assert_eq!(owing(&app, "2025-09-30"), ["桂河县人民政府"]);
    let lead = "SELECT count(*) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name LIKE '各%'";
    assert_eq!(number(&app.ctx.db, lead), 0, "a word owes nothing");
    let trail = "SELECT count(*) FROM audit WHERE verb = 'expand_group'";
    assert_eq!(number(&app.ctx.db, trail), 2);
}

/// Places every unit that nobody knows as a new one, with one button.
async fn place_every(app: &TestApp, browser: &Browser<'_>, review: &str) {
    location(&DraftForm::at(browser, review).await.press("new-units").await);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE proposed"), 0);
}

#[actix_web::test]
async fn where_only_some_counties_are_meant_the_dates_name_them() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    let review = city_plan(&browser).await;
    let form = DraftForm::at(&browser, review).await;
    let mut form = DraftForm::of(&browser, form.html);
    form.set("un.name", "东湖县人民政府").set("un.class", "county");
    form.set(&format!("u{}.members", unit(&app, "各县（市、区）")), "桂河县、望江区");
    location(&form.press("save").await);
    let dates = "SELECT owed_by AS line FROM milestones ORDER BY id";
    assert_eq!(lines(&app.ctx.db, dates), ["桂河县、望江区", "桂河县人民政府"], "not all that are known");
    let mile = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM milestones");
    let owed_by = format!("d{mile}.owed_by");
    location(&DraftForm::at(&browser, review).await.set(&owed_by, "各县（市、区）人民政府").press("save").await);
    assert_eq!(DraftForm::at(&browser, review).await.get(&owed_by), "各县（市、区）", "typed, it means all");
    location(&DraftForm::at(&browser, review).await.set(&owed_by, "望江区").press("save").await);
    assert_eq!(DraftForm::at(&browser, review).await.get(&owed_by), "望江区");
}

#[actix_web::test]
async fn a_word_for_many_is_none_of_its_own_members() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    let review = city_plan(&browser).await;
    let all = "SELECT CAST(measure_id AS TEXT) || ' ' || CAST(unit_id AS TEXT) AS line FROM assignments ORDER BY 1";
    let before = lines(&app.ctx.db, all);
    let members = format!("u{}.members", unit(&app, "各县（市、区）"));
    for word in ["各县（市、区）", "桂河县、各县（市、区）人民政府", "各县区"] {
        let answer = DraftForm::at(&browser, review).await.set(&members, word).send("save").await;
        assert_eq!(answer.status(), 422, "{word}");
        let html = answer.text().await.expect("a page");
        assert!(html.contains(&format!(">{word}</textarea>")), "{word}: what was typed stands there: {html}");
    }
    assert_eq!(lines(&app.ctx.db, all), before, "nobody is taken from a measure");
}

#[actix_web::test]
async fn a_county_that_is_late_climbs_as_cities_do_and_is_counted_on_the_desk_as_what_it_is() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    let review = city_plan(&browser).await;
    for name in ["各县（市、区）", "各县区"] {
        let members = format!("u{}.members", unit(&app, name));
        location(&DraftForm::at(&browser, review).await.set(&members, "桂河县、望江区").press("save").await);
    }
    place_every(&app, &browser, review).await;
    location(&confirm(&browser, review).await);
    assert!(!browser.text("/desk").await.contains("0/2</strong>"), "its first round is a later one");
    execute(&app.ctx.db, "UPDATE plans SET assigned_on = '2024-05-02', reports_from = '2024-05-02'");
    let desk = browser.text("/desk").await;
    assert!(desk.contains("0/2</strong>个县（市、区）已报齐") && !desk.contains("设区市已报齐"), "{desk}");
    let one = key(
        &app,
        "SELECT CAST(o.id AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.short_name = '望江区' AND o.milestone_id IS NOT NULL",
    );
    execute(&app.ctx.db, &format!("UPDATE obligations SET due = '2024-01-31' WHERE id = {one}"));
    let page = browser.text(&format!("/obligations/{one}")).await;
    for option in ["通报", "约谈", "提请问责"] {
        assert!(page.contains(option), "{option}: {page}");
    }
}

#[actix_web::test]
async fn a_plan_of_another_province_does_not_hand_its_duties_to_our_cities() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    let plan = "云河省2025年度水环境治理任务清单（虚构样例）\n一、重点任务\n\
        1.整治排污口。完成排查。（牵头单位：省生态环境厅。责任单位：各设区市人民政府）\n";
    location(&browser.upload("/plans/import", "水.txt", plan.as_bytes()).await);
    let form = DraftForm::at(&browser, "/plans/1/review").await;
    let group = unit(&app, "各设区市");
    assert!(form.has(&format!("u{group}.members")), "{}", form.html);
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM units WHERE name = '南宁市人民政府'"), 0);
}

#[actix_web::test]
async fn a_date_of_all_cities_is_that_of_those_that_were_named_though_another_is_still_to_be_placed() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    let text = "云江省2025年度森林防火工作计划（虚构样例）\n一、重点任务\n1.落实责任。各设区市于3月31日前完成签订。\
        （省林业局牵头，各设区市人民政府负责）\n2.整治隐患。温州市人民政府于5月31日前完成整治。（省林业局牵头，温州市人民政府负责）\n";
    location(&browser.upload("/plans/import", "火.txt", text.as_bytes()).await);
    let review = "/plans/1/review";
    let members = format!("u{}.members", unit(&app, "各设区市"));
    let add = members.replace(".members", ".add");
    let mut form = DraftForm::at(&browser, review).await;
    location(&form.set(&members, "杭州市、宁波市").press(&add).await);
    let owed_by = "SELECT owed_by AS line FROM milestones WHERE due = '2025-03-31'";
    assert_eq!(lines(&app.ctx.db, owed_by), ["杭州、宁波"]);
}
