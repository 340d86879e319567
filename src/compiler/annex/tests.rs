use super::*;
use crate::text::text_of;

fn read_with_doubts(written: &str) -> (Vec<String>, Vec<String>) {
    let text = text_of(written);
    let lines = text.whole().split(&['\n']);
    let mut doubts = Doubts::default();
    let rows = super::read(&lines, &Layout::default(), &UnitRegistry::guangxi().unwrap(), &mut doubts).targets;
    let shown = |row: &CityTarget| {
        let targets: Vec<String> = row.targets.iter().map(|(name, value)| format!("{name}={value}")).collect();
        format!("{} {}", row.city, targets.join(" "))
    };
    (rows.iter().map(shown).collect(), doubts.in_order().into_iter().map(|problem| problem.quote).collect())
}

fn read(written: &str) -> Vec<String> {
    read_with_doubts(written).0
}

#[test]
fn a_row_of_a_city_takes_its_keys_from_the_head() {
    let rows = read("附表\n城市\t达标率（%）\tPM10浓度（微克/立方米）\n玉林市\t91.5\t40\n全区\t90.0\t41.5");
    assert_eq!(rows, ["玉林 PM10=40 达标率=91.5", "全区 PM10=41.5 达标率=90"]);
}

#[test]
fn a_table_of_something_else_gives_no_rows() {
    for written in [
        "序号\t项目\n1\t某项目\n2\t另一项目",
        "单位\t联系人\t联系电话\n甲局\t张某\t13800000000\n乙局\t李某\t13900000000",
        "牵头单位\t责任单位\n甲局\t乙局",
    ] {
        assert!(read(written).is_empty(), "{written}");
    }
}

#[test]
fn places_of_other_provinces_are_read_under_a_head_or_by_their_ends() {
    assert_eq!(read("序号\t市（州）\t达标率\n1\t甲乙\t91\n2\t丙丁\t92"), ["甲乙 达标率=91", "丙丁 达标率=92"]);
    assert_eq!(read("名称\t达标率\n甲乙县\t91\n丙丁区\t92"), ["甲乙县 达标率=91", "丙丁区 达标率=92"]);
}

#[test]
fn a_head_of_two_rows_names_measure_and_year() {
    let rows = read("城市\t达标率\t\t浓度\n\t2024年\t2025年目标\t2025年\n甲市\t90%\t91%\t≤30");
    assert_eq!(rows, ["甲市 浓度=30 达标率（2024年）=90 达标率（2025年）=91"]);
    let rows = read("序号\t地区\t2025年目标\t\n\t\t达标率（%）\t浓度\n1\t甲市\t90\t30");
    assert_eq!(rows, ["甲市 浓度=30 达标率=90"]);
}

#[test]
fn what_was_reached_is_no_target() {
    assert_eq!(read("城市\t2024年实际\t2025年目标\n甲市\t90\t91"), ["甲市 2025年目标=91"]);
}

#[test]
fn cities_may_stand_beside_one_another() {
    let rows = read("序号\t指标\t甲市\t乙市\t全省\n1\t达标率（%）\t91\t92\t91.5\n2\t新增就业（人）\t1,200\t/\t3,000");
    assert_eq!(rows, ["甲市 新增就业=1200 达标率=91", "乙市 达标率=92", "全区 新增就业=3000 达标率=91.5"]);
}

#[test]
fn a_markdown_table_and_its_notes() {
    let rows = read("|城市|达标率|\n|---|---|\n|甲市|91|\n|乙市|—|\n|注：数据为年均值||");
    assert_eq!(rows, ["甲市 达标率=91"]);
}

#[test]
fn a_cell_that_is_no_number_is_doubted() {
    let (rows, doubts) = read_with_doubts("单位：%\n城市\t达标率\t备注\n甲市\t91\t重点\n乙市\t持续改善\t\n丙市\t—\t");
    assert_eq!(rows, ["甲市 达标率=91"]);
    assert_eq!(doubts, ["持续改善"]);
}

#[test]
fn a_row_may_say_itself_what_is_measured() {
    let rows = read(
        "地区\t指标\t2025年目标\n甲县\tPM2.5（微克/立方米）\t28\n\t优良天数比率（%）\t95\n乙区\tPM2.5（微克/立方米）\t30\n\t优良天数比率（%）\t93",
    );
    assert_eq!(rows, ["甲县 PM2.5=28 优良天数比率=95", "乙区 PM2.5=30 优良天数比率=93"]);
    let rows = read("指标\t地区\t上半年\t全年\n达标率\t甲县\t90\t95\n\t乙区\t89\t93\n浓度\t甲县\t30\t28");
    assert_eq!(
        rows,
        ["甲县 浓度上半年=30 浓度全年=28 达标率上半年=90 达标率全年=95", "乙区 达标率上半年=89 达标率全年=93"]
    );
}

#[test]
fn units_of_measure_are_no_places_and_parts_of_the_year_may_stand_below_a_place() {
    let rows = read("指标\t单位\t甲县\t乙区\nPM2.5\t微克/立方米\t28\t30\n重污染天数\t天\t0\t1");
    assert_eq!(rows, ["甲县 PM2.5=28 重污染天数=0", "乙区 PM2.5=30 重污染天数=1"]);
    let rows = read(
        "类别\t指标\t甲县\t\t乙区\t\n\t\t上半年\t全年\t上半年\t全年\n水\t达标率\t1\t2\t3\t4\n水\t浓度\t5\t6\t7\t8",
    );
    assert_eq!(
        rows,
        [
            "甲县 浓度上半年=5 浓度全年=6 达标率上半年=1 达标率全年=2",
            "乙区 浓度上半年=7 浓度全年=8 达标率上半年=3 达标率全年=4"
        ]
    );
}

#[test]
fn towns_are_places_and_the_title_says_what_a_bare_target_is() {
    let rows = read(
        "附件2 各县（区）造林任务分解表\n乡镇（街道）\t2025年目标\t2024年实绩\n青山镇\t120\t100\n白水乡\t80\t70\n城关街道\t60\t50",
    );
    assert_eq!(rows, ["青山镇 造林=120", "白水乡 造林=80", "城关街道 造林=60"]);
}

#[test]
fn a_second_value_and_a_row_of_no_place_are_doubted() {
    let (rows, doubts) = read_with_doubts("城市\t达标率\n甲市\t91\n甲市\t92\n乙市\t90");
    assert_eq!((rows[0].as_str(), doubts), ("甲市 达标率=91", vec!["92".to_owned()]));
    let (_, doubts) = read_with_doubts("名称\t达标率\n甲市\t91\n乙市\t90\n高新技术\t88");
    assert_eq!(doubts, ["高新技术\t88"]);
}

#[test]
fn a_table_without_targets_is_not_read() {
    let text =
        text_of("附件1 断面目标\n断面\t所在县区\t水质目标\n甲桥\t甲县\tⅡ类\n附件2\n县区\t浓度\n甲县\t30\n乙区\t31");
    let lines = text.whole().split(&['\n']);
    let annex = super::read(&lines, &Layout::default(), &UnitRegistry::guangxi().unwrap(), &mut Doubts::default());
    let read: Vec<String> = annex.read.iter().map(ToString::to_string).collect();
    assert_eq!(read, ["附件1 断面目标", "附件2", "县区\t浓度", "甲县\t30", "乙区\t31"]);
}
