//! However often and however many schedulers tick: once.

use std::thread;

use duban::actions::{ActionError, Spoken, record_call, record_month_call, rehearse_tick, tick};
use duban::db::beats;
use duban::domain::id::{PlanId, UnitId};
use duban::domain::person::Role;

use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

#[test]
fn ticking_again_on_the_same_day_writes_nothing() {
    let office = Office::full("2024-03-01");
    let first = office.tick("2024-06-14 00:05");
    assert!(first.mails > 14 && first.notices > first.mails, "{first:?}");
    let before = office.database.row_counts();
    for time in ["2024-06-14 00:06", "2024-06-14 09:00", "2024-06-14 23:59"] {
        assert_eq!((office.tick(time).notices, office.tick(time).mails), (0, 0));
        office.hand_over();
    }
    assert_eq!(office.database.row_counts(), before);
}

#[test]
fn four_schedulers_that_tick_at_once_write_each_notice_and_mail_once() {
    let (alone, together) = (Office::full("2024-03-01"), Office::full("2024-03-01"));
    for date in ["2024-05-31", "2024-06-03", "2024-06-04", "2024-06-05", "2024-06-14"] {
        alone.tick(date);
        alone.hand_over();
        together.set_clock(date);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| (0..5).for_each(|_| drop(tick(&together.ctx).expect("a tick"))));
            }
        });
        together.hand_over();
    }
    let rows = |office: &Office| {
        let notices = "SELECT key || ' ' || fired_on AS line FROM notices ORDER BY key";
        let mails = "SELECT key || ' ' || kind AS line FROM mails ORDER BY key";
        let history = "SELECT obligation_id || ' ' || detail AS line FROM audit WHERE verb = 'become_overdue' ORDER BY obligation_id";
        [notices, mails, history].map(|query| lines(office.db(), query))
    };
    assert_eq!(rows(&together), rows(&alone));
    assert!(!together.has_two_mails_a_day());
}

#[test]
fn what_is_new_later_in_the_day_joins_the_mail_that_has_not_left() {
    let office = Office::full("2024-03-01");
    let id = office.obligation(GUILIN, CEMENT);
    let hidden = format!("UPDATE obligations SET status = 'suspended' WHERE id = {id}");
    execute(office.db(), &hidden);
    office.tick("2024-06-03 00:05");
    assert_eq!(guilin(&office, "2024-06-03"), [format!("overdue {GUILIN} liaison 2")], "coking, and May's report");
    execute(office.db(), &format!("UPDATE obligations SET status = 'assigned' WHERE id = {id}"));
    let later = office.tick("2024-06-03 07:00");
    assert_eq!((later.notices, later.mails), (1, 0));
    assert_eq!(guilin(&office, "2024-06-03"), [format!("overdue {GUILIN} liaison 3")]);
}

#[test]
fn what_is_new_after_the_days_mail_has_left_waits_for_the_next_working_day() {
    let office = Office::full("2024-03-01");
    let id = office.obligation(GUILIN, CEMENT);
    execute(office.db(), &format!("UPDATE obligations SET status = 'suspended' WHERE id = {id}"));
    // A Friday; the weekend behind it goes on to the festival's Monday.
    office.tick("2024-06-07 08:00");
    office.set_clock("2024-06-07 09:00");
    office.hand_over();
    execute(office.db(), &format!("UPDATE obligations SET status = 'assigned' WHERE id = {id}"));
    let later = office.tick("2024-06-07 10:00");
    assert_eq!((later.notices, later.mails), (1, 1));
    assert_eq!(office.told_of(id), ["2024-06-11 +1 liaison mail"]);
    assert_eq!(office.tick("2024-06-07 11:00").notices, 0, "it is on its way");
    let not_before =
        lines(office.db(), "SELECT CAST(not_before AS TEXT) AS line FROM mails WHERE local_date = '2024-06-11'");
    assert!(not_before[0].starts_with("2024-06-11 00:30:00"), "08:30 in Nanning: {not_before:?}");
    // On that day the next rung of the other obligation joins the same mail.
    office.live("2024-06-11", "2024-06-11");
    assert!(!office.has_two_mails_a_day());
}

