//! Eight clients that ask for one address, each again as soon as it has its answer.

use std::time::{Duration, Instant};

use super::support::app::client;

/// So many ask at once.
const CLIENTS: usize = 8;

/// How long answers took.
pub struct Figures {
    /// Half of them so many milliseconds at most.
    pub p50: f64,
    /// All but one in a hundred.
    pub p99: f64,
    /// How many came in a second.
    pub rate: f64,
}

/// Asks for an address for so many seconds, after a first answer that is not counted.
pub async fn asked(url: &str, header: Option<(String, String)>, seconds: f64) -> Figures {
    let client = client().build().expect("a client");
    let once = move |url: String| {
        let mut request = client.get(url);
        if let Some((name, value)) = &header {
            request = request.header(name, value);
        }
        async move {
            let answer = request.send().await.expect("an answer");
            let (status, url) = (answer.status(), answer.url().clone());
            let body = answer.bytes().await.expect("a body");
            assert!(status.is_success(), "{url}: {status} {}", String::from_utf8_lossy(&body));
        }
    };
    once(url.to_owned()).await;
    let (began, end) = (Instant::now(), Instant::now() + Duration::from_secs_f64(seconds));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (once, url) = (once.clone(), url.to_owned());
            actix_web::rt::spawn(async move {
                let mut took = Vec::new();
                while Instant::now() < end {
                    let began = Instant::now();
                    once(url.clone()).await;
                    took.push(began.elapsed().as_secs_f64() * 1e3);
                }
                took
            })
        })
        .collect();
    let mut took = Vec::new();
    for client in clients {
        took.extend(client.await.expect("a client"));
    }
    let rate = took.len() as f64 / began.elapsed().as_secs_f64();
    took.sort_unstable_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    Figures { p50: at(0.5), p99: at(0.99), rate }
}
