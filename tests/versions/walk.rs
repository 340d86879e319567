//! A word of another version in every column of words at once: nothing fails, no loop ends, no word is lost.

mod dates;
mod world;

use std::collections::BTreeMap;

use duban::actions::{
    self, Actor, DraftPage, DraftRow, DraftSaved, DraftStep, SaveDraft, SubmitReport, Ticked, rehearse_tick, tick,
    unknown_words,
};
use duban::compiler::UnitRegistry;
use duban::db::DbError;
use duban::db::obligation::reports::ReportFields;
use duban::db::people::sessions;
use duban::db::plan::{measures, plans};
use duban::delivery::deliver;
use duban::domain::id::{ObligationId, PlanId};
use duban::domain::obligation::Stage;
use duban::domain::person::Role;
use duban::views::replay_plan;

use self::world::World;
use super::columns::WORDS;
use super::{SHOWN, WORD, allow_any_word, import};
use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp};
use crate::support::database::{execute, lines, number};
use crate::support::said;
use crate::support::smtp::SmtpServer;

const GUILIN: &str = "桂林市人民政府";
const LIUZHOU: &str = "柳州市人民政府";

/// Every address that is read, as the routes have them.
fn read_addresses() -> Vec<String> {
    let pages = include_str!("../../src/web/routes.rs").lines();
    let is_read = |line: &&str| line.contains(", get().to(") || (line.contains("sized(\"") && line.contains(").get("));
    let pages = pages.filter(|line| is_read(line) && !line.contains("/static/"));
    let calls = include_str!("../../src/web/api/routes.rs").lines();
    let calls = calls.filter(|line| line.contains("resource(\"") && line.contains(").get("));
    let quoted = |line: &str| line.split('"').nth(1).expect("an address").to_owned();
    let calls = calls.map(|line| format!("/api/v1{}", quoted(line)));
    let all: Vec<String> = pages.map(quoted).chain(calls).collect();
    assert!(all.len() > 30, "the search has lost its way: {all:?}");
    all
}

async fn reads(browser: &Browser<'_>, world: &World, who: &str) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    for template in read_addresses() {
        for address in world.addresses(&template) {
            let answer = browser.get(&address).await;
            let status = answer.status();
            let text = answer.text().await.expect("a text");
            assert!(status.as_u16() < 500, "{who} {address}: {status} {text}");
            if status == 200 {
                pages.insert(address, text);
            }
        }
    }
    pages
}

#[actix_web::test]
async fn every_page_and_call_is_answered_and_shows_the_word_as_it_is() {
    let world = World::start().await;
    let mut seen: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    for (who, email) in &world.people {
        let browser = world.app.signed_in(email).await;
        seen.insert(who, reads(&browser, &world, who).await);
    }
    let id = |table: &str, column: &str| world.id(table, column);
    for (who, address) in [
        ("coordinator", "/ledger".to_owned()),
        ("leader", "/ledger".to_owned()),
        ("coordinator", "/overdue".to_owned()),
        ("coordinator", "/mails".to_owned()),
        ("coordinator", format!("/mails/{}", id("mails", "kind"))),
        ("coordinator", format!("/mails/{}", id("mails", "state"))),
        ("coordinator", format!("/obligations/{}", id("obligations", "kind"))),
        ("coordinator", format!("/obligations/{}", id("obligations", "status"))),
        ("coordinator", format!("/obligations/{}", id("obligations", "awaiting"))),
        ("coordinator", format!("/obligations/{}", id("obligations", "stage"))),
        ("coordinator", format!("/plans/{}/review", world.plans[3])),
        ("coordinator", format!("/plans/{}", world.plans[0])),
        ("coordinator", format!("/plans/{}", world.plans[2])),
        ("coordinator", "/plans/import".to_owned()),
        ("auditor", "/audit".to_owned()),
        ("sysadmin", "/people".to_owned()),
    ] {
        assert!(seen[who].get(&address).is_some_and(|text| text.contains(SHOWN)), "{who} {address} does not say it");
    }
    assert!(
        seen["coordinator"]["/brief"].contains("另有 2 项的状态由其他版本写入")
            || seen["coordinator"]["/brief"].contains("另有 1 项的状态")
    );
    let liuzhou = world.app.signed_in(&world.people["双岗"]).await;
    let forestry = liuzhou.text("/my-work").await;
    assert!(forestry.contains("自治区林业局") && !forestry.contains(SHOWN), "the post that is known stays");
    assert_eq!(world.words(), world.written);
}

