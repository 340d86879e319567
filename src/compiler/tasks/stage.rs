//! The time that a heading sets for what stands below it: （一）第一阶段（3月底前）, 动员部署阶段：4月至6月.

use crate::blocks::Block;
use crate::date;
use crate::note::Note;
use crate::outline::{Node, Outline};
use crate::sentence::outer_brackets;
use crate::text::Passage;
use crate::undated;

/// Such a heading is not longer.
const LONGEST: usize = 50;
/// What a time is written with.
const OF_TIMES: &str = "0123456789一二三四五六七八九十年月日号底末初前上中下旬至到—-－~～–.季度半第份今本完成于，、 ";

/// What the title of a section of stages ends with.
const STEPS: &[&str] = &[
    "实施步骤",
    "工作步骤",
    "方法步骤",
    "步骤安排",
    "时间步骤",
    "推进步骤",
    "阶段安排",
    "时间安排",
    "进度安排",
    "实施阶段",
];

/// Whether a section holds stages, which all do who have the tasks: 实施步骤, 时间安排.
pub(crate) fn are_steps(section: &str) -> bool {
    STEPS.iter().any(|end| section.trim_end_matches(['。', '：']).ends_with(end))
}

/// Gives the measures below a heading with a time that time, where they have none of their own.
pub(super) fn give<'t>(outline: &Outline<'t>, node: &Node<'t>, blocks: &mut [Block<'t>]) {
    let mut parent = outline.parent(node);
    let time = loop {
        let Some(above) = parent else { return };
        match above.paragraphs.first().and_then(|heading| time_of(*heading)) {
            Some(time) => break time,
            None => parent = outline.parent(above),
        }
    };
    for block in blocks.iter_mut().filter(|block| !has_time(block)) {
        let Some(whole) = block.whole() else { continue };
        let note = block.note.get_or_insert_with(|| Note::of_nobody(whole.from(whole.end())));
        note.times.push(time);
    }
}

/// The words of a heading that are a time and nothing else, in a bracket or behind a colon at its end.
pub(crate) fn time_of(heading: Passage<'_>) -> Option<Passage<'_>> {
    let heading = heading.trim(&['。', '；', ' ']);
    if heading.len() > LONGEST {
        return None;
    }
    let bracket = || {
        let (open, close) = outer_brackets(heading).last().copied()?;
        (close + 1 == heading.end() && open > heading.start()).then(|| heading.cut(open + 1, close))
    };
    let colon = || heading.rfind("：").map(|at| heading.from(at + 1));
    let time = bracket().or_else(colon)?;
    if undated::is_standing(time) {
        return Some(time);
    }
    let plain = time.chars().iter().all(|c| OF_TIMES.contains(*c));
    let finer = time.contains_any(&["月", "季", "旬", "日", "底", "末"]); // （2024—2026年） are years
    (plain && finer && !date::in_column(time, Some(2000).into()).is_empty()).then_some(time)
}

/// Whether a measure has a time of its own.
pub(super) fn has_time(block: &Block<'_>) -> bool {
    let noted = block.note.as_ref().is_some_and(|note| !note.times.is_empty());
    noted || block.pieces.iter().chain(&block.subtitle).any(|piece| !date::dates(*piece, Some(2000)).is_empty())
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    #[test]
    fn a_heading_may_say_that_what_stands_below_lasts() {
        let registry = UnitRegistry::guangxi().unwrap();
        let written = "某市2025年度方案\n一、步骤\n（一）日常监管（长期坚持）\n1.巡查。开展巡查。（市甲局牵头）\n2.动员。2月底前动员。（市乙局牵头）";
        let draft = compile(written, &Options { registry: &registry, year: None });
        let phrases = draft.tasks.iter().flat_map(|task| &task.measures).flat_map(|measure| &measure.milestones);
        assert_eq!(phrases.map(|m| m.phrase.as_str()).collect::<Vec<_>>(), ["长期坚持", "2月底前"]);
    }

    #[test]
    fn the_time_of_a_stage_is_that_of_its_items_without_one() {
        let registry = UnitRegistry::guangxi().unwrap();
        let written = "某市2025年度方案\n一、步骤\n（一）第一阶段（3月底前）\n1.定方案。制定方案。（市甲局牵头）\n2.动员。2月底前动员。（市乙局牵头）\n（二）第二阶段（4月至10月）\n3.整治。开展整治。（市丙局牵头）\n（三）总结（2024—2026年）\n4.总结。做好总结。（市丙局牵头）\n二、重点\n第三阶段：12月底前\n5.验收。组织验收。（市丁局牵头）";
        let draft = compile(written, &Options { registry: &registry, year: None });
        let rows = draft.tasks.iter().flat_map(|task| &task.measures).map(|measure| {
            let due = |m: &duban_domain::draft::DraftMilestone| {
                format!("{} {}", m.phrase, m.due.map(|due| due.to_string()).unwrap_or_default())
            };
            measure.milestones.iter().map(due).collect::<Vec<_>>().join("；")
        });
        let rows: Vec<String> = rows.collect();
        assert_eq!(
            rows,
            ["3月底前 2025-03-31", "2月底前 2025-02-28", "4月至10月 2025-10-31", "", "12月底前 2025-12-31"]
        );
        assert!(!draft.problems.iter().any(|problem| problem.quote.contains('月')), "{:?}", draft.problems);
    }
}
