use std::path::Path;

use chrono::NaiveDateTime;

use super::output::say;
use super::start;
use crate::db::plan::identity;

/// Brings the tables up to date and says what was done.
pub(super) fn run(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::open(config, as_of)?;
    let ran = start::bring_up_to_date(&ctx)?;
    for name in &ran {
        say(&format!("已执行 {name}"));
    }
    for (id, title, first) in ctx.db.read(identity::duplicates)? {
        say(&format!("计划 {id}《{title}》与计划 {first} 同名同年：不能再启用，请删除其中一份草稿"));
    }
    say(&format!("数据库 {} 已是最新", ctx.db.target()));
    Ok(())
}
