//! A page of the trail costs what it shows, whatever it is filtered by: the database's own plan says so.

use duban::domain::trail::Verb;
use duban::views::{AskedTrail, trail};

use crate::composing::growth::{plan_of, statements};
use crate::support::database::execute;
use crate::support::office::Office;

/// Rows of many persons, units, verbs, things and sources.
fn live_long(office: &Office, rows: usize) {
    execute(
        office.db(),
        &format!(
            "INSERT INTO audit (at, person_id, actor, actor_kind, actor_unit, verb, object, object_id, detail, source) \
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) \
             SELECT '2024-05-05 00:00:00', (SELECT min(id) FROM people) + i % 40, 'x', 'person', 'u' || i % 60, \
             'v' || i % 50, 'n' || i % 30, i % 900, 'null', '10.0.0.' || i % 200 FROM n"
        ),
    );
    execute(office.db(), "ANALYZE");
}

#[test]
fn every_filter_has_an_index_that_gives_the_rows_in_order() {
    let office = Office::full("2024-03-01");
    live_long(&office, 60_000);
    let asked = AskedTrail { limit: 100, ..AskedTrail::default() };
    let text = |text: &str| text.to_owned();
    let day = |day: &str| Some(day.parse().expect("a date"));
    let all = [
        ("time", "audit_by_time", AskedTrail { from: day("2024-05-01"), to: day("2024-05-09"), ..asked.clone() }),
        ("who", "audit_by_person", AskedTrail { who: text("3"), ..asked.clone() }),
        ("whom", "audit_by_object", AskedTrail { about: text("3"), ..asked.clone() }),
        ("unit", "audit_by_unit", AskedTrail { unit: text("u7"), ..asked.clone() }),
        ("verb", "audit_by_verb", AskedTrail { verb: Some(Verb::stored("v7")), ..asked.clone() }),
        ("noun", "audit_by_noun", AskedTrail { noun: Some(text("n7")), ..asked.clone() }),
        ("thing", "audit_by_object", AskedTrail { noun: Some(text("n7")), number: Some(7), ..asked.clone() }),
        ("source", "audit_by_source", AskedTrail { source: text("10.0.0.7"), ..asked.clone() }),
    ];
    for (what, index, asked) in all {
        let ((), ran) = statements(&office, |c| drop(trail(c, &asked).expect("a page")));
        let of_page = |statement: &&String| {
            let has = |word: &str| statement.contains(word);
            has("audit") && has("ORDER BY") && has("LIMIT") && !has("OFFSET")
        };
        let page = ran.iter().find(of_page).expect("a statement");
        let plan = plan_of(&office, "EXPLAIN", page);
        assert!(plan.contains(index), "{what}: {plan}");
        // One thing has so few rows that PostgreSQL may sort them.
        let slow = ["SCAN audit", "Seq Scan on audit", "TEMP B-TREE", "Sort"].into_iter();
        for slow in slow.filter(|slow| (what, *slow) != ("thing", "Sort")) {
            assert!(!plan.contains(slow), "{what}: {plan}");
        }
    }
}
