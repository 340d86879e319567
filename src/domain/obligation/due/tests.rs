use super::*;
use crate::round::{ReportsOn, RoundRule};
use crate::testing::{day, guangxi, rounds};

#[test]
fn a_return_moves_the_date_later_and_never_earlier() {
    let due = day("2024-06-30");
    assert_eq!(effective_due(due, None), due);
    assert_eq!(effective_due(due, Some(day("2024-07-05"))), day("2024-07-05"));
    assert_eq!(effective_due(due, Some(day("2024-06-20"))), due);
}

#[test]
fn only_what_the_unit_still_has_to_act_on_is_overdue_and_only_from_the_day_after() {
    let due = day("2024-05-31");
    for kind in [ObligationKind::Dated, ObligationKind::stored("quarterly")] {
        for status in Status::ALL {
            let open = matches!(status, Status::Assigned | Status::Acknowledged | Status::Returned);
            assert!(!is_overdue(kind, *status, due, due), "{status} on the day itself");
            assert_eq!(is_overdue(kind, *status, due, day("2024-06-01")), open, "{status}");
        }
    }
}

#[test]
fn what_is_owed_over_the_year_is_never_overdue_and_waits_from_the_first_day_of_the_next() {
    for status in Status::ALL {
        let duty = Duty { status: *status, ..duty() };
        let open = clock_runs(*status);
        assert!(!duty.is_overdue(day("2025-06-01")), "{status}");
        assert_eq!(duty.lateness(&guangxi(), day("2025-06-01")), Lateness::default(), "{status}");
        assert!(!duty.awaits_year_end(day("2024-12-31")), "{status}");
        assert_eq!(duty.awaits_year_end(day("2025-01-01")), open, "{status}");
    }
    assert!(!Duty { kind: ObligationKind::Dated, ..duty() }.awaits_year_end(day("2025-01-01")));
}

#[test]
fn lateness_is_counted_in_both_kinds_of_days_and_stops_with_submission() {
    let (due, today) = (day("2024-05-31"), day("2024-06-05"));
    let late = |status| {
        let dated = Duty { kind: ObligationKind::Dated, status, effective_due: due, ..duty() };
        dated.lateness(&guangxi(), today)
    };
    assert_eq!(late(Status::Assigned), Lateness { days: 5, workdays: 3 });
    assert_eq!(late(Status::Submitted), Lateness::default());
}

fn duty() -> Duty {
    Duty {
        kind: ObligationKind::Standing,
        status: Status::Acknowledged,
        assigned_on: day("2024-03-01"),
        effective_due: day("2024-12-31"),
        reported: Some("2024-05".parse().unwrap()),
        cadence: Cadence::Month,
    }
}

fn missed(duty: Duty, today: &str) -> Option<String> {
    duty.missed(&rounds(), &guangxi(), day(today)).map(|round| round.period.to_string())
}

#[test]
fn a_report_is_missed_from_the_day_after_the_cut_off_until_it_comes() {
    assert_eq!(missed(duty(), "2024-06-25"), None);
    assert_eq!(missed(duty(), "2024-06-26").as_deref(), Some("2024-06"));
    assert_eq!(missed(duty(), "2024-07-20").as_deref(), Some("2024-06"));
    let late = Duty { reported: Some("2024-06".parse().unwrap()), ..duty() };
    assert_eq!(missed(late, "2024-07-20"), None);
    let early = Duty { reported: Some("2024-08".parse().unwrap()), ..duty() };
    assert_eq!(missed(early, "2024-07-20"), None, "a later month's report says what an earlier one would");
}

/// A round with that cut-off.
fn round(month: &str, cut_off: &str) -> Round {
    let cut_off = day(cut_off);
    Round { period: month.parse().unwrap(), opens: cut_off, cut_off, compiled_on: cut_off }
}

#[test]
fn a_report_is_owed_for_cut_offs_on_the_very_first_and_last_day() {
    assert!(duty().lacks(&round("2024-12", "2024-12-31")));
    assert!(!duty().lacks(&round("2025-01", "2025-01-01")));
    assert!(Duty { reported: None, ..duty() }.lacks(&round("2024-03", "2024-03-01")));
    assert!(duty().lacks(&round("2024-12", "2025-01-05")), "December is reported on in January");
    assert!(!Duty { effective_due: day("2024-12-30"), ..duty() }.lacks(&round("2024-12", "2025-01-05")));
}

#[test]
fn no_report_is_owed_for_months_before_it_was_handed_out_nor_after_it_is_due() {
    let new = Duty { reported: None, ..duty() };
    assert_eq!(missed(new, "2024-03-10"), None, "February was before");
    assert_eq!(missed(new, "2024-03-26").as_deref(), Some("2024-03"));
    assert_eq!(missed(new, "2025-01-26"), None, "January is after the plan year");
}

#[test]
fn dated_obligations_and_those_out_of_the_units_hands_owe_no_monthly_report() {
    assert_eq!(missed(Duty { kind: ObligationKind::Dated, ..duty() }, "2024-06-26"), None);
    for status in [Status::Submitted, Status::Closed, Status::NotApplicable, Status::Suspended, Status::Cancelled] {
        assert_eq!(missed(Duty { status, ..duty() }, "2024-06-26"), None, "{status}");
    }
}

