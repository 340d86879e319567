use std::path::Path;

use anyhow::bail;
use chrono::NaiveDateTime;
use clap::Args;

use super::output::{refusal, say};
use super::start;
use crate::actions::{Failure, Queued, Ticked, Unknown, rehearse_tick, tick, unknown_words};
use crate::strings::Strings;

/// `duban tick`.
#[derive(Debug, Args)]
pub(super) struct TickArgs {
    /// 只列出将要通知的内容，不写入
    #[arg(long)]
    dry_run: bool,
}

/// Evaluates every rule once and says what is queued, or would be.
pub(super) fn run(args: &TickArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::existing_context(config, as_of)?;
    let done = if args.dry_run { rehearse_tick(&ctx) } else { tick(&ctx) };
    let ticked = done.map_err(|error| refusal(ctx.settings.language, &error))?;
    let strings = Strings::of(ctx.settings.language);
    let mode = if args.dry_run { "（试运行，未写入）" } else { "" };
    say(&format!("{}{mode}　{}", ctx.clock.local_now().format("%Y-%m-%d %H:%M"), summary(&ticked)));
    for queued in &ticked.queued {
        say(&format!("  {}", line(strings, queued)));
    }
    let unknown = unknown_words(&ctx).map_err(|error| refusal(ctx.settings.language, &error))?;
    said_unknown(&unknown);
    start::tell_of_unreadable(&ctx)?;
    match ticked.is_whole() {
        true => Ok(()),
        false => bail!("{}", what_failed(strings, &ticked)),
    }
}

/// What other versions wrote is no failure, but it is said.
fn said_unknown(unknown: &Unknown) {
    let Unknown { obligations, notices, days } = *unknown;
    if obligations + notices + days > 0 {
        say(&format!(
            "本版本不认识、由其他版本写入，或日期无法读取：责任事项 {obligations}（不提醒、不能办理），通知 {notices}，日历日期 {days}（按星期计）"
        ));
    }
}

/// `计划 3《…》未能检查：…；另有 2 条未能处理，见日志`.
fn what_failed(strings: &Strings, ticked: &Ticked) -> String {
    let plan = |failure: &Failure| {
        format!("计划 {}《{}》未能检查：{}", failure.plan_id, failure.title, strings.say(&failure.reason))
    };
    let rows = (ticked.passed_over > 0).then(|| format!("另有 {} 条未能处理，见日志", ticked.passed_over));
    ticked.failures.iter().map(plan).chain(rows).collect::<Vec<_>>().join("；")
}

fn summary(ticked: &Ticked) -> String {
    format!(
        "有事项须检查的计划 {}，新增邮件 {}，新增通知 {}（须电话 {}），待决定 {}，新逾期 {}，牵头单位逾期未反馈 {}",
        ticked.plans,
        ticked.mails,
        ticked.notices,
        ticked.by_telephone,
        ticked.proposals,
        ticked.became_overdue,
        ticked.passed_on
    )
}

/// `2024-06-14 到期提醒 桂林市人民政府 联络员 韦某（2 条）`.
fn line(strings: &Strings, queued: &Queued) -> String {
    let what = match queued.kind {
        Some(kind) => strings.word("notice", kind.as_str()),
        None => strings.get("notice.telephone").to_owned(),
    };
    let role = strings.word("role", queued.role.as_str());
    let who = queued.person.as_deref().unwrap_or_else(|| strings.get("notice.vacant"));
    format!("{} {what} {} {role} {who}（{} 条）", queued.date, queued.unit, queued.notices)
}
