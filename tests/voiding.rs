//! 视同未报: what was handed in and found empty counts for nothing, then and later; and the dates that the steps leave behind.

use std::fs;
use std::path::Path;

use duban::actions::{self, Actor, ReturnReport, SubmitReport};
use duban::db::obligation::obligations::{self, Obligation};
use duban::db::obligation::reports;
use duban::db::obligation::reports::ReportFields;
use duban::domain::id::ObligationId;
use duban::domain::obligation::{Stage, Status};
use duban::domain::person::Role;
use duban::domain::plan::AssignmentRole;
use duban::domain::typed::{Reason, ReportWords};

use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};

const GUILIN: &str = "桂林市人民政府";

fn words(text: &str) -> ReportWords {
    ReportWords::try_from(text).expect("words of a report")
}

fn reason(text: &str) -> Reason {
    Reason::try_from(text).expect("a reason")
}

/// The plan with a liaison in Guilin and a coordinator who is the first to review.
struct House {
    office: Office,
    liaison: Actor,
    coordinator: Actor,
}

impl House {
    fn new() -> Self {
        let office = Office::empty("2024-03-01");
        office.add(GUILIN, Role::Liaison, "wei");
        office.add(OFFICE, Role::Coordinator, "qin");
        let (liaison, coordinator) = (office.actor(GUILIN, Role::Liaison), office.actor(OFFICE, Role::Coordinator));
        Self { office, liaison, coordinator }
    }

    /// What Guilin owes over the year, by its place among the measures that the office leads.
    fn duty(&self, place: usize) -> ObligationId {
        let query = format!(
            "SELECT CAST(o.id AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             JOIN assignments AS a ON a.measure_id = o.measure_id AND a.role = '{}' AND a.position = 0 \
             JOIN units AS l ON l.id = a.unit_id WHERE u.name = '{GUILIN}' AND l.name = '{OFFICE}' \
             AND o.kind = 'standing' ORDER BY o.id",
            AssignmentRole::Lead
        );
        let all = lines(self.office.db(), &query);
        all.get(place).and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no duty {place} among {all:?}"))
    }

    fn report(&self, at: &str, id: ObligationId, stage: Stage, percent: i32) {
        self.office.set_clock(at);
        let report = ReportFields {
            progress: words(&format!("完成 {percent}%")),
            done_count: Some(percent),
            total_count: Some(100),
            problems: words("其余不计"),
            ..ReportFields::new(stage)
        };
        let wish =
            SubmitReport { obligation_id: id, version: None, report, keeps_evidence: true, submit: true, round: None };
        actions::submit_report(&self.office.ctx, &self.liaison, &wish).expect("a report");
    }

    fn send_back(&self, at: &str, id: ObligationId, answer_by: Option<&str>) {
        self.office.set_clock(at);
        let wish = ReturnReport {
            obligation_id: id,
            version: None,
            reason: reason("没有内容"),
            answer_by: answer_by.map(|date| date.parse().expect("a date")),
            as_empty: answer_by.is_none(),
            at_once: false,
        };
        actions::return_report(&self.office.ctx, &self.coordinator, &wish).expect("returned");
    }

    fn close(&self, at: &str, id: ObligationId) {
        self.office.set_clock(at);
        let why = reason("已核实");
        actions::close_obligation(&self.office.ctx, &self.coordinator, id, None, Some(&why)).expect("closed");
    }

    fn now(&self, id: ObligationId) -> Obligation {
        self.office.db().read(|c| obligations::find(c, id)).expect("the obligation")
    }

    fn progress(&self, id: ObligationId) -> (Option<Stage>, Option<i32>, Option<String>) {
        let now = self.now(id);
        (now.stage, now.percent, now.reported_period)
    }
}

fn said(stage: Stage, percent: i32, period: &str) -> (Option<Stage>, Option<i32>, Option<String>) {
    (Some(stage), Some(percent), Some(period.to_owned()))
}

