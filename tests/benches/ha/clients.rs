//! Clients with sessions that write, each as soon as it has its answer: acknowledge, report, be sent back, report again. Each goes to both
//! web processes in turns, as a proxy sends it, and takes down what it was told.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use reqwest::{Client, Method};
use serde_json::{Value, json};

use super::house::House;
use super::support::app::{PASSWORD, client};

/// What a client was told of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It is done.
    Done,
    /// Nothing was changed.
    Refused,
    /// It may be stored.
    Unsure,
    /// Anything else, or nothing.
    Amiss,
}

/// What was written, by what it is found again.
#[derive(Debug, Clone)]
pub enum What {
    /// An acknowledgement of that obligation.
    Acknowledgement(i64),
    /// A report with these words.
    Report(String),
    /// A return with these words.
    Return(String),
}

/// A write.
#[derive(Debug, Clone)]
pub struct Write {
    /// What.
    pub what: What,
    /// What the client was told.
    pub told: Told,
    /// Who.
    pub client: usize,
    /// By which process.
    pub web: usize,
    /// When its answer came.
    pub ended: Instant,
    /// The answer, where it was none of the usual ones.
    pub said: String,
}

/// What all clients have written so far.
#[derive(Default)]
pub struct Book {
    writes: Mutex<Vec<Write>>,
    ends: AtomicBool,
}

impl Book {
    /// All of it.
    pub fn writes(&self) -> Vec<Write> {
        self.writes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The clients stop.
    pub fn end(&self) {
        self.ends.store(true, Ordering::Relaxed);
    }
}

/// Starts all clients on a thread of their own.
pub fn start(house: &House, webs: &[String; 2], book: &Arc<Book>) -> std::thread::JoinHandle<()> {
    let (liaisons, coordinator) = (house.liaisons.clone(), house.coordinator.clone());
    let (webs, book) = (webs.clone(), Arc::clone(book));
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            let office = token(&webs[0], &coordinator).await;
            let mut all = Vec::new();
            for (number, (email, owed)) in liaisons.into_iter().enumerate() {
                let own = token(&webs[number % 2], &email).await;
                let asks = client().timeout(Duration::from_secs(60)).build().expect("a client");
                let one =
                    One { number, asks, webs: webs.clone(), own, office: office.clone(), book: Arc::clone(&book) };
                all.push(actix_web::rt::spawn(one.work(owed)));
            }
            for one in all {
                one.await.expect("a client");
            }
        });
    })
}

async fn token(url: &str, email: &str) -> String {
    let body = json!({"email": email, "password": PASSWORD});
    let asked = client().build().expect("a client").post(format!("{url}/api/v1/sessions")).json(&body);
    let answer: Value = asked.send().await.expect("an answer").json().await.expect("JSON");
    answer["token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
}

/// One client: a liaison, and the coordinator's answers to what this one reports.
struct One {
    number: usize,
    asks: Client,
    webs: [String; 2],
    own: String,
    office: String,
    book: Arc<Book>,
}

impl One {
    async fn work(self, owed: Vec<i64>) {
        // As the last answer showed each; what became of it otherwise is looked up.
        let mut known = BTreeMap::new();
        for (n, id) in (0_usize..).zip(owed.into_iter().cycle()) {
            if self.book.ends.load(Ordering::Relaxed) {
                return;
            }
            let (web, path) = ((n + self.number) % 2, format!("/api/v1/obligations/{id}"));
            let now = match known.remove(&id) {
                Some(now) => Ok((200, now)),
                None => self.ask(Method::GET, web, &path, &self.own, None).await,
            };
            let then = match now {
                Ok((200, now)) => self.step(web, (id, n), &now).await,
                _ => None,
            };
            match then {
                Some(then) => drop(known.insert(id, then)),
                None => actix_web::rt::time::sleep(Duration::from_millis(50)).await,
            }
        }
    }

    /// What comes next with an obligation that is in that state; what it is then, where that is known.
    async fn step(&self, web: usize, (id, n): (i64, usize), now: &Value) -> Option<Value> {
        let words = format!("soak {}-{n}.", self.number);
        let (what, noun, body) = match now["status"].as_str().unwrap_or_default() {
            "assigned" => (What::Acknowledgement(id), "acknowledgement", json!({})),
            "submitted" => (
                What::Return(words.clone()),
                "return",
                json!({"reason": words, "at_once": true, "answer_by": "2024-07-05"}),
            ),
            _ => (
                What::Report(words.clone()),
                "reports",
                json!({"stage": if n % 3 == 0 { "in_progress" } else { "done" }, "progress": words, "submit": true}),
            ),
        };
        let token = if matches!(what, What::Return(_)) { &self.office } else { &self.own };
        let mut body = body;
        body["version"] = now["version"].clone();
        let answer = self.ask(Method::POST, web, &format!("/api/v1/obligations/{id}/{noun}"), token, Some(&body)).await;
        let then = answer.as_ref().ok().filter(|(status, _)| *status == 200).map(|(_, body)| body.clone());
        let (told, said) = told(answer);
        let write = Write { what, told, client: self.number, web, ended: Instant::now(), said };
        self.book.writes.lock().unwrap_or_else(PoisonError::into_inner).push(write);
        then
    }

    async fn ask(
        &self,
        method: Method,
        web: usize,
        path: &str,
        token: &str,
        body: Option<&Value>,
    ) -> reqwest::Result<(u16, Value)> {
        let mut request = self.asks.request(method, format!("{}{path}", self.webs[web]));
        request = request.bearer_auth(token).header("Accept-Language", "en");
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await?;
        Ok((answer.status().as_u16(), answer.json().await.unwrap_or_default()))
    }
}

/// What an answer says of the write, as people read it.
fn told(answer: reqwest::Result<(u16, Value)>) -> (Told, String) {
    let (status, body) = match answer {
        Ok(answer) => answer,
        Err(error) => return (Told::Amiss, format!("{error:?}")),
    };
    let detail = body["detail"].as_str().unwrap_or_default();
    let told = match status {
        200 => Told::Done,
        503 if detail.contains("It is stored") => Told::Done,
        503 if detail.contains("may be stored") => Told::Unsure,
        503 => Told::Refused,
        _ => Told::Amiss,
    };
    (told, if told == Told::Amiss { format!("{status} {body}") } else { String::new() })
}
