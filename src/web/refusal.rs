//! What a refusal looks like to a person, and what of it stands in the log.

use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, ResponseError as _, web};
use askama::Template;

use super::answer;
use super::error::{RETRY_SECONDS, WebError};
use super::guard::{self, SignedIn};
use super::page::{Page, Who};
use super::source::is_call;
use super::unsent::{Shown, Unsent};
use super::{api, headers, language, menu};
use crate::actions::ActionError;
use crate::app::App;
use crate::db::people::persons::Post;
use crate::domain::id::PostId;
use crate::strings::Strings;

#[derive(Template)]
#[template(path = "refusal.html")]
struct ErrorPage {
    page: Page,
    status: u16,
    message: String,
    /// The catalogue's key of what to do now.
    what_now: Option<&'static str>,
    /// A file was sent, which has to be chosen again.
    had_file: bool,
    /// Posts of the reader that do what this one does not: key, unit, word of the role.
    others: Vec<(PostId, String, &'static str)>,
    unsent: Option<Unsent>,
    /// What was typed, row by row.
    typed: Vec<Vec<Shown>>,
}

impl ErrorPage {
    /// That the present post does not do this, and others do.
    fn in_this_post(&self, who: &Who) -> String {
        self.of_post("error.forbidden_here", &who.unit, who.role)
    }

    /// What the button says that switches to a post.
    fn switch(&self, unit: &str, role: &str) -> String {
        self.of_post("error.switch_to_post", unit, role)
    }

    fn of_post(&self, key: &str, unit: &str, role: &str) -> String {
        self.page.t.fill(key, &[("unit", &unit), ("role", &self.page.word("role", role))])
    }
}

/// The page of a refusal. What was typed is not lost where the refusal is not its writer's doing.
pub(super) async fn page(request: &HttpRequest, app: &App, error: &WebError) -> HttpResponse {
    let status = error.status_code();
    let not_theirs = status.is_server_error() || status == StatusCode::CONFLICT;
    let again = not_theirs && !matches!(error, WebError::Action(ActionError::Stored));
    let unsent = if again { Unsent::of(request).await.filter(|unsent| !unsent.fields.is_empty()) } else { None };
    let secret = unsent.as_ref().map(|unsent| unsent.secret.clone()).unwrap_or_default();
    let reader = reader(request, error).await;
    let others = reader.as_ref().map(|reader| others(request, error, reader)).unwrap_or_default();
    let idle = reader.as_ref().is_some_and(|reader| menu::is_idle(&reader.post));
    let page = match reader {
        Some(reader) => Page::for_reader(request, app, &reader, "error.title"),
        None => Page::for_anybody(request, app, "error.title").with_form_secret(secret),
    };
    let typed = unsent.as_ref().map(|unsent| unsent.shown(page.t)).unwrap_or_default();
    let message = page.t.say(&error.message());
    let (had_file, what_now) = (again && is_upload(request), what_now(request, error, idle));
    let status_code = status.as_u16();
    let mut response = answer::html(
        status,
        &ErrorPage { page, status: status_code, message, what_now, had_file, others, unsent, typed },
    );
    if status == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static(RETRY_SECONDS));
    }
    response
}

/// Who asks, where that is known; where there is nothing to be found, or no right to it, the database is asked, so that whoever
/// is signed in keeps the menu. In other trouble it is not asked once more.
async fn reader(request: &HttpRequest, error: &WebError) -> Option<SignedIn> {
    match (SignedIn::known(request), error) {
        (Some(reader), _) => Some(reader),
        (None, WebError::Action(ActionError::NotFound | ActionError::Forbidden)) => {
            guard::signed_in(request).await.ok()
        }
        (None, _) => None,
    }
}

/// The other posts of a reader that do what was refused: those that were named for it, or that do their work at the address where this
/// one may do nothing.
fn others(request: &HttpRequest, error: &WebError, reader: &SignedIn) -> Vec<(PostId, String, &'static str)> {
    if !matches!(error, WebError::Action(ActionError::Forbidden)) {
        return Vec::new();
    }
    let named = request.extensions().get::<Named>().cloned();
    let works = |post: &Post| match &named {
        Some(Named(posts)) => posts.contains(&post.id),
        None => menu::works_at(post, request.path()),
    };
    if works(&reader.post) {
        return Vec::new();
    }
    let others = reader.posts.iter().filter(|post| post.id != reader.post.id && works(post));
    others.map(|post| (post.id, post.unit.clone(), post.role.as_str())).collect()
}

