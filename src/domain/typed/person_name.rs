//! 姓名.

use super::{Fault, typed};

typed! {
    /// The name of a person, in one line: the longest names with their dots (买买提·吐尔逊) have some thirty characters.
    PersonName: Line, 50, of_one_alphabet
}

/// Latin letters among Cyrillic or Greek ones look like a name that is somebody else's.
fn of_one_alphabet(name: &str) -> Result<(), Fault> {
    let latin = name.chars().any(|c| c.is_ascii_alphabetic());
    let alike = name.chars().any(|c| matches!(c, '\u{370}'..='\u{52f}'));
    if latin && alike { Err(Fault::MixedAlphabets) } else { Ok(()) }
}
