//! The month's table: prefilled, looked at before it is filed, taken back until it is reviewed, and nothing typed is lost.

use super::*;

/// A row of the month's table as its page has it: the obligation, its version, and what it was drawn with.
pub(super) struct Row {
    pub(super) id: String,
    version: String,
    prefilled: String,
}

/// The first value that a page sends by that name.
pub(super) fn value<'a>(html: &'a str, name: &str) -> &'a str {
    html.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next()).expect(name)
}

/// The rows that can be filled in.
pub(super) async fn rows(browser: &Browser<'_>) -> Vec<Row> {
    rows_of(&browser.text("/my-work").await)
}

fn rows_of(html: &str) -> Vec<Row> {
    let rows = html.split("name=\"id\" value=\"").skip(1).map(|rest| {
        let hidden = |name: &str| value(rest, name).to_owned();
        let id = rest.split('"').next().unwrap_or_default().to_owned();
        Row { id, version: hidden("version"), prefilled: hidden("prefilled") }
    });
    rows.collect()
}

/// The fields of a row, filled in.
pub(super) fn filled<'a>(row: &'a Row, progress: &'a str, problems: &'a str) -> [(&'static str, &'a str); 11] {
    [
        ("id", &row.id),
        ("version", &row.version),
        ("prefilled", &row.prefilled),
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

/// What a table with these rows sends, and what its answer is.
pub(super) async fn send(
    browser: &Browser<'_>,
    action: &str,
    rows: &[(&Row, &str, &str)],
    more: &[(&str, &str)],
) -> (u16, String) {
    let mut fields: Vec<(&str, &str)> = Vec::new();
    rows.iter().for_each(|(row, progress, problems)| fields.extend(filled(row, progress, problems)));
    fields.extend_from_slice(more);
    let answer = browser.submit("/my-work", action, &fields).await;
    let (status, way) = (answer.status().as_u16(), answer.headers().get("location").cloned());
    let text = answer.text().await.expect("a page");
    (status, way.map_or(text, |way| way.to_str().expect("an address").to_owned()))
}

pub(super) const TABLE: &str = "/my-work/month";
pub(super) const FILING: &str = "/my-work/month/filing";
const WITHDRAWAL: &str = "/my-work/month/withdrawal";

#[actix_web::test]
async fn a_month_is_looked_at_before_it_is_filed_and_what_nobody_changed_is_left_out() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let first = liaison.text("/my-work").await;
    assert!(!first.contains("上次") && first.contains("填写本月进展，再点"), "nothing was said before");
    let all = rows(&liaison).await;
    let (status, way) = send(&liaison, FILING, &[(&all[0], "已淘汰2家企业", ""), (&all[1], "已排查", "")], &[]).await;
    assert_eq!((status, way.as_str()), (303, "/my-work?done=reported&n=2#month"));
    app.set_clock("2024-06-03 09:00");
    // A month on the session of May is over: the liaison signs in anew.
    let liaison = app.signed_in("wei@test.example").await;
    let june = liaison.text("/my-work").await;
    assert!(june.contains("已填入上次内容") && june.contains("直接修改上次的内容"));
    assert!(june.contains("2024年6月调度") && june.contains("0/25") && june.contains("已淘汰2家企业"), "not prefilled");

    let all = rows(&liaison).await;
    let table = [(&all[0], "已淘汰2家企业", ""), (&all[1], "已排查", "缺资金"), (&all[2], "", "")];
    let (status, preview) = send(&liaison, TABLE, &table, &[("then", "preview")]).await;
    assert_eq!(status, 200, "{preview}");
    let (changed, unchanged) = preview.split_once("没有改动（2 项）").expect("two parts");
    assert!(changed.contains("有改动（1 项）") && changed.contains("缺资金"), "only a problem is new: {changed}");
    assert!(unchanged.contains("已淘汰2家企业") && !unchanged.contains("缺资金"), "{unchanged}");
    assert!(liaison.text("/my-work").await.contains("0/25"), "looking files nothing");

    let (_, way) = send(&liaison, FILING, &table, &[]).await;
    assert_eq!(way, "/my-work?done=reported&n=1#month");
    let page = liaison.text(&format!("/obligations/{}", all[1].id)).await;
    assert!(page.contains("2024年6月 · 推进中"), "a new problem is no `no change`");
    assert!(!page.contains("2024年6月 · 推进中 · 无新进展"));
}

#[actix_web::test]
async fn what_is_unchanged_is_filed_as_no_change_where_it_is_ticked() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    send(&liaison, FILING, &[(&all[0], "已淘汰2家企业", "")], &[]).await;
    app.set_clock("2024-06-03 09:00");
    let liaison = app.signed_in("wei@test.example").await;
    let all = rows(&liaison).await;
    let table = [(&all[0], "已淘汰2家企业", ""), (&all[1], "", "")];
    let (status, refused) = send(&liaison, FILING, &table, &[]).await;
    assert_eq!(status, 422);
    assert!(refused.contains("没有可报送的事项") && refused.contains("没有改动（2 项）"), "{refused}");
    assert_eq!(send(&liaison, FILING, &table, &[("even", &all[0].id)]).await.1, "/my-work?done=reported&n=1#month");
    assert_eq!(
        send(&liaison, FILING, &table[1..], &[("even_all", "true")]).await.1,
        "/my-work?done=reported&n=1#month"
    );
    let table = liaison.text("/my-work").await;
    assert!(table.contains("2/25") && table.contains("· 无新进展"), "the table shows the mark");
    for row in &all[..2] {
        assert!(liaison.text(&format!("/obligations/{}", row.id)).await.contains("2024年6月 · 推进中 · 无新进展"));
    }
}

