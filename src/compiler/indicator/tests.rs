use duban_domain::draft::Value;

use super::*;
use crate::registry::UnitRegistry;
use crate::text::text_of;

pub(super) fn read_all(written: &str) -> Vec<DraftIndicator> {
    let registry = UnitRegistry::guangxi().unwrap();
    let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全区" };
    let text = text_of(written);
    let parsed = Parsed::new(text.whole(), context, &mut Doubts::default());
    indicators(&parsed, context, &mut Doubts::default())
}

pub(super) fn short(written: &str) -> Vec<String> {
    let value = |i: &DraftIndicator| match i.value {
        Some(Value::Number(n)) => n.to_string(),
        Some(Value::Range(a, b)) => format!("{a}-{b}"),
        None => String::new(),
    };
    let row = |i: &DraftIndicator| format!("{}{}{}{}", i.name, i.op, value(i), i.unit.as_deref().unwrap_or_default());
    read_all(written).iter().map(row).collect()
}

#[test]
fn a_figure_behind_a_comparator_binds() {
    assert_eq!(short("到2025年底，回收率达到35%以上"), ["回收率>=35%"]);
    assert_eq!(short("年均浓度不高于30微克/立方米，劣类比率0.0%"), ["年均浓度<=30微克/立方米", "劣类比率=0%"]);
    assert_eq!(short("记录保存期限不少于五年"), ["记录保存期限>=5年"]);
    assert_eq!(short("全区森林覆盖率稳定在62%左右"), ["森林覆盖率>=62%"]);
}

#[test]
fn a_figure_that_says_where_a_rule_applies_is_none() {
    for threshold in [
        "年产量20万吨以上的企业接入专线",
        "淘汰35蒸吨/小时以下燃煤锅炉",
        "含量均低于15%的工序可不收集",
        "年销量达3000吨以上以及重点排污的站点安装监控",
        "推动3000平方米及以上工地安装视频",
        "加强年限超过10年的机械监管",
        "开展未来1—3个月分析",
        "按2%的比例抽查",
    ] {
        assert_eq!(short(threshold), Vec::<String>::new(), "{threshold}");
    }
}

#[test]
fn numbers_in_words_are_whole_and_the_verb_goes_on_with_its_name() {
    assert_eq!(short("新改建户厕一万五千户"), ["新改建户厕>=15000户"]);
    assert_eq!(short("新建220千伏变电站2座"), ["新建220千伏变电站>=2座"]);
    assert_eq!(short("安葬设施覆盖率年内再提高5个百分点"), ["安葬设施覆盖率up5个百分点"]);
}

#[test]
fn two_figures_under_one_verb_are_two_indicators() {
    let found = read_all("到2025年底，全区公路、航空客运量比2020年分别增长8%和12.5%左右");
    let names: Vec<&str> = found.iter().map(|i| i.name.as_str()).collect();
    assert_eq!(names, ["公路客运量", "航空客运量"]);
    for indicator in &found {
        assert_eq!(indicator.baseline.as_deref(), Some("比2020年"));
        assert_eq!(indicator.qualifier.as_deref(), Some("左右"));
        assert_eq!(indicator.due.map(|d| d.to_string()).as_deref(), Some("2025-12-31"));
    }
}

#[test]
fn a_share_may_stand_before_what_it_counts() {
    assert_eq!(short("列入清单的项目100%完成"), ["列入清单的项目完成率=100%"]);
    assert_eq!(short("100%检验新登记客车"), ["新登记客车检验率=100%"]);
    assert_eq!(short("到2027年底力争70%石化产能完成改造"), ["石化产能完成改造比例>=70%"]);
    assert_eq!(short("全区实现3—5天预警能力"), ["预警能力=3-5天"]);
    assert_eq!(short("督促各类矿山做到洒水、覆盖“三个百分之百”"), ["三个百分之百=100%"]);
}

#[test]
fn a_place_alone_repeats_the_name_before_it() {
    let found = read_all("设区市污水集中收集率达到75%左右，县城达60%左右");
    assert_eq!(found[1].name, "污水集中收集率");
    assert_eq!((found[0].scope.as_slice(), found[1].scope.as_slice()), (&["设区市".into()][..], &["县城".into()][..]));
}

#[test]
fn what_is_made_is_listed_from_clause_to_clause() {
    assert_eq!(short("新增床位500张、学位2万个"), ["新增床位>=500张", "学位>=2万个"]);
    assert_eq!(short("引进团队20个，紧缺人才300余名"), ["引进团队>=20个", "紧缺人才>=300名"]);
    assert_eq!(
        short("用电、用气办理时间分别压缩至3个、5个工作日以内"),
        ["用电办理时间<=3个工作日", "用气办理时间<=5个工作日"]
    );
}

