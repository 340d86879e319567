//! What only calls run into: how a body, a version or a method was wrong.

use actix_web::http::StatusCode;

use super::{Problem, serde_said};
use crate::strings::Message;
use crate::web::query_fault;

/// Why a call was not understood or not let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum CallError {
    /// Wrong password or locked, in the action's words.
    SignInRefused(Message),
    /// It would change something and comes with the cookie alone.
    CookieAlone,
    /// No JSON, or not of the shape asked for.
    UnreadableBody {
        /// What is wrong.
        what: String,
        /// In which line, from 1.
        line: usize,
        /// In which column, from 1.
        column: usize,
    },
    /// The body calls itself something else than JSON.
    NotJson,
    /// More than anybody needs to say.
    TooLarge,
    /// A parameter twice, or not in UTF-8.
    UnreadableQuery(String),
    /// The address is right, the method is not.
    WrongMethod,
    /// Neither `version` nor `If-Match`.
    VersionMissing,
    /// `If-Match` names another version than the one stored.
    StaleTag {
        /// The one stored.
        stored: i32,
    },
}

impl CallError {
    /// The status it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::SignInRefused(_) => StatusCode::UNAUTHORIZED,
            Self::CookieAlone => StatusCode::FORBIDDEN,
            Self::UnreadableBody { .. } | Self::UnreadableQuery(_) => StatusCode::BAD_REQUEST,
            Self::NotJson => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::VersionMissing => StatusCode::PRECONDITION_REQUIRED,
            Self::StaleTag { .. } => StatusCode::PRECONDITION_FAILED,
        }
    }

    /// What to tell whoever called.
    pub(crate) fn message(&self) -> Message {
        match self {
            Self::SignInRefused(reason) => reason.clone(),
            Self::CookieAlone => Message::new("api.cookie_alone"),
            Self::UnreadableBody { what, line, column } => serde_said::said(what, (*line, *column)),
            Self::NotJson => Message::new("api.not_json"),
            Self::TooLarge => Message::new("api.too_large"),
            Self::UnreadableQuery(what) => {
                query_fault::named(what).unwrap_or_else(|| Message::new("api.unreadable_query").with("what", what))
            }
            Self::WrongMethod => Message::new("api.wrong_method"),
            Self::VersionMissing => Message::new("api.version_missing"),
            Self::StaleTag { .. } => Message::new("api.stale_tag"),
        }
    }

    /// What a program can act on, beside the words.
    pub(crate) fn complete(&self, problem: &mut Problem) {
        match self {
            Self::UnreadableBody { line, column, .. } => {
                (problem.line, problem.column) = (Some(*line), Some(*column));
            }
            Self::StaleTag { stored } => problem.current_version = Some(*stored),
            _ => {}
        }
    }
}
