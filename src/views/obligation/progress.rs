//! How far the plans are: what was due by today and what became of it, and apart from it the year's items by stage.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use crate::actions::ActionError;
use crate::db::DbConnection;
use crate::db::obligation::tally::{self, By, Section, Within};
use crate::db::plan::choosing;
use crate::domain::id::{ObligationId, PlanId};
use crate::domain::obligation::Status;
use crate::domain::obligation::progress::{DueCounts, YearCounts};
use crate::domain::plan::heading;
use crate::strings::Strings;

/// How far a section of a plan is, or a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionProgress {
    /// The plan.
    pub plan_id: PlanId,
    /// `（二）`; empty for a plan.
    pub label: String,
    /// Its heading, or the plan's title.
    pub title: String,
    /// What was due by today.
    pub due: DueCounts,
    /// The year's items.
    pub year: YearCounts,
}

impl SectionProgress {
    /// Its number and its heading: `（二）深化治理`.
    pub fn heading(&self) -> String {
        heading(&self.label, &self.title)
    }
}

/// How far the plans are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// By section in the order of the plan, or by plan: sections of several are never mixed.
    pub sections: Vec<SectionProgress>,
    /// Whether these are plans.
    pub by_plan: bool,
    /// Closed, though not due yet.
    pub closed_early: u32,
    /// In a status that another version wrote: counted, and not as done.
    pub unknown: u32,
}

impl Progress {
    /// What was due by today in all sections.
    pub fn due(&self) -> DueCounts {
        self.sections.iter().fold(DueCounts::default(), |mut sum, section| {
            sum += section.due;
            sum
        })
    }

    /// What the parts are called: the catalogue's key.
    pub fn parts_key(&self) -> &'static str {
        if self.by_plan { "brief.plans" } else { "brief.sections" }
    }

    /// The year's items of all sections.
    pub fn year(&self) -> YearCounts {
        self.sections.iter().fold(YearCounts::default(), |mut sum, section| {
            sum += section.year;
            sum
        })
    }
}

/// How far a plan is by its sections, or several by plan; or what one unit owes of them.
pub fn progress(c: &mut DbConnection, within: Within, today: NaiveDate) -> Result<Progress, ActionError> {
    let by_plan = choosing::are_several(c, within.plans)?;
    let by = if by_plan { By::Plan } else { By::Section };
    let mut unknown = 0;
    let mut by_section: BTreeMap<Section, (Option<ObligationId>, DueCounts, YearCounts)> = BTreeMap::new();
    for row in tally::due_by(c, within, by, today)? {
        let (first, due, _) = by_section.entry(row.section).or_default();
        *first = earliest(*first, row.first);
        due.add(row.status, row.of, count(row.count));
        unknown += if row.status.is_known() { 0 } else { count(row.count) };
    }
    for row in tally::of_the_year(c, within, by)? {
        let (first, _, year) = by_section.entry(row.section).or_default();
        *first = earliest(*first, row.first);
        year.add(row.status, row.of, count(row.count));
        unknown += if row.status.is_known() { 0 } else { count(row.count) };
    }
    let mut in_order: Vec<_> = by_section.into_iter().collect();
    in_order.sort_by_key(|(_, (first, ..))| *first);
    let section = |(of, (_, due, year)): (Section, (_, DueCounts, YearCounts))| SectionProgress {
        plan_id: of.plan_id,
        label: of.label,
        title: of.title,
        due,
        year,
    };
    let mut sections: Vec<SectionProgress> = in_order.into_iter().map(section).collect();
    if by_plan {
        let ids: Vec<PlanId> = sections.iter().map(|plan| plan.plan_id).collect();
        let mut titles = choosing::titles(c, &ids)?;
        for plan in &mut sections {
            plan.title = titles.remove(&plan.plan_id).unwrap_or_default();
        }
    }
    Ok(Progress { sections, by_plan, closed_early: count(tally::closed_early(c, within, today)?), unknown })
}

/// How far each of some plans is as a whole, without its title; a draft is not counted.
pub(crate) fn progress_of(
    c: &mut DbConnection,
    ids: &[PlanId],
    today: NaiveDate,
) -> Result<HashMap<PlanId, Progress>, ActionError> {
    let mut counts: HashMap<PlanId, (DueCounts, YearCounts)> = HashMap::new();
    let mut all: HashMap<PlanId, Progress> =
        ids.iter().map(|id| (*id, Progress { by_plan: true, ..Progress::default() })).collect();
    let mut note_unknown = |id: PlanId, status: Status, n: i64| {
        if let Some(progress) = all.get_mut(&id).filter(|_| !status.is_known()) {
            progress.unknown += count(n);
        }
    };
    for row in tally::due_by_of(c, ids, today)? {
        counts.entry(row.section.plan_id).or_default().0.add(row.status, row.of, count(row.count));
        note_unknown(row.section.plan_id, row.status, row.count);
    }
    for row in tally::of_the_year_of(c, ids)? {
        counts.entry(row.section.plan_id).or_default().1.add(row.status, row.of, count(row.count));
        note_unknown(row.section.plan_id, row.status, row.count);
    }
    for (plan_id, (due, year)) in counts {
        let whole = SectionProgress { plan_id, label: String::new(), title: String::new(), due, year };
        all.entry(plan_id).or_default().sections.push(whole);
    }
    for (plan_id, closed) in tally::closed_early_of(c, ids, today)? {
        all.entry(plan_id).or_default().closed_early = count(closed);
    }
    Ok(all)
}

fn earliest(one: Option<ObligationId>, other: Option<ObligationId>) -> Option<ObligationId> {
    one.into_iter().chain(other).min()
}

fn count(n: i64) -> u32 {
    u32::try_from(n).unwrap_or_default()
}

/// 到期应办结 16 项，已办结 11 项（按期 …）: the same words on every page and in mails.
pub fn due_words(t: &Strings, progress: &Progress) -> String {
    let due = progress.due();
    let gaps: [(&str, &dyn std::fmt::Display); 6] = [
        ("due", &due.due()),
        ("closed", &due.closed()),
        ("on_time", &due.on_time),
        ("late", &due.late),
        ("open", &due.not_closed()),
        ("in_review", &due.in_review),
    ];
    let early = match progress.closed_early {
        0 => String::new(),
        n => t.fill("progress.early", &[("n", &n)]),
    };
    t.fill("progress.due", &gaps) + &early + t.get("progress.stop")
}

/// 年度任务 465 项：未启动 … : by stage, apart from what was due.
pub fn year_words(t: &Strings, progress: &Progress) -> String {
    let year = progress.year();
    let gaps: [(&str, &dyn std::fmt::Display); 7] = [
        ("all", &year.all()),
        ("not_started", &year.not_started),
        ("in_progress", &year.in_progress),
        ("mostly_done", &year.mostly_done),
        ("done", &year.done),
        ("closed", &year.closed),
        ("not_reported", &year.not_reported),
    ];
    t.fill("progress.year", &gaps)
}
