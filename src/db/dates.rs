//! Dates that nobody can read: any text on SQLite, `infinity` on PostgreSQL, another age on both. Triggers refuse them where they
//! are written. One that stands there all the same, written by an older program or past us, is moved out of the way: what it was
//! goes to `unreadable_dates`, and in its place stands [`UNREADABLE`], which is read like any other date and locks its row.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};

use super::migrate::Number;
use super::schema::unreadable_dates;
use super::{DbConnection, DbResult, Engine};
use crate::domain::typed::UNREADABLE;

/// What stands for the key of a row that is known by no number, since a key has to stand there.
const NO_NUMBER: i64 = 0;

/// Where a date stands that nobody can read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableDate {
    /// The table.
    pub table_name: String,
    /// The key of the row; `None` where the rows of that table are known by no number.
    pub row: Option<i64>,
    /// The column.
    pub column_name: String,
    /// What stood there.
    pub value: String,
}

/// `plans 3 assigned_on`, `calendar_days day`.
impl std::fmt::Display for UnreadableDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let row = self.row.map(|row| format!("{row} ")).unwrap_or_default();
        write!(f, "{} {row}{}", self.table_name, self.column_name)
    }
}

/// A column of dates.
#[derive(Debug, QueryableByName)]
pub(super) struct Column {
    #[diesel(sql_type = Text)]
    table_name: String,
    #[diesel(sql_type = Text)]
    column_name: String,
    /// `date`, or with a time.
    #[diesel(sql_type = Text)]
    kind: String,
    /// What a row is known by; `0` where that is no number.
    #[diesel(sql_type = Text)]
    row_id: String,
    /// Whether it is a part of the table's key.
    #[diesel(sql_type = BigInt)]
    is_key: i64,
}

/// Every column of dates that there is, as the database itself says.
const ON_SQLITE: &str = "SELECT t.name AS table_name, c.name AS column_name, lower(c.type) AS kind, 'rowid' AS row_id, \
     c.pk AS is_key FROM sqlite_master AS t, pragma_table_info(t.name) AS c \
     WHERE t.type = 'table' AND substr(t.name, 1, 2) <> '__' AND lower(c.type) IN ('date', 'timestamp')";

/// The same of a server.
const ON_POSTGRES: &str = "SELECT c.table_name::text, c.column_name::text, c.data_type::text AS kind, \
     CASE WHEN EXISTS (SELECT 1 FROM information_schema.columns AS i WHERE i.table_schema = c.table_schema \
         AND i.table_name = c.table_name AND i.column_name = 'id' AND i.data_type = 'bigint') THEN 'id' ELSE '0' END AS row_id, \
     (SELECT count(*) FROM information_schema.key_column_usage AS k JOIN information_schema.table_constraints AS p \
         ON p.constraint_schema = k.constraint_schema AND p.constraint_name = k.constraint_name \
         WHERE p.constraint_type = 'PRIMARY KEY' AND k.table_schema = c.table_schema AND k.table_name = c.table_name \
         AND k.column_name = c.column_name) AS is_key \
     FROM information_schema.columns AS c WHERE c.table_schema = current_schema() \
     AND left(c.table_name, 2) <> '__' AND c.data_type IN ('date', 'timestamp without time zone') \
     ORDER BY c.table_name, c.column_name";

impl Column {
    /// What holds of the dates there that can be read; the triggers of the migrations say the same of what is new. SQLite reckons
    /// a date anew only where something is added to it: 30 February and 24 o'clock are others then.
    fn readable(&self, engine: Engine) -> String {
        let Self { column_name: c, .. } = self;
        match (engine, self.kind.as_str()) {
            (Engine::Sqlite, "date") => {
                format!("date({c}, '+0 days') IS {c} AND {c} BETWEEN '1899-12-31' AND '2200-12-31'")
            }
            (Engine::Sqlite, _) => format!(
                "datetime(substr({c}, 1, 19), '+0 seconds') IS substr({c}, 1, 19) AND {c} BETWEEN '1899-12-31' AND '2201-01-01' \
                 AND instr({c}, char(0)) = 0 AND (length({c}) = 19 OR substr({c}, 20) GLOB '.[0-9]*') \
                 AND substr({c}, 21) NOT GLOB '*[^0-9]*'"
            ),
            (Engine::Postgres, _) => format!("{c} >= '1899-12-31' AND {c} < '2201-01-01'"),
        }
    }

    /// What stands in the place of one that cannot be read.
    fn stand_in(&self) -> String {
        let time = if self.kind == "date" { "" } else { " 00:00:00" };
        format!("'{UNREADABLE}{time}'")
    }

    fn unreadable(&self, engine: Engine) -> String {
        format!("{} IS NOT NULL AND NOT ({})", self.column_name, self.readable(engine))
    }

