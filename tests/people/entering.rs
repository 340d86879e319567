//! Enter presses nothing where a form makes or changes something.

use duban::domain::person::Role;

use super::{GUILIN, OFFICE, key};
use crate::support::app::TestApp;

#[actix_web::test]
async fn enter_adds_nobody_and_no_unit_is_chosen_before_somebody_chooses_one() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.add("xi", OFFICE, Role::Sysadmin)).await;
    let html = browser.text("/people").await;
    let form = html.split("action=\"/people\"").last().and_then(|rest| rest.split("</form>").next()).expect("the form");
    let (first, _) = form.split_once("</button>").expect("a button");
    assert!(first.contains("type=\"submit\" disabled"), "Enter presses the form's first button: {first}");
    assert!(form.contains("<option value=\"\">请选择单位</option>") && !form.contains("<option selected"), "{form}");
    let before = app.database.row_counts();
    let person = |then: &'static str, unit: &'static str| {
        [("name", "何某"), ("unit", unit), ("role", "liaison"), ("then", then)]
    };
    for (fields, said) in [(person("stay", GUILIN), "还没有提交"), (person("", ""), "请选择单位。")] {
        let answer = browser.submit("/people", "/people", &fields).await;
        assert_eq!(answer.status(), 422);
        let page = answer.text().await.expect("a page");
        assert!(page.contains(said) && page.contains("value=\"何某\""), "{page}");
    }
    let id = key(&app, "xi@test.example");
    for (action, fields) in
        [("", vec![("version", "1"), ("name", "何某")]), ("/posts", vec![("unit", GUILIN), ("role", "head")])]
    {
        let page = format!("/people/{id}");
        let fields: Vec<_> = fields.into_iter().chain([("then", "stay")]).collect();
        assert_eq!(browser.submit(&page, &format!("{page}{action}"), &fields).await.status(), 422, "{action}");
    }
    assert_eq!(app.database.row_counts(), before);
}
