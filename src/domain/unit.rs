//! Units (单位): departments, cities and enterprises that owe or lead something.

use super::word::stored_vocabulary;

stored_vocabulary! {
    /// The class of a unit: it decides which ladder applies after the date.
    UnitClass {
        /// 自治区直属部门.
        Department = "department",
        /// 设区市人民政府.
        City = "city",
        /// 企业.
        Enterprise = "enterprise",
        /// 中央驻桂机构.
        Agency = "agency",
    }
}

/// The name by which sentences mean a unit: of a city that of the place, 桂林; of others their name.
pub fn short_name(name: &str, class: UnitClass) -> &str {
    let place = name.strip_suffix("人民政府").or_else(|| name.strip_suffix("政府")).unwrap_or(name);
    let place = place.strip_suffix('市').unwrap_or(place);
    if class == UnitClass::City && place.chars().count() > 1 { place } else { name }
}

/// The known names that look most like one that is not known, the best first, three at most: those that share
/// at least half of their characters with it.
pub fn nearest<'a>(unknown: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut scored: Vec<(usize, &str)> =
        known.map(|name| (likeness(unknown, name), name)).filter(|(percent, _)| *percent >= 50).collect();
    scored.sort_by_key(|(percent, _)| std::cmp::Reverse(*percent));
    scored.into_iter().take(3).map(|(_, name)| name).collect()
}

/// Shared characters in percent of the characters of both (Dice): order does not matter, so that
/// 工信厅 finds 工业和信息化厅.
fn likeness(one: &str, other: &str) -> usize {
    let mut rest: Vec<char> = other.chars().collect();
    let total = one.chars().count() + rest.len();
    let shared =
        one.chars().filter(|c| rest.iter().position(|r| r == c).map(|at| rest.swap_remove(at)).is_some()).count();
    (200 * shared).checked_div(total).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{UnitClass, nearest, short_name};

    #[test]
    fn a_city_is_meant_by_the_name_of_its_place() {
        for name in ["桂林市人民政府", "桂林市政府", "桂林市", "桂林"] {
            assert_eq!(short_name(name, UnitClass::City), "桂林");
        }
        assert_eq!(short_name("桂林市人民政府", UnitClass::Department), "桂林市人民政府");
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbours() {
        let known = ["桂林市人民政府", "梧州市人民政府", "自治区生态环境厅", "自治区科技厅"];
        assert_eq!(nearest("桂林人民政府", known.into_iter())[0], "桂林市人民政府");
        assert_eq!(nearest("区生态环境厅", known.into_iter())[0], "自治区生态环境厅");
        assert!(nearest("某某公司", known.into_iter()).is_empty());
    }
}
