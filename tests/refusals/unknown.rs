//! A filter that a list does not know is said: passed over in silence it would look as if it had been heeded.

use super::*;

#[actix_web::test]
async fn a_filter_that_a_list_does_not_know_is_said_with_those_there_are() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    for (who, address, known) in [
        (Who::Coordinator, "/mails", "plan"),
        (Who::Coordinator, "/ledger", "due_from"),
        (Who::Auditor, "/audit", "verb"),
        (Who::Sysadmin, "/people", "q"),
    ] {
        let browser = &house.browsers[&who].0;
        let answer = browser.get(&format!("{address}?paln=1")).await;
        assert_eq!(answer.status(), 422, "{address}");
        let html = answer.text().await.expect("a page");
        let (_, said) = html.split_once("role=\"alert\">").expect("the reason");
        let said = said.split("</p>").next().unwrap_or_default();
        assert!(said.contains("“paln”不是筛选条件") && said.contains(known), "{address}: {said}");
        assert_eq!(browser.get(&format!("{address}?lang=zh&done=none&n=1")).await.status(), 200, "{address}");
    }
}
