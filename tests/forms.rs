//! A form is taken from our own pages alone, and sets a password by a link that works once.

use duban::actions::{Actor, Link, disable_person, renew_link, set_password};
use duban::domain::id::PersonId;
use duban::domain::person::Role;
use reqwest::Method;

use crate::support::app::{PASSWORD, TestApp, form_secret, location};
use crate::support::database::number;

const GUILIN: &str = "桂林市人民政府";

#[actix_web::test]
async fn a_form_without_the_secret_of_its_page_is_refused() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (_, token) = app.invite("mo", GUILIN, Role::Head);
    let link = format!("/set-password/{token}");
    let signed_in = app.signed_in(&email).await;
    let visitor = app.browser();
    // The page is open, so that the browser has a secret of its own to be compared with.
    let own = form_secret(&visitor.text("/sign-in").await).to_owned();
    let of_another = form_secret(&app.browser().text("/sign-in").await).to_owned();
    assert_ne!(own, of_another);
    let before = app.database.row_counts();
    for secret in [None, Some(""), Some(of_another.as_str())] {
        let with = |fields: &[(&'static str, &'static str)]| {
            let mut all: Vec<(&str, &str)> = fields.to_vec();
            all.extend(secret.map(|secret| ("form_secret", secret)));
            all.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect::<Vec<_>>()
        };
        let passwords = with(&[("password", PASSWORD), ("again", PASSWORD)]);
        let sign_in = with(&[("email", "wei@test.example"), ("password", PASSWORD)]);
        let answers =
            [(&visitor, "/sign-in", sign_in), (&visitor, &link, passwords), (&signed_in, "/sign-out", with(&[]))];
        for (browser, address, fields) in answers {
            let answer = browser.request(Method::POST, address).form(&fields).send().await.expect("an answer");
            assert_eq!(answer.status(), 403, "{address} with {secret:?}");
            assert!(answer.text().await.expect("a page").contains("页面已失效"), "{address}");
        }
    }
    assert_eq!(location(&signed_in.get("/").await), "/my-work", "signed out by a foreign form");
    assert_eq!(app.database.row_counts(), before, "something was written");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM people WHERE password_hash IS NOT NULL"), 1);
}

#[actix_web::test]
async fn the_secret_from_before_sign_in_is_no_secret_of_the_session() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    let before = form_secret(&browser.text("/sign-in").await).to_owned();
    assert_eq!(browser.post("/sign-out", &[("form_secret", &before)]).await.status(), 403);
}

#[actix_web::test]
async fn a_form_of_a_session_that_is_over_leads_to_sign_in() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    assert_eq!(location(&app.browser().post("/sign-out", &[]).await), "/sign-in");
    app.set_clock("2024-05-06 21:00");
    assert_eq!(location(&browser.post("/sign-out", &[]).await), "/sign-in");
}

#[actix_web::test]
async fn a_form_that_names_another_site_as_its_origin_is_refused() {
    let app = TestApp::start_without_plan().await;
    app.add("wei", GUILIN, Role::Liaison);
    for (origin, status) in
        [("https://evil.example", 403), ("null", 403), ("http://127.0.0.1:1", 403), (app.url.as_str(), 303)]
    {
        let browser = app.browser();
        let secret = form_secret(&browser.text("/sign-in").await).to_owned();
        let fields = [("form_secret", secret.as_str()), ("email", "wei@test.example"), ("password", PASSWORD)];
        let request = browser.request(Method::POST, "/sign-in").header("Origin", origin).form(&fields);
        assert_eq!(request.send().await.expect("an answer").status(), status, "{origin}");
    }
}

#[actix_web::test]
async fn behind_a_proxy_that_writes_a_host_of_its_own_the_public_address_is_ours() {
    let settings = [("DUBAN__SERVER__PUBLIC_URL", "https://duban.example.gov.cn")];
    let app = TestApp::start_with_settings(&settings).await;
    app.add("wei", GUILIN, Role::Liaison);
    let (ours, page) = ("https://duban.example.gov.cn", "https://duban.example.gov.cn/sign-in");
    for (header, from, status) in [
        ("Origin", ours, 303),
        ("Referer", page, 303),
        ("Origin", app.url.as_str(), 303),
        ("Origin", "http://duban.example.gov.cn", 403),
        ("Origin", "https://evil.example", 403),
        ("Referer", "https://evil.example/sign-in", 403),
        ("Origin", "null", 403),
    ] {
        let browser = app.browser();
        let secret = form_secret(&browser.text("/sign-in").await).to_owned();
        let fields = [("form_secret", secret.as_str()), ("email", "wei@test.example"), ("password", PASSWORD)];
        let request = browser.request(Method::POST, "/sign-in").header(header, from).form(&fields);
        assert_eq!(request.send().await.expect("an answer").status(), status, "{header}: {from}");
    }
    let browser = app.signed_in("wei@test.example").await;
    let secret = browser.form_secret().await;
    let acknowledged = |from: &'static str| {
        let fields = [("form_secret", secret.as_str())];
        browser.request(Method::POST, "/my-work/acknowledgement").header("Origin", from).form(&fields).send()
    };
    assert_eq!(acknowledged("https://evil.example").await.expect("an answer").status(), 403);
    assert_eq!(acknowledged(ours).await.expect("an answer").status(), 303);
}

