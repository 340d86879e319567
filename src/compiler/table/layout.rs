//! What a file tells beside its text: which lines are the rows of one table, which cells are merged, which lines are headings.

use std::collections::HashMap;

use crate::reader::Table;
use duban_domain::draft::Span;

/// The tables of a document by where their rows stand, and its headings.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// Every row, in the order of the document.
    places: Vec<(Span, Place)>,
    /// How far a cell reaches that is more than one: rows and columns, by its place.
    merged: HashMap<(usize, usize, usize), (usize, usize)>,
    /// The lines that are headings, with their depths, in the order of the document.
    headings: Vec<(Span, usize)>,
}

/// A row of a table: the number of the table in the document, and its own in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// The table.
    pub(crate) table: usize,
    /// Its row.
    pub(crate) row: usize,
    /// It is the name of the sheet, above the first row.
    pub(crate) name: bool,
}

impl Layout {
    /// The layout of a document, with `moved` from places in its text as read to those in the text that is compiled.
    pub(crate) fn of(tables: &[Table], headings: &[(Span, usize)], moved: impl Fn(Span) -> Span) -> Self {
        let headings = headings.iter().map(|(span, depth)| (moved(*span), *depth)).collect();
        let mut layout = Layout { headings, ..Layout::default() };
        for (table, read) in tables.iter().enumerate() {
            let name = read.name.map(|span| (moved(span), Place { table, row: 0, name: true }));
            let rows = read.rows.iter().enumerate();
            layout.places.extend(name);
            layout.places.extend(rows.map(|(row, span)| (moved(*span), Place { table, row, name: false })));
            let merged = read.merged.iter().map(|cell| ((table, cell.row, cell.column), (cell.tall, cell.wide)));
            layout.merged.extend(merged);
        }
        layout
    }

    /// The row that stands there in the document.
    pub(crate) fn at(&self, span: Span) -> Option<Place> {
        let before = self.places.partition_point(|(row, _)| row.0 <= span.0);
        let (row, place) = self.places.get(before.checked_sub(1)?)?;
        (span.0 < row.1.max(row.0 + 1)).then_some(*place)
    }

    /// How deep a line stands as a heading; none where the file does not say that it is one.
    pub(crate) fn depth(&self, span: Span) -> Option<usize> {
        let before = self.headings.partition_point(|(heading, _)| heading.0 <= span.0);
        let (heading, depth) = self.headings.get(before.checked_sub(1)?)?;
        (span.1 <= heading.1).then_some(*depth)
    }

    /// Over how many rows and columns a cell reaches.
    pub(crate) fn reach(&self, place: Place, column: usize) -> (usize, usize) {
        self.merged.get(&(place.table, place.row, column)).copied().unwrap_or((1, 1))
    }
}
