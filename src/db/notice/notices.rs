//! Notices (通知): what somebody must be told, once each, and by what it is known that they were.

use std::collections::{BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::{count_star, not};
use diesel::prelude::*;

use super::about::{About, AboutCall};
use crate::db::among::among;
use crate::db::dialect::on_either;
use crate::db::kept::change;
use crate::db::schema::{mails, notices, obligations, people, plans, proposals, units};
use crate::db::{DbConnection, DbResult, in_parts};
use crate::domain::id::{MailId, ObligationId, PersonId, PlanId, UnitId};
use crate::domain::mail::MailState;
use crate::domain::notice::{Channel, Fired, Rung, Subject};
use crate::domain::person::Role;
use crate::domain::plan::PlanState;

/// The rung of a notice about what somebody did: no rung of the ladder, and the ladder does not look at it.
pub(crate) const EVENT: &str = "event";

/// The rung of a stored notice, known here or not; `None` for what somebody did.
pub(crate) fn rung_of(word: &str) -> Option<Rung> {
    (word != EVENT).then(|| Rung::stored(word))
}

/// A notice to be stored.
#[derive(Debug, Insertable)]
#[diesel(table_name = notices)]
pub struct NewNotice<'a> {
    /// By what it is the one it is.
    pub key: &'a str,
    /// What it is about.
    #[diesel(embed)]
    pub about: About,
    /// Its revision of dates.
    pub due_rev: i32,
    /// Why: `-10`, `+3`, `monthly`, `missed`, `digest`, `event`.
    pub rung: &'a str,
    /// The post it tells.
    pub unit_id: UnitId,
    /// The role of that post.
    pub role: Role,
    /// Who holds it; `None` for a vacant post.
    pub person_id: Option<PersonId>,
    /// Mail, or telephone where there is nobody or no address.
    pub channel: Channel,
    /// The mail that carries it.
    pub mail_id: Option<MailId>,
    /// The local date on which it is told.
    pub fired_on: NaiveDate,
    /// In UTC; at once where nothing carries it.
    pub settled_at: Option<NaiveDateTime>,
    /// Which rules spoke.
    pub rules: &'a str,
    /// Now, in UTC.
    pub created_at: NaiveDateTime,
}

/// Stores a notice unless one of its key is there; whether it is new.
pub(crate) fn insert_if_new(connection: &mut DbConnection, notice: &NewNotice<'_>) -> DbResult<bool> {
    let inserted = on_either!(connection, c => diesel::insert_into(notices::table)
        .values(notice)
        .on_conflict(notices::key)
        .do_nothing()
        .execute(c))?;
    Ok(inserted == 1)
}

/// A notice as the rules must know it.
type FiredRow = (About, i32, String, NaiveDate, bool);

/// Those of the clock.
macro_rules! fired {
    ($notices:expr) => {
        $notices
            .filter(notices::rung.ne(EVENT))
            .select((
                About::as_select(),
                notices::due_rev,
                notices::rung,
                notices::fired_on,
                notices::settled_at.is_not_null(),
            ))
            .distinct()
    };
}

/// A rung of another version is carried; a notice whose subject is not known here counts for the obligation that it names, where it
/// names one.
fn as_fired((about, due_rev, rung, on, settled): FiredRow) -> Option<Fired> {
    let subject = about.subject().ok().or(about.obligation_id.map(Subject::Obligation))?;
    Some(Fired { subject, due_rev, rung: Rung::stored(&rung), on, settled })
}

/// What was given so far about some obligations of a plan, and about other matters of it: notices of the clock, and proposals of the
/// ladder.
pub(crate) fn fired(
    connection: &mut DbConnection,
    plan_id: PlanId,
    ids: &[ObligationId],
    matters: &[Subject],
) -> DbResult<Vec<Fired>> {
    let about = notices::table.filter(among(connection, notices::obligation_id, ids));
    let mut given: Vec<FiredRow> = fired!(about).load(connection)?;
    if !matters.is_empty() {
        let others = notices::plan_id.eq(plan_id).and(notices::obligation_id.is_null());
        let (units, spans): (BTreeSet<UnitId>, BTreeSet<String>) =
            matters.iter().map(|subject| subject.of_whom_when()).unzip();
        let units: Vec<UnitId> = units.into_iter().collect();
        let of_units = others.and(among(connection, notices::about_unit_id, &units));
        let others = notices::table.filter(of_units.and(notices::about_span.eq_any(spans)));
        let asked: BTreeSet<Subject> = matters.iter().copied().collect();
        let about: Vec<FiredRow> = fired!(others).load(connection)?;
        given.extend(about.into_iter().filter(|row| row.0.subject().is_ok_and(|subject| asked.contains(&subject))));
    }
    let proposed: Vec<(ObligationId, i32, String, NaiveDate)> = proposals::table
        .filter(among(connection, proposals::obligation_id, ids).and(proposals::proposed_by.is_null()))
        .select((
            proposals::obligation_id.assume_not_null(),
            proposals::due_rev,
            proposals::rung,
            proposals::proposed_on,
        ))
        .load(connection)?;
    let proposed = proposed.into_iter().map(|(id, due_rev, rung, on)| Fired::proposed(id, due_rev, &rung, on));
    Ok(given.into_iter().filter_map(as_fired).chain(proposed).collect())
}

