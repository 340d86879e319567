//! Every migration says which is the oldest program that may run on what it makes, and makes the tables say the same.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duban::db::{Database, PROGRAM_LEVEL};

use crate::support::database::{TestDatabase, execute, lines, number, tables};

/// From this one on each says it; which asked for what before stands in the tables.
const FIRST_TO_SAY: &str = "000031";

/// What a migration begins with that says it.
const HEAD: &str = "-- oldest program: ";

/// A reason takes so many signs at least.
const REASON: usize = 40;

fn steps(tree: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(tree);
    let mut steps: Vec<_> =
        fs::read_dir(folder).expect("a tree").map(|entry| entry.expect("an entry").path()).collect();
    steps.sort();
    steps
}

/// The number of a migration: `000031`.
fn number_of(step: &Path) -> String {
    let name = step.file_name().expect("a name").to_string_lossy().into_owned();
    name.split(['-', '_']).nth(3).expect("a number").to_owned()
}

/// What the first lines of a migration say: the level, and why.
fn said(up: &str) -> Option<(usize, String)> {
    let remark: Vec<&str> = up.lines().map_while(|line| line.strip_prefix("-- ")).collect();
    let (level, why) =
        remark.join(" ").strip_prefix(&HEAD[3..])?.split_once(". ").map(|(n, why)| (n.to_owned(), why.to_owned()))?;
    Some((level.parse().ok()?, why))
}

/// The oldest program that may run here; 0 for tables that do not say.
fn level(db: &Database) -> usize {
    if tables(db).contains(&"compatibility".to_owned()) {
        number(db, "SELECT oldest_program FROM compatibility")
    } else {
        0
    }
}

fn columns(db: &Database, is_postgres: bool) -> BTreeSet<String> {
    let query = if is_postgres {
        "SELECT table_name || '.' || column_name AS line FROM information_schema.columns WHERE table_schema = current_schema()"
    } else {
        "SELECT t.name || '.' || c.name AS line FROM sqlite_master AS t, pragma_table_info(t.name) AS c WHERE t.type = 'table'"
    };
    lines(db, query).into_iter().collect()
}

#[test]
fn every_migration_says_the_oldest_program_and_so_do_its_tables() {
    let database = TestDatabase::new();
    let (db, is_postgres) = (database.open(), database.is_postgres());
    let (mut before, mut there) = (0, columns(&db, is_postgres));
    let mut spoken = 0;
    for step in steps(if is_postgres { "postgres" } else { "sqlite" }) {
        let (name, up) = (step.display(), fs::read_to_string(step.join("up.sql")).expect("a migration"));
        execute(&db, &up);
        let (now, left) = (level(&db), columns(&db, is_postgres));
        assert!(now >= before, "{name} asks for an older program than the one before it: {now}");
        let gone: Vec<&String> = there.difference(&left).collect();
        assert!(
            gone.is_empty() || now > before || before == 0,
            "{name} takes {gone:?} away from programs that it lets run"
        );
        if number_of(&step).as_str() >= FIRST_TO_SAY {
            let (level, why) = said(&up).unwrap_or_else(|| panic!("{name} does not begin with `{HEAD}{now}. …`"));
            assert_eq!(level, now, "{name} says one thing and does another");
            assert!(why.chars().count() >= REASON, "{name} does not say why: {why:?}");
            spoken += 1;
        }
        (before, there) = (now, left);
    }
    assert!(spoken > 0, "the search has lost its way");
    assert_eq!(
        i64::try_from(before).expect("a level"),
        i64::from(PROGRAM_LEVEL),
        "the program is of another level than its tables"
    );
}

#[test]
fn both_trees_ask_for_the_same() {
    let all = |tree: &str| {
        let said =
            |step: PathBuf| (number_of(&step), said(&fs::read_to_string(step.join("up.sql")).expect("a migration")));
        steps(tree)
            .into_iter()
            .map(said)
            .map(|(number, said)| (number, said.map(|(level, _)| level)))
            .collect::<Vec<_>>()
    };
    assert_eq!(all("sqlite"), all("postgres"));
}
