//! A word of another version in every column of words at once: nothing fails, no loop ends, no word is lost.

use std::collections::BTreeMap;

use duban::actions::{
    self, Actor, EditIndicator, EditMilestone, ReportForm, SubmitReport, Target, Ticked, rehearse_tick, tick,
};
use duban::compiler::UnitRegistry;
use duban::db::DbError;
use duban::db::people::sessions;
use duban::db::plan::{draft_measures, measures, plans};
use duban::delivery::deliver;
use duban::domain::id::{ObligationId, PlanId};
use duban::domain::obligation::Stage;
use duban::domain::person::Role;
use duban::views::replay_plan;

use super::columns::WORDS;
use super::{SHOWN, WORD, allow_any_word, import};
use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp};
use crate::support::database::{execute, lines, number};
use crate::support::said;
use crate::support::smtp::SmtpServer;

const GUILIN: &str = "桂林市人民政府";
const LIUZHOU: &str = "柳州市人民政府";

/// Four plans: the Guangxi plan and another are tracked, a third is in a state of another version, a fourth is a draft.
struct World {
    app: TestApp,
    /// The plans in that order.
    plans: [PlanId; 4],
    /// Address by role.
    people: BTreeMap<&'static str, String>,
    /// How many rows of each column have a word of another version.
    written: BTreeMap<String, usize>,
}

impl World {
    async fn start() -> Self {
        let app = TestApp::start().await;
        let plans =
            [PlanId::new(1), import(&app, "湿地", true), import(&app, "草原", true), import(&app, "矿山", false)];
        let mut people = BTreeMap::new();
        for (word, unit, role) in [
            ("coordinator", OFFICE, Role::Coordinator),
            ("leader", OFFICE, Role::Leader),
            ("sysadmin", OFFICE, Role::Sysadmin),
            ("secadmin", OFFICE, Role::Secadmin),
            ("auditor", OFFICE, Role::Auditor),
            ("liaison", GUILIN, Role::Liaison),
            ("head", GUILIN, Role::Head),
            ("双岗", "自治区林业局", Role::Liaison),
        ] {
            people.insert(word, app.add(word, unit, role));
        }
        for city in ["南宁", "柳州", "梧州", "北海", "玉林"] {
            app.add(city, &format!("{city}市人民政府"), Role::Liaison);
        }
        app.give_post("双岗", LIUZHOU, Role::Liaison);
        let mut world = Self { app, plans, people, written: BTreeMap::new() };
        world.live();
        world.write_words();
        world
    }

    /// Reports come in, dates pass, the ladder climbs to its proposals; on 22 July the month's mails are queued.
    fn live(&self) {
        self.tick("2024-05-17");
        let dated = "SELECT min(id) FROM obligations WHERE milestone_id IS NOT NULL AND unit_id = ";
        let standing = "SELECT max(id) FROM obligations WHERE milestone_id IS NULL AND unit_id = ";
        let guilin = format!("(SELECT id FROM units WHERE name = '{GUILIN}')");
        for query in [dated, standing] {
            self.report(ObligationId::new(number(&self.app.ctx.db, &format!("{query}{guilin}")) as i64));
        }
        for day in ["2024-06-14", "2024-07-01", "2024-07-03", "2024-07-05", "2024-07-12", "2024-07-15", "2024-07-16"] {
            self.tick(day);
            self.hand_over();
        }
        self.tick("2024-07-22");
    }

    fn tick(&self, day: &str) -> Ticked {
        self.app.set_clock(day);
        tick(&self.app.ctx).expect("a tick")
    }

    fn hand_over(&self) {
        let now = self.app.ctx.clock.now();
        execute(
            &self.app.ctx.db,
            &format!(
                "UPDATE mails SET state = 'accepted', subject = 'sent', finished_at = '{now}' WHERE state = 'pending'; \
                 UPDATE notices SET settled_at = '{now}' WHERE settled_at IS NULL"
            ),
        );
    }

    fn report(&self, obligation_id: ObligationId) {
        let report = ReportForm {
            stage: Stage::InProgress,
            progress: said("正在办理"),
            figures: said(""),
            done: None,
            total: None,
            problems: said(""),
            help_needed: said(""),
            next_steps: said(""),
            evidence: None,
            no_change: false,
        };
        let wish = SubmitReport { obligation_id, version: None, report, submit: true };
        actions::submit_report(&self.app.ctx, &self.actor("liaison"), &wish).expect("a report");
    }

