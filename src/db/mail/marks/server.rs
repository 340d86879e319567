//! The statement by which PostgreSQL marks mails: it asks whether this program may write, changes what is in these hands, takes as told
//! what those carry that were taken, and keeps what is frozen anew.

use chrono::NaiveDateTime;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamp};

use super::mark::{Mark, push_changes};
use crate::db::among::{Among, among_on};
use crate::db::dialect::Engine;
use crate::db::mail::mail_texts::IN_PLACE;
use crate::db::migrate::admitted;
use crate::db::schema::mails;
use crate::domain::id::MailId;
use crate::domain::mail::MailState;

/// What is to be marked, column by column.
#[derive(Clone, Default)]
struct Columns<'a> {
    ids: Vec<MailId>,
    owners: Vec<&'a str>,
    fences: Vec<i32>,
    taken: Vec<i32>,
    states: Vec<MailState>,
    addresses: Vec<Option<&'a str>>,
    subjects: Vec<Option<&'a str>>,
}

impl<'a> Columns<'a> {
    fn of(marks: &[Mark<'a>]) -> Self {
        let mut columns = Self::default();
        for mark in marks {
            let (hold, fresh) = (mark.hold(), mark.fresh());
            columns.ids.push(hold.id);
            columns.owners.push(&hold.owner);
            columns.fences.push(hold.fence);
            columns.taken.push(i32::from(mark.stands() == MailState::Accepted));
            columns.states.push(mark.stands());
            columns.addresses.push(fresh.map(|fresh| fresh.to_address.as_str()));
            columns.subjects.push(fresh.map(|fresh| fresh.subject.as_str()));
        }
        columns
    }
}

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
    columns: Columns<'a>,
    /// Their keys once more: PostgreSQL might not look for each of what it is given in columns.
    which: Among<mails::id>,
    now: NaiveDateTime,
    fresh: Option<Texts<'a>>,
}

impl<'a> Marking<'a> {
    /// For these marks.
    pub(super) fn of(marks: &[Mark<'a>], now: NaiveDateTime) -> Self {
        let columns = Columns::of(marks);
        let which = among_on(Engine::Postgres, mails::id, &columns.ids);
        let fresh = Some(Texts::of(marks)).filter(|texts| !texts.mails.is_empty());
        Self { columns, which, now, fresh }
    }

    /// Both texts of it, by which nothing is marked.
    pub(super) fn of_nothing(now: NaiveDateTime) -> [Self; 2] {
        let nothing = Self::of(&[], now);
        [Self { fresh: Some(Texts::default()), ..nothing.clone() }, nothing]
    }
}

impl QueryFragment<Pg> for Columns<'_> {
    // Their types are said, so that whoever asks how the statement is planned need not guess them.
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        pass.push_sql("CAST(");
        pass.push_bind_param::<Array<BigInt>, _>(&self.ids)?;
        pass.push_sql(" AS bigint[]), CAST(");
        pass.push_bind_param::<Array<Text>, _>(&self.owners)?;
        pass.push_sql(" AS text[])");
        for numbers in [&self.fences, &self.taken] {
            pass.push_sql(", CAST(");
            pass.push_bind_param::<Array<Integer>, _>(numbers)?;
            pass.push_sql(" AS integer[])");
        }
        pass.push_sql(", CAST(");
        pass.push_bind_param::<Array<Text>, _>(&self.states)?;
        pass.push_sql(" AS text[])");
        for said in [&self.addresses, &self.subjects] {
            pass.push_sql(", CAST(");
            pass.push_bind_param::<Array<Nullable<Text>>, _>(said)?;
            pass.push_sql(" AS text[])");
        }
        Ok(())
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
        pass.push_sql(" FROM unnest(");
        self.columns.walk_ast(pass.reborrow())?;
        // Said so that no index of what is in hand does for it: PostgreSQL would go through all of that whenever there was little
        // of it when it was counted last. What is taken at this fence is what this statement marked before.
        pass.push_sql(
            ") AS mark (id, owner, fence, taken, state, to_address, subject) \
             WHERE mails.id = mark.id AND mails.fence = mark.fence AND (mails.owner IS NOT DISTINCT FROM mark.owner \
             OR (mark.taken = 1 AND mails.owner IS NULL AND mails.state = mark.state)) AND ",
        );
        self.which.walk_ast(pass.reborrow())?;
        pass.push_sql(" AND ");
        pass.push_sql(&admitted());
        pass.push_sql(" RETURNING mails.id, mark.taken), told AS (UPDATE notices SET settled_at = ");
        pass.push_bind_param::<Timestamp, _>(&self.now)?;
        pass.push_sql(
            " FROM marked WHERE marked.taken = 1 AND notices.mail_id = marked.id AND notices.settled_at IS NULL)",
        );
        if let Some(texts) = &self.fresh {
            keep(texts, &mut pass)?;
        }
        pass.push_sql(" SELECT id FROM marked");
        Ok(())
    }
}

/// Keeps what those say that were marked.
fn keep<'b>(texts: &'b Texts<'_>, pass: &mut AstPass<'_, 'b, Pg>) -> QueryResult<()> {
    let Texts { mails, bodies, pages, raws } = texts;
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
