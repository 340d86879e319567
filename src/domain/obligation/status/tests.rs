use super::*;
use crate::obligation::due::is_overdue;
use crate::obligation::{ObligationKind, Stage};
use crate::testing::{day, guangxi};
use crate::typed::Reason;
use crate::word::CarriedWord;

const BOTH: [Awaiting; 2] = [Awaiting::Lead, Awaiting::Coordinator];

fn by(reviewer: Awaiting) -> Context {
    Context { today: day("2024-06-05"), lead_reviews: true, reviewer, own_report: false }
}

fn coordinator() -> Context {
    by(Awaiting::Coordinator)
}

fn reason() -> Reason {
    Reason::try_from("辖区无焦化企业").unwrap()
}

fn returned(answer_by: &str) -> Step {
    Step::Return { reason: reason(), answer_by: day(answer_by), as_empty: false }
}

fn at(status: Status) -> State {
    let awaiting = (status == Status::Submitted).then_some(Awaiting::Coordinator);
    let submitted_on = awaiting.map(|_| day("2024-06-03"));
    State { status, awaiting, submitted_on, ..State::assigned(day("2024-05-31")) }
}

/// Whether that state of something with a deadline is overdue.
fn late(state: &State, today: &str) -> bool {
    is_overdue(ObligationKind::Dated, state.clock_status(), state.effective_due(), day(today))
}

fn awaiting(awaiting: Awaiting) -> State {
    State { awaiting: Some(awaiting), ..at(Status::Submitted) }
}

fn claimed() -> State {
    State { claimed_not_applicable: true, ..at(Status::Submitted) }
}

/// Takes the steps one after the other, each reviewer in turn.
fn after(steps: &[(Step, Context)]) -> State {
    let start = State::assigned(day("2024-06-30"));
    steps.iter().fold(start, |state, (step, context)| next(&state, step, context).unwrap())
}

#[test]
fn the_straight_way_leads_from_assigned_over_both_reviews_to_closed() {
    let lead = by(Awaiting::Lead);
    let mut way = vec![(Step::Acknowledge, lead)];
    assert_eq!(after(&way).status, Status::Acknowledged);
    way.push((Step::Submit, lead));
    assert_eq!((after(&way).status, after(&way).awaiting), (Status::Submitted, Some(Awaiting::Lead)));
    way.push((Step::Accept, lead));
    assert_eq!(after(&way).awaiting, Some(Awaiting::Coordinator));
    way.push((Step::Close, coordinator()));
    assert_eq!((after(&way).status, after(&way).awaiting, after(&way).submitted_on), (Status::Closed, None, None));
}

#[test]
fn the_lead_is_skipped_where_it_reports_on_itself_or_coordinates() {
    let (owner, lead, coordinating) = (UnitId::new(1), UnitId::new(2), Some(UnitId::new(3)));
    assert!(lead_reviews(owner, Some(lead), coordinating));
    assert!(!lead_reviews(owner, Some(owner), coordinating));
    assert!(!lead_reviews(owner, coordinating, coordinating));
    assert!(!lead_reviews(owner, None, coordinating));
    let skipping = Context { lead_reviews: false, ..coordinator() };
    assert_eq!(next(&at(Status::Assigned), &Step::Submit, &skipping).unwrap().awaiting, Some(Awaiting::Coordinator));
}

#[test]
fn reporting_acknowledges_and_keeps_what_was_returned_returned() {
    let kept = |status| next(&at(status), &Step::SaveReport, &coordinator()).unwrap().status;
    assert_eq!(kept(Status::Assigned), Status::Acknowledged);
    assert_eq!(kept(Status::Acknowledged), Status::Acknowledged);
    assert_eq!(kept(Status::Returned), Status::Returned);
}

#[test]
fn a_report_goes_to_review_only_when_it_says_done() {
    for stage in Stage::ALL.iter().copied().chain([Stage::stored("half_way")]) {
        let handed_in = if stage == Stage::Done { StepName::Submit } else { StepName::SaveReport };
        assert_eq!(Step::of_report(stage, true).name(), handed_in, "{stage}");
        assert_eq!(Step::of_report(stage, false).name(), StepName::SaveReport, "{stage}");
    }
}

