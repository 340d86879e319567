//! Labels, verbs and names in forms that few documents have.

use super::*;
use crate::text::{Text, text_of};

use Role::{Guide, Lead, Main, Responsible, Support, Unknown};

/// Each measure of a document: who leads / helps / does it / guides, and the notes.
fn measures(written: &str) -> Vec<String> {
    let registry = crate::UnitRegistry::guangxi().unwrap();
    let draft = crate::compile(written, &crate::Options { registry: &registry, year: Some(2026) });
    let row = |measure: duban_domain::draft::DraftMeasure| {
        let units = [measure.lead, measure.support, measure.responsible, measure.guide].map(|units| units.join("、"));
        format!("{}|{}", units.join("/"), measure.notes)
    };
    draft.tasks.into_iter().flat_map(|task| task.measures).map(row).collect()
}

/// What is doubted of a document.
fn doubted(written: &str) -> Vec<String> {
    let registry = crate::UnitRegistry::guangxi().unwrap();
    let draft = crate::compile(written, &crate::Options { registry: &registry, year: Some(2026) });
    draft.problems.into_iter().map(|problem| problem.message).collect()
}

fn found(text: &Text) -> Vec<Vec<(Role, String)>> {
    let roles = |n: Note<'_>| n.lists.iter().map(|l| (l.role, l.names.to_string())).collect();
    notes(text.whole()).into_iter().map(roles).collect()
}

fn one(written: &str) -> Vec<(Role, String)> {
    found(&text_of(written)).remove(0)
}

fn remarks(written: &str) -> Vec<String> {
    let text = text_of(written);
    let said = |note: &Note<'_>| note.remarks.iter().map(|r| format!("{}={}", r.name, r.words)).collect::<Vec<_>>();
    notes(text.whole()).iter().flat_map(said).collect()
}

#[test]
fn a_label_of_known_words_has_their_role_and_never_sticks_to_a_name() {
    assert_eq!(
        one("整治到位。（落实主体：各镇人民政府；业务指导：县甲局、县乙局；监督单位：县丙局）"),
        [(Responsible, "各镇人民政府".into()), (Guide, "县甲局、县乙局".into()), (Guide, "县丙局".into())]
    );
    assert_eq!(
        one("完成改造。牵头：设备部；实施：各车间单位；监督：审计部"),
        [(Lead, "设备部".into()), (Responsible, "各车间单位".into()), (Guide, "审计部".into())]
    );
    assert_eq!(
        one("完成。（责任单位：市甲局；兜底单位：市乙局；主责：市丙局）"),
        [(Responsible, "市甲局".into()), (Unknown, "市乙局".into()), (Main, "市丙局".into())]
    );
    assert_eq!(one("完成。责任：县甲局。配合：县乙局。")[0], (Responsible, "县甲局".into()));
    assert!(found(&text_of("落实：要抓好各项措施，加强督促。")).is_empty());
    assert!(found(&text_of("时间紧，任务重。（单位：万元）")).is_empty());
}

#[test]
fn persons_and_what_stands_behind_unknown_labels_are_kept_beside_the_units() {
    let written = "招商。（分管领导：周某；牵头单位：市甲局；挂图作战：三色管理；联系电话：123）";
    assert_eq!(one(written), [(Lead, "市甲局".into())]);
    assert_eq!(remarks(written), ["分管领导=周某", "挂图作战=三色管理", "联系电话=123"]);
    assert_eq!(remarks("建成站点。责任人：何某；责任科室：甲科、乙室"), ["责任人=何某", "责任科室=甲科、乙室"]);
    assert_eq!(remarks("完成。（试点先行，责任单位：市甲局）"), ["=试点先行"]);
}

#[test]
fn a_verb_of_known_words_ends_the_name_before_it() {
    assert_eq!(
        one("评估。（市甲局总牵头，市乙局协办，各区政府主体负责）"),
        [(Lead, "市甲局".into()), (Support, "市乙局".into()), (Responsible, "各区政府".into())]
    );
    assert_eq!(
        one("办展。（市甲局主办，市乙会承办，市丙局跟踪监督）"),
        [(Lead, "市甲局".into()), (Responsible, "市乙会".into()), (Guide, "市丙局".into())]
    );
}

#[test]
fn who_does_it_together_with_others_leads_them() {
    assert_eq!(
        one("定办法。（市甲局会同市乙局、市丙局，8月底前完成）"),
        [(Lead, "市甲局".into()), (Support, "市乙局、市丙局".into())]
    );
    assert_eq!(
        one("定办法。（市甲局会同市乙局推进，各区政府具体实施）"),
        [(Lead, "市甲局".into()), (Support, "市乙局".into()), (Responsible, "各区政府".into())]
    );
    assert_eq!(one("办。（市甲局牵头，市乙局会同市丙局负责）").len(), 2);
}

