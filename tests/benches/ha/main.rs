//! A failover under load: two web and two worker processes of the release binary on one PostgreSQL pair, whose primary is killed while
//! clients write and mail leaves. `scripts/soak ha` runs it; it prints a line a failover, and ends with 1 where a bound is not kept.
//!
//! `AWAY` says for how many seconds nobody takes writes, once for each failover (`2 8 25`); `MAILS` how many wait when the server dies;
//! `KEEP` a folder in which the logs of the four processes are left.

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

mod clients;
mod house;
mod pair;
mod processes;
mod sink;
#[path = "../../support/mod.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod support;
mod verdict;

use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use duban::clock::{Clock, parse_local};

use clients::{Book, Told};
use house::House;
use pair::Pair;
use processes::{Process, Settings};
use sink::Sink;
use support::database::{lines, number};

/// What time it is when the four start: a Thursday on which mail leaves. When what is in doubt is sent again, a run later in the day.
const NOW: &str = "2024-06-20 09:00";
const LATER: &str = "2024-06-20 12:00";

/// So many clients write.
const CLIENTS: usize = 8;

/// So long after a promotion writes may take to go through, in seconds, by each process.
const SECONDS: f64 = 10.0;

/// So many lines each of the two workers has to the mail server: each repeats one mail at most when it is cut off.
const LINES: usize = 2 * 4;

/// Before a server is killed the clients write for so long, and again after the promotion.
const WORK: Duration = Duration::from_secs(4);
const AFTERWARDS: Duration = Duration::from_secs(12);

/// A failover as it went.
struct Failover {
    killed: Instant,
    promoted: Instant,
}

fn main() {
    // `cargo test` runs what benches there are with `--test`: nothing is measured then.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let (mut pair, sink) = (Pair::start(), Sink::start());
    let kept = std::env::var("KEEP").ok().map(std::path::PathBuf::from);
    let folder = tempfile::tempdir().expect("a folder");
    let url = pair.url();
    let house = House::new(&url);
    let settings = Settings { database: &url, mail_port: sink.port, folder: kept.as_deref().unwrap_or(folder.path()) };
    let clock = Clock::running_from(parse_local(NOW).expect("a time"));
    let webs = ["web-1", "web-2"].map(|name| settings.start("web", name));
    let workers = ["worker-1", "worker-2"].map(|name| settings.start("worker", name));
    let book = Arc::new(Book::default());
    let working = clients::start(&house, &webs.each_ref().map(|web| web.url.clone()), &book);
    let away = std::env::var("AWAY").unwrap_or_else(|_| "2 8 25".to_owned());
    let mut failovers = Vec::new();
    for (round, seconds) in away.split_whitespace().enumerate() {
        failovers.push(fail_over(&mut pair, &house, round, seconds.parse().expect("seconds")));
        sleep(AFTERWARDS);
        pair.mend();
    }
    book.end();
    working.join().expect("the clients");
    let settled = settle(&house, &clock);
    let mut four: Vec<Process> = webs.into_iter().chain(workers).collect();
    let alive = four.iter_mut().filter_map(|process| process.is_alive().then_some(())).count();
    four.into_iter().for_each(Process::stop);
    let [in_doubt, put_off] = ["handed", "pending"]
        .map(|state| number(&house.ctx.db, &format!("SELECT count(*) FROM mails WHERE state = '{state}'")));
    println!(
        "settled after {settled:.1} s, {in_doubt} mails in doubt and {put_off} put off; {alive} of 4 processes have run all the time"
    );
    let later = settings.command(LATER).arg("deliver").output().expect("the binary");
    println!("a run of `duban deliver` later: {}", String::from_utf8_lossy(&later.stdout).trim());
    let kept = [told(&failovers, &book, &sink), judged(&house, &book, &sink, failovers.len()), alive == 4];
    if kept.contains(&false) {
        println!(
            "not kept: nothing lost, writes within {SECONDS} s of the promotion, each line repeats one mail at most"
        );
        std::process::exit(1);
    }
}

/// Kills the server that takes writes, and promotes the other one after so many seconds.
fn fail_over(pair: &mut Pair, house: &House, round: usize, away: f64) -> Failover {
    let mails = std::env::var("MAILS").ok().and_then(|mails| mails.parse().ok()).unwrap_or(2_000);
    house.queue(mails, round);
    sleep(WORK);
    let killed = Instant::now();
    pair.kill();
    sleep(Duration::from_secs_f64(away));
    pair.promote();
    Failover { killed, promoted: Instant::now() }
}

