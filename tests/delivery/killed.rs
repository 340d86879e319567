//! A courier is killed again and again while mails leave: none is lost, and what leaves twice is the same.

use std::collections::BTreeMap;
use std::process::Stdio;

use super::*;
use crate::support::command::duban;

/// Lines of a run, as they are set.
const LINES: usize = 4;

#[test]
fn killed_runs_lose_nothing_and_repeat_no_more_than_was_on_its_way() {
    let house = House::with_a_mail();
    house.with_many(200);
    let kills = 5;
    for _ in 0..kills {
        let mut run = duban(&house.database);
        run.arg("deliver")
            .env("DUBAN__MAIL__HOST", "127.0.0.1")
            .env("DUBAN__MAIL__PORT", house.server.port().to_string());
        let mut run = run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the binary starts");
        let before = house.server.taken().len();
        // Some mails have left; where all have, the rest of the test has nothing to do.
        for _ in 0..500 {
            if house.server.taken().len() > before + 5 || house.server.taken().len() > 200 {
                break;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        run.kill().and_then(|()| run.wait()).expect("it has ended");
    }
    let courier = Courier::with_patience(Duration::ZERO);
    // The killed runs lived today.
    for at in ["2040-01-02 09:00", "2040-01-02 09:30", "2040-01-02 10:00"] {
        house.ctx.clock.set(parse_local(at).expect("a time"));
        courier.deliver(&house.ctx, &house.transport()).expect("a run");
    }
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mails WHERE state <> 'accepted'"), 0);
    let taken = house.server.taken();
    let mut copies: BTreeMap<&str, &str> = BTreeMap::new();
    for copy in &taken {
        assert_eq!(copies.entry(&copy.to).or_insert(&copy.raw), &copy.raw.as_str(), "copies differ");
    }
    assert_eq!(copies.len(), 201);
    assert!(taken.len() <= 201 + kills * LINES, "{} copies", taken.len());
}
