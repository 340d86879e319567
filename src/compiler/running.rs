//! Conventions that a document declares once and that hold from there on: 列首位的为牵头单位，下同;
//! 以下均需各市落实，不再列出; 未注明责任单位的，由市甲局负责.

mod convention;
mod every;
mod first;
mod time;
mod words;

pub(super) use self::convention::Convention;
use self::convention::MATTERS;
use self::words::{FROM_HERE, ONCE, TOLD, begin_at, says_once, says_unnamed, with_exceptions};

use super::doubt::Doubts;
use super::named::{names_only_units, names_units};
use super::roles::{self, Role};
use super::sentence::{outer_brackets, split_outside};
use super::text::{Passage, Terms};

/// Words that say it of what stands before.
const BEFORE: &[&str] = &["以上", "上述"];
/// Words before the units that are meant from there on, longer ones first.
const BY_ALL: &Terms = &Terms::new(&[
    "责任单位均包括",
    "责任单位均包含",
    "责任单位均含",
    "责任单位均为",
    "责任单位都包括",
    "责任单位还包括",
    "均需由",
    "均需要",
    "均须由",
    "均应由",
    "均需",
    "均须",
    "均应",
    "均由",
    "均涉及",
    "均包括",
    "均包含",
    "均含",
    "均为",
    "涉及",
    "都由",
    "都需要",
    "都需",
    "都要",
    "需由",
    "由",
]);
/// What opens a remark.
const REMARKS: &[&str] = &["注：", "备注：", "说明：", "附注：", "注:"];
/// Where the conventions of a note's inner text start, and what they are. They stand at its end.
pub(super) fn declared(inner: Passage<'_>) -> (usize, Vec<Convention<'_>>) {
    let clauses = with_exceptions(inner, split_outside(inner, &['，', '；', '。', '\n']));
    let everywhere = clauses.iter().any(|c| says_once(*c));
    let all = |clause: Passage<'_>| everywhere && every::declared(plainly(clause)).is_some();
    let time = time::declared(inner);
    let timed = |clause: &Passage<'_>| {
        time.is_some_and(|time| time.exception >= clause.start() && time.exception < clause.end())
    };
    let start = clauses.iter().position(|c| is_convention(*c) || all(*c) || timed(c));
    let Some(start) = start else { return (inner.end(), Vec::new()) };
    let behind = clauses.get(start..).unwrap_or_default();
    let once = behind.iter().any(|c| says_once(*c));
    let (mut unnamed, mut all) = (false, false);
    let mut found = Vec::new();
    for clause in behind {
        let clause = plainly(*clause);
        unnamed |= says_unnamed(clause);
        found.extend(convention(clause, Told { once, unnamed, all: all && once }));
        all |= clause.strip_prefix(FROM_HERE).is_some();
    }
    let before = inner.strip_prefix(BEFORE).is_some();
    let of_time = if before { Convention::TimeBefore } else { Convention::Time };
    found.extend(time.map(|time| of_time(time.words)));
    (behind.first().map_or(inner.end(), |c| c.start()), found)
}

