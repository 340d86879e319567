//! Figures: a number or range with its unit.

use super::cursor::Cursor;
use super::text::Passage;
use crate::domain::draft::Value;

/// Units of figures, longer ones before those they start with.
const UNITS: &[&str] = &[
    "%",
    "‰",
    "个百分点",
    "微克/立方米",
    "毫克/立方米",
    "毫克/升",
    "克标准煤/千瓦时",
    "吨标准煤/万元",
    "蒸吨/小时",
    "吨/小时",
    "亿千瓦时",
    "万千瓦时",
    "千瓦时",
    "万千瓦",
    "千瓦",
    "平方公里",
    "万平方米",
    "平方米",
    "亿立方米",
    "万立方米",
    "立方米",
    "万标准箱",
    "标准箱",
    "万人次",
    "人次",
    "亿吨",
    "万吨",
    "吨",
    "千克",
    "公斤",
    "万亩",
    "亩",
    "公顷",
    "公里",
    "米",
    "亿元",
    "万元",
    "元",
    "万人",
    "人",
    "万户",
    "户",
    "万辆",
    "辆",
    "艘",
    "万台",
    "台",
    "套",
    "万家",
    "家",
    "个工作日",
    "个月",
    "个",
    "座",
    "处",
    "条",
    "项",
    "次",
    "天",
    "日",
    "小时",
    "分钟",
    "年",
    "名",
    "所",
    "件",
    "倍",
];

/// A figure in a passage.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    /// Where the number starts.
    pub(super) start: usize,
    /// Where the unit ends.
    pub(super) end: usize,
    /// The number or range.
    pub(super) value: Value,
    /// The unit.
    pub(super) unit: &'static str,
}

/// The figures of a passage, in order. Numbers without a unit and years are none.
pub(super) fn figures(passage: Passage<'_>) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = passage.start();
    while at < passage.end() {
        match figure_at(passage, at) {
            Some(figure) => {
                at = figure.end;
                found.push(figure);
            }
            None => at += 1,
        }
    }
    found
}

fn figure_at(passage: Passage<'_>, at: usize) -> Option<Figure> {
    let mut cursor = Cursor::new(passage, at);
    let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '.' || is_numeral(c);
    if passage.before(at).is_some_and(goes_on) {
        return None;
    }
    if cursor.eat(&["百分之"]).is_some() {
        let value = number(&mut cursor)?;
        return Some(Figure { start: at, end: cursor.at(), value: Value::Number(value), unit: "%" });
    }
    let first = number(&mut cursor)?;
    let value = match range_end(&mut cursor) {
        Some(last) => Value::Range(first, last),
        None => Value::Number(first),
    };
    let unit = cursor.eat(UNITS)?;
    let year = unit == "年" && (1900.0..2200.0).contains(&first);
    (!year).then_some(Figure { start: at, end: cursor.at(), value, unit })
}

/// 7—10天, 7%—10%.
fn range_end(cursor: &mut Cursor<'_>) -> Option<f64> {
    let mut ahead = *cursor;
    ahead.eat(&["%"]);
    ahead.eat(&["——", "—", "-", "–", "~", "～", "至"])?;
    let last = number(&mut ahead)?;
    *cursor = ahead;
    Some(last)
}

fn number(cursor: &mut Cursor<'_>) -> Option<f64> {
    let digits = cursor.eat_while(|c| c.is_ascii_digit() || c == '.' || c == ',');
    if !digits.is_empty() {
        return digits.replace(',', "").parse().ok();
    }
    chinese(&cursor.eat_while(is_numeral))
}

fn is_numeral(ch: char) -> bool {
    "一二两三四五六七八九十百千零〇".contains(ch)
}

/// The number of a heading: 十五 → 15.
pub(super) fn ordinal(word: &str) -> Option<u32> {
    if !word.is_empty() && word.chars().all(is_numeral) { whole(word) } else { None }
}

/// 三 → 3, 十五 → 15, 一百二十 → 120.
fn chinese(word: &str) -> Option<f64> {
    whole(word).map(f64::from)
}

fn whole(word: &str) -> Option<u32> {
    let (mut sum, mut digit) = (0u32, None);
    for ch in word.chars() {
        let place = match ch {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            _ => {
                digit = "零一二三四五六七八九".chars().zip(0u32..).find(|(c, _)| *c == ch).map(|(_, n)| n);
                digit = digit.or((ch == '两').then_some(2));
                continue;
            }
        };
        sum = sum.saturating_add(digit.take().unwrap_or(1) * place);
    }
    (!word.is_empty()).then(|| sum.saturating_add(digit.unwrap_or(0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    fn read(written: &str) -> Vec<(Value, &'static str)> {
        figures(text_of(written).whole()).into_iter().map(|f| (f.value, f.unit)).collect()
    }

    #[test]
    fn figures_are_read_in_every_script() {
        assert_eq!(read("增长18%和33.7%"), [(Value::Number(18.0), "%"), (Value::Number(33.7), "%")]);
        assert_eq!(read("不少于三年"), [(Value::Number(3.0), "年")]);
        assert_eq!(read("百分之八十五以上"), [(Value::Number(85.0), "%")]);
        assert_eq!(read("实现7—10天预报"), [(Value::Range(7.0, 10.0), "天")]);
        assert_eq!(read("共1,200家，一百二十项"), [(Value::Number(1200.0), "家"), (Value::Number(120.0), "项")]);
        assert_eq!(read("27.2微克/立方米"), [(Value::Number(27.2), "微克/立方米")]);
    }

    #[test]
    fn years_and_names_are_no_figures() {
        assert_eq!(read("2024年PM2.5浓度，第3类，O3个例"), []);
    }
}
