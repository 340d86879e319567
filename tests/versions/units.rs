//! Uniqueness is the database's: whoever comes second finds what the first has written.

use std::thread;

use duban::actions::{ActionError, Actor, Context, ImportPlan, import_plan};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::db::people::persons;
use duban::domain::id::PlanId;

use super::plan_text;
use crate::support::app::context;
use crate::support::database::{TestDatabase, number};
use crate::support::said;

fn import(ctx: &Context, text: &str) -> Result<PlanId, ActionError> {
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = compile(text, &Options { registry: &registry, year: None });
    let wish = ImportPlan { source_name: "plan.txt", file: b"", draft: &draft, registry: &registry, activate_on: None };
    import_plan(ctx, &Actor::Console, &wish).map(|imported| imported.plan_id)
}

#[test]
fn first_imports_in_parallel_all_succeed_and_every_unit_is_there_once() {
    let database = TestDatabase::new();
    let ctx = context(&database, &[("DUBAN__DATABASE__WAIT_SECONDS", "30")]);
    ctx.db.migrate().expect("migrations");
    let names = ["湿地", "草原", "矿山", "河湖"];
    let imported: Vec<_> = thread::scope(|scope| {
        let tasks = names.map(|name| scope.spawn(|| import(&ctx, &plan_text(name))));
        tasks.into_iter().map(|task| task.join().expect("no panic")).collect()
    });
    assert!(imported.iter().all(Result::is_ok), "{imported:?}");
    assert_eq!(number(&ctx.db, "SELECT count(*) FROM plans"), names.len());
    assert_eq!(number(&ctx.db, "SELECT count(*) FROM units WHERE name = '桂林市人民政府'"), 1);
}

#[test]
fn a_row_that_somebody_else_has_just_written_is_a_conflict_and_no_fault() {
    let database = TestDatabase::new();
    let ctx = context(&database, &[]);
    ctx.db.migrate().expect("migrations");
    let add = || {
        let now = ctx.clock.now();
        ctx.write(&Actor::Console, |tx| {
            Ok(persons::insert(tx.c, &said("韦某"), Some(&said("wei@test.example")), None, now)?)
        })
    };
    add().expect("a person");
    let refused = add().expect_err("the same address");
    assert!(matches!(refused, ActionError::Conflict { versions: None, .. }), "{refused:?}");
    assert_eq!(refused.message().key, "error.duplicate");
}
