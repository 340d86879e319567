//! The tasks of a table.

use super::section::{heading_text, number_of, title_of};
use super::task::{Over, Task, counted};
use crate::blocks::Block;
use crate::doubt::Doubts;
use crate::outline::{Node, Outline};
use crate::table::Row;
use crate::text::Passage;
use duban_domain::draft::{Open, TaskNumber};

/// The tasks of a table: a number or a name opens one, and rows below that go on with it are measures of it. Those without a number
/// are counted, behind so many others.
pub(super) fn tasks<'t>(outline: &Outline<'t>, node: &Node<'t>, before: usize, doubts: &mut Doubts) -> Vec<Task<'t>> {
    let above = if node.marker.is_some() { Some(node) } else { outline.parent(node) };
    let section = above.and_then(|above| above.paragraphs.first().copied());
    let mut tasks: Vec<Task<'t>> = Vec::new();
    for row in &node.rows {
        let (pieces, note) = (row.content.clone(), row.note.clone());
        let block = Block { sign: row.sign, subtitle: row.subtitle, pieces, note, declared: Vec::new() };
        match tasks.last_mut().filter(|_| !row.opens) {
            Some(task) if row.content.is_empty() => says_more(task, row, doubts),
            Some(task) => task.blocks.push(block),
            None => tasks.push(Task {
                section: row.chapter.map_or_else(|| number_of(above), |chapter| chapter.number()),
                section_title: row.chapter.map_or_else(|| title_of(above), |chapter| chapter.title()),
                number: row_number(row, before + tasks.len() + 1),
                title: row.title.or(row.content.first().copied()).map(row_title).unwrap_or_default(),
                heading: None,
                blocks: vec![block],
                over: Over {
                    plan: row.sheet.or(node.plan),
                    section: row.chapter.map(|chapter| chapter.words).or(section),
                },
            }),
        }
    }
    tasks
}

/// The name of a task in a cell: a break of its line is none of it.
fn row_title(cell: Passage<'_>) -> String {
    const BROKEN: usize = 24;
    let title = heading_text(cell);
    if cell.len() <= BROKEN { title.replace('；', "") } else { title }
}

/// A row that has nothing to be done of its own says more of the measure above.
fn says_more<'t>(task: &mut Task<'t>, row: &Row<'t>, doubts: &mut Doubts) {
    let (Some(block), Some(more)) = (task.blocks.last_mut(), row.note.as_ref()) else { return };
    let both = block.note.as_ref().is_some_and(|note| !note.times.is_empty()) && !more.times.is_empty();
    if both {
        doubts.open(
            more.whole,
            Open::Owner,
            "这一行没有写做什么，单位和时限已并入上一行的措施，请核对哪个单位对应哪个时限",
        );
    }
    block.note = Some(match block.note.take() {
        Some(note) => note.with(more.clone()),
        None => more.clone(),
    });
}

fn row_number(row: &Row<'_>, count: usize) -> TaskNumber {
    let written = row.number.map(|cell| cell.trim(&['.', '、', '（', '）', ' ']).brief());
    written.map_or_else(
        || counted(count),
        |word| word.parse().map_or_else(|_| TaskNumber::Written(word), TaskNumber::Plain),
    )
}
