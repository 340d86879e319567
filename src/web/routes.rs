//! Every address, as a table.

use actix_web::Resource;
use actix_web::web::{self, PayloadConfig, ServiceConfig, get, post};

use super::form::{MAX_FORM_BYTES, SMALL_FORM_BYTES};
use super::people::set_password;
use super::received::{Bound, Large};
use super::{api, assets, audit, error, health, mail, metrics, notice, obligation, people, plan, system};

/// Where each address leads.
pub(super) fn configure(service: &mut ServiceConfig) {
    service
        .route("/healthz", get().to(health::healthz))
        .route("/readyz", get().to(health::readyz))
        .route("/metrics", get().to(metrics::show))
        .route("/static/{version}/{file:.*}", get().to(assets::serve))
        .route("/", get().to(people::sign_in::home))
        .route("/session", get().to(people::sign_in::still_here))
        .service(sized("/sign-in", SMALL_FORM_BYTES).get(people::sign_in::show).post(people::sign_in::submit))
        .route("/sign-out", post().to(people::sign_in::sign_out))
        .service(sized("/set-password/{token}", SMALL_FORM_BYTES).get(set_password::show).post(set_password::submit))
        .route("/post", post().to(people::post::choose))
        .route("/my-work", get().to(obligation::my_work::show))
        .route("/my-work/acknowledgement", post().to(obligation::my_work::acknowledge))
        .service(sized("/my-work/month", MAX_FORM_BYTES).app_data(Large).post(obligation::month::submit))
        .service(sized("/my-work/month/filing", MAX_FORM_BYTES).app_data(Large).post(obligation::month::file))
        .route("/my-work/month/withdrawal", post().to(obligation::month::withdraw))
        .configure(obligations)
        .route("/brief", get().to(obligation::brief::show))
        .route("/desk", get().to(obligation::desk::show))
        .route("/months/{plan}/{owner}/{period}", get().to(obligation::unit_month::show))
        .route("/months/{plan}/{owner}/{period}", post().to(obligation::unit_month::record))
        .route("/overdue", get().to(notice::overdue::show))
        .route("/review", get().to(obligation::review::show))
        .route("/mails", get().to(mail::mails::list))
        .route("/mails/addresses/lifting", post().to(mail::mails_one::lift))
        .route("/mails/held", get().to(mail::held::show))
        .service(sized("/mails/held/release", SMALL_FORM_BYTES).post(mail::held::release))
        .route("/mails/{id}", get().to(mail::mails_one::show))
        .route("/mails/{id}/resending", post().to(mail::mails_one::resend))
        .route("/mails/{id}/html", get().to(mail::mails_one::html))
        .route("/ledger", get().to(obligation::ledger::show))
        .route("/plan", get().to(plan::tasks::show))
        .route("/plans/import", get().to(plan::import::show))
        .route("/plans/import", post().to(plan::import::upload))
        .route("/plans/{id}", get().to(plan::tasks::show_one))
        .route("/plans/{id}/file", get().to(plan::file::send))
        .service(
            sized("/plans/{id}/review", MAX_FORM_BYTES).app_data(Large).get(plan::draft::show).post(plan::draft::save),
        )
        .route("/plans/{id}/discard", post().to(plan::draft::discard))
        .route("/people", get().to(people::accounts::show))
        .route("/people", post().to(people::accounts::add))
        .configure(person)
        .route("/account", get().to(people::account::show))
        .service(sized("/account/password", SMALL_FORM_BYTES).post(people::account::change_password))
        .route("/account/sessions", post().to(people::account::end_sessions))
        .route("/policy", get().to(people::policy::show))
        .route("/policy/links/{request}", post().to(people::policy::decide))
        .route("/system", get().to(system::show))
        .route("/audit", get().to(audit::show))
        .route("/audit/export", post().to(audit::export::send))
        .configure(api::configure)
        .default_service(web::to(error::nothing_here));
}

/// A person, and all that is done to the account.
fn person(service: &mut ServiceConfig) {
    service
        .route("/people/{id}", get().to(people::person::show))
        .route("/people/{id}", post().to(people::person::save))
        .route("/people/{id}/posts", post().to(people::person::add_post))
        .route("/people/{id}/posts/{post}/end", post().to(people::person::end_post))
        .route("/people/{id}/disable", post().to(people::person::disable))
        .route("/people/{id}/enable", post().to(people::person::enable))
        .route("/people/{id}/link", post().to(people::person::renew_link))
        .route("/people/{id}/unlock", post().to(people::person::unlock));
}

/// An obligation, and all that is done to it.
fn obligations(service: &mut ServiceConfig) {
    service
        .route("/obligations/{id}", get().to(obligation::whole::show))
        .route("/obligations/{id}/acknowledgement", post().to(obligation::steps::acknowledge))
        .service(sized("/obligations/{id}/reports", MAX_FORM_BYTES).app_data(Large).post(obligation::steps::report))
        .route("/obligations/{id}/withdrawal", post().to(obligation::steps::withdraw))
        .route("/obligations/{id}/acceptance", post().to(obligation::steps::accept))
        .route("/obligations/{id}/closure", post().to(obligation::steps::close))
        .route("/obligations/{id}/return", post().to(obligation::steps::send_back))
        .route("/obligations/{id}/not-applicable", post().to(obligation::steps::claim_not_applicable))
        .route("/obligations/{id}/not-applicable/confirmation", post().to(obligation::steps::confirm_not_applicable))
        .route("/obligations/{id}/not-applicable/decline", post().to(obligation::steps::decline_not_applicable))
        .route("/obligations/{id}/reopening", post().to(obligation::steps::reopen))
        .route("/obligations/{id}/calls", post().to(notice::call::record))
        .route("/obligations/{id}/proposals", post().to(notice::decision::propose))
        .route("/obligations/{id}/proposals/{proposal}", post().to(notice::decision::decide));
}

/// An address whose form may be so large: as a month's table, or no more than a password. Others have 256 KB.
fn sized(address: &str, bytes: usize) -> Resource {
    let resource = web::resource(address).app_data(PayloadConfig::new(bytes)).app_data(Bound(bytes));
    resource.default_service(web::to(error::nothing_here))
}