#[test]
fn a_note_of_progress_leaves_an_overdue_obligation_overdue() {
    let returned = at(Status::Returned);
    let noted = next(&returned, &Step::of_report(Stage::MostlyDone, true), &coordinator()).unwrap();
    assert_eq!(noted, returned);
    assert!(!late(&next(&returned, &Step::of_report(Stage::Done, true), &coordinator()).unwrap(), "2024-06-05"));
}

#[test]
fn every_step_from_a_status_it_does_not_start_from_is_refused() {
    let mut starts = 0;
    for step in StepName::ALL.iter().copied() {
        for status in Status::ALL.iter().copied() {
            let starts_here = starts_from(step).contains(&status);
            let refused = check(&at(status), step, &coordinator()) == Err(Refusal::WrongStatus { status, step });
            assert_eq!(refused, !starts_here, "{step} from {status}");
            starts += usize::from(starts_here);
        }
    }
    assert_eq!(starts, 36, "the table was changed: look at it again");
}

#[test]
fn what_is_taken_back_leads_to_where_it_was_filed_from_with_the_same_dates() {
    let back = |state: &State, answers_return| next(state, &Step::Withdraw { answers_return }, &coordinator()).unwrap();
    let answered = State { answer_by: Some(day("2024-06-07")), due_rev: 1, ..awaiting(Awaiting::Lead) };
    let owed = back(&answered, true);
    assert_eq!((owed.status, owed.awaiting, owed.submitted_on), (Status::Returned, None, None));
    assert_eq!((owed.answer_by, owed.due_rev), (answered.answer_by, 1), "the return stands as it stood");
    assert_eq!(back(&answered, false).status, Status::Acknowledged);
    assert_eq!(back(&at(Status::Acknowledged), false), at(Status::Acknowledged), "what was only kept moves nothing");
    for (answers_return, status) in [(false, Status::Acknowledged), (true, Status::Returned)] {
        let claim = back(&claimed(), answers_return);
        assert_eq!((claim.status, claim.claimed_not_applicable), (status, false), "a claim likewise");
    }
}

#[test]
fn no_step_starts_from_a_word_of_another_version() {
    let whose = State { awaiting: Some(Awaiting::stored("experts")), ..awaiting(Awaiting::Lead) };
    for step in StepName::ALL.iter().copied() {
        for (state, word) in [(at(Status::stored("paused")), "paused"), (whose.clone(), "experts")] {
            let refused = Err(Refusal::NotUnderstood { word: CarriedWord::of(word) });
            assert_eq!(check(&state, step, &coordinator()), refused, "{step}");
        }
    }
}

#[test]
fn nobody_reviews_or_closes_what_they_reported_themselves() {
    for (reviewer, step) in [(Awaiting::Lead, Step::Accept), (Awaiting::Coordinator, Step::Close)] {
        let own = Context { own_report: true, ..by(reviewer) };
        assert_eq!(next(&awaiting(reviewer), &step, &own), Err(Refusal::OwnReport));
        assert!(next(&awaiting(reviewer), &step, &by(reviewer)).is_ok());
    }
    let own = Context { own_report: true, ..coordinator() };
    assert_eq!(next(&claimed(), &Step::ConfirmNotApplicable, &own), Err(Refusal::OwnReport));
}

#[test]
fn each_reviewer_waits_for_their_turn() {
    for turn in BOTH {
        for reviewer in BOTH {
            let (state, context) = (awaiting(turn), by(reviewer));
            let may = |step: Step| next(&state, &step, &context).is_ok();
            let case = format!("{reviewer} at {turn}'s turn");
            assert_eq!(may(Step::Accept), (turn, reviewer) == (Awaiting::Lead, Awaiting::Lead), "{case}");
            assert_eq!(may(Step::Close), (turn, reviewer) == (Awaiting::Coordinator, Awaiting::Coordinator), "{case}");
            let early = (turn, reviewer) != (Awaiting::Coordinator, Awaiting::Lead);
            assert_eq!(may(returned("2024-06-20")), early, "{case}");
        }
    }
}

