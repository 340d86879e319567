//! The lexers: what a reader would call a date, a figure, a unit with its role.

use duban_domain::draft::Span;

use super::{Kind, Written};

/// A document without the blanks between its words, and where each character stood.
pub struct Text {
    /// Its characters.
    pub chars: Vec<char>,
    at: Vec<usize>,
}

impl Text {
    /// Leaves out blanks, marks of OCR and what stands in 《》, the titles of other documents.
    pub fn of(document: &str) -> Self {
        let (mut text, mut titles) = (Text { chars: Vec::new(), at: Vec::new() }, 0u32);
        for (at, c) in document.chars().enumerate() {
            match c {
                '《' => titles += 1,
                '》' => titles = titles.saturating_sub(1),
                '\n' => titles = 0,
                _ => {}
            }
            let blank = matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '_' | '{' | '}' | '\r');
            if !blank && titles == 0 {
                text.chars.push(plain(c));
                text.at.push(at);
            }
        }
        text
    }

    /// The character at a place.
    pub fn get(&self, at: usize) -> Option<char> {
        self.chars.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.get(at))
    }

    /// Where one of some words ends that stands at `at`; of several the longest.
    pub fn word(&self, at: usize, words: &[&str]) -> Option<usize> {
        let end = |word: &&str| {
            let mut end = at;
            word.chars()
                .all(|c| {
                    self.get(end).is_some_and(|d| d == c) && {
                        end += 1;
                        true
                    }
                })
                .then_some(end)
        };
        words.iter().filter_map(end).max()
    }

    /// The same; the place itself where there is none of them.
    pub fn words_or(&self, at: usize, words: &[&str]) -> usize {
        self.word(at, words).unwrap_or(at)
    }

    fn digits(&self, at: usize, most: usize) -> Option<(u32, usize)> {
        let end = (at..at + most + 1).find(|end| !self.get(*end).is_some_and(|c| c.is_ascii_digit()))?;
        let number: String = self.chars[at..end].iter().collect();
        Some((number.parse().ok()?, end))
    }

    /// What is written there.
    pub fn written(&self, kind: Kind, from: usize, to: usize) -> Written {
        let span = Span(self.at[from], self.at[to - 1] + 1);
        Written { kind, span, words: self.chars[from..to].iter().collect() }
    }
}

/// A character as it is compared: letters, digits and marks in half width.
pub fn plain(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// Words as they are compared.
pub fn plainly(words: &str) -> String {
    let blank = |c: &char| matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '_' | '{' | '}' | '\r' | '\n' | '\t');
    words.chars().filter(|c| !blank(c)).map(plain).collect()
}

/// Every date and what looks like one.
pub fn dates(text: &Text) -> Vec<Written> {
    scan(text, Kind::Date, date_at)
}

/// Every figure with a unit of measure.
pub fn figures(text: &Text) -> Vec<Written> {
    scan(text, Kind::Figure, figure_at)
}

fn scan(text: &Text, kind: Kind, at: fn(&Text, usize) -> Option<usize>) -> Vec<Written> {
    let (mut found, mut from) = (Vec::new(), 0);
    while from < text.chars.len() {
        match at(text, from) {
            Some(end) => {
                found.push(text.written(kind, from, end));
                from = end;
            }
            None => from += 1,
        }
    }
    found
}

fn is_counted(c: char) -> bool {
    c.is_ascii_digit() || "一二三四五六七八九十两几多半".contains(c)
}

/// 2025年6月底, 6月30日, 2025-06-30, 年底, 三季度, 5日前, 到2027年.
fn date_at(text: &Text, at: usize) -> Option<usize> {
    if text.before(at).is_some_and(is_counted) {
        return None;
    }
    in_figures(text, at).or_else(|| month(text, at)).or_else(|| part(text, at)).or_else(|| day(text, at))
}

fn year(text: &Text, at: usize) -> Option<usize> {
    let (year, end) = text.digits(at, 4)?;
    let end = text.word(end, &["年"])?;
    matches!(year, 20..=60 | 2000..=2099).then_some(end)
}

