//! What a draft says: its fields, its doubts, its leftovers, by where they stand.

use duban_domain::draft::{Draft, DraftIndicator, DraftMeasure, DraftTask, Problem, Span, Value};

use super::lexers::plainly;
use super::roles::BODIES;
use super::{Kind, Written};

/// Doubts that speak of something else than dates and figures.
const OTHERS: &[&str] =
    &["没有写明责任单位", "没有写明年度", "没有章节和编号", "没有找到", "已按各项共用读", "识别错误", "半角"];

/// The fields of a draft.
pub struct Fields<'d> {
    draft: &'d Draft,
    title: String,
}

impl<'d> Fields<'d> {
    /// Those of a draft.
    pub fn of(draft: &'d Draft) -> Self {
        Fields { draft, title: plainly(&draft.plan.title) }
    }

    /// Whether something that is written is said.
    pub fn say(&self, written: &Written) -> bool {
        self.is_left(written) || self.is_doubted(written) || self.is_in_title(written) || self.is_in_field(written)
    }

    fn is_left(&self, written: &Written) -> bool {
        self.draft.leftovers.iter().any(|left| covers(left.span, written.span))
    }

    /// A doubt says it that stands there and quotes it, or has it in its words.
    fn is_doubted(&self, written: &Written) -> bool {
        self.draft.problems.iter().filter(|problem| touches(problem.span, written.span)).any(|p| speaks_of(p, written))
    }

    /// The plan's own title, and the names of columns.
    fn is_in_title(&self, written: &Written) -> bool {
        let head = |line: &Span| covers(*line, written.span) && *line != written.span;
        if written.kind == Kind::Cell && self.draft.headings.iter().any(head) {
            return true; // a row of the head of a table
        }
        let heading = self.draft.headings.iter().any(|title| covers(*title, written.span));
        heading && self.title.contains(&written.words)
    }

    fn is_in_field(&self, written: &Written) -> bool {
        let head = self.draft.plan.indicators.iter().any(|i| measures(i, written));
        let annex = || self.draft.annex.iter().any(|line| covers(*line, written.span)) && self.is_target(written);
        let tasks = || self.draft.tasks.iter().any(|task| self.task_says(task, written));
        head || annex() || tasks() || self.is_of_heading(written)
    }

    /// Whether a heading says it of the measures right below, which have the unit, or a time that they do not name themselves.
    fn is_of_heading(&self, written: &Written) -> bool {
        let measures = || self.draft.tasks.iter().flat_map(|task| &task.measures);
        let from = measures().map(|m| m.span.0).filter(|at| *at >= written.span.0).min().unwrap_or(usize::MAX);
        let to =
            self.draft.headings.iter().map(|heading| heading.0).filter(|at| *at > from).min().unwrap_or(usize::MAX);
        let heading = self.draft.headings.iter().any(|heading| covers(*heading, written.span));
        let has = |measure: &DraftMeasure| match written.kind {
            Kind::Role => self.has_unit(measure, &written.words),
            Kind::Date => {
                let own = plainly(&measure.text).contains(&written.words);
                !own && measure.milestones.iter().any(|m| plainly(&m.phrase).contains(&written.words))
            }
            Kind::Figure | Kind::Cell => false,
        };
        heading && measures().any(|measure| (from..to).contains(&measure.span.0) && has(measure))
    }

    fn is_target(&self, written: &Written) -> bool {
        let mut values = self.draft.city_targets.iter().flat_map(|row| row.targets.values());
        values.any(|value| same(*value, &written.words))
    }

    fn task_says(&self, task: &DraftTask, written: &Written) -> bool {
        let cell = written.kind == Kind::Cell;
        let named = || {
            let number = task.number.to_string();
            let names = [&task.title, &task.section_title, &task.section, &number];
            let bare = |words: &str| words.trim_matches(['.', '、', '(', ')', ';', '。']).replace(';', "");
            names.iter().any(|name| bare(&plainly(name)) == bare(&written.words))
        };
        if cell && named() {
            return true;
        }
        let mut measures = task.measures.iter().filter(|m| cell || touches(m.span, written.span));
        measures.any(|measure| self.measure_says(measure, written))
    }

    fn measure_says(&self, measure: &DraftMeasure, written: &Written) -> bool {
        let progress = measure.progress.iter().flat_map(|p| [&p.words, &p.state]);
        let remarks = progress.chain([&measure.notes]).any(|words| plainly(words).contains(&written.words));
        remarks
            || match written.kind {
                Kind::Date => dated(measure, written),
                Kind::Figure => figured(measure, written),
                Kind::Role => self.has_unit(measure, &written.words) || owed(measure, written),
                Kind::Cell => self.holds_cell(measure, written),
            }
    }

    /// Whether a unit of this name does something in a measure.
    fn has_unit(&self, measure: &DraftMeasure, name: &str) -> bool {
        let roles = [&measure.lead, &measure.support, &measure.responsible, &measure.guide];
        let same =
            |unit: &String| self.names_of(unit).iter().any(|alias| name.ends_with(alias) || alias.contains(name));
        roles.into_iter().flatten().any(same)
    }

