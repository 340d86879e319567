//! Points of the calendar in figures and by their plan: 2025-06-30, 25.6.30, “十四五”末.

use super::written::{Form, Point, Written};
use super::year::{self, Year};
use super::years::{FIVE_YEARS, Years};
use crate::cursor::Cursor;
use crate::numeral;
use crate::text::Passage;

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

/// 12.20, 9/5, 202509, 20250930: all that stands in a place.
pub(super) fn packed(whole: Passage<'_>) -> Option<Written> {
    let mut cursor = Cursor::new(whole, whole.start());
    let digits = { cursor }.eat_few(9, |c| c.is_ascii_digit()).to_string();
    if matches!(digits.len(), 6 | 8) && digits.len() == whole.len() {
        let (year, rest) = digits.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        let year = year.parse().ok().filter(|year| (2000..2100).contains(year))?;
        let month = month.parse().ok().filter(|month| (1..=12).contains(month))?;
        let (point, form) = match day.parse() {
            Ok(day) => (Point::Day(month, day), Form::Day),
            Err(_) => (Point::MonthEnd(month), Form::Month),
        };
        return Some(Written { point, form, year: Some(Year::Of(Some(year))) });
    }
    let written = month_and_day(&mut cursor)?;
    (cursor.at() == whole.end()).then_some(written)
}

/// 6.30前, 9/30前, 10.15日: a month and a day that words behind them tell from a figure.
pub(super) fn short(cursor: &mut Cursor<'_>) -> Option<Written> {
    let mut ahead = *cursor;
    let written = month_and_day(&mut ahead)?;
    let day = ahead.eat(&["日", "号"]).is_some();
    let bound = { ahead }.eat(&["以前", "之前", "前", "截止", "止"]).is_some();
    (day || bound).then_some(())?;
    *cursor = ahead;
    Some(written)
}

fn month_and_day(cursor: &mut Cursor<'_>) -> Option<Written> {
    let month = cursor.eat_number(2).filter(|month| (1..=12).contains(month))?;
    cursor.eat(&[".", "/", "·"])?;
    let day = cursor.eat_number(2).filter(|day| (1..=31).contains(day))?;
    let goes_on = cursor.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '%'));
    (!goes_on).then_some(Written { point: Point::Day(month, day), form: Form::Day, year: None })
}

/// “十四五”末: the last day of a five-year plan.
fn five_years(cursor: &mut Cursor<'_>) -> Option<Written> {
    let mut ahead = *cursor;
    ahead.eat(&["“"]);
    let (word, _, last) = FIVE_YEARS.iter().find(|(word, ..)| { ahead }.eat(&[*word]).is_some())?;
    ahead.eat(&[*word]);
    ahead.eat(&["”"]);
    ahead.eat(&["期末", "末", "期间末", "收官之年底"])?;
    *cursor = ahead;
    Some(Written { point: Point::MonthEnd(12), form: Form::End, year: Some(Year::Of(Some(*last))) })
}
