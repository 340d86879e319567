//! Where mails stand whose messages leave: about to be handed over, taken. All of them are marked by one statement. On a server that
//! is all there is to do; on an embedded database others settle what those carry that were taken, and keep what is frozen.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::mail_texts;
use crate::db::notice::notices;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;

mod embedded;
mod mark;
mod server;

pub(crate) use mark::Mark;

/// Marks mails, and takes as told what those carry that were taken; the keys of those that are in these hands.
///
/// On a server it may be a transaction by itself, and may run twice: it marks nothing where this program must not write, and a mail that
/// it has marked as taken before is still one of those.
pub(crate) fn mark(connection: &mut DbConnection, marks: &[Mark<'_>], now: NaiveDateTime) -> DbResult<Vec<MailId>> {
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let marked: Vec<MailId> = match connection {
        DbConnection::Postgres(c) => return Ok(server::Marking::of(marks, now).load(c)?),
        DbConnection::Sqlite(c) => embedded::Marking { rows: &mark::rows(marks)?, now }.load(c)?,
    };
    settle_taken(connection, marks, &marked, now)?;
    let fresh = marks.iter().filter_map(|mark| Some((mark.id(), mark.fresh()?)));
    mail_texts::keep_all(connection, &fresh.filter(|(id, _)| marked.contains(id)).collect::<Vec<_>>())?;
    Ok(marked)
}

/// Has a server plan the statement in both its forms; nothing is marked.
pub(crate) fn rehearse(connection: &mut DbConnection, now: NaiveDateTime) -> DbResult<Vec<MailId>> {
    let DbConnection::Postgres(c) = connection else { return Ok(Vec::new()) };
    let mut marked = Vec::new();
    for statement in server::Marking::of_nothing(now) {
        marked = statement.load(c)?;
    }
    Ok(marked)
}

/// Takes as told what those carry that were taken.
fn settle_taken(
    connection: &mut DbConnection,
    marks: &[Mark<'_>],
    marked: &[MailId],
    now: NaiveDateTime,
) -> DbResult<()> {
    let taken = marks.iter().filter(|mark| matches!(mark, Mark::Taken(_))).map(Mark::id);
    let taken: Vec<MailId> = taken.filter(|id| marked.contains(id)).collect();
    if !taken.is_empty() {
        notices::settle_mails(connection, &taken, now)?;
    }
    Ok(())
}
