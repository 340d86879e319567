//! The numbers that open headings: 一、 （一） 1. 第一条 1.1.

mod decimal;
mod item;
mod level;

use self::decimal::bare;
pub(super) use self::item::{Item, bullet, continued, item, items};
pub(super) use self::level::{Level, Marker, is_numeral};
use super::text::{Passage, Terms};

/// The marker that a paragraph starts with.
pub(super) fn marker(paragraph: Passage<'_>) -> Option<Marker> {
    let marker = marker_at(paragraph.chars(), 0, |len| paragraph.gap_before(paragraph.start() + len));
    let is_figure = || paragraph.chars().first().is_some_and(char::is_ascii_digit);
    marker.or_else(|| is_figure().then(|| decimal::marker(paragraph)).flatten())
}

/// The marker of a line that only the line below it tells to be a heading.
pub(super) fn alone(line: Passage<'_>, next: Passage<'_>) -> Option<Marker> {
    stage(line, next).or_else(|| bare(line, next))
}

/// The marker of a line that names a stage, with headings below it: 第一阶段（3月底前）.
fn stage(line: Passage<'_>, next: Passage<'_>) -> Option<Marker> {
    const LONGEST: usize = 40;
    let number = line.chars().iter().skip(1).take_while(|c| is_numeral(**c) || c.is_ascii_digit()).count();
    let named = line.starts_with("第") && number > 0;
    let named = named && line.matches_any(line.start() + 1 + number, &["阶段", "步"]).is_some();
    let alone = line.len() <= LONGEST && !line.contains_any(&["。", "；"]) && marker(next).is_some();
    (named && alone).then(|| Marker { level: Level::Article, number: String::new(), len: 0 })
}

/// Whether a marker stands at `at`, in cleaned or raw characters.
pub(super) fn starts_with_marker(chars: &[char], at: usize) -> bool {
    marker_at(chars, at, |_| false).is_some()
}

/// Whether a marker may begin with a character: nearly none does.
pub(super) fn may_begin(ch: char) -> bool {
    matches!(ch, '(' | '（' | '第') || ch.is_ascii_digit() || is_numeral(ch)
}

/// A marker takes at most this many characters.
const REACH: usize = 12;

/// `spaced` tells whether a blank of the document stands that many characters behind `at`.
fn marker_at(chars: &[char], at: usize, spaced: impl Fn(usize) -> bool) -> Option<Marker> {
    let head = chars.get(at..chars.len().min(at + REACH))?;
    match head.first()? {
        '(' | '（' => bracketed(head),
        '第' => ordinal(head),
        c if c.is_ascii_digit() => arabic(head, spaced),
        c if is_numeral(*c) => part(head),
        _ => None,
    }
}

fn bracketed(head: &[char]) -> Option<Marker> {
    let digits = numerals(head.get(1..)?);
    let close = *head.get(1 + digits.chars().count())?;
    let marker = Marker { level: Level::Section, len: digits.chars().count() + 2, number: format!("（{digits}）") };
    (!digits.is_empty() && matches!(close, ')' | '）')).then_some(marker)
}

fn ordinal(head: &[char]) -> Option<Marker> {
    let counted: String = head.iter().skip(1).take_while(|c| c.is_ascii_digit()).collect();
    let digits = if counted.is_empty() { numerals(head.get(1..)?) } else { counted };
    let at = 1 + digits.chars().count();
    let unit = *head.get(at)?;
    if unit == '部' && head.get(at + 1) == Some(&'分') && !digits.is_empty() {
        return Some(Marker { level: Level::Chapter, len: at + 2, number: format!("第{digits}部分") });
    }
    let level = match unit {
        '章' => Level::Chapter,
        '节' => Level::Division,
        '条' => Level::Article,
        _ => return None,
    };
    let number = format!("第{digits}{unit}");
    (!digits.is_empty()).then(|| Marker { level, len: number.chars().count(), number })
}

fn part(head: &[char]) -> Option<Marker> {
    let number = numerals(head);
    let len = number.chars().count() + 1;
    let shared = is_shared(head.get(len..).unwrap_or_default(), &["季度", "月"]); // 二、三季度
    (head.get(len - 1) == Some(&'、') && !shared).then_some(Marker { level: Level::Part, number, len })
}

