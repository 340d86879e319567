//! The title of a document, told from what stands on its line with it: the document's number, a date, the preamble.

use crate::heading;
use crate::mend;
use crate::table;
use crate::text::{Passage, Terms, is_ideograph};

/// A title is not longer than this.
const LONGEST: usize = 90;
/// What a title ends with, its brackets left out.
const ENDS: &Terms = &Terms::new(&[
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
]);
/// What closes one that takes several lines, besides.
const MORE_ENDS: &[&str] =
    &["安排", "台账", "报告", "纲要", "目录", "指南", "导则", "制度", "任务书", "责任书", "一览表", "分工表", "分解表"];
/// A title begins in one of the first lines, takes no more of them, and none is longer.
const BEFORE: usize = 4;
const LINES: usize = 5;
const LINE: usize = 45;
/// The letters of an office in front of the year of a document's number are not more: 潭政办发〔2022〕12号.
const OFFICE: usize = 8;
/// Bodies whose name alone on the first line is only the first half of a title.
const BODIES: &[&str] = &["政府", "办公室", "办公厅", "委员会", "厅", "局"];

/// The title on the first line of a document, and what stands behind it on the line.
pub(super) fn title(line: Passage<'_>) -> Option<(Passage<'_>, Passage<'_>)> {
    let line = line.trim(&['\t', '|']); // alone in its row of a table
    let masthead = line.ends_with_any(&["文件"]) && line.len() <= LINE; // 某市人民政府文件
    if masthead || mend::is_annex(line) || line.contains_any(&["\t", "|"]) {
        return None;
    }
    let end = number(line).or_else(|| at_blank(line)).unwrap_or(line.end());
    let title = line.to(end);
    if is_furniture(title) {
        return None;
    }
    let plain = title.len() <= LONGEST && has_words(title) && !title.contains_any(&["。", "；"]);
    plain.then(|| (title, line.from(end)))
}

/// What a page has above its title: 公开方式：主动公开, 首页＞政务公开, 目录, 各县人民政府：.
fn is_furniture(line: Passage<'_>) -> bool {
    const LABEL: usize = 8;
    const WHOLE: &Terms = &Terms::new(&[
        "目录",
        "（征求意见稿）",
        "（讨论稿）",
        "（送审稿）",
        "（草案）",
        "征求意见稿",
        "内部资料",
        "内部资料注意保存",
        "特急",
        "急件",
        "加急",
        "平急",
    ]);
    const LABELS: &Terms = &Terms::new(&[
        "公开方式",
        "公开属性",
        "密级",
        "索引号",
        "发布时间",
        "发布日期",
        "发布机构",
        "来源",
        "信息来源",
        "主题分类",
        "发文字号",
        "发文机关",
        "成文日期",
        "文号",
        "有效性",
        "字体",
        "紧急程度",
        "签发人",
        "主题词",
        "浏览次数",
    ]);
    let label = line.strip_prefix(LABELS).is_some_and(|rest| rest.starts_with("：") || rest.starts_with(":"));
    let addressed = line.ends_with_any(&["：", ":"]);
    let short =
        (line.start()..line.end()).find(|at| line.at(*at) == Some('：')).is_some_and(|at| at - line.start() <= LABEL);
    let path = line.contains_any(&[">", "＞", "»", "›"]) && line.starts_with("首页");
    WHOLE.contains(&line.to_string().as_str()) || label || addressed || path || (short && !is_closed(line))
}

/// Whether it says more than years, figures and numbers: 2024年 over a column is no title.
fn has_words(title: Passage<'_>) -> bool {
    const LEAST: usize = 2;
    const COUNTING: &str = "年月日度第一二三四五六七八九十号至上下半季页共";
    title.chars().iter().filter(|c| is_ideograph(**c) && !COUNTING.contains(**c)).count() >= LEAST
}

/// Whether words are surely the title of a plan: they end like one and say more than that.
pub(super) fn is_sure(words: Passage<'_>) -> bool {
    const SHORTEST: usize = 5;
    words.len() >= SHORTEST && is_closed(words) && title(words).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether a line in the middle of a document is the title of a further plan: it is one of some year, and numbers begin anew
/// behind it.
pub(super) fn opens_plan(line: Passage<'_>, next: Option<Passage<'_>>) -> bool {
    const FIRST: &[&str] = &["一", "（一）", "1", "第一章", "第一条", "第一节", "第一"];
    let begins = |next: Passage<'_>| {
        heading::marker(next).is_some_and(|marker| FIRST.contains(&marker.number.as_str())) || table::is_row(next)
    };
    let years =
        |at: &usize| line.at(*at) == Some('年') && line.to(*at).chars().iter().rev().take(4).all(char::is_ascii_digit);
    let dated = (line.start() + 4..line.end()).any(|at| years(&at));
    dated && !is_other(line) && is_sure(line) && next.is_some_and(begins)
}

