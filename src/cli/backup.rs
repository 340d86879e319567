use std::path::{Path, PathBuf};

use clap::Args;

use super::output::say;
use super::start;
use crate::db::backup;

/// `duban backup FILE`.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// 备份文件（不能已存在）
    file: PathBuf,
}

/// Copies the embedded database while it is in use.
pub(super) fn run(args: &BackupArgs, config: Option<&Path>) -> anyhow::Result<()> {
    let db = start::open_any_existing(config)?;
    db.bare(|c| backup::to_file(c, &args.file))?;
    let bytes = std::fs::metadata(&args.file)?.len();
    say(&format!("已备份 {} 到 {}（{} KB）", db.target(), args.file.display(), bytes.div_ceil(1024)));
    Ok(())
}
