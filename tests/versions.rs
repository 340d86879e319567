//! Databases of another version: words that this one does not know, tables that it is too old for, two that migrate at once.

mod columns;
mod levels;
mod locked;
mod migrating;
mod plans;
mod recorded;
mod units;
mod walk;

use duban::actions::{Actor, ImportPlan, import_plan};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::db::{Database, Engine};
use duban::domain::id::PlanId;

use crate::support::app::TestApp;
use crate::support::database::{execute, lines};

/// A word that no version has had yet.
const WORD: &str = "来自未来";

/// The word as pages show it.
const SHOWN: &str = "来自未来（未知，由其他版本写入）";

/// A newer version's tables allow more words: every list of them is taken off the tables.
fn allow_any_word(db: &Database) {
    match db.engine() {
        Engine::Postgres => {
            let drop = "SELECT 'ALTER TABLE ' || conrelid::regclass::text || ' DROP CONSTRAINT ' || conname AS line \
                        FROM pg_constraint AS c JOIN pg_namespace AS n ON n.oid = c.connamespace \
                        WHERE c.contype = 'c' AND n.nspname = current_schema()";
            lines(db, drop).iter().for_each(|statement| execute(db, statement));
        }
        Engine::Sqlite => {
            let tables = "SELECT name || '|' || sql AS line FROM sqlite_master WHERE sql LIKE '%CHECK (%'";
            let mut statements = "PRAGMA writable_schema = ON;".to_owned();
            for table in lines(db, tables) {
                let (name, sql) = table.split_once('|').expect("a table");
                let sql = without_checks(sql).replace('\'', "''");
                statements += &format!("UPDATE sqlite_master SET sql = '{sql}' WHERE name = '{name}';");
            }
            execute(db, &format!("{statements} PRAGMA schema_version = 1000; PRAGMA writable_schema = OFF"));
        }
    }
}

/// The same table with checks that always hold.
fn without_checks(sql: &str) -> String {
    let mut parts = sql.split("CHECK (");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut open = 1;
        let end = part.find(|c| {
            open += i32::from(c == '(') - i32::from(c == ')');
            open == 0
        });
        whole += "CHECK (TRUE";
        whole += &part[end.expect("its end")..];
    }
    whole
}

/// An older version's tables know nothing of triggers: whatever an age takes for a date may be written.
fn allow_any_date(db: &Database) {
    let drop = match db.engine() {
        Engine::Sqlite => {
            "SELECT 'DROP TRIGGER ' || name AS line FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%_dates_%'"
        }
        Engine::Postgres => {
            "SELECT 'DROP TRIGGER ' || t.tgname || ' ON ' || t.tgrelid::regclass::text AS line FROM pg_trigger AS t \
             JOIN pg_class AS c ON c.oid = t.tgrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace \
             WHERE n.nspname = current_schema() AND t.tgname LIKE '%_dates_%'"
        }
    };
    lines(db, drop).iter().for_each(|statement| execute(db, statement));
}

/// A small plan of its own.
fn plan_text(name: &str) -> String {
    format!(
        "2024年度{name}工作计划（虚构样例）\n\
         一、重点任务\n\
         1.开展{name}排查。各设区市于2024年6月底前完成{name}名录编制。（牵头单位：自治区林业局。责任单位：各设区市人民政府）\n\
         2.修复{name}。桂林市于2024年9月底前完成示范点建设，{name}完成率达到90%以上。（牵头单位：自治区{name}保护站。\
         配合单位：自治区财政厅）\n"
    )
}

/// Imports it, and hands it out where that is wanted; its key.
fn import(app: &TestApp, name: &str, active: bool) -> PlanId {
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = compile(&plan_text(name), &Options { registry: &registry, year: None });
    let activate_on = active.then(|| app.ctx.clock.today());
    let wish = ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on };
    import_plan(&app.ctx, &Actor::Console, &wish).expect("a plan").plan_id
}
