//! The years that a plan is for: as its title says, its opening, its own number or the day of its issue. The number of a
//! document that it cites says nothing.

use super::season::until;
use crate::cursor::Cursor;
use crate::date::{FIVE_YEARS, Years};
use crate::doubt::Doubts;
use crate::numeral::year;
use crate::outline::Outline;
use crate::sentence::outer_brackets;
use crate::text::{Passage, is_ideograph};
use duban_domain::draft::Open;

/// What stands before the year of an event that a plan only gets ready for: 迎接2026年复审.
const EVENTS: &[&str] = &["迎接", "备战", "筹备", "筹办", "迎战", "冲刺"];
/// How many paragraphs may tell the year besides the title.
const OPENING: usize = 6;
/// The letters of an office in front of the year of a document's own number are not more.
const OFFICE: usize = 12;
/// A line that holds nothing but the day of issue is not longer.
const ISSUED: usize = 16;
/// What stands before the year of the plan in its opening.
const OF_PLAN: &[&str] = &["做好", "抓好", "推进", "落实好", "完成"];

/// The years as the document has them: as its title says; else as it opens; else by its number or the day of its issue; else as
/// its tasks say. Where title and the others disagree, the title counts and is doubted.
pub(super) fn written(text: Passage<'_>, outline: &Outline<'_>, doubts: &mut Doubts) -> Years {
    let lines = first_lines(text);
    let title_start = outline.title.map(|title| title.start());
    let headings = outline.headings().into_iter().map(Passage::start);
    let tasks = headings.filter(|at| Some(*at) != title_start).min().unwrap_or(text.end());
    let titled = outline.title.and_then(|title| Some((title, of_title(title)?)));
    let doubtful = titled.filter(|(title, years)| is_of_findings(*title) || years.1);
    let title_end = outline.title.map(|title| title.end());
    let numbered = || lines.iter().find_map(|line| own_number(*line, title_end).map(|year| (*line, year)));
    if let Some((title, (years, _))) = titled.filter(|_| doubtful.is_none()) {
        let told = numbered().or_else(|| issued(text)).filter(|(_, year)| years.end_before(*year));
        if let Some((_, year)) = told {
            doubts.open(title, Open::Year, format!("标题里的年份早于发文的 {year} 年，计划年度按标题读，请核对"));
        }
        return years;
    }
    let behind = |line: &Passage<'_>| doubtful.is_none_or(|(title, _)| line.start() >= title.end());
    let (opening, body): (Vec<Passage<'_>>, Vec<_>) =
        lines.iter().copied().filter(behind).partition(|line| line.start() < tasks);
    let stated = opening.into_iter().find_map(in_opening);
    let told = numbered().or_else(|| issued(text));
    let same = |years: &Years| told.is_none_or(|(_, year)| !years.begin_after(year) && !years.end_before(year));
    if let Some((_, years, _)) = stated.filter(|(_, years, sure)| *sure || same(years)) {
        return years;
    }
    if let Some((title, (years, _))) = doubtful.filter(|(title, _)| told.is_none() || !is_of_findings(*title)) {
        doubts.open(title, Open::Year, "标题里的年份不止一个，或者是检查、督察的年份，计划年度请核对");
        return years;
    }
    if let Some((line, year)) = told {
        doubts.open(line, Open::Year, format!("标题没有写年度，按发文时间读作 {year} 年度，请核对"));
        return Some(year).into();
    }
    let of_tasks = body.into_iter().find_map(in_opening);
    of_tasks.map_or_else(Years::default, |(words, years, _)| {
        doubts.open(words, Open::Year, "标题和发文时间都没有写年度，按正文里的年度读，请核对");
        years
    })
}

/// 2024年度…督察反馈问题的整改方案: the year is that of what was found, not of the plan.
fn is_of_findings(title: Passage<'_>) -> bool {
    const FOUND: &[&str] = &["反馈", "发现", "指出", "通报", "移交", "交办", "查出"];
    let found = FOUND.iter().filter_map(|word| title.find(word)).min();
    found.is_some_and(|at| title.from(at).contains("问题") && title.from(at).contains_any(&["整改", "整治"]))
        && !title.from(found.unwrap_or(title.end())).chars().iter().any(char::is_ascii_digit)
}

/// The years of a plan whose first or only one is known; its title may name a later one.
pub(super) fn around(outline: &Outline<'_>, year: i32) -> Years {
    let titled = outline.title.and_then(of_title).map(|(years, _)| years).filter(|years| years.first == Some(year));
    titled.unwrap_or_else(|| Some(year).into())
}

/// 2024—2026年, 2025年度, “十四五”. Whether the title has several years that are no span: the last is that of the plan.
pub(super) fn of_title(title: Passage<'_>) -> Option<(Years, bool)> {
    let numbers = brackets(title, &['〔', '[', '【']);
    let titles = brackets(title, &['《']);
    let inside = |cited: &[(usize, usize)], at: usize| cited.iter().any(|(open, close)| (*open..*close).contains(&at));
    let years = |titled: bool| {
        let places = (title.start()..title.end()).filter(|at| !inside(&numbers, *at) && inside(&titles, *at) == titled);
        let places = places.filter(|at| !title.to(*at).ends_with_any(EVENTS));
        places.filter_map(|at| years_at(title, at)).collect::<Vec<_>>()
    };
    let own = years(false);
    let first = own.first().copied();
    let others = |years: &&Years| first.is_some_and(|first| years.first > first.last);
    let later = own.iter().rfind(others).copied();
    let summary = title.contains("总结"); // 2025年工作总结暨2026年工作计划
    let own = later.or(first).map(|years| (years, later.is_some() && !summary));
    let of_plans = || five_years(title).map(|years| (years, false));
    let told = || Some((years(true).first().copied().filter(|_| !carries_out(title))?, false)); // 印发《“十五五”…2026年度分解表》
    own.or_else(told).or_else(of_plans)
}

/// 贯彻落实《…（2021—2023年）》实施方案: the title of another document says nothing of this one's year.
fn carries_out(title: Passage<'_>) -> bool {
    let opening = title.find("《").map_or(title, |open| title.to(open));
    opening.contains_any(&["贯彻", "落实", "根据", "按照", "实施"])
}

fn five_years(title: Passage<'_>) -> Option<Years> {
    let (_, first, last) = FIVE_YEARS.iter().find(|(words, ..)| title.contains(words) && !title.contains("收官"))?;
    Some(Years { first: Some(*first), last: Some(*last), season: None })
}

/// 2024年, 2024—2026年, 2024年至2026年, 2024—2026 in brackets.
fn years_at(passage: Passage<'_>, at: usize) -> Option<Years> {
    if passage.before(at).is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let mut cursor = Cursor::new(passage, at);
    let first = year(&mut cursor)?;
    let whole = cursor.eat(&["年度", "年"]).is_some();
    let mut ahead = cursor;
    if whole && ahead.eat_number(2).is_some() {
        ahead.eat(&["月"]);
    }
    ahead.eat(&["秋冬季", "秋冬", "秋季", "冬季", "入冬", "秋", "冬"]); // 2025年秋冬至2026年春
    let joined = until(&mut ahead).is_some();
    let last = year(&mut ahead).filter(|last| joined && *last > first);
    let closed = ahead.eat(&["年度", "年"]).is_some()
        || ahead.peek() == Some('月')
        || ahead.peek().is_none_or(|c| matches!(c, '）' | ')'));
    match last {
        Some(last) if closed => Some(Years { first: Some(first), last: Some(last), season: None }),
        _ => whole.then(|| Some(first).into()),
    }
}

/// The year of a plan in its opening: 2025年度, 做好2025年…; what other documents are called does not count. Whether it surely is
/// the plan's: 吸取2024年度事故教训 speaks of another.
fn in_opening(line: Passage<'_>) -> Option<(Passage<'_>, Years, bool)> {
    let cited = brackets(line, &['《', '（', '(', '〔', '[', '“']);
    let mut cited = cited.iter().peekable();
    for at in line.start()..line.end() {
        while cited.next_if(|(_, close)| *close < at).is_some() {}
        let inside = cited.peek().is_some_and(|(open, _)| *open <= at);
        let years = if inside { None } else { years_at(line, at) };
        let digits = at + 4;
        let Some(years) = years else { continue };
        let sure = years.are_several() || line.to(at).ends_with_any(OF_PLAN);
        if sure || line.matches(digits, "年度").is_some() {
            return Some((line.cut(at, digits + 1), years, sure));
        }
    }
    None
}

/// The year of the document's own number, 某政发〔2025〕1号: it stands alone on its line, in brackets or not, or behind
/// title and blank.
fn own_number(line: Passage<'_>, title_end: Option<usize>) -> Option<i32> {
    let opens = |at: &usize| matches!(line.at(*at), Some('〔' | '[' | '（'));
    let (open, year, end) = (line.start()..line.end()).filter(opens).find_map(|at| number_at(line, at))?;
    let bracketed = line.at(line.start()) == Some('（') && line.at(end) == Some('）');
    let behind = end + usize::from(bracketed);
    let ends = behind == line.end() || line.gap_before(behind) || line.at(behind) == Some('各');
    let from = open.saturating_sub(OFFICE).max(line.start());
    let begins = |at: &usize| *at == line.start() || line.gap_before(*at) || Some(*at) == title_end;
    let start = (from..=open).rev().find(begins)? + usize::from(bracketed);
    let office = line.cut(start, open).chars().iter().all(|c| is_ideograph(*c));
    (office && ends).then_some(year)
}

/// 〔2025〕1号: where it opens, its year and its end.
fn number_at(line: Passage<'_>, open: usize) -> Option<(usize, i32, usize)> {
    let mut cursor = Cursor::new(line, open + 1);
    let year = year(&mut cursor)?;
    cursor.eat(&["〕", "]", "）"])?;
    cursor.eat_number(5)?;
    cursor.eat(&["号"])?;
    Some((open, year, cursor.at()))
}

/// The last line that holds nothing but a day: that of issue.
fn issued<'t>(text: Passage<'t>) -> Option<(Passage<'t>, i32)> {
    let lines = text.split(&['\n']);
    let day = |line: &Passage<'t>| {
        let day = line.trim(&['（', '）', '(', ')', ' ']);
        let mut cursor = Cursor::new(day, day.start());
        let year = year(&mut cursor)?;
        cursor.eat(&["年"])?;
        let rest = day.from(cursor.at());
        let whole = rest.contains("月") && rest.ends_with_any(&["日", "号"]) && day.len() <= ISSUED;
        whole.then_some((*line, year))
    };
    lines.iter().rev().find_map(day)
}

