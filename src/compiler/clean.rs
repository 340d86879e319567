//! Cleaning single characters: OCR white space, LaTeX subscripts and half-width punctuation.

mod blank_columns;
mod spaced;
mod traditional;

use super::doubt::Doubts;
use super::heading;
use super::roles;
use super::text::{Passage, Text, is_ideograph, is_wide};
use duban_domain::draft::Span;
use duban_domain::plan::Severity;

/// How far a bracket may stand from the one that closes it.
const BRACKET_REACH: usize = 600;
/// How much of the text before a wrong bracket is quoted.
const BRACKET_QUOTE: usize = 10;

/// The document's characters without white space and subscript marks, punctuation in full width.
/// Line ends and tabs stay: they carry structure.
pub(super) fn clean(raw: &[char], doubts: &mut Doubts) -> Text {
    let mut text = strip(raw);
    widen(&mut text, raw, doubts);
    text
}

/// What stripping has seen so far.
#[derive(Default)]
struct Stripped {
    text: Text,
    blank: bool,
    subscripts: usize,
    brackets: usize,
    /// A tab stands before on the line: a row of a table.
    row: bool,
}

fn strip(raw: &[char]) -> Text {
    let mut stripped = Stripped { text: Text::with_capacity(raw.len()), ..Stripped::default() };
    let mut gaps = blank_columns::gaps(raw).into_iter().peekable();
    for (i, &ch) in raw.iter().enumerate() {
        match ch {
            '\u{4e00}'..='\u{9fff}' if !stripped.blank => stripped.text.push(narrow(ch), Span(i, i + 1)),
            _ if gaps.next_if_eq(&i).is_some() => stripped.keep(raw, i, '\t'),
            _ if is_blank(ch) => stripped.blank = true,
            '_' if opens_subscript(raw, i) => {}
            '{' if i > 0 && raw.get(i - 1) == Some(&'_') => stripped.subscripts += 1,
            '}' if stripped.subscripts > 0 => {
                stripped.subscripts -= 1;
                stripped.text.stretch_last(i + 1);
            }
            _ => stripped.keep(raw, i, ch),
        }
    }
    stripped.text
}

