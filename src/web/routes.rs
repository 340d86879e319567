//! Every address, as a table.

use actix_web::web::{self, ServiceConfig, get, post};

use super::{api, assets, error, health, set_password, sign_in};

/// Where each address leads.
pub fn configure(service: &mut ServiceConfig) {
    service
        .route("/healthz", get().to(health::healthz))
        .route("/readyz", get().to(health::readyz))
        .route("/static/{version}/{file:.*}", get().to(assets::serve))
        .route("/", get().to(sign_in::home))
        .route("/sign-in", get().to(sign_in::show))
        .route("/sign-in", post().to(sign_in::submit))
        .route("/sign-out", post().to(sign_in::sign_out))
        .route("/set-password/{token}", get().to(set_password::show))
        .route("/set-password/{token}", post().to(set_password::submit))
        .configure(api::configure)
        .default_service(web::to(error::nothing_here));
}
