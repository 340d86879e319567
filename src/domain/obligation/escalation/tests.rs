use super::*;
use crate::obligation::Status;
use crate::testing::{day, guangxi, ladder, watched};

fn fired(rung: Rung, on: &str) -> Fired {
    Fired { subject: Subject::Obligation(ObligationId::new(1)), due_rev: 0, rung, on: day(on), settled: true }
}

fn due_on(watched: &Watched, given: &[Fired], date: &str) -> Option<String> {
    watched.rung_due(given, &guangxi(), &ladder(), day(date)).map(|planned| planned.rung.to_string())
}

/// The days from `from` on at which something comes if nobody acts.
fn course(watched: &Watched, given: &[Fired], from: &str) -> Vec<String> {
    let rules = ladder();
    let coming = upcoming(watched, given, &guangxi(), &rules, day(from));
    coming.iter().map(|planned| format!("{} {}", planned.on.format("%m-%d"), planned.rung)).collect()
}

#[test]
fn the_voc_plans_go_through_the_whole_ladder_on_these_days() {
    let expected = ["06-14 -10", "06-21 -5", "06-27 -1", "07-01 +1", "07-03 +3", "07-05 +5", "07-12 +10"];
    assert_eq!(course(&watched("2024-06-30"), &[], "2024-03-01"), expected);
    let planned = watched("2024-06-30");
    let rules = ladder();
    assert_eq!(planned.planned(&guangxi(), &rules).len(), expected.len());
}

