//! One note for several numbered items: 1.… 2.… 3.…, and （责任单位：…） on a line of its own below them.
//!
//! A note that stands alone governs all that stands above it, as it does for the paragraphs of one item. Where a
//! document puts every item's own note on a line of its own, an item without one simply lacks it.

mod above;

pub(super) use self::above::{above, is_below};
use super::note::Note;
use super::outline::{Node, Outline};
use super::responsibility::Notes;
use super::roles;
use super::running::Convention;
use super::sentence::opens_note;
use super::text::Passage;

/// Which nodes have notes of their own.
pub(super) fn noted(outline: &Outline<'_>) -> Vec<bool> {
    outline.nodes.iter().map(|node| node.paragraphs.iter().any(|p| outline.notes.assign(*p))).collect()
}

/// The notes that govern items without one of their own, by the item's position among the nodes.
/// `noted` says which nodes have notes.
pub(super) fn notes<'t>(outline: &Outline<'t>, noted: &[bool]) -> Vec<(usize, Note<'t>)> {
    let alone: Vec<Option<Note<'t>>> = outline.nodes.iter().map(|node| standing_alone(node, &outline.notes)).collect();
    let listed: Vec<bool> = outline.nodes.iter().map(is_listed).collect();
    let over: Vec<Option<Note<'t>>> = outline.nodes.iter().map(|node| over_all(node, &outline.notes)).collect();
    if alone.iter().chain(&over).all(Option::is_none) && !listed.contains(&true) {
        return Vec::new();
    }
    let groups = groups(outline);
    let lone = |at: &usize| alone.get(*at).is_some_and(Option::is_some);
    let noted = |at: &usize| noted.get(*at).copied().unwrap_or(false);
    let own = |group: &Vec<usize>| {
        let first = group.first().is_some_and(lone) && group.len() > 1;
        first || group.windows(2).any(|pair| matches!(pair, [before, at] if noted(before) && lone(at)))
    };
    let own = groups.iter().any(own);
    let is_listed = |at: &usize| listed.get(*at).copied().unwrap_or(false);
    let mut shared = Vec::new();
    for group in &groups {
        let (mut waiting, mut lacking): (Vec<usize>, Vec<usize>) = (Vec::new(), Vec::new());
        for at in group {
            if let Some(note) = over.get(*at).and_then(Option::as_ref) {
                waiting.clear();
                let most = outline.nodes.get(*at).map_or(lacking.len(), |node| others(node, lacking.len()));
                lacking.drain(..lacking.len().saturating_sub(most));
                shared.extend(lacking.drain(..).map(|item| (item, note.clone())));
                continue;
            }
            if !noted(at) {
                lacking.push(*at);
            }
            let note = alone.get(*at).and_then(Option::as_ref);
            match note {
                Some(note) => {
                    let items = waiting.drain(..).filter(|item| !own || is_listed(item));
                    shared.extend(items.map(|item| (item, note.clone())));
                }
                None if noted(at) => {
                    let note = outline.nodes.get(*at).and_then(|node| sole(node, &outline.notes));
                    let items = waiting.drain(..).filter(is_listed);
                    shared.extend(items.filter_map(|item| Some((item, note.clone()?))));
                }
                None => waiting.push(*at),
            }
        }
    }
    shared
}

