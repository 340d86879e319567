//! Several plans side by side: each page is about the ones that were chosen, and what is long is read page by page.

use std::collections::BTreeSet;

use duban::actions::{Actor, ImportPlan, import_plan, relight_stale, tick};
use duban::compiler::{Options, UnitRegistry, compile};
use duban::db::obligation::counts;
use duban::db::obligation::ledger::Wanted;
use duban::db::obligation::tally::Within;
use duban::delivery::deliver;
use duban::domain::id::{ObligationId, PlanId};
use duban::domain::obligation::{Awaiting, Status};
use duban::domain::period::Period;
use duban::domain::person::Role;
use duban::domain::plan::choice::Plans;
use duban::mail::Transport;
use duban::views::{self, LatePage, Reviewer, Sight};

use crate::support::app::{TestApp, set_cookie};
use crate::support::database::{execute, lines, number};
use crate::support::office::{OFFICE, Office};

const GUILIN: &str = "桂林市人民政府";

/// The second plan: made up, of three tasks with a date each.
const WATER: &str = "广西2024年水污染防治工作计划\n\n一、重点任务\n\n（一）流域治理\n\n\
    1. 编制治理方案。2024年5月底前，各设区市编制流域治理方案。（自治区生态环境厅牵头，各设区市人民政府负责）\n\n\
    2. 排查入河排污口。2024年6月底前，各设区市完成入河排污口排查。（自治区生态环境厅牵头，各设区市人民政府负责）\n\n\
    3. 建设监测站。2024年10月底前，各设区市建成水质自动监测站。（自治区生态环境厅牵头，各设区市人民政府负责）\n";

/// Hands the second plan out beside the first; its key.
fn hand_out_water(office: &duban::actions::Context) -> PlanId {
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = compile(WATER, &Options { registry: &registry, year: None });
    let activate_on = Some(office.clock.today());
    let wish = ImportPlan { source_name: "water.txt", file: b"", draft: &draft, registry: &registry, activate_on };
    import_plan(office, &Actor::Console, &wish).expect("the plan").plan_id
}

#[actix_web::test]
async fn pages_are_about_the_plan_that_was_chosen_and_remember_it() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-10 09:00");
    let coordinator = app.add("覃调度", OFFICE, Role::Coordinator);
    let browser = app.signed_in(&coordinator).await;
    assert!(!browser.text("/desk").await.contains("name=\"plan\""), "with one plan there is nothing to choose");

    let water = hand_out_water(&app.ctx);
    for page in ["/desk", "/overdue", "/brief", "/ledger?kind=dated", "/review", "/plan"] {
        let html = browser.text(page).await;
        assert!(html.contains("name=\"plan\"") && html.contains("广西2024年水污染防治工作计划"), "{page}");
    }
    let all = browser.text("/overdue").await;
    assert!(all.contains("编制流域治理方案") && all.contains("水泥熟料"), "all plans, each row with its plan");
    let answer = browser.get(&format!("/overdue?plan={water}")).await;
    let cookie = set_cookie(&answer, "duban_plan").expect("a cookie");
    assert!(cookie.starts_with(&format!("duban_plan={water};")), "{cookie}");
    let one = browser.text(&format!("/overdue?plan={water}")).await;
    assert!(one.contains("编制流域治理方案") && !one.contains("水泥熟料"), "{one}");
    let kept = browser.text(&format!("/ledger?kind=dated&plan={water}")).await;
    assert!(kept.contains("name=\"kind\" value=\"dated\""), "another choice keeps the filters: {kept}");
    let year = browser.text("/overdue?plan=year").await;
    assert!(year.contains("编制流域治理方案") && year.contains("水泥熟料"));
    app.set_clock("2025-06-10 09:00");
    let browser = app.signed_in(&coordinator).await;
    let later = browser.text("/overdue?plan=year").await;
    assert!(!later.contains("编制流域治理方案"), "plans of another year");
}

#[actix_web::test]
async fn a_plan_that_is_none_is_said_and_one_that_is_gone_is_forgotten() {
    let app = TestApp::start().await;
    let browser = app.signed_in(&app.add("覃调度", OFFICE, Role::Coordinator)).await;
    assert_eq!(browser.get("/desk?plan=999").await.status(), 404);
    assert_eq!(browser.get("/desk?plan=明年").await.status(), 422);
    assert_eq!(browser.get("/desk?plan=").await.status(), 200, "an empty one is none");
    let water = hand_out_water(&app.ctx);
    assert!(!browser.text(&format!("/ledger?plan={water}")).await.contains("水泥熟料"));
    assert!(!browser.text("/ledger").await.contains("水泥熟料"), "it is remembered");
    execute(&app.ctx.db, &format!("UPDATE plans SET state = 'draft' WHERE id = {water}"));
    assert!(browser.text("/ledger").await.contains("水泥熟料"), "what is gone is forgotten");
}

