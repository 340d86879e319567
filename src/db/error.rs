//! Why the database did not do what it was asked: by kinds that callers tell apart, whatever the backend says.

mod words;

use diesel::result::{DatabaseErrorKind, Error};

use words::{BUSY, COLLIDED, LOST, STORAGE, is_missing};
pub(super) use words::{is_damage, is_understood};

/// What a query returns.
pub type DbResult<T> = Result<T, DbError>;

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// The address is neither of the two.
    #[error("数据库地址有误：{url}（应为 sqlite://路径 或 postgres://用户:口令@主机/库名）")]
    BadUrl {
        /// As given, without a password.
        url: String,
    },
    /// No server or no such file.
    #[error("无法打开数据库 {target}：{reason}")]
    Unreachable {
        /// Where, without a password.
        target: String,
        /// What the driver said.
        reason: String,
    },
    /// No copy could be made.
    #[error("无法备份到 {file}：{reason}")]
    Backup {
        /// Where to.
        file: String,
        /// What the driver said, or what to do instead.
        reason: String,
    },
    /// A copy could not be put where the database is to be.
    #[error("无法从 {file} 恢复：{reason}")]
    Restore {
        /// Which.
        file: String,
        /// What is wrong, or what to do instead.
        reason: String,
    },
    /// A migration failed.
    #[error("数据库升级失败：{reason}")]
    Migration {
        /// What the driver said, with the migration's name.
        reason: String,
    },
    /// Newer tables than this program may run on.
    #[error(
        "数据库由更新的版本升级过{}，要求程序级别不低于 {needs}，本程序的级别是 {level}：请改用更新的版本",
        in_brackets(migration)
    )]
    TooNew {
        /// The level that the tables ask for.
        needs: String,
        /// The level of this program.
        level: i32,
        /// The newest migration that this program does not know.
        migration: String,
    },
    /// The asked row is not there.
    #[error("没有找到记录")]
    NotFound,
    /// A row of that key is there already.
    #[error("记录已存在（{constraint}）")]
    Duplicate {
        /// The constraint or column.
        constraint: String,
    },
    /// Locked, at its limits, or no free connection: trying again later may help.
    #[error("数据库忙，请稍后重试：{reason}")]
    Busy {
        /// What the driver said.
        reason: String,
    },
    /// Two transactions got into each other's way and this one was given up: trying again at once helps.
    #[error("数据库中有操作相互冲突，请稍后重试：{reason}")]
    Collided {
        /// What the driver said.
        reason: String,
    },
    /// The connection broke off: what was not committed is not stored.
    #[error("与数据库的连接中断，请稍后重试：{reason}")]
    Lost {
        /// What the driver said.
        reason: String,
    },
    /// The connection broke off while a transaction was committed: nobody knows whether it is stored.
    #[error("与数据库的连接在保存时中断，可能已经保存，请核对：{reason}")]
    Unsure {
        /// What the driver said.
        reason: String,
    },
    /// The disk is full, read-only or broken: nothing was stored, and trying again does not help.
    #[error("数据库无法写入，请检查磁盘空间和权限：{reason}")]
    Storage {
        /// What the driver said.
        reason: String,
    },
    /// The file is not the one that was opened: it was moved, deleted or replaced.
    #[error("数据库文件 {file} 在运行中被移走、删除或替换，已停止写入：请恢复该文件并重新启动")]
    Moved {
        /// Where it was.
        file: String,
    },
    /// The file cannot be read as a database.
    #[error("数据库文件已损坏，请用备份恢复：{reason}")]
    Damaged {
        /// What the driver said.
        reason: String,
    },
    /// A table or a column that there has to be is not there.
    #[error("数据库缺少应有的表或列，请运行 duban migrate，仍缺少的用备份恢复：{reason}")]
    Incomplete {
        /// What the driver said, or which table.
        reason: String,
    },
    /// What was to be stored is no date, or one of another age.
    #[error("不是可用的日期：{reason}")]
    NoDate {
        /// What the driver said.
        reason: String,
    },
    /// Anything else: a defect.
    #[error("数据库错误：{0}")]
    Query(Error),
}

/// （…）, or nothing.
fn in_brackets(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("（{words}）") }
}

/// What a transaction may fail with: [`super::Database`] asks it whether another try may help.
pub trait Failure: From<DbError> {
    /// Whether the database gave the transaction up because of another one.
    fn is_collision(&self) -> bool;

    /// Whether a row was found that cannot be read.
    fn is_unreadable_row(&self) -> bool;

    /// What was said of a file that is damaged.
    fn damage(&self) -> Option<&str>;
}

impl Failure for DbError {
    fn is_collision(&self) -> bool {
        matches!(self, Self::Collided { .. })
    }

    fn is_unreadable_row(&self) -> bool {
        self.is_unreadable_row()
    }

    fn damage(&self) -> Option<&str> {
        match self {
            Self::Damaged { reason } => Some(reason),
            _ => None,
        }
    }
}

impl DbError {
    /// Whether a row was found and cannot be read: the row is at fault, and nothing else.
    pub fn is_unreadable_row(&self) -> bool {
        matches!(self, DbError::Query(Error::DeserializationError(_)))
    }

