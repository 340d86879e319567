//! What somebody typed is never lost: not with the session, not where a colleague was faster, not where nothing can be stored.
//! Asked of every address of pages that takes a form. A file is the one exception: no page may choose one again.

use super::*;
use crate::support::app::form_secret;
use crate::trouble::refuse_writes;

/// What can be typed into a field and is recognised again; `None` for what nobody types.
fn typed(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Line(_) | Kind::Lines(_) => Some("手写内容七七"),
        Kind::Phone => Some("0771-7654321"),
        Kind::Address => Some("seven@x.cn"),
        Kind::Date => Some("2024-09-17"),
        Kind::Whole => Some("2077"),
        Kind::Figure => Some("77.7"),
        _ => None,
    }
}

/// A form in which somebody has typed.
struct TypedForm {
    door: &'static Door,
    address: String,
    fields: Vec<(String, String)>,
    /// What was typed.
    texts: Vec<&'static str>,
}

/// The forms in which somebody types, with a text in each such field.
fn typed_forms(house: &House<'_>) -> Vec<TypedForm> {
    let mut forms = Vec::new();
    for door in PAGES.iter().filter(|door| door.method == "post" && door.who != Who::Anybody) {
        let Input::Form(base, fields) = &door.input else { continue };
        let texts: Vec<_> = fields.iter().filter_map(|(name, kind)| Some((*name, typed(*kind)?))).collect();
        let base = base.iter().map(|(name, value)| (house.named(name), house.base(value)));
        let mut fields: Vec<(String, String)> = base.collect();
        for (name, text) in &texts {
            let name = house.named(name);
            fields.retain(|(other, _)| *other != name);
            fields.push((name, (*text).to_owned()));
        }
        if !texts.is_empty() {
            let address = house.address(door.route, None);
            forms.push(TypedForm { door, address, fields, texts: texts.into_iter().map(|(_, text)| text).collect() });
        }
    }
    assert!(forms.len() > 12, "the search has lost its way: {}", forms.len());
    forms
}

/// Sends a form with the secret of the session that it was drawn in.
async fn sent(house: &House<'_>, door: &Door, address: &str, fields: &[(String, String)]) -> Response {
    let (browser, secret) = &house.browsers[&door.who];
    let mut all = vec![("form_secret".to_owned(), secret.clone())];
    all.extend_from_slice(fields);
    answered(browser.request(Method::POST, address).form(&all)).await
}

fn assert_there(what: &str, html: &str, texts: &[&str]) {
    for text in texts {
        assert!(html.contains(text), "{what}: {text} is lost: {html}");
    }
}

#[actix_web::test]
async fn what_was_typed_outlives_the_session_and_stands_in_its_page_again_for_its_writer_alone() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    app.set_clock("2024-05-06 12:00");
    let mut fresh = BTreeMap::new();
    for (who, name) in [(Who::Coordinator, "覃调度"), (Who::Liaison, "韦联络"), (Who::Sysadmin, "系统员")] {
        fresh.insert(who, app.signed_in(&crate::support::address_of(name)).await);
    }
    let auditor = app.signed_in(&crate::support::address_of("审计员")).await;
    for TypedForm { door, address, fields, texts } in typed_forms(&house) {
        house.set_up(&app, door);
        let before = app.database.row_counts();
        let answer = sent(&house, door, &address, &fields).await;
        let way = location(&answer).to_owned();
        let kept = way.strip_prefix("/sign-in?next=").unwrap_or_else(|| panic!("{address}: {way}")).replace("%2F", "/");
        assert!(kept.starts_with("/kept/"), "{address}: {way}");
        assert!(app.browser().text(&way).await.contains("已经为您保留"), "{address}");
        let page = fresh[&door.who].get(&kept).await;
        assert_eq!(page.status(), 200, "{address}");
        let html = page.text().await.expect("a page");
        assert_there(&address, &html, &texts);
        assert!(html.contains("还没有提交"), "{address}: {html}");
        // The month is typed on the page before; a draft's form names its part.
        let action = format!("action=\"{}", address.trim_end_matches("/filing"));
        assert!(html.contains(&action), "{address}: its form is not there: {html}");
        assert_eq!(auditor.get(&kept).await.status(), 404, "{address}: another's");
        assert_eq!(app.browser().get(&kept).await.status(), 303, "{address}: a stranger");
        let mut after = app.database.row_counts();
        after.insert("kept_forms".to_owned(), before["kept_forms"]);
        assert_eq!(after, before, "{address}: something was done");
    }
    assert_eq!(
        number(&app.ctx.db, "SELECT max(n) FROM (SELECT count(*) AS n FROM kept_forms GROUP BY person_id) AS x"),
        4
    );
}

