//! Who is left out: 除甲市外，其余设区市….

use super::government::plain_at;
use super::subject::{Kind, Subject};
use super::{counted, named, others, place};
use crate::cursor::Cursor;
use crate::date::DatePhrase;
use crate::numeral;
use crate::registry::UnitRegistry;
use crate::text::Passage;

/// What opens an exception: 除甲市外.
pub(crate) const EXCEPT: &[&str] = &["除了", "除"];
/// What ends it.
pub(crate) const OUTSIDE: &[&str] = &["之外", "以外", "外"];
/// What opens one in a bracket besides.
const WITHOUT: &[&str] = &["不含", "不包括", "不包含"];

/// An exception: where it stands, and whom it leaves out.
#[derive(Debug)]
pub(super) struct Except {
    /// Where it starts: the words for the others begin there.
    pub(super) start: usize,
    /// Where the words for the others may begin.
    pub(super) end: usize,
    /// Who is none of them.
    pub(super) names: Vec<String>,
}

/// Whether words open with an exception.
pub(crate) fn is_except(words: Passage<'_>) -> bool {
    words.strip_prefix(EXCEPT).is_some()
}

/// The exception that a clause opens with. One with a date of its own says what those owe: 除甲县9月底前完成外.
pub(super) fn of(
    clause: Passage<'_>,
    date: Option<&DatePhrase>,
    registry: &UnitRegistry,
    before: &[Subject],
) -> Option<Except> {
    let inner = clause.strip_prefix(EXCEPT)?;
    let outside = OUTSIDE.iter().filter_map(|word| inner.find(word).map(|at| (at, at + word.chars().count())));
    let (at, end) = outside.min_by_key(|(at, end)| (*at, usize::MAX - end))?;
    let end = clause.matches(end, "的").unwrap_or(end); // 除甲市以外的设区市
    let inner = inner.to(date.map_or(at, |date| date.from.min(at)));
    let names = named_before(inner, before).or_else(|| names(inner, registry))?;
    Some(Except { start: clause.start(), end, names })
}

/// 上述六市: those who were named before; the words themselves where there were not so many.
fn named_before(inner: Passage<'_>, before: &[Subject]) -> Option<Vec<String>> {
    let words = inner.strip_prefix(&["上述", "以上", "前述", "上列", "前列"])?;
    let mut names: Vec<String> = Vec::new();
    for name in before.iter().filter(|s| s.kind == Kind::Body).flat_map(|s| &s.owed) {
        if !names.contains(name) && !others::are_others(name) {
            names.push(name.clone());
        }
    }
    let count = numeral::number(&mut Cursor::new(words, words.start()));
    let all = count.is_none_or(|count| format!("{count}") == names.len().to_string());
    Some(if all && !names.is_empty() { names } else { vec![inner.to_string()] })
}

/// Who is named where somebody is left out. A figure behind a city says what holds for it: 除甲市不低于93%外.
fn names(inner: Passage<'_>, registry: &UnitRegistry) -> Option<Vec<String>> {
    let counted = inner;
    let inner = counted::without_count(inner).unwrap_or(inner); // 除甲、乙两市外
    let inner = inner.strip_suffix(&["等"]).map_or(inner, |(inner, _)| inner);
    let figure = || inner.chars().iter().any(char::is_ascii_digit);
    let city = plain_at(inner, inner.start(), registry).filter(|subject| subject.end == inner.end() || figure());
    let names = city.map(|subject| subject.owed).or_else(|| named::names(inner, registry, true));
    names.or_else(|| place::place_at(inner, inner.start()).map(|(_, names)| names)).or_else(|| counted::listed(counted))
}

/// 各设区市（除甲市外）, 各设区市（不含甲市）: the subject without who is left out in the bracket behind it.
pub(super) fn in_bracket(subject: Subject, clause: Passage<'_>, registry: &UnitRegistry) -> Subject {
    let left_out = || {
        let inner = clause.from(subject.end).strip_prefix(&["（", "("])?;
        let close = (inner.start()..inner.end()).find(|at| matches!(inner.at(*at), Some('）' | ')')))?;
        let words = inner.to(close);
        let opened = words.strip_prefix(EXCEPT).or_else(|| words.strip_prefix(WITHOUT));
        let words = opened.or_else(|| words.strip_suffix(&["除外"]).map(|(words, _)| words))?; // 各设区市（甲市除外）
        let words = words.strip_suffix(OUTSIDE).map_or(words, |(words, _)| words);
        Some((close + 1, names(words, registry)?))
    };
    let Some((end, names)) = left_out().filter(|_| subject.kind == Kind::Body) else { return subject };
    let mut subject = Subject { end, ..subject };
    others::without(&mut subject, &names, registry);
    subject
}

/// Whom an exception leaves over, where they have no word for all or others: 除甲市以外的|设区市.
pub(super) fn rest_of(except: &Except, clause: Passage<'_>, registry: &UnitRegistry) -> Option<Subject> {
    let (end, owed) = others::plain_at(clause, except.end, registry)?;
    Some(Subject { start: except.end, end, owed: vec![owed], kind: Kind::Body })
}
