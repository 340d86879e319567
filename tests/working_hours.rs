//! Mails wait for the hours of a working day; what its sender wants at once does not.

use duban::actions::{ReturnReport, return_report, tick};
use duban::delivery::{Delivered, deliver};
use duban::domain::id::ObligationId;
use duban::domain::person::Role;
use duban::mail::Transport;
use duban::views;
use serde_json::json;

use crate::support::app::TestApp;
use crate::support::database::{lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;
use crate::support::smtp::{Fault, SmtpServer};

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料";

/// What Guilin has handed in is sent back at that time; the obligation.
fn returned_at(office: &Office, now: &str, at_once: bool) -> ObligationId {
    let id = office.obligation(GUILIN, CEMENT);
    office.report(GUILIN, id);
    office.set_clock(now);
    let wish = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("缺少企业名单"),
        answer_by: None,
        as_empty: true,
        at_once,
    };
    return_report(&office.ctx, &office.actor(OFFICE, Role::Coordinator), &wish).expect("a return");
    id
}

/// A run of the courier at that time.
fn delivered(office: &Office, now: &str) -> Delivered {
    office.set_clock(now);
    deliver(&office.ctx, &Transport::Capture).expect("a run")
}

#[test]
fn a_return_on_a_sunday_waits_for_monday_morning() {
    let office = Office::full("2024-03-01");
    returned_at(&office, "2024-05-19 10:00", false);
    for now in ["2024-05-19 10:00", "2024-05-19 23:59", "2024-05-20 08:29"] {
        assert_eq!(delivered(&office, now).accepted, 0, "{now}");
    }
    assert_eq!(delivered(&office, "2024-05-20 08:30").accepted, 1);
}

#[test]
fn what_its_sender_wants_at_once_leaves_on_a_sunday() {
    let office = Office::full("2024-03-01");
    returned_at(&office, "2024-05-19 10:00", true);
    assert_eq!(delivered(&office, "2024-05-19 10:00").accepted, 1);
}

#[test]
fn holidays_are_waited_out_and_a_saturday_that_is_worked_is_a_working_day() {
    for (now, waits_until, leaves) in [
        // 端午.
        ("2024-06-10 10:00", "2024-06-11 08:29", "2024-06-11 08:30"),
        ("2024-06-07 18:00", "2024-06-11 08:29", "2024-06-11 08:30"),
        // 劳动节: Saturday 11 May is worked.
        ("2024-05-10 18:01", "2024-05-11 08:29", "2024-05-11 08:30"),
    ] {
        let office = Office::full("2024-03-01");
        returned_at(&office, now, false);
        assert_eq!(delivered(&office, waits_until).accepted, 0, "{now}");
        assert_eq!(delivered(&office, leaves).accepted, 1, "{now}");
    }
    let office = Office::full("2024-03-01");
    returned_at(&office, "2024-05-11 17:59", false);
    assert_eq!(delivered(&office, "2024-05-11 17:59").accepted, 1);
}

#[test]
fn what_could_have_left_in_the_day_does_not_leave_at_night_and_nobody_is_alarmed() {
    let office = Office::full("2024-03-01");
    returned_at(&office, "2024-05-16 17:50", false);
    let night = delivered(&office, "2024-05-16 23:00");
    assert_eq!((night.accepted, number(office.db(), "SELECT count(*) FROM mails WHERE state = 'pending'")), (0, 1));
    let trouble = office.db().read(|c| views::mail_trouble(&office.ctx, c)).expect("an answer");
    assert_eq!(trouble, None, "a mail that waits for the morning is no trouble");
    office.set_clock("2024-05-17 09:30");
    let trouble = office.db().read(|c| views::mail_trouble(&office.ctx, c)).expect("an answer");
    assert!(trouble.is_some(), "an hour later somebody should have delivered it");
    assert_eq!(delivered(&office, "2024-05-17 09:30").accepted, 1);
}

#[test]
fn a_mail_that_is_put_off_in_the_evening_is_tried_again_in_the_morning() {
    let office = Office::full("2024-03-01");
    let server = SmtpServer::start();
    returned_at(&office, "2024-05-16 17:59", false);
    server.fail(&[Fault::Busy]);
    let run = |now: &str| {
        office.set_clock(now);
        deliver(&office.ctx, &server.transport(&office.ctx)).expect("a run")
    };
    assert_eq!(run("2024-05-16 17:59").put_off, 1);
    let waits = lines(office.db(), "SELECT CAST(not_before AS TEXT) AS line FROM mails");
    assert!(waits[0].starts_with("2024-05-17 00:30:00"), "08:30 in Nanning: {waits:?}");
    assert_eq!(run("2024-05-16 18:10").accepted, 0);
    assert_eq!(run("2024-05-17 08:30").accepted, 1);
}

