//! What people do and decide: mails at once, proposals decided once, and the pages that show it.

use duban::actions::{
    ActionError, Decision, ReturnReport, claim_not_applicable, close_obligation, confirm_not_applicable,
    decide_proposal, decline_not_applicable, reopen_obligation, return_report,
};
use duban::db::notice::proposals;
use duban::domain::id::{ObligationId, ProposalId};
use duban::domain::obligation::ladder::ProposalKind;
use duban::domain::person::Role;
use duban::domain::typed::Reason;

use crate::support::app::TestApp;
use crate::support::database::{execute, lines};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

/// `key to` of the mails about what people did, without the number of the trail's row.
fn event_mails(office: &Office) -> Vec<String> {
    let mails = lines(
        office.db(),
        "SELECT m.kind || ' ' || p.name || ' ' || m.state || ' ' || n.rung || ' ' || n.rules AS line FROM mails AS m \
         JOIN people AS p ON p.id = m.person_id JOIN notices AS n ON n.mail_id = m.id WHERE m.kind = 'event' ORDER BY m.id",
    );
    let keys = lines(
        office.db(),
        "SELECT m.key AS line FROM mails AS m JOIN audit AS a ON m.key = 'event/' || a.id || '/' || m.person_id \
         WHERE m.kind = 'event'",
    );
    assert_eq!(keys.len(), mails.len(), "each is keyed by the trail's row");
    mails
}

#[test]
fn what_the_unit_must_act_on_again_is_mailed_to_its_liaisons_and_nothing_else_is() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-05-06 22:10");
    office.vacate(GUILIN, Role::Liaison);
    office.add(GUILIN, Role::Liaison, "wei");
    office.add(GUILIN, Role::Liaison, "qin");
    let (ctx, id) = (&office.ctx, office.obligation(GUILIN, CEMENT));
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let liaison = office.actor(GUILIN, Role::Liaison);

    office.report(GUILIN, id);
    let answer_by = "2024-06-07".parse().ok();
    let wish = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("缺少企业名单"),
        answer_by,
        as_empty: false,
        at_once: false,
    };
    return_report(ctx, &coordinator, &wish).expect("a return");
    assert_eq!(event_mails(&office), ["event wei pending event return", "event qin pending event return"]);

    claim_not_applicable(ctx, &liaison, id, None, &said("没有水泥熟料企业")).expect("a claim");
    decline_not_applicable(ctx, &coordinator, id, None, &said("平乐县有一家")).expect("a refusal");
    assert_eq!(
        event_mails(&office)[2..],
        ["event wei pending event decline_not_applicable", "event qin pending event decline_not_applicable"]
    );

    office.report(GUILIN, id);
    close_obligation(ctx, &coordinator, id, None, None).expect("a closure");
    assert_eq!(event_mails(&office).len(), 4, "it is on their page");
    reopen_obligation(ctx, &coordinator, id, None, (&said("名单有误"), None)).expect("a reopening");
    assert_eq!(event_mails(&office)[4..], ["event wei pending event reopen", "event qin pending event reopen"]);

    claim_not_applicable(ctx, &liaison, id, None, &said("已关停")).expect("a claim");
    confirm_not_applicable(ctx, &coordinator, id, None).expect("a confirmation");
    assert_eq!(event_mails(&office).len(), 6);
}

#[test]
fn nobody_is_mailed_about_an_own_action() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-05-06");
    office.vacate(GUILIN, Role::Liaison);
    office.vacate(OFFICE, Role::Coordinator);
    office.add(GUILIN, Role::Liaison, "both");
    office.add(GUILIN, Role::Liaison, "other");
    office.add(OFFICE, Role::Coordinator, "both");
    let id = office.obligation(GUILIN, CEMENT);
    claim_not_applicable(&office.ctx, &office.actor(GUILIN, Role::Liaison), id, None, &said("无")).expect("a claim");
    decline_not_applicable(&office.ctx, &office.actor(OFFICE, Role::Coordinator), id, None, &said("有"))
        .expect("a refusal");
    assert_eq!(event_mails(&office), ["event other pending event decline_not_applicable"]);
}

#[test]
fn what_was_done_to_a_unit_without_liaison_goes_on_the_telephone_list_and_the_ladder_goes_on() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-03 08:00");
    let id = office.obligation(GUILIN, CEMENT);
    office.report(GUILIN, id);
    office.vacate(GUILIN, Role::Liaison);
    let wish = ReturnReport {
        obligation_id: id,
        version: None,
        reason: said("空白"),
        answer_by: None,
        as_empty: true,
        at_once: false,
    };
    return_report(&office.ctx, &office.actor(OFFICE, Role::Coordinator), &wish).expect("a return");
    assert_eq!(office.told_of(id), ["2024-06-03 event liaison telephone"]);
    office.tick("2024-06-03 09:00");
    assert_eq!(office.told_of(id).len(), 2, "an event is no rung: {:?}", office.told_of(id));
}

