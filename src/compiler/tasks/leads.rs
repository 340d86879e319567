//! Who leads the items below a heading whose own notes leave that open: （一）种植业（牵头单位：市甲局）.

use crate::blocks::Block;
use crate::note::Note;
use crate::roles::Role;
use crate::shared::is_below;

/// Gives the measures of an item who leads by the note of its heading.
pub(super) fn give<'t>(blocks: &mut [Block<'t>], head: &Note<'t>) {
    for note in blocks.iter_mut().filter_map(|block| block.note.as_mut()) {
        if note.lists.is_empty() || !note.lists.iter().all(is_below) {
            continue;
        }
        let lists = head.lists.iter().filter(|list| matches!(list.role, Role::Lead | Role::Main)).copied();
        note.lists.splice(0..0, lists.collect::<Vec<_>>());
    }
}
