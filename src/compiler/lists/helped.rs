//! Which of the names before a verb it speaks of: 市甲局，市乙局指导; 各县政府，市甲局牵头; 平川县、清水县；市甲局统筹.

use crate::named::{AROUND, names_units};
use crate::roles::Role;
use crate::sentence::split_outside;
use crate::text::Passage;

/// 市甲局，市乙局指导: the first who are named do not help, those behind the last comma do.
pub(super) fn helped<'t>(role: Role, names: Passage<'t>) -> (Option<Passage<'t>>, Passage<'t>) {
    let runs = split_outside(names, &['，', ',', '；', ';']);
    match runs.as_slice() {
        [_, .., last] if helps(role, names, *last) || is_parted(names, *last) => {
            let others = names.to(last.start()).trim(AROUND);
            let both = (is_parted(names, *last) || names_units(others)) && names_units(*last);
            if both { (Some(others), *last) } else { (None, names) }
        }
        _ => (None, names),
    }
}

/// Whether a verb of this role speaks of the last names alone: 市甲局，市乙局指导; 各县（区）政府，市甲局牵头.
fn helps(role: Role, names: Passage<'_>, last: Passage<'_>) -> bool {
    let leads = role == Role::Lead && names.starts_with("各") && !last.starts_with("各");
    leads || matches!(role, Role::Support | Role::Guide)
}

/// 平川县、清水县；市甲局统筹: a semicolon parts what the last does from the others.
fn is_parted(names: Passage<'_>, last: Passage<'_>) -> bool {
    matches!(names.before(last.start()), Some('；' | ';'))
}