    /// Whoever has that address, in the first post.
    fn actor(&self, word: &str) -> Actor {
        let ctx = &self.app.ctx;
        let caller = actions::Caller::new(std::net::IpAddr::from([127, 0, 0, 1]).into(), None);
        let tried = actions::begin_sign_in(ctx, &self.people[word], &caller).expect("a try");
        let session = actions::finish_sign_in(ctx, &tried, true).expect("a session");
        ctx.db
            .read(|c| {
                let session = sessions::find(c, &session.id)?.expect("a session");
                let posts = duban::db::people::persons::posts_on(c, ctx.clock.today(), Some(session.person_id))?;
                let post = posts.iter().find(|post| post.id == session.post_id).cloned().expect("a post");
                Ok::<_, DbError>(Actor::Person {
                    person: duban::db::people::persons::find(c, session.person_id)?,
                    post,
                    posts,
                })
            })
            .expect("an actor")
    }

    fn write_words(&mut self) {
        let db = &self.app.ctx.db;
        allow_any_word(db);
        for (table, column, _, places) in WORDS {
            let word = if column == "options" { format!("circular、{WORD}") } else { WORD.to_owned() };
            for place in places {
                execute(db, &format!("UPDATE {table} SET {column} = '{word}' WHERE {place}"));
            }
        }
        self.written = self.words();
        for (column, rows) in &self.written {
            assert!(*rows > 0, "no row for a word in {column}");
        }
    }

    /// How many rows of each column have the word.
    fn words(&self) -> BTreeMap<String, usize> {
        let count = |table: &str, column: &str| {
            number(&self.app.ctx.db, &format!("SELECT count(*) FROM {table} WHERE {column} LIKE '%{WORD}'"))
        };
        WORDS.iter().map(|(table, column, ..)| (format!("{table}.{column}"), count(table, column))).collect()
    }

    /// The key of the row that has the word.
    fn id(&self, table: &str, column: &str) -> i64 {
        number(&self.app.ctx.db, &format!("SELECT min(id) FROM {table} WHERE {column} LIKE '%{WORD}'")) as i64
    }

    /// What stands for `{id}` and its like in an address.
    fn addresses(&self, template: &str) -> Vec<String> {
        let keys: Vec<String> = match template {
            _ if template.contains("/obligations/{id}") => {
                ["kind", "status", "awaiting", "stage"].map(|column| self.id("obligations", column).to_string()).into()
            }
            _ if template.contains("/mail") => {
                ["kind", "role", "state"].map(|column| self.id("mails", column).to_string()).into()
            }
            _ if template.contains("/plans/{id}") => self.plans.map(|id| id.to_string()).into(),
            _ => vec!["x".to_owned()],
        };
        match template.contains('{') {
            true => keys.iter().map(|key| template.replace("{id}", key).replace("{token}", key)).collect(),
            false => vec![template.to_owned()],
        }
    }
}

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
    assert_eq!((ticked.unknown.obligations, ticked.unknown.notices, ticked.unknown.days), (2, 2, 1));
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
    let (measure, indicator, milestone) = ctx
        .db
        .read(|c| {
            let measure = measures::of_plan(c, plan_id)?.pop().expect("a measure").id;
            let indicator = plans::indicators(c, plan_id)?.pop().expect("an indicator");
            let milestone = measures::milestones_of_plan(c, plan_id)?.pop().expect("a milestone");
            Ok::<_, DbError>((measure, indicator, milestone))
        })
        .expect("rows");
    let assigned = ctx.db.read(|c| draft_measures::assigned_to(c, measure)).expect("units");
    let wish = actions::AssignUnits {
        plan_id,
        measure_id: measure,
        lead: Some(&said("自治区林业局")),
        support: Some(&said("自治区科技厅")),
        responsible: None,
        guide: None,
        seen: &actions::assigned_as_text(&assigned),
        registry: &registry,
    };
    actions::assign_units(ctx, &actor, &wish).expect("other units");
    let target = Target {
        name: said("完成率"),
        op: indicator.op,
        value: "85".parse().ok(),
        unit: Some(said("%")),
        qualifier: None,
        baseline: None,
        due: None,
        scope: None,
    };
    let seen = actions::indicator_as_text(&indicator);
    let wish = EditIndicator { plan_id, indicator_id: indicator.id, target, seen: &seen };
    actions::edit_indicator(ctx, &actor, &wish).expect("another figure");
    let seen = actions::milestone_as_text(&milestone);
    let wish = EditMilestone {
        plan_id,
        milestone_id: milestone.id,
        due: milestone.due,
        deliverable: &said("示范点"),
        owed_by: Some(&said("桂林市")),
        seen: &seen,
        registry: &registry,
    };
    actions::edit_milestone(ctx, &actor, &wish).expect("another deliverable");
    assert_eq!(world.words(), world.written);
}