#[test]
fn a_mail_turns_into_the_weightiest_kind_it_carries() {
    let office = Office::full("2024-03-01");
    let id = office.obligation(GUILIN, CEMENT);
    execute(office.db(), "UPDATE obligations SET status = 'suspended' WHERE due = '2024-05-31'");
    office.tick("2024-06-14 00:05");
    assert!(guilin(&office, "2024-06-14")[0].starts_with("reminder"));
    execute(office.db(), &format!("UPDATE obligations SET status = 'assigned' WHERE id = {id}"));
    office.tick("2024-06-14 00:06");
    assert_eq!(guilin(&office, "2024-06-14"), [format!("overdue {GUILIN} liaison 3")], "with May's report");
}

#[test]
fn the_next_rung_waits_until_the_mail_was_handed_over_or_somebody_telephoned() {
    let office = Office::full("2024-03-01");
    let (called, silent) = (office.obligation(GUILIN, CEMENT), office.obligation("柳州市人民政府", CEMENT));
    office.tick("2024-06-03");
    office.tick("2024-06-05");
    assert_eq!(office.told_of(called), ["2024-06-03 +1 liaison mail"], "it has not left yet");
    let (spoke_with, answer) = (&said("韦某"), &said("本周内报送"));
    let spoken = Spoken { spoke_with, phone: None, answer, once_key: None };
    record_call(&office.ctx, &office.actor(OFFICE, Role::Coordinator), called, &spoken).expect("a call");
    office.tick("2024-06-06");
    assert_eq!(office.told_of(called).len(), 3, "the head and the lead's liaison: {:?}", office.told_of(called));
    assert_eq!(office.told_of(silent).len(), 1);
}

#[test]
fn a_call_about_a_units_month_counts_as_the_notices_of_that_month_and_of_no_other() {
    let office = Office::full("2024-03-01");
    office.tick("2024-05-27");
    let waiting = |unit: &str| {
        let of_unit = format!("n.about_unit_id = (SELECT id FROM units WHERE name = '{unit}')");
        let month = "n.subject = 'month' AND n.settled_at IS NULL";
        number(office.db(), &format!("SELECT count(*) FROM notices AS n WHERE {month} AND {of_unit}"))
    };
    assert!(waiting(GUILIN) > 0 && waiting("柳州市人民政府") > 0, "May is missed");
    let unit = UnitId::new(number(office.db(), &format!("SELECT id FROM units WHERE name = '{GUILIN}'")) as i64);
    let (spoke_with, answer) = (&said("韦某"), &said("今天补报"));
    let spoken = Spoken { spoke_with, phone: None, answer, once_key: None };
    let call = |month: &str, actor| {
        record_month_call(&office.ctx, actor, (PlanId::new(1), unit, month.parse().expect("a month")), &spoken)
    };
    let (coordinator, liaison) = (office.actor(OFFICE, Role::Coordinator), office.actor(GUILIN, Role::Liaison));
    call("2024-03", &coordinator).expect("a call");
    assert!(waiting(GUILIN) > 0, "that was about March");
    assert!(matches!(call("2024-05", &liaison), Err(ActionError::Forbidden)));
    call("2024-05", &coordinator).expect("a call");
    assert_eq!(waiting(GUILIN), 0);
    assert!(waiting("柳州市人民政府") > 0);
}

#[test]
fn a_dry_run_says_what_a_tick_would_do_and_does_nothing() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-14 00:05");
    let before = office.database.row_counts();
    let would = rehearse_tick(&office.ctx).expect("a rehearsal");
    assert_eq!(office.database.row_counts(), before);
    assert_eq!(would, tick(&office.ctx).expect("a tick"));
}

#[test]
fn each_tick_is_a_beat_of_the_scheduler() {
    let office = Office::empty("2024-03-01");
    office.tick("2024-06-15 09:00");
    office.tick("2024-06-16 09:00");
    let beat = office.db().read(|c| beats::last(c, beats::SCHEDULER)).expect("an answer").expect("a beat");
    assert_eq!((beat.0, beat.1), (2, office.ctx.clock.now()));
    assert_eq!(number(office.db(), "SELECT count(*) FROM notices"), 0);
}

fn guilin(office: &Office, date: &str) -> Vec<String> {
    office.mails_of(date).into_iter().filter(|mail| mail.contains(GUILIN)).collect()
}
