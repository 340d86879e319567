//! The rules in use (现行规则): of calendar, ladder and lamp rule the newest version that can be read. A process keeps them as they were
//! parsed until the revision in the database is another, which is asked for once a transaction.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use chrono::NaiveDate;

use crate::actions::obligation::lamp_rules::Lighting;
use crate::config::{PlanSettings, RuleFiles, SettingsError, rules_from};
use crate::db::notice::rules::{self, RuleVersion};
use crate::db::{DbConnection, DbResult};
use crate::domain::calendar::{Announced, WorkCalendar, parse_calendar, stored_calendar};
use crate::domain::obligation::ladder::Ladder;
use crate::domain::obligation::lamp::LampPolicy;
use crate::domain::rules::{RuleKind, RuleOrigin};

/// The calendar that comes with the program.
pub(super) const SHIPPED_CALENDAR: &str = include_str!("../../../seeds/calendar/workdays.csv");

/// Where it comes from.
pub(super) const SHIPPED_CALENDAR_FILE: &str = "seeds/calendar/workdays.csv";

/// A calendar in which no week has a day off is none.
const NO_NATION: &str = "没有全国（CN）的放假安排";

/// Which version of a rule is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InUse {
    /// Which rule.
    pub kind: RuleKind,
    /// Its version; 0 where none can be read and the files are gone by.
    pub version: i64,
    /// Where it comes from.
    pub origin: RuleOrigin,
}

/// A version that cannot be read: one before it is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Which rule.
    pub kind: RuleKind,
    /// Its version.
    pub version: i64,
    /// Why.
    pub reason: String,
    /// The version that is in use instead; 0 for what the files say.
    pub instead: i64,
}

/// The rules of one revision.
#[derive(Debug)]
pub struct Rules {
    /// The revision in the database.
    pub rev: i64,
    /// The work calendar of the region, and what lamps are told by.
    pub lighting: Arc<Lighting>,
    /// Who is told how many working days before and after a date.
    pub ladder: Arc<Ladder>,
    /// Of how many days another version has made something that is not known here.
    pub unknown_days: usize,
    /// Which versions these are.
    pub in_use: Vec<InUse>,
    /// Newer ones that cannot be read.
    pub damaged: Vec<Damaged>,
}

impl Rules {
    /// The work calendar of the region.
    pub fn calendar(&self) -> &Arc<WorkCalendar> {
        &self.lighting.calendar
    }
}

/// Where a process has its rules from. Clones share what was read.
#[derive(Debug, Clone)]
pub struct Rulebook {
    region: Arc<str>,
    files: Arc<RuleFiles>,
    /// What is gone by where no version can be read.
    ladder: Arc<Ladder>,
    lamp: LampPolicy,
    kept: Arc<RwLock<Option<Arc<Rules>>>>,
    /// The revision at which nothing of the files was missing.
    settled: Arc<AtomicI64>,
    /// The rules that are used whatever the revision.
    pinned: Option<Arc<Rules>>,
}

impl Rulebook {
    /// Reads what the settings say and name.
    ///
    /// # Errors
    /// A file that cannot be read, or the line and key that cannot be used.
    pub fn new(settings: &PlanSettings) -> Result<Self, SettingsError> {
        let files = RuleFiles::read(settings)?;
        Ok(Self {
            region: settings.region.as_str().into(),
            ladder: Arc::new(rules_from(&files.ladder_file, &files.ladder)?),
            lamp: rules_from("plan", &files.lamp)?,
            files: Arc::new(files),
            kept: Arc::default(),
            settled: Arc::new(AtomicI64::new(-1)),
            pinned: None,
        })
    }

    /// The rules in use. One statement where they are those that were read last.
    ///
    /// # Errors
    /// [`crate::db::DbError`] where the database does not answer. A version that cannot be read is no error.
    pub fn read(&self, c: &mut DbConnection) -> DbResult<Arc<Rules>> {
        if let Some(pinned) = &self.pinned {
            return Ok(Arc::clone(pinned));
        }
        let rev = rules::revision(c)?;
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(kept) = kept.filter(|kept| kept.rev == rev) {
            return Ok(kept);
        }
        let read = Arc::new(self.read_all(c, rev)?);
        for Damaged { kind, version, reason, instead } in &read.damaged {
            tracing::error!(%kind, version, reason, instead, "a version of a rule cannot be read; one before it is used");
        }
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        // Whoever reads in an older state must not put back what a later one has read.
        if kept.as_ref().is_none_or(|kept| kept.rev < rev) {
            *kept = Some(Arc::clone(&read));
        }
        Ok(read)
    }

    /// The same for the time of a whole piece of work, whatever is edited meanwhile.
    pub(in crate::actions) fn pinned(&self, rules: Arc<Rules>) -> Self {
        Self { pinned: Some(rules), ..self.clone() }
    }

