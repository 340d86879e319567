//! What becomes of reports: who sees a draft, what a submission leaves open, what an empty one leaves behind.

use duban::actions::{self, Actor, ReturnReport, SubmitReport};
use duban::db::obligation::ledger::{self, LedgerRow, Wanted};
use duban::db::obligation::reports::ReportFields;
use duban::db::people::{persons, units};
use duban::domain::id::ObligationId;
use duban::domain::obligation::{ObligationKind, Stage, Status};
use duban::domain::person::Role;

use crate::support::app::TestApp;
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const OFFICE: &str = "自治区生态环境厅";

fn rows(app: &TestApp, kind: ObligationKind) -> Vec<LedgerRow> {
    let rows = app.ctx.db.read(|c| {
        let unit_id = units::by_name(c, GUILIN)?.map(|unit| unit.id);
        ledger::rows(c, &Wanted { unit_id, kind: Some(kind), ..Wanted::default() })
    });
    rows.expect("rows")
}

fn actor(app: &TestApp, email: &str) -> Actor {
    let today = app.ctx.clock.today();
    let held = app.ctx.db.read(|c| {
        let person = persons::by_email(c, email)?.expect("somebody of that address");
        let posts = persons::posts_on(c, today, Some(person.id))?;
        Ok::<_, duban::db::DbError>((person, posts))
    });
    let (person, posts) = held.expect("a person");
    Actor::Person { person, post: posts[0].clone(), posts }
}

fn report(app: &TestApp, email: &str, id: ObligationId, stage: Stage, progress: &str, submit: bool) {
    let report = ReportFields { progress: said(progress), ..ReportFields::new(stage) };
    let wish = SubmitReport { obligation_id: id, version: None, report, keeps_evidence: true, submit, round: None };
    actions::submit_report(&app.ctx, &actor(app, email), &wish).expect("a report");
}

#[actix_web::test]
async fn a_draft_is_seen_by_every_liaison_of_the_unit_and_by_nobody_else() {
    let app = TestApp::start().await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    let (successor, head, office) = (
        app.add("mo", GUILIN, Role::Liaison),
        app.add("lu", GUILIN, Role::Head),
        app.add("qin", OFFICE, Role::Coordinator),
    );
    let dated = rows(&app, ObligationKind::Dated)[0].obligation.id;
    let standing = rows(&app, ObligationKind::Standing)[0].obligation.id;
    report(&app, &wei, dated, Stage::InProgress, "还没想好怎么写", false);
    report(&app, &wei, standing, Stage::InProgress, "也还没想好", false);

    let page = format!("/obligations/{dated}");
    assert!(app.signed_in(&successor).await.text(&page).await.contains("还没想好怎么写"));
    for other in [&head, &office] {
        assert!(!app.signed_in(other).await.text(&page).await.contains("还没想好怎么写"), "{other}");
    }
    assert!(app.signed_in(&successor).await.text("/my-work").await.contains("也还没想好"));
    assert!(!app.signed_in(&head).await.text("/my-work").await.contains("也还没想好"));
}

#[actix_web::test]
async fn what_is_under_review_does_not_block_next_months_table() {
    let app = TestApp::start().await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    let all = rows(&app, ObligationKind::Standing);
    report(&app, &wei, all[0].obligation.id, Stage::Done, "全部完成", true);
    app.set_clock("2024-06-03");
    let liaison = app.signed_in(&wei).await;
    let table = liaison.text("/my-work").await;
    assert!(table.contains("0/24"), "the row under review takes no report in June");
    assert!(!table.contains(&format!("name=\"id\" value=\"{}\"", all[0].obligation.id)));
    assert!(table.contains(&format!("name=\"id\" value=\"{}\"", all[1].obligation.id)));
}

#[actix_web::test]
async fn an_empty_report_that_is_returned_leaves_the_month_unreported() {
    let app = TestApp::start().await;
    let (wei, qin) = (app.add("wei", GUILIN, Role::Liaison), app.add("qin", OFFICE, Role::Coordinator));
    let standing = rows(&app, ObligationKind::Standing);
    // 自治区生态环境厅 leads it first, so that the coordinator reviews.
    let id = standing.iter().find(|row| row.task() == "（二）2").expect("a measure").obligation.id;
    report(&app, &wei, id, Stage::Done, "略", true);
    let wish = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("没有内容"),
        answer_by: None,
        as_empty: true,
        at_once: false,
    };
    actions::return_report(&app.ctx, &actor(&app, &qin), &wish).expect("returned");
    let after = app.ctx.db.read(|c| duban::db::obligation::obligations::find(c, id)).expect("the obligation");
    assert_eq!((after.status, after.stage, after.reported_period, after.due_rev), (Status::Returned, None, None, 0));
}

#[actix_web::test]
async fn who_merely_takes_part_sees_unit_lamp_and_status_and_no_more() {
    let app = TestApp::start().await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    let sister = app.signed_in(&app.add("lan", "柳州市人民政府", Role::Liaison)).await;
    let id = rows(&app, ObligationKind::Standing)[0].obligation.id;
    report(&app, &wei, id, Stage::MostlyDone, "只给上级看", true);
    let page = sister.text(&format!("/obligations/{id}")).await;
    assert!(page.contains("桂林市人民政府") && page.contains("办理中"));
    for hidden in ["只给上级看", "基本完成", "0771-1234567", "wei@test.example"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
}

#[actix_web::test]
async fn keeping_a_draft_is_not_called_handing_in() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let page = format!("/obligations/{}", rows(&app, ObligationKind::Dated)[0].obligation.id);
    let fields = [("version", "1"), ("stage", "in_progress"), ("progress", "初稿"), ("then", "save")];
    let answer = liaison.submit(&page, &format!("{page}/reports"), &fields).await;
    assert!(answer.headers()["location"].to_str().expect("text").contains("done=saved"));
}

#[actix_web::test]
async fn a_new_link_or_a_new_password_makes_older_links_worthless() {
    let app = TestApp::start().await;
    let (email, first) = app.invite("wei", GUILIN, Role::Liaison);
    let admin = actor(&app, &app.add("admin", OFFICE, Role::Sysadmin));
    let id = app.ctx.db.read(|c| persons::by_email(c, &email)).expect("people").expect("the person").id;
    let made = actions::renew_link(&app.ctx, &admin, id).expect("a link");
    let actions::Link::Made(second) = made else { panic!("a link") };
    let browser = app.browser();
    assert_eq!(browser.get(&format!("/set-password/{first}")).await.status(), 410);
    assert_eq!(browser.get(&format!("/set-password/{second}")).await.status(), 200);
}
