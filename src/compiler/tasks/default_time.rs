//! The time that a document sets for all tasks that have none: 未明确完成时限的，均为11月底前.

use super::stage;
use super::task::Task;
use crate::blocks::Block;
use crate::note::Note;
use crate::running::Convention;
use crate::sentence::sentences;
use crate::text::Passage;
use crate::undated;

/// Gives the measures without a time of their own the one that was declared for them.
pub(super) fn give<'t>(tasks: &mut [Task<'t>], late: &[Convention<'t>]) {
    let mut blocks: Vec<&mut Block<'t>> = tasks.iter_mut().flat_map(|task| &mut task.blocks).collect();
    let mut of_before: Vec<(usize, Passage<'t>)> = Vec::new();
    let mut standing: Option<Passage<'t>> = None;
    for (at, block) in blocks.iter_mut().enumerate() {
        let mut behind = None;
        for convention in block.conventions() {
            match convention {
                Convention::Time(time) if time.start() < start(block) => standing = Some(*time),
                Convention::Time(time) => behind = Some(*time),
                Convention::TimeBefore(time) => of_before.push((at + 1, *time)),
                _ => {}
            }
        }
        standing.into_iter().for_each(|time| set(block, time));
        standing = behind.or(standing);
    }
    let all = blocks.len();
    let late = late.iter().filter_map(|convention| match convention {
        Convention::TimeBefore(time) => Some((all, *time)),
        _ => None,
    });
    for (end, time) in of_before.into_iter().chain(late) {
        blocks.iter_mut().take(end).for_each(|block| set(block, time));
    }
}

fn start(block: &Block<'_>) -> usize {
    block.whole().map_or(usize::MAX, Passage::start)
}

fn set<'t>(block: &mut Block<'t>, time: Passage<'t>) {
    if stage::has_time(block) || comes_back(block) {
        return;
    }
    let Some(whole) = block.whole() else { return };
    block.note.get_or_insert_with(|| Note::of_nobody(whole.from(whole.end()))).times.push(time);
}

/// 每月通报: what comes back has no end.
fn comes_back(block: &Block<'_>) -> bool {
    block.pieces.iter().flat_map(|piece| sentences(*piece)).any(undated::comes_back)
}
