//! Headings that run together on one line, each put on a line of its own.
//!
//! A number opens a heading inside a line only behind a full stop or bracket and only where it goes on
//! counting: 1. or the number after the last one.

use super::blank;
use super::heading::{self, Level, Marker};
use super::numeral;
use super::table;
use super::text::{Passage, Text};
use duban_domain::draft::Span;

/// A heading without a full stop, in front of its first child, is not longer.
const HEADING: usize = 80;
/// Words that announce a list of measures: 具体措施：
const ANNOUNCED: usize = 8;

/// The last number seen on each level.
#[derive(Debug, Default)]
struct Count {
    last: Vec<(Level, u32)>,
}

/// The text with a line for each heading.
pub(super) fn unfold(text: &Text) -> Text {
    let mut unfolded = Text::with_capacity(text.whole().len());
    let mut count = Count::default();
    let telling = blank::are_telling(text.whole());
    for (i, line) in text.whole().lines().into_iter().enumerate() {
        if i > 0 {
            unfolded.push('\n', Span(line.1, line.1 + 1));
        }
        append(&mut unfolded, line.0, &mut count, telling);
    }
    unfolded
}

fn append(unfolded: &mut Text, line: Passage<'_>, count: &mut Count, telling: bool) {
    if table::is_row(line) {
        unfolded.append(line);
        return;
    }
    let mut from = line.start();
    if let Some(marker) = heading::marker(line) {
        count.note(&marker);
    }
    for at in line.from(line.start() + 1).places(heading::may_begin) {
        let marker = heading::marker(line.cut(at, at + HEADING)).filter(|m| opens(line, from, at, m, count));
        if let Some(marker) = marker {
            count.note(&marker);
            append_heading(unfolded, line.cut(from, at), telling);
            break_before(unfolded, line.from(at));
            from = at;
        }
    }
    append_heading(unfolded, line.from(from), telling);
}

/// A heading with its text; a heading without a full stop stands on a line of its own where a blank ends it.
fn append_heading(unfolded: &mut Text, line: Passage<'_>, telling: bool) {
    let end = blank::end_of_heading(line).filter(|_| telling);
    if let Some(end) = end {
        unfolded.append(line.to(end));
        break_before(unfolded, line.from(end));
    }
    unfolded.append(line.from(end.unwrap_or(line.start())));
}

fn break_before(unfolded: &mut Text, line: Passage<'_>) {
    let Span(start, _) = line.to(line.start() + 1).span();
    unfolded.push('\n', Span(start, start));
}

/// Whether a number at `at` opens a heading, on a line that started at `from`.
fn opens(line: Passage<'_>, from: usize, at: usize, marker: &Marker, count: &Count) -> bool {
    let Some(number) = value(marker).filter(|_| !heading::counts_on(line.from(at + marker.len))) else { return false };
    let first = number == 1 && !matches!(marker.level, Level::Article | Level::Chapter | Level::Division);
    if !first && !count.goes_on(marker.level, number) {
        return false;
    }
    let head = line.cut(from, at);
    let under_heading = marker.level == Level::Section && head.len() <= HEADING && is_heading(head);
    match line.before(at) {
        Some('。' | '）' | '！' | '”' | ']' | '〕' | '】') => under_heading || !is_reference(head),
        Some('：' | ':') => first && announces(head),
        _ => under_heading,
    }
}

/// A heading without a full stop: 一、加强管理.
fn is_heading(head: Passage<'_>) -> bool {
    heading::marker(head).is_some_and(|m| m.level == Level::Part) && !head.contains("。")
}

/// 按照《某办法》（试行）第…: a bracket in the middle of a sentence.
fn is_reference(head: Passage<'_>) -> bool {
    head.ends_with_any(&["》）", "试行）"])
}

/// The words since the last full stop are short: 具体措施：
fn announces(head: Passage<'_>) -> bool {
    head.len() <= ANNOUNCED || head.from(head.end() - ANNOUNCED - 1).contains_any(&["。", "）"])
}

fn value(marker: &Marker) -> Option<u32> {
    let word = marker.number.trim_matches(['（', '）', '第', '条', '章', '节']);
    word.parse().ok().or_else(|| numeral::ordinal(&word.chars().collect::<Vec<char>>()))
}

impl Count {
    fn note(&mut self, marker: &Marker) {
        self.last
            .retain(|(level, _)| *level < marker.level || (*level == Level::Section && marker.level == Level::Part));
        self.last.retain(|(level, _)| *level != marker.level);
        self.last.extend(value(marker).map(|number| (marker.level, number)));
    }

    fn goes_on(&self, level: Level, number: u32) -> bool {
        self.last.iter().any(|(l, last)| *l == level && last.checked_add(1) == Some(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn lines(written: &str) -> Vec<String> {
        unfold(&text_of(written)).whole().split(&['\n']).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn headings_that_run_together_are_put_apart() {
        let written = "一、改进服务（一）清理收费。（甲部负责）具体措施：1.公布清单。（甲部负责）2.2025年底前检查。（乙部负责）（二）减少材料。";
        let apart = [
            "一、改进服务",
            "（一）清理收费。（甲部负责）具体措施：",
            "1.公布清单。（甲部负责）",
            "2.2025年底前检查。（乙部负责）",
            "（二）减少材料。",
        ];
        assert_eq!(lines(written), apart);
    }

    #[test]
    fn numbers_in_a_sentence_stay_where_they_are() {
        for written in [
            "1.完善制度。按照第（二）项办理，增长（一）2.5倍",
            "加强管理，重点包括下列三个方面的内容：1.登记；2.检查；3.整改。",
            "1.完善制度。7.这里不接着数。",
            "表\t（一）登记。（二）检查。",
            "1.清淤。一季度完成清淤。二、三季度完成绿化。",
            "一、整治。排查排口。二、三类排口全部封堵。",
        ] {
            assert_eq!(lines(written), [written], "{written}");
        }
    }

    #[test]
    fn no_character_is_lost() {
        let written = "\n一、甲\n\n（一）乙。（二）丙。\n";
        let unfolded = unfold(&text_of(written)).whole().to_string();
        assert_eq!(unfolded, "\n一、甲\n\n（一）乙。\n（二）丙。\n");
    }
}
