//! Who is charged with what a clause or a statement says: 由甲局负责, behind the word that counts it.

use super::subject::{Kind, Subject};
use crate::roles;
use crate::text::Passage;

/// 一是|由甲局负责: the clause behind the word that counts it.
pub(super) fn behind_mark(clause: Passage<'_>) -> Passage<'_> {
    const MARKS: &[&str] = &[
        "一是",
        "二是",
        "三是",
        "四是",
        "五是",
        "六是",
        "七是",
        "八是",
        "九是",
        "十是",
        "首先",
        "其次",
        "第一，",
        "第二，",
    ];
    clause.strip_prefix(MARKS).unwrap_or(clause)
}

/// 由甲局负责: nothing but who is charged with what stands before.
pub(super) fn is_charged(subject: &Subject, clause: Passage<'_>) -> bool {
    let opens = clause.strip_prefix(&["由", "均由", "都由", "统一由"]).is_some() && subject.start == clause.start();
    opens && roles::verb_at(clause, subject.end).is_some_and(|(_, end)| end == clause.end())
}

/// Who closes a statement as the one who is charged with it.
pub(crate) fn charged<'s>(subjects: &'s [Subject], statement: Passage<'_>) -> Option<&'s Subject> {
    let inside = |s: &&Subject| s.start >= statement.start() && s.start < statement.end();
    subjects.iter().filter(inside).rfind(|s| s.kind == Kind::Charged)
}
