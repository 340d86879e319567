//! An indicator as it is found, and its name without the words around it.

use chrono::NaiveDate;

use crate::figure::Figure;
use crate::text::Passage;
use duban_domain::draft::Value;
use duban_domain::plan::Comparator;

/// Words before a name that are no part of it.
const LEADS: &[&str] = &[
    "确保", "力争", "努力", "实现", "其中", "推动", "使", "要", "争取", "全年", "年内", "预计", "基本", "将", "到",
    "；",
];
/// Words behind a name that are no part of it.
const ENDS: &[&str] = &["分别", "均", "力争", "要", "应", "总体", "实现", "确保", "全部", "都", "将", "进一步"];

/// An indicator as it was found, before date and scope of its sentence are added.
#[derive(Debug, Clone)]
pub(super) struct Found<'t> {
    /// What is measured.
    pub(super) name: String,
    /// How the value binds.
    pub(super) op: Comparator,
    /// Number or range; none for a direction.
    pub(super) value: Option<Value>,
    /// The unit of the value.
    pub(super) unit: Option<String>,
    /// Qualifiers around the figure.
    pub(super) qualifiers: Vec<&'static str>,
    /// What it is compared with.
    pub(super) baseline: Option<String>,
    /// Whom it covers, where the clause itself says so.
    pub(super) scope: Option<Vec<String>>,
    /// The words it was read from.
    pub(super) quote: Passage<'t>,
    /// Whether it counts what is made: the next clause may go on with the list.
    pub(super) made: bool,
    /// Whether the words do not say on which side of the figure it is good to be.
    pub(super) vague: bool,
    /// By when, where a year stands right before the figure: 2026年95%.
    pub(super) due: Option<NaiveDate>,
    /// Its place among figures of one name, and how many there are: 分别达到60%、80%.
    pub(super) nth: Option<(usize, usize)>,
}

impl<'t> Found<'t> {
    /// What a figure says, before the words around it are read.
    pub(super) fn of(figure: &Figure, name: String, op: Comparator, quote: Passage<'t>) -> Self {
        Found {
            name,
            op,
            value: Some(figure.value),
            unit: figure.unit.clone(),
            qualifiers: figure.more.into_iter().collect(),
            baseline: None,
            scope: None,
            quote,
            made: false,
            vague: false,
            due: None,
            nth: None,
        }
    }
}

/// The name without the words around it.
pub(super) fn named(head: Passage<'_>) -> Passage<'_> {
    let mut name = head;
    while let Some(rest) = name.strip_prefix(LEADS).or_else(|| behind_year(name)) {
        name = rest;
    }
    while let Some((rest, _)) = name.strip_suffix(ENDS) {
        name = rest;
    }
    name
}

/// 2025年企业成本 without the year.
fn behind_year(name: Passage<'_>) -> Option<Passage<'_>> {
    let year = name.chars().iter().take(4).filter(|c| c.is_ascii_digit()).count();
    name.from(name.start() + year).strip_prefix(&["年"]).filter(|_| year == 4)
}
