//! The word for the whole region (全区, 全市) in a draft whose document does not say it: a guess, which is no value.

use crate::domain::draft::{Draft, DraftMeasure};
use crate::domain::obligation::fan_out::{WHOLE_REGION, is_whole_region};

/// Regions that call themselves 全区 without being called a 区.
const AUTONOMOUS: [&str; 5] = ["内蒙古", "广西", "西藏", "宁夏", "新疆"];
/// Words with 区 in them that are no district.
const NO_DISTRICTS: [&str; 14] = [
    "地区",
    "社区",
    "园区",
    "景区",
    "新区",
    "小区",
    "辖区",
    "设区",
    "区域",
    "区划",
    "区级",
    "区直",
    "开发区",
    "示范区",
];

/// The word that the draft has for its whole region although nothing of the document tells it: neither its region, nor its title,
/// nor its words.
pub(super) fn guessed_whole(draft: &Draft) -> Option<&'static str> {
    let measures = || draft.tasks.iter().flat_map(|task| &task.measures);
    let owing = measures().flat_map(|measure| &measure.milestones).flat_map(|date| &date.owed_by);
    let targets = measures().flat_map(|measure| &measure.indicators).chain(&draft.plan.indicators);
    let mut named = owing.chain(targets.flat_map(|target| &target.scope));
    let is_named = named.any(|word| word == WHOLE_REGION);
    (is_named && !is_told(draft)).then_some(WHOLE_REGION)
}

/// Whether the document tells that its region is a 区; every other word stands in it or in its title.
fn is_told(draft: &Draft) -> bool {
    let text = &draft.document.text;
    let opening = text.trim_start().lines().next().unwrap_or_default();
    let title = NO_DISTRICTS.iter().fold(draft.plan.title.clone(), |title, word| title.replace(word, ""));
    draft.plan.region.is_some()
        || text.contains(WHOLE_REGION)
        || title.contains('区')
        || AUTONOMOUS.iter().any(|region| opening.contains(region))
}

/// The draft without that word.
pub(super) fn without_whole(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.tasks.iter_mut().flat_map(|task| &mut task.measures).for_each(|measure| in_own_words(measure, ""));
    for target in &mut draft.plan.indicators {
        target.scope.retain(|name| !is_whole_region(name));
    }
    draft
}

/// Puts the plan's own word in the place of whatever was read for the whole region; nothing, where it has none.
pub(super) fn in_own_words(measure: &mut DraftMeasure, word: &str) {
    let owing = measure.milestones.iter_mut().map(|milestone| &mut milestone.owed_by);
    let covered = measure.indicators.iter_mut().map(|indicator| &mut indicator.scope);
    for names in owing.chain(covered) {
        names.iter_mut().filter(|name| is_whole_region(name)).for_each(|name| word.clone_into(name));
        names.retain(|name| !name.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::{Options, UnitRegistry, compile};

    fn guess(text: &str) -> Option<&'static str> {
        let registry = UnitRegistry::guangxi().unwrap();
        guessed_whole(&compile(text, &Options { registry: &registry, year: None }))
    }

    #[test]
    fn a_word_that_the_document_tells_is_no_guess() {
        let plan = |title: &str, who: &str| {
            format!("{title}\n一、重点任务\n1.整治排污口。{who}6月底前完成40个排污口整治。（牵头单位：生态环境局）\n")
        };
        assert_eq!(guess(&plan("2025年度工作计划", "")), Some("全区"));
        assert_eq!(guess(&plan("经济技术开发区2025年度工作计划", "")), Some("全区"));
        for (title, who) in [
            ("云河市2025年度工作计划", ""),
            ("云河市望江区2025年度工作计划", ""),
            ("广西2025年度工作计划", ""),
            ("2025年度工作计划", "全区"),
            ("2025年度工作计划", "全县"),
            ("2025年度工作计划", "自治区生态环境厅"),
        ] {
            assert_eq!(guess(&plan(title, who)), None, "{title} {who}");
        }
    }
}
