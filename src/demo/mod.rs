//! Floor 4: the demonstration: the real plan, made-up people and progress, by the real actions.
//!
//! Everything happens in a folder of its own. A marker says that the folder is complete; one that was interrupted is
//! made anew, and only files that a demonstration makes are ever deleted.

mod accounts;
mod cast;
mod deed;
mod folder;
mod monthly;
mod people;
mod refusal;
mod roles;
mod seed;
mod story;

use anyhow::Context as _;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use cast::Cast;
use monthly::Reports;
use refusal::refusal;
use seed::Seed;
use story::{deeds, perform};

use crate::actions::{Actor, Context, Follow, ImportPlan, import_plan, seed_rules, tick};
use crate::clock::Clock;
use crate::compiler::{Options, UnitRegistry, compile};
use crate::delivery::deliver;
use crate::mail::Transport;

pub use accounts::Account;
pub use folder::Folder;
pub use roles::offered;

/// The plan, as the project carries it.
const PLAN: &str = include_str!("../../seeds/guangxi-air-2024/plan.txt");
/// When the scheduler speaks: people find their mail when they come in.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(8, 35, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The day the plan is handed out (交办).
pub fn assigned_on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 1).unwrap_or_default()
}

/// When the story is over and the demonstration begins, where nothing else is asked for.
pub fn opening() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2024, 6, 24)
        .unwrap_or_default()
        .and_time(NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default())
}

/// Fills an empty database up to a time; `say` is told of each long step. The accounts, passwords included.
///
/// # Errors
/// A broken seed or a full disk.
pub fn prepare(ctx: &Context, until: NaiveDateTime, say: &dyn Fn(&str)) -> anyhow::Result<Vec<Account>> {
    let morning = Clock::fixed(assigned_on().and_hms_opt(8, 30, 0).unwrap_or_default());
    let past = Context { clock: morning, ..ctx.clone() };
    say("导入计划……");
    past.db.migrate()?;
    seed_rules(&past, &Actor::Console, Follow::Settings).map_err(refusal)?;
    import(&past)?;
    say("添加人员……");
    let accounts = people::enrol(&past)?;
    play(&past, until, say)?;
    Ok(accounts)
}

/// Plays the story day by day: what the clock drives in the morning, what people do over the day.
fn play(ctx: &Context, until: NaiveDateTime, say: &dyn Fn(&str)) -> anyhow::Result<()> {
    let (seed, cast) = (Seed::load()?, Cast::load(ctx)?);
    let reports = Reports(&seed.monthly);
    let deeds = deeds(&seed, &cast)?;
    let mut deeds = deeds.iter().take_while(|deed| deed.at < until).peekable();
    let mut month = 0;
    for day in ctx.clock.today().iter_days().take_while(|day| day.and_time(MORNING) < until) {
        if day.month() != month {
            month = day.month();
            say(&format!("逐日推演 {}……", day.format("%Y-%m")));
        }
        ctx.clock.set(day.and_time(MORNING));
        let_time_pass(ctx)?;
        while let Some(deed) = deeds.next_if(|deed| deed.at.date() == day) {
            ctx.clock.set(deed.at);
            perform(ctx, &cast, &reports, &deed.act).with_context(|| format!("{}", deed.at))?;
        }
    }
    Ok(())
}

/// What the scheduler does in a morning.
fn let_time_pass(ctx: &Context) -> anyhow::Result<()> {
    tick(ctx).map_err(refusal)?;
    deliver(ctx, &Transport::Capture).map(drop).map_err(refusal)
}

fn import(ctx: &Context) -> anyhow::Result<()> {
    let registry = UnitRegistry::guangxi()?;
    let draft = compile(PLAN, &Options { registry: &registry, year: None });
    let activate_on = Some(ctx.clock.today());
    let wish = ImportPlan {
        source_name: "广西2024年度大气污染防治工作计划.txt",
        file: PLAN.as_bytes(),
        draft: &draft,
        registry: &registry,
        activate_on,
    };
    import_plan(ctx, &Actor::Console, &wish).map(drop).map_err(refusal)
}
