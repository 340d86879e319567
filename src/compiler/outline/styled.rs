//! Headings without numbers that the file itself tells: a style of Word, a # of Markdown.

use crate::heading::{self, Level, Marker};
use crate::table::{self, Layout};
use crate::text::Passage;

/// A heading is not longer.
const HEADING: usize = 40;

/// How the depths of a document's headings are levels.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Styled {
    /// The depth of the outermost below the title.
    base: usize,
}

impl Styled {
    /// Of these lines, of which the first is the title where it is a heading.
    pub(super) fn of(lines: &[Passage<'_>], layout: &Layout) -> Self {
        let depth = |line: &Passage<'_>| layout.depth(line.span());
        Styled { base: lines.iter().skip(1).filter_map(depth).min().unwrap_or(0) }
    }

    /// The marker of a heading without a number.
    pub(super) fn marker(self, line: Passage<'_>, layout: &Layout) -> Option<Marker> {
        let depth = layout.depth(line.span())?;
        let plain = line.len() <= HEADING && !line.contains_any(&["。", "；", "："]) && !table::is_row(line);
        let level = match depth.saturating_sub(self.base) {
            0 => Level::Part,
            1 => Level::Section,
            _ => Level::Task,
        };
        let marker = Marker { level, number: String::new(), len: 0 };
        (plain && heading::item(line).is_none()).then_some(marker)
    }
}

/// 专栏1 重点工程: what stands below it in a frame belongs to no task.
pub(super) fn is_box(line: Passage<'_>) -> bool {
    const LONGEST: usize = 30;
    let number = line.strip_prefix(&["专栏"]).and_then(|rest| rest.chars().first().copied());
    let numbered = number.is_none_or(|c| c.is_ascii_digit() || heading::is_numeral(c) || c == '：');
    line.starts_with("专栏") && numbered && line.len() <= LONGEST && !line.contains_any(&["。", "，"])
}
