use std::path::Path;

use chrono::NaiveDateTime;

use super::output::say;
use super::start;

/// Brings the tables up to date and says what was done.
pub(super) fn run(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::open(config, as_of)?;
    let ran = start::bring_up_to_date(&ctx)?;
    for name in &ran {
        say(&format!("已执行 {name}"));
    }
    say(&format!("数据库 {} 已是最新", ctx.db.target()));
    Ok(())
}
