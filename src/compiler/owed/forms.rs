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
        "市水利局5月底前印发方案，各片区8月底前报送清单。",
        "市水利局5月底前印发方案，8月底前江南新组建街道完成排查。",
        "市水利局5月底前印发方案，沿河乡镇8月底前完成清淤。",
        "市水利局5月底前印发方案，库区管理处8月底前验收。",
        "东湖区5月底前完成20处，其他地方8月底前完成30处。",
        "市教育局5月底前制定方案，各中小学8月底前完成自查。",
        "市教育局5月底前制定方案，高校8月底前报送清单。",
        "市水利局5月底前印发方案，建设单位8月底前完成清淤。",
        "市委宣传部5月底前启动活动，融媒体中心8月底前开展宣传。",
        "5月底前，市水利局印发方案；8月底前，各行业主管部门完成整治。",
    ] {
        assert_eq!(doubted(text), 1, "{text}");
        let found = owed(text);
        assert!(!found[1].starts_with(found[0].split(' ').next().unwrap()), "{found:?}");
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