/// The month that a report of a day answers, and all that it may.
fn answers(duty: Duty, today: &str) -> (Option<String>, Vec<String>) {
    answers_by(&rounds(), duty, today)
}

fn answers_by(rounds: &Rounds, duty: Duty, today: &str) -> (Option<String>, Vec<String>) {
    let may = duty.answerable(&rounds.asked(duty.cadence, day(today), &guangxi()));
    let word = |round: &Round| round.period.to_string();
    (duty.answers(&may).as_ref().map(word), may.iter().map(word).collect())
}

#[test]
fn junes_report_of_july_2_is_junes_as_long_as_june_has_none_and_is_not_compiled() {
    let is = |duty, today| answers(duty, today).0;
    assert_eq!(is(duty(), "2024-06-20").as_deref(), Some("2024-06"));
    assert_eq!(is(duty(), "2024-06-28").as_deref(), Some("2024-06"), "late");
    assert_eq!(
        answers(duty(), "2024-07-02"),
        (Some("2024-06".into()), vec!["2024-06".into()]),
        "July's would stand for it"
    );
    assert_eq!(answers(duty(), "2024-07-10"), (Some("2024-07".into()), vec!["2024-07".into()]), "June is compiled");
    let june = Duty { reported: Some("2024-06".parse().unwrap()), ..duty() };
    assert_eq!(is(june, "2024-06-28").as_deref(), Some("2024-06"), "once more");
    assert_eq!(answers(june, "2024-07-02"), (Some("2024-07".into()), vec!["2024-06".into(), "2024-07".into()]));
    let july = Duty { reported: Some("2024-07".parse().unwrap()), ..duty() };
    assert_eq!(answers(july, "2024-07-02").1, ["2024-07"], "nobody goes back behind what was answered last");
}

fn takes_reports(rounds: &Rounds, duty: Duty, today: &str) -> bool {
    duty.takes_reports(&rounds.asked(duty.cadence, day(today), &guangxi()), day(today))
}

#[test]
fn what_came_back_is_answered_in_its_own_round_until_that_is_compiled() {
    let back = Duty { status: Status::Returned, reported: Some("2024-06".parse().unwrap()), ..duty() };
    assert_eq!(answers(back, "2024-07-02").0.as_deref(), Some("2024-06"));
    assert_eq!(answers(back, "2024-07-10").0.as_deref(), Some("2024-07"));
}

#[test]
fn last_months_report_is_due_in_the_next_and_decembers_in_january() {
    let rule = RoundRule { day: 5, on: ReportsOn::LastMonth, late_workdays: 10 };
    let rounds = Rounds::new(rule, day("2024-03-01"), []);
    assert_eq!(answers_by(&rounds, duty(), "2024-06-28").0.as_deref(), Some("2024-06"));
    assert_eq!(duty().missed(&rounds, &guangxi(), day("2024-07-05")), None);
    assert_eq!(duty().missed(&rounds, &guangxi(), day("2024-07-06")).unwrap().period.to_string(), "2024-06");
    let year = Duty { reported: Some("2024-11".parse().unwrap()), ..duty() };
    assert_eq!(answers_by(&rounds, year, "2025-01-03").0.as_deref(), Some("2024-12"));
    assert!(takes_reports(&rounds, year, "2025-01-03"));
    let whole = Duty { reported: Some("2024-12".parse().unwrap()), ..duty() };
    assert!(!takes_reports(&rounds, whole, "2025-01-03"));
}

#[test]
fn a_quarterly_report_is_asked_for_in_the_quarters_last_month_and_a_note_in_between_is_none() {
    let quarterly = Duty { cadence: Cadence::Quarter, reported: Some("2024-03".parse().unwrap()), ..duty() };
    assert_eq!(answers(quarterly, "2024-05-20"), (None, vec![]));
    assert!(!takes_reports(&rounds(), quarterly, "2024-05-20"));
    let noted = Duty { reported: Some("2024-05".parse().unwrap()), ..quarterly };
    assert_eq!(answers(noted, "2024-06-20").0.as_deref(), Some("2024-06"));
    assert!(takes_reports(&rounds(), noted, "2024-06-20"));
    assert_eq!(missed(noted, "2024-06-26").as_deref(), Some("2024-06"));
    assert_eq!(missed(noted, "2024-09-20").as_deref(), Some("2024-06"));
    assert_eq!(missed(Duty { reported: Some("2024-06".parse().unwrap()), ..noted }, "2024-09-20"), None);
    let strange = Duty { cadence: Cadence::stored("fortnight"), ..duty() };
    assert_eq!((missed(strange, "2024-06-26"), answers(strange, "2024-06-20").0), (None, None));
}

#[test]
fn a_claim_that_nobody_has_decided_stops_nothing() {
    let (due, today) = (day("2024-05-31"), day("2024-06-05"));
    let late = |claimed| is_overdue(ObligationKind::Dated, clock_status(Status::Submitted, claimed), due, today);
    assert!(late(true) && !late(false));
    let lacks = |claimed| {
        let status = clock_status(Status::Submitted, claimed);
        missed(Duty { status, ..duty() }, "2024-06-26").is_some()
    };
    assert!(lacks(true) && !lacks(false));
    let decided = Status::ALL.iter().filter(|status| **status != Status::Submitted);
    decided.for_each(|status| assert_eq!(clock_status(*status, true), *status));
}
