//! What a column may hold is what a vocabulary of the domain says.

use std::fs;

use duban::domain::calendar::DayKind;
use duban::domain::mail::MailState;
use duban::domain::notice::Channel;
use duban::domain::obligation::{Awaiting, ObligationKind, Stage, Status};
use duban::domain::person::{ActorKind, Role};
use duban::domain::plan::{AssignmentRole, Comparator, MilestoneKind, PlanState, Severity};
use duban::domain::proposal::ProposalState;
use duban::domain::rules::{RuleKind, RuleOrigin};
use duban::domain::unit::UnitClass;

use super::steps;

#[test]
fn what_a_column_may_hold_is_its_vocabulary() {
    fn words<T: std::fmt::Display>(vocabulary: &[T]) -> Vec<String> {
        vocabulary.iter().map(ToString::to_string).collect()
    }
    let known = [
        words(ActorKind::ALL),
        words(AssignmentRole::ALL),
        // As it was before units could guide.
        ["lead", "support", "responsible"].map(str::to_owned).to_vec(),
        words(Awaiting::ALL),
        words(Channel::ALL),
        words(Comparator::ALL),
        words(Channel::ALL),
        words(DayKind::ALL),
        words(MailState::ALL),
        words(ProposalState::ALL),
        words(MilestoneKind::ALL),
        words(ObligationKind::ALL),
        words(PlanState::ALL),
        words(RuleKind::ALL),
        words(RuleOrigin::ALL),
        words(ProposalState::ALL),
        words(Role::ALL),
        words(Severity::ALL),
        words(Stage::ALL),
        words(Status::ALL),
        words(UnitClass::ALL),
        // As it was before there were classes for places below the cities.
        ["department", "city", "enterprise", "agency"].map(str::to_owned).to_vec(),
    ];
    let mut lists = 0;
    for step in steps("sqlite").into_iter().chain(steps("postgres")) {
        let text = fs::read_to_string(step.join("up.sql")).expect("a migration");
        for (_, list) in text.lines().filter_map(|line| line.split_once(" IN (")) {
            let list = list.split(')').next().expect("its end");
            let words: Vec<String> = list.split(", ").map(|word| word.trim_matches('\'').to_owned()).collect();
            assert!(known.contains(&words), "{}: no vocabulary has the words {words:?}", step.display());
            lists += 1;
        }
    }
    assert!(lists >= 2 * known.len(), "the search has lost its way: {lists}");
}
