//! What is left out of a document.

use crate::text::Terms;

/// Elements that hold nothing to be read: what was moved away, how it was before a change, field codes, the second of two
/// ways to draw the same thing, and the reading aids over characters.
pub(super) const SKIPPED: &Terms = &Terms::new(&[
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "Fallback",
    "pPrChange",
    "rPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "sectPrChange",
    "numberingChange",
    "sectPr",
    "rt",
    "tblPr",
    "tblGrid",
]);
