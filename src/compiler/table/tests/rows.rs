//! Rows of rarer kinds. All of them are made up.

use super::kinds::{read, tasks};

#[test]
fn two_tables_side_by_side_are_read_one_after_the_other() {
    let tasks = tasks(
        "某市2026年清单\n序号\t任务\t责任单位\t时限\t\t序号\t任务\t责任单位\t时限\n1\t建厕\t市甲局\t6月底前\t\t3\t建桥\t市丙局\t11月底前\n2\t建园\t市乙局\t9月底前\t\t4\t建厂\t市丁局\t",
    );
    assert_eq!(
        tasks,
        [
            "[]1 建厕|建厕 R市甲局 @2026-06-30 建厕",
            "[]2 建园|建园 R市乙局 @2026-09-30 建园",
            "[]3 建桥|建桥 R市丙局 @2026-11-30 建桥",
            "[]4 建厂|建厂 R市丁局",
        ]
    );
}

#[test]
fn a_row_without_number_and_name_is_a_task_of_its_own() {
    let tasks = tasks(
        "某市2026年工作安排表\n月份\t工作内容\t责任单位\n1月\t召开动员会\t市甲局\n3月\t完成摸底\t市乙局\n6月\t组织评估\t市甲局",
    );
    assert_eq!(
        tasks,
        [
            "[]1 召开动员会|召开动员会 R市甲局 @2026-01-31 召开动员会",
            "[]2 完成摸底|完成摸底 R市乙局 @2026-03-31 完成摸底",
            "[]3 组织评估|组织评估 R市甲局 @2026-06-30 组织评估",
        ]
    );
}

#[test]
fn a_list_in_a_cell_has_its_times_one_by_one() {
    let tasks = tasks(
        "某市2026年清单\n序号\t任务\t措施\t牵头单位\t时限\n1\t能源\t(1)替代散煤8000户；(2)淘汰锅炉12台。\t市甲局\t(1)10月底前；(2)6月底前\n2\t交通\t1.建路；2.建桥。\t市乙局\t9月底前",
    );
    assert_eq!(
        tasks,
        [
            "[]1 能源|替代散煤8000户 L市甲局 @2026-10-31 替代散煤8000户 =替代散煤>=8000户",
            "[]1 能源|淘汰锅炉12台 L市甲局 @2026-06-30 淘汰锅炉12台 =淘汰锅炉>=12台",
            "[]2 交通|1.建路；2.建桥。 L市乙局 @2026-09-30 1.建路；2.建桥",
        ]
    );
}

#[test]
fn a_cell_that_names_another_row_says_what_that_one_says() {
    let (tasks, doubts, _) = read(
        "made-up.tsv",
        "某市2026年清单\n序号\t任务\t牵头单位\t配合单位\t时限\n1\t治水\t市甲局\t市乙局\t6月底前\n2\t治气\t同第1项\t市丙局\t同第1项\n3\t治土\t同序号2\t同1\t9月底前\n4\t治沙\t同第9项\t市丙局\t同第9项".as_bytes(),
    );
    assert_eq!(
        tasks,
        [
            "[]1 治水|治水 L市甲局 S市乙局 @2026-06-30 治水",
            "[]2 治气|治气 L市甲局 S市丙局 @2026-06-30 治气",
            "[]3 治土|治土 L市甲局 S市乙局 @2026-09-30 治土",
            "[]4 治沙|治沙 S市丙局",
        ]
    );
    assert!(doubts.iter().filter(|doubt| doubt.starts_with("同第9项 ")).count() > 1, "{doubts:?}");
    assert!(doubts.iter().all(|doubt| doubt.starts_with("同第9项 ")), "{doubts:?}");
}

#[test]
fn a_tick_below_a_month_is_a_time_of_what_the_row_says() {
    let tasks = tasks(
        "某市2026年进度表\n序号\t项目\t内容\t责任单位\t3月\t6月\n1\t大桥\t新建大桥\t市甲局\t开工\t通车\n2\t学校\t新建学校\t市乙局\t\t√",
    );
    assert_eq!(
        tasks,
        [
            "[]1 大桥|新建大桥\n开工\n通车 R市甲局 @2026-03-31 开工 @2026-06-30 通车",
            "[]2 学校|新建学校 R市乙局 @2026-06-30 新建学校",
        ]
    );
}

#[test]
fn words_in_a_column_of_figures_are_to_be_reached() {
    let tasks = tasks(
        "某市2026年清单\n序号\t任务\t内容\t目标值\t牵头单位\n1\t工业\t推进技改\t完成26项\t市甲局\n2\t建筑\t推广建材\t70%\t市乙局",
    );
    assert_eq!(tasks, ["[]1 工业|推进技改 L市甲局 =工业>=26项", "[]2 建筑|推广建材 L市乙局 =建筑>=70%"]);
}

#[test]
fn the_indicator_of_the_lower_level_is_measured() {
    let tasks = tasks(
        "某市2026年指标任务表\n一级指标\t二级指标\t目标要求\t责任单位\n教育质量\t巩固率\t99%以上\t市甲局\n资源配置\t每百名学生骨干教师\t不少于1人\t市乙局",
    );
    assert!(tasks[0].contains("=巩固率>=99%") && tasks[1].contains("=每百名学生骨干教师>=1人"), "{tasks:?}");
}