#[test]
fn what_was_voided_never_comes_back() {
    let house = House::new();
    let id = house.duty(0);
    house.report("2024-04-22 09:00", id, Stage::InProgress, 54);
    for day in ["2024-05-06", "2024-05-08", "2024-05-10"] {
        house.report(&format!("{day} 09:00"), id, Stage::Done, 90);
        assert_eq!(house.progress(id), said(Stage::Done, 90, "2024-05"));
        house.send_back(&format!("{day} 15:00"), id, None);
        assert_eq!(house.progress(id), said(Stage::InProgress, 54, "2024-04"), "{day}: the month is not reported");
    }
    let all = house.office.db().read(|c| reports::of(c, &[id])).expect("reports");
    assert_eq!(all.iter().map(|report| report.counts()).collect::<Vec<_>>(), [true, false, false, false]);
    let query = format!("SELECT count(*) FROM audit WHERE obligation_id = {id} AND detail LIKE '%\"as_empty\":true%'");
    assert_eq!(number(house.office.db(), &query), 3, "the trail says it");
}

#[test]
fn what_was_voided_first_leaves_nothing_behind_and_what_follows_counts() {
    let house = House::new();
    let id = house.duty(0);
    for time in ["09:00", "11:00"] {
        house.report(&format!("2024-05-06 {time}"), id, Stage::Done, 90);
        house.send_back("2024-05-06 12:00", id, None);
        assert_eq!(house.progress(id), (None, None, None));
    }
    house.report("2024-05-07 09:00", id, Stage::Done, 80);
    house.send_back("2024-05-07 10:00", id, Some("2024-05-20"));
    assert_eq!(house.progress(id), said(Stage::Done, 80, "2024-05"), "an ordinary return takes nothing back");
}

#[test]
fn the_same_again_is_no_progress_whether_it_counted_or_was_voided() {
    let house = House::new();
    let id = house.duty(0);
    house.report("2024-04-22 09:00", id, Stage::InProgress, 54);
    house.report("2024-05-06 09:00", id, Stage::Done, 90);
    house.send_back("2024-05-06 10:00", id, None);
    house.report("2024-05-06 11:00", id, Stage::Done, 90);
    house.send_back("2024-05-06 12:00", id, None);
    house.report("2024-05-06 13:00", id, Stage::InProgress, 54);
    house.report("2024-05-06 14:00", id, Stage::InProgress, 60);
    let all = house.office.db().read(|c| reports::of(c, &[id])).expect("reports");
    assert_eq!(all.iter().map(|report| report.no_change).collect::<Vec<_>>(), [false, false, true, true, false]);
}

#[test]
fn when_it_was_noted_and_closed_is_kept() {
    let house = House::new();
    let (id, other) = (house.duty(0), house.duty(1));
    let at = |time: &str| Some(duban::clock::to_utc(duban::clock::parse_local(time).expect("a time")));
    let dates = |id: ObligationId| (house.now(id).acknowledged_at, house.now(id).closed_at);
    assert_eq!(dates(id), (None, None));
    house.office.set_clock("2024-03-04 10:00");
    actions::acknowledge(&house.office.ctx, &house.liaison, id, None).expect("acknowledged");
    assert_eq!(dates(id), (at("2024-03-04 10:00"), None));
    house.report("2024-05-06 09:00", id, Stage::Done, 100);
    house.close("2024-05-07 09:00", id);
    assert_eq!((house.now(id).status, dates(id)), (Status::Closed, (at("2024-03-04 10:00"), at("2024-05-07 09:00"))));
    house.office.set_clock("2024-05-08 09:00");
    actions::reopen_obligation(&house.office.ctx, &house.coordinator, id, None, (&reason("又有问题"), None))
        .expect("reopened");
    assert_eq!(dates(id), (at("2024-03-04 10:00"), None), "it is open, and was noted long ago");

    house.report("2024-05-09 09:00", other, Stage::Done, 100);
    assert_eq!(dates(other), (at("2024-05-09 09:00"), None), "whoever reports has taken note");
}

