//! HEAD is answered as GET is, without the body, at every address there is.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;

use duban::domain::person::Role;
use reqwest::{Method, Response};

use crate::support::api::OFFICE;
use crate::support::app::{Browser, TestApp};

/// Every address that has a GET, from the tables of routes themselves.
fn addresses() -> Vec<String> {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pages = flat(include_str!("../src/web/routes.rs"));
    let calls = flat(include_str!("../src/web/api/routes.rs"));
    let pages = pages.split(".route( \"").flat_map(|part| part.split(".route(\"")).skip(1).filter_map(|route| {
        let (address, rest) = route.split_once('"')?;
        rest.trim_start_matches([',', ' ']).starts_with("get()").then(|| filled(address))
    });
    let sized = pages_sized(include_str!("../src/web/routes.rs"));
    let calls = calls.split("resource(\"").skip(1).filter_map(|call| {
        let (address, rest) = call.split_once('"')?;
        rest.starts_with(").get(").then(|| format!("/api/v1{}", filled(address)))
    });
    let all: Vec<String> = pages.chain(sized).chain(calls).collect();
    assert!(all.len() > 30 && all.contains(&"/desk".to_owned()), "the search has lost its way: {all:?}");
    assert!(all.contains(&"/plans/1/review".to_owned()), "the search has lost its way: {all:?}");
    assert!(all.contains(&"/api/v1/obligations/1".to_owned()), "the search has lost its way: {all:?}");
    all
}

/// The addresses with a GET whose forms have a size of their own.
fn pages_sized(routes: &str) -> Vec<String> {
    let flat = routes.split_whitespace().collect::<Vec<_>>().join(" ");
    let services = flat.split("sized(\"").skip(1).filter_map(|service| {
        let (address, rest) = service.split_once('"')?;
        let rest = rest.split([';']).next()?.split(".service(").next()?.split(".route(").next()?;
        rest.contains(".get(").then(|| filled(address))
    });
    services.collect()
}

/// An address with something in its gaps.
fn filled(address: &str) -> String {
    let gaps = [
        ("{version}/{file:.*}", "0/duban.css"),
        ("{token}", "none"),
        ("{id}", "1"),
        ("{plan}/{owner}/{period}", "1/1/2024-05"),
    ];
    gaps.iter().fold(address.to_owned(), |address, (gap, filling)| address.replace(gap, filling))
}

/// The status and the headers that must agree, but for when and under which name it was answered; a secret that is made anew for each reader is only named.
fn outline(answer: &Response) -> (u16, BTreeMap<String, Vec<String>>) {
    let mut headers = BTreeMap::<String, Vec<String>>::new();
    // What is counted there grows with every request.
    let grows = answer.url().path() == "/metrics";
    let differs = |name: &str| ["date", "x-request-id"].contains(&name) || grows && name == "content-length";
    for (name, value) in answer.headers().iter().filter(|(name, _)| !differs(name.as_str())) {
        let value = value.to_str().expect("text").to_owned();
        let cookie = value.split('=').next().unwrap_or_default().to_owned();
        headers.entry(name.to_string()).or_default().push(if name == "set-cookie" { cookie } else { value });
    }
    (answer.status().as_u16(), headers)
}

async fn ask(browser: &Browser<'_>, method: Method, address: &str) -> Response {
    browser.request(method, address).send().await.expect("an answer")
}

#[actix_web::test]
async fn head_is_answered_as_get_without_the_body_at_every_address() {
    let app = TestApp::start().await;
    let coordinator = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await;
    let auditor = app.signed_in(&app.add("陆审计", OFFICE, Role::Auditor)).await;
    let elsewhere = ["/nothing/here", "/api/v1/nothing", "/api/v1/obligations/1/reports", "/sign-in?lang=en"];
    for address in addresses().into_iter().chain(elsewhere.map(str::to_owned)) {
        // Strangers come anew each time: the first answer may give them a cookie.
        let strangers = [app.browser(), app.browser()];
        for [first, second] in [[&coordinator; 2], [&auditor; 2], [&strangers[0], &strangers[1]]] {
            let get = ask(first, Method::GET, &address).await;
            let head = ask(second, Method::HEAD, &address).await;
            assert_eq!(outline(&head), outline(&get), "{address}");
            assert!(head.bytes().await.expect("an end").is_empty(), "{address} has a body");
        }
    }
}

#[actix_web::test]
async fn where_get_is_allowed_head_is_too() {
    let app = TestApp::start().await;
    let stranger = app.browser();
    for (address, allowed) in [("/api/v1/openapi.json", "GET, HEAD"), ("/api/v1/sessions", "POST")] {
        let answer = ask(&stranger, Method::DELETE, address).await;
        assert_eq!(
            (answer.status().as_u16(), answer.headers()["allow"].to_str().ok()),
            (405, Some(allowed)),
            "{address}"
        );
    }
}

#[actix_web::test]
async fn a_line_of_several_requests_gets_the_bodies_that_were_asked_for_and_no_other() {
    let app = TestApp::start_without_plan().await;
    let address = app.url.trim_start_matches("http://").to_owned();
    let asked = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("a server");
        let request = |method: &str, more: &str| format!("{method} /healthz HTTP/1.1\r\nHost: x\r\n{more}\r\n");
        let all =
            [request("HEAD", ""), request("GET", ""), request("HEAD", ""), request("GET", "Connection: close\r\n")];
        stream.write_all(all.concat().as_bytes()).expect("requests");
        let mut answers = String::new();
        stream.read_to_string(&mut answers).expect("answers");
        answers
    });
    let answers = asked.await.expect("a thread");
    assert_eq!(answers.matches("\r\ncontent-length: 3\r\n").count(), 4, "{answers}");
    assert_eq!(answers.matches("\r\n\r\nok\n").count(), 2, "{answers}");
}
