//! One obligation whole: the plan's own words, who else is in it, its reports and its history.

use chrono::{NaiveDate, NaiveDateTime};

use super::item::{Item, Sight, items, read_rungs};
use crate::actions::{ActionError, Actor, Context, allows, authorise, mail_waits_until};
use crate::db::audit::Entry;
use crate::db::notice::calls::{self, Call};
use crate::db::obligation::ledger::Wanted;
use crate::db::obligation::obligations::{self};
use crate::db::obligation::reports::{self, Report};
use crate::db::obligation::ties::{self, Ties};
use crate::db::people::persons::{self, Contact};
use crate::db::people::{posts, units};
use crate::db::plan::{measures, plans};
use crate::db::{DbConnection, audit};
use crate::domain::calendar::Gap;
use crate::domain::draft::Span;
use crate::domain::id::{MeasureId, ObligationId, PersonId, UnitId};
use crate::domain::obligation::Status;
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::obligation::withdrawal::may_withdraw;
use crate::domain::person::Role;
use crate::domain::plan::AssignmentRole;
use crate::domain::rights::Right;
use crate::domain::trail::Verb;
use crate::views::notice::telling::{Telling, telling};

/// The measure as the document has it, with the clause that is owed told apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Source {
    /// Before the clause.
    pub before: String,
    /// The clause; empty for a standing obligation.
    pub clause: String,
    /// After it.
    pub after: String,
}

impl Source {
    /// A text without a clause.
    fn of(text: String) -> Self {
        Self { before: text, ..Self::default() }
    }
}

/// Everything about one obligation that the reader may see.
#[derive(Debug, Clone)]
pub struct ObligationPage {
    /// The local date it was read on.
    pub today: NaiveDate,
    /// How it stands today.
    pub item: Item,
    /// The plan's own words.
    pub source: Source,
    /// The time phrase as written.
    pub phrase: Option<String>,
    /// That the date that counts is reckoned by a guess, since somebody's days off around it are not announced yet.
    pub unannounced: Option<Gap>,
    /// Who leads, supports, is responsible: role and full name, in the order of the note.
    pub assigned: Vec<(AssignmentRole, String)>,
    /// What others owe for the same milestone or measure: unit, lamp and status.
    pub sisters: Vec<Item>,
    /// Whether the reader sees reports and history.
    pub sees_reports: bool,
    /// The reports, oldest first.
    pub reports: Vec<Report>,
    /// What was done, oldest first.
    pub history: Vec<Entry>,
    /// Recorded telephone calls.
    pub calls: Vec<Call>,
    /// Who was told what about it, and who will be; nothing where the reader does not see reports.
    pub telling: Telling,
    /// What people may propose about its unit; nothing where the reader does not see proposals.
    pub measures: Vec<ProposalKind>,
    /// Who can be telephoned.
    pub contacts: Vec<Contact>,
    /// The units it concerns.
    pub ties: Ties,
    /// When a mail leaves that is caused now, in UTC; `None` where it does so at once.
    pub mail_leaves_at: Option<NaiveDateTime>,
    /// Who else closes what the reader has filed for the unit, by name; `None` where the reader has filed nothing that waits.
    pub other_closers: Option<Vec<String>>,
}

/// Steps behind which what was said before is answered.
const TURNS: [Verb; 8] = [
    Verb::Submit,
    Verb::SubmitFor,
    Verb::Accept,
    Verb::ClaimNotApplicable,
    Verb::Close,
    Verb::Return,
    Verb::DeclineNotApplicable,
    Verb::Reopen,
];

impl ObligationPage {
    /// Whether its unit may take back what it has filed or claimed last.
    pub fn withdrawable(&self) -> bool {
        if self.item.is_claimed() {
            return true;
        }
        let last = self.reports.iter().rfind(|report| report.counts()).map(Report::filed);
        let under_review = self.item.row.obligation.status == Status::Submitted;
        may_withdraw(last, under_review, self.today).is_ok()
    }

    /// The claim of 不涉及 that waits for a decision, with its reason.
    pub fn claim(&self) -> Option<&Entry> {
        let waits = self.history.iter().rfind(|entry| entry.verb == Verb::ClaimNotApplicable);
        waits.filter(|_| self.item.is_claimed())
    }

    /// What the unit has to answer: the return, refusal or reopening behind which it has handed nothing in.
    pub fn to_answer(&self) -> Option<&Entry> {
        // What was taken back has answered nothing.
        let mut taken_back = false;
        let last = self.history.iter().rfind(|entry| {
            let is_turn = TURNS.contains(&entry.verb) && !std::mem::take(&mut taken_back);
            taken_back |= [Verb::Withdraw, Verb::WithdrawClaim].contains(&entry.verb)
                && entry.from_status() == Some(Status::Submitted);
            is_turn
        });
        last.filter(|entry| [Verb::Return, Verb::DeclineNotApplicable, Verb::Reopen].contains(&entry.verb))
    }

    /// The key of whoever acted, where somebody else of that name acted for that unit too.
    pub fn namesake(&self, entry: &Entry) -> Option<PersonId> {
        let alike = |other: &Entry| (&other.actor, &other.actor_unit) == (&entry.actor, &entry.actor_unit);
        let others = self.history.iter().filter(|other| alike(other) && other.person_id.is_some());
        entry.person_id.filter(|id| others.into_iter().any(|other| other.person_id != Some(*id)))
    }
}

