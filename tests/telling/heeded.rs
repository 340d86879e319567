//! What a unit is told of what others did about it: on its pages, by mail, and in the proof of what it was told.

use duban::actions::{
    ActionError, Decision, Proposing, SubmitReport, claim_not_applicable, close_obligation, decide_proposal,
    decline_not_applicable, propose_measure, submit_report,
};
use duban::db::notice::proposals;
use duban::db::obligation::reports::{self, ReportFields};
use duban::db::obligation::tally::Within;
use duban::domain::id::{ObligationId, UnitId};
use duban::domain::obligation::Stage;
use duban::domain::obligation::ladder::ProposalKind;
use duban::domain::person::Role;
use duban::views::{self, MonthRows, MonthWanted};

use crate::support::app::TestApp;
use crate::support::database::{execute, lines};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

/// The first page of the month's table.
const FIRST: MonthWanted = MonthWanted { month: None, rows: MonthRows::Behind(None) };

fn of(unit: UnitId) -> Within {
    Within { unit_id: Some(unit), ..Within::default() }
}

/// `unit's role, the trail's word` of the mails about what somebody did.
fn event_mails(office: &Office) -> Vec<String> {
    let query = "SELECT n.role || ' ' || n.rules AS line FROM mails AS m JOIN notices AS n ON n.mail_id = m.id WHERE m.kind = 'event' ORDER BY m.id";
    lines(office.db(), query)
}

/// What the last of those mails says.
pub(super) fn last_mail(office: &Office) -> duban::mail::Letter {
    last_of(office, "kind = 'event'")
}

/// What the last of such mails says.
pub(super) fn last_of(office: &Office, such: &str) -> duban::mail::Letter {
    let last = format!("SELECT max(id) FROM mails WHERE {such}");
    let id = duban::domain::id::MailId::new(duban_number(office, &last));
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let shown = office.db().read(|c| duban::letters::shown(&office.ctx, c, &coordinator, id));
    shown.expect("a mail").letter.expect("something to say")
}

fn duban_number(office: &Office, query: &str) -> i64 {
    crate::support::database::number(office.db(), query) as i64
}

fn report(
    office: &Office,
    role: Role,
    unit: &str,
    (id, stage): (ObligationId, Stage),
    submit: bool,
) -> Result<(), ActionError> {
    let report = ReportFields { progress: said("来电告知：改造计划已印发"), ..ReportFields::new(stage) };
    let wish = SubmitReport { obligation_id: id, version: None, report, keeps_evidence: true, submit, round: None };
    submit_report(&office.ctx, &office.actor(unit, role), &wish)
}

#[test]
fn a_coordinator_files_for_a_unit_marked_as_such_and_the_unit_is_told() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-04");
    let id = office.obligation(GUILIN, CEMENT);
    report(&office, Role::Liaison, GUILIN, (id, Stage::InProgress), false).expect("a draft of the unit's own");
    let kept = report(&office, Role::Coordinator, OFFICE, (id, Stage::InProgress), false);
    assert!(matches!(kept, Err(ActionError::Forbidden)), "a draft is the unit's own: {kept:?}");
    report(&office, Role::Coordinator, OFFICE, (id, Stage::InProgress), true).expect("progress");
    report(&office, Role::Coordinator, OFFICE, (id, Stage::Done), true).expect("what was owed");
    let all = office.db().read(|c| reports::of(c, &[id])).expect("reports");
    let marks: Vec<_> = all.iter().map(|one| (one.submitted_at.is_some(), one.on_behalf)).collect();
    assert_eq!(marks, [(false, false), (true, true), (true, true)], "the draft is not lost");
    let query = format!("SELECT verb AS line FROM audit WHERE obligation_id = {id} ORDER BY id");
    assert_eq!(lines(office.db(), &query), ["keep_draft", "save_report_for", "submit_for"]);
    assert_eq!(event_mails(&office), ["liaison save_report_for", "liaison submit_for"]);
    let letter = last_mail(&office);
    assert!(letter.subject.contains("【代填并报送审核】桂林市") && letter.text.contains("请核对"), "{}", letter.text);
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let own = close_obligation(&office.ctx, &coordinator, id, None, None);
    assert!(matches!(own, Err(ActionError::Conflict { .. })), "whoever filed it may not close it: {own:?}");
}

/// A measure about what Guilin owes, decided.
fn decided(office: &Office, id: ObligationId) {
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let wish = Proposing { obligation_id: id, choice: ProposalKind::Interview, reason: &said("推进不力") };
    propose_measure(&office.ctx, &coordinator, &wish).expect("a proposal");
    assert_eq!(event_mails(office), [""; 0], "nobody is told of what is weighed");
    let proposal_id = office.db().read(|c| proposals::of(c, &[id])).expect("proposals")[0].id;
    let decision = Decision {
        obligation_id: id,
        proposal_id,
        choice: Some(ProposalKind::Interview),
        remark: Some(said("6月20日约谈")),
    };
    decide_proposal(&office.ctx, &coordinator, &decision).expect("a decision");
}

