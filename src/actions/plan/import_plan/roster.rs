//! The units of a plan, stored: what a written name means in keys.

use std::collections::HashMap;

use super::columns::small;
use crate::actions::plan::unit_names::UNKNOWN_FROM;
use crate::actions::{ActionError, Tx};
use crate::compiler::{Members, UnitRegistry};
use crate::db::people::units;
use crate::domain::draft::{DraftMeasure, DraftUnit};
use crate::domain::id::UnitId;
use crate::domain::unit::UnitClass;

/// Where the cities stand in the order of units.
const CITIES_FROM: usize = 1_000;

/// Written names and the keys of the units they mean.
pub(super) struct Roster {
    by_name: HashMap<String, UnitId>,
    /// Every unit that was stored before, by its names.
    known: HashMap<String, UnitId>,
    cities: Vec<UnitId>,
}

impl Roster {
    /// Stores every unit of the region and of the plan that is not stored yet: cities in their official order,
    /// then the units the plan names. A unit that the registry does not know is taken as proposed.
    pub(super) fn enrol(
        tx: &mut Tx<'_>,
        named: &[DraftUnit],
        registry: &UnitRegistry,
        coordinating: &str,
    ) -> Result<Self, ActionError> {
        units::take_turn(tx.c)?;
        let mut roster = Self { by_name: HashMap::new(), known: known(tx)?, cities: Vec::new() };
        for city in registry.cities() {
            let id = roster.ensure(tx, &city.name, registry, coordinating)?;
            roster.by_name.insert(city.short.clone(), id);
            roster.cities.push(id);
        }
        roster.ensure(tx, coordinating, registry, coordinating)?;
        for unit in named.iter().filter(|unit| registry.group(&unit.name).is_none()) {
            let id = roster.ensure(tx, &unit.name, registry, coordinating)?;
            for alias in unit.aliases.iter().filter(|alias| **alias != unit.name) {
                roster.also_called(tx, alias, id)?;
            }
        }
        Ok(roster)
    }

    fn ensure(
        &mut self,
        tx: &mut Tx<'_>,
        name: &str,
        registry: &UnitRegistry,
        coordinating: &str,
    ) -> Result<UnitId, ActionError> {
        if let Some(id) = self.by_name.get(name) {
            return Ok(*id);
        }
        let id = match self.known.get(name) {
            Some(id) => *id,
            None => self.insert(tx, name, registry, coordinating)?,
        };
        self.by_name.insert(name.to_owned(), id);
        Ok(id)
    }

    fn insert(
        &mut self,
        tx: &mut Tx<'_>,
        name: &str,
        registry: &UnitRegistry,
        coordinating: &str,
    ) -> Result<UnitId, ActionError> {
        let id = insert(tx, name, registry, coordinating)?;
        for alias in known_as(name, registry) {
            self.also_called(tx, &alias, id)?;
        }
        self.known.insert(name.to_owned(), id);
        Ok(id)
    }

    /// Stores another name of a unit, where nobody goes by it yet.
    fn also_called(&mut self, tx: &mut Tx<'_>, alias: &str, id: UnitId) -> Result<(), ActionError> {
        if !self.known.contains_key(alias) {
            units::insert_alias(tx.c, alias, id)?;
            self.known.insert(alias.to_owned(), id);
        }
        Ok(())
    }

    /// The units a name of a responsibility note means, and whether that is a proposal: 相关设区市 is read as the
    /// cities that the measure names, for a coordinator to confirm.
    pub(super) fn units_of(
        &self,
        written: &str,
        measure: &DraftMeasure,
        registry: &UnitRegistry,
    ) -> (Vec<UnitId>, bool) {
        match registry.group(written).map(|group| group.members) {
            Some(Members::All) => (self.cities.clone(), false),
            Some(Members::Some) => (measure.proposed.iter().filter_map(|city| self.unit_named(city)).collect(), true),
            None => (self.unit_named(written).into_iter().collect(), false),
        }
    }

    /// The unit of that full or short name.
    pub(super) fn unit_named(&self, name: &str) -> Option<UnitId> {
        self.by_name.get(name).copied()
    }
}

fn insert(tx: &mut Tx<'_>, name: &str, registry: &UnitRegistry, coordinating: &str) -> Result<UnitId, ActionError> {
    let (short_name, official_name) = match (registry.city(name), registry.unit(name)) {
        (Some(city), _) => (city.short.as_str(), None),
        (None, Some(unit)) => (name, Some(unit.official_name.as_str())),
        (None, None) => (name, None),
    };
    let row = units::NewUnit {
        name,
        short_name,
        official_name,
        class: registry.class_of(name).unwrap_or(UnitClass::Department),
        coordinating: name == coordinating,
        phone: None,
        position: position(name, registry),
        proposed: registry.class_of(name).is_none() && name != coordinating,
        created_at: tx.now,
    };
    Ok(units::insert(tx.c, &row)?)
}

/// Every unit that is stored, by its names: a unit's own name counts before what others are called.
fn known(tx: &mut Tx<'_>) -> Result<HashMap<String, UnitId>, ActionError> {
    let mut known: HashMap<String, UnitId> = units::aliases(tx.c)?.into_iter().collect();
    known.extend(units::all(tx.c)?.into_iter().map(|unit| (unit.name, unit.id)));
    Ok(known)
}

/// What else people write for a unit, so that a list of people finds it.
fn known_as(name: &str, registry: &UnitRegistry) -> Vec<String> {
    match (registry.city(name), registry.unit(name)) {
        (Some(city), _) => vec![city.short.clone(), format!("{}市", city.short), format!("{}市政府", city.short)],
        (None, Some(unit)) => [&unit.official_name].into_iter().chain(&unit.aliases).cloned().collect(),
        (None, None) => Vec::new(),
    }
}

/// The registry's order, cities behind the other units, unknown ones last.
fn position(name: &str, registry: &UnitRegistry) -> i32 {
    let unit = registry.units().iter().position(|unit| unit.name == name);
    let city = || registry.cities().iter().position(|city| city.name == name).map(|at| at + CITIES_FROM);
    unit.or_else(city).map_or(UNKNOWN_FROM, small)
}
