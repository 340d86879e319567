use std::path::{Path, PathBuf};

use anyhow::bail;
use chrono::NaiveDateTime;
use clap::{Args, Subcommand, ValueEnum};

use super::output::{refusal, say};
use super::start;
use crate::actions::{self, Actor, Context, InUse, RuleChange, Rules, RulesSet, SetRules};
use crate::app::files;
use crate::clock;
use crate::db::notice::rules::{self, RuleVersion};
use crate::domain::calendar::CalendarDay;
use crate::domain::rules::RuleKind;
use crate::strings::Strings;
use crate::views::{damaged_words, gap_words};

/// So many changes are named.
const SHOWN: usize = 40;

/// `duban rules`.
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// 现行规则；写明哪一种则按文件格式输出全文，可改后再导入
    Show {
        /// 哪一种规则
        kind: Option<Kind>,
    },
    /// 导入为新版本：先检查，再列出与现行版本的不同
    Import(ImportArgs),
    /// 各版本的时间、来源和出处
    History {
        /// 哪一种规则（默认全部）
        kind: Option<Kind>,
    },
    /// 改回程序自带或配置中的规则，此后随之更新
    Follow {
        /// 哪一种规则
        kind: Kind,
    },
}

/// `duban rules import`.
#[derive(Debug, Args)]
struct ImportArgs {
    /// 哪一种规则
    kind: Kind,
    /// 文件：工作日历为 CSV（date,region,kind,name,source），其余为 TOML
    file: PathBuf,
    /// 出处，如文件名和文号（默认为所导入的文件）
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// 只检查并列出不同，不写入
    #[arg(long)]
    dry_run: bool,
}

/// A kind as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// 工作日历
    Calendar,
    /// 提醒与分级督办规则
    Ladder,
    /// 亮灯规则
    Lamp,
}

impl From<Kind> for RuleKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Calendar => Self::Calendar,
            Kind::Ladder => Self::Ladder,
            Kind::Lamp => Self::Lamp,
        }
    }
}

/// Shows the rules, or makes one of them another.
pub(super) fn run(args: &RulesArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let ctx = start::existing_context(config, as_of)?;
    match &args.command {
        RulesCommand::Show { kind: None } => show(&ctx),
        RulesCommand::Show { kind: Some(kind) } => print(&ctx, (*kind).into()),
        RulesCommand::Import(args) => import(&ctx, args),
        RulesCommand::History { kind } => history(&ctx, kind.map(Into::into)),
        RulesCommand::Follow { kind } => {
            let set = actions::follow_files(&ctx, &Actor::Console, (*kind).into());
            told(&ctx, (*kind).into(), set.map_err(|error| refusal(ctx.settings.language, &error))?)
        }
    }
}

/// The rules in use, a line each, and what is amiss with them.
fn show(ctx: &Context) -> anyhow::Result<()> {
    let t = Strings::of(ctx.settings.language);
    let rules = ctx.db.read(|c| ctx.rules.read(c))?;
    rules.in_use.iter().for_each(|used| say(&line(t, used, &rules)));
    say(&format!("规则修订号 {}", rules.rev));
    rules.damaged.iter().for_each(|damaged| say(&format!("注意：{}", damaged_words(t, damaged))));
    let (today, calendar) = (ctx.clock.today(), rules.calendar());
    let last = [calendar.known_until(), calendar.region_known_until()].into_iter().flatten().min();
    let next = last.and_then(|day| day.succ_opt()).filter(|day| *day > today);
    if let Some(gap) = calendar.first_unannounced(today, next.unwrap_or(today)) {
        say(&gap_words(t, &gap));
    }
    Ok(())
}

/// `工作日历：第 2 版（导入），全国已公布至 2026-12-31`.
fn line(t: &Strings, used: &InUse, rules: &Rules) -> String {
    let rule = t.word("rule_kind", used.kind.as_str());
    let version = match used.version {
        0 => t.get("rules.of_files").to_owned(),
        version => format!("第 {version} 版（{}）", t.word("rule_origin", used.origin.as_str())),
    };
    let until = |day: Option<chrono::NaiveDate>| day.map_or("（无）".to_owned(), |day| day.to_string());
    let (calendar, policy) = (rules.calendar(), rules.lighting.policy);
    let more = match used.kind {
        RuleKind::Calendar => {
            let (nation, region) = (until(calendar.known_until()), until(calendar.region_known_until()));
            format!("，全国安排已公布至 {nation}，地方假期已公布至 {region}")
        }
        RuleKind::Lamp => {
            format!("，到期前 {} 个工作日或落后 {} 个百分点亮黄灯", policy.yellow_workdays, policy.behind_points)
        }
        RuleKind::Ladder | RuleKind::Unknown(_) => String::new(),
    };
    format!("{rule}：{version}{more}")
}

