//! Whose turn it is, in SQL.

/// That time runs against the unit, as [`clock_runs`] has it of [`clock_status`]: a claim of 不涉及 stops nothing until it is
/// decided. It names no list: its statement is prepared once.
///
/// [`clock_runs`]: crate::domain::obligation::due::clock_runs
/// [`clock_status`]: crate::domain::obligation::due::clock_status
macro_rules! runs {
    () => {{
        use crate::domain::obligation::due::RUNNING;
        let [first, second, third] = RUNNING;
        let status = |status| obligations::status.eq(status);
        let claimed =
            status(crate::domain::obligation::Status::Submitted).and(obligations::claimed_not_applicable.eq(true));
        status(first).or(status(second)).or(status(third)).or(claimed)
    }};
}
pub(in crate::db) use runs;
