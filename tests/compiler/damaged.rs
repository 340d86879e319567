//! Documents that are damaged, empty or not of the genre: there is always a draft, and it says what is missing.

use super::*;

fn assert_spans_are_valid(text: &str) {
    let draft = compiled(text);
    let length = draft.document.text.chars().count();
    for Span(from, to) in spans(&draft) {
        assert!(from <= to && to <= length, "{from}..{to} of {length}");
    }
}

#[test]
fn a_plan_cut_off_anywhere_still_compiles() {
    let chars: Vec<char> = PLAN.chars().collect();
    for length in (0..chars.len()).step_by(97) {
        assert_spans_are_valid(&chars[..length].iter().collect::<String>());
    }
}

#[test]
fn a_plan_with_random_damage_still_compiles() {
    const NOISE: &[char] = &[
        '（', '）', '(', ')', '《', '》', '“', '”', '〔', '。', '，', '、', '；', '：', '\n', '\t', '\r', ' ', '_',
        '{', '}', '0', '2', '9', '年', '月', '日', '底', '前', '%', '—', '第', '一', '百', '.', '附', '表', '市',
        '\u{feff}', '😀', 'é',
    ];
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    for _ in 0..60 {
        let mut chars: Vec<char> = PLAN.chars().collect();
        for _ in 0..200 {
            let at = random(chars.len());
            let to = (at + random(12)).min(chars.len());
            match random(3) {
                0 => drop(chars.drain(at..to)),
                1 => chars.insert(at, NOISE[random(NOISE.len())]),
                _ => chars[at] = NOISE[random(NOISE.len())],
            }
        }
        assert_spans_are_valid(&chars.into_iter().collect::<String>());
    }
}

#[test]
fn a_text_of_nothing_but_marks_still_compiles() {
    for mark in [
        "（",
        "《（",
        "）》",
        "（责任单位：",
        "到2025年底，",
        "按期，企业应",
        "加强，\n",
        "（甲）",
        "1.",
        "一、",
        "\t",
        "100%",
    ] {
        assert_spans_are_valid(&mark.repeat(2000));
    }
}

#[test]
fn an_empty_document_is_a_draft_with_an_error() {
    for text in ["", " \n\t\n", "\u{feff}"] {
        let draft = compiled(text);
        assert!(draft.tasks.is_empty());
        assert_eq!(draft.problems.len(), 1, "{:?}", draft.problems);
        assert_eq!(draft.problems[0].severity, Severity::Error);
    }
}

#[test]
fn a_document_without_numbers_yields_measures_and_says_what_is_missing() {
    let draft = compiled(
        "加强河道保洁，各设区市于2025年3月底前完成排查。（责任单位：各设区市人民政府）\n\
         抓好宣传引导，营造良好氛围。（牵头单位：自治区水利厅。责任单位：各设区市人民政府）\n",
    );
    let found: Vec<&DraftMeasure> = measures(&draft).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].milestones[0].owed_by, ["各设区市"]);
    assert_eq!(found[1].lead, ["自治区水利厅"]);
    let messages: Vec<&str> = draft.problems.iter().map(|p| p.message.as_str()).collect();
    assert!(messages.contains(&"没有章节和编号，全部措施列在一项任务下"), "{messages:?}");
    assert!(messages.contains(&"没有找到标题"), "{messages:?}");
    assert!(messages.contains(&"没有写明年度，未写年份的日期无法确定"), "{messages:?}");
}

#[test]
fn a_document_without_units_says_so() {
    let draft = compiled("某市2025年工作要点\n一、加强管理。做好登记。\n二、抓好落实。按月报送。\n");
    assert_eq!(measures(&draft).count(), 2);
    assert!(draft.problems.iter().any(|p| p.message == "没有找到责任单位的写法，请逐项补分工"));
    assert_eq!(draft.problems.iter().filter(|p| p.message == "没有写明责任单位").count(), 2);
}

#[test]
fn the_callers_year_counts_where_the_document_has_none() {
    let registry = UnitRegistry::guangxi().unwrap();
    let text = "工作要点\n1.加强保洁。各设区市于9月底前完成排查。（责任单位：各设区市人民政府）";
    let draft = compile(text, &Options { registry: &registry, year: Some(2025) });
    assert_eq!(draft.tasks[0].measures[0].milestones[0].due, NaiveDate::from_ymd_opt(2025, 9, 30));
    assert_eq!(compiled(text).tasks[0].measures[0].milestones[0].due, None);
}

#[test]
fn a_unit_that_the_registry_lacks_is_told() {
    let draft =
        compiled("广西2025年工作要点\n1.加强保洁。做好登记。（责任单位：自治区水利厅、河湖局，某某集团有限公司）");
    assert_eq!(draft.tasks[0].measures[0].responsible, ["自治区水利厅", "自治区河湖局", "某某集团有限公司"]);
    let quotes: Vec<&str> = draft.problems.iter().map(|p| p.quote.as_str()).collect();
    assert_eq!(quotes, ["河湖局", "某某集团有限公司"]);
}
