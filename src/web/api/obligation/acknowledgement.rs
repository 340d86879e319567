//! 签收.

use actix_web::{HttpResponse, web};

use super::detail::Detail;
use super::step::{self, AtVersion};
use crate::actions;
use crate::app::App;
use crate::web::api::body::Call;
use crate::web::api::described::{Problems, StepParams};
use crate::web::error::WebError;

/// The unit acknowledges what it owes.
#[utoipa::path(
    post, operation_id = "acknowledge", path = "/api/v1/obligations/{id}/acknowledgement",
    tag = "steps", request_body = AtVersion,
    params(StepParams),
    responses((status = 200, description = "As it now is", body = Detail), Problems)
)]
pub(crate) async fn create(
    app: web::Data<App>,
    id: web::Path<i64>,
    call: Call<AtVersion>,
) -> Result<HttpResponse, WebError> {
    let seen = call.seen(call.body.version)?;
    step::take(&app, call.reader, *id, seen, actions::acknowledge).await
}
