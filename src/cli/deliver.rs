use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::time::Duration;

use anyhow::bail;
use chrono::NaiveDateTime;

use super::output::{refusal, say};
use super::serve::told_to_stop;
use super::start;
use crate::actions::{ActionError, Context};
use crate::config::MailSettings;
use crate::delivery::{Courier, Delivered};
use crate::mail::Transport;
use crate::strings::Strings;
use crate::views::server_said;

/// So long a run that is told to stop waits for the mail server to answer to what is on its way.
const PATIENCE: Duration = Duration::from_secs(10);

/// Delivers what is queued, until nothing is due; what a killed run had in hand is taken over. Mail that does not leave is an
/// error.
pub(super) fn run(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::existing_context(config, as_of)?;
    let stopping = Arc::new(AtomicBool::new(false));
    let Some(delivered) = deliver(&ctx, &stopping) else {
        bail!("已停止：邮件服务器没有应答，未完成的下次再发");
    };
    let delivered = delivered.map_err(|error| refusal(ctx.settings.language, &error))?;
    if delivered.is_held {
        bail!("数据库恢复后发件已暂停，没有发送：查看和解除见 duban restore --list");
    }
    if stopping.load(Ordering::Relaxed) {
        bail!("已停止：{}", summary(&delivered));
    }
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

/// Delivers until it is done or told to stop; `None` where the mail server lets it wait then. What is known by then is written
/// down.
fn deliver(ctx: &Context, stopping: &Arc<AtomicBool>) -> Option<Result<Delivered, ActionError>> {
    let (has_ended, ended) = channel();
    let (ctx, stop, done) = (ctx.clone(), Arc::clone(stopping), has_ended.clone());
    std::thread::spawn(move || {
        let (transport, go_on) = (Transport::from_settings(&ctx.settings.mail), || !stop.load(Ordering::Relaxed));
        let run = || Courier::default().deliver_to_the_end(&ctx, &transport, &go_on);
        let run = catch_unwind(AssertUnwindSafe(run)).unwrap_or(Err(ActionError::Panicked));
        drop(done.send(Some(run)));
    });
    let stop = Arc::clone(stopping);
    std::thread::spawn(move || {
        if actix_web::rt::System::new().block_on(told_to_stop()).is_ok() {
            stop.store(true, Ordering::Relaxed);
            std::thread::sleep(PATIENCE);
            drop(has_ended.send(None));
        }
    });
    ended.recv().unwrap_or_default()
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
