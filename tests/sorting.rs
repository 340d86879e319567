//! A list in each order is everything once, in that order, forwards and backwards, on whatever pages; and the page says by what it is sorted.

use std::cmp::Ordering;

use duban::actions::Actor;
use duban::domain::id::ObligationId;
use duban::domain::obligation::sorting::{STATUSES, Sort, Sorting};
use duban::domain::obligation::{Lamp, ObligationKind, Status};
use duban::domain::person::Role;
use duban::views::{self, Asked, Item};

use super::support::api::OFFICE;
use super::support::app::TestApp;
use super::support::database::execute;
use super::support::office::Office;

/// All pages of a list, together.
fn walked(office: &Office, sorting: Sorting, limit: usize) -> Vec<Item> {
    let mut asked = Asked { sorting, limit, ..Asked::default() };
    let mut all = Vec::new();
    loop {
        let page = office.ctx.db.read(|c| views::listing(&office.ctx, c, &Actor::Console, &asked)).expect("a list");
        all.extend(page.items.into_iter().map(|seen| seen.item));
        match page.next {
            Some(next) => asked.after = Some(next),
            None => return all,
        }
    }
}

/// Since when something is late or will be, by the rules; nothing comes last.
fn late_from(item: &Item) -> (bool, chrono::NaiveDate) {
    let status = item.row.obligation.status;
    let runs = matches!(status, Status::Assigned | Status::Acknowledged | Status::Returned);
    let is_late_once = runs && item.row.obligation.kind == ObligationKind::Dated;
    (!is_late_once, if is_late_once { item.effective_due } else { chrono::NaiveDate::MAX })
}

/// The order of two rows, by what the rules say of them.
fn compare(by: Sort, one: &Item, other: &Item) -> Ordering {
    let (a, b) = (&one.row.obligation, &other.row.obligation);
    let place = |status: Status| STATUSES.iter().position(|known| *known == status);
    let lamp =
        |lamp: Lamp| [Lamp::Red, Lamp::Yellow, Lamp::Green, Lamp::Done, Lamp::None].iter().position(|of| *of == lamp);
    let by_due = || (a.due, a.id).cmp(&(b.due, b.id));
    match by {
        Sort::Due => by_due(),
        Sort::Unit => a.unit_id.cmp(&b.unit_id).then_with(by_due),
        Sort::Plan => (a.plan_id, a.id).cmp(&(b.plan_id, b.id)),
        Sort::Status => place(a.status).cmp(&place(b.status)).then_with(by_due),
        Sort::Late => late_from(one).cmp(&late_from(other)).then(a.id.cmp(&b.id)),
        Sort::Lamp => lamp(one.lamp).cmp(&lamp(other.lamp)).then_with(by_due),
    }
}

#[test]
fn every_order_is_everything_once_forwards_and_backwards() {
    let office = Office::full("2024-03-01");
    execute(office.db(), "UPDATE obligations SET status = 'closed' WHERE id % 7 = 0");
    execute(office.db(), "UPDATE obligations SET status = 'returned', answer_by = '2024-06-20' WHERE id % 11 = 0");
    execute(office.db(), "UPDATE obligations SET status = 'suspended' WHERE id % 13 = 0");
    office.tick("2024-07-01 09:00");
    for by in Sort::ALL.iter().copied() {
        let forwards = walked(&office, Sorting { by, descending: false }, 37);
        let ids: Vec<ObligationId> = forwards.iter().map(|item| item.row.obligation.id).collect();
        assert!(forwards.len() > 200, "{by}: {}", forwards.len());
        for pair in forwards.windows(2) {
            assert_eq!(
                compare(by, &pair[0], &pair[1]),
                Ordering::Less,
                "{by}: {:?}",
                pair.iter().map(|item| item.row.obligation.id).collect::<Vec<_>>()
            );
        }
        let mut backwards: Vec<ObligationId> =
            walked(&office, Sorting { by, descending: true }, 41).iter().map(|item| item.row.obligation.id).collect();
        backwards.reverse();
        assert_eq!(ids, backwards, "{by}");
    }
}

#[actix_web::test]
async fn a_head_sorts_by_its_column_and_once_more_the_other_way_round() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let html = coordinator.text("/ledger?kind=dated").await;
    assert!(html.contains("aria-sort=\"ascending\"") && html.contains("，按期限先后"), "by date where nothing is said");
    for sort in ["unit", "plan", "due", "late", "lamp", "status"] {
        let html = coordinator.text(&format!("/ledger?kind=dated&sort={sort}")).await;
        assert_eq!(html.matches("aria-sort=").count(), 1, "{sort}");
        let head =
            html.split("aria-sort=\"ascending\"").nth(1).and_then(|rest| rest.split("</th>").next()).expect("a head");
        assert!(head.contains(&format!("sort=-{sort}")) && head.contains("kind=dated"), "{sort}: {head}");
        assert!(html.contains(&format!("name=\"sort\" value=\"{sort}\"")), "a filter keeps the order");
        let html = coordinator.text(&format!("/ledger?kind=dated&sort=-{sort}")).await;
        assert!(html.contains("aria-sort=\"descending\"") && html.contains("（倒序）"), "{sort}");
    }
    assert_eq!(coordinator.get("/ledger?sort=colour").await.status(), 422);
    assert_eq!(
        coordinator.get("/ledger?sort=unit&after=2024-06-30_41").await.status(),
        422,
        "a place of another order"
    );
}

#[actix_web::test]
async fn the_call_sorts_and_searches_and_its_pages_go_on_in_their_order() {
    let app = TestApp::start().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    for sort in ["due", "unit", "plan", "status", "late", "lamp", "-late"] {
        let (rows, total) = api.walk("100", &[("sort", sort)]).await;
        assert_eq!(rows.len() as u64, total, "{sort}");
    }
    let page = api.read("/obligations?sort=-due&limit=2").await;
    assert!(page["items"][0]["due"].as_str() >= page["items"][1]["due"].as_str());
    let next = page["next"].as_str().expect("a next page");
    assert_eq!(api.get(&format!("/obligations?sort=unit&cursor={next}")).await.status, 422);
    let (rows, _) = api.walk("100", &[("q", "水泥")]).await;
    assert!(!rows.is_empty() && (rows.len() as u64) < api.walk("500", &[]).await.1);
    assert_eq!(api.read("/obligations?q=龘靐").await["total"], 0);
    assert_eq!(api.get("/obligations?sort=colour").await.status, 422);
}

#[actix_web::test]
async fn the_search_box_of_the_ledger_finds_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let html = coordinator.text("/ledger?q=%EF%BC%B6%EF%BC%AF%EF%BC%A3").await;
    assert!(html.contains("value=\"ＶＯＣ\"") && html.contains("VOC"), "width is no difference");
    let html = coordinator.text("/ledger?q=%25").await;
    let all = coordinator.text("/ledger").await;
    let count = |html: &str| html.split("<caption>").nth(1).and_then(|rest| rest.split('，').next()).map(str::to_owned);
    assert_ne!(count(&html), count(&all), "no sign is a wildcard");
    assert_eq!(coordinator.get(&format!("/ledger?q={}", "a".repeat(101))).await.status(), 422);
}
