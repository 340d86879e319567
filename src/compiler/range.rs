//! What joins the two ends of a range, of time as well as of figures: 3—5月, 7～10天, 2024至2026年.

use crate::text::Terms;

/// The marks and words, longer ones first.
pub(super) const UNTIL: &Terms = &Terms::new(&["——", "—", "-", "－", "–", "―", "─", "～", "~", "至", "到"]);
