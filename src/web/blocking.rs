//! The one place where a request leaves the async thread: everything that touches the database or hashes a
//! password runs on a blocking thread, connection taken there.

use actix_web::web;

use crate::actions::ActionError;
use crate::app::App;

/// Runs `work` that takes seconds, such as reading a document: as many at once as the settings say, while the others wait.
///
/// # Errors
/// As [`run`].
pub async fn run_long<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let place = app.places.compiles.clone().acquire_owned().await.map_err(|_| ActionError::Unavailable)?;
    run(app, move |app| {
        let _place = place;
        work(app)
    })
    .await
}

/// Runs `work` on a blocking thread.
///
/// # Errors
/// What `work` returns; [`ActionError::Unavailable`] where the server is stopping.
#[expect(clippy::disallowed_methods, reason = "the one way off the async thread")]
pub async fn run<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let app = app.clone();
    web::block(move || work(&app)).await.unwrap_or(Err(ActionError::Unavailable))
}
