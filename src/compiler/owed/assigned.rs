//! A subject by the name that the measure's note has for it: 水利厅4月底前… is 自治区水利厅 of the note.

use crate::bodies::GOVERNMENTS;
use crate::registry::UnitRegistry;
use duban_domain::draft::DraftMilestone;

/// A name that another ends with is no shorter.
const SHORTEST: usize = 3;

/// Puts the assigned names in the place of those in the sentences, where one of them is meant.
pub(crate) fn as_assigned(milestones: &mut [DraftMilestone], assigned: &[&Vec<String>], registry: &UnitRegistry) {
    for name in milestones.iter_mut().flat_map(|milestone| &mut milestone.owed_by) {
        if registry.group(name).is_some() || registry.city(name).is_some() {
            continue;
        }
        let mut all = assigned.iter().flat_map(|names| names.iter());
        if let Some(full) =
            all.clone().find(|full| is_same(full, name)).or_else(|| all.find(|full| ends_with(full, name)))
        {
            full.clone_into(name);
        }
    }
}

/// A group's name may end in a note with what it does not end with in a sentence: 各县（市、区）人民政府.
fn is_same(full: &str, name: &str) -> bool {
    full.strip_prefix(name).is_some_and(|rest| rest.is_empty() || GOVERNMENTS.contains(&rest))
}

fn ends_with(full: &str, name: &str) -> bool {
    full.ends_with(name) && name.chars().count() >= SHORTEST
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_is_that_of_the_note() {
        let same = |full: &str, name: &str| is_same(full, name) || ends_with(full, name);
        assert!(same("各县（市、区）人民政府", "各县（市、区）"));
        assert!(same("自治区水利厅", "水利厅"));
        assert!(!same("各县（市、区）人民政府", "各县") && !same("市水利局", "市林业局"));
    }
}
