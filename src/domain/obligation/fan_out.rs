//! Who owes what: from a confirmed plan to its obligations (design: "What is owed").
//!
//! Every lead and every responsible unit owes one standing obligation a measure. A dated milestone comes on
//! top, for whom its sentence names; an undated one waits for its date. Supporting units owe nothing.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::ObligationKind;
use crate::domain::plan::AssignmentRole;

/// All cities: fans out to each.
pub const EVERY_CITY: &str = "各设区市";
/// The cities that the measure names, confirmed by the coordinator.
pub const CITIES_CONCERNED: &str = "相关设区市";
/// The region as a whole: the first-listed lead owes.
pub const WHOLE_REGION: &str = "全区";

/// A unit on a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The unit.
    pub unit_id: i64,
    /// As what.
    pub role: AssignmentRole,
    /// As the note has it: tells the cities concerned from every city.
    pub written_as: String,
}

/// A milestone with a date or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedDuty {
    /// The milestone.
    pub milestone_id: i64,
    /// By when; `None` until a coordinator gives a date.
    pub due: Option<NaiveDate>,
    /// What must be there.
    pub deliverable: String,
    /// The subjects of the sentence, as compiled.
    pub owed_by: Vec<String>,
}

/// A measure with its units, in the order of its note, and its milestones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureDuty {
    /// The measure.
    pub measure_id: i64,
    /// What a standing obligation is called: the task's title, and the measure's own.
    pub title: String,
    /// Who is assigned, in the order of the note.
    pub assigned: Vec<Assigned>,
    /// What is due.
    pub milestones: Vec<DatedDuty>,
}

/// A name under which a subject may be written, and the unit it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedUnit {
    /// A short city name, a full name or an alias.
    pub name: String,
    /// The unit.
    pub unit_id: i64,
    /// Whether it is one of the region's cities, under its short name.
    pub city: bool,
}

/// An obligation that a plan makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The measure.
    pub measure_id: i64,
    /// The milestone; `None` for a standing obligation.
    pub milestone_id: Option<i64>,
    /// Who owes.
    pub unit_id: i64,
    /// What must be there.
    pub deliverable: String,
    /// By when.
    pub due: NaiveDate,
    /// Due after the plan year: tracked, outside the year's counts.
    pub long_range: bool,
}

impl Owed {
    /// Standing or dated.
    pub fn kind(&self) -> ObligationKind {
        match self.milestone_id {
            None => ObligationKind::Standing,
            Some(_) => ObligationKind::Dated,
        }
    }
}

/// Everything that a plan's measures make owed, measure by measure, standing before dated. `year_end` is the
/// last day of the plan year; each unit owes the same thing once.
pub fn fan_out(year_end: NaiveDate, measures: &[MeasureDuty], names: &[NamedUnit]) -> Vec<Owed> {
    measures
        .iter()
        .flat_map(|measure| standing(year_end, measure).into_iter().chain(dated(year_end, measure, names)))
        .collect()
}

fn standing(year_end: NaiveDate, measure: &MeasureDuty) -> Vec<Owed> {
    let mut seen = BTreeSet::new();
    measure
        .assigned
        .iter()
        .filter(|assigned| assigned.role != AssignmentRole::Support && seen.insert(assigned.unit_id))
        .map(|assigned| Owed {
            measure_id: measure.measure_id,
            milestone_id: None,
            unit_id: assigned.unit_id,
            deliverable: measure.title.clone(),
            due: year_end,
            long_range: false,
        })
        .collect()
}

fn dated(year_end: NaiveDate, measure: &MeasureDuty, names: &[NamedUnit]) -> Vec<Owed> {
    let with_date = measure.milestones.iter().filter_map(|milestone| Some((milestone, milestone.due?)));
    with_date
        .flat_map(|(milestone, due)| {
            owners(milestone, measure, names).into_iter().map(move |unit_id| Owed {
                measure_id: measure.measure_id,
                milestone_id: Some(milestone.milestone_id),
                unit_id,
                deliverable: milestone.deliverable.clone(),
                due,
                long_range: due > year_end,
            })
        })
        .collect()
}

