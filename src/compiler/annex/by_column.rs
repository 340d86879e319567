//! Cities beside one another, a target a row.

use super::by_row::{seen, value};
use super::cell::{is_other_head, is_place_head, is_unit, key, number, place};
use super::entry::{Entry, Grid, doubt_row};
use super::heads;
use crate::doubt::Doubts;
use crate::registry::UnitRegistry;
use crate::table::Line;
use crate::text::Passage;

/// Whether the places stand beside one another and none below one another.
pub(super) fn is_likely(grid: &Grid<'_>, registry: &UnitRegistry) -> bool {
    let Some(at) = head(grid, registry) else { return false };
    let behind = grid.get(at + 1..).unwrap_or_default();
    let named = |row: &&Line<'_>| row.cells.iter().any(|cell| place(cell.words, registry).is_some());
    behind.iter().filter(named).count() * 2 < behind.len()
}

/// The row with the names of several places.
fn head(grid: &Grid<'_>, registry: &UnitRegistry) -> Option<usize> {
    let is_head = |row: &Line<'_>| {
        let mut places: Vec<String> = row.cells.iter().filter_map(|cell| place(cell.words, registry)).collect();
        places.dedup();
        places.len() > 1
    };
    grid.iter().position(is_head)
}

/// The targets of such a table; none where it is another.
pub(super) fn entries<'t>(grid: &Grid<'t>, registry: &UnitRegistry, doubts: &mut Doubts) -> Option<Vec<Entry<'t>>> {
    let at = head(grid, registry)?;
    let (above, rest) = grid.split_at_checked(at)?;
    let (head, below) = rest.split_first()?;
    let first = head.cells.iter().position(|cell| place(cell.words, registry).is_some())?;
    let parts = below.iter().take_while(|row| is_part_of_head(row, first)).count();
    let (parts, rows) = below.split_at_checked(parts)?;
    let columns = columns(head, parts, first, registry);
    let over = heads::over(&[above, std::slice::from_ref(head)].concat(), head.cells.len());
    let metric = |column: &usize| {
        let other = |heads: &Vec<Passage<'_>>| heads.iter().any(|head| is_other_head(*head) || is_place_head(*head));
        !over.get(*column).is_some_and(other)
    };
    let metrics: Vec<usize> = (0..first).filter(metric).collect();
    let mut entries = Vec::new();
    for row in rows {
        let named = metrics.iter().rev().filter_map(|at| seen(row, *at));
        let target = named.filter(|cell| number(*cell).is_none() && !is_unit(*cell)).find_map(key);
        let Some(target) = target else {
            doubt_row(row, doubts);
            continue;
        };
        let filled = columns.iter().filter_map(|(at, city, part)| Some((city, part, value(row, *at)?)));
        entries.extend(filled.map(|(city, part, cell)| Entry {
            city: city.clone(),
            target: format!("{target}{part}"),
            cell,
        }));
    }
    Some(entries)
}

/// The columns with the places over them, and what stands below the place: 上半年.
fn columns(head: &Line<'_>, parts: &[Line<'_>], first: usize, registry: &UnitRegistry) -> Vec<(usize, String, String)> {
    let mut columns: Vec<(usize, String, String)> = Vec::new();
    let mut last: Option<String> = None;
    for at in first..head.cells.len() {
        let cell = seen(head, at);
        if cell.is_some_and(is_other_head) {
            last = None;
            continue;
        }
        let part: String = parts.iter().filter_map(|row| seen(row, at)).filter_map(key).collect();
        let city = cell.map(|cell| place(cell, registry).unwrap_or_else(|| cell.to_string()));
        last = city.or(last.filter(|_| !part.is_empty()));
        columns.extend(last.clone().map(|city| (at, city, part)));
    }
    columns
}

/// Whether a row below the places is a part of the head: it has words in their columns and nothing before them.
fn is_part_of_head(row: &Line<'_>, first: usize) -> bool {
    let before = (0..first).any(|at| row.own(at).is_some());
    let mut filled = row.filled().filter(|(at, _)| *at >= first).peekable();
    !before && filled.peek().is_some() && filled.all(|(_, words)| number(words).is_none())
}
