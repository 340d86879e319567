//! The one place where a request leaves the async thread: everything that touches the database or hashes a
//! password runs on a blocking thread, connection taken there.

use std::panic::{AssertUnwindSafe, catch_unwind};

use actix_web::web;

use crate::actions::ActionError;
use crate::app::App;

/// Runs `work` on a blocking thread.
///
/// # Errors
/// What `work` returns; [`ActionError::Panicked`] where it panics; [`ActionError::Unavailable`] where the server is
/// stopping.
#[expect(clippy::disallowed_methods, reason = "the one way off the async thread")]
pub async fn run<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let app = app.clone();
    // What a panic leaves half done is the transaction, which is rolled back with its connection.
    let work = move || catch_unwind(AssertUnwindSafe(|| work(&app))).unwrap_or(Err(ActionError::Panicked));
    web::block(work).await.unwrap_or(Err(ActionError::Unavailable))
}