/// How many notices of plans that are tracked have a rung or a subject of another version: all are looked at.
pub(crate) fn unknown(connection: &mut DbConnection) -> DbResult<usize> {
    let of_clock = || {
        let tracked = plans::table.filter(plans::state.eq(PlanState::Active)).select(plans::id);
        notices::table.filter(notices::plan_id.eq_any(tracked).and(notices::rung.ne(EVENT)))
    };
    let is_known = || notices::subject.eq_any(Subject::KINDS);
    let strange: i64 = of_clock().filter(not(is_known())).count().get_result(connection)?;
    let of_known = of_clock().filter(is_known()).group_by(notices::rung);
    let by_rung: Vec<(String, i64)> = of_known.select((notices::rung, count_star())).load(connection)?;
    let unknown = by_rung.iter().filter(|(rung, _)| !Rung::stored(rung).is_known()).map(|(_, count)| *count);
    Ok(usize::try_from(strange + unknown.sum::<i64>()).unwrap_or_default())
}

/// The highest rung that was given behind the present dates of some obligations: proposals of the ladder count for those who may
/// see them, and so does a word of another version.
pub(crate) fn rungs(
    connection: &mut DbConnection,
    obligation_ids: &[ObligationId],
    with_proposals: bool,
) -> DbResult<HashMap<ObligationId, Rung>> {
    let told: Vec<(ObligationId, String)> = in_parts(obligation_ids, |ids| {
        notices::table
            .inner_join(obligations::table)
            .filter(obligations::id.eq_any(ids.to_vec()))
            .filter(notices::due_rev.eq(obligations::due_rev).and(notices::rung.like("+%")))
            .select((obligations::id, notices::rung))
            .distinct()
            .load(connection)
    })?;
    let of_ladder: &[ObligationId] = if with_proposals { obligation_ids } else { &[] };
    let proposed: Vec<(ObligationId, String)> = in_parts(of_ladder, |ids| {
        proposals::table
            .inner_join(obligations::table)
            .filter(obligations::id.eq_any(ids.to_vec()).and(proposals::due_rev.eq(obligations::due_rev)))
            .filter(proposals::proposed_by.is_null())
            .select((obligations::id, proposals::rung))
            .load(connection)
    })?;
    let mut highest: HashMap<ObligationId, Rung> = HashMap::new();
    for (id, rung) in told.into_iter().chain(proposed) {
        let rung = Rung::stored(&rung);
        highest.entry(id).and_modify(|reached| *reached = rung.max(*reached)).or_insert(rung);
    }
    Ok(highest)
}

/// Takes every notice that a mail carries as told, or as never to be: the next rung no longer waits for it.
pub(crate) fn settle_mail(connection: &mut DbConnection, mail_id: MailId, now: NaiveDateTime) -> DbResult<usize> {
    settle_mails(connection, &[mail_id], now)
}

/// The same for several mails.
pub(crate) fn settle_mails(connection: &mut DbConnection, mail_ids: &[MailId], now: NaiveDateTime) -> DbResult<usize> {
    let waiting = among(connection, notices::mail_id, mail_ids).and(notices::settled_at.is_null());
    Ok(change(notices::table, notices::settled_at.eq(now), waiting).execute(connection)?)
}

/// Takes what a mail carries as not told yet: it is sent once more.
pub(crate) fn unsettle_mail(connection: &mut DbConnection, mail_id: MailId) -> DbResult<usize> {
    let carried = notices::table.filter(notices::mail_id.eq(mail_id));
    Ok(diesel::update(carried).set(notices::settled_at.eq(None::<NaiveDateTime>)).execute(connection)?)
}