#[test]
fn a_decided_measure_is_mailed_to_liaison_and_head_and_stands_on_their_page_until_it_is_answered() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-04");
    let id = office.obligation(GUILIN, CEMENT);
    decided(&office, id);
    assert_eq!(event_mails(&office), ["liaison confirm_proposal", "head confirm_proposal"]);
    let letter = last_mail(&office);
    assert!(letter.subject.contains("【约谈】桂林市"), "{}", letter.subject);
    assert!(letter.text.contains("6月20日约谈") && !letter.text.contains("推进不力"), "{}", letter.text);
    let unit = office.db().read(|c| duban::db::people::units::by_name(c, GUILIN)).expect("units").expect("Guilin").id;
    let heed =
        || office.db().read(|c| views::my_work(&office.ctx, c, of(unit), (&FIRST, true))).expect("their work").heed;
    assert_eq!(heed().iter().map(|one| one.measure.map(|kind| kind.as_str())).collect::<Vec<_>>(), [Some("interview")]);
    office.report(GUILIN, id);
    assert!(heed().is_empty());
}

#[test]
fn a_measure_that_is_taken_up_without_a_word_is_told_with_the_reason_for_which_it_was_proposed() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-04");
    let id = office.obligation(GUILIN, CEMENT);
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let decide = |choice: Option<ProposalKind>, remark: Option<&str>| {
        let wish =
            Proposing { obligation_id: id, choice: ProposalKind::Interview, reason: &said("三次催报未报") };
        propose_measure(&office.ctx, &coordinator, &wish).expect("a proposal");
        let waits = office.db().read(|c| proposals::of(c, &[id])).expect("proposals");
        let proposal_id = waits.iter().find(|one| one.is_open()).expect("one that waits").id;
        let decision = Decision { obligation_id: id, proposal_id, choice, remark: remark.map(said) };
        decide_proposal(&office.ctx, &coordinator, &decision)
    };
    let declined = decide(None, None);
    assert!(matches!(declined, Err(ActionError::Invalid { field: "remark", .. })), "{declined:?}");
    execute(office.db(), "DELETE FROM proposals");
    decide(Some(ProposalKind::Interview), None).expect("a decision");
    let text = last_mail(&office).text;
    assert!(text.contains("三次催报未报"), "{text}");
    let unit = office.db().read(|c| duban::db::people::units::by_name(c, GUILIN)).expect("units").expect("Guilin").id;
    let heed = office.db().read(|c| views::my_work(&office.ctx, c, of(unit), (&FIRST, true))).expect("their work").heed;
    assert_eq!(heed[0].remark.as_deref(), Some("三次催报未报"));
}

#[test]
fn a_declined_claim_stands_on_the_units_page_until_it_is_answered() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-05-06");
    let id = office.obligation(GUILIN, CEMENT);
    let (liaison, coordinator) = (office.actor(GUILIN, Role::Liaison), office.actor(OFFICE, Role::Coordinator));
    claim_not_applicable(&office.ctx, &liaison, id, None, &said("没有此类企业")).expect("a claim");
    decline_not_applicable(&office.ctx, &coordinator, id, None, &said("平乐县有一家")).expect("a refusal");
    let unit = office.db().read(|c| duban::db::people::units::by_name(c, GUILIN)).expect("units").expect("Guilin").id;
    let heed =
        || office.db().read(|c| views::my_work(&office.ctx, c, of(unit), (&FIRST, true))).expect("their work").heed;
    let shown = heed();
    assert_eq!((shown.len(), shown[0].measure, shown[0].remark.as_deref()), (1, None, Some("平乐县有一家")));
    assert_eq!(event_mails(&office), ["liaison decline_not_applicable"], "and it is mailed");
    assert!(last_mail(&office).text.contains("平乐县有一家"));
    report(&office, Role::Liaison, GUILIN, (id, Stage::InProgress), true).expect("progress");
    assert_eq!(heed().len(), 1, "a note of progress answers nothing");
    office.report(GUILIN, id);
    assert!(heed().is_empty());
}

