//! Dates that OCR has spoilt: 2025年l2月, 1O月, 1 1月, 205年6月. What is left of one is no date, and is doubted elsewhere.

use crate::cursor::Cursor;
use crate::text::Passage;

/// Letters and signs that stand for digits, 曰 for 日.
const ALIKE: &str = "lIiOoQZzSsBb|";
/// A spoilt number is not longer.
const LONGEST: usize = 6;

/// Whether what stands before `at` is a part of the same number: a letter, a digit, a digit and a blank, a year of three digits.
pub(super) fn is_behind(passage: Passage<'_>, at: usize) -> bool {
    let before = passage.before(at);
    let digit = |at: usize| passage.at(at).is_some_and(|c| c.is_ascii_digit());
    let blank = before == Some(' ') && digit(at) && at.checked_sub(2).is_some_and(digit);
    let year = || {
        let head = passage.to(at).strip_suffix(&["年"]).map(|(head, _)| head)?;
        let digits = head.chars().iter().rev().take_while(|c| c.is_ascii_digit()).count();
        Some(digits == 3 || digits == 1 && head.len() == 1)
    };
    before.is_some_and(|c| c.is_ascii_alphanumeric()) || blank || year().unwrap_or(false)
}

/// The end of a spoilt date at `at`, its month or day included: l2月底前, 1O月, 31曰前.
pub(crate) fn end(passage: Passage<'_>, at: usize) -> Option<usize> {
    let of_number = |c: char| c.is_ascii_digit() || ALIKE.contains(c) || c == ' ';
    if passage.before(at).is_some_and(of_number) {
        return None;
    }
    let mut cursor = Cursor::new(passage, at);
    let number = cursor.eat_few(LONGEST, of_number);
    let mark = cursor.eat(&["月", "日", "曰"])?;
    let digits = number.chars().iter().filter(|c| c.is_ascii_digit()).count();
    let letters = number.chars().iter().filter(|c| ALIKE.contains(**c)).count();
    let parted = number.trim(&[' ']).contains(" ");
    let ozone = number.starts_with("O3") && number.len() == 2;
    let spoilt = digits > 0 && !ozone && (letters > 0 || parted || mark == "曰");
    cursor.eat(&["底前", "末前", "底", "末", "前"]);
    spoilt.then(|| cursor.at())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::dates;
    use crate::text::text_of;

    #[test]
    fn what_is_left_of_a_spoilt_date_is_none() {
        for written in ["2025年l2月底前完成", "2025年1O月底前完成", "2025年1 1月底前完成", "205年6月底前完成"]
        {
            assert!(dates(text_of(written).whole(), Some(2025)).is_empty(), "{written}");
        }
        for (written, spoilt) in
            [("l2月底前完成", "l2月底前"), ("1O月", "1O月"), ("1 1月底前", "1 1月底前"), ("31曰前", "31曰前")]
        {
            let text = text_of(written);
            let found = end(text.whole(), 0).map(|end| text.whole().to(end).to_string());
            assert_eq!(found.as_deref(), Some(spoilt), "{written}");
        }
        for written in ["12月底前", "5G基站", "O3月均值"] {
            assert_eq!(end(text_of(written).whole(), 0), None, "{written}");
        }
    }
}
