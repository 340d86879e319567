//! A database comes back from a backup: nothing that was sent since is sent again unless somebody says so.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use diesel::connection::SimpleConnection as _;
use duban::actions::{
    Actor, AddPerson, Context, End, Note, What, add_people, claim_mails, mark_restored, tick, write_down,
};
use duban::clock::parse_local;
use duban::db::DbError;
use duban::delivery::deliver;
use duban::domain::person::Role;

use crate::support::app::{TestApp, context};
use crate::support::command::{duban_at, refusal, succeed};
use crate::support::database::{TestDatabase, execute, lines, number};
use crate::support::smtp::SmtpServer;
use crate::support::{address_of, said};

mod files;
mod page;

/// Ten working days before 2024-05-31.
const THEN: &str = "2024-05-17 09:00";
/// Five working days before it.
const LATER: &str = "2024-05-24 09:00";

/// Where somebody begins after the backup.
const NEW: [&str; 2] = ["梧州市人民政府", "玉林市人民政府"];

const CITIES: [&str; 3] = ["桂林市人民政府", "柳州市人民政府", "南宁市人民政府"];

/// The plan, with a liaison in three cities, who are reminded of what is due on 2024-05-31: a mail each. One of these mails was
/// being sent, of another one nobody knows whether it was.
async fn reminded() -> TestApp {
    let app = TestApp::start().await;
    for city in CITIES {
        app.add(&format!("{city}联络员"), city, Role::Liaison);
    }
    execute(&app.ctx.db, "UPDATE obligations SET reported_period = '2024-05' WHERE kind = 'standing'");
    app.set_clock(THEN);
    assert_eq!(tick(&app.ctx).expect("a tick").mails, CITIES.len());
    let last = |n: usize| format!("id = (SELECT id FROM mails ORDER BY id LIMIT 1 OFFSET {n})");
    let hand = |state: &str, n: usize| {
        format!(
            "UPDATE mails SET state = '{state}', owner = 'courier/gone', fence = 1, attempts = 1 WHERE {};",
            last(n)
        )
    };
    execute(&app.ctx.db, &(hand("leased", 1) + &hand("handed", 2)));
    app
}

/// Somebody begins in two more cities, and is reminded: two mails. The others wait for what they were told before.
fn remind_newcomers(ctx: &Context) {
    ctx.clock.set(parse_local(LATER).expect("a time"));
    let wish = |city: &&str| AddPerson {
        name: said(&format!("{city}联络员")),
        email: Some(said(&address_of(city))),
        phone: None,
        unit: said(city),
        role: Role::Liaison,
    };
    add_people(ctx, &Actor::Console, &NEW.iter().map(wish).collect::<Vec<_>>()).expect("people");
    assert_eq!(tick(ctx).expect("a tick").mails, NEW.len());
}

/// A backup that was made of a database, and what it is restored to.
enum Backup {
    File(PathBuf, TestDatabase),
    OnServer(TestDatabase),
}

impl Backup {
    fn of(app: &TestApp) -> Self {
        if app.database.is_postgres() {
            return Self::OnServer(app.database.copy_on_server());
        }
        let file = app.database.folder.path().join("backup.db");
        succeed(duban_at(THEN, &app.database).arg("backup").arg(&file));
        Self::File(file, TestDatabase::embedded())
    }

    /// The database it has become, and what was said.
    fn restore(self) -> (TestDatabase, String) {
        match self {
            Self::File(file, database) => {
                let said = succeed(duban_at(THEN, &database).arg("restore").arg(file));
                (database, said)
            }
            Self::OnServer(database) => {
                let said = succeed(duban_at(THEN, &database).args(["restore", "--after"]));
                (database, said)
            }
        }
    }
}

/// The Message-ID of each mail by its key.
fn message_ids(ctx: &Context) -> BTreeMap<String, String> {
    let rows = lines(&ctx.db, "SELECT key || ' ' || message_id AS line FROM mails ORDER BY id");
    rows.iter()
        .map(|row| row.split_once(' ').expect("two words"))
        .map(|(k, id)| (k.to_owned(), id.to_owned()))
        .collect()
}

fn taken_ids(server: &SmtpServer) -> Vec<String> {
    let id =
        |raw: &str| raw.lines().find_map(|line| line.strip_prefix("Message-ID: <")).expect("a Message-ID").to_owned();
    let mut ids: Vec<String> =
        server.taken().iter().map(|taken| id(&taken.raw).trim_end_matches('>').to_owned()).collect();
    ids.sort();
    ids
}

fn ids_of(ctx: &Context, which: &str) -> Vec<String> {
    lines(&ctx.db, &format!("SELECT message_id AS line FROM mails WHERE {which} ORDER BY message_id"))
}

/// A database that was restored and has reminded once more since, before anybody has released anything.
async fn restored() -> (TestDatabase, Context) {
    let app = reminded().await;
    let backup = Backup::of(&app);
    let (database, said) = backup.restore();
    assert!(said.contains("发件已暂停：备份时待发 3 封") && said.contains("数据截至 2024-05-17 09:00"), "{said}");

    // What happens after the backup is lost: the same day comes again.
    remind_newcomers(&app.ctx);
    let ctx = context(&database, &[]);
    remind_newcomers(&ctx);
    let (before, after) = (message_ids(&app.ctx), message_ids(&ctx));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let same = before.iter().filter(|(key, id)| after[*key] == **id).count();
    assert_eq!(same, 3, "what the backup had keeps its Message-ID, and nothing else has one that was given before");
    (database, ctx)
}

