//! Who stands before or behind a date and is in no list, and what only looks like somebody.

use crate::{Options, UnitRegistry, compile};
use duban_domain::draft::Draft;

fn draft(text: &str) -> Draft {
    let registry = UnitRegistry::guangxi().unwrap();
    let document = format!("云河市2025年计划\n一、任务\n1.办事。{text}（市甲局牵头）");
    compile(&document, &Options { registry: &registry, year: None })
}

/// Each milestone of a made-up measure: who, by when, what.
fn owed(text: &str) -> Vec<String> {
    let draft = draft(text);
    let milestones = draft.tasks.iter().flat_map(|task| &task.measures).flat_map(|measure| &measure.milestones);
    let time = |m: &duban_domain::draft::DraftMilestone| {
        m.due.map_or_else(|| m.phrase.clone(), |due| due.format("%m-%d").to_string())
    };
    milestones.map(|m| format!("{} {} {}", m.owed_by.join("、"), time(m), m.deliverable)).collect()
}

fn doubted(text: &str, who: &str) -> bool {
    draft(text).problems.iter().any(|problem| problem.quote == who && problem.message.contains("像是责任主体"))
}

#[test]
fn whoever_stands_before_the_first_date_of_several_owes_it() {
    for (text, rows) in [
        (
            "县级市9月底前、其他县10月底前建成中转站各1座。",
            &["县级市 09-30 建成中转站各1座", "其他县 10-31 建成中转站各1座"][..],
        ),
        (
            "以西河市、白水市等县级市6月底前完成清淤，其他县9月底前完成清淤。",
            &["西河市、白水市等县级市 06-30 完成清淤", "其他县 09-30 完成清淤"],
        ),
        (
            "珠三角九市（不含江门市）6月底前实现零填埋，粤东西北地区11月底前完成整治30座。",
            &["除江门市外的珠三角九市 06-30 实现零填埋", "粤东西北地区 11-30 完成整治30座"],
        ),
        (
            "除韶江市外，各地级市8月底前完成选址；韶江市12月底前建成。",
            &["除韶江市外的各地级市 08-31 完成选址", "韶江市 12-31 建成"],
        ),
        (
            "县疾控中心、县水务局分别于6月底、9月底前出具报告。",
            &["县疾控中心 06-30 出具报告", "县水务局 09-30 出具报告"],
        ),
        (
            "省级6月底前出台办法，市级8月底前出台细则，县级10月底前落实到位。",
            &["省级 06-30 出台办法", "市级 08-31 出台细则", "县级 10-31 落实到位"],
        ),
        (
            "西河市、宝山市9月20日前分别完成散煤替代6万户、3万户，北区两市10月15日前完成，杨凌示范区年底前完成扫尾。",
            &[
                "西河市 09-20 完成散煤替代6万户",
                "宝山市 09-20 完成散煤替代3万户",
                "北区两市 10-15 办事",
                "杨凌示范区 12-31 完成扫尾",
            ],
        ),
        ("快递企业8月底前进村率达到95%。", &["快递企业 08-31 进村率达到95%"]),
        ("包头市试点旗县6月底前完成整改。", &["包头市试点旗县 06-30 完成整改"]),
    ] {
        assert_eq!(owed(text), rows, "{text}");
    }
}

#[test]
fn who_surely_does_something_and_is_in_no_list_is_doubted_and_owes_it() {
    for (text, who) in [
        ("工业园区管理机构9月底前完成备案。", "工业园区管理机构"),
        ("整治责任主体于11月20日前申请验收。", "整治责任主体"),
        ("承担试点任务的12个县（市、区）8月底前报送总结。", "承担试点任务的12个县（市、区）"),
        ("市县两级9月底前完成清单。", "市县两级"),
    ] {
        assert!(owed(text)[0].starts_with(&format!("{who} ")), "{text}: {:?}", owed(text));
        assert!(doubted(text, who), "{text}");
    }
    for text in [
        "9月底前采煤沉陷区治理完毕。",
        "新建养老机构6月底前投用。",
        "规上企业年底前达到30家。",
        "全市乡镇6月底前实现覆盖。",
        "农村地区6月底前通水。",
    ] {
        assert!(owed(text)[0].starts_with("全市 "), "{text}: {:?}", owed(text));
    }
}

