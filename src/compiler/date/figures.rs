//! Points of the calendar in figures and by their plan: 2025-06-30, 25.6.30, “十四五”末.

use super::written::{Form, Point, Written};
use super::year::{self, Year};
use super::years::{FIVE_YEARS, Years};
use crate::cursor::Cursor;
use crate::numeral;

/// The signs of a date in figures: 2025-06-30, 2025.6.30, 2025/6/30.
const SIGNS: &[&str] = &["-", ".", "/"];

/// The point under the cursor, where it is written so.
pub(super) fn read(cursor: &mut Cursor<'_>, years: Years) -> Option<Written> {
    in_figures(cursor, years).or_else(|| five_years(cursor))
}

/// 2025-06-30, 25.6.30; 2025.6 only where it cannot be a figure, which its surroundings tell.
fn in_figures(cursor: &mut Cursor<'_>, years: Years) -> Option<Written> {
    let mut ahead = *cursor;
    let whole = numeral::year_in_figures(&mut ahead);
    let year = match whole {
        Some(year) => year,
        None => year::two_digits(&mut ahead, years)?,
    };
    let sign = ahead.eat(SIGNS)?;
    let month = ahead.eat_number(2).filter(|m| *m > 0)?;
    let day = if ahead.eat(&[sign]).is_some() { Some(ahead.eat_number(2)?) } else { None };
    let goes_on = day.is_some() && ahead.peek().is_some_and(|c| c.is_ascii_digit());
    if goes_on || (whole.is_none() && day.is_none()) {
        return None;
    }
    let end = day.is_none() && ahead.eat(&["底", "末"]).is_some();
    *cursor = ahead;
    let (point, form) = match day {
        Some(day) => (Point::Day(month, day), Form::Day),
        None => (Point::MonthEnd(month), if end { Form::End } else { Form::Figures }),
    };
    Some(Written { point, form, year: Some(Year::Of(Some(year))) })
}

/// “十四五”末: the last day of a five-year plan.
fn five_years(cursor: &mut Cursor<'_>) -> Option<Written> {
    let mut ahead = *cursor;
    ahead.eat(&["“"]);
    let (word, _, last) = FIVE_YEARS.iter().find(|(word, ..)| { ahead }.eat(&[word]).is_some())?;
    ahead.eat(&[word]);
    ahead.eat(&["”"]);
    ahead.eat(&["期末", "末", "期间末", "收官之年底"])?;
    *cursor = ahead;
    Some(Written { point: Point::MonthEnd(12), form: Form::End, year: Some(Year::Of(Some(*last))) })
}
