//! The description of every call, made from the handlers themselves.

use actix_web::HttpResponse;
use utoipa::openapi::Components;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::problem::Problem;
use super::{mail, notice, obligation, people, plan};

/// The one way in.
struct Bearer;

impl Modify for Bearer {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        api.components.get_or_insert_with(Components::new).add_security_scheme("bearer", scheme);
    }
}

#[derive(OpenApi)]
#[openapi(
    info(title = "督办 Duban", description = "Obligations of a government work plan: who owes what by when. A word that another version of the program has stored stands in answers as it is."),
    paths(
        people::sessions::create,
        people::sessions::delete,
        plan::plans::list,
        plan::plans::tasks,
        obligation::obligations::list,
        obligation::obligations::show,
        obligation::steps::acknowledge,
        obligation::steps::report,
        obligation::steps::withdraw,
        obligation::steps::accept,
        obligation::steps::close,
        obligation::steps::give_back,
        obligation::steps::claim_not_applicable,
        obligation::steps::confirm_not_applicable,
        obligation::steps::decline_not_applicable,
        obligation::steps::reopen,
        notice::calls::create,
        notice::calls::create_of_month,
        notice::proposals::create,
        notice::overdue::list,
        mail::mails::list,
        mail::mails::show,
        mail::mails::resend,
        show
    ),
    components(schemas(Problem)),
    modifiers(&Bearer),
    security(("bearer" = []))
)]
struct Description;

/// This description.
#[utoipa::path(
    get, operation_id = "describe", path = "/api/v1/openapi.json",
    tag = "description", security(()),
    responses((status = 200, description = "OpenAPI 3.1", content_type = "application/json"))
)]
pub(super) async fn show() -> HttpResponse {
    HttpResponse::Ok().json(Description::openapi())
}
