//! Kinds of indicators: whole names, the reach of dates, counts, units.

use super::tests::{read_all, short};
use super::*;
use crate::date::Years;
use crate::registry::UnitRegistry;
use crate::text::text_of;

fn dues(written: &str) -> Vec<String> {
    read_all(written).iter().map(|i| i.due.map(|due| due.to_string()).unwrap_or_default()).collect()
}

#[test]
fn names_that_share_their_end_are_whole() {
    for (written, names) in [
        ("废钢铁、废塑料回收利用率分别达到95%、60%", ["废钢铁回收利用率>=95%", "废塑料回收利用率>=60%"]),
        ("工业增加值、固定资产投资分别增长7%、6%", ["工业增加值up7%", "固定资产投资up6%"]),
        ("审核率、联网率均达到100%", ["审核率>=100%", "联网率>=100%"]),
        ("创成省级示范村5个、市级10个", ["创成省级示范村>=5个", "创成市级示范村>=10个"]),
        ("PM10不高于55、PM2.5不高于33微克/立方米", ["PM10<=55微克/立方米", "PM2.5<=33微克/立方米"]),
        ("新增幼儿园学位、高中学位分别不少于3000个、2000个", ["新增幼儿园学位>=3000个", "高中学位>=2000个"]),
    ] {
        assert_eq!(short(written), names, "{written}");
    }
}

#[test]
fn figures_alone_are_those_of_what_the_first_names() {
    let written = "6月底预算执行率达到55%、9月底80%、年底95%以上";
    assert_eq!(short(written), ["预算执行率>=55%", "预算执行率>=80%", "预算执行率>=95%"]);
    assert_eq!(dues(written), ["2025-06-30", "2025-09-30", "2025-12-31"]);
}

#[test]
fn a_part_of_the_year_is_no_name() {
    let written = "清理企业12户，其中二季度4户、三季度8户";
    assert_eq!(short(written), ["清理企业>=12户", "清理企业>=4户", "清理企业>=8户"]);
    assert_eq!(dues(written), ["", "2025-06-30", "2025-09-30"]);
    assert_eq!(dues("5月1日前完成招投标15个，国庆前建成通车，里程达到22.6公里"), ["2025-05-01", ""]);
}

#[test]
fn growth_behind_several_is_dealt_out_to_them() {
    let written = "接待游客突破1200万人次、旅游收入150亿元，分别增长12%和15%";
    let found: Vec<String> = short(written).into_iter().skip(2).collect();
    assert_eq!(found, ["接待游客up12%", "旅游收入up15%"]);
}

#[test]
fn what_follows_a_list_of_times_at_each_of_which_something_is_done_has_none_of_them() {
    assert_eq!(dues("3月底、9月底前各检查一次，整改率达到100%"), [""]);
    assert_eq!(dues("9月底前完成检查，整改率达到100%"), ["2025-09-30"]);
}

#[test]
fn a_value_of_a_year_has_its_name_and_its_date() {
    let written = "用水量2025年降至22立方米、2027年降至18立方米";
    assert_eq!(short(written), ["用水量<=22立方米", "用水量<=18立方米"]);
    assert_eq!(dues(written), ["2025-12-31", "2027-12-31"]);
    let written = "治理率2025年、2026年分别达到45%、52%";
    assert_eq!(short(written), ["治理率>=45%", "治理率>=52%"]);
    assert_eq!(dues(written), ["2025-12-31", "2026-12-31"]);
    let written = "新建污水管网：2025年80公里、2026年100公里";
    assert_eq!(short(written), ["新建污水管网>=80公里", "新建污水管网>=100公里"]);
    assert_eq!(dues("绿化率由41.2%提高到2026年的42.5%"), ["2026-12-31"]);
}

#[test]
fn a_date_ends_with_its_half_sentence_unless_it_opens_the_whole() {
    for (written, due) in [
        ("6月底前完成整治30个；达标率达到90%", ["2025-06-30", ""]),
        ("到2025年底，浓度下降到30微克/立方米；比率达到92%", ["2025-12-31", "2025-12-31"]),
        ("9月底前，完成站点20个；新增管网5公里", ["2025-09-30", "2025-09-30"]),
    ] {
        assert_eq!(dues(written), due, "{written}");
    }
}

