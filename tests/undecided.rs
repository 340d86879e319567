//! `duban import --yes` lists what is in doubt, and activates nothing while it is in doubt who is chased and when.

use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{TestDatabase, lines, number};

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

/// Made up: which cities there are is not said, and one of them is named by chance.
const CITIES: &str = "浙江省2025年森林防火工作计划\n一、预防\n（一）落实责任。各设区市于3月31日前完成防火责任书签订。（省林业局牵头，各设区市人民政府负责）\n（二）整治隐患。温州市人民政府于5月31日前完成林区输电线路隐患整治。（省林业局牵头，温州市人民政府落实）\n";

#[test]
fn a_date_of_all_cities_is_neither_lost_nor_that_of_the_one_that_is_known_by_chance() {
    let database = TestDatabase::embedded();
    let path = file(&database, CITIES);
    let line = refusal(duban(&database).args(["import", "--yes", "--as-of", "2025-02-10"]).arg(&path));
    assert!(line.contains("“各设区市人民政府”指多个单位") || line.contains("“各设区市”指多个单位"), "{line}");
    assert!(!database.folder.path().join("duban.db").exists(), "a refused import made a database");
    let accepted = ["import", "--yes", "--accept-doubts", "--as-of", "2025-02-10"];
    let said = succeed(duban(&database).args(accepted).arg(&path));
    assert!(said.contains("按一个单位启用"), "{said}");
    let owing = "SELECT o.due || ' ' || u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
                 WHERE o.milestone_id IS NOT NULL ORDER BY o.due";
    assert_eq!(lines(&database.open(), owing), ["2025-03-31 各设区市", "2025-05-31 温州市人民政府"]);
}

#[test]
fn a_measure_or_a_date_without_a_unit_is_not_activated_unseen() {
    let database = TestDatabase::embedded();
    let text = "浙江省2025年收储工作计划\n一、收储\n1.收购早稻。各设区市于8月31日前完成收购。（省粮食局牵头）\n";
    let path = file(&database, text);
    succeed(duban(&database).arg("import").arg(&path));
    let line = refusal(duban(&database).args(["import", "--yes", "--as-of", "2025-02-10"]).arg(&path));
    assert!(line.contains("1 个时限没有单位承担") && line.contains("--accept-doubts"), "{line}");
    assert_eq!(number(&database.open(), "SELECT count(*) FROM obligations"), 0);
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
