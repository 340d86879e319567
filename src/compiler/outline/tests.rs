use super::*;
use crate::text::text_of;

#[test]
fn a_task_stands_under_its_section() {
    let text = text_of("某市工作要点\n前言。\n一、目标\n二、任务\n（一）能源\n1.控煤。加强管理。\n再一段。\n附件1\n表");
    let outline = outline(text.whole(), &mut Doubts::default());
    assert_eq!(outline.title.map(|t| t.to_string()).as_deref(), Some("某市工作要点"));
    let task = outline.nodes.last().unwrap();
    assert_eq!(task.paragraphs.len(), 2);
    let section = outline.parent(task).unwrap();
    assert_eq!(section.marker.as_ref().unwrap().number, "（一）");
    assert_eq!(outline.parent(section).unwrap().paragraphs[0].to_string(), "任务");
    assert_eq!(outline.annex.len(), 2);
}

#[test]
fn a_table_in_an_annex_stands_by_itself() {
    let text = text_of(
        "某市工作要点\n一、任务\n1.控煤。加强管理。（市甲局负责）\n附件1：分工表\n序号\t任务\t责任单位\n1\t治车\t市乙局",
    );
    let outline = outline(text.whole(), &mut Doubts::default());
    let table = outline.nodes.iter().find(|node| !node.rows.is_empty()).unwrap();
    assert!(outline.parent(table).is_none() && table.marker.is_none());
    let text = text_of(
        "某市要点\n1.控煤。加强管理。（市甲局负责）\n附件：\n1.名单\n2.分工表\n附件2\n序号\t任务\t责任单位\n1\t治车\t市乙局",
    );
    let outline = super::outline(text.whole(), &mut Doubts::default());
    assert_eq!(outline.nodes.iter().filter(|node| node.marker.is_some()).count(), 1);
}

#[test]
fn a_text_without_numbers_is_one_node() {
    let text = text_of("加强管理。\n抓好落实。");
    let outline = outline(text.whole(), &mut Doubts::default());
    assert!(outline.title.is_none());
    assert_eq!(outline.nodes.len(), 1);
    assert_eq!(outline.nodes[0].paragraphs.len(), 2);
}