#[actix_web::test]
async fn the_brief_of_several_plans_never_mixes_their_sections() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-10 09:00");
    let water = hand_out_water(&app.ctx);
    let browser = app.signed_in(&app.add("何领导", OFFICE, Role::Leader)).await;
    let all = browser.text("/brief").await;
    assert!(all.contains("各计划进展") && all.contains(&format!("/brief?plan={water}")), "{all}");
    assert!(!all.contains("（一）流域治理"));
    let one = browser.text(&format!("/brief?plan={water}")).await;
    assert!(one.contains("各部分进展") && one.contains("（一）流域治理"), "{one}");
    assert!(!one.contains("（二）"), "sections of the other plan");
}

#[actix_web::test]
async fn a_mail_says_of_which_plan_each_of_its_rows_is_and_is_found_by_it() {
    let app = TestApp::start().await;
    let coordinator = app.add("覃调度", OFFICE, Role::Coordinator);
    app.add("韦联络", GUILIN, Role::Liaison);
    app.set_clock("2024-05-06 09:00");
    let water = hand_out_water(&app.ctx);
    app.set_clock("2024-05-17 09:00");
    tick(&app.ctx).expect("a tick");
    let mine = "SELECT count(*) FROM mails m JOIN people p ON p.id = m.person_id WHERE p.name = '韦联络' AND m.local_date = '2024-05-17'";
    assert_eq!(number(&app.ctx.db, mine), 1, "one a day, of both plans");
    deliver(&app.ctx, &Transport::Capture).expect("a run");
    let browser = app.signed_in(&coordinator).await;
    let titles = lines(&app.ctx.db, "SELECT title AS line FROM plans ORDER BY id");
    let texts = lines(&app.ctx.db, "SELECT body_text AS line FROM mail_texts").join("\n");
    for title in &titles {
        assert!(texts.contains(&format!("所属计划：{title}")), "{title}: {texts}");
    }
    assert!(texts.contains(&format!("月度调度漏报：《{}》", titles[0])), "{texts}");

    let of = |plan: PlanId| format!("/mails?plan={plan}&date=2024-05-17");
    let titles = titles.join("、");
    for plan in [PlanId::new(1), water] {
        let list = browser.text(&of(plan)).await;
        assert!(list.contains("韦联络") && list.contains(&titles), "{list}");
    }
    execute(&app.ctx.db, &format!("DELETE FROM notices WHERE plan_id = {water}"));
    assert!(browser.text(&of(water)).await.contains("没有符合条件的邮件"), "none is about it any more");
    assert!(browser.text(&of(PlanId::new(1))).await.contains("韦联络"));
    assert_eq!(browser.get("/mails?plan=水").await.status(), 422);
}

/// Obligations of two plans in another case each: status, whose turn, month, what came back.
fn in_many_cases() -> Office {
    let office = Office::full("2024-03-01");
    hand_out_water(&office.ctx);
    let ids = lines(office.db(), "SELECT CAST(id AS TEXT) AS line FROM obligations ORDER BY id");
    let mut updates = Vec::new();
    for (n, id) in ids.iter().enumerate() {
        let status = Status::ALL[n % Status::ALL.len()];
        let awaiting = match (status, n % 3) {
            (Status::Submitted, 0) => "'lead'",
            (Status::Submitted, _) => "'coordinator'",
            _ => "NULL",
        };
        let submitted = if status == Status::Submitted {
            format!("'2024-06-{:02} 03:00:00'", 1 + n % 20)
        } else {
            "NULL".to_owned()
        };
        let period = ["NULL", "'2024-05'", "'2024-06'"][n / 8 % 3];
        let answer = ["NULL", "'2024-06-20'", "'2024-07-20'"][n / 24 % 3];
        updates.push(format!(
            "UPDATE obligations SET status = '{status}', awaiting = {awaiting}, submitted_at = {submitted}, \
             reported_period = {period}, answer_by = {answer} WHERE id = {id};"
        ));
    }
    execute(office.db(), &updates.join("\n"));
    office.set_clock("2024-06-28");
    relight_stale(&office.ctx).expect("lamps");
    office
}

/// All plans, and each of the two.
fn choices() -> [Plans; 3] {
    [Plans::All, Plans::One(PlanId::new(1)), Plans::One(PlanId::new(2))]
}

