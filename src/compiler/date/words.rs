//! Words behind a date, and between two.

/// Words behind a date that bind it.
pub(super) const TRAILS: &[&str] = &["以前", "之前", "前", "止"];
/// Words behind a date that make it a beginning: 3月底以后.
pub(super) const BEGINNINGS: &[&str] = &["以后", "以後", "之后", "后", "後", "起"];
/// What joins the beginning and the end of a stretch of time: 3—5月.
pub(super) const UNTIL: &[&str] = &["——", "—", "-", "－", "–", "～", "~", "至", "到"];
