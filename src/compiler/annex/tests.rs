use super::*;
use crate::text::text_of;

fn read_with_doubts(written: &str) -> (Vec<String>, Vec<String>) {
    let text = text_of(written);
    let lines = text.whole().split(&['\n']);
    let mut doubts = Doubts::default();
    let rows = city_targets(&lines, &UnitRegistry::guangxi().unwrap(), &mut doubts);
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