#[actix_web::test]
async fn why_it_came_back_stands_beside_the_form_and_the_coordinators_form_files_for_the_unit() {
    let app = TestApp::start().await;
    let (wei, qin) = (app.add("wei", GUILIN, Role::Liaison), app.add("qin", OFFICE, Role::Coordinator));
    let query = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'dated' AND o.deliverable LIKE '%{CEMENT}%'"
    );
    let page = format!("/obligations/{}", lines(&app.ctx.db, &query).remove(0));
    let (liaison, office) = (app.signed_in(&wei).await, app.signed_in(&qin).await);
    let claim = [("version", "1"), ("reason", "没有此类企业")];
    liaison.submit(&page, &format!("{page}/not-applicable"), &claim).await;
    let decline = [("version", "2"), ("reason", "平乐县有一家")];
    office.submit(&page, &format!("{page}/not-applicable/decline"), &decline).await;
    let html = liaison.text(&page).await;
    let form = html.split_once("报送进展</h2>").expect("the form").1.split_once("<form").expect("its fields").0;
    assert!(form.contains("未予同意不涉及申请") && form.contains("平乐县有一家"), "{form}");
    assert!(liaison.text("/my-work").await.contains("平乐县有一家"));

    let html = office.text(&page).await;
    assert!(html.contains("<summary>代填进展</summary>") && !html.contains("value=\"save\""));
    let filed = [("version", "3"), ("stage", "in_progress"), ("progress", "来电：正在印发"), ("then", "submit")];
    assert_eq!(office.submit(&page, &format!("{page}/reports"), &filed).await.status(), 303);
    let html = liaison.text(&page).await;
    assert!(
        html.contains("qin（代填）") && html.contains("来电：正在印发") && html.contains("<strong>代填进展</strong>")
    );
    let api = app.api(&wei).await;
    let duty = api.read(&page).await;
    assert_eq!(duty["reports"][0]["on_behalf"], true);
}

#[actix_web::test]
async fn whoever_files_for_a_unit_is_told_who_closes_it() {
    let app = TestApp::start().await;
    let (wei, qin) = (app.add("wei", GUILIN, Role::Liaison), app.add("qin", OFFICE, Role::Coordinator));
    let query = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'dated' AND o.deliverable LIKE '%{CEMENT}%'"
    );
    let page = format!("/obligations/{}", lines(&app.ctx.db, &query).remove(0));
    let office = app.signed_in(&qin).await;
    let filed = [("version", "1"), ("stage", "done"), ("progress", "来电：已印发"), ("then", "submit")];
    assert_eq!(office.submit(&page, &format!("{page}/reports"), &filed).await.status(), 303);
    let html = office.text(&page).await;
    assert!(html.contains("目前没有另一位调度人员") && html.contains("系统管理员"), "{html}");
    let ning = app.add("ning", OFFICE, Role::Coordinator);
    let html = office.text(&page).await;
    assert!(html.contains("由另一位调度人员办结（ning）") && !html.contains("目前没有另一位"), "{html}");
    let of_ning = app.signed_in(&ning).await.text(&page).await;
    assert!(of_ning.contains(&format!("{page}/closure")) && !of_ning.contains("由您代填"), "{of_ning}");
    assert!(!app.signed_in(&wei).await.text(&page).await.contains("由您代填"));
}

#[actix_web::test]
async fn the_page_of_a_years_item_shows_the_monthly_notices_that_were_sent_and_those_to_come() {
    let app = TestApp::start().await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    app.set_clock("2024-05-21 09:00");
    duban::actions::tick(&app.ctx).expect("a tick");
    execute(
        &app.ctx.db,
        "UPDATE mails SET state = 'accepted', subject = 'sent'; UPDATE notices SET settled_at = created_at WHERE settled_at IS NULL",
    );
    let query = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
    );
    let page = format!("/obligations/{}", lines(&app.ctx.db, &query).remove(0));
    let html: String = app.signed_in(&wei).await.text(&page).await.lines().map(str::trim).collect();
    assert!(html.contains("2024-05-21 月度调度即将截止"), "what was sent");
    assert!(!html.contains("还没有发过通知"));
    assert!(
        html.contains("2024-05-27（周一）</span> 漏报"),
        "what is to come: the cut-off is the 24th, a Friday: {html}"
    );
}

#[test]
fn a_declined_claim_on_what_is_owed_over_the_year_asks_for_the_months_reports_and_for_no_date() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-04");
    let standing = format!(
        "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
    );
    let id = ObligationId::new(duban_number(&office, &standing));
    let (liaison, coordinator) = (office.actor(GUILIN, Role::Liaison), office.actor(OFFICE, Role::Coordinator));
    duban::actions::claim_not_applicable(&office.ctx, &liaison, id, None, &said("无此类企业")).expect("a claim");
    duban::actions::decline_not_applicable(&office.ctx, &coordinator, id, None, &said("有一家")).expect("a refusal");
    let letter = last_mail(&office);
    assert!(
        letter.subject.contains("【未予同意不涉及申请】") && letter.subject.contains("请按月报送进展"),
        "{}",
        letter.subject
    );
    assert!(letter.text.contains("按月度调度的要求报送进展") && !letter.text.contains("12月31日"), "{}", letter.text);
}
