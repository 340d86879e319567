//! The month's table: prefilled, handed in at one go or in several, and nothing typed is lost.

use super::*;

#[actix_web::test]
async fn the_months_table_is_prefilled_and_what_is_sent_unchanged_counts_as_no_progress() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let send = async |progress: &str| {
        let html = liaison.text("/my-work").await;
        let row = html.split("name=\"id\" value=\"").nth(1).expect("a row");
        let id = row.split('"').next().expect("an id").to_owned();
        let version =
            row.split("name=\"version\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("one");
        let fields = [
            ("id", id.as_str()),
            ("version", version),
            ("stage", "in_progress"),
            ("progress", progress),
            ("done", ""),
            ("total", ""),
            ("figures", ""),
            ("problems", ""),
            ("help_needed", ""),
            ("next_steps", ""),
            ("then", "submit"),
        ];
        assert_eq!(liaison.submit("/my-work", "/my-work/month", &fields).await.status(), 303);
        id
    };

    let id = send("已淘汰2家企业").await;
    assert!(liaison.text("/my-work").await.contains("1/25"));
    app.set_clock("2024-06-03 09:00");
    // A month on the session of May is over: the liaison signs in anew.
    let liaison = app.signed_in("wei@test.example").await;
    let june = liaison.text("/my-work").await;
    assert!(june.contains("0/25") && june.contains("已淘汰2家企业"), "not prefilled");
    let version =
        june.split(&format!("name=\"id\" value=\"{id}\"><input type=\"hidden\" name=\"version\" value=\"")).nth(1);
    let version = version.and_then(|rest| rest.split('"').next()).expect("a version");
    let unchanged = [
        ("id", id.as_str()),
        ("version", version),
        ("stage", "in_progress"),
        ("progress", "已淘汰2家企业"),
        ("done", ""),
        ("total", ""),
        ("figures", ""),
        ("problems", ""),
        ("help_needed", ""),
        ("next_steps", ""),
        ("then", "submit"),
    ];
    assert_eq!(liaison.submit("/my-work", "/my-work/month", &unchanged).await.status(), 303);
    assert!(liaison.text(&format!("/obligations/{id}")).await.contains("2024-06 · 推进中 · 无新进展"));
}

/// The first two obligations of the month's table.
fn first_rows(html: &str) -> Vec<&str> {
    html.split("name=\"id\" value=\"").skip(1).take(2).filter_map(|rest| rest.split('"').next()).collect()
}

/// The fields of a row of the month's table that nobody has changed before.
fn month_row<'a>(id: &'a str, progress: &'a str, problems: &'a str) -> [(&'static str, &'a str); 10] {
    [
        ("id", id),
        ("version", "1"),
        ("stage", "in_progress"),
        ("progress", progress),
        ("done", ""),
        ("total", ""),
        ("figures", ""),
        ("problems", problems),
        ("help_needed", ""),
        ("next_steps", ""),
    ]
}

#[actix_web::test]
async fn a_row_that_cannot_be_used_stops_the_months_table_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let html = liaison.text("/my-work").await;
    let ids = first_rows(&html);
    let mut fields = Vec::new();
    for (id, progress, problems) in [(ids[0], "有进展", ""), (ids[1], "", "只写了问题")] {
        fields.extend(month_row(id, progress, problems));
    }
    fields.push(("then", "submit"));
    let refused = liaison.submit("/my-work", "/my-work/month", &fields).await;
    assert_eq!(refused.status(), 422);
    let page = refused.text().await.expect("a page");
    assert!(page.contains("请填写本月进展") && page.contains("有进展") && page.contains("只写了问题"));
    assert!(liaison.text("/my-work").await.contains("0/25"), "half of it was written");
}

#[actix_web::test]
async fn a_row_of_the_months_table_can_be_left_for_later() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let html = liaison.text("/my-work").await;
    let ids = first_rows(&html);
    let mut fields = Vec::new();
    for (id, progress) in [(ids[0], "有进展"), (ids[1], "还没写完")] {
        fields.extend(month_row(id, progress, ""));
    }
    fields.extend([("leave_out", ids[1]), ("then", "submit")]);
    let answer = liaison.submit("/my-work", "/my-work/month", &fields).await;
    assert_eq!(answer.headers()["location"], "/my-work?done=reported&n=1#month");
    assert!(liaison.text("/my-work").await.contains("1/25"));
}
