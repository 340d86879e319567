//! Points of the calendar as plans write them, before it is known whether they bind: 6月底, 第三季度, 12月中旬,
//! 年中, 三月底, 2025-06-30.

use crate::text::Terms;
use chrono::{Months, NaiveDate};

use super::figures;
use super::phrase::Due;
use super::words::{ABOUT, TRAILS};
pub(super) use super::written::{Form, Point, Written};
use super::year::{self, Year};
use super::years::Years;
use crate::cursor::Cursor;
use crate::numeral;
use crate::range::UNTIL;

/// Characters before 年底 that make it no point of the plan's year: 三年内, 上年末, 近年底.
const COUNTED: &str = "一二三两四五六七八九十半几多数每上去前同全近";
/// The number of a month or day is no longer: 三十一.
const NUMERALS: usize = 8;

/// The point under the cursor, its year included. `before` is the character in front of it.
pub(super) fn read(cursor: &mut Cursor<'_>, years: Years, before: Option<char>) -> Option<Written> {
    if let Some(written) = figures::read(cursor, years) {
        return Some(written);
    }
    let year = year::read(cursor, years);
    let (point, form) = point(cursor, year.is_some(), before)?;
    Some(Written { point, form, year })
}

/// The day a point means in a year.
pub(super) fn day(year: i32, point: Point) -> Due {
    let date = match point {
        Point::Day(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Point::MonthEnd(month) => NaiveDate::from_ymd_opt(year, month, 1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .and_then(|next| next.pred_opt()),
    };
    date.map_or(Due::Impossible, Due::On)
}

/// The beginning of a stretch of time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begun {
    /// Whether a month or year of its own is written.
    pub(super) written: bool,
    /// Its year, where that is written.
    pub(super) year: Option<Year>,
    /// Its month.
    pub(super) month: u32,
}

/// The day of a month that is written before: 、30日, 至20日.
pub(super) fn day_of(cursor: &mut Cursor<'_>, month: u32) -> Option<Written> {
    let mut ahead = *cursor;
    let day = number(&mut ahead)?;
    ahead.eat(&["日", "号"])?;
    *cursor = ahead;
    Some(Written { point: Point::Day(month, day), form: Form::Day, year: None })
}

/// The beginning of a stretch of time, up to the end that follows: 2025年3月—, 3月1日至, 3—.
pub(super) fn beginning(cursor: &mut Cursor<'_>, years: Years) -> Option<Begun> {
    let mut ahead = *cursor;
    let year = year::read(&mut ahead, years);
    let number = ahead.eat_number(2)?;
    let month = ahead.eat(&["月份", "月"]).is_some();
    if month && ahead.eat_number(2).is_some() {
        ahead.eat(&["日", "号"])?;
    } else if month {
        ahead.eat(&["上旬", "中旬", "下旬", "初", "中", "底", "末"]); // 6月中旬至7月上旬
    }
    ahead.eat(UNTIL)?;
    let goes_on = ahead.peek().is_some_and(|c| c.is_ascii_digit()) || year::read(&mut { ahead }, years).is_some();
    goes_on.then_some(())?;
    *cursor = ahead;
    Some(Begun { written: month || year.is_some(), year, month: number })
}

fn point(cursor: &mut Cursor<'_>, has_year: bool, before: Option<char>) -> Option<(Point, Form)> {
    if has_year && cursor.eat(&["年底", "年末", "年内", "度底", "度末", "度内", "底", "末", "内"]).is_some()
    {
        return Some((Point::MonthEnd(12), Form::End));
    }
    if !before.is_some_and(|c| COUNTED.contains(c)) {
        if !has_year && cursor.eat(&["年底", "年末", "年内"]).is_some() {
            return Some((Point::MonthEnd(12), Form::End));
        }
        if let Some(word) = cursor.eat(&["年中", "年终"]) {
            return Some((Point::MonthEnd(if word == "年中" { 6 } else { 12 }), Form::Month));
        }
    }
    let year_alone = (has_year && { *cursor }.eat(&["全年"]).is_none()).then_some((Point::MonthEnd(12), Form::Year)); // 到2025年
    let month = |cursor: &mut Cursor<'_>| month(cursor).or_else(|| short(cursor, before));
    part(cursor).or_else(|| lettered(cursor, has_year)).or_else(|| month(cursor)).or(year_alone)
}

/// 6.30前.
fn short(cursor: &mut Cursor<'_>, before: Option<char>) -> Option<(Point, Form)> {
    let part = before.is_some_and(|c| matches!(c, '.' | '/' | '-'));
    figures::short(cursor).filter(|_| !part).map(|written| (written.point, written.form))
}

/// Q3, 2025年H1: quarters and halves as tables write them.
fn lettered(cursor: &mut Cursor<'_>, has_year: bool) -> Option<(Point, Form)> {
    let mut ahead = *cursor;
    let letter = ahead.eat(&["Q", "H"]).filter(|letter| *letter == "Q" || has_year)?;
    let month = match (letter, ahead.eat(&["1", "2", "3", "4"])?) {
        ("Q", "1") => 3,
        ("Q", "2") | ("H", "1") => 6,
        ("Q", "3") => 9,
        ("Q", "4") | ("H", "2") => 12,
        _ => return None,
    };
    // Q355 is a steel.
    if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') {
        return None;
    }
    ahead.eat(&["季度"]);
    let end = ahead.eat(&["末", "底"]).is_some();
    *cursor = ahead;
    Some((Point::MonthEnd(month), if end { Form::End } else { Form::Part }))
}

