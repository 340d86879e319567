//! The outline: title, numbered headings with the paragraphs under them, annex.

use super::heading::{self, Level, Marker};
use super::mend;
use super::text::Passage;

/// A title is not longer than this.
const TITLE_LENGTH: usize = 90;

/// The document cut into its parts.
#[derive(Debug, Default)]
pub(super) struct Outline<'t> {
    /// The line above everything else.
    pub(super) title: Option<Passage<'t>>,
    /// The headings in the order of the document; the first holds what stands before any number.
    pub(super) nodes: Vec<Node<'t>>,
    /// The lines of the annex, its heading included.
    pub(super) annex: Vec<Passage<'t>>,
}

/// A numbered heading and what stands under it, down to the next number.
#[derive(Debug, Default)]
pub(super) struct Node<'t> {
    /// The number; none before the first.
    pub(super) marker: Option<Marker>,
    /// The node above this one, as its position in [`Outline::nodes`].
    pub(super) parent: Option<usize>,
    /// The line of the heading after its number, then the paragraphs under it.
    pub(super) paragraphs: Vec<Passage<'t>>,
}

impl Node<'_> {
    /// The level of its heading.
    pub(super) fn level(&self) -> Option<Level> {
        self.marker.as_ref().map(|m| m.level)
    }
}

/// Reads the outline of a mended text: a paragraph a line.
pub(super) fn outline(text: Passage<'_>) -> Outline<'_> {
    let mut outline = Outline { nodes: vec![Node::default()], ..Outline::default() };
    for line in text.split(&['\n']) {
        let begun = outline.title.is_some() || outline.nodes.len() > 1;
        if begun && (!outline.annex.is_empty() || mend::is_annex(line)) {
            outline.annex.push(line);
        } else if let Some(marker) = heading::marker(line) {
            outline.open(marker, line);
        } else if !begun && is_title(line) {
            outline.title = Some(line);
        } else if let Some(node) = outline.nodes.last_mut() {
            node.paragraphs.push(line);
        }
    }
    outline
}

impl<'t> Outline<'t> {
    fn open(&mut self, marker: Marker, line: Passage<'t>) {
        let rest = line.from(line.start() + marker.len);
        let parent = self.nodes.iter().rposition(|n| n.level().is_some_and(|l| l < marker.level));
        self.nodes.push(Node { marker: Some(marker), parent, paragraphs: vec![rest] });
    }

    /// The node that a node stands under.
    pub(super) fn parent(&self, node: &Node<'t>) -> Option<&Node<'t>> {
        node.parent.and_then(|i| self.nodes.get(i))
    }
}

fn is_title(line: Passage<'_>) -> bool {
    line.len() <= TITLE_LENGTH && !mend::is_annex(line) && !line.contains_any(&["。", "\t", "；", "|"])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiler::text::text_of;

    #[test]
    fn a_task_stands_under_its_section() {
        let text =
            text_of("某市工作要点\n前言。\n一、目标\n二、任务\n（一）能源\n1.控煤。加强管理。\n再一段。\n附件1\n表");
        let outline = outline(text.whole());
        assert_eq!(outline.title.map(|t| t.to_string()).as_deref(), Some("某市工作要点"));
        let task = outline.nodes.last().unwrap();
        assert_eq!(task.paragraphs.len(), 2);
        let section = outline.parent(task).unwrap();
        assert_eq!(section.marker.as_ref().unwrap().number, "（一）");
        assert_eq!(outline.parent(section).unwrap().paragraphs[0].to_string(), "任务");
        assert_eq!(outline.annex.len(), 2);
    }

    #[test]
    fn a_text_without_numbers_is_one_node() {
        let text = text_of("加强管理。\n抓好落实。");
        let outline = outline(text.whole());
        assert!(outline.title.is_none());
        assert_eq!(outline.nodes.len(), 1);
        assert_eq!(outline.nodes[0].paragraphs.len(), 2);
    }
}
