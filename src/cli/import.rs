use std::path::{Path, PathBuf};

use chrono::{Datelike as _, NaiveDateTime};
use clap::Args;

use super::compile::{CompileInput, Compiled, compile_file};
use super::draft_text::{self, first_characters};
use super::output::{refusal, say};
use super::start;
use crate::actions::{Actor, ImportPlan, Imported, import_plan, import_settled_plan, is_draft_already, usable_year};
use crate::app;
use crate::compiler::UnitRegistry;
use crate::config::Settings;
use crate::domain::draft::{Draft, Open, Undecided};
use crate::domain::places::group;
use crate::domain::plan::handed_out;
use crate::strings::{Language, Message, Strings};

/// So many of what is in doubt are named in the refusal.
const LISTED: usize = 3;
/// So much of their words is quoted.
const QUOTE: usize = 24;

/// `duban import FILE`.
#[derive(Debug, Args)]
pub(super) struct ImportArgs {
    #[command(flatten)]
    input: CompileInput,
    /// 接受全部建议并启用计划，生成各单位的责任事项；交办日期为今天，或 --as-of 之日
    #[arg(long)]
    yes: bool,
    /// 同 --yes，即使年度、表格的列或时限的责任单位存疑，或有措施、时限没有单位承担
    #[arg(long, requires = "yes")]
    accept_doubts: bool,
}

/// Compiles a document and stores it; all or nothing.
pub(super) fn run(args: &ImportArgs, config: Option<&Path>, as_of: Option<NaiveDateTime>) -> anyhow::Result<()> {
    let compiled = compile_file(&args.input, || app::registry(&Settings::load(config)?.plan))?;
    let Compiled { draft, registry, file } = compiled;
    let source_name = &file_name(&args.input.file);
    let wish = ImportPlan { source_name, file: &file, draft: &draft, registry: &registry, activate_on: None };
    let language = Settings::load(config).map_or(Language::Zh, |set| set.language);
    // What cannot be imported must not leave a new database behind.
    usable_year(&wish).map_err(|error| refusal(language, &error))?;
    let undecided = undecided(args, (&draft, &registry), language);
    if let Some(refused) = undecided.as_ref().filter(|_| matches!(start::is_there(config), Ok(false))) {
        anyhow::bail!("{refused}");
    }
    let ctx = start::context(config, as_of)?;
    let drafted = is_draft_already(&ctx, &draft).map_err(|error| refusal(language, &error))?;
    if let Some(refused) = undecided.as_ref().filter(|_| !drafted) {
        anyhow::bail!("{refused}");
    }
    let wish = ImportPlan { activate_on: args.yes.then(|| ctx.clock.today()), ..wish };
    let import = if args.accept_doubts { import_plan } else { import_settled_plan };
    let imported = import(&ctx, &Actor::Console, &wish).map_err(|error| refusal(ctx.settings.language, &error))?;
    report(handed_out(&draft.plan.title), &imported);
    say_past_year(&draft, ctx.clock.today().year());
    say_office(&ctx.settings.plan.coordinating_unit, &draft);
    if args.yes {
        say_groups(&draft, &registry);
        say_rest(&draft);
    }
    Ok(())
}

/// Why the plan is not activated unseen: what decides who is chased and when is in doubt.
fn undecided(args: &ImportArgs, (draft, registry): (&Draft, &UnitRegistry), language: Language) -> Option<String> {
    if !args.yes || args.accept_doubts {
        return None;
    }
    let strings = Strings::of(language);
    let quoted = |key, quote: &str| strings.say(&Message::new(key).with("quote", first_characters(quote, QUOTE)));
    let said = |one: &Undecided| {
        let key = match one.open {
            Open::Year => "undecided.year",
            Open::Columns => "undecided.columns",
            Open::Owner => "undecided.owner",
        };
        quoted(key, &one.quote)
    };
    let words = unnamed(draft, registry).map(|word| quoted("undecided.many", word));
    let open: Vec<String> = draft.undecided().iter().map(said).chain(words).collect();
    let which = open.iter().take(LISTED).cloned().collect::<Vec<_>>().join(strings.get("undecided.between"));
    let message = Message::new("undecided.refused").with("n", open.len()).with("which", which);
    (!open.is_empty()).then(|| strings.say(&message))
}

/// Words for many governments that nobody has put down to single ones.
fn unnamed<'d>(draft: &'d Draft, registry: &UnitRegistry) -> impl Iterator<Item = &'d str> {
    let is_known = move |name: &str| draft.plan.region.is_some() && registry.group(name).is_some();
    draft.units.iter().map(|unit| unit.name.as_str()).filter(move |name| group(name).is_some() && !is_known(name))
}

/// Each of them is tracked as one unit, which nobody stands for.
fn say_groups(draft: &Draft, registry: &UnitRegistry) {
    for word in unnamed(draft, registry) {
        say(&format!("  “{word}”指多个单位，没有逐个写明，按一个单位启用；要分给各单位，请在网页核对后启用"));
    }
}

/// Whose coordinators review the plan: nobody else can, and a plan of another place seldom names the office that is set here.
fn say_office(office: &str, draft: &Draft) {
    let names = draft.units.iter().flat_map(|unit| [&unit.name].into_iter().chain(&unit.aliases));
    if !names.into_iter().any(|name| name == office) {
        say(&format!(
            "  注意：调度单位是“{office}”，计划中没有提到；要由别的单位调度，请改设置 plan.coordinating_unit 后重新启动"
        ));
    }
}

/// Of a year that is over most dates are overdue at once.
fn say_past_year(draft: &Draft, this_year: i32) {
    let ends = draft.plan.last_year.into_iter().chain(draft.plan.year).max();
    if let Some(ends) = ends.filter(|ends| *ends < this_year) {
        say(&format!(
            "  注意：计划到 {ends} 年为止，现在是 {this_year} 年；启用后，其中的时限多已过期，会立即开始催办"
        ));
    }
}

/// What is in doubt and what is left over, as the review lists it.
fn say_rest(draft: &Draft) {
    draft_text::rest(draft).lines().for_each(say);
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
