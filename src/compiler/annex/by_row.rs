//! Cities one below the other: a target a column, or a row for each city and target.

use std::collections::HashMap;

use super::cell::{is_blank, is_metric_head, is_place_head, is_unit, key, number, place};
use super::entry::{Entry, Grid, doubt_row};
use super::heads::{self, Column};
use crate::doubt::Doubts;
use crate::registry::UnitRegistry;
use crate::table::Line;
use crate::text::Passage;

/// The column of places has its head in one of the first rows.
const HEADS: usize = 3;

/// The targets of such a table, of which a title may say what is measured; none where it is another.
pub(super) fn entries<'t>(
    grid: &Grid<'t>,
    title: Option<&str>,
    registry: &UnitRegistry,
    doubts: &mut Doubts,
) -> Option<Vec<Entry<'t>>> {
    let width = grid.iter().map(|row| row.cells.len()).max()?;
    let (column, headed) = place_column(grid, width, registry)?;
    let is_data = |row: &Line<'t>| is_data(row, column, headed, registry);
    let first = grid.iter().position(is_data)?;
    let (heads, rows) = grid.split_at_checked(first)?;
    let over = heads::over(heads, width);
    let mut columns: Vec<Column> = heads::columns(&over).into_iter().filter(|c| c.at != column).collect();
    let metric = metric_column(&over, rows, column);
    let bare = metric.is_none() && columns.iter().all(|column| column.measured.is_empty());
    if let Some(title) = title.filter(|_| bare) {
        for (at, column) in columns.iter_mut().enumerate() {
            let other = at > 0 && column.year.is_none();
            column.measured = if other { format!("{title}{}", column.bare) } else { title.to_owned() };
        }
    }
    let table = Table::new(column, metric, columns);
    let (mut found, mut last) = (Vec::new(), Above::default());
    for row in rows {
        if is_data(row) || (metric.is_some() && last.city.is_some() && seen(row, column).is_none()) {
            found.extend(table.row(row, &mut last, registry));
        } else {
            doubt_row(row, doubts);
        }
    }
    Some(found).filter(|found| !found.is_empty())
}

/// The column of places, and whether a head says that it is.
fn place_column(grid: &Grid<'_>, width: usize, registry: &UnitRegistry) -> Option<(usize, bool)> {
    let named = |column: &usize| grid.iter().filter(|row| named(row, *column, registry).is_some()).count();
    let filled = |column: usize| grid.iter().filter_map(move |row| row.own(column));
    let measures =
        |column: &usize| filled(*column).filter(|cell| is_unit(*cell)).count() * 2 >= filled(*column).count();
    let is_head = |column: &usize| {
        grid.iter().take(HEADS).any(|row| seen(row, *column).is_some_and(is_place_head)) && !measures(column)
    };
    let best = |columns: &mut dyn Iterator<Item = usize>| columns.max_by_key(|c| (named(c), usize::MAX - c));
    if let Some(column) = best(&mut (0..width).filter(is_head)) {
        return Some((column, true));
    }
    let column = best(&mut (0..width))?;
    let enough = named(&column) > 1 || (named(&column) == 1 && grid.len() == 2);
    enough.then_some((column, false))
}

fn is_data(row: &Line<'_>, column: usize, headed: bool, registry: &UnitRegistry) -> bool {
    let has_value = || {
        let mut cells = row.cells.iter().skip(column + 1).map(|cell| cell.words);
        cells.any(|cell| number(cell).is_some() || is_blank(cell) && !cell.is_empty())
    };
    let sure = named(row, column, registry).is_some();
    let filled = || seen(row, column).is_some_and(|cell| !is_place_head(cell) && number(cell).is_none());
    sure || (headed && filled() && has_value())
}

/// The column that says what is measured in each row, where there is one.
fn metric_column(over: &[Vec<Passage<'_>>], rows: &[Line<'_>], place: usize) -> Option<usize> {
    let headed = |at: &usize| over.get(*at).is_some_and(|heads| heads.iter().any(|head| is_metric_head(*head)));
    let words = |at: &usize| {
        let cells: Vec<Passage<'_>> = rows.iter().filter_map(|row| row.own(*at)).collect();
        !cells.is_empty() && cells.iter().filter(|cell| number(**cell).is_none()).count() * 2 > cells.len()
    };
    (0..over.len()).filter(|at| *at != place).filter(headed).find(words)
}

/// What counts from the row above where a row leaves it blank.
#[derive(Default)]
struct Above {
    city: Option<String>,
    metric: Option<String>,
}

struct Table {
    /// The column of places.
    column: usize,
    /// The column that says what is measured.
    metric: Option<usize>,
    /// Those of values. Each has its year where others measure the same in other years.
    columns: Vec<Column>,
}

impl Table {
    fn new(column: usize, metric: Option<usize>, columns: Vec<Column>) -> Self {
        let mut columns: Vec<Column> = columns.into_iter().filter(|column| Some(column.at) != metric).collect();
        let name = |column: &Column| if metric.is_some() { column.measured.clone() } else { column.name().to_owned() };
        let mut years: HashMap<String, usize> = HashMap::new();
        for column in columns.iter().filter(|column| column.year.is_some()) {
            *years.entry(name(column)).or_default() += 1;
        }
        let alone = |column: &&mut Column| years.get(&name(column)).is_none_or(|count| *count < 2);
        columns.iter_mut().filter(alone).for_each(|column| column.year = None);
        Self { column, metric, columns }
    }

    /// The targets of a row.
    fn row<'t>(&self, row: &Line<'t>, above: &mut Above, registry: &UnitRegistry) -> Vec<Entry<'t>> {
        let here = seen(row, self.column);
        let city = named(row, self.column, registry).or_else(|| here.map(|cell| cell.to_string()));
        above.city = city.or(above.city.take());
        if let Some(at) = self.metric {
            above.metric = seen(row, at).and_then(key).or(above.metric.take());
        }
        let Some(city) = above.city.clone() else { return Vec::new() };
        let entry = |column: &Column| {
            let cell = value(row, column.at)?;
            Some(Entry { city: city.clone(), target: self.target(column, above.metric.as_deref())?, cell })
        };
        self.columns.iter().filter_map(entry).collect()
    }

    /// What a value in a column is a target of, in a row that may say it itself; with the year where there are several.
    fn target(&self, column: &Column, metric: Option<&str>) -> Option<String> {
        let dated = |name: &str| match column.year {
            Some(year) => format!("{name}（{year}年）"),
            None => name.to_owned(),
        };
        match (self.metric, metric) {
            (Some(_), metric) => metric.map(|metric| dated(&format!("{metric}{}", column.measured))),
            (None, _) => Some(dated(column.name())),
        }
    }
}

fn named(row: &Line<'_>, column: usize, registry: &UnitRegistry) -> Option<String> {
    place(seen(row, column)?, registry)
}

/// What is seen in a column, in the cell itself or in the one that it is merged with.
pub(super) fn seen<'t>(row: &Line<'t>, column: usize) -> Option<Passage<'t>> {
    row.cell(column).map(|cell| cell.words).filter(|words| !words.is_empty())
}

/// The value in a column: a cell over several counts for the first of them, and for every row that it reaches over.
pub(super) fn value<'t>(row: &Line<'t>, column: usize) -> Option<Passage<'t>> {
    row.cell(column).filter(|cell| !cell.is_beside()).map(|cell| cell.words)
}
