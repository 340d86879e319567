//! An indicator as it is found, and its name without the words around it.

use chrono::NaiveDate;

use crate::figure::Figure;
use crate::text::{Passage, Terms};
use duban_domain::draft::Value;
use duban_domain::plan::Comparator;

/// Words before a name that are no part of it.
const LEADS: &Terms = &Terms::new(&[
    "确保",
    "力争",
    "努力",
    "实现",
    "其中",
    "推动",
    "使",
    "要",
    "争取",
    "全年",
    "年内",
    "预计",
    "基本",
    "将",
    "到",
    "；",
    "）",
    "分别",
    "——",
    "今年",
    "计划",
    "本年度",
    "原则上",
]);
/// Words behind a name that are no part of it.
const ENDS: &Terms = &Terms::new(&[
    "分别",
    "平均",
    "必须",
    "应当",
    "须",
    "需",
    "均",
    "力争",
    "要",
    "应",
    "总体",
    "实现",
    "确保",
    "全部",
    "都",
    "将",
    "进一步",
    "原则上",
    "各",
]);

/// Words that only open like those before a name.
const WORDS: &Terms = &Terms::new(&[
    "到账",
    "到位",
    "到期",
    "到岗",
    "到户",
    "到访",
    "基本医",
    "基本养",
    "基本公",
    "基本农",
    "基本药",
    "基本建设",
    "使用",
    "要素",
    "将军",
]);
/// Parts of the year in front of a name.
const PARTS_OF_YEAR: &Terms = &Terms::new(&[
    "一季度",
    "二季度",
    "三季度",
    "四季度",
    "第一季度",
    "第二季度",
    "第三季度",
    "第四季度",
    "上半年",
    "下半年",
    "前三季度",
    "春节期间",
    "节后",
]);
/// Ends of the words for a time before an occasion: 清明节前, 汛前.
const OCCASIONS: &Terms = &Terms::new(&[
    "节前",
    "汛期前",
    "汛前",
    "开学前",
    "春耕前",
    "秋播前",
    "春播前",
    "入冬前",
    "高考前",
    "中考前",
    "来临前",
    "供暖前",
]);
/// Such words are no longer.
const OCCASION: usize = 8;
/// What is reckoned by the head: no word to be left out behind a name.
const MEANS: &[&str] = &["人均", "户均", "年均", "月均", "日均", "亩均", "地均"];

/// An indicator as it was found, before date and scope of its sentence are added.
#[derive(Debug, Clone)]
pub(super) struct Found<'t> {
    /// What is measured.
    pub(super) name: String,
    /// How the value binds.
    pub(super) op: Comparator,
    /// Number or range; none for a direction.
    pub(super) value: Option<Value>,
    /// The unit of the value.
    pub(super) unit: Option<String>,
    /// Qualifiers around the figure.
    pub(super) qualifiers: Vec<&'static str>,
    /// What it is compared with.
    pub(super) baseline: Option<String>,
    /// Whom it covers, where the clause itself says so.
    pub(super) scope: Option<Vec<String>>,
    /// The words it was read from.
    pub(super) quote: Passage<'t>,
    /// Whether it counts what is made: the next clause may go on with the list.
    pub(super) made: bool,
    /// Whether the words do not say on which side of the figure it is good to be.
    pub(super) vague: bool,
    /// By when, where a year stands right before the figure: 2026年95%.
    pub(super) due: Option<NaiveDate>,
    /// Its place among figures of one name, and how many there are: 分别达到60%、80%.
    pub(super) nth: Option<(usize, usize)>,
}

impl<'t> Found<'t> {
    /// What a figure says, before the words around it are read.
    pub(super) fn of(figure: &Figure, name: String, op: Comparator, quote: Passage<'t>) -> Self {
        Found {
            name,
            op,
            value: Some(figure.value),
            unit: figure.unit.clone(),
            qualifiers: figure.more.into_iter().collect(),
            baseline: None,
            scope: None,
            quote,
            made: false,
            vague: false,
            due: None,
            nth: None,
        }
    }
}

