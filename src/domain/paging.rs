//! Lists in pages: one row more than a page shows tells whether there are more, and a place says where the next page begins.

/// How many rows are read for a page of so many.
pub fn one_more(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX).saturating_add(1)
}

/// The rows of the page out of those that were read ([`one_more`]), and whether there are more behind them.
pub fn page_of<T>(mut read: Vec<T>, rows: usize) -> (Vec<T>, bool) {
    let more = read.len() > rows;
    read.truncate(rows);
    (read, more)
}

/// How many there are beside those that are shown.
pub fn beside(all: i64, shown: usize) -> i64 {
    all.saturating_sub(i64::try_from(shown).unwrap_or(i64::MAX)).max(0)
}

/// A text that is no place of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPlace;

/// The two parts of a place as an address carries it: `2024-06-30_41`.
///
/// # Errors
/// [`NoPlace`] where it has no two.
pub fn parts(text: &str) -> Result<(&str, &str), NoPlace> {
    text.split_once('_').ok_or(NoPlace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_behind_a_page_is_read_and_not_shown() {
        assert_eq!(one_more(2), 3);
        assert_eq!(page_of(vec![1, 2, 3], 2), (vec![1, 2], true));
        assert_eq!(page_of(vec![1, 2], 2), (vec![1, 2], false));
        assert_eq!(one_more(usize::MAX), i64::MAX);
    }

    #[test]
    fn what_is_beside_a_page_is_never_less_than_nothing() {
        assert_eq!((beside(7, 3), beside(3, 3), beside(0, 3)), (4, 0, 0));
    }
}