/// The first proposal on what Guilin owes, after the tick that made it.
fn proposed(office: &Office) -> (ObligationId, ProposalId) {
    office.live("2024-06-03", "2024-06-17");
    let id = office.obligation(GUILIN, CEMENT);
    let all = office.db().read(|c| proposals::of(c, &[id])).expect("an answer");
    assert_eq!(all.len(), 1);
    (id, all[0].id)
}

#[test]
fn a_proposal_is_decided_once_by_the_coordinator_and_stands_in_the_history() {
    let office = Office::full("2024-03-01");
    let (id, proposal) = proposed(&office);
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let decide = |actor, choice, remark: &str| {
        let remark = Reason::try_from(remark).ok();
        let decision = Decision { obligation_id: id, proposal_id: proposal, choice, remark };
        decide_proposal(&office.ctx, actor, &decision)
    };
    let before = office.database.row_counts();

    let neighbour = office.actor("柳州市人民政府", Role::Liaison);
    let stranger = decide(&neighbour, Some(ProposalKind::Circular), "");
    assert!(matches!(stranger, Err(ActionError::Forbidden | ActionError::NotFound)), "{stranger:?}");
    let foreign = decide(&coordinator, Some(ProposalKind::WorkReminderLetter), "");
    assert!(
        matches!(foreign, Err(ActionError::Invalid { field: "choice", .. })),
        "a letter for departments: {foreign:?}"
    );
    let without_reason = decide(&coordinator, None, "  ");
    assert!(matches!(without_reason, Err(ActionError::Invalid { field: "remark", .. })), "{without_reason:?}");
    assert_eq!(office.database.row_counts(), before);

    decide(&coordinator, Some(ProposalKind::ReminderLetter), " 桂环督〔2024〕3号 ").expect("a decision");
    let again = decide(&coordinator, None, "不必");
    assert!(matches!(again, Err(ActionError::Conflict { .. })), "{again:?}");

    let stored = office.db().read(|c| proposals::find(c, proposal)).expect("the proposal");
    assert_eq!(
        (stored.choice, stored.remark.as_deref()),
        (Some(ProposalKind::ReminderLetter), Some("桂环督〔2024〕3号"))
    );
    assert!(stored.decided_by.is_some() && stored.decided_at == Some(office.ctx.clock.now()));
    let history =
        format!("SELECT verb || ' ' || remark AS line FROM audit WHERE obligation_id = {id} AND object = 'proposal'");
    assert_eq!(lines(office.db(), &history), ["confirm_proposal 桂环督〔2024〕3号"]);
}

#[test]
fn a_proposal_is_decided_at_its_own_obligation_alone() {
    let office = Office::full("2024-03-01");
    let (id, proposal_id) = proposed(&office);
    let other = office.obligation("柳州市人民政府", CEMENT);
    let choice = Some(ProposalKind::ReminderLetter);
    let decision = Decision { obligation_id: other, proposal_id, choice, remark: Some(said("另一事项")) };
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    for decision in [Decision { choice: None, ..decision.clone() }, decision] {
        let refused = decide_proposal(&office.ctx, &coordinator, &decision);
        assert!(matches!(refused, Err(ActionError::NotFound)), "{refused:?}");
    }
    let stored = office.db().read(|c| proposals::find(c, proposal_id)).expect("the proposal");
    assert!(stored.is_open() && stored.obligation_id == id && stored.remark.is_none());
}

#[test]
fn a_proposal_lapses_when_the_unit_has_reported() {
    let office = Office::full("2024-03-01");
    let (id, proposal) = proposed(&office);
    office.report(GUILIN, id);
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let choice = Some(ProposalKind::ReminderLetter);
    let letter = Decision { obligation_id: id, proposal_id: proposal, choice, remark: None };
    let late = decide_proposal(&office.ctx, &coordinator, &letter);
    assert!(matches!(late, Err(ActionError::Conflict { .. })), "a letter to a unit that has reported: {late:?}");
    let declined = Decision { choice: None, remark: Some(said("已报送")), ..letter };
    decide_proposal(&office.ctx, &coordinator, &declined).expect("it may be put aside");
}

/// The key of another obligation.
fn other_than(app: &TestApp, id: &str) -> String {
    let other = format!("SELECT CAST(MIN(id) AS TEXT) AS line FROM obligations WHERE id <> {id}");
    lines(&app.ctx.db, &other).remove(0)
}

