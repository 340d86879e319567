//! What each date of a list has for itself: 6月底、9月底前分别完成一期、二期工程.

use super::words::Content;
use crate::date::DatePhrase;
use crate::deal::{BETWEEN, parts, tail};
use crate::owed::{self, Subject};
use crate::parsed::Parsed;
use crate::text::Passage;

/// Words that divide what follows among the dates.
const EACH: &[&str] = &["分别", "依次", "相继", "逐次"];
/// The same right before the dates.
const EACH_BEFORE: &[&str] = &["分别", "依次", "相继", "逐次", "分别于", "依次于", "分别在"];
/// What a date of a list has for itself.
#[derive(Debug, Default)]
pub(super) struct Share {
    /// What must be there by then.
    pub(super) content: Option<String>,
    /// Who owes it.
    pub(super) owner: Option<String>,
}

/// The share of a date in what its list divides, or the shares of those who owe different things by one date; one that says
/// nothing where all have all of it.
pub(super) fn of(
    parsed: &Parsed<'_>,
    date: &DatePhrase,
    content: Content<'_>,
    subject: Option<&Subject>,
) -> Vec<Share> {
    let list: Vec<&DatePhrase> = parsed.dates.iter().filter(|d| (d.from, d.to) == (date.from, date.to)).collect();
    let words = content.words;
    let before = parsed.whole.to(date.from).ends_with_any(EACH_BEFORE);
    let clause = words.split(&['，', '；']).first().copied().unwrap_or(words);
    let each = EACH.iter().find_map(|word| clause.find(word).map(|at| (at, at + word.chars().count())));
    if !(before || each.is_some()) {
        return vec![Share::default()];
    }
    let (name, rest) = each.map_or(("".to_owned(), words), |(at, end)| (words.to(at).brief(), words.from(end)));
    if list.len() < 2 {
        return of_owners(&name, rest, content, subject);
    }
    let at = list.iter().position(|d| d.start == date.start).unwrap_or(0);
    vec![of_date((at, list.len()), &name, rest, content, subject)]
}

/// 甲局、乙局6月底前分别印发方案、完成改造: each owes one of them.
fn of_owners(name: &str, rest: Passage<'_>, content: Content<'_>, subject: Option<&Subject>) -> Vec<Share> {
    let owners = subject.map(|subject| subject.owed.as_slice()).filter(|owed| owed.len() > 1).unwrap_or_default();
    let Some(parts) = parts(rest, owners.len()).filter(|_| !owners.is_empty()) else { return vec![Share::default()] };
    let share = |(part, owner): (String, &String)| Share {
        content: Some(content.with(&format!("{name}{part}"))),
        owner: Some(owner.clone()),
    };
    parts.into_iter().zip(owners).map(share).collect()
}

/// The share of the date at a place of a list of so many.
fn of_date(
    (at, count): (usize, usize),
    name: &str,
    rest: Passage<'_>,
    content: Content<'_>,
    subject: Option<&Subject>,
) -> Share {
    if let Some(part) = parts(rest, count).and_then(|parts| parts.get(at).cloned()) {
        return Share { content: Some(content.with(&format!("{name}{part}"))), owner: None };
    }
    let rest = rest.brief();
    if let Some(nouns) = content.label.and_then(|label| items(label, count)) {
        let (noun, tail) = nouns.get(at).map(|(noun, tail)| (*noun, tail.as_str())).unzip();
        let tail = tail.unwrap_or_default();
        let content = noun.map(|noun| format!("{noun}{tail}{name}{rest}"));
        return Share { content, owner: noun.and_then(owed::place_of) };
    }
    let owners = subject.map(|subject| &subject.owed).filter(|owed| owed.len() == count);
    Share {
        content: Some(content.with(&format!("{name}{rest}"))),
        owner: owners.and_then(|owed| owed.get(at).cloned()),
    }
}

/// The nouns of a list before its dates, a date each, with what the last has for all: 设计、招标分别于3月、5月底前完成.
fn items(label: Passage<'_>, count: usize) -> Option<Vec<(Passage<'_>, String)>> {
    let items =
        [&['、'][..], BETWEEN].into_iter().map(|marks| label.split(marks)).find(|items| items.len() == count)?;
    let (first, last) = (*items.first()?, *items.last()?);
    let place = owed::place_of(last)
        .filter(|_| owed::place_of(first).is_some_and(|place| place.len() == first.to_string().len()));
    let tail =
        place.map_or_else(|| tail(first, last), |place| last.from(last.start() + place.chars().count()).to_string());
    let whole = |(i, item)| (item, if i + 1 < count { tail.clone() } else { String::new() });
    Some(items.into_iter().enumerate().map(whole).collect())
}
