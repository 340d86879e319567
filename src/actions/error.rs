//! The one error of actions. It says what and where as a key of the catalogue, so that a page, a call and
//! the command line each say it in the reader's language; `web::error` alone turns it into a status.

use chrono::TimeDelta;

use crate::auth::password::HashError;
use crate::db::DbError;
use crate::strings::Message;

/// Why a wish was not carried out. Nothing was written.
#[derive(Debug)]
pub enum ActionError {
    /// A field cannot be used as given.
    Invalid {
        /// The field, as the form and the call name it.
        field: &'static str,
        /// What is wrong with it.
        reason: Message,
    },
    /// The actor sees the thing but may not do this.
    Forbidden,
    /// There is no such thing, or none that the actor may know of.
    NotFound,
    /// The state does not allow it.
    Conflict {
        /// Why.
        reason: Message,
        /// The version given and the one stored, where that is the reason.
        versions: Option<(i32, i32)>,
    },
    /// Too many tries, of this one or of all: nothing was looked at.
    Wait {
        /// When to come again, in seconds.
        seconds: i64,
        /// Why.
        reason: Message,
    },
    /// The database is busy: trying again may help.
    Unavailable,
    /// A defect of ours or a broken disk.
    Failed(DbError),
}

impl ActionError {
    /// A field that cannot be used.
    pub fn invalid(field: &'static str, reason: Message) -> Self {
        Self::Invalid { field, reason }
    }

    /// A state that does not allow it.
    pub fn conflict(reason: Message) -> Self {
        Self::Conflict { reason, versions: None }
    }

    /// To come again after a while; `reason` has a gap `n` for the seconds.
    pub fn wait(wait: TimeDelta, reason: &'static str) -> Self {
        // Whoever comes in the very last millisecond is no longer too early.
        let seconds = (wait + TimeDelta::milliseconds(999)).num_seconds().max(1);
        Self::Wait { seconds, reason: Message::new(reason).with("n", seconds) }
    }

    /// What to tell the person who asked.
    pub fn message(&self) -> Message {
        match self {
            Self::Invalid { reason, .. } | Self::Conflict { reason, .. } | Self::Wait { reason, .. } => reason.clone(),
            Self::Forbidden => Message::new("error.forbidden"),
            Self::NotFound => Message::new("error.not_found"),
            Self::Unavailable => Message::new("error.unavailable"),
            Self::Failed(error) => Message::new("error.failed").with("reason", error),
        }
    }
}

impl From<DbError> for ActionError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::NotFound,
            DbError::Busy { .. } => Self::Unavailable,
            other => Self::Failed(other),
        }
    }
}

impl From<HashError> for ActionError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::wait(TimeDelta::seconds(2), "error.too_busy"),
            HashError::Failed(reason) => {
                tracing::error!(reason, "a password could not be hashed");
                Self::Unavailable
            }
        }
    }
}
