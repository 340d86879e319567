//! The rows: the Guangxi plan with everybody in post, copied with all below it as often as the size asks for.

use duban::actions::{Actor, AddPerson, Context, add_people, relight_stale, set_password, word_unread};
use duban::domain::person::Role;

use super::support::app::PASSWORD;
use super::support::database::{TestDatabase, execute, lines, number};
use super::support::office::{OFFICE, Office};
use super::support::{address_of, said};

/// What time it is.
pub const NOW: &str = "2024-06-24 10:00";

/// Another unit than the office.
const CITY: &str = "桂林市人民政府";

/// What is copied, the first before what refers to it, with its columns that refer to another one of these.
const BELOW: &[(&str, &[(&str, &str)])] = &[
    ("plans", &[]),
    ("tasks", &[("plan_id", "plans")]),
    ("measures", &[("task_id", "tasks")]),
    ("assignments", &[("measure_id", "measures")]),
    ("milestones", &[("measure_id", "measures")]),
    ("indicators", &[("measure_id", "measures"), ("plan_id", "plans")]),
    ("obligations", &[("plan_id", "plans"), ("measure_id", "measures"), ("milestone_id", "milestones")]),
];

/// A database of that size, and who asks.
pub struct House {
    /// The database; it goes away with the value.
    pub database: TestDatabase,
    /// The means of actions.
    pub ctx: Context,
    /// The coordinator's address.
    pub coordinator: String,
    /// The liaison's.
    pub liaison: String,
    /// How many obligations there are.
    pub obligations: usize,
    /// In how many plans.
    pub plans: usize,
    /// One in the middle of the table.
    pub middle: usize,
    /// One that the liaison's unit owes.
    pub own: usize,
}

impl House {
    /// Builds it.
    pub fn new(obligations: usize) -> Self {
        let office = Office::full("2024-03-01");
        let [coordinator, liaison] = [("测调度", OFFICE, Role::Coordinator), ("测联络", CITY, Role::Liaison)]
            .map(|(name, unit, role)| person(&office.ctx, name, unit, role));
        office.tick(NOW);
        office.hand_over();
        let copies = obligations / number(office.db(), "SELECT count(*) FROM obligations");
        multiply(&office, copies.max(1));
        while relight_stale(&office.ctx).expect("lamps") > 0 {}
        word_unread(&office.ctx).expect("texts");
        execute(office.db(), if office.database.is_postgres() { "VACUUM ANALYZE" } else { "ANALYZE" });
        let count = |what: &str| number(office.db(), what);
        let owed =
            format!("SELECT max(o.id) FROM obligations o JOIN units u ON u.id = o.unit_id WHERE u.name = '{CITY}'");
        let (all, plans) = (count("SELECT count(*) FROM obligations"), count("SELECT count(*) FROM plans"));
        let (middle, own) = (count("SELECT max(id) / 2 FROM obligations"), count(&owed));
        let Office { ctx, database } = office;
        Self { database, ctx, coordinator, liaison, obligations: all, plans, middle, own }
    }

    /// What the database takes on the disk.
    pub fn size_mb(&self) -> f64 {
        let bytes = match self.database.is_postgres() {
            true => "SELECT pg_database_size(current_database())",
            false => "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        };
        number(&self.ctx.db, bytes) as f64 / 1e6
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

/// Copies the plan with all below it, so that there are so many; each copy has words and dates of its own.
fn multiply(office: &Office, plans: usize) {
    if plans < 2 {
        return;
    }
    let step = |table: &str| number(office.db(), &format!("SELECT coalesce(max(id), 0) FROM {table}"));
    let steps: Vec<(&str, usize)> = BELOW.iter().map(|(table, _)| (*table, step(table))).collect();
    let step_of = |table: &str| steps.iter().find(|(name, _)| *name == table).expect("a table").1;
    for (table, refers) in BELOW {
        let columns = columns(office, table);
        let value = |column: &String| match refers.iter().find(|(name, _)| name == column) {
            Some((_, to)) => format!("{column} + k.n * {}", step_of(to)),
            None => own_value(office, table, column, step_of(table)),
        };
        let values: Vec<String> = columns.iter().map(value).collect();
        let numbers =
            format!("WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n < {})", plans - 1);
        execute(
            office.db(),
            &format!(
                "INSERT INTO {table} ({}) {numbers} SELECT {} FROM k CROSS JOIN {table} WHERE id <= {}",
                columns.join(", "),
                values.join(", "),
                step_of(table)
            ),
        );
    }
}

/// What a copy has in a column that refers to no other copy.
fn own_value(office: &Office, table: &str, column: &str, step: usize) -> String {
    let days = "((id * 7919 + k.n * 104729) % 361 - 180)";
    match (table, column) {
        (_, "id") => format!("id + k.n * {step}"),
        ("plans", "title") | ("measures", "text") => format!("{column} || '（第' || CAST(k.n AS TEXT) || '份）'"),
        ("plans", "document_sha256") => "'copy ' || CAST(k.n AS TEXT)".to_owned(),
        ("obligations", "text_id") => "CAST(NULL AS BIGINT)".to_owned(),
        ("obligations", "lamp_rev") => "0".to_owned(),
        ("obligations", "due" | "original_due") if office.database.is_postgres() => {
            format!("CASE WHEN kind = 'dated' THEN DATE '2024-06-24' + CAST({days} AS INTEGER) ELSE {column} END")
        }
        ("obligations", "due" | "original_due") => {
            format!("CASE WHEN kind = 'dated' THEN date('2024-06-24', {days} || ' days') ELSE {column} END")
        }
        _ => column.to_owned(),
    }
}

fn columns(office: &Office, table: &str) -> Vec<String> {
    let query = match office.database.is_postgres() {
        true => format!(
            "SELECT CAST(column_name AS TEXT) AS line FROM information_schema.columns \
             WHERE table_name = '{table}' AND table_schema = current_schema() ORDER BY ordinal_position"
        ),
        false => format!("SELECT name AS line FROM pragma_table_info('{table}')"),
    };
    lines(office.db(), &query)
}
