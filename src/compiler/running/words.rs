//! The words by which a convention is told.

use super::first::FIRST;
use crate::text::{Passage, Terms};

/// What is said once and meant from there on.
pub(super) const ONCE: &Terms =
    &Terms::new(&["不再", "不另", "不一一", "不逐一", "不单独", "不重复", "下同", "以下同", "均同"]);
/// Words that say from where on.
pub(super) const FROM_HERE: &Terms = &Terms::new(&[
    "以下",
    "下列",
    "其他各项",
    "其余各项",
    "后续",
    "所有工作任务",
    "全部工作任务",
    "各项工作任务",
    "各项目标任务",
    "各项任务",
    "各项工作",
    "各项措施",
    "所有任务",
    "所有工作",
    "全部任务",
    "每项任务",
    "以上两项",
    "以上三项",
    "以上四项",
    "以上五项",
    "以上事项",
    "以上措施",
    "上述两项",
    "上述三项",
    "上述四项",
    "上述五项",
    "上述任务",
    "上述工作",
    "上述事项",
    "上述措施",
    "上述各项",
    "以上各项",
    "以上任务",
    "以上工作",
    "本节各项任务",
    "本节各项",
    "本节任务",
    "本章各项",
    "本部分各项",
    "本计划各项任务",
    "本计划各项",
    "本要点各项",
    "本方案各项任务",
    "本方案各项",
    "本清单各项任务",
    "本清单各项",
    "本表各项",
]);
/// What says that units count only where none are named.
const UNNAMED: &Terms =
    &Terms::new(&["未注明", "未明确", "没有注明", "没有明确", "未标明", "未写明", "未列明", "未列出", "未单独注明"]);
/// What leaves out those that have a time of their own.
const EXCEPTED: &Terms = &Terms::new(&["除已", "除特别", "除另有", "除单独", "除注明", "除明确", "除标明", "除有明确"]);
/// What running text that declares something has of.
pub(super) const TOLD: &[&str] =
    &["牵头", "责任", "落实", "不再", "负责", "配合", "督办", "督导", "指导", "实施", "承担", "时限", "期限", "前完成"];
/// What all of these words begin with.
const BEGINNINGS: &[char] =
    &['除', '首', '第', '排', '列', '不', '下', '以', '均', '其', '后', '各', '所', '全', '每', '上', '本', '未', '没'];

/// Whether a clause says something once; most have no character of it.
pub(super) fn says_once(clause: Passage<'_>) -> bool {
    clause.contains_any(&["不", "同"]) && clause.contains_any(ONCE)
}

/// Whether a clause speaks of what nobody is named for; most have no character of it.
pub(super) fn says_unnamed(clause: Passage<'_>) -> bool {
    clause.contains_any(&["未", "没"]) && clause.contains_any(UNNAMED)
}

/// Whether words that a convention may begin with stand at a place.
pub(super) fn begin_at(text: Passage<'_>, at: usize) -> bool {
    let may = text.at(at).is_some_and(|c| BEGINNINGS.contains(&c));
    may && [ONCE, FROM_HERE, UNNAMED, FIRST, EXCEPTED].iter().any(|words| text.matches_any(at, *words).is_some())
}

/// 以下各项任务除单独列明外，均需…: the clause that such an exception parts from what it is said of, whole.
pub(super) fn with_exceptions<'t>(inner: Passage<'t>, clauses: Vec<Passage<'t>>) -> Vec<Passage<'t>> {
    let excepts = |clause: Passage<'_>| {
        clause.strip_prefix(FROM_HERE).is_some() && clause.contains("除") && clause.ends_with_any(&["外"])
    };
    let mut whole: Vec<Passage<'t>> = Vec::with_capacity(clauses.len());
    for clause in clauses {
        match whole.last_mut().filter(|last| excepts(**last)) {
            Some(last) => *last = inner.cut(last.start(), clause.end()),
            None => whole.push(clause),
        }
    }
    whole
}
