//! 不涉及: what is only claimed is owed as before. Nothing of the clock, of lists and of counts changes until a coordinator has confirmed
//! it; the unit may take its claim back until then, and who decides reads why it was made.

use duban::actions::{self, Actor, ReturnReport};
use duban::db::obligation::obligations::{self, Obligation};
use duban::db::obligation::tally::Within;
use duban::domain::id::ObligationId;
use duban::domain::notice::Rung;
use duban::domain::obligation::{Lamp, Status};
use duban::domain::person::Role;
use duban::views::{self, Brief, Sight};

use crate::support::app::TestApp;
use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};
use crate::support::said;

const GUILIN: &str = "桂林市人民政府";

/// Guilin's cement plan, due on 2024-05-31, on a day.
fn overdue_on(day: &str) -> (Office, ObligationId, Actor, Actor) {
    let office = Office::full("2024-03-01");
    let id = office.obligation(GUILIN, "水泥");
    office.set_clock(day);
    let (liaison, coordinator) = (office.actor(GUILIN, Role::Liaison), office.actor(OFFICE, Role::Coordinator));
    (office, id, liaison, coordinator)
}

fn row(office: &Office, id: ObligationId) -> Obligation {
    office.db().read(|c| obligations::find(c, id)).expect("the row")
}

fn claim(office: &Office, liaison: &Actor, id: ObligationId) {
    actions::claim_not_applicable(&office.ctx, liaison, id, None, &said("辖区内无此类企业")).expect("a claim");
}

fn brief(office: &Office) -> Brief {
    let read = office.db().read(|c| {
        let sight = Sight::load(&office.ctx, c)?;
        views::brief(&office.ctx, c, Within::default(), &sight)
    });
    read.expect("a brief")
}

/// Whether the brief lists it as overdue.
fn is_listed(brief: &Brief, id: ObligationId) -> bool {
    brief.overdue.units.iter().flat_map(|unit| &unit.items).any(|(item, _)| item.row.obligation.id == id)
}

#[test]
fn an_overdue_matter_that_is_claimed_stays_red_and_overdue_until_that_is_confirmed() {
    let (office, id, liaison, coordinator) = overdue_on("2024-06-05");
    let before = brief(&office);
    claim(&office, &liaison, id);
    let (after, claimed) = (brief(&office), row(&office, id));
    assert_eq!((claimed.status, claimed.came_late), (Status::Submitted, false), "nothing was handed in");
    assert!(is_listed(&before, id) && is_listed(&after, id));
    assert_eq!(before.overdue.all_items, after.overdue.all_items);
    let open = |brief: &Brief| (brief.progress.due().open, brief.progress.due().in_review);
    assert_eq!(open(&before), open(&after), "it is not handed in");

    actions::confirm_not_applicable(&office.ctx, &coordinator, id, None).expect("a confirmation");
    let confirmed = brief(&office);
    assert!(!is_listed(&confirmed, id));
    assert_eq!(
        (confirmed.overdue.all_items, confirmed.progress.due().open),
        (after.overdue.all_items - 1, open(&after).0 - 1)
    );
}

#[test]
fn the_ladder_climbs_on_under_a_claim_and_its_mails_say_so() {
    let told = |claims: bool| {
        let (office, id, liaison, _) = overdue_on("2024-05-30");
        if claims {
            claim(&office, &liaison, id);
        }
        office.live("2024-06-03", "2024-06-12");
        office.told_of(id)
    };
    assert_eq!(told(true), told(false));
    assert!(told(true).iter().any(|line| line.contains(&Rung::After(5).to_string())), "{:?}", told(true));
}

#[test]
fn the_month_owes_as_many_reports_as_before_until_a_claim_is_confirmed() {
    let office = Office::full("2024-03-01");
    office.set_clock("2024-06-10");
    let (liaison, coordinator) = (office.actor(GUILIN, Role::Liaison), office.actor(OFFICE, Role::Coordinator));
    let standing = format!(
        "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}' AND o.kind = 'standing'"
    );
    let id = ObligationId::new(i64::try_from(number(office.db(), &standing)).expect("a key"));
    let owed = || {
        let desk = office.db().read(|c| {
            let sight = Sight::load(&office.ctx, c)?;
            views::desk(&office.ctx, c, Within::default().plans, &sight)
        });
        desk.expect("a desk").turnout.iter().find(|row| row.unit == GUILIN).expect("Guilin").owed
    };
    let before = owed();
    claim(&office, &liaison, id);
    assert_eq!(owed(), before);
    actions::confirm_not_applicable(&office.ctx, &coordinator, id, None).expect("a confirmation");
    assert_eq!(owed(), before - 1);
}

