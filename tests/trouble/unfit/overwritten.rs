//! A file that stays where it is and is cut off or overwritten there; and a file with which all is well, however it looks.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;

use super::*;
use crate::support::command::{duban, succeed};
use crate::support::database::TestDatabase;

const CARRY_OVER: &str = "PRAGMA wal_checkpoint(TRUNCATE)";
const PILE: &str = "CREATE TABLE IF NOT EXISTS pile (id INTEGER PRIMARY KEY, words TEXT NOT NULL); \
     INSERT INTO pile (words) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) \
     SELECT hex(randomblob(2000)) FROM n";
const BEAT: &str = "INSERT INTO beats (name, beat, at) VALUES ('x', 1, '2024-05-06 01:00:00') \
     ON CONFLICT (name) DO UPDATE SET beat = beats.beat + 1";

fn file_of(database: &TestDatabase) -> PathBuf {
    database.folder.path().join("duban.db")
}

/// Cuts a file off, or makes it longer, where it is.
fn set_length(file: &Path, bytes: u64) {
    OpenOptions::new().write(true).open(file).and_then(|open| open.set_len(bytes)).expect("another length");
}

/// So many bytes there are, and so many the head speaks of.
fn lengths(file: &Path) -> (u64, u64) {
    let bytes = fs::read(file).expect("the file");
    let pages = u32::from_be_bytes(bytes[28..32].try_into().expect("a number"));
    (bytes.len() as u64, u64::from(pages) * 4096)
}

/// Stores something small; how often that was begun.
fn store(db: &Database) -> (Result<(), DbError>, usize) {
    let mut begun = 0;
    let done = db.write(|c| {
        begun += 1;
        Ok::<_, DbError>(c.batch_execute(BEAT)?)
    });
    (done, begun)
}

fn assert_refused(db: &Database, what: &str) {
    let (done, begun) = store(db);
    assert!(matches!(done, Err(DbError::Damaged { .. })) && begun == 0, "{what}: {done:?}");
    assert!(matches!(db.write_at_once(|_| Ok::<_, DbError>(())), Err(DbError::Damaged { .. })), "{what}");
    assert!(matches!(db.unfit(), Some(DbError::Damaged { .. })), "{what}: jobs go on");
}

#[actix_web::test]
async fn a_file_that_is_cut_off_is_said_before_anything_is_stored_into_it() {
    for (at, carried_over) in [(0, true), (50, true), (4096, true), (500_000, true), (4096, false), (500_000, false)] {
        let what = format!("cut off at {at}, all carried over: {carried_over}");
        let app = TestApp::start_with_plan_and_settings(&ONE_CONNECTION).await;
        let (db, file) = (&app.ctx.db, file_of(&app.database));
        if app.database.is_postgres() {
            return;
        }
        tick(&app.ctx).expect("a tick");
        execute(db, CARRY_OVER);
        if !carried_over {
            store(db).0.expect("it is stored");
        }
        let (whole, wanted) = lengths(&file);
        assert!(whole == wanted && whole > 600_000 && db.unfit().is_none(), "{what}");
        set_length(&file, at);
        assert_refused(db, &what);
        assert!(not_ready(&app).await.starts_with("database: damaged: the file was cut off"), "{what}");
        assert!(tick(&app.ctx).is_err(), "{what}: the clock goes on");
        // Whoever carries over what the log has left makes it as long as it was, with nothing in it.
        set_length(&file, whole);
        assert_refused(db, &format!("{what}, and filled with nothing"));
    }
}

