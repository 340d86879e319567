//! Tables: what their columns hold, and what each row says.
//!
//! `layout` knows what the file tells of merged cells, `grid` expands them cell by cell, `head` joins the rows of a head into one
//! name a column, `columns` knows what columns of that name hold, `row` reads a row below them, `chapter` one that only names
//! what follows, and `cell` what stands in a cell; `figures` reads small
//! tables of figures, `breaks` knows line breaks that are none. What is not understood is a doubt that quotes it. The room knows nothing of the document around the table.

mod breaks;
mod cell;
mod chapter;
mod columns;
mod figures;
mod grid;
mod head;
mod layout;
mod row;

pub(crate) use self::breaks::inside_names;
use self::chapter::Chapter;
use self::columns::{Column, Holds};
pub(crate) use self::figures::indicators as figures;
use self::grid::Line;
pub(crate) use self::layout::Layout;
pub(crate) use self::row::Row;
use super::bounds;
use super::doubt::Doubts;
use super::text::Passage;

/// What a line of a table is.
#[derive(Debug)]
pub(super) enum Part<'t> {
    /// The head, or words that name tasks: they are headings.
    Head(Passage<'t>),
    /// A row that says what is to be done, or who does it.
    Row(Box<Row<'t>>),
    /// A line above the head, or of a table of something else.
    Text(Passage<'t>),
    /// A row that nothing was read from.
    Left,
}

impl<'t> Part<'t> {
    /// What is written there.
    pub(super) fn written(&self) -> Option<Passage<'t>> {
        match self {
            Part::Head(words) | Part::Text(words) => Some(*words),
            Part::Row(row) => row.content.first().copied().or(row.note.as_ref().map(|note| note.whole)),
            Part::Left => None,
        }
    }
}

/// A task table while its rows are read.
#[derive(Debug)]
pub(super) struct Table<'t> {
    /// Which table of the file it is.
    place: Option<usize>,
    columns: Vec<Column<'t>>,
    /// What counts in each column of the row above.
    above: Vec<Option<Passage<'t>>>,
    chapter: Option<Chapter<'t>>,
    /// The number and name of a task that stand in a row of their own above its measures.
    opening: Vec<Option<Passage<'t>>>,
}

/// Reads lines of a table one below the other. `open` is the task table that was read last, which may go on here.
pub(super) fn read<'t>(
    rows: &[Passage<'t>],
    layout: &Layout,
    open: &mut Option<Table<'t>>,
    doubts: &mut Doubts,
) -> Vec<Part<'t>> {
    let lines = grid::lines(rows, layout);
    if !open.as_ref().is_some_and(|table| table.goes_on(&lines)) {
        *open = None;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at).filter(|line| !line.whole.is_spent()) {
        if let Some((columns, length)) = lines.get(at..).and_then(head::head) {
            parts.extend(lines.iter().skip(at).take(length).map(|line| Part::Head(line.whole)));
            Table::open(open, columns, lines.get(..=at).unwrap_or_default(), doubts);
            at += length;
            continue;
        }
        at += 1;
        match open {
            Some(table) => table.take(line, lines.get(at), &mut parts, doubts),
            None if line.place.is_some_and(|place| place.name && place.table > 0) => parts.push(Part::Head(line.whole)),
            None => parts.push(Part::Text(line.whole)),
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
        if open.as_ref().is_some_and(|table| names(&table.columns) == names(&columns)) && lines.len() == 1 {
            return;
        }
        for column in columns.iter().filter(|column| column.holds == Holds::Unknown && !column.name.is_empty()) {
            let message = format!("表头“{}”不认识，这一列没有读作分工、时限或内容，各行文字列在备注里", column.name);
            column.head.into_iter().for_each(|head| doubts.warn(head, message.clone()));
        }
        let place = lines.last().and_then(|line| line.place).map(|place| place.table);
        let chapter =
            further(lines).map(|line| Chapter::of(line.whole)).filter(|_| place.is_some_and(|table| table > 0));
        *open = Some(Table { place, above: vec![None; columns.len()], columns, chapter, opening: Vec::new() });
    }
}

/// The line above a head that says what the table is about: its own words rather than the name of its sheet.
fn further<'l, 't>(lines: &'l [Line<'t>]) -> Option<&'l Line<'t>> {
    let (_, above) = lines.split_last()?;
    let told = |line: &&Line<'t>| line.is_wide() && !line.whole.contains("：");
    let is_name = |line: &&Line<'t>| line.place.is_some_and(|place| place.name);
    above.iter().filter(told).find(|line| !is_name(line)).or_else(|| above.iter().find(is_name))
}

/// The cells of a line: between tabs, or between the bars of a Markdown table. Empty ones are kept.
pub(super) fn cells(line: Passage<'_>) -> Vec<Passage<'_>> {
    let bars = line.starts_with("|");
    let inner =
        if bars { line.cut(line.start() + 1, line.end() - usize::from(line.ends_with_any(&["|"]))) } else { line };
    let mark = if bars { '|' } else { '\t' };
    let marks = (inner.start()..inner.end()).filter(|at| inner.at(*at) == Some(mark));
    let mut from = inner.start();
    let mut cells = Vec::new();
    for at in marks.chain([inner.end()]) {
        cells.push(inner.cut(from, at).trim(&[' ']));
        from = at + 1;
    }
    cells
}

/// Whether a line is a row of a table.
pub(super) fn is_row(line: Passage<'_>) -> bool {
    line.starts_with("|") || line.contains("\t")
}

/// Whether a line of a table has the name of a column of units: it belongs to the head of a task table.
pub(super) fn names_units(line: Passage<'_>) -> bool {
    if !is_row(line) || !head::may_name_units(line) {
        return false;
    }
    let cells = cells(line);
    let units =
        |cell: &Passage<'_>| cell.len() <= head::NAME && matches!(columns::holds(&head::name(*cell)), Holds::Units(_));
    cells.len() <= bounds::COLUMNS && cells.iter().any(units)
}

/// How many lines from the first on are rows of one table; none where it is no row of a table.
pub(super) fn length(lines: &[Passage<'_>], layout: &Layout, open: bool) -> usize {
    let Some(first) = lines.first() else { return 0 };
    match layout.at(first.span()) {
        Some(place) => {
            lines.iter().take_while(|line| layout.at(line.span()).is_some_and(|p| p.table == place.table)).count()
        }
        None => {
            let row = |line: &Passage<'_>| is_row(*line) && layout.at(line.span()).is_none();
            let between = |at: usize| open && lines.get(at..).is_some_and(chapter::is_chapter_between);
            (0..lines.len()).find(|at| !lines.get(*at).is_some_and(row) && !between(*at)).unwrap_or(lines.len())
        }
    }
}

#[cfg(test)]
mod tests;
