//! What the descriptions of many calls have in common.

use std::collections::BTreeMap;

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{Content, Ref, RefOr, Required, Response};
use utoipa::{IntoParams, IntoResponses, PartialSchema};

/// What every call may be refused with.
pub(super) struct Problems;

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
pub(super) struct StepParams;

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
