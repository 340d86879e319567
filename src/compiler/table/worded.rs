//! Targets in words in a column of figures: 达到40%, 下降3.5%, 至少40个, 全覆盖, 清零.

use crate::cursor::Cursor;
use crate::figure::TAILS;
use crate::numeral;
use crate::text::Passage;
use crate::unit_of_measure;
use duban_domain::plan::Comparator::{self, Above, AtLeast, AtMost, Down, Equal, Up};

/// Words in front of a value, longer ones first, and how it binds.
const WORDS: &[(&str, Comparator)] = &[
    ("不得低于", AtLeast),
    ("不得高于", AtMost),
    ("不得超过", AtMost),
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("不高于", AtMost),
    ("不超过", AtMost),
    ("控制在", AtMost),
    ("压减到", AtMost),
    ("压减至", AtMost),
    ("降低到", AtMost),
    ("下降到", AtMost),
    ("提高到", AtLeast),
    ("提升到", AtLeast),
    ("增加到", AtLeast),
    ("保持在", AtLeast),
    ("稳定在", AtLeast),
    ("降到", AtMost),
    ("降至", AtMost),
    ("增至", AtLeast),
    ("达到", AtLeast),
    ("达", AtLeast),
    ("同比增长", Up),
    ("较上年增长", Up),
    ("增长", Up),
    ("提高", Up),
    ("提升", Up),
    ("+", Up),
    ("同比下降", Down),
    ("较上年下降", Down),
    ("下降", Down),
    ("降低", Down),
    ("减少", Down),
    ("大于", Above),
    ("超过", Above),
    ("超", Above),
    ("小于", Comparator::Below),
    ("低于", Comparator::Below),
    ("至少", AtLeast),
    ("力争", AtLeast),
    ("每年", AtLeast),
    ("累计", AtLeast),
    ("完成", AtLeast),
    ("新增", AtLeast),
    ("实现", AtLeast),
    ("约", AtLeast),
];
/// More words between these and the value.
const BETWEEN: &[&str] = &["力争", "至少", "约", "到", "至", "："];
/// What stands behind a value besides.
const BEHIND: &[&str] = &["（含）以上", "（含）", "以上", "以下", "以内", "左右", "余", "多"];

/// What a cell in words says is to be reached.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Worded {
    /// How the value binds.
    pub(super) op: Comparator,
    /// The value.
    pub(super) value: f64,
    /// Its unit, where the cell has one.
    pub(super) unit: Option<String>,
}

/// The target that a cell says in words, and nothing else.
pub(super) fn read(cell: Passage<'_>) -> Option<Worded> {
    let whole = |value: f64, unit: Option<&str>| Some(Worded { op: Equal, value, unit: unit.map(str::to_owned) });
    match cell.to_string().as_str() {
        "全覆盖" | "实现全覆盖" | "全部覆盖" => return whole(100.0, Some("%")),
        "清零" | "动态清零" | "归零" | "零" | "零发生" | "全部清零" => return whole(0.0, None),
        _ => {}
    }
    let found = WORDS.iter().find_map(|(word, op)| Some((*op, cell.strip_prefix(&[*word])?)));
    let told = found.is_some();
    let (op, mut rest) = found.unwrap_or((AtLeast, cell));
    while let Some(next) = rest.strip_prefix(BETWEEN).filter(|_| told) {
        rest = next;
    }
    let mut cursor = Cursor::new(rest, rest.start());
    cursor.peek().filter(char::is_ascii_digit)?;
    let value = numeral::number(&mut cursor).filter(|value| value.is_finite())?;
    let more = cursor.eat(&["余", "多"]).is_some();
    let unit = unit_of_measure::unit(&mut cursor).map(|unit| unit.written);
    let behind = cursor.eat(TAILS).or_else(|| cursor.eat(BEHIND));
    let op = if behind.is_some_and(|word| word.contains("以内") || word.contains("以下")) { AtMost } else { op };
    let closed = told || more || behind.is_some();
    (closed && cursor.at() == rest.end()).then_some(Worded { op, value, unit })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_cell_may_say_its_target_in_words() {
        let read = |written: &str| {
            let text = text_of(written);
            read(text.whole()).map(|found| format!("{} {} {}", found.op, found.value, found.unit.unwrap_or_default()))
        };
        for (written, value) in [
            ("达到40%", ">= 40 %"),
            ("提高到40%", ">= 40 %"),
            ("增长40%", "up 40 %"),
            ("同比下降10%", "down 10 %"),
            ("下降3.5%", "down 3.5 %"),
            ("至少40个", ">= 40 个"),
            ("超40个", "> 40 个"),
            ("40余个", ">= 40 个"),
            ("约40", ">= 40 "),
            ("40户（含）以上", ">= 40 户"),
            ("完成40个", ">= 40 个"),
            ("控制在3%以内", "<= 3 %"),
            ("全覆盖", "= 100 %"),
            ("清零", "= 0 "),
        ] {
            assert_eq!(read(written).as_deref(), Some(value), "{written}");
        }
        for written in ["完成40个，新建3座", "持续改善", "3月底前", "由30%提高到40%", "完成主体工程"]
        {
            assert_eq!(read(written), None, "{written}");
        }
    }
}
