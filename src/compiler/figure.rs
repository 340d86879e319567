//! Figures: a number or range with its unit.

use super::cursor::Cursor;
use super::numeral::{is_numeral, number};
use super::range::UNTIL;
use super::text::{Passage, Terms, is_ideograph};
use super::unit_of_measure::{self, Unit};
use duban_domain::draft::Value;

/// Words behind a figure that qualify it, longer ones first.
pub(super) const TAILS: &Terms =
    &Terms::new(&["及以上", "以上", "及以内", "以内", "之内", "及以下", "以下", "左右", "上下"]);
/// What goes on behind the figure of a clause.
pub(super) const GOING_ON: &[&str] = &["并", "、", "（", "(", "和", "以及"];
/// A measure that is not in the grammar of units is no longer.
const STRANGE: usize = 4;
/// Characters that make a number an ordinal, a date or a class.
const ORDINAL: &str = "级类等号届版期档年月日季第类型款条的";

/// A figure in a passage.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Figure {
    /// Where the number starts.
    pub(super) start: usize,
    /// Where the unit ends.
    pub(super) end: usize,
    /// The number or range.
    pub(super) value: Value,
    /// The unit; none for a bare number.
    pub(super) unit: Option<String>,
    /// 余 or 多 behind the number.
    pub(super) more: Option<&'static str>,
    /// How it may be used.
    pub(super) nature: Nature,
}

/// What kind of figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// A number of things, in digits.
    Count,
    /// A number of things, in words: 三个, which may be a way of speaking.
    Words,
    /// A share.
    Share,
    /// A length of time.
    Time,
    /// A number without a unit, or with one that nobody knows: it needs a comparator.
    Bare,
}

/// The figures of a passage, in order. Years and ordinals are none.
pub(super) fn figures(passage: Passage<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = passage.start();
    while let Some(next) = passage.from(at).places(begins).next() {
        at = next + 1;
        if let Some(figure) = figure_at(passage, next) {
            at = figure.end;
            found.push(figure);
        }
    }
    found
}

/// Whether a figure may begin with a character.
fn begins(c: char) -> bool {
    c.is_ascii_digit() || is_numeral(c) || c == '万'
}

fn figure_at(passage: Passage<'_>, at: usize) -> Option<Figure> {
    let first = passage.at(at)?;
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '.' || is_numeral(c);
    if passage.before(at).is_some_and(goes_on) || is_torn(passage, at) {
        let read = if behind_letters(passage, at) { measured(passage, at, first) } else { None };
        return read.filter(|figure| figure.nature == Nature::Count);
    }
    share_in_words(passage, at).or_else(|| measured(passage, at, first))
}

/// AED|300台: capitals that are no name of something with a number in it.
fn behind_letters(passage: Passage<'_>, at: usize) -> bool {
    const NUMBERED: &Terms = &Terms::new(&["PM", "GB", "ISO", "CO", "NO", "SO", "TSP", "HSK", "NH", "CH"]);
    let length = passage.to(at).chars().iter().rev().take_while(|c| c.is_ascii_uppercase()).count();
    let letters = passage.cut(at - length, at).to_string();
    length > 1
        && !NUMBERED.contains(&letters.as_str())
        && !passage.before(at - length).is_some_and(|c| c.is_ascii_alphanumeric())
}

/// 6 0万亩: a digit that a blank parts from another is half of a number.
fn is_torn(passage: Passage<'_>, at: usize) -> bool {
    if !passage.at(at).is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let blanks = passage.to(at).chars().iter().rev().take_while(|c| **c == ' ').count();
    let before = passage.to(at - blanks);
    let digits = before.chars().iter().rev().take_while(|c| c.is_ascii_digit() || **c == '.').count();
    let named = before.before(before.end() - digits).is_some_and(|c| c.is_ascii_alphabetic()); // PM2.5 28微克
    blanks > 0 && digits > 0 && !named
}

/// 百分之八十五, 千分之五, 三分之一, 八成, 一半.
fn share_in_words(passage: Passage<'_>, at: usize) -> Option<Figure> {
    let mut cursor = Cursor::new(passage, at);
    let share = |cursor: Cursor<'_>, value: f64, unit: &str| Figure {
        start: at,
        end: cursor.at(),
        value: Value::Number(value),
        unit: Some(unit.to_owned()),
        more: None,
        nature: Nature::Share,
    };
    let of = [("百分之", "%"), ("千分之", "‰"), ("万分之", "‱")];
    if let Some((_, unit)) = of.iter().find(|(word, _)| cursor.eat(&[*word]).is_some()) {
        let value = number(&mut cursor)?;
        return Some(share(cursor, value, unit));
    }
    let first = number(&mut cursor)?;
    if cursor.eat(&["分之"]).is_some() {
        let second = number(&mut cursor)?;
        return (first > 0.0).then(|| share(cursor, (second / first * 10_000.0).round() / 100.0, "%"));
    }
    let value = match cursor.eat(&["半", "成"])? {
        "半" if first == 1.0 => 50.0,
        "成" if first < 10.0 => first * 10.0,
        _ => return None,
    };
    ends(passage, cursor.at()).then(|| share(cursor, value, "%"))
}