/// Items without anything below them that stand under the same heading on the same level.
fn groups(outline: &Outline<'_>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, node) in outline.nodes.iter().enumerate() {
        let parted = outline.nodes.get(at + 1).is_some_and(|next| next.parent == Some(at));
        if node.marker.is_none() || parted {
            continue;
        }
        let beside = |last: &usize| {
            let last = outline.nodes.get(*last);
            last.is_some_and(|last| last.parent == node.parent && last.level() == node.level())
        };
        match groups.last_mut().filter(|group| group.last().is_some_and(beside)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

/// Whether an item goes on with the next: 1.新建管网；
fn is_listed(node: &Node<'_>) -> bool {
    node.paragraphs.last().is_some_and(|paragraph| paragraph.ends_with_any(&["；", ";"]))
}

/// How many items above an item are meant, `most` where that is not said: 以上两项 are one besides it.
fn others(node: &Node<'_>, most: usize) -> usize {
    const COUNTS: &[&str] = &["两项", "三项", "四项", "五项"];
    let said = |paragraph: &Passage<'_>| {
        let of =
            |count: &&str| paragraph.contains(&format!("以上{count}")) || paragraph.contains(&format!("上述{count}"));
        COUNTS.iter().position(of)
    };
    node.paragraphs.last().and_then(said).map_or(most, |at| (at + 1).min(most))
}

/// The note of an item that says who does all above it as well: 以上任务由市甲局牵头.
fn over_all<'t>(node: &Node<'t>, notes: &Notes<'t>) -> Option<Note<'t>> {
    let of_before = |note: &&Note<'t>| note.conventions.iter().any(|c| matches!(c, Convention::Before(_)));
    let last = node.paragraphs.last().filter(|paragraph| paragraph.contains_any(&["以上", "上述"]))?;
    notes.of(*last).iter().find(of_before).filter(|note| !note.lists.is_empty()).cloned()
}

/// The only note of an item.
fn sole<'t>(node: &Node<'t>, notes: &Notes<'t>) -> Option<Note<'t>> {
    let of = |paragraph: &Passage<'t>| {
        notes.of(*paragraph).iter().filter(|note| note.assigns()).cloned().collect::<Vec<_>>()
    };
    let notes: Vec<Note<'t>> = node.paragraphs.iter().flat_map(of).collect();
    let [note] = <[Note<'t>; 1]>::try_from(notes).ok()?;
    Some(note)
}

/// The only note of an item, where it stands in paragraphs of its own at the item's end: one in brackets, or a line for
/// each label.
fn standing_alone<'t>(node: &Node<'t>, notes: &Notes<'t>) -> Option<Note<'t>> {
    let alone: Vec<Note<'t>> = node.paragraphs.iter().rev().map_while(|p| alone(*p, notes)).collect();
    if alone.is_empty() {
        return None; // what stands above them is not asked for nothing
    }
    let above = node.paragraphs.get(..node.paragraphs.len() - alone.len())?;
    if above.iter().all(|p| p.is_empty()) || above.iter().any(|p| notes.assign(*p)) {
        return None;
    }
    alone.into_iter().rev().reduce(Note::with).filter(Note::assigns)
}

/// The note that a paragraph is.
fn alone<'t>(paragraph: Passage<'t>, notes: &Notes<'t>) -> Option<Note<'t>> {
    let framed = paragraph.at(paragraph.start()).is_some_and(opens_note);
    if !framed && roles::label_at(paragraph, paragraph.start()).is_none() {
        return None;
    }
    let notes = notes.of(paragraph);
    let [note] = &*notes else { return None };
    let whole = paragraph.trim(&['。', ' ', '\t']);
    (note.whole.start() <= whole.start() && note.whole.end() >= whole.end()).then(|| note.clone())
}

/// How the review says that an item has its note from elsewhere.
pub(super) fn told(note: &Note<'_>, item: Passage<'_>) -> &'static str {
    if note.whole.start() < item.start() {
        "责任单位写在上面的标题后，已按各项共用读"
    } else {
        "责任单位写在后面几项之后，已按各项共用读"
    }
}

