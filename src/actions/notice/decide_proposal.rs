//! From +10 the ladder proposes and people decide: 提醒函, 通报, 预警, 约谈, 提请问责, or nothing of the kind.

use serde_json::json;

use crate::actions::{ActionError, Actor, Context, Trace, Tx, bad_choice, rights, state_of};
use crate::db::notice::proposals::{self, Decided, Proposal};
use crate::db::obligation::obligations::{self, Obligation};
use crate::db::obligation::ties;
use crate::domain::id::{ObligationId, ProposalId};
use crate::domain::obligation::due::is_overdue;
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::proposal::ProposalState;
use crate::domain::rights::Right;
use crate::domain::trail::On;
use crate::domain::typed::Reason;
use crate::strings::Message;

/// How somebody decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision<'a> {
    /// About which obligation.
    pub obligation_id: ObligationId,
    /// On which of its proposals.
    pub proposal_id: ProposalId,
    /// What is to be done, a word of its options; `None` declines.
    pub choice: Option<&'a str>,
    /// Why, or to whom; needed to decline.
    pub remark: Option<Reason>,
}

/// Decides a proposal, once; the decision stands in the obligation's history.
///
/// # Errors
/// [`ActionError::NotFound`] for a proposal about another obligation, [`ActionError::Invalid`] for what is not among its
/// options and for a refusal without a reason, [`ActionError::Conflict`] where it was decided before, or where what it is
/// about is no longer overdue: submission, extension and closure stop the ladder.
pub fn decide_proposal(ctx: &Context, actor: &Actor, decision: &Decision<'_>) -> Result<(), ActionError> {
    ctx.write(actor, |tx| {
        let obligation = obligations::find(tx.c, decision.obligation_id)?;
        rights::authorise(actor, Right::DecideEscalation, &ties::of_obligation(tx.c, &obligation)?)?;
        let proposal = proposals::find(tx.c, decision.proposal_id)?;
        if proposal.obligation_id != obligation.id {
            return Err(ActionError::NotFound);
        }
        let choice = check(tx, &obligation, &proposal, decision)?;
        let state = choice.map_or(ProposalState::Declined, |_| ProposalState::Confirmed);
        let decided = Decided {
            state,
            choice,
            remark: decision.remark.as_ref().map(Reason::as_str),
            decided_by: actor.person_id(),
            decided_at: Some(tx.now),
        };
        if !proposals::decide(tx.c, proposal.id, &decided)? {
            return Err(ActionError::conflict(Message::new("proposal.decided")));
        }
        let verb = if choice.is_some() { "confirm_proposal" } else { "decline_proposal" };
        tx.trace(&Trace {
            obligation_id: Some(obligation.id),
            remark: decided.remark,
            detail: json!({"rung": proposal.rung, "choice": choice}),
            ..Trace::new(verb, On::Proposal(proposal.id))
        })
    })
}

/// What is confirmed must be among the options of a ladder that still runs; what is declined has a reason.
fn check(
    tx: &Tx<'_>,
    obligation: &Obligation,
    proposal: &Proposal,
    decision: &Decision<'_>,
) -> Result<Option<ProposalKind>, ActionError> {
    let Some(choice) = decision.choice else {
        let no_reason = || ActionError::invalid("remark", Message::new("proposal.no_reason"));
        return decision.remark.as_ref().map(|_| None).ok_or_else(no_reason);
    };
    let runs = is_overdue(obligation.status, state_of(obligation).effective_due(), tx.today);
    if !runs || proposal.due_rev != obligation.due_rev {
        return Err(ActionError::conflict(Message::new("proposal.stopped")));
    }
    let options = proposal.options();
    let chosen = options.iter().find(|option| option.as_str() == choice).copied();
    chosen.map(Some).ok_or_else(|| bad_choice("choice", choice, ("proposal", &options)))
}
