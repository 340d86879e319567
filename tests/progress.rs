//! What was due by today and what became of it: counted in the database as the items themselves say, and said alike everywhere.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use duban::actions::{ActionError, ReturnReport, close_obligation, relight_stale, return_report};
use duban::db::obligation::ledger::Wanted;
use duban::db::obligation::tally::Within;
use duban::domain::id::ObligationId;
use duban::domain::obligation::progress::{DueCounts, YearCounts};
use duban::domain::obligation::{Stage, Status};
use duban::domain::person::Role;
use duban::views::{self, Item, Progress, Sight};
use serde_json::{Value, json};

use crate::support::app::TestApp;
use crate::support::database::{execute, lines};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const TODAY: &str = "2024-06-25";
const CEMENT: &str = "水泥熟料生产企业";

fn today() -> NaiveDate {
    TODAY.parse().expect("a date")
}

fn progress(office: &Office) -> Progress {
    office.db().read(|c| views::progress(c, Within::default(), today())).expect("an answer")
}

/// Every obligation in another case of status, dates, stage and lateness, in turn.
fn in_every_case() -> Office {
    let office = Office::empty("2024-03-01");
    let dates = ["2024-06-24", "2024-06-25", "2024-06-26"];
    let answers = ["NULL", "'2024-06-24'", "'2024-06-26'"];
    let stages: Vec<String> =
        ["NULL".to_owned()].into_iter().chain(Stage::ALL.iter().map(|stage| format!("'{stage}'"))).collect();
    let ids = lines(office.db(), "SELECT CAST(id AS TEXT) AS line FROM obligations ORDER BY id");
    let mut updates = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let status = Status::ALL[n % Status::ALL.len()];
        let awaiting = if status == Status::Submitted { "'lead'" } else { "NULL" };
        let (due, answer, stage) = (dates[n / 8 % 3], answers[n / 24 % 3], &stages[n / 7 % stages.len()]);
        let (late, far, claimed) = (n / 5 % 2 == 0, n % 41 == 0, status == Status::Submitted && n / 16 % 2 == 0);
        updates.push(format!(
            "UPDATE obligations SET status = '{status}', awaiting = {awaiting}, due = '{due}', answer_by = {answer}, \
             stage = {stage}, came_late = {late}, long_range = {far}, claimed_not_applicable = {claimed} WHERE id = {id};"
        ));
    }
    execute(office.db(), &updates.join("\n"));
    office.set_clock(TODAY);
    relight_stale(&office.ctx).expect("lamps");
    office
}

/// The same counted one by one, by section: what was due, the year, and what is closed early.
fn one_by_one(items: &[Item]) -> (BTreeMap<String, (DueCounts, YearCounts)>, u32) {
    let (mut by_section, mut early): (BTreeMap<String, (DueCounts, YearCounts)>, u32) = Default::default();
    for item in items.iter().filter(|item| !item.row.obligation.long_range) {
        let row = &item.row.obligation;
        let (due, year) = by_section.entry(item.row.section.clone()).or_default();
        if item.is_standing() {
            year.add(row.status, row.stage, 1);
        } else if item.effective_due <= today() {
            due.add(row.clock_status(), row.came_late, 1);
        } else {
            early += u32::from(row.status == Status::Closed);
        }
    }
    (by_section, early)
}

#[test]
fn the_database_counts_what_the_items_say_section_by_section() {
    let office = in_every_case();
    let items = office.db().read(|c| {
        let sight = Sight::load(&office.ctx, c)?;
        views::items(c, &Wanted::default(), &sight)
    });
    let (expected, early) = one_by_one(&items.expect("the items"));
    let counted = progress(&office);
    let found: BTreeMap<_, _> = counted.sections.iter().map(|one| (one.label.clone(), (one.due, one.year))).collect();
    assert_eq!((found, counted.closed_early, counted.unknown), (expected, early, 0));
    assert!(counted.due().late > 0 && counted.due().on_time > 0 && counted.due().in_review > 0 && early > 0);
    let labels: Vec<&str> = counted.sections.iter().map(|section| section.label.as_str()).collect();
    assert_eq!(labels[..3], ["（一）", "（二）", "（三）"], "in the order of the plan");
}

#[test]
fn what_is_due_within_two_weeks_is_chosen_in_the_database_as_the_items_say() {
    let office = in_every_case();
    let (all, brief) = office
        .db()
        .read(|c| {
            let sight = Sight::load(&office.ctx, c)?;
            Ok::<_, ActionError>((
                views::items(c, &Wanted::default(), &sight)?,
                views::brief(&office.ctx, c, Within::default(), &sight)?,
            ))
        })
        .expect("an answer");
    let wanted = |item: &&Item| {
        let runs =
            matches!(item.row.obligation.clock_status(), Status::Assigned | Status::Acknowledged | Status::Returned);
        !item.is_standing() && runs && (0..=14).contains(&item.days_left)
    };
    let mut expected: Vec<ObligationId> = all.iter().filter(wanted).map(|item| item.row.obligation.id).collect();
    let mut found: Vec<ObligationId> = brief.due_soon.iter().map(|item| item.row.obligation.id).collect();
    expected.sort();
    found.sort();
    assert!(!found.is_empty());
    assert_eq!(found, expected);
}