#[actix_web::test]
async fn a_row_that_cannot_be_used_stops_the_month_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    for (action, then) in [(TABLE, "preview"), (FILING, "file")] {
        let table = [(&all[0], "有进展", ""), (&all[1], "", "只写了问题")];
        let (status, page) = send(&liaison, action, &table, &[("then", then)]).await;
        assert_eq!(status, 422);
        assert!(page.contains("请填写本月进展") && page.contains("有进展") && page.contains("只写了问题"));
        assert!(page.contains("到下一页勾选“记为无新进展”") && !page.contains("勾选“无新进展”"), "no such box is here");
    }
    assert!(liaison.text("/my-work").await.contains("0/25"), "half of it was written");
}

#[actix_web::test]
async fn enter_in_a_box_presses_a_button_that_leaves_everything_as_it_is() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let before = app.database.row_counts();
    let table = [(&all[0], "有进展", ""), (&all[1], "另一行", "")];
    for (action, shown) in [(TABLE, "另一行</textarea>"), (FILING, "确认报送")] {
        let (status, page) = send(&liaison, action, &table, &[("even_all", "true"), ("then", "stay")]).await;
        assert!(status == 200 && page.contains("有进展") && page.contains(shown), "{action} {status}: {page}");
        assert!(page.contains("value=\"stay\""), "{action}: the button is there");
    }
    let report = [("version", "1"), ("stage", "in_progress"), ("progress", "有进展"), ("then", "stay")];
    let page = liaison.submit("/my-work", &format!("/obligations/{}/reports", all[0].id), &report).await;
    assert_eq!(page.status(), 422);
    let page = page.text().await.expect("a page");
    assert!(page.contains("有进展</textarea>") && page.contains("还没有提交"), "{page}");
    assert_eq!(app.database.row_counts(), before, "nothing was done");
}

