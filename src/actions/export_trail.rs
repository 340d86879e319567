//! 导出审计日志: whoever takes a copy of the trail stands in it, with what was asked for.

use serde_json::json;

use super::{ActionError, Actor, Context, Trace, rights};
use crate::db::obligation::ties;
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};

/// Writes down that a copy is taken, by these filters: name and what was typed, those that are empty left out.
///
/// # Errors
/// [`ActionError::Forbidden`] for everybody but the audit administrator.
pub fn export_trail(ctx: &Context, actor: &Actor, filters: &[(&str, &str)]) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        rights::authorise(actor, Right::SeeAudit, &ties::office(tx.c)?)?;
        let filters: serde_json::Map<_, _> =
            filters.iter().map(|(name, typed)| ((*name).to_owned(), (*typed).into())).collect();
        tx.trace(&Trace { detail: json!({"filters": filters}), ..Trace::new(Verb::ExportTrail, On::Trail) })
    })
}