#[test]
fn counts_and_changes_are_told_apart() {
    for (written, read) in [
        ("改造提升农田2万亩", "改造提升农田>=2万亩"),
        ("每县建成1个以上示范点", "建成示范点>=1个"),
        ("审批时限在法定基础上压缩70%", "审批时限down70%"),
        ("浪费量比去年少10%", "浪费量down10%"),
        ("利用率提高5个百分点达到30%", "利用率>=30%"),
        ("贷款增速高于各项贷款平均增速2个百分点", "贷款增速up2个百分点"),
        ("市水利局完成除险5座", "完成除险>=5座"),
        ("满意度原则上不低于85%", "满意度>=85%"),
        ("车桩比达到2.5:1", "车桩比>=2.5:1"),
        ("水压≮0.28MPa", "水压>=0.28MPa"),
        ("浊度≯0.5NTU", "浊度<=0.5NTU"),
    ] {
        assert_eq!(short(written), [read], "{written}");
    }
    for written in ["落实“六个百分之百”", "压缩至3个工作日", "建设5G基站"] {
        assert_eq!(short(written), Vec::<String>::new(), "{written}");
    }
}

#[test]
fn each_year_of_a_plan_for_several_may_open_a_value() {
    let registry = UnitRegistry::guangxi().unwrap();
    let years = Years { first: Some(2024), last: Some(2026), season: None };
    let context = Context { registry: &registry, years, default_owner: "全市" };
    let text = text_of("2024年改造50公里，2025年改造80公里");
    let parsed = Parsed::new(text.whole(), context, &mut Doubts::default());
    let found = indicators(&parsed, context, &mut Doubts::default());
    let dues: Vec<String> = found.iter().map(|i| i.due.map(|day| day.to_string()).unwrap_or_default()).collect();
    assert_eq!(dues, ["2024-12-31", "2025-12-31"]);
}

#[test]
fn who_is_left_out_is_not_in_the_scope() {
    let scopes = |written: &str| read_all(written).into_iter().map(|i| i.scope).collect::<Vec<_>>();
    for written in ["除南宁市外，其他设区市达标率不低于95%", "除南宁市以外的设区市，达标率不低于95%"]
    {
        let found = scopes(written);
        assert!(found[0].len() == 13 && !found[0].contains(&"南宁".to_owned()), "{written}: {found:?}");
    }
    let found = scopes("除南宁市达标率不低于93%外，其他设区市不低于95%");
    assert_eq!((found[0].join("、"), found[1].len()), ("南宁".to_owned(), 13));
    assert_eq!(scopes("贵港市、桂平市收集率分别不低于75%和70%"), [["贵港"], ["桂平市"]]);
}

#[test]
fn what_was_there_before_is_no_target() {
    assert_eq!(short("在去年新增1.8万个学位的基础上，今年再新增学位1万个"), ["新增学位>=1万个"]);
    for written in ["截至3月底已完成40%", "已完成改造20处", "去年新增学位2万个"] {
        assert_eq!(short(written), Vec::<String>::new(), "{written}");
    }
}

#[test]
fn years_of_a_list_have_a_figure_each() {
    for (written, read) in [
        (
            "2026年、2027年、2028年分别新增托位100个、200个、300个",
            ["新增托位>=100个", "新增托位>=200个", "新增托位>=300个"],
        ),
        ("占比2026年、2027年、2028年分别不低于48%、52%、55%", ["占比>=48%", "占比>=52%", "占比>=55%"]),
    ] {
        assert_eq!(short(written), read, "{written}");
        assert_eq!(dues(written), ["2026-12-31", "2027-12-31", "2028-12-31"], "{written}");
    }
}

#[test]
fn aims_of_several_years_keep_theirs() {
    assert_eq!(dues("2025年，绿化率达到40%；2026年，绿化率达到42%"), ["2025-12-31", "2026-12-31"]);
}