#[actix_web::test]
async fn what_is_no_form_is_refused_before_it_is_read() {
    let app = TestApp::start_without_plan().await;
    let browser = app.browser();
    browser.get("/sign-in").await;
    let large = browser.request(Method::POST, "/sign-in").body("a".repeat(1 << 20));
    assert_eq!(large.send().await.expect("an answer").status(), 413);
    let twice = browser.request(Method::POST, "/sign-in").body("form_secret=a&form_secret=b");
    assert_eq!(twice.send().await.expect("an answer").status(), 400);
}

#[actix_web::test]
async fn a_one_time_link_sets_a_password_once() {
    let app = TestApp::start_without_plan().await;
    let (email, token) = app.invite("wei", GUILIN, Role::Liaison);
    let link = format!("/set-password/{token}");
    let browser = app.browser();
    assert!(browser.text(&link).await.contains("wei，您好"));
    let answer = browser.submit(&link, &link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!(location(&answer), "/sign-in?done=password_set");
    assert!(browser.text("/sign-in?done=password_set").await.contains("口令已设置"));
    let opened = browser.get(&link).await;
    assert_eq!(opened.status(), 410);
    let page = opened.text().await.expect("a page");
    assert!(
        page.contains("此链接已经使用过") && page.contains("2024-05-06 09:00") && page.contains("href=\"/sign-in\""),
        "{page}"
    );
    let again = browser.submit("/sign-in", &link, &[("password", "another-passw0rd"), ("again", "another-passw0rd")]);
    assert_eq!(again.await.status(), 410);
    app.signed_in(&email).await;
}

#[actix_web::test]
async fn a_link_is_good_for_three_days_and_for_nobody_who_is_disabled() {
    let app = TestApp::start_without_plan().await;
    let (_, token) = app.invite("wei", GUILIN, Role::Liaison);
    let (_, of_disabled) = app.invite("mo", GUILIN, Role::Head);
    let id = number(&app.ctx.db, "SELECT id FROM people WHERE name = 'mo'");
    disable_person(&app.ctx, &Actor::Console, PersonId::new(i64::try_from(id).expect("a key"))).expect("disabled");
    let browser = app.browser();
    for (time, token, status) in
        [("2024-05-06 09:00", &of_disabled, 410), ("2024-05-09 08:59", &token, 200), ("2024-05-09 09:00", &token, 410)]
    {
        app.set_clock(time);
        assert_eq!(browser.get(&format!("/set-password/{token}")).await.status(), status, "{time}");
    }
    assert_eq!(browser.get("/set-password/0123456789abcdef").await.status(), 404);
}

#[actix_web::test]
async fn a_dead_link_says_why_and_whom_to_ask_and_a_made_up_one_names_nobody() {
    let app = TestApp::start_without_plan().await;
    app.add("admin", "自治区生态环境厅", Role::Sysadmin);
    let (_, token) = app.invite("wei", GUILIN, Role::Liaison);
    app.set_clock("2024-05-20 09:00");
    let page = async |path: &str| app.browser().get(path).await.text().await.expect("a page");
    let run_out = page(&format!("/set-password/{token}")).await;
    for part in ["此链接已过期", "2024-05-09 09:00", "admin", "0771-1234567", "admin@test.example", "href=\"/sign-in\""]
    {
        assert!(run_out.contains(part), "no {part} in {run_out}");
    }
    assert!(!run_out.contains("wei"), "whose it was is nobody's business");
    let unknown = page("/set-password/0123456789abcdef").await;
    assert!(unknown.contains("此链接不能使用") && unknown.contains("复制") && !unknown.contains("admin"), "{unknown}");
}

#[actix_web::test]
async fn a_dead_link_says_whether_it_was_used_replaced_or_made_worthless_by_a_change() {
    let app = TestApp::start_without_plan().await;
    let page = async |token: &str| {
        let answer = app.browser().get(&format!("/set-password/{token}")).await;
        assert_eq!(answer.status(), 410);
        answer.text().await.expect("a page")
    };
    let (email, first) = app.invite("wei", GUILIN, Role::Liaison);
    let id =
        PersonId::new(i64::try_from(number(&app.ctx.db, "SELECT id FROM people WHERE name = 'wei'")).expect("a key"));
    let renew = || match renew_link(&app.ctx, &Actor::Console, id) {
        Ok(Link::Made(token)) => token,
        made => panic!("{made:?}"),
    };
    app.set_clock("2024-05-06 10:00");
    let second = renew();
    let replaced = page(&first).await;
    assert!(replaced.contains("被新的链接取代") && replaced.contains("2024-05-06 10:00"), "{replaced}");
    app.set_clock("2024-05-06 11:00");
    set_password(&app.ctx, &second, PASSWORD, PASSWORD).expect("a password");
    let used = page(&second).await;
    assert!(used.contains("此链接已经使用过") && used.contains("2024-05-06 11:00"), "{used}");
    app.set_clock("2024-05-06 12:00");
    let third = renew();
    app.set_clock("2024-05-06 13:00");
    let system = app.signed_in(&app.add("xi", "自治区生态环境厅", Role::Sysadmin)).await;
    let version = number(&app.ctx.db, &format!("SELECT version FROM people WHERE email = '{email}'")).to_string();
    let moved = [("name", "wei"), ("email", "wei2@test.example"), ("phone", ""), ("version", version.as_str())];
    let account = format!("/people/{id}");
    assert_eq!(system.submit(&account, &account, &moved).await.status(), 303);
    let voided = page(&third).await;
    assert!(
        voided.contains("此链接已作废") && voided.contains("2024-05-06 13:00") && voided.contains("有变动"),
        "{voided}"
    );
    for html in [replaced, used, voided] {
        assert!(html.contains("href=\"/sign-in\"") && html.contains("系统管理员"), "what to do next: {html}");
    }
}

#[actix_web::test]
async fn whoever_is_signed_in_keeps_the_menu_where_there_is_nothing_or_no_right() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("韦联络", GUILIN, Role::Liaison)).await;
    let menu = ["韦联络", "href=\"/my-work\"", "action=\"/sign-out\""];
    for (path, status, advice) in [
        ("/nothing-here", 404, "请核对网址"),
        ("/obligations/none", 404, "请核对网址"),
        ("/obligations/999999", 404, "请核对网址"),
        ("/desk", 403, "您目前的岗位不办理这项工作"),
        ("/people", 403, "您目前的岗位不办理这项工作"),
    ] {
        let answer = liaison.get(path).await;
        assert_eq!(answer.status(), status, "{path}");
        let page = answer.text().await.expect("a page");
        for part in menu.iter().chain([&advice]) {
            assert!(page.contains(part), "no {part} on {path}: {page}");
        }
    }
    let stranger = app.browser().get("/nothing-here").await.text().await.expect("a page");
    assert!(!stranger.contains("href=\"/my-work\"") && stranger.contains("请核对网址"), "{stranger}");
}

