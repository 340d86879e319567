//! The database goes away while mails leave: no mail is blamed for it.

use duban::db::Engine;

use super::*;

/// The house's means over connections that can be told from everybody else's.
fn by_name(house: &House, name: &str) -> Context {
    let url = match house.ctx.db.engine() {
        Engine::Postgres => format!("{}&application_name={name}", house.database.url),
        Engine::Sqlite => house.database.url.clone(),
    };
    let ctx = context(&house.database, &[("DATABASE_URL", &url), ("DUBAN__DATABASE__WAIT_SECONDS", "1")]);
    ctx.clock.set(house.ctx.clock.local_now());
    ctx
}

/// What a restart does to connections.
fn end_connections(house: &House, name: &str) {
    let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'");
    execute(&house.ctx.db, &end);
    std::thread::sleep(Duration::from_millis(40));
}

#[test]
fn connections_that_are_lost_during_delivery_cost_no_mail() {
    let house = House::with_a_mail();
    if house.ctx.db.engine() == Engine::Sqlite {
        return;
    }
    house.with_many(120);
    let name = format!("courier_{}_{}", std::process::id(), house.server.port());
    let ctx = by_name(&house, &name);
    let courier = Courier::with_patience(Duration::ZERO);
    let going = std::sync::atomic::AtomicBool::new(true);
    let transport = house.transport();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while going.load(std::sync::atomic::Ordering::Relaxed) {
                end_connections(&house, &name);
            }
        });
        std::thread::sleep(Duration::from_millis(20));
        for _ in 0..3 {
            drop(courier.deliver(&ctx, &transport));
        }
        going.store(false, std::sync::atomic::Ordering::Relaxed);
    });
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state IN ('failed', 'bounced', 'expired')"), 0);
    for at in ["09:12", "09:24", "09:36", "09:48"] {
        ctx.clock.set(parse_local(&format!("2024-05-17 {at}")).expect("a time"));
        courier.deliver(&ctx, &transport).expect("a run");
    }
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state <> 'accepted'"), 0);
    let taken = house.server.taken();
    let mut by_reader = std::collections::BTreeMap::new();
    for copy in &taken {
        assert_eq!(by_reader.entry(&copy.to).or_insert(&copy.raw), &&copy.raw, "copies differ");
    }
    assert_eq!(by_reader.len(), 121);
}

#[test]
fn a_table_that_cannot_be_read_gives_the_mail_back() {
    let house = House::with_a_mail();
    house.with_many(5);
    execute(&house.ctx.db, "ALTER TABLE posts RENAME TO posts_gone");
    let round = house.deliver();
    assert_eq!((round.accepted, round.failed), (0, 0), "{round:?}");
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state = 'pending' AND attempts = 0"), 6);
    execute(&house.ctx.db, "ALTER TABLE posts_gone RENAME TO posts");
    assert_eq!(house.at("2024-05-17 09:06").accepted, 6);
}
