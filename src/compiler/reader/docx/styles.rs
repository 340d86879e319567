//! Styles, as far as they say numbers, headings, a table of contents or that text is struck through.

use std::collections::HashMap;

use crate::reader::error::ReadError;
use crate::reader::limits;
use crate::reader::xml::{self, Element, Node};

/// From here on a level of the outline means text.
pub(super) const BODY: usize = 9;
/// How far a style may be based on others.
const DEPTH: usize = 20;

/// Which list a paragraph belongs to, where it says so: the list and the level in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// `numId`; `0` takes the paragraph out of its style's list.
    pub(super) list: Option<String>,
    /// `ilvl`.
    pub(super) level: Option<usize>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    place: ListPlace,
    struck: Option<bool>,
    /// How deep its paragraphs stand as headings.
    depth: Option<usize>,
}

/// The styles by their ids.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    /// The list and level that a style gives, from itself or from what it is based on, and which style says it.
    pub(super) fn place<'s>(&'s self, style: Option<&'s str>) -> (ListPlace, Option<&'s str>) {
        let mut place = ListPlace::default();
        let mut said_by = None;
        for (id, style) in self.line(style) {
            if place.list.is_none() && style.place.list.is_some() {
                place.list.clone_from(&style.place.list);
                said_by = Some(id);
            }
            place.level = place.level.or(style.place.level);
        }
        (place, said_by)
    }

    /// How deep the paragraphs of a style stand as headings.
    pub(super) fn depth(&self, style: Option<&str>) -> Option<usize> {
        self.line(style).find_map(|(_, style)| style.depth.or_else(|| named_depth(&style.name))).filter(|d| *d < BODY)
    }

    /// Whether a style says that text is struck through, or that it is not.
    pub(super) fn is_struck(&self, style: Option<&str>) -> Option<bool> {
        self.line(style).find_map(|(_, style)| style.struck)
    }

    /// Whether paragraphs of the style are lines of a table of contents.
    pub(super) fn is_contents(&self, style: Option<&str>) -> bool {
        let name = style.and_then(|id| self.styles.get(id)).map(|style| style.name.to_lowercase());
        name.is_some_and(|name| name.strip_prefix("toc ").is_some_and(|n| n.chars().all(|c| c.is_ascii_digit())))
    }

    /// The list of a style of numbering.
    pub(super) fn list_of(&self, style: &str) -> Option<&str> {
        self.styles.get(style)?.place.list.as_deref()
    }

    /// A style and what it is based on, one after the other.
    fn line<'s>(&'s self, style: Option<&'s str>) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let find = |id: &'s str| self.styles.get_key_value(id).map(|(id, style)| (id.as_str(), style));
        let first = style.or(self.default.as_deref()).and_then(find);
        std::iter::successors(first, move |(_, style)| style.based_on.as_deref().and_then(find)).take(DEPTH)
    }
}

/// `heading 2`, 标题 2.
fn named_depth(name: &str) -> Option<usize> {
    let lower = name.to_lowercase();
    let number = ["heading ", "标题 ", "标题"].iter().find_map(|word| lower.strip_prefix(word))?;
    number.parse::<usize>().ok()?.checked_sub(1)
}

/// Reads `word/styles.xml`.
pub(super) fn read(part: &str) -> Result<Styles, ReadError> {
    let mut styles = Styles::default();
    let mut current: Option<String> = None;
    xml::walk(part, |node| {
        match node {
            Node::Open(element) if element.name() == "style" => current = styles.open(element),
            Node::Open(element) => {
                if let Some(style) = current.as_ref().and_then(|id| styles.styles.get_mut(id)) {
                    style.take(element);
                }
            }
            Node::Close("style") => current = None,
            Node::Close(_) | Node::Text(_) => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

impl Styles {
    fn open(&mut self, element: &Element<'_>) -> Option<String> {
        let id = element.attribute("styleId").filter(|_| self.styles.len() < limits::STYLES)?;
        let default = element.attribute("default").is_some_and(|v| v == "1" || v == "true");
        if default && element.attribute("type").as_deref() == Some("paragraph") {
            self.default = Some(id.clone());
        }
        self.styles.insert(id.clone(), Style::default());
        Some(id)
    }
}

impl Style {
    fn take(&mut self, element: &Element<'_>) {
        match element.name() {
            "name" => self.name = element.value().unwrap_or_default(),
            "basedOn" => self.based_on = element.value(),
            "numId" => self.place.list = element.value(),
            "ilvl" => self.place.level = element.number("val"),
            "outlineLvl" => self.depth = element.number("val"),
            "strike" | "dstrike" => self.struck = Some(element.is_on() || self.struck == Some(true)),
            _ => {}
        }
    }
}
