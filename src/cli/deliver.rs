use std::path::Path;

use anyhow::bail;
use chrono::NaiveDateTime;

use super::output::{refusal, say};
use super::start;
use crate::letters::deliver;
use crate::mail::Transport;

/// Delivers what is queued, until nothing is due.
pub fn run(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::existing_context(config, as_of)?;
    let transport = Transport::from_settings(&ctx.settings.mail);
    let delivered = deliver(&ctx, &transport).map_err(|error| refusal(ctx.settings.language, &error))?;
    if let Some(reason) = &delivered.no_connection {
        bail!("无法连接邮件服务器：{reason}");
    }
    say(&format!(
        "已发出 {}，待重试 {}，存疑 {}，退信 {}，失败 {}，取消 {}，不发 {}，过期 {}",
        delivered.accepted,
        delivered.put_off,
        delivered.doubtful,
        delivered.bounced,
        delivered.failed,
        delivered.cancelled,
        delivered.suppressed,
        delivered.expired
    ));
    Ok(())
}
