//! The words that give a list of units its role: labels before it, verbs behind it.

mod labels;
mod manner;
mod role;
mod verbs;

pub(super) use self::manner::is_manner;
pub(super) use self::role::{Label, Role};
pub(super) use self::verbs::{ends_with_verb, spoken, verb_at};
use super::sentence::{closes_frame, opens_frame, opens_note};
use super::text::{Passage, Terms, is_ideograph};
use super::words::Words;

/// Labels as they are printed before a colon, or at the head of a column.
static LABELS: Words<Label> = Words::new(&[
    ("牵头负责单位", Label::Units(Role::Lead)),
    ("牵头责任部门", Label::Units(Role::Lead)),
    ("牵头（责任）单位", Label::Units(Role::Lead)),
    ("牵头主体", Label::Units(Role::Lead)),
    ("责任单位（部门）", Label::Units(Role::Responsible)),
    ("责任分工", Label::Units(Role::Responsible)),
    ("支持单位", Label::Units(Role::Support)),
    ("协作单位", Label::Units(Role::Support)),
    ("责任站所", Label::Units(Role::Responsible)),
    ("牵头站所", Label::Units(Role::Lead)),
    ("配合站所", Label::Units(Role::Support)),
    ("责任科室", Label::Other),
    ("责任处室", Label::Other),
    ("牵头科室", Label::Other),
    ("牵头处室", Label::Other),
    ("责任市领导", Label::Other),
    ("牵头市领导", Label::Other),
    ("包抓领导", Label::Other),
    ("牵头责任单位", Label::Units(Role::Lead)),
    ("牵头单位", Label::Units(Role::Lead)),
    ("牵头部门", Label::Units(Role::Lead)),
    ("主办单位", Label::Units(Role::Lead)),
    ("主责单位", Label::Units(Role::Main)),
    ("主责部门", Label::Units(Role::Main)),
    ("主要责任单位", Label::Units(Role::Main)),
    ("配合责任单位", Label::Units(Role::Support)),
    ("责任配合单位", Label::Units(Role::Support)),
    ("配合单位", Label::Units(Role::Support)),
    ("配合部门", Label::Units(Role::Support)),
    ("参与单位", Label::Units(Role::Support)),
    ("参与部门", Label::Units(Role::Support)),
    ("参加单位", Label::Units(Role::Support)),
    ("参加部门", Label::Units(Role::Support)),
    ("协办单位", Label::Units(Role::Support)),
    ("协同单位", Label::Units(Role::Support)),
    ("协同部门", Label::Units(Role::Support)),
    ("协助单位", Label::Units(Role::Support)),
    ("指导单位", Label::Units(Role::Guide)),
    ("指导部门", Label::Units(Role::Guide)),
    ("责任单位", Label::Units(Role::Responsible)),
    ("责任部门", Label::Units(Role::Responsible)),
    ("责任主体", Label::Units(Role::Responsible)),
    ("落实单位", Label::Units(Role::Responsible)),
    ("落实部门", Label::Units(Role::Responsible)),
    ("实施单位", Label::Units(Role::Responsible)),
    ("实施主体", Label::Units(Role::Responsible)),
    ("负责单位", Label::Units(Role::Responsible)),
    ("负责部门", Label::Units(Role::Responsible)),
    ("承办单位", Label::Units(Role::Responsible)),
    ("牵头及责任单位", Label::Units(Role::Bare)),
    ("牵头和责任单位", Label::Units(Role::Bare)),
    ("完成时限", Label::Time),
    ("完成时间", Label::Time),
    ("完成期限", Label::Time),
    ("办理时限", Label::Time),
    ("时间节点", Label::Time),
    ("时限要求", Label::Time),
    ("时间要求", Label::Time),
    ("进度要求", Label::Time),
    ("工作频次", Label::Time),
    ("报送频次", Label::Time),
    ("频次", Label::Time),
    ("时限", Label::Time),
    ("责任领导", Label::Other),
    ("牵头领导", Label::Other),
    ("分管领导", Label::Other),
    ("责任人", Label::Other),
    ("联系人", Label::Other),
    ("联系电话", Label::Other),
    ("备注", Label::Other),
    ("牵头", Label::Units(Role::Lead)),
    ("配合", Label::Units(Role::Support)),
    ("主办", Label::Units(Role::Lead)),
    ("协办", Label::Units(Role::Support)),
    ("协助", Label::Units(Role::Support)),
    ("参与", Label::Units(Role::Support)),
    ("参加", Label::Units(Role::Support)),
    ("主责", Label::Units(Role::Main)),
    ("承办", Label::Units(Role::Responsible)),
]);
/// Words in front of a label that say on which level its units are: 市级责任单位.
const LABEL_LEVELS: &[&str] = &["省级", "市级", "县级", "区级", "省直", "市直", "县直", "区直"];

