//! Files for the tests of the readers; every text in them is made up.

use std::io::{Cursor, Write};

use super::read_document;
use zip::write::SimpleFileOptions;

/// A zip file of these parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub(super) fn text(name: &str, bytes: &[u8]) -> String {
    read_document(name, bytes).unwrap().text
}

pub(super) fn refusal(name: &str, bytes: &[u8]) -> String {
    read_document(name, bytes).unwrap_err().to_string()
}

/// A document with this body; styles and numbering where given.
pub(super) fn docx(body: &str, styles: &str, numbering: &str) -> Vec<u8> {
    let root = |name: &str, inner: &str| {
        format!(
            "<?xml version='1.0' encoding='UTF-8'?><w:{name} xmlns:w='http://made.up/w' xmlns:mc='http://made.up/mc'>{inner}</w:{name}>"
        )
    };
    package(&[
        ("word/document.xml", &root("document", &format!("<w:body>{body}</w:body>"))),
        ("word/styles.xml", &root("styles", styles)),
        ("word/numbering.xml", &root("numbering", numbering)),
    ])
}

/// A paragraph of a style, in a list where `place` says so.
pub(super) fn paragraph(properties: &str, words: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
}
