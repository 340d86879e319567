//! What the ladder never proposes by itself: a coordinator proposes 通报, 预警, 约谈, 提请问责 or 报请协调, with a reason; the decision is a step of
//! its own. The unit hears of what is decided, not of this.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, bad_choice, rights, state_of};
use crate::db::notice::about::AboutProposal;
use crate::db::notice::proposals::{self, NewProposal, Proposal};
use crate::db::obligation::obligations::{self, Obligation};
use crate::db::obligation::ties;
use crate::db::people::units;
use crate::domain::id::ObligationId;
use crate::domain::notice::Subject;
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::proposal::{ProposalState, may_be_proposed, write_options};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::Reason;
use crate::strings::Message;

/// What somebody proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposing<'a> {
    /// About which obligation.
    pub obligation_id: ObligationId,
    /// What is to be done, of what may be proposed about units of that class.
    pub choice: ProposalKind,
    /// Why.
    pub reason: &'a Reason,
}

/// Proposes a measure about an obligation. It is decided like what the ladder proposes.
///
/// # Errors
/// [`ActionError::Invalid`] for what may not be proposed about such a unit, [`ActionError::Conflict`] where it is not the unit's
/// turn or its date is to come, and where the same waits for a decision.
pub fn propose_measure(ctx: &Context, actor: &Actor, wish: &Proposing<'_>) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        let obligation = obligations::hold(tx.c, wish.obligation_id)?;
        rights::authorise(actor, Right::DecideEscalation, &ties::of_obligation(tx.c, &obligation)?)?;
        let kind = wish.choice;
        check(ctx, tx, &obligation, kind)?;
        let row = NewProposal {
            about: AboutProposal::new(obligation.plan_id, Subject::Obligation(obligation.id)),
            due_rev: obligation.due_rev,
            rung: "",
            options: &write_options([kind].into_iter()),
            proposed_on: tx.today,
            state: ProposalState::Proposed,
            created_at: tx.now,
            proposed_by: Some(actor.person_id().ok_or(ActionError::Forbidden)?),
            reason: Some(wish.reason.as_str()),
        };
        let id = proposals::insert_by_people(tx.c, &row)?;
        tx.trace(&Trace {
            obligation_id: Some(obligation.id),
            remark: Some(wish.reason.as_str()),
            detail: json!({"choice": kind}),
            ..Trace::new(Verb::ProposeMeasure, On::Proposal(id))
        })
    })
}

fn check(ctx: &Context, tx: &mut Tx<'_>, row: &Obligation, kind: ProposalKind) -> Result<(), ActionError> {
    if !may_be_proposed(row.kind, row.clock_status(), state_of(row).effective_due(), tx.today) {
        return Err(ActionError::conflict(Message::new("proposal.not_late")));
    }
    let class = units::find(tx.c, row.unit_id)?.class;
    let options: Vec<ProposalKind> = tx.rules(ctx)?.ladder.after(class).proposals.for_people().collect();
    if !options.contains(&kind) {
        return Err(bad_choice("choice", kind.as_str(), ("proposal", &options)));
    }
    let waits = |one: &Proposal| one.is_open() && one.due_rev == row.due_rev && one.options() == [kind];
    match proposals::of(tx.c, &[row.id])?.iter().any(waits) {
        true => Err(ActionError::conflict(Message::new("proposal.waits"))),
        false => Ok(()),
    }
}
