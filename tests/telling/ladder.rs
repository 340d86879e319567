//! The ladder on the real plan: reminders before the date, rungs behind it, and what stops them.

use duban::actions::{ReturnReport, close_obligation, return_report};
use duban::domain::person::Role;

use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料生产企业";
const VOC: &str = "低VOCs原辅材料";

#[test]
fn the_voc_plans_are_reminded_of_on_june_14_21_and_27_one_mail_a_city_liaison_a_day() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-11", "2024-06-28");
    assert_eq!(
        office.told_about(VOC),
        ["2024-06-14 -10 liaison 14", "2024-06-21 -5 liaison 14", "2024-06-27 -1 liaison 14"]
    );
    let cities = office.mails_of("2024-06-27").into_iter().filter(|mail| mail.starts_with("reminder"));
    assert_eq!(cities.count(), 14);
    assert!(!office.has_two_mails_a_day());
}

#[test]
fn the_cement_plans_climb_the_ladder_on_june_3_5_and_7_and_are_proposed_on_june_17() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-01", "2024-06-20");
    let expected = [
        "2024-06-03 +1 liaison 14",
        "2024-06-05 +3 liaison 14",
        "2024-06-05 +3 head 14",
        "2024-06-07 +5 coordinator 14",
    ];
    assert_eq!(office.told_about(CEMENT), expected, "the lead's liaison is told of all fourteen in one mail");
    let on_5 = office.mails_of("2024-06-05");
    assert!(on_5.contains(&format!("overdue {OFFICE} liaison 28")), "cement and coking: {on_5:?}");
    assert_eq!(on_5.iter().filter(|mail| mail.contains("head")).count(), 14);
    let proposed = lines(
        office.db(),
        "SELECT DISTINCT p.proposed_on || ' ' || p.rung || ' ' || p.options AS line FROM proposals AS p",
    );
    // June 10 is the Dragon Boat festival.
    assert_eq!(proposed, ["2024-06-17 +10 reminder_letter"]);
    assert_eq!(office.count("proposals"), 28, "cement and coking");
}

#[test]
fn that_a_date_went_by_stands_in_the_history_once() {
    let office = Office::full("2024-03-01");
    office.live("2024-05-31", "2024-06-06");
    let id = office.obligation(GUILIN, CEMENT);
    let query = format!("SELECT count(*) FROM audit WHERE verb = 'become_overdue' AND obligation_id = {id}");
    assert_eq!(number(office.db(), &query), 1);
    assert_eq!(number(office.db(), "SELECT count(*) FROM audit WHERE verb = 'become_overdue'"), 28);
}

#[test]
fn handing_in_stops_the_ladder_a_return_starts_it_anew_and_closure_ends_it() {
    let office = Office::full("2024-03-01");
    let id = office.obligation(GUILIN, CEMENT);
    office.live("2024-06-01", "2024-06-04");
    office.report(GUILIN, id);
    office.live("2024-06-05", "2024-06-06");
    assert_eq!(office.told_of(id), ["2024-06-03 +1 liaison mail"], "handed in before the third working day");
    let wish = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("缺少企业名单"),
        answer_by: "2024-06-13".parse().ok(),
        as_empty: false,
        at_once: false,
    };
    return_report(&office.ctx, &office.actor(OFFICE, Role::Coordinator), &wish).expect("a return");
    office.live("2024-06-07", "2024-06-19");
    let of_clock = |told: Vec<String>| told.into_iter().filter(|line| !line.contains("event")).collect::<Vec<_>>();
    let expected = [
        "2024-06-03 +1 liaison mail",
        "2024-06-12 -1 liaison mail",
        "2024-06-14 +1 liaison mail",
        "2024-06-18 +3 head mail",
        "2024-06-18 +3 liaison mail",
    ];
    let mut told = of_clock(office.told_of(id));
    told.sort();
    assert_eq!(told, expected);
    office.report(GUILIN, id);
    close_obligation(&office.ctx, &office.actor(OFFICE, Role::Coordinator), id, None, None).expect("a closure");
    office.live("2024-06-20", "2024-07-05");
    assert_eq!(of_clock(office.told_of(id)).len(), expected.len());
}

#[test]
fn nothing_is_said_before_the_plan_is_handed_out_nor_on_days_off() {
    let office = Office::full("2024-03-01");
    execute(office.db(), "UPDATE plans SET assigned_on = '2024-06-17'");
    office.live("2024-06-03", "2024-06-16");
    assert_eq!((office.count("notices"), office.count("proposals")), (0, 0));
    // A Saturday, a Sunday and, with the plan in force again, the Dragon Boat festival.
    execute(office.db(), "UPDATE plans SET assigned_on = '2024-03-01'");
    office.live("2024-06-08", "2024-06-10");
    assert_eq!((office.count("notices"), office.count("mails")), (0, 0));
}

#[test]
fn a_saturday_that_is_worked_is_a_working_day() {
    for (due, saturday) in [("2024-05-13", "2024-05-11"), ("2024-09-18", "2024-09-14")] {
        let office = Office::full("2024-03-01");
        let id = office.obligation(GUILIN, VOC);
        execute(office.db(), &format!("UPDATE obligations SET due = '{due}' WHERE id = {id}"));
        office.tick(saturday);
        assert_eq!(office.told_of(id), [format!("{saturday} -1 liaison mail")]);
    }
}

#[test]
fn after_days_of_silence_the_rungs_come_one_a_working_day() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-20", "2024-06-26");
    let expected = [
        "2024-06-20 +1 liaison 14",
        "2024-06-21 +3 liaison 14",
        "2024-06-21 +3 head 14",
        "2024-06-24 +5 coordinator 14",
    ];
    assert_eq!(office.told_about(CEMENT), expected);
    let proposed = lines(office.db(), "SELECT DISTINCT CAST(proposed_on AS TEXT) AS line FROM proposals");
    assert_eq!(proposed, ["2024-06-25"]);
}

#[test]
fn a_lead_that_says_nothing_for_five_working_days_is_passed_by() {
    let office = Office::full("2024-03-01");
    // Another lead than the office, which reviews anyway.
    let id = office.obligation(GUILIN, VOC);
    let other = "(SELECT id FROM units WHERE name = '自治区市场监管局')";
    execute(
        office.db(),
        &format!(
            "UPDATE assignments SET position = position + 10 WHERE role = 'lead'; UPDATE assignments SET position = 0 \
             WHERE role = 'lead' AND unit_id = {other}"
        ),
    );
    office.set_clock("2024-06-03");
    office.report(GUILIN, id);
    let awaiting = || lines(office.db(), &format!("SELECT awaiting AS line FROM obligations WHERE id = {id}"));
    // Five working days after Monday the 3rd, with the festival on the 10th: Tuesday the 11th.
    office.live("2024-06-04", "2024-06-11");
    assert_eq!(awaiting(), ["lead"]);
    let ticked = office.tick("2024-06-12");
    assert_eq!((ticked.passed_on, awaiting()), (1, vec!["coordinator".to_owned()]));
    let history = lines(
        office.db(),
        &format!("SELECT verb || ' ' || actor AS line FROM audit WHERE verb = 'pass_on' AND obligation_id = {id}"),
    );
    assert_eq!(history, ["pass_on scheduler"]);
    assert_eq!(office.tick("2024-06-13").passed_on, 0);
}
