mod cards;
mod kinds;
mod labels;
mod rows;
mod years;

use super::*;
use crate::reader::Table as Sheet;
use crate::text::{Text, text_of};
use duban_domain::draft::Span;

/// The rows of a made-up table: `+` where it opens a task, number | title | content | lists; deadlines. `merged` are cells that reach
/// over others: row, column, tall, wide.
fn read(written: &str, merged: &[(usize, usize, usize, usize)]) -> (Vec<String>, Vec<String>) {
    let text = text_of(written);
    let mut doubts = Doubts::default();
    let parts = super::read(&text.whole().split(&['\n']), &layout(&text, merged), &mut None, &mut doubts);
    let rows = parts.iter().filter_map(|part| if let Part::Row(row) = part { Some(shown(row)) } else { None });
    (rows.collect(), doubts.in_order().into_iter().map(|p| format!("{} {}", p.quote, p.message)).collect())
}

fn rows(written: &str) -> Vec<String> {
    read(written, &[]).0
}

/// A file tells nothing of merged cells where there are none.
fn layout(text: &Text, merged: &[(usize, usize, usize, usize)]) -> Layout {
    let rows = text.whole().split(&['\n']).iter().map(|line| line.span()).collect();
    let merged = merged.iter().map(|(row, column, tall, wide)| crate::reader::Merged {
        row: *row,
        column: *column,
        tall: *tall,
        wide: *wide,
    });
    let merged: Vec<_> = merged.collect();
    let tables = if merged.is_empty() { Vec::new() } else { vec![Sheet { name: None, rows, merged }] };
    Layout::of(&tables, &[], |span: Span| span)
}

fn shown(row: &Row<'_>) -> String {
    let word = |p: Option<Passage<'_>>| p.map(|p| p.to_string()).unwrap_or_default();
    let lists = row.note.iter().flat_map(|n| &n.lists).map(|l| format!("{:?} {}", l.role, l.names));
    let times = row.note.iter().flat_map(|n| &n.times).map(ToString::to_string);
    let remarks = row.note.iter().flat_map(|n| &n.remarks).map(|r| format!("{}={}", r.name, r.words));
    let said: Vec<String> = lists.chain(times).chain(remarks).collect();
    let chapter = row.chapter.map(|c| format!("[{}{}]", c.number(), c.title())).unwrap_or_default();
    let content: Vec<String> = row.content.iter().map(ToString::to_string).collect();
    let opens = if row.opens { "+" } else { "" };
    format!("{opens}{chapter}{}|{}|{}|{}", word(row.number), word(row.title), content.join("/"), said.join("；"))
}

const HEAD: &str = "序号\t任务\t措施\t牵头单位\t配合单位\t完成时限\n";

#[test]
fn a_row_is_a_measure_and_its_columns_name_roles() {
    let rows = rows(
        "序号\t工作事项\t主要内容\t牵头单位\t配合单位\t局内牵头处室\t完成时限\n\
         1\t育才。\t办好学校。\t各区政府\t市甲局、市乙局\t一处\t2025年6月\n\
         \t\t办好医院。\t市丙局\t/\t二处\t\n\
         \t\t办好社区。\t\t\t\t",
    );
    assert_eq!(rows[0], "+1|育才。|办好学校。|Lead 各区政府；Support 市甲局、市乙局；2025年6月；局内牵头处室=一处");
    assert_eq!(rows[1], "|育才。|办好医院。|Lead 市丙局；局内牵头处室=二处");
    assert_eq!(rows[2], "|育才。|办好社区。|Lead 市丙局");
}

#[test]
fn a_markdown_table_is_read_and_its_rule_is_no_row() {
    let rows = rows("|序号|工作任务|责任单位|\n|---|:---|---|\n|1|办好学校|市甲局牵头，市乙局配合|");
    assert_eq!(rows, ["+1|办好学校|办好学校|Lead 市甲局；Support 市乙局"]);
}

#[test]
fn a_blank_cell_of_a_row_that_goes_on_is_as_above_but_its_own_date_stays() {
    let rows = rows(&format!(
        "{HEAD}1\t甲\t查\t市甲局\t市乙局\t3月底前\n\t\t改\t\t\t11月底前\n\t\t管\t\t市丙局\t\n\t\t收\t市丁局\t\t\n2\t乙\t建\t\t\t"
    ));
    assert_eq!(rows[1], "|甲|改|Lead 市甲局；Support 市乙局；11月底前");
    assert_eq!(rows[2], "|甲|管|Lead 市甲局；Support 市丙局");
    assert_eq!(rows[3], "|甲|收|Lead 市丁局");
    assert_eq!(rows[4], "+2|乙|建|");
}

