//! Points of the calendar that share their word: 3、6、9、12月底前, 一、三季度末, 上、下半年.

use super::judge::Judge;
use super::place::{LIST, Place};
use super::point::{Form, Point, Written, quarter};
use super::words::{JOINERS, LEADS, TRAILS};
use super::year;
use crate::cursor::Cursor;
use crate::text::Passage;

/// Halves of a year before the word that the last of them has.
const HALVES: &[&str] = &["上、下半年", "上下半年"];
/// The half and the whole of a year, by their ends: 半年和年底前.
const HALF_AND_END: &[&str] =
    &["半年和年底", "半年、年底", "半年及年底", "半年和年末", "半年、年末", "半年及年末", "半年和年终"];

/// Within so many characters the first of several is joined to the next.
const NEAR: usize = 14;

/// A point: its month, where it starts and ends.
type Shared = (u32, usize, usize);

/// The points that stand at `at` and share the word behind the last; none where there is only one.
pub(super) fn places(judge: &Judge<'_>, at: usize) -> Option<Vec<Place>> {
    let near = judge.passage.cut(at, at + NEAR);
    if !near.chars().iter().any(|c| matches!(c, '、' | '和' | '及' | '与' | '/' | '以' | '下')) {
        return None; // a quick look: most dates stand alone
    }
    let mut cursor = Cursor::new(judge.passage, at);
    let lead = cursor.eat(LEADS);
    let year = year::read(&mut cursor, judge.years);
    let (shared, form) = months(&mut cursor, at)
        .or_else(|| quarters(&mut cursor, at))
        .or_else(|| halves(&mut cursor, judge.passage, at))?;
    let trailed = cursor.eat(TRAILS).is_some();
    let place = |(i, (month, start, end)): (usize, Shared)| {
        let written = Written { point: Point::MonthEnd(month), form, year: year.filter(|_| i == 0) };
        Place { written, lead, stretch: None, trailed, start, end }
    };
    let mut places: Vec<Place> = shared.into_iter().enumerate().map(place).collect();
    places.last_mut()?.end = cursor.at();
    (places.len() > 1).then_some(places)
}

/// 3、6、9、12月底.
fn months(cursor: &mut Cursor<'_>, at: usize) -> Option<(Vec<Shared>, Form)> {
    let month = |ahead: &mut Cursor<'_>| ahead.eat_number(2).filter(|month| (1..=12).contains(month));
    let mut ahead = *cursor;
    let shared = joined(&mut ahead, at, month, &["月份", "月"])?;
    let end = ahead.eat(&["底", "末"]).is_some();
    *cursor = ahead;
    Some((shared, if end { Form::End } else { Form::Month }))
}

/// 一、三季度末, 第一、第二季度.
fn quarters(cursor: &mut Cursor<'_>, at: usize) -> Option<(Vec<Shared>, Form)> {
    let one = |ahead: &mut Cursor<'_>| {
        ahead.eat(&["第"]);
        quarter(ahead)
    };
    let mut ahead = *cursor;
    let shared = joined(&mut ahead, at, one, &["季度"])?;
    let end = ahead.eat(&["底", "末"]).is_some();
    *cursor = ahead;
    Some((shared, if end { Form::End } else { Form::Part }))
}

/// 上、下半年.
fn halves(cursor: &mut Cursor<'_>, passage: Passage<'_>, at: usize) -> Option<(Vec<Shared>, Form)> {
    let mut ahead = *cursor;
    if ahead.eat(HALF_AND_END).is_some() && !matches!(passage.before(at), Some('上' | '下' | '每' | '前' | '后')) {
        let (start, end) = (cursor.at(), ahead.at());
        *cursor = ahead;
        return Some((vec![(6, at, start + 2), (12, end - 2, end)], Form::End));
    }
    ahead.eat(HALVES)?;
    let end = { ahead }.eat(&["底", "末"]).is_some();
    ahead.eat(&["底", "末"]);
    let first = cursor.at() + 1;
    let places = vec![(6, at, first), (12, ahead.at() - 3, ahead.at())];
    *cursor = ahead;
    Some((places, if end { Form::End } else { Form::Part }))
}

/// Points joined by 、 or 和 up to the word that they share.
fn joined<'t>(
    cursor: &mut Cursor<'t>,
    at: usize,
    mut point: impl FnMut(&mut Cursor<'t>) -> Option<u32>,
    word: &[&str],
) -> Option<Vec<Shared>> {
    let mut shared = Vec::new();
    loop {
        let start = if shared.is_empty() { at } else { cursor.at() };
        let month = point(cursor)?;
        shared.push((month, start, cursor.at()));
        if cursor.eat(word).is_some() {
            return Some(shared);
        }
        cursor.eat(JOINERS).filter(|_| shared.len() < LIST)?;
    }
}
