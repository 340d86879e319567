//! Times that every year has on another day, or that depend on the month of issue: 春节前, 供暖季前, 汛后, 本月底前.

mod unlisted;
mod words;

use self::words::{BEFORE, BEHIND, BETWEEN, DOES, LONGEST, OCCASIONS, OF_MONTH, TERMS};
use super::cursor::Cursor;
use super::numeral;
use super::text::Passage;

/// What is said behind an occasion opens its clause, with a year before it at most.
const OPENING: usize = 5;

/// A time that stands in a clause, and what is to be done then.
#[derive(Debug, Clone, Copy)]
pub(super) struct Occasion<'t> {
    /// The words for the time.
    pub(super) words: Passage<'t>,
    /// What is to be done.
    pub(super) deliverable: Passage<'t>,
}

/// 春节前, 春季学期, 满3个月后: the time of a clause that no calendar tells.
pub(super) fn of(clause: Passage<'_>) -> Option<Occasion<'_>> {
    around(clause).or_else(|| opening(clause)).or_else(|| full(clause))
}

/// What stands behind an occasion that opens a clause: “五一”前|储备化肥.
pub(super) fn behind(clause: Passage<'_>) -> Option<Passage<'_>> {
    let occasion = of(clause).filter(|occasion| occasion.words.start() == clause.start())?;
    Some(clause.from(occasion.words.end()).trim(&['，', ',']))
}

/// 春季学期完成整改, 年初启动: a time that opens its clause, in front of what is done then.
fn opening(clause: Passage<'_>) -> Option<Occasion<'_>> {
    let at =
        clause.matches_any(clause.start(), &["确保", "力争", "到", "在", "于"]).map_or(clause.start(), |(_, at)| at);
    let at = behind_year(clause, at);
    let (_, end) = clause.matches_any(at, TERMS)?;
    let (word, next) = clause.matches_any(end, DOES)?;
    let end = if matches!(word, "内" | "末" | "前") { next } else { end };
    let rest = clause.from(end).trim(&['，', ',']);
    (rest.len() > 1).then(|| Occasion { words: clause.to(end), deliverable: rest })
}

/// 2026年|春季学期, 今年|秋季.
fn behind_year(clause: Passage<'_>, at: usize) -> usize {
    let word = clause.matches_any(at, &["今年", "明年", "次年", "本年"]).map(|(_, end)| end);
    let digits = clause.from(at).chars().iter().take_while(|c| c.is_ascii_digit()).count();
    let year = || clause.matches(at + digits, "年").filter(|_| digits == 4);
    word.or_else(year).unwrap_or(at)
}

/// 运行满3个月后组织评估: a time that is counted from what no calendar has.
fn full(clause: Passage<'_>) -> Option<Occasion<'_>> {
    const LENGTHS: &[&str] = &["个月", "个工作日", "周年", "年", "周", "天", "日"];
    let at = clause.start() + clause.chars().iter().take(LONGEST).position(|c| *c == '满')?;
    let mut cursor = Cursor::new(clause, at + 1);
    numeral::number(&mut cursor)?;
    cursor.eat(LENGTHS)?;
    cursor.eat(&["之后", "以后", "后", "之前", "前", "之内", "以内", "内"])?;
    let (words, rest) = (clause.to(cursor.at()), clause.from(cursor.at()).trim(&['，', ',']));
    (rest.len() > 1 && !rest.starts_with("的")).then_some(Occasion { words, deliverable: rest })
}

/// 春节前, 汛后, 本月底前: a day that the calendar of the year or the date of issue tells.
fn around(clause: Passage<'_>) -> Option<Occasion<'_>> {
    let may = |c: &char| matches!(c, '前' | '后' | '内' | '末');
    if !clause.chars().iter().any(may) {
        return None;
    }
    let (from, end) = known(clause).or_else(|| unlisted::place(clause)).or_else(|| of_month(clause))?;
    if clause.before(from).is_some_and(|c| c.is_ascii_alphanumeric() || "一二三四五六七八九十".contains(c)) {
        return None; // 9月底前 is a date, or was refused as one
    }
    let from = with_year(clause, listed_from(clause, from));
    let rest = clause.from(end).trim(&['，', ',']);
    let deliverable = if rest.len() > 2 { rest } else { clause };
    Some(Occasion { words: clause.cut(from, end), deliverable })
}

/// 春节、|中秋前, “五一”|“十一”假期前: where the list of occasions begins that share their word.
fn listed_from(clause: Passage<'_>, mut from: usize) -> usize {
    loop {
        let head = clause.to(from);
        let head = head.strip_suffix(&["、", "和", "及"]).map_or(head, |(head, _)| head);
        match head.strip_suffix(OCCASIONS) {
            Some((rest, _)) => from = rest.end(),
            None => return from,
        }
    }
}

fn known(clause: Passage<'_>) -> Option<(usize, usize)> {
    let ends = |at: usize| {
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
            ("“五一”“十一”假期前完成整治", "“五一”“十一”假期前"),
            ("春节、中秋前走访慰问", "春节、中秋前"),
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
        let read = |written: &str, find: fn(Passage<'_>) -> Option<Occasion<'_>>| {
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
