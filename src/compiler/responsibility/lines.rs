//! Lines and brackets whose units were lost: one department at the end of its line, numbers before names, names of less common kinds.

use crate::{Options, UnitRegistry, compile};

/// Each measure: who leads / helps / does it.
fn measures(written: &str) -> Vec<String> {
    let registry = UnitRegistry::guangxi().unwrap();
    let draft = compile(written, &Options { registry: &registry, year: Some(2026) });
    let row = |m: duban_domain::draft::DraftMeasure| {
        [m.lead, m.support, m.responsible].map(|units| units.join("、")).join("/")
    };
    draft.tasks.into_iter().flat_map(|task| task.measures).map(row).collect()
}

#[test]
fn a_line_that_ends_with_a_bracket_of_units_is_a_measure() {
    let written = "青山县2026年工作月历\n一月\n召开全县工作会议（县委农办）\n完成春节慰问（县民政局、县总工会）\n三月\n完成义务植树2万株（县林业局）。";
    assert_eq!(measures(written), ["//县委农办", "//县民政局、县总工会", "//县林业局"]);
    let written = "青山镇2026年工作安排\n1月：召开职代会；慰问职工120户。（团党政办、工会）\n3—4月：完成春灌3.6万亩。（农业发展服务中心）";
    assert_eq!(measures(written), ["//团党政办、工会", "//农业发展服务中心"]);
    let named = "青山县2026年要点\n1.防汛。由县防汛指挥部（县应急局）\n2.救灾。做好救灾。（县民政局牵头）";
    assert_eq!(measures(named).len(), 2);
}

#[test]
fn a_bracket_amid_lines_that_is_not_read_is_doubted() {
    let registry = UnitRegistry::guangxi().unwrap();
    let written = "青山镇2026年安排\n召开大会。（综合岗、宣传岗）\n完成春灌。（县水利局、县农业局）";
    let draft = compile(written, &Options { registry: &registry, year: None });
    let units = draft.tasks[0].measures.iter().flat_map(|m| &m.responsible).any(|unit| unit == "综合岗");
    let said = draft.problems.iter().any(|p| p.quote == "综合岗、宣传岗" && p.message.contains("像是责任单位"));
    assert!(units || said, "{:?}", draft.problems);
}

#[test]
fn numbers_before_names_are_none_of_them() {
    let units = |note: &str| measures(&format!("东河市2026年要点\n1.办。办好实事。{note}")).remove(0);
    for (note, row) in [
        ("（①区水务局牵头；②区住建局、各街道配合；③区财政局保障）", "区水务局/区住建局、各街道、区财政局/"),
        ("（责任单位：（1）市甲局；（2）市乙局）", "//市甲局、市乙局"),
        ("（责任单位：平川县6万亩、清水县7万亩；市甲局统筹）", "市甲局//平川县、清水县"),
        ("（市红十字会牵头，市财政局配合）", "市红十字会/市财政局/"),
        ("（市图书馆、市日报社牵头，市贸促会、市气象台配合）", "市图书馆、市日报社/市贸促会、市气象台/"),
        ("（粮油股牵头，各乡镇农技站配合）", "粮油股/各乡镇农技站/"),
        ("（责任单位：区甲局（牵头）、各街道（乡镇）、区乙局（配合））", "区甲局/区乙局/各街道（乡镇）"),
        ("（责任单位：市甲局、市文物局及有关县（区））", "//市甲局、市文物局、有关县（区）"),
        ("（城关镇牵头，县财政局配合）", "城关镇/县财政局/"),
        ("（某某剧团牵头，县财政局配合）", "某某剧团/县财政局/"),
        ("（责任单位：县甲局（牵头单位）、县乙局（配合单位））", "县甲局/县乙局/"),
        ("（请市甲局牵头，市乙局配合）", "市甲局/市乙局/"),
        ("（各县政府按属地责任落实，市甲局指导）", "//各县政府"),
        ("（基础处牵头，市甲局配合；分管厅领导：李某）", "基础处/市甲局/"),
    ] {
        assert_eq!(units(note), row, "{note}");
    }
}