#[test]
fn persons_in_front_of_the_units_behind_them_or_alone_stay_with_their_measure() {
    let written = "东河市2026年要点\n1.招商。责任领导：周某　牵头单位：市甲局　协办单位：市乙社　责任科室：丙股\n2.建站。建成站点。责任人：何某；责任科室：丁科";
    assert_eq!(
        measures(written),
        ["市甲局/市乙社//|责任领导：周某；责任科室：丙股", "///|责任人：何某；责任科室：丁科"]
    );
    assert!(doubted(written).contains(&"没有写明责任单位".to_owned()));
    assert_eq!(
        measures("东河市2026年要点\n1.驻点。新增驻点。（李某、周某负责，市甲局具体承办）"),
        ["//市甲局/|负责：李某、周某"]
    );
}

#[test]
fn the_note_of_a_heading_or_of_the_title_holds_for_tasks_without_one() {
    let written = "东河市2026年要点\n（责任单位：市丁局统筹）\n一、重点任务（市甲局牵头，市乙局配合）\n1.稳岗。发放补贴。\n2.创业。建设基地。（市丙局牵头）\n二、其他\n3.统计。报送数据。";
    assert_eq!(measures(written), ["市甲局/市乙局//|", "市丙局///|", "市丁局///|"]);
    assert!(!doubted(written).contains(&"没有写明责任单位".to_owned()));
}

#[test]
fn a_default_holds_for_bare_lists_and_for_tasks_without_any() {
    let written = "东河市2026年方案\n除特别注明外，各项任务责任单位均包括各县（市、区）人民政府。列第一位的为牵头单位。\n一、任务\n1.排查。排查高楼。（市甲支队、市乙局）\n2.整治。整治隐患。";
    assert_eq!(measures(written), ["市甲支队/市乙局/各县（市、区）人民政府/|", "//各县（市、区）人民政府/|"]);
}

#[test]
fn a_label_may_be_spelled_out_and_a_bracket_may_have_lists_of_its_own() {
    assert_eq!(
        one("办。（牵头单位为市甲局，配合单位为市乙局）"),
        [(Lead, "市甲局".into()), (Support, "市乙局".into())]
    );
    assert_eq!(one("办好实事。责任单位为省甲厅。"), [(Responsible, "省甲厅".into())]);
    assert_eq!(
        one("办。（市甲局牵头（市乙局、市丙局配合））"),
        [(Lead, "市甲局".into()), (Support, "市乙局、市丙局".into())]
    );
    assert_eq!(one("办。（责任单位：市甲局（配合：市乙局））")[1], (Support, "市乙局".into()));
    assert_eq!(one("办。（市甲局商市乙局）"), [(Lead, "市甲局".into()), (Support, "市乙局".into())]);
    assert_eq!(one("办。（市甲局主管，市乙局会办）"), [(Responsible, "市甲局".into()), (Support, "市乙局".into())]);
}

#[test]
fn a_bare_month_or_a_date_behind_a_bare_list_is_no_unit() {
    assert_eq!(one("建园。（牵头：市甲局；10月）"), [(Lead, "市甲局".into())]);
    let text = text_of("建园。[市甲局；2026年10月]");
    let notes = notes(text.whole());
    assert_eq!((notes[0].lists.len(), notes[0].times.len()), (1, 1));
}

#[test]
fn a_note_may_stand_right_behind_the_heading_of_what_it_governs() {
    let written = "东河市2026年要点\n（一）环境整治\n牵头单位：市甲局；责任单位：市乙会\n新建公厕，提高满意率。\n（二）医疗\n责任单位：市丙局\n1.8月底前建成医院；\n2.开展签约。";
    assert_eq!(measures(written), ["市甲局//市乙会/|", "//市丙局/|", "//市丙局/|"]);
}

#[test]
fn names_are_whole_and_clean() {
    let units = |written: &str| measures(&format!("东河市2026年要点\n1.办。办好实事。{written}")).remove(0);
    assert_eq!(units("（市甲局等有关部门和单位按职责分工负责）"), "//市甲局/|按职责分工负责");
    assert_eq!(units("此项工作由市甲局负责，6月底前完成。"), "//市甲局/|");
    assert_eq!(
        units("（责任单位：白河县委、县政府，青山县委、县政府）"),
        "//白河县委、白河县政府、青山县委、青山县政府/|"
    );
}

