//! What the demonstration's story comes to on 24 June 2024.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use duban::actions::{Caller, Context, Rulebook, begin_sign_in, compare_lamps, finish_sign_in};
use duban::clock::{Clock, parse_local};
use duban::config::Settings;
use duban::db::obligation::ledger::{self, Wanted};
use duban::db::obligation::tally::Within;
use duban::db::people::units;
use duban::db::{Database, audit};
use duban::demo::{Account, prepare};
use duban::domain::obligation::{ObligationKind, Status};
use duban::domain::person::Role;
use duban::domain::plan::choice::Plans;
use duban::domain::unit::UnitClass;
use duban::views::{self, LatePage};
use tempfile::TempDir;

use crate::support::database::{lines, number};

pub(super) struct Prepared {
    pub(super) ctx: Context,
    pub(super) accounts: Vec<Account>,
    _folder: TempDir,
}

/// Four months take a second or two: they are played once for all tests here.
pub(super) fn prepared() -> &'static Prepared {
    static PREPARED: OnceLock<Prepared> = OnceLock::new();
    PREPARED.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("duban.db").display());
        let environment = [("DATABASE_URL".to_owned(), url)].into();
        let settings = Settings::from_parts("test", None, environment).expect("settings");
        let until = parse_local("2024-06-24").expect("a date");
        let ctx = Context {
            db: Database::open(&settings.database).expect("a database"),
            clock: Clock::fixed(until),
            hasher: duban::auth::hashing::Hasher::new(2),
            rules: Rulebook::new(&settings.plan).expect("the rules"),
            settings: Arc::new(settings),
            asked: None,
        };
        let accounts = prepare(&ctx, until, &|_| ()).expect("the story");
        Prepared { ctx, accounts, _folder: folder }
    })
}

/// How many cities stand where with the duty whose deliverable has these words.
fn standing(words: &str) -> BTreeMap<Status, usize> {
    let wanted = Wanted { kind: Some(ObligationKind::Dated), ..Wanted::default() };
    let rows = prepared().ctx.db.read(|c| ledger::rows(c, &wanted)).expect("rows");
    let mut counts = BTreeMap::new();
    for row in rows.iter().filter(|row| row.obligation.deliverable.contains(words)) {
        *counts.entry(row.obligation.status).or_default() += 1;
    }
    counts
}

#[test]
fn the_three_plans_stand_where_the_story_says() {
    use Status::{Acknowledged, Assigned, Closed, NotApplicable, Returned, Submitted};
    let cement = [(Acknowledged, 1), (Submitted, 2), (Returned, 1), (NotApplicable, 2), (Closed, 8)];
    let coking = [(Acknowledged, 1), (Submitted, 1), (NotApplicable, 9), (Closed, 3)];
    let voc = [(Assigned, 1), (Acknowledged, 5), (Submitted, 4), (Returned, 1), (Closed, 3)];
    assert_eq!(standing("水泥熟料生产企业"), cement.into());
    assert_eq!(standing("组织辖区内焦化企业"), coking.into());
    assert_eq!(standing("源头替代实施计划"), voc.into());
}

/// As much of the overdue list as the story has.
const PAGE: LatePage = LatePage { behind: None, rows: 100, of_unit: 50 };

#[test]
fn six_cities_and_nine_lead_units_have_reported_in_june() {
    let ctx = &prepared().ctx;
    let desk = ctx
        .db
        .read(|c| {
            let sight = views::Sight::load(ctx, c)?;
            views::desk(ctx, c, Plans::All, &sight)
        })
        .expect("the desk");
    assert_eq!((desk.places(), desk.leads()), (vec![(UnitClass::City, 6, 14)], (9, 16)));
    assert_eq!((desk.to_review, desk.overdue.all_items, desk.without_liaison.len()), (8, 2, 1));
    assert_eq!(desk.with_lead, 2, "two-level review");
    assert!(
        desk.overdue.units.iter().flat_map(|unit| &unit.items).any(|(_, calls)| calls.len() == 1),
        "a recorded call"
    );
}

#[test]
fn the_story_shows_reports_without_news_and_a_review_by_the_lead() {
    let ctx = &prepared().ctx;
    assert_eq!(number(&ctx.db, "SELECT count(*) FROM reports WHERE no_change AND period = '2024-06'"), 3);
    let verbs = "SELECT DISTINCT verb AS line FROM audit WHERE verb IN ('accept', 'submit') ORDER BY verb";
    assert_eq!(lines(&ctx.db, verbs), ["accept", "submit"]);
}

#[test]
fn the_headline_says_what_was_due_and_a_report_on_the_way_leaves_it_overdue() {
    let ctx = &prepared().ctx;
    let progress = ctx.db.read(|c| views::progress(c, Within::default(), ctx.clock.today())).expect("the headline");
    let due = progress.due();
    assert_eq!((due.due(), due.on_time, due.late, due.in_review, due.open), (16, 10, 1, 3, 2));
    assert_eq!(progress.closed_early, 3);
    assert!(progress.year().in_progress > 300, "the year's items by stage: {:?}", progress.year());
    let read = ctx.db.read(|c| {
        let sight = views::Sight::load(ctx, c)?;
        views::overdue(c, Within::default(), PAGE, &sight)
    });
    let late = read.expect("the overdue list");
    let qinzhou = late.units.iter().find(|unit| unit.unit.starts_with("钦州")).expect("still overdue");
    assert_eq!(qinzhou.items[0].0.row.obligation.stage, Some(duban::domain::obligation::Stage::InProgress));
}

#[actix_web::test]
async fn every_unit_but_one_has_a_liaison_and_every_one_a_head_who_can_sign_in() {
    let Prepared { ctx, accounts, .. } = prepared();
    let held: BTreeSet<(&str, Role)> = accounts.iter().map(|account| (account.unit.as_str(), account.role)).collect();
    for unit in ctx.db.read(units::all).expect("units") {
        for role in [Role::Liaison, Role::Head] {
            let is_held = held.contains(&(unit.name.as_str(), role));
            let is_vacant = role == Role::Liaison && unit.name == "自治区科技厅";
            assert_eq!(is_held, !is_vacant, "{} {role}", unit.name);
        }
    }
    for role in Role::ALL {
        let account = accounts.iter().find(|account| account.role == *role).expect("one of each role");
        let caller = Caller::new(
            duban::domain::source::Asked::new(IpAddr::from([127, 0, 0, 1]), duban::domain::trail::AuditChannel::Page),
            None,
        );
        let tried = begin_sign_in(ctx, &account.email, &caller).expect("a try");
        let right = ctx.hasher.verify(account.password.clone(), tried.password_hash()).await.expect("an answer");
        finish_sign_in(ctx, &tried, right).expect("signed in");
    }
}

#[test]
fn the_history_of_an_item_is_in_the_order_of_the_clock() {
    let ctx = &prepared().ctx;
    let rows =
        ctx.db.read(|c| ledger::rows(c, &Wanted { status: Some(Status::Closed), ..Wanted::default() })).expect("rows");
    for row in &rows {
        let history = ctx.db.read(|c| audit::of_obligation(c, row.obligation.id)).expect("a history");
        assert!(history.len() >= 3, "{}", row.obligation.deliverable);
        assert!(history.windows(2).all(|pair| pair[0].at <= pair[1].at), "{}", row.obligation.deliverable);
    }
    assert_eq!(rows.len(), 14);
}

#[test]
fn every_lamp_of_the_story_is_stored_as_the_rules_say() {
    assert_eq!(compare_lamps(&prepared().ctx, false).expect("a comparison"), []);
}
