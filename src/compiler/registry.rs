//! What is known of a region's units: the registry (单位名录), read from TOML.

use std::collections::HashMap;

use serde::Deserialize;

use super::text::Marks;
use duban_domain::unit::UnitClass;

/// The registry that is built in: 广西壮族自治区.
const GUANGXI: &str = include_str!("../../seeds/units/guangxi.toml");

/// Why a registry could not be read.
#[derive(Debug, thiserror::Error)]
pub enum RegistryError {
    /// The text is no registry: wrong syntax, an unknown key, a missing field.
    #[error("单位名录格式有误：{0}")]
    Syntax(#[from] toml::de::Error),
    /// A name or alias belongs to two units.
    #[error("单位名录中“{0}”出现了两次")]
    Ambiguous(String),
    /// More than any region has.
    #[error("单位名录太大（上限：{UNITS} 个单位，每个单位 {ALIASES} 个别名，{CITIES} 个市）")]
    TooLarge,
}

/// The most units, other names of one, cities and groups of cities.
const UNITS: usize = 2_000;
const ALIASES: usize = 50;
const CITIES: usize = 200;

/// A region's units: departments, enterprises, agencies, cities, and names that stand for several cities.
#[derive(Debug, Clone)]
pub struct UnitRegistry {
    file: File,
    /// Position in `file.units` by name, official name and alias.
    units: HashMap<String, usize>,
    /// What the short names of cities begin with.
    cities: Marks,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    region: Region,
    #[serde(default)]
    groups: Vec<Group>,
    #[serde(default)]
    cities: Vec<City>,
    #[serde(default)]
    units: Vec<Unit>,
}

impl File {
    fn is_too_large(&self) -> bool {
        let aliases =
            self.units.iter().map(|unit| unit.aliases.len()).chain(self.groups.iter().map(|g| g.aliases.len()));
        let most = aliases.max().unwrap_or_default();
        self.units.len() > UNITS || self.cities.len().max(self.groups.len()) > CITIES || most > ALIASES
    }
}

/// The region itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// The full name: 广西壮族自治区.
    pub name: String,
    /// The name that titles use: 广西.
    pub short: String,
    /// What the names of its departments start with: 自治区.
    pub prefix: String,
}

/// A city (设区市).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct City {
    /// The short name, without 市: 桂林.
    pub short: String,
    /// The unit that owes what the city owes: 桂林市人民政府.
    pub name: String,
}

/// A name that stands for several cities.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// The name in notes: 各设区市人民政府.
    pub name: String,
    /// The name in sentences and in `owed_by`: 各设区市.
    pub phrase: String,
    /// Which cities it stands for.
    pub members: Members,
    /// Other ways of writing it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// Which cities a group stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Members {
    /// Every city of the region.
    All,
    /// Some of them: a coordinator says which.
    Some,
}

