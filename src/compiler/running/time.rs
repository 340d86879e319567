//! The time of all for which none is written: 未明确完成时限的，均为11月底前; 完成时限除已明确的外，均为11月底; 除特别注明外，11月30日前完成.

use crate::date;
use crate::sentence::split_outside;
use crate::text::{Passage, Terms};

/// Words of which what is excepted consists.
const WORDS: &Terms = &Terms::new(&[
    "以下",
    "以上",
    "上述",
    "各项",
    "所有",
    "全部",
    "其他",
    "其余",
    "任务",
    "工作",
    "事项",
    "措施",
    "目标",
    "内容",
    "未",
    "没有",
    "已",
    "有",
    "作",
    "明确",
    "注明",
    "标明",
    "写明",
    "列明",
    "列出",
    "标注",
    "标示",
    "规定",
    "说明",
    "要求",
    "特别",
    "单独",
    "另行",
    "另",
    "具体",
    "特殊",
    "完成",
    "办理",
    "整改",
    "落实",
    "时限",
    "期限",
    "时间",
    "节点",
    "进度",
    "的",
    "除",
    "以外",
    "之外",
    "外",
    "凡",
    "本方案",
    "本计划",
    "本清单",
    "本表",
    "均",
    "责任单位",
    "牵头单位",
    "和",
    "及",
    "、",
    "，",
    "中",
    "者",
]);
/// What they are about.
const TIMES: &[&str] = &["时限", "期限", "时间", "节点", "进度"];
/// What leaves out those that have a time of their own.
const EXCEPT: &[&str] = &["外", "除外"];
/// What says that none is written.
const UNSAID: &[&str] = &["未", "没有"];
/// Words in front of the time.
const BEFORE: &Terms = &Terms::new(&[
    "完成时限",
    "完成时间",
    "办理时限",
    "整改时限",
    "时限",
    "期限",
    "时间",
    "原则上",
    "一律",
    "统一",
    "均应",
    "均须",
    "均需",
    "均要",
    "均",
    "都",
    "应",
    "须",
    "要",
    "为",
    "于",
    "在",
    "按",
    "是",
    "，",
]);
/// Words behind it.
const BEHIND: &[&str] =
    &["前完成", "完成任务", "全面完成", "全部完成", "完成整改", "办结", "完成", "前", "底", "止", "执行"];
/// What a clause about who does it has, in front of that about the time: 除注明的外，均由市甲局牵头，12月底前完成.
const UNITS: &[&str] = &["由", "负责", "牵头"];
/// Such words are no longer.
const LONGEST: usize = 40;

/// The time of all that have none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing<'t> {
    /// The time.
    pub(super) words: Passage<'t>,
    /// Where the clause begins that says whom it is not for.
    pub(super) exception: usize,
}

