//! The heading that a task stands under.

use crate::outline::Node;
use crate::sentence::first_sentence;
use crate::text::Passage;

/// Its number; empty where it has none.
pub(super) fn number_of(node: Option<&Node<'_>>) -> String {
    node.and_then(|n| n.marker.as_ref()).map(|m| m.number.clone()).unwrap_or_default()
}

/// Its words.
pub(super) fn title_of(node: Option<&Node<'_>>) -> String {
    node.and_then(|n| n.paragraphs.first()).map(|p| heading_text(*p)).unwrap_or_default()
}

/// The first sentence of a heading.
pub(super) fn heading_text(heading: Passage<'_>) -> String {
    first_sentence(heading).map(Passage::brief).unwrap_or_default()
}
