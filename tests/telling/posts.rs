//! From a post to the persons who hold it: several, one for several posts, nobody.

use duban::actions::{Actor, ImportPlan, disable_person, import_plan};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::domain::person::Role;

use crate::support::database::{execute, lines, number};
use crate::support::office::Office;

const GUILIN: &str = "桂林市人民政府";
const LIUZHOU: &str = "柳州市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

#[test]
fn a_person_who_stands_for_two_units_gets_one_mail_a_day() {
    let office = Office::full("2024-03-01");
    office.vacate(GUILIN, Role::Liaison);
    office.vacate(LIUZHOU, Role::Liaison);
    office.add(GUILIN, Role::Liaison, "both");
    office.add(LIUZHOU, Role::Liaison, "both");
    office.live("2024-06-01", "2024-06-28");
    assert!(!office.has_two_mails_a_day());
    let about = lines(
        office.db(),
        "SELECT DISTINCT u.short_name AS line FROM notices AS n JOIN mails AS m ON m.id = n.mail_id \
         JOIN people AS p ON p.id = m.person_id JOIN units AS u ON u.id = n.unit_id \
         WHERE p.name = 'both' AND m.local_date = '2024-06-03' ORDER BY u.short_name",
    );
    assert_eq!(about.len(), 2, "one mail with what both cities owe: {about:?}");
}

#[test]
fn everybody_who_holds_a_post_is_told() {
    let office = Office::full("2024-03-01");
    office.add(GUILIN, Role::Liaison, "second");
    office.tick("2024-06-03");
    let id = office.obligation(GUILIN, CEMENT);
    assert_eq!(office.told_of(id), ["2024-06-03 +1 liaison mail", "2024-06-03 +1 liaison mail"]);
    assert_eq!(office.mails_of("2024-06-03").iter().filter(|mail| mail.contains(GUILIN)).count(), 2);
}

#[test]
fn a_vacant_post_goes_on_the_telephone_list_and_the_ladder_does_not_wait() {
    let office = Office::full("2024-03-01");
    office.vacate(GUILIN, Role::Liaison);
    office.vacate(GUILIN, Role::Head);
    let id = office.obligation(GUILIN, CEMENT);
    office.live("2024-06-01", "2024-06-07");
    let mut told = office.told_of(id);
    told.sort();
    let expected = [
        "2024-06-03 +1 liaison telephone",
        "2024-06-05 +3 head telephone",
        "2024-06-05 +3 liaison mail",
        "2024-06-07 +5 coordinator mail",
    ];
    assert_eq!(told, expected, "the lead's liaison and the coordinator are there");
    let rows =
        "SELECT count(*) FROM notices WHERE channel = 'telephone' AND (settled_at IS NULL OR mail_id IS NOT NULL)";
    assert_eq!(number(office.db(), rows), 0, "nothing carries them, nothing waits for them");
}

#[test]
fn a_person_without_mail_is_telephoned_and_one_who_is_disabled_is_nobody() {
    let office = Office::full("2024-03-01");
    office.vacate(GUILIN, Role::Liaison);
    office.add_without_mail(GUILIN, Role::Liaison, "no-mail");
    let Actor::Person { person, .. } = office.actor(LIUZHOU, Role::Liaison) else { panic!("a person") };
    disable_person(&office.ctx, &Actor::Console, person.id).expect("a disabled person");
    office.tick("2024-06-03");
    let whom = |city: &str| {
        let id = office.obligation(city, CEMENT);
        lines(
            office.db(),
            &format!(
                "SELECT n.channel || ' ' || coalesce(p.name, 'nobody') AS line FROM notices AS n \
                 LEFT JOIN people AS p ON p.id = n.person_id WHERE n.obligation_id = {id}"
            ),
        )
    };
    assert_eq!(whom(GUILIN), ["telephone no-mail"]);
    assert_eq!(whom(LIUZHOU), ["telephone nobody"]);
}

