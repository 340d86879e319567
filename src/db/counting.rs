//! Counters in rows that stand at the last number their column takes: PostgreSQL refuses the next one, SQLite stores what
//! nobody can read. What counts stays there; what only has to differ from before begins anew.

/// One more in a column, or as many as it takes.
macro_rules! one_more {
    ($column:expr) => {
        diesel::dsl::case_when($column.lt(i32::MAX), $column + 1).otherwise($column)
    };
}

/// So many more in a large column, or as many as it takes; of a number that is not negative.
macro_rules! more {
    ($column:expr, $by:expr) => {
        diesel::dsl::case_when($column.lt(i64::MAX - $by), $column + $by).otherwise($column)
    };
}

/// One less in a column, or as few as it takes.
macro_rules! one_less {
    ($column:expr) => {
        diesel::dsl::case_when($column.gt(i32::MIN), $column - 1).otherwise($column)
    };
}

/// Another one than before in a column that is only compared: after the last one comes 0.
macro_rules! another {
    ($column:expr) => {
        diesel::dsl::case_when($column.lt(i32::MAX), $column + 1).otherwise(0)
    };
}

pub(super) use {another, more, one_less, one_more};

/// The place after the last of those that are taken, in order; where there is none after it, the first that is free.
pub(super) fn next_place(taken: &[i32]) -> i32 {
    let Some(last) = taken.last() else { return 0 };
    last.checked_add(1).or_else(|| (0..i32::MAX).find(|place| taken.binary_search(place).is_err())).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn behind_the_last_place_there_is_the_first_free_one_is_taken() {
        assert_eq!(next_place(&[]), 0);
        assert_eq!(next_place(&[0, 1, 7]), 8);
        assert_eq!(next_place(&[0, 1, i32::MAX]), 2);
    }
}
