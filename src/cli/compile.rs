use std::path::PathBuf;
#[derive(Debug, clap::Args)]
pub struct CompileArgs {
    #[command(flatten)]
    pub input: CompileInput,
}
#[derive(Debug, clap::Args)]
pub struct CompileInput {
    pub file: PathBuf,
}
pub fn run(_: &CompileArgs) -> anyhow::Result<()> {
    Ok(())
}
pub fn compile_file(_: &CompileInput) -> anyhow::Result<(crate::domain::draft::Draft, crate::compiler::UnitRegistry)> {
    anyhow::bail!("x")
}
