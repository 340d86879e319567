//! A command that finds no room for what it writes.

use crate::support::command::{duban, plain, refusal, succeed, with_little_room};
use crate::support::database::TestDatabase;

#[test]
fn a_start_without_room_says_that_the_disk_is_full_which_file_it_is_and_what_to_do() {
    let database = TestDatabase::embedded();
    let file = database.folder.path().join("duban.db").display().to_string();
    // From nothing at all to what takes the tables and not the calendar.
    for kilobytes in [0, 8, 64, 256] {
        for command in [&["migrate"][..], &["serve", "--listen", "127.0.0.1:0"]] {
            let said = refusal(&mut with_little_room(duban(&database).args(command), kilobytes));
            assert!(said.starts_with("duban: 磁盘已满") && said.contains(&file), "{command:?} {kilobytes}: {said}");
            assert!(said.contains("清理出磁盘空间") && said.contains("DATABASE_URL"), "{said}");
        }
    }
    let english = &mut with_little_room(duban(&database).arg("migrate").env("DUBAN__LANGUAGE", "en"), 8);
    let said = refusal(english);
    assert!(said.starts_with("duban: The disk is full") && said.contains(&file), "{said}");
    succeed(duban(&database).arg("migrate"));
    let left =
        std::fs::read_dir(database.folder.path()).expect("the folder").map(|entry| entry.expect("a file").file_name());
    assert!(left.into_iter().all(|name| name.to_string_lossy().starts_with("duban.db")), "a trial is left behind");
}

#[test]
fn a_demonstration_without_room_says_it_too() {
    let folder = tempfile::tempdir().expect("a folder");
    for kilobytes in [0, 64, 512] {
        let mut demo = plain();
        demo.args(["demo", "--listen", "127.0.0.1:0", "--data"]).arg(folder.path().join("demo"));
        let output = with_little_room(&demo, kilobytes).output().expect("the binary starts");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("duban: 磁盘已满") && said.contains("duban.db"), "{kilobytes}: {said}");
        assert!(said.contains("--data") && said.lines().count() == 1, "{said}");
    }
}

#[test]
fn a_place_that_nobody_may_write_to_is_called_so() {
    let database = TestDatabase::embedded();
    let said = refusal(duban(&database).arg("migrate").env("DATABASE_URL", "sqlite:///sys/duban.db"));
    assert!(said.contains("没有权限写入 /sys/duban.db") || said.contains("磁盘为只读，/sys/duban.db"), "{said}");
}

#[test]
fn what_is_refused_for_another_reason_is_not_called_the_disk() {
    let database = TestDatabase::embedded();
    succeed(duban(&database).arg("migrate"));
    let wish = ["people", "add", "--name", "韦联络", "--unit", "没有的单位", "--role", "liaison"];
    let said = refusal(&mut with_little_room(duban(&database).args(wish), 2_000));
    assert!(said.contains("名录里还没有任何单位"), "{said}");
}
