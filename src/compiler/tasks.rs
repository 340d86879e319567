//! Tasks and their measures: which headings are tasks, and how their text is cut at the responsibility notes.

pub(super) mod by_year;
mod default_time;
mod leads;
mod of_table;
mod section;
mod stage;
mod task;

use std::collections::{BTreeSet, HashMap};

use self::section::{number_of, title_of};
pub(super) use self::stage::{are_steps, time_of as time_of_heading};
pub(super) use self::task::Task;
use self::task::{Over, counted};
use super::blocks::{AROUND, Block, blocks};
use super::date;
use super::doubt::Doubts;
use super::guiding::{self, Guide, guiding};
use super::heading::Level;
use super::note::Note;
use super::outline::{Node, Outline};
use super::responsibility::Notes;
use super::running::{self, Convention};
use super::sentence::{clauses, first_sentence};
use super::shared;
use super::text::Passage;
use duban_domain::draft::TaskNumber;

/// A heading sentence is not longer than this; a longer first sentence is text.
const HEADING_LENGTH: usize = 50;

/// What the document is made of, beside its tasks.
#[derive(Debug)]
pub(super) struct Tasks<'t> {
    /// The tasks in the order of the document.
    pub(super) tasks: Vec<Task<'t>>,
    /// Paragraphs before the first task that belong to none: purpose and general targets.
    pub(super) general: Vec<Passage<'t>>,
    /// Running text says somewhere that the first of each list leads.
    pub(super) first_leads: bool,
}

/// Cuts an outline into tasks. The levels on which notes stand are the levels of tasks; a document without
/// notes has its tasks on the lowest level.
pub(super) fn tasks<'t>(outline: &Outline<'t>, doubts: &mut Doubts) -> Tasks<'t> {
    let noted = shared::noted(outline);
    let guides = guiding(outline, &noted);
    let above = shared::above(outline, &noted);
    let led: HashMap<usize, Note<'t>> = above.leads.into_iter().collect();
    let mut shared: HashMap<usize, Note<'t>> = above.items.into_iter().collect();
    shared.extend(shared::notes(outline, &noted));
    let noted = above.noted;
    let levels = task_levels(outline, &noted);
    let is_noted = |i: usize| noted.get(i).copied().unwrap_or(false);
    let guide = |i: usize| guides.get(i).copied().flatten();
    let may_be = |i: usize, node: &Node<'t>| {
        (levels.contains(&node.level()) || is_step(outline, node))
            && !is_blank(node)
            && (is_noted(i) || !has_children(outline, i))
    };
    let only = |(i, node): (usize, &Node<'t>)| node.rows.is_empty() && !(may_be(i, node) && guide(i).is_none());
    let all_guide = outline.nodes.iter().enumerate().all(only);
    let is_task = |i: usize, node: &Node<'t>| may_be(i, node) && (all_guide || guide(i).is_none());
    let mut found = Tasks { tasks: Vec::new(), general: Vec::new(), first_leads: false };
    let mut cards = 0;
    let mut pending: Vec<Convention<'t>> = outline.title.map(running::in_prose).unwrap_or_default();
    for (i, node) in outline.nodes.iter().enumerate() {
        if is_task(i, node) {
            let mut task = task(outline, node, shared.get(&i), found.tasks.len(), doubts);
            led.get(&i).into_iter().for_each(|head| leads::give(&mut task.blocks, head));
            stage::give(outline, node, &mut task.blocks);
            declare_all(&mut task, &mut pending);
            found.tasks.push(task);
        }
        cards = if node.marker.is_some() { 0 } else { cards };
        let rows = of_table::tasks(outline, node, cards, doubts);
        if !rows.is_empty() {
            cards = if rows.len() == 1 { cards + 1 } else { 0 };
            let at = found.tasks.len();
            found.tasks.extend(rows);
            declare(found.tasks.get_mut(at), pending.drain(..));
        }
        if is_task(i, node) {
            continue;
        }
        pending.extend(node.paragraphs.iter().flat_map(|p| running::in_prose(*p)));
        let paragraphs = beside_heading(node, &outline.notes);
        match guide(i) {
            Some(Guide::Review) => {}
            Some(Guide::Closing) => guiding::doubt(&paragraphs, doubts),
            None if !found.tasks.is_empty() && has_children(outline, i) => {}
            None if !found.tasks.is_empty() => guiding::doubt(&paragraphs, doubts),
            Some(Guide::Aims) | None => found.general.extend(paragraphs),
        }
    }
    default_time::give(&mut found.tasks, &pending);
    pending.iter().for_each(|convention| running::doubt_late(convention, doubts));
    let declared = found.tasks.iter().flat_map(|task| &task.blocks).flat_map(Block::conventions);
    found.first_leads = running::first_leads(declared.chain(&pending));
    found
}

