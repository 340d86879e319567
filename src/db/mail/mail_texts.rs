//! What mails say, as it was frozen at the first attempt of each: written once, read where the same bytes leave again and where
//! somebody looks at a mail.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::backend::Backend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::serialize::ToSql;
use diesel::sql_types::{BigInt, Text};

use crate::db::among::among;
use crate::db::dialect::on_either;
use crate::db::schema::mail_texts;
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;

/// What is frozen at the first attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The address.
    pub to_address: String,
    /// The subject.
    pub subject: String,
    /// The text part.
    pub body_text: String,
    /// The HTML part.
    pub body_html: String,
    /// The whole message, in ASCII.
    pub raw: Arc<str>,
}

/// Keeps what a mail says, in place of what it said before.
pub(super) fn keep(connection: &mut DbConnection, mail_id: MailId, frozen: &Frozen) -> DbResult<()> {
    keep_all(connection, &[(mail_id, frozen)])
}

/// The same for several mails, [`TEXTS`] a statement.
pub(super) fn keep_all(connection: &mut DbConnection, texts: &[(MailId, &Frozen)]) -> DbResult<()> {
    for texts in texts.chunks(TEXTS) {
        on_either!(connection, c => Keep { texts }.execute(c))?;
    }
    Ok(())
}

/// In place of what it said before.
pub(super) const IN_PLACE: &str = " ON CONFLICT (mail_id) DO UPDATE SET \
                                   body_text = excluded.body_text, body_html = excluded.body_html, raw = excluded.raw";

/// So many texts are kept by a statement at most: there is one for each number, and every connection prepares what it needs.
const TEXTS: usize = 32;

/// Its statement, of which only the values differ: prepared once for each connection. diesel prepares every upsert anew.
#[derive(Clone, Copy)]
struct Keep<'a> {
    texts: &'a [(MailId, &'a Frozen)],
}

impl QueryId for Keep<'_> {
    type QueryId = ();

    // It is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<D> RunQueryDsl<D> for Keep<'_> {}

impl<DB: Backend> QueryFragment<DB> for Keep<'_>
where
    MailId: ToSql<BigInt, DB>,
    str: ToSql<Text, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        let mut before = "INSERT INTO mail_texts (mail_id, body_text, body_html, raw) VALUES (";
        for (mail_id, frozen) in self.texts {
            pass.push_sql(std::mem::replace(&mut before, "), ("));
            pass.push_bind_param::<BigInt, _>(mail_id)?;
            for text in [&*frozen.body_text, &*frozen.body_html, &*frozen.raw] {
                pass.push_sql(", ");
                pass.push_bind_param::<Text, str>(text)?;
            }
        }
        pass.push_sql(")");
        pass.push_sql(IN_PLACE);
        Ok(())
    }
}

/// Forgets what a mail says.
pub(super) fn forget(connection: &mut DbConnection, mail_id: MailId) -> DbResult<()> {
    diesel::delete(mail_texts::table.find(mail_id)).execute(connection)?;
    Ok(())
}

/// The whole messages of some mails; those that were never frozen are left out.
pub fn messages(connection: &mut DbConnection, mail_ids: &[MailId]) -> DbResult<HashMap<MailId, String>> {
    let these = mail_texts::table.filter(among(connection, mail_texts::mail_id, mail_ids));
    let rows: Vec<(MailId, String)> = these.select((mail_texts::mail_id, mail_texts::raw)).load(connection)?;
    Ok(rows.into_iter().collect())
}

/// Its text part and its HTML part; `None` where it was never frozen.
pub fn parts(connection: &mut DbConnection, mail_id: MailId) -> DbResult<Option<(String, String)>> {
    let parts = mail_texts::table.find(mail_id).select((mail_texts::body_text, mail_texts::body_html));
    Ok(parts.first(connection).optional()?)
}