#[test]
fn numbers_of_columns_are_no_row_and_a_column_may_hold_units_of_measure() {
    let (tasks, doubts, _) = read(
        "made-up.tsv",
        "某市2026年任务表\n序号\t指标名称\t单位\t2025年完成值\t2026年目标值\t责任单位\n1\t2\t3\t4\t5\t6\n1\t新增造林\t万亩\t10.3\t12\t市甲局".as_bytes(),
    );
    assert_eq!(tasks, ["[]1 新增造林|新增造林 R市甲局 =新增造林>=12万亩2026-12-31 (2025年完成值：10.3)"]);
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn what_is_only_called_unit_or_office_does_it_where_nobody_else_does() {
    let tasks = |head: &str| tasks(&format!("某市2026年任务表\n{head}\n1\t清漂\t打捞漂浮物\t市水利局\t9月底前"));
    let read = ["[]1 清漂|打捞漂浮物 R市水利局 @2026-09-30 打捞漂浮物"];
    assert_eq!(tasks("序号\t任务\t措施\t单位\t时限"), read);
    assert_eq!(tasks("No.\t任务\t措施\t责任处室\t时限"), read);
    assert_eq!(tasks("序\t任务\t措施\t牵头科室\t时限"), ["[]1 清漂|打捞漂浮物 L市水利局 @2026-09-30 打捞漂浮物"]);
    assert_eq!(tasks("序号\t任务\t措施\t配合处室\t时限"), ["[]1 清漂|打捞漂浮物 S市水利局 @2026-09-30 打捞漂浮物"]);
}

#[test]
fn figures_by_place_are_tasks_where_units_and_times_stand_beside_them() {
    let tasks = tasks(
        "某市2026年淘汰任务\n县（区）\t淘汰台数（台）\t完成时限\t责任单位\n甲县\t12\t6月底前\t甲县政府\n乙区\t18\t9月底前\t乙区政府",
    );
    assert_eq!(tasks.len(), 2, "{tasks:?}");
    assert!(tasks[0].contains("甲县|甲县 R甲县政府 @2026-06-30 甲县 =淘汰台数>=12台"), "{tasks:?}");
}

#[test]
fn parts_of_a_cell_of_units_may_have_numbers_or_roles_of_their_own() {
    let tasks = tasks(
        "某市2026年清单\n序号\t任务\t责任单位\n1\t甲事\t（1）市甲局；（2）市乙局。\n2\t乙事\t市甲局（牵头）市乙局（配合）",
    );
    assert_eq!(tasks, ["[]1 甲事|甲事 R市甲局、市乙局", "[]2 乙事|乙事 L市甲局 S市乙局"]);
}

#[test]
fn places_beside_one_government_are_units() {
    let of = |units: &str| {
        let table = format!("某省2026年清单\n序号\t任务\t牵头单位\n1\t甲事\t{units}");
        read("made-up.tsv", table.as_bytes())
    };
    let (tasks, doubts, _) = of("长沙市、株洲市、湘潭市人民政府");
    assert_eq!((tasks.len(), doubts), (1, Vec::new()), "{tasks:?}");
    assert!(tasks[0].contains("长沙市") && tasks[0].contains("株洲市") && tasks[0].contains("湘潭市"), "{tasks:?}");
    let (_, doubts, _) = of("尽快落实");
    assert!(doubts.iter().any(|doubt| doubt.contains("这一格不像单位名称")), "{doubts:?}");
}

#[test]
fn the_head_may_say_that_the_first_leads() {
    let tasks =
        tasks("某市2026年清单\n序号\t任务\t责任单位（第一个为牵头单位）\n1\t甲事\t市甲局、市乙局\n2\t乙事\t市丙局");
    assert_eq!(tasks, ["[]1 甲事|甲事 L市甲局 R市乙局", "[]2 乙事|乙事 L市丙局"]);
    let tasks =
        self::tasks("某市2026年清单（责任单位中列第一位的为牵头单位）\n序号\t任务\t责任单位\n1\t甲事\t市甲局、市乙局");
    assert_eq!(tasks, ["[]1 甲事|甲事 L市甲局 R市乙局"]);
    let tasks = self::tasks(
        "某市2026年清单\n序号\t任务\t责任单位\n1\t甲事\t市甲局、市乙局\n注：责任单位中排第一位的为牵头单位。",
    );
    assert_eq!(tasks, ["[]1 甲事|甲事 L市甲局 R市乙局"]);
}

#[test]
fn chapters_may_be_numbered_with_other_numerals() {
    let tasks = tasks(
        "某省2026年台账\n编号\t项目\t任务\t牵头单位\n壹\t工程建设\t\t\n1-1\t水库\t除险水库30座\t省甲厅\n贰\t演练\t\t\n2-1\t演练\t开展演练\t省乙厅",
    );
    assert_eq!(
        tasks,
        ["[壹工程建设]1-1 水库|除险水库30座 L省甲厅 =除险水库>=30座", "[贰演练]2-1 演练|开展演练 L省乙厅"]
    );
}

#[test]
fn persons_beside_units_are_remarks() {
    let tasks =
        tasks("某县2026年清单\n序号\t任务\t责任单位及责任人\n1\t修路\t各乡镇政府；李四\n2\t建桥\t县公路中心、王五");
    assert_eq!(
        tasks,
        ["[]1 修路|修路 R各乡镇政府 (责任单位及责任人：李四)", "[]2 建桥|建桥 R县公路中心 (责任单位及责任人：王五)",]
    );
}
