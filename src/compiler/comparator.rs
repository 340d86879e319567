//! The words before and behind a figure that say how it binds.

use super::text::Passage;
use crate::domain::plan::Comparator::{self, Above, AtLeast, AtMost, Below, Down, Up};

/// Words right before a figure, longer ones before those they end with.
const WORDS: &[(&str, Comparator)] = &[
    ("不得低于", AtLeast),
    ("不得少于", AtLeast),
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("不小于", AtLeast),
    ("不得超过", AtMost),
    ("不得高于", AtMost),
    ("不高于", AtMost),
    ("不超过", AtMost),
    ("不大于", AtMost),
    ("不多于", AtMost),
    ("提高到", AtLeast),
    ("提高至", AtLeast),
    ("提升到", AtLeast),
    ("提升至", AtLeast),
    ("增加到", AtLeast),
    ("增长到", AtLeast),
    ("维持在", AtLeast),
    ("保持在", AtLeast),
    ("稳定在", AtLeast),
    ("达到", AtLeast),
    ("增至", AtLeast),
    ("达", AtLeast),
    ("控制在", AtMost),
    ("下降到", AtMost),
    ("降低到", AtMost),
    ("压减到", AtMost),
    ("降到", AtMost),
    ("降至", AtMost),
    ("增长", Up),
    ("提高", Up),
    ("提升", Up),
    ("增加", Up),
    ("上升", Up),
    ("下降", Down),
    ("降低", Down),
    ("减少", Down),
    ("削减", Down),
    ("压减", Down),
    ("高于", Above),
    ("超过", Above),
    ("大于", Above),
    ("低于", Below),
    ("小于", Below),
    ("少于", Below),
];

/// Words between the comparator and the figure.
const FILLERS: &[&str] = &["力争", "至少", "大约", "约", "为"];
/// Words behind a figure that qualify it.
const TAILS: &[&str] = &["及以上", "以上", "以内", "以下", "左右"];

/// The comparator that `head` ends with, and what stands before it.
pub(super) fn before_figure(head: Passage<'_>) -> Option<(Passage<'_>, Comparator)> {
    let head = head.strip_suffix(FILLERS).map_or(head, |(head, _)| head);
    WORDS.iter().find_map(|(word, op)| head.strip_suffix(&[word]).map(|(rest, _)| (rest, *op)))
}

/// A comparator anywhere in `clause`: what stands before it, the comparator, what stands behind it.
pub(super) fn within<'t>(clause: Passage<'t>) -> Option<(Passage<'t>, Comparator, Passage<'t>)> {
    let bounds = WORDS.iter().filter(|(_, op)| matches!(op, AtLeast | AtMost | Above | Below));
    let bounds = bounds.filter(|(word, _)| word.ends_with("于") || word.ends_with("超过"));
    let found = bounds.filter_map(|(word, op)| clause.find(word).map(|at| (at, word.chars().count(), *op)));
    let (at, len, op) = found.min_by_key(|(at, len, _)| (*at, usize::MAX - len))?;
    Some((clause.to(at), op, clause.from(at + len)))
}

/// The qualifiers that stand behind a figure, and the rest.
pub(super) fn behind_figure(tail: Passage<'_>) -> (Vec<&'static str>, Passage<'_>) {
    let (mut words, mut rest) = (Vec::new(), tail);
    while let Some((word, end)) = rest.matches_any(rest.start(), TAILS) {
        words.push(if word == "及以上" { "以上" } else { word });
        rest = rest.from(end);
    }
    (words, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    #[test]
    fn a_negation_turns_the_comparator_round() {
        let op = |written: &str| before_figure(text_of(written).whole()).map(|(rest, op)| (rest.to_string(), op));
        assert_eq!(op("处理率不低于"), Some(("处理率".into(), AtLeast)));
        assert_eq!(op("含量均低于"), Some(("含量均".into(), Below)));
        assert_eq!(op("比例提高到"), Some(("比例".into(), AtLeast)));
        assert_eq!(op("比例提高约"), Some(("比例".into(), Up)));
        assert_eq!(op("检验"), None);
    }

    #[test]
    fn a_comparator_without_a_figure_is_found_inside() {
        let text = text_of("登记数量不低于销售数量");
        let (name, op, rest) = within(text.whole()).unwrap();
        assert_eq!((name.to_string(), op, rest.to_string()), ("登记数量".into(), AtLeast, "销售数量".into()));
    }
}
