//! What the list of mails is asked for: what cannot be heeded is said, and the page keeps its choices.

use super::*;

/// The words of the refusal, and the page.
async fn refused(browser: &Browser<'_>, query: &str, status: u16) -> (String, String) {
    let answer = browser.get(&format!("/mails?{query}")).await;
    assert_eq!(answer.status(), status, "{query}");
    let html = answer.text().await.expect("a page");
    let said = html.split("role=\"alert\">").nth(1).and_then(|rest| rest.split("</p>").next()).unwrap_or_default();
    (said.to_owned(), html)
}

#[actix_web::test]
async fn a_filter_that_is_refused_is_called_by_its_name_and_the_page_keeps_its_choices() {
    let app = reminded().await;
    let browser = coordinator(&app).await;
    let title = lines(&app.ctx.db, "SELECT title AS line FROM plans").remove(0);
    for (query, expected) in [
        ("date=2024-02-30&plan=1", "“日期”不能按“2024-02-30”筛选，应为 1900 年至 2200 年的日期，如 2024-06-30"),
        ("plan=x", "“计划”不能按“x”筛选"),
        ("plan=999", "没有编号为 999 的计划，请重新选择"),
        ("obligation=99999", "没有编号为 99999 的责任事项，请重新选择"),
        ("paln=1", "地址中的“paln”不是筛选条件，可用的有：state、kind、to、date、plan"),
    ] {
        let (said, html) = refused(&browser, query, 422).await;
        assert!(said.contains(expected) && !said.contains("未知"), "{query}: {said}");
        for choice in ["id=\"state\"", "id=\"kind\"", "id=\"plan\"", &format!(">{title}</option>")] {
            assert!(html.contains(choice), "{query}: {choice} is lost: {html}");
        }
        assert!(!html.contains("没有符合条件的邮件"), "{query}: nothing was looked for");
    }
    let (_, html) = refused(&browser, "date=2024-02-30&plan=1", 422).await;
    assert!(html.contains(&format!("<option value=\"1\" selected>{title}")), "the plan stays chosen: {html}");
    assert_eq!(browser.get("/mails?plan=1&lang=zh&done=lifted").await.status(), 200, "what every page takes");
}

#[actix_web::test]
async fn a_parameter_that_stands_there_twice_is_named() {
    let app = reminded().await;
    let browser = coordinator(&app).await;
    let html = browser.get("/mails?plan=1&plan=2").await;
    assert_eq!(html.status(), 400);
    let html = html.text().await.expect("a page");
    assert!(html.contains("地址中的“plan”出现了多次，只能写一次"), "{html}");
    let chosen = browser.get("/desk?plan=1&plan=2").await;
    assert_eq!(chosen.status(), 422);
    assert!(chosen.text().await.expect("a page").contains("地址中的“plan”出现了多次"));
    let api = app.api_of("谭调度", OFFICE, Role::Coordinator).await;
    let twice = api.get("/obligations?plan=1&plan=2").await;
    assert_eq!(twice.status, 400);
    assert!(twice.body["detail"].as_str().expect("words").contains("“plan” stands in the address more than once"));
    let unknown = api.get("/plans?year=2024").await;
    assert_eq!(unknown.status, 400);
    let said = unknown.body["detail"].as_str().expect("words");
    assert!(said.contains("“year”") && said.contains("kind、limit、cursor"), "{said}");
}

#[actix_web::test]
async fn calls_say_that_there_is_no_such_plan() {
    let app = reminded().await;
    let api = app.api_of("覃调度", OFFICE, Role::Coordinator).await;
    for path in ["/mail?plan=999", "/obligations?plan=999", "/overdue?plan=999"] {
        let refused = api.get(path).await;
        assert_eq!((refused.status, &refused.body["field"]), (422, &json!("plan")), "{path}");
        assert!(refused.body["detail"].as_str().expect("words").contains("999"), "{path}: {:?}", refused.body);
    }
    let refused = api.get("/mail?obligation=99999").await;
    assert_eq!((refused.status, &refused.body["field"]), (422, &json!("obligation")));
    for path in ["/mail?plan=1", "/obligations?plan=1", "/overdue?plan=1"] {
        assert_eq!(api.get(path).await.status, 200, "{path}");
    }
}

#[actix_web::test]
async fn a_mails_page_says_of_which_plan_it_is_and_why_it_cannot_be_sent_once_more() {
    let app = reminded().await;
    let browser = coordinator(&app).await;
    let address = first_mail(&browser.text("/mails").await);
    let title = lines(&app.ctx.db, "SELECT title AS line FROM plans").remove(0);
    let page = browser.text(&address).await;
    let facts = page.split("<dl class=\"facts\">").nth(1).expect("facts").split("</dl>").next().expect("their end");
    assert!(facts.contains("所属计划") && facts.contains(&title), "{facts}");
    let send_again = async || {
        let refused = browser.submit(&address, &format!("{address}/resending"), &[]).await;
        assert_eq!(refused.status(), 409);
        refused.text().await.expect("a page")
    };
    // Its time has come: it leaves without anybody's doing.
    assert!(send_again().await.contains("正等待发送，已到发送时间，会自动发出，不必重新发送"));
    execute(&app.ctx.db, "UPDATE instance SET held = TRUE");
    assert!(send_again().await.contains("发件暂停，这封邮件要等恢复发件后才会发出"));
    execute(&app.ctx.db, "UPDATE instance SET held = FALSE");
    for (state, said) in
        [("cancelled", "这封邮件已取消"), ("handed", "这封邮件正在发送"), ("accepted", "这封邮件已经发出")]
    {
        execute(&app.ctx.db, &format!("UPDATE mails SET state = '{state}'"));
        let page = send_again().await;
        assert!(page.contains(said), "{state}: {page}");
    }
}
