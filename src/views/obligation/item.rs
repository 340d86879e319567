//! An obligation as it stands today: the row, and what the rules say of it.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::actions::{ActionError, Context, Rules, duty_of_row, lamp_facts, rounds_of};
use crate::db::DbConnection;
use crate::db::counted::Counted;
use crate::db::notice::notices;
use crate::db::obligation::ledger::{self, LedgerRow, Wanted};
use crate::db::plan::rhythm::Rhythm;
use crate::domain::calendar::{Gap, WorkCalendar};
use crate::domain::id::{ObligationId, PlanId};
use crate::domain::notice::Rung;
use crate::domain::obligation::due::{Duty, IN_PLAY, Lateness, has_deadline};
use crate::domain::obligation::lamp::{LampPolicy, LampReason, lamp_reason};
use crate::domain::obligation::{Lamp, ObligationKind};
use crate::domain::paging::{one_more, page_of};
use crate::domain::period::Period;
use crate::domain::round::{Asked, Cadence, Round, Rounds};
use crate::domain::typed::UNREADABLE;

/// So many months before this one a round may still matter.
const MONTHS: usize = 3;

/// What the rules need beside the rows.
#[derive(Debug, Clone)]
pub struct Sight {
    /// All rules in use.
    pub rules: Arc<Rules>,
    /// The work calendar of the region.
    pub calendar: Arc<WorkCalendar>,
    /// What the province sets for its lamps.
    pub policy: LampPolicy,
    /// The local date.
    pub today: NaiveDate,
    /// So many working days a late report still answers its round.
    pub late_workdays: u32,
}

impl Sight {
    /// Today's, by the context's clock and the rules in use.
    pub fn load(ctx: &Context, c: &mut DbConnection) -> Result<Self, ActionError> {
        let rules = ctx.rules.read(c)?;
        let (calendar, policy) = (Arc::clone(rules.calendar()), rules.lighting.policy);
        let late_workdays = ctx.settings.plan.late_workdays;
        Ok(Self { rules, calendar, policy, today: ctx.clock.today(), late_workdays })
    }

    /// The rounds of plans as far as they matter today, by plan.
    pub fn rounds(
        &self,
        c: &mut DbConnection,
        rhythms: &HashMap<PlanId, Rhythm>,
    ) -> Result<HashMap<PlanId, Rounds>, ActionError> {
        let since = Period::of(self.today).back().nth(MONTHS);
        rounds_of(c, rhythms, self.late_workdays, since)
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
    /// That working days around its date are a guess, as long as it is open and has one.
    pub unannounced: Option<Gap>,
    /// The local date on which it stands so.
    today: NaiveDate,
    /// The rounds that a report of today may answer, the oldest first.
    pub open: Vec<Round>,
    /// The month that is reported on.
    pub current: Period,
    /// The months in whose tables it has a place ([`Duty::stands_in`]).
    tables: Vec<Period>,
}

impl Item {
    /// What the rules say of a row, by the rounds of its plan and what those ask for today in its cadence.
    fn of(row: LedgerRow, sight: &Sight, rounds: &Rounds, asked: &Asked) -> Self {
        let facts = lamp_facts(&row.obligation, row.rhythm.assigned_on, rounds.clone());
        let duty = facts.duty;
        let effective_due = duty.effective_due;
        let reason = lamp_reason(&facts, sight.policy, &sight.calendar, sight.today);
        let late = duty.lateness(&sight.calendar, sight.today);
        let days_left = (effective_due - sight.today).num_days();
        let (open, current) = (duty.answerable(asked), asked.current.period);
        let months = std::iter::once(current).chain(asked.open.iter().map(|round| round.period));
        let tables = months.filter(|month| duty.stands_in(*month, asked, sight.today)).collect();
        let lamp = reason.lamp();
        // What is owed over the year is near no date.
        let is_near_one = has_deadline(duty.kind) && IN_PLAY.contains(&row.obligation.status);
        Self {
            effective_due,
            lamp,
            reason,
            late,
            days_left,
            rung: None,
            unannounced: sight.calendar.unannounced(effective_due).filter(|gap| is_near_one && gap.on != UNREADABLE),
            today: sight.today,
            open,
            current,
            tables,
            row,
        }
    }

    /// The round that a report of today answers where nobody chooses; `None` where it answers none.
    pub fn answers(&self) -> Option<Round> {
        self.duty().answers(&self.open)
    }

    /// 迟报: whether a report of today comes behind the cut-off of a round.
    pub fn is_late_for(&self, round: &Round) -> bool {
        self.today > round.cut_off
    }

    /// Whether the report of a month is in, or one behind it.
    pub fn is_reported(&self, month: Period) -> bool {
        self.duty().reported >= Some(month)
    }

    /// The round of a month, where a report of today may answer it.
    pub fn round_of(&self, month: Period) -> Option<Round> {
        self.open.iter().find(|round| round.period == month).copied()
    }

    /// Whether it is past its date and the unit's turn.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.duty().is_overdue(today)
    }

    /// 待年终核定: owed over a year that has ended.
    pub fn awaits_year_end(&self) -> bool {
        self.reason == LampReason::AwaitingYearEnd
    }

    /// Whether what is under review came late.
    pub fn came_late(&self) -> bool {
        self.reason == LampReason::LateInReview
    }

    /// Whether 不涉及 is claimed of it and nobody has decided.
    pub fn is_claimed(&self) -> bool {
        self.row.obligation.claimed_not_applicable
    }

    /// What decides whether a monthly report is owed.
    pub fn duty(&self) -> Duty {
        duty_of_row(&self.row.obligation, self.row.rhythm.assigned_on)
    }

    /// Whether it has a place in the table of a month.
    pub fn stands_in(&self, month: Period) -> bool {
        self.tables.contains(&month)
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
    let rows = ledger::rows(c, wanted)?;
    put_together(c, rows, sight)
}

/// Rows put together with what the rules say of them today. Of what has a date alone no rounds are read.
pub fn put_together(c: &mut DbConnection, rows: Vec<LedgerRow>, sight: &Sight) -> Result<Vec<Item>, ActionError> {
    let standing = rows.iter().filter(|row| row.obligation.kind == ObligationKind::Standing);
    let rhythms = standing.map(|row| (row.obligation.plan_id, row.rhythm)).collect();
    let mut rounds = sight.rounds(c, &rhythms)?;
    let mut asked: HashMap<(PlanId, Cadence), Asked> = HashMap::new();
    let item = |row: LedgerRow| {
        let (plan_id, cadence) = (row.obligation.plan_id, row.obligation.cadence);
        let own = rounds.entry(plan_id).or_insert_with(|| row.rhythm.rounds(sight.late_workdays, []));
        let asked = asked.entry((plan_id, cadence)).or_insert_with(|| own.asked(cadence, sight.today, &sight.calendar));
        Item::of(row, sight, own, asked)
    };
    Ok(rows.into_iter().map(item).collect())
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
