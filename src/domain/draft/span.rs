//! Where something stands in a document.

use serde::{Deserialize, Serialize};

/// Where something stands in [`super::Document::text`]: first character and the one after the last,
/// counted in Unicode characters. Serialised as `[start, end]`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span(pub usize, pub usize);

impl Span {
    /// Its two columns.
    pub fn columns(self) -> (i64, i64) {
        let column = |place: usize| i64::try_from(place).unwrap_or(i64::MAX);
        (column(self.0), column(self.1))
    }

    /// That of two columns; what stands before the document begins with it.
    pub fn of_columns(start: i64, end: i64) -> Self {
        let place = |column: i64| usize::try_from(column).unwrap_or_default();
        Self(place(start), place(end))
    }

    /// Whether nothing stands there: what the document has no place for.
    pub fn is_empty(self) -> bool {
        self.0 >= self.1
    }

    /// What stands there, as far as the text goes.
    pub fn cut(self, text: &[char]) -> String {
        let within = |place: usize| place.min(text.len());
        text.get(within(self.0)..within(self.1)).unwrap_or_default().iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_cuts_what_is_there_whatever_its_columns_say() {
        let text: Vec<char> = "甲乙丙丁".chars().collect();
        let cut = |start, end| Span::of_columns(start, end).cut(&text);
        assert_eq!([cut(1, 3), cut(-4, 2), cut(2, 99)], ["乙丙", "甲乙", "丙丁"]);
        assert_eq!([cut(3, 1), cut(9, 12), cut(2, 2)], ["", "", ""]);
        assert_eq!(Span::of_columns(1, 3).columns(), (1, 3));
        assert!(Span(3, 1).is_empty() && !Span(1, 3).is_empty());
    }
}
