//! A telephone call is recorded once, however often the button is pressed.

use duban::domain::person::Role;
use futures_util::future::join;
use reqwest::Method;
use serde_json::json;

use crate::support::app::{TestApp, form_secret, location};
use crate::support::database::{lines, number};

const GUILIN: &str = "桂林市人民政府";
const OFFICE: &str = "自治区生态环境厅";

/// By which the call of a page is recorded once.
fn once_key(html: &str) -> &str {
    let (_, rest) = html.split_once("name=\"once_key\" value=\"").expect("a form");
    rest.split('"').next().expect("its key")
}

#[actix_web::test]
async fn a_button_pressed_twice_records_one_call_and_another_call_is_asked_about() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await;
    let id = app.first_dated(GUILIN);
    let page = format!("/obligations/{id}");
    let html = browser.text(&page).await;
    let (secret, key) = (form_secret(&html).to_owned(), once_key(&html).to_owned());
    assert_eq!(key.len(), 64, "nobody guesses it");
    let fields = |answer: &str| {
        [("form_secret", &*secret), ("once_key", &*key), ("spoke_with", "韦某"), ("phone", ""), ("answer", answer)]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let press = |answer| {
        let request = browser.request(Method::POST, &format!("{page}/calls")).form(&fields(answer));
        async { request.send().await.expect("an answer") }
    };
    let (first, second) = join(press("本周内报"), press("本周内报")).await;
    for answer in [first, second, press("本周内报").await] {
        assert_eq!(location(&answer), format!("{page}?done=called&n=1"), "each press is answered alike");
    }
    let calls = || number(&app.ctx.db, "SELECT count(*) FROM calls");
    assert_eq!((calls(), number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'record_call'")), (1, 1));
    // Whoever goes back in the browser and writes down another call is asked, and loses nothing.
    let other = press("已派人去取").await;
    assert_eq!(other.status(), 409);
    let html = other.text().await.expect("a page");
    assert!(html.contains("已经记录过一次电话") && html.contains("已派人去取</textarea>"), "{html}");
    assert_ne!(once_key(&html), key, "the page that is shown again has a key of its own");
    assert_eq!(calls(), 1);
    let fresh = [("once_key", once_key(&html)), ("spoke_with", "韦某"), ("answer", "已派人去取")];
    assert_eq!(browser.submit(&page, &format!("{page}/calls"), &fresh).await.status(), 303);
    assert_eq!(calls(), 2);
}

#[actix_web::test]
async fn who_has_not_reported_is_telephoned_from_the_desk() {
    let app = TestApp::start().await;
    app.add("韦联络", GUILIN, Role::Liaison);
    let coordinator = app.add("覃调度", OFFICE, Role::Coordinator);
    let browser = app.signed_in(&coordinator).await;
    let desk = browser.text("/desk").await;
    let row = desk.split("<tr>").find(|row| row.contains(GUILIN) && row.contains("/months/")).expect("a row");
    assert!(row.contains("韦联络"), "{row}");
    let (_, link) = row.split_once("href=\"/months/").expect("a link");
    let page = format!("/months/{}", link.split('"').next().expect("its end"));
    let empty = browser.text(&page).await;
    assert!(empty.contains("还没有记录过电话") && empty.contains("value=\"韦联络\""), "{empty}");
    let refused = browser.submit(&page, &page, &[("spoke_with", "韦联络"), ("answer", "")]).await;
    assert_eq!(refused.status(), 422);
    let form = [("once_key", once_key(&empty)), ("spoke_with", "韦联络"), ("phone", "0773-1"), ("answer", "今天补报")];
    for _ in 0..2 {
        let taken = browser.submit(&page, &page, &form).await;
        assert_eq!(location(&taken), format!("{page}?done=called"));
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM calls WHERE subject = 'month'"), 1);
    let told = browser.text(&page).await;
    assert!(told.contains("今天补报") && told.contains("韦联络 0773-1"), "{told}");
    let said = "SELECT remark || ' ' || detail AS line FROM audit WHERE verb = 'record_call' AND object = 'plan'";
    let said = lines(&app.ctx.db, said);
    assert!(said.len() == 1 && said[0].starts_with("今天补报 ") && said[0].contains(GUILIN), "{said:?}");
    assert_eq!(browser.get(&page.replace("2024-", "2031-")).await.status(), 404);
    let liaison = app.signed_in(&app.add("莫联络", "柳州市人民政府", Role::Liaison)).await;
    assert_eq!(liaison.get(&page).await.status(), 403);
}

#[actix_web::test]
async fn a_program_that_asks_again_with_its_key_records_one_call_and_without_a_key_each_counts() {
    let app = TestApp::start().await;
    let coordinator = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    let duty = coordinator.obligation(GUILIN, "（二）4", "dated").await;
    let path = format!("/obligations/{}/calls", duty["id"]);
    let call = |key: &str, answer: &str| json!({"spoke_with": "韦联络", "answer": answer, "once_key": key});
    for _ in 0..2 {
        let answer = coordinator.post(&path, &call("a-1", "本周内报")).await;
        assert_eq!((answer.status, answer.body["calls"].as_array().map(Vec::len)), (200, Some(1)));
    }
    assert_eq!(coordinator.post(&path, &call("a-1", "下周报")).await.status, 409, "another call");
    for n in [2, 3] {
        let answer = coordinator.post(&path, &call("", "本周内报")).await;
        assert_eq!((answer.status, answer.body["calls"].as_array().map(Vec::len)), (200, Some(n)));
    }
}
