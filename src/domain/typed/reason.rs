//! 理由.

use super::typed;

typed! {
    /// Why something is returned, claimed, refused, opened again or taken out: never blank. It is mailed to everybody
    /// whom it concerns, so half a page is enough.
    Reason: Lines, 2_000
}
