//! The words of a report.

use super::typed;

typed! {
    /// A field of a report: a page of A4, or nothing.
    #[derive(Default)]
    ReportWords: MaybeLines, 4_000
}

impl ReportWords {
    /// What is stored: it was looked at when it was typed, an older program may have let pass what is refused today.
    pub fn stored(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
