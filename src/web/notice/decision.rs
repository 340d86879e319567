//! The coordinator proposes a measure, and decides on what is proposed.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use crate::actions::{self, Decision, Proposing, chosen, typed_if_any};
use crate::app::App;
use crate::domain::id::{ObligationId, ProposalId};
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::rights::Right;
use crate::web::answer;
use crate::web::error::WebError;
use crate::web::form::Posted;
use crate::web::guard::SignedIn;
use crate::web::obligation::typed::Typed;
use crate::web::obligation::whole::answer;
use crate::web::way;

/// The fields of the form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Decided {
    choice: String,
    remark: String,
    /// `confirm` or `decline`.
    then: String,
    /// `overdue` where the form stood on the overdue list.
    back: String,
}

/// Proposes what the ladder never proposes by itself.
///
/// # Errors
/// Not found without a relation to the obligation, forbidden without the right.
pub(crate) async fn propose(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    id: web::Path<ObligationId>,
    form: Posted<Typed>,
) -> Result<HttpResponse, WebError> {
    let reader = way::on_obligation(&app, &reader, *id).await?;
    let (obligation_id, typed) = (*id, form.0.clone());
    let result = way::act(&app, &reader, move |ctx, actor| {
        let reason = &typed.reason()?;
        let choice = chosen("choice", &typed.choice, ("proposal", ProposalKind::ALL))?;
        actions::propose_measure(ctx, actor, &Proposing { obligation_id, choice, reason })
    });
    answer((&request, &app, &reader), (obligation_id, &[Right::DecideEscalation]), "proposed", form.0, result.await)
        .await
}

/// Confirms one of the options, or declines.
///
/// # Errors
/// Not found without a relation to the obligation and where the proposal is about another one, forbidden without the right.
pub(crate) async fn decide(
    request: HttpRequest,
    app: web::Data<App>,
    reader: SignedIn,
    path: web::Path<(ObligationId, ProposalId)>,
    form: Posted<Decided>,
) -> Result<HttpResponse, WebError> {
    let ((obligation_id, proposal_id), typed) = (*path, form.0.clone());
    let reader = way::on_obligation(&app, &reader, obligation_id).await?;
    let result = way::act(&app, &reader, move |ctx, actor| {
        let choice = match typed.then.as_str() {
            "decline" => None,
            _ => Some(chosen("choice", &typed.choice, ("proposal", ProposalKind::ALL))?),
        };
        let remark = typed_if_any("remark", &typed.remark)?;
        actions::decide_proposal(ctx, actor, &Decision { obligation_id, proposal_id, choice, remark })
    });
    match result.await {
        Ok(()) if form.0.back == "overdue" => Ok(answer::see_other("/overdue?done=decided")),
        result => {
            let typed = Typed { remark: form.0.remark, choice: form.0.choice, ..Typed::default() };
            answer((&request, &app, &reader), (obligation_id, &[Right::DecideEscalation]), "decided", typed, result)
                .await
        }
    }
}
