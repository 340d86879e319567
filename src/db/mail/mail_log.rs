//! 通知记录: mails as whoever looks after them sees them, newest first.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use crate::db::counted::{Counted, counted};
use crate::db::dialect::contains;
use crate::db::schema::{mails, notices, obligations, people, plans, units};
use crate::db::{DbConnection, DbResult};
use crate::domain::bundle::MailKind;
use crate::domain::id::{MailId, ObligationId, PlanId};
use crate::domain::mail::MailState;
use crate::domain::person::Role;
use crate::domain::typed::SearchWords;

/// A mail without its contents.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = mails)]
pub struct LoggedMail {
    /// Key.
    pub id: MailId,
    /// What kind of mail.
    pub kind: MailKind,
    /// The local date it is for.
    pub local_date: NaiveDate,
    /// The full name of the unit it is written to.
    #[diesel(select_expression = units::name)]
    pub unit: String,
    /// As what.
    pub role: Role,
    /// Whom it tells.
    #[diesel(select_expression = people::name)]
    pub person: String,
    /// The person's address today.
    #[diesel(select_expression = people::email)]
    pub email: Option<String>,
    /// The address it was sent to; `None` until it is frozen.
    pub to_address: Option<String>,
    /// What it is called; `None` until it is frozen.
    pub subject: Option<String>,
    /// By which copies are recognised.
    pub message_id: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was tried.
    pub attempts: i32,
    /// Not to be tried before, in UTC.
    pub not_before: NaiveDateTime,
    /// Whether it leaves at whatever hour.
    pub at_once: bool,
    /// When its bytes were last handed over, in UTC.
    pub handed_at: Option<NaiveDateTime>,
    /// When it was known what became of it, in UTC.
    pub finished_at: Option<NaiveDateTime>,
    /// What went wrong last.
    pub last_error: Option<String>,
}

impl LoggedMail {
    /// The address it was or will be sent to.
    pub fn address(&self) -> Option<&str> {
        self.to_address.as_deref().or(self.email.as_deref())
    }
}

/// Which mails are wanted; `None` leaves a condition out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct WantedMails {
    /// That carry a notice about this obligation.
    pub obligation_id: Option<ObligationId>,
    /// That carry a notice about this plan, or something in it.
    pub plan_id: Option<PlanId>,
    /// Whose reader's name, address or unit has these words.
    pub to: Option<SearchWords>,
    /// That stand here.
    pub state: Option<MailState>,
    /// Of this kind.
    pub kind: Option<MailKind>,
    /// For this local date.
    pub date: Option<NaiveDate>,
    /// Older than this one.
    pub before: Option<MailId>,
    /// So many at most.
    pub limit: i64,
}

/// A page of mails, newest first, and how many there are on all pages, as far as anybody counts.
pub(crate) fn page(connection: &mut DbConnection, wanted: &WantedMails) -> DbResult<(Vec<LoggedMail>, Counted)> {
    let engine = connection.engine();
    // Built twice: a boxed query can be neither copied nor counted and then read.
    let query = || {
        let mut query = mails::table.inner_join(people::table).inner_join(units::table).into_boxed();
        if let Some(id) = wanted.obligation_id {
            let carrying = notices::table.filter(notices::obligation_id.eq(id)).select(notices::mail_id);
            query = query.filter(mails::id.nullable().eq_any(carrying));
        }
        if let Some(id) = wanted.plan_id {
            let carrying = notices::table.filter(notices::plan_id.eq(id)).select(notices::mail_id);
            query = query.filter(mails::id.nullable().eq_any(carrying));
        }
        if let Some(words) = &wanted.to {
            let has = |column| contains(engine, column, words);
            let address = has("mails.to_address").or(has("people.email"));
            query = query.filter(has("people.name").or(has("units.name")).or(address));
        }
        if let Some(state) = wanted.state {
            query = query.filter(mails::state.eq(state));
        }
        if let Some(kind) = wanted.kind {
            query = query.filter(mails::kind.eq(kind));
        }
        if let Some(date) = wanted.date {
            query = query.filter(mails::local_date.eq(date));
        }
        query
    };
    let total = counted!(connection, query(), mails::id);
    let mut newest = query();
    if let Some(before) = wanted.before {
        newest = newest.filter(mails::id.lt(before));
    }
    let rows = newest.order(mails::id.desc()).limit(wanted.limit).select(LoggedMail::as_select()).load(connection)?;
    Ok((rows, total))
}

/// The mail of that key.
pub(crate) fn find(connection: &mut DbConnection, id: MailId) -> DbResult<LoggedMail> {
    let mail = mails::table.inner_join(people::table).inner_join(units::table).filter(mails::id.eq(id));
    Ok(mail.select(LoggedMail::as_select()).first(connection)?)
}

/// What a mail carries about an obligation.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct About {
    /// The mail.
    pub mail_id: Option<MailId>,
    /// The obligation.
    pub obligation_id: ObligationId,
    /// The full name of the unit that owes.
    pub unit: String,
    /// What is owed.
    pub deliverable: String,
    /// Why it was told: `-10`, `+3`, `event`.
    pub rung: String,
}

/// The obligations that these mails carry notices about, in the order they were queued.
pub(crate) fn about(connection: &mut DbConnection, mail_ids: &[MailId]) -> DbResult<Vec<About>> {
    Ok(notices::table
        .inner_join(obligations::table.inner_join(units::table))
        .filter(notices::mail_id.eq_any(mail_ids.iter().copied().map(Some).collect::<Vec<_>>()))
        .order(notices::id)
        .select((notices::mail_id, obligations::id, units::name, obligations::deliverable, notices::rung))
        .load(connection)?)
}

/// The titles of the plans that each of these mails is about, by the plans' order; a mail about an account is about none.
pub(crate) fn plans_of(connection: &mut DbConnection, mail_ids: &[MailId]) -> DbResult<HashMap<MailId, Vec<String>>> {
    let told: Vec<(MailId, PlanId, String)> = notices::table
        .inner_join(plans::table)
        .filter(notices::mail_id.eq_any(mail_ids.iter().copied().map(Some).collect::<Vec<_>>()))
        .select((notices::mail_id.assume_not_null(), plans::id, plans::title))
        .distinct()
        .order((notices::mail_id, plans::id))
        .load(connection)?;
    let mut titles: HashMap<MailId, Vec<String>> = HashMap::new();
    for (mail_id, _, title) in told {
        titles.entry(mail_id).or_default().push(title);
    }
    Ok(titles)
}

/// How many mails did not arrive: they came back, failed or were given up, and nobody has sent them once more.
pub(crate) fn not_arrived(connection: &mut DbConnection) -> DbResult<Vec<(MailState, i64)>> {
    Ok(mails::table
        // It has a reason; what was taken has none, and most are.
        .filter(mails::finished_at.is_not_null().and(mails::last_error.is_not_null()))
        .filter(mails::state.eq_any([MailState::Bounced, MailState::Failed, MailState::Expired]))
        .group_by(mails::state)
        .select((mails::state, diesel::dsl::count_star()))
        .order(mails::state)
        .load(connection)?)
}

/// How many mails stand where.
pub(crate) fn by_state(connection: &mut DbConnection) -> DbResult<Vec<(MailState, i64)>> {
    Ok(mails::table
        .group_by(mails::state)
        .select((mails::state, diesel::dsl::count_star()))
        .order(mails::state)
        .load(connection)?)
}
