//! What a mail's notices are about today: a notice whose matter has been settled or dated anew meanwhile is left out. Of
//! long lists the first are read, and how many there are.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;

use super::lot::Lot;
use super::month::{Months, months};
use super::room::LISTED;
use crate::actions::ActionError;
use crate::db::mail::matters::{self, Extent, Part};
use crate::db::mail::outbox::Mail;
use crate::db::notice::proposals;
use crate::db::obligation::ledger::{LedgerRow, Phrased};
use crate::db::obligation::{ledger, obligations};
use crate::db::people::persons::Contact;
use crate::db::{DbConnection, audit};
use crate::domain::id::{MailId, ObligationId, UnitId};
use crate::domain::obligation::Status;
use crate::domain::obligation::due::{clock_runs, effective_due};
use crate::domain::obligation::ladder::ProposalKind;
use crate::domain::person::Role;
use crate::domain::trail::{On, Verb};
use crate::views::{self, Item, Sight};

/// An obligation that somebody is told of.
pub(super) struct Matter {
    /// As it stands today.
    pub item: Item,
    /// The time phrase as the plan has it.
    pub phrase: Option<String>,
    /// The liaison of the unit that owes, for readers who are not that.
    pub liaison: Option<Contact>,
    /// Why it was sent back, where it was and somebody said.
    pub returned: Option<String>,
}

/// The first of some obligations by date, and how many there are.
#[derive(Default)]
pub(super) struct Listed {
    /// Those that are listed.
    pub matters: Vec<Matter>,
    /// So many in all.
    pub total: usize,
    /// Owed by so many units.
    pub units: usize,
    /// The first and the last due date, where more are there than are listed.
    pub dates: Option<(NaiveDate, NaiveDate)>,
}

/// Everything that a mail still has to say.
#[derive(Default)]
pub(super) struct Matters {
    /// Past their date, the latest first.
    pub late: Listed,
    /// Due soon, by date.
    pub due: Listed,
    /// Monthly reports.
    pub months: Months,
    /// Whether some of it is told to the reader as a liaison, and some in another post.
    pub is_mixed: bool,
}

/// What somebody did to an obligation.
pub(super) struct Happening {
    /// The obligation.
    pub matter: Matter,
    /// The row of the trail.
    pub row: audit::Entry,
    /// What it is to the reader.
    pub what: What,
}

/// What somebody did, to the unit that is told of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// It is the unit's turn since, by a date.
    ToAnswer,
    /// A measure was decided about it.
    Measure(ProposalKind),
    /// A report was filed in its name.
    Filed,
}

impl Listed {
    fn unit_ids(&self) -> BTreeSet<UnitId> {
        self.matters.iter().map(|matter| matter.item.row.obligation.unit_id).collect()
    }
}

impl Matters {
    /// Whether there is nothing left to say.
    pub(super) fn is_empty(&self) -> bool {
        self.late.total == 0 && self.due.total == 0 && self.months.is_empty()
    }

    /// Whether what is late or due soon is owed by several units.
    pub(super) fn is_of_many(&self) -> bool {
        let units: BTreeSet<UnitId> = self.late.unit_ids().union(&self.due.unit_ids()).copied().collect();
        units.len() > 1 || self.late.units > 1 || self.due.units > 1
    }

    /// The obligation, where it is about one alone.
    pub(super) fn only(&self) -> Option<ObligationId> {
        match (self.late.total, self.due.total, self.months.is_empty()) {
            (1, 0, true) | (0, 1, true) => {
                let only = self.late.matters.first().or(self.due.matters.first());
                only.map(|matter| matter.item.row.obligation.id)
            }
            _ => None,
        }
    }
}

/// What a mail's notices are about today.
pub(super) fn matters(c: &mut DbConnection, mail: &Mail, lot: &mut Lot, sight: &Sight) -> Result<Matters, ActionError> {
    let (late, due) = first(c, mail, lot, sight.today)?;
    let liaisons = liaisons(c, late.iter().chain(&due), (mail.role, lot), sight)?;
    let (late, due) = (told(c, late, &liaisons, sight)?, told(c, due, &liaisons, sight)?);
    Ok(Matters {
        late: listed(c, mail.id, Part::Late, late, sight)?,
        due: listed(c, mail.id, Part::Due, due, sight)?,
        months: months(c, &lot.wider(mail), sight)?,
        is_mixed: lot.is_mixed(mail),
    })
}

/// The first of what is late and of what is due soon: known from the lot where all of it is listed, one question each where there is
/// more.
fn first(
    c: &mut DbConnection,
    mail: &Mail,
    lot: &Lot,
    today: NaiveDate,
) -> Result<(Vec<Phrased>, Vec<Phrased>), ActionError> {
    if let Some(all) = lot.told(mail, today) {
        let is_late = |(row, _): &Phrased| effective_due(row.obligation.due, row.obligation.answer_by) < today;
        return Ok(all.into_iter().partition(is_late));
    }
    let mut part = |part| matters::first(c, mail.id, part, today, LISTED.into());
    Ok((part(Part::Late)?, part(Part::Due)?))
}

