use std::collections::BTreeMap;
use std::path::Path;

use anyhow::bail;
use chrono::{Datelike, NaiveDate};
use clap::{Args, ValueEnum};

use super::output::{refusal, say};
use super::{day, start};
use crate::db::plan::plans::Plan;
use crate::domain::bundle::MailKind;
use crate::domain::id::PlanId;
use crate::domain::replay::{Replay, ReplayItem, ReplayMail};
use crate::strings::Strings;
use crate::views::{gap_words, replay_plan, rung_words};

/// `duban replay`.
#[derive(Debug, Args)]
pub(super) struct ReplayArgs {
    /// 假定在这一天启用计划
    #[arg(long, value_name = "DATE", value_parser = day::day)]
    from: NaiveDate,
    /// 试运行到这一天
    #[arg(long, value_name = "DATE", value_parser = day::day)]
    to: NaiveDate,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 计划编号（默认最新的在执行计划，没有则最新的草稿）
    #[arg(long, value_name = "ID")]
    plan: Option<PlanId>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Text,
}

/// Prints what would be sent; the database is only read.
pub(super) fn run(args: &ReplayArgs, config: Option<&Path>) -> anyhow::Result<()> {
    let ctx = start::open_existing(config)?;
    if !ctx.db.pending_migrations()?.is_empty() {
        bail!("数据库 {} 尚未建立或需要升级，请先运行 duban migrate", ctx.db.target());
    }
    let replayed = ctx.db.read(|c| replay_plan(&ctx, c, args.plan, (args.from, args.to)));
    let (plan, replay) = replayed.map_err(|error| refusal(ctx.settings.language, &error))?;
    match args.format {
        Format::Json => say(&serde_json::to_string(&replay)?),
        Format::Text => print(Strings::of(ctx.settings.language), &plan, &replay),
    }
    Ok(())
}

fn print(t: &Strings, plan: &Plan, replay: &Replay) {
    say(&format!("《{}》提醒试运行：{} 启用，至 {}，其间无人办理", plan.title, replay.from, replay.to));
    if let Some(gap) = &replay.unannounced {
        say(&format!("注意：{}", gap_words(t, gap)));
    }
    for mail in &replay.mails {
        say(&heading(t, mail));
        mail.items.iter().for_each(|item| say(&format!("    {}", words(t, item))));
    }
    for proposal in &replay.proposals {
        let options = proposal.options.join("、");
        say(&format!("{} 建议（{options}）\n    {}", with_weekday(t, proposal.date), words(t, &proposal.item)));
    }
    let mut by_kind: BTreeMap<MailKind, usize> = BTreeMap::new();
    for mail in &replay.mails {
        *by_kind.entry(mail.kind).or_default() += 1;
    }
    let counts: Vec<_> =
        by_kind.into_iter().map(|(kind, n)| format!("{} {n}", t.get(&format!("notice.{kind}")))).collect();
    say(&format!("共 {} 封：{}；建议 {} 项", replay.count, counts.join("，"), replay.proposals.len()));
}

/// `2024-06-14（周五） 到期提醒 → 桂林市人民政府 联络员`.
fn heading(t: &Strings, mail: &ReplayMail) -> String {
    let (kind, role) = (format!("notice.{}", mail.kind), format!("role.{}", mail.to.role));
    format!("{} {} → {} {}", with_weekday(t, mail.date), t.get(&kind), mail.to.unit, t.get(&role))
}

fn with_weekday(t: &Strings, date: NaiveDate) -> String {
    let weekday = format!("weekday.{}", date.weekday().num_days_from_monday());
    format!("{date}（{}）", t.get(&weekday))
}

/// `（二）1 措施1 实施计划（桂林市人民政府，2024-06-30）：到期前 10 个工作日`.
fn words(t: &Strings, item: &ReplayItem) -> String {
    let ReplayItem { task, measure, deliverable, unit, due, rung } = item;
    format!("{task} 措施{measure} {deliverable}（{unit}，{due}）：{}", rung_words(t, *rung))
}
