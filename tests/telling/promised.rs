//! What pages and mails promise is there: who can help, where a plan comes from, why a report came back.

use duban::domain::person::Role;

use crate::support::app::TestApp;
use crate::support::database::lines;
use crate::support::office::OFFICE;

const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn the_reason_of_a_return_and_its_date_stand_between_the_heading_and_the_form() {
    let app = TestApp::start().await;
    let (wei, qin) = (app.add("wei", GUILIN, Role::Liaison), app.add("qin", OFFICE, Role::Coordinator));
    let query = format!(
        "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE u.name = '{GUILIN}' AND o.kind = 'dated' AND o.deliverable LIKE '%水泥熟料生产企业%'"
    );
    let page = format!("/obligations/{}", lines(&app.ctx.db, &query).remove(0));
    let (liaison, office) = (app.signed_in(&wei).await, app.signed_in(&qin).await);
    let report = [("version", "1"), ("stage", "done"), ("progress", "已印发"), ("then", "submit")];
    assert_eq!(liaison.submit(&page, &format!("{page}/reports"), &report).await.status(), 303);
    let back = [("version", "2"), ("reason", "请附印发的文号"), ("answer_by", "2024-05-20")];
    assert_eq!(office.submit(&page, &format!("{page}/return"), &back).await.status(), 303);
    let html = liaison.text(&page).await;
    let form = html.split_once("报送进展</h2>").expect("the form").1.split_once("<form").expect("its fields").0;
    assert!(form.contains("退回补充") && form.contains("请附印发的文号") && form.contains("2024-05-20"), "{form}");
    let todo = liaison.text("/my-work").await;
    assert!(todo.contains("请附印发的文号"), "nor is it asked for on the first page");
}

#[actix_web::test]
async fn whoever_can_help_is_named_and_a_plan_is_looked_for_where_it_is() {
    let app = TestApp::start_without_plan().await;
    let sign_in = app.browser().text("/sign-in").await;
    assert!(sign_in.contains("请联系系统管理员，索取一次性链接") && !sign_in.contains("联系本单位联络员"), "{sign_in}");
    let desk = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await.text("/desk").await;
    let empty = desk.split_once("还没有启用的计划").expect("no plan").1.split_once("</section>").expect("its end").0;
    assert!(empty.contains("href=\"/plans/import\"") && !empty.contains("duban import"), "{empty}");
}
