//! A long draft is reviewed part by part, and confirmed as a whole.

use super::*;

/// Every third measure has nobody who owes it, every fifth a date that is none.
fn long_plan() -> String {
    let measure = |i: usize| {
        let note = if i.is_multiple_of(3) { "" } else { "（责任单位：自治区生态环境厅）" };
        let when = if i.is_multiple_of(5) { "2025年13月底前完成。" } else { "" };
        format!("{i}.抓好第{i}项工作。加强管理。{when}{note}\n")
    };
    format!("2025年度工作计划（虚构样例）\n一、重点任务\n{}", (1..=300).map(measure).collect::<String>())
}

/// What the ways to the parts say is open in each, at that place of the page.
fn counts(page: &str, place: &str) -> Vec<usize> {
    let (_, nav) = page.split_once(&format!("<nav class=\"parts\" aria-label=\"{place}\"")).expect("the ways");
    let links = nav.split("</nav>").next().expect("their end").split(" title=\"").skip(1);
    let count = |link: &str| {
        let shown = link.split("</a>").next().expect("its end");
        shown.split_once('（').map_or(0, |(_, rest)| rest.trim_end_matches('）').parse().expect("a number"))
    };
    links.map(count).collect()
}

const OPEN: &str = "SELECT (SELECT count(*) FROM problems WHERE settled_at IS NULL) \
    + (SELECT count(*) FROM leftovers WHERE settled_at IS NULL)";

#[actix_web::test]
async fn each_part_says_how_much_is_open_in_it_and_leads_on() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    browser.upload("/plans/import", "计划.txt", long_plan().as_bytes()).await;
    let first = browser.text("/plans/1/review").await;
    let open = counts(&first, "草稿的各部分");
    assert!(open.len() > 2, "{open:?}");
    assert_eq!(counts(&first, "草稿的各部分（页末）"), open);
    let nobody = first
        .split_once("没有牵头或责任单位的措施 ")
        .map_or(0, |(_, rest)| rest.split_once(' ').expect("a number").0.parse().expect("a number"));
    assert_eq!(open.iter().sum::<usize>(), number(&app.ctx.db, OPEN) + nobody);
    assert!(open.iter().filter(|count| **count > 0).count() > 1, "{open:?}");
    assert!(first.contains("下一部分") && !first.contains("上一部分"));
    let last = browser.text(&format!("/plans/1/review?part={}", open.len())).await;
    assert!(!last.contains("下一部分") && last.contains("上一部分"));
    let with_doubts = open.iter().rposition(|count| *count > 0).expect("a part with doubts") + 1;
    let review = format!("/plans/1/review?part={with_doubts}");
    let form = DraftForm::at(&browser, &review).await;
    let Some((before, _)) = form.html.split_once(".settle\"") else { panic!("no doubt: {}", form.html) };
    let then = format!("{}.settle", before.rsplit('"').next().expect("its key"));
    location(&form.press(&then).await);
    let after = counts(&browser.text("/plans/1/review").await, "草稿的各部分");
    assert_eq!(after[with_doubts - 1], open[with_doubts - 1] - 1);
}

#[actix_web::test]
async fn what_is_confirmed_is_said_to_be_the_whole() {
    let app = TestApp::start_without_plan().await;
    let browser = coordinator(&app).await;
    browser.upload("/plans/import", "计划.txt", long_plan().as_bytes()).await;
    let page = browser.text("/plans/1/review?part=2").await;
    let parts = counts(&page, "草稿的各部分").len();
    for said in [
        format!("确认启用整份草稿（全部 {parts} 部分）"),
        format!("整份草稿的全部 {parts} 部分，不只是本部分"),
        format!("确认启用全部 {parts} 部分</button>"),
        "，其中本部分 ".to_owned(),
    ] {
        assert!(page.contains(&said), "{said}: {page}");
    }
    let (_, confirm) = page.split_once("id=\"confirm\"").expect("the form");
    assert!(confirm.contains("href=\"/plans/1/review?part=1#"), "the way to the first doubt: {confirm}");
}
