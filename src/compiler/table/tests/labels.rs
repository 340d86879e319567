//! Rows that say who does what of other rows. All of them are made up.

use super::kinds::{read, tasks};

#[test]
fn a_label_above_rows_counts_for_all_below_it() {
    let (tasks, doubts, left) = read(
        "made-up.tsv",
        "某市2026年任务表\n序号\t任务\t措施\t完成时限\n牵头单位：市甲局\t\t\t\n1\t控煤\t淘汰锅炉30台\t6月底前\n2\t治尘\t清扫道路\t9月底前\n牵头单位：市乙局；配合单位：市丙局\t\t\t\n3\t治车\t淘汰车辆20辆\t12月底前".as_bytes(),
    );
    assert_eq!(
        tasks,
        [
            "[]1 控煤|淘汰锅炉30台 L市甲局 @2026-06-30 淘汰锅炉30台 =淘汰锅炉>=30台",
            "[]2 治尘|清扫道路 L市甲局 @2026-09-30 清扫道路",
            "[]3 治车|淘汰车辆20辆 L市乙局 S市丙局 @2026-12-31 淘汰车辆20辆 =淘汰车辆>=20辆",
        ]
    );
    assert!(doubts.is_empty() && left.is_empty(), "{doubts:?} {left:?}");
}

#[test]
fn a_label_below_rows_counts_for_those_above_it() {
    let (tasks, doubts, left) = read(
        "made-up.tsv",
        "某市2026年任务表\n序号\t任务\t措施\n1\t控煤\t淘汰锅炉30台\n牵头单位：市甲局；配合单位：市乙局；完成时限：6月底前\n2\t治尘\t清扫道路\n3\t治车\t淘汰车辆20辆\n牵头单位：市丙局；完成时限：9月底前".as_bytes(),
    );
    assert_eq!(
        tasks,
        [
            "[]1 控煤|淘汰锅炉30台 L市甲局 S市乙局 @2026-06-30 淘汰锅炉30台 =淘汰锅炉>=30台",
            "[]2 治尘|清扫道路 L市丙局 @2026-09-30 清扫道路",
            "[]3 治车|淘汰车辆20辆 L市丙局 @2026-09-30 淘汰车辆20辆 =淘汰车辆>=20辆",
        ]
    );
    assert_eq!(doubts, ["牵头单位：市丙局；完成时限：9月底前 这一行写的分工已按上面 2 行共用读"]);
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_row_keeps_what_it_says_itself_and_a_chapter_may_have_a_bracket() {
    let tasks = tasks(
        "某市2026年任务表\n序号\t任务\t措施\t牵头单位\t完成时限\n一、工业治理（责任单位：市丁局）\t\t\t\t\n1\t控煤\t淘汰锅炉\t市甲局\t6月底前\n二、扬尘治理\t\t\t\t\n2\t治尘\t清扫道路\t市乙局\t",
    );
    assert_eq!(
        tasks,
        ["[一工业治理]1 控煤|淘汰锅炉 L市甲局 R市丁局 @2026-06-30 淘汰锅炉", "[二扬尘治理]2 治尘|清扫道路 L市乙局"]
    );
}

#[test]
fn a_label_that_may_be_about_rows_above_or_below_is_left_over_and_doubted() {
    let (tasks, doubts, left) = read(
        "made-up.tsv",
        "某市2026年任务表\n序号\t任务\t措施\t牵头单位\n1\t控煤\t淘汰锅炉\t市甲局\n责任单位：各县区政府\t\t\t\n2\t治尘\t清扫道路\t市乙局".as_bytes(),
    );
    assert_eq!(tasks, ["[]1 控煤|淘汰锅炉 L市甲局", "[]2 治尘|清扫道路 L市乙局"]);
    assert!(doubts.iter().any(|doubt| doubt.contains("不知道是上面还是下面各行的")), "{doubts:?}");
    assert_eq!(left, ["责任单位：各县区政府"]);
}
