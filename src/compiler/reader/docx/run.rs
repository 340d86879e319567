//! Whether text is read: not what is struck through, deleted or hidden.

use super::styles::Styles;
use crate::reader::left_out::Why;
use crate::reader::xml::Element;

/// What the properties of a run say, and whether a change that is still open deletes it.
#[derive(Debug, Default)]
pub(super) struct Run {
    hidden: bool,
    /// Whether it says itself that it is struck through, or not.
    struck: Option<bool>,
    /// The same of its own style.
    styled: Option<bool>,
    /// How deep in what is deleted.
    deleted: usize,
    /// Whether a change has put something in that was not told yet; it is told once.
    inserted: Inserted,
}

/// Whether changes that are still open put something in.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Inserted {
    #[default]
    Nothing,
    Open,
    Told,
}

impl Run {
    /// A run begins or ends: nothing of the last one counts.
    pub(super) fn reset(&mut self) {
        *self = Run { deleted: self.deleted, inserted: self.inserted, ..Run::default() };
    }

    /// What is deleted begins.
    pub(super) fn open_deleted(&mut self) {
        self.deleted += 1;
    }

    /// What is deleted ends.
    pub(super) fn close_deleted(&mut self) {
        self.deleted = self.deleted.saturating_sub(1);
    }

    /// What is put in by a change that is still open begins.
    pub(super) fn open_inserted(&mut self) {
        if self.inserted == Inserted::Nothing {
            self.inserted = Inserted::Open;
        }
    }

    /// Whether a text is the first that such a change puts in.
    pub(super) fn tells_inserted(&mut self, text: &str) -> bool {
        let first = self.inserted == Inserted::Open && !text.trim().is_empty();
        if first {
            self.inserted = Inserted::Told;
        }
        first
    }

    /// Whether a change that is still open deletes it.
    pub(super) fn is_deleted(&self) -> bool {
        self.deleted > 0
    }

    /// Takes what an element of its properties says.
    pub(super) fn take(&mut self, element: &Element<'_>, styles: &Styles) {
        match element.name() {
            "vanish" => self.hidden = element.is_on(),
            "strike" | "dstrike" => self.struck = Some(element.is_on() || self.struck == Some(true)),
            "rStyle" => self.styled = element.value().and_then(|style| styles.is_struck(Some(&style))),
            _ => {}
        }
    }

    /// Why its text is not read; none where it is. `style` is that of its paragraph.
    pub(super) fn left_out(&self, style: Option<&str>, styles: &Styles) -> Option<Why> {
        let struck = || self.struck.or(self.styled).or_else(|| styles.is_struck(style)).unwrap_or(false);
        match () {
            () if self.is_deleted() => Some(Why::Deleted),
            () if self.hidden => Some(Why::Hidden),
            () => struck().then_some(Why::Struck),
        }
    }
}
