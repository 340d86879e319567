//! Calendar dates that bind: 到2024年底, 于6月底前, 9月30日前, 第三季度末, 10月完成.
//!
//! How points of the calendar are written stands in `point`, which of them bind in `binding`.

mod binding;
mod phrase;
mod point;
mod words;

use self::binding::Calendar;
pub(super) use self::phrase::{DatePhrase, Due};
pub(super) use self::point::is_loose;
use self::words::{BEGINNINGS, UNTIL};
use super::cursor::Cursor;
use super::sentence::outer_brackets;
use super::text::Passage;

/// The binding dates of a passage. Titles of documents and document numbers are passed over.
pub(super) fn dates(passage: Passage<'_>, plan_year: Option<i32>) -> Vec<DatePhrase> {
    let mut titles = outer_brackets(passage)
        .into_iter()
        .filter(|(open, _)| matches!(passage.at(*open), Some('《' | '〈' | '〔' | '[' | '【')))
        .peekable();
    let mut found = Vec::new();
    let mut calendar = Calendar::new(passage, plan_year);
    let mut at = passage.start();
    while at < passage.end() {
        while titles.next_if(|(_, close)| *close <= at).is_some() {}
        if let Some((_, close)) = titles.peek().filter(|(open, _)| *open <= at) {
            at = close + 1;
        } else if let Some(phrase) = calendar.date_at(at) {
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

/// 2025年6月, 2025年6月30日, 6月, 2025年, 2025-06-30; the end of 2025年3月—6月.
fn bare_at(passage: Passage<'_>, at: usize, plan_year: Option<i32>) -> Option<DatePhrase> {
    if passage.before(at).is_some_and(|c| c.is_ascii_digit() || matches!(c, '每' | '自' | '从')) {
        return None;
    }
    let mut cursor = Cursor::new(passage, at);
    let written = point::read(&mut cursor, plan_year, passage.before(at))?;
    let begins = passage.matches_any(cursor.at(), BEGINNINGS).is_some();
    let goes_on =
        passage.matches_any(cursor.at(), UNTIL).is_some() || cursor.peek().is_some_and(|c| c.is_ascii_digit());
    let due = point::day(written.year.unwrap_or(plan_year), written.point);
    (!begins && !goes_on).then_some(DatePhrase { start: at, end: cursor.at(), due })
}

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