#[test]
fn each_rung_tells_its_posts_and_the_last_one_leaves_it_to_people() {
    let (watched, rules) = (watched("2024-05-31"), ladder());
    let planned = watched.planned(&guangxi(), &rules);
    let told = planned.iter().map(|planned| match &planned.effect {
        Effect::Tell(posts) => posts.iter().map(|post| (post.unit, post.role)).collect(),
        Effect::Propose(options) => {
            assert_eq!(options.len(), 1, "a letter");
            Vec::new()
        }
    });
    let (unit, lead, office) = (watched.unit, watched.lead.unwrap(), watched.coordinating.unwrap());
    let liaison = vec![(unit, Role::Liaison)];
    let expected = [
        liaison.clone(),
        liaison.clone(),
        liaison.clone(),
        liaison,
        vec![(unit, Role::Head), (lead, Role::Liaison)],
        vec![(office, Role::Coordinator)],
        vec![],
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
}

#[test]
fn a_measure_without_a_lead_still_tells_the_head() {
    let (alone, rules) = (Watched { lead: None, ..watched("2024-05-31") }, ladder());
    let planned = alone.planned(&guangxi(), &rules);
    let third = planned.iter().find(|planned| planned.rung == Rung::After(3)).unwrap();
    assert_eq!(third.effect, Effect::Tell(vec![Post { unit: alone.unit, role: Role::Head }]));
}

#[test]
fn after_a_gap_only_the_latest_reminder_comes() {
    let after_gap = ["06-24 -5", "06-27 -1", "07-01 +1", "07-03 +3", "07-05 +5", "07-12 +10"];
    assert_eq!(course(&watched("2024-06-30"), &[], "2024-06-22"), after_gap);
    let given = [fired(Rung::Before(5), "2024-06-21")];
    assert_eq!(due_on(&watched("2024-06-30"), &given, "2024-06-24"), None, "the one before it is not made up for");
    assert_eq!(due_on(&watched("2024-06-30"), &[], "2024-06-28").as_deref(), Some("-1"));
}

#[test]
fn after_a_gap_the_rungs_come_one_a_working_day_and_none_is_left_out() {
    let expected = ["07-22 +1", "07-23 +3", "07-24 +5", "07-25 +10"];
    assert_eq!(course(&watched("2024-06-30"), &[], "2024-07-20"), expected, "the 20th is a Saturday");
}

#[test]
fn the_next_rung_waits_until_the_notice_before_it_is_settled() {
    let on_its_way = Fired { settled: false, ..fired(Rung::After(1), "2024-07-01") };
    assert_eq!(due_on(&watched("2024-06-30"), &[on_its_way], "2024-07-03"), None);
    let two = [fired(Rung::After(3), "2024-07-03"), Fired { settled: false, ..fired(Rung::After(3), "2024-07-03") }];
    assert_eq!(due_on(&watched("2024-06-30"), &two, "2024-07-05"), None, "one of its two recipients");
    assert_eq!(due_on(&watched("2024-06-30"), &two[..1], "2024-07-05").as_deref(), Some("+5"));
}

#[test]
fn a_rung_of_another_version_was_said_that_day_and_neither_stops_nor_repeats_anything() {
    let one = watched("2024-06-30");
    let (first, foreign) = (fired(Rung::After(1), "2024-07-01"), fired(Rung::stored("+3workdays"), "2024-07-03"));
    let on_its_way = Fired { settled: false, ..foreign };
    for given in [[first, foreign], [first, on_its_way]] {
        assert_eq!(due_on(&one, &given, "2024-07-03"), None, "one rung a day, whoever said it");
        assert_eq!(due_on(&one, &given, "2024-07-04").as_deref(), Some("+3"));
    }
    assert!(Rung::stored("+3workdays") < Rung::Before(1), "the highest rung is one that is known");
}

#[test]
fn nothing_comes_on_a_day_off_nor_before_it_was_handed_out() {
    assert_eq!(due_on(&watched("2024-06-07"), &[], "2024-06-10"), None, "the Dragon Boat Festival");
    assert_eq!(due_on(&watched("2024-06-07"), &[], "2024-06-11").as_deref(), Some("+1"));
    let mut new = watched("2024-06-30");
    new.duty.assigned_on = day("2024-06-24");
    assert_eq!(due_on(&new, &[], "2024-06-21"), None);
    assert_eq!(due_on(&new, &[], "2024-06-24").as_deref(), Some("-5"), "the unit hears of it at once");
}

#[test]
fn only_a_running_clock_is_reminded_of() {
    for status in Status::ALL {
        let mut one = watched("2024-06-30");
        one.duty.status = *status;
        let open = matches!(status, Status::Assigned | Status::Acknowledged | Status::Returned);
        assert_eq!(due_on(&one, &[], "2024-06-14").is_some(), open, "{status}");
        assert_eq!(due_on(&one, &[], "2024-07-01").is_some(), open, "{status}");
    }
}

#[test]
fn a_new_revision_starts_the_ladder_anew_for_the_new_date() {
    let given = [fired(Rung::Before(1), "2024-06-27"), fired(Rung::After(1), "2024-07-01")];
    let mut returned = watched("2024-07-12");
    (returned.due_rev, returned.redated_on) = (1, Some(day("2024-07-02")));
    let expected = ["07-05 -5", "07-11 -1", "07-15 +1", "07-17 +3", "07-19 +5", "07-26 +10"];
    assert_eq!(course(&returned, &given, "2024-07-02"), expected, "the return itself stands for -10, due on 28 June");
    returned.redated_on = Some(day("2024-07-05"));
    assert_eq!(course(&returned, &given, "2024-07-05")[0], "07-11 -1", "and for -5 where it falls on that day");
}

#[test]
fn a_rung_and_the_first_of_a_new_revision_do_not_come_on_one_day() {
    let given = [fired(Rung::After(1), "2024-07-01")];
    let mut extended = watched("2024-07-08");
    (extended.due_rev, extended.redated_on) = (1, Some(day("2024-06-28")));
    assert_eq!(due_on(&extended, &given, "2024-07-01"), None);
    assert_eq!(due_on(&extended, &given, "2024-07-02").as_deref(), Some("-5"));
}

#[test]
fn what_was_returned_as_empty_goes_on_where_it_was() {
    let given = [fired(Rung::After(1), "2024-06-03"), fired(Rung::After(3), "2024-06-05")];
    let mut empty = watched("2024-05-31");
    empty.duty.status = Status::Returned;
    assert_eq!(course(&empty, &given, "2024-06-13"), ["06-13 +5", "06-17 +10"]);
}

#[test]
fn a_changed_ladder_says_nothing_again() {
    let given = [fired(Rung::After(1), "2024-06-03"), fired(Rung::After(3), "2024-06-05")];
    let file = include_str!("../../../../config/escalation.toml");
    let changed = file.replace("workdays = 3, to", "workdays = 2, to").replace("[10, 5, 1]", "[12, 7, 2]");
    let changed: Ladder = toml::from_str(&changed).unwrap();
    let due = |date| watched("2024-05-31").rung_due(&given, &guangxi(), &changed, day(date)).map(|due| due.rung);
    assert_eq!(due("2024-06-06"), None, "+2 lies below +3, which was given");
    assert_eq!(due("2024-06-07"), Some(Rung::After(5)));
}

#[test]
fn a_clock_that_jumps_back_a_day_gives_nothing_twice() {
    let given = [fired(Rung::After(1), "2024-06-04")];
    assert_eq!(due_on(&watched("2024-05-31"), &given, "2024-06-03"), None);
}
