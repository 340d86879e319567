//! The one error of actions. It says what and where as a key of the catalogue, so that a page, a call and
//! the command line each say it in the reader's language; `web::error` alone turns it into a status.

use chrono::TimeDelta;

use crate::auth::password::HashError;
use crate::db::{DbError, Failure};
use crate::strings::Message;

/// Why a wish was not carried out. Nothing was written, but for the two that say so.
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
    /// The database is busy or away: trying again may help.
    Unavailable,
    /// The database gave the transaction up because of another one, more than once: trying again may help.
    Collided,
    /// The disk is full, read-only or broken, the file is another one, tables are missing, or this program is too old to write
    /// here: what is stored can still be read.
    NoStorage(DbError),
    /// The database went away while the wish was being stored: nobody knows whether it is.
    Unsure(DbError),
    /// It is stored; only what it led to could not be read.
    Stored,
    /// A defect of ours that the database told of.
    Failed(DbError),
    /// A defect of ours: something panicked, and the log says where.
    Panicked,
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

    /// Whether it may be the fault of one row: not where the database is in trouble, which is nobody's.
    pub fn is_of_one_row(&self) -> bool {
        !self.is_of_the_database()
    }

    /// Whether the database is in trouble, and not what was asked of it.
    pub fn is_of_the_database(&self) -> bool {
        matches!(self, Self::Unavailable | Self::Collided | Self::NoStorage(_) | Self::Unsure(_))
    }

    /// The same for a failure to read after something was stored: nobody must take it for a refusal.
    pub fn after_storing(self) -> Self {
        if self.is_of_the_database() || matches!(self, Self::Failed(_)) {
            tracing::warn!(error = ?self, "the answer to something that is stored could not be read");
            return Self::Stored;
        }
        self
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
            Self::Unavailable | Self::Collided => Message::new("error.unavailable"),
            Self::NoStorage(DbError::Moved { .. }) => Message::new("error.file_replaced"),
            Self::NoStorage(DbError::Damaged { .. }) => Message::new("error.file_damaged"),
            Self::NoStorage(DbError::TooNew { .. }) => Message::new("error.program_too_old"),
            Self::NoStorage(DbError::Incomplete { .. }) => Message::new("error.tables_missing"),
            Self::NoStorage(_) => Message::new("error.no_storage"),
            Self::Unsure(_) => Message::new("error.unsure"),
            Self::Stored => Message::new("error.stored"),
            Self::Panicked => Message::new("error.defect"),
            Self::Failed(error) => Message::new("error.failed").with("reason", error),
        }
    }
}

impl From<DbError> for ActionError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::NotFound,
            DbError::Busy { .. } | DbError::Lost { .. } | DbError::Unreachable { .. } => Self::Unavailable,
            // Somebody was faster: what a look before had not found is there now.
            DbError::Duplicate { constraint } => {
                tracing::info!(constraint, "somebody else has just written the same");
                Self::conflict(Message::new("error.duplicate"))
            }
            DbError::Collided { .. } => Self::Collided,
            // What was read as a date that nobody can read was to be stored again.
            DbError::NoDate { ref reason } => {
                tracing::warn!(reason, "a date that cannot be read is not stored again");
                Self::conflict(Message::new("error.no_date"))
            }
            DbError::Storage { .. }
            | DbError::Moved { .. }
            | DbError::Damaged { .. }
            | DbError::Incomplete { .. }
            | DbError::TooNew { .. } => Self::NoStorage(error),
            DbError::Unsure { .. } => Self::Unsure(error),
            other => Self::Failed(other),
        }
    }
}

impl Failure for ActionError {
    fn is_collision(&self) -> bool {
        matches!(self, Self::Collided)
    }

    fn is_unreadable_row(&self) -> bool {
        matches!(self, Self::Failed(error) if error.is_unreadable_row())
    }

    fn damage(&self) -> Option<&str> {
        match self {
            Self::NoStorage(error) => error.damage(),
            _ => None,
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
