//! Numbers whose digits stand apart, as after bad OCR: 2 0 2 5 年.

use crate::text::is_ideograph;

/// A number has no more characters on either side of one: no long run of digits is walked through for each of them.
const REACH: usize = 64;

/// Whether the digit at `at`, behind a blank, goes on with the number before it: all its digits stand apart, between ideographs
/// of which one stands apart, too.
pub(super) fn is_of_number(raw: &[char], at: usize) -> bool {
    let is = |at: Option<usize>, wanted: fn(char) -> bool| at.and_then(|at| raw.get(at)).is_some_and(|c| wanted(*c));
    let digit = |at: Option<usize>| is(at, |c| c.is_ascii_digit());
    let blank = |at: Option<usize>| is(at, |c| c == ' ');
    let (mut first, mut last) = (at, at);
    while at - first < REACH && blank(first.checked_sub(1)) && digit(first.checked_sub(2)) {
        first -= 2;
    }
    while last - at < REACH && blank(last.checked_add(1)) && digit(last.checked_add(2)) {
        last += 2;
    }
    let alone = first < last && !digit(first.checked_sub(1)) && !digit(last.checked_add(1));
    let before = blank(first.checked_sub(1)) && is(first.checked_sub(2), is_ideograph);
    let behind = blank(last.checked_add(1)) && is(last.checked_add(2), is_ideograph);
    let near = is(first.checked_sub(1), is_ideograph) || is(last.checked_add(1), is_ideograph);
    alone && ((before && behind) || ((before || behind) && near))
}