impl Stripped {
    fn keep(&mut self, raw: &[char], at: usize, ch: char) {
        match ch {
            '\n' => (self.brackets, self.row) = (0, false),
            '\t' => self.row = true,
            '(' | '（' => self.brackets += 1,
            ')' | '）' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
        let blank = std::mem::take(&mut self.blank);
        if blank && let Some(separator) = separator(&self.text, raw, at, self.brackets > 0, self.row) {
            self.text.push(separator, Span(at - 1, at));
        }
        self.text.push(narrow(ch), Span(at, at + 1));
    }
}

fn is_blank(ch: char) -> bool {
    (ch.is_whitespace() && !matches!(ch, '\n' | '\t'))
        || matches!(ch, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}')
}

/// `PM_{2.5}`, `NO_x`.
fn opens_subscript(raw: &[char], at: usize) -> bool {
    match raw.get(at + 1) {
        Some('{') => true,
        Some(next) => next.is_ascii_alphanumeric() && at > 0 && raw.get(at - 1).is_some_and(char::is_ascii_alphabetic),
        None => false,
    }
}

/// What a blank before `raw[at]` means: a new paragraph before a numbered heading or a label, a space between
/// two foreign words or two numbers, else nothing.
fn separator(text: &Text, raw: &[char], at: usize, in_brackets: bool, in_row: bool) -> Option<char> {
    let (before, after) = (text.last()?, *raw.get(at)?);
    let label = !in_brackets && roles::starts_with_label(raw, at);
    if !in_row && before != '\n' && (label || heading::starts_with_marker(raw, at)) {
        return Some('\n');
    }
    let words = before.is_ascii_alphabetic() && after.is_ascii_alphabetic();
    let numbers = before.is_ascii_digit() && after.is_ascii_digit() && !spaced::is_of_number(raw, at);
    (words || numbers).then_some(' ')
}

/// Full-width digits, letters and signs of figures in their half-width form, traditional characters in the simplified one.
fn narrow(ch: char) -> char {
    match ch {
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '％' | '．' | '／' => {
            char::from_u32(u32::from(ch) - 0xfee0).unwrap_or(ch)
        }
        _ => traditional::simplified(ch).unwrap_or(ch),
    }
}

/// An opening bracket: its position, and whether it was written and is now read in full width.
struct Opened {
    at: usize,
    written_wide: bool,
    wide: bool,
}

fn widen(text: &mut Text, raw: &[char], doubts: &mut Doubts) {
    let chars = text.whole().chars().to_vec();
    let mut open: Vec<Opened> = Vec::new();
    for (i, &ch) in chars.iter().enumerate().filter(|(_, ch)| !matches!(ch, '\u{4e00}'..='\u{9fff}')) {
        let beside = |step: isize| i.checked_add_signed(step).and_then(|j| chars.get(j)).copied();
        let near_wide = beside(-1).is_some_and(is_wide) || beside(1).is_some_and(is_wide);
        let wide = match ch {
            '(' | '（' => {
                let wide = ch == '（' || near_wide;
                open.push(Opened { at: i, written_wide: ch == '（', wide });
                wide
            }
            ')' | '）' => {
                let opened = open.pop().filter(|o| i - o.at <= BRACKET_REACH);
                if opened.as_ref().is_some_and(|o| o.written_wide != (ch == '）')) {
                    mismatched(text.whole().cut(i.saturating_sub(BRACKET_QUOTE), i + 1), raw, doubts);
                }
                ch == '）' || opened.map_or(near_wide, |o| o.wide)
            }
            _ => near_wide,
        };
        let digit = |step| beside(step).is_some_and(|c: char| c.is_ascii_digit());
        if ch == '：' && digit(-1) && digit(1) {
            text.replace(i, ':'); // 17：00
        } else if let (true, Some(full)) = (wide, full_width(ch)) {
            text.replace(i, full);
        } else if ch == '.' && is_full_stop(beside(-1), beside(1)) {
            text.replace(i, '。');
        }
    }
}

/// A point between words, which ends a sentence; not that of 一.加强, 2.5, example.cn.
fn is_full_stop(before: Option<char>, behind: Option<char>) -> bool {
    let word = |c: char| is_ideograph(c) && !heading::is_numeral(c);
    before.is_some_and(|c| word(c) || matches!(c, ')' | '）' | '”' | '%'))
        && behind.is_none_or(|c| c.is_ascii_digit() || is_wide(c) || matches!(c, '(' | '[' | '\n'))
}

fn full_width(ch: char) -> Option<char> {
    Some(match ch {
        '(' => '（',
        ')' => '）',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        '?' => '？',
        '!' => '！',
        _ => return None,
    })
}

/// A passage as the document writes it: no white space, but its own punctuation and digits.
pub(super) fn as_written(passage: Passage<'_>, raw: &[char]) -> String {
    let is_form = |own: &char, ch: char| {
        narrow(*own) == ch || full_width(*own) == Some(ch) || matches!((*own, ch), ('.', '。') | ('：', ':'))
    };
    let mut written = String::with_capacity(passage.len() * 3);
    for (ch, span) in passage.glyphs() {
        let own = raw.get(span.0).copied().filter(|own| *own != ch && is_form(own, ch));
        written.push(own.unwrap_or(ch));
    }
    written
}

fn mismatched(bracket: Passage<'_>, raw: &[char], doubts: &mut Doubts) {
    let Span(from, to) = bracket.span();
    let quote: String = raw.get(from..to).unwrap_or_default().iter().filter(|c| !c.is_whitespace()).collect();
    doubts.add(Severity::Note, Span(from, to), "括号全角半角不配对，已按一对读".to_owned(), quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(written: &str) -> String {
        let raw: Vec<char> = written.chars().collect();
        clean(&raw, &mut Doubts::default()).whole().to_string()
    }

    #[test]
    fn a_passage_keeps_the_punctuation_of_the_document() {
        let raw: Vec<char> = "落实 责任. ３月底前,完成(试行)".chars().collect();
        let text = clean(&raw, &mut Doubts::default());
        assert_eq!(text.whole().to_string(), "落实责任。3月底前，完成（试行）");
        assert_eq!(as_written(text.whole(), &raw), "落实责任.３月底前,完成(试行)");
    }

    #[test]
    fn ocr_blanks_go_and_foreign_words_stay_apart() {
        assert_eq!(cleaned("到 2025 年 6 月，低 VOCs 含量"), "到2025年6月，低VOCs含量");
        assert_eq!(cleaned("采用 Best Practice 做法"), "采用Best Practice做法");
        assert_eq!(cleaned("云 河 市 2 0 2 5 年 度，2025 年 1 1 月底前"), "云河市2025年度，2025年11月底前");
        assert_eq!(cleaned("共12 34项，1 2 3"), "共12 34项，1 2 3");
    }

    #[test]
    fn latex_subscripts_become_plain_names() {
        assert_eq!(cleaned("PM_{2.5} 与 NO_x，PM _{10}"), "PM2.5与NOx，PM10");
    }

    #[test]
    fn traditional_characters_are_read_and_kept_as_written() {
        let raw: Vec<char> = "（縣財政局牽頭）".chars().collect();
        let text = clean(&raw, &mut Doubts::default());
        assert_eq!(text.whole().to_string(), "（县财政局牵头）");
        assert_eq!(as_written(text.whole(), &raw), "（縣財政局牽頭）");
    }

    #[test]
    fn a_subscript_spans_its_braces() {
        let raw: Vec<char> = "PM_{2.5}".chars().collect();
        assert_eq!(clean(&raw, &mut Doubts::default()).whole().span(), Span(0, 8));
    }

    #[test]
    fn punctuation_beside_ideographs_is_widened_and_figures_keep_theirs() {
        assert_eq!(
            cleaned("加强监管,提升能力(试行);共1,200家,8:30开始"),
            "加强监管，提升能力（试行）；共1,200家，8:30开始"
        );
        assert_eq!(cleaned("于17：30前报送：1项"), "于17:30前报送：1项");
    }

    #[test]
    fn columns_between_blanks_become_cells() {
        assert_eq!(cleaned("城市   达标率 浓度\n甲 市  91.5\n乙市   92"), "城市\t达标率浓度\n甲市\t91.5\n乙市\t92");
    }

    #[test]
    fn a_point_between_words_is_a_full_stop() {
        assert_eq!(
            cleaned("公布水质.6月底前公布名录.(责任单位:某局)"),
            "公布水质。6月底前公布名录。（责任单位：某局）"
        );
        assert_eq!(cleaned("一.加强PM2.5监测，见example.cn"), "一.加强PM2.5监测，见example.cn");
    }

    #[test]
    fn a_bracket_closed_in_another_width_is_one_pair_and_a_problem() {
        let raw: Vec<char> = "（责任单位：甲市)".chars().collect();
        let mut doubts = Doubts::default();
        assert_eq!(clean(&raw, &mut doubts).whole().to_string(), "（责任单位：甲市）");
        let problems = doubts.in_order();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].quote.ends_with(')'));
    }

    #[test]
    fn a_blank_before_a_number_or_label_starts_a_paragraph() {
        assert_eq!(cleaned("抓好。 责任单位：甲局"), "抓好。\n责任单位：甲局");
        assert_eq!(cleaned("（牵头单位：甲局。 责任单位：乙局）"), "（牵头单位：甲局。责任单位：乙局）");
        assert_eq!(cleaned("工作要点 一、能源 1．控煤。到 2025 年"), "工作要点\n一、能源\n1.控煤。到2025年");
    }
}