fn brackets(line: Passage<'_>, open: &[char]) -> Vec<(usize, usize)> {
    outer_brackets(line).into_iter().filter(|(at, _)| line.at(*at).is_some_and(|c| open.contains(&c))).collect()
}

/// The lines that open a text.
fn first_lines(text: Passage<'_>) -> Vec<Passage<'_>> {
    let mut ends = text.chars().iter().enumerate().filter(|(_, c)| **c == '\n').map(|(i, _)| text.start() + i);
    let end = ends.nth(OPENING - 1).unwrap_or(text.end());
    text.to(end).split(&['\n'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::text::text_of;

    fn read(document: &str) -> (Option<i32>, Option<i32>, usize) {
        let text = text_of(document);
        let mut doubts = Doubts::default();
        let years = written(text.whole(), &outline(text.whole(), &mut Doubts::default()), &mut doubts);
        (years.first, years.last, doubts.in_order().len())
    }

    #[test]
    fn a_title_names_one_year_or_the_first_and_the_last() {
        for (title, first, last) in [
            ("某市水污染防治三年行动计划（2024—2026年）", 2024, 2026),
            ("某市蓝天行动方案(2025-2027年)", 2025, 2027),
            ("某市2024年至2026年治水方案", 2024, 2026),
            ("某市治水行动计划（2024～2026）", 2024, 2026),
            ("某市2024至2025年度秋冬季攻坚方案", 2024, 2025),
            ("某市2025年工作要点", 2025, 2025),
            ("某市二〇二五年工作要点", 2025, 2025),
            ("某市“十四五”节能方案", 2021, 2025),
            ("关于印发某市2025年度治气计划的通知", 2025, 2025),
            ("关于印发《某市2025年度治气计划》的通知", 2025, 2025),
            ("某市秋冬季攻坚方案（2025年10月—2026年3月）", 2025, 2026),
            ("某市贯彻落实《某省三年行动计划（2021—2023年）》2026年度实施方案", 2026, 2026),
            ("某市2025年度工作总结暨2026年工作计划", 2026, 2026),
            ("某市迎接2026年复审2025年工作方案", 2025, 2025),
        ] {
            assert_eq!(read(title), (Some(first), Some(last), 0), "{title}");
        }
    }

    #[test]
    fn the_number_of_a_cited_document_is_no_year() {
        for document in [
            "某市治水三年行动计划\n为贯彻《某计划》（国发〔2015〕17号）精神，制定本计划。",
            "某市治水方案\n按照国发〔2018〕22号要求，制定本方案。",
            "关于贯彻落实《2024年一号文件》的实施意见\n一、任务",
            "“十四五”收官之年治水方案\n一、任务",
            "某市治水方案\n根据《某某2024年度工作方案》，制定本方案。",
            "关于落实国发〔2015〕17号文件的意见\n一、任务",
        ] {
            assert_eq!(read(document), (None, None, 0), "{document}");
        }
    }

    #[test]
    fn own_number_opening_and_issue_tell_the_year_where_the_title_does_not() {
        for (document, year, said) in [
            ("某政办发〔2025〕12号\n某市治水方案\n一、任务", 2025, 1),
            ("关于印发《某市“十五五”治水2026年度任务分解表》的通知\n一、任务", 2026, 0),
            ("某市治水方案\n（某政办发〔2025〕12号）\n一、任务", 2025, 1),
            ("某市治水方案\n为做好2025年度治水工作，根据《某法》（国发〔2015〕17号），制定本方案。", 2025, 0),
            ("某市治水方案\n为做好2025年治水工作，制定本方案。", 2025, 0),
            ("某市治水方案\n一、任务\n1.治水。\n某市人民政府\n2025年3月5日", 2025, 1),
            ("某市治水方案\n一、任务\n1.治水。2024年度结转工程4月底前完工。\n某市人民政府\n2025年3月5日", 2025, 1),
            ("某市治水方案\n一、任务\n1.治水。2025年度工程4月底前完工。", 2025, 1),
            ("某市治水方案\n某政办〔2025〕8号\n为吸取2024年度事故教训，制定本方案。\n一、任务", 2025, 1),
            ("某市2024年治水方案\n一、任务\n1.治水。\n某市人民政府\n2025年3月5日", 2024, 1),
            (
                "某市2025年治水方案\n一、任务\n1.治水。2024年度结转工程4月底前完工。\n某市人民政府\n2024年12月5日",
                2025,
                0,
            ),
        ] {
            assert_eq!(read(document), (Some(year), Some(year), said), "{document}");
        }
    }
}