/// A department, enterprise or agency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// The name that plans use: 自治区发展改革委.
    pub name: String,
    /// The name in full: 广西壮族自治区发展和改革委员会.
    pub official_name: String,
    /// What class of unit it is.
    pub class: UnitClass,
    /// Other ways of writing it.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl UnitRegistry {
    /// Reads a registry; every name must belong to one unit only.
    pub fn from_toml(text: &str) -> Result<Self, RegistryError> {
        let file: File = toml::from_str(text)?;
        if file.is_too_large() {
            return Err(RegistryError::TooLarge);
        }
        let mut units = HashMap::new();
        for (i, unit) in file.units.iter().enumerate() {
            for name in [&unit.name, &unit.official_name].into_iter().chain(&unit.aliases) {
                if units.insert(name.clone(), i).is_some_and(|other| other != i) {
                    return Err(RegistryError::Ambiguous(name.clone()));
                }
            }
        }
        let cities = file.cities.iter().fold(Marks::none(), |marks, city| marks.and_first_of(&city.short));
        Ok(Self { file, units, cities })
    }

    /// The registry of 广西壮族自治区.
    pub fn guangxi() -> Result<Self, RegistryError> {
        Self::from_toml(GUANGXI)
    }

    /// The region.
    pub fn region(&self) -> &Region {
        &self.file.region
    }

    /// The cities in official order.
    pub fn cities(&self) -> &[City] {
        &self.file.cities
    }

    /// Whether the short name of a city may begin with a character.
    pub(crate) fn may_begin_city(&self, first: char) -> bool {
        self.cities.may_be(first)
    }

    /// Departments, enterprises and agencies.
    pub fn units(&self) -> &[Unit] {
        &self.file.units
    }

    /// The names that stand for several cities.
    pub fn groups(&self) -> &[Group] {
        &self.file.groups
    }

    /// The unit of this name, official name or alias.
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.get(name).and_then(|i| self.file.units.get(*i))
    }

    /// The city by its short name (桂林), its name (桂林市) or its unit's name (桂林市人民政府, 桂林市政府).
    pub fn city(&self, name: &str) -> Option<&City> {
        self.file.cities.iter().find(|city| {
            let rest = name.strip_prefix(city.short.as_str());
            name == city.name || matches!(rest, Some("" | "市" | "市政府" | "市人民政府"))
        })
    }

    /// The group of this name, phrase or alias: 各设区市人民政府, 相关设区市.
    pub fn group(&self, name: &str) -> Option<&Group> {
        self.file.groups.iter().find(|g| g.name == name || g.phrase == name || g.aliases.iter().any(|a| a == name))
    }

    /// The cities that a group stands for; none for a group that a coordinator must resolve.
    pub fn members(&self, group: &Group) -> &[City] {
        match group.members {
            Members::All => self.cities(),
            Members::Some => &[],
        }
    }

    /// The class of a unit of any kind: a unit of the list, a city or a group of cities.
    pub fn class_of(&self, name: &str) -> Option<UnitClass> {
        let city = || (self.city(name).is_some() || self.group(name).is_some()).then_some(UnitClass::City);
        self.unit(name).map(|u| u.class).or_else(city)
    }

    /// The name that plans use for a unit written in any known way: 自治区发改委 → 自治区发展改革委.
    pub fn canonical(&self, written: &str) -> Option<&str> {
        let unit = self.unit(written).map(|u| u.name.as_str());
        let city = || self.city(written).map(|c| c.name.as_str());
        let group = || self.group(written).map(|g| g.name.as_str());
        unit.or_else(city).or_else(group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guangxi() -> UnitRegistry {
        UnitRegistry::guangxi().unwrap()
    }

    #[test]
    fn all_cities_fan_out_to_fourteen_governments() {
        let registry = guangxi();
        let group = registry.group("各设区市").unwrap();
        let members = registry.members(group);
        assert_eq!(members.len(), 14);
        assert_eq!(members[0].name, "南宁市人民政府");
        assert!(registry.members(registry.group("相关设区市人民政府").unwrap()).is_empty());
    }

    #[test]
    fn a_unit_is_found_by_any_of_its_names() {
        let registry = guangxi();
        for written in ["自治区发展改革委", "自治区发改委", "广西壮族自治区发展和改革委员会"]
        {
            assert_eq!(registry.canonical(written), Some("自治区发展改革委"));
        }
        assert_eq!(registry.canonical("桂林市政府"), Some("桂林市人民政府"));
        assert_eq!(registry.canonical("桂林钢铁"), None);
    }

    #[test]
    fn classes_cover_cities_and_groups() {
        let registry = guangxi();
        assert_eq!(registry.class_of("广西海事局"), Some(UnitClass::Agency));
        assert_eq!(registry.class_of("各设区市人民政府"), Some(UnitClass::City));
        assert_eq!(registry.class_of("某某公司"), None);
    }

    #[test]
    fn a_registry_with_two_owners_of_a_name_is_refused() {
        let text = "[region]\nname='甲'\nshort='甲'\nprefix='省'\n\
            [[units]]\nname='省一厅'\nofficial_name='甲省一厅'\nclass='department'\n\
            [[units]]\nname='省二厅'\nofficial_name='甲省二厅'\nclass='department'\naliases=['省一厅']\n";
        assert!(matches!(UnitRegistry::from_toml(text), Err(RegistryError::Ambiguous(name)) if name == "省一厅"));
        assert!(matches!(UnitRegistry::from_toml("region = 1"), Err(RegistryError::Syntax(_))));
    }
}
