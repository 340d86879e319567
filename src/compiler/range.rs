//! What joins the two ends of a range, of time as well as of figures: 3—5月, 7～10天, 2024至2026年.

/// The marks and words, longer ones first.
use crate::text::Terms;
pub(super) const UNTIL: &Terms = &Terms::new(&["——", "—", "-", "－", "–", "―", "─", "～", "~", "至", "到"]);
