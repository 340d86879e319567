//! What a mail's notices are about today: a notice whose matter has been settled or dated anew meanwhile is left out.

use crate::actions::ActionError;
use crate::db::ledger::Wanted;
use crate::db::outbox::Carried;
use crate::db::people::Contact;
use crate::db::{DbConnection, measures, people};
use crate::domain::notice::{Rung, Subject};
use crate::domain::obligation::ObligationKind;
use crate::domain::obligation::due::clock_runs;
use crate::domain::period::Period;
use crate::domain::person::Role;
use crate::views::{Item, Sight, items};

/// An obligation that somebody is told of.
pub struct Matter {
    /// As it stands today.
    pub item: Item,
    /// The time phrase as the plan has it.
    pub phrase: Option<String>,
    /// The liaison of the unit that owes.
    pub liaison: Option<Contact>,
}

/// The reports that a unit owes for a month.
pub struct Month {
    /// The unit's full name.
    pub unit: String,
    /// The month.
    pub period: Period,
    /// Its cut-off.
    pub cut_off: chrono::NaiveDate,
    /// Whether the cut-off has passed.
    pub missed: bool,
    /// What lacks a report.
    pub items: Vec<Item>,
}

/// Everything that a mail still has to say.
#[derive(Default)]
pub struct Matters {
    /// Past their date, the latest first.
    pub late: Vec<Matter>,
    /// Due soon, by date.
    pub due: Vec<Matter>,
    /// Monthly reports.
    pub months: Vec<Month>,
}

impl Matters {
    /// Whether there is nothing left to say.
    pub fn is_empty(&self) -> bool {
        self.late.is_empty() && self.due.is_empty() && self.months.is_empty()
    }

    /// How many units owe what is late or due soon.
    pub fn units(&self) -> usize {
        let all = self.late.iter().chain(&self.due);
        all.map(|matter| matter.item.row.obligation.unit_id).collect::<std::collections::BTreeSet<_>>().len()
    }

    /// The obligation, where it is about one alone.
    pub fn only(&self) -> Option<i64> {
        match (self.late.as_slice(), self.due.as_slice(), self.months.is_empty()) {
            ([one], [], true) | ([], [one], true) => Some(one.item.row.obligation.id),
            _ => None,
        }
    }
}

/// What the notices are about today.
///
/// # Errors
/// A database that does not answer.
pub fn matters(c: &mut DbConnection, carried: &[Carried], sight: &Sight) -> Result<Matters, ActionError> {
    let mut found = Matters::default();
    let liaisons = people::contacts_as(c, sight.today, &[Role::Liaison])?;
    for notice in carried {
        match notice.subject.parse() {
            Ok(Subject::Obligation(id)) => {
                if let Some(matter) = matter(c, notice, id, sight, &liaisons)? {
                    found.add(matter, sight);
                }
            }
            Ok(Subject::Month { plan, unit, period }) => {
                if !found.months.iter().any(|month| month.period == period && month.is_of(unit)) {
                    found.months.extend(month(c, (plan, unit, period), sight)?);
                }
            }
            // A brief is drawn up from the state as a whole; what a newer version wrote is not ours to tell.
            Ok(Subject::Digest { .. }) | Err(_) => {}
        }
    }
    found.late.sort_by_key(|matter| std::cmp::Reverse(matter.item.late.days));
    found.due.sort_by_key(|matter| matter.item.effective_due);
    Ok(found)
}

impl Matters {
    fn add(&mut self, matter: Matter, sight: &Sight) {
        let known = |other: &Matter| other.item.row.obligation.id == matter.item.row.obligation.id;
        if self.late.iter().any(known) || self.due.iter().any(known) {
            return;
        }
        let list = if matter.item.is_overdue(sight.today) { &mut self.late } else { &mut self.due };
        list.push(matter);
    }
}

impl Month {
    fn is_of(&self, unit: i64) -> bool {
        self.items.iter().any(|item| item.row.obligation.unit_id == unit)
    }
}

/// The obligation, if it is still the unit's turn and under the dates that the notice was about.
fn matter(
    c: &mut DbConnection,
    notice: &Carried,
    id: i64,
    sight: &Sight,
    liaisons: &[Contact],
) -> Result<Option<Matter>, ActionError> {
    let Some(item) = items(c, &Wanted { id: Some(id), ..Wanted::default() }, sight)?.pop() else { return Ok(None) };
    let obligation = &item.row.obligation;
    let after = notice.rung.parse().is_ok_and(|rung| matches!(rung, Rung::After(_)));
    let wanted = clock_runs(obligation.status) && obligation.due_rev == notice.due_rev;
    if !wanted || (after && !item.is_overdue(sight.today)) {
        return Ok(None);
    }
    let phrase = obligation.milestone_id.map(|id| measures::milestone(c, id)).transpose()?;
    let liaison = liaisons.iter().find(|contact| contact.unit_id == obligation.unit_id).cloned();
    Ok(Some(Matter { phrase: phrase.map(|milestone| milestone.phrase), liaison, item }))
}

fn month(
    c: &mut DbConnection,
    (plan, unit, period): (i64, i64, Period),
    sight: &Sight,
) -> Result<Option<Month>, ActionError> {
    let wanted =
        Wanted { plan_id: Some(plan), unit_id: Some(unit), kind: Some(ObligationKind::Standing), ..Wanted::default() };
    let mut all = items(c, &wanted, sight)?;
    let Some(first) = all.first() else { return Ok(None) };
    let cut_off = period.cut_off(first.row.cutoff_day, &sight.calendar);
    all.retain(|item| item.duty().lacks(period, cut_off));
    let Some(first) = all.first() else { return Ok(None) };
    let unit = first.row.unit.clone();
    Ok(Some(Month { unit, period, cut_off, missed: cut_off < sight.today, items: all }))
}
