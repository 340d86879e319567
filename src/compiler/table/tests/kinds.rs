//! Kinds of task tables, read as whole documents. All of them are made up.

use crate::{Options, UnitRegistry, compile_file};

/// What a file of this name says: its tasks with units, milestones, figures and remarks; then doubts and leftovers.
pub(crate) fn read(name: &str, written: &[u8]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let registry = UnitRegistry::guangxi().unwrap();
    let draft = compile_file(name, written, &Options { registry: &registry, year: None }).unwrap();
    let mut tasks = Vec::new();
    for task in &draft.tasks {
        for m in &task.measures {
            let units = [("L", &m.lead), ("S", &m.support), ("R", &m.responsible), ("G", &m.guide)];
            let units =
                units.iter().filter(|(_, names)| !names.is_empty()).map(|(r, n)| format!(" {r}{}", n.join("、")));
            let units: String = units.collect();
            let dates = m
                .milestones
                .iter()
                .map(|m| format!(" @{} {}", m.due.map(|d| d.to_string()).unwrap_or_default(), m.deliverable));
            let dates: String = dates.collect();
            let figures = m.indicators.iter().map(|i| {
                let value = i.value.as_ref().map(number).unwrap_or_default();
                let due = i.due.map(|d| d.to_string()).unwrap_or_default();
                format!(" ={}{}{value}{}{due}", i.name, i.op, i.unit.clone().unwrap_or_default())
            });
            let figures: String = figures.collect();
            let chapter = format!("{}{}", task.section, task.section_title);
            let notes = if m.notes.is_empty() { String::new() } else { format!(" ({})", m.notes) };
            tasks.push(format!("[{chapter}]{} {}|{}{units}{dates}{figures}{notes}", task.number, task.title, m.text));
        }
    }
    let doubts = draft.problems.iter().map(|p| format!("{} {}", p.quote, p.message)).collect();
    (tasks, doubts, draft.leftovers.into_iter().map(|left| left.quote).collect())
}

fn number(value: &duban_domain::draft::Value) -> String {
    match value {
        duban_domain::draft::Value::Number(number) => number.to_string(),
        other => format!("{other:?}"),
    }
}

pub(super) fn tasks(written: &str) -> Vec<String> {
    read("made-up.tsv", written.as_bytes()).0
}

#[test]
fn names_over_several_columns_may_be_said_twice_where_cells_cannot_be_merged() {
    let head = "某区2026年任务表\n|序号|街巷|整治内容|分工|分工|时间|时间|\n|---|---|---|---|---|---|---|\n||||牵头|配合|开工|完工|\n";
    let (tasks, doubts, _) =
        read("made-up.md", format!("{head}|1|甲巷|铺设路面2公里|区甲局|区乙局|3月|9月底|").as_bytes());
    assert_eq!(
        tasks,
        [
            "[]1 甲巷|铺设路面2公里 L区甲局 S区乙局 @2026-09-30 铺设路面2公里 @2026-03-31 开工 =铺设路面>=2公里 (时间开工：3月)"
        ]
    );
    assert_eq!(doubts, ["街巷 表头“街巷”没有见过，已按任务名称读，请核对"]);
}

#[test]
fn times_are_told_by_what_their_name_ends_with() {
    let tasks = tasks(
        "某县2026年工程表\n序号\t项目\t建设内容\t责任单位\t开工日期\t竣工日期\n1\t甲桥\t架设桥梁\t县甲局\t2025年3月\t2026年8月\n2\t乙路\t铺设路面\t县乙局\t2026年1月\t2026年12月20日",
    );
    assert_eq!(tasks[0], "[]1 甲桥|架设桥梁 R县甲局 @2026-08-31 架设桥梁 (开工日期：2025年3月)");
    assert!(tasks[1].contains("@2026-12-20 铺设路面"), "{tasks:?}");
    let head = "某县2026年台账\n序号\t任务\t措施\t牵头单位\t起止日期\n";
    for (time, due) in
        [("2026.3-2026.6", "2026-06-30"), ("4月1日—6月20日", "2026-06-20"), ("2026年4月至2027年4月", "2027-04-30")]
    {
        let tasks = self::tasks(&format!("{head}1\t甲\t清淤\t县甲局\t{time}"));
        assert_eq!(tasks, [format!("[]1 甲|清淤 L县甲局 @{due} 清淤")], "{time}");
    }
}

