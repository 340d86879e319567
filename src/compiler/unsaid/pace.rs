//! What looks like words for how often, or for how long from something on: 每两月, 隔周, 逐月, 10日内, 一个月内.

use crate::cursor::Cursor;
use crate::text::{Passage, Terms};

/// What is counted.
const UNITS: &Terms =
    &Terms::new(&["个工作日", "工作日", "季度", "年度", "半年", "年", "季", "月", "旬", "周", "天", "日"]);
/// Numbers in words.
const NUMBERS: &str = "一二两三四五六七八九十半";
/// Words behind a length of time that make it none of a plan: 三年内不得, 5年内的车辆.
const NO_TIME: &[&str] = &["不得", "免", "有效", "的"];
/// Words before the length of a service, which is a target and no time of a plan: 审批时限压缩至3个工作日内.
const REDUCED: &Terms = &Terms::new(&[
    "压缩至",
    "压缩到",
    "压缩为",
    "缩短至",
    "缩短到",
    "缩短为",
    "压减至",
    "压减到",
    "减少至",
    "减少到",
    "减至",
    "降至",
    "控制在",
    "精简至",
    "优化至",
    "提速至",
]);
/// Words in a clause that speaks of money, or of somebody's terms.
const OF_TERMS: &[&str] = &["元", "每人", "每户", "按每"];

/// Where such words end that stand at a place.
pub(super) fn at(sentence: Passage<'_>, at: usize) -> Option<usize> {
    let first = sentence.at(at)?;
    let end = match first {
        '每' | '隔' | '逐' => often(sentence, at),
        c if c.is_ascii_digit() || NUMBERS.contains(c) => within(sentence, at),
        _ => None,
    }?;
    let near = sentence.cut(at.saturating_sub(12), end + 24);
    (!near.contains_any(OF_TERMS)).then_some(end)
}

fn often(sentence: Passage<'_>, at: usize) -> Option<usize> {
    let mut cursor = Cursor::new(sentence, at + 1);
    cursor.eat(&["隔"]);
    cursor.eat_few(3, |c| c.is_ascii_digit() || NUMBERS.contains(c) || "双单".contains(c));
    cursor.eat(&["个"]);
    cursor.eat(UNITS)?;
    let of_case = sentence.before(at).is_some_and(|c| matches!(c, '人' | '户' | '按' | '间')); // 间隔
    (!of_case).then_some(cursor.at())
}

fn within(sentence: Passage<'_>, at: usize) -> Option<usize> {
    let counted = |c: char| c.is_ascii_digit() || NUMBERS.contains(c) || matches!(c, '.' | '第' | '年' | '月' | '前');
    if sentence.before(at).is_some_and(counted) {
        return None;
    }
    let mut cursor = Cursor::new(sentence, at);
    let number = cursor.eat_few(4, |c| c.is_ascii_digit() || NUMBERS.contains(c));
    cursor.eat(&["个"]);
    let unit = cursor.eat(UNITS).or_else(|| (number.len() == 1 && number.starts_with("半")).then_some("半"))?;
    cursor.eat(&["之", "以", "的时间"]);
    cursor.eat(&["内"])?;
    let figures = number.len() == 4 && number.chars().iter().all(char::is_ascii_digit);
    let year = unit == "年" && figures && number.starts_with("20"); // 2025年内
    let refused = sentence.matches_any(cursor.at(), NO_TIME).is_some()
        || sentence.to(at).ends_with_any(REDUCED)
        || describes(sentence.from(cursor.at()));
    (!year && !refused).then_some(cursor.at())
}

/// 2年内|办理过的企业: the length of time tells which are meant.
fn describes(behind: Passage<'_>) -> bool {
    const OPENINGS: &[&str] = &["无", "未", "没有", "曾", "已", "受过"];
    let clauses = behind.split(&['，', '；', '。']);
    let Some(clause) = clauses.first().filter(|clause| clause.start() == behind.start()) else { return false };
    clause.contains("过的") || (clause.strip_prefix(OPENINGS).is_some() && clause.contains("的"))
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    #[test]
    fn a_pace_or_a_length_of_time_that_no_time_says_is_said() {
        let registry = UnitRegistry::guangxi().unwrap();
        let draft = |text: &str| {
            let document = format!("某市2025年度计划\n一、任务\n1.整治河道。{text}（牵头单位：市甲局）");
            compile(&document, &Options { registry: &registry, year: None })
        };
        let times = |text: &str| {
            let mut measures = draft(text).tasks.into_iter().flat_map(|task| task.measures);
            measures.next().map(|measure| measure.milestones).unwrap_or_default()
        };
        let doubted = |text: &str| {
            let problems = draft(text).problems;
            let quoted: Vec<String> = problems.into_iter().map(|problem| problem.quote).collect();
            quoted.join(" ")
        };
        for (text, limits) in [
            ("收到通知后10日内报送方案，两个月内完成整改。", &["10日内", "两个月内"][..]),
            ("收到通知后10日内、两个月内、半年内分别提交方案、完成整改、组织验收。", &["10日内", "两个月内", "半年内"]),
            ("接到交办件后3日内核实，10个工作日内办结并在5日内公示。", &["3日内", "10个工作日内", "5日内"]),
            ("在收到通知后10日内提交方案，在两个月的时间内完成整改。", &["10日内", "两个月的时间内"]),
            ("各县区收到通知后10日内提交方案，市甲局两个月内完成整改。", &["10日内", "两个月内"]),
        ] {
            let said = doubted(text);
            assert!(limits.iter().all(|limit| said.contains(limit)), "{text}: {said}");
        }
        assert_eq!(doubted("收到通知后10日内制定方案并于6月底前完成。"), "10日内");
        assert_eq!(doubted("6月底前建立制度并每两月通报。"), "每两月");
        for clear in ["2年内办理过的企业免审。", "2年内无违法记录的企业减少检查。", "审批时限压缩至3个工作日内。"]
        {
            let (said, times) = (doubted(clear), times(clear));
            assert!(!said.contains('内') && times.is_empty(), "{clear}: {said} {times:?}");
        }
        for clear in ["每两月通报一次。", "每日巡查不少于2次。", "给予每人每月200元补贴。", "三年内不得转让。"]
        {
            assert!(!doubted(clear).contains(['每', '内']), "{clear}: {}", doubted(clear));
        }
    }
}
