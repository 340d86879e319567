//! The levels of headings, and what opens one.

use duban_domain::draft::TaskNumber;

/// The levels of headings, outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// 第一章.
    Chapter,
    /// 第一节.
    Division,
    /// 一、.
    Part,
    /// 第一条.
    Article,
    /// （一）.
    Section,
    /// 1.
    Task,
    /// 1.1.
    Point,
    /// 1.1.1.
    Subpoint,
}

/// The number of a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Marker {
    /// Which level it opens.
    pub(crate) level: Level,
    /// The number as printed, without the point or comma after it: 一, （一）, 1, 第一条.
    pub(crate) number: String,
    /// How many characters it takes.
    pub(crate) len: usize,
}

impl Marker {
    /// The number as a task's: plain where it is one.
    pub(crate) fn task_number(&self) -> TaskNumber {
        self.number.parse().map_or_else(|_| TaskNumber::Written(self.number.clone()), TaskNumber::Plain)
    }
}

/// Whether a character is a Chinese numeral of a heading.
pub(crate) fn is_numeral(ch: char) -> bool {
    matches!(ch, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '零' | '〇')
}
