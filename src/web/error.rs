//! Errors at the edge: which status and which words. This file alone maps them; what only calls run into says
//! [`CallError`].
//!
//! Handlers return [`WebError`]; `dress` sees the request too and answers in the reader's language and in the form
//! that was asked for.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError};

use super::api::CallError;
use super::form_page;
use crate::actions::ActionError;
use crate::strings::Message;

/// After so many seconds it may be worth trying again.
pub(super) const RETRY_SECONDS: &str = "2";

/// Why a request was not answered as asked.
#[derive(Debug)]
pub(crate) enum WebError {
    /// Nobody is signed in, or the session is over.
    SignInFirst,
    /// A form that none of our pages sent.
    ForeignForm,
    /// A form that a page of another account sent, which was open in the same browser: it is kept for that account.
    OthersForm,
    /// No form is kept at that address for whoever is signed in.
    NotKept,
    /// A form or body that is none.
    UnreadableForm,
    /// What stands in the address behind its path cannot be taken apart; what is wrong, where that is known.
    UnreadableQuery(Option<Message>),
    /// Why a program's call was not understood or not let through.
    Call(CallError),
    /// A form or body that is larger than we read.
    TooLarge,
    /// A form of some short lines that is larger than they can be.
    LongLines,
    /// A file that is larger than we read, with the most in MB.
    LargeFile(usize),
    /// A body that is packed.
    Packed,
    /// A form with more fields than any of ours.
    TooManyFields,
    /// An address that is longer than any of ours.
    LongAddress,
    /// A form or body that did not come in time.
    TooSlow,
    /// What the action said.
    Action(ActionError),
}

impl From<ActionError> for WebError {
    fn from(error: ActionError) -> Self {
        Self::Action(error)
    }
}

impl From<CallError> for WebError {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl std::fmt::Display for WebError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl WebError {
    /// No such address, or nothing there that the reader may know of.
    pub(super) fn not_found() -> Self {
        Self::Action(ActionError::NotFound)
    }

    /// What to tell whoever asked.
    pub(super) fn message(&self) -> Message {
        match self {
            Self::SignInFirst => Message::new("error.sign_in_first"),
            Self::ForeignForm => Message::new("error.foreign_form"),
            Self::OthersForm => Message::new("error.others_form"),
            Self::NotKept => Message::new("error.not_kept"),
            Self::UnreadableForm => Message::new("error.unreadable_form"),
            Self::UnreadableQuery(what) => what.clone().unwrap_or_else(|| Message::new("error.unreadable_query")),
            Self::TooLarge => Message::new("error.too_large"),
            Self::LongLines => Message::new("error.long_lines"),
            Self::LargeFile(most) => Message::new("error.large_file").with("most", most),
            Self::Packed => Message::new("error.packed"),
            Self::TooManyFields => Message::new("error.too_many_fields"),
            Self::LongAddress => Message::new("error.long_address"),
            Self::TooSlow => Message::new("error.too_slow"),
            Self::Call(error) => error.message(),
            // The reader can do nothing with a driver's words; the log has them.
            Self::Action(ActionError::Failed(_)) => Message::new("error.defect"),
            Self::Action(error) => error.message(),
        }
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::SignInFirst => StatusCode::UNAUTHORIZED,
            Self::ForeignForm | Self::OthersForm => StatusCode::FORBIDDEN,
            Self::NotKept => StatusCode::NOT_FOUND,
            Self::UnreadableForm | Self::UnreadableQuery(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge | Self::TooManyFields | Self::LongLines | Self::LargeFile(_) => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
            Self::LongAddress => StatusCode::URI_TOO_LONG,
            Self::Packed => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Call(error) => error.status(),
            Self::Action(error) => match error {
                ActionError::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                ActionError::Forbidden => StatusCode::FORBIDDEN,
                ActionError::NotFound => StatusCode::NOT_FOUND,
                ActionError::Conflict { .. } => StatusCode::CONFLICT,
                ActionError::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
                ActionError::Unavailable
                | ActionError::Collided
                | ActionError::NoStorage(_)
                | ActionError::Unsure(_)
                | ActionError::Stored => StatusCode::SERVICE_UNAVAILABLE,
                ActionError::Failed(_) | ActionError::Panicked => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::build(self.status_code()).finish()
    }
}

/// No such address, or one that only a form is sent to: who looks at that is led to the form's page.
///
/// # Errors
/// Where there is nothing to look at.
pub(super) async fn nothing_here(request: HttpRequest) -> Result<HttpResponse, WebError> {
    form_page::lead(&request).ok_or_else(WebError::not_found)
}
