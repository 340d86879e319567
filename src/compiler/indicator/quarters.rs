//! Values by parts of the year: 一季度、上半年、前三季度、全年完成率分别达到20%、50%、75%、100%.

use chrono::NaiveDate;

use crate::cursor::Cursor;
use crate::text::{Passage, Terms};

/// Parts of the year, and the month that each ends with.
const PARTS: &[(&str, u32)] = &[
    ("第一季度", 3),
    ("第二季度", 6),
    ("第三季度", 9),
    ("第四季度", 12),
    ("一季度", 3),
    ("二季度", 6),
    ("三季度", 9),
    ("四季度", 12),
    ("前三季度", 9),
    ("上半年", 6),
    ("下半年", 12),
    ("全年", 12),
];
/// The same words to look for.
const WORDS: &Terms = &Terms::new(&[
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "前三季度",
    "上半年",
    "下半年",
    "全年",
]);

/// The last days of the parts of the year that open words, a figure each, and where they end. No day where the year is not known.
pub(super) fn opening(words: Passage<'_>, year: Option<i32>) -> Option<(usize, Vec<NaiveDate>)> {
    let mut cursor = Cursor::new(words, words.start());
    let mut months = Vec::new();
    loop {
        let part = cursor.eat(WORDS)?;
        months.extend(PARTS.iter().find(|(word, _)| *word == part).map(|(_, month)| *month));
        cursor.eat(&["末", "底"]);
        if cursor.eat(&["、", "和", "及"]).is_none() {
            break;
        }
    }
    let dealt = months.len() > 1 && words.from(cursor.at()).contains_any(&["分别", "依次"]);
    dealt.then(|| (cursor.at(), months.iter().filter_map(|month| last_day(*month, year?)).collect()))
}

/// The last day of a part of the year that is all that stands before a figure: 其中二季度4户. `None` for other words.
pub(super) fn of_name(name: &str, year: Option<i32>) -> Option<Option<NaiveDate>> {
    let (_, month) = PARTS.iter().find(|(word, _)| *word == name)?;
    Some(year.and_then(|year| last_day(*month, year)))
}

/// The last day of a month with which a quarter ends.
fn last_day(month: u32, year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, if matches!(month, 6 | 9) { 30 } else { 31 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn each_part_of_the_year_has_a_figure() {
        let read = |written: &str| {
            let text = text_of(written);
            let found = opening(text.whole(), Some(2025));
            found.map(|(from, dues)| {
                let days: Vec<String> = dues.iter().map(|day| day.format("%m-%d").to_string()).collect();
                format!("{} {}", text.whole().from(from), days.join(" "))
            })
        };
        let found = read("一季度、上半年、前三季度、全年完成率分别达到20%、50%、75%、100%");
        assert_eq!(found.as_deref(), Some("完成率分别达到20%、50%、75%、100% 03-31 06-30 09-30 12-31"));
        assert_eq!(read("上半年和全年增速分别不低于5%、6%").as_deref(), Some("增速分别不低于5%、6% 06-30 12-31"));
        assert_eq!(read("一季度、上半年完成率达到20%"), None);
        assert_eq!(read("全年完成率达到20%"), None);
    }
}