#[test]
fn a_group_with_the_same_below_takes_part_from_there_on() {
    let written = "东河市2026年要点\n1.甲。办甲事。（市甲局牵头，各县区落实，下同）\n2.乙。办乙事。（市乙局牵头）";
    assert_eq!(measures(written), ["市甲局//各县区/|", "市乙局//各县区/|"]);
    let written =
        "东河市2026年要点\n1.甲。办甲事。（市甲局牵头）以下各项均由市丙办督办。\n2.乙。办乙事。（市乙局牵头）";
    assert_eq!(measures(written)[1], "市乙局///市丙办|");
}

#[test]
fn offices_groups_and_joined_names_are_units_in_a_bare_list() {
    assert_eq!(one("建路。（厅甲处、省乙集团）").len(), 1);
    assert_eq!(one("视察。（选联工委，各承办单位）").len(), 1);
    assert_eq!(one("治水。（市甲局以及各县区负责）"), [(Responsible, "市甲局以及各县区".into())]);
    assert_eq!(one("治水。（副市长李某某牵头，市甲局负责）"), [(Responsible, "市甲局".into())]);
}

#[test]
fn what_is_no_single_whole_name_is_doubted() {
    let doubts = doubted("东河市2026年要点\n1.办。办好实事。（市甲局乙局丙局负责）");
    assert!(doubts.iter().any(|doubt| doubt.contains("连写")), "{doubts:?}");
    let written = "东河市2026年要点\n1.巡查。\n每月巡查（县甲局负责";
    assert_eq!(measures(written), ["//县甲局/|"]);
}

#[test]
fn a_deadline_in_the_note_is_no_unit() {
    let text = text_of("抓好落实。（市甲局牵头，市乙局配合，9月底前完成）");
    let notes = notes(text.whole());
    assert_eq!(notes[0].times[0].to_string(), "9月底前完成");
    assert_eq!(notes[0].lists.len(), 2);
    let text = text_of("抓好落实。（市甲局牵头，市乙局配合；完成时限：9月底）");
    assert_eq!(super::notes(text.whole())[0].lists.len(), 2);
    let text = text_of("抓好落实。（责任单位：市甲局；完成时限：2025年9月）");
    assert_eq!(super::notes(text.whole())[0].times[0].to_string(), "2025年9月");
}

#[test]
fn the_same_as_above_is_what_the_note_before_says() {
    let written = "东河市2026年要点\n1.甲。办甲事。\n责任单位：市甲局、各县区政府\n2.乙。办乙事。\n责任单位：同上\n3.丙。办丙事。（牵头单位：市乙局；责任单位：同上）";
    assert_eq!(measures(written), ["//市甲局、各县区政府/|", "//市甲局、各县区政府/|", "市乙局//市甲局、各县区政府/|"]);
    assert!(
        doubted("东河市2026年要点\n1.甲。办甲事。（责任单位：同上）")
            .iter()
            .any(|doubt| doubt.contains("没有可以参照"))
    );
}

#[test]
fn each_statement_of_a_sentence_may_have_its_own_lists() {
    let written = "东河市2026年要点\n1.改造小区12个。市甲局牵头、各街道配合，11月底前完成；加装电梯30部，市乙局牵头，10月底前完成。";
    assert_eq!(measures(written), ["市甲局/各街道//|", "市乙局///|"]);
    let written =
        "东河市2026年要点\n1.做好改造。打通断头路2条。此项工作市甲局为牵头单位，市乙局、市丙局为配合单位，年底前完工。";
    assert_eq!(measures(written), ["市甲局/市乙局、市丙局//|"]);
    let written = "东河市2026年要点\n1.改造。甲区改造由市甲局负责、乙区改造由市乙局负责，均于10月底前完成。";
    assert_eq!(measures(written), ["//市甲局、市乙局/|"]);
    let prose = "东河市2026年要点\n1.改造。强化督查；压实责任，各市抓紧推进并配合。（市甲局牵头）";
    assert_eq!(measures(prose), ["市甲局///|"]);
}

#[test]
fn who_leads_may_stand_amid_what_is_to_be_done() {
    let written = "东河市2026年要点\n1.开工建设大桥，市甲局、市乙局牵头，6月底前开工，年底前建成通车。";
    assert_eq!(measures(written), ["市甲局、市乙局///|"]);
    for frame in ["〔牵头〕", "[牵头]", "（牵头）", "【牵头】"] {
        let written = format!("东河市2026年要点\n1.河道。整治河道。（责任单位：市甲局{frame}、市乙分局、各镇街）");
        assert_eq!(measures(&written), ["市甲局//市乙分局、各镇街/|"], "{frame}");
    }
    let written = "东河市2026年要点\n1.河道。整治河道。\n责任单位：各县（区）政府，市甲局牵头负责";
    assert_eq!(measures(written), ["市甲局//各县（区）政府/|"]);
    let written =
        "东河市2026年要点\n1.禁烧。落实监管。（各乡镇政府属地负责，市甲局行业监管，市乙局统一监督，市丙局依法查处）";
    assert_eq!(measures(written), ["//各乡镇政府、市丙局/市甲局、市乙局|"]);
    assert_eq!(one("完成。（责任单位：市稽查处、市甲局）"), [(Responsible, "市稽查处、市甲局".into())]);
}

