//! Cards: a task with its names in the first column, 任务名称⇥…, 牵头单位⇥…, or in the first and the third. One after the other
//! they may stand in one table, and several tasks beside one another.

use super::body::Table;
use super::columns::{self, Column, Head};
use super::grid::{Cell, From, Line};
use super::head::{name, settled};
use super::holds::Holds;
use super::part::Part;
use crate::doubt::Doubts;
use crate::text::{Passage, is_ideograph};

/// The name of what stands beside it is no longer.
const NAME: usize = 12;
/// No card has more rows, and no more tasks stand beside one another.
const ROWS: usize = 40;
const BESIDE: usize = 12;

/// Whether a line may be the first of a card: a quick look.
pub(super) fn may_begin(line: &Line<'_>) -> bool {
    let plain = |c: &char| is_ideograph(*c) || matches!(c, '、' | '（' | '）' | '.') || c.is_ascii_digit();
    let label = |words: Passage<'_>| (2..=NAME).contains(&words.len()) && words.chars().iter().all(plain);
    line.cells.len() > 1 && line.own(0).is_some_and(label)
}

/// The parts of a card at the beginning of some lines, and how many lines it has; none where they begin with another table.
pub(super) fn card<'t>(lines: &[Line<'t>], doubts: &mut Doubts) -> Option<(Vec<Part<'t>>, usize)> {
    let titled = lines.first().filter(|line| is_title_row(line)).map_or(0, |_| 1);
    let rows = lines.get(titled..)?;
    let first = rows.first()?;
    let pairs = is_pairs(first);
    if !pairs && !is_beside(first) {
        return None;
    }
    let opening = first.own(0)?.to_string();
    let fits = |line: &Line<'t>| if pairs { is_pairs(line) } else { is_beside(line) };
    let again = |line: &Line<'t>| line.own(0).is_some_and(|label| label.to_string() == opening);
    let length = rows.iter().take(ROWS).skip(1).take_while(|line| fits(line) && !again(line)).count() + 1;
    let rows = rows.get(..length)?;
    let fields = fields(rows, pairs);
    if !is_task(&fields) {
        return None;
    }
    let mut parts: Vec<Part<'t>> = lines.iter().take(titled).map(|line| Part::Head(line.whole)).collect();
    parts.extend(fields.iter().filter(|field| field.own).map(|field| Part::Head(field.with_colon())));
    let beside = if pairs { 1 } else { rows.iter().map(|line| line.cells.len()).max()?.saturating_sub(1).min(BESIDE) };
    for task in 0..beside {
        parts.extend(task_parts(&fields, task, doubts));
    }
    Some((parts, titled + length))
}

/// The same for a card of lines with a label each, 任务名称：…, the first of which names the task.
pub(crate) fn of_lines<'t>(lines: &[Passage<'t>], doubts: &mut Doubts) -> Option<(Vec<Part<'t>>, usize)> {
    let titled = |label: Passage<'_>| {
        let name = name(label);
        columns::is_name(&name) && columns::holds(&name) == Holds::Title
    };
    lines.first().and_then(|line| labelled(*line)).filter(|(label, _)| titled(*label))?;
    let of_line = |line: &Passage<'t>| {
        let cells =
            labelled(*line).map(|(label, words)| [label, words].map(|words| Cell { words, from: From::Own }))?;
        Some(Line { whole: *line, cells: cells.to_vec(), place: None })
    };
    let lines: Vec<Line<'t>> = lines.iter().take(ROWS).map_while(of_line).collect();
    card(&lines, doubts)
}

/// A line with a short label, and what it says.
fn labelled(line: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let colon = line.to(line.start() + NAME + 1).find("：")?;
    let (label, words) = (line.to(colon), line.from(colon + 1));
    let plain = !label.is_empty() && label.chars().iter().all(|c| is_ideograph(*c) || matches!(c, '（' | '）'));
    plain.then_some((label, words))
}

/// 项目⇥内容 above a card.
fn is_title_row(line: &Line<'_>) -> bool {
    let filled: Vec<Passage<'_>> = line.filled().map(|(_, words)| words).collect();
    let known = |words: &Passage<'_>| words.len() <= NAME && columns::holds(&name(*words)).tells_a_head();
    filled.len() == 2 && filled.iter().all(known) && line.cells.len() <= 4
}

/// A label of a card, with its row and where the value behind it stands.
struct Field<'l, 't> {
    label: Passage<'t>,
    /// It is written in this very row.
    own: bool,
    line: &'l Line<'t>,
    value: usize,
}

