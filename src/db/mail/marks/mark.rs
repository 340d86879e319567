//! What is to be marked of mails, and what that changes of their rows.

use chrono::NaiveDateTime;
use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::AstPass;
use diesel::serialize::ToSql;
use diesel::sql_types::{HasSqlType, Timestamp};
use serde::Serialize;

use crate::db::DbResult;
use crate::db::mail::held::Hold;
use crate::db::mail::mail_texts::Frozen;
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

/// A mark as SQLite's statement reads it.
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
    /// The mail's key.
    pub(crate) fn id(&self) -> MailId {
        self.hold().id
    }

    /// Where the mail stands once it is marked.
    pub(crate) fn stands(&self) -> MailState {
        match self {
            Self::Handing(..) => MailState::Handed,
            Self::Taken(_) => MailState::Accepted,
        }
    }

    /// What is to be kept of what it says.
    pub(super) fn fresh(&self) -> Option<&'a Frozen> {
        match *self {
            Self::Handing(_, fresh) => fresh,
            Self::Taken(_) => None,
        }
    }

    /// In whose hands it is.
    pub(super) fn hold(&self) -> &'a Hold {
        let (Self::Handing(hold, _) | Self::Taken(hold)) = *self;
        hold
    }

    fn row(&self) -> Row<'a> {
        let (hold, state, frozen) = (self.hold(), self.stands(), self.fresh());
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

/// Marks as SQLite's statement reads them, in JSON.
pub(super) fn rows(marks: &[Mark<'_>]) -> DbResult<String> {
    let rows: Vec<Row<'_>> = marks.iter().map(Mark::row).collect();
    Ok(serde_json::to_string(&rows).map_err(|error| diesel::result::Error::SerializationError(error.into()))?)
}

/// What is changed of each mail by its `mark`.
pub(super) fn push_changes<'b, DB>(pass: &mut AstPass<'_, 'b, DB>, now: &'b NaiveDateTime) -> QueryResult<()>
where
    DB: Backend + HasSqlType<Timestamp>,
    NaiveDateTime: ToSql<Timestamp, DB>,
{
    for before in [
        "UPDATE mails SET state = mark.state, owner = CASE WHEN mark.taken = 1 THEN NULL ELSE mails.owner END, \
         handed_at = CASE WHEN mark.taken = 1 THEN mails.handed_at ELSE ",
        " END, finished_at = CASE WHEN mark.taken = 1 THEN ",
        // A time yet to come is of a clock that has been set back.
        " ELSE mails.finished_at END, last_error = CASE WHEN mark.taken = 1 THEN NULL ELSE mails.last_error END, \
         first_tried_at = CASE WHEN mails.first_tried_at <= ",
        " THEN mails.first_tried_at ELSE ",
    ] {
        pass.push_sql(before);
        pass.push_bind_param::<Timestamp, _>(now)?;
    }
    pass.push_sql(
        " END, to_address = coalesce(mark.to_address, mails.to_address), subject = coalesce(mark.subject, mails.subject)",
    );
    Ok(())
}
