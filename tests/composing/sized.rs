//! What is asked of large tables: no more often with more plans, and by plans of the database's that do not grow old.

use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use duban::db::obligation::tally::Within;
use duban::domain::id::PlanId;
use duban::domain::person::Role;
use duban::domain::plan::choice::Plans;
use duban::views::{self, LatePage, Sight};

use super::GUILIN;
use super::growth::{plan_of, statements};
use crate::support::database::{execute, lines};
use crate::support::office::{OFFICE, Office};

#[derive(QueryableByName)]
struct Count {
    #[diesel(sql_type = BigInt)]
    count: i64,
}

#[test]
fn how_far_plans_are_takes_as_many_statements_for_many_as_for_one() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-05");
    execute(
        office.db(),
        "UPDATE obligations SET status = 'closed' WHERE id % 3 = 0 AND due < '2024-06-05'; \
         UPDATE obligations SET status = 'closed' WHERE id % 7 = 0 AND due > '2024-06-05'; \
         UPDATE obligations SET stage = 'in_progress' WHERE id % 5 = 0 AND kind = 'standing'",
    );
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let asked = |ids: &[i64]| {
        let ids: Vec<PlanId> = ids.iter().copied().map(PlanId::new).collect();
        statements(&office, |c| views::plans_progress(&office.ctx, c, &coordinator, &ids).expect("counts"))
    };
    let ((one, for_one), (many, for_many)) = (asked(&[1]), asked(&[1, 2, 3, 4, 5]));
    assert_eq!(for_one.len(), for_many.len());
    assert_eq!(one[&PlanId::new(1)], many[&PlanId::new(1)]);
    let within = Within { plans: Plans::One(PlanId::new(1)), unit_id: None };
    let today = office.ctx.clock.today();
    let by_section = office.db().read(|c| views::progress(c, within, today)).expect("counts");
    let whole = &one[&PlanId::new(1)];
    assert_eq!((whole.due(), whole.year()), (by_section.due(), by_section.year()), "the sum of its sections");
    assert_eq!((whole.closed_early, whole.unknown), (by_section.closed_early, by_section.unknown));
    assert!(whole.closed_early > 0 && whole.due().closed() > 0 && whole.year().in_progress > 0, "{whole:?}");
    let liaison = office.actor(GUILIN, Role::Liaison);
    let of_liaison = office.db().read(|c| views::plans_progress(&office.ctx, c, &liaison, &[PlanId::new(1)]));
    assert!(of_liaison.expect("an answer").is_empty(), "who does not read the brief");
}

#[test]
fn what_names_keys_is_planned_for_the_tables_as_they_are() {
    let office = Office::full("2024-03-01");
    let coordinator = office.actor(OFFICE, Role::Coordinator);
    let kept = office.db().read(|c| {
        for _ in 0..8 {
            drop(views::plans_progress(&office.ctx, c, &coordinator, &[PlanId::new(1)]).expect("counts"));
        }
        let kept = "SELECT count(*) AS count FROM pg_prepared_statements WHERE statement LIKE '%AS bigint[])%'";
        Ok::<_, duban::db::DbError>(match office.database.is_postgres() {
            true => sql_query(kept).get_result::<Count>(c)?.count,
            false => 0,
        })
    });
    assert_eq!(kept.expect("an answer"), 0, "a plan from when a table was small would go through all of it");
}

#[test]
fn who_is_late_is_counted_from_an_index_alone() {
    let office = Office::full("2024-03-01");
    office.live("2024-06-03", "2024-06-05");
    execute(office.db(), "ANALYZE");
    let page = LatePage { behind: None, rows: 100, of_unit: 50 };
    let (late, ran) = statements(&office, |c| {
        let sight = Sight::load(&office.ctx, c).expect("the calendar");
        views::overdue(c, Within::default(), page, &sight).expect("a list")
    });
    assert!(late.all_items > 20, "{}", late.all_items);
    let by_unit = ran.iter().find(|statement| statement.contains("GROUP BY") && statement.contains("red_on"));
    let plan = plan_of(&office, "EXPLAIN", by_unit.expect("a statement"));
    // On so few rows PostgreSQL may do as it likes.
    assert!(office.database.is_postgres() || plan.contains("COVERING INDEX obligations_by_red"), "{plan}");
}

#[test]
fn the_units_that_a_reader_may_choose_from_are_those_that_owe_what_is_seen() {
    let office = Office::full("2024-03-01");
    for (unit, role) in [(GUILIN, Role::Liaison), ("自治区工业和信息化厅", Role::Liaison), (OFFICE, Role::Coordinator)]
    {
        let reader = office.actor(unit, role);
        let (listed, ran) = statements(&office, |c| views::units_listed(c, &reader).expect("units"));
        let Some(mut listed) = listed else {
            assert_eq!(role, Role::Coordinator);
            continue;
        };
        listed.sort_unstable();
        let listed: Vec<String> = listed.iter().map(ToString::to_string).collect();
        let own = format!("(SELECT id FROM units WHERE name = '{unit}')");
        let named = format!("(SELECT measure_id FROM assignments WHERE unit_id = {own})");
        let owed = lines(
            office.db(),
            &format!(
                "SELECT CAST(unit_id AS TEXT) AS line FROM obligations WHERE unit_id = {own} OR measure_id IN {named} \
                 GROUP BY unit_id ORDER BY unit_id"
            ),
        );
        assert_eq!(listed, owed, "{unit}");
        assert!(!ran.iter().any(|statement| statement.contains("DISTINCT") && statement.contains("obligations")));
    }
}
