use diesel::result::{DatabaseErrorKind, Error};

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
    /// A migration failed.
    #[error("数据库升级失败：{reason}")]
    Migration {
        /// What the driver said, with the migration's name.
        reason: String,
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
    /// Locked, or no free connection: trying again may help.
    #[error("数据库忙，请稍后重试：{reason}")]
    Busy {
        /// What the driver said.
        reason: String,
    },
    /// Anything else: a defect or a broken disk.
    #[error("数据库错误：{0}")]
    Query(Error),
}

impl DbError {
    /// Whether a row was found and cannot be read: the row is at fault, and nothing else.
    pub fn is_unreadable_row(&self) -> bool {
        matches!(self, DbError::Query(Error::DeserializationError(_)))
    }
}

impl From<Error> for DbError {
    fn from(error: Error) -> Self {
        match &error {
            Error::NotFound => DbError::NotFound,
            Error::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                DbError::Duplicate { constraint: info.constraint_name().unwrap_or_else(|| info.message()).to_owned() }
            }
            Error::DatabaseError(DatabaseErrorKind::SerializationFailure, info) => {
                DbError::Busy { reason: info.message().to_owned() }
            }
            // SQLite reports a lock as an unknown error with this message.
            Error::DatabaseError(_, info) if info.message().contains("database is locked") => {
                DbError::Busy { reason: info.message().to_owned() }
            }
            _ => DbError::Query(error),
        }
    }
}
