//! Everything that takes time or memory has a bound, and who meets it is told so in words. The documents are made up.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use duban::domain::person::Role;
use reqwest::Method;

use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp, form_secret, location};
use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{TestDatabase, number};
use crate::support::draft_form::DraftForm;

/// Bodies are waited for no longer than a second.
const IMPATIENT: &[(&str, &str)] =
    &[("DUBAN__SERVER__BODY_SECONDS", "1"), ("DUBAN__SERVER__BODY_BYTES_A_SECOND", "100000000")];

async fn liaison(app: &TestApp) -> Browser<'_> {
    app.signed_in(&app.add("wei", "桂林市人民政府", Role::Liaison)).await
}

#[actix_web::test]
async fn a_form_with_more_fields_than_any_of_ours_is_refused_in_words() {
    let app = TestApp::start_without_plan().await;
    let browser = liaison(&app).await;
    let secret = form_secret(&browser.text("/my-work").await).to_owned();
    let mut fields: Vec<(String, String)> = (0..5_000).map(|i| (format!("progress-{i}"), String::new())).collect();
    fields.push(("form_secret".to_owned(), secret));
    let answer = browser.request(Method::POST, "/my-work/month").form(&fields).send().await.expect("an answer");
    assert_eq!(answer.status(), 413);
    assert!(answer.text().await.expect("a page").contains("提交的内容项目太多（上限 5000 项）"));
    let taken = browser.request(Method::POST, "/my-work/month").form(&fields[1..]).send().await.expect("an answer");
    assert_ne!(taken.status(), 413, "one field less");
}

#[actix_web::test]
async fn a_form_is_no_larger_than_its_kind_needs() {
    let app = TestApp::start_without_plan().await;
    let browser = liaison(&app).await;
    let long = "a".repeat(20 << 10);
    let (sign_in, month) = ([("email", long.as_str()), ("password", "x")], [("progress", long.as_str())]);
    let refused = browser.submit("/sign-in", "/sign-in", &sign_in).await;
    assert_eq!(refused.status(), 413);
    let page = refused.text().await.expect("a page");
    assert!(
        page.contains("邮箱或口令太长") && !page.contains("分几次"),
        "there is nothing to be sent in parts: {page}"
    );
    assert_ne!(browser.submit("/my-work", "/my-work/month", &month).await.status(), 413);
}

#[actix_web::test]
async fn an_address_that_is_too_long_is_refused_in_words_on_page_and_call() {
    let app = TestApp::start_without_plan().await;
    let browser = liaison(&app).await;
    let query = "unit=a&".repeat(1_300);
    let page = browser.get(&format!("/ledger?{query}")).await;
    assert_eq!(page.status(), 414);
    assert!(page.text().await.expect("a page").contains("网址太长"));
    let call = app.stranger().get(&format!("/obligations?{query}")).await;
    assert_eq!(call.status, 414);
    assert!(call.body["detail"].as_str().is_some_and(|detail| detail.contains("too long")), "{call:?}");
}

