//! What the deliverables of dates are made of.

use super::row;
use crate::date::DatePhrase;
use crate::doubt::Doubts;
use crate::parsed::Parsed;
use crate::text::{Passage, Terms};

/// What a figure follows whose name stands elsewhere.
pub(super) const FIGURES: &[&str] =
    &["达到", "达", "不低于", "不高于", "不超过", "不少于", "控制在", "提高到", "提升到", "下降到", "降到", "降至"];

/// Verbs that need what stands before the date: 清单更新6月底前完成.
const BARE_VERBS: &Terms = &Terms::new(&[
    "完成",
    "基本完成",
    "全面完成",
    "全部完成",
    "建成",
    "建成投用",
    "投入使用",
    "达标",
    "到位",
    "完工",
    "办结",
    "各一次",
    "各1次",
    "各一轮",
    "前",
    "底",
    "内",
]);
/// What stands around a content and is no part of it.
const BEFORE: &str = "，,、；;：:）)】]”’》。 ";
const BEHIND: &str = "，,、；;：:（(【[“‘ ";
/// What must be there by a date.
#[derive(Debug, Clone, Copy)]
pub(super) struct Content<'t> {
    /// What stands before the date: 方案|3月底前印发.
    pub(super) label: Option<Passage<'t>>,
    /// What stands behind it, or all of it.
    pub(super) words: Passage<'t>,
}

impl<'t> Content<'t> {
    pub(super) fn only(words: Passage<'t>) -> Self {
        Self { label: None, words }
    }

    /// The words with what stands before them.
    pub(super) fn with(self, words: &str) -> String {
        self.label.map_or_else(|| words.to_owned(), |label| format!("{}{words}", label.brief()))
    }
}

/// Words without the marks around them, nor a bracket or quotation mark that is closed or opened elsewhere.
pub(super) fn unmarked(words: Passage<'_>) -> Passage<'_> {
    let mut words = words;
    while words.at(words.start()).is_some_and(|c| BEFORE.contains(c)) {
        words = words.from(words.start() + 1);
    }
    while words.before(words.end()).is_some_and(|c| BEHIND.contains(c)) {
        words = words.to(words.end() - 1);
    }
    let count = |mark: char| words.chars().iter().filter(|c| **c == mark).count();
    let stray = |open, close| words.before(words.end()) == Some(close) && count(open) < count(close);
    if stray('（', '）') || stray('(', ')') || stray('“', '”') { words.to(words.end() - 1) } else { words }
}

/// 2025年8月31日（已完成）: what is done by now is no deadline, which is doubted.
pub(super) fn is_over(time: Passage<'_>, doubts: &mut Doubts) -> bool {
    let over = time.contains_any(&["（已完成", "（已办结", "（已销号"]);
    if over {
        doubts.warn(time, "这里写着已经完成，没有列为时限，请核对");
    }
    over
}

/// Where the clause of the next date begins that is none of the same list.
pub(super) fn end_of_content(parsed: &Parsed<'_>, date: &DatePhrase) -> usize {
    let behind = parsed.dates.iter().filter(|d| d.start > date.start && d.from >= date.to);
    let start = |d: &DatePhrase| {
        let clause = parsed.clause(d.start).start();
        if clause > date.start {
            clause
        } else {
            row::joined(parsed, date, d).filter(|at| *at > date.to).unwrap_or(clause)
        }
    };
    behind.map(start).find(|start| *start > date.to).unwrap_or(parsed.whole.end())
}

pub(super) fn is_bare_verb(words: Passage<'_>) -> bool {
    BARE_VERBS.iter().any(|verb| words.matches(words.start(), verb) == Some(words.end()))
}

/// 完成: a verb that needs the sentence before it, 修缮文物8处。10月底前完成。
pub(crate) fn is_bare(deliverable: &str) -> bool {
    ["完成", "全部完成", "全面完成", "基本完成"].contains(&deliverable)
}
