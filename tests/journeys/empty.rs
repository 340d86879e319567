//! Before the first plan: what the first page offers.

use duban::domain::person::Role;

use crate::support::app::{TestApp, location};

const OFFICE: &str = "自治区生态环境厅";

/// Made up.
const PLAN: &str = "某自治区2025年度湿地保护工作计划\n一、重点任务\n1.编制名录。各设区市于2025年6月底前完成湿地名录编制。（牵头单位：自治区林业局）\n";

#[actix_web::test]
async fn an_empty_plan_leads_whoever_may_import_to_the_import_and_nobody_else() {
    let app = TestApp::start_without_plan().await;
    let link = "<a class=\"button\" href=\"/plans/import\">导入计划</a>";
    let plan = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await.text("/plan").await;
    assert!(plan.contains("还没有启用的计划") && plan.contains("请先导入计划文件") && plan.contains(link), "{plan}");
    let plan = app.signed_in(&app.add("韦联络", "桂林市人民政府", Role::Liaison)).await.text("/plan").await;
    assert!(plan.contains("还没有启用的计划") && !plan.contains("导入"), "{plan}");
}

#[actix_web::test]
async fn an_empty_desk_leads_to_the_import_and_to_the_draft_that_waits() {
    let app = TestApp::start_without_plan().await;
    let coordinator = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await;
    let desk = coordinator.text("/desk").await;
    let link = "<a class=\"button\" href=\"/plans/import\">导入计划</a>";
    assert!(desk.contains("请先导入计划文件") && desk.contains(link) && !desk.contains("duban import"), "{desk}");
    let review = location(&coordinator.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await).to_owned();
    let review = review.split('?').next().expect("an address").to_owned();
    let desk = coordinator.text("/desk").await;
    assert!(
        desk.contains("草稿待核对") && desk.contains(&format!("href=\"{review}\"")) && desk.contains(link),
        "{desk}"
    );
    assert!(desk.contains("湿地保护工作计划"), "{desk}");
    let plan = coordinator.text("/plan").await;
    assert!(plan.contains("草稿待核对") && plan.contains(&format!("href=\"{review}\"")), "{plan}");
    let liaison = app.signed_in(&app.add("韦联络", "桂林市人民政府", Role::Liaison)).await.text("/plan").await;
    assert!(!liaison.contains("草稿"), "{liaison}");
}
