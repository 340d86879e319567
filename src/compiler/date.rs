//! Calendar dates that bind: 到2024年底, 于6月底前, 9月30日前, 第三季度末, 10月完成.
//!
//! How points of the calendar are written stands in `point`, which of them bind in `binding`.

mod binding;
mod calendar;
mod clock;
mod condition;
mod doing;
mod figures;
mod garbled;
mod judge;
mod phrase;
mod place;
mod point;
mod sharing;
mod soft;
mod words;
mod written;
mod year;
mod years;

use self::calendar::{Calendar, Reading};
pub(super) use self::garbled::end as spoilt;
pub(super) use self::phrase::{DatePhrase, Dates, Due, Why};
pub(super) use self::point::loose;
use self::words::RECURRING;
pub(super) use self::years::{FIVE_YEARS, Years};
use super::cursor::Cursor;
use super::sentence::outer_brackets;
use super::text::Passage;

/// The binding dates of a passage. Titles of documents and document numbers are passed over.
pub(super) fn dates(passage: Passage<'_>, years: impl Into<Years>) -> Vec<DatePhrase> {
    read(passage, years.into()).binding
}

/// The dates of a passage: those that bind, and those that only describe something.
pub(super) fn read(passage: Passage<'_>, years: Years) -> Dates {
    let mut titles = outer_brackets(passage)
        .into_iter()
        .filter(|(open, _)| matches!(passage.at(*open), Some('《' | '〈' | '〔' | '[' | '【')))
        .peekable();
    let mut found = Dates::default();
    let mut calendar = Calendar::new(passage, years);
    let mut at = passage.start();
    while at < passage.end() {
        while titles.next_if(|(_, close)| *close <= at).is_some() {}
        if let Some((_, close)) = titles.peek().filter(|(open, _)| *open <= at) {
            at = close + 1;
        } else if let Some(reading) = calendar.read_at(at) {
            at = take(reading, &mut found).max(at + 1);
        } else {
            at += 1;
        }
    }
    soft::part(passage, &mut found);
    found
}

/// Puts a reading where it belongs, and tells where it ends.
fn take(reading: Reading, found: &mut Dates) -> usize {
    match reading {
        Reading::Binding(phrases) => {
            found.binding.extend(phrases);
            found.binding.last().map_or(0, |phrase| phrase.to)
        }
        Reading::Told(phrase, why) => {
            found.told.push((phrase, why));
            phrase.to
        }
        Reading::Passed(end) => end,
    }
}

/// The dates of a place that holds nothing but dates, where a bare month or year binds as well: 2025年6月.
pub(super) fn in_column(passage: Passage<'_>, years: Years) -> Vec<DatePhrase> {
    column(passage, years).binding
}

/// The same, with the dates there that are no deadlines.
pub(super) fn column(passage: Passage<'_>, years: Years) -> Dates {
    let Dates { mut binding, told } = read(passage, years);
    let (over, told): (Vec<_>, Vec<_>) = told.into_iter().partition(|(phrase, _)| phrase.due == Due::Over);
    binding.extend(over.into_iter().map(|(phrase, _)| phrase));
    let settled = !binding.is_empty() || told.iter().any(|(_, why)| *why == Why::Done);
    if settled || passage.contains_any(RECURRING) {
        return Dates { binding, told };
    }
    let (mut at, mut calendar) = (passage.start(), Calendar::new(passage, years));
    if let Some(phrase) = calendar.packed() {
        binding.push(phrase);
        return Dates { binding, told };
    }
    while at < passage.end() {
        let phrases = calendar.bare_at(at).unwrap_or_default();
        at = phrases.last().map_or(at + 1, |phrase| phrase.to.max(at + 1));
        binding.extend(phrases);
    }
    Dates { binding, told }
}

/// The date that the head of a column names: 6月底前目标, 2026年; 全年目标 is the end of the year.
pub(super) fn of_head(head: Passage<'_>, years: Years) -> Option<DatePhrase> {
    if let Some(date) = in_column(head, years).pop() {
        return Some(date);
    }
    let whole = head.find("全年")?;
    let year = year::read(&mut Cursor::new(head, head.start()), years).and_then(year::Year::number);
    let due = match year.or(years.only()) {
        Some(year) => point::day(year, written::Point::MonthEnd(12)),
        None if years.are_several() => Due::SeveralYears,
        None => Due::YearUnknown,
    };
    let (start, end) = (head.start(), whole + 2);
    Some(DatePhrase { start, end, from: start, to: end, due, guessed: false })
}

#[cfg(test)]
mod kinds;
#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

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
