//! Relationships of an Office file: which part a part means by what it calls it. Office finds parts by them, not by names.

use super::error::ReadError;
use super::xml::{self, Node};

/// A relationship to another part of the same file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Relation {
    /// What the part calls it.
    pub(super) id: String,
    /// The last word of its type: `officeDocument`, `styles`, `worksheet`.
    pub(super) kind: String,
    /// The other part.
    pub(super) path: String,
}

/// The relationships that a list of them names, seen from a folder.
pub(super) fn read(listed: &str, folder: &str) -> Result<Vec<Relation>, ReadError> {
    let mut relations = Vec::new();
    xml::walk(listed, |node| {
        if let Node::Open(element) = node
            && element.name() == "Relationship"
            && element.attribute("TargetMode").is_none_or(|mode| mode != "External")
            && let Some(id) = element.attribute("Id")
            && let Some(path) = element.attribute("Target").and_then(|target| inside(folder, &target))
        {
            let kind = element.attribute("Type").unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.push(Relation { id, kind, path });
        }
        Ok(())
    })?;
    Ok(relations)
}

/// The part that a target means, seen from a folder; `None` where it leads out of the file.
fn inside(folder: &str, target: &str) -> Option<String> {
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()?),
            step => steps.push(step),
        }
    }
    Some(steps.join("/"))
}

#[cfg(test)]
mod tests {
    use super::inside;

    #[test]
    fn a_target_is_seen_from_the_folder_of_its_part_and_never_leaves_the_file() {
        assert_eq!(inside("word", "styles2.xml").as_deref(), Some("word/styles2.xml"));
        assert_eq!(inside("word", "/word/document2.xml").as_deref(), Some("word/document2.xml"));
        assert_eq!(inside("xl", "../customXml/item1.xml").as_deref(), Some("customXml/item1.xml"));
        assert_eq!(inside("", "../../etc/passwd"), None);
    }
}