    /// The ladder that a start goes by: what is in use where people have edited it, else what the settings say by now.
    pub fn ladder_at_start<'r>(&'r self, rules: &'r Rules) -> &'r Ladder {
        let in_use = rules.in_use.iter().find(|used| used.kind == RuleKind::Ladder);
        if in_use.is_none_or(|used| used.origin.follows_files()) { &self.ladder } else { &rules.ladder }
    }

    /// The days that come with this program and are not so in the calendar in use, in order.
    pub fn shipped_apart(&self, rules: &Rules) -> Vec<NaiveDate> {
        let shipped = WorkCalendar::new(&self.region, stored_calendar(SHIPPED_CALENDAR).unwrap_or_default());
        let own: BTreeSet<(NaiveDate, bool)> = rules.calendar().special_days().collect();
        shipped.special_days().filter(|day| !own.contains(day)).map(|(day, _)| day).collect()
    }

    /// What the settings say and name.
    pub(super) fn files(&self) -> &RuleFiles {
        &self.files
    }

    /// Whether nothing of the files was missing at that revision.
    pub(super) fn is_settled(&self, rev: i64) -> bool {
        self.settled.load(Ordering::Relaxed) == rev
    }

    /// Remembers that.
    pub(super) fn settle(&self, rev: i64) {
        self.settled.store(rev, Ordering::Relaxed);
    }

    fn read_all(&self, c: &mut DbConnection, rev: i64) -> DbResult<Rules> {
        let (mut in_use, mut damaged) = (Vec::new(), Vec::new());
        let mut lists = (&mut in_use, &mut damaged);
        let announced = newest_readable(c, RuleKind::Calendar, &mut lists, calendar_of)?;
        let ladder = newest_readable(c, RuleKind::Ladder, &mut lists, ladder_of)?;
        let lamp = newest_readable(c, RuleKind::Lamp, &mut lists, lamp_of)?;
        let announced = announced.unwrap_or_else(|| stored_calendar(SHIPPED_CALENDAR).unwrap_or_default());
        let unknown_days = announced.days.iter().filter(|day| !day.kind.is_known()).count();
        let calendar = Arc::new(WorkCalendar::new(&self.region, announced));
        Ok(Rules {
            rev,
            lighting: Arc::new(Lighting::new(calendar, lamp.unwrap_or(self.lamp))),
            ladder: ladder.map_or_else(|| Arc::clone(&self.ladder), Arc::new),
            unknown_days,
            in_use,
            damaged,
        })
    }
}

/// The newest version of a rule that can be read; `None` where there is none.
fn newest_readable<T>(
    c: &mut DbConnection,
    kind: RuleKind,
    (in_use, damaged): &mut (&mut Vec<InUse>, &mut Vec<Damaged>),
    parse: impl Fn(&str) -> Result<T, String>,
) -> DbResult<Option<T>> {
    let (mut below, mut unread) = (None, Vec::new());
    let found = loop {
        let Some(row) = rules::newest(c, kind, below)? else { break None };
        let RuleVersion { version, origin, content, .. } = row;
        match parse(&content) {
            Ok(rule) => break Some((rule, InUse { kind, version, origin })),
            Err(reason) => unread.push((version, reason)),
        }
        below = Some(version);
    };
    let files = InUse { kind, version: 0, origin: RuleOrigin::Settings };
    let used = found.as_ref().map_or(files, |(_, used)| *used);
    in_use.push(used);
    let instead = used.version;
    damaged.extend(unread.into_iter().map(|(version, reason)| Damaged { kind, version, reason, instead }));
    Ok(found.map(|(rule, _)| rule))
}

/// A calendar as it is stored.
fn calendar_of(content: &str) -> Result<Announced, String> {
    with_nation(stored_calendar(content).map_err(|error| error.to_string())?)
}

fn with_nation(announced: Announced) -> Result<Announced, String> {
    if announced.has_nation() { Ok(announced) } else { Err(NO_NATION.to_owned()) }
}

fn ladder_of(content: &str) -> Result<Ladder, String> {
    rules_from("督办规则", content).map_err(|error| error.to_string())
}

fn lamp_of(content: &str) -> Result<LampPolicy, String> {
    rules_from("亮灯规则", content).map_err(|error| error.to_string())
}

/// Whether somebody has written a rule that can be used.
///
/// # Errors
/// What is wrong and where, in words.
pub(super) fn check(kind: RuleKind, content: &str) -> Result<(), String> {
    match kind {
        RuleKind::Calendar => with_nation(parse_calendar(content).map_err(|error| error.to_string())?).map(drop),
        RuleKind::Ladder => ladder_of(content).map(drop),
        RuleKind::Lamp => lamp_of(content).map(drop),
        RuleKind::Unknown(_) => Err("本版本不认识这种规则".to_owned()),
    }
}

/// Whether a version that is stored can be used.
pub(super) fn is_readable(row: &RuleVersion) -> bool {
    match row.kind {
        RuleKind::Calendar => calendar_of(&row.content).is_ok(),
        kind => check(kind, &row.content).is_ok(),
    }
}