#[test]
fn a_class_of_bodies_or_places_owes_in_its_own_words_without_a_doubt() {
    for (text, who) in [
        ("盟市所在地旗县区6月底前消除黑臭水体21条。", "盟市所在地旗县区"),
        ("每个村12月底前培养能人2名。", "每个村"),
        ("各级河长每月巡河，县级河长办每季度通报。", "各级河长"),
        ("6月底前，各级林草部门完成检查。", "各级林草部门"),
        ("相关地（市）6月底前完成主体工程。", "相关地（市）"),
        ("各植棉县（市）11月底前完成采收。", "各植棉县（市）"),
        ("沿海市县每日巡滩，每月底前上报台账。", "沿海市县"),
        ("街道每月25日前汇总清单，区甲局每季度首月10日前通报。", "街道"),
        ("2月底前，每个村（社区）建立队伍。", "每个村（社区）"),
        ("各县（市、区）6月底前完成清查。", "各县（市、区）"),
        ("相关设区市6月底前完成清查。", "相关设区市"),
    ] {
        assert!(owed(text)[0].starts_with(&format!("{who} ")), "{text}: {:?}", owed(text));
        let open: Vec<_> = draft(text).problems.into_iter().filter(|problem| problem.open.is_some()).collect();
        assert!(open.is_empty(), "{text}: {open:?}");
    }
}

#[test]
fn a_name_beside_a_group_that_nobody_knows_owes_as_well_and_is_doubted() {
    let text = "各林场、自然保护区管理机构3月10日前备足物资。";
    assert_eq!(owed(text), ["各林场、自然保护区管理机构 03-10 备足物资"]);
    assert!(doubted(text, "各林场、自然保护区管理机构"));
}

#[test]
fn bodies_of_the_party_companies_and_places_with_a_reason_owe() {
    for (text, rows) in [
        ("市委督查室3月底前印发计划。", &["市委督查室 03-31 印发计划"][..]),
        ("各区、各管委会6月底前完成排查。", &["各区、各管委会 06-30 完成排查"]),
        (
            "各市（地）5月底前完成播种3000万亩，北大荒集团同步完成1200万亩。",
            &["各市（地） 05-31 完成播种3000万亩", "北大荒集团 05-31 完成1200万亩"],
        ),
    ] {
        assert_eq!(owed(text), rows, "{text}");
    }
    let found = owed("除高山市外，各设区市9月底前完成改造；高山市因施工期短，可于10月底前完成。");
    assert_eq!(found[1], "高山市 10-31 办事", "a verb alone is no deliverable: the task is");
    let found = owed("各旗县9月底前完成围栏建设，北原旗因封冻较早，8月底前完成。");
    assert_eq!(found[0], "各旗县 09-30 完成围栏建设");
    assert!(found[1].starts_with("北原旗 08-31 "), "{found:?}");
}

#[test]
fn a_body_that_somebody_turns_to_owes_nothing() {
    for text in [
        "10月31日前向省政府报送专题报告。",
        "6月底前经省委审计委员会审定后印发。",
        "6月底前按照省水利厅要求完成清单。",
        "10月底前配合省生态环境厅完成督察。",
        "6月底前协调国网云河供电公司完成改造。",
        "12月底前接受省委组织部考核。",
        "9月底前通过省教育厅验收。",
        "7月底前联合市公安局开展执法。",
        "8月底前会同市财政局下达资金。",
        "8月底前协助市公安局完成排查。",
    ] {
        let rows = owed(text);
        let behind = text.split_once('前').unwrap().1.trim_end_matches('。');
        assert!(rows.len() == 1 && rows[0].starts_with("全市 ") && rows[0].ends_with(behind), "{text}: {rows:?}");
    }
    for (text, row) in
        [("6月底前市商务局完成评估。", "市商务局 06-30 完成评估"), ("6月底前经信局完成评估。", "经信局 06-30 完成评估")]
    {
        assert_eq!(owed(text), [row], "{text}");
    }
}

