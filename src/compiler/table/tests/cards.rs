//! Cards, and tables with their names in the first column. All of them are made up.

use super::kinds::{read, tasks};

const CARD: [&str; 2] = [
    "[]1 淘汰锅炉|淘汰锅炉30台 L市甲局 S市乙局、市丙局 @2026-06-30 淘汰锅炉30台 =淘汰锅炉>=30台",
    "[]2 治理扬尘|机扫率达到90% L市住建局 @2026-09-30 机扫率达到90% =机扫率>=90%",
];

#[test]
fn a_card_is_a_task_with_its_names_in_the_first_column() {
    let cards = "任务名称\t淘汰锅炉\n工作措施\t淘汰锅炉30台\n牵头单位\t市甲局\n配合单位\t市乙局、市丙局\n完成时限\t2026年6月底前\n\
        任务名称\t治理扬尘\n工作措施\t机扫率达到90%\n牵头单位\t市住建局\n配合单位\t\n完成时限\t9月底前";
    assert_eq!(tasks(&format!("某市2026年任务书\n{cards}")), CARD);
    let bars: String = cards.lines().map(|line| format!("| {} |\n", line.replace('\t', " | "))).collect();
    let markdown = format!("# 某市2026年任务书\n\n| 项目 | 内容 |\n|---|---|\n{bars}");
    let (tasks, doubts, left) = read("made-up.md", markdown.as_bytes());
    assert_eq!(tasks, CARD);
    assert!(doubts.is_empty() && left.is_empty(), "{doubts:?} {left:?}");
}

#[test]
fn a_card_may_have_two_names_in_a_row_and_numbers_before_them() {
    let tasks = tasks(
        "某市2026年任务卡\n任务编号\t7\t任务名称\t治水\n工作内容\t清淤河道20公里，开展排查。\t\t\n牵头单位\t市甲局\t配合单位\t市乙局\n\
         完成时限\t10月底前\t分管领导\t李某\n目标要求\t水质达标率达到95%\t\t",
    );
    assert_eq!(
        tasks,
        [
            "[]7 治水|清淤河道20公里，开展排查。\n水质达标率达到95% L市甲局 S市乙局 @2026-10-31 清淤河道20公里，开展排查 =清淤河道>=20公里 =水质达标率>=95% (分管领导：李某)"
        ]
    );
    let tasks = self::tasks(
        "某县2026年任务书\n一、任务\t修建水渠15公里\n二、责任单位\t县甲局\n三、完成时限\t5月底前\n四、备注\t列入绩效",
    );
    assert_eq!(
        tasks,
        ["[]1 修建水渠15公里|修建水渠15公里 R县甲局 @2026-05-31 修建水渠15公里 =修建水渠>=15公里 (列入绩效)"]
    );
}

#[test]
fn several_tasks_may_stand_beside_one_another() {
    let tasks = tasks(
        "某市2026年任务表\n任务名称\t淘汰锅炉\t治理扬尘\t治理机动车\n工作措施\t淘汰锅炉30台\t机扫率达到90%\t淘汰车辆20辆\n\
         牵头单位\t市甲局\t市住建局\t市公安局\n完成时限\t6月底前\t9月底前\t12月底前",
    );
    assert_eq!(
        tasks,
        [
            "[]1 淘汰锅炉|淘汰锅炉30台 L市甲局 @2026-06-30 淘汰锅炉30台 =淘汰锅炉>=30台",
            "[]2 治理扬尘|机扫率达到90% L市住建局 @2026-09-30 机扫率达到90% =机扫率>=90%",
            "[]3 治理机动车|淘汰车辆20辆 L市公安局 @2026-12-31 淘汰车辆20辆 =淘汰车辆>=20辆",
        ]
    );
}

#[test]
fn a_card_may_be_lines_with_labels() {
    let tasks = tasks(
        "某市2026年责任卡\n任务一\n任务名称：改造小区\n任务内容：改造小区48个\n牵头单位：市甲局\n配合单位：各区政府\n完成时限：11月底前\n\
         任务二\n任务名称：新增泊位\n任务内容：新增泊位3000个\n牵头单位：市乙局\n完成时限：12月15日前",
    );
    assert_eq!(tasks.len(), 2, "{tasks:?}");
    assert_eq!(tasks[0], "[]1 改造小区|改造小区48个 L市甲局 S各区政府 @2026-11-30 改造小区48个 =改造小区>=48个");
    assert!(tasks[1].contains("新增泊位|新增泊位3000个 L市乙局 @2026-12-15 新增泊位3000个"), "{tasks:?}");
}

#[test]
fn a_table_of_columns_or_of_something_else_is_no_card() {
    let tasks = tasks("某市2026年任务表\n任务\t牵头单位\n控煤\t市甲局\n任务名称\t市乙局");
    assert_eq!(tasks, ["[]1 控煤|控煤 L市甲局", "[]2 任务名称|任务名称 L市乙局"]);
    let (tasks, _, left) = read(
        "made-up.tsv",
        "某市2026年要点\n1.控煤。淘汰锅炉。（市甲局牵头）\n单位名称\t某厂\n联系电话\t123\n地址\t某街".as_bytes(),
    );
    assert_eq!(tasks.len(), 1, "{tasks:?} {left:?}");
}
