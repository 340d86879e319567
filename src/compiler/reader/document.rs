//! What a reader makes of a file.

use duban_domain::draft::Problem;

/// The text of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadDocument {
    /// The text; line ends are `\n`.
    pub text: String,
    /// What could not be read in it; spans count in the text.
    pub problems: Vec<Problem>,
}

impl From<String> for ReadDocument {
    fn from(text: String) -> Self {
        ReadDocument { text, problems: Vec::new() }
    }
}
