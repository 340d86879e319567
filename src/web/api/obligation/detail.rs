//! The shape of one obligation: as in lists, and what was reported, done and telephoned about it.

use chrono::NaiveDateTime;
use serde::Serialize;
use utoipa::ToSchema;

use super::item::Obligation;
use crate::db::audit::Entry;
use crate::db::notice::calls;
use crate::db::notice::proposals::Proposal;
use crate::db::obligation::reports;
use crate::domain::id::{PersonId, ProposalId};
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::obligation::{Lamp, Stage, Status};
use crate::domain::person::ActorKind;
use crate::domain::proposal::ProposalState;
use crate::views::{Coming, Item, ObligationPage};
use crate::web::api::schema;
use crate::web::api::when::Unreadable;

/// One obligation, as far as the caller may see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Detail {
    /// As lists have it.
    #[serde(flatten)]
    pub obligation: Obligation,
    /// When the unit first took note of it, in Asia/Shanghai.
    pub acknowledged_at: Option<String>,
    /// When it was closed; `null` while it is not.
    pub closed_at: Option<String>,
    /// What was done, oldest first; empty where the caller does not see reports.
    pub history: Vec<HistoryEntry>,
    /// What was reported, oldest first; a draft is shown to its author alone.
    pub reports: Vec<Report>,
    /// Telephone calls, oldest first.
    pub calls: Vec<Call>,
    /// Measures about it, oldest first: to a unit what was decided, to coordinators and leaders what is proposed too.
    pub measures: Vec<Measure>,
    /// What will be sent next, and to whom.
    #[schema(value_type = Vec<Object>)]
    pub next_notices: Vec<serde_json::Value>,
    /// What others owe for the same milestone or measure.
    pub sisters: Vec<Sister>,
}

/// A step that was taken.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct HistoryEntry {
    /// When, in Asia/Shanghai: `2024-06-24T09:00:00+08:00`; `null` where nobody can read it.
    #[schema(required = true)]
    pub at: Option<String>,
    /// As what: `person`, `scheduler` (the clock), `console` (the command line) or `visitor` (not signed in).
    #[schema(schema_with = schema::actor_kind)]
    pub actor_kind: ActorKind,
    /// Who, by the name of then: names may be alike.
    pub actor: String,
    /// The key of the person, where it is one: nobody else has it.
    #[schema(value_type = Option<i64>)]
    pub person_id: Option<PersonId>,
    /// For which unit.
    pub unit: Option<String>,
    /// What: `acknowledge`, `submit`, `accept`, `return`, `close`, …
    pub verb: String,
    /// The reason or remark given.
    pub remark: Option<String>,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Report {
    /// The month reported on: `2024-06`.
    pub period: String,
    /// 迟报: it came behind the cut-off of the round that it answers.
    pub late: bool,
    /// How far the work is.
    #[schema(schema_with = schema::stage)]
    pub stage: Stage,
    /// 本月进展.
    pub progress: String,
    /// 累计数据.
    pub figures: String,
    /// Done, where things can be counted.
    pub done: Option<i32>,
    /// Of so many.
    pub total: Option<i32>,
    /// 存在问题.
    pub problems: String,
    /// 需自治区协调事项.
    pub help_needed: String,
    /// 下一步措施.
    pub next_steps: String,
    /// 佐证材料.
    pub evidence: String,
    /// 无新进展.
    pub no_change: bool,
    /// Who wrote it.
    pub author: String,
    /// 代填: a coordinator filed it for the unit.
    pub on_behalf: bool,
    /// When it was written; `null` where nobody can read it.
    #[schema(required = true)]
    pub created_at: Option<String>,
    /// When it was handed in; `null` for a draft.
    pub submitted_at: Option<String>,
    /// Since when it counts as not reported (视同未报); `null` where it counts.
    pub voided_at: Option<String>,
    /// When its unit took it back (撤回); `null` where it did not.
    pub withdrawn_at: Option<String>,
    /// Whether somebody has accepted it, returned it or closed the matter with it.
    pub reviewed: bool,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

/// A telephone call.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Call {
    /// When; `null` where nobody can read it.
    #[schema(required = true)]
    pub at: Option<String>,
    /// Who called.
    pub caller: String,
    /// Who answered.
    pub spoke_with: String,
    /// The number.
    pub phone: Option<String>,
    /// What was said.
    pub answer: String,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

/// A measure that is proposed about it, or was decided.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Measure {
    /// Its key.
    #[schema(value_type = i64)]
    pub id: ProposalId,
    /// The local date on which it was proposed; `null` where nobody can read it.
    #[schema(required = true)]
    pub proposed_on: Option<chrono::NaiveDate>,
    /// `proposed`, `confirmed` or `declined`.
    #[schema(value_type = String)]
    pub state: ProposalState,
    /// What may be chosen: `reminder_letter`, `circular`, …
    #[schema(value_type = Vec<String>)]
    pub options: Vec<ProposalKind>,
    /// What was chosen.
    #[schema(value_type = Option<String>)]
    pub choice: Option<ProposalKind>,
    /// Why a person proposed it; `null` where the ladder did, and to the unit.
    pub reason: Option<String>,
    /// What was remarked on the decision.
    pub remark: Option<String>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When; `null` while nobody has.
    pub decided_at: Option<String>,
    /// The dates of this that nobody can read, by name: they are `null`.
    pub unreadable: Vec<&'static str>,
}

