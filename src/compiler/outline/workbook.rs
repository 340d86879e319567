//! What a workbook of several sheets is called.

use std::collections::HashSet;

use super::title;
use crate::table::{self, Layout};
use crate::text::Passage;

/// The title of a workbook, and the name of its first sheet where that is no title.
#[derive(Debug, Default)]
pub(super) struct Head<'t> {
    /// The title.
    pub(super) title: Option<Passage<'t>>,
    /// The name of the first sheet.
    pub(super) name: Option<Passage<'t>>,
}

/// The head of a workbook, taken out of its lines: the title of its first sheet with tasks; where that has none, of another; else
/// the name of the first sheet, where it is one. Nothing where a document is of one table, or its first sheet has the title.
pub(super) fn head<'t>(lines: &mut Vec<Passage<'t>>, layout: &Layout) -> Head<'t> {
    let table = |line: &Passage<'t>| layout.at(line.span()).map(|place| place.table);
    let Some(first) = lines.first().copied().filter(|first| table(first).is_some()) else { return Head::default() };
    let named = layout.at(first.span()).is_some_and(|place| place.name);
    let title = if lines.iter().any(|line| table(line) != table(&first)) { title_of(lines, layout) } else { None };
    let other = title.filter(|title| named || table(title) != table(&first));
    let own = Some(first).filter(|name| named && title.is_none() && title::is_sure(*name));
    let head = Head { title: other.or(own), name: Some(first).filter(|_| named && own.is_none()) };
    let taken = [head.title, head.name].map(|line| line.map(Passage::start));
    lines.retain(|line| !taken.contains(&Some(line.start())));
    head
}

/// The line that is the title of the first sheet with tasks, or of the first that has one.
fn title_of<'t>(lines: &[Passage<'t>], layout: &Layout) -> Option<Passage<'t>> {
    let of_sheet = |line: &Passage<'t>| layout.at(line.span()).filter(|place| !place.name && place.row == 0);
    let titled = |line: &&Passage<'t>| of_sheet(line).is_some() && !table::is_row(**line) && title::is_sure(**line);
    let table = |line: &Passage<'t>| layout.at(line.span()).map(|place| place.table);
    let of_tasks: HashSet<_> = lines.iter().filter(|line| table::names_units(**line)).filter_map(table).collect();
    let mut titles = lines.iter().filter(titled);
    let first = titles.clone().next();
    titles.find(|title| table(title).is_some_and(|table| of_tasks.contains(&table))).or(first).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::Table;
    use crate::text::{Text, text_of};

    /// Sheets of a made-up workbook, `name` above each that has one.
    fn layout(text: &Text, sheets: &[(bool, usize)]) -> Layout {
        let mut spans = text.whole().split(&['\n']).into_iter().map(|line| line.span());
        let mut sheet = |(named, rows): &(bool, usize)| {
            let name = if *named { spans.next() } else { None };
            Table { name, rows: spans.by_ref().take(*rows).collect(), merged: Vec::new() }
        };
        let tables: Vec<Table> = sheets.iter().map(&mut sheet).collect();
        Layout::of(&tables, &[], |span| span)
    }

    fn read(written: &str, sheets: &[(bool, usize)]) -> (String, String, usize) {
        let text = text_of(written);
        let mut lines = text.whole().split(&['\n']);
        let head = head(&mut lines, &layout(&text, sheets));
        let word = |line: Option<Passage<'_>>| line.map(|line| line.to_string()).unwrap_or_default();
        (word(head.title), word(head.name), lines.len())
    }

    #[test]
    fn the_sheet_with_tasks_gives_a_workbook_its_title() {
        let tasks = "任务\n某市2025年任务清单\n序号\t任务\t责任单位\n1\t甲\t市甲局";
        assert_eq!(
            read(&format!("汇总\n类别\t数\n水\t2\n{tasks}"), &[(true, 2), (true, 3)]),
            ("某市2025年任务清单".to_owned(), "汇总".to_owned(), 5)
        );
        let targets = "某市2025年各县目标任务\n县\t值\n甲县\t3";
        assert_eq!(
            read(
                &format!("{targets}\n某市2025年任务清单\n序号\t任务\t责任单位\n1\t甲\t市甲局"),
                &[(false, 3), (false, 3)]
            )
            .0,
            "某市2025年任务清单"
        );
        assert_eq!(read("2025年任务清单\n任务\t数\n甲\t2\n其他\n乙\t3", &[(true, 2), (true, 1)]).0, "2025年任务清单");
        assert_eq!(read("某市2025年任务清单\n序号\t任务\t责任单位\n1\t甲\t市甲局", &[(false, 3)]).2, 3);
    }
}
