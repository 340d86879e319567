//! Who owes what by when, in whole measures.

use crate::{Options, UnitRegistry, compile};
use duban_domain::draft::Draft;

fn draft(title: &str, text: &str) -> Draft {
    let registry = UnitRegistry::guangxi().unwrap();
    let document = format!("{title}\n一、任务\n1.办事。{text}");
    compile(&document, &Options { registry: &registry, year: None })
}

/// Each dated milestone of a made-up measure: who, by when, what.
fn owed(text: &str) -> Vec<String> {
    rows(&draft("云河市2025年计划", &format!("{text}（市甲局牵头）")))
}

fn rows(draft: &Draft) -> Vec<String> {
    let milestones = draft.tasks.iter().flat_map(|task| &task.measures).flat_map(|measure| &measure.milestones);
    let dated = milestones.filter_map(|m| Some((m, m.due?.format("%m-%d"))));
    dated.map(|(m, due)| format!("{} {due} {}", m.owed_by.join("、"), m.deliverable)).collect()
}

fn doubted(text: &str) -> bool {
    let problems = draft("云河市2025年计划", &format!("{text}（市甲局牵头）")).problems;
    problems.iter().any(|problem| problem.message.contains("哪些单位"))
}

#[test]
fn several_owe_different_things_by_one_date() {
    for (text, rows) in [
        ("9月底前，望江县完成50户，东湖区完成80户。", &["望江县 09-30 完成50户", "东湖区 09-30 完成80户"][..]),
        ("望江县9月底前消除10条，东湖区消除5条。", &["望江县 09-30 消除10条", "东湖区 09-30 消除5条"]),
        (
            "年底前，市乙局安排资金；市丙局完成除险5座；各县区完成配套。",
            &["市乙局 12-31 安排资金", "市丙局 12-31 完成除险5座", "各县区 12-31 完成配套"],
        ),
        ("6月底前市乙局完成起草、市丙局完成审查。", &["市乙局 06-30 完成起草", "市丙局 06-30 完成审查"]),
    ] {
        assert_eq!(owed(text), rows, "{text}");
    }
    let one = "6月底前，市乙局印发方案，各县区抓好落实。";
    assert_eq!(owed(one), ["市乙局 06-30 印发方案，各县区抓好落实"]);
}

#[test]
fn who_stands_before_a_date_is_all_of_them() {
    for (text, rows) in [
        (
            "各县区4月底前、市直部门5月10日前、中省驻市单位5月20日前报送清单。",
            &["各县区 04-30 报送清单", "市直部门 05-10 报送清单", "中省驻市单位 05-20 报送清单"][..],
        ),
        (
            "各镇（街道）、各部门分别于4月20日、4月30日前制定方案。",
            &["各镇（街道） 04-20 制定方案", "各部门 04-30 制定方案"],
        ),
        ("市直各部门、各县（市、区）要于6月底前归集数据。", &["市直各部门、各县（市、区） 06-30 归集数据"]),
        ("市本级及江北区、江南区7月底前完成备案。", &["市本级、江北区、江南区 07-31 完成备案"]),
        ("望江、东湖两县率先于5月底前通过验收。", &["望江、东湖 05-31 率先通过验收"]),
        ("各县（市、区）普查办5月底前完成清查。", &["各县（市、区）普查办 05-31 完成清查"]),
    ] {
        assert_eq!(owed(text), rows, "{text}");
    }
    for text in
        ["老旧小区6月底前完成改造。", "规上单位6月底前达到30家。", "任务清单6月底前印发。", "6月底前报市政府审定。"]
    {
        assert!(owed(text)[0].starts_with("全市"), "{text}: {:?}", owed(text));
    }
}

#[test]
fn who_is_only_described_is_doubted() {
    assert_eq!(owed("被约谈的县（区）3月底前提交方案。"), ["被约谈的县（区） 03-31 提交方案"]);
    assert!(doubted("被约谈的县（区）3月底前提交方案。") && doubted("列入名单的乡镇3月底前补报。"));
    assert!(!doubted("各县（区）3月底前提交方案。") && !doubted("督促有关县（区）3月底前提交方案。"));
}

