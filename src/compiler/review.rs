//! A look at the whole draft: what is missing, what does not fit.

use super::doubt::Doubts;
use super::text::Passage;
use duban_domain::consistency::cities_that_miss_the_region;
use duban_domain::draft::{CityTarget, DraftTask, Open, PlanHead, Span};
use duban_domain::plan::{Comparator, Severity};

/// A word this long in lower case is no unit of measure and no abbreviation.
const FOREIGN_WORD: usize = 5;

/// Words of another script in the middle of Chinese text: slips of the OCR.
pub(super) fn foreign_words(text: Passage<'_>, doubts: &mut Doubts) {
    let of_word = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '@' | ':' | '-' | '_');
    let mut from = text.start();
    for word in text.chars().split(|c| !of_word(c)) {
        let at = from + word.len();
        if word.len() >= FOREIGN_WORD && word.iter().all(char::is_ascii_lowercase) {
            let word = text.cut(from, at);
            let shown = word.brief();
            doubts.warn(word, format!("中文里夹有外文“{shown}”，疑为识别错误，请核对原文"));
        }
        from = at + 1;
    }
}

/// What the document lacks as a whole.
pub(super) fn missing(text: Passage<'_>, head: &PlanHead, tasks: &[DraftTask], numbered: bool, doubts: &mut Doubts) {
    if text.is_empty() {
        doubts.add(Severity::Error, Span(0, 0), "文件里没有文字".to_owned(), String::new());
        return;
    }
    let line = text.find("\n").map_or(text, |end| text.to(end));
    let opening = line.to(line.start() + 30);
    if head.title.is_empty() {
        doubts.note(opening, "没有找到标题");
    }
    if head.year.is_none() {
        doubts.open(opening, Open::Year, "没有写明年度，未写年份的日期无法确定");
    }
    if !numbered {
        doubts.warn(opening, "没有章节和编号，全部措施列在一项任务下");
    }
    let assigned = tasks.iter().flat_map(|t| &t.measures).any(|m| !(m.lead.is_empty() && m.responsible.is_empty()));
    if !assigned {
        doubts.warn(opening, "没有找到责任单位的写法，请逐项补分工");
    }
}

/// The region's targets that the cities' targets do not add up to.
pub(super) fn inconsistencies(rows: &[CityTarget], head: &PlanHead, doubts: &mut Doubts) {
    for miss in cities_that_miss_the_region(rows, &head.indicators) {
        let target = head.indicators.iter().find(|i| i.name.contains(CityTarget::measured(&miss.target).0));
        let (span, quote) = target.map_or((Span(0, 0), String::new()), |i| (i.span, i.quote.clone()));
        let relation = match miss.op {
            Comparator::AtMost | Comparator::Below => "高于",
            Comparator::AtLeast | Comparator::Above => "低于",
            _ => "不等于",
        };
        let message = format!(
            "{}个设区市“{}”目标的平均值{:.2}{relation}全区目标{}：各市都达标，全区仍可能不达标",
            miss.cities, miss.target, miss.mean, miss.region
        );
        doubts.add(Severity::Warning, span, message, quote);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    #[test]
    fn a_foreign_word_is_doubted_and_names_are_not() {
        let text = text_of("依法追究 responsibility，涉及VOCs、km、www.example.cn、pH值");
        let mut doubts = Doubts::default();
        foreign_words(text.whole(), &mut doubts);
        let problems = doubts.in_order();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].quote, "responsibility");
    }
}
