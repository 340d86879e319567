//! How many rows a list has, as far as anybody counts.

/// How many rows there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counted {
    /// As many as were counted.
    pub rows: i64,
    /// Whether there are more.
    pub or_more: bool,
}

/// So many rows are counted at most: nobody goes through ten million for a number that nobody reads.
pub(super) const MOST_COUNTED: i64 = 10_000;

/// Counts the rows of a query, which is made twice since a boxed one can be neither copied nor counted and then read: in whatever
/// order is the fastest, by a column that is read of one of them.
macro_rules! counted {
    ($connection:expr, $rows:expr, $column:expr) => {{
        use crate::db::counted::{Counted, MOST_COUNTED};
        let behind = $rows.offset(MOST_COUNTED).limit(1).select($column);
        let or_more = !behind.load::<i64>($connection)?.is_empty();
        let count = || $rows.select(diesel::dsl::count_star());
        let rows = if or_more { MOST_COUNTED } else { count().get_result($connection)? };
        Counted { rows, or_more }
    }};
}
pub(super) use counted;