/// What another unit owes for the same.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Sister {
    /// The unit's full name.
    pub unit: String,
    /// Its lamp today.
    #[schema(schema_with = schema::lamp)]
    pub lamp: Lamp,
    /// Where it stands.
    #[schema(schema_with = schema::status)]
    pub status: Status,
}

impl From<ObligationPage> for Detail {
    fn from(page: ObligationPage) -> Self {
        let row = &page.item.row.obligation;
        let mut unreadable = Unreadable::default();
        let mut seen = |name, at: Option<NaiveDateTime>| unreadable.moment(name, at.filter(|_| page.sees_reports));
        let (acknowledged_at, closed_at) =
            (seen("acknowledged_at", row.acknowledged_at), seen("closed_at", row.closed_at));
        let mut obligation = Obligation::of(page.item, page.sees_reports);
        obligation.unreadable.extend(unreadable.names());
        Self {
            obligation,
            acknowledged_at,
            closed_at,
            history: page.history.into_iter().map(HistoryEntry::from).collect(),
            reports: page.reports.into_iter().map(Report::from).collect(),
            calls: page.calls.into_iter().map(Call::from).collect(),
            measures: page.telling.proposals.into_iter().map(Measure::from).collect(),
            next_notices: page.telling.coming.iter().map(next_notice).collect(),
            sisters: page.sisters.into_iter().map(Sister::from).collect(),
        }
    }
}

/// `{"date", "rung", "to": [{"unit", "role"}], "options": [...]}`; nobody is told where people decide among options.
fn next_notice(coming: &Coming) -> serde_json::Value {
    let to = coming.to.iter().map(|post| serde_json::json!({"unit": post.unit, "role": post.role}));
    serde_json::json!({
        "date": coming.on, "rung": coming.rung, "to": to.collect::<Vec<_>>(), "options": coming.options,
    })
}

impl From<Entry> for HistoryEntry {
    fn from(entry: Entry) -> Self {
        let Entry { at, person_id, actor_kind, actor, actor_unit, verb, remark, .. } = entry;
        let mut unreadable = Unreadable::default();
        let at = unreadable.moment("at", at);
        let unreadable = unreadable.names();
        Self { at, actor_kind, actor, person_id, unit: actor_unit, verb: verb.to_string(), remark, unreadable }
    }
}

impl From<reports::Report> for Report {
    fn from(row: reports::Report) -> Self {
        let late = row.is_late();
        let said = row.fields;
        let mut unreadable = Unreadable::default();
        Self {
            period: row.period,
            late,
            stage: said.stage,
            progress: said.progress.into_string(),
            figures: said.figures.into_string(),
            done: said.done_count,
            total: said.total_count,
            problems: said.problems.into_string(),
            help_needed: said.help_needed.into_string(),
            next_steps: said.next_steps.into_string(),
            evidence: said.evidence.into_string(),
            no_change: said.no_change,
            author: row.author,
            on_behalf: row.on_behalf,
            created_at: unreadable.moment("created_at", row.created_at),
            submitted_at: unreadable.moment("submitted_at", row.submitted_at),
            voided_at: unreadable.moment("voided_at", row.voided_at.filter(|_| !row.withdrawn)),
            withdrawn_at: unreadable.moment("withdrawn_at", row.voided_at.filter(|_| row.withdrawn)),
            reviewed: row.reviewed,
            unreadable: unreadable.names(),
        }
    }
}

impl From<calls::Call> for Call {
    fn from(row: calls::Call) -> Self {
        let calls::Call { caller, spoke_with, phone, answer, called_at, .. } = row;
        let mut unreadable = Unreadable::default();
        let at = unreadable.moment("at", called_at);
        Self { at, caller, spoke_with, phone, answer, unreadable: unreadable.names() }
    }
}

impl From<Proposal> for Measure {
    fn from(row: Proposal) -> Self {
        let (options, mut unreadable) = (row.options(), Unreadable::default());
        let Proposal { id, proposed_on, state, choice, reason, remark, decided_by, decided_at, .. } = row;
        let proposed_on = unreadable.day("proposed_on", proposed_on);
        let decided_at = unreadable.moment("decided_at", decided_at);
        let unreadable = unreadable.names();
        Self { id, proposed_on, state, options, choice, reason, remark, decided_by, decided_at, unreadable }
    }
}

impl From<Item> for Sister {
    fn from(item: Item) -> Self {
        Self { unit: item.row.unit, lamp: item.lamp, status: item.row.obligation.status }
    }
}
