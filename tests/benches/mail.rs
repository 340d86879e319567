//! How fast mail leaves, against lettre by itself with TCP_NODELAY over as many connections, in turns: `scripts/bench mail`.
//!
//! `MODE=frozen` (the default): the bytes are there already; `composed`: every letter is put together. `MAILS`, `NOTICES` (sizes of
//! the table), `ROUNDS`, `LINES` and `SINK` (the port of another server on this machine) may be set; `DUBAN_TEST_DATABASE_URL` names a PostgreSQL server, else it is SQLite in `TMPDIR`.

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

#[path = "../support/mod.rs"]
#[expect(dead_code, reason = "tests need more of it")]
mod support;

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use duban::actions::{
    ActionError, Actor, AddPerson, Claim, Context, Follow, ImportPlan, add_people, import_plan, seed_rules, tick,
};
use duban::clock::parse_local;
use duban::compiler::UnitRegistry;
use duban::config::{MailSettings, MailTls, MailTransport};
use duban::db::mail::mail_texts;
use duban::delivery::{Courier, deliver};
use duban::domain::id::MailId;
use duban::domain::person::Role;
use duban::letters::{Composing, Later, Readiness};
use duban::mail::Transport;
use lettre::address::Envelope;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::extension::ClientId;

use support::app::{context, guangxi};
use support::database::{TestDatabase, execute, lines};

/// A mail as it leaves.
type Ready = (Envelope, String);

fn main() {
    if std::env::args().any(|argument| argument == "sink") {
        return sink();
    }
    let (mut server, own) = start_sink();
    let port = std::env::var("SINK").ok().and_then(|port| port.parse().ok()).unwrap_or(own);
    let composed = std::env::var("MODE").is_ok_and(|mode| mode == "composed");
    for notices in std::env::var("NOTICES").unwrap_or_else(|_| "10000 100000".to_owned()).split_whitespace() {
        let house = House::new(number("MAILS", 2000), notices.parse().expect("a number"), port);
        house.compare(&format!("{notices} notices"), composed);
    }
    drop(server.kill());
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

/// A server that takes everything at once, in a process of its own: its work is not counted as ours.
fn sink() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    println!("{}", listener.local_addr().expect("an address").port());
    for stream in listener.incoming().flatten() {
        std::thread::spawn(move || drop(converse(&stream)));
    }
}

fn converse(stream: &TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (mut reader, mut writer, mut line) = (BufReader::with_capacity(1 << 16, stream), stream, Vec::new());
    writer.write_all(b"220 sink\r\n")?;
    let mut in_message = false;
    loop {
        line.clear();
        if reader.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let answer: &[u8] = match line.get(..4) {
            _ if in_message && line != b".\r\n" => continue,
            Some(b"DATA") => {
                in_message = true;
                b"354 go on\r\n"
            }
            _ => {
                in_message = false;
                b"250 ok\r\n"
            }
        };
        writer.write_all(answer)?;
    }
}

fn start_sink() -> (Child, u16) {
    let own = std::env::current_exe().expect("this program");
    let mut child = Command::new(own).arg("sink").stdout(Stdio::piped()).spawn().expect("a process");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a port");
    (child, line.trim().parse().expect("a port"))
}

/// The frozen bytes as they are, without asking whether they are still wanted.
struct Frozen<'a>(&'a Context);

impl Composing for Frozen<'_> {
    fn readiness(&self, claim: &Claim) -> Result<Readiness, ActionError> {
        self.look_ahead(&[Arc::new(claim.clone())])?.pop().ok_or(ActionError::NotFound)?()
    }

    fn look_ahead<'a>(&'a self, claims: &[Arc<Claim>]) -> Result<Vec<Later<'a>>, ActionError> {
        let ids: Vec<MailId> = claims.iter().map(|claim| claim.mail.id).collect();
        let mut raws = self.0.db.read(|c| mail_texts::messages(c, &ids))?;
        let later = |claim: &Arc<Claim>| -> Later<'a> {
            let (raw, to) =
                (raws.remove(&claim.mail.id).expect("a text"), claim.mail.to_address.clone().expect("an address"));
            Box::new(|| Ok(Readiness::Send { to, raw: raw.into(), fresh: None }))
        };
        Ok(claims.iter().map(later).collect())
    }
}