/// Waits until all that is due has left; for how long.
fn settle(house: &House, clock: &Clock) -> f64 {
    let began = Instant::now();
    // What is in doubt waits for ten minutes, and what could not be put together for five.
    let waiting = || {
        let due = format!("state = 'pending' AND not_before <= '{}'", clock.now());
        format!("SELECT count(*) FROM mails WHERE {due} OR owner IS NOT NULL")
    };
    while number(&house.ctx.db, &waiting()) > 0 && began.elapsed() < Duration::from_secs(180) {
        sleep(Duration::from_millis(200));
    }
    began.elapsed().as_secs_f64()
}

/// Prints how each failover went; whether writes went through in time.
fn told(failovers: &[Failover], book: &Book, sink: &Sink) -> bool {
    let writes = book.writes();
    let mut in_time = true;
    for (round, Failover { killed, promoted }) in failovers.iter().enumerate() {
        // Sent whenever, and answered after the promotion: how long after it.
        let since = |moment: Instant| moment.saturating_duration_since(*promoted).as_secs_f64();
        let again = |is_of: &dyn Fn(&clients::Write) -> bool| {
            let done =
                writes.iter().filter(|write| write.told == Told::Done && write.ended > *promoted && is_of(write));
            done.map(|write| since(write.ended)).min_by(f64::total_cmp)
        };
        let webs = [0, 1].map(|web| again(&|write| write.web == web));
        let slowest = (0..CLIENTS).map(|client| again(&|write| write.client == client).unwrap_or(f64::INFINITY));
        let slowest = slowest.fold(0.0, f64::max);
        let while_away = |told: Told| {
            let is_then =
                |write: &&clients::Write| write.told == told && write.ended > *killed && since(write.ended) < SECONDS;
            writes.iter().filter(is_then).count()
        };
        let mail = sink.first_after(*promoted).map_or(f64::INFINITY, since);
        let through = webs.map(|seconds| seconds.unwrap_or(f64::INFINITY));
        println!(
            "failover {}: {:.1} s without a server; writes go through {:.1} and {:.1} s after the promotion, the last client's {slowest:.1} s, \
             mail {mail:.1} s; meanwhile {} refused, {} unsure",
            round + 1,
            (*promoted - *killed).as_secs_f64(),
            through[0],
            through[1],
            while_away(Told::Refused),
            while_away(Told::Unsure),
        );
        in_time &= through.iter().all(|seconds| *seconds <= SECONDS);
    }
    in_time
}

/// Prints what became of writes and mails; whether nothing was lost.
fn judged(house: &House, book: &Book, sink: &Sink, failovers: usize) -> bool {
    let written = verdict::of_writes(&house.ctx.db, &book.writes());
    println!(
        "writes: {} acknowledged, {} lost, {} twice; {} refused, {} of these stored; {} unsure, {} of these stored; {} other answers",
        written.acknowledged,
        written.lost,
        written.twice,
        written.refused,
        written.stored_after_all,
        written.unsure,
        written.unsure_stored,
        written.amiss.len()
    );
    for said in written.amiss.iter().take(5) {
        println!("  {said}");
    }
    let mailed = verdict::of_mails(&house.ctx.db, sink);
    let most = failovers * LINES;
    println!(
        "mails: {} queued, {} handed over and {} of these lost, {} had nothing left to tell, {} left behind; {} unknown; {} repeated (at most \
         {most}), {} with another text",
        mailed.queued,
        mailed.handed,
        mailed.lost,
        mailed.dropped,
        mailed.left_behind,
        mailed.unknown,
        mailed.repeated,
        mailed.changed
    );
    if mailed.left_behind > 0 {
        let states =
            "SELECT state || ' ' || count(*) || ' ' || coalesce(min(last_error), '') AS line FROM mails GROUP BY state";
        lines(&house.ctx.db, states).iter().for_each(|line| println!("  {line}"));
    }
    let of_writes = written.lost + written.twice + written.stored_after_all + written.amiss.len();
    let of_mails = mailed.lost + mailed.left_behind + mailed.unknown + mailed.changed;
    written.acknowledged > 0 && mailed.handed > 0 && of_writes + of_mails == 0 && mailed.repeated <= most
}
