//! What looks like a figure with a unit of measure: 30个, 百分之五, 六成以上, 1∶13.5.

use crate::cursor::Cursor;
use crate::numeral;
use crate::range::UNTIL;
use crate::text::Passage;
use crate::unit_of_measure;

/// Units of measure beside those of the grammar.
const MORE: &[&str] = &["种", "类", "类次", "批", "批次", "张", "口", "成"];

/// The value of the figure at a place, and its end; one in words has no value that a field could have.
pub(super) fn at(sentence: Passage<'_>, at: usize) -> Option<(f64, usize)> {
    if matches!(sentence.before(at), Some('第' | '-' | '/' | '等')) {
        return None; // 市甲局等5部门 counts who is named
    }
    let mut cursor = Cursor::new(sentence, at);
    if sentence.before(at) == Some('个') {
        return None; // 落实“六个百分之百” is a name
    }
    if cursor.eat(&["百分之"]).is_some() {
        let value = numeral::number(&mut cursor)?;
        return Some((value, cursor.at()));
    }
    if let Some(words) = in_words(sentence, at) {
        return Some(words);
    }
    cursor.peek().filter(char::is_ascii_digit)?;
    let value = numeral::number(&mut cursor)?;
    if let Some(end) = ratio(cursor) {
        return Some((value, end));
    }
    let mut second = cursor;
    second.eat(&["%", "万", "亿"]);
    if second.eat(UNTIL).is_some() && second.peek().is_some_and(|c| c.is_ascii_digit()) {
        numeral::number(&mut second)?;
        cursor = second;
    }
    if sentence.before(cursor.at()) == Some('.') {
        return None; // 1.支持企业
    }
    cursor.eat(&["余", "多"]);
    let mut counted = cursor;
    let unit = unit_of_measure::unit(&mut counted).map(|unit| unit.written);
    let digits = sentence.cut(at, cursor.at()).chars().iter().rev().take_while(|c| c.is_ascii_digit()).count();
    let year = unit.as_deref() == Some("年") && digits == 4; // 2.2025年底前 is the second item
    let known = unit.is_some() || { counted.eat(MORE).is_some() };
    let score = unit.as_deref() == Some("分"); // points are given or taken, and nothing is owed
    (known && !year && !score).then(|| (value, counted.at()))
}

/// 六成以上, 两位数, 零增长: figures in words, of which only tenths have a value that a field may have.
fn in_words(sentence: Passage<'_>, at: usize) -> Option<(f64, usize)> {
    const TENTHS: &str = "一二三四五六七八九";
    let mut cursor = Cursor::new(sentence, at);
    if cursor.eat(&["两位数", "零增长", "负增长"]).is_some() {
        return Some((-1.0, cursor.at()));
    }
    let (_, tenths) = TENTHS.chars().zip(1u32..).find(|(word, _)| cursor.peek() == Some(*word))?;
    let mut behind = Cursor::new(sentence, at + 1);
    behind.eat(&["成"])?;
    let ends =
        behind.peek().is_none_or(|c| "，。；、）".contains(c)) || { behind }.eat(&["以上", "以下", "左右"]).is_some();
    ends.then(|| (f64::from(tenths * 10), behind.at()))
}

/// 1∶13.5: so many to so many.
fn ratio(cursor: Cursor<'_>) -> Option<usize> {
    let mut ahead = cursor;
    ahead.eat(&["∶", ":", "："])?;
    ahead.peek().filter(char::is_ascii_digit)?;
    let value = numeral::number(&mut ahead)?;
    let clock = ahead.eat(&["前", "分", "至", "—", "-"]).is_some() || value >= 60.0 || value.fract() == 0.0;
    (!clock).then(|| ahead.at())
}
