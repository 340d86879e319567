//! What stands in a cell: nothing, nobody, the same as above, units, times.

use crate::lists::{self, List, Said};
use crate::named;
use crate::roles::Role;
use crate::text::Passage;

/// Marks of a cell in which nothing is said.
const MARKS: &[char] = &['/', '／', '\\', '—', '-', '－', '–', '─', '―', '*', ' ', '、', '。', '…'];
/// Words for nobody and nothing.
const NOTHING: &[&str] = &["无", "暂无", "没有"];
/// What says that a cell is the same as the one above.
const DITTO: &[&str] = &[
    "同上",
    "同上行",
    "同上一行",
    "同前",
    "上同",
    "〃",
    "″",
    "\"",
    "“",
    "”",
    "''",
    "\u{2019}\u{2019}",
    "々",
    "“”",
    "””",
    "「」",
    "ditto",
];

/// Whether a cell is written in, but says that there is nobody or nothing: /, —, 无.
pub(crate) fn is_nothing(words: Passage<'_>) -> bool {
    words.trim(MARKS).is_empty() || NOTHING.contains(&words.to_string().as_str())
}

/// Whether a cell says that it is the same as the one above.
pub(crate) fn is_ditto(words: Passage<'_>) -> bool {
    const LONGEST: usize = 8;
    words.len() <= LONGEST && DITTO.contains(&words.trim(&[' ', '。', '（', '）', '(', ')']).to_string().as_str())
}

/// What a cell of units says; it may hold labels, verbs and a time of its own.
pub(crate) fn units<'t>(role: Role, words: Passage<'t>, said: &mut Said<'t>) {
    let own = lists::read(words);
    let told = own.lists.iter().any(|list| !matches!(list.role, Role::Bare));
    if told || !own.times.is_empty() {
        said.times.extend(own.times);
        let role = |list: &List<'t>| if list.role == Role::Bare { role } else { list.role };
        said.lists.extend(own.lists.into_iter().map(|list| List { role: role(&list), ..list }));
    } else {
        said.lists.push(List { role, names: words, duty: None });
    }
    said.conventions.extend(own.conventions);
}

/// Whether a cell of units names something that looks like one.
pub(crate) fn names_units(words: Passage<'_>) -> bool {
    named::names_units(words) || lists::read(words).lists.iter().any(|list| list.role != Role::Bare)
}
