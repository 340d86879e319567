//! A program that calls the API: speaks JSON, carries a bearer token.

use duban::domain::person::Role;
use reqwest::header::{ACCEPT_LANGUAGE, AUTHORIZATION, CONTENT_TYPE, HeaderMap, IF_MATCH};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::{Value, json};

use super::app::{PASSWORD, TestApp, client};

/// The unit whose coordinators review and close.
pub const OFFICE: &str = "自治区生态环境厅";

/// A program with or without a token.
pub struct Api<'a> {
    app: &'a TestApp,
    client: Client,
    /// The bearer token.
    pub token: Option<String>,
}

/// What a call was answered with.
#[derive(Debug)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; `null` where there is none.
    pub body: Value,
}

impl TestApp {
    /// A program that has not signed in.
    pub fn stranger(&self) -> Api<'_> {
        Api { app: self, client: client().build().expect("a client"), token: None }
    }

    /// A program that signs in as that person.
    pub async fn api(&self, email: &str) -> Api<'_> {
        let mut api = self.stranger();
        let answer = api.sign_in(email, PASSWORD).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        api.token = answer.body["token"].as_str().map(str::to_owned);
        api
    }

    /// A program that signs in as a new person with that post.
    pub async fn api_of(&self, name: &str, unit: &str, role: Role) -> Api<'_> {
        self.api(&self.add(name, unit, role)).await
    }
}

impl Api<'_> {
    /// Asks for a token.
    pub async fn sign_in(&self, email: &str, password: &str) -> Answer {
        self.post("/sessions", &json!({"email": email, "password": password})).await
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    /// Reads what is there.
    pub async fn read(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {answer:?}");
        answer.body
    }

    /// Reads with filters; their values are encoded.
    pub async fn list(&self, path: &str, filters: &[(&str, &str)]) -> Answer {
        let query: Vec<String> = filters.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        self.get(&format!("{path}?{}", query.join("&"))).await
    }

    /// Walks through all pages of the list of obligations: every row, and the total that each page names.
    pub async fn walk(&self, limit: &str, filters: &[(&str, &str)]) -> (Vec<Value>, u64) {
        let (mut rows, mut cursor) = (Vec::new(), String::new());
        loop {
            let mut all = vec![("limit", limit), ("cursor", cursor.as_str())];
            all.extend_from_slice(filters);
            let page = self.list("/obligations", &all).await.body;
            rows.extend_from_slice(page["items"].as_array().expect("items"));
            match page["next"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => return (rows, page["total"].as_u64().expect("a number")),
            }
        }
    }

    /// Sends JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, path).json(body)).await
    }

    /// Sends JSON with an `If-Match` header.
    pub async fn post_if(&self, path: &str, tag: &str, body: &Value) -> Answer {
        send(self.request(Method::POST, path).header(IF_MATCH, tag).json(body)).await
    }

    /// Sends a body as it is given.
    pub async fn post_raw(&self, path: &str, kind: &str, body: &str) -> Answer {
        send(self.request(Method::POST, path).header(CONTENT_TYPE, kind).body(body.to_owned())).await
    }

    /// A request to be completed by the test, with the token if there is one.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}/api/v1{path}", self.app.url));
        let request = request.header(ACCEPT_LANGUAGE, "en");
        match &self.token {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    /// The first obligation of that unit, task and kind.
    pub async fn obligation(&self, unit: &str, task: &str, kind: &str) -> Value {
        let page = self.list("/obligations", &[("unit", unit), ("kind", kind), ("limit", "500")]).await.body;
        let found = page["items"].as_array().and_then(|items| items.iter().find(|item| item["task"] == task));
        found.unwrap_or_else(|| panic!("{unit} owes nothing {kind} of {task}: {page}")).clone()
    }
}

/// Sends a request and reads the answer.
pub async fn send(request: RequestBuilder) -> Answer {
    let answer = request.send().await.expect("an answer");
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    let text = answer.text().await.expect("a text");
    let body = if text.is_empty() { Value::Null } else { serde_json::from_str(&text).expect("JSON") };
    if status >= 400 {
        assert_eq!(headers[CONTENT_TYPE], "application/problem+json", "{text}");
        assert_eq!(body["status"], status, "{text}");
    }
    Answer { status, headers, body }
}

fn encoded(value: &str) -> String {
    value.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
