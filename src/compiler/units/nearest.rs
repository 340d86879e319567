//! The known units whose names are nearest to one that the registry lacks.

use crate::registry::UnitRegistry;

/// No more are proposed.
const MOST: usize = 2;
/// Names that share less than this are not near (in hundredths of what they could share).
const LEAST: usize = 50;

/// Legal forms, longer ones first.
const FORMS: &[&str] =
    &["集团有限责任公司", "集团有限公司", "有限责任公司", "股份有限公司", "有限公司", "公司", "人民政府"];

/// The nearest units by name, the nearest first.
pub(super) fn nearest<'r>(name: &str, registry: &'r UnitRegistry) -> Vec<&'r str> {
    let cities = registry.cities().iter().map(|city| (city.name.as_str(), likeness(name, &city.name)));
    let units = registry.units().iter().map(|unit| {
        let names = [&unit.name, &unit.official_name].into_iter().chain(&unit.aliases);
        (unit.name.as_str(), names.map(|known| likeness(name, known)).max().unwrap_or(0))
    });
    let mut near: Vec<(&str, usize)> = units.chain(cities).filter(|(_, likeness)| *likeness >= LEAST).collect();
    near.sort_by_key(|(_, likeness)| std::cmp::Reverse(*likeness));
    near.into_iter().take(MOST).map(|(name, _)| name).collect()
}

/// How many pairs of neighbouring characters two names share, in hundredths of all they have.
fn likeness(one: &str, other: &str) -> usize {
    let (ours, theirs) = (pairs(one), pairs(other));
    let shared = ours.iter().filter(|pair| theirs.contains(pair)).count();
    200 * shared / (ours.len() + theirs.len()).max(1)
}

/// The pairs of a name, without the legal form that many share.
fn pairs(name: &str) -> Vec<(char, char)> {
    let name = FORMS.iter().find_map(|form| name.strip_suffix(form)).unwrap_or(name);
    name.chars().zip(name.chars().skip(1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_slip_is_near_the_one_that_is_meant() {
        let registry = UnitRegistry::guangxi().unwrap();
        assert_eq!(nearest("自治区生态环保厅", &registry).first(), Some(&"自治区生态环境厅"));
        assert!(nearest("某某有限责任公司", &registry).is_empty());
    }
}
