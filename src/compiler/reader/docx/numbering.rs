//! The numbers that Word makes and does not write: lists, their levels, and where each list stands.

use std::collections::{HashMap, HashSet};

use super::count;
use super::styles::{ListPlace, Styles};
use crate::reader::error::ReadError;
use crate::reader::limits;
use crate::reader::xml::{self, Element, Node};
use crate::widths::place;

/// Word's lists have nine levels.
const LEVELS: usize = 9;

/// How a level counts and looks.
#[derive(Debug, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`; none where it is not said.
    text: String,
    /// All numbers in figures.
    legal: bool,
    /// The level (from 1) whose numbers begin this one anew; 0: none does.
    restart: Option<usize>,
    /// The style of paragraphs that stand on this level.
    style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), legal: false, restart: None, style: None }
    }
}

type Levels = HashMap<usize, Level>;

/// A pattern of levels (`abstractNum`).
#[derive(Debug, Default)]
struct Pattern {
    levels: Levels,
    /// The style of numbering that has the levels instead.
    link: Option<String>,
}

/// A list (`num`): a pattern and what it changes.
#[derive(Debug, Default)]
struct List {
    pattern: String,
    starts: HashMap<usize, u32>,
    levels: Levels,
}

/// All lists, and how far each pattern has counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    patterns: HashMap<String, Pattern>,
    lists: HashMap<String, List>,
    counted: HashMap<String, [Option<u32>; LEVELS]>,
    begun: HashSet<(String, usize)>,
}

impl Numbering {
    /// Counts a paragraph of a style with its own place in a list, and gives its number as shown; empty where it has none.
    pub(super) fn next(&mut self, own: &ListPlace, style: Option<&str>, styles: &Styles) -> String {
        let (inherited, said_by) = styles.place(style);
        let Some(id) = own.list.clone().or(inherited.list).filter(|id| id != "0") else { return String::new() };
        let Some(pattern) = self.pattern_of(&id, styles) else { return String::new() };
        let by_style = || self.level_of_style(&pattern, style).or(self.level_of_style(&pattern, said_by));
        let level = own.level.or_else(by_style).or(inherited.level).unwrap_or(0).min(LEVELS - 1);
        self.count(&id, &pattern, level);
        self.shown(&id, &pattern, level)
    }

    fn is_full(&self) -> bool {
        self.lists.len().max(self.patterns.len()) > limits::STYLES
    }

    /// The pattern that a list counts in, through a style of numbering where it is linked.
    fn pattern_of(&self, list: &str, styles: &Styles) -> Option<String> {
        let name = &self.lists.get(list)?.pattern;
        let pattern = self.patterns.get(name)?;
        let linked = pattern.link.as_deref().and_then(|style| styles.list_of(style));
        Some(linked.and_then(|id| self.lists.get(id)).map_or(name, |list| &list.pattern).clone())
    }

    fn level_of_style(&self, pattern: &str, style: Option<&str>) -> Option<usize> {
        let levels = &self.patterns.get(pattern)?.levels;
        levels.iter().find(|(_, level)| style.is_some() && level.style.as_deref() == style).map(|(n, _)| *n)
    }

    fn level(&self, list: &str, pattern: &str, level: usize) -> Level {
        let own = self.lists.get(list).and_then(|list| list.levels.get(&level));
        let shared = || self.patterns.get(pattern).and_then(|pattern| pattern.levels.get(&level));
        own.or_else(shared).cloned().unwrap_or_default()
    }

    fn count(&mut self, list: &str, pattern: &str, level: usize) {
        let first = self.begun.insert((list.to_owned(), level));
        let anew = self.lists.get(list).and_then(|list| list.starts.get(&level)).copied().filter(|_| first);
        let start = self.level(list, pattern, level).start;
        let deeper: Vec<usize> = (level + 1..LEVELS)
            .filter(|deep| self.level(list, pattern, *deep).restart.is_none_or(|r| r > 0 && level < r))
            .collect();
        let counted = self.counted.entry(pattern.to_owned()).or_default();
        if let Some(count) = counted.get_mut(level) {
            *count = Some(anew.or(count.map(|n| n.saturating_add(1))).unwrap_or(start));
        }
        for (deep, count) in counted.iter_mut().enumerate() {
            *count = count.filter(|_| !deeper.contains(&deep));
        }
    }

