//! The season over a year's end that a title names, and what joins two years.

use crate::cursor::Cursor;
use crate::numeral::year;
use crate::outline::Outline;
use crate::range::UNTIL;

/// What joins the first and the last year besides the marks of a range: 2024、2025年.
const AND: &[&str] = &["、", "和"];

/// The first and the last month of a season over a year's end that a title names: 2025年10月—2026年3月.
pub(crate) fn season(outline: &Outline<'_>) -> Option<(u32, u32)> {
    let title = outline.title?;
    (title.start()..title.end()).find_map(|at| {
        let mut cursor = Cursor::new(title, at);
        let first = year(&mut cursor)?;
        let from = month(&mut cursor)?;
        until(&mut cursor)?;
        let last = year(&mut cursor)?;
        let to = month(&mut cursor)?;
        (last == first + 1 && from > to).then_some((from, to))
    })
}

/// 年10月.
fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat(&["年"])?;
    let month = cursor.eat_number(2).filter(|month| (1..=12).contains(month))?;
    cursor.eat(&["月"]).map(|_| month)
}

/// What joins the first and the last year.
pub(super) fn until(cursor: &mut Cursor<'_>) -> Option<&'static str> {
    cursor.eat(UNTIL).or_else(|| cursor.eat(AND))
}
