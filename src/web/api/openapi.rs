//! The description of every call, made from the handlers themselves.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, Content, Ref, RefOr, Required, Response};
use utoipa::{IntoParams, IntoResponses, Modify, OpenApi, PartialSchema};

use super::problem::Problem;
use super::{
    acknowledgement, calls, mail, not_applicable, obligations, overdue, plans, reopening, reports, review, sessions,
};

/// What every call may be refused with.
pub struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        let refusals = [
            ("400", "The body or the query cannot be read"),
            ("401", "Not signed in, or the session is over"),
            ("403", "The caller may see it but not do that"),
            ("404", "No such thing, or none that concerns the caller"),
            ("409", "The state does not allow it, or `version` is stale"),
            ("412", "`If-Match` is stale"),
            ("415", "The body is no JSON"),
            ("422", "A field or parameter cannot be used"),
            ("428", "Neither `version` nor `If-Match`"),
            ("429", "Too many tries to sign in: `Retry-After` says in how many seconds to come again"),
            ("503", "Busy: try again in a few seconds"),
        ];
        refusals.map(|(status, meaning)| (status.to_owned(), problem(meaning).into())).into()
    }
}

fn problem(meaning: &str) -> Response {
    let schema = Ref::from_schema_name("Problem");
    Response::builder().description(meaning).content("application/problem+json", Content::new(Some(schema))).build()
}

/// What every step takes beside its body: which obligation, and the version in a header.
pub struct StepParams;

impl IntoParams for StepParams {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let id = ParameterBuilder::new()
            .name("id")
            .parameter_in(ParameterIn::Path)
            .required(Required::True)
            .description(Some("The obligation"))
            .schema(Some(i64::schema()));
        let tag = ParameterBuilder::new()
            .name("If-Match")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("The version the caller saw, as `ETag` gave it; in place of `version`"))
            .schema(Some(String::schema()));
        vec![id.build(), tag.build()]
    }
}

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
