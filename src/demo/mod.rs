//! Floor 4: the demonstration: the real plan, made-up people and progress, by the real actions.
//!
//! Everything happens in a folder of its own. A marker says that the folder is complete; one that was interrupted is
//! made anew, and only files that a demonstration makes are ever deleted.

mod accounts;
mod folder;
mod people;

use chrono::{NaiveDate, NaiveDateTime};

use crate::actions::{ActionError, Actor, Context, ImportPlan, import_plan, load_calendar};
use crate::clock::Clock;
use crate::compiler::{Options, UnitRegistry, compile};
use crate::strings::Strings;

pub use accounts::Account;
pub use folder::Folder;

/// The plan, as the project carries it.
const PLAN: &str = include_str!("../../seeds/guangxi-air-2024/plan.txt");
/// The work calendar, as the project carries it.
const CALENDAR: &str = include_str!("../../seeds/calendar/workdays.csv");

/// The day the plan is handed out (交办).
pub fn assigned_on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 3, 1).unwrap_or_default()
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
    load_calendar(&past, &Actor::Console, CALENDAR).map_err(refusal)?;
    import(&past)?;
    say("添加人员……");
    let accounts = people::enrol(&past)?;
    let _ = until;
    Ok(accounts)
}

fn import(ctx: &Context) -> anyhow::Result<()> {
    let registry = UnitRegistry::guangxi()?;
    let draft = compile(PLAN, &Options { registry: &registry, year: None });
    let activate_on = Some(ctx.clock.today());
    let wish = ImportPlan { source_name: "plan.txt", draft: &draft, registry: &registry, activate_on };
    import_plan(ctx, &Actor::Console, &wish).map(drop).map_err(refusal)
}

/// A refused action as an error of the command line.
fn refusal(error: ActionError) -> anyhow::Error {
    anyhow::anyhow!(Strings::of(crate::strings::Language::Zh).say(&error.message()))
}