/// Whether it is a stage of a section that holds such.
fn is_step<'t>(outline: &Outline<'t>, node: &Node<'t>) -> bool {
    let short = |above: &&Node<'t>| above.paragraphs.first().is_some_and(|first| first.len() <= HEADING_LENGTH);
    let section = outline.parent(node).filter(|_| node.marker.is_some()).filter(short);
    section.is_some_and(|above| are_steps(&title_of(Some(above))))
}

/// Lets conventions hold from the first measure of a task on, and those in its measures from each of them.
fn declare_all<'t>(task: &mut Task<'t>, pending: &mut Vec<Convention<'t>>) {
    task.blocks.iter_mut().for_each(|block| block.declared = pending.drain(..).chain(block.prose()).collect());
}

/// Lets conventions hold from the first measure of a task on.
fn declare<'t>(task: Option<&mut Task<'t>>, conventions: impl Iterator<Item = Convention<'t>>) {
    if let Some(block) = task.and_then(|task| task.blocks.first_mut()) {
        block.declared.extend(conventions);
    }
}

/// The paragraphs of a node that is no task, without its heading; a heading with a figure is text: 1.达标率达到90%.
fn beside_heading<'t>(node: &Node<'t>, notes: &Notes<'t>) -> Vec<Passage<'t>> {
    let figure = |p: &Passage<'_>| p.chars().iter().any(char::is_ascii_digit);
    let paragraphs = if node.marker.is_some() { titled(node, notes).1 } else { node.paragraphs.clone() };
    let all_heading = paragraphs.first().is_some_and(|first| first.is_empty());
    if all_heading && node.paragraphs.first().is_some_and(figure) { node.paragraphs.clone() } else { paragraphs }
}

fn task_levels(outline: &Outline<'_>, noted: &[bool]) -> Vec<Option<Level>> {
    let levels = outline.nodes.iter().zip(noted).filter(|(_, noted)| **noted).map(|(node, _)| node.level());
    let levels: Vec<Option<Level>> = levels.collect::<BTreeSet<_>>().into_iter().collect();
    let tables = outline.nodes.iter().any(|n| !n.rows.is_empty());
    if levels.is_empty() && !tables { vec![outline.nodes.iter().map(Node::level).max().flatten()] } else { levels }
}

fn has_children(outline: &Outline<'_>, at: usize) -> bool {
    outline.nodes.get(at + 1).is_some_and(|next| next.parent == Some(at))
}

fn is_blank(node: &Node<'_>) -> bool {
    node.paragraphs.iter().all(|p| p.is_empty())
}

/// The task of a heading, behind so many others: one without a number is counted.
fn task<'t>(
    outline: &Outline<'t>,
    node: &Node<'t>,
    note: Option<&Note<'t>>,
    before: usize,
    doubts: &mut Doubts,
) -> Task<'t> {
    let numbered = node.marker.is_some();
    let (title, paragraphs) =
        if numbered { titled(node, &outline.notes) } else { (outline.title, node.paragraphs.clone()) };
    let parent = outline.parent(node);
    Task {
        section: number_of(parent),
        section_title: title_of(parent),
        number: match &node.marker {
            Some(marker) if marker.number.is_empty() => counted(before + 1),
            Some(marker) => marker.task_number(),
            None => TaskNumber::Plain(1),
        },
        title: title.map(|title| title.trim(&['；', '，']).brief().replace('\n', "")).unwrap_or_default(),
        heading: title.filter(|_| numbered).map(|title| title.trim(&['；', '，'])),
        blocks: blocks(title.filter(|_| numbered), &paragraphs, numbered, note, &outline.notes, doubts),
        over: Over { plan: node.plan, section: parent.and_then(|parent| parent.paragraphs.first().copied()) },
    }
}

