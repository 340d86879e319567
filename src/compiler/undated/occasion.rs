//! Times that every year has on another day, or that depend on the month of issue: 春节前, 供暖季前, 汛后, 本月底前.

use super::phrase::Phrase;
use crate::text::Passage;
use duban_domain::plan::MilestoneKind::Conditional;

/// Feasts, seasons and events of a year, longer ones first.
const OCCASIONS: &[&str] = &[
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
];
/// What they begin with.
const BEGINNINGS: &[char] = &[
    '春', '元', '正', '小', '除', '清', '“', '五', '劳', '端', '七', '党', '八', '中', '国', '十', '两', '双', '节',
    '重', '主', '汛', '入', '雨', '台', '伏', '夏', '迎', '冬', '秋', '供', '采', '取', '防', '农', '榨', '开', '封',
    '上', '霜', '高', '暑', '寒', '放',
];
/// What may stand between an occasion and the word for before or behind it.
const BETWEEN: &[&str] = &["黄金周", "假期", "长假", "假日", "期间", "到来", "来临", "开始", "开启", "结束"];
/// Words for before it.
const BEFORE: &[&str] = &["之前", "以前", "前夕", "前"];
/// Words for behind it.
const BEHIND: &[&str] = &["之后", "以后", "后"];
/// Ends of such a time whose occasion is not in the list: 梅雨来临前.
const UNKNOWN: &[&str] = &["来临前", "到来前", "开始前", "来临之前", "到来之前", "开始之前"];
/// Times of the month of issue, or of the end of a year.
const OF_MONTH: &[&str] = &["本月底前", "本月内", "当月底前", "月底前", "岁末"];
/// What is said behind an occasion opens its clause, with a year before it at most.
const OPENING: usize = 5;
/// The words for an unknown occasion are not longer.
const LONGEST: usize = 12;

/// 春节前, 汛后, 本月底前: a day that the calendar of the year or the date of issue tells.
pub(super) fn around(clause: Passage<'_>) -> Option<Phrase<'_>> {
    let may = |c: &char| matches!(c, '前' | '后' | '内' | '末');
    if !clause.chars().iter().any(may) {
        return None;
    }
    let (from, end) = known(clause).or_else(|| unknown(clause)).or_else(|| place(clause, OF_MONTH))?;
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
    let (at, end) = place(clause, UNKNOWN)?;
    Some((if at - clause.start() <= LONGEST { clause.start() } else { at }, end))
}

fn place(clause: Passage<'_>, words: &[&str]) -> Option<(usize, usize)> {
    words.iter().find_map(|word| clause.find(word).map(|at| (at, at + word.chars().count())))
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
        for written in ["9月底前报送", "汛后的修复工作", "前期工作", "二十一前"] {
            assert_eq!(words(written), None, "{written}");
        }
    }
}
