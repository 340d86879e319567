//! The name of a file.

use super::typed;

typed! {
    /// The name of a document that was handed in, without folders: file systems keep 255.
    FileName: Line, 255
}
