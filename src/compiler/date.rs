//! Calendar dates that bind: 到2024年底, 于6月底前, 9月30日前, 第三季度末.
//!
//! Dates of other documents, comparison years and plain years do not bind: a date must say "by", with a word
//! before it (到, 于) or behind it (底, 前).

use chrono::{Datelike, Months, NaiveDate};

use super::cursor::Cursor;
use super::sentence::outer_brackets;
use super::text::Passage;

/// Words before a date that belong to the phrase, longer ones first.
const LEADS: &[&str] = &["力争到", "力争在", "力争于", "截止到", "截至", "力争", "到", "至", "于", "在"];
/// Leads that bind a bare year or a bare day: 到2025年, 至3月31日.
const BINDING: &[&str] = &["力争到", "截止到", "截至", "到", "至"];
/// Words that bind a bare year of the plan or after: 力争2025年.
const STRIVING: &[&str] = &["力争"];
/// Words behind a date that bind it.
const TRAILS: &[&str] = &["以前", "之前", "前", "止"];
/// Words behind a year that make it no deadline: 2019年同期, 2023年版.
const NO_DEADLINE: &[char] = &['度', '版', '本', '同', '以', '来', '起', '的', '、', '—', '-'];
/// Words behind a date that make it a beginning: 3月底以后.
const BEGINNINGS: &[&str] = &["以后", "以後", "之后", "后", "後", "起"];
/// Words before a date that say how long a document is valid.
const VALIDITY: &[&str] = &["有效期", "有效期为", "有效期限", "实施期限", "执行期限", "政策执行", "执行期", "施行"];
/// Words before a date that make it a comparison or a beginning.
const COMPARED: &[char] = &['比', '较', '自', '从', '以', '—', '-'];

/// A binding date in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DatePhrase {
    /// Where the phrase starts, its lead included.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// The day it means.
    pub(super) due: Due,
}

/// The day a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due {
    /// That day.
    On(NaiveDate),
    /// No such day: 2月30日.
    Impossible,
    /// The phrase leaves the year out and the plan has none.
    YearUnknown,
}

impl Due {
    /// The day, where there is one.
    pub(super) fn date(self) -> Option<NaiveDate> {
        match self {
            Due::On(date) => Some(date),
            Due::Impossible | Due::YearUnknown => None,
        }
    }
}

/// The binding dates of a passage. Titles of documents and document numbers are passed over.
pub(super) fn dates(passage: Passage<'_>, plan_year: Option<i32>) -> Vec<DatePhrase> {
    let titles: Vec<(usize, usize)> = outer_brackets(passage)
        .into_iter()
        .filter(|(open, _)| matches!(passage.at(*open), Some('《' | '〈' | '〔' | '[' | '【')))
        .collect();
    let mut found = Vec::new();
    let mut at = passage.start();
    while at < passage.end() {
        let title = titles.iter().find(|(open, close)| (*open..*close).contains(&at));
        if let Some((_, close)) = title {
            at = close + 1;
        } else if let Some(phrase) = date_at(passage, at, plan_year) {
            at = phrase.end;
            found.push(phrase);
        } else {
            at += 1;
        }
    }
    found
}

/// The dates of a place that holds nothing but dates, where a bare month or year binds as well: 2025年6月.
pub(super) fn in_column(passage: Passage<'_>, plan_year: Option<i32>) -> Vec<DatePhrase> {
    let bound = dates(passage, plan_year);
    if !bound.is_empty() {
        return bound;
    }
    (passage.start()..passage.end()).find_map(|at| bare_at(passage, at, plan_year)).into_iter().collect()
}

/// 2025年6月, 2025年6月30日, 6月, 2025年.
fn bare_at(passage: Passage<'_>, at: usize, plan_year: Option<i32>) -> Option<DatePhrase> {
    if passage.before(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, '每' | '自' | '从')) {
        return None;
    }
    let mut cursor = Cursor::new(passage, at);
    let year = year(&mut cursor, plan_year);
    let months = bare_month(&mut cursor);
    let written = months.or_else(|| point(&mut cursor, year.is_some(), None).map(|w| w.point))?;
    let begins = passage.matches_any(cursor.at(), BEGINNINGS).is_some();
    (!begins).then_some(DatePhrase { start: at, end: cursor.at(), due: day(year.unwrap_or(plan_year), written) })
}

