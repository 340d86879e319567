//! Sections that guide: 指导思想, 基本原则, 工作目标, 保障措施. Nobody is asked to do them, so they are no tasks; what they aim
//! at are the plan's own goals.

use super::date;
use super::doubt::Doubts;
use super::note::Note;
use super::outline::{Node, Outline};
use super::roles;
use super::sentence::{clauses, first_sentence, opens_note, sentences};
use super::text::{Passage, Terms};
use super::undated;

/// Headings of what a plan is for.
const AIMS: &Terms = &Terms::new(&[
    "指导思想",
    "基本原则",
    "工作原则",
    "总体要求",
    "总体思路",
    "工作思路",
    "基本思路",
    "总体目标",
    "工作目标",
    "主要目标",
    "目标要求",
    "目标指标",
    "年度目标",
    "行动目标",
    "总目标",
    "工作背景",
    "编制依据",
    "工作依据",
    "适用范围",
    "目的意义",
    "总则",
]);
/// Headings of how it is carried out.
const CLOSING: &Terms = &Terms::new(&[
    "保障措施",
    "组织保障",
    "保障机制",
    "工作保障",
    "组织实施",
    "工作要求",
    "有关要求",
    "相关要求",
    "实施保障",
    "组织领导",
    "附则",
    "落实保障",
    "推进机制",
    "工作机制",
]);
/// What headings end with that tell how things are and what was done before.
const REVIEW: &Terms = &Terms::new(&[
    "回顾",
    "回顾总结",
    "工作总结",
    "基本情况",
    "工作基础",
    "发展基础",
    "现实基础",
    "取得成效",
    "取得的成效",
    "主要成效",
    "工作成效",
    "取得成绩",
    "取得的成绩",
    "主要成绩",
    "发展现状",
    "工作现状",
    "现状",
    "现状与形势",
    "存在问题",
    "存在的问题",
    "存在的主要问题",
    "存在的问题和不足",
    "面临形势",
    "面临的形势",
    "形势分析",
    "完成情况",
    "进展情况",
]);
/// What opens a heading that asks to do something about it: 解决存在问题.
const ASKS: &Terms = &Terms::new(&[
    "解决", "整改", "摸清", "掌握", "查找", "梳理", "破解", "排查", "通报", "报告", "公开", "检查", "督查", "加强",
    "调查", "改善",
]);
/// Headings that only they have whole: 目标, 原则.
const WHOLE: &[&str] = &["目标", "原则", "目标任务", "任务目标", "要求", "保障"];
/// A heading with words of its own besides is longer: 加快完成年度目标任务考核.
const LENGTH: usize = 12;

/// What a section is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guide {
    /// It says what the plan aims at.
    Aims,
    /// It says how the plan is carried out.
    Closing,
    /// It says what was done before, or how things are.
    Review,
}

/// Which nodes are parts of such sections. A section that names who does something is none; where the notes of a document stand in
/// brackets or behind labels, a sentence about who is in charge does not make one of its closing sections a task.
pub(super) fn guiding(outline: &Outline<'_>, noted: &[bool]) -> Vec<Option<Guide>> {
    let own = |node: &Node<'_>| if node.marker.is_some() { by_heading(node) } else { None };
    let own: Vec<Option<Guide>> = outline.nodes.iter().map(own).collect();
    let noted: Vec<bool> = without_prose(outline, &own, noted);
    let assigned = assigned(outline, &noted);
    let mut guides: Vec<Option<Guide>> = Vec::with_capacity(outline.nodes.len());
    for ((node, own), assigned) in outline.nodes.iter().zip(own).zip(assigned) {
        let above = node.parent.and_then(|parent| guides.get(parent).copied()).flatten();
        guides.push(above.or(own).filter(|_| !assigned));
    }
    guides
}

/// Which nodes have notes, those in sentences of closing sections left out where the others stand in brackets or behind labels. `own` is
/// what the heading of each says.
fn without_prose<'t>(outline: &Outline<'t>, own: &[Option<Guide>], noted: &[bool]) -> Vec<bool> {
    let mut closing: Vec<bool> = Vec::with_capacity(noted.len());
    for (node, own) in outline.nodes.iter().zip(own) {
        let above = node.parent.and_then(|parent| closing.get(parent).copied()).unwrap_or(false);
        closing.push(above || matches!(own, Some(Guide::Closing | Guide::Review)));
    }
    let framed =
        |node: &Node<'t>| node.paragraphs.iter().any(|paragraph| has_framed_note(&outline.notes.of(*paragraph)));
    let nodes = || outline.nodes.iter().zip(noted).zip(&closing).filter(|((_, noted), _)| **noted);
    let prose = nodes().any(|(_, closing)| *closing) && nodes().any(|((node, _), closing)| !closing && framed(node));
    let places = outline.nodes.iter().zip(noted).zip(closing);
    places.map(|((node, noted), closing)| *noted && (!prose || !closing || framed(node))).collect()
}

fn has_framed_note(notes: &[Note<'_>]) -> bool {
    let framed = |whole: Passage<'_>| {
        let bracket = whole.chars().first().is_some_and(|c| opens_note(*c));
        bracket || roles::label_at(whole, whole.start()).is_some()
    };
    notes.iter().any(|note| note.assigns() && framed(note.whole))
}

