use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;
use clap::Args;

use super::compile::{CompileInput, compile_file};
use super::output::{refusal, say};
use super::start;
use crate::actions::{Actor, ImportPlan, Imported, import_plan, usable_year};
use crate::app;
use crate::config::Settings;
use crate::strings::Language;

/// `duban import FILE`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    input: CompileInput,
    /// 接受全部建议并启用计划，生成各单位的责任事项；交办日期为今天，或 --as-of 之日
    #[arg(long)]
    yes: bool,
}

/// Compiles a document and stores it; all or nothing.
pub(super) fn run(args: &ImportArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let (draft, registry) = compile_file(&args.input, || app::registry(&Settings::load(config)?.plan))?;
    let source_name = &file_name(&args.input.file);
    let wish = ImportPlan { source_name, draft: &draft, registry: &registry, activate_on: None };
    // What cannot be imported must not leave a new database behind.
    usable_year(&wish)
        .map_err(|error| refusal(Settings::load(config).map_or(Language::Zh, |set| set.language), &error))?;
    let ctx = start::context(config, as_of)?;
    let wish = ImportPlan { activate_on: args.yes.then(|| ctx.clock.today()), ..wish };
    let imported = import_plan(&ctx, &Actor::Console, &wish).map_err(|error| refusal(ctx.settings.language, &error))?;
    report(&draft.plan.title, &imported);
    Ok(())
}

fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| PathBuf::from(path), PathBuf::from).display().to_string()
}

fn report(title: &str, imported: &Imported) {
    say(&format!("已导入《{title}》（编号 {}）", imported.plan_id));
    say(&format!(
        "  任务 {}，措施 {}，分工 {}，时间节点 {}，指标 {}，疑点 {}",
        imported.tasks,
        imported.measures,
        imported.assignments,
        imported.milestones,
        imported.indicators,
        imported.problems
    ));
    match &imported.fan_out {
        Some(made) => say(&format!(
            "  已启用：责任事项 {}（年度任务 {}，时间节点 {}，其中跨年度 {}）",
            made.standing + made.dated,
            made.standing,
            made.dated,
            made.long_range
        )),
        None => say("  尚为草稿，未生成责任事项；以 --yes 导入或在网页确认后启用"),
    }
}
