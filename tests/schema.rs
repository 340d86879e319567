//! Both databases have the tables that `src/db/schema.rs` says, and the same ones.

mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use duban::db::{Database, Engine};

use crate::support::database::{TestDatabase, execute, lines, tables};

/// Table, then its columns in order as `name type` or `name type?` where it may be empty.
type Columns = BTreeMap<String, Vec<String>>;

/// What the hand-kept file says: the columns, and the primary key of each table.
fn written() -> (Columns, BTreeMap<String, String>) {
    let (mut columns, mut keys) = (Columns::new(), BTreeMap::new());
    for block in include_str!("../src/db/schema.rs").split("table! {").skip(1) {
        let (head, rest) = block.trim().split_once(") {").expect("a table");
        let (table, key) = head.split_once(" (").expect("a primary key");
        let body = rest.split('}').next().expect("columns");
        let column = |line: &str| {
            let (name, kind) = line.trim().trim_end_matches(',').split_once(" -> ").expect("a column");
            match kind.strip_prefix("Nullable<") {
                Some(inner) => format!("{name} {}?", inner.trim_end_matches('>')),
                None => format!("{name} {kind}"),
            }
        };
        let own: Vec<String> = body.trim().lines().map(column).collect();
        // Another sight of the same rows: what it has beside is a column as well.
        if let Some(same) = table.strip_prefix("#[sql_name = \"") {
            let same: &mut Vec<String> =
                columns.get_mut(same.split('"').next().expect("a name")).expect("a table above");
            let beside: Vec<String> = own.into_iter().filter(|column| !same.contains(column)).collect();
            same.extend(beside);
            continue;
        }
        columns.insert(table.to_owned(), own);
        keys.insert(table.to_owned(), key.to_owned());
    }
    (columns, keys)
}

fn stored(db: &Database) -> Columns {
    tables(db).into_iter().map(|table| (table.clone(), columns_of(db, &table))).collect()
}

fn columns_of(db: &Database, table: &str) -> Vec<String> {
    let query = match db.engine() {
        Engine::Sqlite => format!(
            "SELECT name || '|' || CASE WHEN type = 'INTEGER' AND pk > 0 THEN 'BIGINT' ELSE type END || '|' \
             || CASE WHEN \"notnull\" THEN '' ELSE '?' END AS line FROM pragma_table_info('{table}') ORDER BY cid"
        ),
        Engine::Postgres => format!(
            "SELECT column_name || '|' || data_type || '|' || CASE is_nullable WHEN 'YES' THEN '?' ELSE '' END AS line \
             FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = '{table}' \
             ORDER BY ordinal_position"
        ),
    };
    let column = |line: String| {
        let parts: Vec<&str> = line.split('|').collect();
        format!("{} {}{}", parts[0], common(parts[1]), parts[2])
    };
    lines(db, &query).into_iter().map(column).collect()
}

/// The common type of either database's own.
fn common(own: &str) -> &'static str {
    match own.to_lowercase().as_str() {
        "bigint" => "BigInt",
        "integer" => "Integer",
        "text" => "Text",
        "boolean" => "Bool",
        "date" => "Date",
        "timestamp" | "timestamp without time zone" => "Timestamp",
        "double precision" => "Double",
        "blob" | "bytea" => "Binary",
        other => panic!("a type that the two databases do not share: {other}"),
    }
}

fn keys_of(db: &Database, table: &str) -> String {
    let query = match db.engine() {
        Engine::Sqlite => format!("SELECT name AS line FROM pragma_table_info('{table}') WHERE pk > 0 ORDER BY pk"),
        Engine::Postgres => format!(
            "SELECT column_name::text AS line FROM information_schema.key_column_usage NATURAL JOIN \
             (SELECT constraint_schema, constraint_name FROM information_schema.table_constraints \
              WHERE constraint_type = 'PRIMARY KEY' AND table_schema = current_schema()) AS keys \
             WHERE table_name = '{table}' ORDER BY ordinal_position"
        ),
    };
    lines(db, &query).join(", ")
}

/// `table(columns) unique where predicate: name`; a constraint's index has no name of ours, a primary key none at all.
fn indexes(db: &Database) -> BTreeSet<String> {
    let query = match db.engine() {
        Engine::Sqlite => {
            "SELECT t.name || '(' || (SELECT group_concat(i.name, ', ') FROM pragma_index_info(l.name) AS i) || ')' \
             || CASE WHEN l.\"unique\" THEN ' unique' ELSE '' END \
             || CASE WHEN l.partial THEN ' where ' || substr(m.sql, instr(m.sql, 'WHERE') + 6) ELSE '' END \
             || CASE WHEN l.origin = 'c' THEN ': ' || l.name ELSE '' END AS line \
             FROM sqlite_master AS t, pragma_index_list(t.name) AS l LEFT JOIN sqlite_master AS m ON m.name = l.name \
             WHERE t.type = 'table' AND l.origin <> 'pk' AND t.name NOT LIKE '\\_\\_%' ESCAPE '\\'"
        }
        Engine::Postgres => {
            "SELECT t.relname || '(' || (SELECT string_agg(a.attname, ', ' ORDER BY k.place) \
               FROM unnest(x.indkey) WITH ORDINALITY AS k (number, place) \
               JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = k.number) || ')' \
             || CASE WHEN x.indisunique THEN ' unique' ELSE '' END \
             || coalesce(' where ' || trim(BOTH '()' FROM replace(replace(pg_get_expr(x.indpred, t.oid), ') AND (', ' AND '), '::text', '')), '') \
             || CASE WHEN EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.oid AND c.contype = 'u') \
                THEN '' ELSE ': ' || i.relname END AS line \
             FROM pg_index AS x JOIN pg_class AS t ON t.oid = x.indrelid JOIN pg_class AS i ON i.oid = x.indexrelid \
             JOIN pg_namespace AS n ON n.oid = t.relnamespace WHERE n.nspname = current_schema() \
             AND NOT x.indisprimary AND t.relname NOT LIKE '\\_\\_%' ESCAPE '\\'"
        }
    };
    lines(db, query).into_iter().collect()
}

