//! Sentences and clauses: splitting at punctuation that stands outside of brackets and quotation marks.

use super::text::Passage;

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
    let nested = nesting(passage);
    let mut parts = Vec::new();
    let mut from = passage.start();
    for (i, ch) in passage.chars().iter().enumerate() {
        let within = nested.get(i).copied().unwrap_or(false) || (*ch == ',' && is_of_number(passage, i));
        if set.contains(ch) && !within {
            parts.push(passage.cut(from, passage.start() + i));
            from = passage.start() + i + 1;
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

/// Whether a character is one of [`PAIRS`]: most are none, and are passed over at once.
fn is_mark(ch: char) -> bool {
    matches!(
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
    fn a_bracket_that_is_never_closed_hides_nothing() {
        let text = text_of("县（市、区）；街道（镇，乡");
        assert_eq!(words(clauses(text.whole())), ["县（市、区）", "街道（镇", "乡"]);
    }
}
