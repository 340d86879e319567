//! The annex: tables of targets by city, with the cities as rows or as columns.

pub(crate) mod cell;
mod told;

pub(super) use self::told::are_targets;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::cell::{is_blank, is_other_head, is_place_head, key, number, place, year};
use super::bounds::{self, Thing};
use super::doubt::Doubts;
use super::registry::UnitRegistry;
use super::table;
use super::text::Passage;
use duban_domain::draft::CityTarget;

/// The head of a table has no more rows.
const HEADS: usize = 6;

/// Rows of a table, their cells one below the other.
type Grid<'t> = Vec<Vec<Passage<'t>>>;

/// A cell of a table with the city and the target that it is for.
struct Entry<'t> {
    city: String,
    target: String,
    cell: Passage<'t>,
}

/// The lines of the annex down to the last row of a table; text behind it, such as a note, was not read. Of an annex without a
/// table, its heading.
pub(super) fn read<'l, 't>(lines: &'l [Passage<'t>]) -> &'l [Passage<'t>] {
    let last = lines.iter().rposition(|line| table::is_row(*line)).unwrap_or(0);
    lines.get(..=last).unwrap_or_default()
}

/// The targets of cities in the annex, row by row; the region's own row included.
pub(super) fn city_targets(lines: &[Passage<'_>], registry: &UnitRegistry, doubts: &mut Doubts) -> Vec<CityTarget> {
    let mut targets: Vec<CityTarget> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for mut grid in grids(lines) {
        grid.iter_mut().for_each(|row| narrow(row, doubts));
        let entries = by_row(&grid, registry).or_else(|| by_column(&grid, registry)).unwrap_or_default();
        doubt(&entries, doubts);
        for Entry { city, target, cell } in entries {
            let Some(value) = number(cell).filter(|_| doubts.allow(Thing::Target, cell)) else { continue };
            let at = *places.entry(city.clone()).or_insert(targets.len());
            match targets.get_mut(at) {
                Some(row) => {
                    row.targets.entry(target).or_insert(value);
                }
                None => targets.push(CityTarget { city, targets: BTreeMap::from([(target, value)]) }),
            }
        }
    }
    targets
}

/// Leaves the columns out that no table of targets has.
fn narrow(row: &mut Vec<Passage<'_>>, doubts: &mut Doubts) {
    if let Some(beyond) = row.get(bounds::COLUMNS) {
        doubts.refuse(*beyond, format!("表格超过 {} 列，从这里起没有再读", bounds::COLUMNS));
        row.truncate(bounds::COLUMNS);
    }
}

/// The tables of the annex: rows that follow one another.
fn grids<'t>(lines: &[Passage<'t>]) -> Vec<Grid<'t>> {
    let tables = lines.split(|line| !table::is_row(*line));
    let rows =
        |table: &[Passage<'t>]| table.iter().map(|line| table::cells(*line)).filter(|row| !is_rule(row)).collect();
    tables.map(rows).filter(|grid: &Grid<'_>| grid.len() > 1).collect()
}

/// The line below the head of a Markdown table, or a note under a table.
fn is_rule(row: &[Passage<'_>]) -> bool {
    let note = row.first().is_some_and(|first| first.strip_prefix(&["注", "备注", "说明"]).is_some());
    note || row.iter().all(|cell| cell.trim(&['-', ':', '—', '：', ' ']).is_empty())
}

/// What is no number in a column or row of numbers.
fn doubt(entries: &[Entry<'_>], doubts: &mut Doubts) {
    let measured: HashSet<&str> =
        entries.iter().filter(|entry| number(entry.cell).is_some()).map(|entry| entry.target.as_str()).collect();
    for Entry { city, target, cell } in entries {
        if !is_blank(*cell) && number(*cell).is_none() && measured.contains(target.as_str()) {
            let cell_words = cell.brief();
            doubts.note(*cell, format!("{city}“{target}”的目标“{cell_words}”不是数值，没有列为指标"));
        }
    }
}

/// Cities one below the other.
fn by_row<'t>(grid: &Grid<'t>, registry: &UnitRegistry) -> Option<Vec<Entry<'t>>> {
    let headed = |row: &Vec<Passage<'t>>| row.iter().position(|cell| is_place_head(*cell));
    let head = grid.iter().take(2).find_map(headed);
    let width = grid.iter().map(Vec::len).max()?;
    let places = |column: &usize| grid.iter().filter(|row| named(row, *column, registry).is_some()).count();
    let column = head.or_else(|| (0..width).max_by_key(|column| (places(column), usize::MAX - column)))?;
    if head.is_none() && places(&column) < 2 && !(places(&column) == 1 && grid.len() == 2) {
        return None;
    }
    let has_value = |row: &[Passage<'t>]| {
        row.iter().skip(column + 1).any(|cell| number(*cell).is_some() || is_blank(*cell) && !cell.is_empty())
    };
    let is_data = |row: &Vec<Passage<'t>>| {
        let sure = named(row, column, registry).is_some();
        let filled =
            row.get(column).is_some_and(|cell| !cell.is_empty() && !is_place_head(*cell) && number(*cell).is_none());
        sure || (head.is_some() && filled && has_value(row))
    };
    let first = grid.iter().position(is_data)?;
    let (heads, rows) = grid.split_at_checked(first)?;
    let keys = keys(heads, column, width);
    let mut entries = Vec::new();
    for row in rows.iter().filter(|row| is_data(row)) {
        let city = named(row, column, registry).or_else(|| row.get(column).map(ToString::to_string))?;
        let filled = keys.iter().filter_map(|(at, target)| Some((target, *row.get(*at)?)));
        entries.extend(filled.map(|(target, cell)| Entry { city: city.clone(), target: target.clone(), cell }));
    }
    Some(entries).filter(|entries| !entries.is_empty())
}

