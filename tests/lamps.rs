//! The lamp of a row stands in the database: a list that is asked for by its lamp shows what the rules say, whatever was done to the rows.

use std::collections::BTreeSet;

use duban::actions::{Actor, compare_lamps, relight_stale};
use duban::domain::id::ObligationId;
use duban::domain::obligation::Lamp;
use duban::domain::person::Role;
use duban::views::{self, Asked, Item, Sight};

use super::support::app::TestApp;
use super::support::command::duban;
use super::support::database::{execute, number};
use super::support::office::{OFFICE, Office};

/// The addresses of the obligations on a page of a list, in order.
fn rows_of(html: &str) -> Vec<String> {
    let table = html.split("<tbody").nth(1).unwrap_or_default();
    let ids = table.split("href=\"/obligations/").skip(1).map(|rest| rest.split('"').next().unwrap_or_default());
    let mut rows: Vec<String> = ids.map(str::to_owned).collect();
    rows.dedup();
    rows
}

/// What the console is shown of a list, all pages together, and the number that stands above it.
fn listed(office: &Office, lamp: Option<Lamp>, overdue: Option<bool>) -> (BTreeSet<ObligationId>, usize) {
    let mut asked = Asked { lamp, overdue, limit: 70, ..Asked::default() };
    let (mut all, mut total) = (BTreeSet::new(), 0);
    loop {
        let page = office.db().read(|c| views::listing(&office.ctx, c, &Actor::Console, &asked)).expect("a list");
        total = total.max(page.total.rows as usize);
        for seen in &page.items {
            assert!(all.insert(seen.item.row.obligation.id), "on two pages");
        }
        match page.next {
            Some(next) => asked.after = Some(next),
            None => return (all, total),
        }
    }
}

/// Every obligation with what the rules say of it, without a look at what is stored of its lamp.
fn judged(office: &Office) -> Vec<Item> {
    let all = office.db().read(|c| {
        let sight = Sight::load(&office.ctx, c)?;
        views::items(c, &duban::db::obligation::ledger::Wanted::default(), &sight)
    });
    all.expect("the rows")
}

/// The database and the rules agree, lamp by lamp; which lamps there are.
fn agree(office: &Office, when: &str) -> BTreeSet<Lamp> {
    office.set_clock(when);
    let (items, today) = (judged(office), office.ctx.clock.today());
    let of = |takes: &dyn Fn(&Item) -> bool| -> BTreeSet<ObligationId> {
        items.iter().filter(|item| takes(item)).map(|item| item.row.obligation.id).collect()
    };
    for lamp in Lamp::ALL {
        let (stored, total) = listed(office, Some(*lamp), None);
        assert_eq!(stored, of(&|item| item.lamp == *lamp), "{when} {lamp}");
        assert_eq!(total, stored.len(), "{when} {lamp}");
    }
    for overdue in [true, false] {
        let (stored, _) = listed(office, None, Some(overdue));
        assert_eq!(stored, of(&|item| item.is_overdue(today) == overdue), "{when} overdue: {overdue}");
    }
    assert_eq!(compare_lamps(&office.ctx, false).expect("a comparison"), [], "{when}");
    items.iter().map(|item| item.lamp).collect()
}

#[test]
fn a_list_by_lamp_is_what_the_rules_say_on_every_day_of_the_year() {
    let office = Office::full("2024-03-01");
    let mut seen = BTreeSet::new();
    for (city, words) in [("桂林市人民政府", "水泥"), ("南宁市人民政府", "VOC")] {
        let id = office.obligation(city, words);
        office.set_clock("2024-05-20");
        office.report(city, id);
    }
    for when in ["2024-03-01", "2024-04-26", "2024-05-31", "2024-06-20", "2024-07-01", "2024-12-31", "2025-01-02"] {
        seen.extend(agree(&office, when));
    }
    execute(office.db(), "UPDATE obligations SET status = 'closed', awaiting = NULL WHERE id % 7 = 0");
    execute(
        office.db(),
        "UPDATE obligations SET status = 'submitted', awaiting = 'coordinator', claimed_not_applicable = TRUE WHERE id % 7 = 1",
    );
    execute(office.db(), "UPDATE obligations SET status = 'suspended', awaiting = NULL WHERE id % 11 = 0");
    execute(office.db(), "UPDATE obligations SET reported_period = '2024-06', percent = 40 WHERE id % 5 = 0");
    assert!(
        number(office.db(), "SELECT count(*) FROM obligations WHERE lamp_rev = 0") > 100,
        "what is changed by hand is to be reckoned"
    );
    assert!(relight_stale(&office.ctx).expect("reckoned") > 100);
    assert_eq!(relight_stale(&office.ctx).expect("reckoned"), 0);
    for when in ["2024-06-20", "2024-07-01", "2025-01-02"] {
        seen.extend(agree(&office, when));
    }
    assert_eq!(seen.len(), Lamp::ALL.len(), "{seen:?}");
}

#[test]
fn another_calendar_and_another_plan_date_are_other_lamps_at_the_next_tick() {
    let office = Office::full("2024-03-01");
    office.tick("2024-06-03 09:00");
    office.announce("2024-06-19,CN-GX,off,停电,\n");
    execute(office.db(), "UPDATE plans SET assigned_on = '2024-06-01'");
    office.tick("2024-06-03 10:00");
    agree(&office, "2024-06-18");
}

#[test]
fn what_was_stored_wrong_is_found_and_mended_from_the_command_line() {
    let office = Office::full("2024-03-01");
    execute(office.db(), "UPDATE obligations SET red_on = '2024-01-01' WHERE id IN (3, 5)");
    let output = duban(&office.database).args(["check", "--data"]).output().expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("2 条与规则不一致（编号 3、5）：用 duban check --mend 改正"), "{said}");
    let output = duban(&office.database).args(["check", "--mend"]).output().expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(said.contains("2 条与规则不一致，已改正"), "{said}");
    assert_eq!(compare_lamps(&office.ctx, false).expect("a comparison"), []);
}

#[actix_web::test]
async fn the_ledger_comes_in_pages_that_are_together_everything_once() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    for filter in ["", "?kind=dated", "?lamp=green&unit=桂林市人民政府"] {
        let (mut address, mut all, mut pages) = (format!("/ledger{filter}"), Vec::new(), 0);
        loop {
            let html = coordinator.text(&address).await;
            let rows = rows_of(&html);
            assert!(rows.len() <= 100 && !rows.is_empty(), "{address}: {}", rows.len());
            all.extend(rows);
            pages += 1;
            let next = html.split("rel=\"next\"").next().filter(|_| html.contains("rel=\"next\""));
            match next.and_then(|before| before.rsplit("href=\"").next()) {
                Some(link) => {
                    address = link.split('"').next().unwrap_or_default().replace("&#38;", "&").replace("&amp;", "&")
                }
                None => break,
            }
            assert!(pages < 20, "{address}");
        }
        let distinct: BTreeSet<&String> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "{filter}: twice");
        let html = coordinator.text(&format!("/ledger{filter}")).await;
        assert!(html.contains(&format!("{} 项", all.len())), "{filter}: {} rows are not what is said", all.len());
    }
}
