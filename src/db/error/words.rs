//! Trouble by its words. diesel passes on no SQLSTATE but those it has a kind for (40001 among them), so these are known by their words: SQLite's
//! are always English, PostgreSQL's are in the language of `lc_messages`, of which those of `is_understood` are known here.

/// Whether trouble is known by its words in that language, a value of PostgreSQL's `lc_messages`. For Chinese of other places
/// the server has no words of its own and speaks English, but for traditional ones.
pub(in crate::db) fn is_understood(lc_messages: &str) -> bool {
    let language = lc_messages.split(['.', '@']).next().unwrap_or_default();
    match language.split(['_', '-', ' ']).next().unwrap_or_default() {
        "C" | "POSIX" | "en" | "English" => true,
        "zh" | "Chinese" => !["TW", "Hant", "Traditional"].iter().any(|other| language.contains(other)),
        _ => false,
    }
}

/// 40P01.
pub(super) const COLLIDED: [&str; 4] =
    ["deadlock detected", "检测到死锁", "could not serialize access", "无法串行访问"];

/// 57P01, 57P02, 57P03, 25P03 and what libpq says by itself.
pub(super) const LOST: [&str; 11] = [
    "terminating connection",
    "中断联接",
    "server closed the connection",
    "no connection to the server",
    "connection not open",
    "the database system is shutting down",
    "数据库系统停止中",
    "the database system is starting up",
    "数据库系统启动中",
    "in recovery mode",
    "not yet accepting connections",
];

/// 53100, 58030, SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY, SQLITE_CANTOPEN.
pub(super) const STORAGE: [&str; 12] = [
    "No space left on device",
    "设备上没有空间",
    "Disk quota exceeded",
    "超出磁盘限额",
    "Input/output error",
    "输入/输出错误",
    "Read-only file system",
    "只读文件系统",
    "database or disk is full",
    "disk I/O error",
    "attempt to write a readonly database",
    "unable to open database file",
];

/// SQLITE_CORRUPT, SQLITE_NOTADB; XX001.
const DAMAGED: [&str; 4] = [
    "database disk image is malformed",
    "file is not a database",
    "malformed database schema",
    "invalid page in block",
];

/// SQLITE_BUSY and SQLITE_LOCKED; 55P03, 57014, 53200, 53300.
pub(super) const BUSY: [&str; 15] = [
    "database is locked",
    "database table is locked",
    "database schema is locked",
    "could not obtain lock",
    "上获得锁",
    "lock timeout",
    "锁超时",
    "statement timeout",
    "语句执行超时",
    "due to user request",
    "out of memory",
    "内存用尽",
    "out of shared memory",
    "too many clients",
    "slots are reserved",
];

/// Whether that is said of a file that is damaged.
pub(in crate::db) fn is_damage(message: &str) -> bool {
    DAMAGED.iter().any(|words| message.contains(words))
}

/// 42P01 and 42703, and what SQLite says of the same: a table or a column is not there.
pub(super) fn is_missing(message: &str) -> bool {
    let on_server =
        |kinds: &[&str], end: &str| kinds.iter().any(|kind| message.starts_with(kind)) && message.ends_with(end);
    ["no such table", "no such column"].iter().any(|words| message.contains(words))
        || message.contains(" has no column named ")
        || on_server(&["relation ", "column "], " does not exist")
        || on_server(&["关系 ", "关系\"", "字段 ", "字段\""], "不存在")
}
