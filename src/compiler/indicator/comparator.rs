//! The words before and behind a figure that say how it binds.

use crate::figure::TAILS;
use crate::text::{Passage, Terms};
use duban_domain::plan::Comparator::{self, Above, AtLeast, AtMost, Below, Down, Up};

/// Words right before a figure, longer ones before those they end with.
const WORDS: &[(&str, Comparator)] = &[
    ("大于或等于", AtLeast),
    ("大于等于", AtLeast),
    ("小于或等于", AtMost),
    ("小于等于", AtMost),
    ("不得低于", AtLeast),
    ("不得少于", AtLeast),
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("不小于", AtLeast),
    ("不短于", AtLeast),
    ("不得超过", AtMost),
    ("不得高于", AtMost),
    ("不得突破", AtMost),
    ("不高于", AtMost),
    ("不超过", AtMost),
    ("不突破", AtMost),
    ("不大于", AtMost),
    ("不多于", AtMost),
    ("达到或超过", AtLeast),
    ("达到或高于", AtLeast),
    ("维持在", AtLeast),
    ("保持在", AtLeast),
    ("稳定在", AtLeast),
    ("维持", AtLeast),
    ("保持", AtLeast),
    ("达到", AtLeast),
    ("突破", AtLeast),
    ("达", AtLeast),
    ("控制在", AtMost),
    ("控制到", AtMost),
    ("限制在", AtMost),
    ("高于", Above),
    ("超过", Above),
    ("大于", Above),
    ("超", Above),
    ("逾", Above),
    ("低于", Below),
    ("小于", Below),
    ("少于", Below),
    ("等于", Comparator::Equal),
    ("≥", AtLeast),
    ("≮", AtLeast),
    ("≯", AtMost),
    ("≧", AtLeast),
    ("⩾", AtLeast),
    ("≤", AtMost),
    ("≦", AtMost),
    ("⩽", AtMost),
    ("＞", Above),
    (">", Above),
    ("＜", Below),
    ("<", Below),
    ("＝", Comparator::Equal),
    ("=", Comparator::Equal),
    ("翻", Up),
];
/// Those among them that say nothing of the side.
const VAGUE: &[&str] = &["维持在", "保持在", "稳定在", "维持", "保持", "达到", "达"];
/// Verbs of rising; with 到 behind them the figure is what is reached.
const RISING: &Terms = &Terms::new(&["提高", "提升", "增加", "增长", "上升", "扩大", "扩充", "延长", "恢复", "发展"]);
/// Verbs of falling.
const FALLING: &Terms =
    &Terms::new(&["下降", "降低", "减少", "削减", "压减", "压缩", "缩短", "缩减", "精简", "收窄", "回落"]);
/// Short forms, which need 到 behind them.
const SHORT: &[(&str, Comparator)] = &[
    ("增", AtLeast),
    ("升", AtLeast),
    ("提", AtLeast),
    ("扩", AtLeast),
    ("降", AtMost),
    ("减", AtMost),
    ("缩", AtMost),
    ("压", AtMost),
];
/// What says that the figure is reached, not the way to it.
const REACHED: &[&str] = &["到", "至", "为"];
/// Words between the comparator and the figure, longer ones first; those that qualify it come with their name.
const FILLERS: &[(&str, Option<&str>)] = &[
    ("每户每年", None),
    ("每人每年", None),
    ("每人每月", None),
    ("力争", Some("力争")),
    ("至少", None),
    ("大约", Some("约")),
    ("约", Some("约")),
    ("近", Some("近")),
    ("每年", None),
    ("每人", None),
    ("每户", None),
    ("了", None),
];

/// Words that end with one of them: 村规民约, 签约.
const COMPACTS: &Terms = &Terms::new(&[
    "民约", "公约", "条约", "合约", "契约", "签约", "预约", "履约", "节约", "制约", "违约", "特约", "邀约", "附近",
    "邻近",
]);

/// How a figure binds, by the words before it.
#[derive(Debug, Clone)]
pub(super) struct Bound<'t> {
    /// What stands before those words.
    pub(super) head: Passage<'t>,
    /// The comparator.
    pub(super) op: Comparator,
    /// Qualifiers between comparator and figure.
    pub(super) qualifiers: Vec<&'static str>,
    /// The words do not say on which side of the figure it is good to be: 达到, 保持在.
    pub(super) vague: bool,
}

