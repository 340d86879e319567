//! Times that every year has on another day, or that depend on the month of issue: 春节前, 供暖季前, 汛后, 本月底前.

use super::phrase::Phrase;
use crate::cursor::Cursor;
use crate::numeral;
use crate::text::{Passage, Terms};
use duban_domain::plan::MilestoneKind::Conditional;

/// Feasts, seasons and events of a year, longer ones first.
const OCCASIONS: &Terms = &Terms::new(&[
    "元旦春节",
    "春节",
    "元旦",
    "元宵节",
    "正月十五",
    "小年",
    "除夕",
    "元宵",
    "清明节",
    "清明",
    "“五一”",
    "五一",
    "劳动节",
    "端午节",
    "端午",
    "“七一”",
    "七一",
    "党的生日",
    "“八一”",
    "八一",
    "中秋节",
    "中秋",
    "国庆节",
    "国庆",
    "“十一”",
    "十一",
    "节后复工复产",
    "节后复工",
    "节后开工",
    "复工复产",
    "复工",
    "春季学期开学",
    "秋季学期开学",
    "新学期开学",
    "“两会”",
    "两会",
    "双节",
    "两节",
    "节假日",
    "重大节日",
    "重要节日",
    "春运",
    "主汛期",
    "汛期",
    "入汛",
    "汛",
    "雨季",
    "台风季",
    "伏季",
    "入夏",
    "夏季高峰",
    "迎峰度夏",
    "迎峰度冬",
    "入冬",
    "冬季",
    "秋冬季",
    "供暖季",
    "供暖期",
    "采暖季",
    "采暖期",
    "取暖季",
    "供暖",
    "采暖",
    "供热期",
    "供热",
    "防火期",
    "秋收",
    "夏收",
    "春耕",
    "春播",
    "秋播",
    "农忙",
    "榨季",
    "开榨",
    "封冻",
    "上冻",
    "霜冻",
    "开学",
    "中考",
    "高考",
    "暑假",
    "寒假",
    "放假",
]);
/// What they begin with.
const BEGINNINGS: &[char] = &[
    '春', '元', '正', '小', '除', '清', '“', '五', '劳', '端', '七', '党', '八', '中', '国', '十', '两', '双', '节',
    '重', '主', '汛', '入', '雨', '台', '伏', '夏', '迎', '冬', '秋', '供', '采', '取', '防', '农', '榨', '开', '封',
    '上', '霜', '高', '暑', '寒', '放', '复', '新',
];
/// What may stand between an occasion and the word for before or behind it.
const BETWEEN: &Terms =
    &Terms::new(&["黄金周", "假期", "长假", "假日", "期间", "到来", "来临", "开始", "开启", "结束"]);
/// Words for before it.
const BEFORE: &[&str] = &["之前", "以前", "前夕", "前后", "前"];
/// Words for behind it.
const BEHIND: &[&str] = &["之后", "以后", "后"];
/// Ends of such a time whose occasion is not in the list: 梅雨来临前.
const UNKNOWN: &Terms = &Terms::new(&["来临前", "到来前", "开始前", "来临之前", "到来之前", "开始之前"]);
/// Times of the month of issue, or of the end of a year.
const OF_MONTH: &Terms = &Terms::new(&[
    "本月底前",
    "本月内",
    "当月底前",
    "月底前",
    "岁末",
    "本季度末前",
    "本季度底前",
    "本季度末",
    "本季度内",
    "本季末",
    "下季度末",
    "本周内",
    "本周末前",
    "本周五前",
    "下周一前",
    "下周三前",
    "下周五前",
    "下周前",
    "下周内",
    "下月底前",
    "下月内",
    "本学期末",
    "本学期内",
    "学期结束前",
    "学期末",
]);
/// Terms of a school, and the beginning of the year, in front of what is done then.
const TERMS: &[&str] = &["春季学期", "秋季学期", "上学期", "下学期", "本学期", "年初"];
/// What is done then.
const DOES: &[&str] =
    &["完成", "启动", "开展", "召开", "印发", "组织", "实施", "部署", "制定", "下达", "报送", "内", "末", "前", "，"];
/// What is said behind an occasion opens its clause, with a year before it at most.
const OPENING: usize = 5;
/// The words for an unknown occasion are not longer.
const LONGEST: usize = 12;