/// The title that a document opens with where it takes several lines; they are taken out of `lines`.
pub(super) fn over_lines<'t>(lines: &mut Vec<Passage<'t>>) -> Option<Passage<'t>> {
    let first = lines.iter().take(BEFORE).position(|line| title(*line).is_some_and(|(_, rest)| rest.is_empty()))?;
    let count = length(lines.get(first..)?);
    if count < 2 {
        return None;
    }
    lines.drain(first..first + count).reduce(Passage::through)
}

/// How many lines a title takes: up to the one that closes it, and those in brackets behind.
fn length(lines: &[Passage<'_>]) -> usize {
    let goes_on = |line: &&Passage<'_>| line.len() <= LINE && !is_other(**line);
    let open = lines.iter().take(LINES).take_while(goes_on);
    let Some(last) = open.clone().position(|line| is_closed(*line)) else { return 1 };
    let last = last + open.clone().skip(last + 1).take_while(|line| is_rest(**line)).count();
    let whole = open.take(last + 1).map(|line| line.len()).sum::<usize>();
    let brackets = lines.get(last + 1..).unwrap_or_default().iter().take_while(|line| is_bracket(**line)).count();
    if whole <= LONGEST { last + 1 + brackets.min(1) } else { 1 }
}

/// What is no part of a title.
fn is_other(line: Passage<'_>) -> bool {
    let marked = heading::marker(line).is_some() || heading::item(line).is_some() || mend::is_annex(line);
    marked
        || number(line).is_some()
        || line.contains_any(&["。", "；", "：", "\t", "|"])
        || line.ends_with_any(&["，", "日"])
}

/// 台账, 的通知: a line that is only the end of a title.
fn is_rest(line: Passage<'_>) -> bool {
    const LONGEST: usize = 6;
    line.len() <= LONGEST
        && is_closed(line)
        && (line.starts_with("的") || [ENDS, MORE_ENDS].concat().contains(&line.to_string().as_str()))
}

fn is_closed(line: Passage<'_>) -> bool {
    let plain = line.strip_suffix(&["）"]).and_then(|(rest, _)| rest.rfind("（").map(|at| rest.to(at)));
    let ends = |line: Passage<'_>| line.ends_with_any(ENDS) || line.ends_with_any(MORE_ENDS);
    ends(line) || plain.is_some_and(ends)
}

/// （2024—2026年）, （征求意见稿） on a line of its own.
fn is_bracket(line: Passage<'_>) -> bool {
    line.len() <= LINE
        && line.starts_with("（")
        && line.ends_with_any(&["）"])
        && heading::marker(line).is_none()
        && heading::item(line).is_none()
        && !line.contains_any(&["：", "。", "日）", "号）", "通过", "审议", "印发"])
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
    use crate::text::text_of;

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
    fn a_title_over_several_lines_is_whole() {
        let whole = |written: &str| {
            let text = text_of(written);
            let mut lines = text.whole().split(&['\n']);
            let title = over_lines(&mut lines);
            (title.map(|title| title.to_string().replace('\n', "")).unwrap_or_default(), lines.len())
        };
        for (written, title, left) in [
            ("某市治水\n2025年度工作计划\n一、任务", "某市治水2025年度工作计划", 1),
            (
                "某市政府办公室\n关于印发某市治水\n2025年度计划的通知\n各县：",
                "某市政府办公室关于印发某市治水2025年度计划的通知",
                1,
            ),
            ("某区2026年\n治水重点任务\n台账\n1.甲", "某区2026年治水重点任务台账", 1),
            ("某市治水\n三年行动计划（2026—2028年）\n的通知\n各县：", "某市治水三年行动计划（2026—2028年）的通知", 1),
            ("某市治水行动计划\n（2024—2026年）\n一、任务", "某市治水行动计划（2024—2026年）", 1),
            ("某政发〔2025〕1号\n某市治水\n实施方案（试行）\n一、任务", "某市治水实施方案（试行）", 2),
        ] {
            assert_eq!(whole(written), (title.to_owned(), left), "{written}");
        }
        for written in [
            "某市治水方案\n一、任务",
            "某市治水方案\n为治水，制定本方案。",
            "加强治水\n抓好落实。\n做好总结报告",
            "某市治水方案\n（一）任务\n甲",
            "某市治水方案\n2025年3月5日",
        ] {
            assert_eq!(whole(written).0, "", "{written}");
        }
    }

    #[test]
    fn a_number_or_a_sentence_is_no_title() {
        for figures in ["2024年2025年2026年", "2025年", "2024 2025", "第1页", "一季度"] {
            assert_eq!(read(figures), None, "{figures}");
        }
        assert_eq!(read("\t某市任务清单\t\t\t").as_deref(), Some("某市任务清单"));
        assert_eq!(read("某政办发〔2025〕1号"), None);
        assert_eq!(read("为稳定就业，制定本措施。"), None);
        assert_eq!(read("附件1"), None);
        for line in [
            "公开方式：主动公开",
            "密级：内部",
            "首页＞政务公开＞规划计划",
            "目录",
            "各县（市、区）人民政府：",
            "（征求意见稿）",
            "特急",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        assert_eq!(read("攻坚：某市2025年治水行动方案").as_deref(), Some("攻坚：某市2025年治水行动方案"));
    }
}
