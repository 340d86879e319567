//! The one place where a request leaves the async thread: everything that touches the database or hashes a
//! password runs on a blocking thread, connection taken there.

use std::panic::{AssertUnwindSafe, catch_unwind};

use actix_web::web;

use super::tally::counted;
use crate::actions::ActionError;
use crate::app::App;

/// Runs `work` that takes seconds, such as reading a document: as many at once as the settings say, while the others wait.
///
/// # Errors
/// As [`run`].
pub(super) async fn run_long<T: Send + 'static>(
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
/// What `work` returns; [`ActionError::Panicked`] where it panics; [`ActionError::Unavailable`] where the server is
/// stopping.
#[expect(clippy::disallowed_methods, reason = "the one way off the async thread")]
pub(super) async fn run<T: Send + 'static>(
    app: &App,
    work: impl FnOnce(&App) -> Result<T, ActionError> + Send + 'static,
) -> Result<T, ActionError> {
    let app = app.clone();
    // What a panic leaves half done is the transaction, which is rolled back with its connection.
    let work = move || catch_unwind(AssertUnwindSafe(|| work(&app))).unwrap_or(Err(ActionError::Panicked));
    web::block(counted(work)).await.unwrap_or(Err(ActionError::Unavailable))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::process::Command;
    use std::sync::Arc;

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App as Service, HttpResponse};

    use super::*;
    use crate::actions::{Context, Rulebook};
    use crate::auth::hashing::Hasher;
    use crate::clock::Clock;
    use crate::config::Settings;
    use crate::db::Database;
    use crate::web::dress::dress;
    use crate::web::error::WebError;

    /// Set in the process that panics: a panic hook is the whole process's.
    const CHILD: &str = "DUBAN_PANICKING_CHILD";

    async fn in_an_action(app: web::Data<App>) -> Result<HttpResponse, WebError> {
        let action =
            |app: &App| app.ctx.db.write(|_| -> Result<(), ActionError> { panic!("not for ann@test.example") });
        run(&app, action).await?;
        Ok(HttpResponse::Ok().finish())
    }

    async fn in_a_page() -> HttpResponse {
        panic!("of {}", "韦某")
    }

    fn app(folder: &std::path::Path) -> App {
        let own = [("DATABASE_URL", "sqlite", "test.db"), ("DUBAN__AUTH__SECRET_FILE", "", "key")];
        let value = |kind: &str, file| match kind {
            "" => folder.join(file).display().to_string(),
            kind => format!("{kind}://{}", folder.join(file).display()),
        };
        let environment: HashMap<_, _> = own.map(|(name, kind, file)| (name.to_owned(), value(kind, file))).into();
        let settings = Settings::from_parts("test", None, environment).expect("settings");
        let rules = Rulebook::new(&settings.plan).expect("the rules");
        let db = Database::open(&settings.database).expect("a database");
        db.migrate().expect("its tables");
        let hasher = Hasher::new(settings.auth.hash_threads);
        let ctx = Context { db, clock: Clock::system(), settings: Arc::new(settings), rules, hasher, asked: None };
        App::new(ctx, false).expect("a key")
    }

    #[actix_web::test]
    async fn a_panic_is_answered_with_500_and_written_down_with_its_place() {
        if std::env::var_os(CHILD).is_none() {
            let name = "web::blocking::tests::a_panic_is_answered_with_500_and_written_down_with_its_place";
            let myself = std::env::current_exe().expect("this program");
            let child = Command::new(myself).args(["--exact", name, "--nocapture"]).env(CHILD, "1").output();
            let child = child.expect("it runs");
            let log = String::from_utf8_lossy(&child.stderr);
            assert!(child.status.success(), "{log}");
            let lines: Vec<&str> = log.lines().filter(|line| line.contains("something panicked")).collect();
            assert_eq!(lines.len(), 4, "{log}");
            assert!(lines.iter().all(|line| line.contains("src/web/blocking.rs:")), "{log}");
            assert!(lines.iter().any(|line| line.contains("not for ann")), "{log}");
            assert!(!log.contains("test.example") && !log.contains("韦某"), "{log}");
            return;
        }
        tracing_subscriber::fmt().json().with_writer(std::io::stderr).log_internal_errors(false).init();
        crate::app::panics::write_down();
        let folder = tempfile::tempdir().expect("a folder");
        let service = Service::new()
            .app_data(web::Data::new(app(folder.path())))
            .wrap(from_fn(dress))
            .route("/action", web::post().to(in_an_action))
            .route("/api/v1/action", web::post().to(in_an_action))
            .route("/page", web::get().to(in_a_page))
            .route("/api/v1/page", web::get().to(in_a_page));
        let service = init_service(service).await;
        for request in [TestRequest::post().uri("/action"), TestRequest::post().uri("/api/v1/action")] {
            let answer = call_service(&service, request.to_request()).await;
            assert_eq!(answer.status(), 500);
            let said = String::from_utf8_lossy(&read_body(answer).await).into_owned();
            assert!(said.contains("已记入日志") && !said.contains("没有任何内容被更改"), "{said}");
        }
        for address in ["/page", "/api/v1/page"] {
            let answer = actix_web::dev::Service::call(&service, TestRequest::get().uri(address).to_request()).await;
            let error = answer.map(drop).expect_err("the server answers with the error's own answer");
            let answer = error.error_response();
            assert_eq!(answer.status(), 500, "{address}");
            assert!(answer.headers().contains_key("content-security-policy"), "{address}");
            let said = actix_web::body::to_bytes(answer.into_body()).await.expect("a body");
            assert!(String::from_utf8_lossy(&said).contains("已记入日志"), "{address}");
        }
    }
}
