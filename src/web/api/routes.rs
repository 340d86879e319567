//! Every call, as a table.

use actix_web::middleware::from_fn;
use actix_web::web::{self, PathConfig, QueryConfig, ServiceConfig, resource};

use super::{
    CallError, acknowledgement, calls, cookie, mail, not_applicable, obligations, openapi, overdue, plans, reopening,
    reports, review, sessions,
};
use crate::actions::ActionError;
use crate::web::error::WebError;

/// Where each call leads. Signing in stands apart: no session authorises it.
pub fn configure(service: &mut ServiceConfig) {
    let calls = web::scope("/api/v1")
        .app_data(PathConfig::default().error_handler(|_, _| WebError::Action(ActionError::NotFound).into()))
        .app_data(
            QueryConfig::default()
                .error_handler(|error, _| WebError::Call(CallError::UnreadableQuery(error.to_string())).into()),
        )
        .wrap(from_fn(cookie::changes_nothing_alone))
        .configure(table);
    service.service(resource("/api/v1/sessions").post(sessions::create)).service(calls);
}

fn table(service: &mut ServiceConfig) {
    service
        .service(resource("/openapi.json").get(openapi::show))
        .service(resource("/sessions/current").delete(sessions::delete))
        .service(resource("/plans").get(plans::list))
        .service(resource("/plans/{id}/tasks").get(plans::tasks))
        .service(resource("/overdue").get(overdue::list))
        .service(resource("/mail").get(mail::list))
        .service(resource("/mail/{id}").get(mail::show))
        .service(resource("/mail/{id}/resending").post(mail::resend))
        .service(resource("/obligations").get(obligations::list))
        .service(resource("/obligations/{id}").get(obligations::show))
        .service(resource("/obligations/{id}/acknowledgement").post(acknowledgement::create))
        .service(resource("/obligations/{id}/reports").post(reports::create))
        .service(resource("/obligations/{id}/acceptance").post(review::accept))
        .service(resource("/obligations/{id}/closure").post(review::close))
        .service(resource("/obligations/{id}/return").post(review::give_back))
        .service(resource("/obligations/{id}/not-applicable").post(not_applicable::claim))
        .service(resource("/obligations/{id}/not-applicable/confirmation").post(not_applicable::confirm))
        .service(resource("/obligations/{id}/not-applicable/decline").post(not_applicable::decline))
        .service(resource("/obligations/{id}/reopening").post(reopening::create))
        .service(resource("/obligations/{id}/calls").post(calls::create));
}