    /// Whether there is any date that cannot be read.
    fn is_amiss(&self, connection: &mut DbConnection) -> DbResult<bool> {
        let (table, unreadable) = (&self.table_name, self.unreadable(connection.engine()));
        let query = format!("SELECT count(*) AS n FROM (SELECT 1 FROM {table} WHERE {unreadable} LIMIT 1) AS found");
        Ok(sql_query(query).get_result::<Number>(connection)?.n > 0)
    }

    /// Moves what cannot be read there out of the way. A row whose key is such a date says nothing, and goes.
    fn clear(&self, connection: &mut DbConnection) -> DbResult<()> {
        let Self { table_name: table, column_name: column, row_id, .. } = self;
        let unreadable = self.unreadable(connection.engine());
        let statements = [
            format!(
                "INSERT INTO unreadable_dates (table_name, row_id, column_name, value) \
                 SELECT '{table}', {row_id}, '{column}', CAST({column} AS TEXT) FROM {table} WHERE {unreadable} \
                 ON CONFLICT DO NOTHING"
            ),
            match self.is_key {
                0 => format!("UPDATE {table} SET {column} = {} WHERE {unreadable}", self.stand_in()),
                _ => format!("DELETE FROM {table} WHERE {unreadable}"),
            },
        ];
        Ok(statements.iter().try_for_each(|statement| sql_query(statement).execute(connection).map(drop))?)
    }

    /// Forgets what was moved where somebody has set the date, or where the row is gone; but a row that went because its key
    /// was such a date is missed until the table is filled anew.
    fn forget_set(&self, connection: &mut DbConnection) -> DbResult<()> {
        let Self { table_name: table, column_name: column, row_id, is_key, .. } = self;
        if *is_key > 0 {
            return Ok(());
        }
        let still = format!("SELECT {row_id} FROM {table} WHERE {column} = {}", self.stand_in());
        let forget = format!(
            "DELETE FROM unreadable_dates WHERE table_name = '{table}' AND column_name = '{column}' AND row_id NOT IN ({still})"
        );
        sql_query(forget).execute(connection)?;
        Ok(())
    }
}

fn columns(connection: &mut DbConnection) -> DbResult<Vec<Column>> {
    let query = match connection.engine() {
        Engine::Sqlite => ON_SQLITE,
        Engine::Postgres => ON_POSTGRES,
    };
    Ok(sql_query(query).load(connection)?)
}

/// The columns in which a date stands that cannot be read; only reads, so that nobody waits for it.
pub(super) fn amiss(connection: &mut DbConnection) -> DbResult<Vec<Column>> {
    let mut amiss = Vec::new();
    for column in columns(connection)? {
        if column.is_amiss(connection)? {
            amiss.push(column);
        }
    }
    Ok(amiss)
}

/// Moves every date of these columns that cannot be read out of the way; what was moved now.
pub(super) fn clear(connection: &mut DbConnection, columns: &[Column]) -> DbResult<Vec<UnreadableDate>> {
    let before = moved(connection)?;
    columns.iter().try_for_each(|column| column.clear(connection))?;
    Ok(moved(connection)?.into_iter().filter(|one| !before.contains(one)).collect())
}

/// Forgets what was moved and has been set since.
pub(crate) fn forget_set(connection: &mut DbConnection) -> DbResult<()> {
    let moved = moved(connection)?;
    if moved.is_empty() {
        return Ok(());
    }
    let concerned = |column: &&Column| {
        moved.iter().any(|one| one.table_name == column.table_name && one.column_name == column.column_name)
    };
    columns(connection)?.iter().filter(concerned).try_for_each(|column| column.forget_set(connection))
}

/// Whether a date of that table was moved out of the way.
pub(super) fn has_lost(connection: &mut DbConnection, table: &str) -> DbResult<bool> {
    let of_table = unreadable_dates::table.filter(unreadable_dates::table_name.eq(table));
    Ok(diesel::select(exists(of_table)).get_result(connection)?)
}

/// Forgets what was moved out of a table that is filled anew.
pub(super) fn forget_table(connection: &mut DbConnection, table: &str) -> DbResult<()> {
    diesel::delete(unreadable_dates::table.filter(unreadable_dates::table_name.eq(table))).execute(connection)?;
    Ok(())
}

/// Every date that was moved out of the way and that nobody has set since.
pub(crate) fn moved(connection: &mut DbConnection) -> DbResult<Vec<UnreadableDate>> {
    let key = (unreadable_dates::table_name, unreadable_dates::row_id, unreadable_dates::column_name);
    let rows: Vec<(String, i64, String, String)> = unreadable_dates::table.order(key).load(connection)?;
    let one = |(table_name, row, column_name, value): (String, i64, String, String)| {
        let row = Some(row).filter(|row| *row != NO_NUMBER);
        UnreadableDate { table_name, row, column_name, value }
    };
    Ok(rows.into_iter().map(one).collect())
}

/// Whether any of these dates stands for one that cannot be read: its row is locked.
pub(super) fn is_unreadable(dates: &[Option<NaiveDate>]) -> bool {
    dates.contains(&Some(UNREADABLE))
}
