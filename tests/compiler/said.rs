//! No silence: what is written in a document is in a field, a doubt or a leftover (`support::said`), whatever the document.

use super::composed::{Random, document};
use super::*;
use crate::support::said::{Kind, assert_said, unsaid, written};

/// Files of the tests: made-up documents of every kind, and what fuzzing has found.
const FOLDERS: [&str; 2] = ["tests/fixtures/documents", "tests/fuzz/inputs"];

#[test]
fn nothing_of_the_plan_is_passed_over_in_silence() {
    assert_said(&compiled(PLAN));
}

#[test]
fn nothing_of_a_document_of_the_tests_is_passed_over_in_silence() {
    let registry = UnitRegistry::guangxi().unwrap();
    let folders = FOLDERS.map(|folder| format!("{}/{folder}", env!("CARGO_MANIFEST_DIR")));
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(folder).unwrap()).map(|file| file.unwrap().path());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let options = Options { registry: &registry, year: None };
        compile_file(&name, &std::fs::read(&path).unwrap(), &options).iter().for_each(assert_said);
    }
}

#[test]
fn nothing_of_a_composed_document_is_passed_over_in_silence() {
    let mut all = 0;
    for seed in 1..=400 {
        let draft = compiled(&document(&mut Random::new(seed)));
        all += written(&draft.document.text).len();
        assert_sound(&draft);
        assert!(unsaid(&draft).is_empty(), "seed {seed}:\n{}\n{:#?}", draft.document.text, unsaid(&draft));
    }
    assert!(all > 10_000, "{all} things are written");
}

#[test]
fn whatever_comes_together_nothing_is_passed_over_in_silence() {
    let mut random = generated::Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..400 {
        let draft = compiled(&random.document());
        // Rows that are cut in two by other pieces hold no cells that anybody would know.
        let silent: Vec<_> = unsaid(&draft).into_iter().filter(|written| written.kind != Kind::Cell).collect();
        assert!(silent.is_empty(), "{}\n{silent:#?}", draft.document.text);
    }
}

/// The test itself is not blind: without its fields and doubts, a draft is silent about everything.
#[test]
fn a_draft_that_says_nothing_is_found_out() {
    let mut draft = compiled(
        "某市2025年计划\n一、任务\n1.治水。6月底前整治排口30个，达标率达到95%。（市甲局牵头）\n序号\t任务\t责任单位\n1\t治气\t市乙局",
    );
    assert_eq!(unsaid(&draft), []);
    draft.problems.clear();
    draft.leftovers.clear();
    for measure in draft.tasks.iter_mut().flat_map(|task| &mut task.measures) {
        measure.milestones.clear();
        measure.indicators.clear();
        measure.lead.clear();
        measure.responsible.clear();
    }
    let kinds: Vec<Kind> = unsaid(&draft).into_iter().map(|written| written.kind).collect();
    assert!([Kind::Date, Kind::Figure, Kind::Role, Kind::Cell].iter().all(|kind| kinds.contains(kind)), "{kinds:?}");
}
