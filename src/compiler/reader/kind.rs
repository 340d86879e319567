//! What a file is, by its first bytes; the name is asked only where the content leaves it open.

use super::error::ReadError;
use super::ole;

/// A format that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text.
    Text,
    /// Text with Markdown's marks.
    Markdown,
    /// A table with commas.
    Table,
    /// A zip file.
    Package,
    /// A workbook of Excel 97–2003.
    Workbook,
}

/// How much of a text is looked at for the marks of a web page.
const HEAD: usize = 1024;

const SCAN: (&str, &str) = ("图片", "先识别文字（OCR），存为 txt 或 docx");
const ARCHIVE: (&str, &str) = ("压缩包", "解压后提供其中的计划文件");
const PDF: (&str, &str) = (" PDF 文件", "用 Word 或 WPS 打开后另存为 docx");
const RTF: (&str, &str) = (" RTF 文件", "用 Word 或 WPS 打开后另存为 docx");
const WEB: (&str, &str) = ("网页（HTML 或 XML）", "用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx");

/// The first bytes of formats that are not read.
const SIGNATURES: &[(&[u8], (&str, &str))] = &[
    (b"%PDF-", PDF),
    (b"\x89PNG", SCAN),
    (b"\xff\xd8\xff", SCAN),
    (b"GIF8", SCAN),
    (b"II*\0", SCAN),
    (b"MM\0*", SCAN),
    (b"RIFF", SCAN),
    (b"{\\rtf", RTF),
    (b"Rar!", ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", ARCHIVE),
    (b"\x1f\x8b", ARCHIVE),
    (b"BZh9", ARCHIVE),
    (b"\xfd7zXZ", ARCHIVE),
];

/// The marks that a web page, a page of mail or an XML workbook starts with, in lower case.
const WEB_MARKS: &[&str] = &["<!doctype", "<html", "<?xml", "<head", "<meta", "<table", "mime-version:"];

/// What the file is; a format that is not read is a refusal that names it.
pub(super) fn kind(name: &str, bytes: &[u8]) -> Result<Kind, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if let Some((_, (what, advice))) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ReadError::Unsupported { what, advice });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    if bytes.starts_with(ole::SIGNATURE) {
        return ole::workbook(name, bytes).map(|()| Kind::Workbook);
    }
    text_kind(name, bytes)
}

fn text_kind(name: &str, bytes: &[u8]) -> Result<Kind, ReadError> {
    let head: Vec<u8> = bytes.iter().take(HEAD).copied().filter(|b| *b != 0).collect();
    let head = String::from_utf8_lossy(&head).to_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{fffd}'));
    if WEB_MARKS.iter().any(|mark| head.starts_with(mark)) {
        let (what, advice) = WEB;
        return Err(ReadError::Unsupported { what, advice });
    }
    let name = name.to_lowercase();
    if name.ends_with(".csv") {
        return Ok(Kind::Table);
    }
    let markdown = [".md", ".markdown"].iter().any(|ending| name.ends_with(ending));
    Ok(if markdown { Kind::Markdown } else { Kind::Text })
}