/// The first liaison of each unit that owes, for a reader who is none.
fn liaisons<'a>(
    c: &mut DbConnection,
    rows: impl Iterator<Item = &'a Phrased>,
    (role, lot): (Role, &mut Lot),
    sight: &Sight,
) -> Result<HashMap<UnitId, Contact>, ActionError> {
    let units: BTreeSet<UnitId> = rows.map(|(row, _)| row.obligation.unit_id).collect();
    if role == Role::Liaison || units.is_empty() {
        return Ok(HashMap::new());
    }
    let all = lot.liaisons(c, &units, sight.today)?;
    Ok(units.into_iter().filter_map(|unit| Some((unit, all.get(&unit)?.clone()))).collect())
}

fn told(
    c: &mut DbConnection,
    rows: Vec<Phrased>,
    liaisons: &HashMap<UnitId, Contact>,
    sight: &Sight,
) -> Result<Vec<Matter>, ActionError> {
    let (rows, phrases): (Vec<LedgerRow>, Vec<Option<String>>) = rows.into_iter().unzip();
    let items = views::put_together(c, rows, sight)?;
    let returned: Vec<Item> =
        items.iter().filter(|item| item.row.obligation.status == Status::Returned).cloned().collect();
    // Few are: only they ask for one more question.
    let mut reasons = if returned.is_empty() { HashMap::new() } else { views::reasons(c, &returned)? };
    let matter = |(item, phrase): (Item, Option<String>)| {
        let liaison = liaisons.get(&item.row.obligation.unit_id).cloned();
        let returned = reasons.remove(&item.row.obligation.id);
        Matter { item, phrase, liaison, returned }
    };
    Ok(items.into_iter().zip(phrases).map(matter).collect())
}

fn listed(
    c: &mut DbConnection,
    mail_id: MailId,
    part: Part,
    read: Vec<Matter>,
    sight: &Sight,
) -> Result<Listed, ActionError> {
    let is_full = read.len() == usize::from(LISTED);
    let still = |matter: &Matter| match part {
        Part::Late => matter.item.is_overdue(sight.today),
        Part::Due => clock_runs(matter.item.row.obligation.clock_status()),
    };
    let matters = read.into_iter().filter(still).collect();
    let mut listed = Listed { matters, ..Listed::default() };
    (listed.total, listed.units) = (listed.matters.len(), listed.unit_ids().len());
    if is_full {
        let Extent { obligations, units, from, to } = matters::extent(c, mail_id, part, sight.today)?;
        let count = |n: i64| usize::try_from(n).unwrap_or_default();
        (listed.total, listed.units) = (listed.total.max(count(obligations)), listed.units.max(count(units)));
        listed.dates = from.zip(to);
    }
    Ok(listed)
}

/// What somebody did. That the unit has to act is said while it is still its turn under the dates of then; the rest is said as it was.
pub(super) fn happening(
    c: &mut DbConnection,
    mail: &Mail,
    row: audit::Entry,
    (lot, sight): (&mut Lot, &Sight),
) -> Result<Option<Happening>, ActionError> {
    let Some((id, what)) = what(c, &row)? else { return Ok(None) };
    let due_rev = match matters::told_for(c, mail.id, id)? {
        Some(due_rev) => due_rev,
        None => obligations::find(c, id)?.due_rev,
    };
    let found: Vec<Phrased> = ledger::find_phrased(c, id)?.into_iter().collect();
    let liaisons = liaisons(c, found.iter(), (mail.role, lot), sight)?;
    let found = told(c, found, &liaisons, sight)?.pop();
    let is_due = |matter: &Matter| {
        let obligation = &matter.item.row.obligation;
        what != What::ToAnswer || (clock_runs(obligation.status) && obligation.due_rev == due_rev)
    };
    Ok(found.filter(is_due).map(|matter| Happening { matter, row, what }))
}

/// Which obligation a row of the trail is about, and what it is to its unit.
fn what(c: &mut DbConnection, row: &audit::Entry) -> Result<Option<(ObligationId, What)>, ActionError> {
    Ok(match (row.on(), row.verb) {
        (On::Obligation(id), Verb::SubmitFor | Verb::SaveReportFor) => Some((id, What::Filed)),
        (On::Obligation(id), _) => Some((id, What::ToAnswer)),
        (On::Proposal(id), _) => {
            let proposal = proposals::find(c, id)?;
            proposal.choice.map(|choice| (proposal.obligation_id, What::Measure(choice)))
        }
        _ => None,
    })
}
