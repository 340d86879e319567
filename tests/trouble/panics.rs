//! Something panics in the middle of what it does.

use std::panic::{AssertUnwindSafe, catch_unwind};

use diesel::connection::SimpleConnection as _;
use duban::db::DbError;

use crate::support::app::context;
use crate::support::database::{TestDatabase, number};

#[test]
fn what_a_panicking_action_wrote_is_taken_back_and_the_next_one_finds_no_open_transaction() {
    let database = TestDatabase::new();
    let db = context(&database, &[("DUBAN__DATABASE__POOL", "1"), ("DUBAN__DATABASE__WAIT_SECONDS", "60")]).db;
    db.migrate().expect("migrations");
    let beat = "INSERT INTO beats (name, beat, at) VALUES ('x', 1, '2024-05-06 01:00:00')";
    for _ in 0..3 {
        let panicking = AssertUnwindSafe(|| {
            db.write(|c| {
                c.batch_execute(beat)?;
                if number(&database.open(), "SELECT count(*) FROM beats") == 0 {
                    panic!("a defect in the middle");
                }
                Ok::<_, DbError>(())
            })
        });
        let answered = catch_unwind(panicking);
        assert!(answered.is_err(), "no panic, but {answered:?}");
        assert_eq!(number(&db, "SELECT count(*) FROM beats"), 0);
    }
    db.write(|c| Ok::<_, DbError>(c.batch_execute(beat)?)).expect("the next action");
    assert_eq!(number(&database.open(), "SELECT count(*) FROM beats"), 1);
}
