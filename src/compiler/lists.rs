//! What a responsibility note says: lists of units by role, deadlines, conventions.

mod helped;
mod list;
mod parts;
mod persons;
mod together;
mod units;

use self::helped::helped;
pub(super) use self::list::List;
use self::parts::{Parts, parts, roles_end};
pub(super) use self::persons::are_persons;
use super::bodies;
use super::date;
use super::named::{AROUND, names_bodies, names_units};
use super::remark::Remark;
use super::roles::{self, Label, Role};
use super::running::{self, Convention};
use super::sentence::{nesting, opens_frame, outer_brackets, split_outside};
use super::text::Passage;

/// What separates units and lists.
const SEPARATORS: &[char] = &['，', '；', '。', '、', ',', ';', ' ', '\t', '\n'];
/// Words of which a bracket has one that names who helps.
const HELPS: &[&str] = &["配合", "协", "参与", "参加", "支持", "牵头", "指导", "督"];
/// What stands around the words of a label.
const MARKS: &[char] = &['：', ':', '【', '】', '[', ']', '［', '］', '〔', '〕', ' ', '\n'];

/// What a note says.
#[derive(Debug, Clone, Default)]
pub(super) struct Said<'t> {
    /// The lists in the order written.
    pub(super) lists: Vec<List<'t>>,
    /// Deadlines that the note itself sets.
    pub(super) times: Vec<Passage<'t>>,
    /// Conventions that hold from here on.
    pub(super) conventions: Vec<Convention<'t>>,
    /// Persons, telephone numbers, and what else stands behind a label.
    pub(super) remarks: Vec<Remark<'t>>,
}

impl Said<'_> {
    fn add(&mut self, more: Self) {
        self.lists.extend(more.lists);
        self.times.extend(more.times);
        self.remarks.extend(more.remarks);
    }
}

