//! From a queued mail to the server: each arrives once, whatever goes wrong on the way.

use std::time::Duration;

use duban::actions::{Actor, AddPerson, Context, Follow, ImportPlan, add_people, import_plan, seed_rules, tick};
use duban::clock::parse_local;
use duban::compiler::UnitRegistry;
use duban::config::MailSettings;
use duban::db::people::persons;
use duban::delivery::{Courier, Delivered, deliver};
use duban::domain::person::Role;
use duban::mail::Transport;

use crate::support::app::{context, guangxi};
use crate::support::database::{TestDatabase, execute, lines, number};
use crate::support::smtp::{Fault, SmtpServer, Taken, transport_to};
use crate::support::{address_of, said};

mod ahead;
mod breaker;
mod clock;
mod counters;
mod dead_courier;
mod given_up;
mod greeting;
mod killed;
mod lost_database;
mod lots;
mod marked;
mod meanwhile;
mod out_of_step;
mod poison;
mod promptly;
mod without_end;

const GUILIN: &str = "桂林市人民政府";

/// The plan since 2024-03-01, a coordinator and liaisons; it is 2024-05-17 09:00, ten working days before 05-31.
struct House {
    ctx: Context,
    server: SmtpServer,
    database: TestDatabase,
}

impl House {
    fn with_liaisons(units: &[&str]) -> Self {
        let database = TestDatabase::new();
        let ctx = context(&database, &[]);
        ctx.db.migrate().expect("migrations");
        seed_rules(&ctx, &Actor::Console, Follow::Settings).expect("the rules");
        let registry = UnitRegistry::guangxi().expect("the registry");
        let draft = guangxi(&registry);
        let activate_on = Some(ctx.clock.today());
        let wish = ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on };
        import_plan(&ctx, &Actor::Console, &wish).expect("the plan");
        let mut wishes = vec![person("覃调度", "自治区生态环境厅", Role::Coordinator)];
        wishes.extend(units.iter().map(|unit| person(&format!("{unit}联络员"), unit, Role::Liaison)));
        add_people(&ctx, &Actor::Console, &wishes).expect("people");
        ctx.clock.set(parse_local("2024-05-17").expect("a date"));
        Self { ctx, server: SmtpServer::start(), database }
    }

    /// One mail for the liaison of Guilin is queued.
    fn with_a_mail() -> Self {
        let house = Self::with_liaisons(&[GUILIN]);
        execute(&house.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
        assert_eq!(tick(&house.ctx).expect("a tick").mails, 1);
        house
    }

    fn transport(&self) -> Transport {
        self.server.transport(&self.ctx)
    }

    /// The same over so many lines.
    fn over(&self, connections: usize) -> Transport {
        let Transport::Smtp(settings) = self.transport() else { panic!("a server") };
        Transport::Smtp(Box::new(MailSettings { connections, ..*settings }))
    }

    fn deliver(&self) -> Delivered {
        deliver(&self.ctx, &self.transport()).expect("a run")
    }

    /// So many mails more are queued, each to a reader of its own: `r1@test.example`, `r2@…`, copies of the one.
    fn with_many(&self, mails: usize) {
        execute(
            &self.ctx.db,
            &format!(
                "INSERT INTO people (id, name, email, created_at) SELECT 1000 + n.i, 'R' || n.i, 'r' || n.i || '@test.example', \
                 '2024-05-17 00:00:00' FROM ({}) AS n; \
                 INSERT INTO mails (id, key, person_id, kind, local_date, unit_id, role, message_id, state, not_before, created_at) \
                 SELECT 1000 + n.i, 'day/' || (1000 + n.i) || '/2024-05-17', 1000 + n.i, m.kind, m.local_date, m.unit_id, m.role, \
                 'id' || n.i || '@test', 'pending', m.not_before, m.created_at FROM mails AS m, ({}) AS n WHERE m.id = 1; \
                 INSERT INTO notices (key, plan_id, subject, about_unit_id, about_span, obligation_id, due_rev, rung, unit_id, role, person_id, channel, \
                 mail_id, fired_on, rules, created_at) SELECT c.key || '/' || n.i, c.plan_id, c.subject, c.about_unit_id, c.about_span, c.obligation_id, c.due_rev, \
                 c.rung, c.unit_id, c.role, 1000 + n.i, c.channel, 1000 + n.i, c.fired_on, c.rules, c.created_at \
                 FROM notices AS c, ({}) AS n WHERE c.mail_id = 1",
                counted(mails),
                counted(mails),
                counted(mails)
            ),
        );
    }

    /// A run that does not wait for long.
    fn deliver_with_patience_of(&self, seconds: u64) -> Delivered {
        let Transport::Smtp(settings) = self.transport() else { panic!("a server") };
        let transport = MailSettings { timeout_seconds: seconds, reply_seconds: seconds, ..*settings };
        deliver(&self.ctx, &Transport::Smtp(Box::new(transport))).expect("a run")
    }

    fn at(&self, local: &str) -> Delivered {
        self.ctx.clock.set(parse_local(local).expect("a time"));
        self.deliver()
    }

    fn states(&self) -> Vec<String> {
        lines(&self.ctx.db, "SELECT state || ' ' || attempts || ' ' || doubts AS line FROM mails ORDER BY id")
    }

    fn unsettled(&self) -> usize {
        number(&self.ctx.db, "SELECT count(*) FROM notices WHERE settled_at IS NULL")
    }
}