/// Posts that may do what a request was refused.
#[derive(Clone)]
struct Named(Vec<PostId>);

/// Names the posts in which a reader may do what this request was refused, for its page.
pub(super) fn name_posts(request: &HttpRequest, posts: Vec<PostId>) {
    request.extensions_mut().insert(Named(posts));
}

/// That nothing was changed is said only where it is known.
fn what_now(request: &HttpRequest, error: &WebError, is_idle: bool) -> Option<&'static str> {
    match error {
        // Pages that nobody can use in that post: what the menu promised was true until the settings named another unit.
        WebError::Action(ActionError::Forbidden) if is_idle => Some("error.coordinates_no_more"),
        WebError::Action(ActionError::Unsure(_) | ActionError::Stored) => None,
        WebError::Action(ActionError::Failed(_) | ActionError::Panicked) => {
            (!request.method().is_safe()).then_some("error.look_first")
        }
        WebError::Action(ActionError::Unavailable | ActionError::Collided | ActionError::NoStorage(_)) => {
            Some("error.not_changed")
        }
        WebError::Action(ActionError::NotFound) if request.method().is_safe() => Some("error.not_found_now"),
        WebError::Action(ActionError::Forbidden) => Some("error.forbidden_now"),
        WebError::OthersForm => Some("error.others_form_now"),
        WebError::NotKept => Some("error.not_kept_now"),
        _ => Some("error.what_now"),
    }
}

/// Whether a file was sent.
pub(super) fn is_upload(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/"))
}

/// The log has what the reader is not told. An address may have a secret in it; its pattern has none.
pub(super) fn write_down(request: &HttpRequest, error: &WebError) {
    let (method, address) = (request.method().as_str(), request.match_pattern().unwrap_or_default());
    match error {
        WebError::Action(ActionError::Failed(cause)) => tracing::error!(%cause, method, address, "a request failed"),
        WebError::Action(ActionError::Panicked) => tracing::error!(method, address, "a request failed: it panicked"),
        WebError::Action(ActionError::NoStorage(cause) | ActionError::Unsure(cause)) => {
            tracing::error!(%cause, method, address, "the database did not store what was asked");
        }
        WebError::Action(ActionError::Unavailable | ActionError::Collided) => {
            tracing::warn!(method, address, "the database is busy or away");
        }
        _ => {}
    }
}

/// The answer to a request whose handler panics outside of the blocking threads: nothing is left of the request then.
pub(super) enum Spare {
    /// For a program, in its language.
    Call(&'static Strings),
    /// For a person; boxed, since there is one a request and it is thrown away.
    Page(Box<Page>),
    /// Before there is an application.
    Nothing,
}

impl Spare {
    /// Prepared before the request is handled.
    pub(super) fn of(request: &ServiceRequest) -> Self {
        let request = request.request();
        match request.app_data::<web::Data<App>>() {
            None => Self::Nothing,
            Some(app) if is_call(request) => Self::Call(Strings::of(language::of_call(request, app))),
            Some(app) => Self::Page(Box::new(Page::for_anybody(request, app, "error.title"))),
        }
    }

    /// The answer. It passes by those who would add the headers that all answers have.
    pub(super) fn answer(self) -> HttpResponse {
        let error = WebError::Action(ActionError::Panicked);
        let status = error.status_code();
        let mut response = match self {
            Self::Nothing => error.error_response(),
            Self::Call(strings) => api::refusal(&error, strings.say(&error.message())),
            Self::Page(page) => {
                let message = page.t.say(&error.message());
                let what_now = Some("error.look_first");
                let page = ErrorPage {
                    page: *page,
                    status: status.as_u16(),
                    message,
                    what_now,
                    had_file: false,
                    others: Vec::new(),
                    unsent: None,
                    typed: Vec::new(),
                };
                answer::html(status, &page)
            }
        };
        for (name, value) in headers::SECURE {
            response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        response
    }
}
