//! Dates without a year that are over on the day of issue: a winter plan of November means the January of next year.

use super::doubt::Doubts;
use super::text::Passage;
use chrono::{Datelike as _, NaiveDate};
use duban_domain::draft::{DraftMilestone, DraftTask};
use duban_domain::plan::Severity;

/// A line that is a day and nothing else is not longer.
const LONGEST: usize = 24;

/// Doubts what is due before the document was issued, where the phrase does not say in which year.
pub(super) fn doubt_earlier(text: Passage<'_>, tasks: &[DraftTask], doubts: &mut Doubts) {
    let Some(day) = text.chars().split(|c| *c == '\n').find_map(day_of) else { return };
    let earlier = |milestone: &&DraftMilestone| {
        let dated = milestone.phrase.chars().filter(char::is_ascii_digit).count() > 3;
        let over = milestone.due.is_some_and(|due| due < day && due.year() == day.year());
        over && !dated && !milestone.phrase.contains(['去', '上'])
    };
    let milestones = tasks.iter().flat_map(|task| &task.measures).flat_map(|measure| &measure.milestones);
    for milestone in milestones.filter(earlier) {
        let message = day.format("没有写年份，早于发文的%Y年%-m月%-d日，请核对是不是下一年").to_string();
        doubts.add(Severity::Warning, milestone.span, message, milestone.phrase.clone());
    }
}

/// 2025年11月28日: a line that is nothing but a day.
fn day_of(line: &[char]) -> Option<NaiveDate> {
    if line.len() > LONGEST {
        return None;
    }
    let line: String = line.iter().filter(|c| !c.is_whitespace()).collect();
    let line = line.trim_matches(['（', '）', '(', ')']).trim_end_matches("印发");
    let (year, rest) = line.split_once('年').filter(|(year, _)| year.len() == 4)?;
    let (month, day) = rest.strip_suffix('日')?.split_once('月')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use crate::{Options, UnitRegistry, compile};

    fn doubts(title: &str, day: &str, text: &str) -> Vec<String> {
        let registry = UnitRegistry::guangxi().unwrap();
        let document = format!("{title}\n某县人民政府办公室\n{day}\n一、任务\n1.检查。{text}（县甲局牵头）");
        let draft = compile(&document, &Options { registry: &registry, year: None });
        let earlier = draft.problems.into_iter().filter(|problem| problem.message.contains("早于发文"));
        earlier.map(|problem| problem.quote).collect()
    }

    #[test]
    fn what_is_over_on_the_day_of_issue_is_doubted() {
        let title = "柳泉县2025年冬季燃气安全整治方案";
        assert_eq!(doubts(title, "2025年11月28日", "1月15日前完成复查，2月底前形成机制。"), ["1月15日前", "2月底前"]);
        assert!(doubts(title, "2025年11月28日", "12月15日前完成复查，2026年2月底前形成机制。").is_empty());
        assert!(doubts(title, "2024年12月20日", "1月15日前完成复查。").is_empty());
    }
}
