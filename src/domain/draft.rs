//! What the compiler says of a document: the draft plan, before anybody has confirmed it.
//!
//! The shape is that of `duban compile --format json`. Only what is written stands here: no
//! year-end defaults, no fan-out. Importing (`actions::import_plan`) adds those.

mod open;
mod span;
mod value;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::plan::{Comparator, MilestoneKind, Severity};

pub use open::{Open, Undecided};
pub use span::Span;
pub use value::{NoValue, Value};

/// A whole draft: the document, what was read from it and what was doubtful.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Title, year and region of the plan.
    pub plan: PlanHead,
    /// The text that all spans count in.
    pub document: Document,
    /// The numbered tasks in the order of the document.
    pub tasks: Vec<DraftTask>,
    /// The rows of the annex table of targets by city; the region's own row (全区) included.
    pub city_targets: Vec<CityTarget>,
    /// Every unit named, once, with the names it was written by.
    pub units: Vec<DraftUnit>,
    /// What was uncertain or mended, in the order of the document.
    pub problems: Vec<Problem>,
    /// Where title, headings and the heads of tables stand; a heading that opens a measure's text is in both.
    #[serde(default)]
    pub headings: Vec<Span>,
    /// Where the lines of the annex stand.
    #[serde(default)]
    pub annex: Vec<Span>,
    /// What belongs to no measure, heading or annex, in the order of the document.
    #[serde(default)]
    pub leftovers: Vec<Leftover>,
}

/// The head of a plan.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanHead {
    /// The title without OCR white space.
    pub title: String,
    /// The year the plan is for; `None` where the document names none.
    pub year: Option<i32>,
    /// The last year, where the plan is for several: 2024—2026年.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_year: Option<i32>,
    /// The full name of the region (广西壮族自治区), where it is known.
    pub region: Option<String>,
    /// Indicators of the general part: the targets of the whole region.
    pub indicators: Vec<DraftIndicator>,
}

/// The document as it was read: decoded, without what nobody sees, otherwise untouched.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The decoded text, line ends as `\n`, OCR defects included.
    pub text: String,
}

/// A numbered task (任务) under its section (章节).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftTask {
    /// The section's number in full-width brackets: `（一）`; empty where there is none.
    pub section: String,
    /// The section's heading.
    pub section_title: String,
    /// The task's number, as a string where it is no plain number.
    pub number: TaskNumber,
    /// The task's title.
    pub title: String,
    /// The measures, one for each responsibility note.
    pub measures: Vec<DraftMeasure>,
}

/// A task's number: `1`, or `"1-2"` where it is no plain number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TaskNumber {
    /// A plain number.
    Plain(u32),
    /// Anything else, as written.
    Written(String),
}

impl std::fmt::Display for TaskNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TaskNumber::Plain(n) => n.fmt(f),
            TaskNumber::Written(s) => s.fmt(f),
        }
    }
}

/// A measure (措施): a paragraph of a task with its own responsibility note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftMeasure {
    /// Position in the task, from 1.
    pub index: u32,
    /// The heading of this measure inside its task, where it has one.
    pub subtitle: Option<String>,
    /// The cleaned text that the note governs, without subtitle and note. A task's title that is a sentence of the
    /// text, closed by a full stop, is the first sentence of its first measure; see [`body`].
    pub text: String,
    /// Where the measure stands in the document, such a title and its note included.
    pub span: Span,
    /// 牵头单位, as full names, in the order written.
    pub lead: Vec<String>,
    /// 配合单位.
    pub support: Vec<String>,
    /// 责任单位; groups stay groups (各设区市人民政府).
    pub responsible: Vec<String>,
    /// 指导单位: they guide and owe nothing.
    #[serde(default)]
    pub guide: Vec<String>,
    /// Where only some cities are responsible (相关设区市): the cities that the measure names, by short name,
    /// for a coordinator to confirm.
    #[serde(default)]
    pub proposed: Vec<String>,
    /// What else the note says (按职责负责); empty where nothing.
    pub notes: String,
    /// How far the work is, by the table that it was read from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<DraftProgress>,
    /// Time phrases with what must be there by then.
    pub milestones: Vec<DraftMilestone>,
    /// Numeric or directional targets.
    pub indicators: Vec<DraftIndicator>,
}

/// The text of a measure without the title that it may open with.
pub fn body<'t>(text: &'t str, title: &str) -> &'t str {
    let behind = text.strip_prefix(title).and_then(|rest| rest.strip_prefix(['。', '.'])).map(str::trim_start);
    behind.filter(|rest| !rest.is_empty()).unwrap_or(text)
}

/// How far a measure is, by a running ledger (台账).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftProgress {
    /// The word for its state, as written: 已完成; empty where there is none.
    pub state: String,
    /// Whether that word says that it is done with.
    pub closed: bool,
    /// What was done so far, in words; empty where nothing is said.
    pub words: String,
}

/// A milestone (时间节点) as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftMilestone {
    /// The time phrase as written: `于2024年6月底前`.
    pub phrase: String,
    /// The date it means; `None` where no calendar date is written.
    pub due: Option<NaiveDate>,
    /// What kind of time phrase it is.
    pub kind: MilestoneKind,
    /// What must be there.
    pub deliverable: String,
    /// Who owes it: short city names, 各设区市, 相关设区市, 全区, or the subject as written.
    pub owed_by: Vec<String>,
    /// Where the clause stands in the document.
    pub span: Span,
}

/// An indicator (指标) as written.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DraftIndicator {
    /// What is measured.
    pub name: String,
    /// How the value binds.
    pub op: Comparator,
    /// The number, a range, or `null` for a direction without a number.
    pub value: Option<Value>,
    /// The unit of the value: `%`, `微克/立方米`; `None` for a bare direction.
    pub unit: Option<String>,
    /// 力争, 左右, 以上, joined by `|` where there are several; empty where none.
    pub qualifier: Option<String>,
    /// What it is compared with: 较上年, 比2020年.
    pub baseline: Option<String>,
    /// By when, where a date is written.
    pub due: Option<NaiveDate>,
    /// Whom or what it covers.
    pub scope: Vec<String>,
    /// The words it was read from.
    pub quote: String,
    /// Where the quote stands in the document.
    pub span: Span,
}

/// A row of the annex table: `{"city": "南宁", "优良天数比率": 96.4, …}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CityTarget {
    /// The city's short name, or 全区.
    pub city: String,
    /// Target by column name (without the unit).
    #[serde(flatten)]
    pub targets: BTreeMap<String, f64>,
}

impl CityTarget {
    /// What a key of [`CityTarget::targets`] measures, and the year where it has one: 达标率（2025年）.
    pub fn measured(key: &str) -> (&str, Option<i32>) {
        let dated = || {
            let (name, year) = key.strip_suffix("年）")?.split_once('（')?;
            Some((name, Some(year.parse().ok()?)))
        };
        dated().unwrap_or((key, None))
    }
}

/// A unit named in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftUnit {
    /// The full name: 自治区发展改革委.
    pub name: String,
    /// The names it was written by.
    pub aliases: Vec<String>,
}

/// A stretch of the document that nothing was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leftover {
    /// Where it stands in the document.
    pub span: Span,
    /// Its words, as written.
    pub quote: String,
}

/// Something doubtful, mended or missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// How much it matters.
    pub severity: Severity,
    /// Where it stands in the document.
    pub span: Span,
    /// What is doubtful and what was assumed, in Chinese.
    pub message: String,
    /// The words it is about.
    pub quote: String,
    /// What it leaves open, where that decides who is chased and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<Open>,
}
