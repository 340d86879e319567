//! Numbers with points: 1.1 and 1.1.1 below 1.

use super::level::{Level, Marker};
use crate::cursor::Cursor;
use crate::text::{Passage, is_ideograph};
use crate::unit_of_measure;

/// A heading that is only its number and words is not longer.
const HEADING: usize = 40;
/// Behind a figure these make it a time or a share.
const OF_FIGURES: &str = "年月日号时点前后底末内至到倍成万亿千百余多以%‰";

/// The marker of such a number that a paragraph opens with; a figure with a unit of measure is none: 2.5微克.
pub(super) fn marker(paragraph: Passage<'_>) -> Option<Marker> {
    let mut cursor = Cursor::new(paragraph, paragraph.start());
    let mut parts = vec![part(&mut cursor)?];
    while parts.len() < 4 {
        let mut ahead = cursor;
        if ahead.eat(&["."]).is_none() {
            break;
        }
        let Some(next) = part(&mut ahead) else { break };
        parts.push(next);
        cursor = ahead;
    }
    let closed = cursor.eat(&[".", "、"]).is_some();
    let end = cursor.at();
    let timed = paragraph.at(end) == Some(' ') && is_time(paragraph.from(end + 1)); // 1.1.1 9月底前
    let end = end + usize::from(timed);
    let first = paragraph.at(end)?;
    let opens = is_ideograph(first) || matches!(first, '“' | '《' | '（') || timed;
    let told = closed || timed || parts.len() > 2 || paragraph.gap_before(end);
    let level = if parts.len() > 2 { Level::Subpoint } else { Level::Point };
    let number = parts.iter().map(ToString::to_string).collect::<Vec<_>>().join(".");
    let fits = parts.len() > 1 && opens && !is_figure(paragraph.from(end), told);
    fits.then(|| Marker { level, number, len: end - paragraph.start() })
}

/// 9月, 2025年: what stands behind a blank and is no part of the number before it.
fn is_time(words: Passage<'_>) -> bool {
    let digits = words.chars().iter().take_while(|c| c.is_ascii_digit()).count();
    let word = words.at(words.start() + digits);
    (digits <= 2 && digits > 0 && word == Some('月')) || (digits == 4 && word == Some('年'))
}

/// A bare number before a heading whose first item has it before the point: 1 总体要求 above 1.1 指导思想.
pub(crate) fn bare(line: Passage<'_>, next: Passage<'_>) -> Option<Marker> {
    let mut cursor = Cursor::new(line, line.start());
    let number = part(&mut cursor)?.to_string();
    let words = line.from(cursor.at());
    let heading = words.chars().first().is_some_and(|c| is_ideograph(*c)) && words.len() <= HEADING;
    let plain = !words.contains_any(&["。", "；", "，"]);
    let below = marker(next).is_some_and(|below| below.number.split('.').next() == Some(number.as_str()));
    (heading && plain && below).then_some(Marker { level: Level::Task, number, len: cursor.at() - line.start() })
}

/// One to ninety-nine, without a zero before it.
fn part(cursor: &mut Cursor<'_>) -> Option<u32> {
    let zero = cursor.peek() == Some('0');
    cursor.eat_number(2).filter(|_| !zero)
}

/// Whether words behind a number make it a figure. Where a blank or a further point tells that it is none, a unit of measure may
/// open the heading as well: 1.1 家庭医生.
fn is_figure(words: Passage<'_>, told: bool) -> bool {
    let mut cursor = Cursor::new(words, words.start());
    let unit = unit_of_measure::unit(&mut cursor).is_some();
    let alone = words.at(cursor.at()).is_none_or(|c| !is_ideograph(c));
    let of_figures = words.at(words.start()).is_some_and(|c| OF_FIGURES.contains(c));
    if told { unit && alone } else { unit || of_figures }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;
    use crate::doubt::Doubts;

    fn read(written: &str) -> Option<(Level, String, usize)> {
        let raw: Vec<char> = written.chars().collect();
        let text = clean::clean(&raw, &mut Doubts::default());
        marker(text.whole()).map(|marker| (marker.level, marker.number, marker.len))
    }

    #[test]
    fn numbers_with_points_are_told_from_figures() {
        for (written, level, number, len) in [
            ("1.1 指导思想", Level::Point, "1.1", 3),
            ("2.1控制用煤", Level::Point, "2.1", 3),
            ("2.1.1 改造灌区。", Level::Subpoint, "2.1.1", 5),
            ("1.2. 家庭医生签约", Level::Point, "1.2", 4),
            ("3.10 项目建设", Level::Point, "3.10", 4),
            ("10.2、“散乱污”整治", Level::Point, "10.2", 5),
            ("1.1.1 9月底前完成排查", Level::Subpoint, "1.1.1", 6),
            ("1.2.3 12月底前完成排查", Level::Subpoint, "1.2.3", 6),
            ("2.1 2025年完成排查", Level::Point, "2.1", 4),
        ] {
            assert_eq!(read(written), Some((level, number.to_owned(), len)), "{written}");
        }
        for written in [
            "2.5微克/立方米",
            "1.2万亩以上",
            "6.30前完成",
            "2025.6.30",
            "3.5 个百分点",
            "1.1",
            "0.5级",
            "1.05倍",
            "1.控煤",
            "9.1 %",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
