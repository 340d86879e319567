//! 撤回: what a unit takes back leaves everything as it was before; and who is at it at the same time does not get in between.

use std::sync::Barrier;

use duban::actions::{self, ActionError, Actor, FileRow, ReturnReport, SubmitReport};
use duban::db::obligation::obligations::{self, Obligation};
use duban::db::obligation::reports::{self, Report, ReportFields};
use duban::domain::id::ObligationId;
use duban::domain::obligation::{Stage, Status};
use duban::domain::person::Role;

use crate::support::database::{lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";

struct House {
    office: Office,
    liaison: Actor,
    colleague: Actor,
    coordinator: Actor,
}

impl House {
    fn new() -> Self {
        let office = Office::empty("2024-03-01");
        office.add(GUILIN, Role::Liaison, "wei");
        office.add(OFFICE, Role::Coordinator, "qin");
        let (liaison, coordinator) = (office.actor(GUILIN, Role::Liaison), office.actor(OFFICE, Role::Coordinator));
        office.add(GUILIN, Role::Liaison, "mo");
        let colleague = match office.actor(GUILIN, Role::Liaison) {
            Actor::Person { posts, .. } => posts[0].unit_id,
            _ => panic!("no person"),
        };
        let colleague = office.ctx.db.read(|c| {
            let person = duban::db::people::persons::by_email(c, "mo@test.example")?.expect("mo");
            let posts = duban::db::people::persons::posts_on(c, office.ctx.clock.today(), Some(person.id))?;
            let post = posts.iter().find(|post| post.unit_id == colleague).cloned().expect("a post");
            Ok::<_, duban::db::DbError>(Actor::Person { person, post, posts })
        });
        Self { office, liaison, colleague: colleague.expect("mo"), coordinator }
    }

    /// What Guilin owes over the year of measures that the office leads, so that the coordinator reviews at once.
    fn duties(&self) -> Vec<ObligationId> {
        let query = format!(
            "SELECT CAST(o.id AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             JOIN assignments AS a ON a.measure_id = o.measure_id AND a.role = 'lead' AND a.position = 0 \
             JOIN units AS l ON l.id = a.unit_id WHERE u.name = '{GUILIN}' AND l.name = '{OFFICE}' \
             AND o.kind = 'standing' ORDER BY o.id"
        );
        lines(self.office.db(), &query).iter().map(|id| ObligationId::new(id.parse().expect("a key"))).collect()
    }

    fn report(&self, at: &str, id: ObligationId, stage: Stage, words: &str) {
        self.office.set_clock(at);
        actions::submit_report(&self.office.ctx, &self.liaison, &wish(id, stage, words)).expect("a report");
    }

    fn send_back(&self, id: ObligationId) {
        let answer_by = Some(self.office.ctx.clock.today() + chrono::Days::new(10));
        let wish = ReturnReport {
            obligation_id: id,
            version: None,
            reason: said("补充"),
            answer_by,
            as_empty: false,
            at_once: false,
        };
        actions::return_report(&self.office.ctx, &self.coordinator, &wish).expect("returned");
    }

    fn withdraw(&self, id: ObligationId) -> Result<(), ActionError> {
        actions::withdraw_report(&self.office.ctx, &self.liaison, id, None)
    }

    fn now(&self, id: ObligationId) -> Obligation {
        self.office.db().read(|c| obligations::find(c, id)).expect("the obligation")
    }

    fn reports(&self, id: ObligationId) -> Vec<Report> {
        self.office.db().read(|c| reports::of(c, &[id])).expect("reports")
    }
}

fn wish(id: ObligationId, stage: Stage, words: &str) -> SubmitReport {
    let report = ReportFields { progress: said(words), ..ReportFields::new(stage) };
    SubmitReport { obligation_id: id, version: None, report, keeps_evidence: true, submit: true, round: None }
}

/// What a withdrawal must leave as it was: all but the version and who has reported last.
fn standing(row: &Obligation) -> Obligation {
    Obligation { version: 0, submitted_by: None, ..row.clone() }
}

fn is_conflict(result: &Result<(), ActionError>, key: &str) -> bool {
    matches!(result, Err(error @ ActionError::Conflict { .. }) if format!("{:?}", error.message()).contains(key))
}

#[test]
fn what_is_taken_back_leaves_everything_as_it_was_before() {
    let house = House::new();
    let id = house.duties()[0];
    house.report("2024-05-06 09:00", id, Stage::InProgress, "五月");
    house.report("2024-06-06 09:00", id, Stage::Done, "完成一半");
    house.send_back(id);
    for stage in [Stage::InProgress, Stage::Done] {
        let before = house.now(id);
        house.report("2024-06-07 09:00", id, stage, "补充后");
        assert_ne!(standing(&house.now(id)), standing(&before));
        house.withdraw(id).expect("taken back");
        assert_eq!(standing(&house.now(id)), standing(&before), "{stage}");
        let all = house.reports(id);
        let draft = all.last().expect("a draft");
        assert!(draft.submitted_at.is_none() && draft.progress.as_str() == "补充后", "what was written is kept");
        assert_eq!(all.iter().filter(|report| report.counts()).count(), 2);
    }
    let taken_back = "SELECT count(*) FROM audit WHERE verb = 'withdraw'";
    assert_eq!(number(house.office.db(), taken_back), 2);
    // It is no word on what it said: the same once more is news.
    house.report("2024-06-07 10:00", id, Stage::Done, "补充后");
    assert!(!house.reports(id).last().expect("a report").no_change);
}

#[test]
fn what_came_late_and_was_reviewed_stays_known_as_late_whatever_is_taken_back_later() {
    let house = House::new();
    let (ctx, id) = (&house.office.ctx, house.office.obligation(GUILIN, "水泥熟料生产企业"));
    house.report("2024-06-05 09:00", id, Stage::Done, "完成");
    assert!(house.now(id).came_late, "due on 2024-05-31");
    house.withdraw(id).expect("taken back");
    assert!(!house.now(id).came_late, "nothing has come yet");
    house.report("2024-06-06 09:00", id, Stage::Done, "完成");
    actions::close_obligation(ctx, &house.coordinator, id, None, Some(&said("已核实"))).expect("closed");
    let undated = actions::reopen_obligation(ctx, &house.coordinator, id, None, (&said("名单有误"), None));
    assert_eq!(undated.expect_err("its date is over").message().key, "step.no_reopen_by");
    let answer_by = "2024-06-28".parse().ok();
    actions::reopen_obligation(ctx, &house.coordinator, id, None, (&said("名单有误"), answer_by))
        .expect("opened again");
    assert!(house.now(id).came_late);
    house.report("2024-06-07 09:00", id, Stage::Done, "名单已更正");
    house.withdraw(id).expect("taken back");
    let now = house.now(id);
    assert!(now.came_late, "the first time it came late");
    assert_eq!((now.due.to_string().as_str(), now.answer_by), ("2024-05-31", answer_by), "the dates that count stay");
    house.report("2024-06-07 10:00", id, Stage::Done, "名单已更正");
    actions::close_obligation(ctx, &house.coordinator, id, None, Some(&said("已核实"))).expect("closed");
    assert!(house.now(id).came_late && house.now(id).status == Status::Closed);
}

#[test]
fn the_first_report_that_is_taken_back_leaves_the_month_unreported() {
    let house = House::new();
    let id = house.duties()[0];
    house.report("2024-05-06 09:00", id, Stage::InProgress, "五月");
    house.withdraw(id).expect("taken back");
    let now = house.now(id);
    assert_eq!((now.stage, now.percent, now.reported_period), (None, None, None));
    assert_eq!(now.status, Status::Acknowledged, "whoever reported has taken note");
    assert!(is_conflict(&house.withdraw(id), "withdrawal.nothing_filed"));
}

#[test]
fn nobody_takes_back_what_was_reviewed_or_a_month_that_is_over() {
    let house = House::new();
    let [returned, closed, old, ..] = house.duties()[..] else { panic!("no duties") };
    house.report("2024-05-06 09:00", returned, Stage::Done, "完成");
    house.send_back(returned);
    assert!(is_conflict(&house.withdraw(returned), "withdrawal.reviewed"));
    house.report("2024-05-06 09:00", closed, Stage::Done, "完成");
    actions::close_obligation(&house.office.ctx, &house.coordinator, closed, None, Some(&said("已核实")))
        .expect("closed");
    assert!(is_conflict(&house.withdraw(closed), "step.settled"));
    house.report("2024-05-06 09:00", old, Stage::InProgress, "五月");
    house.office.set_clock("2024-06-03 09:00");
    assert!(is_conflict(&house.withdraw(old), "withdrawal.month_over"));
    let theirs = actions::withdraw_report(&house.office.ctx, &house.coordinator, old, None);
    assert!(matches!(theirs, Err(ActionError::Forbidden)), "only its unit: {theirs:?}");
}

#[test]
fn of_two_who_file_a_month_at_once_one_has_filed_it_and_the_other_is_told() {
    let house = House::new();
    let ids = house.duties();
    house.office.set_clock("2024-05-06 09:00");
    for round in 0..8 {
        let versions: Vec<i32> = ids.iter().map(|id| house.now(*id).version).collect();
        let rows = |words: &str| -> Vec<FileRow> {
            let row = |(id, version): (&ObligationId, &i32)| FileRow {
                report: SubmitReport { version: Some(*version), ..wish(*id, Stage::InProgress, words) },
                even_unchanged: false,
            };
            ids.iter().zip(&versions).map(row).collect()
        };
        let (mine, mut theirs) = (rows(&format!("甲 {round}")), rows(&format!("乙 {round}")));
        theirs.reverse();
        let begin = Barrier::new(2);
        let file = |actor: &Actor, rows: &[FileRow]| {
            begin.wait();
            actions::file_month(&house.office.ctx, actor, rows)
        };
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(|| file(&house.colleague, &theirs));
            (file(&house.liaison, &mine), other.join().expect("an end"))
        });
        let told = |end: &Result<usize, actions::NotFiled>| matches!(end, Err((Some(_), ActionError::Conflict { .. })));
        let filed = [&one, &other].iter().filter(|end| matches!(end, Ok(n) if *n == ids.len())).count();
        assert!(filed == 1 && (told(&one) || told(&other)), "{round}: {one:?} {other:?}");
        let last = |id: &ObligationId| house.reports(*id).pop().expect("a report");
        let authors: std::collections::BTreeSet<String> = ids.iter().map(|id| last(id).author).collect();
        assert_eq!(authors.len(), 1, "{round}: half of each");
        assert!(ids.iter().all(|id| house.now(*id).reported_period.as_deref() == Some("2024-05")));
    }
}

