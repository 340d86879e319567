//! 简报: how the plan stands today on one page: who has reported, who is late, what comes next. The weekly mail and the
//! leader's page say the same because both read this.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::desk::{Desk, desk};
use super::item::{Item, Sight, items};
use crate::actions::{ActionError, Context};
use crate::db::DbConnection;
use crate::db::obligation::ledger::Wanted;
use crate::domain::id::ObligationId;
use crate::domain::obligation::due::clock_runs;
use crate::domain::obligation::progress::{Counted, Counts};
use crate::domain::unit::UnitClass;
use crate::views::notice::overdue::LateUnit;

/// How many calendar days the brief looks ahead, today included.
pub const AHEAD_DAYS: u64 = 14;

/// How the plan stands today. Everything is counted from the rows as they are: nothing is summed up from events.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The local date it was drawn up on.
    pub today: NaiveDate,
    /// The month's cut-off, already moved to a working day.
    pub cut_off: NaiveDate,
    /// Of the governments of each class: how many have reported in full this month, of how many that owe a report.
    pub places: Vec<(UnitClass, usize, usize)>,
    /// The same of all other units: those that lead, and those named beside them.
    pub leads: (usize, usize),
    /// Progress by section in the order of the plan; the year's count, 远期 apart within [`Counts`].
    pub sections: Vec<SectionProgress>,
    /// Who is late with what, the unit with the longest delay first.
    pub overdue: Vec<LateUnit>,
    /// What is due from today on within [`AHEAD_DAYS`] and not handed in, by date.
    pub due_soon: Vec<Item>,
    /// Submissions that wait for a reviewer: the coordinators or a lead.
    pub to_review: usize,
}

/// How far a section of the plan is.
#[derive(Debug, Clone)]
pub struct SectionProgress {
    /// `（二）`.
    pub label: String,
    /// Its heading.
    pub title: String,
    /// Its obligations by how they stand.
    pub counts: Counts,
}

impl Brief {
    /// How many obligations are overdue.
    pub fn overdue_items(&self) -> usize {
        self.overdue.iter().map(|unit| unit.items.len()).sum()
    }

    /// Whether there is nothing that a leader must know: nothing late, nothing due soon, every report in.
    pub fn is_empty(&self) -> bool {
        let all_in = |(done, of): (usize, usize)| done == of;
        let places = self.places.iter().all(|(_, done, of)| done == of);
        self.overdue.is_empty() && self.due_soon.is_empty() && places && all_in(self.leads)
    }

    /// All sections together.
    pub fn total(&self) -> Counts {
        self.sections.iter().fold(Counts::default(), |mut sum, section| {
            sum += section.counts;
            sum
        })
    }
}

/// How the plan stands today.
pub fn brief(ctx: &Context, c: &mut DbConnection, sight: &Sight) -> Result<Brief, ActionError> {
    let all = items(c, &Wanted::default(), sight)?;
    let desk = desk(ctx, c, sight)?;
    let Desk { cut_off, to_review, with_lead, .. } = desk;
    Ok(Brief {
        today: sight.today,
        cut_off,
        places: desk.places(),
        leads: desk.leads(),
        sections: sections(&all),
        due_soon: due_soon(all, sight.today),
        overdue: desk.overdue,
        to_review: to_review + with_lead,
    })
}

/// The sections come in the order of their first obligation's key, which is the order of the plan.
fn sections(all: &[Item]) -> Vec<SectionProgress> {
    let mut by_label: BTreeMap<&str, (ObligationId, SectionProgress)> = BTreeMap::new();
    for item in all {
        let (row, id) = (&item.row, item.row.obligation.id);
        let (first, section) = by_label.entry(&row.section).or_insert_with(|| {
            let (label, title) = (row.section.clone(), row.section_title.clone());
            (id, SectionProgress { label, title, counts: Counts::default() })
        });
        *first = id.min(*first);
        let obligation = &row.obligation;
        section.counts.add(Counted { status: obligation.status, lamp: item.lamp, long_range: obligation.long_range });
    }
    let mut in_order: Vec<_> = by_label.into_values().collect();
    in_order.sort_by_key(|(first, _)| *first);
    in_order.into_iter().map(|(_, section)| section).collect()
}

fn due_soon(all: Vec<Item>, today: NaiveDate) -> Vec<Item> {
    let last = today + Days::new(AHEAD_DAYS);
    let mut soon: Vec<Item> = all
        .into_iter()
        .filter(|item| {
            !item.is_standing()
                && clock_runs(item.row.obligation.status)
                && (today..=last).contains(&item.effective_due)
        })
        .collect();
    soon.sort_by_key(|item| (item.effective_due, item.row.obligation.id));
    soon
}
