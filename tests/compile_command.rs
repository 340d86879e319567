//! `duban compile` as it is called from a shell.

use std::process::Output;

use crate::support::command::plain;

const PLAN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/guangxi-air-2024/plan.txt");

fn duban(args: &[&str]) -> Output {
    plain().args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn json_holds_the_whole_draft() {
    let output = duban(&["compile", PLAN, "--format", "json"]);
    assert!(output.status.success());
    let draft: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(draft["plan"]["title"], "广西2024年度大气污染防治工作计划");
    assert_eq!(draft["tasks"].as_array().unwrap().len(), 21);
    assert_eq!(draft["tasks"][0]["number"], 1);
    assert_eq!(draft["tasks"][0]["measures"][0]["milestones"][0]["due"], "2024-12-31");
    assert_eq!(draft["city_targets"][0]["PM2.5"], 28.2);
    assert!(draft["document"]["text"].as_str().unwrap().contains("PM_{2.5}"));
}

#[test]
fn text_is_an_outline_with_counts() {
    let output = duban(&["compile", PLAN]);
    assert!(output.status.success());
    let outline = text(&output.stdout);
    assert!(outline.contains("节点：2024-12-31（2024年底前，交付）桂林：完成"), "{outline}");
    assert!(
        outline.contains("共 21 项任务，25 条措施；牵头 54、配合 40、责任 25 家次；有日期的节点 14 个"),
        "{outline}"
    );
}

#[test]
fn a_document_of_word_is_compiled_with_the_numbers_it_shows() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/documents/noise-2025.docx");
    let output = duban(&["compile", file, "--format", "json"]);
    let draft: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(draft["tasks"][1]["section"], "（一）");
    assert_eq!(draft["tasks"][1]["number"], 2);
    assert_eq!(draft["tasks"][1]["measures"][0]["milestones"][0]["due"], "2025-09-30");
}

#[test]
fn a_refusal_is_one_line_and_wrong_usage_is_told_apart() {
    let refused = duban(&["compile", "没有这个计划.txt"]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stderr), "duban: 读不了 没有这个计划.txt：没有这个文件\n");
    assert_eq!(duban(&["compile"]).status.code(), Some(2));
    assert_eq!(duban(&["compile", PLAN, "--year", "24"]).status.code(), Some(2));
}

#[test]
fn units_of_another_region_are_read_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let (units, plan) = (folder.path().join("units.toml"), folder.path().join("plan.md"));
    std::fs::write(
        &units,
        "[region]\nname='甲省'\nshort='甲'\nprefix='省'\n[[cities]]\nshort='乙'\nname='乙市人民政府'\n",
    )
    .unwrap();
    std::fs::write(&plan, "甲省2025年要点\n1.控煤。6月底前，乙市完成排查。（责任单位：省一厅、二局）\n").unwrap();
    let output = duban(&["compile", plan.to_str().unwrap(), "--units", units.to_str().unwrap(), "--format", "json"]);
    let draft: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let measure = &draft["tasks"][0]["measures"][0];
    assert_eq!(measure["responsible"], serde_json::json!(["省一厅", "省二局"]));
    assert_eq!(measure["milestones"][0]["owed_by"], serde_json::json!(["乙"]));
    assert_eq!(draft["plan"]["region"], "甲省");

    std::fs::write(&units, "region = 1").unwrap();
    let refused = duban(&["compile", plan.to_str().unwrap(), "--units", units.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(1));
    assert_eq!(text(&refused.stderr).lines().count(), 1);
}

#[test]
fn a_table_with_commas_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("任务清单.csv");
    let rows = "云河市2026年任务清单\n序号,任务,措施,牵头单位,完成时限\n1,整治,\"整治路口60处\",市公安局,2026年9月\n";
    std::fs::write(&file, rows).unwrap();
    let output = duban(&["compile", file.to_str().unwrap(), "--format", "json"]);
    let draft: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let measure = &draft["tasks"][0]["measures"][0];
    assert_eq!(measure["lead"][0], "市公安局", "{draft}");
    assert_eq!(measure["milestones"][0]["due"], "2026-09-30");
}