fn bare_month(cursor: &mut Cursor<'_>) -> Option<Point> {
    let mut ahead = *cursor;
    let month = ahead.eat_number(2)?;
    ahead.eat(&["月份", "月"])?;
    if ahead.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '底' | '末' | '至' | '—' | '-')) {
        return None;
    }
    *cursor = ahead;
    Some(Point::MonthEnd(month))
}

/// A point of the year, before the year is known.
#[derive(Debug, Clone, Copy)]
enum Point {
    /// The last day of a month.
    MonthEnd(u32),
    /// A day.
    Day(u32, u32),
}

/// How a point was written.
struct Written {
    point: Point,
    /// It binds without a word around it: 底, 末, 内.
    binds: bool,
}

fn date_at(passage: Passage<'_>, at: usize, plan_year: Option<i32>) -> Option<DatePhrase> {
    let before = passage.before(at);
    if before.is_some_and(|c| COMPARED.contains(&c) || c.is_ascii_digit()) {
        return None;
    }
    let mut cursor = Cursor::new(passage, at);
    let lead = cursor.eat(LEADS);
    let year = year(&mut cursor, plan_year);
    let written = point(&mut cursor, year.is_some(), before)?;
    let trailed = cursor.eat(TRAILS).is_some();
    let leads = |words: &[&str]| lead.is_some_and(|l| words.contains(&l));
    let bound = written.binds || trailed || leads(BINDING) || leads(STRIVING);
    let begins = passage.matches_any(cursor.at(), BEGINNINGS).is_some();
    let free = written.binds || trailed || cursor.peek().is_none_or(|c| !NO_DEADLINE.contains(&c));
    let due = day(year.unwrap_or(plan_year), written.point);
    let valid = passage.to(at).ends_with_any(VALIDITY);
    let past = due.date().zip(plan_year).is_some_and(|(due, year)| due.year() < year);
    (bound && free && !begins && !valid && !past).then_some(DatePhrase { start: at, end: cursor.at(), due })
}

/// The year as written; `Some(None)` is a word for a year that is not known.
fn year(cursor: &mut Cursor<'_>, plan_year: Option<i32>) -> Option<Option<i32>> {
    if cursor.eat(&["今年", "本年"]).is_some() {
        return Some(plan_year);
    }
    if cursor.eat(&["明年"]).is_some() {
        return Some(plan_year.map(|y| y.saturating_add(1)));
    }
    let mut ahead = *cursor;
    let number = ahead.eat_number(4).filter(|y| (2000..2100).contains(y))?;
    ahead.eat(&["年"])?;
    *cursor = ahead;
    Some(i32::try_from(number).ok())
}

fn point(cursor: &mut Cursor<'_>, has_year: bool, before: Option<char>) -> Option<Written> {
    let year_end = Written { point: Point::MonthEnd(12), binds: true };
    if has_year && cursor.eat(&["年底", "底", "末", "内"]).is_some() {
        return Some(year_end);
    }
    let counted = before.is_some_and(|c| "一二三两四五六七八九十半几多数每上去前同".contains(c));
    if !has_year && !counted && cursor.eat(&["年底", "年末", "年内"]).is_some() {
        return Some(year_end);
    }
    half_or_quarter(cursor).or_else(|| month(cursor)).or_else(|| {
        has_year.then_some(Written { point: Point::MonthEnd(12), binds: false }) // 到2025年
    })
}

fn half_or_quarter(cursor: &mut Cursor<'_>) -> Option<Written> {
    if let Some(half) = cursor.eat(&["上半年", "下半年"]) {
        return Some(Written { point: Point::MonthEnd(if half == "上半年" { 6 } else { 12 }), binds: false });
    }
    let mut ahead = *cursor;
    ahead.eat(&["第"]);
    let quarter = ahead.eat(&["一", "二", "三", "四", "1", "2", "3", "4"])?;
    ahead.eat(&["季度"])?;
    let binds = ahead.eat(&["末", "底"]).is_some();
    *cursor = ahead;
    let month = match quarter {
        "一" | "1" => 3,
        "二" | "2" => 6,
        "三" | "3" => 9,
        _ => 12,
    };
    Some(Written { point: Point::MonthEnd(month), binds })
}