/// `table.column -> table.column`.
fn references(db: &Database) -> BTreeSet<String> {
    let query = match db.engine() {
        Engine::Sqlite => {
            "SELECT t.name || '.' || f.\"from\" || ' -> ' || f.\"table\" || '.' || f.\"to\" AS line \
             FROM sqlite_master AS t, pragma_foreign_key_list(t.name) AS f WHERE t.type = 'table'"
        }
        Engine::Postgres => {
            "SELECT t.relname || '.' || a.attname || ' -> ' || o.relname || '.' || b.attname AS line \
             FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid JOIN pg_class AS o ON o.oid = c.confrelid \
             JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attnum = c.conkey[1] \
             JOIN pg_attribute AS b ON b.attrelid = o.oid AND b.attnum = c.confkey[1] \
             JOIN pg_namespace AS n ON n.oid = c.connamespace WHERE c.contype = 'f' AND n.nspname = current_schema()"
        }
    };
    lines(db, query).into_iter().collect()
}

/// The folders of a tree's migrations, in order.
fn steps(tree: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree);
    let mut steps: Vec<_> =
        fs::read_dir(folder).expect("a tree").map(|entry| entry.expect("an entry").path()).collect();
    steps.sort();
    steps
}

#[test]
fn the_tables_are_those_of_the_hand_kept_schema() {
    let database = TestDatabase::new();
    let db = database.migrated();
    let (columns, keys) = written();
    let found = stored(&db);
    assert_eq!(found.keys().collect::<Vec<_>>(), columns.keys().collect::<Vec<_>>());
    for (table, wanted) in &columns {
        assert_eq!(&found[table], wanted, "{table}");
        assert_eq!(&keys_of(&db, table), &keys[table], "the key of {table}");
    }
}

#[test]
fn every_table_stands_in_the_list_of_those_that_have_to_be_there() {
    let list = include_str!("../src/db/schema.rs").split_once("\ntables!(").expect("the list").1;
    let listed: BTreeSet<&str> = list.split(')').next().expect("its end").split(',').map(str::trim).collect();
    let (columns, _) = written();
    assert_eq!(
        listed.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>(),
        columns.keys().collect::<Vec<_>>()
    );
}

/// What stands in the tables for a rule that is to come; whoever writes or reads it takes it off this list.
const TO_COME: [&str; 2] = ["occurrence", "parent_id"];

#[test]
fn every_column_is_somebodys() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/db")];
    let mut code = String::new();
    while let Some(folder) = folders.pop() {
        for file in fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()) {
            if file.is_dir() {
                folders.push(file);
            } else if !file.ends_with("schema.rs") {
                code += &fs::read_to_string(file).expect("UTF-8");
            }
        }
    }
    let words: BTreeSet<&str> = code.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    for (table, columns) in written().0 {
        for column in columns.iter().filter_map(|column| column.split(' ').next()) {
            let expected = !TO_COME.contains(&column);
            assert_eq!(
                words.contains(column),
                expected,
                "{table}.{column} is neither written nor read, or no more to come"
            );
        }
    }
}

#[test]
fn both_databases_have_the_same_indexes_and_references() {
    let (database, embedded) = (TestDatabase::new(), TestDatabase::embedded());
    let (db, sqlite) = (database.migrated(), embedded.migrated());
    assert_eq!(indexes(&db), indexes(&sqlite));
    assert_eq!(references(&db), references(&sqlite));
    for needed in
        ["units(name) unique", "obligations(parent_id, id) where parent_id IS NOT NULL: obligations_of_parent"]
    {
        assert!(indexes(&db).contains(needed), "the query for indexes has lost its way: {:?}", indexes(&db));
    }
    assert!(references(&db).contains("obligations.unit_id -> units.id"), "{:?}", references(&db));
}

#[test]
fn migrating_twice_changes_nothing() {
    let database = TestDatabase::new();
    let db = database.open();
    let ran = db.migrate().expect("migrations");
    assert!(!ran.is_empty());
    let before = (stored(&db), indexes(&db));
    assert_eq!(db.migrate().expect("migrations"), Vec::<String>::new());
    assert_eq!(db.pending_migrations().expect("an answer"), Vec::<String>::new());
    assert_eq!((stored(&db), indexes(&db)), before);
}

#[test]
fn each_migration_can_be_undone_and_done_again() {
    let database = TestDatabase::new();
    let db = database.migrated();
    let before = (stored(&db), indexes(&db));
    let tree = if database.is_postgres() { "postgres" } else { "sqlite" };
    let steps = steps(tree);
    for step in steps.iter().rev() {
        execute(&db, &fs::read_to_string(step.join("down.sql")).expect("a way back"));
    }
    assert_eq!(tables(&db), Vec::<String>::new());
    execute(&db, "DELETE FROM __diesel_schema_migrations");
    assert_eq!(db.migrate().expect("migrations").len(), steps.len());
    assert_eq!((stored(&db), indexes(&db)), before);
}

#[test]
fn every_migration_stands_in_both_trees() {
    let names = |tree: &str| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree);
        let mut names: Vec<_> =
            fs::read_dir(folder).expect("a tree").map(|entry| entry.expect("an entry").file_name()).collect();
        names.sort();
        names
    };
    assert_eq!(names("sqlite"), names("postgres"));
    assert!(!names("sqlite").is_empty());
}
