//! What is not taken: files that cannot be read, people without the right, changes of what is tracked.

use super::*;

#[actix_web::test]
async fn a_file_that_cannot_be_read_is_refused_by_name_and_nothing_is_stored() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    for (name, bytes, reason) in [
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest".as_slice(), "旧.doc 读不了"),
        ("坏.docx", b"PK\x03\x04rest".as_slice(), "坏.docx 读不了"),
        ("空.txt", b"".as_slice(), "空文件"),
        ("题.txt", "2025年度工作计划".as_bytes(), "没有识别到任何措施"),
        ("", b"".as_slice(), "请选择计划文件"),
    ] {
        let answer = browser.upload("/plans/import", name, bytes).await;
        assert_eq!(answer.status(), 422, "{name}");
        let html = body(answer).await;
        assert!(html.contains(reason), "{name}: {html}");
    }
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM plans"), 1);
    let huge = browser.upload("/plans/import", "大.txt", &vec![b'a'; 21 << 20]).await;
    assert_eq!(huge.status(), 413);
    let html = body(huge).await;
    assert!(html.contains("文件太大（上限 20 MB）") && !html.contains("分几次"), "a file is not sent in parts: {html}");
}

#[actix_web::test]
async fn only_coordinators_import_and_only_from_our_own_page() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = uploaded(&browser).await;
    let forged = browser.send_file("/plans/import", "0000", "湿地.txt", PLAN.as_bytes()).await;
    assert_eq!(forged.status(), 403);
    for (name, role) in [("韦联络", Role::Liaison), ("黄厅长", Role::Leader), ("系统员", Role::Sysadmin)] {
        let other = app.signed_in(&app.add(name, OFFICE, role)).await;
        for path in ["/plans/import", review.as_str()] {
            assert_eq!(other.get(path).await.status(), 403, "{name} {path}");
        }
        let secret = other.form_secret().await;
        let refused = other.send_file("/plans/import", &secret, "湿地.txt", PLAN.as_bytes()).await;
        assert_eq!(refused.status(), 403, "{name}");
        let fields = [("form_secret", secret.as_str()), ("version", "1"), ("then", "save")];
        assert_eq!(other.post(&review, &fields).await.status(), 403, "{name}");
    }
    let stranger = app.browser();
    assert_eq!(location(&stranger.get("/plans/import").await), "/sign-in?next=%2Fplans%2Fimport");
}

#[actix_web::test]
async fn a_plan_that_is_tracked_cannot_be_changed_as_a_draft() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    assert!(location(&browser.get("/plans/1/review").await).starts_with("/plans/1?"), "the plan itself");
    execute(&app.ctx.db, "UPDATE problems SET settled_at = NULL");
    let secret = browser.form_secret().await;
    let problem = key(&app, "SELECT CAST(min(id) AS TEXT) AS line FROM problems WHERE plan_id = 1");
    let then = format!("q{problem}.settle");
    let fields = [("form_secret", secret.as_str()), ("version", "0"), ("then", then.as_str())];
    let answer = browser.post("/plans/1/review", &fields).await;
    assert!([404, 409, 422].contains(&answer.status().as_u16()), "{}", answer.status());
    assert_eq!(number(&app.ctx.db, "SELECT count(*) FROM problems WHERE settled_at IS NOT NULL"), 0);
}

#[actix_web::test]
async fn the_web_reads_with_the_units_that_the_settings_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("units.toml");
    let units = "[region]\nname = \"虚构省\"\nshort = \"虚构\"\nprefix = \"省\"\n\
        [[units]]\nname = \"省湿地总站\"\nofficial_name = \"虚构省湿地总站\"\nclass = \"department\"\naliases = [\"湿地总站\"]\n";
    std::fs::write(&file, units).expect("a file");
    let file = file.display().to_string();
    let app = TestApp::start_with_settings(&[("DUBAN__PLAN__UNITS_FILE", &file)]).await;
    let browser = coordinator(&app).await;
    let plan = "虚构省2025年度湿地保护工作计划（虚构样例）\n一、重点任务\n1.开展湿地排查。省级完成名录编制。（牵头单位：湿地总站）\n";
    location(&browser.upload("/plans/import", "湿地.txt", plan.as_bytes()).await);
    let known = "SELECT name AS line FROM units WHERE name = '省湿地总站' AND NOT proposed";
    assert_eq!(lines(&app.ctx.db, known), ["省湿地总站"]);
}
