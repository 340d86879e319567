//! `duban import --yes` lists what is in doubt, and activates nothing while it is in doubt who is chased and when.

use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{TestDatabase, number};

/// A made-up plan that leaves nothing open.
const CLEAR: &str = "某市2025年度治水工作计划\n一、任务\n1.整治排口。6月底前完成40个排口整治。对更新的设备每台补助3万元。（市生态环境局牵头）\n二、附则\n本计划自印发之日起施行。\n";
/// The same without a year, with a column that nobody knows, and with a date that nobody owes.
const OPEN: [(&str, &str); 3] = [
    (
        "关于做好治水工作的通知\n某政发〔2025〕3号\n一、任务\n1.整治排口。6月底前完成整治。（市生态环境局牵头）\n",
        "年度存疑",
    ),
    (
        "某市2025年度任务表\n序号\t任务\t责任单位\t完成时限\t办理主体甲乙\n1\t整治排口\t市水利局\t6月底前\t某某\n",
        "表格的列存疑（“办理主体甲乙”）",
    ),
    (
        "某市2025年度计划\n一、任务\n1.整治排口。市甲县6月底前完成整治，其余县（市、区）9月底前完成。（市生态环境局牵头）\n",
        "时限由谁负责存疑",
    ),
];

fn file(database: &TestDatabase, text: &str) -> std::path::PathBuf {
    let path = database.folder.path().join("计划.txt");
    std::fs::write(&path, text).expect("a file");
    path
}

#[test]
fn an_import_lists_its_doubts_and_leftovers() {
    let database = TestDatabase::embedded();
    let path = file(&database, CLEAR);
    let said = succeed(duban(&database).args(["import", "--yes", "--as-of", "2025-03-01"]).arg(&path));
    assert!(said.contains("已启用") && said.contains("3万元") && said.contains("未列入的文字"), "{said}");
    assert!(said.contains("本计划自印发之日起施行"), "{said}");
    let said = succeed(duban(&database).args(["compile", "--format", "text"]).arg(&path));
    assert!(said.contains("未列入的文字") && said.contains("本计划自印发之日起施行"), "{said}");
}

#[test]
fn what_decides_who_is_chased_and_when_is_not_passed_over() {
    for (text, which) in OPEN {
        let database = TestDatabase::embedded();
        let path = file(&database, text);
        let line = refusal(duban(&database).args(["import", "--yes", "--as-of", "2025-03-01"]).arg(&path));
        assert!(line.contains(which) && line.contains("--accept-doubts"), "{text}: {line}");
        assert!(!database.folder.path().join("duban.db").exists(), "a refused import made a database");
        let accepted = ["import", "--yes", "--accept-doubts", "--as-of", "2025-03-01"];
        assert!(succeed(duban(&database).args(accepted).arg(&path)).contains("已启用"), "{text}");
        assert_eq!(number(&database.open(), "SELECT count(*) FROM plans"), 1);
    }
}

#[test]
fn a_draft_that_was_reviewed_is_activated_whatever_was_in_doubt() {
    let database = TestDatabase::embedded();
    let path = file(&database, OPEN[1].0);
    succeed(duban(&database).arg("import").arg(&path));
    assert!(succeed(duban(&database).args(["import", "--yes", "--as-of", "2025-03-01"]).arg(&path)).contains("已启用"));
}

#[test]
fn the_refusal_is_in_the_language_of_the_office() {
    let database = TestDatabase::embedded();
    let path = file(&database, OPEN[0].0);
    let line = refusal(duban(&database).env("DUBAN__LANGUAGE", "en").args(["import", "--yes"]).arg(&path));
    assert!(line.contains("the year is in doubt"), "{line}");
}