/// Reads the inner text of a note; no lists where it is none.
pub(super) fn read(inner: Passage<'_>) -> Said<'_> {
    let (end, conventions) = running::declared(inner);
    let of_before = !conventions.is_empty() && conventions.iter().all(|c| matches!(c, Convention::Before(_)));
    let end = if of_before { inner.end() } else { end }; // 以上任务由市甲局牵头 names who does the last of them
    let same = inner.from(end).trim(AROUND).starts_with("下同");
    let inner = inner.to(end);
    let mut said = with_bracket(inner).unwrap_or_else(|| words(inner));
    said.lists = together::parted(said.lists);
    said.conventions = conventions;
    if said.conventions.is_empty() && same {
        let group = said.lists.last().filter(|list| list.names.starts_with("各"));
        said.conventions.extend(group.map(|list| Convention::Also(list.role, list.names)));
    }
    said
}

/// What words without a bracket behind them say.
fn words(inner: Passage<'_>) -> Said<'_> {
    labelled(inner).unwrap_or_else(|| by_verbs(inner))
}

/// 市甲局牵头（市乙局配合）: a bracket at the end with lists of its own.
fn with_bracket(inner: Passage<'_>) -> Option<Said<'_>> {
    let inner = inner.trim(AROUND);
    let (open, close) = outer_brackets(inner).last().copied()?;
    let others = helpers(inner.cut(open + 1, close)).filter(|_| close + 1 == inner.end() && open > inner.start())?;
    let mut said = words(inner.to(open));
    let told = !said.lists.is_empty();
    said.add(others);
    told.then_some(said)
}

/// What a bracket behind a name says, where it has lists of its own: 市乙局配合.
fn helpers(bracket: Passage<'_>) -> Option<Said<'_>> {
    let said = bracket.contains_any(HELPS).then(|| words(bracket))?;
    let told = said.lists.iter().all(|list| !matches!(list.role, Role::Bare | Role::Unknown));
    (told && !said.lists.is_empty()).then_some(said)
}

/// A label: where it starts, what it means, where its list starts.
type Labelled = (usize, Label, usize);

/// Lists behind labels. A verb behind a list says more than the label before it.
fn labelled(inner: Passage<'_>) -> Option<Said<'_>> {
    let labels = label_places(inner)?;
    let first = labels.first().map_or(inner.end(), |(at, _, _)| *at);
    let mut said = before_label(inner.to(first));
    let ends = labels.iter().skip(1).map(|l| l.0).chain([inner.end()]);
    for ((at, label, from), end) in labels.iter().zip(ends) {
        let (name, part) = (inner.cut(*at, *from).trim(MARKS), inner.cut(*from, end).trim(AROUND));
        match label {
            Label::Time => said.times.push(part),
            Label::Units(Role::Unknown) => said.lists.push(List { role: Role::Unknown, names: part, duty: Some(name) }),
            Label::Units(role) => under_label(*role, part, &mut said),
            Label::Other if part.is_empty() => {}
            Label::Other => {
                let (words, more) = behind_person(part).unwrap_or((part, Said::default()));
                said.remarks.push(Remark { name: name.brief(), words, progress: None, aim: None });
                said.add(more);
            }
        }
    }
    Some(said)
}

/// The lists of units behind a person's name: 某某副市长；市甲局负责实施. None where they are no lists for sure.
fn behind_person(part: Passage<'_>) -> Option<(Passage<'_>, Said<'_>)> {
    let (person, rest) = persons::parted(part)?;
    let more = by_verbs(rest.trim(AROUND));
    let sure = !more.lists.is_empty() && more.lists.iter().all(|list| !matches!(list.role, Role::Bare | Role::Unknown));
    sure.then_some((person, more))
}

/// Lists with their verbs in front of the first label: 甲局牵头，乙局配合；完成时限：9月底.
fn before_label(head: Passage<'_>) -> Said<'_> {
    let head = head.trim(AROUND);
    let mut said = if head.is_empty() { Said::default() } else { by_verbs(head) };
    if said.lists.is_empty() && said.times.is_empty() && !head.is_empty() {
        said.remarks.push(Remark { name: String::new(), words: head, progress: None, aim: None });
    }
    said
}

/// The labels of a note; none where no word of them is known. Behind a mark, any word with a colon is one.
fn label_places(inner: Passage<'_>) -> Option<Vec<Labelled>> {
    let (mut labels, mut known, mut at) = (Vec::new(), false, inner.start());
    while at < inner.end() {
        match label_from(inner, at) {
            Some((label, is_known)) => {
                known |= is_known;
                at = label.2;
                labels.push(label);
            }
            None => at += 1,
        }
    }
    known.then_some(labels)
}

/// The label that is found at a place, and whether a word of it is known.
fn label_from(inner: Passage<'_>, at: usize) -> Option<(Labelled, bool)> {
    if !(inner.before(at).is_none_or(|c| SEPARATORS.contains(&c)) || inner.gap_before(at)) {
        let (label, end) = roles::known_at(inner, at).filter(|(_, end)| !is_behind_name(inner, at, *end))?;
        return Some(((at, label, end), true));
    }
    if let Some((label, end)) = roles::label_at(inner, at) {
        return Some(((at, label, end), true));
    }
    let (label, end) = roles::unknown_at(inner, at)?;
    Some(behind_unit(inner, at, end).map_or(((at, label, end), false), |behind| (behind, true)))
}

/// 县甲局、各乡镇|完成时间：6月底: a unit opens what looks like one label from `at` to `end`, which begins behind it.
fn behind_unit(inner: Passage<'_>, at: usize, end: usize) -> Option<Labelled> {
    let known = |from: usize| roles::label_at(inner, from).filter(|(_, to)| *to == end).map(|(label, _)| (from, label));
    let (from, label) = (at + 2..end).find_map(known)?;
    bodies::is_unit(&inner.cut(at, from).to_string()).then_some((from, label, end))
}

/// 市甲局〔牵头〕、市乙局: a word in a frame behind a name says what that one does, and opens no list.
fn is_behind_name(inner: Passage<'_>, at: usize, end: usize) -> bool {
    let framed = inner.at(at).is_some_and(opens_frame);
    framed && inner.at(end).is_none_or(|c| SEPARATORS.contains(&c))
}

/// The list behind a label, and what brackets in it say of others: 市甲局（市乙局配合）、市丙局.
fn under_label<'t>(role: Role, part: Passage<'t>, said: &mut Said<'t>) {
    let mut from = part.start();
    for (open, close) in outer_brackets(part) {
        if let Some(others) = helpers(part.cut(open + 1, close)).filter(|_| open > from) {
            listed(role, part.cut(from, open).trim(AROUND), said);
            said.add(others);
            from = close + 1;
        }
    }
    listed(role, part.from(from).trim(AROUND), said);
}

fn listed<'t>(role: Role, part: Passage<'t>, said: &mut Said<'t>) {
    let (part, time) = without_time(part);
    said.times.extend(time);
    let found = verb_lists(part);
    said.times.extend(found.times);
    for mut list in found.closed {
        let vague = matches!(list.role, Role::Responsible | Role::Unknown);
        list.role = if vague { role } else { list.role };
        said.lists.push(list);
    }
    said.lists.extend(found.names.into_iter().map(|names| List { role, names, duty: None }));
}

/// Lists before verbs, or a bare list of units. Persons beside units are said besides.
fn by_verbs(inner: Passage<'_>) -> Said<'_> {
    let (inner, time) = without_time(inner.trim(AROUND));
    let Parts { closed, mut times, names } = verb_lists(inner);
    times.extend(time);
    let mut left_over: Vec<Passage<'_>> = Vec::new();
    let (persons, mut lists): (Vec<_>, Vec<_>) = closed.into_iter().partition(|list| persons::are_persons(list.names));
    let unknown = !lists.is_empty() && names.is_empty() && lists.iter().all(|list| names_bodies(list.names));
    let bare = !unknown && lists.iter().all(|list| list.role == Role::Unknown);
    if bare {
        let left = if lists.is_empty() && !times.is_empty() { names } else { vec![inner] };
        lists = left.into_iter().map(|names| List { role: Role::Bare, names, duty: None }).collect();
    } else {
        let (units, others): (Vec<_>, Vec<_>) = names.into_iter().partition(|names| names_units(*names));
        left_over.extend(others);
        lists.extend(units.into_iter().map(|names| List { role: together::role_of(names), names, duty: None }));
    }
    let units = units::are(&lists, bare);
    let remarks = persons.into_iter().map(|list| Remark {
        name: list.duty.map_or_else(String::new, Passage::brief),
        words: list.names,
        progress: None,
        aim: None,
    });
    let besides = left_over.into_iter().filter(|words| words.len() > 1);
    let besides = besides.map(|words| Remark { name: String::new(), words, progress: None, aim: None });
    let remarks = remarks.chain(besides).collect();
    if units { Said { lists, times, remarks, ..Said::default() } } else { Said::default() }
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
            for names in names {
                let names = names.strip_suffix(&["等"]).map_or(names, |(names, _)| names);
                let (others, names) = if found.closed.is_empty() { helped(role, names) } else { (None, names) };
                found.closed.extend(others.map(|names| List { role: Role::Responsible, names, duty: None }));
                let duty = Some(inner.cut(names.end(), end).trim(AROUND));
                found.closed.push(List { role, names, duty });
            }
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
