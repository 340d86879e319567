//! XML, event by event: no entity is expanded, no nesting goes too deep.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::error::ReadError;
use super::limits;

/// What stands in the text of a part.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element opens.
    Open(&'x Element<'x>),
    /// An element closes; its name without prefix.
    Close(&'x str),
    /// Text.
    Text(String),
}

/// An element with its attributes.
#[derive(Debug)]
pub(super) struct Element<'x>(BytesStart<'x>);

impl Element<'_> {
    /// Its name without prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute by its name without prefix; none where it is longer than any that Office writes.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        let found = attributes.with_checks(false).flatten().find(|a| a.key.local_name().into_inner() == name)?;
        if found.value.len() > limits::ATTRIBUTE {
            return None;
        }
        quick_xml::escape::unescape(&found.value).ok().map(|value| value.into_owned())
    }

    /// `w:val`.
    pub(super) fn value(&self) -> Option<String> {
        self.attribute("val")
    }

    /// An attribute that is a number.
    pub(super) fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.attribute(name)?.trim().parse().ok()
    }

    /// Whether an element that switches something says on: `<w:vanish/>`, `<w:vanish w:val="1"/>`.
    pub(super) fn is_on(&self) -> bool {
        self.value().is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Calls `visit` with every node of a part, in order. An element without content opens and closes.
pub(super) fn walk(text: &str, mut visit: impl FnMut(Node<'_>) -> Result<(), ReadError>) -> Result<(), ReadError> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(|_| ReadError::Damaged("XML 有误"))? {
            Event::Start(element) => {
                depth += 1;
                if depth > limits::DEPTH {
                    return Err(ReadError::Abnormal("XML 嵌套过深"));
                }
                visit(Node::Open(&Element(element)))?;
            }
            Event::Empty(element) => {
                let element = Element(element);
                visit(Node::Open(&element))?;
                visit(Node::Close(element.name()))?;
            }
            Event::End(element) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(element.local_name().into_inner()))?;
            }
            Event::Text(written) => visit(Node::Text(written.xml10_content().into_owned()))?,
            Event::CData(written) => visit(Node::Text(written.xml10_content().into_owned()))?,
            Event::GeneralRef(reference) => visit(Node::Text(referred(&reference)?.to_string()))?,
            Event::DocType(_) => return Err(ReadError::Abnormal("XML 含实体定义")),
            Event::Eof if depth > 0 => return Err(ReadError::Damaged("XML 不完整")),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// A character reference or one of XML's own five names; nothing else is looked up.
fn referred(reference: &BytesRef<'_>) -> Result<char, ReadError> {
    if let Ok(Some(ch)) = reference.resolve_char_ref() {
        return Ok(ch);
    }
    match reference.xml10_content().as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => Err(ReadError::Abnormal("XML 含未知实体")),
    }
}