/// A query of the numbers from 1 on.
fn counted(to: usize) -> String {
    format!("WITH RECURSIVE k(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM k WHERE i < {to}) SELECT i FROM k")
}

fn person(name: &str, unit: &str, role: Role) -> AddPerson {
    let address = address_of(name);
    AddPerson {
        name: said(name),
        email: Some(said(&address)),
        phone: Some(said("0771-1234567")),
        unit: said(unit),
        role,
    }
}

fn message_id(taken: &Taken) -> &str {
    taken.raw.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("a Message-ID")
}

#[test]
fn a_mail_arrives_once_with_its_headers_and_both_parts() {
    let house = House::with_a_mail();
    assert_eq!(house.deliver(), Delivered { accepted: 1, ..Delivered::default() });
    assert_eq!(house.deliver(), Delivered::default());
    let taken = house.server.taken();
    assert_eq!(taken.len(), 1);
    for header in [
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        "List-Id: ",
        "Date: Fri, 17 May 2024 01:00:00 +0000",
    ] {
        assert!(taken[0].raw.contains(header), "{header}");
    }
    assert!(taken[0].raw.is_ascii());
    assert!(taken[0].raw.contains("text/plain") && taken[0].raw.contains("text/html"));
    assert_eq!(house.states(), ["accepted 1 0"]);
    assert_eq!(house.unsettled(), 0);
    let stored = lines(&house.ctx.db, "SELECT raw AS line FROM mail_texts");
    assert_eq!(stored[0].trim_end(), taken[0].raw.trim_end(), "the outbox has what was handed over");
}

#[test]
fn it_says_what_to_do_by_when_and_whom_to_telephone_without_its_link() {
    let house = House::with_a_mail();
    house.deliver();
    let subject = &lines(&house.ctx.db, "SELECT subject AS line FROM mails")[0];
    assert_eq!(subject, "【到期提醒】桂林市：2 项将到期，最早5月31日（周五）");
    let text = &lines(&house.ctx.db, "SELECT body_text AS line FROM mail_texts")[0];
    let html = &lines(&house.ctx.db, "SELECT body_html AS line FROM mail_texts")[0];
    for said in [
        "组织辖区内水泥熟料生产企业制定改造计划",
        "2024年5月31日（周五）",
        "待签收",
        "覃调度",
        "0771-1234567",
        "/obligations/",
    ] {
        assert!(text.contains(said) && html.contains(said), "{said}\n{text}");
    }
    for foreign in ["<img", "<svg", "<script", "url(", "<link", "class="] {
        assert!(!html.contains(foreign), "{foreign}");
    }
}

#[test]
fn a_mail_in_doubt_is_sent_again_after_ten_minutes_the_same_bytes_at_most_twice() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::AfterDot; 5]);
    assert_eq!(house.deliver().doubtful, 1);
    assert_eq!(house.states(), ["handed 1 0"]);
    assert_eq!(house.at("2024-05-17 09:09"), Delivered::default(), "not yet");
    assert_eq!(house.at("2024-05-17 09:10").doubtful, 1);
    assert_eq!(house.at("2024-05-17 09:20").doubtful, 1);
    assert_eq!(house.states(), ["failed 3 2"]);
    assert_eq!(house.at("2024-05-18 09:20"), Delivered::default());
    let taken = house.server.taken();
    assert_eq!(taken.len(), 3);
    assert!(taken.iter().all(|copy| *copy == taken[0]), "copies differ");
    assert!(lines(&house.ctx.db, "SELECT last_error AS line FROM mails")[0].starts_with("uncertain: "));
    assert_eq!(house.unsettled(), 0);
}

