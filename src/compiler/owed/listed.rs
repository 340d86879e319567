//! What stands behind the words for a subject: a name beside it that is not understood, or why its time is another.

use super::around::BETWEEN;
use super::looks::looks;
use super::subject::{Kind, Subject};
use crate::text::Passage;

/// What opens a reason.
const REASONS: &[&str] = &["因", "由于", "受", "鉴于", "考虑到"];
/// What opens the clause of the time behind it.
const TIMES: &[&str] = &["可于", "可在", "可", "应于", "应", "须", "于", "在", "延至", "推迟至", "到", "至", "最迟"];

/// 各林场、|自然保护区管理机构|3月10日前: a name beside a subject that no rule knows owes as well, and is in doubt.
pub(super) fn whole(clause: Passage<'_>, subject: Subject, time: Option<usize>) -> Subject {
    let more = || {
        let to = time.filter(|time| *time > subject.end + 1 && clause.at(subject.end) == Some('、'))?;
        let mut words = clause.cut(subject.end + 1, to);
        while let Some((rest, _)) = words.strip_suffix(BETWEEN) {
            words = rest;
        }
        looks(words, false).then_some(words)
    };
    match more() {
        Some(words) if subject.kind == Kind::Body => {
            let owed = subject.owed.into_iter().chain([words.to_string()]).collect();
            Subject { end: words.end(), owed, kind: Kind::Unsure, ..subject }
        }
        _ => subject,
    }
}

/// Whether words open with a reason.
pub(crate) fn opens_with_reason(words: Passage<'_>) -> bool {
    words.strip_prefix(REASONS).is_some()
}

/// 高山县|因施工期短，可于10月底前完成: a place of which it is said why its time is another owes something.
pub(super) fn has_a_reason(subject: &Subject, clause: Passage<'_>, next: Option<Passage<'_>>) -> bool {
    let reason = subject.start == clause.start() && opens_with_reason(clause.from(subject.end));
    let dated = |next: Passage<'_>| {
        let words = next.strip_prefix(TIMES).unwrap_or(next);
        words.at(words.start()).is_some_and(|c| c.is_ascii_digit())
            || words.starts_with("年底")
            || words.starts_with("年内")
    };
    subject.kind == Kind::Place && reason && next.is_some_and(dated)
}