/// A clause without the word that opens a remark.
fn plainly(clause: Passage<'_>) -> Passage<'_> {
    clause.strip_prefix(REMARKS).unwrap_or(clause)
}

/// What was said around a clause.
#[derive(Debug, Clone, Copy)]
struct Told {
    /// Something is meant from there on.
    once: bool,
    /// It is said of what nobody is named for.
    unnamed: bool,
    /// It is said of all that follows: 各项任务需县级落实的，由….
    all: bool,
}

fn is_convention(clause: Passage<'_>) -> bool {
    let clause = plainly(clause);
    let unnamed = says_unnamed(clause) && clause.contains_any(&["责任", "牵头", "单位", "分工"]);
    first::leads(clause).is_some() || clause.strip_prefix(ONCE).is_some() || begins(clause) || of_all(clause) || unnamed
}

fn convention(clause: Passage<'_>, Told { once, unnamed, all }: Told) -> Option<Convention<'_>> {
    if let Some(convention) = first::leads(clause).or_else(|| every::declared(clause).filter(|_| once)) {
        return Some(convention);
    }
    let units = |(_, list): &(Role, Passage<'_>)| names_units(*list);
    if unnamed {
        return also(clause).filter(units).map(|(role, list)| Convention::Otherwise(role, list));
    }
    let begun = begins(clause) || of_all(clause) || (all && clause.strip_prefix(&["由", "均由", "都由"]).is_some());
    if begun && clause.strip_prefix(BEFORE).is_some() {
        return also(clause).map(|_| Convention::Before(clause));
    }
    let sure = once || clause.contains_any(&["均", "都"]);
    let found = also(clause).filter(|found| sure && begun && (once || units(found)));
    found.map(|(role, list)| Convention::Also(role, list))
}

fn begins(clause: Passage<'_>) -> bool {
    clause.strip_prefix(FROM_HERE).is_some() && clause.contains_any(&["均", "都", "涉及", "由", "还包括"])
}

/// 各县（区）政府均为各项任务责任单位: the units stand before.
fn of_all(clause: Passage<'_>) -> bool {
    let all = clause.contains_any(&["项", "任务", "工作"])
        && clause.contains_any(&["各项任务", "各项工作", "各项措施", "所有任务", "以下各项", "以下任务", "全部任务"]);
    all && clause.contains_any(&[
        "责任单位",
        "责任主体",
        "实施主体",
        "落实主体",
        "落实单位",
        "实施单位",
        "责任部门",
        "配合单位",
        "牵头单位",
        "参与单位",
    ]) && clause.contains_any(&["均为", "均是", "都是", "同时作为", "为"])
}

/// The units that a clause means from there on, with their role.
fn also(clause: Passage<'_>) -> Option<(Role, Passage<'_>)> {
    let role = if clause.contains_any(&["配合", "参与"]) { Role::Support } else { Role::Responsible };
    if let Some(list) = before_all(clause) {
        return Some((role, list));
    }
    let (word, at) = BY_ALL
        .iter()
        .filter_map(|w| clause.find(w).map(|at| (*w, at)))
        .min_by_key(|(w, at)| (*at, usize::MAX - w.len()))?;
    if word == "均为" {
        let matter = MATTERS.iter().filter_map(|m| clause.to(at).rfind(m).map(|p| p + m.chars().count())).max()?;
        return named(role, clause.cut(matter, at));
    }
    let list = clause.from(at + word.chars().count());
    let verb = (list.start()..list.end()).find_map(|at| roles::verb_at(list, at).map(|(role, _)| (role, at)));
    let (role, end) = verb.unwrap_or((Role::Responsible, list.end()));
    named(role, roles::without_manner(list.to(end)))
}

/// 各县（区）政府均为各项任务的责任单位: what stands before.
fn before_all(clause: Passage<'_>) -> Option<Passage<'_>> {
    let word = ["均为", "均是", "都是", "同时作为", "为"].iter().filter_map(|word| clause.find(word)).min()?;
    let list = clause.to(word);
    let units = list.strip_prefix(FROM_HERE).is_none() && names_only_units(list) && !list.contains_any(MATTERS);
    (of_all(clause) && units).then_some(list)
}

fn named(role: Role, list: Passage<'_>) -> Option<(Role, Passage<'_>)> {
    (!list.is_empty() && !list.ends_with_any(&["的"])).then_some((role, list)) // 以下涉及各县政府的
}

/// The conventions that running text declares, outside of notes.
pub(super) fn in_prose(paragraph: Passage<'_>) -> Vec<Convention<'_>> {
    let told = (paragraph.start()..paragraph.end()).any(|at| begin_at(paragraph, at)) && paragraph.contains_any(TOLD);
    if !told && !paragraph.contains_any(&["为牵头单位", "为牵头部门"]) {
        return Vec::new();
    }
    let inner = outer_brackets(paragraph).into_iter().map(|(open, close)| paragraph.cut(open + 1, close));
    let sentences = split_outside(paragraph, &['。', '\n']);
    let mut found: Vec<Convention<'_>> = sentences.into_iter().chain(inner).flat_map(|s| declared(s).1).collect();
    for convention in &mut found {
        if matches!(convention, Convention::FirstLeads) {
            *convention = Convention::FirstLeadsEverywhere;
        }
    }
    found
}

/// Whether one of them says that the first of each list leads, in all of the document.
pub(super) fn first_leads<'c, 't: 'c>(conventions: impl IntoIterator<Item = &'c Convention<'t>>) -> bool {
    conventions.into_iter().any(|convention| matches!(convention, Convention::FirstLeadsEverywhere))
}

/// What is said of leads that are told by the look of the names.
pub(super) const UNSEEN: &str = "牵头单位按字样标示，文字里看不出来，请逐项核对牵头单位";

/// A default that stands behind all tasks is not carried back to them.
pub(super) fn doubt_late(convention: &Convention<'_>, doubts: &mut Doubts) {
    match convention {
        Convention::Also(_, list) | Convention::Otherwise(_, list) | Convention::Before(list) => {
            doubts.warn(*list, "这里写的共同责任单位后面没有任务，前面各项没有自动加上，请核对");
        }
        Convention::Unseen(clause) => doubts.warn(*clause, UNSEEN),
        Convention::Time(time) => doubts.warn(*time, "这里写的共同时限后面没有任务，前面各项没有自动加上，请核对"),
        Convention::FirstLeads | Convention::FirstLeadsEverywhere | Convention::MarkedLead(_) => {}
        Convention::TimeBefore(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> (String, Vec<String>) {
        let text = text_of(written);
        let (start, found) = declared(text.whole());
        let told = found.iter().map(|c| match c {
            Convention::FirstLeads | Convention::FirstLeadsEverywhere => "first".to_owned(),
            Convention::MarkedLead(mark) => format!("marked {mark}"),
            Convention::Unseen(clause) => format!("unseen {clause}"),
            Convention::Also(role, list) => format!("{role:?} {list}"),
            Convention::Otherwise(role, list) => format!("otherwise {role:?} {list}"),
            Convention::Before(clause) => format!("before {clause}"),
            Convention::Time(time) | Convention::TimeBefore(time) => format!("by {time}"),
        });
        (text.whole().to(start).to_string(), told.collect())
    }

    #[test]
    fn the_first_of_a_list_may_lead_from_here_on() {
        for written in
            ["市甲局、市乙局，列首位的为牵头单位，下同", "市甲局、市乙局负责。排在第一位的单位为牵头单位，下同"]
        {
            let (lists, told) = read(written);
            assert!(lists.starts_with("市甲局、市乙局") && !lists.contains("牵头"), "{lists}");
            assert_eq!(told, ["first"]);
        }
    }

    #[test]
    fn units_may_be_declared_for_all_that_follows() {
        assert_eq!(read("某部指导，某市落实。以下均需某市落实，不再列出").1, ["Responsible 某市"]);
        assert_eq!(
            read("市甲局；以下各项任务均涉及各县（市、区）、市直园区，不再单独列出").1,
            ["Responsible 各县（市、区）、市直园区"]
        );
        assert_eq!(read("市甲局。以下各项工作各区政府均为责任单位，不再列出").1, ["Responsible 各区政府"]);
        assert_eq!(read("市甲局、市乙局").1, Vec::<String>::new());
    }

    #[test]
    fn a_default_is_said_in_many_forms() {
        let told = |written: &str| read(written).1;
        for (written, says) in [
            ("以下任务均需各县（市、区）政府落实，不再列出", "Responsible 各县（市、区）政府"),
            ("以下各项任务均由各县（市、区）政府负责落实，不再逐一列出", "Responsible 各县（市、区）政府"),
            ("各县（市、区）人民政府均为以下各项任务的责任单位，不再单独列出", "Responsible 各县（市、区）人民政府"),
            ("以下任务责任单位均包括各县（区）政府，不再重复列出", "Responsible 各县（区）政府"),
            ("本节各项任务责任单位均包括各县（区）政府，以下不再逐一列出", "Responsible 各县（区）政府"),
            ("本计划各项任务除单独列明外，均需各县（区）政府抓好落实", "Responsible 各县（区）政府"),
            (
                "各县（市）政府、州级有关国有林场为以下各项任务的责任主体，不再逐一列出",
                "Responsible 各县（市）政府、州级有关国有林场",
            ),
            ("责任单位中，各县（市）政府承担主体责任，以下不一一列明", "Responsible 各县（市）政府"),
            ("以下各项工作均需市财政局配合，下同", "Support 市财政局"),
            ("以下工作均由各县（区）政府按属地责任落实", "Responsible 各县（区）政府"),
            ("以下各项工作，各乡镇政府均为实施主体，不再一一列明", "Responsible 各乡镇政府"),
            ("各市政府为各项任务的落实单位，以下不再列出", "Responsible 各市政府"),
            ("各县（区）政府为配合单位，以下不再列出", "Support 各县（区）政府"),
            ("各县（区）政府对各项任务均有落实责任，不再逐一标注", "Responsible 各县（区）政府"),
            ("未注明责任单位的，由市生态环境局负责", "otherwise Responsible 市生态环境局"),
            ("以上任务均需各县（区）政府落实，不再列出", "before 以上任务均需各县（区）政府落实"),
        ] {
            assert_eq!(told(written), [says], "{written}");
        }
        for prose in [
            "以下涉及各县（区）政府的，不再一一列出",
            "以下企业均由业主负责整改",
            "由市甲局负责落实各项任务",
            "以下工作由专班推进",
            "各部门为各项任务提供保障",
        ] {
            assert_eq!(told(prose), Vec::<String>::new(), "{prose}");
        }
    }

    #[test]
    fn a_bracket_inside_the_names_does_not_part_a_default_in_prose() {
        let text = text_of("移动源治理。以下任务均需各县（市、区）政府落实，不再列出。");
        assert!(
            matches!(in_prose(text.whole())[..], [Convention::Also(Role::Responsible, list)] if list.to_string() == "各县（市、区）政府")
        );
    }
}
