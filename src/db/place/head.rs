//! The head of the file of an embedded database, its first 100 bytes (<https://www.sqlite.org/fileformat.html>), and how long
//! the file is. Whoever overwrites a file under a running program, or cuts it off, leaves it at its place and with its number:
//! only what stands in it tells.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::{FileExt as _, MetadataExt as _};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

/// The first bytes of every file of SQLite's.
const MAGIC: &[u8] = b"SQLite format 3\0";

/// So long a head is.
const HEAD: u64 = 100;

/// So often at most a head is looked at before it is taken for what it shows, and how long apart.
const LOOKS: usize = 3;
const APART: Duration = Duration::from_millis(10);

/// Which file it is: its device and its number there.
pub(super) type Identity = (u64, u64);

/// Which file stands at a path.
pub(super) fn identity(path: &Path) -> io::Result<Identity> {
    fs::metadata(path).map(|file| (file.dev(), file.ino()))
}

/// The first bytes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head([u8; 100]);

/// A file that is shorter than its head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::db) struct Short {
    /// Of so many bytes it speaks.
    pub(in crate::db) wanted: u64,
    /// So many there are.
    pub(in crate::db) found: u64,
}

impl Short {
    /// Whether not even the head is there.
    pub(in crate::db) fn has_no_head(self) -> bool {
        self.found < HEAD
    }
}

impl Head {
    /// The number of four bytes there.
    fn number(&self, at: usize) -> u32 {
        let Self(bytes) = self;
        bytes.iter().skip(at).take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
    }

    /// What stays as it is for as long as anybody has the file open: that it is a database, how large its pages are, and that it
    /// is written by a log.
    fn lasting(&self) -> impl Iterator<Item = &u8> {
        self.0.iter().take(20)
    }

    fn page_size(&self) -> u64 {
        match self.number(16) >> 16 {
            1 => 65_536,
            size => size.into(),
        }
    }

    /// How long the file is to be; `None` where an old program has left that open.
    fn length(&self) -> Option<u64> {
        let is_valid = self.number(24) == self.number(92);
        is_valid.then(|| u64::from(self.number(28)) * self.page_size())
    }

    /// Why this cannot come after that one: what is counted in a head only grows. The pages become fewer where everything is
    /// packed anew (VACUUM), and that counts as a change of the tables; what packs itself gives up pages at any time.
    fn comes_not_after(&self, before: &Self) -> Option<&'static str> {
        let counted = |at: usize| (self.number(at), before.number(at));
        let ((changes, changes_before), (tables, tables_before)) = (counted(24), counted(40));
        let (pages, pages_before) = counted(28);
        match () {
            () if !self.0.starts_with(MAGIC) => Some("the file is no database any more"),
            () if self.lasting().ne(before.lasting()) => Some("the file was overwritten by another database"),
            () if changes < changes_before || tables < tables_before => {
                Some("the file was overwritten by an older one")
            }
            () if tables == tables_before && pages < pages_before && self.number(52) == 0 => {
                Some("the file was overwritten by a shorter one")
            }
            () => None,
        }
    }
}

/// The file of a database, held open to look at its head.
#[derive(Debug)]
pub(super) struct Held {
    file: Arc<File>,
    /// As it was seen last.
    seen: Mutex<Head>,
}

/// The files that are held. A process that closes a file gives up all its locks on it, SQLite's among them: whoever then closes
/// the database elsewhere takes the log away from under us. So each file is opened once and closed with the last of its databases.
static HELD: Mutex<BTreeMap<Identity, Weak<File>>> = Mutex::new(BTreeMap::new());

impl Held {
    /// That of a database that was just opened, and which file it is.
    pub(super) fn open(path: &Path) -> io::Result<(Self, Identity)> {
        let mut all = HELD.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, file| file.strong_count() > 0);
        let identity = identity(path)?;
        let file = match all.get(&identity).and_then(Weak::upgrade) {
            Some(file) => file,
            None => Arc::new(File::open(path)?),
        };
        all.insert(identity, Arc::downgrade(&file));
        let seen = Mutex::new(steady(&file)?);
        Ok((Self { file, seen }, identity))
    }

    /// The file itself.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// What is wrong with the head. Nobody is blamed for what was seen while it was being written.
    pub(super) fn is_amiss(&self) -> Option<String> {
        let mut amiss = self.looked_at();
        for _ in 1..LOOKS {
            amiss.as_ref()?;
            std::thread::sleep(APART);
            amiss = self.looked_at();
        }
        amiss
    }

    fn looked_at(&self) -> Option<String> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let head = match steady(&self.file) {
            Ok(head) => head,
            // That the file is too short is said elsewhere.
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return None,
            Err(error) => return Some(error.to_string()),
        };
        let amiss = head.comes_not_after(&seen);
        if amiss.is_none() {
            *seen = head;
        }
        amiss.map(str::to_owned)
    }

    /// By how much the file is too short. A log may have the rest, while pages are carried over from it: whoever is told
    /// has to read the file through.
    pub(super) fn is_short(&self) -> Option<Short> {
        let wanted = match steady(&self.file) {
            Ok(head) => head.length()?,
            Err(_) => self.seen.lock().unwrap_or_else(PoisonError::into_inner).length().unwrap_or(HEAD),
        };
        // After the head: a file that is just growing is longer by then.
        let found = self.file.metadata().ok()?.size();
        (found < wanted).then_some(Short { wanted, found })
    }
}

/// The head of a file as it is twice in a row: half of an old one and half of a new one is none.
fn steady(file: &File) -> io::Result<Head> {
    let read = || {
        let mut head = [0; 100];
        file.read_exact_at(&mut head, 0).map(|()| Head(head))
    };
    let mut before = read()?;
    loop {
        let head = read()?;
        if head == before {
            return Ok(head);
        }
        before = head;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(changes: u32, pages: u32, tables: u32) -> Head {
        let mut bytes = [0; 100];
        bytes[..16].copy_from_slice(MAGIC);
        bytes[16..20].copy_from_slice(&[16, 0, 2, 2]);
        for (at, number) in [(24, changes), (28, pages), (40, tables), (92, changes)] {
            bytes[at..at + 4].copy_from_slice(&number.to_be_bytes());
        }
        Head(bytes)
    }

    #[test]
    fn a_head_says_how_long_its_file_is_to_be_where_it_knows() {
        assert_eq!(head(7, 3, 1).length(), Some(3 * 4096));
        let mut large = head(7, 3, 1);
        large.0[16..18].copy_from_slice(&[0, 1]);
        assert_eq!(large.length(), Some(3 * 65_536));
        large.0[95] += 1;
        assert_eq!(large.length(), None, "a program that counts no pages wrote last");
    }

    #[test]
    fn what_is_counted_only_grows_but_for_pages_that_were_packed() {
        let before = head(7, 30, 4);
        for after in [before, head(8, 30, 4), head(7, 31, 4), head(9, 12, 5)] {
            assert_eq!(after.comes_not_after(&before), None, "{after:?}");
        }
        for other in [head(6, 30, 4), head(7, 29, 4), head(8, 30, 3), Head([0; 100])] {
            assert!(other.comes_not_after(&before).is_some(), "{other:?}");
        }
        let (mut unlogged, mut packs_itself) = (before, head(8, 12, 4));
        unlogged.0[18..20].copy_from_slice(&[1, 1]);
        packs_itself.0[55] = 9;
        assert!(unlogged.comes_not_after(&before).is_some(), "a copy is not written by a log");
        assert_eq!(packs_itself.comes_not_after(&before), None);
    }
}