#[test]
fn a_return_gives_a_later_date_and_a_new_revision_and_takes_effect_at_once() {
    let state = next(&at(Status::Submitted), &returned("2024-06-12"), &coordinator()).unwrap();
    assert_eq!((state.status, state.awaiting, state.due_rev), (Status::Returned, None, 1));
    assert_eq!((state.effective_due(), state.redated_on), (day("2024-06-12"), Some(day("2024-06-05"))));
    assert!(!late(&state, "2024-06-12") && late(&state, "2024-06-13"));
}

#[test]
fn what_is_returned_as_empty_was_late_all_along() {
    let empty = Step::Return { reason: reason(), answer_by: day("2024-06-12"), as_empty: true };
    let state = next(&at(Status::Submitted), &empty, &coordinator()).unwrap();
    assert_eq!((state.status, state.due_rev, state.answer_by), (Status::Returned, 0, None));
    assert!(late(&state, "2024-06-05"));
}

#[test]
fn an_answer_cannot_be_wanted_yesterday() {
    let (answer_by, today) = (day("2024-06-04"), day("2024-06-05"));
    let refusal = Err(Refusal::AnswerByInThePast { answer_by, today });
    assert_eq!(next(&at(Status::Submitted), &returned("2024-06-04"), &coordinator()), refusal);
    assert!(next(&at(Status::Submitted), &returned("2024-06-05"), &coordinator()).is_ok());
    let (far, latest) = (day("2034-06-05"), day("2024-12-05"));
    let refused = Err(Refusal::AnswerByTooFar { answer_by: far, latest });
    assert_eq!(next(&at(Status::Submitted), &returned("2034-06-05"), &coordinator()), refused, "a mistyped year");
    assert!(next(&at(Status::Submitted), &returned("2024-12-05"), &coordinator()).is_ok());
    let reopen = Step::Reopen { reason: reason(), answer_by: Some(answer_by) };
    assert_eq!(next(&at(Status::Closed), &reopen, &coordinator()), refusal);
}

#[test]
fn a_claim_stops_no_clock_and_only_its_confirmation_does() {
    let state = next(&at(Status::Acknowledged), &Step::ClaimNotApplicable(reason()), &coordinator()).unwrap();
    assert_eq!((state.status, state.awaiting), (Status::Submitted, Some(Awaiting::Coordinator)));
    assert!(late(&state, "2024-06-05"));
    for step in [Step::Close, returned("2024-06-20")] {
        assert_eq!(next(&state, &step, &coordinator()), Err(Refusal::ClaimPending));
    }
    let confirmed = next(&state, &Step::ConfirmNotApplicable, &coordinator()).unwrap();
    assert_eq!((confirmed.status, confirmed.claimed_not_applicable), (Status::NotApplicable, false));
    assert!(!late(&confirmed, "2024-06-05"));
    let declined = next(&state, &Step::DeclineNotApplicable(reason()), &coordinator()).unwrap();
    assert_eq!((declined.status, declined.due_rev), (Status::Acknowledged, 0));
    assert!(late(&declined, "2024-06-05"), "the claim has not moved the date");
}

#[test]
fn a_report_is_no_claim() {
    for step in [Step::ConfirmNotApplicable, Step::DeclineNotApplicable(reason())] {
        assert_eq!(next(&at(Status::Submitted), &step, &coordinator()), Err(Refusal::NoClaim));
    }
}