#[test]
fn the_first_page_counts_in_the_database_what_the_items_say() {
    let office = in_many_cases();
    let period: Period = "2024-06".parse().expect("a month");
    for plans in choices() {
        let (items, desk, late) = office
            .db()
            .read(|c| {
                let sight = Sight::load(&office.ctx, c)?;
                let items = views::items(c, &Wanted { plans, ..Wanted::default() }, &sight)?;
                let late = counts::late_units(c, Within { plans, unit_id: None }, sight.today)?;
                Ok::<_, duban::actions::ActionError>((items, views::desk(&office.ctx, c, plans, &sight)?, late))
            })
            .expect("an answer");
        assert!(!items.is_empty());
        let monthly: Vec<_> = items.iter().filter(|item| item.is_standing() && item.stands_in(item.current)).collect();
        let reported = monthly.iter().filter(|item| item.duty().reported >= Some(period)).count() as i64;
        let turnout =
            (desk.turnout.iter().map(|row| row.reported).sum(), desk.turnout.iter().map(|row| row.owed).sum());
        assert_eq!(turnout, (reported, monthly.len() as i64), "{plans:?}");
        let waiting = |whom| items.iter().filter(|item| item.row.obligation.awaiting == Some(whom)).count() as i64;
        assert_eq!((desk.to_review, desk.with_lead), (waiting(Awaiting::Coordinator), waiting(Awaiting::Lead)));
        let overdue: Vec<_> = items.iter().filter(|item| item.late.days > 0).collect();
        assert_eq!(desk.overdue.all_items, overdue.len() as i64, "{plans:?}");
        let units: BTreeSet<&str> = overdue.iter().map(|item| item.row.unit.as_str()).collect();
        assert_eq!((late.len(), desk.overdue.all_units), (units.len(), units.len()));
        assert!(late.is_sorted_by_key(|late| late.since), "the longest delay first");
    }
}

#[test]
fn pages_of_the_overdue_list_and_of_the_reviews_together_are_the_whole() {
    let office = in_many_cases();
    for plans in choices() {
        let (mut late, mut behind) = (Vec::new(), None);
        loop {
            let page = LatePage { behind, rows: 3, of_unit: 2 };
            let within = Within { plans, unit_id: None };
            let found = office.db().read(|c| {
                let sight = Sight::load(&office.ctx, c)?;
                views::overdue(c, within, page, &sight)
            });
            let found = found.expect("a page");
            assert!(found.units.iter().all(|unit| unit.items.len() <= 2 && unit.more() >= 0), "no more than is shown");
            late.extend(found.units.into_iter().map(|unit| unit.unit));
            match found.next {
                Some(next) => behind = Some(next.to_string().parse().expect("as it stands in an address")),
                None => {
                    assert_eq!(late.len(), found.all_units);
                    break;
                }
            }
        }
        assert_eq!(late.iter().collect::<BTreeSet<_>>().len(), late.len(), "no unit on two pages");
        for reviewer in [Reviewer::Coordinator, Reviewer::Other] {
            let (mut seen, mut behind): (Vec<ObligationId>, _) = (Vec::new(), None);
            loop {
                let page = office.db().read(|c| {
                    let sight = Sight::load(&office.ctx, c)?;
                    views::submissions(c, (plans, reviewer), (behind, 4), &sight)
                });
                let page = page.expect("a page");
                seen.extend(page.items.iter().map(|item| item.row.obligation.id));
                match page.next {
                    Some(next) => behind = Some(next.to_string().parse().expect("as it stands in an address")),
                    None => {
                        assert_eq!(seen.len() as i64, page.total.rows, "{plans:?} {reviewer:?}");
                        break;
                    }
                }
            }
            assert_eq!(seen.iter().collect::<BTreeSet<_>>().len(), seen.len(), "nothing on two pages");
        }
    }
}

#[actix_web::test]
async fn a_long_table_of_the_month_comes_in_pages_and_a_page_of_it_is_filed() {
    let app = TestApp::start().await;
    app.set_clock("2024-06-10 09:00");
    let liaison = app.add("韦联络", GUILIN, Role::Liaison);
    // As many more standing duties as fill a second page.
    let standing = format!(
        "SELECT o.id AS n FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}' AND o.kind = 'standing' LIMIT 1"
    );
    let (of, max) = (number(&app.ctx.db, &standing), number(&app.ctx.db, "SELECT max(id) FROM measures"));
    let copies: Vec<String> = (1..=90)
        .map(|n| {
            let id = max + n;
            format!(
                "INSERT INTO measures (id, task_id, number, text, notes, span_start, span_end, progress, closed) \
                 SELECT {id}, task_id, {id}, text, notes, span_start, span_end, progress, closed FROM measures ORDER BY id LIMIT 1;\n\
                 INSERT INTO obligations (plan_id, measure_id, unit_id, kind, deliverable, due, original_due, due_rev, status, \
                 claimed_not_applicable, lead_silent, long_range, version, created_at, came_late, lamp_rev) \
                 SELECT plan_id, {id}, unit_id, kind, '第{n}项', due, original_due, due_rev, status, claimed_not_applicable, lead_silent, \
                 long_range, version, created_at, came_late, 0 FROM obligations WHERE id = {of};"
            )
        })
        .collect();
    execute(&app.ctx.db, &copies.join("\n"));
    let browser = app.signed_in(&liaison).await;
    let first = browser.text("/my-work").await;
    let rows = |html: &str| html.matches("name=\"prefilled\"").count();
    assert_eq!(rows(&first), 100, "{first}");
    let next = first.split("rows_after=").nth(1).and_then(|rest| rest.split('"').next()).expect("a next page");
    let second = browser.text(&format!("/my-work?month=2024-06&rows_after={next}")).await;
    assert!(rows(&second) >= 15 && second.contains("回到第一页"), "{}", rows(&second));
    assert!(first.contains("0/115") && second.contains("0/115"), "the month is counted whole");
}