/// A plan, and as many mails that are due.
struct House {
    ctx: Context,
    mails: usize,
    port: u16,
    _database: TestDatabase,
}

impl House {
    fn new(mails: usize, notices: usize, port: u16) -> Self {
        let database = TestDatabase::new();
        let ctx = context(&database, &[("DUBAN__DATABASE__POOL", "8")]);
        ctx.db.migrate().expect("migrations");
        seed_rules(&ctx, &Actor::Console, Follow::Settings).expect("the rules");
        let registry = UnitRegistry::guangxi().expect("the registry");
        let draft = guangxi(&registry);
        let activate_on = Some(ctx.clock.today());
        let wish = ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on };
        import_plan(&ctx, &Actor::Console, &wish).expect("the plan");
        let reader = AddPerson {
            name: support::said("韦联络"),
            email: Some(support::said("reader@test.example")),
            phone: None,
            unit: support::said("桂林市人民政府"),
            role: Role::Liaison,
        };
        add_people(&ctx, &Actor::Console, &[reader]).expect("a person");
        execute(&ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
        ctx.clock.set(parse_local("2024-05-17").expect("a date"));
        assert_eq!(tick(&ctx).expect("a tick").mails, 1);
        assert_eq!(deliver(&ctx, &Transport::Capture).expect("a run").accepted, 1);
        fill(&ctx, mails, notices);
        Self { ctx, mails, port, _database: database }
    }

    /// Both in turns; the figures of each and their ratio.
    fn compare(&self, title: &str, composed: bool) {
        let (mut ours, mut theirs, mut ratios, mut cpu) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let ready = self.ready();
        for _ in 0..number("ROUNDS", 7) {
            self.reset(composed);
            let before = cpu_seconds();
            ours.push(self.rate(|| self.deliver(composed)));
            cpu.push((cpu_seconds() - before) * 1000.0 / self.mails as f64);
            theirs.push(self.rate(|| by_lettre(self.port, &ready)));
            ratios.extend(ours.last().zip(theirs.last()).map(|(ours, theirs)| ours / theirs));
        }
        let mode = if composed { "composed" } else { "frozen" };
        println!(
            "{title}, {mode}: {} mails/s, lettre {} mails/s, ratio {}, CPU {} ms a mail",
            spread(ours, 0),
            spread(theirs, 0),
            spread(ratios, 2),
            spread(cpu, 2)
        );
    }

    fn rate(&self, work: impl FnOnce()) -> f64 {
        let began = Instant::now();
        work();
        self.mails as f64 / began.elapsed().as_secs_f64()
    }

    fn deliver(&self, composed: bool) {
        let own = self.ctx.settings.mail.clone();
        let settings = MailSettings {
            transport: MailTransport::Smtp,
            host: "127.0.0.1".to_owned(),
            port: self.port,
            tls: MailTls::None,
            connections: number("LINES", 4),
            ..own
        };
        let (courier, transport) = (Courier::default(), Transport::Smtp(Box::new(settings)));
        let done = if composed {
            courier.deliver(&self.ctx, &transport)
        } else {
            courier.deliver_with(&self.ctx, &transport, &Frozen(&self.ctx), &|| true)
        };
        let done = done.expect("a run");
        assert_eq!(done.accepted, self.mails, "{done:?}");
    }

    fn reset(&self, composed: bool) {
        let thaw = if composed { ", to_address = NULL, subject = NULL" } else { "" };
        if composed {
            execute(&self.ctx.db, "DELETE FROM mail_texts WHERE mail_id > 1000");
        }
        execute(
            &self.ctx.db,
            &format!(
                "UPDATE mails SET state = 'pending', owner = NULL, finished_at = NULL, attempts = 1, doubts = 0{thaw} WHERE id > 1000; \
                 UPDATE notices SET settled_at = NULL WHERE mail_id > 1000"
            ),
        );
    }

