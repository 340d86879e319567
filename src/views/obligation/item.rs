//! An obligation as it stands today: the row, and what the rules say of it.

use chrono::NaiveDate;

use crate::actions::{ActionError, Context, Lighting, lamp_facts, lighting};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::notice::notices;
use crate::db::obligation::ledger::{self, LedgerRow, Wanted};
use crate::domain::calendar::WorkCalendar;
use crate::domain::id::ObligationId;
use crate::domain::notice::Rung;
use crate::domain::obligation::due::{Duty, IN_PLAY, Lateness};
use crate::domain::obligation::lamp::{LampPolicy, LampReason, lamp_reason};
use crate::domain::obligation::{Lamp, ObligationKind};
use crate::domain::paging::{one_more, page_of};
use crate::domain::period::Period;

/// What the rules need beside the rows.
#[derive(Debug, Clone)]
pub struct Sight {
    /// The work calendar of the region.
    pub calendar: WorkCalendar,
    /// What the province sets for its lamps.
    pub policy: LampPolicy,
    /// The local date.
    pub today: NaiveDate,
}

impl Sight {
    /// Today's, by the context's clock and the stored calendar.
    pub fn load(ctx: &Context, c: &mut DbConnection) -> Result<Self, ActionError> {
        let Lighting { calendar, policy, .. } = lighting(ctx, c)?;
        Ok(Self { calendar, policy, today: ctx.clock.today() })
    }
}

/// An obligation as it stands today.
#[derive(Debug, Clone)]
pub struct Item {
    /// The row and what it belongs to.
    pub row: LedgerRow,
    /// The date that counts: the later of due date and answer date.
    pub effective_due: NaiveDate,
    /// Computed from status and dates.
    pub lamp: Lamp,
    /// Why the lamp shines so.
    pub reason: LampReason,
    /// How late it is; nothing where it is not overdue.
    pub late: Lateness,
    /// Calendar days until the date that counts; negative behind it.
    pub days_left: i64,
    /// The rung that was reached behind its present date, where it was read: see [`read_rungs`].
    pub rung: Option<Rung>,
    /// As [`Duty::takes_reports`] says.
    takes_reports: bool,
}

impl Item {
    /// What the rules say of a row.
    pub fn of(row: LedgerRow, sight: &Sight) -> Self {
        let facts = lamp_facts(&row.obligation, row.assigned_on, row.cutoff_day);
        let duty = facts.duty;
        let effective_due = duty.effective_due;
        let reason = lamp_reason(&facts, sight.policy, &sight.calendar, sight.today);
        let late = duty.lateness(&sight.calendar, sight.today);
        let takes_reports = duty.takes_reports(row.cutoff_day, &sight.calendar, sight.today);
        let days_left = (effective_due - sight.today).num_days();
        Self { effective_due, lamp: reason.lamp(), reason, late, days_left, rung: None, takes_reports, row }
    }

    /// Whether it is past its date and the unit's turn.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.duty().is_overdue(today)
    }

    /// 待年终核定: owed over a year that has ended.
    pub fn awaits_year_end(&self) -> bool {
        self.reason == LampReason::AwaitingYearEnd
    }

    /// Whether 不涉及 is claimed of it and nobody has decided.
    pub fn is_claimed(&self) -> bool {
        self.row.obligation.claimed_not_applicable
    }

    /// What decides whether a monthly report is owed.
    pub fn duty(&self) -> Duty {
        lamp_facts(&self.row.obligation, self.row.assigned_on, self.row.cutoff_day).duty
    }

    /// Whether it has a place in a month's table: [`Duty::reports_in`].
    pub fn reports_in(&self, period: Period) -> bool {
        self.duty().reports_in(period, self.takes_reports)
    }

    /// Whether it is the monthly kind.
    pub fn is_standing(&self) -> bool {
        self.row.obligation.kind == ObligationKind::Standing
    }

    /// Whether the unit has it in hand or is still to take it in hand.
    pub fn is_open(&self) -> bool {
        IN_PLAY.contains(&self.row.obligation.status)
    }
}

/// The items that are wanted, in their order.
pub fn items(c: &mut DbConnection, wanted: &Wanted, sight: &Sight) -> Result<Vec<Item>, ActionError> {
    Ok(ledger::rows(c, wanted)?.into_iter().map(|row| Item::of(row, sight)).collect())
}

/// The first items that are wanted, and how many there are: they are counted only where there are more than these.
pub(super) fn first_items(
    c: &mut DbConnection,
    wanted: Wanted,
    rows: usize,
    sight: &Sight,
) -> Result<(Vec<Item>, Counted), ActionError> {
    let wanted = Wanted { limit: Some(one_more(rows)), ..wanted };
    let (found, more) = page_of(items(c, &wanted, sight)?, rows);
    let all = match more {
        true => ledger::total(c, &wanted)?,
        false => Counted { rows: i64::try_from(found.len()).unwrap_or_default(), or_more: false },
    };
    Ok((found, all))
}

/// Reads the rungs that these items have reached, for what is shown with them; what was only proposed is for those who may see it.
pub(in crate::views) fn read_rungs<'a>(
    c: &mut DbConnection,
    items: impl IntoIterator<Item = &'a mut Item>,
    with_proposals: bool,
) -> Result<(), ActionError> {
    let mut items: Vec<&mut Item> = items.into_iter().collect();
    let ids: Vec<ObligationId> = items.iter().map(|item| item.row.obligation.id).collect();
    let rungs = notices::rungs(c, &ids, with_proposals)?;
    for item in &mut items {
        item.rung = rungs.get(&item.row.obligation.id).copied();
    }
    Ok(())
}
