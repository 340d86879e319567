//! Responsibility notes (责任括注): where they stand and which list of units has which role.

use super::sentence::{outer_brackets, split_outside};
use super::text::Passage;
use crate::domain::plan::AssignmentRole::{self, Lead, Responsible, Support};

/// Labels in front of a list, as they are printed before a colon.
const LABELS: &[(&str, AssignmentRole)] = &[
    ("牵头责任单位", Lead),
    ("牵头单位", Lead),
    ("牵头部门", Lead),
    ("配合单位", Support),
    ("配合部门", Support),
    ("参与单位", Support),
    ("参加单位", Support),
    ("协办单位", Support),
    ("责任单位", Responsible),
    ("责任部门", Responsible),
    ("落实单位", Responsible),
    ("实施单位", Responsible),
];

/// Verbs behind a list, longer ones first: 甲厅牵头，乙厅配合.
const VERBS: &[(&str, AssignmentRole)] = &[
    ("按职责分工配合", Support),
    ("按职责分工负责", Responsible),
    ("按职责分工落实", Responsible),
    ("按职责负责", Responsible),
    ("牵头负责", Lead),
    ("负责落实", Responsible),
    ("分工负责", Responsible),
    ("牵头", Lead),
    ("配合", Support),
    ("参与", Support),
    ("负责", Responsible),
];

/// What a name of a unit ends with, for notes that no label announces.
const BODIES: &[&str] = &["厅", "局", "委", "办", "部", "署", "院", "政府", "公司", "集团", "银行", "管委会", "地区"];

/// A responsibility note.
#[derive(Debug, Clone)]
pub(super) struct Note<'t> {
    /// The note with its brackets.
    pub(super) whole: Passage<'t>,
    /// The lists of units by role, as written.
    pub(super) lists: Vec<(AssignmentRole, Passage<'t>)>,
}

/// The notes of a paragraph, in order.
pub(super) fn notes(paragraph: Passage<'_>) -> Vec<Note<'_>> {
    let bare = label_at(paragraph, paragraph.start()).is_some();
    if bare {
        return vec![Note { whole: paragraph, lists: lists(paragraph) }];
    }
    let brackets = outer_brackets(paragraph).into_iter();
    let notes = brackets.map(|(open, close)| Note {
        whole: paragraph.cut(open, close + 1),
        lists: lists(paragraph.cut(open + 1, close)),
    });
    notes.filter(|n| !n.lists.is_empty()).collect()
}

/// Whether a label with its colon stands at `at`, in cleaned or raw characters.
pub(super) fn starts_with_label(chars: &[char], at: usize) -> bool {
    LABELS.iter().any(|(label, _)| {
        let len = label.chars().count();
        let word = chars.get(at..at + len).unwrap_or_default();
        word.iter().copied().eq(label.chars()) && matches!(chars.get(at + len), Some('：' | ':'))
    })
}

/// The lists of a note's inner text; none where it is no responsibility note.
fn lists(inner: Passage<'_>) -> Vec<(AssignmentRole, Passage<'_>)> {
    let labelled = labelled(inner);
    if labelled.is_empty() { by_verbs(inner) } else { labelled }
}

fn label_at(inner: Passage<'_>, at: usize) -> Option<(AssignmentRole, usize)> {
    LABELS.iter().find_map(|(label, role)| {
        let end = inner.matches(at, label)?;
        matches!(inner.at(end), Some('：' | ':')).then_some((*role, end + 1))
    })
}

fn labelled(inner: Passage<'_>) -> Vec<(AssignmentRole, Passage<'_>)> {
    let labels: Vec<(usize, AssignmentRole, usize)> = (inner.start()..inner.end())
        .filter_map(|at| label_at(inner, at).map(|(role, list)| (at, role, list)))
        .collect();
    let ends = labels.iter().skip(1).map(|l| l.0).chain([inner.end()]);
    labels.iter().zip(ends).map(|((_, role, list), end)| (*role, trimmed(inner.cut(*list, end)))).collect()
}

fn by_verbs(inner: Passage<'_>) -> Vec<(AssignmentRole, Passage<'_>)> {
    let mut lists = Vec::new();
    let mut from = inner.start();
    for clause in split_outside(inner, &['，', '；', '。']) {
        let run = trimmed(inner.cut(from, clause.end()));
        let verb = VERBS.iter().find_map(|(verb, role)| run.strip_suffix(&[verb]).map(|(list, _)| (*role, list)));
        if let Some((role, list)) = verb {
            lists.push((role, list.strip_suffix(&["等"]).map_or(list, |(list, _)| list)));
            from = clause.end();
        }
    }
    let units = lists.first().is_some_and(|(_, list)| names_units(*list));
    if units { lists } else { Vec::new() }
}

fn names_units(list: Passage<'_>) -> bool {
    split_outside(list, &['、', '，']).first().is_some_and(|name| name.ends_with_any(BODIES))
}

fn trimmed(list: Passage<'_>) -> Passage<'_> {
    list.trim(&['。', '；', '，', '、', ' ', '\t', ';', ','])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    fn read(written: &str) -> Vec<Vec<(AssignmentRole, String)>> {
        let text = text_of(written);
        let roles = |n: Note<'_>| n.lists.iter().map(|(r, p)| (*r, p.to_string())).collect();
        notes(text.whole()).into_iter().map(roles).collect()
    }

    #[test]
    fn labels_name_the_role_of_the_list_behind_them() {
        assert_eq!(
            read("抓好落实。（牵头单位：省甲厅、乙局。配合单位：丙公司。责任单位：各市政府）"),
            [[(Lead, "省甲厅、乙局".into()), (Support, "丙公司".into()), (Responsible, "各市政府".into())]]
        );
    }

    #[test]
    fn verbs_name_the_role_of_the_list_before_them() {
        assert_eq!(
            read("抓好落实。（省甲厅、乙局牵头，丙厅，各市政府等配合）"),
            [[(Lead, "省甲厅、乙局".into()), (Support, "丙厅，各市政府".into())]]
        );
    }

    #[test]
    fn a_label_may_open_a_paragraph_without_brackets() {
        assert_eq!(read("责任单位：省甲厅，各市政府"), [[(Responsible, "省甲厅，各市政府".into())]]);
    }

    #[test]
    fn brackets_inside_a_name_do_not_end_the_note() {
        assert_eq!(read("完成。（责任单位：各县（市、区）政府）"), [[(Responsible, "各县（市、区）政府".into())]]);
    }

    #[test]
    fn other_brackets_are_no_notes() {
        for decoy in ["面积（8分）", "蔬菜（含食用菌）", "由企业（业主负责）处理", "责任单位要落实（见附表）"]
        {
            assert!(read(decoy).is_empty(), "{decoy}");
        }
    }
}
