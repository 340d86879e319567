//! Numbers: digits, and Chinese numerals.

use super::cursor::Cursor;

/// No number is longer.
const LONGEST: usize = 40;

/// A number under the cursor: 1,200, 3.5, 一百二十, 三点五.
pub(super) fn number(cursor: &mut Cursor<'_>) -> Option<f64> {
    let digits = cursor.eat_few(LONGEST, |c| c.is_ascii_digit() || c == '.' || c == ',');
    if !digits.is_empty() {
        return digits.replace(',', "").parse().ok();
    }
    let whole = whole(&cursor.eat_few(LONGEST, is_numeral)).map(f64::from)?;
    Some(whole + decimals(cursor).unwrap_or_default())
}

/// 点五 behind a numeral.
fn decimals(cursor: &mut Cursor<'_>) -> Option<f64> {
    let mut ahead = *cursor;
    ahead.eat(&["点"])?;
    let word = ahead.eat_few(LONGEST, |c| digit(c).is_some());
    let decimals: String = word.chars().filter_map(digit).map(|digit| digit.to_string()).collect();
    let value = format!("0.{decimals}").parse().ok().filter(|_| !decimals.is_empty())?;
    *cursor = ahead;
    Some(value)
}

/// Whether a character may stand in a Chinese number.
pub(super) fn is_numeral(ch: char) -> bool {
    digit(ch).is_some() || place(ch).is_some()
}

/// The number of a heading: 十五 → 15.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    if word.chars().all(is_numeral) { whole(word) } else { None }
}

fn digit(ch: char) -> Option<u32> {
    Some(match ch {
        '零' | '〇' => 0,
        '两' => 2,
        _ => (1u32..).zip("一二三四五六七八九".chars()).find(|(_, c)| *c == ch)?.0,
    })
}

fn place(ch: char) -> Option<u32> {
    (1u32..).zip("十百千".chars()).find(|(_, c)| *c == ch).map(|(power, _)| 10u32.pow(power))
}

/// 三 → 3, 十五 → 15, 一百二十 → 120.
fn whole(word: &str) -> Option<u32> {
    let (mut sum, mut last) = (0u32, None);
    for ch in word.chars() {
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
        for (written, value) in
            [("1,200", 1200.0), ("27.2", 27.2), ("一百二十", 120.0), ("三点二五", 3.25), ("两千", 2000.0), ("〇", 0.0)]
        {
            let text = text_of(written);
            assert_eq!(number(&mut Cursor::new(text.whole(), 0)), Some(value), "{written}");
        }
        assert_eq!(ordinal("十五"), Some(15));
        assert_eq!(ordinal("五类"), None);
        assert_eq!(ordinal(""), None);
    }
}
