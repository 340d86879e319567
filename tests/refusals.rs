//! Whatever cannot be used is refused at every door, with the field, by the same answer on both databases; never as a
//! defect of ours. A new address must be put into the table: the table is compared with the routes.

mod bad;
mod choices;
mod doors;
mod form_pages;
mod kept;
mod table;
mod unknown;

use std::collections::BTreeMap;

use duban::domain::person::Role;
use duban::strings::{Language, Strings};
use reqwest::{Method, RequestBuilder, Response};
use serde_json::Value;

use crate::support::api::{Api, OFFICE};
use crate::support::app::{Browser, TestApp, location};
use crate::support::database::{execute, lines, number};
use bad::{Bad, Kind, bad_values};
use doors::{CALLS, Door, Input, PAGES, Who};

const GUILIN: &str = "桂林市人民政府";

/// A made-up plan with everything that a draft may have: units nobody knows, dates, figures, and what belongs to no measure.
const PLAN: &str = "2025年度湿地保护工作计划（虚构样例）\n\
    一、重点任务\n\
    1.开展湿地排查。各设区市于2025年6月底前完成湿地名录编制，湿地保护率达到90%以上。（牵头单位：自治区湿地保护站。责任单位：各设区市人民政府）\n\
    各设区市于2025年8月底前完成湿地标识牌设置。\n\
    2.开展湿地宣传。组织湿地日活动。\n";

/// Everybody who comes to a door, and the keys of what stands behind it.
struct House<'a> {
    browsers: BTreeMap<Who, (Browser<'a>, String)>,
    programs: BTreeMap<Who, Api<'a>>,
    keys: BTreeMap<&'static str, String>,
}

impl<'a> House<'a> {
    async fn open(app: &'a TestApp) -> Self {
        let people = [
            (Who::Coordinator, "覃调度", OFFICE, Role::Coordinator),
            (Who::Liaison, "韦联络", GUILIN, Role::Liaison),
            (Who::Sysadmin, "系统员", OFFICE, Role::Sysadmin),
            (Who::Secadmin, "安全员", OFFICE, Role::Secadmin),
            (Who::Auditor, "审计员", OFFICE, Role::Auditor),
        ];
        let (mut browsers, mut programs) = (BTreeMap::new(), BTreeMap::new());
        for (who, name, unit, role) in people {
            let email = app.add(name, unit, role);
            let browser = app.signed_in(&email).await;
            let page = browser.get("/").await;
            let html = browser.text(location(&page)).await;
            let secret = crate::support::app::form_secret(&html).to_owned();
            programs.insert(who, app.api(&email).await);
            browsers.insert(who, (browser, secret));
        }
        let stranger = app.browser();
        let html = stranger.text("/sign-in").await;
        let secret = crate::support::app::form_secret(&html).to_owned();
        browsers.insert(Who::Anybody, (stranger, secret));
        programs.insert(Who::Anybody, app.stranger());
        let coordinator = &browsers[&Who::Coordinator].0;
        location(&coordinator.upload("/plans/import", "湿地.txt", PLAN.as_bytes()).await);
        let keys = keys(app);
        choices::propose(app, &keys["obligations"]);
        execute(&app.ctx.db, &format!("UPDATE measures SET progress = '进行中' WHERE id = {}", keys["measure"]));
        Self { keys, browsers, programs }
    }

    /// Puts the obligation where the page has the form of this door.
    fn set_up(&self, app: &TestApp, door: &Door) {
        let (status, awaiting, claimed) = match door.route.rsplit('/').next().unwrap_or_default() {
            "return" | "closure" => ("submitted", "'coordinator'", false),
            "decline" => ("submitted", "'coordinator'", true),
            "reopening" => ("closed", "NULL", false),
            _ => ("acknowledged", "NULL", false),
        };
        let id = &self.keys["obligations"];
        let set = format!(
            "UPDATE obligations SET status = '{status}', awaiting = {awaiting}, claimed_not_applicable = {claimed}, \
             due = '2024-12-31' WHERE id = {id}"
        );
        execute(&app.ctx.db, &set);
    }

    /// The address with the keys of what is there; where `broken` names a part of it, with that in its place.
    fn address(&self, route: &str, broken: Option<(&str, &str)>) -> String {
        let noun = route.trim_start_matches("/api/v1").split('/').nth(1).unwrap_or_default();
        let mut address = route.to_owned();
        while let Some((before, rest)) = address.split_once('{') {
            let (name, after) = rest.split_once('}').expect("the end of a name");
            let name = name.split(':').next().unwrap_or_default();
            let key = if name == "id" { noun } else { name };
            let known = self.keys.get(key).map_or("none", String::as_str);
            let value = broken.filter(|(part, _)| *part == name).map_or(known, |(_, value)| value);
            address = format!("{before}{value}{after}");
        }
        address
    }

