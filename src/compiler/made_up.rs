//! Whole documents of kinds that strangers write. All places, bodies and figures are made up.

use crate::{Options, UnitRegistry, compile};
use duban_domain::draft::{Draft, DraftMeasure};

fn read(document: &str) -> Draft {
    let registry = UnitRegistry::guangxi().unwrap();
    compile(document, &Options { registry: &registry, year: None })
}

fn measures(draft: &Draft) -> Vec<&DraftMeasure> {
    draft.tasks.iter().flat_map(|task| &task.measures).collect()
}

/// Who owes what by when.
fn rows(measure: &DraftMeasure) -> Vec<String> {
    let time = |m: &duban_domain::draft::DraftMilestone| m.due.map_or_else(|| m.phrase.clone(), |due| due.to_string());
    measure.milestones.iter().map(|m| format!("{} {} {}", m.owed_by.join("、"), time(m), m.deliverable)).collect()
}

#[test]
fn a_line_with_its_own_bracket_is_a_measure_with_its_own_date() {
    let draft = read(
        "银沙市2025年防震减灾任务\n一、任务\n1.监测台网建设\n——升级台站6个（市甲局、市乙局）\n——5月底前完成选址（市甲局，各县区政府配合）",
    );
    let found = measures(&draft);
    assert_eq!(found[0].responsible, ["市甲局", "市乙局"]);
    assert_eq!(rows(found[1]), ["全市 2025-05-31 完成选址"]);
    assert_eq!(found[1].support, ["各县区政府"]);
}

#[test]
fn the_year_of_a_heading_is_that_of_what_stands_below_it() {
    let draft = read(
        "宁湾市绿色建筑三年行动方案（2025—2027年）\n一、年度安排\n（一）2025年\n绿色建筑占比达到80%。（市甲局牵头）\n（二）2026年\n绿色建筑占比达到90%，6月底前出台标准。（市甲局牵头）",
    );
    let dues = |measure: &DraftMeasure| measure.indicators[0].due.map(|due| due.to_string());
    let found = measures(&draft);
    assert_eq!(
        found.iter().copied().map(dues).collect::<Vec<_>>(),
        [Some("2025-12-31".into()), Some("2026-12-31".into())]
    );
    assert_eq!(rows(found[1]), ["全市 2026-06-30 出台标准"]);
}

#[test]
fn the_time_of_a_note_below_items_is_for_those_without_their_own() {
    let draft = read(
        "宁湾市2025年要点\n一、任务\n（一）标准\n1.制定标准6项；\n2.7月底前发布标准10项；\n3.培育企业8家。\n责任单位：市甲局；完成时限：11月底前",
    );
    let found = measures(&draft);
    assert_eq!(rows(found[0]), ["全市 2025-11-30 制定标准6项"]);
    assert_eq!(rows(found[1]), ["全市 2025-07-31 发布标准10项"]);
    assert!(!draft.problems.iter().any(|problem| problem.message.contains("另写有一个时限")), "{:?}", draft.problems);
}

#[test]
fn remarks_behind_names_are_none_of_them() {
    for (note, responsible) in [
        ("市甲局牵头，各区（市、县）人民政府〈含新区管委会〉负责", "各区（市、县）人民政府"),
        ("市甲局牵头，各县（市、区）政府（含开发区管委会，下同）负责", "各县（市、区）政府"),
        ("市甲局牵头，各县（市、区）政府〔含开发区管委会〕负责", "各县（市、区）政府"),
    ] {
        let draft = read(&format!("云河市2025年计划\n一、任务\n1.改造。改造市场15个。（{note}）"));
        assert_eq!(measures(&draft)[0].responsible, [responsible], "{note}");
    }
}

#[test]
fn the_values_of_parts_of_the_year_have_a_clean_name_and_a_day_each() {
    let draft = read(
        "西渡市2025年投资安排\n一、任务\n1.推进。一季度、上半年、前三季度、全年投资完成率分别达到20%、50%、75%、100%。（市甲局牵头）",
    );
    let found = measures(&draft);
    let row = |i: &duban_domain::draft::DraftIndicator| format!("{} {}", i.name, i.due.unwrap().format("%m-%d"));
    let shown: Vec<String> = found[0].indicators.iter().map(row).collect();
    assert_eq!(shown, ["投资完成率 03-31", "投资完成率 06-30", "投资完成率 09-30", "投资完成率 12-31"]);
}

#[test]
fn stages_are_read_whatever_their_level_is() {
    let draft = read(
        "东禹市2025年违建治理方案\n一、治理任务\n1.拆除。拆除违建12万平方米。（市甲局牵头，各区政府负责）\n二、工作步骤\n（一）排查阶段（4月15日前）。全面排查。\n（二）拆除阶段（4月16日至10月31日）。依法拆除。\n（三）总结阶段（11月20日前）。总结验收。",
    );
    let dues: Vec<String> = measures(&draft).iter().skip(1).flat_map(|measure| rows(measure)).collect();
    assert_eq!(dues.len(), 3, "{dues:?}");
    for (row, due) in dues.iter().zip(["2025-04-15", "2025-10-31", "2025-11-20"]) {
        assert!(row.contains(due), "{row}");
    }
    let nobody = draft.problems.iter().filter(|problem| problem.message.contains("没有写明责任单位")).count();
    assert_eq!(nobody, 1, "{:?}", draft.problems);
}