#[test]
fn those_mentioned_above_are_left_out() {
    let read = |text: &str| rows(&draft("广西2025年度臭氧计划", &format!("{text}（自治区甲厅牵头）")));
    let found = read(
        "南宁、柳州、贵港三市4月15日前完成排查，玉林市、钦州市和北海市于5月15日前完成排查，除上述六市外的设区市6月底前完成排查。",
    );
    assert_eq!(found[2], "桂林、梧州、防城港、百色、贺州、河池、来宾、崇左 06-30 完成排查");
    let found = read("南宁市4月15日前完成排查，除上述六市外的设区市6月底前完成排查。");
    assert!(found[1].starts_with("除上述六市外的"), "{found:?}");
    let found = read("6月底前，除钦州、北海两市外，其他设区市完成溯源，钦州、北海两市9月底前完成。");
    assert_eq!(found[0], "南宁、柳州、桂林、梧州、防城港、贵港、玉林、百色、贺州、河池、来宾、崇左 06-30 完成溯源");
    assert_eq!(found[1], "钦州、北海 09-30 完成溯源");
    let found = read("各设区市（百色、河池除外）5月底前完成任务分解。");
    assert!(
        found[0].starts_with("南宁、") && !found[0].contains("百色") && found[0].ends_with(" 完成任务分解"),
        "{found:?}"
    );
    assert!(owed("除城步、新宁两县外，其余县市6月底前建成。")[0].starts_with("其余县市 06-30"));
}

#[test]
fn everywhere_is_every_city_only_in_a_plan_of_a_province() {
    let owner = |title: &str| rows(&draft(title, "各地6月底前完成自查。（甲部牵头）")).remove(0);
    assert_eq!(owner("教育部关于做好2025年校园餐整治的通知"), "各地 06-30 完成自查");
    assert_eq!(owner("云河市2025年计划"), "各地 06-30 完成自查");
    assert_eq!(owner("广西2025年计划"), "各设区市 06-30 完成自查");
    assert_eq!(owner("云河省2025年计划"), "各设区市 06-30 完成自查");
    assert_eq!(owner("望江区2025年计划"), "各地 06-30 完成自查");
    let found = rows(&draft("云河市2025年计划", "督促各地落实。各设区市6月底前完成自查。（甲部牵头）"));
    assert_eq!(found, ["各设区市 06-30 完成自查"], "who is written so is meant");
    let found = rows(&draft("2025年计划", "全区推广。各地6月底前完成自查。（区甲局、区乙局负责）"));
    assert_eq!(found, ["各地 06-30 完成自查"], "a district says 全区 as well");
}

#[test]
fn a_note_in_mid_sentence_has_the_date_behind_it() {
    let found = rows(&draft(
        "云河市2025年计划",
        "整治企业（责任单位：市甲局），6月底前完成；拆除违建（责任单位：市乙局），8月底前完成；复绿土地（责任单位：市丙局、各乡镇政府），11月底前验收销号。",
    ));
    assert_eq!(found, ["全市 06-30 整治企业", "全市 08-31 拆除违建", "全市 11-30 验收销号"]);
    let found =
        rows(&draft("云河市2025年计划", "整治企业（责任单位：市甲局），拆除违建8月底前完成（责任单位：市乙局）。"));
    assert_eq!(found, ["全市 08-31 拆除违建完成"]);
}

#[test]
fn a_verb_alone_has_the_sentence_before_it_and_a_date_is_owed_once() {
    assert_eq!(owed("修缮文物8处。10月底前完成。"), ["全市 10-31 修缮文物8处"]);
    let found = rows(&draft("云河市2025年计划", "6月底前完成排查。（完成时限：6月底前；责任单位：市甲局）"));
    assert_eq!(found, ["全市 06-30 完成排查"]);
    let found = rows(&draft("云河市2025年计划", "6月底前完成排查。（完成时限：8月底前；责任单位：市甲局）"));
    assert_eq!(found.len(), 2, "{found:?}");
}

#[test]
fn a_bracket_has_words_of_its_own() {
    assert_eq!(owed("9月底前完成清障（其中重点河段6月底前完成），12月底前建立机制。")[1], "全市 06-30 重点河段完成");
}

