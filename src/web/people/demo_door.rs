//! The demonstration's own way in: a role is chosen by a button instead of typed. There is such an address only where the process
//! was started as a demonstration, and it leads through the same gate as a password that is typed.

use actix_web::web::{self, PayloadConfig, ServiceConfig, post};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::sign_in::{SignInForm, attempt};
use crate::app::App;
use crate::domain::typed::UnitName;
use crate::web::error::WebError;
use crate::web::form::{PostedByVisitor, SMALL_FORM_BYTES};

/// What a button sends.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    /// Which of the roles, by its place in their list.
    #[serde(default)]
    role: String,
    #[serde(default)]
    next: String,
}

/// The address, where there are roles to choose from.
pub(in crate::web) fn configure(service: &mut ServiceConfig, app: &App) {
    if !app.roles.is_empty() {
        let door = web::resource("/demo/sign-in").app_data(PayloadConfig::new(SMALL_FORM_BYTES));
        service.service(door.route(post().to(enter)));
    }
}

/// Signs in as who was chosen.
///
/// # Errors
/// Not found for a role that is none of the list.
async fn enter(
    request: HttpRequest,
    app: web::Data<App>,
    form: PostedByVisitor<Chosen>,
) -> Result<HttpResponse, WebError> {
    let Chosen { role, next } = form.0;
    let chosen = role.parse::<usize>().ok().and_then(|place| app.roles.get(place)).ok_or_else(WebError::not_found)?;
    let form = SignInForm { email: chosen.email.clone(), password: chosen.password.clone(), next };
    // A unit of a demonstration has a name that can be typed.
    let unit = UnitName::try_from(chosen.unit.as_str()).ok();
    attempt(&request, &app, form, unit.map(|unit| (unit, chosen.role))).await
}