/// One obligation, as far as the actor may see it.
///
/// # Errors
/// [`ActionError::NotFound`] without any relation to it.
pub fn obligation_page(
    ctx: &Context,
    c: &mut DbConnection,
    actor: &Actor,
    id: ObligationId,
) -> Result<ObligationPage, ActionError> {
    let row = obligations::find(c, id)?;
    let ties = ties::of_obligation(c, &row)?;
    authorise(actor, Right::SeeObligation, &ties)?;
    let sees_reports = allows(actor, Right::SeeReports, &ties);
    let sight = Sight::load(ctx, c)?;
    let mut item =
        items(c, &Wanted { id: Some(id), ..Wanted::default() }, &sight)?.pop().ok_or(ActionError::NotFound)?;
    let sees_proposals = allows(actor, Right::SeeProposals, &ties);
    read_rungs(c, [&mut item], sees_proposals)?;
    if !sees_reports {
        (item.row.obligation.stage, item.row.obligation.percent) = (None, None);
    }
    let siblings = Wanted {
        measure_id: Some(row.measure_id),
        milestone_id: row.milestone_id,
        kind: Some(row.kind),
        ..Wanted::default()
    };
    let sisters = items(c, &siblings, &sight)?.into_iter().filter(|sister| sister.row.obligation.id != id).collect();
    let (source, phrase) = source(c, &row)?;
    let ids = [id];
    Ok(ObligationPage {
        today: sight.today,
        unannounced: sight.calendar.unannounced(item.effective_due),
        item,
        source,
        phrase,
        assigned: assigned(c, row.measure_id)?,
        sisters,
        sees_reports,
        reports: if sees_reports { visible(reports::of(c, &ids)?, actor, &ties) } else { Vec::new() },
        history: if sees_reports { history(c, id, sees_proposals)? } else { Vec::new() },
        calls: if sees_reports { calls::of(c, &ids)? } else { Vec::new() },
        telling: if sees_reports { telling(c, &row, &sight, sees_proposals)? } else { Telling::default() },
        measures: if sees_proposals { measures_for(&sight, c, row.unit_id)? } else { Vec::new() },
        contacts: if sees_reports { contacts(c, row.unit_id, sight.today)? } else { Vec::new() },
        other_closers: other_closers(c, actor, &row, &ties, sight.today)?,
        ties,
        mail_leaves_at: mail_waits_until(ctx, &sight.calendar)?,
    })
}

/// Whoever files for a unit does not close it: the names of those who do.
fn other_closers(
    c: &mut DbConnection,
    actor: &Actor,
    row: &obligations::Obligation,
    ties: &Ties,
    today: NaiveDate,
) -> Result<Option<Vec<String>>, ActionError> {
    let own = row.status == Status::Submitted && row.submitted_by.is_some() && row.submitted_by == actor.person_id();
    match (actor.person_id(), ties.coordinating) {
        (Some(reader), Some(office)) if own && allows(actor, Right::Close, ties) => {
            Ok(Some(posts::others_at(c, today, (office, Role::Coordinator), reader)?))
        }
        _ => Ok(None),
    }
}

/// A draft is for those who may hand it in, whoever of them wrote it.
fn visible(reports: Vec<Report>, actor: &Actor, ties: &Ties) -> Vec<Report> {
    let sees_drafts = allows(actor, Right::Report, ties);
    reports.into_iter().filter(|report| report.submitted_at.is_some() || sees_drafts).collect()
}

/// What was done, oldest first; what was only weighed is for those who may see it.
fn history(c: &mut DbConnection, id: ObligationId, sees_proposals: bool) -> Result<Vec<Entry>, ActionError> {
    let weighed = |entry: &Entry| [Verb::ProposeMeasure, Verb::DeclineProposal].contains(&entry.verb);
    let all = audit::of_obligation(c, id)?;
    Ok(all.into_iter().filter(|entry| sees_proposals || !weighed(entry)).collect())
}

/// What people may propose about a unit.
fn measures_for(sight: &Sight, c: &mut DbConnection, unit_id: UnitId) -> Result<Vec<ProposalKind>, ActionError> {
    let class = units::find(c, unit_id)?.class;
    Ok(sight.rules.ladder.after(class).proposals.for_people().collect())
}

fn contacts(c: &mut DbConnection, unit_id: UnitId, today: NaiveDate) -> Result<Vec<Contact>, ActionError> {
    Ok(persons::contacts(c, today, Some(&[unit_id]))?)
}

fn assigned(c: &mut DbConnection, measure_id: MeasureId) -> Result<Vec<(AssignmentRole, String)>, ActionError> {
    let names = units::all(c)?;
    let name = |id: UnitId| names.iter().find(|unit| unit.id == id).map(|unit| unit.name.clone()).unwrap_or_default();
    let rows = measures::assignments_of(c, measure_id)?;
    Ok(rows.into_iter().map(|row| (row.role, name(row.unit_id))).collect())
}

/// The measure cut out of the document, around the milestone's clause.
fn source(c: &mut DbConnection, row: &obligations::Obligation) -> Result<(Source, Option<String>), ActionError> {
    let document: Vec<char> = plans::document(c, row.plan_id)?.chars().collect();
    let (start, end) = measures::span(c, row.measure_id)?;
    if start == end {
        // Added by hand: the document has no place for it.
        return Ok((Source::of(measures::text(c, row.measure_id)?), None));
    }
    let milestone = row.milestone_id.map(|id| measures::milestone(c, id)).transpose()?;
    let (from, to) = milestone.as_ref().map_or((end, end), |milestone| (milestone.span_start, milestone.span_end));
    let cut = |from: i64, to: i64| Span::of_columns(from, to).cut(&document);
    let source = Source { before: cut(start, from.max(start)), clause: cut(from, to), after: cut(to.min(end), end) };
    Ok((source, milestone.map(|milestone| milestone.phrase)))
}