#[test]
fn merged_cells_count_for_every_row_and_column_that_they_reach_over() {
    let written = format!(
        "{HEAD}1\t甲\t查\t市甲局\t市乙局\t3月底前\n\t\t改\t\t\t11月底前\n2\t乙\t建\t市丙局\t\t12月底前\n3\t丙\t管\t市丁局\t/\t"
    );
    let (rows, doubts) = read(&written, &[(1, 0, 2, 1), (1, 1, 2, 1), (1, 3, 2, 1), (1, 4, 3, 1), (3, 5, 2, 1)]);
    assert_eq!(rows[1], "|甲|改|Lead 市甲局；Support 市乙局；11月底前");
    assert_eq!(rows[2], "+2|乙|建|Lead 市丙局；Support 市乙局；12月底前");
    assert_eq!(rows[3], "+3|丙|管|Lead 市丁局；12月底前");
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn what_the_file_does_not_merge_is_not_inherited() {
    let written = format!("{HEAD}1\t甲\t查\t市甲局\t市乙局\t3月底前\n\t\t改\t市丙局\t\t");
    assert_eq!(read(&written, &[(1, 0, 2, 1), (1, 1, 2, 1)]).0[1], "|甲|改|Lead 市丙局");
}

#[test]
fn the_same_as_above_is_what_stands_above() {
    let rows =
        rows(&format!("{HEAD}1\t甲\t查\t市甲局\t市乙局\t3月底前\n2\t乙\t建\t同上\t〃\t同上。\n3\t丙\t管\t〃\t无\t6月"));
    assert_eq!(rows[1], "+2|乙|建|Lead 市甲局；Support 市乙局；3月底前");
    assert_eq!(rows[2], "+3|丙|管|Lead 市甲局；6月");
}

#[test]
fn rows_may_name_what_stands_below_them() {
    let rows = rows(&format!(
        "{HEAD}一\t工业治理\n1\t甲\t查\t市甲局\t\t\n（二）扬尘治理\t\t\t\t\t\n1\t乙\t建\t市乙局\t\t\n\t面源治理\t\t\t\t\n1\t丙\t管\t市丙局\t\t\n2\t丁\t\t\t\t\n\t\t收\t市丁局\t\t"
    ));
    assert_eq!(
        rows,
        [
            "+[一工业治理]1|甲|查|Lead 市甲局",
            "+[（二）扬尘治理]1|乙|建|Lead 市乙局",
            "+[面源治理]1|丙|管|Lead 市丙局",
            "+[面源治理]2|丁|收|Lead 市丁局"
        ]
    );
}

#[test]
fn a_column_may_name_what_several_tasks_belong_to() {
    let rows = rows("类别\t序号\t任务\t责任单位\n大气\t1\t控煤\t市甲局\n\t2\t治车\t市乙局\n水\t3\t治水\t市丙局");
    assert_eq!(rows[1], "+[大气]2|治车|治车|Responsible 市乙局");
    assert!(rows[2].starts_with("+[水]3"), "{}", rows[2]);
}

#[test]
fn a_row_without_anything_to_do_says_more_of_the_one_above() {
    let rows = rows("序号\t任务\t责任单位\t完成时限\n1\t控煤\t市甲局\t6月底前\n\t\t市乙局\t9月底前");
    assert_eq!(rows[1], "|控煤||Responsible 市乙局；9月底前");
}

#[test]
fn unknown_columns_and_cells_are_doubted_once_and_kept_in_words() {
    let written =
        "序号\t任务\t资金（万元）\t责任单位\t备注\n1\t控煤\t300\t见附件\t示范项目\n2\t治车\t200\t市乙局\t\t多的";
    let (rows, doubts) = read(written, &[]);
    assert_eq!(rows[0], "+1|控煤|控煤|Responsible 见附件；资金（万元）=300；备注=示范项目");
    assert_eq!(doubts.len(), 3, "{doubts:?}");
    assert!(doubts[0].starts_with("资金（万元）") && doubts[1].starts_with("见附件") && doubts[2].starts_with("多的"));
}

#[test]
fn a_repeated_head_and_a_note_below_are_no_rows() {
    let rows = rows(&format!(
        "{HEAD}1\t甲\t查\t市甲局\t\t\n{HEAD}2\t乙\t建\t市乙局\t\t\n注：未注明的按年底前完成。\t\t\t\t\t"
    ));
    assert_eq!(rows.len(), 2);
}

#[test]
fn a_name_without_a_number_is_one_more_measure_where_names_are_all_that_is_to_be_done() {
    let rows = rows("序号\t重点任务\t责任单位\n1\t建厂\t市甲局\n\t修路\t市乙局\n2\t种树\t市丙局");
    assert_eq!(rows[1], "|修路|修路|Responsible 市乙局");
    assert_eq!(rows[2], "+2|种树|种树|Responsible 市丙局");
}
