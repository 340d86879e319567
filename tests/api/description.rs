//! The description and the server say the same.

use duban::domain::person::Role;
use reqwest::Method;
use serde_json::Value;

use crate::support::api::{OFFICE, send};
use crate::support::app::TestApp;

/// Every call there is.
const CALLS: [(&str, &str); 24] = [
    ("post", "/sessions"),
    ("delete", "/sessions/current"),
    ("get", "/plans"),
    ("get", "/plans/{id}/tasks"),
    ("get", "/obligations"),
    ("get", "/obligations/{id}"),
    ("post", "/obligations/{id}/acknowledgement"),
    ("post", "/obligations/{id}/reports"),
    ("post", "/obligations/{id}/withdrawal"),
    ("post", "/obligations/{id}/acceptance"),
    ("post", "/obligations/{id}/closure"),
    ("post", "/obligations/{id}/proposals"),
    ("post", "/obligations/{id}/return"),
    ("post", "/obligations/{id}/not-applicable"),
    ("post", "/obligations/{id}/not-applicable/confirmation"),
    ("post", "/obligations/{id}/not-applicable/decline"),
    ("post", "/obligations/{id}/reopening"),
    ("post", "/obligations/{id}/calls"),
    ("post", "/months/{plan}/{owner}/{period}/calls"),
    ("get", "/mail"),
    ("get", "/mail/{id}"),
    ("post", "/mail/{id}/resending"),
    ("get", "/overdue"),
    ("get", "/openapi.json"),
];

fn described(api: &Value) -> Vec<(String, String)> {
    let paths = api["paths"].as_object().expect("paths");
    let of_path = |(path, methods): (&String, &Value)| {
        let methods = methods.as_object().expect("methods").keys();
        methods.map(|method| (method.clone(), path.clone())).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[actix_web::test]
async fn the_description_is_public_and_lists_each_call_with_its_refusals() {
    let app = TestApp::start().await;
    let api = app.stranger().read("/openapi.json").await;
    let mut expected: Vec<_> =
        CALLS.iter().map(|(method, path)| ((*method).to_owned(), format!("/api/v1{path}"))).collect();
    let mut found = described(&api);
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert_eq!(api["components"]["securitySchemes"]["bearer"]["scheme"], "bearer");
    let names: std::collections::BTreeSet<_> = CALLS
        .iter()
        .filter_map(|(method, path)| api["paths"][format!("/api/v1{path}")][method]["operationId"].as_str())
        .collect();
    assert_eq!(names.len(), CALLS.len(), "each call has a name of its own");
    let list = &api["paths"]["/api/v1/obligations"]["get"];
    assert!(list["responses"]["422"]["content"]["application/problem+json"].is_object(), "{list}");
    let schemas = api["components"]["schemas"].as_object().expect("schemas");
    assert_eq!(schemas["Obligation"]["properties"]["status"]["enum"].as_array().map(Vec::len), Some(8));
    for reference in references(&api) {
        let name = reference.trim_start_matches("#/components/schemas/");
        assert!(schemas.contains_key(name), "{reference} leads nowhere");
    }
}

fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str);
            own.into_iter().chain(fields.values().flat_map(references)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

#[actix_web::test]
async fn each_call_of_the_description_is_there_and_closed_to_strangers() {
    let app = TestApp::start().await;
    let stranger = app.stranger();
    let public = ["/sessions", "/openapi.json"];
    for (method, path) in CALLS.iter().filter(|(_, path)| !public.contains(path)) {
        let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
        let answer = send(
            stranger.request(method, &path.replace("{id}", "1").replace("{plan}/{owner}/{period}", "1/1/2024-05")),
        )
        .await;
        assert_eq!(answer.status, 401, "{path}");
    }
}

#[actix_web::test]
async fn an_obligation_has_every_field_that_the_description_promises_and_no_other() {
    let app = TestApp::start().await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let api = coordinator.read("/openapi.json").await;
    let page = coordinator.read("/obligations?limit=1").await;
    let keys = |value: &Value| value.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&page["items"][0]), keys(&api["components"]["schemas"]["Obligation"]["properties"]));
}
