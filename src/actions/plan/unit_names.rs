//! Units as a coordinator reads and types them: names in a list.

use super::confirm_unit::also_call;
use crate::actions::{ActionError, Tx};
use crate::compiler::{Members, UnitRegistry};
use crate::db::DbConnection;
use crate::db::people::units::{self, NewUnit, Unit};
use crate::db::plan::draft_measures::Assigned;
use crate::domain::id::UnitId;
use crate::domain::likeness::nearest;
use crate::domain::places::{group, short_name};
use crate::domain::plan::AssignmentRole;
use crate::domain::subjects::apart;
use crate::domain::typed::{UnitName, recognised};
use crate::domain::unit::UnitClass;
use crate::strings::Message;

/// The names of a list as people type it.
pub(super) fn names(text: &str) -> impl Iterator<Item = &str> {
    apart(text, &['、', '，', ',', '；', ';', '\n', '\r']).map(str::trim).filter(|name| !name.is_empty())
}

/// Where units stand that no registry knows.
pub(super) const UNKNOWN_FROM: i32 = 10_000;

/// Stores a unit that a coordinator knows and no registry does, with what it is called besides its name.
pub(super) fn insert_unit(tx: &mut Tx<'_>, name: &UnitName, class: UnitClass) -> Result<UnitId, ActionError> {
    let row = NewUnit {
        name: name.as_str(),
        short_name: short_name(name.as_str(), class),
        official_name: None,
        class,
        coordinating: false,
        phone: None,
        position: UNKNOWN_FROM,
        proposed: false,
        created_at: tx.now,
    };
    let unit_id = units::insert(tx.c, &row)?;
    also_call(tx, (unit_id, name.as_str()), class)?;
    Ok(unit_id)
}

/// The unit that a name means, as the database or the registry knows it.
pub(super) fn known(c: &mut DbConnection, registry: &UnitRegistry, name: &str) -> Result<Option<Unit>, ActionError> {
    if let Some(unit) = units::by_name(c, name)? {
        return Ok(Some(unit));
    }
    Ok(match registry.canonical(name) {
        Some(canonical) if canonical != name => units::by_name(c, canonical)?,
        _ => None,
    })
}

/// The governments that a word for all of them means, as far as they are known: 各设区市 by the registry, 各县（市、区）.
pub(super) fn members(c: &mut DbConnection, registry: &UnitRegistry, name: &str) -> Result<Vec<UnitId>, ActionError> {
    let by_registry = registry.group(name).is_some_and(|group| group.members == Members::All);
    let classes = match group(name) {
        Some(group) if group.all => group.classes,
        _ if by_registry => vec![UnitClass::City],
        _ => return Ok(Vec::new()),
    };
    let places = units::places(c)?;
    let of = |class| places.iter().filter(move |(own, _)| *own == class).map(|(_, unit_id)| *unit_id);
    Ok(classes.into_iter().flat_map(of).collect())
}

/// A name that nobody knows, with those that look like it.
pub(super) fn unknown(c: &mut DbConnection, field: &'static str, name: &str) -> Result<ActionError, ActionError> {
    let all = units::all(c)?;
    let near = nearest(name, all.iter().filter(|unit| !unit.proposed).map(|unit| unit.name.as_str())).join("、");
    let reason = match near.is_empty() {
        true => Message::new("draft.unknown_unit").with("unit", recognised(name)),
        false => Message::new("draft.unknown_unit_near").with("unit", recognised(name)).with("near", near),
    };
    Ok(ActionError::invalid(field, reason))
}

/// The units of a role as a coordinator reads and types them: a group once, and every government where only some are meant. What the
/// compiler only proposes is none of them; see [`proposed_as_text`].
pub fn units_as_text(assigned: &[Assigned], role: AssignmentRole) -> String {
    let of_role = || assigned.iter().filter(|row| row.role == role && !row.proposed);
    let mut names: Vec<&str> = Vec::new();
    for row in of_role() {
        let some = group(&row.written_as).is_some_and(|group| !group.all);
        let of_group = !some && of_role().filter(|other| other.written_as == row.written_as).count() > 1;
        let shown = if of_group { &row.written_as } else { &row.unit };
        if !names.contains(&shown.as_str()) {
            names.push(shown);
        }
    }
    names.join("、")
}

/// The units that the compiler proposes in a role, and the words of the note that it takes for them.
pub fn proposed_as_text(assigned: &[Assigned], role: AssignmentRole) -> Option<(String, String)> {
    let of_role: Vec<&Assigned> = assigned.iter().filter(|row| row.role == role && row.proposed).collect();
    let mut written: Vec<&str> = of_role.iter().map(|row| row.written_as.as_str()).collect();
    written.dedup();
    let units: Vec<&str> = of_role.iter().map(|row| row.unit.as_str()).collect();
    (!units.is_empty()).then(|| (written.join("、"), units.join("、")))
}
