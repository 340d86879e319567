//! Wrong passwords: what they lock, whom they slow, and how it ends.

mod unlocking;

use std::sync::atomic::{AtomicUsize, Ordering};

use duban::actions::{ActionError, Caller, begin_sign_in, finish_sign_in, set_password, tidy};
use duban::clock::{parse_local, to_utc};
use duban::domain::person::Role;
use duban::domain::source::Asked;
use duban::domain::trail::AuditChannel;

use super::{COORDINATORS, GUILIN, words};
use crate::support::api::Answer;
use crate::support::app::{PASSWORD, TestApp, location};
use crate::support::command::{duban, refusal, succeed};
use crate::support::database::{execute, lines, number};

const WRONG: &str = "not-the-passw0rd";
/// The proxy in front is this very machine.
const PROXY: (&str, &str) = ("DUBAN__SERVER__TRUSTED_PROXIES", "127.0.0.1");

/// A try from a source, by a program.
async fn from(app: &TestApp, source: &str, email: &str, password: &str) -> Answer {
    let request = app.stranger().request(reqwest::Method::POST, "/sessions").header("X-Forwarded-For", source);
    let body = serde_json::json!({"email": email, "password": password});
    crate::support::api::send(request.json(&body)).await
}

fn caller(source: &str) -> Caller {
    Caller::new(Asked::new(source.parse::<std::net::IpAddr>().expect("an address"), AuditChannel::Page), None)
}

#[actix_web::test]
async fn five_failures_lock_the_account_for_their_source_and_for_nobody_else() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let (email, other) = (app.add("wei", GUILIN, Role::Liaison), app.add("mo", GUILIN, Role::Head));
    for _ in 0..5 {
        assert_eq!(from(&app, "192.0.2.1", &email, WRONG).await.status, 401);
    }
    let locked = from(&app, "192.0.2.1", &email, PASSWORD).await;
    assert_eq!(locked.status, 401);
    assert!(locked.body["detail"].as_str().expect("words").contains("until 09:30"), "{locked:?}");
    assert_eq!(from(&app, "192.0.2.1", &other, PASSWORD).await.status, 201, "another account from there");
    assert_eq!(from(&app, "192.0.2.2", &email, PASSWORD).await.status, 201, "the account from elsewhere");
    assert_eq!(from(&app, "192.0.2.1", &email, PASSWORD).await.status, 401, "a success elsewhere opens the lock");
    app.set_clock("2024-05-06 09:30");
    assert_eq!(from(&app, "192.0.2.1", &email, PASSWORD).await.status, 201);
}

#[actix_web::test]
async fn an_address_is_one_account_however_it_is_written() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for address in
        [email.as_str(), &email.to_uppercase(), " wei@test.example", "Wei@Test.Example", "wei@test.example\t"]
    {
        from(&app, "192.0.2.1", address, WRONG).await;
    }
    let locked = from(&app, "192.0.2.1", &email, PASSWORD).await;
    assert!(locked.body["detail"].as_str().expect("words").contains("until 09:30"), "{locked:?}");
}

#[actix_web::test]
async fn an_unknown_address_is_locked_and_slowed_in_the_same_words() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let mut answers = Vec::new();
    for address in [email.as_str(), "nobody@test.example"] {
        let mut said = Vec::new();
        for source in [1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3] {
            let answer = from(&app, &format!("192.0.2.{source}"), address, WRONG).await;
            said.push((answer.status, answer.body["detail"].to_string()));
        }
        answers.push(said);
    }
    assert_eq!(answers[0], answers[1]);
    assert!(answers[0][5].1.contains("09:30") && answers[0][11].0 == 429, "{:?}", answers[0]);
}

#[actix_web::test]
async fn failures_from_everywhere_make_strange_places_wait_longer_and_longer() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for source in 1..=10 {
        assert_eq!(from(&app, &format!("192.0.2.{source}"), &email, WRONG).await.status, 401);
    }
    let mut second = 0;
    for wait in [1, 2, 4, 8] {
        let early = from(&app, &format!("192.0.3.{wait}"), &email, PASSWORD).await;
        assert_eq!((early.status, early.headers["retry-after"].to_str().expect("seconds")), (429, &*wait.to_string()));
        second += wait;
        app.set_clock(&format!("2024-05-06 09:00:{second:02}"));
        assert_eq!(from(&app, &format!("192.0.3.{wait}"), &email, WRONG).await.status, 401, "its turn has come");
    }
    app.set_clock("2024-05-06 09:01");
    assert_eq!(from(&app, "192.0.2.77", &email, PASSWORD).await.status, 201);
    assert_eq!(from(&app, "192.0.2.78", &email, WRONG).await.status, 401, "a success ends the waiting");
    assert_eq!(from(&app, "192.0.2.78", &email, PASSWORD).await.status, 201);
}

