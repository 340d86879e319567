use crate::reader::read_document;

#[test]
fn the_title_of_the_front_matter_stands_without_its_key() {
    let read = read_document(
        "made-up.md",
        "---\ntitle: \"某市2025年要点\"\ndate: 2025-02-10\n---\n\n# 一、任务\n甲。".as_bytes(),
    )
    .unwrap();
    assert_eq!(read.text, "\n某市2025年要点\ndate: 2025-02-10\n\n\n一、任务\n甲。\n");
    let rule = read_document("made-up.md", "---\n某市要点\n---\n甲。".as_bytes()).unwrap();
    assert_eq!(rule.text, "某市要点\n甲。\n");
}

#[test]
fn headings_are_told_with_their_depths() {
    let read = read_document("made-up.md", "# 要点\n\n## 任务\n#无空格\n### 甲 ###\n".as_bytes()).unwrap();
    let shown = |(span, depth): &(duban_domain::draft::Span, usize)| {
        let words: String = read.text.chars().skip(span.0).take(span.1 - span.0).collect();
        format!("{depth} {words}")
    };
    assert_eq!(read.headings.iter().map(shown).collect::<Vec<_>>(), ["0 要点", "1 任务", "2 甲"]);
}

#[test]
fn what_is_struck_through_is_said_at_its_line() {
    let read = read_document("made-up.md", "甲。\n- ~~停办~~新办。\n".as_bytes()).unwrap();
    assert_eq!(read.text, "甲。\n新办。\n");
    assert_eq!((read.problems[0].message.as_str(), read.problems[0].span.0), ("带删除线的文字没有读：“停办”", 3));
}