#[test]
fn what_is_found_after_hours_goes_with_what_the_next_morning_finds() {
    let office = Office::empty("2024-03-01");
    office.add(GUILIN, Role::Liaison, "wei");
    let evening = office.tick("2024-05-17 20:00");
    assert_eq!(evening.mails, 1);
    assert_eq!(lines(office.db(), "SELECT CAST(local_date AS TEXT) AS line FROM mails"), ["2024-05-20"]);
    assert_eq!(delivered(&office, "2024-05-17 20:00").accepted, 0);
    office.tick("2024-05-20 00:05");
    assert_eq!(office.count("mails"), 1, "one mail a person a day");
    assert_eq!(delivered(&office, "2024-05-20 08:30").accepted, 1);
}

#[actix_web::test]
async fn pages_and_calls_say_when_a_mail_will_leave() {
    let app = TestApp::start().await;
    let liaison_email = app.add("韦联络", GUILIN, Role::Liaison);
    let liaison = app.api(&liaison_email).await;
    let coordinator_email = app.add("覃调度", OFFICE, Role::Coordinator);
    let duty = liaison.obligation(GUILIN, "（二）2", "standing").await;
    let path = format!("/obligations/{}", duty["id"]);
    let report = json!({"stage": "done", "progress": "已完成", "submit": true, "version": duty["version"]});
    assert_eq!(liaison.post(&format!("{path}/reports"), &report).await.status, 200);
    app.set_clock("2024-05-19 10:00");
    let liaison = app.api(&liaison_email).await;
    let coordinator = app.api(&coordinator_email).await;
    let browser = app.signed_in(&coordinator_email).await;
    let form = browser.text(&path).await;
    assert!(form.contains("通知邮件将于2024-05-20（周一）08:30发出") && form.contains("name=\"at_once\""), "{form}");

    let back = json!({"reason": "没有内容", "as_empty": true, "version": coordinator.read(&path).await["version"]});
    assert_eq!(coordinator.post(&format!("{path}/return"), &back).await.status, 200);
    let list = browser.text("/mails").await;
    assert!(list.contains("待发，将于2024-05-20（周一）08:30发出"), "{list}");
    let mail = coordinator.read("/mail").await["items"][0].clone();
    assert_eq!((&mail["at_once"], &mail["not_before"]), (&json!(false), &json!("2024-05-20T08:30:00+08:00")));
    assert!(browser.text(&format!("/mails/{}", mail["id"])).await.contains("08:30发出"));

    let again = json!({"stage": "done", "progress": "已完成，附材料", "submit": true, "version": liaison.read(&path).await["version"]});
    assert_eq!(liaison.post(&format!("{path}/reports"), &again).await.status, 200);
    let page = browser.text(&path).await;
    let version =
        page.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a version");
    let fields = [("version", version), ("reason", "仍没有内容"), ("as_empty", "true"), ("at_once", "true")];
    assert_eq!(browser.submit(&path, &format!("{path}/return"), &fields).await.status(), 303);
    let urgent = coordinator.read("/mail").await["items"][0].clone();
    assert_eq!((&urgent["at_once"], &urgent["not_before"]), (&json!(true), &json!("2024-05-19T10:00:00+08:00")));
    assert_eq!(
        deliver(&app.ctx, &Transport::Capture).expect("a run").accepted,
        1,
        "the one that was asked for at once"
    );
}

#[actix_web::test]
async fn the_hours_are_a_setting() {
    let hours = [("DUBAN__MAIL__WORK_FROM", "07:00"), ("DUBAN__MAIL__WORK_UNTIL", "24:00")];
    let app = TestApp::start_with_plan_and_settings(&hours).await;
    app.add("韦联络", GUILIN, Role::Liaison);
    app.set_clock("2024-05-17 23:30");
    tick(&app.ctx).expect("a tick");
    assert_eq!(deliver(&app.ctx, &Transport::Capture).expect("a run").accepted, 1);
}