#[actix_web::test]
async fn a_guess_a_minute_shuts_nobody_out_at_a_new_place() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for source in 1..=10 {
        from(&app, &format!("192.0.2.{source}"), &email, WRONG).await;
    }
    // Strangers, each from an address of its own, are there whenever the wait is over.
    let mut minute = 0;
    for source in 11..=30 {
        minute += 1;
        app.set_clock(&format!("2024-05-06 09:{minute:02}:00"));
        from(&app, &format!("192.0.2.{source}"), &email, WRONG).await;
    }
    app.set_clock(&format!("2024-05-06 09:{minute:02}:10"));
    let early = from(&app, "192.0.2.77", &email, PASSWORD).await;
    let wait: u32 = early.headers["retry-after"].to_str().expect("seconds").parse().expect("a number");
    assert!(early.status == 429 && wait == 50, "{early:?}");
    let again = from(&app, "192.0.2.77", &email, PASSWORD).await;
    assert_eq!(again.headers["retry-after"], "50", "asking again puts it off");
    app.set_clock(&format!("2024-05-06 09:{:02}:00", minute + 1));
    for source in 31..=35 {
        assert_eq!(from(&app, &format!("192.0.2.{source}"), &email, WRONG).await.status, 429, "it is not their turn");
    }
    app.set_clock(&format!("2024-05-06 09:{:02}:20", minute + 1));
    assert_eq!(from(&app, "192.0.2.77", &email, PASSWORD).await.status, 201);
}

#[actix_web::test]
async fn who_has_signed_in_there_before_passes_whatever_strangers_do() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    assert_eq!(from(&app, "192.0.2.77", &email, PASSWORD).await.status, 201);
    for source in 1..=10 {
        from(&app, &format!("192.0.2.{source}"), &email, WRONG).await;
    }
    assert_eq!(from(&app, "192.0.2.78", &email, PASSWORD).await.status, 429, "a strange place");
    assert_eq!(from(&app, "192.0.2.77", &email, PASSWORD).await.status, 201, "a known source");
    for _ in 0..6 {
        // The browser's own office, by its address.
        from(&app, "127.0.0.1", &email, WRONG).await;
    }
    assert_eq!(from(&app, "127.0.0.1", &email, PASSWORD).await.status, 401, "locked for the address");
    assert_eq!(location(&browser.sign_in(&email, PASSWORD).await), "/", "not for the browser that is known");
    let neighbour = words(app.browser().sign_in(&email, PASSWORD).await).await;
    assert!(neighbour.contains("09:30"), "{neighbour}");
}

#[actix_web::test]
async fn a_known_browser_has_five_tries_like_everybody() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let browser = app.signed_in(&email).await;
    for _ in 0..5 {
        words(browser.sign_in(&email, WRONG).await).await;
    }
    assert!(words(browser.sign_in(&email, PASSWORD).await).await.contains("09:30"));
    app.signed_in(&email).await;
}

#[actix_web::test]
async fn the_browser_in_which_a_password_was_set_is_known() {
    let app = TestApp::start_without_plan().await;
    let (email, token) = app.invite("wei", GUILIN, Role::Liaison);
    let (browser, page) = (app.browser(), format!("/set-password/{token}"));
    browser.submit(&page, &page, &[("password", PASSWORD), ("again", PASSWORD)]).await;
    for _ in 0..5 {
        words(app.browser().sign_in(&email, WRONG).await).await;
    }
    assert_eq!(location(&browser.sign_in(&email, PASSWORD).await), "/");
}

#[actix_web::test]
async fn fifty_failures_at_the_same_time_are_counted_as_fifty() {
    let app = TestApp::start_with_settings(&[("DUBAN__AUTH__LOCK_AFTER_FAILURES", "1000")]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let first = begin_sign_in(&app.ctx, &email, &caller("192.0.2.7")).expect("a try");
    finish_sign_in(&app.ctx, &first, true).expect("a session: the place is known");
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| {
                let tried = begin_sign_in(&app.ctx, &email, &caller("192.0.2.7")).expect("a known place never waits");
                finish_sign_in(&app.ctx, &tried, false).expect_err("a wrong password");
            });
        }
    });
    let counted = "SELECT CAST(failures AS TEXT) AS line FROM sign_in_tries ORDER BY place";
    assert_eq!(lines(&app.ctx.db, counted), ["50", "50"], "everywhere, and there");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM audit WHERE verb = 'fail_sign_in'"), 50);
}