    fn ready(&self) -> Vec<Ready> {
        let from = "duban@localhost".parse().expect("an address");
        let raws = lines(&self.ctx.db, "SELECT raw AS line FROM mail_texts WHERE mail_id > 1000");
        let envelope =
            Envelope::new(Some(from), vec!["reader@test.example".parse().expect("an address")]).expect("both");
        raws.into_iter().map(|raw| (envelope.clone(), raw)).collect()
    }
}

/// Copies of the one mail, each to a reader of its own, and notices that were given long ago.
fn fill(ctx: &Context, mails: usize, notices: usize) {
    let counted = |to: usize| {
        format!("(WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < {to}) SELECT i FROM k) AS n")
    };
    let (n, old) = (counted(mails), counted(notices));
    execute(
        &ctx.db,
        &format!(
            "INSERT INTO people (id, name, email, created_at) SELECT 1000 + n.i, 'R' || n.i, 'r' || n.i || '@test.example', \
             '2024-05-17 00:00:00' FROM {n}; \
             INSERT INTO mails (id, key, person_id, kind, local_date, unit_id, role, to_address, subject, \
             message_id, state, not_before, created_at) SELECT 1000 + n.i, 'day/' || (1000 + n.i) || '/2024-05-17', 1000 + n.i, m.kind, \
             m.local_date, m.unit_id, m.role, 'r' || n.i || '@test.example', m.subject, \
             'id' || n.i || '@test', 'pending', m.not_before, m.created_at FROM mails AS m, {n} WHERE m.id = 1; \
             INSERT INTO mail_texts SELECT 1000 + n.i, t.body_text, t.body_html, t.raw FROM mail_texts AS t, {n} WHERE t.mail_id = 1; \
             INSERT INTO notices (key, plan_id, subject, about_unit_id, about_span, obligation_id, due_rev, rung, unit_id, role, person_id, channel, mail_id, \
             fired_on, rules, created_at) SELECT c.key || '/' || n.i, c.plan_id, c.subject, c.about_unit_id, c.about_span, c.obligation_id, c.due_rev, c.rung, \
             c.unit_id, c.role, 1000 + n.i, c.channel, 1000 + n.i, c.fired_on, c.rules, c.created_at \
             FROM notices AS c, {n} WHERE c.mail_id = 1; \
             INSERT INTO notices (key, plan_id, subject, obligation_id, due_rev, rung, unit_id, role, person_id, channel, mail_id, \
             fired_on, settled_at, rules, created_at) SELECT 'old/' || n.i, o.plan_id, 'obligation', o.id, 0, '-5', o.unit_id, \
             'liaison', NULL, 'telephone', NULL, '2024-04-01', '2024-04-01 01:00:00', 'x', '2024-04-01 01:00:00' \
             FROM {old} JOIN obligations AS o ON o.id = 1 + n.i % 500"
        ),
    );
}

fn by_lettre(port: u16, ready: &[Ready]) {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..number("LINES", 4) {
            scope.spawn(|| {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(async {
                    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await.expect("a line");
                    stream.set_nodelay(true).expect("no delay");
                    let hello = ClientId::default();
                    let line = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &hello).await;
                    let mut line = line.expect("a greeting");
                    while let Some((envelope, raw)) = ready.get(next.fetch_add(1, Ordering::Relaxed)) {
                        line.send(envelope, raw.as_bytes()).await.expect("an answer");
                    }
                });
            });
        }
    });
}

/// What this process has used of all processors; Linux alone can tell.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    (ticks(11) + ticks(12)) / 100.0
}

/// The median and what it lies between.
fn spread(mut figures: Vec<f64>, digits: usize) -> String {
    figures.sort_by(f64::total_cmp);
    let (first, last) = (figures.first().copied().unwrap_or_default(), figures.last().copied().unwrap_or_default());
    let middle = figures.get(figures.len() / 2).copied().unwrap_or_default();
    format!("{middle:.digits$} ({first:.digits$}–{last:.digits$})")
}
