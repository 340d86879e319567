//! Paces that 分别 deals out: 甲局、乙局分别于每季度末、每月20日前报送.

use chrono::NaiveDate;

use super::pace::recurring;
use crate::bodies;
use crate::deal;
use crate::owed;
use crate::parsed::{Context, Parsed};
use crate::text::Passage;
use duban_domain::draft::DraftMilestone;
use duban_domain::plan::MilestoneKind::{Deliverable, Ongoing};

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
    let (mut paces, mut done) = paces(clause.from(from));
    let mut whose = clause.to(at);
    if paces.is_empty() {
        let Some((own, before)) = before(whose) else { return Vec::new() };
        (whose, paces, done) = (own, before, clause.from(from));
    }
    if paces.len() < 2 {
        return Vec::new();
    }
    let owners = owners(parsed, whose, paces.len(), context);
    let parts = if owners.len() < 2 { deal::parts(done, paces.len()).unwrap_or_default() } else { Vec::new() };
    let deliverable = if done.is_empty() { parsed.statement(at).from(clause.end()).trim(&['，']) } else { done };
    let all = if deliverable.is_empty() { clause.brief() } else { deliverable.brief() };
    let share = |(nth, pace): (usize, Passage<'_>)| {
        let due = end_of_year(pace, context);
        DraftMilestone {
            phrase: pace.brief(),
            due,
            kind: if due.is_some() { Deliverable } else { Ongoing },
            deliverable: parts.get(nth).cloned().unwrap_or_else(|| all.clone()),
            owed_by: owners.get(nth).or(owners.first()).cloned().unwrap_or_default(),
            span: clause.through(deliverable).span(),
        }
    };
    paces.into_iter().enumerate().map(share).collect()
}

/// 各乡镇|每季度末和年末前|分别: who, and the times, of which one comes back.
fn before<'t>(words: Passage<'t>) -> Option<(Passage<'t>, Vec<Passage<'t>>)> {
    let words = words.strip_suffix(&["于", "在", "，"]).map_or(words, |(words, _)| words);
    let items = words.split(MARKS);
    let paced = items.iter().position(|item| pace_of(*item).is_some())?;
    let opening = pace_of(*items.get(paced)?)?;
    let whole = |time: Passage<'_>, to: usize| time.end() == to || words.cut(time.end(), to).to_string() == "前";
    let mut times = vec![words.cut(opening.start(), items.get(paced)?.end())];
    if !whole(opening, items.get(paced)?.end()) {
        return None;
    }
    for item in items.iter().skip(paced + 1) {
        let time = pace_of(*item).filter(|time| time.start() == item.start() && whole(*time, item.end()));
        times.push(time.map(|_| *item).or_else(|| is_end_of_year(*item).then_some(*item))?);
    }
    (times.len() > 1).then(|| (words.to(opening.start()).trim(&['，', '、', '于']), times))
}

/// The words for the pace of an item.
fn pace_of(item: Passage<'_>) -> Option<Passage<'_>> {
    recurring(item).map(|phrase| phrase.words)
}

fn is_end_of_year(words: Passage<'_>) -> bool {
    matches!(words.to_string().as_str(), "年末" | "年末前" | "年底" | "年底前" | "年终" | "年终前" | "全年")
}

/// The day of 年末前 beside what comes back every quarter.
fn end_of_year(words: Passage<'_>, context: Context<'_>) -> Option<NaiveDate> {
    let year = context.years.only().filter(|_| is_end_of_year(words))?;
    NaiveDate::from_ymd_opt(year, 12, 31)
}

/// The paces that words open with, and what is done at them.
fn paces(words: Passage<'_>) -> (Vec<Passage<'_>>, Passage<'_>) {
    let (mut found, mut rest) = (Vec::new(), words);
    for part in words.split(MARKS) {
        let Some(phrase) = recurring(part).filter(|phrase| phrase.words.start() == part.start()) else { break };
        found.push(phrase.words);
        rest = words.from(phrase.words.end()).strip_prefix(&["前"]).unwrap_or(words.from(phrase.words.end()));
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
        assert_eq!(
            read("每季度末和年末前分别报送阶段总结和年度总结。"),
            ["全县 每季度末 报送阶段总结", "全县 年末前 报送年度总结"]
        );
        assert_eq!(
            read("县乙局每月5日前、每季度末分别通报进展和排名。"),
            ["县乙局 每月5日前 通报进展", "县乙局 每季度末 通报排名"]
        );
        assert_eq!(
            read("各乡镇分别于每月20日、每季度末前报送记录和小结。"),
            ["各乡镇 每月20日 报送记录", "各乡镇 每季度末前 报送小结"]
        );
        assert_eq!(read("半年和年底前分别报送总结。"), ["全县 半年 报送总结", "全县 年底前 报送总结"]);
    }
}
