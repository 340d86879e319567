//! 电话.

use super::{Fault, typed};

typed! {
    /// How somebody is telephoned, as people write it: several numbers, an extension (0771-1234567转8001).
    Telephone: Line, 60, with_a_digit
}

fn with_a_digit(text: &str) -> Result<(), Fault> {
    if text.chars().any(char::is_numeric) { Ok(()) } else { Err(Fault::NoDigit) }
}
