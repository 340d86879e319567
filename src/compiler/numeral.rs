//! Numbers: digits, and Chinese numerals.

use super::cursor::Cursor;
use duban_domain::plan::PLAN_YEARS;

/// No number is longer.
const LONGEST: usize = 40;

/// A number under the cursor: 1,200, 3.5, 一百二十, 三点五.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Option<f64> {
    let digits = cursor.eat_few(LONGEST, |c| c.is_ascii_digit() || c == '.' || c == ',');
    if !digits.is_empty() {
        let figures: String = digits.chars().iter().filter(|c| **c != ',').collect();
        return figures.parse().ok();
    }
    let first = f64::from(whole(cursor.eat_few(LONGEST, is_numeral).chars())?);
    let whole = first * 10_000.0;
    match behind_ten_thousands(cursor) {
        Some(rest) => Some(whole + rest),
        None => Some(first + decimals(cursor).unwrap_or_default()),
    }
}

/// 一万|五千, 三万|五: what goes on behind ten thousands; a digit alone counts thousands.
fn behind_ten_thousands(cursor: &mut Cursor<'_>) -> Option<f64> {
    let mut ahead = *cursor;
    ahead.eat(&["万"])?;
    let word = ahead.eat_few(LONGEST, is_numeral);
    let rest = f64::from(whole(word.chars())?);
    *cursor = ahead;
    Some(if word.len() == 1 { rest * 1_000.0 } else { rest })
}

/// A year under the cursor that a plan may be for: 2025, 二〇二五.
pub(super) fn year(cursor: &mut Cursor<'_>) -> Option<i32> {
    year_in_figures(cursor).or_else(|| spelled_year(cursor))
}

/// The same in figures alone.
pub(super) fn year_in_figures(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let year = ahead.eat_number(4).and_then(plan_year)?;
    *cursor = ahead;
    Some(year)
}

/// 二〇二五, and what is typed for it: 二0二五.
fn spelled_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    const ZEROS: [char; 4] = ['〇', '○', '零', '0'];
    let figure = |c: char| if ZEROS.contains(&c) { Some(0) } else { digit(c).filter(|_| c != '两') };
    let mut ahead = *cursor;
    let word = ahead.eat_few(4, |c| figure(c).is_some());
    let number = word.chars().iter().copied().filter_map(figure).fold(0, |sum, n| sum * 10 + n);
    let year = plan_year(number).filter(|_| word.len() == 4)?;
    *cursor = ahead;
    Some(year)
}

/// A number as the year of a plan.
fn plan_year(number: u32) -> Option<i32> {
    i32::try_from(number).ok().filter(|year| PLAN_YEARS.contains(year))
}

/// 点五 behind a numeral.
fn decimals(cursor: &mut Cursor<'_>) -> Option<f64> {
    let mut ahead = *cursor;
    ahead.eat(&["点"])?;
    let word = ahead.eat_few(LONGEST, |c| digit(c).is_some());
    let decimals: String = word.chars().iter().copied().filter_map(digit).map(|digit| digit.to_string()).collect();
    let value = format!("0.{decimals}").parse().ok().filter(|_| !decimals.is_empty())?;
    *cursor = ahead;
    Some(value)
}

/// Whether a character may stand in a Chinese number.
pub(super) fn is_numeral(ch: char) -> bool {
    matches!(ch, '零' | '〇' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}

/// The number of a heading: 十五 → 15.
pub(super) fn ordinal(word: &[char]) -> Option<u32> {
    if word.iter().copied().all(is_numeral) { whole(word) } else { None }
}

fn digit(ch: char) -> Option<u32> {
    Some(match ch {
        '零' | '〇' => 0,
        '一' => 1,
        '二' | '两' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn place(ch: char) -> Option<u32> {
    Some(match ch {
        '十' => 10,
        '百' => 100,
        '千' => 1_000,
        _ => return None,
    })
}

/// 三 → 3, 十五 → 15, 一百二十 → 120.
fn whole(word: &[char]) -> Option<u32> {
    let (mut sum, mut last) = (0u32, None);
    for ch in word.iter().copied() {
        match place(ch) {
            Some(place) => sum = sum.saturating_add(last.take().unwrap_or(1) * place),
            None => last = digit(ch),
        }
    }
    (!word.is_empty()).then(|| sum.saturating_add(last.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn numbers_are_read_in_every_script() {
        for (written, value) in [
            ("1,200", 1200.0),
            ("27.2", 27.2),
            ("一百二十", 120.0),
            ("三点二五", 3.25),
            ("两千", 2000.0),
            ("〇", 0.0),
            ("一万五千", 15_000.0),
            ("二十万零三百", 200_300.0),
            ("三万五", 35_000.0),
        ] {
            let text = text_of(written);
            assert_eq!(number(&mut Cursor::new(text.whole(), 0)), Some(value), "{written}");
        }
        assert_eq!(ordinal(&['十', '五']), Some(15));
        assert_eq!(ordinal(&['五', '类']), None);
        assert_eq!(ordinal(&[]), None);
    }
}