/// 春季学期完成整改, 年初启动: a time that opens its clause, in front of what is done then.
pub(super) fn opening(clause: Passage<'_>) -> Option<Phrase<'_>> {
    let (_, end) = clause.matches_any(clause.start(), TERMS)?;
    let (word, next) = clause.matches_any(end, DOES)?;
    let end = if matches!(word, "内" | "末" | "前") { next } else { end };
    let rest = clause.from(end).trim(&['，', ',']);
    (rest.len() > 1).then(|| Phrase { words: clause.to(end), deliverable: rest, kind: Conditional })
}

/// 运行满3个月后组织评估: a time that is counted from what no calendar has.
pub(super) fn full(clause: Passage<'_>) -> Option<Phrase<'_>> {
    const LENGTHS: &[&str] = &["个月", "个工作日", "周年", "年", "周", "天", "日"];
    let at = clause.start() + clause.chars().iter().take(LONGEST).position(|c| *c == '满')?;
    let mut cursor = Cursor::new(clause, at + 1);
    numeral::number(&mut cursor)?;
    cursor.eat(LENGTHS)?;
    cursor.eat(&["之后", "以后", "后", "之前", "前", "之内", "以内", "内"])?;
    let (words, rest) = (clause.to(cursor.at()), clause.from(cursor.at()).trim(&['，', ',']));
    (rest.len() > 1 && !rest.starts_with("的")).then_some(Phrase { words, deliverable: rest, kind: Conditional })
}

/// 春节前, 汛后, 本月底前: a day that the calendar of the year or the date of issue tells.
pub(super) fn around(clause: Passage<'_>) -> Option<Phrase<'_>> {
    let may = |c: &char| matches!(c, '前' | '后' | '内' | '末');
    if !clause.chars().iter().any(may) {
        return None;
    }
    let (from, end) = known(clause).or_else(|| unknown(clause)).or_else(|| of_month(clause))?;
    if clause.before(from).is_some_and(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c)) {
        return None; // 9月底前 is a date, or was refused as one
    }
    let from = with_year(clause, from);
    let rest = clause.from(end).trim(&['，', ',']);
    let deliverable = if rest.len() > 2 { rest } else { clause };
    Some(Phrase { words: clause.cut(from, end), deliverable, kind: Conditional })
}

fn known(clause: Passage<'_>) -> Option<(usize, usize)> {
    let ends = |at: usize| {
        clause.at(at).filter(|c| BEGINNINGS.contains(c))?;
        let (_, end) = clause.matches_any(at, OCCASIONS)?;
        let end = clause.matches_any(end, BETWEEN).map_or(end, |(_, end)| end);
        let opens = at <= clause.start() + OPENING;
        let behind = || clause.matches_any(end, BEHIND).filter(|_| opens);
        let before = clause.matches_any(end, BEFORE).or_else(behind);
        before.map(|(_, end)| (at, end)).filter(|(_, end)| clause.at(*end) != Some('的'))
    };
    let (from, mut end) = (clause.start()..clause.end()).find_map(ends)?;
    while let Some((_, next)) = clause.matches_any(end, &["、", "和"]).and_then(|(_, next)| ends(next)) {
        end = next; // 国庆前、元旦前
    }
    Some((from, end))
}

/// 梅雨来临前: the words for it go back to the start of their clause.
fn unknown(clause: Passage<'_>) -> Option<(usize, usize)> {
    let (at, end) = UNKNOWN.place_in(clause)?;
    Some((if at - clause.start() <= LONGEST { clause.start() } else { at }, end))
}

/// 本月底前, 下周一前: found by its first characters.
fn of_month(clause: Passage<'_>) -> Option<(usize, usize)> {
    clause.places(|_| true).find_map(|at| clause.matches_any(at, OF_MONTH).map(|(_, end)| (at, end)))
}

/// 2025年春节前, 今年汛期前: with the year before it.
fn with_year(clause: Passage<'_>, at: usize) -> usize {
    let head = clause.to(at);
    let word = head.strip_suffix(&["今年", "明年", "次年", "本年"]).map(|(rest, _)| rest.end());
    let year = || {
        let (rest, _) = head.strip_suffix(&["年"])?;
        let digits = rest.chars().iter().rev().take_while(|c| c.is_ascii_digit()).count();
        (digits == 4).then(|| rest.end() - digits)
    };
    word.or_else(year).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn words(written: &str) -> Option<String> {
        let text = text_of(written);
        around(text.whole()).map(|phrase| phrase.words.to_string())
    }

    #[test]
    fn an_occasion_stands_with_its_year_and_the_word_behind_it() {
        for (written, phrase) in [
            ("春节前完成", "春节前"),
            ("2025年供暖季前完成", "2025年供暖季前"),
            ("今年汛期到来之前完成清淤", "今年汛期到来之前"),
            ("“十一”假期前完成整治", "“十一”假期前"),
            ("主汛期前清淤", "主汛期前"),
            ("汛后完成修复", "汛后"),
            ("梅雨来临前完成检修", "梅雨来临前"),
            ("本月底前报送", "本月底前"),
        ] {
            assert_eq!(words(written).as_deref(), Some(phrase), "{written}");
        }
        for (written, phrase) in
            [("节后复工前完成检查", "节后复工前"), ("本季度末完成检查", "本季度末"), ("下周一前报送名单", "下周一前")]
        {
            assert_eq!(words(written).as_deref(), Some(phrase), "{written}");
        }
        for written in ["9月底前报送", "汛后的修复工作", "前期工作", "二十一前"] {
            assert_eq!(words(written), None, "{written}");
        }
    }

    #[test]
    fn terms_and_lengths_that_no_calendar_has_are_times() {
        let read = |written: &str, find: fn(Passage<'_>) -> Option<Phrase<'_>>| {
            let text = text_of(written);
            find(text.whole()).map(|phrase| format!("{} {}", phrase.words, phrase.deliverable))
        };
        assert_eq!(read("春季学期完成整改", opening).as_deref(), Some("春季学期 完成整改"));
        assert_eq!(read("年初启动检查", opening).as_deref(), Some("年初 启动检查"));
        assert_eq!(read("运行满3个月后组织评估", full).as_deref(), Some("运行满3个月后 组织评估"));
        for written in ["年初预算安排", "年初数据", "比年初增长"] {
            assert_eq!(read(written, opening), None, "{written}");
        }
        assert_eq!(read("参保满3年的人员", full), None);
    }
}
