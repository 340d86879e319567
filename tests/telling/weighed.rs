//! What people propose about a unit, and that a unit sees what was decided and never what is weighed.

use std::sync::Barrier;

use duban::actions::{ActionError, Decision, Proposing, decide_proposal, propose_measure};
use duban::db::notice::proposals::{self, Proposal};
use duban::domain::id::ObligationId;
use duban::domain::obligation::ladder::ProposalKind;
use duban::domain::person::Role;
use serde_json::json;

use crate::support::app::{Browser, TestApp};
use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";
const LIUZHOU: &str = "柳州市人民政府";
const CEMENT: &str = "水泥熟料生产企业";

/// What may be proposed about a unit, in both languages and as calls have it.
const WORDS: [&str; 17] = [
    "提醒函",
    "工作提示函",
    "通报",
    "预警",
    "约谈",
    "问责",
    "报请",
    "督办建议",
    "督办措施",
    "Circular",
    "Interview",
    "Accountability",
    "Measure",
    "reminder_letter",
    "circular",
    "interview",
    "accountability",
];

fn propose(office: &Office, role: Role, unit: &str, id: ObligationId, choice: ProposalKind) -> Result<(), ActionError> {
    let wish = Proposing { obligation_id: id, choice, reason: &said("多次催办无果") };
    propose_measure(&office.ctx, &office.actor(unit, role), &wish)
}

fn about(office: &Office, id: ObligationId) -> Vec<Proposal> {
    office.db().read(|c| proposals::of(c, &[id])).expect("an answer")
}

#[test]
fn a_coordinator_proposes_what_is_overdue_once_and_with_what_there_is_for_the_units_class() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-04");
    let id = office.obligation(GUILIN, CEMENT);
    let before = office.database.row_counts();
    for (role, unit) in [(Role::Liaison, GUILIN), (Role::Head, GUILIN), (Role::Liaison, OFFICE), (Role::Leader, OFFICE)]
    {
        let refused = propose(&office, role, unit, id, ProposalKind::Interview);
        assert!(matches!(refused, Err(ActionError::Forbidden)), "{role} of {unit}: {refused:?}");
    }
    let of_departments = propose(&office, Role::Coordinator, OFFICE, id, ProposalKind::WorkReminderLetter);
    assert!(matches!(of_departments, Err(ActionError::Invalid { field: "choice", .. })), "{of_departments:?}");
    let not_due = office.obligation(GUILIN, "低VOCs原辅材料");
    let early = propose(&office, Role::Coordinator, OFFICE, not_due, ProposalKind::Interview);
    assert!(matches!(early, Err(ActionError::Conflict { .. })), "{early:?}");
    assert_eq!(office.database.row_counts(), before);

    propose(&office, Role::Coordinator, OFFICE, id, ProposalKind::Interview).expect("a proposal");
    let again = propose(&office, Role::Coordinator, OFFICE, id, ProposalKind::Interview);
    assert!(matches!(again, Err(ActionError::Conflict { .. })), "{again:?}");
    propose(&office, Role::Coordinator, OFFICE, id, ProposalKind::Circular).expect("another measure");
    let all = about(&office, id);
    assert_eq!(all.iter().map(|one| one.rung.as_str()).collect::<Vec<_>>(), ["people/1", "people/2"]);
    assert!(all.iter().all(|one| one.is_by_people() && one.reason.as_deref() == Some("多次催办无果")));
    let history =
        format!("SELECT verb || ' ' || remark AS line FROM audit WHERE obligation_id = {id} AND object = 'proposal'");
    assert_eq!(lines(office.db(), &history), ["propose_measure 多次催办无果"; 2]);

    let decision =
        Decision { obligation_id: id, proposal_id: all[0].id, choice: Some(ProposalKind::Interview), remark: None };
    decide_proposal(&office.ctx, &office.actor(OFFICE, Role::Coordinator), &decision).expect("a decision");
    propose(&office, Role::Coordinator, OFFICE, id, ProposalKind::Interview)
        .expect("once more, since the first is decided");
}

