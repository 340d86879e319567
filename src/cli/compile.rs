//! `duban compile`: a document in, a draft plan out.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::{CliError, draft_text};
use crate::compiler::{self, Options, UnitRegistry};
use crate::domain::draft::Draft;

/// What `duban compile` is told.
#[derive(Debug, Args)]
pub struct CompileArgs {
    /// The plan: plain text or Markdown in UTF-8.
    file: PathBuf,
    /// How to print the draft.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// The units of another region (TOML, as seeds/units/guangxi.toml).
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// The plan's year, where the document does not say it.
    #[arg(long, value_parser = clap::value_parser!(i32).range(2000..2100))]
    year: Option<i32>,
}

/// How to print a draft.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For programs.
    Json,
    /// For people.
    Text,
}

/// Compiles the document and prints the draft, problems included.
pub fn run(args: &CompileArgs) -> Result<(), CliError> {
    let registry = registry(args.units.as_deref())?;
    let text = read(&args.file)?;
    let draft = compiler::compile(&text, &Options { registry: &registry, year: args.year });
    let printed = match args.format {
        Format::Json => json(&draft)?,
        Format::Text => draft_text::render(&draft),
    };
    std::io::stdout().lock().write_all(printed.as_bytes())?;
    Ok(())
}

fn json(draft: &Draft) -> Result<String, CliError> {
    let mut json = serde_json::to_string_pretty(draft).map_err(std::io::Error::from)?;
    json.push('\n');
    Ok(json)
}

fn registry(file: Option<&Path>) -> Result<UnitRegistry, CliError> {
    let Some(path) = file else { return UnitRegistry::guangxi().map_err(|e| unreadable(Path::new("guangxi.toml"), e)) };
    UnitRegistry::from_toml(&read(path)?).map_err(|e| unreadable(path, e))
}

/// Reads a text file. A document of another kind is told apart by its first bytes.
fn read(path: &Path) -> Result<String, CliError> {
    let bytes = std::fs::read(path).map_err(|e| unreadable(path, reason(&e)))?;
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(unreadable(path, "是 Word 或 Excel 文件，请先另存为 UTF-8 纯文本"));
    }
    let text = String::from_utf8(bytes);
    let text =
        text.map_err(|e| unreadable(path, format!("第 {} 字节起不是 UTF-8 文字", e.utf8_error().valid_up_to() + 1)))?;
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

fn unreadable(path: &Path, reason: impl ToString) -> CliError {
    let reason = reason.to_string().split_whitespace().collect::<Vec<_>>().join(" "); // one line
    CliError::Unreadable { path: path.display().to_string(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(name: &str, bytes: &[u8]) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        read(&path).unwrap_err().to_string()
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
        let error = read(Path::new("没有/计划.txt")).unwrap_err().to_string();
        assert_eq!(error, "读不了 没有/计划.txt：没有这个文件");
    }
}
