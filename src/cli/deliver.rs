use std::path::Path;

use anyhow::bail;
use chrono::NaiveDateTime;

use super::output::{refusal, say};
use super::start;
use crate::config::MailSettings;
use crate::delivery::{Courier, Delivered};
use crate::mail::Transport;
use crate::strings::Strings;
use crate::views::server_said;

/// Delivers what is queued, until nothing is due; what a killed run had in hand is taken over. Mail that does not leave is an
/// error.
pub(super) fn run(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::existing_context(config, as_of)?;
    let transport = Transport::from_settings(&ctx.settings.mail);
    let delivered = Courier::default().deliver_to_the_end(&ctx, &transport);
    let delivered = delivered.map_err(|error| refusal(ctx.settings.language, &error))?;
    let strings = Strings::of(ctx.settings.language);
    if let Some(reason) = &delivered.no_connection {
        let (server, reason) = (server(&ctx.settings.mail), server_said(strings, reason));
        bail!("无法连接邮件服务器 {server}：{reason}{}", so_far(&delivered));
    }
    if let Some(reason) = &delivered.all_refused {
        let reason = server_said(strings, reason);
        bail!("邮件服务器全部拒收，未计入发送次数，下次再试：{reason}{}", so_far(&delivered));
    }
    if delivered.nothing_got_through() {
        let reason = delivered.reason().map_or_else(|| "见通知记录".to_owned(), |reason| server_said(strings, reason));
        bail!("没有一封邮件发出：{reason}（{}）", summary(&delivered));
    }
    say(&summary(&delivered));
    Ok(())
}

/// Which server it is, and where that is set.
fn server(settings: &MailSettings) -> String {
    format!("{}:{}（设置 mail.host 和 mail.port）", settings.host, settings.port)
}

/// What had been done when it stopped.
fn so_far(delivered: &Delivered) -> String {
    if delivered.accepted == 0 { String::new() } else { format!("（{}）", summary(delivered)) }
}

fn summary(delivered: &Delivered) -> String {
    let mut text = format!(
        "已发出 {}，待重试 {}，存疑 {}，退信 {}，失败 {}，取消 {}，不发 {}，过期 {}",
        delivered.accepted,
        delivered.put_off,
        delivered.doubtful,
        delivered.bounced,
        delivered.failed,
        delivered.cancelled,
        delivered.suppressed,
        delivered.expired
    );
    if delivered.released > 0 {
        text += &format!("；接手中断的发送 {} 封", delivered.released);
    }
    if delivered.held_by_others > 0 {
        text += &format!("；另有 {} 个发送进程正在运行", delivered.held_by_others);
    }
    text
}