    /// Sends what the door takes, with one field in a form of its own.
    async fn send(&self, door: &Door, address: &str, odd: Option<(&str, &Bad)>) -> Response {
        let (browser, secret) = &self.browsers[&door.who];
        let method = Method::from_bytes(door.method.to_uppercase().as_bytes()).expect("a method");
        if let Some(path) = address.strip_prefix("/api/v1") {
            let request = self.programs[&door.who].request(method, &with_query(path, door, odd));
            return answered(with_json(request, door, odd)).await;
        }
        let request = browser.request(method, &with_query(address, door, odd));
        let Input::Form(base, _) = &door.input else { return answered(request).await };
        let mut fields: Vec<(&str, String)> = vec![("form_secret", secret.clone())];
        fields.extend(base.iter().map(|(name, value)| (*name, self.base(value))));
        if let Some((field, bad)) = odd {
            fields.retain(|(name, _)| *name != field);
            fields.push((field, bad.text.clone()));
        }
        let fields: Vec<_> = fields.into_iter().map(|(name, value)| (self.named(name), value)).collect();
        answered(request.form(&fields)).await
    }

    /// The name of a field with the keys in it: `m{measure}.lead`.
    fn named(&self, name: &str) -> String {
        self.keys.iter().fold(name.to_owned(), |name, (noun, key)| name.replace(&format!("{{{noun}}}"), key))
    }

    /// A value of the base: `@measures` is the key of a measure.
    fn base(&self, value: &str) -> String {
        value.strip_prefix('@').map_or_else(|| self.named(value), |noun| self.keys[noun].clone())
    }
}

async fn answered(request: RequestBuilder) -> Response {
    request.send().await.expect("an answer")
}

fn with_query(path: &str, door: &Door, odd: Option<(&str, &Bad)>) -> String {
    match (&door.input, odd) {
        (Input::Query(_), Some((field, bad))) => {
            let encoded: String = bad.text.bytes().map(|byte| format!("%{byte:02X}")).collect();
            format!("{path}?{field}={encoded}")
        }
        _ => path.to_owned(),
    }
}

fn with_json(request: RequestBuilder, door: &Door, odd: Option<(&str, &Bad)>) -> RequestBuilder {
    let Input::Json(base, _) = &door.input else { return request };
    let mut body: Value = serde_json::from_str(base).expect("JSON");
    if let Some((field, bad)) = odd {
        body[field] = if bad.is_number { bad.text.parse().expect("a number") } else { bad.text.clone().into() };
    }
    request.json(&body)
}

/// A key of everything that addresses name.
fn keys(app: &TestApp) -> BTreeMap<&'static str, String> {
    let of_plan = "SELECT CAST(min(x.id) AS TEXT) AS line FROM";
    let in_measure = "AS x JOIN measures AS m ON m.id = x.measure_id JOIN tasks AS t ON t.id = m.task_id";
    let one = |query: String| lines(&app.ctx.db, &query).remove(0);
    let standing = "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE o.kind = 'standing' AND u.name = ";
    let plain = [("plans", "2"), ("plan", "1"), ("proposal", "1"), ("period", "2024-05")];
    let found = [
        ("obligations", one(format!("{standing}'{GUILIN}'"))),
        ("people", one("SELECT CAST(min(id) AS TEXT) AS line FROM people".to_owned())),
        ("post", one("SELECT CAST(min(id) AS TEXT) AS line FROM posts".to_owned())),
        ("task", one(format!("{of_plan} tasks AS x WHERE x.plan_id = 2"))),
        ("measure", one(format!("{of_plan} measures AS x JOIN tasks AS t ON t.id = x.task_id WHERE t.plan_id = 2"))),
        ("milestone", one(format!("{of_plan} milestones {in_measure} WHERE t.plan_id = 2"))),
        ("indicator", one(format!("{of_plan} indicators {in_measure} WHERE t.plan_id = 2"))),
        ("problem", one(format!("{of_plan} problems AS x WHERE x.plan_id = 2"))),
        ("owner", one(format!("SELECT CAST(id AS TEXT) AS line FROM units WHERE name = '{GUILIN}'"))),
        ("version", one("SELECT CAST(version AS TEXT) AS line FROM plans WHERE id = 2".to_owned())),
        ("leftover", one(format!("{of_plan} leftovers AS x WHERE x.plan_id = 2"))),
        ("unit", one("SELECT CAST(min(id) AS TEXT) AS line FROM units WHERE proposed".to_owned())),
    ];
    plain.map(|(noun, key)| (noun, key.to_owned())).into_iter().chain(found).collect()
}

/// Every door of pages and calls.
fn all_doors() -> impl Iterator<Item = &'static Door> {
    PAGES.iter().chain(CALLS)
}

/// Rows of the trail that say of something done.
const BUSINESS: &str = "SELECT count(*) FROM audit WHERE verb NOT IN ('fail_sign_in', 'lock_account', 'refuse')";