#[test]
fn a_line_that_breaks_in_the_message_leaves_no_copy_and_the_mail_is_sent_again() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::InData]);
    let first = house.deliver();
    assert_eq!(first.put_off + first.doubtful, 1, "{first:?}");
    assert_eq!(house.at("2024-05-17 09:10").accepted, 1);
    assert_eq!(house.server.taken().len(), 1);
}

#[test]
fn what_the_server_puts_off_is_tried_again_by_the_clock() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::Busy, Fault::Busy]);
    assert_eq!(house.deliver().put_off, 1);
    assert_eq!(house.deliver(), Delivered::default(), "not before a minute has passed");
    assert_eq!(house.at("2024-05-17 09:01").put_off, 1);
    assert_eq!(house.at("2024-05-17 09:02"), Delivered::default(), "then two minutes");
    assert_eq!(house.at("2024-05-17 09:03").accepted, 1);
    assert_eq!(house.states(), ["accepted 3 0"]);
}

#[test]
fn an_address_that_is_none_is_not_written_to_again() {
    let house = House::with_a_mail();
    house.server.fail(&[Fault::NoSuchReader]);
    assert_eq!(house.deliver().bounced, 1);
    assert_eq!(house.states(), ["bounced 1 0"]);
    assert_eq!(house.unsettled(), 0);
    house.ctx.clock.set(parse_local("2024-05-24").expect("a date"));
    assert_eq!(tick(&house.ctx).expect("a tick").mails, 1);
    assert_eq!(house.deliver().suppressed, 1);
    assert!(house.server.taken().is_empty());
}

#[test]
fn a_rule_of_the_servers_is_no_wrong_address_and_what_it_says_to_the_sender_uses_nothing_up() {
    let house = House::with_a_mail();
    for fault in [Fault::Policy, Fault::SignIn] {
        house.server.fail(&[fault]);
        assert!(house.deliver().no_connection.is_some(), "{fault:?}");
        assert_eq!(house.states(), ["pending 0 0"]);
    }
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM suspended_addresses"), 0);
    assert_eq!(house.deliver().accepted, 1);
}

#[test]
fn without_a_line_no_attempt_is_counted_and_nothing_is_frozen() {
    let house = House::with_a_mail();
    let run = deliver(&house.ctx, &transport_to(&house.ctx, 1)).expect("a run");
    assert!(run.no_connection.is_some());
    assert_eq!(house.states(), ["pending 0 0"]);
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mail_texts"), 0);
    assert_eq!(house.deliver().accepted, 1);
}

#[test]
fn a_server_that_hangs_up_between_mails_is_called_again() {
    let house = House::with_liaisons(&[GUILIN, "柳州市人民政府", "南宁市人民政府"]);
    tick(&house.ctx).expect("a tick");
    house.server.fail(&[Fault::HangUp, Fault::HangUp]);
    assert_eq!(house.deliver(), Delivered { accepted: 3, ..Delivered::default() });
    assert_eq!(house.server.taken().len(), 3);
}

#[test]
fn many_couriers_deliver_each_mail_once() {
    let units = ["南宁", "柳州", "桂林", "梧州", "北海", "防城港", "钦州", "贵港", "玉林", "百色", "贺州", "河池"];
    let names: Vec<String> = units.iter().map(|name| format!("{name}市人民政府")).collect();
    let house = House::with_liaisons(&names.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(tick(&house.ctx).expect("a tick").mails, names.len());
    let accepted: usize = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| house.deliver().accepted)).collect();
        runs.into_iter().map(|run| run.join().expect("a run")).sum()
    });
    assert_eq!(accepted, names.len());
    let taken = house.server.taken();
    let ids: std::collections::BTreeSet<_> = taken.iter().map(message_id).collect();
    assert_eq!((taken.len(), ids.len()), (names.len(), names.len()));
}

#[test]
fn a_captured_mail_is_accepted_and_kept() {
    let house = House::with_a_mail();
    assert_eq!(deliver(&house.ctx, &Transport::Capture).expect("a run").accepted, 1);
    assert_eq!(number(&house.ctx.db, "SELECT count(*) FROM mail_texts WHERE raw LIKE '%multipart/alternative%'"), 1);
}
