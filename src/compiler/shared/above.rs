//! A note in the line of a heading, or alone under the title: it holds for all below that have none of their own.

use super::alone;
use crate::date;
use crate::lists::List;
use crate::note::Note;
use crate::outline::{Node, Outline};
use crate::responsibility::Notes;
use crate::roles::Role;
use crate::text::Passage;

/// A heading with a note is not longer; a longer one says something to be done.
const HEADING: usize = 30;
/// Marks around a heading.
const AROUND: &[char] = &['。', '；', '，', ' ', '\t', '\n', '：'];

/// What notes of headings hold for.
#[derive(Debug)]
pub(crate) struct Above<'t> {
    /// The notes of items that have none of their own, by the item's position among the nodes.
    pub(crate) items: Vec<(usize, Note<'t>)>,
    /// The notes whose leads items have that name only who helps or is responsible.
    pub(crate) leads: Vec<(usize, Note<'t>)>,
    /// Which nodes have a note then; the headings whose notes hold for others have none themselves.
    pub(crate) noted: Vec<bool>,
}

/// Finds the notes of headings, and the items that they hold for.
pub(crate) fn above<'t>(outline: &Outline<'t>, noted: &[bool]) -> Above<'t> {
    let mut above = Above { items: Vec::new(), leads: Vec::new(), noted: noted.to_vec() };
    let is_noted = |at: usize| noted.get(at).copied().unwrap_or(false);
    let nodes = &outline.nodes;
    let heads: Vec<Option<Note<'t>>> = (0..nodes.len()).map(|at| head(outline, at).filter(|_| is_noted(at))).collect();
    if heads.iter().all(Option::is_none) {
        return above;
    }
    let is_head = |at: usize| heads.get(at).is_some_and(Option::is_some);
    let own: Vec<_> =
        (1..nodes.len()).filter(|at| is_noted(*at) && !is_head(*at)).filter_map(|at| nodes.get(at)).collect();
    let mut under: Vec<Option<usize>> = vec![None; nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let from = node.parent.map_or_else(
            || (at > 0 && is_head(0)).then_some(0),
            |parent| {
                if is_head(parent) { Some(parent) } else { under.get(parent).copied().flatten() }
            },
        );
        under.iter_mut().skip(at).take(1).for_each(|place| *place = from);
        let alike = from != Some(0) || own.is_empty() || own.iter().any(|other| other.level() == node.level());
        let item = node.marker.is_some() && !is_noted(at) && !has_children(outline, at) && !node.paragraphs.is_empty();
        let note = from.filter(|_| item && alike).and_then(|head| Some((head, heads.get(head).cloned().flatten()?)));
        let below = node.marker.is_some() && is_noted(at) && !has_children(outline, at);
        let lead = || Some((from?, heads.get(from?).cloned().flatten().filter(leads)?));
        if let Some((head, note)) = lead().filter(|_| below && lacks_lead(node, &outline.notes)) {
            above.leads.push((at, note));
            above.noted.iter_mut().skip(head).take(1).for_each(|noted| *noted = false);
        }
        if let Some((head, note)) = note {
            above.items.push((at, note));
            above.noted.iter_mut().skip(at).take(1).for_each(|noted| *noted = true);
            above.noted.iter_mut().skip(head).take(1).for_each(|noted| *noted = false);
        }
    }
    let items = above.noted.iter().skip(1).any(|noted| *noted);
    above.noted.iter_mut().take(1).filter(|_| items && is_head(0)).for_each(|noted| *noted = false);
    above
}

/// Whether a note names who leads.
fn leads(note: &Note<'_>) -> bool {
    note.lists.iter().any(|list| matches!(list.role, Role::Lead | Role::Main))
}

/// Whether an item names who helps or is responsible behind labels, and nobody who leads.
fn lacks_lead<'t>(node: &Node<'t>, notes: &Notes<'t>) -> bool {
    let all: Vec<Note<'t>> = node.paragraphs.iter().flat_map(|p| notes.of(*p).to_vec()).collect();
    let mut lists = all.iter().flat_map(|note| &note.lists).peekable();
    lists.peek().is_some() && lists.all(is_below)
}

/// Whether a list leaves open who leads.
pub(crate) fn is_below(list: &List<'_>) -> bool {
    list.role == Role::Support || (list.role == Role::Responsible && list.duty.is_none())
}

