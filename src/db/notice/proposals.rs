//! Proposals: what the ladder and people propose, and how people decided.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::about::AboutProposal;
use crate::db::dialect::on_either;
use crate::db::obligation::running::runs;
use crate::db::obligation::tally::{Within, within};
use crate::db::obligation::wanted::of_plans;
use crate::db::schema::{obligations, people, plans, proposals};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{ObligationId, PersonId, ProposalId};
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::plan::PlanState;
use crate::domain::proposal::{ProposalState, read_options};

/// A proposal to be stored.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = proposals)]
pub struct NewProposal<'a> {
    /// What it is about.
    #[diesel(embed)]
    pub about: AboutProposal,
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
    /// Who proposed it; `None` for the ladder.
    pub proposed_by: Option<PersonId>,
    /// Why; `None` for the ladder.
    pub reason: Option<&'a str>,
}

/// The rung of what people propose: no rung of the ladder, one of its own for each.
const BY_PEOPLE: &str = "people/";

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
    /// Who proposed it; `None` for the ladder.
    pub proposed_by: Option<PersonId>,
    /// Why; `None` for the ladder.
    pub reason: Option<String>,
}

impl Proposal {
    /// Whether a person proposed it: the ladder neither waits for it nor counts it as climbed.
    pub fn is_by_people(&self) -> bool {
        self.proposed_by.is_some()
    }

    /// Whether a unit may know of it: it was decided, and taken up.
    pub fn is_decided_upon(&self) -> bool {
        self.state == ProposalState::Confirmed
    }

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

/// Stores what a person proposes about an obligation that is held: they are numbered in the order in which they come.
///
/// # Errors
/// [`crate::db::DbError::Duplicate`] where the same waits for a decision.
pub fn insert_by_people(connection: &mut DbConnection, proposal: &NewProposal<'_>) -> DbResult<ProposalId> {
    let of_one = proposals::obligation_id.eq(proposal.about.obligation_id).and(proposals::due_rev.eq(proposal.due_rev));
    let before: i64 =
        proposals::table.filter(of_one.and(proposals::proposed_by.is_not_null())).count().get_result(connection)?;
    let rung = format!("{BY_PEOPLE}{}", before + 1);
    let row = NewProposal { rung: &rung, ..proposal.clone() };
    Ok(diesel::insert_into(proposals::table).values(&row).returning(proposals::id).get_result(connection)?)
}

/// The proposal of that key.
pub fn find(connection: &mut DbConnection, id: ProposalId) -> DbResult<Proposal> {
    load(connection, Wanted::One(id))?.pop().ok_or(crate::db::DbError::NotFound)
}

/// The proposals about some obligations, those about each the oldest first.
pub fn of(connection: &mut DbConnection, obligation_ids: &[ObligationId]) -> DbResult<Vec<Proposal>> {
    in_parts(obligation_ids, |ids| load(connection, Wanted::About(ids)))
}

/// Measures that were taken up about what is in a unit's hands under its present dates, the latest first: so many at most.
pub fn taken_up(connection: &mut DbConnection, within: Within, most: i64) -> DbResult<Vec<Proposal>> {
    let all = proposals::table
        .inner_join(obligations::table.inner_join(plans::table))
        .select(proposals::id)
        .order(proposals::id.desc())
        .limit(most)
        .into_boxed();
    let under_these_dates = proposals::due_rev.eq(obligations::due_rev);
    let ids: Vec<ProposalId> = within!(all, within)
        .filter(proposals::state.eq(ProposalState::Confirmed).and(under_these_dates))
        .filter(runs!())
        .load(connection)?;
    in_parts(&ids, |ids| load(connection, Wanted::These(ids)))
}

enum Wanted<'a> {
    One(ProposalId),
    These(&'a [ProposalId]),
    About(&'a [ObligationId]),
}

fn load(connection: &mut DbConnection, wanted: Wanted<'_>) -> QueryResult<Vec<Proposal>> {
    let of_obligations = proposals::table.filter(proposals::obligation_id.is_not_null());
    let query = of_obligations.left_join(people::table).order(proposals::id);
    let query = query.select((
        proposals::id,
        proposals::obligation_id.assume_not_null(),
        proposals::due_rev,
        proposals::rung,
        proposals::options,
        proposals::proposed_on,
        proposals::state,
        proposals::choice,
        proposals::remark,
        people::name.nullable(),
        proposals::decided_at,
        proposals::proposed_by,
        proposals::reason,
    ));
    let query = query.into_boxed();
    let query = match wanted {
        Wanted::One(id) => query.filter(proposals::id.eq(id)),
        Wanted::These(ids) => query.filter(proposals::id.eq_any(ids.to_vec())),
        Wanted::About(ids) => query.filter(proposals::obligation_id.eq_any(ids.to_vec())),
    };
    query.load(connection)
}

/// Stores a decision; false where somebody was faster.
pub fn decide(connection: &mut DbConnection, id: ProposalId, decided: &Decided<'_>) -> DbResult<bool> {
    let open = proposals::table.filter(proposals::id.eq(id).and(proposals::state.eq(ProposalState::Proposed)));
    Ok(diesel::update(open).set(decided).execute(connection)? == 1)
}
