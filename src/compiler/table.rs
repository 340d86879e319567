//! Task tables: a row a measure, its units in columns that the head names.

use super::bounds;
use super::lists::{self, List, Said};
use super::responsibility::Note;
use super::roles::{self, Label};
use super::text::Passage;

/// Heads of the column of numbers.
const NUMBERS: &[&str] = &["序号", "编号", "项次"];
/// Heads of the column of tasks, the more telling first.
const TITLES: &[&str] =
    &["工作事项", "重点任务", "主要任务", "工作任务", "任务名称", "工作项目", "事项", "项目", "任务"];
/// Heads of the column of what is to be done, the more telling first.
const CONTENTS: &[&str] = &[
    "主要内容",
    "工作内容",
    "任务内容",
    "具体内容",
    "具体措施",
    "工作措施",
    "主要措施",
    "具体任务",
    "工作要求",
    "目标任务",
    "工作目标",
    "重点工作",
    "内容",
    "措施",
    "要求",
    "目标",
];
/// Heads of columns about offices inside a unit, which are no units.
const INSIDE: &[&str] = &["处室", "科室", "股室"];
/// Marks of an empty cell.
const EMPTY: &[char] = &['/', '—', '-', '－', ' '];

/// The columns of a table, by what they hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Columns {
    number: Option<usize>,
    title: Option<usize>,
    content: Option<usize>,
    labels: Vec<(usize, Label)>,
}

/// A row that holds a measure.
#[derive(Debug, Clone)]
pub(super) struct Row<'t> {
    /// The number of its task; none where the cell is merged with the one above.
    pub(super) number: Option<Passage<'t>>,
    /// The name of its task; none where the cell is merged with the one above.
    pub(super) title: Option<Passage<'t>>,
    /// What is to be done.
    pub(super) content: Passage<'t>,
    /// Who does it by when.
    pub(super) note: Option<Note<'t>>,
}

/// The cells of a line: between tabs, or between the bars of a Markdown table. Empty ones are kept.
pub(super) fn cells(line: Passage<'_>) -> Vec<Passage<'_>> {
    let bars = line.starts_with("|");
    let inner =
        if bars { line.cut(line.start() + 1, line.end() - usize::from(line.ends_with_any(&["|"]))) } else { line };
    let mark = if bars { '|' } else { '\t' };
    let marks = (inner.start()..inner.end()).filter(|at| inner.at(*at) == Some(mark));
    let mut from = inner.start();
    let mut cells = Vec::new();
    for at in marks.chain([inner.end()]) {
        cells.push(inner.cut(from, at).trim(&[' ']));
        from = at + 1;
    }
    cells
}

/// Whether a line is a row of a table.
pub(super) fn is_row(line: Passage<'_>) -> bool {
    line.starts_with("|") || line.contains("\t")
}

/// The columns that a head of a task table names.
pub(super) fn columns(line: Passage<'_>) -> Option<Columns> {
    const HEAD: usize = 20;
    let heads = cells(line);
    if !is_row(line) || heads.len() > bounds::COLUMNS {
        return None;
    }
    let heads: Vec<String> = heads.iter().map(ToString::to_string).collect();
    if heads.iter().any(|head| head.chars().count() > HEAD || head.contains(['：', '。'])) {
        return None;
    }
    let label = |head: &String| roles::column(head).filter(|_| !INSIDE.iter().any(|word| head.contains(word)));
    let labels: Vec<(usize, Label)> =
        heads.iter().enumerate().filter_map(|(i, head)| Some((i, label(head)?))).collect();
    let units = labels.iter().any(|(_, label)| matches!(label, Label::Units(_)));
    let free = |i: &usize| labels.iter().all(|(taken, _)| taken != i);
    let find = |words: &[&str], not: Option<usize>| {
        let holds = |word: &&str| {
            heads.iter().enumerate().position(|(i, head)| Some(i) != not && free(&i) && head.contains(*word))
        };
        words.iter().find_map(holds)
    };
    let content = find(CONTENTS, None);
    let title = find(TITLES, content);
    let number = find(NUMBERS, None);
    (units && (content.is_some() || title.is_some())).then_some(Columns { number, title, content, labels })
}

impl Columns {
    /// The row that a line holds; none for a line without content, such as a Markdown rule.
    pub(super) fn row<'t>(&self, line: Passage<'t>, above: Option<&Row<'t>>) -> Option<Row<'t>> {
        let cells = cells(line);
        let cell = |at: usize| cells.get(at).copied().filter(|cell| !cell.trim(EMPTY).is_empty());
        let number = self.number.and_then(cell);
        let title = self.title.and_then(cell);
        let content = self.content.and_then(cell).or(title).filter(|c| !c.trim(&['-', ':', '—', '：']).is_empty())?;
        let merged = if number.is_none() && title.is_none() { above } else { None };
        let note = self.note(&cells).or_else(|| merged.and_then(|row| merged_note(row, content)));
        Some(Row { number, title: title.filter(|_| self.content.is_some()), content, note })
    }

    fn note<'t>(&self, cells: &[Passage<'t>]) -> Option<Note<'t>> {
        let filled = self.labels.iter().filter_map(|(at, label)| Some((*label, *cells.get(*at)?)));
        let filled: Vec<(Label, Passage<'t>)> = filled.filter(|(_, cell)| !cell.trim(EMPTY).is_empty()).collect();
        let mut said = Said::default();
        for (label, cell) in &filled {
            read_cell(*label, *cell, &mut said);
        }
        let whole = filled.iter().map(|(_, cell)| *cell).reduce(Passage::through)?;
        let Said { lists, times, conventions } = said;
        (!lists.is_empty()).then_some(Note { whole, lists, times, conventions, unclosed: false })
    }
}