/// Which nodes name units, or have one below that does.
fn assigned(outline: &Outline<'_>, noted: &[bool]) -> Vec<bool> {
    let mut assigned: Vec<bool> =
        outline.nodes.iter().zip(noted).map(|(node, noted)| *noted || !node.rows.is_empty()).collect();
    for (at, node) in outline.nodes.iter().enumerate().rev() {
        let here = assigned.get(at).copied().unwrap_or(false);
        if let Some(parent) = node.parent.and_then(|parent| assigned.get_mut(parent)) {
            *parent |= here;
        }
    }
    assigned
}

fn by_heading(node: &Node<'_>) -> Option<Guide> {
    let line = node.paragraphs.first()?;
    let heading = first_sentence(*line)?.split(&['：', '（', '，', '；']).first().copied()?;
    let has = |words: &[&str]| heading.len() <= LENGTH && heading.contains_any(words);
    let whole = WHOLE.contains(&heading.to_string().as_str());
    let review = heading.ends_with_any(REVIEW) && heading.len() <= LENGTH && heading.strip_prefix(ASKS).is_none();
    match () {
        () if review => Some(Guide::Review),
        () if has(AIMS) || (whole && !heading.ends_with_any(&["保障", "要求"])) => Some(Guide::Aims),
        () if has(CLOSING) || whole => Some(Guide::Closing),
        () => None,
    }
}

/// Says which times in closing words become nobody's.
pub(super) fn doubt(paragraphs: &[Passage<'_>], doubts: &mut Doubts) {
    for sentence in paragraphs.iter().flat_map(|paragraph| sentences(*paragraph)) {
        let may = sentence.chars().iter().any(|c| c.is_ascii_digit() || "年月季每周旬日天学".contains(*c));
        if !may {
            continue;
        }
        let dates = date::dates(sentence, None);
        let timed = |clause: &Passage<'_>| {
            dates.iter().any(|d| d.start < clause.end() && d.end > clause.start()) || undated::comes_back(*clause)
        };
        for clause in clauses(sentence).into_iter().filter(timed) {
            doubts.warn(clause, "这里写有时限，但不在任务里，没有列为时间节点，需要督办的请补为措施");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::shared;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<Option<Guide>> {
        let text = text_of(written);
        let outline = outline(text.whole(), &mut Doubts::default());
        guiding(&outline, &shared::noted(&outline)).split_off(1)
    }

    #[test]
    fn sections_that_guide_are_told_with_all_below_them() {
        let written = "计划\n一、总体要求\n（一）坚持治污。抓好。\n（二）工作目标。到2025年达标。\n二、任务\n（三）治水。\n三、保障措施\n（一）加强领导。";
        let (aims, closing) = (Some(Guide::Aims), Some(Guide::Closing));
        assert_eq!(read(written), [aims, aims, aims, None, None, closing, closing]);
    }

    #[test]
    fn what_was_done_before_is_neither_a_goal_nor_a_task() {
        let review = Some(Guide::Review);
        for heading in
            ["2025年工作回顾", "工作基础", "基本情况", "取得成效", "发展现状", "存在问题", "面临形势", "形势分析"]
        {
            let written =
                format!("计划\n一、{heading}\n（一）教育。新增学位1.8万个。\n二、任务\n1.治水。（市甲局负责）");
            assert_eq!(read(&written), [review, review, None, None], "{heading}");
            let registry = crate::UnitRegistry::guangxi().unwrap();
            let draft = crate::compile(&written, &crate::Options { registry: &registry, year: Some(2026) });
            assert!(draft.plan.indicators.is_empty() && draft.tasks.len() == 1, "{heading}: {:?}", draft.plan);
            assert!(draft.leftovers.iter().any(|left| left.quote.contains("新增学位")), "{heading}");
        }
        assert!(read("计划\n一、任务\n1.解决存在问题。\n2.通报进展情况。").iter().all(Option::is_none));
    }

    #[test]
    fn a_sentence_about_who_is_in_charge_makes_no_task_where_notes_stand_in_brackets() {
        let written = "计划\n一、任务\n1.治水。（市甲局负责）\n二、组织保障\n（一）健全机制。市乙局负责统筹。";
        assert_eq!(read(written), [None, None, Some(Guide::Closing), Some(Guide::Closing)]);
        let written = "计划\n一、任务\n1.治水。市甲局负责。\n二、组织保障\n（一）健全机制。市乙局负责统筹。";
        assert!(read(written).iter().all(Option::is_none));
    }

    #[test]
    fn a_time_outside_of_tasks_is_said() {
        let registry = crate::UnitRegistry::guangxi().unwrap();
        let written = "某市2026年计划\n一、任务\n1.治水。完成清淤。（市甲局负责）\n二、工作要求\n（一）启动阶段。各区3月20日前报送方案。";
        let draft = crate::compile(written, &crate::Options { registry: &registry, year: None });
        assert!(draft.problems.iter().any(|p| p.message.contains("不在任务里")), "{:?}", draft.problems);
        let written =
            written.replace("各区3月20日前报送方案。", "统一思想，各区3月20日前报送方案，精心组织，每月通报进展。");
        let draft = crate::compile(&written, &crate::Options { registry: &registry, year: None });
        let quotes: Vec<&str> =
            draft.problems.iter().filter(|p| p.message.contains("不在任务里")).map(|p| p.quote.as_str()).collect();
        assert_eq!(quotes, ["各区3月20日前报送方案", "每月通报进展"]);
    }

    #[test]
    fn a_section_that_names_units_or_a_task_about_goals_is_none() {
        let written = "计划\n一、保障措施\n（一）加强领导。抓好。（市甲局负责）\n（二）加大投入。\n二、分解落实年度目标任务和考核要求\n1.考核。";
        assert!(read(written).iter().all(Option::is_none));
    }
}