/// Takes every notice of an obligation's revision as told: a telephone call said it all.
pub(crate) fn settle_obligation(
    connection: &mut DbConnection,
    obligation_id: ObligationId,
    due_rev: i32,
    now: NaiveDateTime,
) -> DbResult<usize> {
    let waiting = notices::table
        .filter(notices::obligation_id.eq(obligation_id).and(notices::due_rev.eq(due_rev)))
        .filter(notices::settled_at.is_null());
    Ok(diesel::update(waiting).set(notices::settled_at.eq(now)).execute(connection)?)
}

/// Takes every notice about a unit's month as told: a telephone call said it all.
pub(crate) fn settle_month(connection: &mut DbConnection, about: &AboutCall, now: NaiveDateTime) -> DbResult<usize> {
    let of_plan = notices::plan_id.eq(about.plan_id).and(notices::obligation_id.is_null());
    let of_unit = of_plan.and(notices::subject.eq(&about.kind)).and(notices::about_unit_id.eq(about.about_unit_id));
    let waiting = notices::table
        .filter(of_unit.and(notices::about_span.eq(&about.about_span)))
        .filter(notices::settled_at.is_null());
    Ok(diesel::update(waiting).set(notices::settled_at.eq(now)).execute(connection)?)
}

/// A notice about an obligation, with whom it told and how its mail stands.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct Told {
    /// What it is about.
    pub about: About,
    /// The obligation's revision of dates.
    pub due_rev: i32,
    /// Why: `-10`, `+3`, `event`.
    pub rung: String,
    /// The full name of the unit.
    pub unit: String,
    /// As what.
    pub role: Role,
    /// Who held the post; `None` for a vacant one.
    pub person: Option<String>,
    /// Mail or telephone.
    pub channel: Channel,
    /// The mail that carries it.
    pub mail_id: Option<MailId>,
    /// How that mail stands.
    pub mail_state: Option<MailState>,
    /// The local date.
    pub on: NaiveDate,
    /// When it was known to be told, in UTC.
    pub settled_at: Option<NaiveDateTime>,
    /// When it was put down, in UTC.
    pub created_at: NaiveDateTime,
}

impl Told {
    /// The rung; `None` for what somebody did.
    pub fn rung(&self) -> Option<Rung> {
        rung_of(&self.rung)
    }

    /// What became of it, as a word: `telephone`, `waiting`, `sent`, `undelivered`, or the word of another version.
    pub fn outcome(&self) -> &'static str {
        match (self.channel, self.mail_state) {
            (Channel::Telephone, _) => "telephone",
            (Channel::Unknown(word), _) | (Channel::Mail, Some(MailState::Unknown(word))) => word.as_str(),
            (Channel::Mail, Some(MailState::Handed | MailState::Accepted)) => "sent",
            (Channel::Mail, Some(MailState::Pending | MailState::Leased)) => "waiting",
            (Channel::Mail, _) => "undelivered",
        }
    }
}

/// The columns of what was told, with whom.
macro_rules! told {
    () => {
        notices::table
            .inner_join(units::table)
            .left_join(people::table)
            .left_join(mails::table)
            .order((notices::fired_on, notices::id))
            .select((
                About::as_select(),
                notices::due_rev,
                notices::rung,
                units::name,
                notices::role,
                people::name.nullable(),
                notices::channel,
                notices::mail_id,
                mails::state.nullable(),
                notices::fired_on,
                notices::settled_at,
                notices::created_at,
            ))
    };
}

/// What was told about some obligations, that about each the oldest first.
pub(crate) fn of(connection: &mut DbConnection, obligation_ids: &[ObligationId]) -> DbResult<Vec<Told>> {
    in_parts(obligation_ids, |ids| told!().filter(notices::obligation_id.eq_any(ids.to_vec())).load(connection))
}

/// What was told about a unit's monthly reports to a plan, the oldest first.
pub(crate) fn of_months(connection: &mut DbConnection, plan_id: PlanId, unit_id: UnitId) -> DbResult<Vec<Told>> {
    let of_plan = notices::plan_id.eq(plan_id).and(notices::obligation_id.is_null());
    Ok(told!().filter(of_plan.and(notices::about_unit_id.eq(unit_id))).load(connection)?)
}
