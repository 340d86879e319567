//! How long requests took, by what answered them. What somebody types into an address stands nowhere: a route is one of those that
//! there are.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use crate::auth::secret;
use crate::histogram::{Histogram, REQUESTS};

/// Method, route, and the first figure of the status.
type Kind = (&'static str, String, u16);

/// The requests of this process.
#[derive(Default)]
pub struct Requests {
    /// Told apart from other processes.
    mark: String,
    count: AtomicU64,
    times: RwLock<BTreeMap<Kind, Arc<Histogram>>>,
}

impl Requests {
    /// None yet.
    pub(super) fn new() -> Self {
        // Without a random mark numbers are told apart by process and time alone.
        let mark = secret::random::<4>().map(|random| secret::hex(&random)).unwrap_or_default();
        Self { mark, ..Self::default() }
    }

    /// A name for the next one, which no other has.
    pub fn next_id(&self) -> String {
        format!("{}-{}", self.mark, self.count.fetch_add(1, Ordering::Relaxed) + 1)
    }

    /// Counts one.
    pub fn observe(&self, (method, route, status): (&'static str, &str, u16), took: Duration) {
        self.of((method, route.to_owned(), status / 100)).observe(took);
    }

    fn of(&self, kind: Kind) -> Arc<Histogram> {
        if let Some(known) = self.times.read().unwrap_or_else(PoisonError::into_inner).get(&kind) {
            return Arc::clone(known);
        }
        let mut times = self.times.write().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(times.entry(kind).or_insert_with(|| Arc::new(Histogram::new(REQUESTS))))
    }

    /// All there is, in the text form of Prometheus.
    pub fn write(&self, text: &mut String) {
        const NAME: &str = "duban_request_seconds";
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "# HELP {NAME} How long requests took, by route and class of status.\n# TYPE {NAME} histogram"
        );
        for ((method, route, class), times) in self.times.read().unwrap_or_else(PoisonError::into_inner).iter() {
            times.write(text, NAME, &format!("method=\"{method}\",route=\"{route}\",status=\"{class}xx\""));
        }
    }
}
