//! The rows: the Guangxi plan with liaisons, a coordinator, and mails that wait.

use std::collections::HashMap;
use std::sync::Arc;

use duban::actions::{Actor, AddPerson, Context, Follow, Rulebook, add_people, seed_rules, set_password, tick};
use duban::auth::hashing::Hasher;
use duban::clock::{Clock, parse_local};
use duban::config::Settings;
use duban::db::Database;
use duban::domain::person::Role;

use super::support::app::{PASSWORD, import_guangxi};
use super::support::database::{execute, lines};
use super::support::office::OFFICE;
use super::support::{address_of, said};
use super::{CLIENTS, NOW};

/// So much of what each owes comes round again and again.
const OWED: usize = 4;

/// The unit that is told by mail, and that no client works for.
const TOLD: &str = "桂林市人民政府";

/// The database, and who works with it.
pub struct House {
    /// The means of actions.
    pub ctx: Context,
    /// The address of each liaison, and what the unit owes.
    pub liaisons: Vec<(String, Vec<i64>)>,
    /// The coordinator's address.
    pub coordinator: String,
}

impl House {
    /// Fills an empty database.
    pub fn new(url: &str) -> Self {
        let environment = HashMap::from([("DATABASE_URL".to_owned(), url.to_owned())]);
        let settings = Settings::from_parts("soak", None, environment).expect("settings");
        let ctx = Context {
            db: Database::open(&settings.database).expect("a database"),
            clock: Clock::fixed(parse_local("2024-03-01").expect("a date")),
            hasher: Hasher::new(settings.auth.hash_threads),
            rules: Rulebook::new(&settings.plan).expect("the rules"),
            settings: Arc::new(settings),
            asked: None,
        };
        ctx.db.migrate().expect("migrations");
        seed_rules(&ctx, &Actor::Console, Follow::Settings).expect("the rules");
        import_guangxi(&ctx);
        ctx.clock.set(parse_local(NOW).expect("a time"));
        person(&ctx, "told", TOLD, Role::Liaison);
        let units = lines(
            &ctx.db,
            &format!(
                "SELECT u.name AS line FROM obligations o JOIN units u ON u.id = o.unit_id WHERE u.name <> '{TOLD}' \
                 GROUP BY u.name ORDER BY count(*) DESC, u.name LIMIT {CLIENTS}"
            ),
        );
        let liaison = |(n, unit): (usize, &String)| {
            let owed = format!(
                "SELECT o.id::text AS line FROM obligations o JOIN units u ON u.id = o.unit_id WHERE u.name = '{unit}'"
            );
            let owed = lines(&ctx.db, &owed).iter().take(OWED).map(|id| id.parse().expect("a number")).collect();
            (person(&ctx, &format!("liaison-{n}"), unit, Role::Liaison), owed)
        };
        let liaisons = units.iter().enumerate().map(liaison).collect();
        let coordinator = person(&ctx, "coordinator", OFFICE, Role::Coordinator);
        tick(&ctx).expect("a tick");
        Self { ctx, liaisons, coordinator }
    }

    /// Puts so many mails into the queue that leave at once: copies of the reminder of this day, each to a reader of its own.
    pub fn queue(&self, mails: usize, round: usize) {
        let first = 1_000_000 * (round + 1);
        let n = format!("generate_series({first}, {}) AS n(i)", first + mails - 1);
        let one = format!(
            "(SELECT m.* FROM mails m JOIN units u ON u.id = m.unit_id WHERE u.name = '{TOLD}' AND m.id < 1000000 ORDER BY m.id LIMIT 1) AS m"
        );
        execute(
            &self.ctx.db,
            &format!(
                "BEGIN; INSERT INTO people (id, name, email, created_at) SELECT n.i, 'R' || n.i, 'r' || n.i || '@test.example', \
                 '2024-05-17' FROM {n}; \
                 INSERT INTO mails (id, key, person_id, kind, local_date, unit_id, role, message_id, state, not_before, created_at) \
                 SELECT n.i, 'day/' || n.i || '/' || m.local_date, n.i, m.kind, m.local_date, m.unit_id, m.role, \
                 'copy-' || n.i || '@test', 'pending', m.not_before, m.created_at FROM {one}, {n}; \
                 INSERT INTO notices (key, plan_id, subject, obligation_id, due_rev, rung, unit_id, role, person_id, channel, \
                 mail_id, fired_on, rules, created_at) SELECT c.key || '/' || n.i, c.plan_id, c.subject, c.obligation_id, c.due_rev, \
                 c.rung, c.unit_id, c.role, n.i, c.channel, n.i, c.fired_on, c.rules, c.created_at \
                 FROM {one} JOIN notices AS c ON c.mail_id = m.id, {n}; COMMIT"
            ),
        );
    }
}

/// Somebody with a password; the address.
fn person(ctx: &Context, name: &str, unit: &str, role: Role) -> String {
    let email = address_of(name);
    let wish = AddPerson { name: said(name), email: Some(said(&email)), phone: None, unit: said(unit), role };
    let mut added = add_people(ctx, &Actor::Console, &[wish]).expect("a person");
    let token = added.remove(0).link_token.expect("a link");
    set_password(ctx, &token, PASSWORD, PASSWORD).expect("a password");
    email
}