/// Words between a list and its verb, longer ones before those they end with.
const MANNERS: &Terms = &Terms::new(&[
    "按照各自职责分工",
    "按各自职责分工",
    "按照职责分工",
    "根据职责分工",
    "依据职责分工",
    "依职责分工",
    "按职责分工",
    "按照各自职责",
    "按各自职责",
    "根据各自职责",
    "按照职责",
    "根据职责",
    "依据职责",
    "依职责",
    "按职责",
    "按照分工",
    "按分工",
    "结合实际",
    "结合职责",
    "按照属地管理原则",
    "按属地管理原则",
    "按照属地原则",
    "按属地原则",
    "按照属地责任",
    "按属地责任",
    "共同",
    "分别",
    "具体",
    "积极",
    "各自",
]);

/// What a bracket says of the part that a unit has, without a role of its own: 各街道（属地责任）.
const SHARES: &[&str] =
    &["属地责任", "属地管理", "属地", "主体", "主体责任", "监管责任", "行业监管", "行业责任", "责任主体"];

/// The label that stands at `at` with the mark behind it, and where its list starts: 责任单位：… or 【责任单位】….
pub(super) fn label_at(text: Passage<'_>, at: usize) -> Option<(Label, usize)> {
    known_at(text, at).or_else(|| composed_at(text, at))
}

/// The label of the list that stands at `at`.
pub(super) fn known_at(text: Passage<'_>, at: usize) -> Option<(Label, usize)> {
    let framed = text.at(at).is_some_and(opens_frame);
    let from = at + usize::from(framed);
    let levelled = matches!(text.at(from), Some('省' | '市' | '县' | '区'));
    let level = if levelled { text.matches_any(from, LABEL_LEVELS) } else { None };
    let from = level.map_or(from, |(_, end)| end);
    LABELS.at(text, from).find_map(|(kind, end)| marked(text, end, framed).map(|end| (*kind, end)))
}

/// The label at `at` that is put together of known words.
fn composed_at(text: Passage<'_>, at: usize) -> Option<(Label, usize)> {
    if !labels::may_begin(text.at(at + usize::from(text.at(at).is_some_and(opens_frame)))) {
        return None;
    }
    let (word, end) = word_at(text, at).or_else(|| spelled_at(text, at))?;
    labels::meaning(&word.to_string()).map(|label| (label, end))
}

/// 牵头单位为市甲局: the words of a label in a sentence, and where its list starts.
fn spelled_at(text: Passage<'_>, at: usize) -> Option<(Passage<'_>, usize)> {
    const BODIES: &[&str] = &["单位", "部门"];
    let is = (at..=at + labels::LONGEST).find(|at| matches!(text.at(*at), Some('为' | '是')))?;
    let word = text.cut(at, is);
    word.ends_with_any(BODIES).then_some((word, is + 1))
}

/// The label at `at` with a word in it that nobody knows, with its words.
pub(super) fn unknown_at(text: Passage<'_>, at: usize) -> Option<(Label, usize)> {
    let (word, end) = word_at(text, at)?;
    let plain = word.len() > 1 && word.chars().iter().all(|c| is_ideograph(*c));
    plain.then(|| (labels::guess(&word.to_string()), end))
}

/// The words from `at` to the mark behind a label, and where its list starts.
fn word_at(text: Passage<'_>, at: usize) -> Option<(Passage<'_>, usize)> {
    let framed = text.at(at).is_some_and(opens_frame);
    let from = at + usize::from(framed);
    let (close, end) = (from..=from + labels::LONGEST).find_map(|at| Some((at, marked(text, at, framed)?)))?;
    Some((text.cut(from, close), end))
}

/// Where the list behind a label starts that ends at `at`, if the mark of a label stands there.
fn marked(text: Passage<'_>, at: usize, framed: bool) -> Option<usize> {
    let closed = framed && text.at(at).is_some_and(closes_frame);
    let end = at + usize::from(closed);
    let mark = match text.at(end) {
        Some('：' | ':') => Some(end + 1),
        Some('—') => text.matches(end, "——"), // 责任单位——市甲局
        _ => None,
    };
    mark.or(closed.then_some(end))
}

