//! Who stands before the first date of a sentence and is told by what follows: 县级市|9月底前、其他县10月底前建成. Where the others owe
//! something, or somebody stands before the next date of a list, there is somebody before the first one as well.

use super::looks::{LONGEST, PLACES, THINGS, looks};
use super::named;
use super::others::OTHERS;
use super::subject::{Kind, Subject};
use crate::date::DatePhrase;
use crate::text::{Passage, Terms, is_ideograph};

/// Words that only look like the end of somebody's name.
const NOBODY: &Terms = &Terms::new(&["项目", "工程", "任务", "方案", "办法", "规划", "清单", "工作", "资金"]);

/// Puts whoever stands before the first date among the subjects of the sentence, where none is known there.
pub(super) fn add(clauses: &[Passage<'_>], dates: &[DatePhrase], subjects: &mut Vec<Subject>) {
    let subject = first(clauses, dates, subjects);
    if let Some(subject) = subject {
        let at = subjects.partition_point(|other| other.start < subject.start);
        subjects.insert(at, subject);
    }
}

fn first(clauses: &[Passage<'_>], dates: &[DatePhrase], subjects: &[Subject]) -> Option<Subject> {
    let (date, next) = (dates.first()?, dates.get(1)?);
    let owes = |subject: &&Subject| matches!(subject.kind, Kind::Body | Kind::Unsure | Kind::Class);
    let known = subjects.iter().filter(owes).any(|subject| subject.start <= date.to);
    let later =
        subjects.iter().filter(owes).find(|s| s.start > date.to && s.end <= next.start && s.end + 2 >= next.from)?;
    let clause = *clauses.iter().rfind(|clause| clause.start() <= date.start)?;
    let words = named::words_before(clause, date.from);
    let words = words.strip_prefix(&["以"]).filter(|words| words.contains("等")).unwrap_or(words); // 以西河市等县级市
    let listed = later.start == date.to + 1 && clause.at(date.to) == Some('、') && later.end <= clause.end();
    let others = || later.owed.first().is_some_and(|word| OTHERS.iter().any(|other| word.starts_with(other)));
    let place = words.ends_with_any(PLACES) || looks(words, false);
    let somebody = (2..=LONGEST).contains(&words.len()) && is_plain(words) && (place || words.ends_with_any(&["地"]));
    let told = !known && somebody && (listed || others());
    told.then(|| Subject { start: words.start(), end: words.end(), owed: vec![words.to_string()], kind: Kind::Unsure })
}

fn is_plain(words: Passage<'_>) -> bool {
    let name = words.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '、' | '（' | '）' | '“' | '”'));
    name && !words.contains_any(THINGS) && !words.ends_with_any(NOBODY) && !words.contains("的")
}
