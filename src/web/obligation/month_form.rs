//! The month's table as it was sent: a value a row in each field, and which button.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use serde::Deserialize;
use serde::de::Error as _;
use serde::de::value::{Error, MapDeserializer};

use crate::actions::{ActionError, SubmitReport, TypedReport};
use crate::domain::id::ObligationId;
use crate::views::MyWork;

/// The values of each field, in the order of the page.
type Columns = BTreeMap<String, Vec<String>>;

/// Fields that a row sends only where they are ticked, with its obligation as value; and the button.
const NOT_A_ROW_EACH: [&str; 3] = ["no_change", "leave_out", "then"];

/// The month's table as typed.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Columns")]
pub(crate) struct MonthForm {
    rows: Vec<Row>,
    /// The button.
    then: String,
}

/// A row of it.
#[derive(Debug, Clone)]
struct Row {
    id: ObligationId,
    version: i32,
    report: TypedReport,
    /// Left for another time.
    left_out: bool,
}

impl MonthForm {
    /// Whether the reports are handed in, not only kept.
    pub(super) fn submits(&self) -> bool {
        self.then == "submit"
    }

    /// The rows that say something; a blank row, and one that is ticked to be left out, is left for later. On an error the key
    /// is the obligation of the row that cannot be used.
    pub(super) fn wishes(&self) -> Result<Vec<SubmitReport>, (Option<ObligationId>, ActionError)> {
        let wanted = self.rows.iter().filter(|row| row.report.says_something() && !row.left_out);
        wanted.map(|row| row.wish(self.submits()).map_err(|error| (Some(row.id), error))).collect()
    }

    /// Puts what was typed back into the table; the message names the row.
    pub(super) fn show_again(&self, work: &mut MyWork, refused: Option<ObligationId>, reason: &str) -> String {
        let mut message = reason.to_owned();
        for shown in &mut work.month {
            let id = shown.item.row.obligation.id;
            shown.refused = Some(id) == refused;
            if shown.refused {
                message = format!("{} {}：{reason}", shown.item.row.task(), shown.item.row.obligation.deliverable);
            }
            // A row that a colleague has handed in meanwhile shows what is in.
            if let Some(row) = self.rows.iter().find(|row| row.id == id).filter(|_| !shown.reported) {
                shown.report = row.report.clone();
                shown.left_out = row.left_out;
            }
        }
        message
    }
}

impl Row {
    fn wish(&self, submit: bool) -> Result<SubmitReport, ActionError> {
        let (obligation_id, version) = (self.id, Some(self.version));
        Ok(SubmitReport { obligation_id, version, report: self.report.read()?, keeps_evidence: true, submit })
    }
}

impl TryFrom<Columns> for MonthForm {
    type Error = Error;

    /// Fails where a field has not one value a row.
    fn try_from(mut columns: Columns) -> Result<Self, Error> {
        let [no_change, left_out, then] = NOT_A_ROW_EACH.map(|name| columns.remove(name).unwrap_or_default());
        let (no_change, left_out) = (keys(&no_change)?, keys(&left_out)?);
        let (ids, versions) = (column(&columns, "id")?, column(&columns, "version")?);
        columns.remove("form_secret");
        if columns.values().any(|column| column.len() != ids.len()) {
            return Err(Error::custom("a field has not one value a row"));
        }
        let rows = ids.into_iter().zip(versions).enumerate().map(|(at, (id, version))| {
            let mut report = typed_in(&columns, at)?;
            report.no_change = no_change.contains(&id).then(String::new);
            Ok(Row { id, version, report, left_out: left_out.contains(&id) })
        });
        Ok(Self { rows: rows.collect::<Result<_, Error>>()?, then: then.into_iter().next().unwrap_or_default() })
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
