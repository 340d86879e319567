//! The month's table as it was sent: a value a row in each field, what is ticked beside rows, and which button.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::Deserialize;
use serde::de::Error as _;
use serde::de::value::{Error, MapDeserializer};

use crate::actions::{ActionError, FileRow, NotFiled, SubmitReport, TypedReport, typed_round};
use crate::domain::id::{ObligationId, PostId};
use crate::domain::period::Period;
use crate::views::{MonthRows, MonthWanted, MyWork};

/// The values of each field, in the order of the page.
type Columns = BTreeMap<String, Vec<String>>;

/// More rows than a page of ours has are no form of ours.
const MOST_ROWS: usize = 500;

/// Fields that a row sends only where they are ticked, with its obligation as value; the last by the page before a month is filed, of the
/// rows that it files, for whoever shows the form again.
const TICKS: [&str; 4] = ["no_change", "leave_out", "even", "news"];

/// Fields that stand once on a page: all that is unchanged is filed too, the button, whom the page acts for, the month of the table.
const ONCE: [&str; 4] = ["even_all", "then", "post", "month"];

/// The month's table as typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Columns")]
pub(crate) struct MonthForm {
    rows: Vec<Row>,
    /// Files whatever is unchanged.
    pub(super) even_all: bool,
    /// The button.
    then: String,
    /// Whom its page acts for.
    pub(super) post: Option<PostId>,
    /// The month of its table.
    pub(super) month: Option<Period>,
}

/// A row of it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: ObligationId,
    version: i32,
    /// What its page was drawn with, in marks.
    prefilled: String,
    /// The month of the round that it answers; empty where the rule decides.
    round: String,
    pub(super) report: TypedReport,
    /// Left for another time.
    pub(super) left_out: bool,
    /// Filed even where it is unchanged.
    pub(super) even_unchanged: bool,
}

impl MonthForm {
    /// The button.
    pub(super) fn then(&self) -> &str {
        &self.then
    }

    /// The rows that its page shows.
    pub(super) fn shown(&self) -> MonthWanted {
        MonthWanted { month: self.month, rows: MonthRows::These(self.rows.iter().map(|row| row.id).collect()) }
    }

    /// The row of an obligation.
    pub(super) fn row(&self, id: ObligationId) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    /// Every row as it is to be filed. On an error the key is the obligation of the row that cannot be used.
    pub(super) fn rows(&self, submit: bool) -> Result<Vec<FileRow>, NotFiled> {
        let file = |row: &Row| {
            let report = row.wish(submit).map_err(|error| (Some(row.id), error))?;
            Ok(FileRow { report, even_unchanged: row.even_unchanged || self.even_all })
        };
        self.rows.iter().map(file).collect()
    }

    /// The same without the rows that are left for another time, and those as they are kept.
    pub(super) fn chosen(&self) -> Result<(Vec<FileRow>, Vec<SubmitReport>), NotFiled> {
        let (left_out, chosen) = self.rows.iter().cloned().partition(|row| row.left_out);
        let of = |rows: Vec<Row>| Self { rows, ..self.clone() };
        let left_out = of(left_out).rows(false)?.into_iter().map(|row| row.report).collect();
        Ok((of(chosen).rows(true)?, left_out))
    }

    /// Puts what was typed back into the table, beside what is stored where somebody was faster. Answers with the row that was refused, as a
    /// message names it.
    pub(super) fn show_again(&self, work: &mut MyWork, refused: Option<ObligationId>) -> Option<String> {
        let mut named = None;
        for shown in &mut work.month {
            let id = shown.item.row.obligation.id;
            shown.refused = Some(id) == refused;
            if shown.refused {
                named = Some(format!("{} {}", shown.item.row.task(), shown.item.row.obligation.deliverable));
            }
            let Some(row) = self.row(id) else { continue };
            shown.keep(&row.report, &row.prefilled, row.version != shown.item.row.obligation.version);
            shown.left_out = row.left_out;
        }
        named
    }
}

impl Row {
    fn wish(&self, submit: bool) -> Result<SubmitReport, ActionError> {
        let (obligation_id, version) = (self.id, Some(self.version));
        let (report, round) = (self.report.read()?, typed_round(&self.round)?);
        Ok(SubmitReport { obligation_id, version, report, keeps_evidence: true, submit, round })
    }
}

impl TryFrom<Columns> for MonthForm {
    type Error = Error;

    /// Fails where a field has not one value a row.
    fn try_from(mut columns: Columns) -> Result<Self, Error> {
        let [no_change, left_out, even, _] = TICKS.map(|name| columns.remove(name).unwrap_or_default());
        let (no_change, left_out, even) = (keys(&no_change)?, keys(&left_out)?, keys(&even)?);
        let [even_all, then, post, month] = ONCE.map(|name| columns.remove(name).unwrap_or_default());
        let (ids, versions) = (column(&columns, "id")?, column(&columns, "version")?);
        columns.remove("form_secret");
        if ids.len() > MOST_ROWS {
            return Err(Error::custom("more rows than a page has"));
        }
        if columns.values().any(|column| column.len() != ids.len()) {
            return Err(Error::custom("a field has not one value a row"));
        }
        let rows = ids.into_iter().zip(versions).enumerate().map(|(at, (id, version))| {
            let mut report = typed_in(&columns, at)?;
            report.no_change = no_change.contains(&id).then(String::new);
            let (left_out, even_unchanged) = (left_out.contains(&id), even.contains(&id) || no_change.contains(&id));
            let of = |name: &str| columns.get(name).and_then(|column| column.get(at)).cloned().unwrap_or_default();
            let (prefilled, round) = (of("prefilled"), of("round"));
            Ok(Row { id, version, prefilled, round, report, left_out, even_unchanged })
        });
        let (even_all, then) = (!even_all.is_empty(), then.into_iter().next().unwrap_or_default());
        let post = post.first().and_then(|post| post.parse().ok());
        let month = month.first().and_then(|month| month.parse().ok());
        Ok(Self { rows: rows.collect::<Result<_, Error>>()?, even_all, then, post, month })
    }
}

/// The report of a row: its value of each field.
fn typed_in(columns: &Columns, row: usize) -> Result<TypedReport, Error> {
    let values = columns.iter().filter_map(|(name, values)| Some((name.as_str(), values.get(row)?.as_str())));
    TypedReport::deserialize(MapDeserializer::new(values))
}

/// The values of a field that every row has.
fn column<T: FromStr>(columns: &Columns, name: &str) -> Result<Vec<T>, Error> {
    let values = columns.get(name).map(Vec::as_slice).unwrap_or_default();
    values.iter().map(|value| value.parse().map_err(|_| Error::custom("no number"))).collect()
}

/// The rows that ticked a field.
fn keys(values: &[String]) -> Result<BTreeSet<ObligationId>, Error> {
    values.iter().map(|value| value.parse().map_err(|_| Error::custom("no key"))).collect()
}