/// The time that a sentence sets for all that have none.
pub(super) fn declared(sentence: Passage<'_>) -> Option<Standing<'_>> {
    let may = |c: &char| matches!(c, '除' | '未' | '没');
    if !sentence.chars().iter().any(may) || !sentence.chars().iter().any(|c| matches!(c, '月' | '年' | '季')) {
        return None;
    }
    let clauses = split_outside(sentence, &['，', '；', '。', '\n']);
    clauses.iter().enumerate().find_map(|(i, clause)| {
        let behind = excepted(*clause).and_then(|rest| {
            let more = clauses.iter().skip(i + 1).copied();
            let mut ahead = Some(rest).filter(|rest| !rest.is_empty()).into_iter().chain(more);
            let first = ahead.next()?;
            time(first).or_else(|| ahead.next().filter(|_| first.contains_any(UNITS)).and_then(time))
        });
        let words = behind.or_else(|| in_bracket(*clause))?;
        Some(Standing { words, exception: clause.start() })
    })
}

/// What stands behind the words for those that are meant.
fn excepted(clause: Passage<'_>) -> Option<Passage<'_>> {
    let mut rest = clause;
    while let Some(next) = rest.strip_prefix(WORDS).filter(|_| !rest.starts_with("均为") && !rest.starts_with("均于"))
    {
        rest = next;
    }
    let words = clause.to(rest.start());
    let unsaid = words.contains_any(UNSAID)
        && words.contains_any(TIMES)
        && words.ends_with_any(&["的", "任务", "事项", "工作", "者"]);
    let except = words.contains("除") && words.ends_with_any(EXCEPT);
    ((unsaid || except) && words.len() <= LONGEST).then_some(rest)
}

/// 时限为12月15日前（已明确时限的除外）.
fn in_bracket(clause: Passage<'_>) -> Option<Passage<'_>> {
    let (inner, _) = clause.strip_suffix(&["）"])?;
    let open = inner.rfind("（")?;
    let words = inner.from(open + 1);
    let excepts = words.contains_any(TIMES) && words.ends_with_any(EXCEPT);
    excepted(words).filter(|rest| excepts && rest.is_empty()).and_then(|_| time(inner.to(open)))
}

/// The only date of words that say nothing besides.
fn time(words: Passage<'_>) -> Option<Passage<'_>> {
    let mut rest = words;
    while let Some(next) = rest.strip_prefix(BEFORE) {
        rest = next;
    }
    let dates = date::in_column(rest, Some(2000).into());
    let [date] = dates.as_slice() else { return None };
    let behind = rest.from(date.end).to_string();
    let whole = date.start <= rest.start() && (behind.is_empty() || BEHIND.contains(&behind.as_str()));
    whole.then(|| rest.to(date.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_time_may_be_set_for_all_that_have_none() {
        let read = |written: &str| declared(text_of(written).whole()).map(|time| time.words.to_string());
        for (written, time) in [
            ("未明确完成时限的，均为2025年12月底前", "2025年12月底前"),
            ("完成时限除已明确的外，均为2025年11月底", "2025年11月底"),
            ("各项任务均由各所具体实施，除特别注明外，11月30日前完成", "11月30日前"),
            ("没有注明时限的任务均于12月底前完成", "12月底前"),
            ("以上任务均由各县落实，时限为2025年12月15日前（已明确时限的除外）", "2025年12月15日前"),
            ("除另有规定外，完成时限均为2025年12月", "2025年12月"),
            ("以下各项除注明的外，均由市甲局牵头，12月底前完成", "12月底前"),
            ("除特别注明外由市甲局负责，于11月底前完成", "11月底前"),
        ] {
            assert_eq!(read(written).as_deref(), Some(time), "{written}");
        }
        for prose in [
            "对未明确整改时限的问题，6月底前完成整改",
            "除东湖区外，各县区6月底前完成",
            "未完成的任务，6月底前完成销号",
            "未按时限报送的，6月底前通报",
            "除特别注明外，各县区抓好落实，6月底前完成绿化",
        ] {
            assert_eq!(read(prose), None, "{prose}");
        }
    }

    /// The dates of each measure of a plan.
    fn dues(written: &str) -> Vec<String> {
        let registry = crate::UnitRegistry::guangxi().unwrap();
        let draft = crate::compile(written, &crate::Options { registry: &registry, year: None });
        let row = |m: &duban_domain::draft::DraftMeasure| {
            let dues: Vec<String> = m.milestones.iter().filter_map(|m| m.due).map(|due| due.to_string()).collect();
            format!("{} {}", m.responsible.join("、"), dues.join("、"))
        };
        draft.tasks.iter().map(|task| row(&task.measures[0])).collect()
    }

    #[test]
    fn it_holds_for_all_that_follow_and_have_none() {
        for default in [
            "（责任单位中，各县（市）政府承担主体责任，以下不一一列明；未明确完成时限的，均为2025年12月底前）",
            "以下各项工作，各县（市）政府均为实施主体，不再一一列明，除特别注明外，12月31日前完成。",
            "各项任务均由各县（市）政府具体实施，除特别注明外，12月31日前完成。",
        ] {
            let written = format!(
                "某州2025年任务\n一、重点任务\n{default}\n1.核查。3月15日前完成核查。（州甲局牵头）\n2.建校。新建学校4所。（州乙局牵头）\n3.巡查。每月巡查。（州乙局牵头）"
            );
            let all = "各县（市）政府 2025-12-31";
            assert_eq!(dues(&written), ["各县（市）政府 2025-03-15", all, "各县（市）政府 "], "{default}");
        }
        let written = "某州2025年任务\n一、任务\n1.参保。参保3万人。（州甲局牵头）\n2.建站。10月底前建成66个。（州乙局牵头）\n以上任务均由各县（市）政府落实，时限为2025年12月15日前（已明确时限的除外）。";
        assert_eq!(dues(written), [" 2025-12-15", " 2025-10-31"]);
    }
}
