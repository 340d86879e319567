//! From the document to what is owed: the Guangxi plan, imported and activated on 2024-03-01.

use std::collections::BTreeSet;

use duban::actions::{ActionError, Actor, ImportPlan, Imported, activate_plan, appoint_office, import_plan};
use duban::clock::parse_local;
use duban::compiler::{Options, UnitRegistry, compile};
use duban::db::Database;
use duban::domain::draft::Draft;
use duban::domain::typed::unfit;

use crate::support::app::{context, guangxi};
use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{TestDatabase, execute, lines, number};

/// The fourteen cities in official order.
const CITIES: [&str; 14] =
    ["南宁", "柳州", "桂林", "梧州", "北海", "防城港", "钦州", "贵港", "玉林", "百色", "贺州", "河池", "来宾", "崇左"];

/// Imports a draft on 2024-03-01, activated or not.
fn import(database: &TestDatabase, draft: &Draft, activate: bool) -> Result<Imported, ActionError> {
    let ctx = context(database, &[]);
    ctx.db.migrate().expect("migrations");
    let registry = UnitRegistry::guangxi().expect("the registry");
    let activate_on = activate.then(|| ctx.clock.today());
    import_plan(
        &ctx,
        &Actor::Console,
        &ImportPlan { source_name: "plan.txt", file: b"", draft, registry: &registry, activate_on },
    )
}

fn draft() -> Draft {
    guangxi(&UnitRegistry::guangxi().expect("the registry"))
}

/// The plan as it is after `duban import --yes`.
fn active() -> (TestDatabase, Database, Imported) {
    let database = TestDatabase::new();
    let imported = import(&database, &draft(), true).expect("the plan");
    let db = database.open();
    (database, db, imported)
}

/// Which cities owe the milestone whose deliverable has these words, and by when.
fn owners(db: &Database, words: &str, due: &str) -> Vec<String> {
    lines(
        db,
        &format!(
            "SELECT u.short_name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
             JOIN milestones AS m ON m.id = o.milestone_id WHERE m.deliverable LIKE '%{words}%' AND o.due = '{due}' \
             AND o.original_due = o.due AND o.kind = 'dated' ORDER BY u.position"
        ),
    )
}

#[test]
fn the_plan_is_stored_whole() {
    let (_database, db, imported) = active();
    let count = |table: &str| number(&db, &format!("SELECT count(*) FROM {table}"));
    assert_eq!((imported.tasks, count("tasks")), (21, 21));
    assert_eq!((imported.measures, count("measures")), (25, 25));
    assert_eq!((imported.milestones, number(&db, "SELECT count(*) FROM milestones WHERE due IS NOT NULL")), (23, 14));
    assert_eq!(imported.assignments, count("assignments"));
    assert_eq!(imported.indicators, count("indicators"));
    assert_eq!(number(&db, "SELECT count(*) FROM indicators WHERE unit_id IS NOT NULL"), 14 * 3, "the annex by city");
    assert_eq!((imported.problems, count("problems")), (draft().problems.len(), draft().problems.len()));
    assert_eq!(
        count("plans WHERE state = 'active' AND year = 2024 AND assigned_on = '2024-03-01' AND cutoff_day = 25"),
        1
    );
    assert_eq!(count("assignments WHERE proposed"), 0, "--yes confirms every proposal");
}

#[test]
fn every_lead_and_responsible_unit_owes_the_measure_over_the_year() {
    let (_database, db, imported) = active();
    let owed = "SELECT CAST(measure_id AS TEXT) || ' ' || CAST(unit_id AS TEXT) AS line FROM";
    let assigned = lines(&db, &format!("{owed} assignments WHERE role <> 'support'"));
    let standing = lines(
        &db,
        &format!("{owed} obligations WHERE kind = 'standing' AND due = '2024-12-31' AND status = 'assigned'"),
    );
    let once = |rows: &[String]| rows.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(once(&standing), once(&assigned));
    assert_eq!(standing.len(), once(&standing).len(), "a unit owes the same measure twice");
    assert_eq!(imported.fan_out.expect("activated").standing, standing.len());
    assert!(standing.len() > 14 * 25 / 2, "{}", standing.len());
}

#[test]
fn what_all_cities_must_deliver_is_fourteen_obligations() {
    let (_database, db, _) = active();
    for (words, due) in
        [("水泥熟料生产企业制定改造计划", "2024-05-31"), ("焦化企业", "2024-05-31"), ("源头替代实施计划", "2024-06-30")]
    {
        assert_eq!(owners(&db, words, due), CITIES, "{words}");
    }
}

#[test]
fn the_subject_of_the_sentence_decides_which_cities_owe_a_date() {
    let (_database, db, _) = active();
    assert_eq!(owners(&db, "平山根雕市场搬迁", "2024-12-31"), ["桂林"]);
    assert_eq!(owners(&db, "红外热成像气体泄漏检测仪", "2024-12-31"), ["南宁", "柳州", "北海", "来宾"]);
    assert_eq!(owners(&db, "应急减排清单更新", "2024-12-31"), ["防城港", "河池", "来宾"]);
    assert_eq!(owners(&db, "短流程炼钢产量占比", "2024-12-31").len(), 1, "the whole region's is the first lead's");
}