#[test]
fn what_was_once_handed_in_late_is_closed_late_and_all_else_on_time() {
    let office = Office::full("2024-03-01");
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let close = |id| close_obligation(&office.ctx, &coordinator, id, None, Some(&said("已核实"))).expect("a closure");
    let send_back = |id, answer_by: &str| {
        let (reason, answer_by) = (said("缺少名单"), answer_by.parse().ok());
        let wish =
            ReturnReport { obligation_id: id, version: None, reason, answer_by, as_empty: false, at_once: false };
        return_report(&office.ctx, &coordinator, &wish).expect("a return");
    };
    let cities = ["南宁市人民政府", "柳州市人民政府", "桂林市人民政府", "梧州市人民政府"];
    let [on_the_day, late, late_then_answered, answered] = cities.map(|city| (city, office.obligation(city, CEMENT)));
    office.set_clock("2024-05-31 23:59");
    for (city, id) in [on_the_day, answered] {
        office.report(city, id);
    }
    office.set_clock("2024-06-03");
    send_back(answered.1, "2024-06-14");
    for (city, id) in [late, late_then_answered] {
        office.report(city, id);
    }
    send_back(late_then_answered.1, "2024-06-14");
    office.set_clock("2024-06-14");
    for (city, id) in [late_then_answered, answered] {
        office.report(city, id);
    }
    office.set_clock(TODAY);
    [on_the_day, late, late_then_answered, answered].into_iter().for_each(|(_, id)| close(id));
    let due = progress(&office).due();
    assert_eq!((due.on_time, due.late, due.in_review), (2, 2, 0));
    assert_eq!(due.due(), 28, "cement and coking, which are due by then");
}

#[actix_web::test]
async fn pages_and_calls_say_it_in_the_same_words_to_those_who_read_the_brief() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-25 09:00");
    let people =
        [("qin", OFFICE, Role::Coordinator), ("lei", OFFICE, Role::Leader), ("wei", "桂林市人民政府", Role::Liaison)];
    let [coordinator, leader, liaison] = people.map(|(name, unit, role)| app.add(name, unit, role));
    let words = "到期应办结 28 项，已办结 0 项（按期 0 项，逾期后办结 0 项），未办结 28 项（其中待审核 0 项）。";
    let office = app.signed_in(&coordinator).await;
    for path in ["/brief", "/desk", "/plan"] {
        let page = office.text(path).await;
        assert!(page.contains(words) && page.contains("年度任务 "), "{path}");
        assert!(path == "/plan" || !page.contains("完成率"), "{path}");
    }
    assert!(app.signed_in(&leader).await.text("/brief").await.contains(words));
    assert!(!app.signed_in(&liaison).await.text("/plan").await.contains("到期应办结"));
    let plans = app.api(&leader).await.read("/plans").await;
    let counted = &plans["items"][0]["progress"];
    let (due, not_closed, standing) = (&counted["due"], &counted["not_closed"], &counted["standing"]);
    assert_eq!((due, not_closed, &standing["not_reported"]), (&json!(28), &json!(28), &standing["all"]));
    assert!(standing["all"].as_u64().is_some_and(|all| all > 390), "{counted}");
    let plans = app.api(&liaison).await.read("/plans").await;
    assert_eq!(plans["items"][0]["progress"], Value::Null);
}

#[actix_web::test]
async fn of_what_is_not_closed_only_what_is_not_handed_in_is_red_in_the_brief() {
    let app = TestApp::start().await;
    let dated = "SELECT CAST(id AS TEXT) AS line FROM obligations WHERE kind = 'dated' AND measure_id = (SELECT measure_id \
         FROM obligations WHERE kind = 'dated' GROUP BY measure_id HAVING count(*) > 2 ORDER BY measure_id LIMIT 1) ORDER BY id";
    let ids = lines(&app.ctx.db, dated);
    execute(
        &app.ctx.db,
        &format!(
            "UPDATE obligations SET status = 'closed' WHERE kind = 'dated' AND id NOT IN ({}, {}, {})",
            ids[0], ids[1], ids[2]
        ),
    );
    execute(
        &app.ctx.db,
        &format!("UPDATE obligations SET due = '2024-06-01' WHERE id IN ({}, {}, {})", ids[0], ids[1], ids[2]),
    );
    execute(
        &app.ctx.db,
        &format!(
            "UPDATE obligations SET status = 'submitted', awaiting = 'coordinator' WHERE id IN ({}, {})",
            ids[0], ids[1]
        ),
    );
    app.set_clock("2024-06-25 09:00");
    let leader = app.signed_in(&app.add("lu", OFFICE, Role::Leader)).await;
    let html = leader.text("/brief").await;
    let open = html.split("data-label=\"未办结\"").skip(1).map(|cell| cell.split("</td>").next().unwrap_or_default());
    let (red, yellow) = ("</span>1</strong>", "</span>待审核 2</span>");
    assert!(open.clone().any(|cell| cell.contains(red)) && open.clone().any(|cell| cell.contains(yellow)), "{html}");
    assert!(!open.clone().any(|cell| cell.contains("</span>3</strong>")), "what is in review is no alarm");
}
