//! Files that somebody names: read within a bound, refused with what is wrong.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::Context as _;

use crate::compiler::MAX_FILE_BYTES;

/// The largest file of our own settings and lists, in bytes.
pub(crate) const MAX_LIST_BYTES: u64 = 4 << 20;

/// Reads a text of our own.
///
/// # Errors
/// Where it is no UTF-8, too; as [`read_list`].
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    let text = String::from_utf8(read_list(path)?)
        .map_err(|e| anyhow::anyhow!("第 {} 字节起不是 UTF-8 文字", e.utf8_error().valid_up_to() + 1))
        .with_context(|| unreadable(path))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The bytes of a list of ours.
///
/// # Errors
/// A file that is larger than [`MAX_LIST_BYTES`]; as [`read_bytes`].
pub(crate) fn read_list(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = read_within(path, MAX_LIST_BYTES)?;
    if u64::try_from(bytes.len()).is_ok_and(|size| size > MAX_LIST_BYTES) {
        anyhow::bail!("{}: 文件太大（上限 {} MB）", unreadable(path), MAX_LIST_BYTES >> 20);
    }
    Ok(bytes)
}

/// The bytes of a document, one more than is read at most.
///
/// # Errors
/// What the system says, in words that name the file.
pub(crate) fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    read_within(path, MAX_FILE_BYTES)
}

fn read_within(path: &Path, most: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(most + 1).read_to_end(&mut bytes))
        .map_err(|error| anyhow::anyhow!(reason(&error)))
        .with_context(|| unreadable(path))?;
    Ok(bytes)
}

/// That a file cannot be read.
pub(crate) fn unreadable(path: &Path) -> String {
    format!("读不了 {}", path.display())
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        std::io::ErrorKind::IsADirectory => "是文件夹，不是文件".to_owned(),
        _ => error.to_string(),
    }
}