    /// The text of the level with the numbers in it.
    fn shown(&self, list: &str, pattern: &str, level: usize) -> String {
        let this = self.level(list, pattern, level);
        if this.format == "bullet" || this.format == "none" && !this.text.contains('%') {
            return String::new();
        }
        let counted = self.counted.get(pattern).copied().unwrap_or_default();
        let mut shown = String::new();
        let mut chars = this.text.chars().peekable();
        while let Some(ch) = chars.next() {
            let place = chars.peek().and_then(|c| c.to_digit(10)).and_then(|n| place(n).checked_sub(1));
            let Some(place) = place.filter(|_| ch == '%') else {
                shown.push(ch);
                continue;
            };
            chars.next();
            let at = self.level(list, pattern, place);
            let n = counted.get(place).copied().flatten().unwrap_or(at.start);
            let format = if this.legal && at.format != "none" { "decimal" } else { &at.format };
            shown.push_str(&count::number(n, format));
        }
        shown
    }
}

/// What is being read of `word/numbering.xml`.
#[derive(Default)]
struct Reading {
    numbering: Numbering,
    pattern: Option<String>,
    list: Option<String>,
    overridden: Option<usize>,
    level: Option<(usize, Level)>,
}

/// Reads `word/numbering.xml`.
pub(super) fn read(part: &str) -> Result<Numbering, ReadError> {
    let mut reading = Reading::default();
    xml::walk(part, |node| {
        match node {
            Node::Open(_) if reading.numbering.is_full() => return Err(ReadError::Abnormal("编号过多")),
            Node::Open(element) => reading.open(element),
            Node::Close(name) => reading.close(name),
            Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(reading.numbering)
}

impl Reading {
    fn open(&mut self, element: &Element<'_>) {
        match element.name() {
            "abstractNum" => self.pattern = element.attribute("abstractNumId"),
            "num" => self.list = element.attribute("numId"),
            "abstractNumId" => self.list().pattern = element.value().unwrap_or_default(),
            "numStyleLink" => self.pattern().link = element.value(),
            "lvlOverride" => self.overridden = element.number("ilvl"),
            "startOverride" => {
                let (level, start) = (self.overridden.unwrap_or(0), element.number("val").unwrap_or(1));
                self.list().starts.insert(level, start);
            }
            "lvl" => self.level = element.number("ilvl").map(|at| (at, Level::default())),
            _ => {
                if let Some((_, level)) = &mut self.level {
                    level.take(element);
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "abstractNum" => self.pattern = None,
            "num" => self.list = None,
            "lvlOverride" => self.overridden = None,
            "lvl" => {
                let Some((at, level)) = self.level.take().filter(|(at, _)| *at < LEVELS) else { return };
                let levels = if self.list.is_some() { &mut self.list().levels } else { &mut self.pattern().levels };
                levels.insert(at, level);
            }
            _ => {}
        }
    }

    fn pattern(&mut self) -> &mut Pattern {
        self.numbering.patterns.entry(self.pattern.clone().unwrap_or_default()).or_default()
    }

    fn list(&mut self) -> &mut List {
        self.numbering.lists.entry(self.list.clone().unwrap_or_default()).or_default()
    }
}

impl Level {
    fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "start" => self.start = element.number("val").unwrap_or(1),
            "numFmt" => self.format = element.value().unwrap_or_default(),
            "lvlText" => self.text = element.value().unwrap_or_default(),
            "isLgl" => self.legal = element.is_on(),
            "lvlRestart" => self.restart = element.number("val"),
            "pStyle" => self.style = element.value(),
            _ => {}
        }
    }
}