/// The note of a heading, which is all that it says: 一、重点任务（市甲局牵头）.
fn head<'t>(outline: &Outline<'t>, at: usize) -> Option<Note<'t>> {
    let node = outline.nodes.get(at)?;
    if node.marker.is_none() {
        let opens = at == 0 && outline.nodes.len() > 1;
        return node
            .paragraphs
            .iter()
            .filter(|_| opens)
            .find_map(|paragraph| alone(*paragraph, &outline.notes))
            .filter(Note::assigns);
    }
    let (first, rest) = node.paragraphs.split_first()?;
    let below: Vec<Note<'t>> = rest.iter().map_while(|paragraph| alone(*paragraph, &outline.notes)).collect();
    if !has_children(outline, at) || below.len() < rest.len() {
        return None;
    }
    let mut notes = outline.notes.of(*first).to_vec();
    let from = notes.first().map_or(first.end(), |note| note.whole.start());
    let silent = is_heading(first.to(from)) && ends_with(*first, notes.last());
    notes.extend(below);
    notes.into_iter().filter(|_| silent).reduce(Note::with).filter(Note::assigns)
}

fn is_heading(words: Passage<'_>) -> bool {
    let words = words.trim(AROUND);
    !words.is_empty() && words.len() <= HEADING && !words.contains("。") && date::dates(words, None).is_empty()
}

/// Whether nothing stands behind the last note.
fn ends_with(paragraph: Passage<'_>, note: Option<&Note<'_>>) -> bool {
    note.is_none_or(|note| paragraph.from(note.whole.end()).trim(AROUND).is_empty())
}

fn has_children(outline: &Outline<'_>, at: usize) -> bool {
    outline.nodes.get(at + 1).is_some_and(|next: &Node<'_>| next.parent == Some(at))
}

#[cfg(test)]
mod tests {
    use crate::doubt::Doubts;
    use crate::outline::outline;
    use crate::shared::{above, noted};
    use crate::text::text_of;

    /// The items that have their note from a heading, and which nodes have one then.
    fn read(written: &str) -> (Vec<usize>, Vec<bool>) {
        let text = text_of(written);
        let outline = outline(text.whole(), &mut Doubts::default());
        let found = above(&outline, &noted(&outline));
        (found.items.into_iter().map(|(at, _)| at).collect(), found.noted)
    }

    #[test]
    fn a_heading_lends_its_note_to_the_items_without_one() {
        let written = "要点\n一、稳岗（市甲局牵头，市乙局配合）\n1.发补贴。\n2.建基地。（市丙局牵头）\n二、督查\n3.检查。（市丁局负责）";
        assert_eq!(read(written), (vec![2], vec![false, false, true, true, false, true]));
    }

    #[test]
    fn a_note_under_the_title_holds_for_all_items_of_the_level_of_tasks() {
        let written = "某市2025年要点\n（责任单位：市甲局）\n一、背景\n二、任务\n1.发补贴。\n2.建基地。（市丙局牵头）";
        assert_eq!(read(written).0, [3]);
    }

    /// The lead, support and responsible units of each task of a plan.
    fn units(written: &str) -> Vec<String> {
        let registry = crate::UnitRegistry::guangxi().unwrap();
        let draft = crate::compile(written, &crate::Options { registry: &registry, year: Some(2025) });
        let measures = draft.tasks.iter().map(|task| &task.measures[0]);
        measures.map(|m| [&m.lead, &m.support, &m.responsible].map(|names| names.join("、")).join("/")).collect()
    }

    #[test]
    fn who_leads_a_heading_leads_items_that_name_only_who_helps_or_is_responsible() {
        let written = "要点\n一、任务\n（一）种植业（牵头单位：市农业农村局）\n1.稳粮。抓好播种。（配合单位：市财政局）\n2.扩豆。扩大面积。（责任单位：各县区）\n3.扩油。扩大面积。\n4.治虫。抓好防治。（牵头单位：市林业局）";
        assert_eq!(units(written), ["市农业农村局/市财政局/", "市农业农村局//各县区", "市农业农村局//", "市林业局//"]);
    }

    #[test]
    fn who_leads_everything_does_not_lead_what_has_a_lead() {
        let written = "要点\n除另有规定外，以下任务均由市城管局牵头。\n一、任务\n1.清扫。抓好清扫。（牵头单位：市住建局；责任单位：各区政府）\n2.清运。抓好清运。";
        assert_eq!(units(written), ["市住建局//各区政府", "市城管局//"]);
        let written = "要点\n以下各项任务除单独列明外，均需各县（区）人民政府抓好落实。\n一、任务\n1.清扫。抓好清扫。（牵头单位：市住建局）\n2.清运。抓好清运。（牵头单位：市城管局）";
        assert_eq!(units(written), ["市住建局//各县（区）人民政府", "市城管局//各县（区）人民政府"]);
    }

    #[test]
    fn a_heading_of_items_that_all_have_notes_or_that_says_more_keeps_its_own() {
        for written in [
            "要点\n（一）减税（市甲局牵头）\n1.减。（市乙局负责）",
            "要点\n一、6月底前完成减税（市甲局牵头）\n1.减。",
            "要点\n一、减税。落实减税政策，应减尽减。（市甲局牵头）\n1.减。",
        ] {
            assert_eq!(read(written).0, Vec::<usize>::new(), "{written}");
        }
    }
}