/// The units that owe a milestone, each once, in the order named.
fn owners(milestone: &DatedDuty, measure: &MeasureDuty, names: &[NamedUnit]) -> Vec<i64> {
    let mut seen = BTreeSet::new();
    let named = milestone.owed_by.iter().flat_map(|subject| units_of(subject, measure, names));
    named.filter(|unit_id| seen.insert(*unit_id)).collect()
}

fn units_of(subject: &str, measure: &MeasureDuty, names: &[NamedUnit]) -> Vec<i64> {
    match subject {
        EVERY_CITY => names.iter().filter(|named| named.city).map(|named| named.unit_id).collect(),
        CITIES_CONCERNED => cities_concerned(measure, names),
        WHOLE_REGION => answering(measure),
        _ => match names.iter().find(|named| named.name == subject) {
            Some(named) => vec![named.unit_id],
            // A class of bodies without a seat here (企业): the first-listed lead answers for it.
            None => answering(measure),
        },
    }
}

/// Those that stand for 相关设区市 in the note; where a coordinator has put names in its place, the cities among them.
fn cities_concerned(measure: &MeasureDuty, names: &[NamedUnit]) -> Vec<i64> {
    let is_city = |unit_id: i64| names.iter().any(|named| named.city && named.unit_id == unit_id);
    let responsible = measure.assigned.iter().filter(|assigned| assigned.role == AssignmentRole::Responsible);
    let (of_group, others): (Vec<_>, Vec<_>) =
        responsible.partition(|assigned| assigned.written_as.starts_with(CITIES_CONCERNED));
    match of_group.is_empty() {
        false => of_group.iter().map(|assigned| assigned.unit_id).collect(),
        true => others.iter().map(|assigned| assigned.unit_id).filter(|unit_id| is_city(*unit_id)).collect(),
    }
}

