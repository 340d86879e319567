//! The page before a month is filed: what is left out is kept, what contradicts itself is set apart, marks stand where something changed.

use super::month::{FILING, TABLE, filled, rows, send};
use super::*;

#[actix_web::test]
async fn what_is_left_for_another_time_is_kept_as_a_draft_and_said_to_be() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let table = [(&all[0], "有进展", ""), (&all[1], "还没写完", "")];
    let (_, way) = send(&liaison, FILING, &table, &[("leave_out", &all[1].id)]).await;
    assert_eq!(way, "/my-work?done=reported_and_kept&kept=1&n=1#month");
    let page = liaison.text(way.trim_end_matches("#month")).await;
    assert!(page.contains("已报送 1 项；本次不报的 1 项已暂存为草稿"), "{page}");
    assert!(page.contains("还没写完</textarea>") && page.contains("1/25"), "{page}");
    let all = rows(&liaison).await;
    let (_, way) = send(&liaison, FILING, &[(&all[0], "再写一点", "")], &[("leave_out", &all[0].id)]).await;
    assert_eq!(way, "/my-work?done=saved&n=1#month", "nothing need be filed");
}

#[actix_web::test]
async fn a_whole_table_that_comes_back_has_no_way_back_to_its_first_page() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let whole: Vec<_> = all.iter().map(|row| (row, "有进展", "")).collect();
    let (_, back) = send(&liaison, TABLE, &whole, &[("then", "edit")]).await;
    assert!(!back.contains("回到第一页") && !back.contains("分页列出"), "{back}");
    assert!(back.contains("action=\"/my-work/month\" data-typed"), "it holds what is not stored");
    let (_, part) = send(&liaison, TABLE, &whole[..2], &[("then", "edit")]).await;
    assert!(part.contains("回到第一页"), "{part}");
}

#[actix_web::test]
async fn done_with_figures_short_of_the_total_says_why_and_is_set_apart() {
    let app = TestApp::start().await;
    let liaison = app.signed_in(&app.add("wei", GUILIN, Role::Liaison)).await;
    let all = rows(&liaison).await;
    let preview = async |problems: &str| {
        let row = filled(&all[0], "已改造", problems).map(|(name, value)| match name {
            "stage" => (name, "done"),
            "done" => (name, "1"),
            "total" => (name, "5"),
            _ => (name, value),
        });
        let mut fields = row.to_vec();
        fields.push(("then", "preview"));
        let answer = liaison.submit("/my-work", TABLE, &fields).await;
        (answer.status().as_u16(), answer.text().await.expect("a page"))
    };
    let (status, refused) = preview("").await;
    assert!(status == 422 && refused.contains("完成数少于总数"), "{refused}");
    let (status, page) = preview("其余4家停产").await;
    assert!(status == 200 && page.contains("1 项报“已完成”，但完成数少于总数"), "{page}");
    assert!(page.contains("</span>数据未达到总数</strong>"), "the row is marked: {page}");
    let figures = page.split("data-label=\"本月进展\"").nth(1).and_then(|rest| rest.split("</td>").next());
    assert!(
        figures.is_some_and(|cell| cell.contains("改</strong> 已完成/总数 1/5")),
        "the mark stands at the figures: {figures:?}"
    );
}
