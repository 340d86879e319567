use super::*;

const OWNER: UnitId = UnitId::new(1);
const LEAD: UnitId = UnitId::new(2);
const CO_LEAD: UnitId = UnitId::new(3);
const PARTICIPANT: UnitId = UnitId::new(4);
const OFFICE: UnitId = UnitId::new(5);
const STRANGER: UnitId = UnitId::new(6);

fn obligation() -> Relation<'static> {
    Relation {
        owner: Some(OWNER),
        leads: &[LEAD, CO_LEAD],
        participants: &[OWNER, PARTICIPANT],
        coordinating: Some(OFFICE),
    }
}

fn actor(unit: UnitId, role: Role) -> Actor {
    let post = Post { unit, role };
    Actor::new(vec![post], post).unwrap()
}

/// The table as a reader would draw it: A allowed, f forbidden (403), - unrelated (404). The last three are leaders (b: boss) of the
/// unit that owes, of the first lead and of a stranger.
const TABLE: &str = "
                       own-l own-h lead  co    part  coord lead  sys   sec   audit strg  own-b lead-b strg-b
see_obligation         A     A     A     A     A     A     A     -     -     -     -     A     A      -
see_reports            A     A     A     A     f     A     A     -     -     -     -     A     A      -
acknowledge            A     f     f     f     f     f     f     -     -     -     -     f     f      -
report                 A     f     f     f     f     f     f     -     -     -     -     f     f      -
report_for             f     f     f     f     f     A     f     -     -     -     -     f     f      -
consent                f     A     f     f     f     f     f     -     -     -     -     f     f      -
accept                 f     f     A     f     f     f     f     -     -     -     -     f     f      -
return                 f     f     A     f     f     A     f     -     -     -     -     f     f      -
close                  f     f     f     f     f     A     f     -     -     -     -     f     f      -
confirm_not_applicable f     f     f     f     f     A     f     -     -     -     -     f     f      -
reschedule             f     f     f     f     f     A     f     -     -     -     -     f     f      -
record_call            f     f     f     f     f     A     f     -     -     -     -     f     f      -
decide_escalation      f     f     f     f     f     A     f     -     -     -     -     f     f      -
see_proposals          f     f     f     f     f     A     A     -     -     -     -     f     f      -
see_plan               A     A     A     A     A     A     A     -     -     -     -     A     A      -
see_desk               f     f     f     f     f     A     f     f     f     f     f     f     f      f
see_overdue_list       f     f     f     f     f     A     A     f     f     f     f     f     f      f
see_digest             f     f     f     f     f     A     A     f     f     f     f     A     f      f
import_plan            f     f     f     f     f     A     f     f     f     f     f     f     f      f
see_outbox             f     f     f     f     f     A     f     f     f     f     f     f     f      f
send_again             f     f     f     f     f     A     f     f     f     f     f     f     f      f
release_outbox         f     f     f     f     f     A     f     f     f     f     f     f     f      f
edit_calendar          f     f     f     f     f     A     f     f     f     f     f     f     f      f
manage_people          f     f     f     f     f     f     f     A     f     f     f     f     f      f
manage_system          f     f     f     f     f     f     f     A     f     f     f     f     f      f
manage_policy          f     f     f     f     f     f     f     f     A     f     f     f     f      f
see_audit              f     f     f     f     f     f     f     f     f     A     f     f     f      f
";

#[test]
fn the_table_holds_for_every_right_and_everybody() {
    let cast = [
        (OWNER, Role::Liaison),
        (OWNER, Role::Head),
        (LEAD, Role::Liaison),
        (CO_LEAD, Role::Liaison),
        (PARTICIPANT, Role::Liaison),
        (OFFICE, Role::Coordinator),
        (OFFICE, Role::Leader),
        (OFFICE, Role::Sysadmin),
        (OFFICE, Role::Secadmin),
        (OFFICE, Role::Auditor),
        (STRANGER, Role::Liaison),
        (OWNER, Role::Leader),
        (LEAD, Role::Leader),
        (STRANGER, Role::Leader),
    ];
    let rows: Vec<Vec<&str>> = TABLE.trim_end().lines().skip(2).map(|row| row.split_whitespace().collect()).collect();
    assert_eq!(rows.len(), Right::ALL.len(), "a right without a row");
    for row in rows {
        let right: Right = row[0].parse().unwrap();
        for ((unit, role), expected) in cast.into_iter().zip(&row[1..]) {
            let found = match may(&actor(unit, role), right, &obligation()) {
                Access::Allowed => "A",
                Access::Forbidden => "f",
                Access::Unrelated => "-",
            };
            assert_eq!(found, *expected, "{right} for the {role} of unit {unit}");
        }
    }
}