fn month(cursor: &mut Cursor<'_>) -> Option<Written> {
    let mut ahead = *cursor;
    let month = ahead.eat_number(2)?;
    ahead.eat(&["月"])?;
    ahead.eat(&["份"]);
    let day = ahead.eat_number(2);
    let written = match (day, ahead.eat(&["日", "号", "底", "末"])) {
        (Some(day), Some("日" | "号")) => Written { point: Point::Day(month, day), binds: false },
        (None, Some("底" | "末")) => Written { point: Point::MonthEnd(month), binds: true },
        (None, None) => Written { point: third(&mut ahead, month)?, binds: false },
        _ => return None,
    };
    *cursor = ahead;
    Some(written)
}

/// 6月中旬, and 6月 where 前 follows: a month is over at its end.
fn third(cursor: &mut Cursor<'_>, month: u32) -> Option<Point> {
    match cursor.eat(&["上旬", "中旬", "下旬"]) {
        Some("上旬") => Some(Point::Day(month, 10)),
        Some("中旬") => Some(Point::Day(month, 20)),
        Some(_) => Some(Point::MonthEnd(month)),
        None => { *cursor }.eat(TRAILS).filter(|trail| *trail != "止").map(|_| Point::MonthEnd(month)),
    }
}

fn day(year: Option<i32>, point: Point) -> Due {
    let Some(year) = year else { return Due::YearUnknown };
    let date = match point {
        Point::Day(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Point::MonthEnd(month) => NaiveDate::from_ymd_opt(year, month, 1)
            .and_then(|first| first.checked_add_months(Months::new(1)))
            .and_then(|next| next.pred_opt()),
    };
    date.map_or(Due::Impossible, Due::On)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    fn read(written: &str) -> Vec<(String, Option<String>)> {
        let text = text_of(written);
        let shown = |d: DatePhrase| (text.whole().cut(d.start, d.end).to_string(), d.due.date().map(|d| d.to_string()));
        dates(text.whole(), Some(2025)).into_iter().map(shown).collect()
    }

    #[test]
    fn a_date_that_says_by_when_binds() {
        for (written, phrase, due) in [
            ("各市于2025年6月底前报送", "于2025年6月底前", "2025-06-30"),
            ("到2025年底，占比提高", "到2025年底", "2025-12-31"),
            ("到2026年底前完成", "到2026年底前", "2026-12-31"),
            ("12月底以前更新", "12月底以前", "2025-12-31"),
            ("确保力争到2025年底达标", "力争到2025年底", "2025-12-31"),
            ("年底前完成验收", "年底前", "2025-12-31"),
            ("2026年2月5日前交还", "2026年2月5日前", "2026-02-05"),
            ("到2027年，基本建成", "到2027年", "2027-12-31"),
            ("第三季度末完成", "第三季度末", "2025-09-30"),
            ("今年上半年前完成", "今年上半年前", "2025-06-30"),
            ("2028年2月底前", "2028年2月底前", "2028-02-29"),
            ("2025年5月中旬前报送", "2025年5月中旬前", "2025-05-20"),
            ("9月份前完成", "9月份前", "2025-09-30"),
            ("力争2027年达到三座", "力争2027年", "2027-12-31"),
        ] {
            assert_eq!(read(written), [(phrase.to_owned(), Some(due.to_owned()))], "{written}");
        }
    }

    #[test]
    fn years_that_bind_nobody_are_no_dates() {
        for written in [
            "（环字〔2025〕65号）",
            "《某方案（2021—2025年）》",
            "能效水平（2023年版）",
            "比2020年增长",
            "不低于2024年同期",
            "2025年度计划",
            "不少于三年内",
            "按照《2025年底前完成的任务》办理",
            "自2025年1月1日起",
            "上年末参保人数",
            "3月底以后",
            "截至2024年底，已建成三座",
            "本措施有效期至2025年12月31日",
            "未来3天",
            "6个月内",
        ] {
            assert_eq!(read(written), [], "{written}");
        }
    }

    #[test]
    fn an_impossible_day_is_no_date_and_a_missing_year_is_told() {
        let text = text_of("2月30日前报送");
        assert_eq!(dates(text.whole(), Some(2025))[0].due, Due::Impossible);
        let text = text_of("6月底前报送");
        assert_eq!(dates(text.whole(), None)[0].due, Due::YearUnknown);
    }
}
