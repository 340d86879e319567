//! Whose hands mails are in, and those that nobody will take up again by themselves: what the dead left, what has waited
//! for too long, what is sent once more at somebody's wish.

use chrono::NaiveDateTime;
use diesel::prelude::*;

use super::held;
use crate::db::among::among;
use crate::db::counting::{another, one_less, one_more};
use crate::db::kept::change;
use crate::db::schema::{beats, mails};
use crate::db::{DbConnection, DbResult};
use crate::domain::id::MailId;
use crate::domain::mail::MailState;

/// Takes mails in hand: the attempt is counted before anything is done. Those in doubt are counted as such.
pub(crate) fn lease(connection: &mut DbConnection, due: &[(MailId, MailState)], owner: &str) -> DbResult<()> {
    let all: Vec<MailId> = due.iter().map(|(id, _)| *id).collect();
    let doubtful: Vec<MailId> =
        due.iter().filter(|(_, state)| *state == MailState::Handed).map(|(id, _)| *id).collect();
    if !doubtful.is_empty() {
        let doubtful = among(connection, mails::id, &doubtful);
        change(mails::table, mails::doubts.eq(one_more!(mails::doubts)), doubtful).execute(connection)?;
    }
    let leased = (
        mails::state.eq(MailState::Leased),
        mails::owner.eq(owner),
        mails::fence.eq(another!(mails::fence)),
        mails::attempts.eq(one_more!(mails::attempts)),
    );
    let all = among(connection, mails::id, &all);
    change(mails::table, leased, all).execute(connection)?;
    Ok(())
}

/// Who has mails in hand.
pub(crate) fn owners(connection: &mut DbConnection) -> DbResult<Vec<String>> {
    let owners: Vec<Option<String>> =
        mails::table.filter(mails::owner.is_not_null()).select(mails::owner).distinct().load(connection)?;
    Ok(owners.into_iter().flatten().collect())
}

/// How many mails are in the hands of couriers whose last beat was before a time, in UTC, or that never beat.
pub(crate) fn lost(connection: &mut DbConnection, before: NaiveDateTime) -> DbResult<i64> {
    let beating = beats::table.filter(beats::at.ge(before)).select(beats::name.nullable());
    let held = mails::table.filter(mails::owner.is_not_null().and(diesel::dsl::not(mails::owner.eq_any(beating))));
    Ok(held.count().get_result(connection)?)
}

/// When what a dead worker had in hand may be taken up again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Release {
    /// Now, in UTC.
    pub now: NaiveDateTime,
    /// What was handed over is in doubt until then.
    pub doubt_until: NaiveDateTime,
    /// What had been claimed more than once steps back until then: perhaps it is what kills.
    pub again_at: NaiveDateTime,
}

/// Takes everything out of the hands of a worker that has not beaten again since it had beaten so often, and forgets it; how
/// many mails. `None` where it has: it lives, and nothing is changed.
pub(crate) fn release(
    connection: &mut DbConnection,
    (owner, beats_seen): (&str, Option<i64>),
    when: &Release,
) -> DbResult<Option<usize>> {
    let is_dead = crate::db::beats::forget_unless_beaten(connection, owner, beats_seen, when.now)?;
    if is_dead { take_out(connection, owner, when).map(Some) } else { Ok(None) }
}

/// Takes everything out of everybody's hands, whether they live or not; how many mails. Their beats stay: whoever lives goes on,
/// and finds that it holds nothing.
pub(crate) fn release_all(connection: &mut DbConnection, when: &Release) -> DbResult<usize> {
    let owners = owners(connection)?;
    owners.iter().try_fold(0, |mails, owner| Ok(mails + take_out(connection, owner, when)?))
}

