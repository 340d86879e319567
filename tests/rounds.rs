//! Rounds of reporting: frozen when they open, answered by reports in their order, begun by a plan in time.

mod behind;
mod pages;
mod racing;

use duban::actions::{self, SubmitReport, compare_rounds};
use duban::db::Database;
use duban::db::obligation::obligations::{self, Obligation};
use duban::db::obligation::reports::{self, Report, ReportFields};
use duban::domain::id::ObligationId;
use duban::domain::obligation::Stage;
use duban::domain::period::Period;
use duban::domain::person::Role;
use duban::domain::plan::choice::Plans;
use duban::views::{self, Sight};

use super::support::app::context;
use super::support::database::{execute, lines, number};
use super::support::office::{OFFICE, Office};
use super::support::said;

const GUILIN: &str = "桂林市人民政府";

/// As the program is shipped: a late report answers its round for ten working days.
const AS_SHIPPED: (&str, &str) = ("DUBAN__PLAN__LATE_WORKDAYS", "10");

/// The plan, handed out on a day, under the settings as shipped; what is owed over the year is reported on up to May.
fn office(assigned_on: &str) -> Office {
    let mut office = Office::full(assigned_on);
    office.ctx = context(&office.database, &[AS_SHIPPED]);
    execute(office.db(), "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    office
}

/// What Guilin owes over the year, the first of it.
fn duty(office: &Office) -> ObligationId {
    ObligationId::new(first_duty(office.db()) as i64)
}

fn first_duty(db: &Database) -> usize {
    let query = format!(
        "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
    );
    number(db, &query)
}

fn wish(id: ObligationId, words: &str, round: Option<&str>) -> SubmitReport {
    let report = ReportFields { progress: said(words), ..ReportFields::new(Stage::InProgress) };
    let round = round.map(|month| month.parse::<Period>().expect("a month"));
    SubmitReport { obligation_id: id, version: None, report, keeps_evidence: true, submit: true, round }
}

/// Guilin reports on a day; the month that counts from then on.
fn report(office: &Office, on: &str, id: ObligationId, round: Option<&str>) -> Option<String> {
    office.set_clock(on);
    let liaison = office.actor(GUILIN, Role::Liaison);
    actions::submit_report(&office.ctx, &liaison, &wish(id, &format!("{on} {round:?}"), round)).expect("a report");
    now(office, id).reported_period
}

fn now(office: &Office, id: ObligationId) -> Obligation {
    office.db().read(|c| obligations::find(c, id)).expect("the obligation")
}

fn last(office: &Office, id: ObligationId) -> Report {
    office.db().read(|c| reports::of(c, &[id])).expect("reports").pop().expect("a report")
}

/// `cadence month opens cut-off compiled` of every round.
fn rounds(office: &Office) -> Vec<String> {
    lines(
        office.db(),
        "SELECT cadence || ' ' || period || ' ' || opens || ' ' || cut_off || ' ' || compiled_on AS line FROM rounds \
         ORDER BY period, cadence",
    )
}

/// `month rung` of what was told of months, each once.
fn told(office: &Office) -> Vec<String> {
    let months = "SELECT DISTINCT subject || '/' || about_span || ' ' || rung AS line FROM notices WHERE rung IN ('monthly', 'missed')";
    let mut told: Vec<String> = lines(office.db(), months)
        .iter()
        .map(|line| line.rsplit_once('/').map_or(line.as_str(), |(_, month)| month).to_owned())
        .collect();
    told.sort();
    told.dedup();
    told
}

/// Two days off that nobody knew of when June opened.
fn edit_calendar(office: &Office) {
    office.announce("2024-06-24,CN-GX,off,停电,\n2024-06-25,CN-GX,off,停电,\n2024-07-25,CN-GX,off,停电,\n");
}

fn cut_off(office: &Office) -> String {
    let desk = office.db().read(|c| {
        let sight = Sight::load(&office.ctx, c)?;
        views::desk(&office.ctx, c, Plans::All, &sight)
    });
    desk.expect("the desk").cut_off.to_string()
}

#[test]
fn a_calendar_that_is_edited_later_does_not_tell_anew_who_was_late() {
    let office = office("2024-05-06");
    let id = duty(&office);
    office.tick("2024-06-03");
    let frozen = ["month 2024-05 2024-05-01 2024-05-24 2024-06-07", "month 2024-06 2024-06-01 2024-06-25 2024-07-09"];
    assert_eq!(rounds(&office), frozen);
    edit_calendar(&office);
    office.tick("2024-06-21");
    assert_eq!((cut_off(&office), told(&office)), ("2024-06-25".to_owned(), vec!["2024-06 monthly".to_owned()]));
    assert_eq!(report(&office, "2024-06-25", id, None).as_deref(), Some("2024-06"));
    assert!(!last(&office, id).is_late(), "without the round June 21 would have been the last day");
    office.tick("2024-07-01");
    assert_eq!(rounds(&office)[..2], frozen);
    assert_eq!(rounds(&office)[2], "month 2024-07 2024-07-01 2024-07-24 2024-08-08", "what opens then follows");
    assert_eq!(actions::compare_lamps(&office.ctx, false).expect("lamps"), [], "lamps go by the rounds too");
}

#[test]
fn junes_report_of_july_2_is_junes_and_late_and_the_next_is_julys() {
    let office = office("2024-03-01");
    let id = duty(&office);
    assert_eq!(report(&office, "2024-07-02", id, None).as_deref(), Some("2024-06"));
    let late = last(&office, id);
    assert_eq!((late.period.as_str(), late.is_late()), ("2024-06", true));
    assert_eq!(report(&office, "2024-07-03", id, None).as_deref(), Some("2024-07"));
    assert!(!last(&office, id).is_late());
    let of = "SELECT r.period || ' ' || o.period AS line FROM reports AS r JOIN rounds AS o ON o.id = r.round_id ORDER BY r.id";
    assert_eq!(lines(office.db(), of), ["2024-06 2024-06", "2024-07 2024-07"]);
    let opened = "SELECT detail AS line FROM audit WHERE verb = 'open_round' ORDER BY id";
    assert_eq!(lines(office.db(), opened).len(), 2, "the first report that answers a round opens it");
}

#[test]
fn the_liaison_chooses_among_the_open_rounds_and_no_other() {
    let office = office("2024-03-01");
    let (id, liaison) = (duty(&office), office.actor(GUILIN, Role::Liaison));
    office.set_clock("2024-07-02");
    let skips =
        actions::submit_report(&office.ctx, &liaison, &wish(id, "七月", Some("2024-07"))).expect_err("June lacks");
    assert_eq!(skips.message().key, "round.earlier_first", "July's report would stand for June: {skips:?}");
    assert_eq!(report(&office, "2024-07-02", id, Some("2024-06")).as_deref(), Some("2024-06"));
    assert_eq!(report(&office, "2024-07-02", id, Some("2024-07")).as_deref(), Some("2024-07"));
    for month in ["2024-05", "2024-06", "2024-08"] {
        let refused = actions::submit_report(&office.ctx, &liaison, &wish(id, "补报", Some(month)));
        let error = refused.expect_err(month);
        assert_eq!(error.message().key, "round.not_open", "{month}: {error:?}");
    }
    office.set_clock("2024-07-10");
    let query = format!(
        "SELECT max(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
    );
    let other = ObligationId::new(number(office.db(), &query) as i64);
    let error =
        actions::submit_report(&office.ctx, &liaison, &wish(other, "补报", Some("2024-06"))).expect_err("compiled");
    assert_eq!(error.message().key, "round.not_open", "{error:?}");
}

#[test]
fn a_plan_that_is_handed_out_short_before_a_cut_off_begins_with_the_next() {
    let whole: &[&str] = &["2024-06 missed", "2024-06 monthly", "2024-07 monthly"];
    for (assigned_on, first, expected) in [("2024-06-11", "2024-06", whole), ("2024-06-12", "2024-07", &whole[2..])] {
        let office = office(assigned_on);
        for day in ["2024-06-20", "2024-06-26", "2024-07-22"] {
            office.tick(day);
        }
        assert_eq!(told(&office), expected, "{assigned_on}");
        assert_eq!(rounds(&office)[0][6..13], *first, "{assigned_on}");
    }
}

#[test]
fn last_months_report_by_the_5th_is_a_rule_of_its_own() {
    let office = office("2024-03-01");
    let id = duty(&office);
    execute(office.db(), "UPDATE plans SET reports_on = 'last_month', cutoff_day = 5");
    office.tick("2024-06-28");
    assert_eq!(cut_off(&office), "2024-07-05");
    assert_eq!(report(&office, "2024-06-28", id, None).as_deref(), Some("2024-06"));
    office.tick("2024-07-02");
    office.tick("2024-07-08");
    assert_eq!(told(&office), ["2024-06 missed", "2024-06 monthly"]);
    assert_eq!(actions::compare_lamps(&office.ctx, false).expect("lamps"), []);
}

#[test]
fn what_is_reported_on_quarterly_is_asked_for_with_the_quarters_last_month() {
    let office = office("2024-03-01");
    let id = duty(&office);
    execute(
        office.db(),
        "UPDATE obligations SET reported_period = '2024-03' WHERE kind = 'standing'; \
         UPDATE obligations SET cadence = 'quarter' WHERE kind = 'standing'",
    );
    office.tick("2024-05-20");
    office.tick("2024-05-27");
    assert_eq!((told(&office), rounds(&office).len()), (vec![], 1), "neither April nor May is asked for");
    assert_eq!(report(&office, "2024-05-27", id, None).as_deref(), Some("2024-03"));
    assert_eq!(last(&office, id).round_id, None, "a note answers no round");
    let owed = |day: &str| {
        office.set_clock(day);
        let desk = office.db().read(|c| {
            let sight = Sight::load(&office.ctx, c)?;
            views::desk(&office.ctx, c, Plans::All, &sight)
        });
        desk.expect("the desk").turnout.iter().map(|unit| unit.owed).sum::<i64>()
    };
    assert_eq!(owed("2024-05-28"), 0, "a note counts for no month");
    assert!(owed("2024-06-20") > 100);
    office.tick("2024-06-20");
    assert_eq!(told(&office), ["2024-06 monthly"]);
    assert_eq!(report(&office, "2024-06-21", id, None).as_deref(), Some("2024-06"));
    assert!(last(&office, id).round_id.is_some());
    office.tick("2024-06-26");
    office.tick("2024-08-01");
    assert_eq!(told(&office), ["2024-06 missed", "2024-06 monthly"]);
}

#[test]
fn of_a_database_from_before_the_months_with_reports_get_their_rounds() {
    let office = office("2024-03-01");
    let id = duty(&office);
    report(&office, "2024-06-20", id, None);
    report(&office, "2024-07-20", id, None);
    // As it was before there were rounds.
    execute(
        office.db(),
        "UPDATE reports SET round_id = NULL; DELETE FROM rounds; UPDATE plans SET reports_from = NULL; \
         UPDATE reports SET period = '2024-04' WHERE id = (SELECT min(id) FROM reports)",
    );
    office.tick("2024-07-22");
    let of = "SELECT r.period || ' ' || o.period || ' ' || o.cut_off AS line FROM reports AS r \
              JOIN rounds AS o ON o.id = r.round_id ORDER BY r.id";
    assert_eq!(lines(office.db(), of), ["2024-04 2024-04 2024-04-25", "2024-07 2024-07 2024-07-25"]);
    assert_eq!(lines(office.db(), "SELECT CAST(reports_from AS TEXT) AS line FROM plans"), ["2024-03-01"]);
    let all = rounds(&office);
    assert_eq!((all.len(), &all[0][..13]), (5, "month 2024-03"), "{all:?}");
    let before = rounds(&office);
    office.tick("2024-07-23");
    assert_eq!(rounds(&office), before);
}

#[test]
fn reports_that_stand_in_another_plans_round_are_found_and_mended() {
    let office = office("2024-03-01");
    let id = duty(&office);
    report(&office, "2024-06-20", id, None);
    assert_eq!(compare_rounds(&office.ctx, false).expect("a comparison"), []);
    execute(
        office.db(),
        "INSERT INTO plans (title, year, state, source_name, document, document_sha256, cutoff_day, imported_at) \
         VALUES ('另一份', 2024, 'closed', 'x', 'x', 'x', 25, '2024-03-01 00:00:00'); \
         UPDATE rounds SET plan_id = (SELECT max(id) FROM plans)",
    );
    let wrong = compare_rounds(&office.ctx, true).expect("mended");
    assert_eq!(wrong.len(), 1);
    assert_eq!(compare_rounds(&office.ctx, false).expect("a comparison"), []);
    let of = "SELECT o.plan_id || ' ' || o.period AS line FROM reports AS r JOIN rounds AS o ON o.id = r.round_id";
    assert_eq!(lines(office.db(), of), ["1 2024-06"]);
    execute(office.db(), "UPDATE reports SET round_id = NULL");
    assert_eq!(compare_rounds(&office.ctx, true).expect("mended").len(), 1, "of its month there is a round");
    assert_eq!(lines(office.db(), of), ["1 2024-06"]);
}

#[test]
fn the_clock_opens_what_has_begun_and_says_so_in_the_trail() {
    let office = office("2024-03-01");
    office.tick("2024-04-02");
    let trail = "SELECT actor_kind || ' ' || object || ' ' || object_id AS line FROM audit WHERE verb = 'open_round' ORDER BY id";
    assert_eq!(lines(office.db(), trail), ["scheduler plan 1", "scheduler plan 1"]);
    assert_eq!(compare_rounds(&office.ctx, false).expect("a comparison"), []);
}