fn in_figures(text: &Text, at: usize) -> Option<usize> {
    let (year, end) = text.digits(at, 4).filter(|(year, _)| (2000..2100).contains(year))?;
    let (month, end) = text.word(end, &["-", ".", "/"]).and_then(|end| text.digits(end, 2))?;
    let (day, end) = text.word(end, &["-", ".", "/"]).and_then(|end| text.digits(end, 2))?;
    (year > 0 && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some(end)
}

fn month(text: &Text, at: usize) -> Option<usize> {
    let from = year(text, at).unwrap_or(at);
    let named = || text.word(from, &["十二", "十一", "十", "九", "八", "七", "六", "五", "四", "三", "二", "一"]);
    let number = text.digits(from, 2).filter(|(month, _)| (1..=12).contains(month)).map(|(_, end)| end);
    let end = text.word(number.or_else(named)?, &["月"])?;
    let day = text.digits(end, 2).and_then(|(_, end)| text.word(end, &["日", "号"]));
    let end = day.unwrap_or_else(|| text.words_or(end, &["底", "末", "上旬", "中旬", "下旬", "份"]));
    Some(text.words_or(end, &["前", "以前", "之前", "内", "止"]))
}

/// 2025年底, 年内, 上半年, 第三季度末; 到2027年, whose bare year says by when.
fn part(text: &Text, at: usize) -> Option<usize> {
    let from = year(text, at);
    let bare = text.word(at, &["年底", "年末", "年内", "年中"]);
    let ends = from.and_then(|from| text.word(from, &["底", "末", "内", "年底", "年末"]));
    let start = text.words_or(from.unwrap_or(at), &["第"]);
    let quarter = text.word(start, &["一季度", "二季度", "三季度", "四季度", "1季度", "2季度", "3季度", "4季度"]);
    let half = || text.word(from.unwrap_or(at), &["上半年", "下半年"]);
    let led = matches!(text.before(at), Some('到' | '至')).then_some(from).flatten();
    let end = ends.or(bare).or(quarter).or_else(half).or(led)?;
    let end = text.words_or(end, &["末", "底"]);
    Some(text.words_or(end, &["前", "以前", "之前"]))
}

fn day(text: &Text, at: usize) -> Option<usize> {
    let (_, end) = text.digits(at, 2).filter(|(day, _)| (1..=31).contains(day))?;
    text.word(end, &["日前", "号前"])
}

const MEASURES: &[&str] = &[
    "%",
    "‰",
    "个百分点",
    "个",
    "家",
    "件",
    "项",
    "条",
    "台",
    "套",
    "台套",
    "辆",
    "座",
    "处",
    "所",
    "间",
    "户",
    "人",
    "名",
    "位",
    "人次",
    "场",
    "次",
    "亩",
    "公顷",
    "平方米",
    "平方公里",
    "立方米",
    "公里",
    "千米",
    "米",
    "吨",
    "公斤",
    "元",
    "千瓦",
    "千瓦时",
    "兆瓦",
    "微克",
    "毫克",
    "分贝",
    "天",
    "小时",
    "分钟",
    "个月",
    "个工作日",
    "工作日",
    "倍",
    "艘",
    "种",
    "支",
    "对",
    "年",
    "周",
    "株",
    "棵",
    "头",
    "蒸吨",
    "吨标准煤",
    "张",
    "份",
    "部",
    "期",
    "批",
    "批次",
    "场次",
    "盏",
    "口",
    "块",
    "片",
];

/// 95%, 1,200家, 3.5万吨, 5—8个; no year, no number of a paragraph or of a document.
fn figure_at(text: &Text, at: usize) -> Option<usize> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '第' | '-' | '〔' | '[' | '/');
    if text.before(at).is_some_and(inside) {
        return None;
    }
    if let Some(from) = text.word(at, &["百分之"]) {
        let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百点".contains(c);
        let end = (from..).find(|end| !text.get(*end).is_some_and(number))?;
        return (end > from).then_some(end);
    }
    let mut end = number(text, at)?;
    let whole: String = text.chars[at..end].iter().collect();
    if let Some(second) =
        text.word(end, &["—", "-", "~", "～", "至", "到", "－", "–"]).and_then(|end| number(text, end))
    {
        end = second;
    }
    let more = text.words_or(end, &["余", "多"]);
    let end = text.words_or(more, &["万", "亿", "千", "百", "万亿", "千万", "百万"]);
    let end = text.words_or(end, &["余", "多"]);
    let unit = text.word(end, MEASURES)?;
    let of_time = text.chars[end..unit].iter().eq(['年'].iter());
    let last = whole.chars().rev().take_while(char::is_ascii_digit).count(); // 2.2025年底前 is the second item of a list
    let is_year = of_time && (last == 4 || (last == 2 && text.get(unit).is_some_and(|c| c.is_ascii_digit())));
    (!is_year).then_some(unit)
}

fn number(text: &Text, at: usize) -> Option<usize> {
    text.get(at).filter(char::is_ascii_digit)?;
    let goes_on = |end: &usize| {
        let digit = |at: usize| text.get(at).is_some_and(|c| c.is_ascii_digit());
        digit(*end) || (matches!(text.get(*end), Some('.' | ',')) && digit(*end - 1) && digit(*end + 1))
    };
    (at..).find(|end| !goes_on(end))
}
