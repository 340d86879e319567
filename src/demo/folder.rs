//! The folder of a demonstration: what is in it, and what may be deleted.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use chrono::NaiveDate;

use super::accounts::{self, Account};
use crate::private;

/// Written first of all: only a folder that has it is ever cleared. A real database may have the same file names.
const BEGUN: &str = "demo.begun";

/// What a demonstration makes; nothing else is ever deleted.
const OWN: [&str; 8] = [
    BEGUN,
    "duban.db",
    "duban.db-wal",
    "duban.db-shm",
    "session.key",
    "accounts.json",
    "accounts.json.part",
    "demo.ready",
];

/// A folder for one demonstration, locked against any other as long as this value lives.
pub struct Folder {
    path: PathBuf,
    _lock: File,
}

impl Folder {
    /// Takes a folder, and makes it when missing. One that holds anything else is left alone.
    ///
    /// # Errors
    /// A folder that holds something else, that another demonstration uses, or that cannot be made.
    pub fn take(path: &Path) -> anyhow::Result<Self> {
        private::make_folder(path).with_context(|| format!("无法建立数据文件夹 {}", path.display()))?;
        let begun = path.join(BEGUN).exists();
        for entry in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
            let name = entry?.file_name();
            if !begun || !OWN.iter().any(|own| name == *own) {
                bail!("文件夹 {} 中有不属于演示的内容（{}），请另选 --data", path.display(), name.display());
            }
        }
        let lock = private::create(&path.join(BEGUN)).with_context(|| path.display().to_string())?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_path_buf(), _lock: lock }),
            Err(TryLockError::WouldBlock) => bail!("文件夹 {} 正在被另一个演示使用，请另选 --data", path.display()),
            Err(TryLockError::Error(error)) => Err(error).with_context(|| path.display().to_string()),
        }
    }

    /// A file of the folder.
    pub fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Whether a demonstration was completed here.
    pub fn is_ready(&self) -> bool {
        self.file("demo.ready").exists()
    }

    /// Remembers that the demonstration is complete.
    ///
    /// # Errors
    /// A folder that cannot be written to.
    pub fn mark_ready(&self) -> anyhow::Result<()> {
        let marker = self.file("demo.ready");
        private::create(&marker).map(drop).with_context(|| marker.display().to_string())
    }

    /// Deletes what a demonstration made here.
    ///
    /// # Errors
    /// A file that cannot be deleted.
    pub fn clear(&self) -> anyhow::Result<()> {
        let made = OWN.iter().filter(|name| **name != BEGUN).map(|name| self.file(name));
        for file in made.filter(|file| file.exists()) {
            std::fs::remove_file(&file).with_context(|| file.display().to_string())?;
        }
        Ok(())
    }

    /// The accounts of an earlier start.
    ///
    /// # Errors
    /// A file that is not there or not ours.
    pub fn accounts(&self) -> anyhow::Result<Vec<Account>> {
        accounts::read(&self.file("accounts.json"))
    }

    /// Writes the accounts with the address they are good for.
    ///
    /// # Errors
    /// A folder that cannot be written to.
    pub fn write_accounts(&self, url: &str, as_of: NaiveDate, list: &[Account]) -> anyhow::Result<()> {
        accounts::write(&self.file("accounts.json"), url, as_of, list)
    }
}