#[test]
fn who_stands_before_a_later_date_is_never_the_first() {
    for (text, rows) in [
        (
            "由市人社局6月底前培训300人、市总工会9月底前培训300人。",
            &["市人社局 06-30 培训300人", "市总工会 09-30 培训300人"][..],
        ),
        ("东湖区6月底前完成排查，石桥县延至8月底前完成。", &["东湖区 06-30 完成排查", "石桥县 08-31 完成排查"]),
        ("呼伦盟6月底前完成整治，其他盟市7月底前完成。", &["呼伦盟 06-30 完成整治", "其他盟市 07-31 完成整治"]),
        ("省医保局5月底前出台办法，各统筹区7月底前制定细则。", &["省医保局 05-31 出台办法", "各统筹区 07-31 制定细则"]),
        ("各旗县8月底前报送方案。", &["各旗县 08-31 报送方案"]),
        ("6月底前，各市、县（市、区）完成规划修编。", &["各市、县（市、区） 06-30 完成规划修编"]),
        ("各盟（市）9月底前完成检查。", &["各盟（市） 09-30 完成检查"]),
    ] {
        assert_eq!(owed(text), rows, "{text}");
    }
    let found =
        rows(&draft("广西2025年计划", "梧州市、北海市、自治区民政厅10月底前培训护理员500名。（自治区甲厅牵头）"));
    assert_eq!(found, ["梧州、北海、自治区民政厅 10-31 培训护理员500名"]);
}

#[test]
fn who_looks_like_somebody_and_is_not_understood_is_doubted() {
    let doubted = |text: &str| {
        let problems = draft("云河市2025年计划", &format!("{text}（市甲局牵头）")).problems;
        problems.into_iter().filter(|problem| problem.open == Some(duban_domain::draft::Open::Owner)).count()
    };
    for text in [
        "东湖区6月底前完成，其余9月底前完成。",
        "市水利局5月底前印发方案，8月底前江南新组建街道完成排查。",
        "市水利局5月底前印发方案，库区管理处8月底前验收。",
        "东湖区5月底前完成20处，其他地方8月底前完成30处。",
        "市委宣传部5月底前启动活动，融媒体中心8月底前开展宣传。",
    ] {
        assert_eq!(doubted(text), 1, "{text}");
        let found = owed(text);
        assert!(!found[1].starts_with(found[0].split(' ').next().unwrap()), "{found:?}");
    }
    for (text, who) in [
        ("市水利局5月底前印发方案，各片区8月底前报送清单。", "各片区"),
        ("市水利局5月底前印发方案，沿河乡镇8月底前完成清淤。", "沿河乡镇"),
        ("市教育局5月底前制定方案，各中小学8月底前完成自查。", "各中小学"),
        ("市教育局5月底前制定方案，高校8月底前报送清单。", "高校"),
        ("市水利局5月底前印发方案，建设单位8月底前完成清淤。", "建设单位"),
        ("供水公司5月底前完成普查，各水厂6月底前上报。", "各水厂"),
        ("5月底前，市水利局印发方案；8月底前，各行业主管部门完成整治。", "各行业主管部门"),
    ] {
        assert_eq!(doubted(text), 0, "a class in its own words: {text}");
        assert!(owed(text)[1].starts_with(&format!("{who} ")), "{text}: {:?}", owed(text));
    }
    for text in [
        "市生态环境局5月底前印发方案，组织辖区内水泥熟料生产企业12月底前完成改造。",
        "市住建局6月底前印发方案，示范区12月底前建成。",
        "市住建局6月底前开工，主体工程12月底前完工。",
    ] {
        assert_eq!(doubted(text), 0, "{text}");
    }
}

#[test]
fn who_only_guides_owes_nothing() {
    let text = "由各街道负责，市城管局指导，6月底前完成检查。";
    assert_eq!(rows(&draft("云河市2025年计划", text)), ["各街道 06-30 完成检查"]);
}

#[test]
fn who_is_not_understood_beside_a_later_time_is_never_the_first() {
    for (text, who) in [
        ("市教育局6月底前完成自查，10月底前，第三方机构评估。", "第三方机构"),
        ("市教育局6月底前改造学校，其余9月底前完成。", "其余"),
        ("县级卫健部门6月底前检查，市级7月底前抽查。", "市级"),
        ("主干道由市城管局、背街小巷由各街道于8月底前完成更换。", "主干道由市城管局、背街小巷由各街道"),
        ("除供热能力不足的某镇外，其他苏木镇9月15日前完成改造。", "其他苏木镇"),
        ("请贵局于6月15日前完成搭建。", "贵局"),
    ] {
        assert!(owed(text).last().unwrap().starts_with(&format!("{who} ")), "{text}: {:?}", owed(text));
        let draft = draft("云河市2025年计划", &format!("{text}（市甲局牵头）"));
        assert!(draft.problems.iter().any(|problem| problem.quote.contains(who)), "{text}: {:?}", draft.problems);
    }
    for text in [
        "市教育局4月底前印发方案，10月底前新建养老机构8家。",
        "市住建局6月底前印发方案，各标段10月底前完工。",
        "市住建局6月底前印发方案，各项任务9月底前完成。",
    ] {
        let found = owed(text);
        assert_eq!(found[0].split(' ').next(), found[1].split(' ').next(), "{text}");
    }
}

