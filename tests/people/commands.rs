//! `duban people` says what is wrong in words that lead on.

use std::fs;

use super::OFFICE;
use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{TestDatabase, execute};

/// Tries to add a liaison of that unit.
fn add_to(database: &TestDatabase, unit: &str) -> String {
    refusal(duban(database).args(["people", "add", "--name", "韦某", "--role", "liaison", "--unit", unit]))
}

#[test]
fn before_any_plan_it_says_so() {
    let database = TestDatabase::new();
    database.migrated();
    let line = add_to(&database, OFFICE);
    assert!(line.contains("名录里还没有任何单位") && line.contains("duban import"), "{line}");
}

#[test]
fn a_bureau_of_a_city_is_not_taken_for_the_regions_department() {
    let database = TestDatabase::new();
    let unit = |name: &str| {
        format!(
            "INSERT INTO units (name, short_name, class, coordinating, position, created_at) \
             VALUES ('{name}', '{name}', 'department', TRUE, 1, '2024-03-01 00:00:00')"
        )
    };
    execute(&database.migrated(), &unit(OFFICE));
    let line = add_to(&database, "南宁市生态环境局");
    assert!(line.contains("没有名为“南宁市生态环境局”的单位") && !line.contains(OFFICE), "{line}");
    assert!(add_to(&database, "自治区生态环境局").contains(OFFICE), "its own slip is");
}

#[test]
fn a_workbook_given_as_people_is_told_as_what_it_is() {
    let database = TestDatabase::new();
    for bytes in [&b"PK\x03\x04\x14\x00"[..], &b"\xD0\xCF\x11\xE0\xA1\xB1"[..]] {
        fs::write(database.folder.path().join("人员.xlsx"), bytes).expect("a file");
        let line = refusal(duban(&database).args(["people", "add", "--csv", "人员.xlsx"]));
        assert!(line.contains("人员.xlsx 是 Excel 工作簿，不是 CSV") && line.contains("另存为"), "{line}");
    }
}

#[test]
fn a_coordinator_of_a_unit_that_coordinates_nothing_is_refused_at_the_console_too() {
    let database = TestDatabase::new();
    database.migrated();
    succeed(duban(&database).args(["import", crate::support::command::plan_file().to_str().expect("UTF-8"), "--yes"]));
    let mut command = duban(&database);
    let line =
        refusal(command.args(["people", "add", "--name", "莫某", "--role", "调度人员", "--unit", "桂林市人民政府"]));
    assert!(line.contains("桂林市人民政府不是调度单位"), "{line}");
}
