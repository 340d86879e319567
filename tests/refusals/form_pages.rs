//! Who opens an address that only a form is sent to comes to the page that the form stands on; and so does who sent a form when the
//! session was over.

use super::*;

/// Addresses of pages that only forms are sent to, but for those of a visitor.
fn sent_to() -> Vec<&'static Door> {
    let has_page = |route: &str| PAGES.iter().any(|door| door.method == "get" && door.route == route);
    let doors: Vec<_> = PAGES.iter().filter(|door| door.method == "post" && !has_page(door.route)).collect();
    assert!(doors.len() > 25, "the search has lost its way: {}", doors.len());
    doors
}

#[actix_web::test]
async fn the_address_of_a_form_leads_to_its_page() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    for door in sent_to() {
        let address = house.address(door.route, None);
        for method in [Method::GET, Method::HEAD] {
            let answer = answered(house.browsers[&door.who].0.request(method.clone(), &address)).await;
            assert_eq!(answer.status(), 303, "{method} {address}");
            let page = location(&answer).to_owned();
            let is_page = PAGES.iter().any(|one| one.method == "get" && house.address(one.route, None) == page);
            assert!(page == "/" || is_page || page.starts_with("/mails/"), "{address} leads to {page}");
        }
    }
    for nowhere in [
        "/obligations/1/nothing",
        "/obligations/1/calls/2",
        "/obligations/%2e/calls",
        "/my-work/month/other",
        "/people/1/posts/2",
    ] {
        let (browser, _) = &house.browsers[&Who::Coordinator];
        assert_eq!(browser.get(nowhere).await.status(), 404, "{nowhere}");
    }
}

#[actix_web::test]
async fn who_chose_a_file_when_the_session_was_over_is_told_to_choose_it_again() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    let (browser, secret) = &house.browsers[&Who::Coordinator];
    let secret = secret.clone();
    app.set_clock("2024-05-07 12:00");
    let answer = browser.send_file("/plans/import", &secret, "湿地.txt", PLAN.as_bytes()).await;
    let way = location(&answer).to_owned();
    assert_eq!(way, "/sign-in?next=%2Fplans%2Fimport&over=file");
    let html = app.browser().text(&way).await;
    assert!(html.contains("登录已失效") && html.contains("重新选择文件"), "{html}");
    assert!(html.contains("name=\"next\" value=\"/plans/import\""), "{html}");
}