#[actix_web::test]
async fn the_pages_show_rungs_mails_and_what_comes_next_and_take_the_decision() {
    let app = TestApp::start().await;
    app.add("wei", GUILIN, Role::Liaison);
    let tick = |date: &str| {
        app.set_clock(date);
        duban::actions::tick(&app.ctx).expect("a tick");
        execute(
            &app.ctx.db,
            "UPDATE mails SET state = 'accepted', subject = 'sent'; UPDATE notices SET settled_at = created_at WHERE settled_at IS NULL",
        );
    };
    tick("2024-06-03");
    let coordinator = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let id = lines(
        &app.ctx.db,
        &format!(
            "SELECT CAST(o.id AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             WHERE u.name = '{GUILIN}' AND o.kind = 'dated' AND o.deliverable LIKE '%{CEMENT}%' AND o.due < '2025-01-01'"
        ),
    );
    let page = format!("/obligations/{}", id[0]);
    let html = coordinator.text(&page).await;
    assert!(html.contains("2024-06-03 逾期第 1 个工作日") && html.contains("wei"), "who was told");
    assert!(html.contains("已发出"), "and that it was");
    assert!(html.contains("2024-06-05（周三）</span> 逾期第 3 个工作日"), "what comes next");
    assert!(html.contains("2024-06-17（周一）</span> 逾期第 10 个工作日：提请调度人员决定（提醒函）"));
    let liaison = app.signed_in("wei@test.example").await;
    assert!(liaison.text(&page).await.contains("接下来的通知"), "the unit may know as well");

    for date in ["2024-06-05", "2024-06-07", "2024-06-17"] {
        tick(date);
    }
    let coordinator = app.signed_in("qin@test.example").await;
    let list = coordinator.text("/overdue").await;
    assert!(list.contains("逾期第 10 个工作日") && list.contains("待决定") && list.contains("确认采取"), "the form");
    let action = list
        .split("action=\"")
        .filter_map(|rest| rest.split('"').next())
        .find(|action| action.starts_with(&format!("{page}/proposals/")));
    let action = action.expect("a form for Guilin").to_owned();
    let refused = coordinator.submit("/overdue", &action, &[("then", "decline"), ("remark", "")]).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.expect("a page").contains("不采纳时请写明理由"));
    let decided =
        [("then", "confirm"), ("choice", "reminder_letter"), ("remark", "桂环督〔2024〕3号"), ("back", "overdue")];
    let elsewhere = action.replace(&page, &format!("/obligations/{}", other_than(&app, &id[0])));
    assert_eq!(coordinator.submit("/overdue", &elsewhere, &decided).await.status(), 404, "another item's address");
    let answer = coordinator.submit("/overdue", &action, &decided).await;
    assert_eq!(answer.headers()["location"], "/overdue?done=decided");
    let html = coordinator.text(&page).await;
    assert!(
        html.contains("<strong>提醒函</strong>")
            && html.contains("桂环督〔2024〕3号")
            && html.contains("决定采取督办措施")
    );
    assert!(!html.contains("确认采取"), "it is decided");
    let twice = coordinator.submit("/overdue", &action, &decided).await;
    assert!(twice.text().await.expect("a page").contains("该建议已有决定"));
    let liaison = app.signed_in("wei@test.example").await;
    assert_eq!(liaison.submit(&page, &action, &decided).await.status(), 403);
}

#[actix_web::test]
async fn a_leader_sees_which_measure_waits_and_each_stands_by_itself() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-05 09:00");
    let (qin, lu) = (app.add("qin", OFFICE, Role::Coordinator), app.add("lu", OFFICE, Role::Leader));
    let (coordinator, leader) = (app.signed_in(&qin).await, app.signed_in(&lu).await);
    let cement = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'dated' AND o.deliverable LIKE '%{CEMENT}%'"
    );
    let page = format!("/obligations/{}", lines(&app.ctx.db, &cement)[0]);
    for choice in ["circular", "interview"] {
        let wish = [("choice", choice), ("reason", "多次催办未报")];
        assert_eq!(coordinator.submit(&page, &format!("{page}/proposals"), &wish).await.status(), 303);
    }
    for address in ["/overdue", page.as_str()] {
        let html = leader.text(address).await;
        assert!(html.contains("待决定</strong>：通报") && html.contains("待决定</strong>：约谈"), "{address}: {html}");
    }
    let list = leader.text("/overdue").await;
    assert_eq!(list.matches("<div class=\"measure\">").count(), 2, "{list}");
}