#[test]
fn a_clause_may_name_the_baseline_of_the_next() {
    let found = read_all("与2020年相比，排放量下降8%、用水量下降5%");
    assert_eq!(found.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["排放量", "用水量"]);
    assert!(found.iter().all(|i| i.baseline.as_deref() == Some("与2020年相比")));
    assert_eq!(read_all("办理时间由5天压缩至2天")[0].baseline.as_deref(), Some("由5天"));
    assert_eq!(short("进出口增长10%，力争12%"), ["进出口up10%", "进出口up12%"]);
}

#[test]
fn terms_and_the_past_are_no_indicators() {
    for written in
        ["2019年新增就业32万人", "贴息期限不超过1年", "最高不超过300万元", "年龄不超过45周岁", "去年完成投资3亿元"]
    {
        assert_eq!(short(written), Vec::<String>::new(), "{written}");
    }
}

#[test]
fn striving_for_a_date_qualifies_its_figures() {
    let found = read_all("力争到2025年底，新能源比例达到80%以上");
    assert_eq!(found[0].qualifier.as_deref(), Some("力争|以上"));
}

#[test]
fn growth_is_no_level_and_less_is_better_where_it_is() {
    assert_eq!(short("企业贷款同比增长不低于15%"), ["企业贷款同比增长>=15%"]);
    assert_eq!(short("工业增加值同比增长≥8%，合格率≥95%"), ["工业增加值同比增长>=8%", "合格率>=95%"]);
    assert_eq!(short("PM2.5 28.5微克/立方米"), ["PM2.5<=28.5微克/立方米"]);
    assert_eq!(short("PM2.5浓度达到28微克/立方米"), ["PM2.5浓度<=28微克/立方米"]);
    assert_eq!(short("重点工程减排量达到500吨"), ["重点工程减排量>=500吨"]);
    assert_eq!(short("平均降尘量不高于5吨/（月·平方公里）"), ["平均降尘量<=5吨/（月·平方公里）"]);
    assert_eq!(short("每月抽检不少于8次"), ["每月抽检>=8次"]);
    for written in ["质量综合指数退出全国后20位", "排名进入全省前10位"] {
        assert_eq!(short(written), Vec::<String>::new(), "{written}");
    }
}

fn with_due(written: &str) -> Vec<String> {
    let row = |i: &DraftIndicator| {
        let Some(Value::Number(value)) = i.value else { return i.name.clone() };
        format!("{}{}{value} {}", i.name, i.op, i.due.map(|due| due.to_string()).unwrap_or_default())
    };
    read_all(written).iter().map(row).collect()
}

#[test]
fn each_year_has_its_value() {
    let both = ["利用率>=93 2025-12-31", "利用率>=95 2026-12-31"];
    assert_eq!(with_due("利用率2025年达到93%、2026年达到95%"), both);
    assert_eq!(with_due("到2025年、2026年，利用率分别达到93%、95%"), both);
    assert_eq!(with_due("2025年、2026年利用率分别达到93%、95%"), both);
    assert_eq!(with_due("利用率2025年93%、2026年95%"), ["利用率=93 2025-12-31", "利用率=95 2026-12-31"]);
    assert_eq!(with_due("6月底、12月底前利用率分别达到60%、80%"), ["利用率>=60 2025-06-30", "利用率>=80 2025-12-31"]);
    assert_eq!(with_due("利用率比2020年提高5%"), ["利用率up5 "]);
}