#[actix_web::test]
async fn a_file_that_is_overwritten_by_a_copy_is_said_before_anything_is_stored_into_it() {
    for (copied, said) in [("backup", "by another database"), ("by hand", "by a"), ("nonsense", "no database any more")]
    {
        let (app, office, item) = office().await;
        let (db, file) = (&app.ctx.db, file_of(&app.database));
        if app.database.is_postgres() {
            return;
        }
        let browser = app.signed_in(&office).await;
        succeed(duban(&app.database).args(["backup", "backup.db"]));
        execute(db, CARRY_OVER);
        let copy = match copied {
            "backup" => fs::read(app.database.folder.path().join("backup.db")).expect("a copy"),
            "by hand" => fs::read(&file).expect("a copy"),
            _ => vec![b'x'; 1 << 20],
        };
        execute(db, PILE);
        execute(db, CARRY_OVER);
        assert!(db.unfit().is_none());
        let html = browser.text(&item).await;
        let fields = [("form_secret", form_secret(&html)), ("spoke_with", "韦某"), ("answer", "月底前完成")];
        fs::write(&file, copy).expect("it is overwritten where it is");
        assert_refused(db, copied);
        assert!(not_ready(&app).await.contains(said), "{copied}");
        let refused = browser.post(&format!("{item}/calls"), &fields).await;
        assert_eq!(refused.status(), 503, "{copied}");
        let words = refused.text().await.expect("a page");
        assert!(words.contains("数据库文件已损坏") && !words.contains("已保存"), "{copied}: {words}");
    }
}

#[test]
fn a_file_whose_log_has_the_rest_is_whole_until_it_is_cut_off() {
    let database = TestDatabase::new();
    if database.is_postgres() {
        return;
    }
    let (db, other, file) = (database.migrated(), database.open(), file_of(&database));
    execute(&db, CARRY_OVER);
    execute(&db, PILE);
    db.read(|c| {
        c.batch_execute("SELECT count(*) FROM pile")?;
        // Its pages cannot be carried over while somebody reads the state before.
        execute(&other, "UPDATE pile SET words = replace(words, 'A', 'B')");
        execute(&other, "PRAGMA wal_checkpoint(PASSIVE)");
        let (found, wanted) = lengths(&file);
        assert!(found < wanted, "the log has nothing that the file lacks: {found} {wanted}");
        assert_eq!(store(&other).0.map_err(|error| error.to_string()), Ok(()), "a false alarm");
        assert!(other.unfit().is_none() && other.damage().is_none(), "a false alarm");
        Ok::<_, DbError>(())
    })
    .expect("an answer");
    set_length(&file, lengths(&file).0 / 2);
    assert_refused(&other, "cut off while the log has a part of it");
}

#[test]
fn no_alarm_is_false_while_others_carry_over_and_pack() {
    let database = TestDatabase::new();
    if database.is_postgres() {
        return;
    }
    let (db, other, ended) = (database.migrated(), database.open(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_secs(2) {
                for statement in
                    [PILE, "PRAGMA wal_checkpoint(PASSIVE)", PILE, CARRY_OVER, "DELETE FROM pile", "VACUUM"]
                {
                    // One that is in another's way is no part of this.
                    drop(other.bare(|c| Ok(c.batch_execute(statement)?)));
                }
            }
            ended.store(true, Ordering::Relaxed);
        });
        while !ended.load(Ordering::Relaxed) {
            if let Some(error) = db.unfit() {
                panic!("a false alarm: {error}");
            }
        }
    });
    assert!(store(&db).0.is_ok() && db.damage().is_none());
}

#[actix_web::test]
async fn whoever_asks_how_the_file_is_lets_go_of_no_lock() {
    let (app, office, item) = office().await;
    if app.database.is_postgres() {
        return;
    }
    let browser = app.signed_in(&office).await;
    // One more of this process that ends: its files are ours.
    drop(app.database.open());
    for _ in 0..2 {
        assert_eq!(app.browser().get("/readyz").await.status(), 200);
        // Another process that ends takes the log away where nobody seems to have the file open.
        succeed(duban(&app.database).args(["people", "list"]));
        let html = browser.text(&item).await;
        let fields = [("form_secret", form_secret(&html)), ("spoke_with", "韦某"), ("answer", "月底前完成")];
        assert_eq!(browser.post(&format!("{item}/calls"), &fields).await.status(), 303);
    }
}
