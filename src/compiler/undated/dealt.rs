//! Paces that 分别 deals out: 甲局、乙局分别于每季度末、每月20日前报送.

use super::pace::recurring;
use crate::bodies;
use crate::owed;
use crate::parsed::{Context, Parsed};
use crate::text::Passage;
use duban_domain::draft::DraftMilestone;
use duban_domain::plan::MilestoneKind::Ongoing;

/// Words that deal them out.
const EACH: &[&str] = &["分别于", "分别在", "分别", "依次于", "依次"];
/// What parts them.
const MARKS: &[char] = &['、', '和', '及'];

/// What each of several does at a pace of its own; nothing where one pace is all that is said.
pub(super) fn shares(parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> Vec<DraftMilestone> {
    let place = |word: &&str| clause.find(word).map(|at| (at, at + word.chars().count()));
    let may = clause.chars().iter().any(|c| matches!(c, '分' | '依'));
    let dealt = may.then(|| EACH.iter().find_map(place)).flatten();
    let Some((at, from)) = dealt else { return Vec::new() };
    let (paces, done) = paces(clause.from(from));
    if paces.len() < 2 {
        return Vec::new();
    }
    let owners = owners(parsed, clause.to(at), paces.len(), context);
    let deliverable = if done.is_empty() { parsed.statement(at).from(clause.end()).trim(&['，']) } else { done };
    let share = |(nth, pace): (usize, Passage<'_>)| DraftMilestone {
        phrase: pace.brief(),
        due: None,
        kind: Ongoing,
        deliverable: if deliverable.is_empty() { clause.brief() } else { deliverable.brief() },
        owed_by: owners.get(nth).or(owners.first()).cloned().unwrap_or_default(),
        span: clause.through(deliverable).span(),
    };
    paces.into_iter().enumerate().map(share).collect()
}

/// The paces that words open with, and what is done at them.
fn paces(words: Passage<'_>) -> (Vec<Passage<'_>>, Passage<'_>) {
    let (mut found, mut rest) = (Vec::new(), words);
    for part in words.split(MARKS) {
        let Some(phrase) = recurring(part).filter(|phrase| phrase.words.start() == part.start()) else { break };
        found.push(phrase.words);
        rest = words.from(phrase.words.end());
        if phrase.words.end() < part.end() {
            break;
        }
    }
    (found, rest.trim(MARKS))
}

/// Whose each of so many paces is: those named before in their order, else all of them.
fn owners(parsed: &Parsed<'_>, words: Passage<'_>, count: usize, context: Context<'_>) -> Vec<Vec<String>> {
    let names: Vec<String> = words.split(MARKS).into_iter().map(Passage::brief).collect();
    let somebody = |name: &String| bodies::is_unit(name) || bodies::is_place(name);
    if names.len() == count && names.iter().all(somebody) {
        let full = |name: String| context.registry.canonical(&name).map_or(name.clone(), str::to_owned);
        return names.into_iter().map(|name| vec![full(name)]).collect();
    }
    let subject = owed::governing(&parsed.subjects, words.start(), words.end());
    let owed = subject.map_or_else(|| vec![context.default_owner.to_owned()], |subject| subject.owed.clone());
    let each = owed.len() == count;
    if each { owed.into_iter().map(|owner| vec![owner]).collect() } else { vec![owed] }
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    /// Who does what how often, in a made-up measure.
    fn read(text: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let document = format!("某县2025年度计划\n一、任务\n1.检测。{text}（牵头单位：县甲局）");
        let draft = compile(&document, &Options { registry: &registry, year: None });
        let milestones = draft.tasks.iter().flat_map(|task| &task.measures).flat_map(|measure| &measure.milestones);
        milestones.map(|m| format!("{} {} {}", m.owed_by.join("、"), m.phrase, m.deliverable)).collect()
    }

    #[test]
    fn each_has_a_pace_of_its_own() {
        assert_eq!(
            read("县疾控中心、县水务局分别于每季度末、每月20日前出具检测报告。"),
            ["县疾控中心 每季度末 出具检测报告", "县水务局 每月20日前 出具检测报告"]
        );
        assert_eq!(
            read("县乙局、县丙局和县丁局分别按月、按季和每半年通报进展。"),
            ["县乙局 按月 通报进展", "县丙局 按季 通报进展", "县丁局 每半年 通报进展"]
        );
        assert_eq!(read("水质和水量分别于每月、每季度末通报。"), ["全县 每月 通报", "全县 每季度末 通报"]);
        assert_eq!(read("县乙局、县丙局分别每月通报进展。").len(), 1);
    }
}