fn take_out(connection: &mut DbConnection, owner: &str, when: &Release) -> DbResult<usize> {
    let nobody = mails::owner.eq(None::<String>);
    let held = |state| mails::table.filter(mails::owner.eq(owner).and(mails::state.eq(state)));
    let wait = |until: NaiveDateTime| (mails::not_before.eq(until), mails::decided_at.eq(when.now));
    let in_doubt = diesel::update(held(MailState::Handed)).set((nobody, wait(when.doubt_until))).execute(connection)?;
    // It was in doubt when it was claimed, and it still is, but it was not sent once more.
    let doubtful = held(MailState::Leased).filter(mails::doubts.gt(0));
    let (handed, doubts) = (mails::state.eq(MailState::Handed), mails::doubts.eq(one_less!(mails::doubts)));
    let nobody = mails::owner.eq(None::<String>);
    let in_doubt = in_doubt
        + diesel::update(doubtful).set((handed, doubts, nobody, wait(when.doubt_until))).execute(connection)?;
    let (pending, nobody) = (mails::state.eq(MailState::Pending), mails::owner.eq(None::<String>));
    let often = held(MailState::Leased).filter(mails::attempts.gt(1));
    let stepped_back = diesel::update(often).set((pending, nobody, wait(when.again_at))).execute(connection)?;
    let (pending, nobody) = (mails::state.eq(MailState::Pending), mails::owner.eq(None::<String>));
    let again = diesel::update(held(MailState::Leased)).set((pending, nobody)).execute(connection)?;
    // No courier leaves these behind, but a hand may that mends the tables: what still waits must not wait for good.
    let waits = diesel::update(held(MailState::Pending)).set(mails::owner.eq(None::<String>)).execute(connection)?;
    diesel::update(mails::table.filter(mails::owner.eq(owner)))
        .set(mails::owner.eq(None::<String>))
        .execute(connection)?;
    Ok(in_doubt + stepped_back + again + waits)
}

/// Takes back what a worker claimed and never handed over, as it was before; how many.
pub(crate) fn unclaim(connection: &mut DbConnection, owner: &str) -> DbResult<usize> {
    let leased = mails::table.filter(mails::owner.eq(owner).and(mails::state.eq(MailState::Leased)));
    let sure = diesel::update(leased.filter(mails::doubts.eq(0)))
        .set((
            mails::state.eq(MailState::Pending),
            mails::owner.eq(None::<String>),
            mails::attempts.eq(one_less!(mails::attempts)),
        ))
        .execute(connection)?;
    Ok(sure
        + diesel::update(leased)
            .set((
                mails::state.eq(MailState::Handed),
                mails::owner.eq(None::<String>),
                mails::attempts.eq(one_less!(mails::attempts)),
                mails::doubts.eq(one_less!(mails::doubts)),
            ))
            .execute(connection)?)
}

/// Ends a claimed mail whose row cannot be read; false where it is in other hands by now.
pub(crate) fn fail_unreadable(
    connection: &mut DbConnection,
    (id, owner): (MailId, &str),
    reason: &str,
    now: NaiveDateTime,
) -> DbResult<bool> {
    let held = mails::table.find(id).filter(mails::owner.eq(owner));
    let failed = (
        mails::state.eq(MailState::Failed),
        mails::owner.eq(None::<String>),
        mails::finished_at.eq(now),
        mails::last_error.eq(reason),
    );
    Ok(diesel::update(held).set(failed).execute(connection)? == 1)
}

/// Lets a mail that nobody has in hand leave at whatever hour from now on; false where it does not wait any more.
pub(crate) fn hurry(connection: &mut DbConnection, id: MailId, now: NaiveDateTime) -> DbResult<bool> {
    let waits = mails::table.find(id).filter(mails::state.eq(MailState::Pending).and(mails::owner.is_null()));
    let at_once = (mails::at_once.eq(true), mails::not_before.eq(now), mails::decided_at.eq(now));
    Ok(diesel::update(waits).set(at_once).execute(connection)? == 1)
}

/// Queues a finished mail once more, as if it had never been tried; false where it is not in that state any more.
pub(crate) fn requeue(
    connection: &mut DbConnection,
    (id, state): (MailId, MailState),
    thaw: bool,
    (now, not_before): (NaiveDateTime, NaiveDateTime),
) -> DbResult<bool> {
    let finished = mails::table.find(id).filter(mails::state.eq(state).and(mails::owner.is_null()));
    let anew = (
        mails::state.eq(MailState::Pending),
        mails::attempts.eq(0),
        mails::doubts.eq(0),
        mails::strikes.eq(0),
        mails::struck_at.eq(None::<NaiveDateTime>),
        mails::first_tried_at.eq(None::<NaiveDateTime>),
        mails::finished_at.eq(None::<NaiveDateTime>),
        mails::not_before.eq(not_before),
        mails::decided_at.eq(now),
    );
    if diesel::update(finished).set(anew).execute(connection)? == 0 {
        return Ok(false);
    }
    if thaw {
        held::thaw(connection, id)?;
    }
    Ok(true)
}
