//! Kinds of sentences: what each date has for itself, and who owes it.

use super::*;
use crate::registry::UnitRegistry;
use crate::text::text_of;

fn read(written: &str) -> Vec<DraftMilestone> {
    let registry = UnitRegistry::guangxi().unwrap();
    let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
    let text = text_of(written);
    milestones(&Parsed::new(text.whole(), context, &mut Doubts::default()), context, &mut Doubts::default())
}

fn rows(written: &str) -> Vec<String> {
    read(written).iter().map(|m| format!("{}：{}", m.owed_by.join("、"), m.deliverable)).collect()
}

#[test]
fn each_of_several_owes_what_it_does_by_the_date() {
    for (written, who) in [
        ("5月底前，南宁市完成一期，柳州市完成二期", ["南宁：完成一期", "柳州：完成二期"]),
        ("6月底前，市水利局完成排查；市住建局完成整改", ["市水利局：完成排查", "市住建局：完成整改"]),
        ("6月底前市司法局完成起草、市审计局完成初审", ["市司法局：完成起草", "市审计局：完成初审"]),
        ("市水利局、市住建局6月底前分别印发方案、完成改造", ["市水利局：印发方案", "市住建局：完成改造"]),
        ("市水利局、市住建局分别于6月底前印发方案、完成改造", ["市水利局：印发方案", "市住建局：完成改造"]),
    ] {
        assert_eq!(rows(written), who, "{written}");
    }
    assert_eq!(rows("6月底前，南宁市完成采购；鼓励其他设区市申报"), ["南宁：完成采购"]);
    assert_eq!(rows("市水利局、市住建局6月底前分别完成排查").len(), 1);
}

#[test]
fn a_verb_alone_or_a_part_of_the_whole_is_not_taken_over() {
    for (written, deliverables) in [
        ("望江县5月底前开工，东湖区7月底前完工", "开工 完工"),
        ("上半年完成50%，下半年全部完成", "完成50% 全部完成"),
        ("6月底执行率55%、9月底80%、年底95%以上", "执行率55% 执行率80% 执行率95%以上"),
        ("9月底前完工率达到80%，12月15日前全面完成", "完工率达到80% 全面完成"),
        ("3月底、9月底前各检查一次，整改率达到100%", "各检查一次 各检查一次"),
        ("6月底前启动改造，9月底前完成", "启动改造 改造完成"),
        ("6月底前南宁、柳州两市完成治理，梧州市9月底前完成", "完成治理 完成治理"),
        ("3月底、6月底前分别完成甲、乙两个片区治理", "完成甲片区治理 完成乙片区治理"),
        ("6月底前：完成甲；完成乙", "完成甲；完成乙"),
        ("6月底、12月底前分别完成全年任务的40%、100%", "完成全年任务的40% 完成全年任务的100%"),
        ("编制规划，6月底前报省自然资源厅", "编制规划报省自然资源厅"),
        ("各设区市要编制方案，6月底前报省自然资源厅", "编制方案报省自然资源厅"),
        ("6月底前报省自然资源厅", "报省自然资源厅"),
        ("6月底前完成管网改造的40%，年底前全部完成", "完成管网改造的40% 管网改造全部完成"),
    ] {
        let found: Vec<String> = read(written).into_iter().map(|m| m.deliverable).collect();
        assert_eq!(found.join(" "), deliverables, "{written}");
    }
}

#[test]
fn who_is_charged_at_the_end_of_a_statement_owes_what_stands_before() {
    let written = "一是落实面积，由县农业农村局负责；二是11月底前完成清理，由各乡镇政府负责";
    assert_eq!(rows(written), ["各乡镇政府：完成清理"]);
}

#[test]
fn a_bracket_that_names_another_date_for_some_has_what_stands_around_it() {
    for (written, some) in [
        ("11月底前（跨年项目为次年5月底前）完成整改", "跨年项目完成整改"),
        ("11月底前完成整改（跨年项目为次年5月底前）", "跨年项目完成整改"),
    ] {
        let found: Vec<String> = read(written).into_iter().map(|m| m.deliverable).collect();
        assert_eq!(found.get(1).map(String::as_str), Some(some), "{written}: {found:?}");
        assert_eq!(found.first().map(String::as_str), Some("完成整改"), "{written}: {found:?}");
    }
    let found: Vec<String> =
        read("6月底前（其中重点企业4月底前）建成监控设施").into_iter().map(|m| m.deliverable).collect();
    assert_eq!(found, ["建成监控设施", "重点企业建成监控设施"]);
    let found: Vec<String> =
        read("9月底前（山区县可延至11月底前）完成改造").into_iter().map(|m| m.deliverable).collect();
    assert_eq!(found, ["完成改造"]);
}

#[test]
fn those_who_help_owe_nothing() {
    for written in ["会同市水利局于4月底前完成清淤", "联合市水利局4月底前完成清淤"] {
        assert!(read(written).iter().all(|m| m.owed_by == ["全区"]), "{written}: {:?}", rows(written));
        assert_eq!(read(written).len(), 1, "{written}");
    }
}
