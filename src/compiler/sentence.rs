//! Sentences and clauses: splitting at punctuation that stands outside of brackets and quotation marks.

use super::text::{Passage, is_common};

const PAIRS: &[(char, char)] =
    &[('（', '）'), ('(', ')'), ('《', '》'), ('〈', '〉'), ('“', '”'), ('〔', '〕'), ('[', ']'), ('【', '】')];

/// Brackets nest no deeper in any language; what opens before that is taken as never closed.
const DEEPEST: usize = 32;
/// No sentence is longer; a text without full stops is cut, so that the time to read it grows with its length.
const LONGEST: usize = 2000;

/// The sentences of a passage, without their full stops.
pub(super) fn sentences(passage: Passage<'_>) -> Vec<Passage<'_>> {
    let sentences = split_outside(passage, &['。', '！', '？', '\n']);
    sentences
        .into_iter()
        .flat_map(|s| (s.start()..s.end()).step_by(LONGEST).map(move |at| s.cut(at, at + LONGEST)))
        .collect()
}

/// The first of them. Where no bracket stands before its full stop, nothing behind it is looked at.
pub(super) fn first_sentence(passage: Passage<'_>) -> Option<Passage<'_>> {
    let head = passage.to(passage.start() + LONGEST);
    let stops = |ch: char| matches!(ch, '。' | '！' | '？' | '\n');
    match head.chars().iter().copied().enumerate().find(|(_, ch)| !is_common(*ch) && (stops(*ch) || is_mark(*ch))) {
        None => Some(head).filter(|head| !head.is_empty()),
        Some((length, ch)) if stops(ch) && length > 0 => Some(head.to(head.start() + length)),
        Some(_) => sentences(passage).first().copied(),
    }
}

/// The statements of a sentence: what stands between semicolons.
pub(super) fn statements(sentence: Passage<'_>) -> Vec<Passage<'_>> {
    split_outside(sentence, &['；', ';'])
}

/// The clauses of a sentence: what stands between commas and semicolons.
pub(super) fn clauses(sentence: Passage<'_>) -> Vec<Passage<'_>> {
    split_outside(sentence, &['，', ',', '；', ';', '：'])
}

/// The parts between the characters of `set` that stand outside of brackets; empty parts are left out.
pub(super) fn split_outside<'t>(passage: Passage<'t>, set: &[char]) -> Vec<Passage<'t>> {
    passage.spend(passage.len());
    let mut parts = Vec::new();
    let mut from = passage.start();
    let marks = passage.chars().iter().enumerate().filter(|(_, ch)| !is_common(**ch) && set.contains(ch));
    let mut marks = marks.filter(|(i, ch)| **ch != ',' || !is_of_number(passage, *i)).peekable();
    let brackets = if marks.peek().is_some() { outer_brackets(passage) } else { Vec::new() };
    let mut brackets = brackets.into_iter().peekable();
    for at in marks.map(|(i, _)| passage.start() + i) {
        while brackets.next_if(|(_, close)| *close <= at).is_some() {}
        if brackets.peek().is_none_or(|(open, _)| at <= *open) {
            parts.push(passage.cut(from, at));
            from = at + 1;
        }
    }
    parts.push(passage.from(from));
    parts.retain(|p| !p.is_empty());
    parts
}

/// 1,200: the comma of a number parts nothing.
fn is_of_number(passage: Passage<'_>, at: usize) -> bool {
    let digit = |at: usize| passage.chars().get(at).is_some_and(char::is_ascii_digit);
    at.checked_sub(1).is_some_and(digit) && (at + 1..at + 4).all(digit) && !digit(at + 4)
}

/// For each character, whether it stands inside a pair of brackets or quotation marks. Brackets that are
/// never closed, or never opened, hold nothing.
pub(super) fn nesting(passage: Passage<'_>) -> Vec<bool> {
    let mut nested = vec![false; passage.len()];
    for (open, close) in outer_brackets(passage) {
        let from = open - passage.start();
        nested.iter_mut().take(close - passage.start()).skip(from + 1).for_each(|n| *n = true);
    }
    nested
}

/// Whether a character opens a frame around a label or a role: 〔牵头〕, 【责任单位】.
pub(super) fn opens_frame(c: char) -> bool {
    matches!(c, '〔' | '[' | '【' | '［')
}

/// Whether it closes one.
pub(super) fn closes_frame(c: char) -> bool {
    matches!(c, '〕' | ']' | '】' | '］')
}

/// Whether it opens what a note may stand in: a frame or a bracket.
pub(super) fn opens_note(c: char) -> bool {
    opens_frame(c) || matches!(c, '（' | '(')
}

/// Whether a character is one of [`PAIRS`].
fn is_mark(ch: char) -> bool {
    !is_common(ch)
        && matches!(
            ch,
            '（' | '）' | '(' | ')' | '《' | '》' | '〈' | '〉' | '“' | '”' | '〔' | '〕' | '[' | ']' | '【' | '】'
        )
}

/// The outermost pairs of brackets and quotation marks: positions of the opening and the closing one.
pub(super) fn outer_brackets(passage: Passage<'_>) -> Vec<(usize, usize)> {
    passage.spend(passage.len());
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, ch) in passage.chars().iter().enumerate() {
        if !is_mark(*ch) {
            continue;
        }
        let at = passage.start() + i;
        if let Some((_, close)) = PAIRS.iter().find(|(o, _)| o == ch) {
            open.push((*close, at));
            if open.len() > DEEPEST {
                open.remove(0);
            }
        } else if let Some(depth) = open.iter().rposition(|(close, _)| close == ch) {
            let (_, from) = open.drain(depth..).next().unwrap_or((*ch, at));
            while pairs.last().is_some_and(|(inner, _)| *inner > from) {
                pairs.pop();
            }
            pairs.push((from, at));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn words(parts: Vec<Passage<'_>>) -> Vec<String> {
        parts.iter().map(|p| p.to_string()).collect()
    }

    #[test]
    fn sentences_end_outside_of_quotation_marks_only() {
        let text = text_of("按照《意见。（试行）》办理，抓紧；推进。完成“三个百分之百。”");
        let parts = sentences(text.whole());
        assert_eq!(words(parts.clone()), ["按照《意见。（试行）》办理，抓紧；推进", "完成“三个百分之百。”"]);
        assert_eq!(words(clauses(parts[0])), ["按照《意见。（试行）》办理", "抓紧", "推进"]);
    }

    #[test]
    fn the_first_sentence_is_the_first_of_all() {
        for written in ["", "。", "甲。乙", "。甲。乙", "（甲。乙）丙。丁", "甲（乙。丙", "甲（乙）", "甲", "）甲\n乙"]
        {
            let text = text_of(written);
            let first = sentences(text.whole()).first().map(ToString::to_string);
            assert_eq!(first_sentence(text.whole()).map(|first| first.to_string()), first, "{written}");
        }
        let long = "甲".repeat(LONGEST + 1);
        assert_eq!(first_sentence(text_of(&long).whole()).map(Passage::len), Some(LONGEST));
    }

    #[test]
    fn a_bracket_that_is_never_closed_hides_nothing() {
        let text = text_of("县（市、区）；街道（镇，乡");
        assert_eq!(words(clauses(text.whole())), ["县（市、区）", "街道（镇", "乡"]);
    }
}