#[test]
fn departments_behind_a_dash_or_in_a_frame_are_the_units() {
    for (written, row) in [
        ("1.企业。新增规上企业10户——县甲局", "//县甲局/|"),
        ("1.厂房。建成厂房12万平方米【县某某管委会】", "//县某某管委会/|"),
        ("1.管护。落实管护。——市甲局、市乙局", "//市甲局、市乙局/|"),
    ] {
        assert_eq!(measures(&format!("东河市2026年要点\n{written}")), [row], "{written}");
    }
    let other = "东河市2026年要点\n1.管护。落实行动——河湖清理行动。（市甲局）\n2.巡查。巡查。（市乙局、市丙局）";
    assert_eq!(measures(other).len(), 2);
}

#[test]
fn a_name_is_neither_a_person_nor_a_level_nor_a_count() {
    let units = |written: &str| measures(&format!("东河市2026年要点\n1.办。办好实事。{written}")).remove(0);
    for (written, row) in [
        ("（责任单位：市甲局（王某）、市某某中心）", "//市甲局、市某某中心/|"),
        ("（责任单位：市甲局+市乙局）", "//市甲局、市乙局/|"),
        ("责任单位：市甲局）", "//市甲局/|"),
        ("（市、县、乡三级农业农村部门负责）", "//市、县、乡三级农业农村部门/|"),
        ("（市重大项目专班牵头，专班各成员单位配合）", "市重大项目专班/专班各成员单位//|"),
        ("（市甲局、各县（市、区）防指负责）", "//市甲局、各县（市、区）防指/|"),
        ("（市甲局、财政局、东河学院负责）", "//市甲局、市财政局、东河学院/|"),
        ("（市甲局、市乙局双牵头）", "市甲局、市乙局///|"),
        ("（自由贸易试验区管委会负责）", "//自由贸易试验区管委会/|"),
        ("（第一责任单位：市甲局；协同单位：市乙局）", "市甲局/市乙局//|"),
        ("（责任单位：市甲局。联系单位：市乙办。验收单位：市丙局）", "/市乙办/市甲局/市丙局|"),
    ] {
        assert_eq!(units(written), row, "{written}");
    }
}

#[test]
fn who_stands_behind_a_comma_does_what_the_verb_there_says() {
    let units = |written: &str| measures(&format!("东河市2026年要点\n1.办。办好实事。{written}")).remove(0);
    for (written, row) in [
        ("（市某某集团，市甲局督导）", "//市某某集团/市甲局|"),
        ("（市甲局，市乙局、市丙局配合）", "/市乙局、市丙局/市甲局/|"),
        ("（市甲局牵头，市乙局，市丙局配合）", "市甲局/市乙局、市丙局//|"),
        ("（市甲局会同市乙局、市丙局等有关部门，各县政府负责）", "市甲局/市乙局、市丙局/各县政府/|"),
        ("（责任单位：县甲局、各乡镇  完成时间：7月1日前）", "//县甲局、各乡镇/|"),
        ("（福宁县、霞浦县、市甲局）", "//福宁县、霞浦县、市甲局/|"),
        ("（责任单位：市甲局（市乙局配合）、市丙局；完成时限：10月）", "/市乙局/市甲局、市丙局/|"),
    ] {
        assert_eq!(units(written), row, "{written}");
    }
}

#[test]
fn all_are_responsible_from_here_on() {
    let written = "东河市2026年要点\n（一）大气。（各县（区）政府、某某管委会均为责任单位，下同）\n1.散煤。替代散煤。（市甲局牵头）\n（二）水。\n2.排口。整治排口。（市乙局牵头）";
    assert_eq!(measures(written)[1], "市乙局//各县（区）政府、某某管委会/|");
    let written =
        "东河市2026年要点\n（一）排口（市甲局牵头，2026年9月底前完成）\n1.溯源。完成溯源。\n2.整治。完成整治。";
    assert!(!doubted(written).iter().any(|doubt| doubt.contains("没有读")), "{:?}", doubted(written));
}
