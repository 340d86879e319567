//! Times that are counted from an event or a day: 印发之日起30日内, 验收后5个工作日内, 半年内, 自3月1日起.

use super::phrase::Phrase;
use crate::cursor::Cursor;
use crate::date::Years;
use crate::figure::{self, Nature};
use crate::indicator;
use crate::parsed::Parsed;
use crate::text::{Passage, Terms};
use duban_domain::plan::MilestoneKind::{Conditional, Ongoing};

/// Such a time stands near the start of its clause.
const REACH: usize = 30;
/// What an event ends with.
const EVENTS: &[&str] = &["之日起", "之日", "之后", "后的", "后", "起", "之时"];
/// Words that open a length of time without an event: from the day of issue.
const OPENINGS: &Terms = &Terms::new(&[
    "力争在",
    "确保在",
    "力争",
    "确保",
    "争取",
    "要在",
    "须在",
    "应在",
    "务必在",
    "原则上",
    "其中",
    "同时",
    "随后",
    "最迟",
    "分别",
    "均",
    "并",
    "且",
    "再",
    "要",
    "须",
    "应",
    "在",
    "于",
]);
/// Lengths of time without a figure.
const LENGTHS: &[&str] = &["半个月内", "半年内", "半月内"];
/// Lengths that are no times of a plan where nothing says from when: 15分钟内到场.
const SHORT: &[&str] = &["小时", "分钟", "秒", "岁"];
/// What is said of the things that are meant: 5月1日起施行的新条例.
const DESCRIBED: &Terms = &Terms::new(&[
    "施行",
    "实施",
    "执行",
    "生效",
    "生产",
    "登记",
    "购置",
    "注册",
    "出厂",
    "签订",
    "开工",
    "入住",
    "办理",
    "启用",
    "正式施行",
    "新建",
]);
/// What says that something lasts, or what is forbidden while it does.
const NO_TIME: &[&str] = &["不得", "免", "有效"];

/// What is counted from an event, or from a day on.
pub(super) fn counted<'t>(parsed: &Parsed<'t>, clause: Passage<'t>, years: Years) -> Option<Phrase<'t>> {
    let opening = clause.to(clause.start() + REACH);
    let named = parsed.subjects.iter().find(|subject| subject.start == clause.start()); // 各县区两个月内完成
    let from = named.map_or(clause.start(), |subject| subject.end).min(opening.end());
    let (end, kind) = within(clause, opening, from)
        .map(|end| (end, Conditional))
        .or_else(|| begun(clause, opening, years).map(|end| (end, Ongoing)))?;
    let rest = clause.from(end).trim(&['，', ',']);
    let deliverable = if rest.is_empty() { parsed.statement(end).from(end).trim(&['，', ',']) } else { rest };
    let words = clause.to(end);
    let deliverable = if deliverable.is_empty() { words } else { deliverable };
    Some(Phrase { words, deliverable, kind })
}

/// 印发之日起30日内, 疫情结束后三个月内, 半年内.
fn within(clause: Passage<'_>, opening: Passage<'_>, from: usize) -> Option<usize> {
    let inner = (opening.start()..opening.end()).find(|at| opening.at(*at) == Some('内'))?;
    let head = opening.to(inner + 1);
    let (start, unit) = match head.strip_suffix(LENGTHS) {
        Some((rest, word)) => (rest.end(), word.to_owned()),
        None => {
            let length =
                figure::figures(opening.to(inner)).pop().filter(|f| f.nature == Nature::Time && f.end == inner)?;
            (length.start, length.unit.unwrap_or_default())
        }
    };
    let event = opening.to(start);
    let after = event.ends_with_any(EVENTS) && event.len() > 1;
    let alone = is_opening(event) || is_opening(event.from(from.max(event.start()).min(event.end())));
    let alone = alone && !SHORT.iter().any(|short| unit.contains(short));
    let rest = clause.from(inner + 1);
    let refused = rest.strip_prefix(NO_TIME).is_some() || rest.starts_with("的") || indicator::is_term(clause);
    let refused = refused || (!after && describes(rest)); // 2年内办理过的企业
    ((after || alone) && !refused).then_some(inner + 1)
}

