//! The head of a task table: one row of names, or two or three that are joined into one name a column.

use super::cell;
use super::cells::{cells, is_row};
use super::columns::{self, Column, Head};
use super::figures;
use super::grid::{From, Line};
use super::holds::Holds;
use super::idle::numbers_columns;
use crate::annex::cell::{is_place_head, is_unit, number};
use crate::bounds;
use crate::heading;
use crate::roles::Role;
use crate::text::{Passage, Terms};

/// The name of a column is no longer.
const NAME: usize = 24;
/// Words of the names of columns of units.
const UNIT_WORDS: &Terms = &Terms::new(&[
    "单位", "部门", "牵头", "责任", "主体", "配合", "分工", "负责", "承办", "机构", "主责", "主办", "协办", "实施",
    "落实", "协助", "参与", "主管", "属地", "统筹",
]);
/// A head has no more rows.
const ROWS: usize = 3;

/// The columns that a head at the beginning of some rows names, and how many rows it has; none where they begin with no head.
/// `labelled`: rows below say who does it, so that no column needs to.
pub(crate) fn head<'t>(lines: &[Line<'t>], labelled: bool) -> Option<(Vec<Column<'t>>, usize)> {
    let first = lines.first()?;
    let mut rows = 1;
    while rows < ROWS && lines.get(rows).is_some_and(|line| are_names(line) && goes_on(first, line)) {
        rows += 1;
    }
    (1..=rows).rev().find_map(|rows| Some((columns(lines.get(..rows)?, lines.get(rows..)?, labelled)?, rows)))
}