#[test]
fn a_claim_is_taken_back_and_all_is_as_it_was() {
    let (office, id, liaison, coordinator) = overdue_on("2024-05-20");
    claim(&office, &liaison, id);
    actions::withdraw_report(&office.ctx, &liaison, id, None).expect("taken back");
    let back = row(&office, id);
    assert_eq!((back.status, back.claimed_not_applicable, back.came_late), (Status::Acknowledged, false, false));
    let verbs = "SELECT verb AS line FROM audit WHERE obligation_id IS NOT NULL ORDER BY id DESC LIMIT 2";
    assert_eq!(lines(office.db(), verbs), ["withdraw_claim", "claim_not_applicable"], "no report was taken back");
    assert!(actions::withdraw_report(&office.ctx, &liaison, id, None).is_err(), "once");

    office.report(GUILIN, id);
    execute(office.db(), &format!("UPDATE obligations SET awaiting = 'coordinator' WHERE id = {id}"));
    let (reason, answer_by) = (said("请补充"), Some("2024-06-03".parse().expect("a date")));
    let wish = ReturnReport { obligation_id: id, version: None, reason, answer_by, as_empty: false, at_once: false };
    actions::return_report(&office.ctx, &coordinator, &wish).expect("a return");
    claim(&office, &liaison, id);
    actions::withdraw_report(&office.ctx, &liaison, id, None).expect("taken back");
    assert_eq!(row(&office, id).status, Status::Returned, "the return is to be answered as before");
    let page = office.db().read(|c| views::obligation_page(&office.ctx, c, &liaison, id)).expect("the page");
    assert_eq!(page.to_answer().and_then(|entry| entry.remark.as_deref()), Some("请补充"));

    claim(&office, &liaison, id);
    actions::decline_not_applicable(&office.ctx, &coordinator, id, None, &said("请核实")).expect("a refusal");
    assert!(actions::withdraw_report(&office.ctx, &liaison, id, None).is_err(), "it is decided");
}

#[actix_web::test]
async fn the_pages_say_that_a_claim_waits_and_who_decides_reads_why() {
    let app = TestApp::start().await;
    let (wei, qin) = (app.add("wei", GUILIN, Role::Liaison), app.add("qin", OFFICE, Role::Coordinator));
    app.set_clock("2024-06-05 09:00");
    let (liaison, coordinator) = (app.signed_in(&wei).await, app.signed_in(&qin).await);
    let dated = format!(
        "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'dated' AND o.deliverable LIKE '%水泥%'"
    );
    let page = format!("/obligations/{}", number(&app.ctx.db, &dated));
    let html = liaison.text(&page).await;
    let version = |html: &str| {
        html.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or("").to_owned()
    };
    let fields = [("version", version(&html)), ("reason", "辖区内无水泥企业".to_owned())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    assert_eq!(liaison.submit(&page, &format!("{page}/not-applicable"), &fields).await.status(), 303);

    for (reader, address) in [(&liaison, page.as_str()), (&coordinator, page.as_str()), (&coordinator, "/overdue")] {
        let html = reader.text(address).await;
        assert!(html.contains("申请不涉及，待确认") && !html.contains("已报送"), "{address}: {html}");
    }
    let deciding = coordinator.text(&page).await;
    let panel = deciding.split("确认不涉及</button>").next().and_then(|before| before.rsplit("<section").next());
    assert!(panel.is_some_and(|panel| panel.contains("理由：辖区内无水泥企业")), "{deciding}");
    let mine = liaison.text(&page).await;
    let lamp = mine.split("class=\"lamp lamp-").nth(1).and_then(|rest| rest.split('"').next());
    assert_eq!(lamp, Some(Lamp::Red.as_str()));
    assert!(mine.contains("撤回不涉及申请"));
    let back =
        liaison.submit(&page, &format!("{page}/withdrawal"), &[("version", &version(&mine)), ("then", "claim")]).await;
    assert_eq!(back.headers()["location"], format!("{page}?done=claim_withdrawn&n=1"));
}
