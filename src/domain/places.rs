//! Governments of places (地方政府): what class of unit a name tells, and whom a word means that stands for many of them.

use crate::unit::UnitClass;

/// What stands behind the name of a place where its government is meant.
const GOVERNMENTS: [&str; 5] = ["人民政府", "政府", "办事处", "管理委员会", "管委会"];
/// The words by which regions of all levels call themselves as a whole, then those of bodies that are no region, and the state's.
pub const WHOLES: [&str; 15] = [
    "全区",
    "全省",
    "全市",
    "全州",
    "全盟",
    "全县",
    "全旗",
    "全镇",
    "全乡",
    "全街道",
    "全集团",
    "全公司",
    "全校",
    "全院",
    "全国",
];
/// What a word for all of them begins with; the region itself may be named before it: 全市各县（区）.
const ALL: &str = "各";
/// What a word for some of them begins with: nobody but people can tell which.
const SOME: [&str; 9] =
    ["各相关", "各有关", "相关", "有关", "涉及", "有条件的", "具备条件的", "有任务的", "有改造任务的"];
/// Levels of places, longer words first.
const LEVELS: [(&str, UnitClass); 17] = [
    ("设区市", UnitClass::City),
    ("地级市", UnitClass::City),
    ("自治州", UnitClass::City),
    ("县级市", UnitClass::County),
    ("自治县", UnitClass::County),
    ("乡镇", UnitClass::Township),
    ("街道", UnitClass::Township),
    ("镇街", UnitClass::Township),
    ("地市", UnitClass::City),
    ("州", UnitClass::City),
    ("盟", UnitClass::City),
    ("市", UnitClass::City),
    ("县", UnitClass::County),
    ("旗", UnitClass::County),
    ("区", UnitClass::County),
    ("乡", UnitClass::Township),
    ("镇", UnitClass::Township),
];
/// What stands between the levels of a word for many: 各县（市、区）.
const BETWEEN: [char; 8] = ['、', '，', '（', '）', '(', ')', '和', '及'];
/// Words that end like a place and are none of these levels.
const NO_LEVELS: [&str; 3] = ["自治区", "地区", "社区"];
/// What enterprises are called.
const ENTERPRISES: [&str; 2] = ["公司", "集团"];

/// A word that stands for many governments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Of which classes they are, the highest first.
    pub classes: Vec<UnitClass>,
    /// Whether it means all of them; else somebody has to say which.
    pub all: bool,
}

impl Group {
    /// Whether it means cities and nobody else: a list of units names them all.
    pub fn is_of_cities(&self) -> bool {
        self.classes == [UnitClass::City]
    }
}

/// The place whose government a name is: 桂河县 of 桂河县人民政府; the name itself where it is that of none.
pub fn place_of(name: &str) -> &str {
    let place = GOVERNMENTS.iter().find_map(|government| name.strip_suffix(government));
    place.filter(|place| !place.is_empty()).unwrap_or(name)
}

/// The government of a place that is named without it: 桂河县人民政府 of 桂河县; other names as they are.
pub fn government_of(name: &str) -> String {
    match level_of(name) {
        Some(UnitClass::Township) if name.ends_with("街道") => format!("{name}办事处"),
        Some(_) => format!("{name}人民政府"),
        None => name.to_owned(),
    }
}

/// Whether a name is that of a city, a county or one of their like, without its government: 桂河县. A 区 may be one of business.
pub fn is_bare_place(name: &str) -> bool {
    const PLACES: [&str; 5] = ["市", "县", "州", "盟", "旗"];
    level_of(name).is_some() && PLACES.iter().any(|level| name.ends_with(level))
}

/// The class of unit that a name tells: 桂河县人民政府 is that of a county; `None` where it tells none.
pub fn class_told(name: &str) -> Option<UnitClass> {
    let place = place_of(name);
    let government = (place != name).then(|| level_of(place)).flatten();
    let enterprise = || ENTERPRISES.iter().any(|end| name.ends_with(end)).then_some(UnitClass::Enterprise);
    government.or_else(enterprise)
}

/// The name by which sentences mean a unit: of a government that of the place, 桂林 or 桂河县; of others their name.
pub fn short_name(name: &str, class: UnitClass) -> &str {
    let place = place_of(name);
    let city = place.strip_suffix('市').unwrap_or(place);
    match class {
        UnitClass::City if city.chars().count() > 1 => city,
        UnitClass::County | UnitClass::Township if place.chars().count() > 1 => place,
        _ => name,
    }
}

/// What else a unit is called: the government of a place by its place, in short and in full; others by nothing.
pub fn also_called(name: &str, class: UnitClass) -> Vec<String> {
    if !class.is_place() || group(name).is_some() {
        return Vec::new();
    }
    let (short, place) = (short_name(name, class), place_of(name));
    let mut others = vec![short.to_owned(), place.to_owned()];
    if level_of(place).is_some() {
        others.extend([format!("{place}政府"), government_of(place)]);
    }
    others.dedup();
    others.retain(|other| other != name);
    others
}

/// The level that the name of one place ends with.
fn level_of(place: &str) -> Option<UnitClass> {
    if group(place).is_some() || NO_LEVELS.iter().any(|word| place.ends_with(word)) {
        return None;
    }
    let (level, class) = LEVELS.iter().find(|(level, _)| place.ends_with(level))?;
    (place.len() > level.len()).then_some(*class)
}

