//! What users wait for at a size: every page and call with eight clients, the tick, memory and size, beside the bare stack (actix, diesel,
//! the same SQL, rows as text) on the same rows in the same run. Started by hand: `scripts/bench scale`.
//!
//! `OBLIGATIONS` (how many), `SECONDS_EACH` (how long an address is asked), `OTHER` and `OTHER_HEADER` (an address of another product, and
//! `Name: value` that goes along) may be set; `DUBAN_TEST_DATABASE_URL` names a PostgreSQL server, else it is SQLite in `TMPDIR`.

#![expect(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a bench stops where something is not as it should be, and prints what it measures"
)]

mod bare;
mod clients;
mod data;
mod server;
#[path = "../../support/mod.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod support;

use std::time::Instant;

use duban::actions::tick;

use clients::{Figures, asked};
use data::House;
use server::Server;

/// The pages and calls of a coordinator; `{id}` is an obligation in the middle of the table.
const COORDINATOR: &[&str] = &[
    "/desk",
    "/desk?plan=1",
    "/ledger?plan=",
    "/ledger?plan=1",
    "/ledger?plan=&sort=status",
    "/ledger?plan=&sort=late",
    "/ledger?plan=&lamp=red",
    "/ledger?plan=&q=水泥",
    "/ledger?plan=&q=的",
    "/ledger?plan=&q=环境",
    "/overdue?plan=",
    "/review?plan=",
    "/brief?plan=1",
    "/brief?plan=",
    "/mails",
    "/plan",
    "/obligations/{id}",
    "/api/v1/obligations",
    "/api/v1/obligations?plan=1",
    "/api/v1/obligations?sort=-late",
    "/api/v1/obligations?q=水泥",
    "/api/v1/obligations/{id}",
    "/api/v1/overdue",
    "/api/v1/plans",
    "/api/v1/mail",
];

/// Those of somebody who works for one unit.
const LIAISON: &[&str] = &["/my-work", "/ledger?unit=桂林市人民政府", "/obligations/{own}"];

/// What the bare stack answers: the list without a filter, of one plan, one row, what is overdue.
const BARE: &[&str] = &["/ledger", "/ledger?plan=1", "/obligations/{id}", "/overdue"];

#[actix_web::main]
async fn main() {
    if std::env::args().any(|argument| argument == "bare") {
        return bare::serve().await;
    }
    let wanted = number("OBLIGATIONS", 1_000);
    let began = Instant::now();
    let house = House::new(wanted);
    println!(
        "# {} obligations in {} plans, {}\n\nbuilt in {:.0} s; size {:.1} MB\n",
        house.obligations,
        house.plans,
        if house.database.is_postgres() { "PostgreSQL" } else { "SQLite" },
        began.elapsed().as_secs_f64(),
        house.size_mb(),
    );
    let (duban, bare) = (Server::duban(&house), Server::bare(&house));
    println!("| address | p50 (ms) | p99 (ms) | requests/s |\n| --- | ---: | ---: | ---: |");
    for (person, addresses) in [(&house.coordinator, COORDINATOR), (&house.liaison, LIAISON)] {
        let header = Some(("Authorization".to_owned(), format!("Bearer {}", duban.token(person).await)));
        for address in addresses {
            line("", address, measured(&duban, &house, address, header.clone()).await);
        }
    }
    for address in BARE {
        line("bare ", address, measured(&bare, &house, address, None).await);
    }
    if let Ok(other) = std::env::var("OTHER") {
        let header = std::env::var("OTHER_HEADER").ok();
        let header =
            header.and_then(|pair| pair.split_once(": ").map(|(name, value)| (name.to_owned(), value.to_owned())));
        line("other ", &other, asked(&other, header, seconds()).await);
    }
    println!(
        "\nfirst answer after {:.0} ms; memory behind that {:.1} MB (bare {:.1} MB)",
        duban.first_ms,
        duban.memory_mb(),
        bare.memory_mb()
    );
    drop((duban, bare));
    ticks(&house);
}

/// The tick: with what is due by now, and with nothing more to do.
fn ticks(house: &House) {
    for what in ["the first tick", "an empty tick", "an empty tick"] {
        let began = Instant::now();
        let done = tick(&house.ctx).expect("a tick");
        println!(
            "{what}: {:.1} ms, {} notices, {} mails",
            began.elapsed().as_secs_f64() * 1e3,
            done.notices,
            done.mails
        );
    }
}

async fn measured(server: &Server, house: &House, address: &str, header: Option<(String, String)>) -> Figures {
    let address = address.replace("{id}", &house.middle.to_string()).replace("{own}", &house.own.to_string());
    asked(&format!("{}{address}", server.url), header, seconds()).await
}

fn line(kind: &str, address: &str, figures: Figures) {
    let Figures { p50, p99, rate } = figures;
    println!("| {kind}`{address}` | {p50:.1} | {p99:.1} | {rate:.0} |");
}

fn seconds() -> f64 {
    std::env::var("SECONDS_EACH").ok().and_then(|text| text.parse().ok()).unwrap_or(3.0)
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}