/// The comparator that `head` ends with.
pub(super) fn before_figure(head: Passage<'_>) -> Option<Bound<'_>> {
    let (head, qualifiers) = without_fillers(head);
    let word = || WORDS.iter().find_map(|(word, op)| head.strip_suffix(&[*word]).map(|(rest, _)| (rest, *op)));
    let vague = head.ends_with_any(VAGUE);
    let compared = head.contains_any(&["比", "较"]);
    let than = || {
        let less = head.strip_suffix(&["减少", "少", "低"]).map(|(rest, _)| (rest, Down));
        less.or_else(|| head.strip_suffix(&["多", "高"]).map(|(rest, _)| (rest, Up))).filter(|_| compared)
    };
    let (head, op) = moving(head).or_else(word).or_else(than)?; // 比去年少10%
    Some(Bound { head, op, qualifiers, vague })
}

/// 提高 and 提高到, 压缩 and 压缩至.
fn moving(head: Passage<'_>) -> Option<(Passage<'_>, Comparator)> {
    let stem = head.strip_suffix(REACHED).map(|(stem, _)| stem);
    let verb = stem.unwrap_or(head);
    let (rising, falling) = if stem.is_some() { (AtLeast, AtMost) } else { (Up, Down) };
    let long = |verbs: &[&str], op| verb.strip_suffix(verbs).map(|(rest, _)| (rest, op));
    let short = || {
        let stem = stem?;
        SHORT.iter().find_map(|(word, op)| stem.strip_suffix(&[*word]).map(|(rest, _)| (rest, *op)))
    };
    long(RISING, rising).or_else(|| long(FALLING, falling)).or_else(short)
}

/// Whether words end with a verb of growth, which a further comparator bounds: 同比增长不低于15%.
pub(super) fn growth(words: Passage<'_>) -> Option<Passage<'_>> {
    words.strip_suffix(RISING).or_else(|| words.strip_suffix(FALLING)).map(|(rest, _)| rest)
}

/// 压减审批时间50%: the verb opens what it moves.
pub(super) fn opening(head: Passage<'_>) -> Option<Bound<'_>> {
    let moved = |verbs: &[&str], op| {
        let head = head.strip_prefix(verbs).filter(|rest| rest.strip_prefix(REACHED).is_none())?;
        let (head, qualifiers) = without_fillers(head);
        (!head.is_empty()).then_some(Bound { head, op, qualifiers, vague: false })
    };
    moved(RISING, Up).or_else(|| moved(FALLING, Down))
}

/// 不低于总额的30%: the share of another quantity.
pub(super) fn of_another(head: Passage<'_>) -> Option<Bound<'_>> {
    const QUANTITY: usize = 12;
    let (head, _) = head.strip_suffix(&["的"])?;
    let (head, op, quantity) = within(head)?;
    (!quantity.is_empty() && quantity.len() <= QUANTITY).then_some(Bound {
        head,
        op,
        qualifiers: Vec::new(),
        vague: false,
    })
}

/// The words before a figure without 约, 至少 and the like, and what qualifies it.
pub(super) fn without_fillers(head: Passage<'_>) -> (Passage<'_>, Vec<&'static str>) {
    let (mut head, mut qualifiers) = (head, Vec::new());
    while let Some((rest, qualifier)) =
        FILLERS.iter().find_map(|(word, q)| head.strip_suffix(&[*word]).map(|(rest, _)| (rest, *q)))
    {
        if head.ends_with_any(COMPACTS) {
            break;
        }
        head = rest;
        qualifiers.extend(qualifier);
    }
    (head, qualifiers)
}

/// A comparator anywhere in `clause`: what stands before it, the comparator, what stands behind it.
pub(super) fn within<'t>(clause: Passage<'t>) -> Option<(Passage<'t>, Comparator, Passage<'t>)> {
    if !clause.contains_any(&["于", "超过"]) {
        return None;
    }
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
        words.push(word.strip_prefix('及').unwrap_or(word));
        rest = rest.from(end);
    }
    (words, rest)
}

/// What a comparator becomes by the qualifiers behind its figure: 保持在5%以内.
pub(super) fn qualified(op: Comparator, qualifiers: &[&str]) -> Comparator {
    let bounded = qualifiers.iter().any(|word| matches!(*word, "以内" | "之内" | "以下"));
    match op {
        AtLeast | Comparator::Equal if bounded => AtMost,
        Comparator::Equal if qualifiers.contains(&"以上") => AtLeast,
        op => op,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn op(written: &str) -> Option<(String, Comparator)> {
        before_figure(text_of(written).whole()).map(|bound| (bound.head.to_string(), bound.op))
    }

    #[test]
    fn a_negation_turns_the_comparator_round() {
        assert_eq!(op("处理率不低于"), Some(("处理率".into(), AtLeast)));
        assert_eq!(op("含量均低于"), Some(("含量均".into(), Below)));
        assert_eq!(op("总量不得突破"), Some(("总量".into(), AtMost)));
        assert_eq!(op("合格率≥"), Some(("合格率".into(), AtLeast)));
        assert_eq!(op("天数≤"), Some(("天数".into(), AtMost)));
        assert_eq!(op("检验"), None);
    }

    #[test]
    fn what_is_reached_is_told_from_the_way_to_it() {
        assert_eq!(op("比例提高到"), Some(("比例".into(), AtLeast)));
        assert_eq!(op("比例提高约"), Some(("比例".into(), Up)));
        assert_eq!(op("时限压缩至"), Some(("时限".into(), AtMost)));
        assert_eq!(op("时限压缩"), Some(("时限".into(), Down)));
        assert_eq!(op("时限降为"), Some(("时限".into(), AtMost)));
    }

    #[test]
    fn the_verb_may_open_what_it_moves_and_a_share_may_be_of_another_quantity() {
        let text = text_of("压减办理时间");
        assert_eq!(opening(text.whole()).map(|b| (b.head.to_string(), b.op)), Some(("办理时间".into(), Down)));
        let text = text_of("预留份额不低于采购总额的");
        assert_eq!(of_another(text.whole()).map(|b| (b.head.to_string(), b.op)), Some(("预留份额".into(), AtLeast)));
    }

    #[test]
    fn words_between_comparator_and_figure_qualify() {
        let text = text_of("规模达到约");
        assert_eq!(before_figure(text.whole()).unwrap().qualifiers, ["约"]);
        assert_eq!(op("停电时间缩短至每户每年"), Some(("停电时间".into(), AtMost)));
    }

    #[test]
    fn a_comparator_without_a_figure_is_found_inside() {
        let text = text_of("登记数量不低于销售数量");
        let (name, op, rest) = within(text.whole()).unwrap();
        assert_eq!((name.to_string(), op, rest.to_string()), ("登记数量".into(), AtLeast, "销售数量".into()));
    }
}
