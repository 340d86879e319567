//! The coordinator corrects who leads, supports, is responsible for and guides a measure of a draft.

use serde_json::json;

use super::draft_step::{in_draft, known, names, still, units_as_text, unknown};
use crate::actions::{ActionError, Actor, Context, Trace, Tx, typed};
use crate::compiler::{Members, UnitRegistry};
use crate::db::people::units::{self, NewUnit};
use crate::db::plan::draft_measures::{self, Assigned};
use crate::db::plan::drafts;
use crate::db::plan::measures::NewAssignment;
use crate::domain::id::{MeasureId, PlanId, UnitId};
use crate::domain::plan::AssignmentRole;
use crate::domain::trail::On;
use crate::domain::typed::{NameList, UnitName};
use crate::domain::unit::UnitClass;

/// Behind the name of a unit that is meant to be a new one.
const NEW: [&str; 4] = ["（新）", "(新)", "(new)", "（new）"];

/// Where units stand that no registry knows.
const UNKNOWN_FROM: i32 = 10_000;

/// The wish to put these units on a measure.
pub struct AssignUnits<'a> {
    /// The draft.
    pub plan_id: PlanId,
    /// The measure.
    pub measure_id: MeasureId,
    /// 牵头单位, joined by 、 as typed; the first one reviews.
    pub lead: Option<&'a NameList>,
    /// 配合单位.
    pub support: Option<&'a NameList>,
    /// 责任单位; a group (各设区市人民政府) stands for all its cities.
    pub responsible: Option<&'a NameList>,
    /// 指导单位: they see the measure and owe nothing.
    pub guide: Option<&'a NameList>,
    /// What the four were when the page was drawn, a line each.
    pub seen: &'a str,
    /// The units that are known.
    pub registry: &'a UnitRegistry,
}

/// The lists of a measure, a line each: what [`AssignUnits::seen`] is compared with.
pub fn assigned_as_text(assigned: &[Assigned]) -> String {
    AssignmentRole::ALL.iter().map(|role| units_as_text(assigned, *role)).collect::<Vec<_>>().join("\n")
}

/// Puts these units on the measure; what the compiler only proposed counts as confirmed.
///
/// # Errors
/// [`ActionError::Invalid`] with the name that nobody knows, [`ActionError::Conflict`] where somebody was faster or the
/// plan is tracked, [`ActionError::NotFound`] for a measure of another plan.
pub fn assign_units(ctx: &Context, actor: &Actor, wish: &AssignUnits<'_>) -> Result<(), ActionError> {
    in_draft(ctx, actor, wish.plan_id, |tx, _| {
        if !drafts::has_measure(tx.c, wish.plan_id, wish.measure_id)? {
            return Err(ActionError::NotFound);
        }
        let before = assigned_as_text(&draft_measures::assigned_to(tx.c, wish.measure_id)?);
        still(wish.seen, &before)?;
        let rows = rows(tx, wish)?;
        drafts::assign(tx.c, wish.measure_id, &rows)?;
        let after = assigned_as_text(&draft_measures::assigned_to(tx.c, wish.measure_id)?);
        tx.trace(&Trace {
            detail: json!({"from": before, "to": after}),
            ..Trace::new("assign_units", On::Measure(wish.measure_id))
        })
    })
}

fn rows(tx: &mut Tx<'_>, wish: &AssignUnits<'_>) -> Result<Vec<NewAssignment>, ActionError> {
    let lists = [
        (AssignmentRole::Lead, "lead", wish.lead),
        (AssignmentRole::Support, "support", wish.support),
        (AssignmentRole::Responsible, "responsible", wish.responsible),
        (AssignmentRole::Guide, "guide", wish.guide),
    ];
    let mut rows: Vec<NewAssignment> = Vec::new();
    for (role, field, text) in lists {
        for name in names(text.map_or("", NameList::as_str)) {
            for unit_id in meant(tx, wish.registry, field, name)? {
                if rows.iter().any(|row| row.role == role && row.unit_id == unit_id) {
                    continue;
                }
                let position = i32::try_from(rows.len()).unwrap_or(i32::MAX);
                let written_as = as_new(name).unwrap_or(name).to_owned();
                let measure_id = wish.measure_id;
                rows.push(NewAssignment { measure_id, unit_id, role, position, written_as, proposed: false });
            }
        }
    }
    Ok(rows)
}

/// The units that a typed name means.
fn meant(
    tx: &mut Tx<'_>,
    registry: &UnitRegistry,
    field: &'static str,
    name: &str,
) -> Result<Vec<UnitId>, ActionError> {
    if registry.group(name).is_some_and(|group| group.members == Members::All) {
        let cities = units::all(tx.c)?.into_iter().filter(|unit| unit.class == UnitClass::City && !unit.proposed);
        return Ok(cities.map(|unit| unit.id).collect());
    }
    if let Some(unit) = known(tx.c, registry, name)? {
        return Ok(vec![unit.id]);
    }
    match as_new(name) {
        Some(new) => Ok(vec![insert(tx, &typed(field, new)?)?]),
        None => Err(unknown(tx.c, field, name)?),
    }
}

/// The name without the word that says that it is a new one; `None` where there is no such word.
fn as_new(name: &str) -> Option<&str> {
    NEW.iter().find_map(|new| name.strip_suffix(new)).map(str::trim).filter(|name| !name.is_empty())
}

fn insert(tx: &mut Tx<'_>, name: &UnitName) -> Result<UnitId, ActionError> {
    let name = name.as_str();
    if let Some(unit) = units::by_name(tx.c, name)? {
        return Ok(unit.id);
    }
    let row = NewUnit {
        name,
        short_name: name,
        official_name: None,
        class: UnitClass::Department,
        coordinating: false,
        phone: None,
        position: UNKNOWN_FROM,
        proposed: false,
        created_at: tx.now,
    };
    Ok(units::insert(tx.c, &row)?)
}
