//! Every unit of the draft, once, with the names it was written by.

mod nearest;

use std::collections::HashMap;

use super::bounds::Thing;
use super::doubt::Doubts;
use super::names::Named;
use super::registry::UnitRegistry;
use super::text::Passage;
use duban_domain::draft::DraftUnit;

/// No unit is written in more ways.
const ALIASES: usize = 20;

/// The units found so far.
#[derive(Debug)]
pub(super) struct Units<'r> {
    registry: &'r UnitRegistry,
    /// The document is of the registry's region: a unit that the registry lacks is worth a look.
    native: bool,
    found: Vec<DraftUnit>,
    /// Position in `found` by name.
    places: HashMap<String, usize>,
}

impl<'r> Units<'r> {
    /// None yet.
    pub(super) fn new(registry: &'r UnitRegistry, native: bool) -> Self {
        Self { registry, native, found: Vec::new(), places: HashMap::new() }
    }

    /// Adds a unit that `list` names; whether it is one of those that are read.
    pub(super) fn add(&mut self, unit: &Named, list: Passage<'_>, doubts: &mut Doubts) -> bool {
        let known = self.places.get(&unit.name).and_then(|at| self.found.get_mut(*at));
        if let Some(known) = known {
            if known.aliases.len() < ALIASES && !known.aliases.contains(&unit.written) {
                known.aliases.push(unit.written.clone());
            }
            return true;
        }
        if !doubts.allow(Thing::Unit, list) {
            return false;
        }
        if self.native && self.registry.canonical(&unit.name).is_none() {
            let at = list.find(&unit.written).map_or(list, |at| list.cut(at, at + unit.written.chars().count()));
            let near = if doubts.has_room() { nearest::nearest(&unit.name, self.registry) } else { Vec::new() };
            let near = if near.is_empty() { String::new() } else { format!("；相近的有：{}", near.join("、")) };
            doubts.warn(at, format!("单位名录里没有“{}”，请核对{near}", unit.name));
        }
        self.places.insert(unit.name.clone(), self.found.len());
        self.found.push(DraftUnit { name: unit.name.clone(), aliases: vec![unit.written.clone()] });
        true
    }

    /// All of them, in the order in which they were first named.
    pub(super) fn into_list(self) -> Vec<DraftUnit> {
        self.found
    }
}