#[test]
fn the_head_of_the_lead_reviews_like_its_liaison() {
    assert_eq!(may(&actor(LEAD, Role::Head), Right::Accept, &obligation()), Access::Allowed);
}

#[test]
fn a_lead_does_not_review_what_it_owes_itself() {
    let own = Relation { owner: Some(LEAD), ..obligation() };
    for right in [Right::Accept, Right::Return] {
        assert_eq!(may(&actor(LEAD, Role::Liaison), right, &own), Access::Forbidden, "{right}");
    }
    assert_eq!(may(&actor(LEAD, Role::Liaison), Right::Report, &own), Access::Allowed);
}

#[test]
fn a_coordinator_elsewhere_has_no_part_in_the_plan() {
    assert_eq!(may(&actor(STRANGER, Role::Coordinator), Right::SeeReports, &obligation()), Access::Unrelated);
    assert_eq!(may(&actor(STRANGER, Role::Coordinator), Right::ImportPlan, &obligation()), Access::Forbidden);
}

#[test]
fn the_liaison_of_the_coordinating_unit_does_not_close() {
    let own = Relation { owner: Some(OFFICE), ..obligation() };
    assert_eq!(may(&actor(OFFICE, Role::Liaison), Right::Report, &own), Access::Allowed);
    assert_eq!(may(&actor(OFFICE, Role::Liaison), Right::Close, &own), Access::Forbidden);
}

#[test]
fn a_leader_elsewhere_sees_no_sisters_items_but_the_plan() {
    let leader = actor(PARTICIPANT, Role::Leader);
    assert_eq!(may(&leader, Right::SeeObligation, &obligation()), Access::Unrelated);
    assert_eq!(may(&leader, Right::SeePlan, &Relation { owner: None, ..obligation() }), Access::Allowed);
    let brief = |owner| Relation { owner: Some(owner), coordinating: Some(OFFICE), ..Relation::default() };
    assert_eq!(may(&leader, Right::SeeDigest, &brief(PARTICIPANT)), Access::Allowed);
    assert_eq!(may(&leader, Right::SeeDigest, &brief(OWNER)), Access::Forbidden);
}

#[test]
fn one_sees_in_every_post_but_acts_only_in_the_one_represented() {
    let (own, other) = (Post { unit: OWNER, role: Role::Liaison }, Post { unit: STRANGER, role: Role::Liaison });
    let elsewhere = Actor::new(vec![own, other], other).unwrap();
    assert_eq!(may(&elsewhere, Right::SeeReports, &obligation()), Access::Allowed);
    assert_eq!(may(&elsewhere, Right::Report, &obligation()), Access::Forbidden, "switch the unit first: not a 404");
    let here = Actor::new(vec![own, other], own).unwrap();
    assert_eq!(may(&here, Right::Report, &obligation()), Access::Allowed);
    assert_eq!(Actor::new(vec![own], other), None, "a post one does not hold");
}

#[test]
fn the_post_follows_the_object() {
    let post = |unit, role| Post { unit, role };
    let (own, elsewhere) = (post(OWNER, Role::Liaison), post(STRANGER, Role::Liaison));
    let among =
        |posts: &[Post], representing| acting(&Actor::new(posts.to_vec(), representing).unwrap(), &obligation());
    assert_eq!(among(&[elsewhere, own], elsewhere), own, "her other unit's");
    assert_eq!(among(&[elsewhere, own], own), own);
    let sister = post(PARTICIPANT, Role::Liaison);
    assert_eq!(among(&[sister, own], sister), own, "who only takes part has no hand in it");
    let office = post(OFFICE, Role::Coordinator);
    assert_eq!(among(&[own, office], office), office, "who reviews goes on reviewing");
    assert_eq!(among(&[post(LEAD, Role::Head), own], post(LEAD, Role::Head)), post(LEAD, Role::Head));
    let leader = post(OFFICE, Role::Leader);
    assert_eq!(among(&[leader, elsewhere], elsewhere), elsewhere, "nobody has a hand in it: as before");
    assert_eq!(among(&[leader, own], leader), own);
}

#[test]
fn an_administrator_holds_nothing_else() {
    use Role::*;
    assert!(compatible(&[Liaison, Head, Coordinator, Liaison]));
    assert!(compatible(&[Auditor, Auditor]) && compatible(&[]));
    for pair in [[Sysadmin, Secadmin], [Secadmin, Auditor], [Auditor, Sysadmin], [Sysadmin, Coordinator]] {
        assert!(!compatible(&pair), "{pair:?}");
    }
}
