//! The first versions of the rules, made of what comes with the program and what the settings say; and those that follow when these are
//! others and nobody has edited the rule meanwhile. Of several that start at once one makes a version.

use serde_json::json;

use super::rulebook::{SHIPPED_CALENDAR, SHIPPED_CALENDAR_FILE, is_readable};
use crate::actions::{ActionError, Actor, Context, Trace, Tx};
use crate::db::notice::calendar::{self, CalendarDay};
use crate::db::notice::rules::{self, RuleVersion};
use crate::db::{DbConnection, DbResult};
use crate::domain::calendar::{Announced, CalendarDay as AnnouncedDay, DayKind, stored_calendar, write_calendar};
use crate::domain::rules::{RuleKind, RuleOrigin};
use crate::domain::trail::{On, Verb};

/// What the days that stood in the database before there were versions are said to come from.
const STORED: &str = "数据库中原有的日历";

/// Where the lamp rule of the settings stands.
const LAMP_SETTINGS: &str = "plan.yellow_workdays、plan.behind_points";

/// Whose word is taken for a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// What comes with the program alone: whoever looks something up may be in a folder with other settings.
    Program,
    /// What the settings say and name as well: a start.
    Settings,
}

/// A rule as files or people have it, before it is a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Proposed {
    pub kind: RuleKind,
    pub origin: RuleOrigin,
    pub source: String,
    pub content: String,
}

/// Makes the versions of rules that are missing, and puts the days that older programs read back where one went.
///
/// # Errors
/// [`ActionError`] where the database does not answer.
pub fn seed_rules(ctx: &Context, actor: &Actor, follow: Follow) -> Result<(), ActionError> {
    // A look is cheap; the writers' turn is not taken for nothing: every tick asks.
    let (rev, is_missed) = ctx.db.read(|c| Ok::<_, ActionError>((rules::revision(c)?, calendar::is_missed(c)?)))?;
    if !is_missed && follow == Follow::Program && ctx.rules.is_settled(rev) {
        return Ok(());
    }
    if is_missed || !ctx.db.read(|c| wanting(ctx, c, follow))?.is_empty() {
        ctx.write(actor, |tx| {
            for (proposed, version) in wanting(ctx, tx.c, follow)? {
                store(tx, proposed, version)?;
            }
            if calendar::is_missed(tx.c)? { put_days_back(tx) } else { Ok(()) }
        })?;
    }
    ctx.rules.settle(ctx.db.read(rules::revision)?);
    Ok(())
}

/// What files say of a rule.
pub(super) fn of_files(ctx: &Context, kind: RuleKind) -> Proposed {
    let files = ctx.rules.files();
    let (origin, source, content) = match kind {
        RuleKind::Ladder if files.is_named => (RuleOrigin::Settings, files.ladder_file.as_str(), files.ladder.as_str()),
        RuleKind::Ladder => (RuleOrigin::Shipped, files.ladder_file.as_str(), files.ladder.as_str()),
        RuleKind::Lamp => (RuleOrigin::Settings, LAMP_SETTINGS, files.lamp.as_str()),
        RuleKind::Calendar | RuleKind::Unknown(_) => (RuleOrigin::Shipped, SHIPPED_CALENDAR_FILE, SHIPPED_CALENDAR),
    };
    Proposed { kind, origin, source: source.to_owned(), content: content.to_owned() }
}

/// The versions that are missing, each with its number.
fn wanting(ctx: &Context, c: &mut DbConnection, follow: Follow) -> Result<Vec<(Proposed, i64)>, ActionError> {
    let mut wanting = Vec::new();
    for kind in RuleKind::ALL {
        let proposed = of_files(ctx, *kind);
        match rules::newest(c, *kind, None)? {
            None if *kind == RuleKind::Calendar => wanting.push((first_calendar(c, proposed)?, 1)),
            None => wanting.push((proposed, 1)),
            Some(newest) if is_newer(c, &newest, &proposed, follow)? => wanting.push((proposed, newest.version + 1)),
            Some(_) => {}
        }
    }
    Ok(wanting)
}

/// Whether what files say replaces the newest version: nobody has edited that one, and it was made of other files.
fn is_newer(c: &mut DbConnection, newest: &RuleVersion, proposed: &Proposed, follow: Follow) -> DbResult<bool> {
    if !newest.origin.follows_files() || newest.content == proposed.content {
        return Ok(false);
    }
    match (newest.origin, proposed.origin) {
        // An older program that starts once more must not bring back what a newer one has replaced.
        (RuleOrigin::Shipped, RuleOrigin::Shipped) => {
            Ok(!rules::has_been(c, (proposed.kind, RuleOrigin::Shipped), &proposed.content)?)
        }
        _ => Ok(follow == Follow::Settings),
    }
}

/// The first version of the calendar: the days that are stored, where somebody has edited them; else those that are shipped.
fn first_calendar(c: &mut DbConnection, shipped: Proposed) -> Result<Proposed, ActionError> {
    let known = stored_calendar(&shipped.content).unwrap_or_default();
    let stored: Vec<AnnouncedDay> = calendar::all(c)?.into_iter().map(Into::into).collect();
    let is_known = |day: &AnnouncedDay| {
        known.days.iter().any(|one| (one.date, &one.region, one.kind) == (day.date, &day.region, day.kind))
    };
    if stored.iter().all(is_known) {
        return Ok(shipped);
    }
    let content = write_calendar(&Announced::from(stored));
    Ok(Proposed { kind: RuleKind::Calendar, origin: RuleOrigin::Stored, source: STORED.to_owned(), content })
}

/// Stores a version with its row in the trail; false where somebody else has just stored one of that number.
pub(super) fn store(tx: &mut Tx<'_>, proposed: Proposed, version: i64) -> Result<bool, ActionError> {
    let Proposed { kind, origin, source, content } = proposed;
    let created_by = tx.actor.name().to_owned();
    let row = RuleVersion { kind, version, origin, source, content, created_at: tx.now, created_by };
    if !rules::insert_if_new(tx.c, &row)? {
        return Ok(false);
    }
    tx.forget_rules();
    if kind == RuleKind::Calendar {
        keep_days(tx, &row.content)?;
    }
    let detail = json!({"rule": kind.as_str(), "version": version, "origin": origin.as_str(), "of": row.source});
    tx.trace(&Trace { detail, ..Trace::new(Verb::SetRules, On::Rules) })?;
    Ok(true)
}

/// Keeps the days of a calendar where older programs read them; how many.
fn keep_days(tx: &mut Tx<'_>, content: &str) -> Result<usize, ActionError> {
    let announced = stored_calendar(content).unwrap_or_default();
    let known = |day: &AnnouncedDay| matches!(day.kind, DayKind::Off | DayKind::Work);
    let days: Vec<CalendarDay> = announced.days.into_iter().filter(known).map(Into::into).collect();
    let kept = days.len();
    calendar::replace(tx.c, days)?;
    Ok(kept)
}

/// The same of the calendar that is in use, where a day went because nobody could read its date.
fn put_days_back(tx: &mut Tx<'_>) -> Result<(), ActionError> {
    let mut row = rules::newest(tx.c, RuleKind::Calendar, None)?;
    while let Some(unread) = row.as_ref().filter(|row| !is_readable(row)) {
        let below = Some(unread.version);
        row = rules::newest(tx.c, RuleKind::Calendar, below)?;
    }
    let days = keep_days(tx, row.as_ref().map_or(SHIPPED_CALENDAR, |row| &row.content))?;
    tx.trace(&Trace { detail: json!({"days": days}), ..Trace::new(Verb::LoadCalendar, On::Calendar) })
}
