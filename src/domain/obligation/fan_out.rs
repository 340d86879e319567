//! Who owes what: from a confirmed plan to its obligations (design: "What is owed").
//!
//! Every lead and every responsible unit owes one standing obligation a measure. A dated milestone comes on
//! top, for whom its sentence names; an undated one waits for its date. Units that support or guide owe nothing.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::ObligationKind;
use crate::id::{MeasureId, MilestoneId, UnitId};
use crate::places::{WHOLES, group};
use crate::plan::AssignmentRole;
use crate::round::Cadence;
use crate::subjects::subjects;
use crate::unit::UnitClass;

/// The word of an autonomous region or a district for all of it: the first-listed lead owes.
pub const WHOLE_REGION: &str = "全区";

/// Whether a subject is nobody in particular: every city or county, those concerned, or a whole region in its own word.
pub fn is_of_all(subject: &str) -> bool {
    group(subject).is_some() || is_whole_region(subject)
}

/// Whether a word means a whole region: 全区, 全省, 全市.
pub fn is_whole_region(word: &str) -> bool {
    WHOLES.contains(&word)
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
    /// How often it is reported on.
    pub cadence: Cadence,
    /// Who is assigned, in the order of the note.
    pub assigned: Vec<Assigned>,
    /// What is due.
    pub milestones: Vec<DatedDuty>,
}

/// A name under which a subject may be written, and the unit it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedUnit {
    /// The short name of a place, a full name or an alias.
    pub name: String,
    /// The unit.
    pub unit_id: UnitId,
    /// Of which class the government is that it names by its place: a word for all of that class means it too.
    pub place: Option<UnitClass>,
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
    /// How often it is reported on.
    pub cadence: Cadence,
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
    places: Vec<(UnitClass, UnitId)>,
}

impl<'n> Names<'n> {
    /// Of two units of one name the first listed is meant.
    fn of(names: &'n [NamedUnit]) -> Self {
        let mut by_name = HashMap::new();
        for named in names {
            by_name.entry(named.name.as_str()).or_insert(named.unit_id);
        }
        let places = names.iter().filter_map(|named| Some((named.place?, named.unit_id))).collect();
        Self { by_name, places }
    }

    /// The governments of these classes, class by class.
    fn of_classes(&self, classes: &[UnitClass]) -> Vec<UnitId> {
        let of = |class: UnitClass| self.places.iter().filter(move |(own, _)| *own == class).map(|(_, id)| *id);
        classes.iter().copied().flat_map(of).collect()
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
            cadence: measure.cadence,
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
                cadence: measure.cadence,
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
    let group = group(subject).filter(|_| !is_whole_region(subject));
    let own = names.by_name.get(subject);
    let meant = match (&group, own) {
        // Those whom nobody has named are tracked as one: the date is theirs, and not that of the few who are known by chance.
        (Some(_), Some(one)) if measure.assigned.iter().any(|assigned| assigned.unit_id == *one) => vec![*one],
        (Some(group), _) if group.all => names.of_classes(&group.classes),
        (Some(group), _) => concerned(measure, names, &group.classes),
        (None, Some(unit_id)) => vec![*unit_id],
        (None, None) => Vec::new(),
    };
    // A class of bodies without a seat here (企业), counties of which none is known, the region: the first-listed lead answers.
    if meant.is_empty() && !group.is_some_and(|group| group.is_of_cities()) { answering(measure) } else { meant }
}

/// Whom a list of subjects reaches, whatever measure it stands in, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// A unit that is known.
    Named,
    /// Whoever leads the measure, else whoever is responsible for it.
    Answered,
    /// The governments that are responsible for it.
    Concerned,
    /// Nobody that is known.
    Nobody,
}

/// Whom each of these stored lists reaches.
pub fn reaches<'t>(lists: &'t [String], names: &[NamedUnit]) -> Vec<(&'t str, Reach)> {
    let names = Names::of(names);
    let of_list = |list: &'t String| subjects(list).map(|subject| reach(subject, &names)).min();
    lists.iter().map(|list| (list.as_str(), of_list(list).unwrap_or(Reach::Nobody))).collect()
}

/// The same of one subject, as [`units_of`] has it.
fn reach(subject: &str, names: &Names<'_>) -> Reach {
    match group(subject).filter(|_| !is_whole_region(subject)) {
        Some(group) if group.all && !names.of_classes(&group.classes).is_empty() => Reach::Named,
        Some(group) if group.all && group.is_of_cities() => Reach::Nobody,
        Some(group) if group.is_of_cities() => Reach::Concerned,
        None if !is_whole_region(subject) && names.by_name.contains_key(subject) => Reach::Named,
        _ => Reach::Answered,
    }
}

/// Those that stand for some governments of these classes in the note; where a coordinator has put names in their place, the
/// governments among them.
fn concerned(measure: &MeasureDuty, names: &Names<'_>, classes: &[UnitClass]) -> Vec<UnitId> {
    let all = names.of_classes(classes);
    let responsible = measure.assigned.iter().filter(|assigned| assigned.role == AssignmentRole::Responsible);
    let is_some = |assigned: &&Assigned| {
        let group = group(&assigned.written_as).filter(|group| !group.all);
        group.is_some_and(|group| group.classes.iter().any(|class| classes.contains(class)))
    };
    let (of_group, others): (Vec<_>, Vec<_>) = responsible.partition(is_some);
    match of_group.is_empty() {
        false => of_group.iter().map(|assigned| assigned.unit_id).collect(),
        true => others.iter().map(|assigned| assigned.unit_id).filter(|unit_id| all.contains(unit_id)).collect(),
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
