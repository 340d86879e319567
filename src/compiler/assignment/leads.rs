//! Whether a list says who leads.

use crate::lists::List;
use crate::roles::Role;
use crate::sentence::opens_note;

/// Whether somebody leads by a list: it says so of all or of one, 市甲局（牵头）、市乙局.
pub(super) fn leads(list: &List<'_>, mark: Option<char>) -> bool {
    let told = |at: usize| {
        let framed = list.names.before(at).is_some_and(opens_note);
        framed && list.names.matches_any(at, &["牵头", "总牵头", "主办"]).is_some()
    };
    let marked = mark.is_some_and(|mark| list.names.chars().contains(&mark));
    list.role == Role::Lead || marked || (list.names.start()..list.names.end()).any(told)
}
