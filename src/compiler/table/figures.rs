//! Small tables of figures inside a task: what is measured in a row, a year or 目标值 in a column.

use super::cells::{cells, is_row};
use crate::annex::cell::{self as values, key, number, year};
use crate::bounds;
use crate::cursor::Cursor;
use crate::numeral;
use crate::parsed::Context;
use crate::text::{Passage, Terms};
use crate::unit_of_measure;
use chrono::NaiveDate;
use duban_domain::draft::{DraftIndicator, Value};
use duban_domain::plan::Comparator;

/// Heads of columns that hold targets.
const AIMS: &Terms =
    &Terms::new(&["目标", "指标值", "目标值", "任务数", "计划数", "任务量", "计划值", "预期值", "约束值"]);
/// Heads of columns of units of measure.
const UNITS: &[&str] = &["单位", "计量单位", "量纲"];
/// Parts of names of what is to be low.
const LOW: &Terms = &Terms::new(&[
    "浓度",
    "排放",
    "能耗",
    "重污染",
    "超标",
    "不合格",
    "返贫",
    "致贫",
    "受害率",
    "辍学",
    "事故",
    "死亡",
    "降尘",
    "用水量",
    "煤耗",
    "亏损",
    "投诉",
    "漏损",
    "失业",
    "化肥",
    "农药",
    "噪声",
    "PM",
]);
/// Parts of names of what is to be low as well, which make it what is to be high: 化肥利用率, 超标整改.
const RISING: &Terms = &Terms::new(&[
    "达标",
    "削减",
    "减排",
    "下降",
    "降低",
    "回收",
    "利用率",
    "处理率",
    "治理率",
    "处置率",
    "收集率",
    "整改率",
    "办结率",
    "覆盖率",
    "满意",
]);
/// Marks and words of a cell by which a value binds from above.
const AT_MOST: &[&str] = &["≤", "＜", "<", "不高于", "不超过", "以内", "以下", "小于"];
/// The same from below.
const AT_LEAST: &[&str] = &["≥", "＞", ">", "不低于", "不少于", "以上", "大于"];
/// The name of what is measured is no longer.
const NAME: usize = 60;

/// A column of targets: the year that they are for.
struct Aim {
    column: usize,
    year: Option<i32>,
}