#[test]
fn dates_after_the_plan_year_are_long_range() {
    let (_database, db, imported) = active();
    let long = lines(&db, "SELECT DISTINCT CAST(due AS TEXT) AS line FROM obligations WHERE long_range");
    assert_eq!(long, ["2028-12-31"]);
    assert_eq!(number(&db, "SELECT count(*) FROM obligations WHERE due > '2024-12-31' AND NOT long_range"), 0);
    let made = imported.fan_out.expect("activated");
    assert_eq!(made.long_range, 28, "cement and coking, fourteen cities each");
    assert_eq!(made.dated, number(&db, "SELECT count(*) FROM obligations WHERE milestone_id IS NOT NULL"));
    assert_eq!(made.dated, 105);
}

#[test]
fn a_date_that_nobody_wrote_is_owed_by_nobody_yet() {
    let (_database, db, _) = active();
    let undated =
        "SELECT count(*) FROM obligations AS o JOIN milestones AS m ON m.id = o.milestone_id WHERE m.due IS NULL";
    assert_eq!(number(&db, undated), 0);
}

#[test]
fn cities_stand_in_their_official_order_and_one_unit_coordinates() {
    let (_database, db, _) = active();
    assert_eq!(lines(&db, "SELECT short_name AS line FROM units WHERE class = 'city' ORDER BY position"), CITIES);
    assert_eq!(lines(&db, "SELECT name AS line FROM units WHERE coordinating"), ["自治区生态环境厅"]);
    let alias = |alias: &str| {
        lines(
            &db,
            &format!(
                "SELECT u.name AS line FROM unit_aliases AS a JOIN units AS u ON u.id = a.unit_id WHERE a.alias = '{alias}'"
            ),
        )
    };
    assert_eq!(alias("桂林市政府"), ["桂林市人民政府"]);
    assert_eq!(alias("广西壮族自治区生态环境厅"), ["自治区生态环境厅"]);
}

#[test]
fn a_draft_is_owed_by_nobody_until_it_is_activated_once() {
    let database = TestDatabase::new();
    let imported = import(&database, &draft(), false).expect("the draft");
    let db = database.open();
    assert_eq!(imported.fan_out, None);
    assert_eq!(number(&db, "SELECT count(*) FROM obligations"), 0);
    assert!(
        number(&db, "SELECT count(*) FROM assignments WHERE proposed") > 0,
        "相关设区市 is for a coordinator to confirm"
    );
    let ctx = context(&database, &[]);
    let day = parse_local("2024-03-04").expect("a date").date();
    let made = activate_plan(&ctx, &Actor::Console, imported.plan_id, day).expect("activated");
    assert_eq!(number(&db, "SELECT count(*) FROM obligations"), made.standing + made.dated);
    let before = database.row_counts();
    let again = activate_plan(&ctx, &Actor::Console, imported.plan_id, day).expect_err("twice");
    assert!(matches!(again, ActionError::Conflict { .. }), "{again:?}");
    assert_eq!(database.row_counts(), before);
}

#[test]
fn an_import_that_fails_late_leaves_nothing() {
    let database = TestDatabase::new();
    database.migrated();
    let before = database.row_counts();
    // The year's last day does not exist: the fan-out fails when everything else is stored.
    let mut late = draft();
    late.plan.year = Some(300_000);
    let error = import(&database, &late, true).expect_err("no such year");
    assert!(matches!(error, ActionError::Invalid { field: "year", .. }), "{error:?}");
    assert_eq!(database.row_counts(), before);
    // Two measures of one task with the same number collide in the database itself.
    let mut twice = draft();
    let measure = twice.tasks[20].measures[0].clone();
    twice.tasks[20].measures.push(measure);
    import(&database, &twice, true).expect_err("a measure twice");
    assert_eq!(database.row_counts(), before);
    import(&database, &draft(), true).expect("nothing stands in its way");
}

#[test]
fn a_plan_of_the_same_title_and_year_stands_once_until_it_is_closed() {
    let (database, db, _) = active();
    let before = database.row_counts();
    let mut corrected = draft();
    corrected.document.text.push_str("（更正）");
    for activate in [true, false] {
        // Nor as what the notice calls it that hands it out.
        let marked = draft().plan.title;
        corrected.plan.title =
            if activate { format!("《{marked}》") } else { format!("关于印发《{marked}》的通知") };
        let error = import(&database, &corrected, activate).expect_err("the same plan");
        let said = error.message();
        assert_eq!(said.key, "plan.same_as_active", "{said:?}");
        assert_eq!(database.row_counts(), before);
    }
    corrected.plan.year = Some(2025);
    import(&database, &corrected, false).expect("the next year's is another");
    assert_eq!(number(&db, "SELECT count(*) FROM plans WHERE title LIKE '%通知%'"), 0, "it goes by its own title");
    corrected.document.text.push_str("（再次更正）");
    let said = import(&database, &corrected, true).expect_err("the same draft").message();
    assert_eq!(said.key, "plan.same_as_draft", "{said:?}");
    execute(&db, "UPDATE plans SET state = 'closed' WHERE year = 2024");
    corrected.plan.year = Some(2024);
    import(&database, &corrected, true).expect("beside a closed one");
}