/// Whether a column holds nothing but figures in the first rows below its head.
fn is_of_figures(below: &[Line<'_>], column: usize) -> bool {
    let cells: Vec<Passage<'_>> = below.iter().take(ROWS).filter_map(|line| line.own(column)).collect();
    !cells.is_empty() && cells.iter().all(|cell| number(*cell).is_some())
}

/// Whether some rows may begin with a head: a quick look.
pub(super) fn may_begin(lines: &[Line<'_>], labelled: bool) -> bool {
    let units = || lines.iter().take(ROWS).any(|line| may_name_units(line.whole));
    lines.first().is_some_and(are_names) && (labelled || units())
}

/// Whether a line has a word that the names of columns of units have: a quick look.
fn may_name_units(line: Passage<'_>) -> bool {
    const LONGEST: usize = 2_000;
    line.len() <= LONGEST && line.contains_any(UNIT_WORDS)
}

/// Whether a line of a table has the name of a column of units: it belongs to the head of a task table.
pub(crate) fn names_units(line: Passage<'_>) -> bool {
    if !is_row(line) || !may_name_units(line) {
        return false;
    }
    let cells = cells(line);
    let units = |cell: &Passage<'_>| cell.len() <= NAME && matches!(columns::holds(&name(*cell)), Holds::Units(_));
    cells.len() <= bounds::COLUMNS && cells.iter().any(units)
}

/// Whether a line of a table is a row of names of columns, most of which are known.
pub(crate) fn names_columns(line: Passage<'_>) -> bool {
    const LONGEST: usize = 600;
    if !is_row(line) || line.len() > LONGEST {
        return false;
    }
    let cells = cells(line);
    let is_known = |cell: &Passage<'_>| cell.len() <= NAME && columns::holds(&name(*cell)).tells_a_head();
    let filled = cells.iter().filter(|cell| !cell.is_empty());
    let (mut known, mut left) = (0, filled.clone().count());
    let most = left;
    for cell in filled {
        if (known + left) * 2 <= most {
            return false; // a row of data: most of its cells are no names
        }
        (known, left) = (known + usize::from(is_known(cell)), left - 1);
    }
    known > 1 && known * 2 > most
}

/// Whether the cells of a row may be names of columns.
fn are_names(line: &Line<'_>) -> bool {
    let figure = |words: Passage<'_>| words.chars().iter().all(char::is_ascii_digit);
    let labelled = |words: Passage<'_>| words.contains("：") && words.strip_prefix(&["其中："]).is_none();
    let short = |words: Passage<'_>| words.len() <= NAME && !words.contains("。") && !labelled(words) && !figure(words);
    line.cells.len() > 1 && line.cells.len() <= bounds::COLUMNS && line.filled().all(|(_, words)| short(words))
}

/// Whether a row is the lower part of a head: what it has of its own are names, and something above reaches down to it or over it.
fn goes_on(first: &Line<'_>, line: &Line<'_>) -> bool {
    let own: Vec<(usize, Passage<'_>)> = line.filled().collect();
    let below = |at: usize| line.cell(at).is_some_and(|cell| cell.from == From::Above && !cell.words.is_empty());
    let merged = (0..line.cells.len()).any(below);
    let is_name = |name: &str| columns::holds(name).tells_a_head() || columns::is_year(name);
    let upper = |at: usize| (0..=at).rev().find_map(|at| first.own(at));
    let timed = |at: usize| upper(at).is_some_and(|upper| columns::holds(&name(upper)) == Holds::Time);
    let is_act = |at: usize, words| columns::holds(&name(words)) == Holds::Act && timed(at); // 开工 under 时限要求
    let names = own.iter().filter(|(at, words)| is_name(&name(*words)) || is_act(*at, *words)).count();
    let free = |at: &(usize, Passage<'_>)| first.own(at.0).is_none();
    let wide = |at: usize| first.cell(at).is_some_and(|cell| cell.from == From::Before) || is_repeated(first, at);
    let under = own.iter().any(free) && names * 2 > own.len();
    let under = under || own.iter().all(|(at, _)| wide(*at)) && names * 2 >= own.len();
    !own.is_empty() && (merged || (under && line.own(0).is_none()))
}

/// Whether a name stands twice side by side: a name over several columns, where cells cannot be merged.
fn is_repeated(first: &Line<'_>, at: usize) -> bool {
    let name = |at: usize| first.own(at).map(name);
    let beside = |other: Option<usize>| other.and_then(name).is_some_and(|other| name(at) == Some(other));
    beside(at.checked_sub(1)) || beside(at.checked_add(1))
}

/// A name without the breaks of its line and a number before it: 一、任务.
pub(crate) fn name(words: Passage<'_>) -> String {
    let numbered = heading::marker(words).map_or(words, |marker| words.from(words.start() + marker.len));
    let words = if numbered.is_empty() { words } else { numbered };
    words.chars().iter().filter(|c| !matches!(c, '；' | ' ' | '*')).collect()
}

fn columns<'t>(rows: &[Line<'t>], below: &[Line<'t>], labelled: bool) -> Option<Vec<Column<'t>>> {
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let mut columns: Vec<Column<'t>> = (0..width).map(|column| Column::below(&over(rows, column))).collect();
    columns::settle_years(&mut columns);
    let titles = columns.iter_mut().enumerate().filter(|(_, column)| column.holds == Holds::Title);
    let mut figures: Vec<&mut Column<'_>> =
        titles.filter(|(at, _)| is_of_figures(below, *at)).map(|(_, column)| column).collect();
    figures.iter_mut().for_each(|column| column.holds = Holds::Figure);
    let of_places = !figures.is_empty() || name_figures(&mut columns, below);
    name_tasks(&mut columns, of_places);
    name_by_cells(&mut columns, below);
    let has = |wanted: fn(&Holds) -> bool| columns.iter().any(|column| wanted(&column.holds));
    let named = || rows.first().is_some_and(|row| names_columns(row.whole));
    let units = has(|holds| matches!(holds, Holds::Units(_))) || (labelled && named());
    (units && has(|holds| matches!(holds, Holds::Title | Holds::Content))).then(|| settled(columns))
}

/// The names over a column. Where the file does not tell what is merged, a name in an upper row stands over the empty cells
/// behind it that have a name below.
fn over<'t>(rows: &[Line<'t>], column: usize) -> Head<'t> {
    let mut head = Head::default();
    for (i, row) in rows.iter().enumerate() {
        let here = row.cell(column).map(|cell| cell.words).filter(|words| !words.is_empty());
        let below = || rows.get(i + 1..).unwrap_or_default().iter().any(|row| row.own(column).is_some());
        let beside = || (0..column).rev().find_map(|at| row.own(at)).filter(|_| below());
        let Some(words) = here.or_else(beside) else { continue };
        let name = name(words);
        if head.names.last() != Some(&name) {
            head.names.push(name);
            head.at = Some(words);
        }
    }
    head
}

/// Where no column is known to name tasks, one does that stands before what is to be done: 小区 before 改造内容. Where nothing
/// says what is to be done, but who does it by when, it is the first. What figures are of may be places, too.
fn name_tasks(columns: &mut [Column<'_>], of_places: bool) {
    let first = |wanted: Holds| columns.iter().position(|column| column.holds == wanted);
    let before = first(Holds::Content).or_else(|| first(Holds::Time).map(|_| columns.len()));
    let Some(before) = before.filter(|_| first(Holds::Title).is_none()) else { return };
    let named = |column: &&mut Column<'_>| column.holds == Holds::Unknown && may_name(column, of_places);
    if let Some(column) = columns.iter_mut().take(before).find(named) {
        (column.holds, column.guessed) = (Holds::Title, true);
    }
}

/// Where nothing names tasks or says what is to be done, figures of a thing with its unit of measure do, for each place: 淘汰台数（台）.
/// Whether there are any.
fn name_figures(columns: &mut [Column<'_>], below: &[Line<'_>]) -> bool {
    if columns.iter().any(|column| matches!(column.holds, Holds::Title | Holds::Content)) {
        return false;
    }
    let measured = |column: &Column<'_>| {
        let (_, unit) = figures::apart(column.head?);
        unit.filter(|_| column.holds == Holds::Unknown && !is_money(&column.name))
    };
    let found =
        columns.iter_mut().enumerate().filter(|(at, column)| measured(column).is_some() && is_of_figures(below, *at));
    found.map(|(_, column)| column.holds = Holds::Figure).count() > 0
}

fn is_money(name: &str) -> bool {
    ["投资", "资金", "经费", "预算", "金额", "元"].iter().any(|word| name.contains(word))
}

/// What is only called 单位 holds units of measure, or units where no other column does: its first rows tell. Where there is
/// no such column either, offices inside of a unit do it: 责任处室.
fn name_by_cells(columns: &mut [Column<'_>], below: &[Line<'_>]) {
    const NAMES: &[&str] = &["单位", "部门", "单位（部门）", "部门（单位）", "责任", "主体", "单位名称"];
    let rows = || below.iter().filter(|line| !numbers_columns(line)).take(ROWS);
    let cells = |at: usize| rows().filter_map(move |line| line.own(at));
    let measures = |at: usize| cells(at).filter(|cell| is_unit(*cell)).count() * 2 > cells(at).count();
    let all = |at: usize, wanted: fn(Passage<'_>) -> bool| cells(at).next().is_some() && cells(at).all(wanted);
    let known = columns.iter().filter(|column| !matches!(column.holds, Holds::Unknown | Holds::Number)).count();
    let units = columns.iter().any(|column| matches!(column.holds, Holds::Units(_)));
    for (at, column) in columns.iter_mut().enumerate().filter(|(_, column)| NAMES.contains(&column.name.as_str())) {
        match () {
            () if measures(at) => column.holds = Holds::Measure,
            () if !units && known > 1 && all(at, cell::names_units) => column.holds = Holds::Units(Role::Responsible),
            () => {}
        }
    }
    if !columns.iter().any(|column| matches!(column.holds, Holds::Units(role) if role != Role::Guide)) {
        for column in columns.iter_mut() {
            column.holds = office(&column.name).map_or(column.holds, Holds::Units);
        }
    }
}

/// What offices inside of a unit do by the name of their column: 牵头处室, 配合科室.
fn office(name: &str) -> Option<Role> {
    const ROLES: &[(&str, Role)] = &[
        ("牵头", Role::Lead),
        ("主办", Role::Lead),
        ("配合", Role::Support),
        ("协办", Role::Support),
        ("协同", Role::Support),
        ("协助", Role::Support),
        ("参与", Role::Support),
        ("责任", Role::Responsible),
        ("承办", Role::Responsible),
        ("负责", Role::Responsible),
    ];
    let word = ["处室", "科室", "股室", "科（室）", "处（室）"].iter().find_map(|end| name.strip_suffix(end))?;
    ROLES.iter().find(|(role, _)| *role == word).map(|(_, role)| *role)
}

/// Whether what stands below a name may be names of tasks: no figures, places or persons.
fn may_name(column: &Column<'_>, of_places: bool) -> bool {
    let name = column.name.as_str();
    let other = name.contains(|c: char| c.is_ascii_digit() || "（()率量数额值人".contains(c));
    let place = column.head.is_some_and(is_place_head);
    !name.is_empty() && if place { of_places } else { !other && column.head.is_some() }
}

/// One column holds the title; others that look like it hold content, or a remark where they tell of what is amiss.
pub(super) fn settled(mut columns: Vec<Column<'_>>) -> Vec<Column<'_>> {
    let holds = |column: &Column<'_>| if column.name.contains("问题") { Holds::Remark } else { Holds::Content };
    let titles = columns.iter_mut().filter(|column| column.holds == Holds::Title).skip(1);
    titles.for_each(|column| column.holds = holds(column));
    let by_when = |column: &Column<'_>| column.holds == Holds::Time;
    if columns.iter().any(|column| by_when(column) && !columns::is_act_time(&column.name)) {
        let acts = columns.iter_mut().filter(|column| by_when(column) && columns::is_act_time(&column.name));
        acts.for_each(|column| column.holds = Holds::Act); // 验收时间 beside 整改时限
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::{Layout, grid};
    use crate::text::text_of;

    fn read(written: &str) -> Option<(Vec<Holds>, usize)> {
        let text = text_of(written);
        let lines = grid::lines(&text.whole().split(&['\n']), &Layout::default());
        head(&lines, false).map(|(columns, rows)| (columns.iter().map(|column| column.holds).collect(), rows))
    }

    #[test]
    fn heads_of_two_rows_are_joined_and_the_lower_tells_more() {
        let written = "序号\t重点任务\t\t责任分工\t\t完成时限\n\t任务\t措施\t牵头单位\t责任单位\t\n1\t甲\t乙\t市甲局\t市乙局\t6月";
        let (columns, rows) = read(written).unwrap();
        let units = [Holds::Units(Role::Lead), Holds::Units(Role::Responsible)];
        assert_eq!(rows, 2);
        assert_eq!(columns, [&[Holds::Number, Holds::Title, Holds::Content][..], &units, &[Holds::Time]].concat());
    }

    #[test]
    fn names_may_stand_in_any_order_and_a_row_of_data_is_no_second_head() {
        let (columns, rows) = read("完成时限\t牵头单位\t措施\t任务\n\t市甲局\t整治\t排口").unwrap();
        assert_eq!((rows, columns[0], columns[3]), (1, Holds::Time, Holds::Title));
    }

    #[test]
    fn a_table_of_something_else_has_no_such_head() {
        for head in ["城市\t达标率\t浓度", "序号\t项目\t投资", "责任单位：市甲局\t备注", "责任单位", "姓名\t单位\t电话"]
        {
            assert!(read(head).is_none(), "{head}");
        }
    }
}
