//! Where mails stand whose messages leave: about to be handed over, taken. All of them are marked by one statement, which settles
//! what those that were taken carry where the engine can do both, and what is frozen of them is kept by another.

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, HasSqlType, Text, Timestamp};

use chrono::NaiveDateTime;
use serde::Serialize;

use super::held::Hold;
use super::mail_texts::{self, Frozen};
use crate::db::among::{Among, among};
use crate::db::dialect::{Engine, on_either};
use crate::db::notice::notices as told;
use crate::db::schema::{mails, notices};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;
use crate::domain::mail::MailState;

/// What is to be marked of a mail.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Mark<'a> {
    /// Its bytes are about to be handed over; they are kept first, where they are new.
    Handing(&'a Hold, Option<&'a Frozen>),
    /// The server has taken it: nobody holds it any more.
    Taken(&'a Hold),
}

/// A mark as the statement reads it.
#[derive(Serialize)]
struct Row<'a> {
    id: MailId,
    owner: &'a str,
    fence: i32,
    taken: i32,
    state: &'a str,
    to_address: Option<&'a str>,
    subject: Option<&'a str>,
}

impl<'a> Mark<'a> {
    fn hold(&self) -> &'a Hold {
        let (Self::Handing(hold, _) | Self::Taken(hold)) = *self;
        hold
    }

    fn row(&self) -> Row<'a> {
        let hold = self.hold();
        let (frozen, state) = match *self {
            Self::Handing(_, frozen) => (frozen, MailState::Handed),
            Self::Taken(_) => (None, MailState::Accepted),
        };
        Row {
            id: hold.id,
            owner: &hold.owner,
            fence: hold.fence,
            taken: i32::from(state == MailState::Accepted),
            state: state.as_str(),
            to_address: frozen.map(|frozen| frozen.to_address.as_str()),
            subject: frozen.map(|frozen| frozen.subject.as_str()),
        }
    }
}

/// Marks mails, and takes as told what those carry that were taken; the keys of those that are in these hands.
pub(crate) fn mark(connection: &mut DbConnection, marks: &[Mark<'_>], now: NaiveDateTime) -> DbResult<Vec<MailId>> {
    if marks.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<Row<'_>> = marks.iter().map(Mark::row).collect();
    let rows = serde_json::to_string(&rows).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    let ids: Vec<MailId> = marks.iter().map(|mark| mark.hold().id).collect();
    let (which, carry) = (among(connection, mails::id, &ids), among(connection, notices::mail_id, &ids));
    let marking = Marking { rows: &rows, which, carry, now, engine: connection.engine() };
    let marked: Vec<MailId> = on_either!(connection, c => marking.load(c))?;
    if connection.engine() == Engine::Sqlite {
        settle_taken(connection, marks, &marked, now)?;
    }
    let fresh = marks.iter().filter_map(|mark| match *mark {
        Mark::Handing(hold, Some(frozen)) if marked.contains(&hold.id) => Some((hold.id, frozen)),
        _ => None,
    });
    mail_texts::keep_all(connection, &fresh.collect::<Vec<_>>())?;
    Ok(marked)
}

/// Takes as told what those carry that were taken.
fn settle_taken(
    connection: &mut DbConnection,
    marks: &[Mark<'_>],
    marked: &[MailId],
    now: NaiveDateTime,
) -> DbResult<()> {
    let taken = marks.iter().filter(|mark| matches!(mark, Mark::Taken(_))).map(|mark| mark.hold().id);
    let taken: Vec<MailId> = taken.filter(|id| marked.contains(id)).collect();
    if !taken.is_empty() {
        told::settle_mails(connection, &taken, now)?;
    }
    Ok(())
}

/// The statement that marks: the same text for any number of mails, so that it is prepared once.
#[derive(Clone)]
struct Marking<'a> {
    /// In JSON.
    rows: &'a str,
    /// Their keys once more: PostgreSQL takes JSON for a hundred rows, and would not look for each.
    which: Among<mails::id>,
    carry: Among<notices::mail_id>,
    now: NaiveDateTime,
    engine: Engine,
}

impl QueryId for Marking<'_> {
    type QueryId = ();

    // What it is called differs between the engines.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Marking<'_> {
    type SqlType = BigInt;
}

impl<D> RunQueryDsl<D> for Marking<'_> {}

impl<DB> QueryFragment<DB> for Marking<'_>
where
    DB: Backend + HasSqlType<Timestamp>,
    str: ToSql<Text, DB>,
    NaiveDateTime: ToSql<Timestamp, DB>,
    Among<mails::id>: QueryFragment<DB>,
    Among<notices::mail_id>: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        // SQLite changes nothing within a query.
        if self.engine == Engine::Postgres {
            pass.push_sql("WITH marked AS (");
        }
        pass.push_sql("UPDATE mails SET state = mark.state, owner = CASE WHEN mark.taken = 1 THEN NULL ELSE mails.owner END, handed_at = CASE WHEN mark.taken = 1 THEN mails.handed_at ELSE ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(" END, finished_at = CASE WHEN mark.taken = 1 THEN ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(
            " ELSE mails.finished_at END, last_error = CASE WHEN mark.taken = 1 THEN NULL ELSE mails.last_error END, ",
        );
        // A time yet to come is of a clock that has been set back.
        pass.push_sql("first_tried_at = CASE WHEN mails.first_tried_at <= ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(" THEN mails.first_tried_at ELSE ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(
            " END, to_address = coalesce(mark.to_address, mails.to_address), subject = coalesce(mark.subject, mails.subject) FROM ",
        );
        match self.engine {
            Engine::Sqlite => {
                pass.push_sql(
                    "(SELECT value ->> 'id' AS id, value ->> 'owner' AS owner, value ->> 'fence' AS fence, value ->> 'taken' AS taken, \
                     value ->> 'state' AS state, value ->> 'to_address' AS to_address, value ->> 'subject' AS subject FROM json_each(",
                );
                pass.push_bind_param::<Text, str>(self.rows)?;
                pass.push_sql(")) AS mark");
            }
            Engine::Postgres => {
                pass.push_sql("json_to_recordset(CAST(");
                pass.push_bind_param::<Text, str>(self.rows)?;
                pass.push_sql(
                    " AS json)) AS mark (id bigint, owner text, fence integer, taken integer, state text, to_address text, subject text)",
                );
            }
        }
        pass.push_sql(" WHERE mails.id = mark.id AND mails.fence = mark.fence AND mails.owner ");
        if self.engine == Engine::Sqlite {
            pass.push_sql("= mark.owner RETURNING mails.id");
            return Ok(());
        }
        // Said so that no index of what is in hand does for it: PostgreSQL would go through all of that whenever there was little
        // of it when it was counted last.
        pass.push_sql("IS NOT DISTINCT FROM mark.owner AND ");
        self.which.walk_ast(pass.reborrow())?;
        pass.push_sql(" RETURNING mails.id, mark.taken), told AS (UPDATE notices SET settled_at = ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(
            " FROM marked WHERE marked.taken = 1 AND notices.mail_id = marked.id AND notices.settled_at IS NULL AND ",
        );
        self.carry.walk_ast(pass.reborrow())?;
        pass.push_sql(") SELECT id FROM marked");
        Ok(())
    }
}