/// Whether words open with another number that shares its word with the one before: 二、|三季度.
fn is_shared(rest: &[char], words: &[&str]) -> bool {
    let behind: String = rest.iter().skip_while(|c| is_numeral(**c)).take(2).collect();
    rest.first().is_some_and(|c| is_numeral(*c)) && words.iter().any(|word| behind.starts_with(word))
}

/// Whether 一、 stands before more of what is counted, in the midst of a line: 一、二类污染源.
pub(super) fn counts_on(rest: Passage<'_>) -> bool {
    const COUNTED: &Terms =
        &Terms::new(&["期", "类", "级", "批", "次", "号", "线", "环", "产", "片", "层", "阶段", "标段", "组"]);
    is_shared(rest.chars(), COUNTED)
}

fn arabic(head: &[char], spaced: impl Fn(usize) -> bool) -> Option<Marker> {
    let number: String = head.iter().take_while(|c| c.is_ascii_digit()).collect();
    let len = number.len() + 1;
    let point = matches!(head.get(len - 1)?, '.' | '．' | '、');
    let rest: String = head.iter().skip(len).take(5).collect();
    let figure = rest.starts_with(|c: char| c.is_ascii_digit()) && !is_date(&rest) && !spaced(len);
    (number.len() <= 3 && point && !figure).then_some(Marker { level: Level::Task, number, len })
}

/// 1.2024年…, 1.2024—2026年…, 2.10月…, 3.2025.10.31前, 4.25年…: the point belongs to the number, not to a figure.
fn is_date(rest: &str) -> bool {
    let digits = rest.chars().take_while(char::is_ascii_digit).count();
    let behind = rest.chars().nth(digits);
    let year = digits == 4 && rest.starts_with("20");
    (digits == 4 && matches!(behind, Some('年' | '—' | '-' | '～')))
        || (year && matches!(behind, Some('.' | '/')))
        || (digits <= 2 && behind == Some('月'))
        || (digits == 2 && behind == Some('年'))
}

fn numerals(chars: &[char]) -> String {
    chars.iter().take_while(|c| is_numeral(**c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> Option<(Level, String, usize)> {
        marker(text_of(written).whole()).map(|m| (m.level, m.number, m.len))
    }

    #[test]
    fn every_notation_of_a_heading_has_its_level() {
        assert_eq!(read("二、主要任务"), Some((Level::Part, "二".into(), 2)));
        assert_eq!(read("(十一)强化监管"), Some((Level::Section, "（十一）".into(), 4)));
        assert_eq!(read("3.2025年底前完成"), Some((Level::Task, "3".into(), 2)));
        assert_eq!(read("3.2025—2027年每年检查"), Some((Level::Task, "3".into(), 2)));
        assert_eq!(read("4.10月底前完成"), Some((Level::Task, "4".into(), 2)));
        assert_eq!(read("4.2025.10.31前完成"), Some((Level::Task, "4".into(), 2)));
        assert_eq!(read("5.25年11月底前完成"), Some((Level::Task, "5".into(), 2)));
        assert_eq!(read("第二部分重点任务"), Some((Level::Chapter, "第二部分".into(), 4)));
        assert_eq!(read("12.加快转型"), Some((Level::Task, "12".into(), 3)));
        assert_eq!(read("第七条蔬菜"), Some((Level::Article, "第七条".into(), 3)));
        assert_eq!(read("第12条蔬菜"), Some((Level::Article, "第12条".into(), 4)));
        assert_eq!(read("第二节 产业"), Some((Level::Division, "第二节".into(), 3)));
    }

    #[test]
    fn a_blank_behind_the_point_tells_a_number_from_a_figure() {
        let mut text = text_of("2.");
        text.push('5', duban_domain::draft::Span(3, 4));
        assert_eq!(marker(text.whole()).map(|m| m.len), Some(2));
    }

    #[test]
    fn figures_and_words_are_no_headings() {
        for written in [
            "二、三季度完成绿化",
            "十、十一月开展检查",
            "2.5微克",
            "2024年",
            "一级响应",
            "第一批",
            "（试行）",
            "（1）",
            "十",
            "",
        ] {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