#[actix_web::test]
async fn a_row_can_be_left_for_later_and_the_table_comes_back_filled() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let table = [(&all[0], "有进展", ""), (&all[1], "还没写完", "")];
    let (status, back) = send(&liaison, TABLE, &table, &[("leave_out", &all[1].id), ("then", "edit")]).await;
    assert!(status == 200 && back.contains("<textarea") && back.contains("还没写完"), "{back}");
    let (_, way) = send(&liaison, FILING, &table, &[("leave_out", &all[1].id)]).await;
    assert_eq!(way, "/my-work?done=reported_and_kept&kept=1&n=1#month");
    assert!(liaison.text("/my-work").await.contains("1/25"));
}

#[actix_web::test]
async fn only_what_was_typed_is_kept_as_a_draft() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let table = [(&all[0], "初稿", ""), (&all[1], "", "")];
    assert_eq!(send(&liaison, TABLE, &table, &[("then", "save")]).await.1, "/my-work?done=saved&n=1#month");
    let all = rows(&liaison).await;
    let table = [(&all[0], "初稿", ""), (&all[1], "", "另一份")];
    assert_eq!(send(&liaison, TABLE, &table, &[("then", "save")]).await.1, "/my-work?done=saved&n=1#month");
}

#[actix_web::test]
async fn no_change_beside_something_new_is_refused_with_its_field() {
    let app = TestApp::start().await;
    let (email, page) = (app.add("wei", GUILIN, Role::Liaison), "/my-work");
    let (liaison, api) = (app.signed_in(&email).await, app.api(&email).await);
    let all = rows(&liaison).await;
    let (status, said) = send(&liaison, TABLE, &[(&all[0], "新完成3个", "")], &[("no_change", &all[0].id)]).await;
    assert!(status == 422 && said.contains("勾选了“无新进展”，又填写了新的内容"), "{status} {page}");
    let report = format!("/obligations/{}/reports", all[0].id);
    let fields = [("version", "1"), ("stage", "in_progress"), ("progress", "新完成3个"), ("no_change", "true")];
    let refused = liaison.submit(page, &report, &[&fields[..], &[("then", "submit")]].concat()).await;
    assert_eq!(refused.status(), 422);
    assert!(refused.text().await.expect("a page").contains("勾选了“无新进展”"));
    let call = serde_json::json!({"version": 1, "stage": "in_progress", "problems": "缺资金", "no_change": true, "submit": true});
    let refused = api.post(&report, &call).await;
    assert_eq!((refused.status, &refused.body["field"]), (422, &serde_json::json!("no_change")));
}

#[actix_web::test]
async fn a_filing_is_taken_back_by_row_or_whole_and_what_was_before_holds_again() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let table = [(&all[0], "第一", ""), (&all[1], "第二", ""), (&all[2], "第三", "")];
    send(&liaison, FILING, &table, &[]).await;
    let html = liaison.text("/my-work").await;
    assert!(html.contains("3/25") && html.contains("全部撤回（3 项）"), "{html}");
    let first = value(&html, "row");
    let (_, way) = send(&liaison, WITHDRAWAL, &[], &[("row", first)]).await;
    assert_eq!(way, "/my-work?done=withdrawn&n=1#month");
    let html = liaison.text("/my-work").await;
    assert!(html.contains("2/25") && html.contains("第一</textarea>"), "the words are the draft to go on with");
    assert_eq!(send(&liaison, WITHDRAWAL, &[], &[("row", first)]).await.0, 409, "it is no longer as that page had it");
    let filing = value(&html, "filing");
    let (_, way) = send(&liaison, WITHDRAWAL, &[], &[("filing", filing)]).await;
    assert_eq!(way, "/my-work?done=withdrawn&n=2#month", "what was taken back before is none that stays");
    assert!(liaison.text("/my-work").await.contains("0/25"));
    let page = liaison.text(&format!("/obligations/{}", all[1].id)).await;
    assert!(page.contains("<strong>撤回报送</strong>") && page.contains("已撤回（2024-05-06 09:00）"), "{page}");
    let (status, page) = send(&liaison, WITHDRAWAL, &[], &[("filing", filing)]).await;
    assert!(status == 409 && page.contains("没有可以撤回的报送"), "{status}: {page}");
    assert_eq!(send(&liaison, WITHDRAWAL, &[], &[("filing", "99999")]).await.0, 404);
    let sister = app.signed_in(&app.add("lan", "柳州市人民政府", Role::Liaison)).await;
    assert_ne!(send(&sister, WITHDRAWAL, &[], &[("filing", filing)]).await.0, 303, "another unit's");
}