fn part(cursor: &mut Cursor<'_>) -> Option<(Point, Form)> {
    if let Some(half) = cursor.eat(&["上半年", "下半年"]) {
        let end = cursor.eat(&["末", "底"]).is_some();
        let month = if half == "上半年" { 6 } else { 12 };
        return Some((Point::MonthEnd(month), if end { Form::End } else { Form::Part }));
    }
    let mut ahead = *cursor;
    ahead.eat(&["第", "前"]);
    let month = quarter(&mut ahead)?;
    ahead.eat(&["个"]);
    ahead.eat(&["季度"])?;
    let end = ahead.eat(&["末", "底"]).is_some();
    let begun = !end && ahead.eat(&["初"]).is_some(); // 第四季度初
    *cursor = ahead;
    let point = if begun { Point::Day(month - 2, 10) } else { Point::MonthEnd(month) };
    Some((point, if end { Form::End } else { Form::Part }))
}

/// The last month of the quarter whose number is under the cursor.
pub(super) fn quarter(cursor: &mut Cursor<'_>) -> Option<u32> {
    Some(match cursor.eat(&["一", "二", "两", "三", "四", "1", "2", "3", "4", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"])? {
        "一" | "1" | "Ⅰ" => 3,
        "二" | "两" | "2" | "Ⅱ" => 6,
        "三" | "3" | "Ⅲ" => 9,
        _ => 12,
    })
}

fn month(cursor: &mut Cursor<'_>) -> Option<(Point, Form)> {
    let mut ahead = *cursor;
    let month = number(&mut ahead)?;
    ahead.eat(&["月份", "月"])?;
    let day = number(&mut ahead);
    let written = match (day, ahead.eat(&["日", "号", "底", "末"])) {
        (Some(day), Some("日" | "号")) => (Point::Day(month, day), Form::Day),
        (None, Some("底" | "末")) => (Point::MonthEnd(month), Form::End),
        (None, None) => (third(&mut ahead, month), Form::Month),
        _ => return None,
    };
    *cursor = ahead;
    Some(written)
}

/// 12, 十二.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat_number(2).or_else(|| {
        let mut ahead = *cursor;
        let word = ahead.eat_few(NUMERALS, |c| "一二三四五六七八九十".contains(c));
        let number = numeral::ordinal(word.chars())?;
        *cursor = ahead;
        Some(number)
    })
}

/// 6月中旬, 6月中下旬, 6月初; a month alone is over at its end.
pub(super) fn third(cursor: &mut Cursor<'_>, month: u32) -> Point {
    const BEGUN: &Terms =
        &Terms::new(&["初步", "初审", "初评", "初选", "初验", "初稿", "初中", "初级", "初次", "初期"]);
    if { *cursor }.eat(BEGUN).is_some() {
        return Point::MonthEnd(month);
    }
    match cursor.eat(&["上中旬", "中下旬", "上旬", "中旬", "下旬", "初"]) {
        Some("上旬" | "初") => Point::Day(month, 10),
        Some("上中旬" | "中旬") => Point::Day(month, 20),
        _ => Point::MonthEnd(month),
    }
}

