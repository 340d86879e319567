//! What a coordinator types while reviewing a draft. The bounds are those of what documents hold: a title may be a
//! sentence, a measure a page or two.

use super::typed;

typed! {
    /// The title of a task, or the heading of a measure inside it.
    Title: Line, 500
}

typed! {
    /// The text of a measure; a row of a table keeps its tabs.
    MeasureText: Table, 20_000
}

typed! {
    /// What must be there.
    Deliverable: Lines, 2_000
}

typed! {
    /// A few words of a sentence: 于6月底前, 微克/立方米, 力争, 较上年.
    Phrase: Line, 200
}

typed! {
    /// What is measured.
    IndicatorName: Line, 500
}

typed! {
    /// Names of units, joined by 、 or one a line.
    NameList: Lines, 4_000
}