fn assert_nothing_leaves(database: &TestDatabase, ctx: &Context, server: &SmtpServer) {
    let run = deliver(ctx, &server.transport(ctx)).expect("a run");
    assert!(run.is_held && run.accepted == 0, "{run:?}");
    let said = refusal(
        duban_at(LATER, database)
            .arg("deliver")
            .env("DUBAN__MAIL__HOST", "127.0.0.1")
            .env("DUBAN__MAIL__PORT", server.port().to_string()),
    );
    assert!(said.contains("发件已暂停") && said.contains("duban restore --list"), "{said}");
    // A program that knows nothing of it is refused by the tables.
    let claim = "UPDATE mails SET owner = 'courier/old', state = 'leased' WHERE finished_at IS NULL";
    let refused = ctx.db.bare(|c| Ok(c.batch_execute(claim)?));
    assert!(matches!(&refused, Err(DbError::Query(error)) if error.to_string().contains("the outbox is held")));
    assert_eq!(server.taken().len(), 0);
    assert_eq!(number(&ctx.db, "SELECT count(*) FROM mails WHERE owner IS NOT NULL"), 0, "nobody has any in hand");
}

#[actix_web::test]
async fn nothing_leaves_before_the_release_and_then_only_what_is_new() {
    let (database, ctx) = restored().await;
    let server = SmtpServer::start();
    assert_nothing_leaves(&database, &ctx, &server);
    let list = succeed(duban_at(LATER, &database).args(["restore", "--list"]));
    assert!(list.contains("备份时待发 3 封") && list.contains("恢复后新排入 2 封"), "{list}");
    assert_eq!(list.matches("联络员").count(), 2 * 5, "each by role and name: {list}");
    for (words, option) in
        [(&["restore", "--release"][..], "--waiting"), (&["restore", "--release", "--waiting", "count"], "--newer")]
    {
        let line = refusal(duban_at(LATER, &database).args(words));
        assert!(line.contains(option), "{line}");
    }
    assert_nothing_leaves(&database, &ctx, &server);

    let said =
        succeed(duban_at(LATER, &database).args(["restore", "--release", "--waiting", "count", "--newer", "send"]));
    assert!(said.contains("将发送 2 封，按已发出计 3 封"), "{said}");
    let run = deliver(&ctx, &server.transport(&ctx)).expect("a run");
    assert_eq!((run.is_held, run.accepted), (false, 2), "{run:?}");
    assert_eq!(taken_ids(&server), ids_of(&ctx, "state = 'accepted'"));
    assert_eq!(ids_of(&ctx, "state = 'suppressed' AND last_error = 'counted_as_sent'").len(), 3);
    let untold = "SELECT count(*) FROM notices WHERE mail_id IS NOT NULL AND settled_at IS NULL";
    assert_eq!(number(&ctx.db, untold), 0, "what counts as sent counts as told");
    let line = refusal(duban_at(LATER, &database).args(["restore", "--release"]));
    assert!(line.contains("没有暂停"), "{line}");
    let trail =
        "SELECT verb || ' ' || object || ' ' || actor_kind AS line FROM audit WHERE object = 'database' ORDER BY id";
    assert_eq!(lines(&ctx.db, trail), ["restore_database database console", "release_outbox database console"]);
}

#[actix_web::test]
async fn what_waited_is_sent_where_that_is_chosen_with_the_message_id_it_had() {
    let (database, ctx) = restored().await;
    let server = SmtpServer::start();
    let old = ids_of(&ctx, "id <= (SELECT held_mail FROM instance)");
    assert_eq!(old.len(), 3);
    succeed(duban_at(LATER, &database).args(["restore", "--release", "--waiting", "send", "--newer", "count"]));
    let run = deliver(&ctx, &server.transport(&ctx)).expect("a run");
    assert_eq!(run.accepted, 3, "{run:?}");
    assert_eq!(taken_ids(&server), old);
}

#[actix_web::test]
async fn a_courier_that_has_mails_in_hand_when_the_outbox_is_held_hands_none_over() {
    let app = reminded().await;
    let claims = claim_mails(&app.ctx, "courier/alive", End::First, 9).expect("claims");
    assert_eq!(claims.len(), 1);
    mark_restored(&app.ctx).expect("a restore");
    let handing = Note { claim: claims[0].clone(), what: What::Handing(None) };
    let stand = write_down(&app.ctx, &mut app.ctx.db.pen(), &[&handing]).expect("an answer");
    assert_eq!(stand, [None], "it is told that it holds nothing");
}

#[actix_web::test]
async fn two_that_are_restored_from_one_backup_give_no_message_id_twice() {
    let app = reminded().await;
    remind_newcomers(&app.ctx);
    let mut seen = BTreeSet::new();
    for _ in 0..2 {
        // As if each were restored from the same backup.
        execute(
            &app.ctx.db,
            "UPDATE instance SET generation = 0; \
             DELETE FROM notices WHERE mail_id IN (SELECT id FROM mails WHERE local_date = '2024-05-24'); \
             DELETE FROM mails WHERE local_date = '2024-05-24'",
        );
        mark_restored(&app.ctx).expect("a restore");
        assert_eq!(tick(&app.ctx).expect("a tick").mails, NEW.len());
        seen.extend(ids_of(&app.ctx, "local_date = '2024-05-24'"));
    }
    assert_eq!(seen.len(), 2 * NEW.len());
}
