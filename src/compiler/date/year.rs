//! How the year of a date is written: 2025年, 25年6月, 二〇二五年, 今年, 去年.

use super::years::Years;
use crate::cursor::Cursor;
use crate::numeral;
use crate::text::Terms;

/// Words for the year of the plan, the one behind it and the one before it.
const THIS_YEAR: &Terms = &Terms::new(&["今年", "本年度", "本年"]);
const NEXT_YEAR: &Terms = &Terms::new(&["今明两年", "明年", "次年", "翌年"]);
const LAST_YEAR: &Terms = &Terms::new(&["去年", "上年度", "上一年", "前一年", "上年"]);
/// What follows a year of two digits: without it, 25年 is a length of time.
const BEHIND_SHORT: &Terms = &Terms::new(&["年底", "年末", "底", "末", "上半年", "下半年", "第"]);

/// A year as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    /// That year; a word for a year that is not known has none.
    Of(Option<i32>),
    /// A year that is over: 去年.
    Over,
}

impl Year {
    /// The number, where it is known.
    pub(super) fn number(self) -> Option<i32> {
        match self {
            Year::Of(year) => year,
            Year::Over => None,
        }
    }
}

/// The year under the cursor.
pub(super) fn read(cursor: &mut Cursor<'_>, years: Years) -> Option<Year> {
    if cursor.eat(THIS_YEAR).is_some() {
        return Some(Year::Of(years.only()));
    }
    if cursor.eat(NEXT_YEAR).is_some() {
        return Some(Year::Of(years.only().map(|year| year.saturating_add(1))));
    }
    if cursor.eat(LAST_YEAR).is_some() {
        return Some(Year::Over);
    }
    let mut ahead = *cursor;
    let year = numeral::year(&mut ahead);
    if year.is_some() && ahead.eat(&["年"]).is_some() {
        *cursor = ahead;
        return Some(Year::Of(year));
    }
    short(cursor, years)
}

/// 25年6月, 25年底.
fn short(cursor: &mut Cursor<'_>, years: Years) -> Option<Year> {
    let mut ahead = *cursor;
    let year = two_digits(&mut ahead, years)?;
    ahead.eat(&["年"])?;
    let mut behind = ahead;
    let month = behind.eat_number(2).is_some() && behind.eat(&["月"]).is_some();
    if !month && { ahead }.eat(BEHIND_SHORT).is_none() {
        return None;
    }
    *cursor = ahead;
    Some(Year::Of(Some(year)))
}

/// The year that two digits mean.
pub(super) fn two_digits(cursor: &mut Cursor<'_>, years: Years) -> Option<i32> {
    let mut ahead = *cursor;
    let digits = ahead.eat_number(2).filter(|digits| *digits >= 10)?;
    let year = years.by_two_digits(digits)?;
    *cursor = ahead;
    Some(year)
}
