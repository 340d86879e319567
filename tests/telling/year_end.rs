//! The year's end: what is owed over the year waits for the round that ends it, and nobody is chased for it.

use duban::db::obligation::ledger::Wanted;
use duban::domain::obligation::lamp::LampReason;
use duban::domain::obligation::{Lamp, ObligationKind};
use duban::domain::person::Role;
use duban::domain::plan::choice::Plans;
use duban::views::{self, Sight};
use serde_json::json;

use crate::support::api::Api;
use crate::support::app::TestApp;
use crate::support::database::number;
use crate::support::office::{OFFICE, Office};

const GUILIN: &str = "桂林市人民政府";

#[test]
fn in_january_nothing_that_was_owed_over_the_year_is_overdue_or_climbs() {
    let office = Office::full("2024-03-01");
    office.live("2025-01-01", "2025-01-31");
    let of = |kind: ObligationKind, table: &str| {
        let own = format!("obligation_id IN (SELECT id FROM obligations WHERE kind = '{kind}')");
        let became = if table == "audit" { " AND verb = 'become_overdue'" } else { "" };
        number(office.db(), &format!("SELECT count(*) FROM {table} WHERE {own}{became}"))
    };
    for table in ["audit", "proposals", "notices"] {
        assert_eq!(of(ObligationKind::Standing, table), 0, "{table}");
        assert!(of(ObligationKind::Dated, table) > 0, "{table}: what has a date is chased as ever");
    }
    assert_eq!(
        number(office.db(), "SELECT count(*) FROM notices WHERE subject = 'month' AND about_span = '2025-01'"),
        0
    );
    assert!(number(office.db(), "SELECT count(*) FROM notices WHERE subject = 'month' AND about_span = '2024-12'") > 0);

    let seen = office.db().read(|c| {
        let sight = Sight::load(&office.ctx, c)?;
        let wanted = Wanted { kind: Some(ObligationKind::Standing), ..Wanted::default() };
        let (standing, desk) = (views::items(c, &wanted, &sight)?, views::desk(&office.ctx, c, Plans::All, &sight)?);
        Ok::<_, duban::actions::ActionError>((standing, desk))
    });
    let (standing, desk) = seen.expect("an answer");
    assert!(standing.len() > 390, "the plan has lost its way: {}", standing.len());
    for item in &standing {
        let shown = (item.lamp, item.reason, item.late.days);
        assert_eq!(shown, (Lamp::None, LampReason::AwaitingYearEnd, 0), "{}", item.row.obligation.deliverable);
    }
    assert!(desk.is_tracked && desk.turnout.is_empty(), "nothing is to be reported for January");
    assert!(desk.overdue.units.iter().flat_map(|unit| &unit.items).all(|(item, _)| !item.is_standing()));
}

#[actix_web::test]
async fn pages_and_calls_say_that_it_waits_and_december_can_still_be_reported() {
    let app = TestApp::start_with_plan_and_settings(&[("DUBAN__PLAN__LATE_WORKDAYS", "10")]).await;
    app.set_clock("2025-01-02 09:00");
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (liaison, coordinator) = (app.signed_in(&email).await, app.add("qin", OFFICE, Role::Coordinator));
    let coordinator = app.signed_in(&coordinator).await;
    let ledger = coordinator.text("/ledger?kind=standing").await;
    assert!(ledger.contains("待年终核定") && !ledger.contains("lamp-red") && !ledger.contains("不计</span>"));
    let work = liaison.text("/my-work").await;
    assert!(work.contains("待年终核定的年度任务（25）") && work.contains("0/25"), "December's report is missing");
    app.set_clock("2025-01-27 09:00");
    let liaison = app.signed_in(&email).await;
    assert!(liaison.text("/my-work").await.contains("本月没有需要调度的年度任务"));
    let coordinator = app.signed_in("qin@test.example").await;
    assert!(!coordinator.text("/desk").await.contains("还没有启用的计划"));
    let api: Api<'_> = app.api(&email).await;
    let duty = api.obligation(GUILIN, "（三）1", "standing").await;
    let shown = (&duty["status"], &duty["lamp"], &duty["lamp_reason"], &duty["days_late"]);
    assert_eq!(shown, (&json!("assigned"), &json!("none"), &json!("awaiting_year_end"), &json!(0)));
}
