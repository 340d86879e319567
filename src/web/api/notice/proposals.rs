//! Measures that a coordinator proposes.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::{self, Proposing, typed_or};
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::domain::obligation::ladder::ProposalKind;
use crate::web::api::body::Call;
use crate::web::api::described::Problems;
use crate::web::api::obligation::detail::Detail;
use crate::web::api::obligation::filter::{read, words};
use crate::web::api::obligation::reports::missing;
use crate::web::api::obligation::steps;
use crate::web::api::version::Seen;
use crate::web::error::WebError;

/// What is proposed, and why.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewProposal {
    /// `circular`, `warning`, `interview`, `accountability`, `regional_coordination` or a letter: what there is for the unit's class.
    #[serde(default)]
    choice: String,
    /// Why.
    #[serde(default)]
    reason: String,
}

/// The coordinator proposes a measure about an obligation.
///
/// It waits for a decision, and the unit does not see it before. It needs no version: it changes nothing that another call could
/// overwrite.
#[utoipa::path(
    post, operation_id = "propose_measure", path = "/api/v1/obligations/{id}/proposals",
    tag = "steps", request_body = NewProposal,
    params(("id" = i64, Path, description = "The obligation")),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn create(
    app: web::Data<App>,
    id: web::Path<ObligationId>,
    call: Call<NewProposal>,
) -> Result<HttpResponse, WebError> {
    let NewProposal { choice, reason } = call.body;
    steps::take(&app, call.reader, *id, Seen::ANY, move |ctx, actor, obligation_id, _| {
        let wanted = words(ProposalKind::ALL);
        let choice = read("choice", Some(&choice), &wanted)?.ok_or_else(|| missing("choice"))?;
        let reason = &typed_or("reason", &reason, "step.no_reason")?;
        actions::propose_measure(ctx, actor, &Proposing { obligation_id, choice, reason })
    })
    .await
}
