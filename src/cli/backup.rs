use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use clap::Args;

use super::output::{refusal, say};
use super::start;
use crate::actions::note_backup;
use crate::clock::Clock;
use crate::db::backup;

/// `duban backup FILE`.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// 备份文件（不能已存在）
    file: PathBuf,
}

fn note(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::open(config, as_of)?;
    note_backup(&ctx).map_err(|error| refusal(ctx.settings.language, &error))
}

/// Copies the embedded database while it is in use.
pub(super) fn run(args: &BackupArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let db = start::open_any_existing(config)?;
    let now = as_of.map_or_else(Clock::system, Clock::running_from).now();
    db.bare(|c| backup::to_file(c, &args.file, now))?;
    let bytes = std::fs::metadata(&args.file)?.len();
    say(&format!("已备份 {} 到 {}（{} KB）", db.target(), args.file.display(), bytes.div_ceil(1024)));
    // What is not noted is backed up all the same: tables of another version are copied, and left alone.
    if let Err(error) = note(config, as_of) {
        tracing::warn!(%error, "the time of the backup is not noted");
    }
    Ok(())
}