#[actix_web::test]
async fn the_clock_goes_on_for_all_others_and_touches_no_word() {
    let world = World::start().await;
    let db = &world.app.ctx.db;
    let told = |plan: PlanId| number(db, &format!("SELECT count(*) FROM notices WHERE plan_id = {plan}"));
    let before = world.plans.map(told);
    world.app.set_clock("2024-07-26");
    assert!(rehearse_tick(&world.app.ctx).expect("a rehearsal").is_whole());
    let ticked = world.tick("2024-07-26");
    assert!(ticked.is_whole(), "{:?}", ticked.failures);
    let unknown = unknown_words(&world.app.ctx).expect("a look");
    assert_eq!((unknown.obligations, unknown.notices, unknown.days), (2, 2, 1));
    assert!(told(world.plans[0]) > before[0] && told(world.plans[1]) > before[1], "nobody is told any more");
    assert_eq!(told(world.plans[2]), before[2], "a plan in an unknown state is not watched");
    let locked = world.id("obligations", "status");
    let about = format!("SELECT count(*) FROM notices WHERE obligation_id = {locked} AND fired_on >= '2024-07-26'");
    assert_eq!(number(db, &about), 0, "the ladder speaks about what it does not understand");
    for plan in world.plans {
        let days = ("2024-03-01".parse().expect("a date"), "2024-12-31".parse().expect("a date"));
        let replayed = db.read(|c| replay_plan(&world.app.ctx, c, Some(plan), days));
        assert!(!replayed.expect("a replay").1.mails.is_empty(), "{plan}");
    }
    assert_eq!(world.words(), world.written);
}

#[actix_web::test]
async fn mails_of_another_version_are_left_alone_and_all_others_leave() {
    let world = World::start().await;
    let (db, smtp) = (&world.app.ctx.db, SmtpServer::start());
    let delivered = deliver(&world.app.ctx, &smtp.transport(&world.app.ctx)).expect("a delivery");
    assert!(delivered.accepted > 3 && delivered.failed == 0, "{delivered:?}");
    let untouched = ["kind", "role", "state"].map(|column| world.id("mails", column));
    let left =
        lines(db, "SELECT CAST(id AS TEXT) AS line FROM mails WHERE attempts = 0 AND finished_at IS NULL ORDER BY id");
    assert_eq!(left, untouched.map(|id| id.to_string()));
    world.app.set_clock("2024-07-29");
    deliver(&world.app.ctx, &smtp.transport(&world.app.ctx)).expect("a delivery");
    assert_eq!(number(db, "SELECT count(*) FROM mails WHERE state = 'expired'"), 0, "nor does one of them expire");
    assert_eq!(world.words(), world.written);
}

#[actix_web::test]
async fn what_is_changed_beside_a_word_does_not_lose_it() {
    let world = World::start().await;
    let (ctx, actor, plan_id) = (&world.app.ctx, world.actor("coordinator"), world.plans[3]);
    let registry = UnitRegistry::guangxi().expect("the registry");
    let (measure, indicator, milestone, version) = ctx
        .db
        .read(|c| {
            let measure = measures::of_plan(c, plan_id)?.pop().expect("a measure").id;
            let indicator = plans::indicators(c, plan_id)?.pop().expect("an indicator").id;
            let milestone = measures::milestones_of_plan(c, plan_id)?.pop().expect("a milestone").id;
            Ok::<_, DbError>((measure, indicator, milestone, plans::find(c, plan_id)?.version))
        })
        .expect("rows");
    let typed = [
        (DraftRow::Measure(measure).field("lead"), "自治区林业局"),
        (DraftRow::Measure(measure).field("support"), "自治区科技厅"),
        (DraftRow::Indicator(indicator).field("name"), "完成率"),
        (DraftRow::Indicator(indicator).field("value"), "85"),
        (DraftRow::Milestone(milestone).field("deliverable"), "示范点"),
        (DraftRow::Milestone(milestone).field("owed_by"), "桂林市"),
    ];
    let page = DraftPage::of(typed.map(|(name, text)| (name, text.to_owned())));
    let wish = SaveDraft { plan_id, version, page: &page, step: DraftStep::Save, registry: &registry };
    let saved = actions::save_draft(ctx, &actor, &wish).expect("all is saved");
    assert!(matches!(saved, DraftSaved::Saved { rows: 3, .. }), "{saved:?}");
    assert_eq!(world.words(), world.written);
}
