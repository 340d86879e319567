use std::path::{Path, PathBuf};

use anyhow::bail;
use chrono::NaiveDateTime;
use clap::{ArgGroup, Args, ValueEnum};

use super::output::{refusal, say};
use super::start;
use crate::actions::{self, Actor, Context, ReleaseOutbox, Restored};
use crate::clock;
use crate::config::Settings;
use crate::db::mail::mail_log::LoggedMail;
use crate::db::restore::{self, Copied};
use crate::domain::mail::HeldMails;
use crate::strings::Strings;
use crate::views::{self, Held, HeldOutbox};

/// `duban restore …`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).args(["file", "after", "list", "release"]))]
pub(super) struct RestoreArgs {
    /// duban backup 的备份文件；数据库的位置必须是空的
    file: Option<PathBuf>,
    /// 数据库已用 pg_restore、时间点恢复或其他方式恢复：登记并暂停发件
    #[arg(long)]
    after: bool,
    /// 列出恢复后暂停的邮件
    #[arg(long)]
    list: bool,
    /// 解除暂停，按 --waiting 和 --newer 处理暂停的邮件
    #[arg(long)]
    release: bool,
    /// 备份时待发的邮件：send 照常发送；count 按已发出计，不再发送
    #[arg(long, value_enum, requires = "release")]
    waiting: Option<Choice>,
    /// 恢复后新排入的邮件：send 照常发送；count 按已发出计，不再发送
    #[arg(long, value_enum, requires = "release")]
    newer: Option<Choice>,
}

/// What becomes of mails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// They are sent.
    Send,
    /// They count as sent.
    Count,
}

/// Restores a database, or looks after what was held since.
pub(super) fn run(args: &RestoreArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    match &args.file {
        Some(file) => from_backup(file, config, as_of),
        None if args.after => after(config, as_of),
        None => {
            let ctx = start::existing_context(config, as_of)?;
            let held = ctx.db.read(|c| views::held_outbox(&ctx, c));
            let held = held.map_err(|error| refusal(ctx.settings.language, &error))?;
            match held {
                None if args.list => say("发件没有暂停"),
                None => bail!("发件没有暂停，无需解除"),
                Some(held) if args.list => list(&ctx, &held),
                Some(held) => release(&ctx, &held, args)?,
            }
            Ok(())
        }
    }
}

/// A backup becomes the database: copied, read through, brought up to date and held before it stands in its place.
fn from_backup(file: &Path, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let settings = Settings::load(config)?;
    let target = settings.database.url.clone();
    let copied = restore::copy(&settings.database, file)?;
    let restored = prepare(&copied, settings, as_of)?;
    let record = copied.record.clone();
    copied.place()?;
    say(&format!("已恢复 {} 到 {target}", file.display()));
    match record {
        Some(record) => {
            let made = record.made_at.map_or_else(String::new, |at| format!("，备份于 {}", clock::to_the_minute(at)));
            say(&format!("已核对：文件完整，{} 个表的行数与备份时一致{made}", record.rows.len()));
        }
        None => say("已核对：文件完整；备份没有记录行数，未核对行数"),
    }
    tell(&restored);
    Ok(())
}

/// The copy as a database of its own, marked; nobody has it open afterwards.
fn prepare(copied: &Copied, settings: Settings, as_of: Option<NaiveDateTime>) -> anyhow::Result<Restored> {
    let database = copied.settings(&settings.database);
    let ctx = start::open_by(Settings { database, ..settings }, as_of)?;
    start::bring_up_to_date(&ctx)?;
    mark(&ctx)
}

/// A database that something else has restored.
fn after(config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::open_existing_at(config, as_of)?;
    if !ctx.db.pending_migrations()?.is_empty() {
        start::bring_up_to_date(&ctx)?;
    }
    let restored = mark(&ctx)?;
    say(&format!("已登记：{} 已恢复", ctx.db.target()));
    tell(&restored);
    Ok(())
}

fn mark(ctx: &Context) -> anyhow::Result<Restored> {
    actions::mark_restored(ctx).map_err(|error| refusal(ctx.settings.language, &error))
}

/// What follows from a restore.
fn tell(Restored { instance, mails }: &Restored) {
    let until = instance.data_until.map_or_else(|| "不详".to_owned(), clock::to_the_minute);
    say(&format!("数据截至 {until}，此后的办理记录已不在库中；这是第 {} 次恢复", instance.generation));
    say("原有登录和一次性链接已全部失效，请重新登录");
    say(&format!("发件已暂停：备份时待发 {mails} 封，可能已经发出"));
    say(
        "查看：duban restore --list；解除：duban restore --release --waiting send|count，或由调度人员在网页“通知记录”中解除",
    );
}

fn list(ctx: &Context, held: &HeldOutbox) {
    let until = held.instance.data_until.map_or_else(|| "不详".to_owned(), clock::to_the_minute);
    say(&format!("发件自恢复起暂停；数据截至 {until}"));
    for (words, held) in [("备份时待发", &held.restored), ("恢复后新排入", &held.newer)] {
        say(&format!("{words} {} 封", held.all));
        held.mails.iter().for_each(|mail| say(&line(ctx, mail)));
        if held.more() > 0 {
            say(&format!("… 另有 {} 封", held.more()));
        }
    }
}

/// A mail: key, date, kind, to whom, what it is called.
fn line(ctx: &Context, mail: &LoggedMail) -> String {
    let t = Strings::of(ctx.settings.language);
    let (kind, role) = (t.word("notice", mail.kind.as_str()), t.word("role", mail.role.as_str()));
    let subject = mail.subject.as_deref().unwrap_or_default();
    let (unit, person, address) = (&mail.unit, &mail.person, mail.address().unwrap_or_default());
    format!("{}\t{}\t{kind}\t{unit} {role} {person}\t{address}\t{subject}", mail.id, mail.local_date)
}

fn release(ctx: &Context, held: &HeldOutbox, args: &RestoreArgs) -> anyhow::Result<()> {
    let wish = ReleaseOutbox {
        generation: held.instance.generation,
        seen: held.newest,
        restored: decided(args.waiting, &held.restored, "--waiting", "备份时待发")?,
        newer: decided(args.newer, &held.newer, "--newer", "恢复后新排入")?,
    };
    let released = actions::release_outbox(ctx, &Actor::Console, &wish);
    let released = released.map_err(|error| refusal(ctx.settings.language, &error))?;
    say(&format!("已解除发件暂停：将发送 {} 封，按已发出计 {} 封", released.to_send, released.counted));
    Ok(())
}

/// What was said of mails; nobody decides silently about mails that there are.
fn decided(choice: Option<Choice>, held: &Held, option: &str, words: &str) -> anyhow::Result<HeldMails> {
    match choice {
        Some(Choice::Count) => Ok(HeldMails::CountAsSent),
        Some(Choice::Send) => Ok(HeldMails::Send),
        None if held.all == 0 => Ok(HeldMails::Send),
        None => bail!(
            "{words}的邮件有 {} 封，请说明如何处理：{option} send（发送）或 {option} count（按已发出计）",
            held.all
        ),
    }
}
