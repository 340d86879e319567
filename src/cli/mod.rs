//! Floor 4, the command line: reads arguments, calls the library, prints.

pub mod compile;
pub mod draft_text;

/// Why a command was refused, in one line.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// A file could not be read.
    #[error("读不了 {path}：{reason}")]
    Unreadable {
        /// The file.
        path: String,
        /// What is wrong with it.
        reason: String,
    },
    /// The output could not be written.
    #[error("写不出结果：{0}")]
    Output(#[from] std::io::Error),
}
