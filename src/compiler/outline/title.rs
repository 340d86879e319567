//! The title of a document, told from what stands on its line with it: the document's number, a date, the preamble.

use crate::mend;
use crate::text::{Passage, is_ideograph};

/// A title is not longer than this.
const LONGEST: usize = 90;
/// What a title ends with, its brackets left out.
const ENDS: &[&str] = &[
    "通知",
    "意见",
    "方案",
    "措施",
    "计划",
    "要点",
    "办法",
    "规划",
    "清单",
    "细则",
    "政策",
    "规定",
    "行动",
    "分工",
    "任务",
    "通报",
    "通告",
    "公告",
    "决定",
    "（试行）",
    "（暂行）",
];
/// The letters of an office in front of the year of a document's number are not more: 潭政办发〔2022〕12号.
const OFFICE: usize = 8;
/// Bodies whose name alone on the first line is only the first half of a title.
const BODIES: &[&str] = &["政府", "办公室", "办公厅", "委员会", "厅", "局"];

/// The title on the first line of a document, and what stands behind it on the line.
pub(super) fn title(line: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    if mend::is_annex(line) || line.contains_any(&["\t", "|"]) {
        return None;
    }
    let end = number(line).or_else(|| at_blank(line)).unwrap_or(line.end());
    let title = line.to(end);
    let plain = title.len() <= LONGEST && !title.is_empty() && !title.contains_any(&["。", "；"]);
    plain.then(|| (title, line.from(end)))
}

/// Whether a line goes on with the title of the line before: 某市人民政府办公室 / 关于印发….
pub(super) fn goes_on(title: Passage<'_>, line: Passage<'_>) -> bool {
    let whole = title.through(line);
    line.starts_with("关于") && title.ends_with_any(BODIES) && whole.len() <= LONGEST && !line.contains("。")
}

/// Where the document's number starts: 某政发〔2025〕1号.
fn number(line: Passage<'_>) -> Option<usize> {
    let year = (line.start()..line.end()).find(|at| is_year(line, *at))?;
    let from = year.saturating_sub(OFFICE).max(line.start());
    let blank = (from..=year).rev().find(|at| line.gap_before(*at));
    let word = (from..=year).rev().find(|at| line.to(*at).ends_with_any(ENDS));
    let office = || line.cut(from, year).chars().iter().all(|c| is_ideograph(*c)).then_some(line.start());
    blank.or(word).or_else(|| office().filter(|_| from == line.start()))
}

/// 〔2025〕1号.
fn is_year(line: Passage<'_>, at: usize) -> bool {
    let digits = |from: usize| line.from(from).chars().iter().take_while(|c| c.is_ascii_digit()).count();
    let closed = matches!(line.at(at + 5), Some('〕' | ']' | '）'));
    matches!(line.at(at), Some('〔' | '[' | '（')) && digits(at + 1) == 4 && closed && {
        let number = digits(at + 6);
        number > 0 && line.at(at + 6 + number) == Some('号')
    }
}

/// Where a blank follows a word that a title ends with.
fn at_blank(line: Passage<'_>) -> Option<usize> {
    (line.start()..line.end()).find(|at| line.gap_before(*at) && line.to(*at).ends_with_any(ENDS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean;
    use crate::doubt::Doubts;

    fn read(written: &str) -> Option<String> {
        let raw: Vec<char> = written.chars().collect();
        let text = clean::clean(&raw, &mut Doubts::default());
        title(text.whole()).map(|(title, _)| title.to_string())
    }

    #[test]
    fn a_title_ends_at_the_documents_number() {
        for written in [
            "某市稳定就业若干措施 某政发〔2025〕1号 各县区人民政府：为稳定就业，制定本措施。",
            "某市稳定就业若干措施某政发〔2025〕1号各县区人民政府：为稳定就业，制定本措施。",
            "某市稳定就业若干措施 2025年2月4日",
            "某市稳定就业若干措施",
        ] {
            assert_eq!(read(written).as_deref(), Some("某市稳定就业若干措施"), "{written}");
        }
    }

    #[test]
    fn a_number_or_a_sentence_is_no_title() {
        assert_eq!(read("某政办发〔2025〕1号"), None);
        assert_eq!(read("为稳定就业，制定本措施。"), None);
        assert_eq!(read("附件1"), None);
    }
}
