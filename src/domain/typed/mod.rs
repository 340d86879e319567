//! What people type, by noun: a value of one of these types is a text that may be stored, shown and mailed.
//!
//! Every text is trimmed, in Unicode's composed form (NFC), no longer than its kind needs, and free of characters that
//! nobody sees: controls, marks that turn the direction of writing, zero-width ones without a function. What is not is
//! refused with the character and its place ([`Fault`]), never mended in silence. Pages, calls, tables and the command
//! line read through these types; the compiler knows the same characters ([`unfit`]).

mod call;
mod character;
mod day;
mod draft_words;
mod email_address;
mod fault;
mod file_name;
mod lookup;
mod number;
mod person_name;
mod reason;
mod report_words;
mod shape;
mod telephone;

pub use call::{CallAnswer, OnceKey, SpokeWith};
pub use character::{Unfit, composed, unfit};
pub use day::{Day, LAST_DAY, NoDay, UNREADABLE, UNREADABLE_DATE, is_usable};
pub use draft_words::{Deliverable, IndicatorName, MeasureText, NameList, Phrase, Title};
pub use email_address::EmailAddress;
pub use fault::{Fault, Place};
pub use file_name::FileName;
pub use lookup::{SearchWords, UnitName, as_compared};
pub use number::{NoWhole, Whole, half_width};
pub use person_name::PersonName;
pub use reason::Reason;
pub use report_words::ReportWords;
pub use shape::{recognised, said_by_others, visible};
pub use telephone::Telephone;

/// Declares a kind of text: its shape, how many characters at most, and where it has one, a rule of its own.
macro_rules! typed {
    ($(#[$meta:meta])* $name:ident: $shape:ident, $most:expr $(, $rule:path)?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// So many characters at most.
            pub const MOST: usize = $most;

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, given away.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl TryFrom<&str> for $name {
            type Error = $crate::typed::Fault;

            fn try_from(text: &str) -> Result<Self, Self::Error> {
                let text = $crate::typed::shape::said(text, $crate::typed::shape::Shape::$shape, $most)?;
                $($rule(&text)?;)?
                Ok(Self(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}
pub(super) use typed;

#[cfg(test)]
mod tests;