#[test]
fn a_post_counts_from_its_first_to_its_last_day() {
    let office = Office::full("2024-03-01");
    execute(
        office.db(),
        &format!(
            "UPDATE posts SET until = '2024-06-02' WHERE role = 'liaison' AND unit_id = \
             (SELECT id FROM units WHERE name = '{GUILIN}')"
        ),
    );
    office.set_clock("2024-06-04");
    office.add(GUILIN, Role::Liaison, "tomorrow");
    office.tick("2024-06-03");
    assert_eq!(office.told_of(office.obligation(GUILIN, CEMENT)), ["2024-06-03 +1 liaison telephone"]);
}

#[test]
fn the_brief_goes_to_the_leaders_on_the_weeks_first_working_day_in_a_mail_of_its_own() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-08", "2024-06-18");
    let briefs = lines(
        office.db(),
        "SELECT m.local_date || ' ' || m.key || ' ' || m.role AS line FROM mails AS m WHERE kind = 'digest' ORDER BY m.id",
    );
    assert_eq!(briefs.len(), 2, "{briefs:?}");
    // Monday the 10th is a holiday.
    assert!(briefs[0].starts_with("2024-06-11 digest/") && briefs[0].ends_with("/2024-W24 leader"), "{briefs:?}");
    assert!(briefs[1].starts_with("2024-06-17 digest/") && briefs[1].ends_with("/2024-W25 leader"), "{briefs:?}");
}

/// A plan of one task for its city, handed out before the week began, and confirmed now.
fn confirm_late(office: &Office, topic: &str) {
    let text = format!(
        "广西2024年{topic}工作计划\n\n一、重点任务\n\n1. 编制方案。2024年10月底前，各设区市编制{topic}方案。（自治区生态环境厅牵头，各设区市人民政府负责）\n"
    );
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = compile(&text, &Options { registry: &registry, year: None });
    let activate_on = Some("2024-06-03".parse().expect("a date"));
    let wish = ImportPlan { source_name: "late.txt", file: b"", draft: &draft, registry: &registry, activate_on };
    import_plan(&office.ctx, &Actor::Console, &wish).expect("a plan");
}

/// The briefs, each with how many plans it was written for and of them how many wait for it.
fn briefs(office: &Office) -> Vec<String> {
    let query = "SELECT m.local_date || ' ' || m.state || ' ' || count(n.id) || ' ' || \
         sum(CASE WHEN n.settled_at IS NULL THEN 1 ELSE 0 END) AS line \
         FROM mails AS m JOIN notices AS n ON n.mail_id = m.id WHERE m.kind = 'digest' GROUP BY m.id, m.local_date, m.state \
         ORDER BY m.local_date, m.id";
    lines(office.db(), query)
}

#[test]
fn a_plan_confirmed_after_the_weeks_brief_has_left_is_told_of_in_one_more_one_a_day() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-17", "2024-06-17");
    assert_eq!(briefs(&office), ["2024-06-17 accepted 1 0"]);
    // On the day on which one has left: the next working day. Another plan that comes before that goes with it.
    confirm_late(&office, "水污染防治");
    office.tick("2024-06-17 14:00");
    confirm_late(&office, "土壤污染防治");
    office.tick("2024-06-17 15:00");
    assert_eq!(briefs(&office), ["2024-06-17 accepted 1 0", "2024-06-18 pending 2 2"]);
    office.live("2024-06-18", "2024-06-18");
    // Later in the week: at once.
    office.set_clock("2024-06-20 08:00");
    confirm_late(&office, "噪声污染防治");
    office.live("2024-06-20", "2024-06-20");
    let sent = ["2024-06-17 accepted 1 0", "2024-06-18 accepted 2 0", "2024-06-20 accepted 1 0"];
    assert_eq!(briefs(&office), sent);
    // Where the week has no working day left, the next week's brief tells of it, and of the others as ever.
    office.live("2024-06-21", "2024-06-21");
    office.set_clock("2024-06-21 19:00");
    confirm_late(&office, "固体废物污染防治");
    office.tick("2024-06-21 19:00");
    office.live("2024-06-22", "2024-06-24");
    assert_eq!(briefs(&office)[3..], ["2024-06-24 accepted 6 0"], "the week's five, and last week's late one");
    let twice = "SELECT count(*) FROM notices AS n JOIN mails AS m ON m.id = n.mail_id \
         WHERE m.kind = 'digest' AND m.finished_at < n.created_at";
    assert_eq!(number(office.db(), twice), 0, "no notice is in a mail that had left before");
}
