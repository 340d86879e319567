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
    use super::nearest;

    #[test]
    fn a_misspelt_name_finds_its_neighbours() {
        let known = ["桂林市人民政府", "梧州市人民政府", "自治区生态环境厅", "自治区科技厅"];
        assert_eq!(nearest("桂林人民政府", known.into_iter())[0], "桂林市人民政府");
        assert_eq!(nearest("区生态环境厅", known.into_iter())[0], "自治区生态环境厅");
        assert!(nearest("某某公司", known.into_iter()).is_empty());
    }
}
