//! Columns that are called after years.

use super::kinds::read;

/// What a table says that has these columns between the task and 牵头单位, of a plan of some years.
fn table(years: &str, columns: &[&str], cells: &[&str]) -> (String, Vec<String>) {
    let (columns, cells) = (columns.join("\t"), cells.join("\t"));
    let written = format!("某市{years}任务表\n序号\t重点任务\t{columns}\t牵头单位\n1\t淘汰老旧车\t{cells}\t市甲局");
    let (tasks, doubts, _) = read("made-up.tsv", written.as_bytes());
    (tasks.join("/"), doubts)
}

#[test]
fn what_was_there_before_the_plan_is_no_target_and_no_time() {
    let past = "2024年 表头“2024年”早于计划年度，这一列列在备注里，不作目标和时限";
    let words = "[]1 淘汰老旧车|完成50台 L市甲局 @2025-12-31 完成50台 =淘汰老旧车完成>=50台2025-12-31";
    for (heads, doubts) in [
        (["2024年", "2025年"], &[past][..]),
        (["2024年实绩", "2025年目标"], &[]),
        (["2024年完成值", "2025年目标"], &[]),
        (["2024年完成情况", "2025年计划"], &[]),
        (["2024年实际", "2025年任务"], &[]),
    ] {
        let (task, said) = table("2025年度", &heads, &["完成30台", "完成50台"]);
        assert_eq!(task, format!("{words} ({}：完成30台)", heads[0]));
        assert_eq!(said, doubts);
    }
    let (task, _) = table("2025年度", &["2024年", "2025年"], &["30", "50"]);
    assert_eq!(task, "[]1 淘汰老旧车|淘汰老旧车 L市甲局 =淘汰老旧车>=50 2025-12-31 (2024年：30)".replace("50 ", "50"));
    let (task, said) = table("2025年度", &["2024年目标值", "2025年目标值"], &["30", "50"]);
    assert!(task.ends_with(" =淘汰老旧车>=502025-12-31 (2024年目标值：30)"), "{task}");
    assert_eq!(said.len(), 1, "{said:?}");
    let (task, _) = table("2025年度", &["2024年", "2025年"], &["完成30台", ""]);
    assert_eq!(task, "[]1 淘汰老旧车|淘汰老旧车 L市甲局 (2024年：完成30台)");
    let head = "序号\t重点任务\t年度目标\t\t牵头单位\n\t\t2024年\t2025年\t";
    let (tasks, ..) =
        read("made-up.tsv", format!("某市2025年度任务表\n{head}\n1\t淘汰老旧车\t30台\t50台\t市甲局").as_bytes());
    assert_eq!(tasks, ["[]1 淘汰老旧车|淘汰老旧车 L市甲局 =淘汰老旧车>=50台2025-12-31 (年度目标2024年：30台)"]);
    let (task, said) = table("2025年度", &["2024年", "2025年"], &["√", ""]);
    assert!(!task.contains('@') && said[0].contains("没有列为时限"), "{task} {said:?}");
}

#[test]
fn years_within_the_plan_are_targets_and_one_behind_it_is_in_doubt() {
    let heads = ["2024年", "2025年", "2026年", "2027年"];
    let (task, said) = table("三年计划（2024—2026年）", &heads, &["30台", "50台", "60台", "70台"]);
    for (value, due) in [(30, 2024), (50, 2025), (60, 2026), (70, 2027)] {
        assert!(task.contains(&format!(">={value}台{due}-12-31")), "{task}");
    }
    assert_eq!(said, ["2027年 表头“2027年”晚于计划年度，仍按那一年的目标读，请核对"]);
}
