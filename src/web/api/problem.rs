//! The shape of every refusal.

use actix_web::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a call was refused (RFC 9457), in the language of `Accept-Language`: `zh` or `en`.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct Problem {
    /// Always `about:blank`: the status says which kind it is.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    /// The status.
    pub status: u16,
    /// What is wrong, for people.
    pub detail: String,
    /// The field or parameter that cannot be used (422).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// The version that was given (409).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i32>,
    /// The version that is stored (409, 412).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub current_version: Option<i32>,
    /// Where the body breaks (400).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Where in the line (400).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
}

impl Problem {
    /// A problem of that status, in words for people.
    pub(crate) fn new(status: StatusCode, detail: String) -> Self {
        let title = status.canonical_reason().unwrap_or_default();
        Self { kind: "about:blank", title, status: status.as_u16(), detail, ..Self::default() }
    }
}