/// The rows at the beginning of some paragraphs, and the indicators in them; no indicators where they are a table of something else.
pub(crate) fn indicators(paragraphs: &[Passage<'_>], context: Context<'_>) -> (usize, Vec<DraftIndicator>) {
    let rows = paragraphs.iter().take_while(|line| is_row(**line)).count();
    let Some((head, body)) = paragraphs.get(..rows).and_then(<[_]>::split_first) else { return (rows, Vec::new()) };
    let heads = cells(*head);
    let mut aims = aims(&heads);
    aims.retain(|aim| !aim.year.is_some_and(|year| context.years.begin_after(year)));
    let unit = heads.iter().position(|head| UNITS.contains(&head.to_string().as_str()));
    let row = |line: &Passage<'_>| of_row(*line, &aims, unit, context);
    (rows, body.iter().flat_map(row).take(bounds::OF_MEASURE).collect())
}

fn aims(heads: &[Passage<'_>]) -> Vec<Aim> {
    let other = |head: Passage<'_>| values::is_other_head(head) && !head.contains_any(AIMS);
    let aim = |(column, head): (usize, &Passage<'_>)| {
        let year = year(*head).map(|(year, _)| year);
        let told = !other(*head) && (year.is_some() || head.ends_with_any(AIMS));
        (column > 0 && told && heads.len() <= bounds::COLUMNS).then_some(Aim { column, year })
    };
    heads.iter().enumerate().filter_map(aim).collect()
}

fn of_row(line: Passage<'_>, aims: &[Aim], unit: Option<usize>, context: Context<'_>) -> Vec<DraftIndicator> {
    let row = cells(line);
    let first = aims.first().map_or(0, |aim| aim.column);
    let named = |cell: &Passage<'_>| cell.len() <= NAME && number(*cell).is_none() && key(*cell).is_some();
    let name = row
        .iter()
        .take(first)
        .enumerate()
        .filter(|(at, _)| Some(*at) != unit)
        .map(|(_, cell)| cell)
        .rfind(|c| named(c));
    let Some(name) = name else { return Vec::new() };
    let (name, own) = apart(*name);
    let unit = unit.and_then(|at| row.get(at)).filter(|unit| !unit.is_empty()).map(|unit| unit.brief()).or(own);
    let of = |aim: &Aim| {
        let cell = *row.get(aim.column)?;
        let value = Value::Number(number(cell)?);
        Some(DraftIndicator {
            name: name.brief(),
            op: op(cell, name),
            value: Some(value),
            unit: own_unit(cell).or_else(|| unit.clone()),
            qualifier: None,
            baseline: None,
            due: aim.year.and_then(|year| NaiveDate::from_ymd_opt(year, 12, 31)),
            scope: vec![context.default_owner.to_owned()],
            quote: line.brief(),
            span: line.span(),
        })
    };
    aims.iter().filter_map(of).collect()
}

pub(super) fn op(cell: Passage<'_>, name: Passage<'_>) -> Comparator {
    let low = name.contains_any(LOW) && !name.contains_any(RISING);
    match () {
        () if cell.contains_any(AT_MOST) => Comparator::AtMost,
        () if cell.contains_any(AT_LEAST) => Comparator::AtLeast,
        () if low => Comparator::AtMost,
        () => Comparator::AtLeast,
    }
}

/// A name and the unit of measure in brackets behind it: 工业投资（亿元）.
pub(super) fn apart(name: Passage<'_>) -> (Passage<'_>, Option<String>) {
    const LONGEST: usize = 12;
    let inner = name.strip_suffix(&["）"]).map(|(rest, _)| rest);
    let open = inner.and_then(|inner| Some((inner, inner.rfind("（")?)));
    match open.filter(|(inner, at)| *at > name.start() && inner.end() - at <= LONGEST) {
        Some((inner, at)) => (name.to(at), Some(inner.from(at + 1).brief())),
        None => (name, None),
    }
}

/// The unit behind the number in a cell.
pub(super) fn own_unit(cell: Passage<'_>) -> Option<String> {
    let from = cell.chars().iter().position(char::is_ascii_digit)?;
    let mut cursor = Cursor::new(cell, cell.start() + from);
    numeral::number(&mut cursor)?;
    unit_of_measure::unit(&mut cursor).map(|unit| unit.written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::UnitRegistry;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let context = Context { registry: &registry, years: Some(2025).into(), default_owner: "全市" };
        let text = text_of(written);
        let lines = text.whole().split(&['\n']);
        let shown = |i: &DraftIndicator| {
            let due = i.due.map(|due| due.to_string()).unwrap_or_default();
            format!("{} {} {:?} {} {due}", i.name, i.op, i.value, i.unit.clone().unwrap_or_default())
        };
        indicators(&lines, context).1.iter().map(shown).collect()
    }

    #[test]
    fn a_figure_is_that_of_its_row_in_the_year_of_its_column() {
        let found = read(
            "指标\t单位\t2024年实际\t2025年目标\t2026年\n综合利用率\t%\t80\t82\t85%\nPM2.5浓度\t微克/立方米\t30\t28.5\t",
        );
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("综合利用率 >= ") && found[0].ends_with("% 2025-12-31"), "{found:?}");
        assert!(found[1].ends_with("% 2026-12-31"), "{found:?}");
        assert!(found[2].starts_with("PM2.5浓度 <= ") && found[2].contains("微克/立方米"), "{found:?}");
    }

    #[test]
    fn a_table_of_something_else_has_no_figures() {
        for written in ["姓名\t电话\n张三\t123", "加强管理。", "地点\t2025年实际\n甲地\t3"] {
            assert!(read(written).is_empty(), "{written}");
        }
    }
}