    /// Whether a cell is the text of a measure, or all units and times in it are its own.
    fn holds_cell(&self, measure: &DraftMeasure, written: &Written) -> bool {
        let text = plainly(&measure.text);
        let subtitle = measure.subtitle.as_deref().map(plainly).unwrap_or_default();
        let bare = written.words.trim_end_matches(['。', ';']);
        if subtitle == bare || text.contains(bare) {
            return true;
        }
        let roles = [&measure.lead, &measure.support, &measure.responsible, &measure.guide];
        let units = roles.into_iter().flatten().flat_map(|unit| self.names_of(unit));
        let valued = |i: &DraftIndicator| matches!(i.value, Some(Value::Number(value)) if same(value, bare));
        if bare.starts_with(|c: char| c.is_ascii_digit()) && measure.indicators.iter().any(valued) {
            return true;
        }
        let phrases = measure.milestones.iter().flat_map(|m| [plainly(&m.phrase), plainly(&m.deliverable)]);
        let mut said: Vec<String> = units.chain(phrases).collect();
        said.sort_by_key(|words| usize::MAX - words.len());
        let rest = said.iter().fold(written.words.clone(), |rest, words| rest.replace(words.as_str(), ""));
        rest != written.words
            && !rest.contains(|c: char| c.is_ascii_digit())
            && !BODIES.iter().any(|body| rest.contains(body))
    }

    /// The names that a unit is written by.
    fn names_of(&self, name: &str) -> Vec<String> {
        let known = self.draft.units.iter().filter(|known| known.name == name).flat_map(|known| &known.aliases);
        known.map(|alias| plainly(alias)).chain([plainly(name)]).collect()
    }
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.0 <= inner.0 && inner.1 <= outer.1
}

fn touches(one: Span, other: Span) -> bool {
    one.0 < other.1 && other.0 < one.1
}

fn speaks_of(problem: &Problem, written: &Written) -> bool {
    let of_units = matches!(written.kind, Kind::Role | Kind::Cell);
    let other = !of_units && OTHERS.iter().any(|words| problem.message.contains(words));
    let quoted =
        || plainly(&problem.quote).contains(&written.words) || plainly(&problem.message).contains(&written.words);
    let long = problem.quote.chars().count() >= 300; // the quote is cut short, the place is not
    !other && (quoted() || (long && covers(problem.span, written.span)))
}

/// A date is said where it is a phrase of its own, or what an indicator is compared with or due by.
fn dated(measure: &DraftMeasure, written: &Written) -> bool {
    let phrase = |m: &duban_domain::draft::DraftMilestone| {
        let phrase = plainly(&m.phrase);
        covers(m.span, written.span)
            && (phrase.contains(&written.words)
                || written.words.contains(phrase.trim_start_matches(['到', '至', '于', '在'])))
    };
    let compared = |i: &DraftIndicator| {
        let baseline = i.baseline.as_deref().map(plainly).unwrap_or_default();
        covers(i.span, written.span) && (baseline.contains(&written.words) || i.due.is_some())
    };
    measure.milestones.iter().any(phrase) || measure.indicators.iter().any(compared)
}

/// A figure is said where it is the value of an indicator, or a part of what is owed.
fn figured(measure: &DraftMeasure, written: &Written) -> bool {
    let owed = |m: &duban_domain::draft::DraftMilestone| {
        covers(m.span, written.span)
            && (plainly(&m.deliverable).contains(&written.words) || plainly(&m.phrase).contains(&written.words))
    };
    measure.indicators.iter().any(|i| measures(i, written)) || measure.milestones.iter().any(owed)
}

fn owed(measure: &DraftMeasure, written: &Written) -> bool {
    measure
        .milestones
        .iter()
        .any(|m| covers(m.span, written.span) && m.owed_by.iter().any(|by| plainly(by) == written.words))
}

fn measures(indicator: &DraftIndicator, written: &Written) -> bool {
    if !touches(indicator.span, written.span) {
        return false;
    }
    let compared = indicator.baseline.as_deref().is_some_and(|words| plainly(words).contains(&written.words));
    match (written.kind, indicator.value) {
        (Kind::Figure, Some(Value::Number(value))) => compared || same(value, &written.words),
        (Kind::Figure, Some(Value::Range(from, to))) => {
            compared || same(from, &written.words) || same(to, &written.words)
        }
        (Kind::Date, _) => compared || indicator.due.is_some(),
        _ => compared,
    }
}

/// Whether a figure opens with a number.
fn same(value: f64, figure: &str) -> bool {
    let words = figure.strip_prefix("百分之").unwrap_or(figure);
    let number: String = words.chars().filter(|c| *c != ',').take_while(|c| c.is_ascii_digit() || *c == '.').collect();
    number.parse::<f64>().map_or(words.len() < figure.len(), |number| (number - value).abs() < 1e-6)
}