#[test]
fn words_between_a_body_and_its_date_hide_it_not() {
    for words in ["确保", "必须", "最迟在", "计划", "拟", "同步", "及时", "抓紧", "按要求", "按照职责", "结合实际"]
    {
        let rows = owed(&format!("市统计局{words}6月底前完成普查。"));
        let whose = rows[0].starts_with("市统计局 06-30 ") && rows[0].ends_with("完成普查");
        assert!(rows.len() == 1 && whose, "{words}: {rows:?}");
    }
}

#[test]
fn whom_something_is_sent_to_in_parts_owes_nothing() {
    let rows = owed("8月15日、11月15日前分两批向省整改办报送进展。");
    assert!(rows.iter().all(|row| !row.contains("整改办 ")), "{rows:?}");
    let rows = owed("请于收到通知之日起5个工作日内反馈办理方案，6月20日前办结回复。");
    assert!(rows.len() == 2 && rows.iter().all(|row| row.starts_with("全市 ")), "{rows:?}");
}

#[test]
fn the_places_of_an_area_owe_what_is_said_of_it() {
    let rows = owed("桂林等3市10月底前完成改造，北部湾经济区各市11月底前完成改造。");
    assert_eq!(rows, ["桂林等3市 10-31 完成改造", "北部湾经济区各市 11-30 完成改造"]);
}

#[test]
fn the_words_for_a_group_are_whole() {
    for (text, row) in [
        ("4月底前，各市教育局制定方案。", "各市教育局 04-30 制定方案"),
        ("各地级以上市3月底前报送计划。", "各地级以上市 03-31 报送计划"),
        ("6月底前各省辖市制定细则。", "各省辖市 06-30 制定细则"),
        ("各市、县5月底前拨付到位。", "各市、县 05-31 拨付到位"),
        ("4月底前各区、功能区编制方案。", "各区、功能区 04-30 编制方案"),
        ("各县（市、区）、市直各部门于6月20日前报送。", "各县（市、区）、市直各部门 06-20 报送"),
        ("市水利局（市河长办）6月底前完成清查。", "市水利局 06-30 完成清查"),
        ("市第一人民医院6月底前完成评审。", "市第一人民医院 06-30 完成评审"),
        ("9月底前市审计局抽查项目。", "市审计局 09-30 抽查项目"),
        ("未开工的由市财政局7月底前收回。", "市财政局 07-31 收回"),
        ("各区（市）县6月底前完成清查。", "各区（市）县 06-30 完成清查"),
        ("各市、州、直管市6月底前完成清查。", "各市、州、直管市 06-30 完成清查"),
        ("6月底前，各市州完成清查。", "各市州 06-30 完成清查"),
        ("各县（市、区）和市属开发区6月底前完成清查。", "各县（市、区）和市属开发区 06-30 完成清查"),
        ("各镇（场、街道）6月底前完成清查。", "各镇（场、街道） 06-30 完成清查"),
        ("沿海各市6月底前完成清查。", "沿海各市 06-30 完成清查"),
        ("各级党委6月底前完成清查。", "各级党委 06-30 完成清查"),
        ("桂北片区（桂林、柳州）6月底前完成清查。", "桂林、柳州 06-30 完成清查"),
        ("请市水利局于6月底前完成清查。", "市水利局 06-30 完成清查"),
        ("一是由市水利局负责，6月底前完成清查。", "市水利局 06-30 完成清查"),
        ("三是各乡镇6月底前完成清查。", "各乡镇 06-30 完成清查"),
        ("企业注销“一网服务”6月底前上线。", "全市 06-30 企业注销“一网服务”上线"),
        ("会议同意市水利局提出的方案，由市财政局抓紧完善后于5月底前报审。", "市财政局 05-31 抓紧完善后报审"),
    ] {
        assert_eq!(owed(text), [row], "{text}");
    }
}