/// Whom a word means that stands for many governments: 各县（市、区）人民政府 all counties, 相关设区市 some cities.
pub fn group(word: &str) -> Option<Group> {
    let word = place_of(word);
    let word = WHOLES.iter().find_map(|whole| word.strip_prefix(whole)).unwrap_or(word);
    let some = SOME.iter().find_map(|some| word.strip_prefix(some));
    let all = word.strip_prefix(ALL).or_else(|| word.contains(['（', '(']).then_some(word));
    let (levels, all) = some.map(|levels| (levels, false)).or_else(|| all.map(|levels| (levels, true)))?;
    Some(Group { classes: classes(levels)?, all })
}

/// The classes that a list of levels names: a 市 behind 县 is a city that a county is.
fn classes(mut levels: &str) -> Option<Vec<UnitClass>> {
    let mut found: Vec<UnitClass> = Vec::new();
    loop {
        levels = levels.trim_start_matches(BETWEEN);
        if levels.is_empty() {
            break;
        }
        let (level, class) = LEVELS.iter().find(|(level, _)| levels.starts_with(level))?;
        levels = levels.get(level.len()..)?;
        found.push(*class);
    }
    let below = found.first() != Some(&UnitClass::City) && found.contains(&UnitClass::County);
    let is_named = |class: &UnitClass| found.contains(class) && !(below && *class == UnitClass::City);
    let named: Vec<UnitClass> = UnitClass::PLACES.into_iter().filter(is_named).collect();
    (!named.is_empty()).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::*;
    use UnitClass::{City, County, Enterprise, Township};

    #[test]
    fn a_word_for_many_governments_tells_their_classes() {
        for (word, classes) in [
            ("各设区市人民政府", &[City][..]),
            ("各市", &[City]),
            ("各州（市）", &[City]),
            ("各县（市、区）人民政府", &[County]),
            ("各县（市）区政府", &[County]),
            ("各区县（市）", &[County]),
            ("各县区", &[County]),
            ("各旗县（市、区）", &[County]),
            ("全市各县（区）政府", &[County]),
            ("县（市、区）人民政府", &[County]),
            ("各市、县（区）人民政府", &[City, County]),
            ("各乡镇（街道）", &[Township]),
            ("各街道办事处", &[Township]),
            ("各县（区）、乡镇", &[County, Township]),
        ] {
            assert_eq!(group(word), Some(Group { classes: classes.to_vec(), all: true }), "{word}");
        }
        for word in ["相关设区市", "各有关县（市、区）政府", "有条件的县区"] {
            assert!(group(word).is_some_and(|group| !group.all), "{word}");
        }
        for word in
            ["", "各", "各地", "各部门", "各有关单位", "桂河县人民政府", "市政府", "全市", "甲局（乙局）", "各园区"]
        {
            assert_eq!(group(word), None, "{word}");
        }
    }

    #[test]
    fn the_name_of_a_government_tells_its_class_and_others_tell_none() {
        for (name, class) in [
            ("桂林市人民政府", Some(City)),
            ("桂河县人民政府", Some(County)),
            ("望江区政府", Some(County)),
            ("某某自治县人民政府", Some(County)),
            ("高新区管委会", Some(County)),
            ("城关镇人民政府", Some(Township)),
            ("江滨街道办事处", Some(Township)),
            ("甲集团有限公司", Some(Enterprise)),
            ("广西壮族自治区人民政府", None),
            ("市政府", None),
            ("市城区管理局", None),
            ("桂河县", None),
            ("各县（市、区）政府", None),
        ] {
            assert_eq!(class_told(name), class, "{name}");
        }
    }

    #[test]
    fn a_government_is_meant_by_the_name_of_its_place() {
        for name in ["桂林市人民政府", "桂林市政府", "桂林市", "桂林"] {
            assert_eq!(short_name(name, City), "桂林");
        }
        assert_eq!(short_name("桂林市人民政府", UnitClass::Department), "桂林市人民政府");
        assert_eq!(short_name("桂河县人民政府", County), "桂河县");
        assert_eq!(short_name("桂平市人民政府", County), "桂平市");
        assert_eq!(short_name("江滨街道办事处", Township), "江滨街道");
    }

    #[test]
    fn the_government_of_a_place_is_called_by_the_place_and_others_by_their_names_alone() {
        assert_eq!(also_called("桂林市人民政府", City), ["桂林", "桂林市", "桂林市政府"]);
        assert_eq!(also_called("望江区政府", County), ["望江区", "望江区人民政府"]);
        assert_eq!(also_called("高新区管委会", County), ["高新区", "高新区政府", "高新区人民政府"]);
        for (name, class) in [("市财政局", UnitClass::Department), ("各县（市、区）", County)] {
            assert!(also_called(name, class).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_place_and_its_government_are_found_from_each_other() {
        for (place, government) in
            [("桂河县", "桂河县人民政府"), ("桂平市", "桂平市人民政府"), ("江滨街道", "江滨街道办事处")]
        {
            assert_eq!((government_of(place), place_of(government)), (government.to_owned(), place));
        }
        for name in ["市财政局", "高新区管委会", "各县（市、区）", "区"] {
            assert_eq!(government_of(name), name);
        }
    }
}