/// Who answers for what is said of nobody in particular: the first-listed lead; without a lead all that are responsible.
fn answering(measure: &MeasureDuty) -> Vec<i64> {
    let of =
        |role| measure.assigned.iter().filter(move |assigned| assigned.role == role).map(|assigned| assigned.unit_id);
    match of(AssignmentRole::Lead).next() {
        Some(lead) => vec![lead],
        None => of(AssignmentRole::Responsible).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LEAD: i64 = 1;
    const HELPER: i64 = 2;
    const NANNING: i64 = 11;
    const GUILIN: i64 = 12;

    fn assigned(unit_id: i64, role: AssignmentRole, written_as: &str) -> Assigned {
        Assigned { unit_id, role, written_as: written_as.to_owned() }
    }

    fn names() -> Vec<NamedUnit> {
        [("南宁", NANNING), ("桂林", GUILIN)]
            .map(|(name, unit_id)| NamedUnit { name: name.to_owned(), unit_id, city: true })
            .into()
    }

    fn measure(due: Option<&str>, owed_by: &[&str]) -> MeasureDuty {
        MeasureDuty {
            measure_id: 7,
            title: "推进改造".to_owned(),
            assigned: vec![
                assigned(LEAD, AssignmentRole::Lead, "自治区生态环境厅"),
                assigned(HELPER, AssignmentRole::Support, "自治区市场监管局"),
                assigned(GUILIN, AssignmentRole::Responsible, "相关设区市人民政府"),
            ],
            milestones: vec![DatedDuty {
                milestone_id: 70,
                due: due.map(|due| due.parse().unwrap()),
                deliverable: "制定计划".to_owned(),
                owed_by: owed_by.iter().map(|name| (*name).to_owned()).collect(),
            }],
        }
    }

    fn owing(due: Option<&str>, owed_by: &[&str]) -> Vec<i64> {
        let year_end = "2024-12-31".parse().unwrap();
        let owed = fan_out(year_end, &[measure(due, owed_by)], &names());
        owed.iter().filter(|owed| owed.kind() == ObligationKind::Dated).map(|owed| owed.unit_id).collect()
    }

    #[test]
    fn leads_and_responsible_units_owe_the_measure_over_the_year_and_helpers_owe_nothing() {
        let owed = fan_out("2024-12-31".parse().unwrap(), &[measure(None, &[])], &names());
        assert_eq!(owed.iter().map(|owed| owed.unit_id).collect::<Vec<_>>(), [LEAD, GUILIN]);
        assert!(
            owed.iter().all(|owed| owed.kind() == ObligationKind::Standing && owed.due.to_string() == "2024-12-31")
        );
    }

    #[test]
    fn the_subject_of_the_sentence_decides_who_owes_the_date() {
        assert_eq!(owing(Some("2024-06-30"), &["各设区市"]), [NANNING, GUILIN]);
        assert_eq!(owing(Some("2024-06-30"), &["桂林"]), [GUILIN]);
        assert_eq!(owing(Some("2024-06-30"), &["南宁", "桂林", "南宁"]), [NANNING, GUILIN]);
        assert_eq!(owing(Some("2024-06-30"), &["相关设区市"]), [GUILIN]);
        assert_eq!(owing(Some("2024-06-30"), &["全区"]), [LEAD]);
        assert_eq!(owing(Some("2024-06-30"), &["钢焦联合企业"]), [LEAD]);
    }

    fn owing_with(assigned: Vec<Assigned>, owed_by: &[&str]) -> Vec<i64> {
        let measure = MeasureDuty { assigned, ..measure(Some("2024-06-30"), owed_by) };
        let owed = fan_out("2024-12-31".parse().unwrap(), &[measure], &names());
        owed.iter().filter(|owed| owed.kind() == ObligationKind::Dated).map(|owed| owed.unit_id).collect()
    }

    #[test]
    fn cities_that_a_coordinator_has_named_in_place_of_the_group_owe_what_the_group_owes() {
        let named = vec![
            assigned(LEAD, AssignmentRole::Lead, "自治区生态环境厅"),
            assigned(HELPER, AssignmentRole::Responsible, "自治区市场监管局"),
            assigned(NANNING, AssignmentRole::Responsible, "南宁市人民政府"),
        ];
        assert_eq!(owing_with(named, &["相关设区市"]), [NANNING], "cities alone");
    }

    #[test]
    fn without_a_lead_all_that_are_responsible_answer_for_what_is_said_of_nobody_in_particular() {
        let none_leads = vec![
            assigned(HELPER, AssignmentRole::Responsible, "自治区市场监管局"),
            assigned(GUILIN, AssignmentRole::Responsible, "桂林市人民政府"),
        ];
        assert_eq!(owing_with(none_leads.clone(), &["全区"]), [HELPER, GUILIN]);
        assert_eq!(owing_with(none_leads, &["企业"]), [HELPER, GUILIN]);
    }

    #[test]
    fn what_has_no_date_yet_is_owed_by_nobody() {
        assert!(owing(None, &["各设区市"]).is_empty());
    }

    #[test]
    fn a_date_after_the_plan_year_is_long_range() {
        let owed = fan_out("2024-12-31".parse().unwrap(), &[measure(Some("2028-12-31"), &["桂林"])], &names());
        assert!(owed.iter().any(|owed| owed.long_range && owed.unit_id == GUILIN));
    }

    #[test]
    fn a_unit_that_leads_and_is_responsible_owes_the_measure_once() {
        let mut twice = measure(None, &[]);
        twice.assigned.push(assigned(LEAD, AssignmentRole::Responsible, "自治区生态环境厅"));
        assert_eq!(fan_out("2024-12-31".parse().unwrap(), &[twice], &names()).len(), 2);
    }
}
