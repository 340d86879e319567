//! Tables: what their columns hold, and what each row says.
//!
//! `layout` knows what the file tells of merged cells, `grid` expands them cell by cell, `head` joins the rows of a head into one
//! name a column, `columns` knows what columns of that name hold, `row` reads a row below them, `naming` one that only names
//! what follows (`chapter`), and `cell` what stands in a cell; `body` is a table between two rows. `figures` reads small tables
//! of figures, `breaks` knows line breaks that are none. What is not understood is a doubt that quotes it. The room knows
//! nothing of the document around the table.

mod aim;
mod beside;
mod body;
mod breaks;
mod card;
mod cell;
mod cells;
mod chapter;
mod columns;
mod figures;
mod grid;
mod head;
mod holds;
mod idle;
mod item;
mod items;
mod label;
mod layout;
mod naming;
mod paired;
mod part;
mod row;
mod worded;

pub(super) use self::aim::{date_stages, figures as figures_of_row};
pub(super) use self::body::Table;
pub(super) use self::breaks::inside_names;
pub(super) use self::card::of_lines as card_of_lines;
pub(super) use self::cell::is_ditto;
pub(super) use self::cells::{cells, is_row};
use self::chapter::Chapter;
use self::columns::Column;
pub(super) use self::columns::WHEN;
pub(super) use self::figures::indicators as figures;
pub(super) use self::grid::{Cell, From, Line, lines};
pub(super) use self::head::{names_columns, names_units};
use self::holds::Holds;
use self::label::Label;
pub(super) use self::layout::Layout;
pub(super) use self::part::{Part, Row};
use super::bounds;
use super::doubt::Doubts;
use super::text::Passage;
use duban_domain::draft::Open;

/// Reads lines of a table one below the other. `open` is the task table that was read last, which may go on here.
pub(super) fn read<'t>(
    rows: &[Passage<'t>],
    layout: &Layout,
    open: &mut Option<Table<'t>>,
    doubts: &mut Doubts,
) -> Vec<Part<'t>> {
    let lines = grid::lines(rows, layout);
    let labels: Vec<Option<Label<'t>>> = lines.iter().map(label::label).collect();
    let last_label = labels.iter().rposition(Option::is_some);
    if !open.as_ref().is_some_and(|table| table.goes_on(&lines)) {
        *open = None;
    }
    open.iter_mut().for_each(|table| table.from = 0);
    let mut parts = Vec::new();
    let (mut at, mut tries) = (0, 0usize);
    while let Some(line) = lines.get(at).filter(|line| !line.whole.is_spent()) {
        let rest = lines.get(at..).unwrap_or_default();
        let card = if card::may_begin(line) { card::card(rest, doubts) } else { None };
        if let Some((card, length)) = card {
            parts.extend(card);
            at += length;
            continue;
        }
        let labelled = open.is_none() && last_label.is_some_and(|last| last > at);
        let begins = tries < bounds::HEADS && head::may_begin(rest, labelled);
        tries += usize::from(begins);
        if let Some((columns, length)) = begins.then(|| head::head(rest, labelled)).flatten() {
            parts.extend(lines.iter().skip(at).take(length).map(|line| Part::Head(line.whole)));
            if let Some(seam) = beside::seam(&columns) {
                let below = lines.get(at + length..).unwrap_or_default();
                parts.extend(read_beside(&columns, seam, below, doubts));
                return parts;
            }
            Table::open(open, columns, lines.get(..=at).unwrap_or_default(), doubts);
            at += length;
            let below = |table: &mut Table<'t>| {
                let behind = (lines.get(at..).unwrap_or_default(), labels.get(at..).unwrap_or_default());
                table.way = last_label.map_or(table.way, |_| label::way(behind.0, behind.1));
            };
            open.iter_mut().for_each(below);
            if let Some(sheet) = open.as_ref().and_then(|table| table.sheet) {
                let above =
                    parts.iter_mut().filter(|part| matches!(part, Part::Text(words) if words.start() == sheet.start()));
                above.for_each(|part| *part = Part::Head(sheet));
            }
            continue;
        }
        at += 1;
        match open {
            Some(table) => table.take(line, lines.get(at), labels.get(at - 1).cloned().flatten(), &mut parts, doubts),
            None if line.place.is_some_and(|place| place.name && place.table > 0) => parts.push(Part::Head(line.whole)),
            None if idle::numbers_columns(line) && head::may_begin(lines.get(at..).unwrap_or_default(), labelled) => {
                parts.push(Part::Head(line.whole));
            }
            None => parts.push(Part::Text(line.whole)),
        }
    }
    parts
}

