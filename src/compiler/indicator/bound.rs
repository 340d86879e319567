//! Figures behind a comparator: 占比达到15%, 分别增长18%和33.7%左右.

use super::baseline;
use super::comparator::{self, Bound};
use super::counted;
use super::found::{Found, named};
use super::harmful::{is_harmful, is_pollutant};
use super::measures::MEASURES;
use super::no_target;
use super::scope;
use super::shared_name;
use super::yearly;
use crate::bounds;
use crate::figure::{Figure, GOING_ON, Nature};
use crate::owed::{EXCEPT, OUTSIDE, is_except};
use crate::parsed::Context;
use crate::text::{Passage, Terms};
use duban_domain::plan::Comparator;

/// No more figures share their words.
const GROUP: usize = 20;

/// Words between a name and its share: 大坝填筑完成80%, 乡土树种占70%.
const PART: &[&str] = &["完成", "占", "占比"];

/// Verbs that 提升 and the like only go on with: 改造提升农田2万亩.
const IMPROVED: &Terms = &Terms::new(&["改造", "整治", "优化", "治理", "巩固", "扩容", "改建", "完善", "培育", "升级"]);

/// What comes in money: 一般公共预算收入完成42亿元.
const SUMS: &[&str] = &["收入", "产值", "销售额", "进出口额", "成交额", "交易额"];

/// Where a group of figures stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Surroundings<'t> {
    /// The clause.
    pub(super) clause: Passage<'t>,
    /// The part of the clause that they are read in.
    pub(super) piece: Passage<'t>,
    /// Whether they go on with a list.
    pub(super) listed: bool,
    /// Whether the name stands elsewhere: 利用率2025年93%、2026年95%.
    pub(super) again: bool,
}

/// The indicators that a group of figures makes.
pub(super) fn of_group<'t>(place: Surroundings<'t>, group: &[Figure], context: Context<'_>) -> Vec<Found<'t>> {
    let Surroundings { clause, piece, listed, .. } = place;
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return Vec::new() };
    let (tails, rest) = comparator::behind_figure(piece.from(last.end));
    let head = piece.to(first.start);
    let except = is_except(clause) && rest.strip_prefix(OUTSIDE).is_some(); // 除甲市不低于93%外
    let head = head.strip_prefix(EXCEPT).filter(|_| except).unwrap_or(head);
    let (head, due) = yearly::of_value(head, context);
    let ends = rest.is_empty() || except || rest.strip_prefix(GOING_ON).is_some() || no_target::aims(rest);
    let condition = !rest.is_empty() && no_target::is_condition(clause, last.end);
    let bound = if ends && !condition { bound(head, first, place, context) } else { None };
    let Some(bound) = bound else {
        let place = counted::Place { clause, piece, figure: first, listed };
        return if group.len() == 1 {
            counted::read(place, context).into_iter().collect()
        } else {
            each(place, group, context)
        };
    };
    let Bound { head, op, qualifiers, vague } = bound;
    let qualifiers: Vec<&str> = qualifiers.into_iter().chain(tails).collect();
    let against = baseline::against(named(head), first);
    let (op, vague) = against.as_ref().map_or((op, vague), |(_, _, op)| (*op, false));
    let (head, baseline) = against.map_or_else(|| baseline::cut(named(head)), |(head, with, _)| (head, Some(with)));
    let (name, scope) = scope::around_name(named(head), context);
    if no_target::refuses_bound(name, first) {
        return Vec::new();
    }
    let op = if vague && is_harmful(name) { Comparator::AtMost } else { op };
    let name = name.trim(&[' ']);
    let names = shared_name::names(name, group.len());
    let same = names.windows(2).all(|pair| matches!(pair, [one, next] if one == next));
    let quote = piece.to(rest.start());
    let all = if let [figure] = group {
        shared_name::whole(name).into_iter().map(|name| (figure, name)).collect()
    } else {
        Vec::new()
    };
    let each: Vec<(&Figure, String)> = if all.len() > 1 { all } else { group.iter().zip(names).collect() };
    let found = each.into_iter().enumerate().map(|(nth, (figure, name))| {
        let mut found = Found::of(figure, name, comparator::qualified(op, &qualifiers), quote);
        (found.vague, found.nth) = (vague, (same && group.len() > 1).then_some((nth, group.len())));
        found.qualifiers.extend(qualifiers.iter().copied());
        found.due = due;
        let own = scope.as_ref().filter(|scope| found.nth.is_some() && scope.len() == group.len());
        let own = own.and_then(|scope| scope.get(nth)).map(|place| vec![place.clone()]); // 甲市、乙市分别不高于31、32
        (found.baseline, found.scope) = (baseline.clone(), own.or_else(|| scope.clone()));
        found
    });
    found.collect()
}