/// Runs the step of the migrations that brought the marks, backwards, and before it the one that watches its dates.
fn undo(house: &House) -> usize {
    let tree = if house.office.database.is_postgres() { "postgres" } else { "sqlite" };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree);
    let mut steps = newer_dates(&folder);
    steps.extend(["2026-11-29-000022_dates", "2026-11-28-000016_voided"].map(str::to_owned));
    for step in &steps {
        let file = folder.join(step).join("down.sql");
        execute(house.office.db(), &fs::read_to_string(file).expect("a way back"));
        let version = step.split('_').next().expect("a version").replace('-', "");
        let forget = format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'");
        execute(house.office.db(), &forget);
    }
    steps.len()
}

/// The migrations since that have dates of a table looked after, the newest first: what looks after them goes after these.
fn newer_dates(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a tree").map(|entry| entry.expect("an entry").path());
    let looks_after = |step: &std::path::PathBuf| {
        let up = fs::read_to_string(step.join("up.sql")).expect("a way there");
        let watched = up.contains("CREATE TABLE") && up.contains("_dates_new") || up.contains("_dates_marked");
        watched && !up.contains("RENAME TO")
    };
    let names =
        entries.filter(looks_after).map(|step| step.file_name().expect("a name").to_string_lossy().into_owned());
    let mut newer: Vec<String> = names.filter(|name| name.as_str() > "2026-11-29-000023").collect();
    newer.sort_by(|one, other| other.cmp(one));
    newer
}

fn everything(house: &House) -> Vec<String> {
    let none = "'-'";
    let of_reports =
        format!("SELECT id || ' ' || coalesce(CAST(voided_at AS TEXT), {none}) AS line FROM reports ORDER BY id");
    let of_obligations = format!(
        "SELECT id || ' ' || coalesce(stage, {none}) || ' ' || coalesce(CAST(percent AS TEXT), {none}) || ' ' || \
         coalesce(reported_period, {none}) || ' ' || coalesce(CAST(acknowledged_at AS TEXT), {none}) || ' ' || \
         coalesce(CAST(closed_at AS TEXT), {none}) AS line FROM obligations ORDER BY id"
    );
    let of_trail = "SELECT id || ' ' || actor_kind AS line FROM audit ORDER BY id".to_owned();
    [of_reports, of_obligations, of_trail].iter().flat_map(|query| lines(house.office.db(), query)).collect()
}

#[test]
fn an_older_databases_trail_says_what_was_voided_noted_and_closed() {
    let house = House::new();
    let [twice, kept_its_date, same_date_again, closed] = [0, 1, 2, 3].map(|place| house.duty(place));
    house.report("2024-04-22 09:00", twice, Stage::InProgress, 54);
    for day in ["2024-05-06", "2024-05-08"] {
        house.report(&format!("{day} 09:00"), twice, Stage::Done, 90);
        house.send_back(&format!("{day} 15:00"), twice, None);
    }
    // A date that an earlier return gave stays where a later one voids the answer …
    house.report("2024-05-06 09:00", kept_its_date, Stage::Done, 70);
    house.send_back("2024-05-06 10:00", kept_its_date, Some("2024-05-31"));
    house.report("2024-05-07 09:00", kept_its_date, Stage::Done, 80);
    house.send_back("2024-05-07 10:00", kept_its_date, None);
    // … and may also be given again.
    for day in ["2024-05-06", "2024-05-07"] {
        house.report(&format!("{day} 09:00"), same_date_again, Stage::Done, 70);
        house.send_back(&format!("{day} 10:00"), same_date_again, Some("2024-05-31"));
    }
    house.report("2024-05-06 09:00", closed, Stage::Done, 100);
    house.close("2024-05-09 09:00", closed);
    house.office.tick("2024-07-01");
    let before = everything(&house);
    assert_eq!(house.progress(kept_its_date), said(Stage::Done, 70, "2024-05"));
    assert!(["scheduler", "console", "person"].iter().all(|kind| before.iter().any(|line| line.ends_with(kind))));

    let undone = undo(&house);
    // As the defect left it.
    execute(
        house.office.db(),
        &format!("UPDATE obligations SET stage = 'done', percent = 90, reported_period = '2024-05' WHERE id = {twice}"),
    );
    assert_eq!(house.office.db().migrate().expect("migrations").len(), undone);
    assert_eq!(everything(&house), before);
}