#[test]
fn an_extension_is_asked_for_before_expiry_and_gives_a_later_date() {
    let (due, old) = (day("2024-07-31"), day("2024-05-31"));
    let extend = |due, requested_on| {
        next(&at(Status::Acknowledged), &Step::Extend { due, requested_on: day(requested_on) }, &coordinator())
    };
    let state = extend(due, "2024-05-31").unwrap();
    assert_eq!((state.due, state.due_rev, state.status), (due, 1, Status::Acknowledged));
    let late = Refusal::AskedTooLate { requested_on: day("2024-06-01"), effective_due: old };
    assert_eq!(extend(due, "2024-06-01"), Err(late));
    assert_eq!(extend(old, "2024-05-30"), Err(Refusal::NotLater { due: old, effective_due: old }));
}

#[test]
fn the_lead_has_five_full_working_days_and_then_it_passes_on_marked() {
    let state = State { submitted_on: Some(day("2024-06-03")), ..awaiting(Awaiting::Lead) };
    assert!(!lead_review_expired(&state, &guangxi(), day("2024-06-11")), "10 June is a holiday");
    assert!(lead_review_expired(&state, &guangxi(), day("2024-06-12")));
    let passed = next(&state, &Step::PassOn, &coordinator()).unwrap();
    assert_eq!((passed.awaiting, passed.lead_silent), (Some(Awaiting::Coordinator), true));
    assert!(!lead_review_expired(&passed, &guangxi(), day("2024-08-01")));
    assert!(next(&passed, &Step::PassOn, &coordinator()).is_err());
    let returned = next(&passed, &returned("2024-06-20"), &coordinator()).unwrap();
    assert!(returned.lead_silent);
    let again = next(&returned, &Step::Submit, &coordinator()).unwrap();
    assert!(!again.lead_silent, "a new submission is a new chance");
}

#[test]
fn what_was_suspended_is_acknowledged_anew_and_what_was_closed_can_be_reopened() {
    let suspended = next(&awaiting(Awaiting::Lead), &Step::Suspend(reason()), &coordinator()).unwrap();
    assert_eq!((suspended.status, suspended.awaiting), (Status::Suspended, None));
    assert_eq!(next(&suspended, &Step::Resume, &coordinator()).unwrap().status, Status::Assigned);
    let reopen = |answer_by| next(&at(Status::Closed), &Step::Reopen { reason: reason(), answer_by }, &coordinator());
    let (plain, dated) = (reopen(None).unwrap(), reopen(Some(day("2024-06-28"))).unwrap());
    assert_eq!((plain.status, plain.due_rev), (Status::Acknowledged, 0));
    assert_eq!((dated.effective_due(), dated.due_rev), (day("2024-06-28"), 1));
}

#[test]
fn the_invariants_of_the_row_hold_after_every_step() {
    let steps = [
        Step::Acknowledge,
        Step::SaveReport,
        Step::Submit,
        Step::Accept,
        Step::PassOn,
        returned("2024-06-20"),
        Step::Close,
        Step::ClaimNotApplicable(reason()),
        Step::ConfirmNotApplicable,
        Step::DeclineNotApplicable(reason()),
        Step::Extend { due: day("2024-09-30"), requested_on: day("2024-05-01") },
        Step::Suspend(reason()),
        Step::Resume,
        Step::Cancel(reason()),
        Step::Reopen { reason: reason(), answer_by: None },
    ];
    let mut random = crate::testing::Lcg::new(7);
    let mut state = State::assigned(day("2024-06-30"));
    for _ in 0..5000 {
        let step = &steps[random.below(steps.len() as u64) as usize];
        let context = Context { own_report: random.chance(20), ..by(random.pick(&BOTH)) };
        let Ok(moved) = next(&state, step, &context) else { continue };
        let submitted = moved.status == Status::Submitted;
        assert_eq!(moved.awaiting.is_some(), submitted);
        assert_eq!(moved.submitted_on.is_some(), submitted);
        assert!(submitted || !moved.claimed_not_applicable);
        assert!(moved.due_rev >= state.due_rev && moved.effective_due() >= state.effective_due());
        assert_eq!(moved.redated_on.is_some(), moved.due_rev > 0);
        state = moved;
    }
    assert!(state.due_rev > 0, "the walk went somewhere");
}