/// The version in use as its file has it.
fn print(ctx: &Context, kind: RuleKind) -> anyhow::Result<()> {
    let content = ctx.db.read(|c| {
        let used = ctx.rules.read(c)?.in_use.iter().find(|used| used.kind == kind).map_or(0, |used| used.version);
        Ok::<_, crate::db::DbError>(rules::newest(c, kind, used.checked_add(1))?.filter(|row| row.version == used))
    })?;
    match content {
        Some(row) => say(row.content.trim_end()),
        None => bail!("没有可用的版本：暂用程序自带的或配置中的"),
    }
    Ok(())
}

fn history(ctx: &Context, kind: Option<RuleKind>) -> anyhow::Result<()> {
    let t = Strings::of(ctx.settings.language);
    for of in RuleKind::ALL.iter().filter(|of| kind.is_none_or(|kind| kind == **of)) {
        for RuleVersion { version, origin, source, created_at, created_by, .. } in
            ctx.db.read(|c| rules::history(c, *of))?
        {
            let (rule, origin) = (t.word("rule_kind", of.as_str()), t.word("rule_origin", origin.as_str()));
            let (at, by) = (clock::to_the_minute(created_at), by_whom(t, &created_by));
            say(&format!("{rule} 第 {version} 版 {at} {by} {origin}：{source}"));
        }
    }
    Ok(())
}

/// A person by name, and what is none by its word.
fn by_whom(t: &Strings, created_by: &str) -> String {
    match created_by {
        "console" | "scheduler" => t.word("actor", created_by),
        name => name.to_owned(),
    }
}

fn import(ctx: &Context, args: &ImportArgs) -> anyhow::Result<()> {
    let content = files::read_text(&args.file)?;
    let file = args.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let source = args.source.as_deref().map(str::trim).filter(|source| !source.is_empty()).unwrap_or(&file);
    let wish = SetRules { kind: args.kind.into(), content: &content, source };
    let set = match args.dry_run {
        true => actions::rehearse_rules(ctx, &Actor::Console, &wish),
        false => actions::set_rules(ctx, &Actor::Console, &wish),
    };
    let set = set.map_err(|error| refusal(ctx.settings.language, &error))?;
    if args.dry_run {
        say(&format!("将成为第 {} 版（未写入）", set.version));
        changes(&set.changes);
        return Ok(());
    }
    told(ctx, wish.kind, set)
}

/// Says what is another, and reckons anew what depends on it.
fn told(ctx: &Context, kind: RuleKind, set: RulesSet) -> anyhow::Result<()> {
    let rule = Strings::of(ctx.settings.language).word("rule_kind", kind.as_str());
    say(&format!("{rule}第 {} 版已启用", set.version));
    changes(&set.changes);
    let relit = actions::relight_stale(ctx).map_err(|error| refusal(ctx.settings.language, &error))?;
    say(&format!("已重算 {relit} 个事项的亮灯日期；已开启的调度期次和已发出的通知不变"));
    Ok(())
}

/// What is another, a line each.
fn changes(changes: &[RuleChange]) {
    if changes.is_empty() {
        say("内容与此前相同");
    }
    changes.iter().take(SHOWN).for_each(|change| say(&format!("  {}", in_words(change))));
    if changes.len() > SHOWN {
        say(&format!("  ……另有 {} 处", changes.len() - SHOWN));
    }
}

fn in_words(change: &RuleChange) -> String {
    let day = |day: &CalendarDay| format!("{} {} {} {}", day.date, day.region, day.kind, day.name);
    let or_none = |value: Option<String>| value.unwrap_or_else(|| "（无）".to_owned());
    match change {
        RuleChange::Day { was: None, is: Some(is) } => format!("增加 {}", day(is)),
        RuleChange::Day { was: Some(was), is: None } => format!("删去 {}", day(was)),
        RuleChange::Day { was, is } => {
            format!("{} → {}", or_none(was.as_ref().map(day)), or_none(is.as_ref().map(day)))
        }
        RuleChange::KnownUntil { region, was, is } => {
            let date = |date: &Option<chrono::NaiveDate>| or_none(date.map(|date| date.to_string()));
            format!("{region} 已公布至 {} → {}", date(was), date(is))
        }
        RuleChange::Value { place, was, is } => {
            format!("{place}：{} → {}", or_none(was.clone()), or_none(is.clone()))
        }
    }
}