/// The note as that of an item above it: it has no place there, and declares nothing a second time.
pub(super) fn for_item<'t>(note: &Note<'t>, item: Passage<'t>) -> Note<'t> {
    Note { whole: item.from(item.end()), conventions: Vec::new(), unclosed: false, ..note.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doubt::Doubts;
    use crate::outline::outline;
    use crate::text::text_of;

    /// The items, by their place in the document, that a note below them governs.
    fn read(written: &str) -> Vec<usize> {
        let text = text_of(written);
        let outline = outline(text.whole(), &mut Doubts::default());
        notes(&outline, &noted(&outline)).into_iter().map(|(at, _)| at).collect()
    }

    #[test]
    fn a_note_alone_below_items_governs_them_all() {
        let written = "要点\n一、就业\n1.开展培训。\n2.建设市场。\n3.发放补贴。\n（责任单位：市甲局、市乙局）\n二、住房\n4.建设公寓。（责任单位：市丙局）";
        assert_eq!(read(written), [2, 3]);
    }

    #[test]
    fn a_note_may_be_a_line_for_each_label() {
        let written = "要点\n（一）收集\n1.建管网；\n2.提高收集率；\n3.排查隐患。\n牵头单位：市甲局\n责任单位：各县（区）政府\n（二）处理\n4.建厂。（责任单位：市丙局）";
        assert_eq!(read(written), [2, 3]);
    }

    #[test]
    fn what_is_said_of_all_above_holds_for_those_below_the_same_heading_that_name_nobody() {
        let written = "要点\n（一）工业\n1.淘汰锅炉。淘汰30台。\n2.治理。治理窑炉。（市丙局牵头）\n3.改造窑炉。改造20台。\n以上任务由市甲局牵头，市乙局配合。\n（二）扬尘\n4.保洁。加强保洁。（市丙局牵头）\n5.管控。开展检查。\n上述工作由市丁局负责。";
        assert_eq!(read(written), [2]);
        let registry = crate::UnitRegistry::guangxi().unwrap();
        let draft = crate::compile(written, &crate::Options { registry: &registry, year: Some(2025) });
        let leads: Vec<String> = draft
            .tasks
            .iter()
            .map(|task| task.measures[0].lead.join("、") + &task.measures[0].responsible.join("、"))
            .collect();
        assert_eq!(leads, ["市甲局", "市丙局", "市甲局", "市丙局", "市丁局"]);
        assert!(
            draft.problems.iter().any(|problem| problem.message.contains("各项的共同责任单位")),
            "{:?}",
            draft.problems
        );
    }

    #[test]
    fn what_is_said_of_all_above_carries_its_date() {
        let registry = crate::UnitRegistry::guangxi().unwrap();
        let read = |said: &str| {
            let written = format!(
                "要点\n一、任务\n1.保洁。加强保洁。\n2.清扫。完成清扫。\n3.清运。完成清运。\n{said}\n4.巡查。完成巡查。（市丙局牵头）"
            );
            let draft = crate::compile(&written, &crate::Options { registry: &registry, year: Some(2025) });
            let row = |m: &duban_domain::draft::DraftMeasure| {
                let dues: Vec<String> = m.milestones.iter().filter_map(|m| m.due).map(|due| due.to_string()).collect();
                format!("{}/{}/{}", m.lead.join("、"), m.responsible.join("、"), dues.join("、"))
            };
            draft.tasks.iter().map(|task| row(&task.measures[0])).collect::<Vec<_>>()
        };
        let both = "市城管局/各街道办事处/2025-06-30";
        assert_eq!(read("以上两项由市城管局牵头，各街道办事处负责，6月底前完成。"), ["//", both, both, "市丙局//"]);
        let all = "市城管局/市水利局、市财政局/";
        assert_eq!(read("上述任务由市城管局牵头，市水利局、市财政局等按职责分工负责。"), [all, all, all, "市丙局//"]);
    }

    #[test]
    fn a_note_in_the_line_of_an_item_is_its_own() {
        assert!(read("要点\n1.开展培训。\n2.建设市场。（责任单位：市甲局）").is_empty());
    }

    #[test]
    fn items_that_end_in_a_semicolon_go_on_to_the_note() {
        let written = "要点\n1.开展培训；\n2.建设市场；\n3.发放补贴。（责任单位：市甲局）\n4.巡查。\n责任单位：市乙局";
        assert_eq!(read(written), [1, 2]);
        let written = "要点\n1.开展培训。\n责任单位：市甲局\n2.建设市场；\n3.发放补贴。\n责任单位：市乙局\n4.巡查。";
        assert_eq!(read(written), [2]);
    }

    #[test]
    fn where_each_item_has_its_line_with_a_note_one_without_lacks_it() {
        let written = "要点\n1.开展培训。\n责任单位：市甲局\n2.建设市场。\n3.发放补贴。\n责任单位：市乙局";
        assert!(read(written).is_empty());
    }
}
