//! Mending paragraphs that a page break has cut.

mod page;

use super::doubt::Doubts;
use super::heading;
use super::named;
use super::roles::{self, Label};
use super::table;
use super::text::{Passage, Text, is_ideograph};
use duban_domain::draft::Span;
use duban_domain::plan::Severity;

/// A line longer than this is running text even without a full stop.
const LONG_LINE: usize = 60;
/// How far back an opening bracket may stand from the end of the line that leaves it open.
const NOTE_REACH: usize = 400;
/// A list behind a label is not longer.
const LIST: usize = 200;
/// A label in front of a list is not longer.
const LABEL: usize = 12;
/// How many characters on either side of a mended break are quoted.
const QUOTE: usize = 5;
/// Characters that are said twice in a row: 层层落实, 人人有责.
const REDUPLICATED: &str = "人天年月处家户个层步种常时事样件条级逐";

/// The text with one paragraph a line: breaks inside sentences, names and notes are taken out, and so are
/// page numbers and empty lines.
pub(super) fn mend(text: &Text, doubts: &mut Doubts) -> Text {
    let mut mended = Text::with_capacity(text.whole().len());
    let (mut paragraph, mut row) = (0, false);
    let lines = text.whole().split(&['\n']);
    let mut pages = page::Pages::of(&lines);
    for line in lines {
        if line.trim(&['\t']).is_empty() || pages.takes(line) {
            continue;
        }
        let previous = mended.whole().from(paragraph);
        if !row && goes_on_with_units(previous, line) {
            let Span(start, _) = line.span();
            mended.push('、', Span(start, start));
            mended.append(line);
            continue;
        }
        if !previous.is_empty() && !row && continues(previous, line) {
            let joined = previous.end();
            let rest = without_doubled(previous, line, doubts);
            mended.append(rest);
            if rest.len() == line.len() {
                report(mended.whole(), joined, doubts);
            }
        } else {
            if !previous.is_empty() {
                let Span(start, _) = line.span();
                mended.push('\n', Span(start, start));
            }
            (paragraph, row) = (mended.whole().end(), table::is_row(line));
            append(&mut mended, line, row);
        }
    }
    mended
}

/// Adds a line; a row without the breaks in the middle of names.
fn append(mended: &mut Text, line: Passage<'_>, row: bool) {
    let mut from = line.start();
    for at in if row { table::inside_names(line) } else { Vec::new() } {
        mended.append(line.cut(from, at));
        from = at + 1;
    }
    mended.append(line.from(from));
}

/// Whether `line` goes on with the sentence of the paragraph before it.
fn continues(paragraph: Passage<'_>, line: Passage<'_>) -> bool {
    let structural =
        heading::marker(line).is_some() || heading::item(line).is_some() || table::is_row(line) || is_annex(line);
    let label = roles::label_at(line, line.start()).is_some();
    let running = is_running(paragraph) && !is_finished(paragraph) && !label && !is_label_line(paragraph);
    !structural && (leaves_bracket_open(paragraph) || running)
}

/// 牵头单位：市甲局, and 市乙局 on a line of its own below.
fn goes_on_with_units(paragraph: Passage<'_>, line: Passage<'_>) -> bool {
    const LINE: usize = 60;
    let plain = !line.chars().iter().any(char::is_ascii_digit) && heading::marker(line).is_none();
    if line.len() > LINE || !plain || is_finished(paragraph) || !named::names_only_bodies(line) {
        return false;
    }
    ends_with_units(paragraph)
}

/// Whether a paragraph is a line of labels that is complete: it ends with whole names, or is short.
fn is_label_line(paragraph: Passage<'_>) -> bool {
    let short = paragraph.len() <= LONG_LINE && !paragraph.ends_with_any(&["、", "，", "和", "及"]);
    ends_with_units(paragraph) || (short && roles::label_at(paragraph, paragraph.start()).is_some())
}

/// Whether a paragraph ends with a label and whole names behind it.
fn ends_with_units(paragraph: Passage<'_>) -> bool {
    let tail = paragraph.from(paragraph.end().saturating_sub(LIST));
    let labelled = |colon: usize| {
        let list = tail.from(colon + 1);
        let ends = |at: usize| {
            roles::label_at(tail, at).is_some_and(|(label, end)| end == colon + 1 && matches!(label, Label::Units(_)))
        };
        (colon.saturating_sub(LABEL)..colon).any(ends)
            && !list.ends_with_any(&["、", "，"])
            && named::names_only_bodies(list)
    };
    tail.rfind("：").is_some_and(labelled)
}

/// The line that opens the annex: 附表, 附件1.
pub(super) fn is_annex(line: Passage<'_>) -> bool {
    const LABELS: &[&str] = &["附表", "附件", "附录", "附："];
    let label = line.matches_any(line.start(), LABELS);
    label.is_some_and(|(_, end)| line.at(end).is_none_or(|c| !is_ideograph(c)))
}

fn is_finished(paragraph: Passage<'_>) -> bool {
    paragraph.ends_with_any(&["。", "！", "？", "；", "：", "）", "”", "…", "]", "〕", "】"])
}

