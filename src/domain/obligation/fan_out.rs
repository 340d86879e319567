//! Who owes what: from a confirmed plan to its obligations (design: "What is owed").
//!
//! Every lead and every responsible unit owes one standing obligation a measure. A dated milestone comes on
//! top, for whom its sentence names; an undated one waits for its date. Units that support or guide owe nothing.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::ObligationKind;
use crate::id::{MeasureId, MilestoneId, UnitId};
use crate::plan::AssignmentRole;

/// All cities: fans out to each.
pub const EVERY_CITY: &str = "各设区市";
/// The cities that the measure names, confirmed by the coordinator.
pub const CITIES_CONCERNED: &str = "相关设区市";
/// The region as a whole: the first-listed lead owes.
pub const WHOLE_REGION: &str = "全区";
/// The words by which regions of other levels call themselves as a whole.
const OTHER_WHOLES: [&str; 6] = ["全省", "全市", "全州", "全盟", "全县", "全旗"];

/// Whether a subject is nobody in particular: every city, those concerned, or a whole region in its own word.
pub fn is_of_all(subject: &str) -> bool {
    [EVERY_CITY, CITIES_CONCERNED].contains(&subject) || is_whole_region(subject)
}

/// Whether a word means a whole region: 全区, 全省, 全市.
pub fn is_whole_region(word: &str) -> bool {
    word == WHOLE_REGION || OTHER_WHOLES.contains(&word)
}

/// The word by which a region calls itself as a whole: 广西壮族自治区 says 全区, 遂宁市 全市.
pub fn whole_word(region: &str) -> Option<&'static str> {
    const LEVELS: [(&str, &str); 10] = [
        ("自治区", WHOLE_REGION),
        ("自治州", "全州"),
        ("自治县", "全县"),
        ("省", "全省"),
        ("市", "全市"),
        ("州", "全州"),
        ("盟", "全盟"),
        ("县", "全县"),
        ("旗", "全旗"),
        ("区", WHOLE_REGION),
    ];
    LEVELS.iter().find(|(level, _)| region.ends_with(level)).map(|(_, word)| *word)
}

/// A unit on a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assigned {
    /// The unit.
    pub unit_id: UnitId,
    /// As what.
    pub role: AssignmentRole,
    /// As the note has it: tells the cities concerned from every city.
    pub written_as: String,
}

/// A milestone with a date or without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedDuty {
    /// The milestone.
    pub milestone_id: MilestoneId,
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
    pub measure_id: MeasureId,
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
    pub unit_id: UnitId,
    /// Whether it is one of the region's cities, under its short name.
    pub city: bool,
}

/// An obligation that a plan makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The measure.
    pub measure_id: MeasureId,
    /// The milestone; `None` for a standing obligation.
    pub milestone_id: Option<MilestoneId>,
    /// Who owes.
    pub unit_id: UnitId,
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
    let names = Names::of(names);
    measures
        .iter()
        .flat_map(|measure| standing(year_end, measure).into_iter().chain(dated(year_end, measure, &names)))
        .collect()
}

/// The names, so that each subject is looked up once.
struct Names<'n> {
    by_name: HashMap<&'n str, UnitId>,
    cities: Vec<UnitId>,
}

impl<'n> Names<'n> {
    /// Of two units of one name the first listed is meant.
    fn of(names: &'n [NamedUnit]) -> Self {
        let mut by_name = HashMap::new();
        for named in names {
            by_name.entry(named.name.as_str()).or_insert(named.unit_id);
        }
        Self { by_name, cities: names.iter().filter(|named| named.city).map(|named| named.unit_id).collect() }
    }
}

fn standing(year_end: NaiveDate, measure: &MeasureDuty) -> Vec<Owed> {
    let mut seen = BTreeSet::new();
    measure
        .assigned
        .iter()
        .filter(|assigned| assigned.role.owes() && seen.insert(assigned.unit_id))
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

fn dated(year_end: NaiveDate, measure: &MeasureDuty, names: &Names<'_>) -> Vec<Owed> {
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
fn owners(milestone: &DatedDuty, measure: &MeasureDuty, names: &Names<'_>) -> Vec<UnitId> {
    let mut seen = BTreeSet::new();
    let named = milestone.owed_by.iter().flat_map(|subject| units_of(subject, measure, names));
    named.filter(|unit_id| seen.insert(*unit_id)).collect()
}

fn units_of(subject: &str, measure: &MeasureDuty, names: &Names<'_>) -> Vec<UnitId> {
    match subject {
        EVERY_CITY => names.cities.clone(),
        CITIES_CONCERNED => cities_concerned(measure, names),
        whole if is_whole_region(whole) => answering(measure),
        _ => match names.by_name.get(subject) {
            Some(unit_id) => vec![*unit_id],
            // A class of bodies without a seat here (企业): the first-listed lead answers for it.
            None => answering(measure),
        },
    }
}

/// Those that stand for 相关设区市 in the note; where a coordinator has put names in its place, the cities among them.
fn cities_concerned(measure: &MeasureDuty, names: &Names<'_>) -> Vec<UnitId> {
    let is_city = |unit_id: UnitId| names.cities.contains(&unit_id);
    let responsible = measure.assigned.iter().filter(|assigned| assigned.role == AssignmentRole::Responsible);
    let (of_group, others): (Vec<_>, Vec<_>) =
        responsible.partition(|assigned| assigned.written_as.starts_with(CITIES_CONCERNED));
    match of_group.is_empty() {
        false => of_group.iter().map(|assigned| assigned.unit_id).collect(),
        true => others.iter().map(|assigned| assigned.unit_id).filter(|unit_id| is_city(*unit_id)).collect(),
    }
}

/// Who answers for what is said of nobody in particular: the first-listed lead; without a lead all that are responsible.
fn answering(measure: &MeasureDuty) -> Vec<UnitId> {
    let of =
        |role| measure.assigned.iter().filter(move |assigned| assigned.role == role).map(|assigned| assigned.unit_id);
    match of(AssignmentRole::Lead).next() {
        Some(lead) => vec![lead],
        None => of(AssignmentRole::Responsible).collect(),
    }
}

#[cfg(test)]
mod tests;
