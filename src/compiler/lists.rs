//! What a responsibility note says: lists of units by role, deadlines, conventions.

mod list;
mod parts;

pub(super) use self::list::List;
use self::parts::{Parts, parts};
use super::date;
use super::named::{AROUND, names_bodies, names_units};
use super::roles::{self, Label, Role};
use super::running::{self, Convention};
use super::sentence::{nesting, split_outside};
use super::text::Passage;

/// What separates units and lists.
const SEPARATORS: &[char] = &['，', '；', '。', '、', ',', ';', ' ', '\t', '\n'];

/// What a note says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said<'t> {
    /// The lists in the order written.
    pub(super) lists: Vec<List<'t>>,
    /// Deadlines that the note itself sets.
    pub(super) times: Vec<Passage<'t>>,
    /// Conventions that hold from here on.
    pub(super) conventions: Vec<Convention<'t>>,
}

/// Reads the inner text of a note; no lists where it is none.
pub(super) fn read(inner: Passage<'_>) -> Said<'_> {
    let (end, conventions) = running::declared(inner);
    let inner = inner.to(end);
    let (lists, times) = labelled(inner).unwrap_or_else(|| by_verbs(inner));
    Said { lists, times, conventions }
}

type Read<'t> = (Vec<List<'t>>, Vec<Passage<'t>>);

/// Lists behind labels. A verb behind a list says more than the label before it.
fn labelled(inner: Passage<'_>) -> Option<Read<'_>> {
    let labels: Vec<(usize, Label, usize)> = label_places(inner);
    if labels.iter().all(|(_, label, _)| *label == Label::Other) {
        return None;
    }
    let first = labels.first().map_or(inner.end(), |(at, _, _)| *at);
    let (mut lists, mut times) = before_label(inner.to(first));
    let ends = labels.iter().skip(1).map(|l| l.0).chain([inner.end()]);
    for ((_, label, from), end) in labels.iter().zip(ends) {
        let part = inner.cut(*from, end).trim(AROUND);
        match label {
            Label::Time => times.push(part),
            Label::Units(role) => under_label(*role, part, &mut lists, &mut times),
            Label::Other => {}
        }
    }
    Some((lists, times))
}

/// Lists with their verbs in front of the first label: 甲局牵头，乙局配合；完成时限：9月底.
fn before_label(head: Passage<'_>) -> Read<'_> {
    if head.trim(AROUND).is_empty() { (Vec::new(), Vec::new()) } else { by_verbs(head) }
}

fn label_places(inner: Passage<'_>) -> Vec<(usize, Label, usize)> {
    let mut labels = Vec::new();
    let mut at = inner.start();
    while at < inner.end() {
        match roles::label_at(inner, at) {
            Some((label, end)) => {
                labels.push((at, label, end));
                at = end;
            }
            None => at += 1,
        }
    }
    labels
}

fn under_label<'t>(role: Role, part: Passage<'t>, lists: &mut Vec<List<'t>>, times: &mut Vec<Passage<'t>>) {
    let (part, time) = without_time(part);
    times.extend(time);
    let found = verb_lists(part);
    times.extend(found.times);
    for mut list in found.closed {
        let vague = matches!(list.role, Role::Responsible | Role::Unknown);
        list.role = if vague { role } else { list.role };
        lists.push(list);
    }
    lists.extend(found.names.into_iter().map(|names| List { role, names, duty: None }));
}

/// Lists before verbs, or a bare list of units.
fn by_verbs(inner: Passage<'_>) -> Read<'_> {
    let (inner, time) = without_time(inner.trim(AROUND));
    let Parts { closed: mut lists, mut times, names } = verb_lists(inner);
    times.extend(time);
    let bare = lists.iter().all(|list| list.role == Role::Unknown);
    if bare {
        lists = vec![List { role: Role::Bare, names: inner, duty: None }];
    } else {
        let units = names.into_iter().filter(|names| names_units(*names));
        lists.extend(units.map(|names| List { role: Role::Responsible, names, duty: None }));
    }
    let units = lists.first().is_some_and(|list| if bare { names_bodies(list.names) } else { names_units(list.names) });
    if units { (lists, times) } else { (Vec::new(), Vec::new()) }
}

/// The lists that a verb ends, times between them, and what is left behind the last verb.
fn verb_lists(inner: Passage<'_>) -> Parts<'_> {
    let nested = nesting(inner);
    let mut found = Parts::default();
    let (mut from, mut at) = (inner.start(), inner.start());
    while at < inner.end() {
        let outside = !nested.get(at - inner.start()).copied().unwrap_or(false);
        let verb = if outside { roles::verb_at(inner, at).filter(|(_, end)| ends_list(inner, *end)) } else { None };
        let Some((role, end)) = verb else {
            at += 1;
            continue;
        };
        let whole = roles::without_manner(inner.cut(from, at).trim(AROUND)).trim(AROUND);
        let Parts { closed, times, names } = parts(whole);
        if !whole.is_empty() {
            found.closed.extend(closed);
            found.times.extend(times);
            found.closed.extend(names.into_iter().map(|names| {
                let names = names.strip_suffix(&["等"]).map_or(names, |(names, _)| names);
                List { role, names, duty: Some(inner.cut(names.end(), end).trim(AROUND)) }
            }));
            from = end;
        }
        at = end;
    }
    let rest = parts(inner.from(from).trim(AROUND));
    found.closed.extend(rest.closed);
    found.times.extend(rest.times);
    found.names.extend(rest.names);
    found
}

/// Whether a verb that ends at `at` ends its list: a mark or the next label follows, or 会同: 甲局牵头会同乙局负责.
fn ends_list(inner: Passage<'_>, at: usize) -> bool {
    inner.matches(at, "会同").is_some()
        || inner.at(at).is_none_or(|c| SEPARATORS.contains(&c) || matches!(c, '（' | '('))
}

/// The list without a clause about the time at its end or start: …，9月底前完成.
fn without_time(inner: Passage<'_>) -> (Passage<'_>, Option<Passage<'_>>) {
    let clauses = split_outside(inner, &['，', '；', '。']);
    let is_time =
        |c: &&Passage<'_>| !date::dates(**c, Some(2000)).is_empty() || c.contains_any(&["长期坚持", "持续推进"]);
    if clauses.len() < 2 {
        return (inner, None);
    }
    let last = clauses.last().filter(is_time).filter(|c| roles_end(**c));
    if let Some(last) = last {
        return (inner.to(last.start()).trim(AROUND), Some(*last));
    }
    let first = clauses.first().filter(is_time);
    first.map_or((inner, None), |first| (inner.from(first.end()).trim(AROUND), Some(*first)))
}

/// Whether a clause ends without a word of a role.
fn roles_end(clause: Passage<'_>) -> bool {
    (clause.start()..clause.end()).all(|at| roles::verb_at(clause, at).is_none_or(|(_, end)| end < clause.end()))
}