#[test]
fn what_a_colleague_files_meanwhile_is_not_lost_with_what_is_taken_back() {
    let house = House::new();
    let ctx = &house.office.ctx;
    for id in house.duties().iter().cycle().take(60) {
        house.report("2024-05-06 09:00", *id, Stage::InProgress, "第一");
        let begin = Barrier::new(2);
        let (back, filed) = std::thread::scope(|scope| {
            let filed = scope.spawn(|| {
                begin.wait();
                actions::submit_report(ctx, &house.colleague, &wish(*id, Stage::MostlyDone, "第二"))
            });
            begin.wait();
            (house.withdraw(*id), filed.join().expect("an end"))
        });
        assert!(matches!(back, Ok(()) | Err(ActionError::Conflict { .. })), "{back:?}");
        assert!(matches!(filed, Ok(_) | Err(ActionError::Conflict { .. })), "{filed:?}");
        let counting: Vec<Report> = house.reports(*id).into_iter().filter(Report::counts).collect();
        assert_eq!(house.now(*id).stage, counting.last().map(|last| last.stage), "{back:?} {filed:?}");
        while house.withdraw(*id).is_ok() {}
    }
}

#[test]
fn a_report_is_taken_back_or_reviewed_and_never_both() {
    let house = House::new();
    let ids = house.duties();
    house.office.set_clock("2024-05-06 09:00");
    for id in &ids {
        house.report("2024-05-06 09:00", *id, Stage::Done, "完成");
        let version = Some(house.now(*id).version);
        let begin = Barrier::new(2);
        let ctx = &house.office.ctx;
        let (back, closed) = std::thread::scope(|scope| {
            let closed = scope.spawn(|| {
                begin.wait();
                actions::close_obligation(ctx, &house.coordinator, *id, version, Some(&said("已核实")))
            });
            begin.wait();
            (actions::withdraw_report(ctx, &house.liaison, *id, version), closed.join().expect("an end"))
        });
        let (now, counts) = (house.now(*id), house.reports(*id).iter().filter(|report| report.counts()).count());
        match (&back, &closed) {
            (Ok(()), Err(ActionError::Conflict { .. })) => assert_eq!((now.status, counts), (Status::Acknowledged, 0)),
            (Err(ActionError::Conflict { .. }), Ok(())) => assert_eq!((now.status, counts), (Status::Closed, 1)),
            both => panic!("{both:?}"),
        }
    }
}
