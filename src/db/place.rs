//! Whether the file of an embedded database is still the one that was opened, and whether it is whole. What is written into a
//! file that was moved away or deleted is stored nowhere: nobody will find it.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::{DbError, DbResult};
use crate::private;

/// The first bytes of every file of SQLite's.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// Which file it is: its device and its number there.
type Identity = (u64, u64);

/// The file of the database, where it is one.
pub(super) struct Place {
    file: Option<(PathBuf, Identity)>,
    /// The log beside it into which SQLite writes first, as it was seen last.
    log: Mutex<Option<Identity>>,
    damage: Mutex<Option<Damage>>,
    /// Whether the tables say which programs may run on them.
    pub(super) says_oldest: AtomicBool,
}

/// What some query has said of the file.
pub(super) struct Damage {
    pub(super) reason: String,
    /// When the file was last read through.
    pub(super) looked_at: Option<Duration>,
}

impl Place {
    /// That of a database that was just opened; `None` for a server's.
    pub(super) fn of(file: Option<&Path>) -> io::Result<Self> {
        let file = file.map(|path| identity(path).map(|identity| (path.to_owned(), identity))).transpose()?;
        Ok(Self { file, log: Mutex::default(), damage: Mutex::default(), says_oldest: AtomicBool::default() })
    }

    /// Refuses a file that is no longer the one that was opened, and one whose log was taken away.
    pub(super) fn is_there(&self) -> DbResult<()> {
        let Some((path, opened)) = &self.file else { return Ok(()) };
        let moved = |file: &Path| DbError::Moved { file: file.display().to_string() };
        if identity(path).ok() != Some(*opened) {
            return Err(moved(path));
        }
        let [_, log, ..] = files_of(path);
        if self.lost_log(&log) { Err(moved(&log)) } else { Ok(()) }
    }

    /// Whether the log is another one while this process still holds the one before: SQLite removes a log only when nobody
    /// holds it.
    fn lost_log(&self, log: &Path) -> bool {
        let now = identity(log).ok();
        let mut seen = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let lost = *seen != now && seen.is_some_and(is_held);
        if !lost {
            *seen = now;
        }
        lost
    }

    /// What is wrong with the beginning of the file.
    pub(super) fn bad_head(&self) -> Option<String> {
        let (path, _) = self.file.as_ref()?;
        let mut head = [0; 16];
        match File::open(path).and_then(|mut file| file.read_exact(&mut head)) {
            Ok(()) if head == *MAGIC => None,
            Ok(()) => Some("the file is no database any more".to_owned()),
            Err(error) => Some(error.to_string()),
        }
    }

    /// Remembers what a query has said of the file.
    pub(super) fn note(&self, reason: &str) {
        let mut known = self.known();
        if known.is_none() {
            tracing::error!(reason, "the file of the database is damaged: restore a copy of it");
            *known = Some(Damage { reason: reason.to_owned(), looked_at: None });
        }
    }

    /// What is known of a damage.
    pub(super) fn known(&self) -> MutexGuard<'_, Option<Damage>> {
        self.damage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes the file of a database, empty, for its owner alone: SQLite would ask the umask, and gives the files beside it the
/// mode of this one.
pub(super) fn make(path: &Path) -> std::io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    private::make_folder(path.parent().unwrap_or(Path::new("")))?;
    match private::create_new(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// The file of a database and those that SQLite keeps beside it.
pub(super) fn files_of(path: &Path) -> [PathBuf; 4] {
    ["", "-wal", "-shm", "-journal"].map(|ending| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    })
}

/// Whether this process holds that file open, as Linux lists them; elsewhere nothing is known of it.
fn is_held(file: Identity) -> bool {
    let held = fs::read_dir("/proc/self/fd").into_iter().flatten().flatten();
    held.into_iter().any(|descriptor| identity(&descriptor.path()).is_ok_and(|one| one == file))
}

fn identity(path: &Path) -> io::Result<Identity> {
    fs::metadata(path).map(|file| (file.dev(), file.ino()))
}
