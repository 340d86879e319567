//! Conventions that a document declares once and that hold from there on: 列首位的为牵头单位，下同;
//! 以下均需各市落实，不再列出.

use super::roles::{self, Role};
use super::sentence::split_outside;
use super::text::Passage;

/// Words for the first of a list.
const FIRST: &[&str] = &["首", "第一", "排名靠前", "排在前", "列在前", "列前"];
/// What is said once and meant from there on.
const ONCE: &[&str] = &["不再", "不另", "不一一", "不逐一", "下同"];
/// Words that say from where on.
const FROM_HERE: &[&str] = &["以下", "下列", "其他各项", "其余各项", "后续", "各项任务", "各项工作", "所有任务"];
/// Words before the units that are meant from there on, longer ones first.
const BY_ALL: &[&str] =
    &["均需由", "均需要", "均须由", "均需", "均须", "均由", "均涉及", "均为", "涉及", "都由", "都需", "由"];
/// Words between the beginning and the units: 以下各项任务各市均为责任单位.
const MATTERS: &[&str] = &["任务", "工作", "措施", "事项", "条款"];

/// A convention.
#[derive(Debug, Clone, Copy)]
pub(super) enum Convention<'t> {
    /// The first unit of a list leads.
    FirstLeads,
    /// These units take part in everything that follows.
    Also(Role, Passage<'t>),
}

/// Where the conventions of a note's inner text start, and what they are. They stand at its end.
pub(super) fn declared(inner: Passage<'_>) -> (usize, Vec<Convention<'_>>) {
    let clauses = split_outside(inner, &['，', '；', '。', '\n']);
    let start = clauses.iter().position(|c| is_convention(*c));
    let Some(start) = start else { return (inner.end(), Vec::new()) };
    let behind = clauses.get(start..).unwrap_or_default();
    let once = behind.iter().any(|c| c.contains_any(ONCE));
    let found = behind.iter().filter_map(|c| convention(*c, once)).collect();
    (behind.first().map_or(inner.end(), |c| c.start()), found)
}

fn is_convention(clause: Passage<'_>) -> bool {
    first_leads(clause) || clause.strip_prefix(ONCE).is_some() || begins(clause)
}

/// `once`: something was said that is meant from there on.
fn convention(clause: Passage<'_>, once: bool) -> Option<Convention<'_>> {
    if first_leads(clause) {
        return Some(Convention::FirstLeads);
    }
    if once && begins(clause) { also(clause) } else { None }
}

fn first_leads(clause: Passage<'_>) -> bool {
    clause.contains_any(&["为牵头", "是牵头", "即牵头", "系牵头", "作为牵头", "负责牵头"]) && clause.contains_any(FIRST)
}

fn begins(clause: Passage<'_>) -> bool {
    clause.strip_prefix(FROM_HERE).is_some() && clause.contains_any(&["均", "都", "涉及", "由"])
}

fn also(clause: Passage<'_>) -> Option<Convention<'_>> {
    let (word, at) = BY_ALL
        .iter()
        .filter_map(|w| clause.find(w).map(|at| (*w, at)))
        .min_by_key(|(w, at)| (*at, usize::MAX - w.len()))?;
    if word == "均为" {
        let matter = MATTERS.iter().filter_map(|m| clause.to(at).rfind(m).map(|p| p + m.chars().count())).max()?;
        let role = if clause.contains("配合") { Role::Support } else { Role::Responsible };
        return Some(Convention::Also(role, clause.cut(matter, at)));
    }
    let list = clause.from(at + word.chars().count());
    let verb = (list.start()..list.end()).find_map(|at| roles::verb_at(list, at).map(|(role, _)| (role, at)));
    let (role, end) = verb.unwrap_or((Role::Responsible, list.end()));
    let list = roles::without_manner(list.to(end));
    (!list.is_empty()).then_some(Convention::Also(role, list))
}

/// The conventions that running text declares, outside of notes.
pub(super) fn in_prose(paragraph: Passage<'_>) -> Vec<Convention<'_>> {
    let told = paragraph.contains_any(&["牵头单位", "牵头部门", "不再列出", "不再单独列出", "不再逐一列出"]);
    if !told {
        return Vec::new();
    }
    let sentences = split_outside(paragraph, &['。', '（', '）', '\n']);
    sentences.into_iter().flat_map(|s| declared(s).1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> (String, Vec<String>) {
        let text = text_of(written);
        let (start, found) = declared(text.whole());
        let told = found.iter().map(|c| match c {
            Convention::FirstLeads => "first".to_owned(),
            Convention::Also(role, list) => format!("{role:?} {list}"),
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
}