/// The note of the row above, for a row whose cells are merged with it.
fn merged_note<'t>(above: &Row<'t>, content: Passage<'t>) -> Option<Note<'t>> {
    let whole = content.from(content.end());
    above.note.as_ref().map(|note| Note { whole, ..note.clone() })
}

fn read_cell<'t>(label: Label, cell: Passage<'t>, said: &mut Said<'t>) {
    match label {
        Label::Units(role) => said.lists.extend(in_cell(role, cell)),
        Label::Time => said.times.push(cell),
        Label::Other => {}
    }
}

/// The lists in a cell: a cell may hold labels or verbs of its own.
fn in_cell(role: roles::Role, cell: Passage<'_>) -> Vec<List<'_>> {
    let own = lists::read(cell).lists;
    let told = own.iter().any(|list| !matches!(list.role, roles::Role::Bare));
    if told { own } else { vec![List { role, names: cell, duty: None }] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text_of;

    /// The rows of a made-up table: number | title | content | lists | deadlines.
    fn read(written: &str) -> Vec<String> {
        let text = text_of(written);
        let lines = text.whole().split(&['\n']);
        let columns = columns(lines[0]).unwrap();
        let mut rows: Vec<Row<'_>> = Vec::new();
        for line in &lines[1..] {
            rows.extend(columns.row(*line, rows.last()));
        }
        rows.iter().map(shown).collect()
    }

    fn shown(row: &Row<'_>) -> String {
        let word = |p: Option<Passage<'_>>| p.map(|p| p.to_string()).unwrap_or_default();
        let lists = row.note.iter().flat_map(|n| &n.lists).map(|l| format!("{:?} {}", l.role, l.names));
        let times = row.note.iter().flat_map(|n| &n.times).map(ToString::to_string);
        let said: Vec<String> = lists.chain(times).collect();
        format!("{}|{}|{}|{}", word(row.number), word(row.title), row.content, said.join("；"))
    }

    #[test]
    fn a_row_is_a_measure_and_its_columns_name_roles() {
        let rows = read(
            "序号\t工作事项\t主要内容\t牵头单位\t配合单位\t局内牵头处室\t完成时限\n\
             1\t育才。\t办好学校。\t各区政府\t市甲局、市乙局\t一处\t2025年6月\n\
             \t\t办好医院。\t市丙局\t/\t二处\t\n\
             \t\t办好社区。\t\t\t\t",
        );
        assert_eq!(rows[0], "1|育才。|办好学校。|Lead 各区政府；Support 市甲局、市乙局；2025年6月");
        assert_eq!(rows[1], "||办好医院。|Lead 市丙局");
        assert_eq!(rows[2], "||办好社区。|Lead 市丙局");
    }

    #[test]
    fn a_markdown_table_is_read_and_its_rule_is_no_row() {
        let rows = read("|序号|工作任务|责任单位|\n|---|:---|---|\n|1|办好学校|市甲局牵头，市乙局配合|");
        assert_eq!(rows, ["1||办好学校|Lead 市甲局；Support 市乙局"]);
    }

    #[test]
    fn a_table_of_something_else_has_no_such_head() {
        for head in ["城市\t达标率\t浓度", "序号\t项目\t投资", "责任单位：市甲局\t备注", "责任单位"]
        {
            assert!(columns(text_of(head).whole()).is_none(), "{head}");
        }
    }
}
