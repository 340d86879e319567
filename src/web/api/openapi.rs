//! The description of every call, made from the handlers themselves.

use actix_web::HttpResponse;
use utoipa::openapi::Components;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::problem::Problem;
use super::{
    acknowledgement, calls, mail, not_applicable, obligations, overdue, plans, reopening, reports, review, sessions,
};

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
        sessions::create,
        sessions::delete,
        plans::list,
        plans::tasks,
        obligations::list,
        obligations::show,
        acknowledgement::create,
        reports::create,
        review::accept,
        review::close,
        review::give_back,
        not_applicable::claim,
        not_applicable::confirm,
        not_applicable::decline,
        reopening::create,
        calls::create,
        overdue::list,
        mail::list,
        mail::show,
        mail::resend,
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
pub async fn show() -> HttpResponse {
    HttpResponse::Ok().json(Description::openapi())
}
