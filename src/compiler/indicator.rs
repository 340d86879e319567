//! Indicators: what is measured and which figure it must reach.
//!
//! A figure binds where a comparator stands before it and its clause ends behind it (占比达到15%), or where it counts
//! what is made (`counted`). A figure that goes on (年运量150万吨以上的企业, 低于10%的工序) says where a rule applies
//! and is no indicator.

mod baseline;
mod bound;
mod by_place;
mod comparator;
mod counted;
mod cumulative;
mod direction;
mod each;
mod found;
mod harmful;
mod made_verbs;
mod measures;
mod no_target;
mod quarters;
mod repeated;
mod scope;
mod share;
mod shared_name;
mod whole;
mod yearly;

use self::bound::{Surroundings, groups, next_piece, of_group};
use self::found::Found;
use super::bodies;
use super::bounds;
use super::doubt::Doubts;
use super::figure;
use super::occasion;
use super::owed;
use super::parsed::{Context, Parsed};
use super::text::Passage;
use duban_domain::draft::DraftIndicator;
use duban_domain::plan::Comparator;

/// Whether a clause speaks of what is given or taken: its figures are no targets.
pub(super) fn is_term(clause: Passage<'_>) -> bool {
    no_target::speaks_of_terms(clause)
}

/// What a figure says stands no further before it.
const REACH: usize = 200;

/// The indicators of a sentence, in order.
pub(super) fn indicators(parsed: &Parsed<'_>, context: Context<'_>, doubts: &mut Doubts) -> Vec<DraftIndicator> {
    let mut indicators: Vec<DraftIndicator> = Vec::new();
    let mut compared: Option<Passage<'_>> = None;
    let mut listed = false;
    for clause in parsed.clauses.iter().filter(|clause| !no_target::is_past(**clause, context.years)) {
        if indicators.len() >= bounds::OF_SENTENCE {
            let message = format!("一句话里的指标超过 {} 项，从这里起没有再读", bounds::OF_SENTENCE);
            doubts.refuse(parsed.whole.from(clause.start()), message);
            break;
        }
        if no_target::is_basis(*clause) {
            compared = baseline::is_comparison(undated(parsed, *clause)).then_some(*clause);
            continue;
        }
        let mut inherited: Option<Vec<String>> = None;
        if let Some(entries) = by_place::row(*clause, context).filter(|e| is_told(&indicators, parsed, *clause, e)) {
            by_places(&mut indicators, parsed, *clause, entries);
            continue;
        }
        let placed = by_place::in_bracket(*clause, context);
        let words = placed.as_ref().map_or(*clause, |(head, ..)| *head);
        for part in conjuncts(words) {
            let head = name_before(parsed, *clause);
            let again = head.is_some();
            let all = read(parsed, Surroundings { clause: *clause, piece: part, listed, again }, context);
            listed = all.last().is_some_and(|found| found.made);
            for mut found in all {
                if let Some(name) = head.filter(|_| found.name.is_empty()) {
                    found.name = name.to_string(); // 新建管网：2025年80公里、2026年100公里
                }
                if let Some(due) = quarters::of_name(&found.name, context.years.only()) {
                    (found.due, found.made) = (found.due.or(due), false);
                    found.name.clear();
                }
                if !repeated::complete(&mut found, &mut indicators) {
                    continue;
                }
                found.scope = found.scope.or_else(|| scope::in_row(parsed, *clause, found.quote.start()));
                found.scope = found.scope.or_else(|| inherited.clone().filter(|_| found.nth.is_none()));
                found.baseline = found.baseline.or_else(|| compared.map(Passage::brief));
                cumulative::settle(&mut found, parsed, context.years, doubts);
                let indicator = complete(found, parsed, *clause, context);
                inherited = Some(indicator.scope.clone());
                indicators.push(indicator);
            }
        }
        if let Some((_, entries, tail)) = placed {
            by_places(&mut indicators, parsed, *clause, entries);
            if let Some(entries) = by_place::row(tail.trim(&['、', '，']), context) {
                by_places(&mut indicators, parsed, *clause, entries);
            }
        }
        compared = baseline::is_comparison(undated(parsed, *clause)).then_some(*clause);
    }
    indicators
}

/// Whether something is told that values by place are values of: an indicator before, or the name before a colon.
fn is_told(
    before: &[DraftIndicator],
    parsed: &Parsed<'_>,
    clause: Passage<'_>,
    entries: &[by_place::Entry<'_>],
) -> bool {
    let unit = |i: &DraftIndicator| entries.first().is_some_and(|entry| entry.figure.unit == i.unit);
    before.iter().any(unit) || name_before(parsed, clause).is_some()
}

/// 达标率：甲市95%、乙市93%.
fn name_before<'t>(parsed: &Parsed<'t>, clause: Passage<'_>) -> Option<Passage<'t>> {
    let before = parsed.clauses.iter().rfind(|c| c.end() + 1 == clause.start()).copied()?;
    let colon = parsed.whole.at(before.end()) == Some('：');
    (colon && figure::figures(before).is_empty()).then(|| found::named(before)).filter(|name| name.len() > 1)
}

/// Adds the values of places to the indicators, under the name of what they are values of.
fn by_places(
    indicators: &mut Vec<DraftIndicator>,
    parsed: &Parsed<'_>,
    clause: Passage<'_>,
    entries: Vec<by_place::Entry<'_>>,
) {
    for entry in entries {
        let same = indicators.iter().rev().find(|before| before.unit == entry.figure.unit);
        let named = name_before(parsed, clause).map(|name| (name.to_string(), Comparator::Equal, None));
        let base = named.or_else(|| same.map(|before| (before.name.clone(), before.op, before.due)));
        let Some((name, op, due)) = base else { continue };
        indicators.push(DraftIndicator {
            name,
            op: if entry.least { Comparator::AtLeast } else { op },
            value: Some(entry.figure.value),
            unit: entry.figure.unit.clone(),
            qualifier: None,
            baseline: None,
            due,
            scope: entry.places,
            quote: entry.quote.brief(),
            span: entry.quote.span(),
        });
    }
}

/// The parts of a clause that 且 joins.
fn conjuncts(clause: Passage<'_>) -> Vec<Passage<'_>> {
    clause.split(&['且'])
}

fn read<'t>(parsed: &Parsed<'t>, place: Surroundings<'t>, context: Context<'_>) -> Vec<Found<'t>> {
    let mut parts = yearly::parts(parsed, place.piece, context);
    parts.iter_mut().for_each(|part| part.words = occasion::behind(part.words).unwrap_or(part.words));
    parts.iter_mut().for_each(|part| part.words = without_doer(parsed, part.words));
    let mut found: Vec<Found<'t>> = parts.iter().flat_map(|part| of_year(part, place, context)).collect();
    let last = parts.last().map_or(place.piece, |part| part.words);
    if found.is_empty() {
        let figures = figure::figures(last);
        let one = if let [figure] = figures.as_slice() { Some(figure) } else { None };
        let each = one.and_then(|figure| each::count(last, figure).or_else(|| each::share(last, figure)));
        let all = || share::read(last, &figures).or_else(|| whole::read(last));
        found.extend(each.or_else(all).or_else(|| direction::read(last, context)));
    }
    found
}