#[actix_web::test]
async fn a_body_that_is_too_large_or_too_deep_is_refused_as_a_problem() {
    let app = TestApp::start_without_plan().await;
    for (body, status) in [("[".repeat(300 << 10), 413), ("[".repeat(100_000), 400), ("[".repeat(100), 400)] {
        let answer = app.stranger().post_raw("/sessions", "application/json", &body).await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
}

/// Begins a request that promises a body and sends a part of it.
fn begin(url: &str, head: &str, part: &str) -> TcpStream {
    let mut stream = TcpStream::connect(url.trim_start_matches("http://")).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a patience");
    write!(stream, "{head}\r\nHost: test\r\n\r\n{part}").expect("a part");
    stream
}

/// What comes back until the server closes the connection.
async fn answer_to(url: &str, head: &str, part: &'static str) -> String {
    let (url, head) = (url.to_owned(), head.to_owned());
    let read = move || {
        let mut answer = Vec::new();
        begin(&url, &head, part).read_to_end(&mut answer).expect("closed by the server");
        String::from_utf8_lossy(&answer).into_owned()
    };
    tokio::task::spawn_blocking(read).await.expect("an answer")
}

#[actix_web::test]
async fn a_packed_body_is_refused_before_it_is_unpacked() {
    let app = TestApp::start_without_plan().await;
    for address in ["/api/v1/sessions", "/sign-in", "/plans/import"] {
        for packing in ["gzip", "deflate, identity", "br"] {
            let fields = "Content-Type: application/json\r\nContent-Length: 2\r\nConnection: close";
            let head = format!("POST {address} HTTP/1.1\r\nContent-Encoding: {packing}\r\n{fields}");
            let answer = answer_to(&app.url, &head, "{}").await;
            assert!(answer.starts_with("HTTP/1.1 415 "), "{address}, {packing}: {answer}");
            assert!(answer.contains("Content-Encoding"), "{answer}");
        }
    }
    let head = "POST /api/v1/sessions HTTP/1.1\r\nContent-Encoding: identity\r\nContent-Type: application/json";
    let answer = answer_to(&app.url, &format!("{head}\r\nContent-Length: 2\r\nConnection: close"), "{}").await;
    assert!(!answer.starts_with("HTTP/1.1 415 "), "{answer}");
}

#[actix_web::test]
async fn so_many_large_forms_are_taken_at_once() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", "桂林市人民政府", Role::Liaison);
    let token = app.api(&email).await.token.expect("a token");
    let kind = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 8000000";
    let head = format!("POST /my-work/month HTTP/1.1\r\nAuthorization: Bearer {token}\r\n{kind}");
    let held: Vec<TcpStream> = (0..8).map(|_| begin(&app.url, &head, "a=1")).collect();
    let browser = app.signed_in(&email).await;
    let long = "a".repeat(300 << 10);
    let mut answers = Vec::new();
    while !answers.contains(&503) && answers.len() < 100 {
        answers.push(browser.submit("/my-work", "/my-work/month", &[("progress", &long)]).await.status().as_u16());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(answers.contains(&503), "{answers:?}");
    let usual = browser.submit("/my-work", "/my-work/month", &[("progress", "a")]).await;
    assert_ne!(usual.status(), 503, "an ordinary form needs no place");
    drop(held);
}

const UPLOAD: &str =
    "POST /plans/import HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000";

#[actix_web::test]
async fn a_body_that_does_not_come_is_cut_off_with_408_whoever_waits_for_it() {
    let app = TestApp::start_with_settings(IMPATIENT).await;
    let token = app.api_of("qin", OFFICE, Role::Coordinator).await.token.expect("a token");
    let form = format!(
        "Authorization: Bearer {token}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100"
    );
    let json = "Content-Type: application/json\r\nTransfer-Encoding: chunked";
    for (head, part) in [
        (format!("POST /sign-in HTTP/1.1\r\n{form}"), "a=1"),
        (format!("POST /people HTTP/1.1\r\n{form}"), "a=1"),
        (format!("POST /api/v1/sessions HTTP/1.1\r\n{json}"), "1\r\n{\r\n"),
        (format!("{UPLOAD}\r\nAuthorization: Bearer {token}"), "--x\r\n"),
    ] {
        let answer = answer_to(&app.url, &head, part).await;
        assert!(answer.starts_with("HTTP/1.1 408"), "{head}: {answer}");
        assert!(answer.contains("没有在规定时间内收完"), "{head}: {answer}");
    }
}

#[actix_web::test]
async fn so_many_files_are_taken_at_once_and_others_are_asked_to_come_again() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("qin", OFFICE, Role::Coordinator);
    let token = app.api(&email).await.token.expect("a token");
    let head = format!("{UPLOAD}\r\nAuthorization: Bearer {token}");
    let held: Vec<TcpStream> = (0..4).map(|_| begin(&app.url, &head, "--x\r\n")).collect();
    let browser = app.signed_in(&email).await;
    let mut answers = Vec::new();
    // The server may take up what was begun a little later than this upload.
    while !answers.contains(&503) && answers.len() < 100 {
        answers.push(browser.upload("/plans/import", "计划.txt", b"").await.status().as_u16());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(answers.contains(&503), "{answers:?}");
    assert_eq!(browser.get("/healthz").await.status(), 200);
    drop(held);
    while answers.last() == Some(&503) && answers.len() < 200 {
        answers.push(browser.upload("/plans/import", "计划.txt", b"").await.status().as_u16());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(answers.last(), Some(&422), "the places are free again");
}

/// A plan of so many measures with this text each.
fn long_plan(measures: usize, text: &str) -> String {
    let one = |i: usize| format!("{}.抓好第{}项工作。{text}（责任单位：自治区生态环境厅）\n", i + 1, i + 1);
    let title = format!("2025年度{measures}项{}字工作计划（虚构样例）", text.chars().count());
    format!("{title}\n一、重点任务\n{}", (0..measures).map(one).collect::<String>())
}

async fn parts_of(browser: &Browser<'_>, review: &str) -> Vec<String> {
    let first = browser.text(review).await;
    let (_, top) = first.split_once("<nav class=\"parts\"").unwrap_or_default();
    let parts = top.split("</nav>").next().map_or(1, |nav| nav.matches("title=").count().max(1));
    let mut pages = Vec::new();
    for part in 1..=parts {
        pages.push(browser.text(&format!("{review}?part={part}")).await);
    }
    pages
}

#[actix_web::test]
async fn a_long_draft_is_reviewed_in_parts_that_a_browser_can_show() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let mut plan = 0;
    for (measures, text) in
        [(400, "加强管理。".to_owned()), (30, "占比达到5%。".repeat(100)), (30, "加强管理。".repeat(3_000))]
    {
        plan += 1;
        let answer = browser.upload("/plans/import", "计划.txt", long_plan(measures, &text).as_bytes()).await;
        assert!(location(&answer).starts_with(&format!("/plans/{plan}/review")));
        let pages = parts_of(&browser, &format!("/plans/{plan}/review")).await;
        assert!(pages.len() > 1, "{measures}");
        assert!(
            pages.iter().all(|page| page.len() < 2 << 20),
            "{:?}",
            pages.iter().map(String::len).collect::<Vec<_>>()
        );
        let most = pages.iter().map(|page| DraftForm::of(&browser, page.clone()).len()).max();
        assert!(most < Some(4_000), "a form has fewer fields than are taken: {most:?}");
        let shown: usize = pages.iter().map(|page| page.matches("id=\"f-m").count()).sum();
        assert_eq!(shown, measures);
    }
    let stored = number(&app.ctx.db, "SELECT count(*) FROM indicators WHERE plan_id = 2");
    assert_eq!(stored, 30 * 100);
}

#[actix_web::test]
async fn a_correction_leads_back_to_its_part() {
    let app = TestApp::start_without_plan().await;
    let browser = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    browser.upload("/plans/import", "计划.txt", long_plan(300, "于6月底前按期办结。").as_bytes()).await;
    let mut form = DraftForm::at(&browser, "/plans/1/review?part=2").await;
    let (_, rest) = form.html.split_once("id=\"f-d").expect("a milestone");
    let id = rest.split('"').next().expect("its key").to_owned();
    assert!(form.len() < 5_000, "no more fields than a form may have: {}", form.len());
    let wrong = form.set(&format!("d{id}.due"), "2025-02-30").press("save").await;
    assert_eq!(wrong.status(), 422);
    let page = wrong.text().await.expect("a page");
    assert!(page.contains(&format!("id=\"f-d{id}\"")), "another part is shown");
    let removed = DraftForm::of(&browser, page).press(&format!("d{id}.remove")).await;
    assert!(location(&removed).starts_with("/plans/1/review?part=2&done="));
}

#[test]
fn a_list_of_people_of_units_or_of_years_has_a_bound() {
    let database = TestDatabase::new();
    let folder = database.folder.path();
    let people: String = (0..20_001).map(|i| format!("韦{i},桂林市人民政府,联络员\n")).collect();
    fs::write(folder.join("people.csv"), format!("姓名,单位,角色\n{people}")).expect("a file");
    fs::write(folder.join("large.csv"), vec![b'a'; (4 << 20) + 1]).expect("a file");
    let unit =
        |i: usize| format!("[[units]]\nname = \"单位{i}\"\nofficial_name = \"某单位{i}\"\nclass = \"department\"\n");
    let units: String = (0..2_001).map(unit).collect();
    fs::write(
        folder.join("units.toml"),
        format!("[region]\nname = \"某省\"\nshort = \"某\"\nprefix = \"省\"\n{units}"),
    )
    .expect("a file");
    fs::write(folder.join("plan.txt"), "2024年度工作计划\n1.甲。（责任单位：市甲局）\n").expect("a file");
    succeed(duban(&database).arg("migrate"));
    for (arguments, said) in [
        (vec!["people", "add", "--csv", "people.csv"], "超过 20000 人"),
        (vec!["people", "add", "--csv", "large.csv"], "文件太大（上限 4 MB）"),
        (vec!["compile", "plan.txt", "--units", "units.toml"], "单位名录太大（上限：2000 个单位"),
        (vec!["replay", "--from", "2024-01-01", "--to", "2030-01-01"], "提醒试运行最多"),
    ] {
        let line = refusal(duban(&database).args(&arguments));
        assert!(line.contains(said), "{arguments:?}: {line}");
    }
}
