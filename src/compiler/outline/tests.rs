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

/// The sections, numbers and titles of the tasks of a made-up file, with what is doubted.
fn tasks(name: &str, written: &str) -> (Vec<String>, Vec<String>) {
    let registry = crate::UnitRegistry::guangxi().unwrap();
    let options = crate::Options { registry: &registry, year: None };
    let draft = crate::compile_file(name, written.as_bytes(), &options).unwrap();
    let shown = |task: &duban_domain::draft::DraftTask| {
        let dates = task.measures.iter().flat_map(|m| &m.milestones).filter_map(|m| m.due).map(|d| d.to_string());
        let dates: Vec<String> = dates.collect();
        format!("[{}{}] {} {} {}", task.section, task.section_title, task.number, task.title, dates.join(" "))
            .trim()
            .to_owned()
    };
    let doubts = draft.problems.iter().map(|problem| format!("{} {}", problem.quote, problem.message));
    (draft.tasks.iter().map(shown).collect(), doubts.collect())
}

#[test]
fn numbers_with_points_are_headings_below_a_bare_number() {
    let (tasks, doubts) = tasks(
        "made-up.txt",
        "某市2025年节水方案\n1 总体要求\n1.1 指导思想\n坚持节水。\n2 重点任务\n2.1 农业节水\n2.1.1 改造灌区。9月底前改造灌区3处。（市甲局牵头）\n2.1.2 推广滴灌。推广滴灌2万亩。（市乙局牵头）\n2.2 城镇节水\n更换管网50公里。（市丙局牵头）\n3 保障措施\n3.1 加强领导。成立专班。",
    );
    assert_eq!(
        tasks,
        ["[2.1农业节水] 2.1.1 改造灌区 2025-09-30", "[2.1农业节水] 2.1.2 推广滴灌", "[2重点任务] 2.2 城镇节水",]
    );
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn items_open_tasks_where_nothing_else_does() {
    for (written, tasks) in [
        ("●巡查。每月巡查。（市甲局牵头）\n●改造。6月底前改造。（市乙局牵头）", ["[] 1 巡查", "[] 2 改造 2025-06-30"]),
        (
            "第一，巡查。开展巡查。（市甲局牵头）\n第二，改造。6月底前改造。（市乙局牵头）",
            ["[] 第一 巡查", "[] 第二 改造 2025-06-30"],
        ),
        (
            "A.巡查。开展巡查。（市甲局牵头）\nB.改造。6月底前改造。（市乙局牵头）",
            ["[] A 巡查", "[] B 改造 2025-06-30"],
        ),
    ] {
        assert_eq!(self::tasks("made-up.txt", &format!("某市2025年要点\n{written}")).0, tasks, "{written}");
    }
    let numbered = "某市2025年要点\n1.治水。开展治水。\n●巡查。（市甲局牵头）\n●改造。（市乙局牵头）";
    assert_eq!(tasks("made-up.txt", numbered).0, ["[] 1 治水"]);
}

#[test]
fn headings_that_only_the_file_tells_are_sections_and_tasks() {
    let (tasks, doubts) = tasks(
        "made-up.md",
        "# 某市2025年方案\n\n## 重点任务\n\n### 提速审批\n\n6月底前压减材料。（市甲局牵头）\n\n### 优化用电\n\n安装电表200块。（市乙局牵头）\n\n## 保障措施\n\n### 加强领导\n\n成立专班。",
    );
    assert_eq!(tasks, ["[重点任务] 1 提速审批 2025-06-30", "[重点任务] 2 优化用电"]);
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn a_further_plan_has_its_own_year_and_that_is_said() {
    let (tasks, doubts) = tasks(
        "made-up.txt",
        "某市2025年治水工作计划\n一、任务\n1.排口。6月底前整治。（市甲局牵头）\n附件2\n某市2026年治气工作计划\n一、任务\n1.锅炉。9月底前淘汰。（市乙局牵头）",
    );
    assert_eq!(tasks, ["[一任务] 1 排口 2025-06-30", "[一任务] 1 锅炉 2026-09-30"]);
    assert_eq!(doubts.len(), 1, "{doubts:?}");
    assert!(
        doubts[0].starts_with("某市2026年治气工作计划 像是另一份计划，其中未写年份的时限按 2026 年读"),
        "{doubts:?}"
    );
}

#[test]
fn a_section_names_one_of_several_years() {
    let (tasks, doubts) = tasks(
        "made-up.txt",
        "某市治水行动计划（2025—2027年）\n一、2025年任务\n1.排口。6月底前整治。（市甲局牵头）\n二、2026年任务\n2.管网。9月底前改造。（市乙局牵头）\n三、长期任务\n3.水质。9月底前评估。（市丙局牵头）",
    );
    assert_eq!(tasks, ["[一2025年任务] 1 排口 2025-06-30", "[二2026年任务] 2 管网 2026-09-30", "[三长期任务] 3 水质"]);
    assert_eq!(doubts.len(), 1, "{doubts:?}");
}

#[test]
fn a_box_belongs_to_no_task_and_a_signature_is_not_doubted() {
    let (tasks, doubts) = tasks(
        "made-up.txt",
        "某市2025年要点\n1.上线。上线20项。（市甲局牵头）\n专栏1 重点工程\n新增服务器200台。\n2.巡查。开展巡查。（市乙局牵头）\n某市人民政府办公室\n2025年3月18日",
    );
    assert_eq!(tasks, ["[] 1 上线", "[] 2 巡查"]);
    assert!(doubts.is_empty(), "{doubts:?}");
}

#[test]
fn who_passed_a_plan_is_no_part_of_its_title() {
    let registry = crate::UnitRegistry::guangxi().unwrap();
    let text =
        "石桥县2025年法治建设\n工作要点\n（县委第七次会议审议通过）\n一、任务\n1.普法。开展普法。（县司法局牵头）";
    let draft = crate::compile(text, &crate::Options { registry: &registry, year: None });
    assert_eq!(draft.plan.title, "石桥县2025年法治建设工作要点");
}