/// Running text, as opposed to a title or heading on a line of its own.
fn is_running(paragraph: Passage<'_>) -> bool {
    let sentence = paragraph.len() > LONG_LINE || paragraph.contains_any(&["。", "；"]);
    sentence || (heading::marker(paragraph).is_none() && paragraph.ends_with_any(&["，", "、"]))
}

fn leaves_bracket_open(paragraph: Passage<'_>) -> bool {
    let tail = paragraph.from(paragraph.end().saturating_sub(NOTE_REACH));
    let mut open = 0usize;
    for c in tail.chars() {
        match c {
            '（' | '[' | '〔' | '【' => open += 1,
            '）' | ']' | '〕' | '】' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    open > 0
}

/// The line without its first character where that repeats the last one before the break.
fn without_doubled<'t>(paragraph: Passage<'_>, line: Passage<'t>, doubts: &mut Doubts) -> Passage<'t> {
    let doubled = line.at(line.start()).filter(|c| paragraph.before(paragraph.end()) == Some(*c));
    let Some(ch) = doubled.filter(|c| is_ideograph(*c) && !REDUPLICATED.contains(*c)) else { return line };
    let tail = paragraph.from(paragraph.end().saturating_sub(QUOTE));
    let head = line.to(line.start() + QUOTE);
    doubts.add(
        Severity::Warning,
        Span(tail.span().0, head.span().1),
        format!("换页处“{ch}”字重复，已按一个字读"),
        format!("{tail}{head}"),
    );
    line.from(line.start() + 1)
}

fn report(mended: Passage<'_>, joined: usize, doubts: &mut Doubts) {
    let around = mended.cut(joined.saturating_sub(QUOTE), joined + QUOTE);
    doubts.note(around, "换页把句子断开，已接上");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn mended(written: &str) -> (String, Vec<String>) {
        let mut doubts = Doubts::default();
        let text = mend(&text_of(written), &mut doubts).whole().to_string();
        (text, doubts.in_order().into_iter().map(|p| p.message).collect())
    }

    #[test]
    fn a_sentence_cut_by_a_page_is_joined() {
        let (text, messages) = mended("加强监管。推进设施改\n\n—4—\n\n造，按期完成。\n下一段。");
        assert_eq!(text, "加强监管。推进设施改造，按期完成。\n下一段。");
        assert_eq!(messages, ["换页把句子断开，已接上"]);
    }

    #[test]
    fn a_title_at_the_head_of_a_page_and_its_number_go() {
        let (text, _) = mended(
            "某市2025年工作要点\n1.治水。推进设施改\n某市2025年工作要点第2页共9页\n造，按期完成。\n第3页\n某市2025年工作要点\n2.治气。",
        );
        assert_eq!(text, "某市2025年工作要点\n1.治水。推进设施改造，按期完成。\n2.治气。");
    }

    #[test]
    fn a_note_cut_behind_a_full_stop_is_joined() {
        let (text, _) = mended("加强监管。（牵头单位：甲厅。\n责任单位：乙市）\n下一段。");
        assert_eq!(text, "加强监管。（牵头单位：甲厅。责任单位：乙市）\n下一段。");
    }

    #[test]
    fn a_character_printed_on_both_pages_is_read_once() {
        let (text, messages) = mended("推进改造。新建的仓\n仓储项目。");
        assert_eq!(text, "推进改造。新建的仓储项目。");
        assert_eq!(messages, ["换页处“仓”字重复，已按一个字读"]);
        assert_eq!(mended("推进改造。做到层\n层落实。").0, "推进改造。做到层层落实。");
    }

    #[test]
    fn a_list_behind_a_label_goes_on_over_lines_and_a_label_opens_its_own() {
        let (text, messages) = mended("1.收集。\n牵头单位：市甲局\n市乙局\n配合单位：市丙局，\n完成时限：9月底");
        assert_eq!(text, "1.收集。\n牵头单位：市甲局、市乙局\n配合单位：市丙局，\n完成时限：9月底");
        assert!(messages.is_empty());
        assert_eq!(mended("加强管理\n市甲局").0, "加强管理\n市甲局");
    }

    #[test]
    fn headings_titles_tables_and_annexes_stay_on_their_own() {
        let written =
            "某地工作计划\n为做好工作，制定本计划。\n一、总则\n（一）能源\n1.控煤。加强管理。\n附表\n城市\t值\n甲\t1";
        assert_eq!(mended(written), (written.to_owned(), vec![]));
    }

    #[test]
    fn an_item_of_a_list_stays_on_its_own() {
        let written = "1.治水。做好下列工作，\n（1）排查排口，建立清单\n（2）整治排口，逐个销号";
        assert_eq!(mended(written).0, written);
    }

    #[test]
    fn an_open_bracket_does_not_swallow_the_next_heading() {
        let written = "1.控煤。（责任单位：甲局\n2.治车。加强管理。";
        assert_eq!(mended(written).0, written);
    }
}