/// The heading of a numbered node and the paragraphs without it. A first sentence that is all there is, that
/// carries a date, or that is too long for a heading, stays in the text.
fn titled<'t>(node: &Node<'t>, notes: &Notes<'t>) -> (Option<Passage<'t>>, Vec<Passage<'t>>) {
    let mut paragraphs = node.paragraphs.clone();
    let Some(first) = paragraphs.first_mut() else { return (None, paragraphs) };
    let notes = notes.of(*first);
    let note = notes.first().map_or(first.end(), |n| n.whole.start());
    let lead = first.to(note).trim(AROUND);
    let sentence = first_sentence(lead).unwrap_or(lead);
    let led = notes.iter().any(|n| n.whole.is_empty() && n.whole.start() <= sentence.end() + 1); // 建桥，市甲局牵头，6月底前开工
    if sentence.len() > HEADING_LENGTH || led {
        return (clauses(sentence).first().copied(), paragraphs);
    }
    let alone = lead.from(sentence.end() + 1).is_empty();
    let stands_alone = first.at(sentence.end()) != Some('。');
    let dated = stands_alone && !date::dates(sentence, None).is_empty(); // what is owed by a date is text
    if !dated && (!alone || note == first.end()) {
        *first = first.from(sentence.end() + 1);
    }
    (Some(sentence), paragraphs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outline::outline;
    use crate::text::text_of;

    fn read(written: &str) -> Vec<(String, String, Vec<String>)> {
        let text = text_of(written);
        let outline = outline(text.whole(), &mut Doubts::default());
        let found = tasks(&outline, &mut Doubts::default());
        let texts = |b: &Block<'_>| {
            let text: Vec<String> = b.pieces.iter().map(ToString::to_string).collect();
            format!("{}|{}", b.subtitle.map(|s| s.to_string()).unwrap_or_default(), text.join("/"))
        };
        let row = |t: &Task<'_>| {
            (format!("{}{}", t.section, t.number), t.title.clone(), t.blocks.iter().map(texts).collect())
        };
        found.tasks.iter().map(row).collect()
    }

    #[test]
    fn a_heading_that_is_all_there_is_keeps_its_full_stop() {
        let measures = |at: usize, written: &str| read(written)[at].2.clone();
        assert_eq!(measures(0, "要点\n1.控制用煤。\n（责任单位：甲局）"), ["|控制用煤。"]);
        assert_eq!(measures(0, "要点\n1.控制用煤。\n2.推广新车。\n（责任单位：甲局）"), ["|控制用煤。"]);
    }

    #[test]
    fn a_task_has_a_measure_for_each_note() {
        let written = "要点\n一、任务\n（一）能源\n1.控制用煤。加强管理。（责任单位：甲局）\n推广新车。抓好示范。（责任单位：乙局）";
        let measures = vec!["|加强管理。".to_owned(), "推广新车|抓好示范。".to_owned()];
        assert_eq!(read(written), [("（一）1".to_owned(), "控制用煤".to_owned(), measures)]);
    }

    #[test]
    fn parts_without_notes_are_no_tasks_where_others_have_them() {
        let written =
            "要点\n一、总则\n总的要求。\n二、任务\n1.控煤。加强管理。（责任单位：甲局）\n三、保障\n抓好落实。";
        assert_eq!(read(written).len(), 1);
    }

    #[test]
    fn a_sentence_that_is_all_there_is_stays_in_the_text() {
        let rows = read("要点\n1.加强管理。（责任单位：甲局）\n2.抓好落实（责任单位：乙局）");
        assert_eq!(rows[0], ("1".into(), "加强管理".into(), vec!["|加强管理。".into()]));
        assert_eq!(rows[1], ("2".into(), "抓好落实".into(), vec!["|抓好落实".into()]));
    }

    #[test]
    fn a_heading_with_a_date_on_its_own_line_is_text_as_well() {
        let rows = read("要点\n（一）动员（3月底前）\n各市抓好落实。（责任单位：甲局）");
        assert_eq!(rows[0].1, "动员（3月底前）");
        assert_eq!(rows[0].2, ["|动员（3月底前）/各市抓好落实。"]);
    }

    #[test]
    fn a_document_without_numbers_is_one_task() {
        let rows = read(
            "要点\n加强管理，做好登记，按月报送，发现问题及时处理。（责任单位：甲局）\n抓好落实。（责任单位：乙局）",
        );
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].2.len(), 2);
    }

    #[test]
    fn a_task_without_a_note_is_kept() {
        let text = text_of("要点\n1.控煤。加强管理。\n2.治车。抓好落实。（责任单位：甲局）");
        let mut doubts = Doubts::default();
        let found = tasks(&outline(text.whole(), &mut Doubts::default()), &mut doubts);
        assert_eq!(found.tasks.len(), 2);
        assert!(found.tasks[0].blocks[0].note.is_none());
    }
}
