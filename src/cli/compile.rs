//! `duban compile`: a document in, a draft plan out.

use std::io::{BufWriter, Write as _};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, ValueEnum};

use super::draft_text;
use crate::app::files::{read_bytes, unreadable};
use crate::app::registry_from;
use crate::compiler::{self, Options, UnitRegistry};
use crate::domain::draft::Draft;
use crate::domain::plan::PLAN_YEARS;

/// `duban compile FILE`.
#[derive(Debug, Args)]
pub(super) struct CompileArgs {
    #[command(flatten)]
    input: CompileInput,
    /// 输出格式
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

/// Which document, and what it does not say itself.
#[derive(Debug, Args)]
pub(super) struct CompileInput {
    /// 计划文件（纯文本、Markdown、tsv、csv、docx、xlsx、xls）
    pub file: PathBuf,
    /// 另一地区的单位名录（TOML，格式同 seeds/units/guangxi.toml）
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// 计划年度（文件中没有写明时）
    #[arg(long, value_parser = clap::value_parser!(i32).range(i64::from(PLAN_YEARS.start)..i64::from(PLAN_YEARS.end)))]
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
pub(super) fn run(args: &CompileArgs) -> anyhow::Result<()> {
    let Compiled { draft, .. } = compile_file(&args.input, || Ok(UnitRegistry::guangxi()?))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    // The only failure is a closed pipe (`duban compile … | head`), and nobody is left to be told.
    match args.format {
        Format::Json => drop(serde_json::to_writer_pretty(&mut out, &draft)),
        Format::Text => drop(out.write_all(draft_text::render(&draft).as_bytes())),
    }
    if matches!(args.format, Format::Json) {
        drop(out.write_all(b"\n"));
    }
    drop(out.flush());
    Ok(())
}

/// What was made of a document.
#[derive(Debug)]
pub(super) struct Compiled {
    /// The draft.
    pub draft: Draft,
    /// The registry that was used: that of the file named, else the given one.
    pub registry: UnitRegistry,
    /// What is in the file.
    pub file: Vec<u8>,
}

/// Reads and compiles a document.
pub(super) fn compile_file(
    input: &CompileInput,
    given: impl FnOnce() -> anyhow::Result<UnitRegistry>,
) -> anyhow::Result<Compiled> {
    let registry = input.units.as_deref().map_or_else(given, registry_from)?;
    let name = input.file.file_name().unwrap_or_default().to_string_lossy();
    let options = Options { registry: &registry, year: input.year };
    let file = read_bytes(&input.file)?;
    let draft = compiler::compile_file(&name, &file, &options).with_context(|| unreadable(&input.file))?;
    Ok(Compiled { draft, registry, file })
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
        format!(
            "{:#}",
            compile_file(&CompileInput { file, units: None, year: None }, || Ok(UnitRegistry::guangxi()?)).unwrap_err()
        )
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
