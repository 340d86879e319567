use super::*;
use crate::obligation::ObligationKind;
use crate::round::Cadence;
use crate::testing::{day, guangxi, rounds};

fn dated(status: Status) -> LampFacts {
    let duty = Duty {
        kind: ObligationKind::Dated,
        status,
        assigned_on: day("2024-03-01"),
        effective_due: day("2024-06-30"),
        reported: None,
        cadence: Cadence::Month,
    };
    LampFacts { duty, submitted_on: None, came_late: false, percent: None, rounds: rounds() }
}

fn standing() -> LampFacts {
    let duty = Duty {
        kind: ObligationKind::Standing,
        effective_due: day("2024-12-31"),
        reported: Some("2024-05".parse().unwrap()),
        ..dated(Status::Acknowledged).duty
    };
    LampFacts { duty, ..dated(Status::Acknowledged) }
}

fn reason(facts: LampFacts, today: &str) -> LampReason {
    lamp_reason(&facts, LampPolicy::default(), &guangxi(), day(today))
}

#[test]
fn an_open_obligation_is_green_then_yellow_seven_working_days_before_then_red() {
    let facts = dated(Status::Acknowledged);
    assert_eq!(reason(facts.clone(), "2024-06-18"), LampReason::OnSchedule);
    assert_eq!(reason(facts.clone(), "2024-06-19"), LampReason::DueSoon, "28 June is the seventh working day after");
    assert_eq!(reason(facts.clone(), "2024-06-30"), LampReason::DueSoon);
    assert_eq!(reason(facts.clone(), "2024-07-01"), LampReason::Overdue);
}

#[test]
fn the_lamp_follows_the_reason() {
    let lamps = LampReason::ALL.iter().map(|reason| reason.lamp()).collect::<Vec<_>>();
    let (y, g) = (Lamp::Yellow, Lamp::Green);
    assert_eq!(lamps, [Lamp::Done, Lamp::None, Lamp::None, g, y, Lamp::Red, y, Lamp::None, y, y, y, g]);
}

#[test]
fn what_is_out_of_play_or_in_review_is_never_red() {
    for (status, expected) in [
        (Status::Submitted, LampReason::AwaitingReview),
        (Status::Closed, LampReason::Closed),
        (Status::NotApplicable, LampReason::NotInPlay),
        (Status::Suspended, LampReason::NotInPlay),
        (Status::Cancelled, LampReason::NotInPlay),
        (Status::stored("paused"), LampReason::Locked),
    ] {
        assert_eq!(reason(dated(status), "2024-08-01"), expected, "{status}");
    }
}

#[test]
fn what_comes_late_is_yellow_until_it_is_reviewed() {
    let handed_in = |on| LampFacts { submitted_on: Some(day(on)), ..dated(Status::Submitted) };
    assert_eq!(reason(handed_in("2024-06-30"), "2024-07-10"), LampReason::AwaitingReview);
    assert_eq!(reason(handed_in("2024-07-01"), "2024-07-10"), LampReason::LateInReview);
    let again = LampFacts { came_late: true, ..handed_in("2024-06-28") };
    assert_eq!(reason(again, "2024-07-10"), LampReason::LateInReview, "what was asked for anew has a later day");
    let returned = LampFacts { came_late: true, ..dated(Status::Returned) };
    assert_eq!(reason(returned.clone(), "2024-03-05"), LampReason::LateBefore, "however far off its answer is");
    assert_eq!(reason(returned, "2024-07-01"), LampReason::Overdue);
    assert_eq!(reason(dated(Status::Returned), "2024-03-05"), LampReason::OnSchedule, "it had come in time");
}

#[test]
fn ten_points_behind_the_calendar_is_yellow_and_nine_are_not() {
    let at = |percent| reason(LampFacts { percent: Some(percent), ..dated(Status::Acknowledged) }, "2024-04-30");
    assert_eq!(scheduled_percent(day("2024-03-01"), day("2024-06-30"), day("2024-04-30")), 49);
    assert_eq!(at(39), LampReason::BehindSchedule);
    assert_eq!(at(40), LampReason::OnSchedule);
    assert_eq!(reason(dated(Status::Acknowledged), "2024-04-30"), LampReason::OnSchedule, "nothing was counted");
}

#[test]
fn a_missed_monthly_report_is_yellow_until_it_comes_in() {
    assert_eq!(reason(standing(), "2024-06-25"), LampReason::OnSchedule);
    assert_eq!(reason(standing(), "2024-06-26"), LampReason::ReportMissed);
    let mut late = standing();
    late.duty.reported = Some("2024-06".parse().unwrap());
    assert_eq!(reason(late, "2024-06-26"), LampReason::OnSchedule);
}

#[test]
fn what_is_owed_over_the_year_is_not_near_a_date_and_has_no_lamp_when_the_year_is_over() {
    let mut year = standing();
    year.duty.reported = Some("2024-12".parse().unwrap());
    assert_eq!(reason(year.clone(), "2024-12-31"), LampReason::OnSchedule);
    assert_eq!(reason(year.clone(), "2025-01-01"), LampReason::AwaitingYearEnd);
    assert_eq!(reason(standing(), "2025-01-01"), LampReason::AwaitingYearEnd, "December's report was missed");
    let in_review = LampFacts { duty: Duty { status: Status::Submitted, ..year.duty }, ..year };
    assert_eq!(reason(in_review, "2025-01-01"), LampReason::AwaitingReview);
}

#[test]
fn the_policy_is_a_setting() {
    let policy = LampPolicy { yellow_workdays: 3, behind_points: 50 };
    assert_eq!(yellow_on(day("2024-06-30"), policy, &guangxi()), day("2024-06-25"));
    let slow = LampFacts { percent: Some(0), ..dated(Status::Acknowledged) };
    assert_eq!(lamp_reason(&slow, policy, &guangxi(), day("2024-04-30")), LampReason::OnSchedule);
}

#[test]
fn time_gone_stays_within_bounds() {
    let (from, to) = (day("2024-03-01"), day("2024-06-30"));
    assert_eq!(scheduled_percent(from, to, day("2024-01-01")), 0);
    assert_eq!(scheduled_percent(from, to, day("2025-01-01")), 100);
    assert_eq!(scheduled_percent(to, from, from), 100);
}
