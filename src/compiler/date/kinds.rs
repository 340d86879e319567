//! Kinds of dates: which bind, and which are told for another reason.

use super::*;
use crate::text::text_of;

fn days(dates: &[DatePhrase]) -> String {
    let days: Vec<String> = dates.iter().map(|d| d.due.date().map(|d| d.to_string()).unwrap_or_default()).collect();
    days.join(" ")
}

/// The days that bind, and why others do not.
fn shown(written: &str) -> (String, Vec<Why>) {
    let text = text_of(written);
    let found = read(text.whole(), Some(2025).into());
    (days(&found.binding), found.told.iter().map(|(_, why)| *why).collect())
}

#[test]
fn bare_months_are_times_of_a_plan_where_something_is_done_then() {
    for (written, due) in [
        ("3月、6月、9月、12月通报情况", "2025-03-31 2025-06-30 2025-09-30 2025-12-31"),
        ("3、6、9月对账", "2025-03-31 2025-06-30 2025-09-30"),
        ("于5月、11月各县区述职", "2025-05-31 2025-11-30"),
        ("3月选点，6月立杆，9月通电", "2025-03-31 2025-06-30 2025-09-30"),
        ("4月公示", "2025-04-30"),
        ("5—7月开展《某法》执法检查", "2025-07-31"),
        ("台风季（7—9月）各区组织演练", "2025-09-30"),
        ("第三季度完成《某条例》起草", "2025-09-30"),
        ("2025年Ⅲ季度完成起草", "2025-09-30"),
        ("12月15日前对照清单开展年终验收", "2025-12-15"),
        ("11月20日前组织年底述职", "2025-11-20"),
        ("5月中下旬完成验收", "2025-05-31"),
        ("4月上中旬开展核查", "2025-04-20"),
        ("6月初启动", "2025-06-10"),
        ("上半年、下半年各演出60场", "2025-06-30 2025-12-31"),
        ("半年和年底前分别报送总结", "2025-06-30 2025-12-31"),
        ("——5月底前完成选址", "2025-05-31"),
    ] {
        assert_eq!(shown(written).0, due, "{written}");
    }
    for written in [
        "7月、8月汛期",
        "上半年、下半年用电量",
        "3月、4月用电量",
        "3月用电量增长，4月用电量下降",
        "年中考核",
        "6月检查结果",
        "6月初步方案",
    ] {
        assert_eq!(shown(written).0, "", "{written}");
    }
}

#[test]
fn quarters_and_halves_may_share_their_word() {
    for (written, due) in [
        ("一、三季度末报送", "2025-03-31 2025-09-30"),
        ("第二、四季度开展检查", "2025-06-30 2025-12-31"),
        ("上、下半年各开展一次督查", "2025-06-30 2025-12-31"),
        ("第四季度初完成", "2025-10-10"),
    ] {
        assert_eq!(shown(written).0, due, "{written}");
    }
    assert_eq!(shown("前三季度增长").0, "");
}

#[test]
fn a_stretch_ends_on_its_last_day_whatever_year_or_month_that_is_written_with() {
    for (written, due) in [
        ("10月15日至次年3月15日实施错峰", "2026-03-15"),
        ("11月至次年3月开展冬防", "2026-03-31"),
        ("5月10日至20日集中整治", "2025-05-20"),
        ("2025年10月15日至2026年3月15日实施", "2026-03-15"),
    ] {
        assert_eq!(shown(written).0, due, "{written}");
    }
    assert_eq!(shown("1—6月每月公开一次").0, "");
    assert_eq!(shown("2025年至2027年每年新增学位5000个").0, "");
}

#[test]
fn a_day_may_be_bound_by_what_happens_then_or_in_other_words() {
    for (written, due) in [
        ("11月1日供热前完成调试", "2025-11-01"),
        ("6月5日环境日前发布", "2025-06-05"),
        ("6月30日（含）前报送", "2025-06-30"),
        ("最迟不晚于11月30日完成", "2025-11-30"),
        ("不得迟于6月30日报送", "2025-06-30"),
        ("不早于9月1日、不晚于9月15日启用", "2025-09-15"),
        ("7月1日、10月1日三个节点完成", "2025-07-01 2025-10-01"),
        ("2025年度内完成", "2025-12-31"),
        ("到“十四五”末完成", "2025-12-31"),
        ("今明两年完成", "2026-12-31"),
        ("6月底前后完成", "2025-06-30"),
    ] {
        assert_eq!(shown(written).0, due, "{written}");
    }
    assert_eq!(shown("6月5日会议的前期工作").0, "");
}

