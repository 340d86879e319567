//! 其他设区市: those that the sentence has not named before.

use super::group::{EVERYWHERE, every_city};
use super::subject::{Kind, Subject};
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// Words that leave out whom the sentence has named.
pub(super) const OTHERS: &[&str] = &["其他", "其余", "其它"];
/// Numbers in words.
const NUMBERS: &str = "一二两三四五六七八九十";
/// Whom they mean, longer ones first; what counts as all cities is marked.
const WHOM: &[(&str, bool)] = &[
    ("各设区市", true),
    ("设区市", true),
    ("各地级市", true),
    ("地级市", true),
    ("各地市", true),
    ("地市", true),
    ("各市", true),
    ("市（州）", true),
    ("州（市）", true),
    ("盟（市）", true),
    ("盟市", true),
    ("市州", true),
    ("州市", true),
    ("各县（市、区）", false),
    ("县（市）区", false),
    ("县（区、市）", false),
    ("县（市）", false),
    ("县（区）", false),
    ("区（县）", false),
    ("区（县、市）", false),
    ("区（市）", false),
    ("市（县、区）", false),
    ("区县（市）", false),
    ("县市区", false),
    ("县市", false),
    ("旗县（市、区）", false),
    ("旗县区", false),
    ("旗县", false),
    ("统筹地区", false),
    ("统筹区", false),
    ("县（市、区）", false),
    ("各县区", false),
    ("县区", false),
    ("区县", false),
    ("市县", false),
    ("各县", false),
    ("各区", false),
    ("各地", false),
    ("地区", false),
    ("城市", true),
    ("乡镇（街道）", false),
    ("镇（街道）", false),
    ("街道（镇）", false),
    ("各乡镇", false),
    ("乡镇", false),
    ("镇街", false),
    ("街道", false),
    ("各镇", false),
    ("镇", false),
    ("各市县", false),
    ("企业", false),
    ("园区", false),
    ("单位", false),
    ("部门", false),
    ("市", true),
    ("县", false),
    ("区", false),
];

/// The words for the others that stand at `at`, and their end.
pub(super) fn at(clause: Passage<'_>, at: usize) -> Option<(usize, String)> {
    let (_, whom) = clause.matches_any(at, OTHERS)?;
    let whom = counted(clause, whom).unwrap_or(whom);
    let end = WHOM.iter().find_map(|(word, _)| clause.matches(whom, word))?;
    let end = clause.matches_any(end, &["人民政府", "政府"]).map_or(end, |(_, behind)| behind);
    Some((end, clause.cut(at, end).to_string()))
}

/// The same without a word for others, behind an exception: 除甲市外的|设区市.
pub(super) fn plain_at(clause: Passage<'_>, at: usize, registry: &UnitRegistry) -> Option<(usize, String)> {
    let (end, cities) = WHOM.iter().find_map(|(word, cities)| clause.matches(at, word).map(|end| (end, *cities)))?;
    Some((end, if cities { every_city(registry) } else { clause.cut(at, end).to_string() }))
}

/// 13个 of 其余13个设区市: its end.
fn counted(clause: Passage<'_>, at: usize) -> Option<usize> {
    let number = |at: &usize| clause.at(*at).is_some_and(|c| c.is_ascii_digit() || NUMBERS.contains(c));
    let end = (at..clause.end()).find(|at| !number(at)).filter(|end| *end > at)?;
    Some(clause.matches(end, "个").unwrap_or(end))
}

/// 三区, 5个乡镇: nobody can tell who they are.
pub(super) fn is_counted(words: Passage<'_>) -> bool {
    counted(words, words.start()).is_some_and(|end| {
        let whom = words.from(end).to_string();
        matches!(
            whom.as_str(),
            "区" | "县" | "市" | "县区" | "区县" | "乡镇" | "镇" | "街道" | "乡镇（街道）" | "县（市、区）" | "设区市"
        )
    })
}

/// Those whom an exception leaves over: 除甲市外，各设区市…. The cities where all are known, else the words for both.
pub(super) fn without(subject: &mut Subject, except: &[String], registry: &UnitRegistry) {
    let Some(word) = subject.owed.first().filter(|_| subject.owed.len() == 1).cloned() else { return };
    let city = |name: &String| registry.cities().iter().any(|city| city.short == *name);
    let all = word == every_city(registry) || word == EVERYWHERE || means_cities(&word);
    if all && except.iter().all(city) {
        let rest = registry.cities().iter().map(|city| &city.short).filter(|city| !except.contains(city));
        subject.owed = rest.cloned().collect();
    } else if !are_others(&word) {
        subject.owed = vec![format!("除{}外的{word}", except.join("、"))];
    }
}

/// Puts the cities that were not named in the place of the words for them.
pub(super) fn resolve(subjects: &mut [Subject], registry: &UnitRegistry) {
    let mut named: Vec<String> = Vec::new();
    for subject in subjects.iter_mut().filter(|subject| subject.kind == Kind::Body) {
        let others = subject.owed.first().is_some_and(|word| means_cities(word));
        let known = |name: &String| registry.cities().iter().any(|city| city.short == *name);
        if others && named.iter().any(known) {
            let rest = registry.cities().iter().map(|city| &city.short).filter(|city| !named.contains(city));
            subject.owed = rest.cloned().collect();
        }
        named.extend(subject.owed.iter().cloned());
    }
}

/// Whether words leave it open who is meant.
pub(crate) fn are_others(words: &str) -> bool {
    let others = OTHERS.iter().any(|word| words.starts_with(word)) && !words.ends_with("企业");
    let except = words.starts_with('除') && words.contains("外的");
    let condition = ["有条件的", "具备条件的", "有任务的"].iter().any(|start| words.starts_with(start));
    let described = words.contains('的') && !words.ends_with("企业") && !condition;
    others
        || except
        || described
        || (words.starts_with(|c: char| NUMBERS.contains(c))
            && words.ends_with(['县', '区', '镇', '道'])
            && words.chars().count() <= 4)
}

fn means_cities(words: &str) -> bool {
    let whom = OTHERS.iter().find_map(|word| words.strip_prefix(word));
    let whom =
        whom.map(|whom| whom.trim_start_matches(|c: char| c.is_ascii_digit() || c == '个' || NUMBERS.contains(c)));
    whom.is_some_and(|whom| WHOM.iter().any(|(word, cities)| *cities && whom.starts_with(word)))
}
