//! The outline: title, numbered headings with the paragraphs under them, annex.

mod styled;
mod title;
mod workbook;

use self::styled::Styled;
use super::annex;
use super::bounds;
use super::doubt::Doubts;
use super::heading::{self, Item, Level, Marker};
use super::mend;
use super::responsibility::Notes;
use super::sentence::first_sentence;
use super::table::{self, Layout, Part, Row, Table};
use super::text::Passage;

/// The document cut into its parts.
#[derive(Debug, Default)]
pub(super) struct Outline<'t> {
    /// The line above everything else.
    pub(super) title: Option<Passage<'t>>,
    /// The headings in the order of the document; the first holds what stands before any number.
    pub(super) nodes: Vec<Node<'t>>,
    /// The lines of the annex, its heading included.
    pub(super) annex: Vec<Passage<'t>>,
    /// The heads of task tables, and what names tasks and chapters in them.
    names: Vec<Passage<'t>>,
    /// How many rows of tables were read.
    rows: usize,
    /// What opens tasks in a document without numbers of other kinds.
    items: Vec<Item>,
    /// How headings without numbers are levels.
    styled: Styled,
    /// The title of a further plan in the document, for what follows it.
    plan: Option<Passage<'t>>,
    /// The notes of its paragraphs.
    pub(super) notes: Notes<'t>,
    /// What stands behind so much that it is not read.
    pub(super) unread: Option<Passage<'t>>,
}

/// A numbered heading and what stands under it, down to the next number.
#[derive(Debug, Default)]
pub(super) struct Node<'t> {
    /// The number; none before the first.
    pub(super) marker: Option<Marker>,
    /// The node above this one, as its position in [`Outline::nodes`].
    pub(super) parent: Option<usize>,
    /// Its number and the first sentence behind it.
    pub(super) heading: Option<Passage<'t>>,
    /// The line of the heading after its number, then the paragraphs under it.
    pub(super) paragraphs: Vec<Passage<'t>>,
    /// The rows of a task table under it.
    pub(super) rows: Vec<Row<'t>>,
    /// The title of the further plan that it is a part of.
    pub(super) plan: Option<Passage<'t>>,
}

impl Node<'_> {
    /// The level of its heading.
    pub(super) fn level(&self) -> Option<Level> {
        self.marker.as_ref().map(|m| m.level)
    }
}

/// Reads the outline of a mended text: a paragraph a line.
pub(super) fn outline<'t>(text: Passage<'t>, doubts: &mut Doubts) -> Outline<'t> {
    with_tables(text, &Layout::default(), doubts)
}

/// Reads the outline of a text of whose tables the file tells more.
pub(super) fn with_tables<'t>(text: Passage<'t>, layout: &Layout, doubts: &mut Doubts) -> Outline<'t> {
    let outline = by_items(text, Vec::new(), layout, doubts);
    let items = if outline.is_numbered() { Vec::new() } else { heading::items(&text.split(&['\n'])) };
    if items.is_empty() { outline } else { by_items(text, items, layout, &mut Doubts::default()) }
}

/// Reads the outline where items of these kinds open tasks.
fn by_items<'t>(text: Passage<'t>, items: Vec<Item>, layout: &Layout, doubts: &mut Doubts) -> Outline<'t> {
    let mut outline = Outline { nodes: vec![Node::default()], items, ..Outline::default() };
    let mut lines = text.split(&['\n']);
    let beyond = lines.get(bounds::LINES).copied();
    lines.truncate(bounds::LINES);
    let workbook = workbook::head(&mut lines, layout);
    (outline.title, outline.names) = (workbook.title, workbook.name.into_iter().collect());
    outline.title = outline.title.or_else(|| title::over_lines(&mut lines));
    outline.styled = Styled::of(&lines, layout);
    outline.take_lines(&lines, layout, doubts);
    outline.unread = outline.unread.or(beyond).map(|line| text.from(line.start()));
    if let Some(unread) = outline.unread {
        let (lines, headings) = (bounds::LINES, bounds::HEADINGS);
        doubts.refuse(unread, format!("文件太长（上限：{lines} 段，{headings} 个标题和表格行），从这里起没有再读"));
    }
    outline
}