#[test]
fn a_time_without_a_date_has_an_owner_of_its_own() {
    let read = |text: &str| {
        let draft = draft("云河市2025年计划", &format!("{text}（市甲局牵头）"));
        let milestones = draft.tasks.into_iter().flat_map(|task| task.measures).flat_map(|measure| measure.milestones);
        milestones.map(|m| format!("{} {} {}", m.owed_by.join("、"), m.phrase, m.deliverable)).collect::<Vec<_>>()
    };
    assert_eq!(
        read("各学校按季度自查，市教育局每年抽查2次。"),
        ["各学校 按季度 各学校按季度自查", "市教育局 每年 市教育局每年抽查2次"]
    );
    assert_eq!(
        read("市财政局3月底前下达资金，旗县区财政部门收到资金后20日内拨付到户。"),
        ["市财政局 3月底前 下达资金", "旗县区财政部门 收到资金后20日内 拨付到户"]
    );
    assert_eq!(read("市水利局每月巡查，区级河长每旬巡河1次。")[1], "区级河长 每旬 区级河长每旬巡河1次");
}

#[test]
fn a_stretch_in_a_bracket_and_a_time_of_its_own_part_what_is_done() {
    assert_eq!(
        owed("汛前（4月10日前）组织综合演练1次，台风季（7—9月）各区组织演练不少于2次。"),
        ["全市 04-10 组织综合演练1次", "各区 09-30 组织演练不少于2次"]
    );
    assert_eq!(
        owed("市甲局4月底前完成招标，中标单位签约后90日内上线，试运行满3个月后验收。"),
        ["市甲局 04-30 完成招标"]
    );
    assert_eq!(owed("4月、8月和11月底前分别完成10处、15处、6处积水点整治。")[1], "全市 08-31 完成15处积水点整治");
    assert_eq!(owed("不迟于5月10日启动，最晚7月1日上线，力争提前至6月中旬。")[1], "全市 07-01 上线");
    assert_eq!(owed("红山旗8月底前完成2.1万户，其余旗县区9月20日前全部完成。")[1], "其余旗县区 09-20 全部完成");
}

#[test]
fn one_and_the_same_under_two_times_is_doubted() {
    let doubts = |text: &str| {
        let problems = draft("云河市2025年计划", text).problems;
        problems.iter().filter(|problem| problem.message.contains("另写有一个时限")).count()
    };
    assert_eq!(doubts("8月底前完成设备采购。（牵头单位：市甲局；完成时限：11月底前）"), 1);
    assert_eq!(doubts("8月底前完成设备采购。（牵头单位：市甲局；完成时限：8月底前）"), 0);
    assert_eq!(doubts("3月底前出台细则，新增品牌店200家。（牵头单位：市甲局；完成时限：年内）"), 0);
}

#[test]
fn part_of_a_goal_has_the_date_of_the_whole() {
    let text = "云河市2025年计划\n一、工作目标\n到2025年底，达标率达到90%。其中，青山县达标率达到85%。\n二、任务\n1.办事。甲。（市甲局牵头）";
    let registry = UnitRegistry::guangxi().unwrap();
    let goals = compile(text, &Options { registry: &registry, year: None }).plan.indicators;
    assert!(goals.len() == 2 && goals.iter().all(|goal| goal.due.is_some()), "{goals:?}");
}

#[test]
fn a_town_or_village_behind_its_date_owes() {
    assert_eq!(owed("6月底前周口市完成80公里。"), ["周口市 06-30 完成80公里"]);
    assert_eq!(owed("5月10日前各村签订承诺书。"), ["各村 05-10 签订承诺书"]);
    assert_eq!(owed("驻村工作队6月底前制定计划，第一书记12月10日前述职。")[1], "第一书记 12-10 述职");
    assert_eq!(owed("6月底前超市完成改造。")[0].split(' ').next(), Some("全市"));
}