#[actix_web::test]
async fn after_signing_in_the_form_is_sent_with_its_button() {
    let app = TestApp::start().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    let standing = "SELECT CAST(min(o.id) AS TEXT) AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
         WHERE o.kind = 'standing' AND u.name = ";
    let id = lines(&app.ctx.db, &format!("{standing}'{GUILIN}'")).remove(0);
    let page = format!("/obligations/{id}");
    let secret = browser.form_secret().await;
    app.set_clock("2024-05-07 09:00");
    let report = |secret: &str| {
        let fields = [("version", "1"), ("stage", "in_progress"), ("progress", "写了很久"), ("then", "save")];
        let mut fields: Vec<_> = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        fields.push(("form_secret".to_owned(), secret.to_owned()));
        fields
    };
    let post = |fields: Vec<(String, String)>, origin: Option<&str>| {
        let request = browser.request(Method::POST, &format!("{page}/reports")).form(&fields);
        answered(origin.into_iter().fold(request, |request, origin| request.header("Origin", origin)))
    };
    assert_eq!(
        location(&post(report("0123"), None).await),
        format!("/sign-in?next={}&over=form", page.replace('/', "%2F")),
        "a form that is none of its session is not kept"
    );
    let way = location(&post(report(&secret), None).await).to_owned();
    let next = way.split_once("next=").expect("a way on").1.replace("%2F", "/");
    let fields = [("email", email.as_str()), ("password", crate::support::app::PASSWORD), ("next", &next)];
    assert_eq!(location(&browser.submit(&way, "/sign-in", &fields).await), next);
    let html = browser.text(&next).await;
    assert!(html.contains("写了很久</textarea>"), "{html}");
    let fresh = form_secret(&html).to_owned();
    assert_ne!(fresh, secret);
    // Who has signed in in another window sends a form of the session before: it too is kept where its browser vouches for it.
    assert_eq!(post(report(&secret), None).await.status(), 403);
    assert_eq!(post(report(&secret), Some("https://evil.example")).await.status(), 403);
    let kept = post(report(&secret), Some(&app.url)).await;
    let html = browser.text(location(&kept)).await;
    assert!(html.contains("写了很久</textarea>") && html.contains("还没有提交"), "{html}");
    assert_eq!(location(&post(report(&fresh), None).await), format!("{page}?done=saved&n=1"));
    app.set_clock("2024-05-14 10:00");
    assert_eq!(duban::actions::tidy(&app.ctx).expect("it is tidied up").forms, 2, "for a week");
}

#[actix_web::test]
async fn of_what_a_colleague_was_faster_with_both_stand_there() {
    let app = TestApp::start().await;
    let house = House::open(&app).await;
    let mut tried = 0;
    for TypedForm { door, address, mut fields, texts } in typed_forms(&house) {
        let Some((_, version)) = fields.iter_mut().find(|(name, _)| name == "version") else { continue };
        *version = "999".to_owned();
        house.set_up(&app, door);
        let answer = sent(&house, door, &address, &fields).await;
        assert_eq!(answer.status(), 409, "{address}");
        assert_there(&address, &answer.text().await.expect("a page"), &texts);
        tried += 1;
    }
    assert!(tried > 8, "the search has lost its way: {tried}");
    let id = &house.keys["obligations"];
    let (liaison, secret) = &house.browsers[&Who::Liaison];
    let report = |version: &'static str, progress: &'static str| {
        let fields = [("version", version), ("stage", "in_progress"), ("progress", progress), ("then", "save")];
        let all = [&[("form_secret", secret.as_str())][..], &fields[..]].concat();
        answered(liaison.request(Method::POST, &format!("/obligations/{id}/reports")).form(&all))
    };
    execute(
        &app.ctx.db,
        &format!("UPDATE obligations SET status = 'acknowledged', awaiting = NULL, version = 7 WHERE id = {id}"),
    );
    assert_eq!(report("7", "同事的话").await.status(), 303);
    let html = report("7", "我的话").await.text().await.expect("a page");
    let shown: String = html.split_whitespace().collect();
    assert!(shown.contains("我的话</textarea><spanclass=\"stored\">现在保存的是：同事的话"), "{html}");
}

#[actix_web::test]
async fn where_nothing_can_be_stored_the_answer_has_what_was_typed() {
    let app = TestApp::start_with_plan_and_settings(&[("DUBAN__DATABASE__POOL", "1")]).await;
    let house = House::open(&app).await;
    let forms = typed_forms(&house);
    house.set_up(&app, forms[0].door);
    refuse_writes(&app.ctx.db);
    for TypedForm { door, address, fields, texts } in forms {
        let answer = sent(&house, door, &address, &fields).await;
        let status = answer.status().as_u16();
        let html = answer.text().await.expect("a page");
        // What the matter does not allow is refused before anything is stored, on its page.
        assert!([503, 409, 422].contains(&status), "{address}: {status} {html}");
        assert_there(&address, &html, &texts);
    }
    // Nor where the session is over by then.
    app.set_clock("2024-05-06 12:00");
    let TypedForm { door, address, fields, texts } = typed_forms(&house).remove(0);
    let answer = sent(&house, door, &address, &fields).await;
    assert_eq!(answer.status(), 503);
    assert_there(&address, &answer.text().await.expect("a page"), &texts);
}

