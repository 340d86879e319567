//! What it costs to put a mail together, and whether that grows with what was told before: `cargo bench --bench letters`.
//! On SQLite, or on the PostgreSQL server that `DUBAN_TEST_DATABASE_URL` names.

#![expect(
    clippy::as_conversions,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    unreachable_pub,
    reason = "a bench stops where something is not as it should be, and prints what it measures"
)]

#[expect(dead_code, reason = "a bench needs little of what tests share")]
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::hint::black_box;
use std::sync::Arc;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use duban::actions::{Claim, End, claim_mails};
use duban::letters::{Composer, Readiness};

use support::database::{execute, number};
use support::office::Office;

/// The plan's own notices come on top.
const GIVEN: [usize; 3] = [0, 10_000, 100_000];
/// How often every mail is put together for the figure of the processor's time.
const ROUNDS: usize = 20;

/// An office in the first week of June: things are late, due soon, and May's reports were missed.
fn office(given: usize) -> (Office, Vec<Arc<Claim>>) {
    let office = Office::full("2024-03-01");
    let most = number(office.db(), "SELECT max(id) FROM obligations");
    execute(
        office.db(),
        &format!(
            "INSERT INTO notices (key, plan_id, subject, obligation_id, due_rev, rung, unit_id, role, channel, fired_on, \
             settled_at, rules, created_at) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {given}) \
             SELECT 'earlier/' || i, 1, 'obligation', 1 + i % {most}, 1000 + i / {most}, '+3', \
             (SELECT min(id) FROM units), 'liaison', 'mail', '2024-05-01', '2024-05-01 00:00:00', '', \
             '2024-05-01 00:00:00' FROM n WHERE i <= {given}"
        ),
    );
    execute(office.db(), if office.database.is_postgres() { "ANALYZE" } else { "PRAGMA optimize" });
    office.tick("2024-06-05 09:00");
    let claims = claim_mails(&office.ctx, "bench", End::First, 1_000).expect("claims");
    (office, claims)
}

fn composing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("letters");
    group.throughput(Throughput::Elements(1));
    for given in GIVEN {
        let (office, claims) = office(given);
        let composer = Composer::new(&office.ctx);
        let compose = |claim: &Arc<Claim>| match composer.readiness(claim).expect("an answer") {
            Readiness::Send { raw, .. } => raw.len(),
            Readiness::Drop(..) => 0,
        };
        let bytes: Vec<usize> = claims.iter().map(compose).collect();
        let (mails, all) = (bytes.iter().filter(|bytes| **bytes > 0).count(), bytes.iter().sum::<usize>());
        println!("{given} notices given before: {mails} mails, {} bytes each", all / mails.max(1));
        let all_again = || claims.iter().for_each(|claim| assert!(black_box(compose(claim)) > 0));
        if let Some(spent) = cpu_of(|| (0..ROUNDS).for_each(|_| all_again())) {
            println!("{given} notices given before: {:.3} ms of CPU a mail", spent / (ROUNDS * claims.len()) as f64);
        }
        let mut next = claims.iter().cycle();
        group.bench_function(format!("a mail, {given} notices given before"), |bencher| {
            bencher.iter(|| next.next().map(compose));
        });
    }
    group.finish();
}

/// Milliseconds that this thread has run while `work` did; Linux alone can tell.
fn cpu_of(work: impl FnOnce()) -> Option<f64> {
    let run = || fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse::<f64>().ok();
    let before = run()?;
    work();
    Some((run()? - before) / 1e6)
}

criterion_group!(benches, composing);
criterion_main!(benches);
