//! The ladder proposes a letter, people propose more, and people decide: one of it, or nothing of the kind.

use chrono::NaiveDate;
use serde_json::json;

use super::tell_owner::{Done, tell_owner};
use crate::actions::{ActionError, Actor, Context, Trace, Tx, bad_choice, rights, state_of};
use crate::db::notice::proposals::{self, Decided, Proposal};
use crate::db::obligation::obligations::{self, Obligation};
use crate::db::obligation::ties;
use crate::domain::id::{ObligationId, ProposalId};
use crate::domain::obligation::due::is_overdue;
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::proposal::{ProposalState, may_be_proposed};
use crate::domain::rights::Right;
use crate::domain::trail::{On, Verb};
use crate::domain::typed::Reason;
use crate::strings::Message;

/// How somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// About which obligation.
    pub obligation_id: ObligationId,
    /// On which of its proposals.
    pub proposal_id: ProposalId,
    /// What is to be done; `None` declines.
    pub choice: Option<ProposalKind>,
    /// Why, or to whom; needed to decline. What is taken up without one has the reason for which it was proposed: the unit reads it.
    pub remark: Option<Reason>,
}

/// Decides a proposal, once; the decision stands in the obligation's history, and what is taken up is told to the unit.
///
/// # Errors
/// [`ActionError::NotFound`] for a proposal about another obligation, [`ActionError::Invalid`] for what is not among its
/// options and for a refusal without a reason, [`ActionError::Conflict`] where it was decided before, or where what it is
/// about is no longer overdue: submission, extension and closure stop the ladder.
pub fn decide_proposal(ctx: &Context, actor: &Actor, decision: &Decision) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        let obligation = obligations::find(tx.c, decision.obligation_id)?;
        rights::authorise(actor, Right::DecideEscalation, &ties::of_obligation(tx.c, &obligation)?)?;
        let proposal = proposals::find(tx.c, decision.proposal_id)?;
        if proposal.obligation_id != obligation.id {
            return Err(ActionError::NotFound);
        }
        check(tx, &obligation, &proposal, decision)?;
        let state = decision.choice.map_or(ProposalState::Declined, |_| ProposalState::Confirmed);
        // What is taken up without a word is taken up for the reason for which it was proposed.
        let why = proposal.reason.as_deref().filter(|_| decision.choice.is_some());
        let decided = Decided {
            state,
            choice: decision.choice,
            remark: decision.remark.as_ref().map(Reason::as_str).or(why),
            decided_by: actor.person_id(),
            decided_at: Some(tx.now),
        };
        if !proposals::decide(tx.c, proposal.id, &decided)? {
            return Err(ActionError::conflict(Message::new("proposal.decided")));
        }
        let verb = if decision.choice.is_some() { Verb::ConfirmProposal } else { Verb::DeclineProposal };
        let audit = tx.record(&Trace {
            obligation_id: Some(obligation.id),
            remark: decided.remark,
            detail: json!({"rung": proposal.rung, "choice": decision.choice}),
            ..Trace::new(verb, On::Proposal(proposal.id))
        })?;
        tell_owner(ctx, tx, &Done { obligation: &obligation, due_rev: obligation.due_rev, verb, audit, at_once: false })
    })
}

/// What is confirmed must be among the options of a ladder that still runs; what is declined has a reason.
fn check(tx: &Tx<'_>, obligation: &Obligation, proposal: &Proposal, decision: &Decision) -> Result<(), ActionError> {
    let Some(choice) = decision.choice else {
        let no_reason = || ActionError::invalid("remark", Message::new("proposal.no_reason"));
        return decision.remark.as_ref().map(drop).ok_or_else(no_reason);
    };
    if !still_runs(obligation, proposal, tx.today) {
        return Err(ActionError::conflict(Message::new("proposal.stopped")));
    }
    let options = proposal.options();
    if !options.contains(&choice) {
        return Err(bad_choice("choice", choice.as_str(), ("proposal", &options)));
    }
    Ok(())
}

/// Whether a proposal can still be confirmed: what it is about is as it was.
pub fn still_runs(obligation: &Obligation, proposal: &Proposal, today: NaiveDate) -> bool {
    let due = state_of(obligation).effective_due();
    let runs = match proposal.is_by_people() {
        true => may_be_proposed(obligation.kind, obligation.clock_status(), due, today),
        false => is_overdue(obligation.kind, obligation.clock_status(), due, today),
    };
    runs && proposal.due_rev == obligation.due_rev
}
