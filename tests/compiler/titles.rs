//! What becomes of a heading: a name of its task, a sentence of its text, or both.

use super::*;

#[test]
fn a_title_that_is_a_sentence_opens_the_text_and_its_dates_are_read() {
    let draft = compiled(
        "某市要点\n一、2024年9月底前完成普查。各县抓好落实。（责任单位：市住建局）\n二、抓好治理\n各县加强管理。（责任单位：市住建局）",
    );
    let [first, second] = [&draft.tasks[0], &draft.tasks[1]];
    assert_eq!(first.title, "2024年9月底前完成普查");
    assert_eq!(first.measures[0].text, "2024年9月底前完成普查。各县抓好落实。");
    assert_eq!(body(&first.measures[0].text, &first.title), "各县抓好落实。");
    assert_eq!(first.measures[0].milestones[0].due, NaiveDate::from_ymd_opt(2024, 9, 30));
    assert_eq!((second.title.as_str(), second.measures[0].text.as_str()), ("抓好治理", "各县加强管理。"));
}

#[test]
fn a_sentence_right_before_its_note_is_text_and_no_heading_of_it() {
    let draft =
        compiled("某市要点\n一、抓好治理\n各县加强管理。（责任单位：市住建局）\n各区抓好落实。（责任单位：市水利局）");
    let texts: Vec<&str> = measures(&draft).map(|m| m.text.as_str()).collect();
    assert_eq!(texts, ["各县加强管理。", "各区抓好落实。"]);
    assert!(measures(&draft).all(|m| m.subtitle.is_none()));
}
