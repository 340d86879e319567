//! What mails say, as it was frozen at the first attempt of each: written once, read where the same bytes leave again and where
//! somebody looks at a mail.

use std::sync::Arc;

use diesel::prelude::*;
use diesel::upsert::excluded;

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
    let texts = (
        mail_texts::mail_id.eq(mail_id),
        mail_texts::body_text.eq(&frozen.body_text),
        mail_texts::body_html.eq(&frozen.body_html),
        mail_texts::raw.eq(&*frozen.raw),
    );
    on_either!(connection, c => diesel::insert_into(mail_texts::table)
        .values(texts)
        .on_conflict(mail_texts::mail_id)
        .do_update()
        .set((
            mail_texts::body_text.eq(excluded(mail_texts::body_text)),
            mail_texts::body_html.eq(excluded(mail_texts::body_html)),
            mail_texts::raw.eq(excluded(mail_texts::raw)),
        ))
        .execute(c))?;
    Ok(())
}

/// Forgets what a mail says.
pub(super) fn forget(connection: &mut DbConnection, mail_id: MailId) -> DbResult<()> {
    diesel::delete(mail_texts::table.find(mail_id)).execute(connection)?;
    Ok(())
}

/// The whole message of a mail; `None` where it was never frozen.
pub fn message(connection: &mut DbConnection, mail_id: MailId) -> DbResult<Option<String>> {
    Ok(mail_texts::table.find(mail_id).select(mail_texts::raw).first(connection).optional()?)
}

/// Its text part and its HTML part; `None` where it was never frozen.
pub fn parts(connection: &mut DbConnection, mail_id: MailId) -> DbResult<Option<(String, String)>> {
    let parts = mail_texts::table.find(mail_id).select((mail_texts::body_text, mail_texts::body_html));
    Ok(parts.first(connection).optional()?)
}
