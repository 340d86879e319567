//! All or nothing: 实现全覆盖, 动态清零.

use super::found::{Found, named};
use crate::text::{Passage, Terms};
use duban_domain::draft::Value;
use duban_domain::plan::Comparator::Equal;

/// What says that nothing may be left out, and the words it makes the name end with.
const ALL: &[&str] = &["全覆盖"];
/// What says that nothing may be left over.
const NONE: &[&str] = &["清零", "归零"];
/// Words between the name and what it comes to.
const BETWEEN: &Terms = &Terms::new(&[
    "实现", "达到", "做到", "保持", "基本", "确保", "全部", "全面", "动态", "应", "要", "均", "在", "的", "“", "力争",
]);
/// Words that open an appeal: it says in which direction, not that it is reached.
const APPEALS: &Terms = &Terms::new(&[
    "推进", "推动", "促进", "扩大", "加快", "逐步", "开展", "持续", "做好", "加强", "探索", "鼓励", "支持", "坚持",
    "巩固",
]);
/// A name is no longer.
const LENGTH: usize = 30;

/// The indicator of a part that ends with such a word.
pub(super) fn read(part: Passage<'_>) -> Option<Found<'_>> {
    let (head, is_all) = part
        .strip_suffix(ALL)
        .map(|(head, _)| (head, true))
        .or_else(|| part.strip_suffix(NONE).map(|(head, _)| (head, false)))?;
    let reached = head.contains_any(&["实现", "达到", "做到", "确保", "保持", "全部"]);
    let mut name = named(head);
    while let Some((rest, _)) = name.strip_suffix(BETWEEN) {
        name = rest;
    }
    while let Some(rest) = name.strip_prefix(BETWEEN) {
        name = rest;
    }
    let appeal = !reached && part.strip_prefix(APPEALS).is_some();
    let fits = (2..=LENGTH).contains(&name.len()) && !name.contains_any(&["“", "《", "的", "行动"]);
    (fits && !appeal).then(|| Found {
        name: if is_all { format!("{name}覆盖率") } else { name.to_string() },
        op: Equal,
        value: Some(Value::Number(if is_all { 100.0 } else { 0.0 })),
        unit: is_all.then(|| "%".to_owned()),
        qualifiers: Vec::new(),
        baseline: None,
        scope: None,
        quote: part,
        made: false,
        vague: false,
        due: None,
        nth: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn found(written: &str) -> Option<(String, Option<Value>)> {
        read(text_of(written).whole()).map(|found| (found.name, found.value))
    }

    #[test]
    fn all_and_nothing_are_figures() {
        assert_eq!(
            found("充电桩在服务区实现全覆盖"),
            Some(("充电桩在服务区覆盖率".into(), Some(Value::Number(100.0))))
        );
        assert_eq!(found("黑臭水体全部清零"), Some(("黑臭水体".into(), Some(Value::Number(0.0)))));
        assert_eq!(found("零就业家庭保持动态清零"), Some(("零就业家庭".into(), Some(Value::Number(0.0)))));
    }

    #[test]
    fn an_appeal_is_none() {
        assert_eq!(found("推进监测站点全覆盖"), None);
        assert_eq!(found("实现全覆盖"), None);
        assert_eq!(found("开展隐患清零"), None);
        assert_eq!(found("实现有条件的企业全覆盖"), None);
    }
}
