//! What an indicator leaves out because one before it says it: its name, how it binds, its unit.

use super::found::Found;
use super::harmful;
use super::scope;
use super::shared_name;
use crate::text::Terms;
use duban_domain::draft::DraftIndicator;
use duban_domain::plan::Comparator;

/// Completes an indicator by those before it; whether it is known then what it measures.
pub(super) fn complete(found: &mut Found<'_>, before: &mut [DraftIndicator]) -> bool {
    let nameless = found.name.is_empty()
        || only_adverb(found, before)
        || scope::PLACES.contains(&found.name.as_str())
        || only_verb(found, before);
    if nameless {
        let up_or_down = matches!(found.op, Comparator::Up | Comparator::Down);
        if up_or_down && found.name.is_empty() && found.nth.is_some_and(|(_, count)| count > 1) {
            let name = dealt(found, before);
            found.name = name.unwrap_or_default();
            return !found.name.is_empty();
        }
        let compared = found.baseline.is_some(); // 失业率控制在5%以内，比上年下降0.6个百分点: that of the one right before
        let alike = before.iter().rev().find(|before| before.unit == found.unit && !compared);
        let same = alike.or(before.last());
        let Some(same) = same else { return false };
        repeat(found, same);
        share_unit(before, found);
        return true;
    }
    if let Some(name) = before.last().and_then(|last| shared_name::of_another_level(&found.name, &last.name)) {
        found.name = name;
    }
    share_of_pollutants(before, found);
    true
}

/// 接待游客100万人次、旅游收入10亿元，分别增长12%和15%: each is of the one in its place among those that were named last.
fn dealt(found: &Found<'_>, before: &[DraftIndicator]) -> Option<String> {
    let (_, count) = found.nth.filter(|(_, count)| *count > 1 && found.name.is_empty())?;
    let own = before.get(before.len().checked_sub(count)?)?; // those of this clause before it were added meanwhile
    let other = before.iter().rev().filter(|last| last.unit != found.unit).take(count).map(|last| last.name.as_str());
    let distinct: std::collections::BTreeSet<&str> = other.collect();
    (distinct.len() == count && own.unit != found.unit).then(|| own.name.clone())
}

/// 甲县淘汰砖窑6座，乙县淘汰4座: the verb alone names what was named before.
fn only_verb(found: &Found<'_>, before: &[DraftIndicator]) -> bool {
    let verb = found.made && found.name.chars().count() <= 3;
    verb && before.last().is_some_and(|last| last.unit == found.unit && last.name.starts_with(&found.name))
}

/// 新增托位100个，2027年再增200个，三年累计500个: no more than that it goes on with what was named before.
fn only_adverb(found: &Found<'_>, before: &[DraftIndicator]) -> bool {
    const ADVERBS: &Terms = &Terms::new(&[
        "完成",
        "共完成",
        "再增",
        "再建",
        "再新增",
        "再新建",
        "再完成",
        "再增加",
        "再改造",
        "累计",
        "累计达",
        "累计达到",
        "三年累计",
        "五年累计",
        "两年累计",
        "四年累计",
        "累计完成",
        "累计建成",
        "完成剩余",
        "其余",
    ]);
    let alike = before.last().is_some_and(|last| last.unit == found.unit && last.name.chars().count() > 2);
    alike && ADVERBS.contains(&found.name.as_str())
}

/// Takes the name of the indicator before, and how it binds where that is not said again: 增长10%，力争12%.
fn repeat(found: &mut Found<'_>, before: &DraftIndicator) {
    found.name.clone_from(&before.name);
    if (found.op == Comparator::Equal || found.vague) && before.unit == found.unit {
        found.op = before.op;
    }
}

/// 甲镇≤4.5、乙镇≤6吨: the last has the unit of all.
fn share_unit(before: &mut [DraftIndicator], found: &Found<'_>) {
    let unitless = before.iter_mut().rev().take_while(|last| last.name == found.name && last.unit.is_none());
    unitless.for_each(|last| last.unit.clone_from(&found.unit));
}

/// PM10不高于55、PM2.5不高于33微克/立方米: so it is where each has its own name.
fn share_of_pollutants(before: &mut [DraftIndicator], found: &Found<'_>) {
    if found.unit.is_none() || !harmful::is_pollutants_name(&found.name) {
        return;
    }
    let alike = |last: &DraftIndicator| last.unit.is_none() && last.value.is_some() && last.op == found.op;
    let unitless = before.iter_mut().rev().take_while(|last| alike(last) && harmful::is_pollutants_name(&last.name));
    unitless.for_each(|last| last.unit.clone_from(&found.unit));
}
