//! The shape of every list.

use serde::Serialize;
use utoipa::ToSchema;

use crate::db::counted::Counted;

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct List<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// The `cursor` of the next page; `null` on the last.
    pub next: Option<String>,
    /// How many rows there are on all pages, as far as they were counted.
    pub total: usize,
    /// Whether there are more than that: 10,000 are counted.
    pub total_capped: bool,
}

impl<T> List<T> {
    /// A page of a list, and how many rows that has.
    pub(super) fn page(items: Vec<T>, next: Option<String>, total: Counted) -> Self {
        Self { items, next, total: usize::try_from(total.rows).unwrap_or_default(), total_capped: total.or_more }
    }

    /// A list that comes whole.
    pub(super) fn whole(items: Vec<T>) -> Self {
        Self { next: None, total: items.len(), total_capped: false, items }
    }
}
