//! Which version of an obligation a caller saw: `If-Match` or `version` in the body. A change without either is
//! refused, so that nobody overwrites by accident what somebody else has done.

use actix_web::HttpRequest;
use actix_web::http::header::IF_MATCH;

use super::CallError;
use crate::actions::ActionError;
use crate::web::error::WebError;

/// No obligation ever has this version.
const NEVER: i32 = -1;

/// What `If-Match` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// `*`: whatever is stored.
    Any,
    /// A version; one that is none of ours never matches.
    Version(i32),
}

impl Tag {
    /// The tag of a request. A proxy that compresses makes tags weak: that is overlooked.
    pub(super) fn of(request: &HttpRequest) -> Option<Self> {
        let given = request.headers().get(IF_MATCH)?.to_str().unwrap_or_default().trim();
        Some(Self::parse(given))
    }

    fn parse(given: &str) -> Self {
        let strong = given.strip_prefix("W/").unwrap_or(given);
        let quoted = strong.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match given {
            "*" => Self::Any,
            _ => Self::Version(quoted.and_then(|version| version.parse().ok()).unwrap_or(NEVER)),
        }
    }
}

/// The tag of a version, as `ETag` gives it.
pub(super) fn etag(version: i32) -> String {
    format!("\"{version}\"")
}

/// The version a caller saw, and how it said so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    tag: Option<Tag>,
    body: Option<i32>,
}

impl Seen {
    /// Whatever is stored: for what no version matters to.
    pub(super) const ANY: Self = Self { tag: Some(Tag::Any), body: None };

    /// What the header and the body say.
    ///
    /// # Errors
    /// [`CallError::VersionMissing`] where neither says anything.
    pub(super) fn new(tag: Option<Tag>, body: Option<i32>) -> Result<Self, CallError> {
        if tag.is_none() && body.is_none() { Err(CallError::VersionMissing) } else { Ok(Self { tag, body }) }
    }

    /// The version to be compared with the one stored. Where header and body differ one of them is stale, and no
    /// version will do; [`Seen::refusal`] then finds out which.
    pub(super) fn version(self) -> Option<i32> {
        match (self.tag, self.body) {
            (None | Some(Tag::Any), body) => body,
            (Some(Tag::Version(tag)), Some(body)) if tag != body => Some(NEVER),
            (Some(Tag::Version(tag)), _) => Some(tag),
        }
    }

    /// The error as the caller's way of naming the version has it: 412 for a stale header, 409 for a stale body.
    pub(super) fn refusal(self, error: ActionError) -> WebError {
        match (error, self.tag) {
            (ActionError::Conflict { versions: Some((_, stored)), .. }, Some(Tag::Version(tag))) if tag != stored => {
                CallError::StaleTag { stored }.into()
            }
            (ActionError::Conflict { versions: Some((given, stored)), reason }, _) => {
                let versions = Some((self.body.unwrap_or(given), stored));
                ActionError::Conflict { reason, versions }.into()
            }
            (error, _) => error.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::strings::Message;
    use actix_web::ResponseError;

    #[test]
    fn a_tag_is_a_quoted_version_a_star_or_nothing_of_ours() {
        assert_eq!(Tag::parse("\"3\""), Tag::Version(3));
        assert_eq!(Tag::parse("W/\"3\""), Tag::Version(3));
        assert_eq!(Tag::parse("*"), Tag::Any);
        for foreign in ["3", "\"three\"", "\"3\", \"4\"", ""] {
            assert_eq!(Tag::parse(foreign), Tag::Version(NEVER), "{foreign}");
        }
    }

    /// What an obligation at version 5 answers to this header and this body.
    fn answer(tag: Option<Tag>, body: Option<i32>) -> u16 {
        let Ok(seen) = Seen::new(tag, body) else { return CallError::VersionMissing.status().as_u16() };
        match seen.version() {
            None | Some(5) => 200,
            Some(given) => {
                let reason = Message::new("step.overtaken");
                seen.refusal(ActionError::Conflict { reason, versions: Some((given, 5)) }).status_code().as_u16()
            }
        }
    }

    #[test]
    fn a_stale_header_fails_the_precondition_a_stale_body_conflicts_and_one_of_them_is_needed() {
        let (fresh, stale) = (Some(Tag::Version(5)), Some(Tag::Version(4)));
        assert_eq!([answer(fresh, None), answer(None, Some(5)), answer(fresh, Some(5))], [200, 200, 200]);
        assert_eq!([answer(stale, None), answer(stale, Some(5)), answer(stale, Some(4))], [412, 412, 412]);
        assert_eq!([answer(None, Some(4)), answer(fresh, Some(4)), answer(Some(Tag::Any), Some(4))], [409, 409, 409]);
        assert_eq!([answer(None, None), answer(Some(Tag::Any), None)], [428, 200]);
    }
}