/// Whether a label with its colon stands at `at`, in cleaned or raw characters.
pub(super) fn starts_with_label(chars: &[char], at: usize) -> bool {
    LABELS.beginning(chars.get(at).copied()).iter().any(|(label, _)| {
        let len = label.chars().count();
        let word = chars.get(at..at + len).unwrap_or_default();
        word.iter().copied().eq(label.chars()) && matches!(chars.get(at + len), Some('：' | ':'))
    })
}

/// What a word means that is a label and nothing else.
pub(super) fn labelled(word: &str) -> Option<Label> {
    LABELS.iter().find(|(label, _)| *label == word).map(|(_, kind)| *kind).or_else(|| labels::meaning(word))
}

/// What a column holds whose head contains a label: 牵头单位, 市级责任部门.
pub(super) fn column(head: &str) -> Option<Label> {
    let known = LABELS.iter().any(|(label, _)| *label == head) || head.contains(['及', '和', '、', '与', '/']);
    let body = ["单位", "部门", "主体"].iter().any(|word| head.contains(word));
    let told = labels::meaning(head).filter(|label| body && !known && *label != Label::Units(Role::Unknown));
    if let Some(label @ Label::Units(_)) = told {
        return Some(label); // 协同责任单位
    }
    LABELS.iter().filter(|(label, _)| head.contains(label)).max_by_key(|(label, _)| label.len()).map(|(_, kind)| *kind)
}

/// Whether a word of manner stands at `at`: 按职责分工.
pub(super) fn manner_at(text: Passage<'_>, at: usize) -> bool {
    text.matches_any(at, MANNERS).is_some()
}

/// The list without the words of manner behind it.
pub(super) fn without_manner(list: Passage<'_>) -> Passage<'_> {
    let mut rest = list;
    while let Some((shorter, _)) = rest.strip_suffix(MANNERS) {
        rest = shorter;
    }
    rest
}

/// The name without the word in brackets behind it that says what the unit does, and the role: 市甲局（牵头）, 市乙局（按职责分工）.
pub(super) fn in_bracket(name: Passage<'_>) -> Option<(Passage<'_>, Option<Role>)> {
    let opens = |at: &usize| name.at(*at).is_some_and(|c| opens_note(c) || matches!(c, '〈' | '＜' | '<'));
    let closed = name.ends_with_any(&["）", "〕", "]", "】", "〉", "＞", ">"]);
    let open = (name.start() + 1..name.end()).rev().find(opens).filter(|_| closed)?;
    let (before, words) = (name.to(open), name.cut(open + 1, name.end() - 1));
    let person =
        words.strip_prefix(&["负责人", "责任人", "联系人", "联络员"]).is_some_and(|rest| rest.starts_with("："));
    if without_manner(words).is_empty() || person || SHARES.contains(&words.to_string().as_str()) {
        return Some((before, None));
    }
    let short = || match words.to_string().as_str() {
        "牵" => Some((Role::Lead, words.end())),
        "配" => Some((Role::Support, words.end())),
        _ => None,
    };
    let words = words.strip_suffix(&["单位", "部门"]).map_or(words, |(words, _)| words); // （牵头单位）
    let does = || words.to_string() == "责任";
    let (role, end) =
        verb_at(words, words.start()).or_else(short).or_else(|| does().then_some((Role::Responsible, words.end())))?;
    (end == words.end()).then_some((before, Some(role)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    fn label(written: &str) -> Option<Label> {
        label_at(text_of(written).whole(), 0).map(|(label, _)| label)
    }

    #[test]
    fn a_label_may_be_short_or_name_its_level() {
        assert_eq!(label("牵头：市甲局"), Some(Label::Units(Role::Lead)));
        assert_eq!(label("市级责任单位：市甲局"), Some(Label::Units(Role::Responsible)));
        assert_eq!(label("【配合单位】市甲局"), Some(Label::Units(Role::Support)));
        assert_eq!(label("责任科室：某科"), Some(Label::Other));
        assert_eq!(label("牵头市甲局"), None);
    }

    #[test]
    fn a_column_is_told_by_the_longer_label() {
        assert_eq!(column("牵头及责任单位"), Some(Label::Units(Role::Bare)));
        assert_eq!(column("牵头领导"), Some(Label::Other));
        assert_eq!(column("牵头"), Some(Label::Units(Role::Lead)));
        assert_eq!(column("协同责任单位"), Some(Label::Units(Role::Support)));
        assert_eq!(column("主要责任单位"), Some(Label::Units(Role::Main)));
    }
}
