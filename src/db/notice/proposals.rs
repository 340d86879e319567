//! Proposals: what the ladder leaves to people, and how they decided.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::dialect::on_either;
use crate::db::schema::{people, proposals};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{ObligationId, PersonId, ProposalId};
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::proposal::{ProposalState, read_options};

/// A proposal to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = proposals)]
pub struct NewProposal<'a> {
    /// What it is about.
    pub obligation_id: ObligationId,
    /// Its revision of dates.
    pub due_rev: i32,
    /// `+10`.
    pub rung: &'a str,
    /// The words of what may be chosen, joined by 、.
    pub options: &'a str,
    /// The local date.
    pub proposed_on: NaiveDate,
    /// Proposed.
    pub state: ProposalState,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
}

/// A proposal as stored, with the name of whoever decided.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Proposal {
    /// Key.
    pub id: ProposalId,
    /// What it is about.
    pub obligation_id: ObligationId,
    /// Its revision of dates.
    pub due_rev: i32,
    /// `+10`.
    pub rung: String,
    /// The words of what may be chosen, joined by 、.
    pub options: String,
    /// The local date.
    pub proposed_on: NaiveDate,
    /// Where it stands.
    pub state: ProposalState,
    /// What was chosen.
    pub choice: Option<ProposalKind>,
    /// What was remarked.
    pub remark: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When, in UTC.
    pub decided_at: Option<NaiveDateTime>,
}

impl Proposal {
    /// What may be chosen.
    pub fn options(&self) -> Vec<ProposalKind> {
        read_options(&self.options)
    }

    /// Whether nobody has decided yet.
    pub fn is_open(&self) -> bool {
        self.state == ProposalState::Proposed
    }
}

/// How somebody decided.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = proposals)]
pub struct Decided<'a> {
    /// Confirmed or declined.
    pub state: ProposalState,
    /// What was chosen.
    pub choice: Option<ProposalKind>,
    /// What was remarked.
    pub remark: Option<&'a str>,
    /// Who.
    pub decided_by: Option<PersonId>,
    /// Now, in UTC.
    pub decided_at: Option<NaiveDateTime>,
}

/// Stores a proposal unless that rung of that revision has one; whether it is new.
pub fn insert_if_new(connection: &mut DbConnection, proposal: &NewProposal<'_>) -> DbResult<bool> {
    let inserted = on_either!(connection, c => diesel::insert_into(proposals::table)
        .values(proposal)
        .on_conflict((proposals::obligation_id, proposals::due_rev, proposals::rung))
        .do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// The proposal of that key.
pub fn find(connection: &mut DbConnection, id: ProposalId) -> DbResult<Proposal> {
    load(connection, Wanted::One(id))?.pop().ok_or(crate::db::DbError::NotFound)
}

/// The proposals about some obligations, those about each the oldest first.
pub fn of(connection: &mut DbConnection, obligation_ids: &[ObligationId]) -> DbResult<Vec<Proposal>> {
    in_parts(obligation_ids, |ids| load(connection, Wanted::About(ids)))
}

enum Wanted<'a> {
    One(ProposalId),
    About(&'a [ObligationId]),
}

fn load(connection: &mut DbConnection, wanted: Wanted<'_>) -> QueryResult<Vec<Proposal>> {
    let query = proposals::table.left_join(people::table).order(proposals::id);
    let query = query.select((
        proposals::id,
        proposals::obligation_id,
        proposals::due_rev,
        proposals::rung,
        proposals::options,
        proposals::proposed_on,
        proposals::state,
        proposals::choice,
        proposals::remark,
        people::name.nullable(),
        proposals::decided_at,
    ));
    let query = query.into_boxed();
    let query = match wanted {
        Wanted::One(id) => query.filter(proposals::id.eq(id)),
        Wanted::About(ids) => query.filter(proposals::obligation_id.eq_any(ids.to_vec())),
    };
    query.load(connection)
}

/// Stores a decision; false where somebody was faster.
pub fn decide(connection: &mut DbConnection, id: ProposalId, decided: &Decided<'_>) -> DbResult<bool> {
    let open = proposals::table.filter(proposals::id.eq(id).and(proposals::state.eq(ProposalState::Proposed)));
    Ok(diesel::update(open).set(decided).execute(connection)? == 1)
}