#[test]
fn each_place_has_its_value() {
    let placed = |written: &str| {
        let row = |i: &DraftIndicator| format!("{} {}", i.name, i.scope.join("、"));
        read_all(written).iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(
        placed("森林覆盖率达到60%，其中桂河县65%、江北县70%"),
        ["森林覆盖率 全区", "森林覆盖率 桂河县", "森林覆盖率 江北县"]
    );
    assert_eq!(placed("PM2.5浓度贵港市34微克/立方米、桂平市32微克/立方米"), ["PM2.5浓度 贵港", "PM2.5浓度 桂平市"]);
    assert_eq!(
        placed("市中心城区达标率不低于92%，浓度不高于34；桂河县达标率不低于93%；森林覆盖率达到60%"),
        ["达标率 市中心城区", "浓度 市中心城区", "达标率 桂河县", "森林覆盖率 全区"]
    );
    assert_eq!(
        placed("南宁市浓度控制在30微克/立方米以内、达标率达到95%；柳州市、桂林市分别不高于31、32微克/立方米"),
        ["浓度 南宁", "达标率 南宁", "浓度 柳州", "浓度 桂林"]
    );
    assert_eq!(placed("城区、农村垃圾处理率分别达到100%、98%"), ["城区垃圾处理率 全区", "农村垃圾处理率 全区"]);
    assert_eq!(placed("单位GDP能耗下降3.5%，增加值增速≥6%"), ["单位GDP能耗 全区", "增加值增速 全区"]);
    assert_eq!(placed("工业园区集中供热率达到80%，城市绿地率达到40%"), ["集中供热率 工业园区", "城市绿地率 全区"]);
}

/// Name, comparator, value, unit and scope of each.
fn placed(written: &str) -> Vec<String> {
    let found = read_all(written);
    let scopes: Vec<String> = found.iter().map(|i| format!("〔{}〕", i.scope.join("、"))).collect();
    short(written).into_iter().zip(scopes).map(|(row, scope)| row + &scope).collect()
}

#[test]
fn values_by_place_are_one_a_place_under_a_clean_name() {
    for (written, rows) in [
        (
            "整治河塘60处（柳州24处、贵港16处、桂平市9处、其他11处）",
            &[
                "整治河塘>=60处〔全区〕",
                "整治河塘>=24处〔柳州〕",
                "整治河塘>=16处〔贵港〕",
                "整治河塘>=9处〔桂平市〕",
                "整治河塘>=11处〔其他〕",
            ][..],
        ),
        (
            "大坪镇、河湾乡、高新区PM2.5浓度分别≤30、≤28、≤32微克/立方米",
            &[
                "PM2.5浓度<=30微克/立方米〔大坪镇〕",
                "PM2.5浓度<=28微克/立方米〔河湾乡〕",
                "PM2.5浓度<=32微克/立方米〔高新区〕",
            ],
        ),
        ("降尘量县城≤4.5、高新区≤6吨", &["降尘量<=4.5吨〔县城〕", "降尘量<=6吨〔高新区〕"]),
        ("平川县关停石灰窑6座，青川县关停4座", &["关停石灰窑>=6座〔平川县〕", "关停石灰窑>=4座〔青川县〕"]),
        (
            "设备完好率：南宁95%、柳州93%、其余90%",
            &["设备完好率=95%〔南宁〕", "设备完好率=93%〔柳州〕", "设备完好率=90%〔其余〕"],
        ),
        (
            "全市报废货车90辆，其中河东区40辆（6月底前完成20辆）、平川县30辆、青川县20辆",
            &[
                "报废货车>=90辆〔全市〕",
                "报废货车>=40辆〔河东区〕",
                "报废货车>=30辆〔平川县〕",
                "报废货车>=20辆〔青川县〕",
            ],
        ),
        ("南宁、柳州市6月底前分别新建管网20、30公里", &["新建管网>=20公里〔南宁〕", "新建管网>=30公里〔柳州〕"]),
    ] {
        assert_eq!(placed(written), rows, "{written}");
    }
}

#[test]
fn a_clause_with_a_subject_of_its_own_has_no_scope_of_another() {
    for written in [
        "企业注销压缩至3个工作日，不动产抵押登记缩短至1天以内",
        "园区产值增长5%，景区接待量增长6%",
        "综保区进出口额增长10%，山区公路通车率达到90%",
        "单位能耗下降3%，学校达标率达到95%",
        "农药、化肥使用量减少1%",
    ] {
        assert_eq!(read_all(written).last().unwrap().scope, ["全区"], "{written}");
    }
    assert_eq!(read_all("青川县优良率不低于93%，臭氧浓度不高于160").last().unwrap().scope, ["青川县"]);
    for (written, name) in [
        ("零工市场覆盖率达到100%", "零工市场覆盖率>=100%"),
        ("专业市场成交额增长8%", "专业市场成交额up8%"),
        ("改造菜市场9个", "改造菜市场>=9个"),
        ("修订村规民约40个", "修订村规民约>=40个"),
        ("一般公共预算收入完成40亿元、增长5%", "一般公共预算收入>=40亿元"),
    ] {
        assert_eq!(short(written).first().map(String::as_str), Some(name), "{written}");
        assert_eq!(read_all(written)[0].scope, ["全区"], "{written}");
    }
    assert!(short("平川县退出后10名").is_empty());
}
