//! What the fields, doubts and leftovers of a draft say, by where they stand in the document.

use std::collections::HashMap;

use super::token::{Kind, Token};
use crate::text::is_ideograph;
use duban_domain::draft::{
    CityTarget, DraftIndicator, DraftMeasure, DraftMilestone, DraftTask, DraftUnit, Leftover, PlanHead, Problem, Span,
    Value,
};
use duban_domain::plan::Severity;

/// How many neighbours are looked at that may reach as far: indicators of one sentence share their span.
const NEAR: usize = 64;
/// How many measures are looked at that may stand in one row of a table.
const BESIDE: usize = 16;

/// What was read out of a document.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Read<'d> {
    /// The head of the plan.
    pub(crate) plan: &'d PlanHead,
    /// Where its title stands.
    pub(crate) title: Span,
    /// The tasks.
    pub(crate) tasks: &'d [DraftTask],
    /// The targets by place.
    pub(crate) targets: &'d [CityTarget],
    /// The units.
    pub(crate) units: &'d [DraftUnit],
    /// Where the lines of the annex stand.
    pub(crate) annex: &'d [Span],
    /// Where the headings stand, in order.
    pub(crate) headings: &'d [Span],
    /// What nothing was read from.
    pub(crate) leftovers: &'d [Leftover],
    /// Where reading ended.
    pub(crate) unread: usize,
}

/// The same, to be asked about a place.
pub(super) struct Said<'d> {
    read: &'d Read<'d>,
    measures: Vec<&'d DraftMeasure>,
    aims: Vec<&'d DraftIndicator>,
    doubts: Vec<&'d Problem>,
    /// What was not read for being too much.
    refused: Vec<Span>,
    aliases: HashMap<&'d str, &'d [String]>,
}

impl<'d> Said<'d> {
    /// What `read` and the doubts so far say.
    pub(super) fn of(read: &'d Read<'d>, problems: &'d [Problem]) -> Self {
        let mut measures: Vec<&DraftMeasure> = read.tasks.iter().flat_map(|task| &task.measures).collect();
        measures.sort_by_key(|measure| measure.span);
        let mut aims: Vec<&DraftIndicator> = read.plan.indicators.iter().collect();
        aims.sort_by_key(|aim| aim.span);
        let mut doubts: Vec<&Problem> = problems.iter().collect();
        doubts.sort_by_key(|problem| problem.span);
        let refused = problems.iter().filter(|problem| problem.severity == Severity::Error).map(|problem| problem.span);
        let aliases = read.units.iter().map(|unit| (unit.name.as_str(), unit.aliases.as_slice())).collect();
        Said { read, measures, aims, doubts, refused: refused.take(NEAR).collect(), aliases }
    }

    /// The first year of the plan.
    pub(super) fn first_year(&self) -> Option<u32> {
        self.read.plan.year.and_then(|year| u32::try_from(year).ok())
    }

    /// Whether a stretch lies in a leftover.
    pub(super) fn is_left(&self, span: Span) -> bool {
        let near = before(self.read.leftovers, span, |left| left.span).next();
        near.is_some_and(|left| covers(left.span, span))
    }

    /// Whether something that is written is said.
    pub(super) fn says(&self, token: &Token<'_>) -> bool {
        let span = token.words.span();
        (covers(self.read.title, span) && matches!(token.kind, Kind::Date { binds: false } | Kind::Figure(_)))
            || self.is_left(span)
            || self.refused.iter().any(|refused| covers(*refused, span))
            || self.is_read(token, span)
            || self.is_of_heading(token, span)
            || self.is_doubted(token, span)
    }

    /// Whether a heading says it of the measures below: （一）整治排口（市甲局牵头，9月底前完成）.
    fn is_of_heading(&self, token: &Token<'_>, span: Span) -> bool {
        if matches!(token.kind, Kind::Figure(_)) {
            return false;
        }
        if !before(self.read.headings, span, |heading| *heading).next().is_some_and(|heading| covers(*heading, span)) {
            return false;
        }
        let words = token.words.to_string();
        self.below(span).any(|measure| match token.kind {
            Kind::Role => self.has_unit(measure, &words) || measure.milestones.iter().any(|m| owes(m, token, &words)),
            _ => has_from_above(measure, &words),
        })
    }

    /// The measures below a heading: the next one, and all others before there is another heading.
    fn below(&self, heading: Span) -> impl Iterator<Item = &DraftMeasure> {
        let below = self.measures.partition_point(|measure| measure.span.0 < heading.0);
        let first = self.measures.get(below).map_or(usize::MAX, |measure| measure.span.0);
        let next = self.read.headings.partition_point(|heading| heading.0 <= first);
        let end = self.read.headings.get(next).map_or(usize::MAX, |heading| heading.0);
        self.measures.iter().skip(below).take(NEAR).take_while(move |measure| measure.span.0 < end).copied()
    }

