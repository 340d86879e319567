//! What is restored is a whole backup of ours, into an empty place, and nothing is left of what is not.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use diesel::Connection as _;
use duban::db::PROGRAM_LEVEL;

use super::*;
use crate::support::command::duban;

/// A database with the units of a plan, and its backup.
fn backed_up() -> (TestDatabase, PathBuf) {
    let database = TestDatabase::embedded();
    succeed(duban(&database).args(["import", "--yes"]).arg(crate::support::command::plan_file()));
    let file = database.folder.path().join("backup.db");
    succeed(duban(&database).arg("backup").arg(&file));
    (database, file)
}

/// Does something to a backup behind our back.
#[expect(clippy::disallowed_types, reason = "the file is changed from outside")]
fn spoil(file: &Path, statements: &str) {
    let mut connection = diesel::SqliteConnection::establish(&file.display().to_string()).expect("a database");
    connection.batch_execute(statements).expect(statements);
}

/// The one line of refusal of a restore to a new place, of which nothing is left.
fn refused(file: &Path) -> String {
    let place = TestDatabase::embedded();
    let line = refusal(duban(&place).arg("restore").arg(file));
    let left: Vec<_> =
        fs::read_dir(place.folder.path()).expect("a folder").map(|entry| entry.expect("one").path()).collect();
    assert!(left.is_empty(), "{line}: {left:?}");
    line
}

#[test]
fn a_backup_becomes_the_database_whole_and_its_owners_alone() {
    let (database, file) = backed_up();
    let mut place = TestDatabase::embedded();
    let path = place.folder.path().join("new/data/duban.db");
    place.url = format!("sqlite://{}", path.display());
    let said = succeed(crate::support::command::duban_without_umask(&place).arg("restore").arg(&file));
    assert!(said.contains("行数与备份时一致，备份于 2024-05-06 09:00"), "{said}");
    assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o600);
    let beside = fs::read_dir(path.parent().expect("a folder")).expect("a folder").count();
    assert_eq!(beside, 1, "no log is left beside it");
    let (mut rows, mut copied) = (database.row_counts(), place.row_counts());
    // When the backup was made; that it was restored.
    assert_eq!((rows.remove("beats"), copied.remove("beats")), (Some(1), Some(0)));
    assert_eq!(copied.remove("audit").map(|n| n - 1), rows.remove("audit"));
    assert_eq!(copied, rows, "and the record of the backup is gone");
    let which =
        |database: &TestDatabase| lines(&database.open(), "SELECT key || ' ' || generation AS line FROM instance");
    let (was, is) = (which(&database), which(&place));
    assert_eq!(is[0], was[0].replace(" 0", " 1"), "the same database, another generation");
}

#[test]
fn a_place_that_is_not_empty_is_left_alone() {
    let (database, file) = backed_up();
    let before = database.row_counts();
    let line = refusal(duban(&database).arg("restore").arg(&file));
    assert!(line.contains("duban.db 已存在，只能恢复到空的位置"), "{line}");
    assert_eq!(database.row_counts(), before);
    for ending in ["-wal", "-shm", "-journal"] {
        let place = TestDatabase::embedded();
        let left = place.folder.path().join(format!("duban.db{ending}"));
        fs::write(&left, "of another one").expect("a file");
        let line = refusal(duban(&place).arg("restore").arg(&file));
        assert!(line.contains(&format!("duban.db{ending} 已存在")), "{line}");
        assert!(!place.folder.path().join("duban.db").exists());
    }
    let place = TestDatabase::embedded();
    fs::write(place.folder.path().join("duban.db.restoring"), "half").expect("a file");
    let line = refusal(duban(&place).arg("restore").arg(&file));
    assert!(line.contains("上次恢复没有完成，请先删除") && line.contains("duban.db.restoring"), "{line}");
}

#[test]
fn what_is_no_whole_backup_of_ours_is_refused_in_words() {
    let (database, file) = backed_up();
    let copy = |name: &str| {
        let copied = database.folder.path().join(name);
        fs::copy(&file, &copied).expect("a copy");
        copied
    };
    assert!(refused(&database.folder.path().join("none.db")).contains("none.db"));

    let cut = copy("cut.db");
    let length = fs::metadata(&cut).expect("a file").len();
    fs::OpenOptions::new().write(true).open(&cut).expect("a file").set_len(length / 2).expect("it is cut");
    assert!(refused(&cut).contains("损坏"));

    let text = database.folder.path().join("text.db");
    fs::write(&text, "督办".repeat(1000)).expect("a file");
    assert!(refused(&text).contains("无法从"));

    let other = database.folder.path().join("other.db");
    spoil(&other, "CREATE TABLE notes (id INTEGER PRIMARY KEY)");
    assert!(refused(&other).contains("不是督办的数据库"));

    let fewer = copy("fewer.db");
    spoil(&fewer, "DELETE FROM calendar_days WHERE date = (SELECT min(date) FROM calendar_days)");
    let line = refused(&fewer);
    assert!(line.contains("表 calendar_days 备份时有") && line.contains("文件中有"), "{line}");

    let newer = copy("newer.db");
    spoil(&newer, &format!("UPDATE compatibility SET oldest_program = {}", PROGRAM_LEVEL + 1));
    assert!(refused(&newer).contains("更新的版本"));

    let in_use = copy("used.db");
    fs::write(database.folder.path().join("used.db-wal"), "a log").expect("a file");
    assert!(refused(&in_use).contains("使用中的数据库"));
}

#[test]
fn a_backup_of_an_older_version_is_brought_up_to_date_and_held() {
    let (_database, file) = backed_up();
    spoil(
        &file,
        "DROP TABLE backup_record; DROP TRIGGER mails_held; DROP TABLE instance; \
         DELETE FROM __diesel_schema_migrations WHERE version = '20261130000061'",
    );
    let place = TestDatabase::embedded();
    let said = succeed(duban(&place).arg("restore").arg(&file));
    assert!(said.contains("备份没有记录行数") && said.contains("发件已暂停"), "{said}");
    assert_eq!(number(&place.open(), "SELECT count(*) FROM instance WHERE held AND generation = 1"), 1);
}

#[test]
fn a_backup_that_is_put_in_place_by_hand_is_held_all_the_same() {
    let (_database, file) = backed_up();
    let place = TestDatabase::embedded();
    fs::copy(&file, place.folder.path().join("duban.db")).expect("a copy");
    let output = duban(&place).args(["people", "list"]).output().expect("the binary starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && said.contains("是一份备份：发件已暂停"), "{said}");
    assert_eq!(number(&place.open(), "SELECT count(*) FROM instance WHERE held AND generation = 1"), 1);
    succeed(duban(&place).args(["people", "list"]));
    assert_eq!(number(&place.open(), "SELECT generation FROM instance"), 1, "once");
}

#[test]
fn on_a_server_the_file_is_restored_by_its_own_tools() {
    let database = TestDatabase::new();
    if !database.is_postgres() {
        return;
    }
    let line = refusal(duban(&database).args(["restore", "backup.db"]));
    assert!(line.contains("pg_restore") && line.contains("duban restore --after"), "{line}");
}
