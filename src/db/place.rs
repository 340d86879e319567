//! Whether the file of an embedded database is still the one that was opened, and whether it is whole. What is written into a
//! file that was moved away or deleted is stored nowhere: nobody will find it.

mod head;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::error::{DbError, DbResult};
use crate::private;
pub(super) use head::Short;
use head::{Held, Identity, identity};

/// How often a log is looked at that seems to be taken away, and how long is waited between two looks: 0.2 s in all.
const LOOKS: u32 = 21;

/// See [`LOOKS`].
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// The file of the database, where it is one.
#[derive(Default)]
pub(super) struct Place {
    file: Option<(PathBuf, Identity, Held)>,
    /// The log beside it into which SQLite writes first, as it was seen last.
    log: Mutex<Option<Identity>>,
    damage: Mutex<Option<Damage>>,
    /// A length that was less than the head said, and the file was whole with it: a log had the rest.
    whole_at: Mutex<Option<Short>>,
}

/// The room on a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disk {
    /// Bytes that we may still write.
    pub free: u64,
    /// Bytes in all.
    pub all: u64,
}

/// What some query has said of the file.
pub(super) struct Damage {
    pub(super) reason: String,
    /// When the file was last read through.
    pub(super) looked_at: Option<Duration>,
    /// A part of the file is gone: whatever is written may cover that up.
    pub(super) is_cut: bool,
}

impl Place {
    /// That of a database that was just opened; `None` for a server's.
    pub(super) fn of(file: Option<&Path>) -> io::Result<Self> {
        let held = |path: &Path| Held::open(path).map(|(held, identity)| (path.to_owned(), identity, held));
        Ok(Self { file: file.map(held).transpose()?, ..Self::default() })
    }

    /// The file, where it is one.
    pub(super) fn held(&self) -> Option<&fs::File> {
        self.file.as_ref().map(|(.., held)| held.file())
    }

    /// The room on the disk of the file.
    pub(super) fn disk(&self) -> Option<Disk> {
        let (path, ..) = self.file.as_ref()?;
        let room = rustix::fs::statvfs(path).ok()?;
        let bytes = |blocks: u64| blocks.saturating_mul(room.f_frsize);
        Some(Disk { free: bytes(room.f_bavail), all: bytes(room.f_blocks) })
    }

    /// Refuses a file that is no longer the one that was opened, and one whose log was taken away.
    pub(super) fn is_there(&self) -> DbResult<()> {
        let Some((path, opened, _)) = &self.file else { return Ok(()) };
        let moved = |file: &Path| DbError::Moved { file: file.display().to_string() };
        if identity(path).ok() != Some(*opened) {
            return Err(moved(path));
        }
        let [_, log, ..] = files_of(path);
        if self.lost_log(&log) { Err(moved(&log)) } else { Ok(()) }
    }

    /// Whether the log is another one while this process still holds the one before: SQLite removes a log only when nobody
    /// else holds it. Whoever closes the last connection removes it first and lets go of it then, so it is looked at again.
    fn lost_log(&self, log: &Path) -> bool {
        (0..LOOKS).all(|look| {
            if look > 0 {
                std::thread::sleep(BETWEEN_LOOKS);
            }
            self.seems_lost(log)
        })
    }

    fn seems_lost(&self, log: &Path) -> bool {
        let now = identity(log).ok();
        let mut seen = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let lost = *seen != now && seen.is_some_and(is_held);
        if !lost {
            *seen = now;
        }
        lost
    }

    /// What is wrong with the head of the file: it was cut off, or overwritten by another one.
    pub(super) fn bad_head(&self) -> Option<String> {
        self.file.as_ref().and_then(|(.., held)| held.is_amiss())
    }

    /// By how much the file is shorter than its head says, unless it was whole with that.
    pub(super) fn is_short(&self) -> Option<Short> {
        let (.., held) = self.file.as_ref()?;
        held.is_short().filter(|short| *self.whole_at.lock().unwrap_or_else(PoisonError::into_inner) != Some(*short))
    }

    /// Remembers that the file is whole although it is shorter than its head says.
    pub(super) fn note_whole(&self, short: Short) {
        *self.whole_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(short);
    }

    /// Remembers what was said of the file: by a query, or by who read it through at that time because a part of it was gone.
    pub(super) fn note(&self, reason: &str, cut_off: Option<Duration>) {
        let mut known = self.known();
        if known.is_none() {
            tracing::error!(reason, "the file of the database is damaged: restore a copy of it");
        }
        let told = || Damage { reason: reason.to_owned(), looked_at: cut_off, is_cut: cut_off.is_some() };
        if cut_off.is_some() {
            *known = Some(told());
        } else {
            known.get_or_insert_with(told);
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A file whose log is removed while somebody holds it, for so long.
    fn is_there_while_it_is_held_for(held: Duration) -> DbResult<()> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("duban.db");
        fs::write(&path, [0; 100]).unwrap();
        let [_, log, ..] = files_of(&path);
        fs::write(&log, "").unwrap();
        let holder = fs::File::open(&log).unwrap();
        let place = Place::of(Some(&path)).unwrap();
        place.is_there()?;
        fs::remove_file(&log).unwrap();
        std::thread::scope(|scope| {
            scope.spawn(move || {
                std::thread::sleep(held);
                drop(holder);
            });
            place.is_there()
        })
    }

    #[test]
    fn a_log_that_is_being_put_away_is_not_lost_and_one_that_stays_held_is() {
        is_there_while_it_is_held_for(Duration::from_millis(60)).unwrap();
        assert!(matches!(is_there_while_it_is_held_for(Duration::from_secs(2)), Err(DbError::Moved { .. })));
    }
}