impl<'t> Outline<'t> {
    fn take_lines(&mut self, lines: &[Passage<'t>], layout: &Layout, doubts: &mut Doubts) {
        let assigning = |line: &Passage<'t>| self.notes.assign(*line) || table::names_units(*line);
        let last = lines.iter().rposition(assigning); // an annex is what comes behind the last note
        let mut open: Option<Table<'t>> = None;
        let mut at = 0;
        while let Some(line) = lines.get(at).copied() {
            if self.is_full() || line.is_spent() {
                self.unread = Some(line);
                return;
            }
            let behind = self.has_begun() && last.is_none_or(|last| at > last);
            if behind && (!self.annex.is_empty() || mend::is_annex(line)) {
                self.annex.push(line);
                at += 1;
                continue;
            }
            let rest = lines.get(at..).unwrap_or_default();
            let rows = table::length(rest, layout, open.is_some());
            let targets = (behind || layout.at(line.span()).is_some()) && self.has_begun();
            if let Some(block) = rest.get(..rows).filter(|block| targets && annex::are_targets(block, layout)) {
                self.annex.extend(block);
                at += rows;
                continue;
            }
            if let Some((card, length)) = if rows == 0 { table::card_of_lines(rest, doubts) } else { None } {
                self.take_table(card);
                at += length;
                continue;
            }
            if rows == 0 && self.has_begun() && title::opens_plan(line, rest.get(1).copied()) {
                self.open_plan(line);
            } else if rows == 0 && !self.take_styled(line, layout) && !self.take_heading(line, rest.get(1).copied()) {
                open = None;
                self.take_paragraph(line);
            }
            self.take_table(table::read(rest.get(..rows).unwrap_or_default(), layout, &mut open, doubts));
            at += rows.max(1);
        }
    }

    /// Takes what the lines of a table are, as many as are read.
    fn take_table(&mut self, parts: Vec<Part<'t>>) {
        for part in parts {
            if self.is_full() {
                self.unread = self.unread.or(part.written());
                return;
            }
            match part {
                Part::Head(line) => self.names.push(line),
                Part::Row(row) => self.take_row(*row),
                Part::Text(line) if self.take_heading(line, None) => {}
                Part::Text(line) => self.take_paragraph(line),
                Part::Left => {}
            }
        }
    }

    /// As many headings and rows were read as any plan has.
    fn is_full(&self) -> bool {
        self.nodes.len() + self.rows > bounds::HEADINGS
    }

    fn has_begun(&self) -> bool {
        self.title.is_some() || self.nodes.len() > 1
    }

    /// Nothing but the title has been read.
    fn is_only_title(&self) -> bool {
        self.nodes.len() == 1 && self.nodes.iter().all(|node| node.paragraphs.is_empty() && node.rows.is_empty())
    }

    fn open(&mut self, marker: Marker, line: Passage<'t>) {
        let rest = line.from(line.start() + marker.len);
        let parent = self.above(marker.level);
        let end = first_sentence(rest).map_or(rest.start(), |sentence| sentence.end() + 1);
        let (heading, marker, plan) = (Some(line.to(end)), Some(marker), self.plan);
        self.nodes.push(Node { marker, parent, heading, paragraphs: vec![rest], rows: Vec::new(), plan });
    }

    /// The nearest node before that stands above a level: up the parents of the last one, since none between is higher.
    fn above(&self, level: Level) -> Option<usize> {
        let mut at = self.nodes.len().checked_sub(1);
        while let Some(node) = at.and_then(|i| self.nodes.get(i)) {
            if node.level().is_some_and(|l| l < level) {
                return at;
            }
            at = node.parent;
        }
        None
    }

    /// A heading that only the file tells, once the title is known.
    fn take_styled(&mut self, line: Passage<'t>, layout: &Layout) -> bool {
        let Some(marker) = self.styled.marker(line, layout) else { return false };
        let bare = self.has_begun() && heading::marker(line).is_none() && !mend::is_annex(line);
        let opens = bare && !self.notes.assign(line);
        if opens {
            self.open(marker, line);
        }
        opens
    }

    fn take_heading(&mut self, line: Passage<'t>, next: Option<Passage<'t>>) -> bool {
        if self.open_annex(line) {
            return true;
        }
        let item = || self.items.iter().find_map(|item| item.marker(line, self.nodes.len()));
        // The paragraphs of a node are looked at only for a line that goes on from it.
        let goes_on = || {
            let last = self.nodes.last()?;
            let marker = heading::continued(line, last.marker.as_ref()?)?;
            last.paragraphs.iter().all(|p| heading::item(*p).is_none()).then_some(marker)
        };
        let marker = heading::marker(line).or_else(|| heading::alone(line, next?)).or_else(item).or_else(goes_on);
        marker.map(|marker| self.open(marker, line)).is_some()
    }

    /// 附件： with a list of annexes behind it: their names are no tasks.
    fn goes_on_with_annexes(&self, line: Passage<'t>) -> bool {
        const NAME: usize = 50;
        let listed = |heading: Passage<'_>| heading.ends_with_any(&["："]) || heading::marker(heading).is_some();
        let is_list = |node: &Node<'t>| node.marker.is_none() && node.paragraphs.is_empty() && node.rows.is_empty();
        let last = self.nodes.last().filter(|node| is_list(node)).and_then(|node| node.heading);
        let name = heading::marker(line).is_some_and(|marker| marker.level == Level::Task);
        name && last.is_some_and(listed) && line.len() <= NAME && !line.contains_any(&["。", "；", "："])
    }

    /// What stands in an annex with tasks of its own belongs to no section before it.
    fn open_annex(&mut self, line: Passage<'t>) -> bool {
        let opens = self.nodes.len() > 1 && mend::is_annex(line);
        let opens = opens || self.goes_on_with_annexes(line) || (self.nodes.len() > 1 && styled::is_box(line));
        if opens {
            self.nodes.push(Node { heading: Some(line), plan: self.plan, ..Node::default() });
        }
        opens
    }

    /// What stands below the title of a further plan belongs to nothing before it.
    fn open_plan(&mut self, title: Passage<'t>) {
        self.plan = Some(title);
        self.nodes.push(Node { heading: Some(title), plan: self.plan, ..Node::default() });
    }

    fn take_paragraph(&mut self, line: Passage<'t>) {
        let begun = self.has_begun();
        let title = if begun { None } else { title::title(line) };
        let line = match title {
            Some((title, rest)) => {
                self.title = Some(title);
                rest
            }
            None => line,
        };
        if let Some(title) = self.title.filter(|title| self.is_only_title() && title::goes_on(*title, line)) {
            self.title = Some(title.through(line));
            return;
        }
        self.close_table();
        if line.is_empty() {
            return;
        }
        if !begun && mend::is_annex(line) {
            return self.names.push(line); // 附件 above the title of what was attached
        }
        if let Some(node) = self.nodes.last_mut() {
            node.paragraphs.push(line);
        }
    }

    /// Text behind a table stands for itself, so that everything keeps its order.
    fn close_table(&mut self) {
        let Some(node) = self.nodes.last().filter(|node| !node.rows.is_empty()) else { return };
        let parent = if node.marker.is_some() { self.nodes.len().checked_sub(1) } else { node.parent };
        self.nodes.push(Node { parent, plan: self.plan, ..Node::default() });
    }

    fn take_row(&mut self, row: Row<'t>) {
        if let Some(node) = self.nodes.last_mut() {
            node.rows.push(row);
            self.rows += 1;
        }
    }

    /// The title, the heads of tables and the headings: numbers with the first sentence behind them.
    pub(super) fn headings(&self) -> Vec<Passage<'t>> {
        let numbered = self.nodes.iter().filter_map(|node| node.heading);
        self.title.into_iter().chain(self.names.iter().copied()).chain(numbered).collect()
    }

    /// Whether it has headings or task tables.
    pub(super) fn is_numbered(&self) -> bool {
        self.nodes.len() > 1 || self.nodes.iter().any(|node| !node.rows.is_empty())
    }

    /// The node that a node stands under.
    pub(super) fn parent(&self, node: &Node<'t>) -> Option<&Node<'t>> {
        node.parent.and_then(|i| self.nodes.get(i))
    }
}

#[cfg(test)]
mod tests;