/// 甲市、乙市分别新建管网20、30公里: one of several places each.
fn each<'t>(place: counted::Place<'t, '_>, group: &[Figure], context: Context<'_>) -> Vec<Found<'t>> {
    let Some((first, last)) = group.first().zip(group.last()).filter(|_| place.clause.contains("分别")) else {
        return Vec::new();
    };
    let figure = Figure { nature: last.nature, end: last.end, ..first.clone() };
    let Some(found) = counted::read(counted::Place { figure: &figure, ..place }, context) else { return Vec::new() };
    let quote = place.piece.to(last.end);
    let own = |(nth, figure): (usize, &Figure)| Found {
        value: Some(figure.value),
        unit: figure.unit.clone(),
        nth: Some((nth, group.len())),
        quote,
        ..found.clone()
    };
    group.iter().enumerate().map(own).collect()
}

/// The words before the figure and how it binds, where it binds at all.
fn bound<'t>(head: Passage<'t>, figure: &Figure, place: Surroundings<'t>, context: Context<'_>) -> Option<Bound<'t>> {
    let op = if figure.nature == Nature::Count { Comparator::AtLeast } else { Comparator::Equal };
    let plainly = |head: Passage<'t>| Bound { head, op, qualifiers: Vec::new(), vague: true };
    let named_before = place.again || (figure.nature == Nature::Share && !head.is_empty());
    let placed = || scope::is_place(named(head), context) && figure.nature != Nature::Bare;
    let is = || head.strip_suffix(&["为"]).map(|(name, _)| name).filter(|name| name.ends_with_any(MEASURES));
    let measured = |head: Passage<'_>| head.ends_with_any(MEASURES) || is_pollutant(head);
    let whole = || measured(scope::around_name(named(head), context).0);
    let unitless = |head: Passage<'_>| head.ends_with_any(&["系数"]); // 利用系数0.582
    let bare = || ((measured(head) || whole()) && (figure.nature != Nature::Bare || unitless(head))).then_some(head);
    let again = || ((named_before && named(head).is_empty()) || placed()).then_some(head);
    let part = || {
        let (name, _) = head.strip_suffix(PART).filter(|(name, _)| !named(*name).is_empty())?;
        Some(if head.ends_with_any(&["占比"]) { head } else { name })
    };
    let sum = |name: &Passage<'_>| name.ends_with_any(MEASURES) || name.ends_with_any(SUMS);
    let of_whole =
        || part().filter(|name| figure.nature == Nature::Share || (figure.nature == Nature::Count && sum(name)));
    let moving = |bound: &Bound<'_>| {
        let made = figure.nature == Nature::Count && bound.head.ends_with_any(IMPROVED);
        !(made && matches!(bound.op, Comparator::Up)) // 改造提升2万亩 counts what is made
    };
    comparator::before_figure(head)
        .filter(moving)
        .or_else(|| of_whole().map(|head| Bound { head, op: Comparator::AtLeast, qualifiers: Vec::new(), vague: true }))
        .or_else(|| comparator::opening(named(head)).filter(|_| figure.nature == Nature::Share))
        .or_else(|| comparator::of_another(head).filter(|_| figure.nature == Nature::Share))
        .or_else(|| is().or_else(bare).or_else(again).map(plainly))
}

/// Figures that 和 or 、 joins share comparator and qualifier: 分别增长18%和33.7%左右.
pub(super) fn groups(part: Passage<'_>, figures: &[Figure]) -> Vec<Vec<Figure>> {
    let mut groups: Vec<Vec<Figure>> = Vec::new();
    for figure in figures {
        let joined = |last: &Figure| {
            let (_, between) = comparator::behind_figure(part.cut(last.end, figure.start));
            let again = || between.strip_prefix(&["、", "和"]).is_some_and(|word| again(part, word, last.start));
            matches!(between.to_string().as_str(), "和" | "、" | "与") || again()
        };
        match groups.last_mut() {
            Some(group) if group.len() < GROUP && group.last().is_some_and(joined) => group.push(figure.clone()),
            _ => groups.push(vec![figure.clone()]),
        }
    }
    groups.iter_mut().for_each(|group| share_unit(group));
    groups.truncate(bounds::OF_SENTENCE);
    groups
}

/// 分别≤30、≤28: the comparator is said again.
fn again(part: Passage<'_>, word: Passage<'_>, at: usize) -> bool {
    let head = part.to(at);
    let same = ["≤", "≥", "＜", "＞", "不高于", "不低于", "不超过", "不少于"]
        .iter()
        .any(|sign| word.to_string() == *sign && head.ends_with_any(&[*sign]));
    same && head.contains("分别")
}

/// 2个、5个工作日: the last unit is that of all.
fn share_unit(group: &mut [Figure]) {
    let last = group.last().and_then(|figure| figure.unit.clone()).unwrap_or_default();
    for figure in group.iter_mut().filter(|figure| figure.unit.as_ref().is_none_or(|unit| last.starts_with(unit))) {
        figure.unit = Some(last.clone()).filter(|unit| !unit.is_empty());
    }
}

/// Where the next part of a list begins behind a figure: 下降6%、用水量….
pub(super) fn next_piece(part: Passage<'_>, end: usize) -> Option<usize> {
    let (_, rest) = comparator::behind_figure(part.from(end));
    rest.matches_any(rest.start(), &["以及", "、", "和", "并"]).map(|(_, next)| next)
}
