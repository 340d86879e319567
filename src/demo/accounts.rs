//! The accounts of a demonstration: random passwords, kept in one file that only its owner reads.

use std::io::Write;
use std::path::Path;

use anyhow::Context as _;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::person::Role;
use crate::private;

/// Somebody who can sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// What the person does.
    pub role: Role,
    /// The unit's full name.
    pub unit: String,
    /// 姓名.
    pub name: String,
    /// The name to sign in with.
    pub email: String,
    /// The password, in clear: nothing here is real.
    pub password: String,
}

#[derive(Serialize, Deserialize)]
struct AccountsFile {
    url: String,
    as_of: NaiveDate,
    accounts: Vec<Account>,
}

/// Writes `accounts.json`, readable by its owner alone.
///
/// # Errors
/// A folder that cannot be written to.
pub(super) fn write(file: &Path, url: &str, as_of: NaiveDate, accounts: &[Account]) -> anyhow::Result<()> {
    let content = AccountsFile { url: url.to_owned(), as_of, accounts: accounts.to_vec() };
    let half = file.with_extension("json.part");
    let mut out = private::create(&half).with_context(|| half.display().to_string())?;
    out.write_all(serde_json::to_string_pretty(&content)?.as_bytes())?;
    // Whoever waits for the file sees it whole or not at all.
    std::fs::rename(&half, file).with_context(|| file.display().to_string())
}

/// Reads the accounts of an earlier start.
///
/// # Errors
/// A file that is not there or not ours.
pub(super) fn read(file: &Path) -> anyhow::Result<Vec<Account>> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    Ok(serde_json::from_str::<AccountsFile>(&text).with_context(|| file.display().to_string())?.accounts)
}