/// What there is to be looked at in a phrase that leaves its day open: 9月前 may mean the end of August as well.
pub(crate) fn loose(phrase: &str) -> Option<&'static str> {
    if ABOUT.iter().any(|about| phrase.ends_with(about)) {
        return Some("写的是大约时间，按所写时间的最后一天读，请核对");
    }
    if phrase.contains("季度初") {
        return Some("“季度初”按该季度第一个月10日读，请核对");
    }
    if phrase.contains("月初") {
        return Some("“月初”按当月10日读，请核对");
    }
    let short = phrase.split_once('.').is_some_and(|(month, day)| {
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        month.len() <= 2 && day.len() == 1 && digits(month) && digits(day)
    });
    if short {
        return Some("只写了“月.日”两个数字，日只有一位，可能少了末尾的0，请核对");
    }
    let before = TRAILS.iter().filter_map(|trail| phrase.strip_suffix(trail));
    let month = before.into_iter().any(|rest| rest.ends_with('月') || rest.ends_with("月份"));
    month.then_some("“月前”按当月月底读，也可能指上月月底，请核对")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{dates, in_column};
    use crate::text::text_of;

    fn read(written: &str) -> Vec<String> {
        let text = text_of(written);
        dates(text.whole(), Some(2025)).iter().filter_map(|d| d.due.date()).map(|d| d.to_string()).collect()
    }

    #[test]
    fn a_point_may_be_written_in_figures_or_in_words() {
        for (written, due) in [
            ("2025-06-30前报送", "2025-06-30"),
            ("2025.6底前报送", "2025-06-30"),
            ("2025.6.15前报送", "2025-06-15"),
            ("二〇二六年六月三十日前报送", "2026-06-30"),
            ("十二月底前报送", "2025-12-31"),
            ("6月上旬前报送", "2025-06-10"),
            ("第二季度末报送", "2025-06-30"),
            ("今年年底前报送", "2025-12-31"),
            ("25年6月底前报送", "2025-06-30"),
            ("26年底前报送", "2026-12-31"),
            ("25.6.15前报送", "2025-06-15"),
            ("2025/6/30前报送", "2025-06-30"),
            ("2025/06/30完成", "2025-06-30"),
            ("二○二六年六月三十日前报送", "2026-06-30"),
            ("次年3月底前报送", "2026-03-31"),
            ("6.30前报送", "2025-06-30"),
            ("9/30前报送", "2025-09-30"),
            ("10.15日前报送", "2025-10-15"),
        ] {
            assert_eq!(read(written), [due], "{written}");
        }
        for written in
            ["增长到2025.6亿元", "三个月内", "三月内", "3个月底价", "25年期国债", "45.6.30前", "增长6.30", "13.5前"]
        {
            assert!(read(written).is_empty(), "{written}");
        }
    }

    #[test]
    fn a_column_of_dates_needs_no_word_that_binds() {
        let column = |written: &str| {
            let text = text_of(written);
            let found = in_column(text.whole(), Some(2025).into());
            found.iter().filter_map(|d| d.due.date()).map(|d| d.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(column("2025-06-30"), ["2025-06-30"]);
        assert_eq!(column("2025.6"), ["2025-06-30"]);
        assert_eq!(column("2025年3月—6月"), ["2025-06-30"]);
        assert_eq!(column("下半年"), ["2025-12-31"]);
        assert_eq!(column("12.20"), ["2025-12-20"]);
        assert_eq!(column("12/20"), ["2025-12-20"]);
        assert_eq!(column("202509"), ["2025-09-30"]);
        assert_eq!(column("20250915"), ["2025-09-15"]);
        assert!(column("12.45").is_empty() && column("202513").is_empty());
        assert!(column("长期坚持").is_empty());
    }

    #[test]
    fn a_phrase_that_leaves_its_day_open_is_loose() {
        for phrase in ["2025年9月前", "9月份之前", "6月初", "6月底左右", "9月30日前后"] {
            assert!(loose(phrase).is_some(), "{phrase}");
        }
        for phrase in ["9月底前", "9月1日前", "一季度前", "6月上旬"] {
            assert_eq!(loose(phrase), None, "{phrase}");
        }
    }
}
