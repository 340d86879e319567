//! Which notices mails carry, asked once for several mails.

use diesel::prelude::*;

use crate::db::among::among;
use crate::db::notice::about::About;
use crate::db::schema::notices;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::{MailId, PersonId, UnitId};
use crate::domain::person::Role;

/// A notice, as the mail that carries it sees it.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Carried {
    /// The mail.
    pub mail_id: MailId,
    /// What it is about.
    pub about: About,
    /// The revision of the obligation's dates that it is about.
    pub due_rev: i32,
    /// The rung as stored.
    pub rung: String,
    /// For which post, and who held it.
    #[diesel(embed)]
    pub told: ToldAs,
}

/// As what somebody is told of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Queryable)]
pub struct ToldAs {
    /// The unit of the post.
    pub unit_id: UnitId,
    /// The post's role.
    pub role: Role,
    /// Who; `None` where the post was vacant.
    pub person_id: Option<PersonId>,
}

impl Carried {
    /// Whether its rung stands behind a date: what only such a one was about is no matter of a date to come.
    pub fn is_behind(&self) -> bool {
        self.rung.starts_with('+')
    }
}

/// The notices of some mails, in the order they were queued.
pub fn carried(connection: &mut DbConnection, mail_ids: &[MailId]) -> DbResult<Vec<Carried>> {
    // In the order of their keys PostgreSQL may go through all notices there are: they are put in it here.
    let mut found: Vec<(i64, Carried)> = notices::table
        .filter(among(connection, notices::mail_id, mail_ids))
        .select((
            notices::id,
            (
                notices::mail_id.assume_not_null(),
                About::as_select(),
                notices::due_rev,
                notices::rung,
                (notices::unit_id, notices::role, notices::person_id),
            ),
        ))
        .load(connection)?;
    found.sort_by_key(|(id, _)| *id);
    Ok(found.into_iter().map(|(_, notice)| notice).collect())
}