/// 市甲局新建管网5公里: who does it is no part of what is counted.
fn without_doer<'t>(parsed: &Parsed<'t>, words: Passage<'t>) -> Passage<'t> {
    let opens = |s: &&owed::Subject| s.start == words.start() && s.end < words.end() && s.kind == owed::Kind::Body;
    let doer = parsed.subjects.iter().find(opens).filter(|s| bodies::is_department(&words.to(s.end).to_string()));
    doer.map_or(words, |doer| words.from(doer.end))
}

/// The indicators of a part that a year opens, or of one that has all to itself.
fn of_year<'t>(part: &yearly::Part<'t>, place: Surroundings<'t>, context: Context<'_>) -> Vec<Found<'t>> {
    let again = place.again || part.goes_on || part.name.is_some();
    let mut found = of_part(part.words, Surroundings { again, ..place }, context);
    let names = part.name.map(|name| shared_name::names(found::named(name), found.len())).unwrap_or_default();
    let nameless = found.len() > 1 && found.iter().all(|one| one.name.is_empty());
    let dealt = nameless && names.windows(2).any(|pair| matches!(pair, [one, next] if one != next));
    for (nth, one) in found.iter_mut().enumerate() {
        one.due = part.due(one.nth).or(one.due);
        if let Some(name) = names.get(nth).filter(|_| dealt) {
            one.name.clone_from(name); // 甲率、乙率12月底前分别达到90%、92%
        }
        if let Some(name) = part.name.filter(|_| one.name.is_empty()) {
            let (name, scope) = scope::around_name(found::named(name), context);
            one.op = if one.vague && harmful::is_harmful(name) { Comparator::AtMost } else { one.op };
            (one.name, one.scope) = (name.to_string(), scope);
        }
    }
    found
}

fn of_part<'t>(part: Passage<'t>, place: Surroundings<'t>, context: Context<'_>) -> Vec<Found<'t>> {
    let figures = figure::figures(part);
    let mut found: Vec<Found<'t>> = Vec::new();
    let (mut from, mut listed) = (part.start(), place.listed);
    for group in groups(part, &figures) {
        let near = group.first().map_or(from, |first| from.max(first.start.saturating_sub(REACH)));
        let of_group = of_group(Surroundings { piece: part.from(near), listed, ..place }, &group, context);
        let next = group.last().and_then(|figure| next_piece(part, figure.end));
        (from, listed) = (next.unwrap_or(from), next.is_some() && of_group.iter().any(|found| found.made));
        found.extend(of_group);
    }
    found
}

/// The part behind the last date in it.
fn undated<'t>(parsed: &Parsed<'t>, part: Passage<'t>) -> Passage<'t> {
    let inside = |d: &&super::date::DatePhrase| d.start >= part.start() && d.end <= part.end();
    let end = parsed.dates.iter().rfind(inside).map_or(part.start(), |d| d.end);
    part.from(end)
}

fn complete(found: Found<'_>, parsed: &Parsed<'_>, clause: Passage<'_>, context: Context<'_>) -> DraftIndicator {
    let date = yearly::date_of(parsed, &found);
    let striven = |p: Passage<'_>| p.contains("力争");
    let strive = striven(found.quote) || date.is_some_and(|d| striven(parsed.whole.cut(d.start, d.end)));
    let mut qualifiers: Vec<&str> = strive.then_some("力争").into_iter().collect();
    found.qualifiers.into_iter().for_each(|word| {
        if !qualifiers.contains(&word) {
            qualifiers.push(word);
        }
    });
    DraftIndicator {
        name: found.name,
        op: found.op,
        value: found.value,
        unit: found.unit,
        qualifier: (!qualifiers.is_empty()).then(|| qualifiers.join("|")),
        baseline: found.baseline,
        due: found
            .due
            .or_else(|| date.and_then(|d| d.due.date()))
            .or_else(|| yearly::opened_by(parsed, clause, context)),
        scope: found
            .scope
            .map(|own| scope::meant(own, parsed, clause, context))
            .unwrap_or_else(|| scope::of_each(scope::around(parsed, clause, context), found.nth, clause)),
        quote: found.quote.brief(),
        span: found.quote.span(),
    }
}

#[cfg(test)]
mod kinds;
#[cfg(test)]
mod tests;