#[test]
fn a_draft_without_a_title_goes_by_the_name_of_its_file() {
    let database = TestDatabase::new();
    let db = database.migrated();
    let mut untitled = draft();
    untitled.plan.title.clear();
    import(&database, &untitled, false).expect("a draft");
    assert_eq!(number(&db, "SELECT count(*) FROM plans WHERE title = source_name AND title <> ''"), 1);
}

#[test]
fn who_imported_what_stands_in_the_trail() {
    let (_database, db, _) = active();
    let trail =
        lines(&db, "SELECT actor || ' ' || verb || ' ' || object AS line FROM audit WHERE object = 'plan' ORDER BY id");
    assert_eq!(trail, ["console import_plan plan", "console activate_plan plan"]);
}

#[test]
fn what_nobody_sees_in_a_document_reaches_no_name_title_or_deliverable_and_is_a_note() {
    let text = "2025年度湿地\u{200b}保护工作计划\n一、重点\u{202e}任务\n\
        1.开展湿地\u{0}排查。桂林\u{feff}市于2025年6月底前完成湿地\u{2060}名录编制。\
        （牵头单位：自治区湿地\u{200d}保护站。责任单位：桂\u{ad}林市人民政府）\n";
    let registry = UnitRegistry::guangxi().expect("the registry");
    let draft = compile(text, &Options { registry: &registry, year: None });
    let notes: Vec<_> = draft.problems.iter().filter(|problem| problem.message.contains("略去 7 处")).collect();
    assert_eq!(notes.len(), 1, "{:?}", draft.problems);
    let database = TestDatabase::new();
    import(&database, &draft, false).expect("the draft");
    let db = database.open();
    let stored = "SELECT title AS line FROM plans UNION ALL SELECT document FROM plans UNION ALL SELECT section_title FROM tasks \
         UNION ALL SELECT title FROM tasks UNION ALL SELECT text FROM measures UNION ALL SELECT deliverable FROM milestones \
         UNION ALL SELECT name FROM units WHERE proposed UNION ALL SELECT written_as FROM assignments";
    let stored = lines(&db, stored);
    assert!(stored.contains(&"2025年度湿地保护工作计划".to_owned()), "{stored:?}");
    assert!(stored.contains(&"自治区湿地保护站".to_owned()) && stored.contains(&"桂林市人民政府".to_owned()));
    let unseen = |text: &&String| text.chars().any(|c| c != '\n' && c != '\t' && unfit(None, c, None).is_some());
    assert_eq!(stored.iter().find(unseen), None);
}

/// Made up: another province, whose cities are written without their government.
const ELSEWHERE: &str = "云江省2025年度耕地保护工作计划（虚构样例）\n一、任务\n1.整治耕地。杭州市、宁波市于6月底前完成整治。\
    （省农业农村厅牵头，杭州市、宁波市、温州市人民政府负责）\n";

#[test]
fn in_another_province_cities_are_governments_and_the_office_is_the_one_that_the_settings_name() {
    let database = TestDatabase::embedded();
    let path = database.folder.path().join("耕地.txt");
    std::fs::write(&path, ELSEWHERE).expect("a file");
    let said = succeed(duban(&database).arg("import").arg(&path));
    assert!(said.contains("调度单位是“自治区生态环境厅”，计划中没有提到"), "{said}");
    let cities = "SELECT name || ' ' || class AS line FROM units WHERE class = 'city' ORDER BY name";
    let governments = ["宁波市人民政府 city", "杭州市人民政府 city", "温州市人民政府 city"];
    assert_eq!(lines(&database.open(), cities), governments);

    let add = ["people", "add", "--name", "甲", "--email", "jia@test.example", "--role", "coordinator", "--unit"];
    let line = refusal(duban(&database).args(add).arg("省农业农村厅"));
    assert!(line.contains("plan.coordinating_unit") && line.contains("自治区生态环境厅"), "{line}");
    let office = |command: &mut std::process::Command| {
        command.env("DUBAN__PLAN__COORDINATING_UNIT", "省农业农村厅");
    };
    // Whoever only looks something up where other settings are moves nothing; a start does.
    let mut looked = duban(&database);
    office(&mut looked);
    succeed(looked.args(["people", "list"]));
    let trail = "SELECT count(*) FROM audit WHERE verb = 'appoint_office'";
    assert_eq!(number(&database.open(), trail), 0);
    let ctx = context(&database, &[("DUBAN__PLAN__COORDINATING_UNIT", "省农业农村厅")]);
    assert!(appoint_office(&ctx).expect("an answer"));
    let mut added = duban(&database);
    office(&mut added);
    succeed(added.args(add).arg("省农业农村厅"));
    let coordinating = "SELECT name AS line FROM units WHERE coordinating";
    assert_eq!(lines(&database.open(), coordinating), ["省农业农村厅"]);
    assert_eq!(number(&database.open(), trail), 1);
}
