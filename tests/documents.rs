//! Documents of every kind that is read, as other programs wrote them; what stands in them is made up.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use duban::compiler::{Options, ReadError, UnitRegistry, compile, read_document};
use serde_json::Value;

use super::support::chance::Chance;

const FILES: [&str; 8] = [
    "noise-2025.txt",
    "noise-2025-gb18030.txt",
    "noise-2025-utf16le.txt",
    "noise-2025.md",
    "noise-2025.docx",
    "greenery-2025.docx",
    "greenery-2025.xlsx",
    "greenery-2025.xls",
];

fn bytes(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    fs::read(folder.join(name)).expect(name)
}

fn text(name: &str) -> String {
    read_document(name, &bytes(name)).expect(name).text
}

/// The draft without places and without the text itself.
fn draft(text: &str) -> Value {
    let registry = UnitRegistry::guangxi().expect("the registry");
    let mut draft = serde_json::to_value(compile(text, &Options { registry: &registry, year: None })).expect("JSON");
    forget_places(&mut draft);
    draft
}

fn forget_places(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for places in ["span", "document", "headings", "annex"] {
                map.remove(places);
            }
            map.values_mut().for_each(forget_places);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_places),
        _ => {}
    }
}

#[test]
fn one_plan_gives_one_draft_whatever_it_was_written_in() {
    let plain = draft(&text("noise-2025.txt"));
    assert_eq!(plain["tasks"].as_array().map(Vec::len), Some(4), "{plain:#}");
    assert_eq!(plain["city_targets"].as_array().map(Vec::len), Some(3), "{plain:#}");
    for name in &FILES[1..5] {
        assert_eq!(draft(&text(name)), plain, "{name}");
    }
}

#[test]
fn a_table_of_tasks_is_read_alike_from_document_and_workbook() {
    let document = text("greenery-2025.docx");
    assert!(
        document.contains("1\t补植绿地\t完成补植500亩\t南宁市人民政府\t2025年4月底前\n\t\t完成验收\t"),
        "{document}"
    );
    assert!(document.contains("桂林市人民政府；自治区住房城乡建设厅\t"), "{document}");
    let book = "2025年度绿地养护任务表（虚构样例）\n序号\t任务\t措施\t责任单位\t完成时限\t完成比例\n\
        1\t补植绿地\t完成补植500亩\t南宁市人民政府\t2025年4月30日\t50.0%\n\
        \t\t完成验收\t自治区林业局\t2025年6月30日\t100.0%\n\
        2\t修缮步道\t修缮20.5公里\t桂林市人民政府；自治区住房城乡建设厅\t2025年9月30日\t85.5%\n\
        联系单位\n单位\t数量\n甲局\t28.2\n";
    let book = format!("任务表\n{book}");
    assert_eq!(text("greenery-2025.xlsx"), book);
    assert_eq!(text("greenery-2025.xls"), book);
}

#[test]
fn a_damaged_file_is_read_or_refused_and_never_more() {
    let mut chance = Chance::new(2025);
    for name in FILES {
        let whole = bytes(name);
        for round in 0..250 {
            let mut damaged = whole.clone();
            if round % 3 == 0 {
                damaged.truncate(chance.below(whole.len()));
            }
            for _ in 0..=chance.below(6) {
                let at = chance.below(damaged.len());
                if let Some(byte) = damaged.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
            let begun = Instant::now();
            if let Ok(document) = read_document(name, &damaged) {
                assert!(document.text.len() < 20 * whole.len() + 1000, "{name} {round}");
                let length = document.text.chars().count();
                assert!(document.problems.iter().all(|p| p.span.0 <= p.span.1 && p.span.1 <= length), "{name} {round}");
            }
            assert!(begun.elapsed() < Duration::from_secs(5), "{name} {round}");
        }
    }
}

#[test]
fn a_file_beyond_the_limit_is_refused_unread() {
    let long = vec![b'x'; (50 << 20) + 1];
    assert_eq!(read_document("x.txt", &long), Err(ReadError::TooLong));
}