#[test]
fn what_two_propose_at_once_is_both_taken_where_it_differs_and_once_where_it_is_the_same() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-04");
    let id = office.obligation(GUILIN, CEMENT);
    for round in 0..6 {
        let begin = Barrier::new(2);
        let at_once = |choices: [ProposalKind; 2]| {
            let propose = |choice| {
                begin.wait();
                propose(&office, Role::Coordinator, OFFICE, id, choice)
            };
            std::thread::scope(|scope| {
                let other = scope.spawn(|| propose(choices[1]));
                [propose(choices[0]), other.join().expect("an end")]
            })
        };
        let both = at_once([ProposalKind::Interview, ProposalKind::Circular]);
        assert!(both.iter().all(Result::is_ok), "{round}: {both:?}");
        let same = at_once([ProposalKind::Accountability; 2]);
        let refused = |end: &Result<(), ActionError>| matches!(end, Err(ActionError::Conflict { .. }));
        assert!(same.iter().any(Result::is_ok) && same.iter().any(refused), "{round}: {same:?}");
        assert_eq!(about(&office, id).len(), 3);
        execute(office.db(), "DELETE FROM proposals");
    }
}

#[test]
fn the_ladder_neither_waits_for_what_people_propose_nor_counts_it_as_climbed() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-04");
    let id = office.obligation(GUILIN, CEMENT);
    office.set_clock("2024-06-05 08:00");
    propose(&office, Role::Coordinator, OFFICE, id, ProposalKind::Interview).expect("a proposal");
    office.live("2024-06-05", "2024-06-17");
    let rungs: Vec<String> =
        office.told_of(id).iter().map(|line| line.split(' ').nth(1).unwrap_or_default().to_owned()).collect();
    assert_eq!(rungs, ["+1", "+3", "+3", "+5"]);
    assert_eq!(about(&office, id).iter().map(|one| one.rung.as_str()).collect::<Vec<_>>(), ["people/1", "+10"]);
    let standing = format!(
        "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
    );
    let standing = ObligationId::new(number(office.db(), &standing) as i64);
    propose(&office, Role::Coordinator, OFFICE, standing, ProposalKind::Circular)
        .expect("people judge of the year while it lasts");
}

