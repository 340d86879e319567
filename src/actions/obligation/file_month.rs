//! 报送本月调度: a unit files its month at one go, all of it or nothing. What has nothing new to say is filed only where that is
//! wished for, as 无新进展; a look before shows which is which, by the same way as the filing.

use serde_json::json;

use super::submit_report::{SubmitReport, news, report};
use super::take_step::{check_in_play, check_version};
use crate::actions::{ActionError, Actor, Context, Trace, Tx, authorise};
use crate::db::obligation::{obligations, reports, ties};
use crate::domain::id::ObligationId;
use crate::domain::obligation::said::News;
use crate::domain::obligation::step::StepName;
use crate::domain::period::Period;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::strings::Message;

/// A row of the month's table that is to be filed.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// What it says.
    pub report: SubmitReport,
    /// Files it even where it has nothing new to say.
    pub even_unchanged: bool,
}

/// Why a month is not filed, with the obligation that cannot be used where it is one.
pub type NotFiled = (Option<ObligationId>, ActionError);

/// Looks which rows have something new to say. Nothing is filed; whatever would be refused is refused here.
///
/// # Errors
/// As [`file_month`], but that nothing may be left to be filed.
pub fn preview_month(ctx: &Context, actor: &Actor, rows: &[FileRow]) -> Result<Vec<(ObligationId, News)>, NotFiled> {
    let mut place = None;
    let looked = ctx.rehearse(actor, |tx| run(ctx, tx, rows, &mut place).map(|(looked, _)| looked));
    looked.map_err(|error| (place, error))
}

/// Files the rows that have something new to say, and those that are to be filed all the same; how many.
///
/// # Errors
/// [`ActionError::Invalid`] with the field, or where there is nothing to be filed; [`ActionError::Conflict`] where a colleague was
/// faster.
pub fn file_month(ctx: &Context, actor: &Actor, rows: &[FileRow]) -> Result<usize, NotFiled> {
    file_and_keep_month(ctx, actor, rows, &[]).map(|(filed, _)| filed)
}

/// The same, and keeps what is left for another time as drafts, in one go: how many are filed, how many kept. Where something is kept,
/// nothing need be filed.
///
/// # Errors
/// As [`file_month`].
pub fn file_and_keep_month(
    ctx: &Context,
    actor: &Actor,
    rows: &[FileRow],
    left_out: &[SubmitReport],
) -> Result<(usize, usize), NotFiled> {
    let mut place = None;
    let done = ctx.write(actor, |tx| {
        let kept = keep(ctx, tx, left_out, &mut place)?;
        match run(ctx, tx, rows, &mut place)? {
            (_, 0) if kept == 0 => Err(ActionError::invalid("even", Message::new("report.nothing_to_file"))),
            (_, filed) => Ok((filed, kept)),
        }
    });
    done.map_err(|error| (place, error))
}

/// Keeps the rows that are not as they were, as drafts; how many.
///
/// # Errors
/// As [`file_month`].
pub fn keep_month(ctx: &Context, actor: &Actor, rows: &[SubmitReport]) -> Result<usize, NotFiled> {
    let mut place = None;
    let kept = ctx.write(actor, |tx| keep(ctx, tx, rows, &mut place));
    kept.map_err(|error| (place, error))
}

fn keep(
    ctx: &Context,
    tx: &mut Tx<'_>,
    rows: &[SubmitReport],
    place: &mut Option<ObligationId>,
) -> Result<usize, ActionError> {
    let mut kept = 0;
    for row in in_order(rows, |row| row.obligation_id) {
        *place = Some(row.obligation_id);
        look(tx, row)?;
        let before = reports::of(tx.c, &[row.obligation_id])?;
        let shown = before.last().map(|last| last.said());
        if row.report.said_without_evidence().news(shown.as_slice()) == News::New {
            report(ctx, tx, row, None)?;
            kept += 1;
        }
    }
    *place = None;
    Ok(kept)
}

/// What each row has to say, and how many are filed.
fn run(
    ctx: &Context,
    tx: &mut Tx<'_>,
    rows: &[FileRow],
    place: &mut Option<ObligationId>,
) -> Result<(Vec<(ObligationId, News)>, usize), ActionError> {
    let (mut looked, mut filed) = (Vec::new(), Vec::new());
    for row in in_order(rows, |row| row.report.obligation_id) {
        *place = Some(row.report.obligation_id);
        look(tx, &row.report)?;
        let news = news(&row.report, &reports::of(tx.c, &[row.report.obligation_id])?);
        looked.push((row.report.obligation_id, news));
        match news {
            News::New => filed.push(row.report.clone()),
            News::Same if row.even_unchanged => filed.push(unchanged(&row.report)),
            News::Same => {}
        }
    }
    *place = None;
    if let Some(first) = filed.first() {
        let unit = On::Unit(obligations::find(tx.c, first.obligation_id)?.unit_id);
        let detail = json!({"period": Period::of(tx.today), "reports": filed.len()});
        let filing = tx.record(&Trace { detail, ..Trace::new(Verb::FileMonth, unit) })?;
        for wish in &filed {
            *place = Some(wish.obligation_id);
            report(ctx, tx, wish, Some(filing))?;
        }
    }
    Ok((looked, filed.len()))
}

/// Rows are taken in one order, whatever the page's is: two who file at once wait for each other and do not stand in each
/// other's way.
fn in_order<T>(rows: &[T], key: impl Fn(&T) -> ObligationId) -> Vec<&T> {
    let mut rows: Vec<&T> = rows.iter().collect();
    rows.sort_by_key(|row| key(row));
    rows
}

/// Whether the actor may report on it at all, and has seen what is stored.
fn look(tx: &mut Tx<'_>, row: &SubmitReport) -> Result<(), ActionError> {
    let obligation = obligations::find(tx.c, row.obligation_id)?;
    let ties = ties::of_obligation(tx.c, &obligation)?;
    authorise(tx.actor, Right::Report, &ties)?;
    check_in_play(tx, &obligation, row.version, StepName::SaveReport)?;
    check_version(row.version, obligation.version)
}

fn unchanged(row: &SubmitReport) -> SubmitReport {
    let mut row = row.clone();
    row.report.no_change = true;
    row
}
