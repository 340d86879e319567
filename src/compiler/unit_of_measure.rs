//! Units of measure: an open grammar of known words, what multiplies them, and what they are counted per.

mod words;

use self::words::{LETTERS, SHARES, THINGS, TIMES};
use super::cursor::Cursor;
use crate::text::Terms;

/// What multiplies a unit, longer ones first. It stays a part of the unit: 万人.
const MULTIPLIERS: &Terms = &Terms::new(&["万亿", "千亿", "百亿", "千万", "百万", "十万", "亿", "万", "千", "百"]);
/// Between multiplier and unit: 20万余人.
const MORE: &[&str] = &["余", "多"];

/// Lengths of time that are no units by themselves.
const PERIODS: &[&str] = &["季度", "月", "季", "学期"];

/// A unit as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    /// The unit with what multiplies it: 万人.
    pub(super) written: String,
    /// 余 or 多 between the two.
    pub(super) more: Option<&'static str>,
    /// Whether it measures time.
    pub(super) time: bool,
}

/// The unit under the cursor.
pub(super) fn unit(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    if let Some(share) = ahead.eat_longest(&SHARES) {
        *cursor = ahead;
        return Some(Unit { written: share.to_owned(), more: None, time: false });
    }
    if let Some(unit) = ratio(&mut ahead).or_else(|| lettered(&mut ahead)) {
        *cursor = ahead;
        return Some(unit);
    }
    let mut unit = plain(&mut ahead).or_else(|| multiplied(&mut ahead)).or_else(|| per_head(&mut ahead))?;
    unit.written.push_str(&alternative(&mut ahead).unwrap_or_default());
    while let Some(per) = per(&mut ahead) {
        unit.written.push_str(&per);
        unit.time = false;
    }
    *cursor = ahead;
    Some(unit)
}

fn plain(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let (mut of_time, mut of_things) = (*cursor, *cursor);
    let (time, word) = (of_time.eat_longest(&TIMES), of_things.eat_longest(&THINGS));
    let is_time = time.is_some() && of_time.at() >= of_things.at();
    let written = if is_time { time } else { word }?.to_owned();
    *cursor = if is_time { of_time } else { of_things };
    Some(Unit { written, more: None, time: is_time })
}

/// 2.5:1, 3∶1: so many to one.
fn ratio(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    ahead.eat(&[":", "：", "∶"])?;
    ahead.eat(&["1"])?;
    if ahead.peek().is_some_and(|c| !"，。；、）以左".contains(c)) {
        return None;
    }
    *cursor = ahead;
    Some(Unit { written: ":1".to_owned(), more: None, time: false })
}

/// 0.28MPa, 0.5NTU: units in letters, which end where the letters end.
fn lettered(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    let written = ahead.eat_longest(&LETTERS)?;
    if ahead.peek().is_some_and(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    *cursor = ahead;
    Some(Unit { written: written.to_owned(), more: None, time: false })
}

/// 万人, 千吨标准煤, 万余人; a bare 万 where nothing is counted.
fn multiplied(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    let multiplier = ahead.eat(MULTIPLIERS)?;
    let mut counted = ahead;
    let more = counted.eat(MORE);
    let unit = match plain(&mut counted) {
        Some(unit) => {
            *cursor = counted;
            Unit { written: format!("{multiplier}{}", unit.written), more, ..unit }
        }
        None => {
            *cursor = ahead;
            Unit { written: multiplier.to_owned(), more: None, time: false }
        }
    };
    Some(unit)
}

/// 10/10万: so many among so many.
fn per_head(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let mut ahead = *cursor;
    ahead.eat(&["/"])?;
    let digits = ahead.eat_while(|c| c.is_ascii_digit());
    let multiplier = ahead.eat(MULTIPLIERS)?;
    *cursor = ahead;
    Some(Unit { written: format!("/{digits}{multiplier}"), more: None, time: false })
}

/// （间） behind 套.
fn alternative(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let open = ahead.eat(&["（", "("])?;
    let other = plain(&mut ahead)?.written;
    let close = ahead.eat(&["）", ")"])?;
    *cursor = ahead;
    Some(format!("{open}{other}{close}"))
}

/// /立方米, /万人, ·年.
fn per(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let mark = ahead.eat(&["/", "·", "每"])?;
    let several = { ahead }.eat(&["（", "("]).and_then(|_| several(&mut ahead));
    let written = match several {
        Some(several) => several,
        None => of_per(&mut ahead)?,
    };
    *cursor = ahead;
    Some(format!("{mark}{written}"))
}

/// 立方米, 万人, 月.
fn of_per(cursor: &mut Cursor<'_>) -> Option<String> {
    let period = |cursor: &mut Cursor<'_>| cursor.eat(PERIODS).map(str::to_owned);
    let unit = plain(cursor).or_else(|| multiplied(cursor)).map(|unit| unit.written);
    unit.or_else(|| period(cursor))
}

/// （月·平方公里）, （平方公里·30天）.
fn several(cursor: &mut Cursor<'_>) -> Option<String> {
    let mut ahead = *cursor;
    let open = ahead.eat(&["（", "("])?;
    let mut written = open.to_owned();
    loop {
        written.push_str(&ahead.eat_few(3, |c| c.is_ascii_digit()).to_string());
        written.push_str(&of_per(&mut ahead)?);
        match ahead.eat(&["·", "*", "×", "）", ")"])? {
            close @ ("）" | ")") => {
                written.push_str(close);
                *cursor = ahead;
                return Some(written);
            }
            mark => written.push_str(mark),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn read(written: &str) -> Option<String> {
        let text = text_of(written);
        let mut cursor = Cursor::new(text.whole(), 0);
        unit(&mut cursor).map(|unit| format!("{}|{}", unit.written, text.whole().from(cursor.at())))
    }

    #[test]
    fn units_are_multiplied_and_counted_per_others() {
        for (written, unit) in [
            ("微克/立方米", "微克/立方米|"),
            ("万人以上", "万人|以上"),
            ("千吨标准煤", "千吨标准煤|"),
            ("万千瓦", "万千瓦|"),
            ("万亿元", "万亿元|"),
            ("个工作日以内", "个工作日|以内"),
            ("套（间）", "套（间）|"),
            ("套（不含公寓）", "套|（不含公寓）"),
            ("万余人", "万人|"),
            ("/10万以内", "/10万|以内"),
            ("件/万人", "件/万人|"),
            ("吨/月", "吨/月|"),
            ("吨/（月·平方公里）", "吨/（月·平方公里）|"),
            ("吨/平方公里·30天", "吨/平方公里|·30天"),
            ("吨/平方公里·月，", "吨/平方公里·月|，"),
            ("人次", "人次|"),
            ("个百分点", "个百分点|"),
        ] {
            assert_eq!(read(written).as_deref(), Some(unit));
        }
        assert_eq!(read("号文件"), None);
    }

    #[test]
    fn time_is_told_from_things() {
        let is_time = |written: &str| unit(&mut Cursor::new(text_of(written).whole(), 0)).map(|unit| unit.time);
        assert_eq!(is_time("个月"), Some(true));
        assert_eq!(is_time("个"), Some(false));
        assert_eq!(is_time("元/年"), Some(false));
    }
}