#[actix_web::test]
async fn what_cannot_be_used_is_refused_with_its_field_at_every_door() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    let before = app.database.row_counts();
    let business = number(&app.ctx.db, BUSINESS);
    let mut tried = 0;
    for door in all_doors() {
        house.set_up(&app, door);
        let address = house.address(door.route, None);
        for (field, kind) in door.input.fields() {
            for bad in bad_values(*kind) {
                let answer = house.send(door, &address, Some((field, &bad))).await;
                refused(door, field, *kind, &bad, answer).await;
                tried += 1;
            }
        }
    }
    assert!(tried > 500, "the table has lost its way: {tried}");
    // Each wrong address at the doors of strangers is only a failed sign-in of nobody.
    let mut after = app.database.row_counts();
    for of_sign_in in ["audit", "sign_in_tries"] {
        after.insert(of_sign_in.to_owned(), before[of_sign_in]);
    }
    assert_eq!(after, before, "nothing was written");
    assert_eq!(number(&app.ctx.db, BUSINESS), business, "nothing else stands in the trail");
}

async fn refused(door: &Door, field: &str, kind: Kind, bad: &Bad, answer: Response) {
    let what = format!("{} {} {field}={:?}", door.method, door.route, bad.text.chars().take(30).collect::<String>());
    let status = answer.status().as_u16();
    let is_call = door.route.starts_with("/api/");
    let body = answer.text().await.expect("a text");
    assert_eq!(status, kind.status(is_call), "{what}: {}", body.chars().take(300).collect::<String>());
    if status != 422 {
        return;
    }
    if is_call {
        let problem: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(problem["field"], field, "{what}: {body}");
        assert!(!body.contains("field."), "{what}: the field has no word: {body}");
        if kind == Kind::Word {
            choices::assert_named(door.route, field, problem["detail"].as_str().expect("words"));
        }
        return;
    }
    let (_, error) = body.split_once("role=\"alert\"").unwrap_or_else(|| panic!("{what}: no reason is given"));
    // The page of a draft lists what is wrong with each field.
    let end = if error.contains("<div class=\"save-bar\">") { "<div class=\"save-bar\">" } else { "</p>" };
    let error = error.split(end).next().unwrap_or_default();
    assert!(!error.contains("field."), "{what}: the field has no word: {error}");
    if kind == Kind::Word {
        choices::assert_named(door.route, field, error);
    }
    if bad.is_unseen {
        let word =
            Strings::of(Language::Zh).get(&format!("field.{}", field.rsplit('.').next().unwrap_or(field))).to_owned();
        assert!(error.contains(&format!("“{word}”")), "{what}: {error}");
    }
    if kind.is_shown_again() {
        let typed = bad.text.replace('"', "&#34;");
        assert!(body.contains(&typed), "{what}: what was typed is lost");
    }
}

#[actix_web::test]
async fn an_address_that_leads_nowhere_is_not_found() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    let before = app.database.row_counts();
    let nowhere = ["0", "-1", "x", "9223372036854775807", "99999999999999999999", "%00", "1%00", "%E2%80%AE", "%25"];
    for door in all_doors() {
        let parts = door.route.split('{').skip(1).filter_map(|part| part.split([':', '}']).next());
        for part in parts.filter(|part| *part != "version") {
            for value in nowhere {
                let answer = house.send(door, &house.address(door.route, Some((part, value))), None).await;
                assert_eq!(answer.status(), 404, "{} {} with {part} = {value}", door.method, door.route);
            }
        }
    }
    assert_eq!(app.database.row_counts(), before, "nothing was written");
}

#[actix_web::test]
async fn odd_headers_bodies_and_file_names_are_refused_too() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    let liaison = &house.programs[&Who::Liaison];
    let path = format!("/obligations/{}/acknowledgement", house.keys["obligations"]);
    for tag in ["\"99999999999999999999\"", "\"1\u{a0}\"", "W/\"x\"", "%00"] {
        let request = liaison.request(Method::POST, &path).header("If-Match", tag);
        assert_eq!(answered(request).await.status(), 412, "{tag}");
    }
    for body in ["{\"version\": \"\\ud800\"}", "{\"version\": 99999999999}", "{\"version\": 1e99}", "\0"] {
        assert_eq!(liaison.post_raw(&path, "application/json", body).await.status, 400, "{body}");
    }
    let coordinator = &house.browsers[&Who::Coordinator].0;
    for name in ["湿\u{202e}地.txt".to_owned(), "湿\u{200b}地.txt".to_owned(), format!("{}.txt", "字".repeat(256))]
    {
        let text = PLAN.replace("湿地", "林地");
        let answer = coordinator.upload("/plans/import", &name, text.as_bytes()).await;
        assert_eq!(answer.status(), 422, "{name}");
        let html = answer.text().await.expect("a page");
        assert!(html.contains("“文件名”"), "{html}");
    }
    let stranger = app.browser();
    let cookies = "duban_session=%00; duban_lang=%00; duban_form=%00";
    let asked = stranger.request(Method::GET, "/sign-in?next=%00&lang=%00&done=%00&n=%00").header("Cookie", cookies);
    assert_eq!(answered(asked).await.status(), 200);
}