#[test]
fn what_is_put_off_done_or_forbidden_until_then_is_no_deadline() {
    for (written, why) in [
        ("确有困难的可延至9月底", Why::PutOff),
        ("经批准后可延期至2026年3月底", Why::PutOff),
        ("确有困难的，最迟不晚于12月20日", Why::PutOff),
        ("已于2025年3月完成", Why::Done),
        ("不得在6月30日前拆除", Why::Forbidden),
        ("2025年3月底前未开工的项目", Why::Object),
        ("3月底前已印发方案", Why::Done),
        ("截至5月15日，全市尚有8处未整改", Why::Done),
        ("截至3月底，已建成管网30公里", Why::Done),
    ] {
        assert_eq!(shown(written), (String::new(), vec![why]), "{written}");
    }
    assert_eq!(shown("申报期延长至3月底").0, "2025-03-31");
    assert_eq!(shown("截至6月底，完成整改").0, "2025-06-30");
    assert_eq!(shown("至迟2025年11月10日完成").0, "2025-11-10");
    assert_eq!(shown("可延期至2026年3月底，其他10月底前拆除").0, "2025-10-31");
    assert_eq!(shown("2026年6月底前建成，其中一期9月底前建成").0, "2026-06-30 2025-09-30");
}

#[test]
fn of_two_dates_the_one_that_was_moved_is_no_deadline() {
    for (written, due) in [
        ("由12月底前提前至10月底前完成改造", "2025-10-31"),
        ("完成时间由9月底延长到11月底", "2025-11-30"),
        ("将6月底前的目标提前到5月底前实现", "2025-05-31"),
        ("比原定的12月底提前两个月，10月底前建成", "2025-10-31"),
        ("完成时限由2025年6月30日延至2025年9月30日", "2025-09-30"),
    ] {
        assert_eq!(shown(written).0, due, "{written}");
    }
    assert_eq!(shown("6月底前调整到位").0, "2025-06-30");
    assert_eq!(shown("6月底前调整为十个站点").0, "2025-06-30");
    assert_eq!(shown("9月底前提前完成全年任务").0, "2025-09-30");
}

#[test]
fn quarters_and_halves_are_written_with_letters_too() {
    for (written, due) in [
        ("2025年Q3", "2025-09-30"),
        ("2025年Q2完成招标", "2025-06-30"),
        ("2025年H1完成", "2025-06-30"),
        ("Q4完成验收", "2025-12-31"),
        ("Q1、Q3各检查一次", "2025-03-31 2025-09-30"),
    ] {
        assert_eq!(shown(written).0, due, "{written}");
    }
    for written in ["采用Q355钢", "H2类场所", "Q3.5机型"] {
        assert_eq!(shown(written).0, "", "{written}");
    }
}

#[test]
fn months_before_a_day_most_likely_have_the_same_day() {
    let text = text_of("4月、7月、10月10日前通报");
    let found = read(text.whole(), Some(2025).into()).binding;
    assert_eq!(days(&found), "2025-04-10 2025-07-10 2025-10-10");
    assert_eq!(found.iter().map(|date| date.guessed).collect::<Vec<_>>(), [true, true, false]);
}

#[test]
fn a_column_says_nothing_open_of_what_is_done() {
    let column = |written: &str| days(&in_column(text_of(written).whole(), Some(2025).into()));
    assert_eq!(column("已于2025年3月完成"), "");
    assert_eq!(column("2025年全年"), "");
    assert_eq!(column("2025年9月底前（确有困难的可延至12月底）"), "2025-09-30");
}

#[test]
fn what_somebody_above_asks_for_and_what_follows_if_it_is_not_kept_are_no_deadlines() {
    for written in ["按照省里6月底前完成的要求", "如6月底前不能完成", "若9月底前完成", "6月底前未完成"]
    {
        assert_eq!(shown(written), (String::new(), vec![Why::Object]), "{written}");
    }
    assert_eq!(shown("6月中旬至7月上旬开展督查").0, "2025-07-10");
    assert_eq!(shown("按照要求6月底前完成改造").0, "2025-06-30");
}

#[test]
fn a_year_that_opens_its_clause_is_that_of_what_follows_in_a_plan_of_several() {
    let years = Years { first: Some(2026), last: Some(2028), season: None };
    let text = text_of("2026年建设示范点20处，年底前验收");
    assert_eq!(days(&read(text.whole(), years).binding), "2026-12-31");
}

#[test]
fn what_is_made_in_a_month_is_done_by_its_end() {
    for (written, due) in [
        ("第四季度新建超市12个", "2025-12-31"),
        ("9月新建超市12个", "2025-09-30"),
        ("10月打造示范街2条", "2025-10-31"),
        ("11月成立专班", "2025-11-30"),
        ("8月修复堤防3处", "2025-08-31"),
        ("二季度归集率达到80%", "2025-06-30"),
        ("8月整改率达到90%", "2025-08-31"),
        ("下半年巩固提升", "2025-12-31"),
        ("下半年全省推开", "2025-12-31"),
        ("确保10月通过评估", "2025-10-31"),
        ("下半年达标率提高到95%", "2025-12-31"),
    ] {
        let text = text_of(written);
        let found: Vec<String> =
            dates(text.whole(), Some(2025)).iter().filter_map(|d| d.due.date()).map(|d| d.to_string()).collect();
        assert_eq!(found, [due], "{written}");
    }
    for written in
        ["上半年达标率同比达到80%", "8月用水量已达到90万吨", "上半年达标率达到95%的企业", "高于上半年平均水平"]
    {
        assert_eq!(shown(written).0, "", "{written}");
    }
}
