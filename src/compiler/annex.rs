//! The annex: tables of targets by city, with the cities as rows or as columns.

mod by_column;
mod by_row;
pub(crate) mod cell;
mod entry;
mod heads;
mod title;
mod told;

pub(super) use self::told::are_targets;

use std::collections::{BTreeMap, HashMap, HashSet};

use self::cell::{is_blank, number};
use self::entry::{Entry, Grid};
use self::title::titled;
use super::bounds::{self, Thing};
use super::doubt::Doubts;
use super::registry::UnitRegistry;
use super::table::{self, Layout, Line};
use super::text::Passage;
use duban_domain::draft::CityTarget;

/// What was read out of an annex.
#[derive(Debug, Default)]
pub(super) struct Annex<'t> {
    /// The targets of cities, row by row; the region's own row included.
    pub(super) targets: Vec<CityTarget>,
    /// The lines of the annex down to the last row of a table that was read; text behind it, such as a note, was not read, nor was
    /// a table without targets. Of an annex without a table, its heading.
    pub(super) read: Vec<Passage<'t>>,
}

/// Reads the lines of the annex, of whose tables the file tells more.
pub(super) fn read<'t>(
    lines: &[Passage<'t>],
    layout: &Layout,
    registry: &UnitRegistry,
    doubts: &mut Doubts,
) -> Annex<'t> {
    let mut reader = Reader { layout, registry, targets: Vec::new(), places: HashMap::new() };
    let (mut read, mut waiting, mut from): (Vec<Passage<'t>>, Vec<Passage<'t>>, usize) = (Vec::new(), Vec::new(), 0);
    while let Some(first) = lines.get(from) {
        let rest = lines.get(from..).unwrap_or_default();
        let rows = if table::is_row(*first) { table::length(rest, layout, false).max(1) } else { 0 };
        let block = rest.get(..rows.max(1)).unwrap_or_default();
        from += block.len();
        if rows == 0 {
            waiting.extend(block);
        } else if reader.take(block, waiting.iter().rev().find_map(|line| titled(*line)), doubts) {
            read.append(&mut waiting);
            read.extend(block);
        }
    }
    read.extend(lines.first().filter(|first| read.is_empty() && !table::is_row(**first)));
    Annex { targets: reader.targets, read }
}

/// Reads the tables of an annex one after another.
struct Reader<'r> {
    layout: &'r Layout,
    registry: &'r UnitRegistry,
    targets: Vec<CityTarget>,
    /// Where each city has its row.
    places: HashMap<String, usize>,
}

impl Reader<'_> {
    /// Takes the targets of a table, of which a title may say what is measured; whether it has any.
    fn take(&mut self, rows: &[Passage<'_>], title: Option<String>, doubts: &mut Doubts) -> bool {
        let mut grid: Grid<'_> = table::lines(rows, self.layout).into_iter().filter(|row| !is_rule(row)).collect();
        grid.iter_mut().for_each(|row| narrow(row, doubts));
        if grid.len() < 2 {
            return false;
        }
        let entries = self.entries(&grid, title.as_deref(), doubts);
        doubt(&entries, doubts);
        let mut found = false;
        for entry in entries {
            let Some(value) = number(entry.cell).filter(|_| doubts.allow(Thing::Target, entry.cell)) else { continue };
            found = true;
            self.add(entry, value, doubts);
        }
        found
    }

    fn entries<'t>(&self, grid: &Grid<'t>, title: Option<&str>, doubts: &mut Doubts) -> Vec<Entry<'t>> {
        let by_row = |doubts: &mut Doubts| by_row::entries(grid, title, self.registry, doubts);
        let by_column = |doubts: &mut Doubts| by_column::entries(grid, self.registry, doubts);
        let found = match by_column::is_likely(grid, self.registry) {
            true => by_column(doubts).or_else(|| by_row(doubts)),
            false => by_row(doubts).or_else(|| by_column(doubts)),
        };
        found.unwrap_or_default()
    }

    /// Adds a target; another value for the same is not read.
    fn add(&mut self, entry: Entry<'_>, value: f64, doubts: &mut Doubts) {
        let Entry { city, target, cell } = entry;
        let at = *self.places.entry(city.clone()).or_insert(self.targets.len());
        match self.targets.get_mut(at) {
            Some(row) => {
                let kept = *row.targets.entry(target.clone()).or_insert(value);
                if (kept - value).abs() > f64::EPSILON {
                    let message = format!("{city}的“{target}”前面写过{kept}，这里又写{value}，没有读这里的，请核对");
                    doubts.warn(cell, message);
                }
            }
            None => self.targets.push(CityTarget { city, targets: BTreeMap::from([(target, value)]) }),
        }
    }
}

/// Leaves the columns out that no table of targets has.
fn narrow(row: &mut Line<'_>, doubts: &mut Doubts) {
    if let Some(beyond) = row.cells.get(bounds::COLUMNS) {
        doubts.refuse(beyond.words, format!("表格超过 {} 列，从这里起没有再读", bounds::COLUMNS));
        row.cells.truncate(bounds::COLUMNS);
    }
}

/// The line below the head of a Markdown table, or a note under a table.
fn is_rule(row: &Line<'_>) -> bool {
    let note = row.cells.first().is_some_and(|first| first.words.strip_prefix(&["注", "备注", "说明"]).is_some());
    note || row.cells.iter().all(|cell| cell.words.trim(&['-', ':', '—', '：', ' ']).is_empty())
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

#[cfg(test)]
mod tests;
