//! What a list shows is what the rights table allows one by one: the conditions that the database is given say the same as `may`.

use std::collections::BTreeMap;

use duban::actions::{ActionError, Actor, allows};
use duban::db::obligation::{obligations, ties};
use duban::db::people::persons::Post;
use duban::domain::id::{ObligationId, PostId, UnitId};
use duban::domain::person::Role;
use duban::domain::rights::Right;
use duban::views::{self, Asked};

use super::support::chance::Chance;
use super::support::database::{execute, lines};
use super::support::office::{OFFICE, Office};

/// The obligations that somebody is listed, and whether what their reports say is shown.
fn listed(office: &Office, actor: &Actor) -> Result<BTreeMap<ObligationId, bool>, ActionError> {
    let mut asked = Asked { limit: 500, ..Asked::default() };
    let mut all = BTreeMap::new();
    loop {
        let page = office.ctx.db.read(|c| views::listing(&office.ctx, c, actor, &asked))?;
        for seen in page.items {
            let obligation = &seen.item.row.obligation;
            assert!(
                seen.sees_reports || obligation.stage.is_none() && obligation.percent.is_none(),
                "{}",
                obligation.id
            );
            all.insert(obligation.id, seen.sees_reports);
        }
        match page.next {
            Some(next) => asked.after = Some(next),
            None => return Ok(all),
        }
    }
}

/// The same, asked of the table for each one.
fn allowed(office: &Office, actor: &Actor, ids: &[ObligationId]) -> BTreeMap<ObligationId, bool> {
    let read = office.ctx.db.read(|c| {
        let mut all = BTreeMap::new();
        for id in ids {
            let obligation = obligations::find(c, *id)?;
            let ties = ties::of_obligation(c, &obligation)?;
            if allows(actor, Right::SeeObligation, &ties) {
                all.insert(*id, allows(actor, Right::SeeReports, &ties));
            }
        }
        Ok::<_, duban::db::DbError>(all)
    });
    read.expect("the ties")
}

/// Assigns units to the measures by chance.
fn deal(office: &Office, units: &[i64], chance: &mut Chance) {
    execute(
        office.db(),
        "DELETE FROM assignments; UPDATE obligations SET stage = 'in_progress', percent = 40 WHERE kind = 'standing'",
    );
    for measure in lines(office.db(), "SELECT CAST(id AS TEXT) AS line FROM measures") {
        for position in 0..chance.below(5) {
            let unit = units[chance.below(units.len())];
            let role = ["lead", "support", "responsible", "guide"][chance.below(4)];
            execute(
                office.db(),
                &format!(
                    "INSERT INTO assignments (measure_id, unit_id, role, position, written_as, proposed) SELECT {measure}, {unit}, '{role}', {position}, '', FALSE \
                     WHERE NOT EXISTS (SELECT 1 FROM assignments WHERE measure_id = {measure} AND unit_id = {unit} AND role = '{role}')"
                ),
            );
        }
    }
}

#[test]
fn a_list_shows_what_may_be_seen_one_by_one() {
    let office = Office::full("2024-03-01");
    let keys = |query: &str| -> Vec<i64> {
        lines(office.db(), query).iter().map(|line| line.parse().expect("a number")).collect()
    };
    let ids: Vec<ObligationId> = keys("SELECT CAST(id AS TEXT) AS line FROM obligations ORDER BY id")
        .into_iter()
        .map(ObligationId::new)
        .collect();
    let units = keys("SELECT CAST(id AS TEXT) AS line FROM units ORDER BY id");
    let Actor::Person { person, post, .. } = office.actor(OFFICE, Role::Coordinator) else { panic!("a person") };
    let mut chance = Chance::new(19);
    let (mut some, mut no_reports, mut none) = (0, 0, 0);
    for _ in 0..3 {
        deal(&office, &units, &mut chance);
        for _ in 0..25 {
            let held: Vec<Post> = (0..1 + chance.below(3))
                .map(|at| {
                    let unit_id =
                        if chance.below(6) == 0 { post.unit_id } else { UnitId::new(units[chance.below(units.len())]) };
                    let role = Role::ALL[chance.below(Role::ALL.len())];
                    Post {
                        id: PostId::new(at as i64 + 1),
                        unit_id,
                        role,
                        coordinating: unit_id == post.unit_id,
                        ..post.clone()
                    }
                })
                .collect();
            let actor = Actor::Person { person: person.clone(), post: held[0].clone(), posts: held.clone() };
            let wanted = allowed(&office, &actor, &ids);
            let roles: Vec<(Role, UnitId)> = held.iter().map(|post| (post.role, post.unit_id)).collect();
            match listed(&office, &actor) {
                Ok(listed) => assert_eq!(listed, wanted, "{roles:?}"),
                Err(ActionError::Forbidden) => assert!(wanted.is_empty(), "{roles:?}"),
                Err(error) => panic!("{roles:?}: {error:?}"),
            }
            some += usize::from(!wanted.is_empty() && wanted.len() < ids.len());
            no_reports += usize::from(wanted.values().any(|sees| !sees));
            none += usize::from(wanted.is_empty());
        }
    }
    assert!(some > 5 && no_reports > 5 && none > 5, "{some} {no_reports} {none}");
}