#[actix_web::test]
async fn a_password_that_breaks_a_rule_is_refused_by_that_rule_and_the_link_stays_good() {
    let app = TestApp::start_without_plan().await;
    let (email, token) = app.invite("weiwei", GUILIN, Role::Liaison);
    let link = format!("/set-password/{token}");
    let browser = app.browser();
    for (password, again, rule) in [
        ("shor1", "shor1", "至少要 10 个字符"),
        ("九个字符的口令1啊", "九个字符的口令1啊", "至少要 10 个字符"),
        ("only-letters", "only-letters", "数字和其他字符"),
        ("0123456789", "0123456789", "数字和其他字符"),
        ("WeiWei-2024-05", "WeiWei-2024-05", "不能含有姓名"),
        (PASSWORD, "a-sound-passw0rt", "不一致"),
    ] {
        let answer = browser.submit(&link, &link, &[("password", password), ("again", again)]).await;
        assert_eq!(answer.status(), 422, "{password}");
        let html = answer.text().await.expect("a page");
        assert!(html.contains(rule) && !html.contains(password), "{password}: {html}");
    }
    let answer =
        browser.submit(&link, &link, &[("password", "十个字符的口令01啊"), ("again", "十个字符的口令01啊")]).await;
    assert_eq!(location(&answer), "/sign-in?done=password_set");
    assert_eq!(location(&browser.sign_in(&email, "十个字符的口令01啊").await), "/");
}

#[actix_web::test]
async fn a_new_password_is_set_in_a_browser_in_which_somebody_is_signed_in() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (_, token) = app.invite("mo", GUILIN, Role::Head);
    let link = format!("/set-password/{token}");
    let browser = app.signed_in(&email).await;
    let answer = browser.submit(&link, &link, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    assert_eq!(location(&answer), "/sign-in?done=password_set");
}