#[actix_web::test]
async fn of_a_filing_what_is_reviewed_stays_and_is_said_to_stay() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    send(&liaison, FILING, &[(&all[0], "第一", ""), (&all[1], "第二", ""), (&all[2], "第三", "")], &[]).await;
    let html = liaison.text("/my-work").await;
    send(&liaison, WITHDRAWAL, &[], &[("row", value(&html, "row"))]).await;
    execute(&app.ctx.db, &format!("UPDATE reports SET reviewed = TRUE WHERE obligation_id = {}", all[1].id));
    let (_, way) = send(&liaison, WITHDRAWAL, &[], &[("filing", value(&html, "filing"))]).await;
    assert_eq!(way, "/my-work?done=partly_withdrawn&n=1#month");
}

#[actix_web::test]
async fn of_a_row_that_a_colleague_has_changed_both_are_shown() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let colleague = app.signed_in(&app.add("mo", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    send(&colleague, FILING, &[(&all[0], "同事写的", "")], &[]).await;
    let table = [(&all[0], "我写的", ""), (&all[1], "另一行", "")];
    for (action, then) in [(TABLE, "preview"), (TABLE, "save"), (FILING, "file")] {
        let (status, page) = send(&liaison, action, &table, &[("then", then)]).await;
        assert_eq!(status, 409, "{then}");
        let shown: String = page.split_whitespace().collect();
        assert!(shown.contains("我写的</textarea><spanclass=\"stored\">现在保存的是：同事写的"), "{then}: {page}");
        assert!(page.contains("另一行</textarea>"), "{then}");
    }
    assert!(liaison.text("/my-work").await.contains("1/25"));
}

#[actix_web::test]
async fn what_nobody_touched_on_an_older_page_follows_what_somebody_else_has_kept() {
    let app = TestApp::start().await;
    let email = app.add("wei", GUILIN, Role::Liaison);
    let (early, late) = (app.signed_in(&email).await, app.signed_in(&email).await);
    let old = rows(&late).await;
    send(&early, TABLE, &[(&old[0], "前一页写的", ""), (&old[1], "也是前一页", "")], &[("then", "save")]).await;

    let table = [(&old[0], "", ""), (&old[1], "后一页写的", "后一页的问题"), (&old[2], "只有后一页", "")];
    let (status, page) = send(&late, TABLE, &table, &[("then", "save")]).await;
    assert_eq!(status, 409);
    let shown: String = page.split_whitespace().collect();
    assert!(
        shown.contains("前一页写的</textarea><spanclass=\"counts\">"),
        "a row that was not touched has what is stored: {page}"
    );
    assert!(shown.contains("后一页写的</textarea><spanclass=\"stored\">现在保存的是：也是前一页"), "{page}");
    assert!(shown.contains("后一页的问题</textarea></td>"), "nobody else has typed into this field: {page}");
    assert_eq!(page.matches("现在保存的是").count(), 1, "{page}");

    let new = rows_of(&page);
    let table = [(&new[0], "前一页写的", ""), (&new[1], "后一页写的", "后一页的问题"), (&new[2], "只有后一页", "")];
    assert_eq!(send(&late, TABLE, &table, &[("then", "save")]).await.1, "/my-work?done=saved&n=2#month");
    let page = late.text("/my-work").await;
    for text in ["前一页写的", "后一页写的", "后一页的问题", "只有后一页"] {
        assert!(page.contains(&format!("{text}</textarea>")), "{text}: {page}");
    }
}
