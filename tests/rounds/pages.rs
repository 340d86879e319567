//! What the pages say of rounds.

use reqwest::Method;

use super::*;
use crate::support::app::{TestApp, form_secret, location};

/// The plan under the settings as shipped, what is owed over the year reported on up to a month, and Guilin's liaison.
async fn reported_up_to(month: &str) -> (TestApp, String) {
    let app = TestApp::start_with_plan_and_settings(&[AS_SHIPPED]).await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    execute(&app.ctx.db, &format!("UPDATE obligations SET reported_period = '{month}' WHERE kind = 'standing'"));
    (app, wei)
}

#[actix_web::test]
async fn the_pages_say_which_round_a_report_answers_and_take_the_one_that_is_chosen() {
    let (app, wei) = reported_up_to("2024-05").await;
    app.set_clock("2024-07-02");
    let liaison = app.signed_in(&wei).await;
    let page = format!("/obligations/{}", first_duty(&app.ctx.db));
    let table = liaison.text("/my-work").await;
    assert!(table.contains("0/25") && table.contains("补报（迟报）截止 2024-07-09（周二）"), "{table}");
    assert!(table.contains("<input type=\"hidden\" name=\"round\" value=\"2024-06\">"), "{table}");
    let july = liaison.text("/my-work?month=2024-07").await;
    assert!(july.contains("请先补报2024年6月调度") && !july.contains("name=\"round\""), "{july}");
    let form = liaison.text(&page).await;
    assert!(form.contains("2024年6月调度") && !form.contains("<option value=\"2024-07\">"), "{form}");
    let fields = |version: &'static str, round: &'static str| {
        [("version", version), ("stage", "in_progress"), ("progress", "七月进展"), ("then", "submit"), ("round", round)]
    };
    for (month, words) in [("2024-05", "所选的调度期次现在不能报送"), ("2024-07", "请先补报2024年6月调度")]
    {
        let refused = liaison.submit(&page, &format!("{page}/reports"), &fields("1", month)).await;
        assert_eq!(refused.status(), 422);
        assert!(refused.text().await.expect("a page").contains(words), "{month}");
    }
    for (version, month) in [("1", "2024-06"), ("2", "2024-07")] {
        let taken = liaison.submit(&page, &format!("{page}/reports"), &fields(version, month)).await;
        assert_eq!(taken.status(), 303, "{month}");
    }
    let periods = "SELECT period AS line FROM reports WHERE submitted_at IS NOT NULL ORDER BY id";
    assert_eq!(lines(&app.ctx.db, periods), ["2024-06", "2024-07"]);
    app.set_clock("2024-07-10");
    let office = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    assert_eq!(office.text(&page).await.matches("迟报").count(), 1, "June's came late");
}

#[actix_web::test]
async fn what_is_filed_late_stands_in_the_table_of_its_month_and_is_taken_back_there() {
    let (app, wei) = reported_up_to("2024-05").await;
    app.set_clock("2024-07-02 09:00");
    let liaison = app.signed_in(&wei).await;
    let june = liaison.text("/my-work").await;
    let value =
        |name: &str| june.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    let [post, id, month] = ["post", "id", "month"].map(|name| value(name).expect("a field"));
    let mut fields = vec![("form_secret", form_secret(&june)), ("post", post), ("id", id), ("version", "1")];
    fields.extend([("month", month), ("round", month), ("stage", "in_progress"), ("progress", "六月的进展")]);
    fields.extend(["done", "total", "figures", "problems", "help_needed", "next_steps"].map(|name| (name, "")));
    let preview = liaison.request(Method::POST, "/my-work/month").form(&fields).send().await.expect("an answer");
    assert!(preview.text().await.expect("a page").contains("核对后报送：2024年6月调度"));
    let filed = liaison.request(Method::POST, "/my-work/month/filing").form(&fields).send().await.expect("an answer");
    let to = location(&filed);
    assert!(to.contains("month=2024-06"), "{to}");
    let after = liaison.text(to).await;
    assert!(after.contains("1/25") && after.contains("六月的进展") && after.contains("全部撤回（1 项）"), "{after}");
    let july = liaison.text("/my-work?month=2024-07").await;
    assert!(july.contains("0/25") && !july.contains("全部撤回"), "{july}");
    assert_eq!(lines(&app.ctx.db, "SELECT period AS line FROM reports WHERE submitted_at IS NOT NULL"), ["2024-06"]);
    let office = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await;
    let desk = office.text("/desk").await;
    assert!(
        desk.contains("2024年6月调度已截止，2024-07-09（周二）前仍可补报（迟报）") && desk.contains("桂林市人民政府"),
        "{desk}"
    );
    let filing =
        after.split("name=\"filing\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a filing");
    let back = [("form_secret", form_secret(&after)), ("post", post), ("month", month), ("filing", filing)];
    let back = liaison.request(Method::POST, "/my-work/month/withdrawal").form(&back).send().await.expect("an answer");
    assert!(location(&back).contains("month=2024-06"), "{}", location(&back));
    assert!(liaison.text(location(&back)).await.contains("0/25"));
    app.set_clock("2024-07-10 09:00");
    let later = app.signed_in(&app.add("liang", OFFICE, Role::Coordinator)).await.text("/desk").await;
    assert!(!later.contains("仍可补报"), "{later}");
}

#[actix_web::test]
async fn a_month_that_asks_nobody_has_no_table_and_counts_nobody() {
    let app = TestApp::start_with_plan_and_settings(&[AS_SHIPPED]).await;
    let wei = app.add("wei", GUILIN, Role::Liaison);
    execute(&app.ctx.db, "UPDATE plans SET assigned_on = '2024-06-24', reports_from = '2024-07-08'");
    app.set_clock("2024-06-24 09:00");
    let liaison = app.signed_in(&wei).await;
    let table = liaison.text("/my-work").await;
    assert!(table.contains("本月没有需要调度的年度任务") && !table.contains("/25"), "{table}");
    let desk = app.signed_in(&app.add("qin", OFFICE, Role::Coordinator)).await.text("/desk").await;
    assert!(!desk.contains("/14</strong>"), "{desk}");
    app.set_clock("2024-07-01 09:00");
    assert!(app.signed_in(&wei).await.text("/my-work").await.contains("0/25"));
}

#[actix_web::test]
async fn after_the_year_nothing_is_asked_for_and_nothing_that_comes_is_late() {
    let (app, wei) = reported_up_to("2024-11").await;
    app.set_clock("2025-01-03 09:00");
    let table = app.signed_in(&wei).await.text("/my-work").await;
    assert!(table.contains("0/25") && table.contains("2024年12月调度"), "December's may still come: {table}");
    app.set_clock("2025-01-21 09:00");
    let liaison = app.signed_in(&wei).await;
    let table = liaison.text("/my-work").await;
    assert!(table.contains("本月没有需要调度的年度任务") && !table.contains("name=\"prefilled\""), "{table}");
    let page = format!("/obligations/{}", first_duty(&app.ctx.db));
    let done = [("version", "1"), ("stage", "done"), ("progress", "全年完成"), ("then", "submit"), ("round", "")];
    assert_eq!(liaison.submit(&page, &format!("{page}/reports"), &done).await.status(), 303);
    let item = liaison.text(&page).await;
    assert!(!item.contains("逾期报送") && !item.contains("滞后"), "{item}");
}
