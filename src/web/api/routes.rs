//! Every call, as a table.

use actix_web::middleware::from_fn;
use actix_web::web::{self, PathConfig, QueryConfig, ServiceConfig, resource};

use super::{CallError, cookie, mail, notice, obligation, openapi, people, plan};
use crate::web::error::WebError;

/// Where each call leads. Signing in stands apart: no session authorises it.
pub(crate) fn configure(service: &mut ServiceConfig) {
    let calls = web::scope("/api/v1")
        .app_data(PathConfig::default().error_handler(|_, _| WebError::not_found().into()))
        .app_data(
            QueryConfig::default()
                .error_handler(|error, _| WebError::Call(CallError::UnreadableQuery(error.to_string())).into()),
        )
        .wrap(from_fn(cookie::changes_nothing_alone))
        .configure(table);
    service.service(resource("/api/v1/sessions").post(people::sessions::create)).service(calls);
}

fn table(service: &mut ServiceConfig) {
    service
        .service(resource("/openapi.json").get(openapi::show))
        .service(resource("/sessions/current").delete(people::sessions::delete))
        .service(resource("/plans").get(plan::plans::list))
        .service(resource("/plans/{id}/tasks").get(plan::plans::tasks))
        .service(resource("/overdue").get(notice::overdue::list))
        .service(resource("/mail").get(mail::mails::list))
        .service(resource("/mail/{id}").get(mail::mails::show))
        .service(resource("/mail/{id}/resending").post(mail::mails::resend))
        .service(resource("/obligations").get(obligation::obligations::list))
        .service(resource("/obligations/{id}").get(obligation::obligations::show))
        .service(resource("/obligations/{id}/acknowledgement").post(obligation::steps::acknowledge))
        .service(resource("/obligations/{id}/reports").post(obligation::steps::report))
        .service(resource("/obligations/{id}/withdrawal").post(obligation::steps::withdraw))
        .service(resource("/obligations/{id}/acceptance").post(obligation::steps::accept))
        .service(resource("/obligations/{id}/closure").post(obligation::steps::close))
        .service(resource("/obligations/{id}/return").post(obligation::steps::give_back))
        .service(resource("/obligations/{id}/not-applicable").post(obligation::steps::claim_not_applicable))
        .service(
            resource("/obligations/{id}/not-applicable/confirmation").post(obligation::steps::confirm_not_applicable),
        )
        .service(resource("/obligations/{id}/not-applicable/decline").post(obligation::steps::decline_not_applicable))
        .service(resource("/obligations/{id}/reopening").post(obligation::steps::reopen))
        .service(resource("/obligations/{id}/calls").post(notice::calls::create))
        .service(resource("/months/{plan}/{owner}/{period}/calls").post(notice::calls::create_of_month))
        .service(resource("/obligations/{id}/proposals").post(notice::proposals::create));
}