impl<'t> Field<'_, 't> {
    /// The label with the colon behind it.
    fn with_colon(&self) -> Passage<'t> {
        let (label, whole) = (self.label, self.line.whole);
        let colon = usize::from(whole.at(label.end()) == Some('：'));
        whole.cut(label.start(), label.end() + colon)
    }
}

/// The fields of a card. What stands behind no label goes on with the one above.
fn fields<'l, 't>(rows: &'l [Line<'t>], pairs: bool) -> Vec<Field<'l, 't>> {
    let mut fields: Vec<Field<'l, 't>> = Vec::new();
    for line in rows {
        let cells: Vec<usize> =
            (0..line.cells.len()).filter(|at| line.cell(*at).is_some_and(|cell| !cell.is_beside())).collect();
        let cells = if pairs { cells.as_slice() } else { cells.get(..2).unwrap_or_default() };
        for pair in cells.chunks(2) {
            let [at, value] = *pair else { continue };
            let here = line.cell(at).map(|cell| cell.words).filter(|words| !words.is_empty());
            let above = || fields.iter().rev().find(|field| !pairs || field.value == value);
            let Some(label) = here.or_else(|| above().map(|field| field.label)) else { continue };
            fields.push(Field { label, own: line.own(at).is_some(), line, value });
        }
    }
    fields
}

fn is_label(words: Passage<'_>) -> bool {
    words.len() <= NAME && columns::holds(&name(words)).tells_a_head()
}

/// Whether a row is labels, each with what it says behind it.
fn is_pairs(line: &Line<'_>) -> bool {
    let cells: Vec<&Cell<'_>> = line.cells.iter().filter(|cell| cell.from != From::Before).collect();
    let blank = |cell: &Cell<'_>| cell.own().is_none();
    let known = cells.first().is_some_and(|cell| cell.own().is_none_or(is_label));
    let pair = |pair: &[&Cell<'_>]| match pair {
        [label, value] => {
            let plain = |words: Passage<'_>| words.len() <= NAME && !name(words).contains(['。', '，', '、']);
            let labelled = label.own().is_some_and(plain);
            let value = value.own().is_none_or(|words| !columns::is_name(&name(words)));
            value && (labelled || blank(label))
        }
        [rest] => blank(rest),
        _ => false,
    };
    let second = || cells.get(2).is_none_or(|cell| cell.own().is_none_or(is_label));
    (2..=6).contains(&cells.len()) && known && second() && cells.chunks(2).all(pair)
}

/// Whether a row is a label with what it says of several tasks behind it.
fn is_beside(line: &Line<'_>) -> bool {
    let known = line.own(0).is_some_and(is_label);
    let values = || line.cells.iter().skip(1).filter_map(Cell::own);
    known && line.cells.len() > 2 && values().next().is_some() && !values().any(|w| columns::is_name(&name(w)))
}

/// Whether the labels are those of a task: what is to be done, and who does it or by when.
fn is_task(fields: &[Field<'_, '_>]) -> bool {
    let holds: Vec<Holds> = fields.iter().map(|field| columns::holds(&name(field.label))).collect();
    let has = |wanted: fn(&Holds) -> bool| holds.iter().filter(|holds| wanted(holds)).count();
    let known = holds.iter().filter(|holds| **holds != Holds::Unknown).count();
    let units = has(|holds| matches!(holds, Holds::Units(_)));
    let done = has(|holds| matches!(holds, Holds::Title | Holds::Content));
    units > 0 && done > 0 && known > 2 && known * 2 > holds.len()
}

/// What the card says of a task, `task` columns behind the first value.
fn task_parts<'t>(fields: &[Field<'_, 't>], task: usize, doubts: &mut Doubts) -> Vec<Part<'t>> {
    let (Some(first), Some(last)) = (fields.first(), fields.last()) else { return Vec::new() };
    let cells: Vec<Cell<'t>> = fields.iter().map(|field| value(field.line, field.value + task)).collect();
    if cells.iter().all(|cell| cell.words.is_empty()) {
        return Vec::new();
    }
    let column = |field: &Field<'_, 't>| Column::below(&Head { names: vec![name(field.label)], at: Some(field.label) });
    let columns = settled(fields.iter().map(column).collect());
    let line = Line { whole: first.line.whole.through(last.line.whole), cells, place: first.line.place };
    Table::below(columns, None).take_card(&line, doubts)
}

/// The value in a column; one that is merged with that of the task before counts for this one, too.
fn value<'t>(line: &Line<'t>, at: usize) -> Cell<'t> {
    let nothing = Cell { words: line.whole.from(line.whole.end()), from: From::Own };
    let cell = line.cell(at).copied().unwrap_or(nothing);
    if cell.is_beside() { Cell { from: From::Above, ..cell } } else { cell }
}
