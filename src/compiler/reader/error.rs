//! Why a file was not read, in words for the one who chose it.

use thiserror::Error;

/// A refusal: what the file is, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Nothing in it.
    #[error("是空文件，没有文字")]
    Empty,
    /// More than a plan can be.
    #[error("文件太大（上限：文件 50 MB、展开 64 MB、文字 300 万字），请只保留计划正文后再试")]
    TooLong,
    /// A table beyond every bound.
    #[error("表格太大（上限 50 万个单元格），请只保留计划所在的区域后再试")]
    TooManyCells,
    /// XML nested or a zip file filled beyond every bound.
    #[error("文件结构异常（{0}），请用 Word、Excel 或 WPS 打开后另存为新文件再试")]
    Abnormal(&'static str),
    /// Bytes of no encoding that is known.
    #[error("第 {at} 字节起不是 UTF-8、UTF-16 或 GB18030 文字，请另存为 UTF-8 纯文本")]
    Undecodable {
        /// Where the first such byte stands, from 1.
        at: usize,
    },
    /// Not a text at all.
    #[error("不是文字文件，请提供 txt、md、tsv、csv、docx、xlsx 或 xls 文件")]
    NotText,
    /// A format that is not read.
    #[error("是{what}，请{advice}")]
    Unsupported {
        /// What it is.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Encrypted.
    #[error("文件有密码保护，请打开后去掉密码、另存为 docx 或 xlsx")]
    Password,
    /// Cut off or damaged.
    #[error("文件不完整或已损坏（{0}），请重新传送，或打开后另存为新文件再试")]
    Damaged(&'static str),
}
