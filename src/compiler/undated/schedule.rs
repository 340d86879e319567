//! Times that somebody else sets, that are counted back, or that are those of a five-year plan: 按省厅规定时间, 提前一个月完成, “十五五”期间.

use super::phrase::Phrase;
use crate::cursor::Cursor;
use crate::date::FIVE_YEARS;
use crate::parsed::Parsed;
use crate::text::{Passage, Terms};
use duban_domain::plan::MilestoneKind::Conditional;

/// Ends of a phrase that leaves the date to somebody else: 按照上级要求的时间节点.
const SCHEDULES: &Terms = &Terms::new(&[
    "时间节点",
    "规定时限",
    "规定时间",
    "规定期限",
    "规定的时限",
    "规定的时间",
    "规定的期限",
    "要求时限",
    "要求时间",
    "要求期限",
    "要求的时限",
    "要求的时间",
    "要求的期限",
    "明确的时限",
    "明确的时间",
    "明确的期限",
    "统一时间",
    "时限要求",
    "时间要求",
    "时间安排",
    "进度要求",
    "时限规定",
    "定时间",
    "定时限",
    "定期限",
    "计划工期",
    "合同工期",
]);
/// What they go on with.
const BEHIND: &[&str] = &["节点", "要求", "安排", "进度", "之内", "以内", "内", "前"];
/// Words that open such a phrase.
const ACCORDING: &[&str] = &["按照", "按", "根据"];
/// The same, where the phrase ends with 内.
const INSIDE: &[&str] = &["应在", "须在", "要在", "在", "于"];
/// What is done ahead of its time.
const AHEAD: &Terms = &Terms::new(&[
    "完成", "完工", "竣工", "实现", "达到", "达标", "建成", "投产", "投用", "交付", "通车", "开工", "启动", "报送",
    "上报",
]);
/// What a length of time is counted in.
const LENGTHS: &[&str] = &["工作日", "季度", "月", "年", "周", "天", "日"];
/// What makes five years a time.
const PERIODS: &[&str] = &["规划期间", "规划期内", "期间", "时期", "期内"];

/// 按照国家要求的时间节点完成摸底, 在省规定期限内完成.
pub(super) fn of_others(clause: Passage<'_>) -> Option<Phrase<'_>> {
    if !clause.chars().iter().any(|c| matches!(c, '按' | '在' | '于' | '根')) || !clause.contains_any(SCHEDULES) {
        return None;
    }
    let places = SCHEDULES.iter().filter_map(|s| clause.find(s).map(|at| (at, at + s.chars().count())));
    let (_, mut end) = places.min_by_key(|(at, end)| (*at, usize::MAX - end))?;
    while let Some((_, next)) = clause.matches_any(end, BEHIND) {
        end = next;
    }
    let head = clause.to(end);
    let place = |words: &[&str]| words.iter().filter_map(|word| head.rfind(word)).min();
    let inside = || place(INSIDE).filter(|at| head.ends_with_any(&["内", "前"]) && clause.before(*at) != Some('未'));
    let from = place(ACCORDING).or_else(inside)?;
    let rest = clause.from(end);
    if rest.starts_with("的") {
        return None;
    }
    let deliverable = if from > clause.start() || rest.is_empty() { clause } else { rest };
    Some(Phrase { words: clause.cut(from, end), deliverable, kind: Conditional })
}

/// 提前一个月完成年度任务.
pub(super) fn ahead(clause: Passage<'_>) -> Option<Phrase<'_>> {
    let at = clause.find("提前")?;
    let mut cursor = Cursor::new(clause, at + 2);
    let number = cursor.eat_few(3, |c| c.is_ascii_digit() || "一二两三四五六七八九十半".contains(c));
    cursor.eat(&["个"]);
    cursor.eat(LENGTHS).filter(|_| !number.is_empty())?;
    cursor.eat(&["以上", "左右"]);
    let whole = cursor.at() == clause.end() || clause.matches_any(cursor.at(), AHEAD).is_some();
    whole.then(|| Phrase { words: clause.cut(at, cursor.at()), deliverable: clause, kind: Conditional })
}

/// “十五五”期间，建成三座: the years of a plan beyond this one, or of which this is a part.
pub(super) fn five_years<'t>(parsed: &Parsed<'t>, clause: Passage<'t>) -> Option<Phrase<'t>> {
    let found = |(word, ..): &(&str, i32, i32)| clause.find(word).map(|at| (at, at + word.chars().count()));
    let (at, behind) = if clause.contains("五") { FIVE_YEARS.iter().find_map(found) } else { None }?;
    let mut cursor = Cursor::new(clause, behind);
    cursor.eat(&["”"]);
    cursor.eat(PERIODS)?;
    let (from, end) = (if clause.before(at) == Some('“') { at - 1 } else { at }, cursor.at());
    if clause.at(end) == Some('的') {
        return None;
    }
    let rest = if end < clause.end() { clause.from(end) } else { parsed.statement(end).from(end) };
    let rest = rest.trim(&['，', ',']);
    let deliverable = if rest.is_empty() { clause } else { rest };
    Some(Phrase { words: clause.cut(from, end), deliverable, kind: Conditional })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_time_that_others_set_or_that_is_counted_back_is_said() {
        let words = |written: &str| {
            let text = text_of(written);
            let found = of_others(text.whole()).or_else(|| ahead(text.whole()));
            found.map(|phrase| phrase.words.to_string())
        };
        for (written, phrase) in [
            ("按省厅规定时间完成上报", "按省厅规定时间"),
            ("按上级要求时间报送材料", "按上级要求时间"),
            ("按照国家规定的时限要求完成", "按照国家规定的时限要求"),
            ("在省规定期限内完成验收", "在省规定期限内"),
            ("按省定时间节点完成", "按省定时间节点"),
            ("提前一个月完成年度任务", "提前一个月"),
            ("比计划工期提前15天完工", "提前15天"),
        ] {
            assert_eq!(words(written).as_deref(), Some(phrase), "{written}");
        }
        for written in ["未在规定时限内完成的", "提前3天通知企业", "按规定办理", "提前谋划项目"]
        {
            assert_eq!(words(written), None, "{written}");
        }
    }
}
