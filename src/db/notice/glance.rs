//! What a tick looks at first: one statement for all of it.

use chrono::NaiveDateTime;
use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::db::beats::{FAILING_FROM, FAILING_TO, SCHEDULER};
use crate::db::schema::{beats, mails, obligation_words, rules_rev, unreadable_dates};
use crate::db::{DbConnection, DbResult};

/// What a tick finds at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub(crate) struct Glance {
    /// The revision of the rules; `None` where nobody has made any.
    pub rev: Option<i64>,
    /// When the clock last looked, in UTC.
    pub ticked_at: Option<NaiveDateTime>,
    /// A date was moved out of the way because nobody can read it.
    pub dates_moved: bool,
    /// An obligation has no text by which it is found.
    pub unread: bool,
    /// A plan failed the last time.
    pub failing: bool,
    /// A round of the clock ended before it had sealed its mails.
    pub unsealed: bool,
}

/// One statement for all that a tick looks at before it looks at what is due.
pub(crate) fn glance(connection: &mut DbConnection) -> DbResult<Glance> {
    let failing = beats::table.filter(beats::name.ge(FAILING_FROM).and(beats::name.lt(FAILING_TO)));
    Ok(diesel::select((
        rules_rev::table.select(rules_rev::rev).single_value(),
        beats::table.filter(beats::name.eq(SCHEDULER)).select(beats::at).single_value(),
        exists(unreadable_dates::table.select(unreadable_dates::table_name)),
        exists(obligation_words::table.filter(obligation_words::text_id.is_null())),
        exists(failing),
        exists(mails::table.filter(not(mails::sealed))),
    ))
    .get_result(connection)?)
}