/// Reads two tables side by side, one after the other.
fn read_beside<'t>(columns: &[Column<'t>], seam: usize, lines: &[Line<'t>], doubts: &mut Doubts) -> Vec<Part<'t>> {
    let mut parts = Vec::new();
    for (from, columns) in [(0, columns.get(..seam)), (seam, columns.get(seam..))] {
        let columns = columns.unwrap_or_default();
        let lines = beside::part(lines, from, columns.len());
        let mut table = Table::below(columns.to_vec(), None);
        for (at, line) in lines.iter().enumerate() {
            table.take(line, lines.get(at + 1), None, &mut parts, doubts);
        }
    }
    parts
}

impl<'t> Table<'t> {
    /// Whether the lines may be more rows of the same table: it goes on in the text, or in a table as wide that has no name.
    fn goes_on(&self, lines: &[Line<'t>]) -> bool {
        let place = lines.first().and_then(|line| line.place);
        let wide = || lines.iter().any(|line| line.cells.len() == self.columns.len());
        place.is_none_or(|place| Some(place.table) == self.place || (!place.name && wide()))
    }

    /// Opens a table below the first row of its head, the last of these lines. A head that is repeated changes nothing; the
    /// words above that of a further sheet are its rows' chapter.
    fn open(open: &mut Option<Self>, columns: Vec<Column<'t>>, lines: &[Line<'t>], doubts: &mut Doubts) {
        let names = |columns: &[Column<'t>]| columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
        let place = lines.last().and_then(|line| line.place).map(|place| place.table);
        let goes_on = |table: &Self| lines.len() == 1 || table.place == place;
        if open.as_ref().is_some_and(|table| names(&table.columns) == names(&columns) && goes_on(table)) {
            return;
        }
        for column in columns.iter().filter(|column| column.guessed) {
            let message = format!("表头“{}”没有见过，已按任务名称读，请核对", column.name);
            column.head.into_iter().for_each(|head| doubts.note(head, message.clone()));
        }
        for column in columns.iter().filter(|column| column.holds == Holds::Unknown && !column.name.is_empty()) {
            let message = format!("表头“{}”不认识，这一列没有读作分工、时限或内容，各行文字列在备注里", column.name);
            column.head.into_iter().for_each(|head| doubts.open(head, Open::Columns, message.clone()));
        }
        let chapter =
            further(lines).map(|line| Chapter::of(line.whole)).filter(|_| place.is_some_and(|table| table > 0));
        let sheet = chapter.map(|chapter| chapter.words);
        *open = Some(Table { chapter, sheet, ..Table::below(columns, place) });
    }
}

/// The line above a head that says what the table is about: its own words rather than the name of its sheet.
fn further<'l, 't>(lines: &'l [Line<'t>]) -> Option<&'l Line<'t>> {
    let (_, above) = lines.split_last()?;
    let told = |line: &&Line<'t>| line.is_wide() && !line.whole.contains("：");
    let is_name = |line: &&Line<'t>| line.place.is_some_and(|place| place.name);
    above.iter().filter(told).find(|line| !is_name(line)).or_else(|| above.iter().find(is_name))
}

/// How many lines from the first on are rows of one table; none where it is no row of a table.
pub(super) fn length(lines: &[Passage<'_>], layout: &Layout, open: bool) -> usize {
    let Some(first) = lines.first() else { return 0 };
    if let Some(place) = layout.at(first.span()) {
        let same = |line: &&Passage<'_>| layout.at(line.span()).is_some_and(|p| p.table == place.table);
        return lines.iter().take_while(same).count();
    }
    let row = |line: &Passage<'_>| is_row(*line) && layout.at(line.span()).is_none();
    let (mut at, mut labelled) = (0, false);
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at..).unwrap_or_default();
        let before = at.checked_sub(1).and_then(|at| lines.get(at)).map_or(open, row);
        let goes_on = rest.get(1).is_some_and(row) || labelled;
        let label = !row(line) && before && goes_on && label::is_line(*line);
        labelled |= label;
        if !(row(line) || label || (open && naming::is_chapter_between(rest))) {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests;