fn named(row: &[Passage<'_>], column: usize, registry: &UnitRegistry) -> Option<String> {
    place(*row.get(column)?, registry)
}

/// The columns that hold targets, with what each is called.
fn keys(heads: &[Vec<Passage<'_>>], place: usize, width: usize) -> Vec<(usize, String)> {
    let heads = heads.get(heads.len().saturating_sub(HEADS)..).unwrap_or_default();
    let heads: Vec<Vec<Passage<'_>>> =
        heads.iter().enumerate().map(|(i, row)| spread(row, i + 1 < heads.len())).collect();
    let over =
        |column: usize| heads.iter().filter_map(move |row| row.get(column).copied()).filter(|head| !head.is_empty());
    let called = |column: usize| {
        let parts: Vec<String> = over(column).filter_map(key).collect();
        let year = over(column).find_map(|head| year(head).map(|(year, _)| year));
        let bare = || over(column).next_back().map(|head| head.to_string());
        let name = if parts.is_empty() { bare() } else { Some(parts.join("")) }?;
        (!over(column).any(is_other_head)).then_some((column, name, year))
    };
    let all: Vec<(usize, String, Option<u32>)> = (0..width).filter(|at| *at != place).filter_map(called).collect();
    let twice = |name: &str| all.iter().filter(|(_, other, year)| other == name && year.is_some()).count() > 1;
    let dated = |(at, name, year): &(usize, String, Option<u32>)| match year.filter(|_| twice(name)) {
        Some(year) => (*at, format!("{name}（{year}年）")),
        None => (*at, name.clone()),
    };
    all.iter().map(dated).collect()
}

/// A head over several columns stands in the first of them: it is that of the empty ones behind it, too.
fn spread<'t>(row: &[Passage<'t>], upper: bool) -> Vec<Passage<'t>> {
    let mut last = None;
    let over = |cell: &Passage<'t>| {
        if !cell.is_empty() {
            last = Some(*cell);
        }
        if upper { last.unwrap_or(*cell) } else { *cell }
    };
    row.iter().map(over).collect()
}

/// Cities beside one another, a target a row.
fn by_column<'t>(grid: &Grid<'t>, registry: &UnitRegistry) -> Option<Vec<Entry<'t>>> {
    let is_head = |row: &Vec<Passage<'t>>| row.iter().filter(|cell| place(**cell, registry).is_some()).count() > 1;
    let at = grid.iter().position(is_head)?;
    let (head, rows) = grid.get(at..)?.split_first()?;
    let first = head.iter().position(|cell| place(*cell, registry).is_some())?;
    let cities: Vec<(usize, String)> = (first..head.len())
        .filter_map(|i| head.get(i).filter(|cell| !cell.is_empty() && !is_other_head(**cell)).map(|cell| (i, *cell)))
        .map(|(i, cell)| (i, place(cell, registry).unwrap_or_else(|| cell.to_string())))
        .collect();
    let mut entries = Vec::new();
    for row in rows {
        let target = row.iter().take(first).filter(|cell| number(**cell).is_none()).find_map(|cell| key(*cell));
        let Some(target) = target else { continue };
        let filled = cities.iter().filter_map(|(i, city)| Some((city, *row.get(*i)?)));
        entries.extend(filled.map(|(city, cell)| Entry { city: city.clone(), target: target.clone(), cell }));
    }
    Some(entries)
}

#[cfg(test)]
mod tests;
