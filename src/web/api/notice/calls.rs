//! Telephone calls.

use actix_web::{HttpResponse, web};
use serde::Deserialize;
use utoipa::ToSchema;

use crate::actions::{self, RecordCall, typed_if_any, typed_or};
use crate::app::App;
use crate::domain::id::ObligationId;
use crate::domain::typed::{OnceKey, Telephone};
use crate::web::api::body::Call;
use crate::web::api::described::Problems;
use crate::web::api::obligation::detail::Detail;
use crate::web::api::obligation::steps;
use crate::web::api::version::Seen;
use crate::web::error::WebError;

/// Who was telephoned, and what was said.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct NewCall {
    /// Who answered.
    #[serde(default)]
    spoke_with: String,
    /// The number.
    #[serde(default)]
    phone: String,
    /// What was said.
    #[serde(default)]
    answer: String,
    /// Any text of the caller's own, 64 characters at most: asked for again with the same, the same call is recorded once.
    #[serde(default)]
    once_key: String,
}

/// The coordinator records a telephone call.
///
/// It counts as the notice, and needs no version: it changes nothing that another call could overwrite.
#[utoipa::path(
    post, operation_id = "record_call", path = "/api/v1/obligations/{id}/calls",
    tag = "steps", request_body = NewCall,
    params(("id" = i64, Path, description = "The obligation")),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn create(
    app: web::Data<App>,
    id: web::Path<ObligationId>,
    call: Call<NewCall>,
) -> Result<HttpResponse, WebError> {
    let NewCall { spoke_with, phone, answer, once_key } = call.body;
    steps::take(&app, call.reader, *id, Seen::ANY, move |ctx, actor, obligation_id, _| {
        let spoke_with = &typed_or("spoke_with", &spoke_with, "call.incomplete")?;
        let phone: Option<Telephone> = typed_if_any("phone", &phone)?;
        let answer = &typed_or("answer", &answer, "call.incomplete")?;
        let once_key: Option<OnceKey> = typed_if_any("once_key", &once_key)?;
        let (phone, once_key) = (phone.as_ref(), once_key.as_ref());
        actions::record_call(ctx, actor, &RecordCall { obligation_id, spoke_with, phone, answer, once_key })
    })
    .await
}