    fn is_doubted(&self, token: &Token<'_>, span: Span) -> bool {
        let words = token.words.to_string();
        let near = before(&self.doubts, span, |problem| problem.span).take(NEAR);
        let mut here = near.filter(|problem| touches(problem.span, span) && !is_of_units(problem));
        here.any(|problem| {
            problem.quote.contains(&words) || (problem.quote.len() > 2 && words.contains(&problem.quote))
        })
    }

    fn is_read(&self, token: &Token<'_>, span: Span) -> bool {
        let words = token.words.to_string();
        let mut aims = before(&self.aims, span, |aim| aim.span).take(NEAR);
        let mut measures = before(&self.measures, span, |measure| measure.span).take(BESIDE);
        aims.any(|aim| covers(aim.span, span) && aims_at(aim, token, &words))
            || measures.any(|measure| covers(measure.span, span) && self.measure_says(measure, token, (span, &words)))
            || self.is_target(token, span)
    }

    fn measure_says(&self, measure: &DraftMeasure, token: &Token<'_>, (span, words): (Span, &str)) -> bool {
        let progress = measure.progress.iter().flat_map(|progress| [&progress.words, &progress.state]);
        let remarked = progress.chain([&measure.notes]).any(|said| said.contains(words));
        let aims = || measure.indicators.iter().any(|aim| covers(aim.span, span) && aims_at(aim, token, words));
        let owed = || measure.milestones.iter().any(|m| covers(m.span, span) && owes(m, token, words));
        remarked || aims() || owed() || (token.kind == Kind::Role && self.has_unit(measure, words))
    }

    /// Whether a unit that is written so does something in a measure.
    fn has_unit(&self, measure: &DraftMeasure, words: &str) -> bool {
        let mut named = [&measure.lead, &measure.support, &measure.responsible, &measure.guide].into_iter().flatten();
        let same = |name: &String| {
            let aliases = self.aliases.get(name.as_str()).copied().unwrap_or_default();
            aliases.iter().chain([name]).any(|alias| words.ends_with(alias.as_str()) || alias.contains(words))
        };
        named.any(same)
    }

    fn is_target(&self, token: &Token<'_>, span: Span) -> bool {
        let Kind::Figure(value) = token.kind else { return false };
        let annex = before(self.read.annex, span, |line| *line).next();
        let mut values = self.read.targets.iter().flat_map(|row| row.targets.values());
        annex.is_some_and(|line| covers(*line, span)) && values.any(|target| is(*target, value))
    }
}

/// What begins before a stretch ends, the last first.
fn before<T>(sorted: &[T], span: Span, place: impl Fn(&T) -> Span) -> impl Iterator<Item = &T> {
    let end = sorted.partition_point(|one| place(one).0 < span.1);
    sorted.get(..end).unwrap_or_default().iter().rev()
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

fn touches(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

/// Doubts about who does it say nothing of when and how much.
fn is_of_units(problem: &Problem) -> bool {
    ["责任单位", "没有写明年度", "标题", "章节", "识别错误", "半角", "缺右括号"]
        .iter()
        .any(|word| problem.message.contains(word))
        && !problem.message.contains("未列为措施")
}

fn aims_at(aim: &DraftIndicator, token: &Token<'_>, words: &str) -> bool {
    let compared = aim.baseline.as_deref().is_some_and(|baseline| baseline.contains(words));
    compared
        || is_of_name(&aim.name, words)
        || match (token.kind, aim.value) {
            (Kind::Figure(value), Some(Value::Number(number))) => is(number, value),
            (Kind::Figure(value), Some(Value::Range(from, to))) => is(from, value) || is(to, value),
            (Kind::Date { .. }, _) => aim.due.is_some(),
            (Kind::Pace, _) => aim.name.contains(words) || aim.quote.contains(words),
            _ => false,
        }
}

/// 24小时 of 24小时扑灭率.
fn is_of_name(name: &str, words: &str) -> bool {
    let behind = || name.split_once(words).and_then(|(_, behind)| behind.chars().next());
    words.starts_with(|c: char| c.is_ascii_digit())
        && !words.contains(['年', '月'])
        && behind().is_some_and(is_ideograph)
}

fn owes(milestone: &DraftMilestone, token: &Token<'_>, words: &str) -> bool {
    match token.kind {
        Kind::Date { .. } | Kind::Pace => milestone.phrase.contains(words) || words.contains(&milestone.phrase),
        Kind::Figure(_) => milestone.deliverable.contains(words) || milestone.phrase.contains(words),
        Kind::Role => milestone.owed_by.iter().any(|by| by == words),
    }
}

/// Whether a measure has a time of which some words are the date, and that its own words do not name: 于9月底前 of 9月底前. One of its
/// own is none of the heading's, however alike: 年底前 below 2025年底前, 6月 in a row below 6月底前.
fn has_from_above(measure: &DraftMeasure, words: &str) -> bool {
    !measure.text.contains(words) && measure.milestones.iter().any(|milestone| milestone.phrase.contains(words))
}

fn is(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-6
}
