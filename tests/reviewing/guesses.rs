//! What the compiler only guesses besides units is no value before it is taken: the word for the whole region, a unit of measure.

use super::*;

/// Nothing tells of which level it is.
const NOWHERE: &str = "2025年度水环境治理工作计划（虚构样例）\n一、重点任务\n\
    1.整治排污口。6月底前完成40个排污口整治。（牵头单位：生态环境局）\n";

/// The second column of the annex has a unit of measure in its head, the first none.
const ANNEX: &str = "广西2025年度湿地保护工作计划（虚构样例）\n\
    全区湿地保护率达到60%以上，受损湿地修复面积达到900公顷。\n一、重点任务\n\
    1.修复退化湿地。桂林市于2025年9月底前完成示范点建设。（牵头单位：自治区林业局）\n\
    附件\n2025年各设区市目标表\n\n城市\t湿地保护率\t受损湿地修复面积（公顷）\n南宁\t61\t70\n柳州\t62\t80\n桂林\t63\t90\n";

async fn draft(browser: &Browser<'_>, text: &str) -> &'static str {
    location(&browser.upload("/plans/import", "计划.txt", text.as_bytes()).await);
    "/plans/2/review"
}

fn words(app: &TestApp) -> Vec<String> {
    let query = "SELECT d.owed_by || '|' || i.scope AS line FROM milestones AS d JOIN measures AS m ON m.id = d.measure_id \
        JOIN tasks AS t ON t.id = m.task_id JOIN indicators AS i ON i.measure_id = m.id WHERE t.plan_id = 2";
    lines(&app.ctx.db, query)
}

#[actix_web::test]
async fn the_word_for_a_region_that_the_document_does_not_name_is_taken_or_left() {
    for (answer, stored) in [("adopt", "全区|全区"), ("decline", "|")] {
        let app = TestApp::start().await;
        let browser = coordinator(&app).await;
        let review = draft(&browser, NOWHERE).await;
        assert_eq!(words(&app), ["|"], "a guess is no value");
        let form = DraftForm::at(&browser, review).await;
        assert!(
            form.html.contains("1 个时间节点没有写责任主体") && form.html.contains("可能是“全区”"),
            "{}",
            form.html
        );
        assert!(form.html.contains("没有答复的其他建议 1 处"), "{}", form.html);
        location(&form.press(&format!("p.{answer}")).await);
        assert_eq!(words(&app), [stored]);
        let html = browser.text(review).await;
        assert!(!html.contains("可能是“全区”") && !html.contains("其他建议"), "{html}");
        assert_eq!(DraftForm::at(&browser, review).await.send("p.adopt").await.status(), 404, "it is answered");
        place_all(&app, &browser, review).await;
        location(&confirm(&browser, review).await);
        let owing = "SELECT u.name AS line FROM obligations AS o JOIN units AS u ON u.id = o.unit_id \
            WHERE o.plan_id = 2 AND o.milestone_id IS NOT NULL";
        assert_eq!(lines(&app.ctx.db, owing), ["生态环境局"], "whoever leads it owes it all the same");
    }
}

#[actix_web::test]
async fn a_word_that_stands_in_the_document_is_a_value() {
    let app = TestApp::start().await;
    let browser = coordinator(&app).await;
    let review = draft(&browser, &NOWHERE.replacen("2025年度", "云河市2025年度", 1)).await;
    assert_eq!(words(&app), ["全市|全市"]);
    assert!(!browser.text(review).await.contains("其他建议"));
}

fn targets(app: &TestApp) -> Vec<String> {
    let query = "SELECT name || ' ' || coalesce(unit, '?') || ' ' || coalesce(proposed_unit, '-') AS line FROM indicators \
        WHERE plan_id = 2 AND unit_id IS NOT NULL ORDER BY name, position";
    let mut found = lines(&app.ctx.db, query);
    found.dedup();
    found
}

#[actix_web::test]
async fn a_unit_of_measure_that_no_head_of_the_table_says_is_taken_or_left_for_all_of_its_name() {
    for (answer, stored) in [("adopt", "湿地保护率 % -"), ("decline", "湿地保护率 ? -")] {
        let app = TestApp::start().await;
        let browser = coordinator(&app).await;
        let review = draft(&browser, ANNEX).await;
        let told = "受损湿地修复面积 公顷 -";
        let before = targets(&app);
        assert!(before.contains(&told.to_owned()) && before.contains(&"湿地保护率 ? %".to_owned()), "{before:?}");
        let form = DraftForm::at(&browser, review).await;
        assert!(form.html.contains("“湿地保护率”的目标（3 个）没有写计量单位，可能是%"), "{}", form.html);
        let (before_button, _) = form.html.split_once(&format!(".{answer}\"")).expect("its button");
        let then = format!("{}.{answer}", before_button.rsplit('"').next().expect("its row"));
        location(&form.press(&then).await);
        let after = targets(&app);
        assert!(after.contains(&stored.to_owned()) && after.contains(&told.to_owned()), "{after:?}");
        assert!(!browser.text(review).await.contains("没有写计量单位"));
        let verb = format!("SELECT count(*) FROM audit WHERE verb = '{answer}_guess'");
        assert_eq!(number(&app.ctx.db, &verb), 1);
        assert_eq!(DraftForm::at(&browser, review).await.send(&then).await.status(), 404, "it is answered");
    }
}
