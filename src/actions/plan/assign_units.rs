//! The coordinator corrects who leads, supports, is responsible for and guides a measure of a draft, and answers what the compiler
//! proposes.

use serde_json::json;

use super::draft_page::{Cells, Faults};
use super::unit_names::{insert_unit, known, members, names, proposed_as_text, units_as_text, unknown};
use crate::actions::{ActionError, Trace, Tx, typed, typed_if_any};
use crate::compiler::UnitRegistry;
use crate::db::people::units;
use crate::db::plan::draft_measures::{self, Assigned};
use crate::db::plan::draft_open;
use crate::db::plan::drafts;
use crate::db::plan::measures::NewAssignment;
use crate::domain::id::{MeasureId, PlanId, UnitId};
use crate::domain::places::class_told;
use crate::domain::plan::AssignmentRole;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::{NameList, UnitName};
use crate::domain::unit::UnitClass;

/// Behind the name of a unit that is meant to be a new one.
const NEW: [&str; 4] = ["（新）", "(新)", "(new)", "（new）"];

/// The roles of a measure with the columns in which their units are typed.
const ROLES: [(AssignmentRole, &str); 4] = [
    (AssignmentRole::Lead, "lead"),
    (AssignmentRole::Support, "support"),
    (AssignmentRole::Responsible, "responsible"),
    (AssignmentRole::Guide, "guide"),
];

/// Puts these units on the measure, in each role whose list was changed. What the compiler has proposed in that role is answered with
/// it.
pub(super) fn assign_units(
    tx: &mut Tx<'_>,
    (measure_id, cells): (MeasureId, &Cells),
    registry: &UnitRegistry,
    faults: &mut Faults,
) -> Result<(), ActionError> {
    let changed = ROLES.iter().filter_map(|(role, column)| Some((*role, *column, cells.changed(column)?)));
    let changed: Vec<_> = changed.collect();
    if changed.is_empty() {
        return Ok(());
    }
    let before = as_text(&draft_measures::assigned_to(tx.c, &[measure_id])?);
    for (role, column, text) in changed {
        let list: Option<Option<NameList>> = faults.of(cells.row, typed_if_any(column, text))?;
        let Some(list) = list else { continue };
        let list = list.as_ref().map_or("", NameList::as_str);
        let meant = Meant { registry, column };
        let rows = meant.rows(tx, (measure_id, role, list), (cells, &mut *faults))?;
        drafts::assign(tx.c, measure_id, role, &rows)?;
    }
    let after = as_text(&draft_measures::assigned_to(tx.c, &[measure_id])?);
    let detail = json!({"from": before, "to": after});
    tx.trace(&Trace { detail, ..Trace::new(Verb::AssignUnits, On::Measure(measure_id)) })
}

/// Takes what the compiler proposes for a measure, or leaves it.
pub(super) fn answer_proposal(tx: &mut Tx<'_>, measure_id: MeasureId, adopted: bool) -> Result<(), ActionError> {
    let assigned = draft_measures::assigned_to(tx.c, &[measure_id])?;
    let proposed = ROLES.iter().filter_map(|(role, _)| proposed_as_text(&assigned, *role)).map(|(_, units)| units);
    let units = proposed.collect::<Vec<_>>().join("\n");
    drafts::answer_proposal(tx.c, measure_id, adopted)?;
    let verb = if adopted { Verb::AdoptUnits } else { Verb::DeclineUnits };
    tx.trace(&Trace { detail: json!({"units": units}), ..Trace::new(verb, On::Measure(measure_id)) })
}

/// Takes everything that is proposed for the measures of a plan.
pub(super) fn adopt_proposals(tx: &mut Tx<'_>, plan_id: PlanId) -> Result<(), ActionError> {
    for measure_id in draft_open::with_proposals(tx.c, plan_id)? {
        answer_proposal(tx, measure_id, true)?;
    }
    Ok(())
}

/// The lists of a measure, a line each.
fn as_text(assigned: &[Assigned]) -> String {
    AssignmentRole::ALL.iter().map(|role| units_as_text(assigned, *role)).collect::<Vec<_>>().join("\n")
}

/// How names that were typed in a column are understood.
struct Meant<'a> {
    registry: &'a UnitRegistry,
    column: &'static str,
}

impl Meant<'_> {
    /// The units of a list, each once; names that nobody knows are faults.
    fn rows(
        &self,
        tx: &mut Tx<'_>,
        (measure_id, role, list): (MeasureId, AssignmentRole, &str),
        (cells, faults): (&Cells, &mut Faults),
    ) -> Result<Vec<NewAssignment>, ActionError> {
        let mut rows: Vec<NewAssignment> = Vec::new();
        for name in names(list) {
            let meant = self.units(tx, name);
            for unit_id in faults.of(cells.row, meant)?.unwrap_or_default() {
                if rows.iter().any(|row| row.unit_id == unit_id) {
                    continue;
                }
                let position = i32::try_from(rows.len()).unwrap_or(i32::MAX);
                let written_as = as_new(name).unwrap_or(name).to_owned();
                rows.push(NewAssignment { measure_id, unit_id, role, position, written_as, proposed: false });
            }
        }
        Ok(rows)
    }

    /// The units that a typed name means.
    fn units(&self, tx: &mut Tx<'_>, name: &str) -> Result<Vec<UnitId>, ActionError> {
        if let Some(unit) = known(tx.c, self.registry, name)? {
            return Ok(vec![unit.id]);
        }
        let members = members(tx.c, self.registry, name)?;
        if !members.is_empty() {
            return Ok(members);
        }
        match as_new(name) {
            Some(new) => Ok(vec![insert(tx, &typed(self.column, new)?)?]),
            None => Err(unknown(tx.c, self.column, name)?),
        }
    }
}

/// The name without the word that says that it is a new one; `None` where there is no such word.
fn as_new(name: &str) -> Option<&str> {
    NEW.iter().find_map(|new| name.strip_suffix(new)).map(str::trim).filter(|name| !name.is_empty())
}

fn insert(tx: &mut Tx<'_>, name: &UnitName) -> Result<UnitId, ActionError> {
    match units::by_name(tx.c, name.as_str())? {
        Some(unit) => Ok(unit.id),
        None => insert_unit(tx, name, class_told(name.as_str()).unwrap_or(UnitClass::Department)),
    }
}
