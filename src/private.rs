//! Floor 0: files for their owner alone, whatever the umask says. What is kept in them are names, telephone numbers, mails,
//! password hashes and keys, and other accounts of the machine have no business with them.

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// What a file's owner may do: read and write.
const FILE: u32 = 0o600;

/// What a folder's owner may do: everything.
const FOLDER: u32 = 0o700;

/// What the group and everybody else may do.
const OTHERS: u32 = 0o077;

/// A file of ours that others could open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exposed {
    /// Which.
    pub file: PathBuf,
    /// Whether it is its owner's alone now; false where we may not change it.
    pub mended: bool,
}

/// Makes a file that is not there yet.
///
/// # Errors
/// `AlreadyExists`, or a folder that cannot be written to.
pub(crate) fn create_new(file: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(FILE).open(file)
}

/// Makes a file, or empties the one that is there.
///
/// # Errors
/// A file or folder that cannot be written to.
pub(crate) fn create(file: &Path) -> io::Result<File> {
    let made = OpenOptions::new().write(true).create(true).truncate(true).mode(FILE).open(file)?;
    made.set_permissions(Permissions::from_mode(FILE))?;
    Ok(made)
}

/// Makes a folder and those above it that are missing; what is there stays as it is.
///
/// # Errors
/// A folder that cannot be made.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    match folder.as_os_str().is_empty() {
        true => Ok(()),
        false => DirBuilder::new().recursive(true).mode(FOLDER).create(folder),
    }
}

/// So much room is looked for: less than that a start takes up at once.
const ROOM: usize = 1 << 20;

/// Tries whether a file can be written, and whether there is room beside it; nothing is left behind.
///
/// # Errors
/// What the system has against it.
pub(crate) fn try_room(file: &Path) -> io::Result<()> {
    if file.exists() {
        OpenOptions::new().append(true).open(file)?;
    }
    let is_there = |folder: &&Path| folder.as_os_str().is_empty() || folder.exists();
    let folder = file.ancestors().skip(1).find(is_there).unwrap_or(Path::new(""));
    let trial = folder.join(format!(".duban-room-{}", std::process::id()));
    let tried = create_new(&trial).and_then(|mut made| made.write_all(&vec![0; ROOM]).and_then(|()| made.sync_all()));
    let removed = std::fs::remove_file(&trial);
    tried.and(removed)
}

/// Makes a file its owner's alone where it was not: an older version, or a copy by hand, may have left it open.
pub(crate) fn tighten(file: &Path) -> Option<Exposed> {
    let found = std::fs::metadata(file).ok()?;
    if !found.is_file() || found.permissions().mode() & OTHERS == 0 {
        return None;
    }
    let mended = std::fs::set_permissions(file, Permissions::from_mode(FILE)).is_ok();
    Some(Exposed { file: file.to_path_buf(), mended })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_file_that_others_can_open_is_tightened_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        std::fs::write(&file, "old").unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o644)).unwrap();
        assert_eq!(tighten(&file), Some(Exposed { file: file.clone(), mended: true }));
        assert_eq!((mode(&file), tighten(&file)), (0o600, None));
        assert_eq!((tighten(folder.path()), tighten(&folder.path().join("none"))), (None, None));
    }

    #[test]
    fn what_is_made_is_its_owners_alone_and_what_is_there_is_not_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let (deep, file) = (folder.path().join("a/b"), folder.path().join("a/b/file"));
        make_folder(&deep).unwrap();
        drop((create_new(&file).unwrap(), create(&file).unwrap()));
        assert_eq!([&deep, &folder.path().join("a"), &file].map(|path| mode(path)), [0o700, 0o700, 0o600]);
        assert_eq!(mode(folder.path()), 0o755, "it is not ours");
        assert_eq!(create_new(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    }
}
