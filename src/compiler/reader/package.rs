//! An Office file as a zip file of named parts, inflated within a bound.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::error::ReadError;
use super::limits;
use super::relations::{self, Relation};
use crate::widths;

/// The head of an entry in the directory of a zip file.
const ENTRY: &[u8] = b"PK\x01\x02";

const PRESENTATION: (&str, &str) = ("演示文稿", "把计划文字另存为 docx 或 txt");
const OPEN_DOCUMENT: (&str, &str) = (" OpenDocument 文件", "用 Word、Excel 或 WPS 打开后另存为 docx 或 xlsx");
const OFD: (&str, &str) = (" OFD 版式文件", "转换为 docx 或 txt");
const BINARY: (&str, &str) = ("二进制 Excel 文件（.xlsb）", "另存为 xlsx");
const ARCHIVE: (&str, &str) = ("压缩包", "解压后提供其中的计划文件");

/// Parts that tell what else the file is.
const OTHERS: &[(&str, (&str, &str))] = &[
    ("ppt/presentation.xml", PRESENTATION),
    ("xl/workbook.bin", BINARY),
    ("OFD.xml", OFD),
    ("mimetype", OPEN_DOCUMENT),
];

/// Where a document's text is, unless the file says otherwise.
const DOCUMENT: &str = "word/document.xml";

/// What a package is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A document, and the part with its text.
    Word(String),
    /// A workbook.
    Excel,
}

/// A zip file and how much may still be inflated from it. Parts are found by name; nothing is written anywhere.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

impl<'b> Package<'b> {
    /// Opens the zip file. Entries that are too many or share bytes are refused before anything is inflated.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let entries = bytes.windows(ENTRY.len()).filter(|w| *w == ENTRY).take(limits::ENTRIES + 1).count();
        if entries > limits::ENTRIES {
            return Err(ReadError::Abnormal("压缩条目过多"));
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refusal)?;
        if archive.has_overlapping_files().map_err(refusal)? {
            return Err(ReadError::Abnormal("压缩条目互相重叠"));
        }
        Ok(Package { archive, left: limits::INFLATED })
    }

    /// Whether it is a document or a workbook; anything else is a refusal that names it.
    pub(super) fn content(&mut self) -> Result<Content, ReadError> {
        if let Some(document) = self.document()? {
            return Ok(Content::Word(document));
        }
        if self.has("xl/workbook.xml") {
            return Ok(Content::Excel);
        }
        if self.has("[Content_Types].xml") && self.has("word/styles.xml") {
            return Err(ReadError::Damaged("缺少正文 word/document.xml"));
        }
        let (what, advice) = OTHERS.iter().find(|(part, _)| self.has(part)).map_or(ARCHIVE, |(_, other)| *other);
        match what {
            _ if self.has("[Content_Types].xml") && what == ARCHIVE.0 => Err(ReadError::Damaged("缺少正文")),
            _ => Err(ReadError::Unsupported { what, advice }),
        }
    }

    /// The part with the text of a document: what the file names as its main part, else the usual one.
    fn document(&mut self) -> Result<Option<String>, ReadError> {
        let named = self.relations("")?.into_iter().find(|relation| relation.kind == "officeDocument");
        let in_folder = |path: &String| path.starts_with("word/");
        let named = named.map(|relation| relation.path).filter(in_folder).filter(|path| self.has(path));
        Ok(named.or_else(|| self.has(DOCUMENT).then(|| DOCUMENT.to_owned())))
    }

    /// The relationships of a part; those of the file as a whole for the empty name.
    pub(super) fn relations(&mut self, part: &str) -> Result<Vec<Relation>, ReadError> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let above = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let listed = self.part(&format!("{above}_rels/{name}.rels"))?.unwrap_or_default();
        relations::read(&listed, folder)
    }

    /// Whether there is such a part.
    pub(super) fn has(&self, part: &str) -> bool {
        self.archive.index_for_name(part).is_some()
    }

    /// The text of a part; none where there is no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(index) = self.archive.index_for_name(name) else { return Ok(None) };
        let raw = self.archive.by_index_raw(index).map_err(refusal)?;
        if raw.entry().encrypted() {
            return Err(ReadError::Password);
        }
        drop(raw);
        let mut bytes = Vec::new();
        let entry = self.archive.by_index(index).map_err(refusal)?;
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| ReadError::Damaged("压缩内容有误"))?;
        self.left = self.left.checked_sub(widths::count(bytes.len())).ok_or(ReadError::TooLong)?;
        decoded(bytes).map(Some)
    }
}

/// A part in UTF-8 or, rarely, UTF-16.
fn decoded(bytes: Vec<u8>) -> Result<String, ReadError> {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(&bytes) {
        let (text, _, broken) = encoding.decode(&bytes);
        return if broken { Err(ReadError::Damaged("文字编码有误")) } else { Ok(text.into_owned()) };
    }
    String::from_utf8(bytes).map_err(|_| ReadError::Damaged("文字编码有误"))
}

fn refusal(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => ReadError::Password,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => {
            ReadError::Abnormal("压缩方式不支持")
        }
        _ => ReadError::Damaged("压缩结构有误"),
    }
}

#[cfg(test)]
mod tests;
