//! The units of a plan, stored: what a written name means in keys.

use std::borrow::Cow;
use std::collections::HashMap;

use super::columns::small;
use crate::actions::plan::appoint_office::appoint;
use crate::actions::plan::unit_names::UNKNOWN_FROM;
use crate::actions::{ActionError, Tx};
use crate::compiler::{Members, UnitRegistry};
use crate::db::people::units;
use crate::domain::draft::{DraftMeasure, DraftUnit};
use crate::domain::id::UnitId;
use crate::domain::places::{also_called, class_told, government_of, group, is_bare_place, place_of, short_name};
use crate::domain::unit::UnitClass;

/// Where the cities stand in the order of units.
const CITIES_FROM: usize = 1_000;

/// What a plan names and how its names are understood.
pub(super) struct Naming<'a> {
    /// The units that are known.
    pub(super) registry: &'a UnitRegistry,
    /// Whether the plan is of the region whose units these are: in another its words for many mean others.
    pub(super) native: bool,
    /// The unit whose coordinators review and close.
    pub(super) coordinating: &'a str,
}

impl Naming<'_> {
    /// The governments of the registry that a name stands for, where it stands for many.
    fn members(&self, name: &str) -> Option<Members> {
        self.registry.group(name).filter(|_| self.native).map(|group| group.members)
    }

    /// The class of unit that a name is of, where the registry knows it. Its places are of the class that its word for all of them
    /// tells.
    fn class_of(&self, name: &str) -> Option<UnitClass> {
        let every = self.registry.groups().iter().find(|group| group.members == Members::All);
        let place = || every.and_then(|every| group(&every.phrase)).and_then(|every| every.classes.first().copied());
        match (self.registry.unit(name), self.registry.city(name)) {
            (Some(unit), _) => Some(unit.class),
            (None, Some(_)) => Some(place().unwrap_or(UnitClass::City)),
            (None, None) => None,
        }
    }

    /// What else people write for a unit, so that a list of people finds it.
    fn known_as(&self, name: &str) -> Vec<String> {
        match (self.registry.city(name), self.registry.unit(name)) {
            (Some(city), _) => {
                let called = also_called(name, self.class_of(name).unwrap_or(UnitClass::City));
                [city.short.clone()].into_iter().chain(called).collect()
            }
            (None, Some(unit)) => [&unit.official_name].into_iter().chain(&unit.aliases).cloned().collect(),
            (None, None) => Vec::new(),
        }
    }
}

/// Written names and the keys of the units they mean.
pub(super) struct Roster {
    by_name: HashMap<String, UnitId>,
    /// Every unit that was stored before, by its names.
    known: HashMap<String, UnitId>,
    cities: Vec<UnitId>,
}

impl Roster {
    /// Stores every unit of the region and of the plan that is not stored yet: its places in their official order, then the units
    /// that the plan names. A unit that the registry does not know is taken as proposed, and so is a word for many governments,
    /// be it in a note or among those that owe a date (`owing`), until somebody says whom it means.
    pub(super) fn enrol<'d>(
        tx: &mut Tx<'_>,
        named: &[DraftUnit],
        owing: impl Iterator<Item = &'d str>,
        naming: &Naming<'_>,
    ) -> Result<Self, ActionError> {
        units::take_turn(tx.c)?;
        let mut roster = Self { by_name: HashMap::new(), known: known(tx)?, cities: Vec::new() };
        for city in naming.registry.cities().iter().filter(|_| naming.native) {
            let id = roster.ensure(tx, &city.name, naming)?;
            roster.by_name.insert(city.short.clone(), id);
            roster.cities.push(id);
        }
        let office = roster.ensure(tx, naming.coordinating, naming)?;
        appoint(tx, office)?;
        for unit in named.iter().filter(|unit| naming.members(&unit.name).is_none()) {
            let name = called(&unit.name, naming);
            let id = roster.ensure(tx, &name, naming)?;
            roster.by_name.insert(unit.name.clone(), id);
            for alias in unit.aliases.iter().chain([&unit.name]).filter(|alias| **alias != *name) {
                roster.also_called(tx, alias, id)?;
            }
        }
        for word in owing.filter(|word| naming.members(word).is_none() && group(word).is_some()) {
            roster.ensure(tx, &called(word, naming), naming)?;
        }
        Ok(roster)
    }

    fn ensure(&mut self, tx: &mut Tx<'_>, name: &str, naming: &Naming<'_>) -> Result<UnitId, ActionError> {
        if let Some(id) = self.by_name.get(name) {
            return Ok(*id);
        }
        let id = match self.known.get(name) {
            Some(id) => *id,
            None => self.insert(tx, name, naming)?,
        };
        self.by_name.insert(name.to_owned(), id);
        Ok(id)
    }

    fn insert(&mut self, tx: &mut Tx<'_>, name: &str, naming: &Naming<'_>) -> Result<UnitId, ActionError> {
        let id = insert(tx, name, naming)?;
        for alias in naming.known_as(name) {
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
    pub(super) fn units_of(&self, written: &str, measure: &DraftMeasure, naming: &Naming<'_>) -> (Vec<UnitId>, bool) {
        match naming.members(written) {
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

/// What a unit is called: a word for many governments is one whether they are called so or by their places, and of a city or county
/// that nobody knows the government is meant.
fn called<'n>(name: &'n str, naming: &Naming<'_>) -> Cow<'n, str> {
    if group(name).is_some() {
        Cow::Borrowed(place_of(name))
    } else if naming.class_of(name).is_none() && is_bare_place(name) {
        Cow::Owned(government_of(name))
    } else {
        Cow::Borrowed(name)
    }
}

fn insert(tx: &mut Tx<'_>, name: &str, naming: &Naming<'_>) -> Result<UnitId, ActionError> {
    let Naming { registry, coordinating, .. } = naming;
    let known = naming.class_of(name);
    let meant = group(name).and_then(|group| group.classes.last().copied());
    let class = known.or(meant).or_else(|| class_told(name)).unwrap_or(UnitClass::Department);
    let official_name = registry.unit(name).map(|unit| unit.official_name.as_str());
    let row = units::NewUnit {
        name,
        short_name: registry.city(name).map_or_else(|| short(name, known), |city| city.short.as_str()),
        official_name: official_name.filter(|_| registry.city(name).is_none()),
        class,
        coordinating: name == *coordinating,
        phone: None,
        position: position(name, registry),
        proposed: known.is_none() && name != *coordinating,
        created_at: tx.now,
    };
    Ok(units::insert(tx.c, &row)?)
}

/// The short name of a unit of a known class; one that is not known keeps its name until somebody says what it is.
fn short(name: &str, class: Option<UnitClass>) -> &str {
    class.map_or(name, |class| short_name(name, class))
}

/// Every unit that is stored, by its names: a unit's own name counts before what others are called.
fn known(tx: &mut Tx<'_>) -> Result<HashMap<String, UnitId>, ActionError> {
    let mut known: HashMap<String, UnitId> = units::aliases(tx.c)?.into_iter().collect();
    known.extend(units::all(tx.c)?.into_iter().map(|unit| (unit.name, unit.id)));
    Ok(known)
}

/// The registry's order, cities behind the other units, unknown ones last.
fn position(name: &str, registry: &UnitRegistry) -> i32 {
    let unit = registry.units().iter().position(|unit| unit.name == name);
    let city = || registry.cities().iter().position(|city| city.name == name).map(|at| at + CITIES_FROM);
    unit.or_else(city).map_or(UNKNOWN_FROM, small)
}