#[test]
fn a_comparison_is_that_of_the_name_right_before() {
    let written = "城镇化率提高1个百分点、达到62%，失业率控制在5%以内，比2024年的5.6%下降0.6个百分点";
    assert_eq!(short(written).last().map(String::as_str), Some("失业率down0.6个百分点"));
}

#[test]
fn a_share_by_a_year_has_its_own_name() {
    let written = "建设示范区10个，统防统治覆盖率2025年达到50%";
    assert_eq!(short(written), ["建设示范区>=10个", "统防统治覆盖率>=50%"]);
}

#[test]
fn who_does_a_part_by_another_date_has_its_figure() {
    let found = read_all("由市人社局6月底前培训300人、市总工会9月底前培训200人");
    assert_eq!([&found[0].scope, &found[1].scope], [&["市人社局"], &["市总工会"]]);
}

#[test]
fn what_goes_on_with_a_count_has_its_name() {
    assert_eq!(short("新增托位1500个，2025年再增2000个"), ["新增托位>=1500个", "新增托位>=2000个"]);
    assert_eq!(short("培训保育员500名，三年累计1500名")[1], "培训保育员>=1500名");
    assert_eq!(
        short("4月、8月和11月底前分别完成10处、15处、6处积水点整治"),
        ["完成积水点整治>=10处", "完成积水点整治>=15处", "完成积水点整治>=6处"]
    );
    assert_eq!(short("甲管、乙管更换率12月20日前分别达到90%、92%"), ["甲管更换率>=90%", "乙管更换率>=92%"]);
}

#[test]
fn a_name_is_whole_and_has_no_time_in_front() {
    for (written, read) in [
        ("群众满意度95分以上", "群众满意度>=95分"),
        ("非化石能源占比18%左右", "非化石能源占比>=18%"),
        ("一季度开工率达到30%", "开工率>=30%"),
        ("清明节前完成入户宣传率100%", "完成入户宣传率=100%"),
        ("灌溉水有效利用系数0.582", "灌溉水有效利用系数=0.582"),
        ("配备AED300台", "配备AED>=300台"),
    ] {
        assert_eq!(short(written), [read], "{written}");
    }
    for written in ["项目预算280万元", "厂区占地300亩", "须公示不少于7日"] {
        assert!(short(written).is_empty(), "{written}: {:?}", short(written));
    }
}

#[test]
fn who_is_asked_to_check_is_no_place_of_a_figure() {
    assert_eq!(read_all("完工后由市住建局组织验收，验收合格率100%")[0].scope, ["全区"]);
}

#[test]
fn no_place_begins_with_a_verb_and_no_department_is_one() {
    for (written, name) in [
        ("到位市外资金60亿元", "到位市外资金>=60亿元"),
        ("培训乡厨1800人次", "培训乡厨>=1800人次"),
        ("提级改造县道路45公里", "提级改造县道路>=45公里"),
        ("养护县道120公里", "养护县道>=120公里"),
    ] {
        assert_eq!(short(written), [name], "{written}");
        assert_eq!(read_all(written)[0].scope, ["全区"], "{written}");
    }
    let found = read_all("县农业农村局牵头制定方案；落实耕地3.6万亩");
    assert_eq!(found[0].scope, ["全区"]);
}

#[test]
fn a_date_stands_between_a_name_and_its_figure() {
    assert_eq!(short("储备项目30个，支出进度三季度末不低于80%"), ["储备项目>=30个", "支出进度>=80%"]);
    assert_eq!(
        short("直达资金支出进度6月底前不低于60%，12月底前不低于98%"),
        ["直达资金支出进度>=60%", "直达资金支出进度>=98%"]
    );
    assert_eq!(dues("3月底前印发规范，全年建立家庭病床3000张"), [""]);
    assert_eq!(short("新增农产品1个、绿色食品8个"), ["新增农产品>=1个", "绿色食品>=8个"]);
    assert_eq!(short("扩种大豆1.2万亩、油菜5万亩"), ["扩种大豆>=1.2万亩", "油菜>=5万亩"]);
}