#[test]
fn parts_of_the_year_over_columns_are_times_of_what_stands_below() {
    let (tasks, doubts, _) = read(
        "made-up.tsv",
        "某市2026年进度表\n序号\t事项\t牵头单位\t一季度\t上半年目标\t10月底\n1\t甲园\t市甲局\t选址\t动工\t建成泊位30个\n2\t乙校\t市乙局\t设计\t\t开学\n3\t丙项\t市丙局\t20%\t50%\t100%".as_bytes(),
    );
    assert_eq!(
        tasks,
        [
            "[]1 甲园|选址\n动工\n建成泊位30个 L市甲局 @2026-03-31 选址 @2026-06-30 动工 @2026-10-31 建成泊位30个 =建成泊位>=30个2026-10-31",
            "[]2 乙校|设计\n开学 L市乙局 @2026-03-31 设计 @2026-10-31 开学",
            "[]3 丙项|丙项 L市丙局 =丙项>=20%2026-03-31 =丙项>=50%2026-06-30 =丙项>=100%2026-10-31",
        ]
    );
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn bare_figures_are_those_of_what_the_row_names() {
    let (tasks, doubts, _) = read(
        "made-up.tsv",
        "某市2026年稳增长任务表\n序号\t指标名称\t2025年实绩\t2026年目标\t\t责任分工\t\t完成时限\n\t\t\t年度\t上半年\t牵头\t配合\t\n1\t工业增速\t6.2%\t7.5%\t7%\t市甲局\t市乙局\t12月25日\n2\t技改项目（个）\t40\t48\t20\t市甲局\t\t".as_bytes(),
    );
    assert_eq!(
        tasks,
        [
            "[]1 工业增速|工业增速 L市甲局 S市乙局 @2026-12-25 工业增速 =工业增速>=7.5%2026-12-31 =工业增速>=7%2026-06-30 (2025年实绩：6.2%)",
            "[]2 技改项目（个）|技改项目（个） L市甲局 =技改项目>=48个2026-12-31 =技改项目>=20个2026-06-30 (2025年实绩：40)",
        ]
    );
    assert!(doubts.is_empty(), "{doubts:?}");
    let tasks = self::tasks(
        "某州2026年台账\n序号\t项目\t措施\t责任单位\t总投资（万元）\t年度投资（万元）\n1\t甲路\t铺路\t州甲局\t46000\t18000",
    );
    assert_eq!(tasks, ["[]1 甲路|铺路 R州甲局 =年度投资>=18000万元 (总投资（万元）：46000)"]);
}

#[test]
fn who_watches_guides_and_a_standard_is_what_is_to_be_done() {
    let tasks = tasks(
        "某区2026年整治表\n序号\t任务\t工作标准\t责任单位\t监督单位\t验收部门\n1\t牌匾\t整治牌匾56块\t区甲局\t区乙局\t区丙局",
    );
    assert_eq!(tasks, ["[]1 牌匾|整治牌匾56块 R区甲局 G区乙局、区丙局 =整治牌匾>=56块"]);
}

#[test]
fn a_name_alone_in_the_column_of_numbers_is_a_chapter_and_sums_and_notes_are_none() {
    let (tasks, _, left) = read(
        "made-up.tsv",
        "某市2026年任务清单\n序号\t任务\t措施\t责任单位\t时限\n第一部分：水\t\t\t\t\n1\t甲\t清淤\t市甲局\t4月底前\n2\t乙\t护岸\t同上\t同上\n续表\t\t\t\t\n序号\t任务\t措施\t责任单位\t时限\n3\t丙\t绿化\t〃\t9月底前\n全市小计\t\t3项\t\t\n第二部分 气\t\t\t\t\n1\t丁\t控煤\t市乙局\t5月底前\n注：由市甲局统筹。\t\t\t\t".as_bytes(),
    );
    assert_eq!(
        tasks,
        [
            "[第一部分：水]1 甲|清淤 R市甲局 @2026-04-30 清淤",
            "[第一部分：水]2 乙|护岸 R市甲局 @2026-04-30 护岸",
            "[第一部分：水]3 丙|绿化 R市甲局 @2026-09-30 绿化",
            "[第二部分气]1 丁|控煤 R市乙局 @2026-05-31 控煤",
        ]
    );
    assert_eq!(left, ["全市小计\t\t3项", "注：由市甲局统筹。"]);
}

#[test]
fn tables_whose_columns_have_rarer_names_are_tables() {
    for head in
        ["序号\t工程名称\t主管部门\t建设工期", "序号\t问题表现\t统筹单位\t整改周期", "序号\t路段\t业主单位\t完成月份"]
    {
        let tasks = tasks(&format!("某县2026年任务表\n{head}\n1\t整修甲渠\t县甲局\t2026年8月"));
        assert_eq!(tasks.len(), 1, "{head}");
        assert!(tasks[0].contains("整修甲渠") && tasks[0].contains("县甲局 @2026-08-31"), "{head}: {tasks:?}");
    }
}

#[test]
fn a_column_may_be_called_after_what_is_done_by_the_times_in_it() {
    let tasks = tasks(
        "某县2026年项目表\n项目\t可研批复\t开工时间\t竣工时间\t责任单位\n甲桥\t3月\t6月底\t12月10日\t县甲局\n乙桥\t已完成\t2025年10月\t8月底\t县甲局",
    );
    assert!(tasks[0].contains("@2026-12-10 甲桥 @2026-03-31 可研批复 @2026-06-30 开工"), "{tasks:?}");
    assert!(tasks[1].contains("@2026-08-31 乙桥 (") && !tasks[1].contains("2025-10-31"), "{tasks:?}");
}

#[test]
fn a_further_time_is_that_of_what_its_column_is_called_after() {
    let tasks =
        tasks("某市2026年台账\n问题\t整改措施\t整改时限\t责任单位\t验收时间\n河道垃圾\t清理垃圾\t4月底前\t市甲局\t5月");
    assert!(tasks[0].contains("@2026-04-30 清理垃圾 @2026-05-31 验收"), "{tasks:?}");
}

#[test]
fn what_is_amiss_is_a_remark_where_another_column_says_what_is_to_be_done() {
    let tasks = tasks("某市2026年台账\n序号\t任务\t存在问题\t措施\t责任单位\n1\t治水\t2024年超标3次\t清淤\t市甲局");
    assert_eq!(tasks, ["[]1 治水|清淤 R市甲局 (存在问题：2024年超标3次)"]);
}

#[test]
fn figures_under_a_name_of_their_own_bear_it_and_rows_of_figures_are_named_by_their_place() {
    let tasks = tasks(
        "某县2026年造林任务表\n乡镇\t造林任务（亩）\t其中：经济林\t完成时限\t责任单位\n甲镇\t1200\t500\t4月15日\t甲镇政府",
    );
    assert_eq!(tasks.len(), 1, "{tasks:?}");
    assert!(tasks[0].contains("R甲镇政府 @2026-04-15 甲镇 =造林任务>=1200亩"), "{tasks:?}");
}

#[test]
fn times_over_columns_may_be_days_years_or_the_whole_year() {
    let tasks = |years: &str, head: &str, cells: &str| {
        let written = format!("某市{years}年进度表\n序号\t任务\t牵头单位\t{head}\n1\t治水\t市甲局\t{cells}");
        self::tasks(&written).join("；")
    };
    for (years, head, cells, read) in [
        ("2026", "6月底前目标\t年底前目标", "清淤\t验收", "清淤\n验收 L市甲局 @2026-06-30 清淤 @2026-12-31 验收"),
        ("2026", "上半年目标\t全年目标", "清淤\t验收", "清淤\n验收 L市甲局 @2026-06-30 清淤 @2026-12-31 验收"),
        ("2025—2026", "2025年\t2026年", "清淤\t验收", "清淤\n验收 L市甲局 @2025-12-31 清淤 @2026-12-31 验收"),
        ("2026", "2025年\t2026年", "清淤\t验收", "验收 L市甲局 @2026-12-31 验收 (2025年：清淤)"),
    ] {
        assert_eq!(tasks(years, head, cells), format!("[]1 治水|{read}"), "{head}");
    }
    let counted = tasks("2026", "6月底前目标\t年底前目标", "完成30个\t完成50个");
    assert!(counted.contains("=治水完成") && counted.contains("30个2026-06-30"), "{counted}");
}

#[test]
fn cells_may_hold_a_date_in_figures_numbered_names_or_how_work_is_shared() {
    let head = "某市2026年清单\n序号\t任务\t措施\t牵头单位\t配合单位\t完成时限\n1\t治水\t清淤\t";
    for (cells, read) in [
        ("市甲局\t\t12.20", "L市甲局 @2026-12-20 清淤"),
        ("市甲局\t\t202609", "L市甲局 @2026-09-30 清淤"),
        ("（1）市甲局（2）市乙局\t\t9月底", "L市甲局、市乙局 @2026-09-30 清淤"),
        ("市甲局\t按职责分工负责\t9月底", "L市甲局 @2026-09-30 清淤"),
    ] {
        assert_eq!(tasks(&format!("{head}{cells}")), [format!("[]1 治水|清淤 {read}")], "{cells}");
    }
}

#[test]
fn a_time_or_a_unit_among_remarks_is_doubted() {
    let doubted = |remark: &str| {
        let written =
            format!("某市2026年任务表\n序号\t内容\t牵头单位\t完成时限\t备注\n1\t完成清扫\t市甲局\t4月底前\t{remark}");
        read("made-up.tsv", written.as_bytes()).1.iter().any(|doubt| doubt.contains("备注里写有"))
    };
    assert!(doubted("5月底前先拨款") && doubted("市财政局配合"));
    assert!(!doubted("续建") && !doubted("按要求落实"));
}

#[test]
fn what_begins_and_ends_under_a_time_is_told_apart() {
    let rows = [
        "某市2026年任务表\n序号\t任务\t内容\t牵头单位\t时限要求\t时限要求\n\t\t\t\t开工\t完工\n1\t建桥\t新建大桥1座\t市甲局\t3月底\t10月底",
        "某市2026年任务表\n序号\t任务\t内容\t牵头单位\t时限要求\t\n\t\t\t\t开工\t完工\n1\t建桥\t新建大桥1座\t市甲局\t3月底\t10月底",
    ];
    for written in rows {
        let found = tasks(written);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("@2026-03-31 开工") && found[0].contains("@2026-10-31 新建大桥1座"), "{found:?}");
    }
}
