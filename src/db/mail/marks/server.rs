//! The statement by which PostgreSQL marks mails: it asks whether this program may write, changes what is in these hands, takes as told
//! what those carry that were taken, and keeps what is frozen anew.

use chrono::NaiveDateTime;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Text, Timestamp};

use super::mark::{Mark, push_changes};
use crate::db::among::{Among, among_on};
use crate::db::dialect::Engine;
use crate::db::mail::mail_texts::IN_PLACE;
use crate::db::migrate::admitted;
use crate::db::schema::{mails, notices};
use crate::domain::id::MailId;

/// What mails say, column by column.
#[derive(Clone, Default)]
struct Texts<'a> {
    mails: Vec<MailId>,
    bodies: Vec<&'a str>,
    pages: Vec<&'a str>,
    raws: Vec<&'a str>,
}

impl<'a> Texts<'a> {
    /// What is to be kept.
    fn of(marks: &[Mark<'a>]) -> Self {
        let mut texts = Self::default();
        for (mail, frozen) in marks.iter().filter_map(|mark| Some((mark.id(), mark.fresh()?))) {
            texts.mails.push(mail);
            texts.bodies.push(&frozen.body_text);
            texts.pages.push(&frozen.body_html);
            texts.raws.push(&frozen.raw);
        }
        texts
    }
}

/// The statement: one text where nothing is to be kept and one where something is, each prepared once.
#[derive(Clone)]
pub(super) struct Marking<'a> {
    /// In JSON.
    rows: &'a str,
    /// Their keys once more: PostgreSQL takes JSON for a hundred rows, and would not look for each.
    which: Among<mails::id>,
    carry: Among<notices::mail_id>,
    now: NaiveDateTime,
    fresh: Texts<'a>,
}

impl<'a> Marking<'a> {
    /// For these marks, of which those are the rows.
    pub(super) fn of(rows: &'a str, marks: &[Mark<'a>], now: NaiveDateTime) -> Self {
        let ids: Vec<MailId> = marks.iter().map(Mark::id).collect();
        let which = among_on(Engine::Postgres, mails::id, &ids);
        let carry = among_on(Engine::Postgres, notices::mail_id, &ids);
        Self { rows, which, carry, now, fresh: Texts::of(marks) }
    }
}

impl QueryId for Marking<'_> {
    type QueryId = ();

    // It is known by its text.
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Query for Marking<'_> {
    type SqlType = BigInt;
}

impl<D> RunQueryDsl<D> for Marking<'_> {}

impl QueryFragment<Pg> for Marking<'_> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("WITH marked AS (");
        push_changes(&mut pass, &self.now)?;
        pass.push_sql(" FROM json_to_recordset(CAST(");
        pass.push_bind_param::<Text, str>(self.rows)?;
        // Said so that no index of what is in hand does for it: PostgreSQL would go through all of that whenever there was little
        // of it when it was counted last. What is taken at this fence is what this statement marked before.
        pass.push_sql(
            " AS json)) AS mark (id bigint, owner text, fence integer, taken integer, state text, to_address text, subject text) \
             WHERE mails.id = mark.id AND mails.fence = mark.fence AND (mails.owner IS NOT DISTINCT FROM mark.owner \
             OR (mark.taken = 1 AND mails.owner IS NULL AND mails.state = mark.state)) AND ",
        );
        self.which.walk_ast(pass.reborrow())?;
        pass.push_sql(" AND ");
        pass.push_sql(&admitted());
        pass.push_sql(" RETURNING mails.id, mark.taken), told AS (UPDATE notices SET settled_at = ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(
            " FROM marked WHERE marked.taken = 1 AND notices.mail_id = marked.id AND notices.settled_at IS NULL AND ",
        );
        self.carry.walk_ast(pass.reborrow())?;
        pass.push_sql(")");
        if !self.fresh.mails.is_empty() {
            self.keep(&mut pass)?;
        }
        pass.push_sql(" SELECT id FROM marked");
        Ok(())
    }
}

impl Marking<'_> {
    /// Keeps what those say that were marked.
    fn keep<'b>(&'b self, pass: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        let Texts { mails, bodies, pages, raws } = &self.fresh;
        pass.push_sql(
            ", kept AS (INSERT INTO mail_texts (mail_id, body_text, body_html, raw) \
             SELECT said.id, said.body_text, said.body_html, said.raw FROM marked, unnest(CAST(",
        );
        // Their types are said, so that whoever asks how the statement is planned need not guess them.
        pass.push_bind_param::<Array<BigInt>, _>(mails)?;
        pass.push_sql(" AS bigint[])");
        for column in [bodies, pages, raws] {
            pass.push_sql(", CAST(");
            pass.push_bind_param::<Array<Text>, _>(column)?;
            pass.push_sql(" AS text[])");
        }
        pass.push_sql(") AS said (id, body_text, body_html, raw) WHERE said.id = marked.id");
        pass.push_sql(IN_PLACE);
        pass.push_sql(")");
        Ok(())
    }
}