fn measured(passage: Passage<'_>, at: usize, first: char) -> Option<Figure> {
    let mut cursor = Cursor::new(passage, at);
    let from = number(&mut cursor)?;
    let value = range_end(&mut cursor).map_or(Value::Number(from), |to| Value::Range(from, to));
    let digits = first.is_ascii_digit();
    let mut counted = cursor;
    let more = counted.eat(&["余", "多"]);
    let unit = unit_of_measure::unit(&mut counted);
    let known =
        unit.filter(|unit| counted.at() >= cursor.at() && !(unit.written == "年" && (1900.0..2200.0).contains(&from)));
    if let Some(unit) = known {
        let nature = nature(&unit, digits);
        let more = more.or(unit.more);
        return Some(Figure { start: at, end: counted.at(), value, unit: Some(unit.written), more, nature });
    }
    let (end, unit) = strange(passage, cursor.at()).filter(|_| digits || from == 0.0)?;
    Some(Figure { start: at, end, value, unit, more: None, nature: Nature::Bare })
}

fn nature(unit: &Unit, digits: bool) -> Nature {
    match unit.written.as_str() {
        "%" | "‰" | "‱" | "个百分点" | "百分点" => Nature::Share,
        _ if unit.time => Nature::Time,
        _ if digits || unit.written.starts_with(['万', '亿']) => Nature::Count,
        _ => Nature::Words,
    }
}

/// A bare number, or one with a measure that is not in the grammar of units: its end and the measure.
fn strange(passage: Passage<'_>, at: usize) -> Option<(usize, Option<String>)> {
    let word = |end: &usize| passage.cut(at, *end);
    let end = (at..=at + STRANGE).find(|end| ends(passage, *end))?;
    let unit = word(&end);
    let fits = unit.chars().iter().all(|c| is_ideograph(*c) && !ORDINAL.contains(*c)) && end <= passage.end();
    fits.then(|| (end, (!unit.is_empty()).then(|| unit.to_string())))
}

/// Whether a figure may end at `at`: nothing goes on, or a qualifier does.
fn ends(passage: Passage<'_>, at: usize) -> bool {
    at == passage.end() || passage.matches_any(at, TAILS).or_else(|| passage.matches_any(at, GOING_ON)).is_some()
}

/// 7—10天, 7%—10%, 3万至5万个.
fn range_end(cursor: &mut Cursor<'_>) -> Option<f64> {
    let mut ahead = *cursor;
    ahead.eat(&["%", "万", "亿", "个"]);
    ahead.eat(UNTIL)?;
    let last = number(&mut ahead)?;
    *cursor = ahead;
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<(Value, String)> {
        let shown = |f: Figure| (f.value, f.unit.unwrap_or_default());
        figures(text_of(written).whole()).into_iter().map(shown).collect()
    }

    fn one(written: &str) -> (f64, String) {
        match read(written).as_slice() {
            [(Value::Number(number), unit)] => (*number, unit.clone()),
            other => panic!("{written}: {other:?}"),
        }
    }

    #[test]
    fn figures_are_read_in_every_script() {
        assert_eq!(read("增长18%和33.7%"), [(Value::Number(18.0), "%".into()), (Value::Number(33.7), "%".into())]);
        assert_eq!(one("不少于三年"), (3.0, "年".into()));
        assert_eq!(one("达到1,200家"), (1200.0, "家".into()));
        assert_eq!(one("27.2微克/立方米"), (27.2, "微克/立方米".into()));
        assert_eq!(one("帮扶20万余人"), (20.0, "万人".into()));
        assert_eq!(one("安装300多个"), (300.0, "个".into()));
        assert_eq!(one("配备AED300台"), (300.0, "台".into()));
    }

    #[test]
    fn shares_are_read_in_words() {
        assert_eq!(one("百分之八十五以上"), (85.0, "%".into()));
        assert_eq!(one("保持在千分之五"), (5.0, "‰".into()));
        assert_eq!(one("压减三分之一以上"), (33.33, "%".into()));
        assert_eq!(one("压缩一半以上"), (50.0, "%".into()));
        assert_eq!(one("超过八成"), (80.0, "%".into()));
        assert_eq!(read("三成效显著"), []);
    }

    #[test]
    fn ranges_are_read_with_one_unit_or_two() {
        assert_eq!(read("实现7—10天预报"), [(Value::Range(7.0, 10.0), "天".into())]);
        assert_eq!(read("实现7―10天预报"), [(Value::Range(7.0, 10.0), "天".into())]);
        assert_eq!(read("增长5%～8%"), [(Value::Range(5.0, 8.0), "%".into())]);
        assert_eq!(read("3万至5万个"), [(Value::Range(3.0, 5.0), "万个".into())]);
    }

    #[test]
    fn a_number_may_have_no_unit_or_a_strange_one() {
        assert_eq!(one("系数提高到0.58"), (0.58, String::new()));
        assert_eq!(one("达到40榀以上"), (40.0, "榀".into()));
    }

    #[test]
    fn years_ordinals_and_names_are_no_figures() {
        assert_eq!(read("2024年PM2.5浓度，第3类，O3个例，4.5级"), []);
        assert_eq!(read("完成还田6  0万亩"), [], "half of a number");
    }
}
