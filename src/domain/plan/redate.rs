//! Dates without a year of their own (不写年份的日期): 于6月底前 is of the plan's year, and moves with it.

use chrono::{Datelike, NaiveDate};

/// Words for the year after the plan's.
const NEXT: [&str; 5] = ["明年", "次年", "翌年", "下一年", "来年"];
/// Words for the end of a month.
const END: [&str; 3] = ["底", "末", "终"];

/// A date as it was read: the time phrase, the clause around it, and what was made of it.
#[derive(Debug, Clone, Copy)]
pub struct Read<'t> {
    /// 于6月底前.
    pub phrase: &'t str,
    /// The words around it: they may name the year that it shares with others, 2024年3月、6月底前.
    pub clause: &'t str,
    /// The date.
    pub due: NaiveDate,
}

impl Read<'_> {
    /// The date in a plan of another year; `None` where its words name the year, or where it never was of the plan's.
    pub fn moved(&self, from: i32, to: i32) -> Option<NaiveDate> {
        let next = NEXT.iter().any(|word| self.phrase.contains(word));
        let of_plan = self.due.year() == from + i32::from(next);
        let named = [self.phrase, self.clause].iter().any(|words| names(words, self.due.year()));
        if self.phrase.trim().is_empty() || !of_plan || named {
            return None;
        }
        let year = self.due.year().checked_add(to.checked_sub(from)?)?;
        let last = last_of_month(year, self.due.month())?;
        let at_end = last_of_month(self.due.year(), self.due.month()) == Some(self.due);
        let means_end = at_end && END.iter().any(|word| self.phrase.contains(word));
        let same = NaiveDate::from_ymd_opt(year, self.due.month(), self.due.day()).unwrap_or(last);
        Some(if means_end { last } else { same })
    }
}

fn last_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let first_of_next = match month {
        12 => NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)?,
        month => NaiveDate::from_ymd_opt(year, month + 1, 1)?,
    };
    first_of_next.pred_opt()
}

/// Whether words name a year: 2024, 24年, 二〇二四.
fn names(words: &str, year: i32) -> bool {
    let whole = year.to_string();
    let short = format!("{:02}年", year.rem_euclid(100));
    let spelled = |zero: char| -> String {
        let digits = [zero, '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        whole.bytes().filter_map(|byte| digits.get(usize::from(byte.wrapping_sub(b'0')))).collect()
    };
    let stands_alone =
        |at: usize| !words.get(..at).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
    words.contains(&whole)
        || ['〇', '○', '零'].iter().any(|zero| words.contains(&spelled(*zero)))
        || words.match_indices(&short).any(|(at, _)| stands_alone(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moved(phrase: &str, clause: &str, due: &str, to: i32) -> Option<String> {
        let due = due.parse().unwrap();
        Read { phrase, clause, due }.moved(2024, to).map(|date| date.to_string())
    }

    #[test]
    fn a_date_without_a_year_moves_with_the_plan() {
        for (phrase, due, to, expected) in [
            ("于6月底前", "2024-06-30", 2025, "2025-06-30"),
            ("2月底前", "2024-02-29", 2025, "2025-02-28"),
            ("2月28日前", "2024-02-28", 2028, "2028-02-28"),
            ("2月29日前", "2024-02-29", 2025, "2025-02-28"),
            ("年底前", "2024-12-31", 2026, "2026-12-31"),
            ("明年3月底前", "2025-03-31", 2025, "2026-03-31"),
            ("本年10月15日前", "2024-10-15", 2023, "2023-10-15"),
        ] {
            assert_eq!(moved(phrase, phrase, due, to).as_deref(), Some(expected), "{phrase}");
        }
        assert_eq!(
            Read { phrase: "2月末", clause: "", due: "2025-02-28".parse().unwrap() }
                .moved(2025, 2024)
                .unwrap()
                .to_string(),
            "2024-02-29"
        );
    }

    #[test]
    fn a_date_that_names_its_year_or_shares_a_named_one_stays() {
        for (phrase, clause, due) in [
            ("2024年6月底前", "2024年6月底前完成", "2024-06-30"),
            ("6月底前", "2024年3月底、6月底前分别完成", "2024-06-30"),
            ("24年6月底前", "24年6月底前完成", "2024-06-30"),
            ("二〇二四年底", "二〇二四年底前完成", "2024-12-31"),
            ("到2025年", "到2025年建成", "2025-12-31"),
            ("", "", "2024-06-30"),
        ] {
            assert_eq!(moved(phrase, clause, due, 2025), None, "{phrase}");
        }
        assert_eq!(moved("6月底前", "较2020年下降5%，6月底前完成", "2024-06-30", 2025).as_deref(), Some("2025-06-30"));
        assert_eq!(moved("6月底前", "124年企业", "2024-06-30", 2025).as_deref(), Some("2025-06-30"), "no year");
    }
}
