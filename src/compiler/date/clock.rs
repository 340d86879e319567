//! A time of the day behind a date: 6月30日17:00前, 6月30日下午5点前, 6月30日（星期五）下班前.

use crate::cursor::Cursor;
use crate::text::Terms;

/// Words for a part of the day, longer ones first.
const PARTS: &Terms =
    &Terms::new(&["上午", "中午", "下午", "晚上", "傍晚", "夜间", "凌晨", "早上", "晚", "早", "正午", "午夜"]);
/// A point of the day without a number.
const POINTS: &[&str] = &["下班时", "下班", "上班", "闭馆"];

/// Moves over a time of the day, if one stands here.
pub(super) fn eat(cursor: &mut Cursor<'_>) {
    cursor.eat(&["（含当日）", "（含当天）", "（含）", "(含)"]);
    weekday(cursor);
    let part = cursor.eat(PARTS).is_some();
    if cursor.eat(POINTS).is_some() || part {
        hour(cursor);
        return;
    }
    hour(cursor);
}

/// （星期五）, （周五）.
fn weekday(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    let open = ahead.eat(&["（", "("]).is_some();
    let day = ahead.eat(&["星期", "周"]).and_then(|_| ahead.eat(&["一", "二", "三", "四", "五", "六", "日", "天"]));
    if day.is_some() && (!open || ahead.eat(&["）", ")"]).is_some()) {
        *cursor = ahead;
    }
}

/// 17:00, 17：00, 17时30分, 5点半, 24时.
fn hour(cursor: &mut Cursor<'_>) {
    let mut ahead = *cursor;
    let hours = ahead.eat_number(2).filter(|hour| *hour <= 24);
    let mark = ahead.eat(&[":", "：", "时", "点", "∶"]);
    if hours.is_none() || mark.is_none() {
        return;
    }
    let minutes = ahead.eat_number(2).is_some();
    if matches!(mark, Some(":" | "：" | "∶")) && !minutes {
        return;
    }
    ahead.eat(&["半", "整", "分", "钟"]);
    *cursor = ahead;
}
