//! Rows of a table that has its names in the first column: 牵头单位⇥市甲局, and the same twice beside one another.

use crate::lists::{self, List, Said};
use crate::named;
use crate::note::{Note, note};
use crate::roles::{self, Label, Role};
use crate::table;
use crate::text::Passage;

/// Such a row has no more cells.
const CELLS: usize = 6;

/// The note that such a row is.
pub(super) fn note_of(row: Passage<'_>) -> Option<Note<'_>> {
    if !table::is_row(row) {
        return None;
    }
    let cells = table::cells(row);
    let mut said = Said::default();
    for pair in cells.chunks(2).filter(|_| cells.len() <= CELLS) {
        let [name, words] = pair else { return None };
        if roles::labelled(&words.to_string()).is_some() {
            return None; // the head of a table of columns
        }
        take(roles::labelled(&name.to_string())?, *words, &mut said);
    }
    let units = said.lists.iter().all(|list| named::names_units(list.names));
    units.then(|| note(row, said, false))?
}

fn take<'t>(label: Label, words: Passage<'t>, said: &mut Said<'t>) {
    match label {
        _ if words.is_empty() => {}
        Label::Units(role) => {
            let own = lists::read(words).lists;
            let told = own.iter().any(|list| list.role != Role::Bare);
            said.lists.extend(if told { own } else { vec![List { role, names: words, duty: None }] });
        }
        Label::Time => said.times.push(words),
        Label::Other => {}
    }
}
