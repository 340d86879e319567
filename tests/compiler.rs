//! The plan compiler over a whole document: the Guangxi plan of 2024, and documents that lack something.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use duban::compiler::{Options, UnitRegistry, compile, compile_file};
use duban::domain::draft::{Draft, DraftIndicator, DraftMeasure, DraftTask, Span, Value, body};
use duban::domain::plan::{Comparator, MilestoneKind, Severity};
use serde::Deserialize;

use crate::support::invariants::{assert_sound, spans};

mod composed;
mod damaged;
mod doubts;
mod generated;
mod hostile;
mod said;
mod titles;

const PLAN: &str = include_str!("../seeds/guangxi-air-2024/plan.txt");
const EXPECTED: &str = include_str!("fixtures/guangxi-air-2024.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    title: String,
    year: i32,
    region: String,
    region_targets: Vec<Indicator>,
    measures: Vec<Measure>,
    city_targets: BTreeMap<String, [f64; 3]>,
    units: BTreeMap<String, Vec<String>>,
    problems: Vec<Problem>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Measure {
    at: String,
    section: String,
    task: String,
    subtitle: Option<String>,
    from: String,
    to: String,
    #[serde(default)]
    lead: Vec<String>,
    #[serde(default)]
    support: Vec<String>,
    #[serde(default)]
    responsible: Vec<String>,
    #[serde(default)]
    proposed: Vec<String>,
    #[serde(default)]
    notes: String,
    #[serde(default)]
    milestones: Vec<Milestone>,
    #[serde(default)]
    indicators: Vec<Indicator>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Milestone {
    phrase: String,
    due: Option<NaiveDate>,
    kind: MilestoneKind,
    owed_by: Vec<String>,
    deliverable: String,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Indicator {
    name: String,
    op: Comparator,
    value: Option<Value>,
    unit: Option<String>,
    qualifier: Option<String>,
    baseline: Option<String>,
    due: Option<NaiveDate>,
    scope: Vec<String>,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(deny_unknown_fields)]
struct Problem {
    severity: Severity,
    quote: String,
    message: String,
}

fn expected() -> Expected {
    toml::from_str(EXPECTED).unwrap()
}

fn compiled(text: &str) -> Draft {
    let registry = UnitRegistry::guangxi().unwrap();
    compile(text, &Options { registry: &registry, year: None })
}

fn measures(draft: &Draft) -> impl Iterator<Item = &DraftMeasure> {
    draft.tasks.iter().flat_map(|t| &t.measures)
}

fn read_back(task: &DraftTask, measure: &DraftMeasure) -> Measure {
    let text: Vec<char> = body(&measure.text, &task.title).chars().collect();
    let milestones = measure.milestones.iter().map(|m| Milestone {
        phrase: m.phrase.clone(),
        due: m.due,
        kind: m.kind,
        owed_by: m.owed_by.clone(),
        deliverable: m.deliverable.clone(),
    });
    Measure {
        at: format!("{}{}-{}", task.section, task.number, measure.index),
        section: task.section_title.clone(),
        task: task.title.clone(),
        subtitle: measure.subtitle.clone(),
        from: text.iter().take(12).collect(),
        to: text.iter().skip(text.len().saturating_sub(12)).collect(),
        lead: measure.lead.clone(),
        support: measure.support.clone(),
        responsible: measure.responsible.clone(),
        proposed: measure.proposed.clone(),
        notes: measure.notes.clone(),
        milestones: milestones.collect(),
        indicators: measure.indicators.iter().map(indicator).collect(),
    }
}

fn indicator(found: &DraftIndicator) -> Indicator {
    Indicator {
        name: found.name.clone(),
        op: found.op,
        value: found.value,
        unit: found.unit.clone(),
        qualifier: found.qualifier.clone(),
        baseline: found.baseline.clone(),
        due: found.due,
        scope: found.scope.clone(),
    }
}

#[test]
fn the_plan_has_twenty_one_tasks_in_five_sections() {
    let draft = compiled(PLAN);
    let mut sections: Vec<&str> = draft.tasks.iter().map(|t| t.section.as_str()).collect();
    assert_eq!(sections.len(), 21);
    sections.dedup();
    assert_eq!(sections, ["（一）", "（二）", "（三）", "（四）", "（五）"]);
    assert_eq!(measures(&draft).count(), 25);
}

#[test]
fn every_measure_has_its_units_milestones_and_indicators() {
    let (draft, expected) = (compiled(PLAN), expected());
    let found: Vec<Measure> = draft.tasks.iter().flat_map(|t| t.measures.iter().map(|m| read_back(t, m))).collect();
    assert_eq!(found.len(), expected.measures.len());
    for (found, expected) in found.iter().zip(&expected.measures) {
        assert_eq!(found, expected);
    }
}

#[test]
fn fourteen_milestones_have_a_date() {
    let draft = compiled(PLAN);
    let milestones: Vec<_> = measures(&draft).flat_map(|m| &m.milestones).collect();
    assert_eq!(milestones.iter().filter(|m| m.due.is_some()).count(), 14);
    let undated = milestones.iter().filter(|m| m.due.is_none());
    assert!(undated.clone().count() > 0);
    for milestone in undated {
        assert!(matches!(milestone.kind, MilestoneKind::Conditional | MilestoneKind::Ongoing), "{milestone:?}");
    }
}

#[test]
fn the_head_names_title_year_region_and_its_targets() {
    let (draft, expected) = (compiled(PLAN), expected());
    assert_eq!(draft.plan.title, expected.title);
    assert_eq!(draft.plan.year, Some(expected.year));
    assert_eq!(draft.plan.region, Some(expected.region));
    let found: Vec<Indicator> = draft.plan.indicators.iter().map(indicator).collect();
    assert_eq!(found, expected.region_targets);
}

#[test]
fn the_annex_gives_three_targets_for_each_city_and_the_region() {
    let (draft, expected) = (compiled(PLAN), expected());
    assert_eq!(draft.city_targets.len(), 15);
    for row in &draft.city_targets {
        let values = ["优良天数比率", "PM2.5", "重污染天数比率"].map(|key| row.targets[key]);
        assert_eq!(Some(&values), expected.city_targets.get(&row.city), "{}", row.city);
        assert_eq!(row.targets.len(), 3);
    }
}

#[test]
fn every_unit_is_listed_once_with_the_names_it_is_written_by() {
    let (draft, expected) = (compiled(PLAN), expected());
    let found: BTreeMap<String, Vec<String>> =
        draft.units.iter().map(|u| (u.name.clone(), u.aliases.clone())).collect();
    assert_eq!(found.len(), draft.units.len());
    assert_eq!(found, expected.units);
}

#[test]
fn the_registry_knows_the_class_of_every_unit_of_the_plan() {
    let registry = UnitRegistry::guangxi().unwrap();
    for unit in compiled(PLAN).units {
        assert!(registry.class_of(&unit.name).is_some(), "{}", unit.name);
    }
}

#[test]
fn everything_mended_or_doubtful_is_told() {
    let found: Vec<Problem> = compiled(PLAN)
        .problems
        .into_iter()
        .map(|p| Problem { severity: p.severity, quote: p.quote, message: p.message })
        .collect();
    assert_eq!(found, expected().problems);
}

#[test]
fn cities_that_meet_their_targets_still_miss_the_region() {
    let warnings: Vec<String> = compiled(PLAN).problems.into_iter().map(|p| p.message).collect();
    assert!(warnings.iter().any(|w| w.contains("PM2.5") && w.contains("28.13") && w.contains("27.2")), "{warnings:?}");
    assert!(warnings.iter().any(|w| w.contains("优良天数比率") && w.contains("95.36") && w.contains("95.9")));
}

#[test]
fn a_plan_saved_on_windows_reads_the_same() {
    let windows = PLAN.replace('\n', "\r\n");
    assert_eq!(compiled(&windows), compiled(PLAN));
}

#[test]
fn every_field_is_found_at_its_span() {
    let draft = compiled(PLAN);
    let text: Vec<char> = draft.document.text.chars().collect();
    let slice = |span: Span| normalised(&text[span.0..span.1].iter().collect::<String>());
    for indicator in draft.plan.indicators.iter().chain(measures(&draft).flat_map(|m| &m.indicators)) {
        assert!(slice(indicator.span).contains(&normalised(&indicator.quote)), "{indicator:?}");
    }
    for milestone in measures(&draft).flat_map(|m| &m.milestones) {
        assert!(slice(milestone.span).contains(&normalised(&milestone.phrase)), "{milestone:?}");
        assert!(slice(milestone.span).contains(&normalised(&milestone.deliverable)), "{milestone:?}");
    }
    for problem in &draft.problems {
        assert!(slice(problem.span).contains(&normalised(&problem.quote)), "{problem:?}");
    }
}

#[test]
fn a_measure_spans_its_text_and_its_note() {
    let draft = compiled(PLAN);
    let text: Vec<char> = draft.document.text.chars().collect();
    let mut end = 0;
    for measure in measures(&draft) {
        let Span(from, to) = measure.span;
        let raw = normalised(&text[from..to].iter().collect::<String>());
        let cleaned = measure.text.replace("新改扩建的出版物", "新改扩建的出出版物");
        let paragraphs: Vec<String> = cleaned.lines().map(normalised).collect();
        let opening = normalised(measure.subtitle.as_deref().unwrap_or_default());
        assert!(raw.starts_with(&opening) || raw.starts_with(&paragraphs[0]), "{}", measure.text);
        assert!(paragraphs.iter().all(|paragraph| raw.contains(paragraph)), "{}", measure.text);
        assert!(raw.ends_with('）'), "{raw}");
        assert!(from >= end, "measures do not overlap");
        end = to;
    }
}

/// What cleaning takes out or writes otherwise.
fn normalised(text: &str) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '_' | '{' | '}'));
    let full = |c| match c {
        '(' => '（',
        ')' => '）',
        ',' => '，',
        other => other,
    };
    kept.map(full).collect()
}
