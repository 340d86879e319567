//! `duban compile`: a document in, a draft plan out.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use super::draft_text;
use crate::compiler::{self, Options, UnitRegistry};
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
    /// 计划文件（UTF-8 的纯文本或 Markdown）
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
        Some(file) => UnitRegistry::from_toml(&read(file)?).with_context(|| file.display().to_string())?,
    };
    let text = read(&input.file)?;
    let draft = compiler::compile(&text, &Options { registry: &registry, year: input.year });
    Ok((draft, registry))
}

/// Reads a text file. A document of another kind is told apart by its first bytes.
fn read(path: &Path) -> anyhow::Result<String> {
    let unreadable = || format!("读不了 {}", path.display());
    let bytes = std::fs::read(path).map_err(|error| anyhow::anyhow!(reason(&error))).with_context(unreadable)?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        bail!("{}：是 Word 或 Excel 文件，请先另存为 UTF-8 纯文本", unreadable());
    }
    let text = String::from_utf8(bytes)
        .map_err(|e| anyhow::anyhow!("第 {} 字节起不是 UTF-8 文字", e.utf8_error().valid_up_to() + 1))
        .with_context(unreadable)?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
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
        format!("{:#}", read(&path).unwrap_err())
    }

    #[test]
    fn a_word_file_is_refused_by_its_content_not_its_name() {
        assert!(refusal("计划.txt", b"PK\x03\x04rest").ends_with("是 Word 或 Excel 文件，请先另存为 UTF-8 纯文本"));
    }

    #[test]
    fn other_encodings_are_refused_with_the_place() {
        assert!(refusal("计划.txt", b"ok \xb9\xe3").ends_with("第 4 字节起不是 UTF-8 文字"));
    }

    #[test]
    fn a_missing_file_is_named() {
        let error = format!("{:#}", read(Path::new("没有/计划.txt")).unwrap_err());
        assert_eq!(error, "读不了 没有/计划.txt: 没有这个文件");
    }
}
