//! `duban compile`: a document in, a draft plan out.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use super::draft_text;
use crate::compiler::{self, MAX_FILE_BYTES, Options, UnitRegistry};
use crate::domain::draft::Draft;

/// `duban compile FILE`.
#[derive(Debug, Args)]
pub struct CompileArgs {
    #[command(flatten)]
    input: CompileInput,
    /// 输出格式
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Which document, and what it does not say itself.
#[derive(Debug, Args)]
pub struct CompileInput {
    /// 计划文件（纯文本、Markdown、docx、xlsx、xls）
    pub file: PathBuf,
    /// 另一地区的单位名录（TOML，格式同 seeds/units/guangxi.toml）
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// 计划年度（文件中没有写明时）
    #[arg(long, value_parser = clap::value_parser!(i32).range(2000..2100))]
    year: Option<i32>,
}

/// How to print a draft.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// 供程序读取
    Json,
    /// 供人阅读
    Text,
}

/// Compiles the document and prints the draft, problems included.
pub fn run(args: &CompileArgs) -> anyhow::Result<()> {
    let (draft, _) = compile_file(&args.input)?;
    let printed = match args.format {
        Format::Json => serde_json::to_string_pretty(&draft)? + "\n",
        Format::Text => draft_text::render(&draft),
    };
    // The only failure is a closed pipe (`duban compile … | head`), and nobody is left to be told.
    drop(std::io::stdout().lock().write_all(printed.as_bytes()));
    Ok(())
}

/// Reads and compiles a document; the registry that was used stands beside the draft.
pub fn compile_file(input: &CompileInput) -> anyhow::Result<(Draft, UnitRegistry)> {
    let registry = match &input.units {
        None => UnitRegistry::guangxi()?,
        Some(file) => UnitRegistry::from_toml(&read_text(file)?).with_context(|| file.display().to_string())?,
    };
    let name = input.file.file_name().unwrap_or_default().to_string_lossy();
    let options = Options { registry: &registry, year: input.year };
    let draft =
        compiler::compile_file(&name, &read_bytes(&input.file)?, &options).with_context(|| unreadable(&input.file))?;
    Ok((draft, registry))
}

/// Reads a text of our own.
fn read_text(path: &Path) -> anyhow::Result<String> {
    let text = String::from_utf8(read_bytes(path)?)
        .map_err(|e| anyhow::anyhow!("第 {} 字节起不是 UTF-8 文字", e.utf8_error().valid_up_to() + 1))
        .with_context(|| unreadable(path))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The bytes of a file, one more than is read at most.
fn read_bytes(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes))
        .map_err(|error| anyhow::anyhow!(reason(&error)))
        .with_context(|| unreadable(path))?;
    Ok(bytes)
}

fn unreadable(path: &Path) -> String {
    format!("读不了 {}", path.display())
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        std::io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
        std::io::ErrorKind::IsADirectory => "是文件夹，不是文件".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, bytes: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        compiled(path)
    }

    /// Why a file cannot be compiled.
    fn compiled(file: PathBuf) -> String {
        format!("{:#}", compile_file(&CompileInput { file, units: None, year: None }).unwrap_err())
    }

    #[test]
    fn a_file_is_judged_by_its_content_not_its_name() {
        assert!(refusal("计划.txt", b"%PDF-1.7").ends_with("是 PDF 文件，请用 Word 或 WPS 打开后另存为 docx"));
        assert!(refusal("计划.txt", b"PK\x03\x04rest").contains("文件不完整或已损坏"));
    }

    #[test]
    fn bytes_of_no_encoding_are_refused_with_the_place() {
        let error = refusal("计划.txt", b"ok \xff\xff\xff");
        assert!(error.contains("第 4 字节起不是 UTF-8、UTF-16 或 GB18030 文字"), "{error}");
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = compiled(PathBuf::from("没有/计划.txt"));
        assert_eq!(error, "读不了 没有/计划.txt: 没有这个文件");
    }
}
