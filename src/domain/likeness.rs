//! Names of units that look alike: slips (自治区林业厅 for 林业局) and short forms (市发改委 for 市发展改革委).

use super::places::{group, place_of};

/// Levels that the name of a department starts with.
const LEVELS: [&str; 7] = ["自治区", "省", "市", "州", "县", "区", "旗"];
/// Words that only begin like a level.
const NO_LEVELS: [&str; 7] = ["市场", "市政", "市容", "区域", "省际", "县域", "区划"];
/// What a place of its own ends with: a department of 南宁市 is none of the region's.
const PLACES: [char; 5] = ['市', '州', '县', '区', '旗'];
/// Characters of a place's name before that.
const OWN_NAME: std::ops::RangeInclusive<usize> = 2..=3;
/// What bodies are called, longer words first.
const BODIES: [&str; 14] =
    ["委员会", "办公室", "有限公司", "公司", "集团", "中心", "厅", "局", "委", "办", "部", "署", "院", "站"];
/// So much of two names must be the same, in percent.
const ALIKE: usize = 60;
/// A short form is as likely as that.
const SHORT_FORM: usize = 90;
/// So many are named.
const NAMED: usize = 3;

/// The names that look most like one, the best first, three at most.
pub fn nearest<'a>(name: &str, others: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let name = Parts::of(name);
    let mut scored: Vec<(usize, &str)> = others
        .map(|other| (name.likeness(&Parts::of(other)), other))
        .filter(|(percent, _)| *percent >= ALIKE)
        .collect();
    scored.sort_by_key(|(percent, _)| std::cmp::Reverse(*percent));
    scored.into_iter().take(NAMED).map(|(_, name)| name).collect()
}

/// A name taken apart.
struct Parts<'n> {
    /// 市; empty where it names none.
    level: &'n str,
    /// What is its own: 发展改革.
    own: &'n str,
    /// A government of a place, or what stands for many of them.
    government: bool,
}

impl<'n> Parts<'n> {
    fn of(name: &'n str) -> Self {
        let place = place_of(name);
        if place != name || group(name).is_some() {
            return Self { level: "", own: place, government: true };
        }
        let looks_alike = NO_LEVELS.iter().any(|word| name.starts_with(word));
        let level = LEVELS.iter().find(|level| !looks_alike && name.starts_with(**level)).copied();
        let level = level.or_else(|| own_place(name)).unwrap_or_default();
        let rest = name.strip_prefix(level).unwrap_or(name);
        let own = BODIES.iter().find_map(|body| rest.strip_suffix(body)).filter(|own| !own.is_empty());
        Self { level, own: own.unwrap_or(rest), government: false }
    }

    /// How much two names have in common, in percent: nothing where one is of another level than the other.
    fn likeness(&self, other: &Self) -> usize {
        let level = |one: &str, other: &str| one.ends_with(other);
        let apart = !(level(self.level, other.level) || level(other.level, self.level));
        match (self.own, other.own) {
            _ if apart => 0,
            (one, other) if one == other => 100,
            _ if self.government != other.government => 0,
            (one, other) if is_short_for(one, other) || is_short_for(other, one) => SHORT_FORM,
            (one, other) => shared(one, other),
        }
    }
}

/// The place whose department it is by its name: 南宁市 of 南宁市生态环境局.
fn own_place(name: &str) -> Option<&str> {
    let ends = name.char_indices().enumerate().filter(|(n, (_, c))| OWN_NAME.contains(n) && PLACES.contains(c));
    let mut cut = ends.map(|(_, (at, c))| (name.get(at..), name.split_at_checked(at + c.len_utf8())));
    cut.find_map(|(from_level, parts)| {
        let is_word = NO_LEVELS.iter().any(|word| from_level.is_some_and(|rest| rest.starts_with(word)));
        parts.filter(|(_, rest)| !is_word && rest.chars().count() > 1).map(|(place, _)| place)
    })
}

/// Whether all of a name stands in another in its order, from its first character on: 发改 in 发展改革.
fn is_short_for(short: &str, long: &str) -> bool {
    let mut rest = long.chars();
    let begins = short.chars().next() == long.chars().next();
    begins && short.chars().count() > 1 && short.len() < long.len() && short.chars().all(|c| rest.any(|r| r == c))
}

/// Shared characters in percent of the characters of both (Dice), in any order.
fn shared(one: &str, other: &str) -> usize {
    let mut rest: Vec<char> = other.chars().collect();
    let total = one.chars().count() + rest.len();
    let shared =
        one.chars().filter(|c| rest.iter().position(|r| r == c).map(|at| rest.swap_remove(at)).is_some()).count();
    (200 * shared).checked_div(total).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(name: &str, others: &[&'static str]) -> Vec<&'static str> {
        nearest(name, others.iter().copied())
    }

    #[test]
    fn a_misspelt_name_finds_its_neighbours() {
        let known = ["桂林市人民政府", "梧州市人民政府", "自治区生态环境厅", "自治区科技厅", "自治区林业局"];
        assert_eq!(near("桂林人民政府", &known), ["桂林市人民政府"]);
        assert_eq!(near("区生态环境厅", &known), ["自治区生态环境厅"]);
        assert_eq!(near("自治区林业厅", &known), ["自治区林业局"]);
        assert_eq!(near("自治区生态环镜局", &known), ["自治区生态环境厅"]);
        assert!(near("某某公司", &known).is_empty());
    }

    #[test]
    fn a_department_of_a_city_is_none_of_the_regions() {
        let known = ["自治区生态环境厅", "南宁市人民政府", "自治区市场监管局"];
        assert!(near("南宁市生态环境局", &known).is_empty());
        assert_eq!(near("市生态环境局", &["南宁市生态环境局"]), ["南宁市生态环境局"]);
        assert_eq!(near("国家市场监管局", &known), ["自治区市场监管局"]);
    }

    #[test]
    fn a_short_form_finds_the_whole_name_and_the_other_way_round() {
        for (short, long) in [
            ("市发改委", "市发展改革委"),
            ("市发改委", "市发展和改革委员会"),
            ("市工信局", "市工业和信息化局"),
            ("市人社局", "市人力资源社会保障局"),
            ("市住建局", "市住房城乡建设局"),
            ("自治区科技厅", "自治区科学技术厅"),
            ("市场监管局", "市市场监督管理局"),
            ("桂河县政府", "桂河县人民政府"),
            ("桂河县", "桂河县人民政府"),
        ] {
            assert_eq!(near(short, &["市教育局", long]), [long]);
            assert_eq!(near(long, &["市教育局", short]), [short]);
        }
    }

    #[test]
    fn what_only_ends_alike_or_is_of_another_level_is_not_alike() {
        let known = [
            "市民政局",
            "市水利局",
            "自治区财政厅",
            "桂林市人民政府",
            "市委宣传部",
            "各县（市、区）",
            "市财政监督中心",
        ];
        for name in ["市财政局", "桂河县人民政府", "各设区市人民政府", "市委统战部", "县林业局"]
        {
            let found = near(name, &known);
            assert!(found.is_empty() || found == ["市财政监督中心"], "{name}: {found:?}");
        }
    }
}
