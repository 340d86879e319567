//! Floor 0: how long things take, counted by how long they took, as monitoring systems of Prometheus' kind read it.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A bound: microseconds, and the same in seconds as it is written.
pub(crate) type Bound = (u64, &'static str);

/// What a page or a call takes.
pub(crate) const REQUESTS: &[Bound] = &[
    (5_000, "0.005"),
    (10_000, "0.01"),
    (25_000, "0.025"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (250_000, "0.25"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (2_500_000, "2.5"),
    (10_000_000, "10"),
];

/// What a statement takes.
pub(crate) const STATEMENTS: &[Bound] = &[
    (100, "0.0001"),
    (250, "0.00025"),
    (1_000, "0.001"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (50_000, "0.05"),
    (200_000, "0.2"),
    (1_000_000, "1"),
    (5_000_000, "5"),
];

/// Counts by how long something took.
#[derive(Debug)]
pub struct Histogram {
    bounds: &'static [Bound],
    /// One more than there are bounds: what took longer than all of them.
    counts: Vec<AtomicU64>,
    micros: AtomicU64,
}

impl Histogram {
    /// Of nothing.
    pub fn new(bounds: &'static [Bound]) -> Self {
        let counts = (0..=bounds.len()).map(|_| AtomicU64::new(0)).collect();
        Self { bounds, counts, micros: AtomicU64::new(0) }
    }

    /// One more, which took so long.
    pub fn observe(&self, took: Duration) {
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let place = self.bounds.iter().position(|(bound, _)| micros <= *bound).unwrap_or(self.bounds.len());
        if let Some(count) = self.counts.get(place) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        self.micros.fetch_add(micros, Ordering::Relaxed);
    }

    /// Adds its lines: how many took no longer than each bound, how many there are, and the seconds of all. `labels` is what tells
    /// it apart from others of the name, as `route="/desk"`; nothing where it is the only one.
    pub fn write(&self, text: &mut String, name: &str, labels: &str) {
        let comma = if labels.is_empty() { "" } else { "," };
        let braces = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
        let mut all = 0;
        let bounds = self.bounds.iter().map(|(_, seconds)| *seconds).chain(["+Inf"]);
        for (seconds, count) in bounds.zip(&self.counts) {
            all += count.load(Ordering::Relaxed);
            // Writing to a string does not fail.
            let _ = writeln!(text, "{name}_bucket{{{labels}{comma}le=\"{seconds}\"}} {all}");
        }
        let micros = self.micros.load(Ordering::Relaxed);
        let _ = writeln!(text, "{name}_sum{braces} {}.{:06}", micros / 1_000_000, micros % 1_000_000);
        let _ = writeln!(text, "{name}_count{braces} {all}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_counts_what_took_no_longer() {
        let times = Histogram::new(&[(1_000, "0.001"), (10_000, "0.01")]);
        for micros in [1, 1_000, 1_001, 20_000] {
            times.observe(Duration::from_micros(micros));
        }
        let mut text = String::new();
        times.write(&mut text, "t", "a=\"b\"");
        assert_eq!(
            text,
            "t_bucket{a=\"b\",le=\"0.001\"} 2\nt_bucket{a=\"b\",le=\"0.01\"} 3\nt_bucket{a=\"b\",le=\"+Inf\"} 4\n\
             t_sum{a=\"b\"} 0.022002\nt_count{a=\"b\"} 4\n"
        );
        let mut alone = String::new();
        times.write(&mut alone, "t", "");
        assert!(alone.starts_with("t_bucket{le=\"0.001\"} 2\n") && alone.ends_with("t_count 4\n"), "{alone}");
    }
}
