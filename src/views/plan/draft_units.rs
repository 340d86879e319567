//! Units of a draft that nobody knows, and what each may be.

use super::field::FormRow;
use crate::actions::{ActionError, DraftRow, unit_columns, unplaced_units};
use crate::db::DbConnection;
use crate::db::people::units::{self, Unit};
use crate::domain::id::PlanId;
use crate::domain::likeness::nearest;
use crate::domain::places::group;

/// So many are on one page; the others follow when those are placed.
const SHOWN: usize = 50;

/// A unit that nobody knows, and what it may be.
pub struct UnknownUnit {
    /// As the draft names it.
    pub unit: Unit,
    /// Known units that look like it, the best first.
    pub near: Vec<String>,
    /// Others that the draft names and nobody knows, and that look like it: two ways of writing one.
    pub beside: Vec<String>,
    /// Where it stands for many governments: those that are known of them, in one list.
    pub members: String,
    /// Which unit it is, or which it stands for, and of which class.
    pub form: FormRow,
}

impl UnknownUnit {
    /// Whether it is a word for many governments.
    pub fn is_group(&self) -> bool {
        group(&self.unit.name).is_some()
    }
}

/// The first units of a draft that nobody knows.
pub(super) fn unknown_units(c: &mut DbConnection, plan_id: PlanId) -> Result<Vec<UnknownUnit>, ActionError> {
    let unplaced = unplaced_units(c, plan_id)?;
    if unplaced.is_empty() {
        return Ok(Vec::new());
    }
    let all = units::all(c)?;
    let single = |unit: &&Unit| group(&unit.name).is_none();
    let known: Vec<&str> = all.iter().filter(|unit| !unit.proposed).map(|unit| unit.name.as_str()).collect();
    let others: Vec<&str> = unplaced.iter().filter(single).map(|unit| unit.name.as_str()).collect();
    let view = |unit: &Unit| {
        let (near, beside) = match group(&unit.name) {
            Some(_) => (Vec::new(), Vec::new()),
            None => (alike(&unit.name, &known), alike(&unit.name, &others)),
        };
        let form = FormRow::new(DraftRow::Unit(unit.id), unit_columns(unit));
        UnknownUnit { near, beside, members: members(&unit.name, &all), form, unit: unit.clone() }
    };
    Ok(unplaced.iter().take(SHOWN).map(view).collect())
}

/// The names that look like one, but for itself.
fn alike(name: &str, names: &[&str]) -> Vec<String> {
    let found = nearest(name, names.iter().copied().filter(|other| *other != name));
    found.into_iter().map(str::to_owned).collect()
}

/// The governments that are known of those that a word means, by their places.
fn members(word: &str, all: &[Unit]) -> String {
    let Some(group) = group(word) else { return String::new() };
    let of = |class| all.iter().filter(move |unit| unit.class == class && !unit.proposed);
    let members = group.classes.into_iter().flat_map(of).map(|unit| unit.short_name.as_str());
    members.collect::<Vec<_>>().join("、")
}