    /// The same where it happened while a transaction was committed: the answer to a commit may be lost after it was done.
    pub(super) fn of_commit(error: Error) -> Self {
        let never_sent = matches!(error, Error::BrokenTransactionManager | Error::NotInTransaction);
        match Self::from(error) {
            Self::Lost { reason } if !never_sent => Self::Unsure { reason },
            // The last page may have reached the disk before the disk failed; a full one has not taken it.
            Self::Storage { reason } if reason.contains("disk I/O error") => Self::Unsure { reason },
            other => other,
        }
    }
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match error {
            Error::NotFound => Self::NotFound,
            // Why it could not be committed says more than why that could not be taken back.
            Error::RollbackErrorOnCommit { commit_error, .. } => (*commit_error).into(),
            // diesel's word for a connection in an unknown state; the pool throws it away.
            Error::BrokenTransactionManager => Self::Lost { reason: error.to_string() },
            Error::DatabaseError(kind, ref info) => {
                known(kind, info.message(), info.constraint_name()).unwrap_or(Self::Query(error))
            }
            other => Self::Query(other),
        }
    }
}

/// What kind of trouble it is, where that is known.
fn known(kind: DatabaseErrorKind, message: &str, constraint: Option<&str>) -> Option<DbError> {
    let reason = message.trim().replace('\n', " ");
    // What the triggers of the migrations say.
    if message.ends_with(": not a date from 1900 to 2200") {
        return Some(DbError::NoDate { reason });
    }
    Some(match kind {
        DatabaseErrorKind::UniqueViolation => {
            DbError::Duplicate { constraint: constraint.unwrap_or(message).to_owned() }
        }
        DatabaseErrorKind::SerializationFailure => DbError::Collided { reason },
        DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand => DbError::Lost { reason },
        DatabaseErrorKind::ReadOnlyTransaction => DbError::Storage { reason },
        DatabaseErrorKind::Unknown => {
            let says = |words: &[&str]| words.iter().any(|word| message.contains(word));
            match () {
                () if says(&COLLIDED) => DbError::Collided { reason },
                () if says(&LOST) => DbError::Lost { reason },
                () if says(&STORAGE) => DbError::Storage { reason },
                () if is_damage(message) => DbError::Damaged { reason },
                () if says(&BUSY) => DbError::Busy { reason },
                () if is_missing(message) => DbError::Incomplete { reason },
                () => return None,
            }
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(message: &str) -> DbError {
        Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new(message.to_owned())).into()
    }

    #[test]
    fn trouble_is_known_by_its_words_in_either_language() {
        for deadlock in ["deadlock detected", "检测到死锁"] {
            assert!(of(deadlock).is_collision(), "{deadlock}");
        }
        for lost in ["terminating connection due to administrator command", "由于管理员命令中断联接"] {
            assert!(matches!(of(lost), DbError::Lost { .. }), "{lost}");
        }
        for full in ["could not extend file \"base/1/2\": No space left on device", "database or disk is full"] {
            assert!(matches!(of(full), DbError::Storage { .. }), "{full}");
        }
        for busy in ["database is locked", "canceling statement due to lock timeout", "由于锁超时，取消语句操作"]
        {
            assert!(matches!(of(busy), DbError::Busy { .. }), "{busy}");
        }
        for missing in [
            "no such table: plans",
            "relation \"plans\" does not exist",
            "关系 \"plans\" 不存在",
            "column p.year does not exist",
        ] {
            assert!(matches!(of(missing), DbError::Incomplete { .. }), "{missing}");
        }
        assert!(matches!(of("function year(date) does not exist"), DbError::Query(_)));
    }

    #[test]
    fn a_language_without_known_words_is_told_apart() {
        for known in
            ["C", "POSIX", "C.UTF-8", "en_US.utf8", "en_GB@euro", "zh_CN.UTF-8", "zh_SG", "English_United States.1252"]
        {
            assert!(is_understood(known), "{known}");
        }
        for strange in ["", "de_DE.UTF-8", "zh_TW.UTF-8", "Chinese (Traditional)_Taiwan.950", "cs_CZ", "eng"] {
            assert!(!is_understood(strange), "{strange}");
        }
    }

    #[test]
    fn only_an_answer_that_is_lost_after_the_commit_was_sent_leaves_doubt() {
        let closed = || Error::DatabaseError(DatabaseErrorKind::ClosedConnection, Box::new("closed".to_owned()));
        assert!(matches!(DbError::from(closed()), DbError::Lost { .. }));
        assert!(matches!(DbError::of_commit(closed()), DbError::Unsure { .. }));
        let both = Error::RollbackErrorOnCommit {
            rollback_error: Box::new(Error::BrokenTransactionManager),
            commit_error: Box::new(closed()),
        };
        assert!(matches!(DbError::of_commit(both), DbError::Unsure { .. }));
        assert!(matches!(DbError::of_commit(Error::BrokenTransactionManager), DbError::Lost { .. }));
        let full = Error::DatabaseError(DatabaseErrorKind::Unknown, Box::new("database or disk is full".to_owned()));
        assert!(matches!(DbError::of_commit(full), DbError::Storage { .. }));
    }
}
