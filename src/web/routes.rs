//! Every address, as a table.

use actix_web::Resource;
use actix_web::web::{self, PayloadConfig, ServiceConfig, get, post};

use super::form::{MAX_FORM_BYTES, SMALL_FORM_BYTES};
use super::received::Large;
use super::{
    api, assets, audit, draft, error, health, import, ledger, metrics, my_work, obligation, office, outbox, people,
    plan, policy, post as posts, set_password, sign_in,
};

/// Where each address leads.
pub fn configure(service: &mut ServiceConfig) {
    service
        .route("/healthz", get().to(health::healthz))
        .route("/readyz", get().to(health::readyz))
        .route("/metrics", get().to(metrics::show))
        .route("/static/{version}/{file:.*}", get().to(assets::serve))
        .route("/", get().to(sign_in::home))
        .route("/session", get().to(sign_in::still_here))
        .service(sized("/sign-in", SMALL_FORM_BYTES).get(sign_in::show).post(sign_in::submit))
        .route("/sign-out", post().to(sign_in::sign_out))
        .service(sized("/set-password/{token}", SMALL_FORM_BYTES).get(set_password::show).post(set_password::submit))
        .route("/post", post().to(posts::choose))
        .route("/my-work", get().to(my_work::show))
        .route("/my-work/acknowledgement", post().to(my_work::acknowledge))
        .service(sized("/my-work/month", MAX_FORM_BYTES).app_data(Large).post(my_work::submit_month))
        .route("/obligations/{id}", get().to(obligation::show))
        .route("/obligations/{id}/acknowledgement", post().to(obligation::acknowledge))
        .service(sized("/obligations/{id}/reports", MAX_FORM_BYTES).app_data(Large).post(obligation::report))
        .route("/obligations/{id}/acceptance", post().to(obligation::accept))
        .route("/obligations/{id}/closure", post().to(obligation::close))
        .route("/obligations/{id}/return", post().to(obligation::send_back))
        .route("/obligations/{id}/not-applicable", post().to(obligation::claim_not_applicable))
        .route("/obligations/{id}/not-applicable/confirmation", post().to(obligation::confirm_not_applicable))
        .route("/obligations/{id}/not-applicable/decline", post().to(obligation::decline_not_applicable))
        .route("/obligations/{id}/reopening", post().to(obligation::reopen))
        .route("/obligations/{id}/calls", post().to(obligation::record_call))
        .route("/obligations/{id}/proposals/{proposal}", post().to(obligation::decide))
        .route("/brief", get().to(office::brief))
        .route("/desk", get().to(office::desk))
        .route("/overdue", get().to(office::overdue))
        .route("/review", get().to(office::review))
        .route("/mails", get().to(outbox::list))
        .route("/mails/addresses/lifting", post().to(outbox::lift))
        .route("/mails/{id}", get().to(outbox::show))
        .route("/mails/{id}/resending", post().to(outbox::resend))
        .route("/mails/{id}/html", get().to(outbox::html))
        .route("/ledger", get().to(ledger::show))
        .route("/plan", get().to(plan::show))
        .route("/plans/import", get().to(import::show))
        .route("/plans/import", post().to(import::upload))
        .route("/plans/{id}", get().to(plan::show_one))
        .route("/plans/{id}/review", get().to(draft::show))
        .route("/plans/{id}/tasks/{task}", post().to(draft::edit_task))
        .route("/plans/{id}/tasks/{task}/measures", post().to(draft::add_measure))
        .route("/plans/{id}/measures/{measure}", post().to(draft::assign_units))
        .route("/plans/{id}/measures/{measure}/milestones", post().to(draft::add_milestone))
        .route("/plans/{id}/measures/{measure}/words", post().to(draft::edit_measure))
        .route("/plans/{id}/measures/{measure}/removal", post().to(draft::remove_measure))
        .route("/plans/{id}/leftovers", post().to(draft::settle_leftovers))
        .route("/plans/{id}/leftovers/{leftover}", post().to(draft::settle_leftover))
        .route("/plans/{id}/milestones/{milestone}", post().to(draft::edit_milestone))
        .route("/plans/{id}/measures/{measure}/indicators", post().to(draft::add_indicator))
        .route("/plans/{id}/indicators/{indicator}", post().to(draft::edit_indicator))
        .route("/plans/{id}/problems/{problem}", post().to(draft::settle_problem))
        .route("/plans/{id}/units/{unit}", post().to(draft::place_unit))
        .route("/plans/{id}/confirmation", post().to(draft::confirm))
        .route("/plans/{id}/discard", post().to(draft::discard))
        .route("/people", get().to(people::show))
        .route("/people", post().to(people::add))
        .route("/people/{id}/disable", post().to(people::disable))
        .route("/people/{id}/link", post().to(people::renew_link))
        .route("/people/{id}/unlock", post().to(people::unlock))
        .route("/policy", get().to(policy::show))
        .route("/audit", get().to(audit::show))
        .configure(api::configure)
        .default_service(web::to(error::nothing_here));
}

/// An address whose form may be so large: as a month's table, or no more than a password. Others have 256 KB.
fn sized(address: &str, bytes: usize) -> Resource {
    web::resource(address).app_data(PayloadConfig::new(bytes)).default_service(web::to(error::nothing_here))
}