#[actix_web::test]
async fn what_stands_in_one_window_outlives_signing_out_in_another_and_is_shown_to_nobody_else() {
    let app = TestApp::start().await;
    let (email, other) = (app.add("wei", GUILIN, Role::Liaison), app.add("mo", GUILIN, Role::Liaison));
    let browser = app.signed_in(&email).await;
    let id = number(
        &app.ctx.db,
        &format!(
            "SELECT min(o.id) FROM obligations AS o JOIN units AS u ON u.id = o.unit_id WHERE u.name = '{GUILIN}'"
        ),
    );
    let page = format!("/obligations/{id}");
    let secret = browser.form_secret().await;
    let send = |words: &'static str| {
        let fields = [
            ("form_secret", secret.as_str()),
            ("version", "1"),
            ("stage", "done"),
            ("progress", words),
            ("then", "save"),
        ];
        answered(browser.request(Method::POST, &format!("{page}/reports")).header("Origin", &app.url).form(&fields))
    };
    let sign_in = |next: String, email: String| {
        let browser = &browser;
        async move {
            let fields =
                [("email", email.as_str()), ("password", crate::support::app::PASSWORD), ("next", next.as_str())];
            location(&browser.submit("/sign-in", "/sign-in", &fields).await).to_owned()
        }
    };
    let kept = || number(&app.ctx.db, "SELECT count(*) FROM kept_forms");
    browser.submit("/my-work", "/sign-out", &[]).await;
    assert_eq!(browser.get("/my-work").await.status(), 303, "signed out");
    let way = location(&send("写在另一个窗口").await).to_owned();
    let next = way.strip_prefix("/sign-in?next=").unwrap_or_else(|| panic!("{way}")).replace("%2F", "/");
    assert!(next.starts_with("/kept/") && kept() == 1, "{way}");
    assert!(browser.text(&way).await.contains("已经为您保留"));
    // A colleague at the same computer neither sees it nor gets what is sent from the old window meanwhile.
    assert_eq!(sign_in(next.clone(), other.clone()).await, next);
    let anothers = browser.get(&next).await;
    assert_eq!(anothers.status(), 404, "another's");
    let html = anothers.text().await.expect("a page");
    assert!(html.contains("这里没有为当前账号保留的内容") && html.contains("再用该账号登录"), "{html}");
    let foreign = send("同事看不到").await;
    assert_eq!(foreign.status(), 403);
    let html = foreign.text().await.expect("a page");
    assert!(html.contains("这份表单是用另一个账号打开的") && !html.contains("同事看不到"), "{html}");
    assert_eq!(kept(), 2, "it is kept for whoever opened it");
    assert!(!browser.text("/account").await.contains("没有提交的内容"), "not for the colleague");
    browser.submit("/my-work", "/sign-out", &[]).await;
    let third = location(&send("谁的").await).to_owned();
    assert!(
        third.starts_with("/sign-in?next=%2Fkept%2F") && kept() == 3,
        "whose it is, the browser knows yet: {third}"
    );
    assert_eq!(sign_in(next.clone(), other.clone()).await, next);
    assert_eq!(browser.get(&next).await.status(), 404, "not the colleague's by that");
    browser.submit("/my-work", "/sign-out", &[]).await;
    // Whoever signs in without following that address is told of it, once, and finds all of it.
    app.set_clock("2024-05-06 09:01");
    assert_eq!(sign_in(String::new(), email.clone()).await, "/account?done=kept&n=3#kept");
    let html = browser.text("/account?done=kept&n=3").await;
    assert!(html.contains("有 3 份填写后没有提交的内容为您保留"), "{html}");
    let mut listed: Vec<&str> = html.split("href=\"/kept/").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(listed.len(), 3, "{html}");
    let mut found = String::new();
    for token in listed.drain(..) {
        found += &browser.text(&format!("/kept/{token}")).await;
    }
    for words in ["写在另一个窗口", "同事看不到", "谁的"] {
        assert!(found.contains(&format!("{words}</textarea>")), "{words} is lost");
    }
    app.set_clock("2024-05-06 09:02");
    assert_eq!(sign_in(String::new(), email.clone()).await, "/", "once");
    let html = browser.text(&next).await;
    assert!(html.contains("写在另一个窗口</textarea>") && html.contains("还没有提交"), "{html}");
    // Signed in again, the old window's form is known by its writer's own sessions.
    let again = location(&send("再写一遍").await).to_owned();
    assert!(browser.text(&again).await.contains("再写一遍</textarea>"), "{again}");
}