/// 2年内|办理过的企业: the length of time tells which are meant.
fn describes(rest: Passage<'_>) -> bool {
    const OPENINGS: &[&str] = &["无", "未", "没有", "曾", "已", "受过"];
    rest.contains("过的") || (rest.strip_prefix(OPENINGS).is_some() && rest.contains("的"))
}

/// Whether words open with a length of time that has no event: 两个月内完成, 并在10日内报送.
pub(super) fn opens(words: Passage<'_>) -> bool {
    let first = |c: &char| c.is_ascii_digit() || "一二两三四五六七八九十半并且再在".contains(*c);
    words.chars().first().is_some_and(first) && {
        let opening = words.to(words.start() + REACH);
        within(words, opening, words.start()).is_some_and(|end| end < words.end())
    }
}

fn is_opening(words: Passage<'_>) -> bool {
    let mut words = words;
    while let Some(rest) = words.strip_prefix(OPENINGS) {
        words = rest;
    }
    words.is_empty()
}

/// 自3月1日起, 6月起: what is done from then on. A day before the plan that says which things are meant is none.
fn begun(clause: Passage<'_>, opening: Passage<'_>, years: Years) -> Option<usize> {
    let since = opening.strip_prefix(&["自", "从"]);
    let from = since.map_or(opening.start(), |rest| rest.start());
    let figure = opening.at(from).is_some_and(|c| c.is_ascii_digit());
    let at = ["日起", "月起", "年起"].iter().filter_map(|word| opening.find(word)).min()?;
    let day = opening.before(at).is_some_and(|c| c.is_ascii_digit()) && (figure || since.is_some());
    let mut cursor = Cursor::new(opening, from);
    let year = cursor.eat_number(4).filter(|_| cursor.eat(&["年"]).is_some());
    let over = year.and_then(|year| i32::try_from(year).ok()).is_some_and(|year| years.begin_after(year));
    let describes = clause.from(at).contains("的") && clause.from(at + 2).strip_prefix(&["未", "已", "新"]).is_some();
    let describes = describes || clause.from(at + 2).strip_prefix(DESCRIBED).is_some_and(|rest| rest.starts_with("的"));
    (day && !over && !describes).then_some(at + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::owed;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    fn words(written: &str) -> Option<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context =
            crate::parsed::Context { registry: &registry, years: Some(2025).into(), default_owner: owed::REGION };
        let text = text_of(written);
        let parsed = Parsed::with_dates(text.whole(), Vec::new(), context);
        counted(&parsed, parsed.clauses[0], Some(2025).into()).map(|phrase| phrase.words.to_string())
    }

    #[test]
    fn a_length_of_time_counts_from_its_event() {
        for (written, phrase) in [
            ("印发之日起30日内报送方案", "印发之日起30日内"),
            ("收到通知后5个工作日内报送名单", "收到通知后5个工作日内"),
            ("方案批复后两个月内开工", "方案批复后两个月内"),
            ("接到举报后24小时内处置", "接到举报后24小时内"),
            ("半年内完成整改", "半年内"),
            ("力争三年内实现全覆盖", "力争三年内"),
            ("2025年3月起执行新标准", "2025年3月起"),
            ("自3月1日起停止收费", "自3月1日起"),
            ("并在10日内报送结果", "并在10日内"),
            ("原则上应在两个月内办结", "原则上应在两个月内"),
        ] {
            assert_eq!(words(written).as_deref(), Some(phrase), "{written}");
        }
        for written in [
            "自2024年7月1日起未更换的软管全部更换",
            "5月1日起施行的新条例4月底前完成培训",
            "办理时限压缩至3个工作日内",
            "15分钟内到达现场",
            "三年内不得转让",
            "5年内的车辆",
            "城区内停车",
        ] {
            assert_eq!(words(written), None, "{written}");
        }
    }
}