/// Every page and call that somebody of a unit may open, with what it answers: those that are refused too.
async fn seen(app: &TestApp, who: &str, paths: &[String]) -> Vec<(String, u16, String)> {
    let browser: Browser<'_> = app.signed_in(&format!("{who}@test.example")).await;
    let api = app.api(&format!("{who}@test.example")).await;
    let mut seen = Vec::new();
    for path in paths {
        if let Some(call) = path.strip_prefix("/api/v1") {
            let answer = api.get(call).await;
            seen.push((path.clone(), answer.status, answer.body.to_string()));
            continue;
        }
        let answer = browser.get(path).await;
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a text");
        let secret =
            text.split("name=\"form_secret\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("-");
        seen.push((path.clone(), status, text.replace(secret, "")));
    }
    seen
}

/// A page without the plan's own words, which speak of 预警 too.
fn without_source(html: &str) -> String {
    let (before, rest) = html.split_once("<p class=\"source\">").unwrap_or((html, ""));
    before.to_owned() + rest.split_once("</p>").map_or(rest, |(_, after)| after)
}

const PEOPLE: [(&str, &str, Role); 5] = [
    ("own", GUILIN, Role::Liaison),
    ("head", GUILIN, Role::Head),
    ("sister", LIUZHOU, Role::Liaison),
    ("lead", OFFICE, Role::Liaison),
    ("leadhead", OFFICE, Role::Head),
];

/// The pages and calls of everybody, by whom.
async fn everything(app: &TestApp, id: &str, standing: &str) -> Vec<(String, u16, String)> {
    let pages = [
        "/my-work",
        "/plan",
        "/plans/1",
        "/ledger?unit=",
        "/overdue",
        "/desk",
        "/brief",
        "/review",
        "/mails",
        "/audit",
    ];
    let calls =
        ["/api/v1/obligations?limit=500", "/api/v1/overdue", "/api/v1/mail", "/api/v1/plans", "/api/v1/plans/1/tasks"];
    let mut paths: Vec<String> = pages.iter().chain(&calls).map(|path| (*path).to_owned()).collect();
    for id in [id, standing] {
        paths.extend(["", "?lang=en"].map(|lang| format!("/obligations/{id}{lang}")));
        paths.push(format!("/api/v1/obligations/{id}"));
    }
    let mut all = Vec::new();
    for (who, ..) in PEOPLE {
        all.extend(
            seen(app, who, &paths)
                .await
                .into_iter()
                .map(|(path, status, text)| (format!("{who} {path}"), status, text)),
        );
    }
    all
}

#[actix_web::test]
async fn no_page_or_call_of_a_unit_tells_what_is_weighed_and_what_is_decided_stands_on_its_own() {
    let app = TestApp::start().await;
    for (who, unit, role) in PEOPLE {
        app.add(who, unit, role);
    }
    app.add("qin", OFFICE, Role::Coordinator);
    let key = |kind: &str, more: &str| {
        let query = format!(
            "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             WHERE u.name = '{GUILIN}' AND o.kind = '{kind}' {more}"
        );
        lines(&app.ctx.db, &query).remove(0)
    };
    let (id, standing) = (key("dated", &format!("AND o.deliverable LIKE '%{CEMENT}%'")), key("standing", ""));
    for date in ["2024-06-03", "2024-06-05", "2024-06-07"] {
        app.set_clock(date);
        duban::actions::tick(&app.ctx).expect("a tick");
        execute(
            &app.ctx.db,
            "UPDATE mails SET state = 'accepted', subject = 'sent'; UPDATE notices SET settled_at = created_at WHERE settled_at IS NULL",
        );
    }
    app.set_clock("2024-06-17 09:00");
    let before = everything(&app, &id, &standing).await;

    duban::actions::tick(&app.ctx).expect("a tick");
    let told = (number(&app.ctx.db, "SELECT count(*) FROM notices"), number(&app.ctx.db, "SELECT count(*) FROM mails"));
    assert!(number(&app.ctx.db, "SELECT count(*) FROM proposals") > 0, "the ladder has proposed");
    let coordinator = app.api("qin@test.example").await;
    for (duty, choice) in [(&id, "interview"), (&id, "accountability"), (&standing, "circular")] {
        let answer = coordinator
            .post(&format!("/obligations/{duty}/proposals"), &json!({"choice": choice, "reason": "推进不力"}))
            .await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert!(answer.body["measures"].to_string().contains(choice), "the coordinator sees it");
    }
    let page = format!("/obligations/{id}");
    let office = app.signed_in("qin@test.example").await;
    let of = |choice: &str| {
        let query = format!(
            "SELECT CAST(id AS TEXT) AS line FROM proposals WHERE obligation_id = {id} AND options = '{choice}'"
        );
        lines(&app.ctx.db, &query).remove(0)
    };
    let decline = [("then", "decline"), ("remark", "暂不问责")];
    let action = format!("{page}/proposals/{}", of("accountability"));
    assert_eq!(office.submit(&page, &action, &decline).await.status(), 303);

    let after = everything(&app, &id, &standing).await;
    let now = (number(&app.ctx.db, "SELECT count(*) FROM notices"), number(&app.ctx.db, "SELECT count(*) FROM mails"));
    assert_eq!(now, told, "nobody is told of what is weighed");
    for ((path, status, text), (_, then, before)) in after.iter().zip(&before) {
        assert_eq!((status, text), (then, before), "{path} tells that something is weighed");
        if path.contains("/obligations/") {
            let said = without_source(text);
            let found: Vec<_> = WORDS.iter().filter(|word| said.contains(**word)).collect();
            assert!(found.is_empty() || path.contains("/api/") && found == [&"Measure"], "{path}: {found:?}");
        }
    }
    assert!(office.text(&page).await.contains("提出理由：推进不力"));
    let list = office.text("/overdue").await;
    assert!(list.contains("其他待决定的督办措施") && list.contains(&format!("/obligations/{standing}/proposals/")));

    let confirm = [("then", "confirm"), ("choice", "interview"), ("remark", "6月20日约谈")];
    let action = format!("{page}/proposals/{}", of("interview"));
    assert_eq!(office.submit(&page, &action, &confirm).await.status(), 303);
    let own = app.signed_in("own@test.example").await;
    let told = own.text(&page).await;
    assert!(told.contains("<strong>约谈</strong>") && told.contains("6月20日约谈") && told.contains("督办措施"));
    assert!(
        !told.contains("推进不力") && !told.contains("问责"),
        "why it was proposed, and what was not taken up, is not"
    );
}
