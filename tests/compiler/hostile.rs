//! Hostile documents of every kind, small: the draft is sound, says what it did not read, and grows no faster than the file.

use super::*;
use crate::support::hostile::{Kind, kinds};

/// So much of each is read here; `scripts/soak hostile` reads the largest that are let in.
const SIZE: usize = 2_000;

fn read(kind: Kind, size: usize) -> Option<Draft> {
    let registry = UnitRegistry::guangxi().unwrap();
    compile_file(kind.name, &kind.of(size), &Options { registry: &registry, year: None }).ok()
}

/// How much a draft says beside the text of the document.
fn said(draft: &Draft) -> usize {
    serde_json::to_string(draft).unwrap().len()
}

#[test]
fn twice_the_document_is_at_most_twice_the_draft_and_every_draft_is_sound() {
    let all: Vec<Kind> = kinds().collect();
    assert!(all.len() >= 55, "{} kinds", all.len());
    for kind in all {
        let (once, twice) = (read(kind, SIZE), read(kind, 2 * SIZE));
        once.iter().chain(&twice).for_each(assert_sound);
        if let (Some(once), Some(twice)) = (once, twice) {
            assert!(
                said(&twice) <= 2 * said(&once) + said(&once) / 2 + 4_000,
                "{kind:?}: {} {}",
                said(&once),
                said(&twice)
            );
        }
    }
}

/// The errors of the draft of a text.
fn refused(text: &str) -> Vec<String> {
    let draft = compiled(text);
    assert_sound(&draft);
    let errors = draft.problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| problem.message).collect()
}

#[test]
fn what_is_more_than_any_plan_has_is_not_read_and_that_is_said() {
    let numbered = |count: usize, text: &str| (0..count).map(|_| format!("1.{text}\n")).collect::<String>();
    for (text, said) in [
        (numbered(2_100, "甲。（责任单位：市甲局）"), "措施超过 2000 项，从这里起没有再读"),
        (format!("1.甲。（责任单位：{}）", "市甲局、".repeat(310)), "一处列了超过 300 个单位，从这里起没有再读"),
        (format!("1.{}。", "6月底前完成，".repeat(120)), "一句话里的日期超过 100 个，从这里起没有再读"),
        (format!("1.{}。", "占比达到5%，".repeat(120)), "一句话里的指标超过 100 项，从这里起没有再读"),
        (format!("1.{}", "占比达到5%。".repeat(120)), "一项措施的时间节点或指标超过 100 个，从这里起没有再读"),
        (format!("1.{}", "加强管理。".repeat(4_100)), "一项措施超过 20000 字，从这里起没有再读"),
        (numbered(80, &"占比达到5%。".repeat(50)), "指标超过 3000 项，从这里起没有再读"),
        ("甲\n".repeat(20_100), "文件太长（上限：20000 段，5000 个标题和表格行），从这里起没有再读"),
        (numbered(5_100, "甲"), "文件太长（上限：20000 段，5000 个标题和表格行），从这里起没有再读"),
    ] {
        let errors = refused(&text);
        assert!(errors.iter().any(|error| error == said), "{said}: {errors:?}");
    }
}

#[test]
fn a_list_of_units_is_read_up_to_its_bound() {
    let names: Vec<String> = (0..400).map(|i| format!("第{i}市局")).collect();
    let draft = compiled(&format!("1.管理。（责任单位：{}）", names.join("、")));
    assert_eq!(draft.tasks[0].measures[0].responsible, names[..300]);
}

#[test]
fn problems_are_listed_up_to_a_bound_and_the_rest_is_counted() {
    let draft = compiled(&format!("某市2025年要点\n{}", "1.甲（a)。\n".repeat(1_100)));
    let notes = || draft.problems.iter().filter(|problem| problem.severity == Severity::Note);
    assert_eq!(notes().count(), 1_001);
    assert!(notes().any(|problem| problem.message == "还有 100 处类似的问题没有列出（上限 1000 处）"));
}

#[test]
fn what_a_long_sentence_says_is_quoted_in_short() {
    let draft = compiled(&format!("1.按期{}。", "办好各项工作".repeat(100)));
    let milestone = &draft.tasks[0].measures[0].milestones[0];
    assert_eq!(milestone.deliverable.chars().count(), 301);
    assert!(milestone.deliverable.ends_with('…'));
    assert_eq!(milestone.span.1 - milestone.span.0, 602, "the span is that of all of it");
}