/// The name without the words around it.
pub(super) fn named<'t>(head: Passage<'t>) -> Passage<'t> {
    let mut name = head;
    let lead = |name: Passage<'t>| if name.strip_prefix(WORDS).is_some() { None } else { name.strip_prefix(LEADS) };
    while let Some(rest) =
        lead(name).or_else(|| behind_year(name)).or_else(|| behind_mark(name)).or_else(|| behind_time(name))
    {
        name = rest;
    }
    while let Some((rest, _)) = name.strip_suffix(ENDS).filter(|_| !name.ends_with_any(MEANS)) {
        name = rest;
    }
    name
}

/// 2025年企业成本 without the year; 至2028年每年新增学位 without the end of its years.
fn behind_year(name: Passage<'_>) -> Option<Passage<'_>> {
    let name = name.strip_prefix(&["至", "到"]).unwrap_or(name);
    let year = name.chars().iter().take(4).filter(|c| c.is_ascii_digit()).count();
    name.from(name.start() + year).strip_prefix(&["年"]).filter(|_| year == 4)
}

/// 一季度开工率, 清明节前完成入户: a time in front is no part of what is measured.
fn behind_time(name: Passage<'_>) -> Option<Passage<'_>> {
    let part = name.strip_prefix(PARTS_OF_YEAR).filter(|rest| rest.len() > 1 && !rest.starts_with("末"));
    let opening = name.to((name.start() + OCCASION).min(name.end()));
    let may = opening.chars().contains(&'前');
    let before = || if may { occasion(opening) } else { None };
    part.or_else(|| before().map(|end| name.from(end)).filter(|rest| rest.len() > 1))
}

/// Where words for a time before an occasion end.
fn occasion(opening: Passage<'_>) -> Option<usize> {
    OCCASIONS.iter().find_map(|word| opening.find(word).map(|at| at + word.chars().count()))
}

/// The name behind the mark of its item: ③覆盖率, 三是覆盖率, 2.覆盖率, （2）覆盖率.
fn behind_mark(name: Passage<'_>) -> Option<Passage<'_>> {
    let first = name.at(name.start())?;
    if ('①'..='⑳').contains(&first) {
        return Some(name.from(name.start() + 1));
    }
    if "一二三四五六七八九十".contains(first) {
        return name.from(name.start() + 1).strip_prefix(&["是"]);
    }
    let open = matches!(first, '（' | '(');
    let digits = name.from(name.start() + usize::from(open));
    let count = digits.chars().iter().take_while(|c| c.is_ascii_digit() || (!open && **c == '.')).count();
    let marked = digits.to(digits.start() + count);
    let rest = digits.from(digits.start() + count);
    if open {
        return rest.strip_prefix(&["）", ")"]).filter(|_| (1..=2).contains(&count));
    }
    let word = rest.at(rest.start()).is_some_and(crate::text::is_ideograph);
    (marked.contains(".") && (2..=4).contains(&count) && word).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_name_has_no_mark_of_an_item_and_keeps_its_words() {
        let read = |written: &str| named(text_of(written).whole()).to_string();
        for (written, name) in [
            ("④河长制覆盖率", "河长制覆盖率"),
            ("二是危房改造", "危房改造"),
            ("3.水质达标率", "水质达标率"),
            ("2.1引进项目", "引进项目"),
            ("（3）就业率", "就业率"),
            ("保存率须", "保存率"),
            ("建成区降尘量平均", "建成区降尘量"),
            ("到位资金", "到位资金"),
            ("基本医疗保险参保率", "基本医疗保险参保率"),
            ("水耗人均", "水耗人均"),
            ("5G基站", "5G基站"),
        ] {
            assert_eq!(read(written), name, "{written}");
        }
    }
}