#[actix_web::test]
async fn of_fifty_guesses_at_the_same_time_five_are_looked_at() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let looked_at = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..50 {
            scope.spawn(|| match begin_sign_in(&app.ctx, &email, &caller("192.0.2.7")) {
                Ok(tried) => {
                    looked_at.fetch_add(1, Ordering::Relaxed);
                    finish_sign_in(&app.ctx, &tried, false).expect_err("a wrong password");
                }
                Err(refused) => assert!(matches!(refused, ActionError::Invalid { .. }), "{refused:?}"),
            });
        }
    });
    assert_eq!(looked_at.into_inner(), 5);
    let verbs = "SELECT verb AS line FROM audit WHERE verb IN ('fail_sign_in', 'lock_account') ORDER BY verb";
    let counted = lines(&app.ctx.db, verbs);
    assert_eq!(counted, ["fail_sign_in", "fail_sign_in", "fail_sign_in", "fail_sign_in", "lock_account"]);
}

#[actix_web::test]
async fn failures_stand_in_the_trail_with_their_source_also_of_addresses_that_nobody_has() {
    let app = TestApp::start_with_settings(&[PROXY]).await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    for address in [email.as_str(), "my-secret-passw0rd"] {
        for _ in 0..7 {
            from(&app, "192.0.2.1", address, WRONG).await;
        }
    }
    from(&app, "192.0.2.1", " Nobody@test.example ", WRONG).await;
    from(&app, "2001:db8::7", &email, PASSWORD).await;
    let rows = lines(
        &app.ctx.db,
        "SELECT verb || ' ' || object || ' ' || detail || ' ' || source AS line FROM audit \
         WHERE source IS NOT NULL AND verb NOT IN ('set_password', 'refuse') ORDER BY id",
    );
    assert_eq!(rows.len(), 12, "what is not looked at is not written down: {rows:?}");
    assert_eq!(rows[0], "fail_sign_in person {\"failures\":1} 192.0.2.1");
    assert_eq!(rows[9], "lock_account unknown_address {\"failures\":5} 192.0.2.1");
    let typed = "fail_sign_in unknown_address {\"failures\":1,\"typed\":\"nobody@test.example\"} 192.0.2.1";
    assert_eq!(rows[10], typed, "an address that nobody has is named");
    assert_eq!(rows[11], "sign_in person null 2001:db8::/64");
    let kept = "SELECT account || place AS line FROM sign_in_tries UNION ALL SELECT detail FROM audit";
    assert!(!lines(&app.ctx.db, kept).concat().contains("secret"), "what a stranger typed was kept");
}

#[actix_web::test]
async fn what_sign_in_leaves_behind_goes_away_and_what_is_in_use_stays() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    app.signed_in(&email).await;
    for _ in 0..5 {
        words(app.browser().sign_in("nobody@test.example", WRONG).await).await;
    }
    let person = "(SELECT id FROM people WHERE email = 'wei@test.example')";
    let post = format!("(SELECT id FROM posts WHERE person_id = {person})");
    let at = to_utc(parse_local("2024-04-29 08:59").expect("a time"));
    for number in 0..450 {
        execute(
            &app.ctx.db,
            &format!(
                "INSERT INTO sessions (id, person_id, post_id, created_at, last_seen_at, expires_at) \
                 VALUES ('old {number}', {person}, {post}, '{at}', '{at}', '{at}')"
            ),
        );
    }
    let tables = ["sessions", "sign_in_links", "sign_in_tries", "known_places"];
    let count = || tables.map(|table| number(&app.ctx.db, &format!("SELECT count(*) FROM {table}")));
    assert_eq!(count(), [451, 1, 2, 2]);
    let tidied = tidy(&app.ctx).expect("tidied");
    assert_eq!((tidied.sessions, count()), (450, [1, 1, 2, 2]), "what is in use stays");
    app.set_clock("2024-05-20 09:00");
    tidy(&app.ctx).expect("tidied");
    assert_eq!(count(), [0, 0, 0, 2]);
    app.set_clock("2024-11-20 09:00");
    tidy(&app.ctx).expect("tidied");
    assert_eq!(count(), [0, 0, 0, 0]);
}

#[actix_web::test]
async fn a_password_that_was_changed_while_it_was_compared_opens_nothing() {
    let app = TestApp::start_without_plan().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let tried = begin_sign_in(&app.ctx, &email, &caller("192.0.2.7")).expect("a try");
    execute(&app.ctx.db, "UPDATE people SET password_hash = 'another one'");
    assert!(finish_sign_in(&app.ctx, &tried, true).is_err(), "the old password opened a session");
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM sessions"), 0);
}
